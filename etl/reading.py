"""Reading a workbook in a child process that can be killed.

A legal file of two kilobytes can make a parser take all memory or never return; the dashboard's own
process must not be the one it happens to. The child gets the bytes on its standard input, answers
with JSON on its standard output, and has a limit of time and, where the platform knows it, of memory
and processor time. Windows has no such limits for a plain process: there only the time limit holds.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from etl.model import Place, Problem
from etl.problems import problem
from etl.workbook import Cell, Sheet, UnreadableWorkbookError, Workbook, read_workbook

SECONDS = 60
MEMORY = 2 * 1024**3
_PROJECT = Path(__file__).resolve().parent.parent


def read_in_child(data: bytes, *, seconds: float = SECONDS) -> Workbook | Problem:
    """The workbook, or the problem that a person can act on."""
    command = [sys.executable, "-X", "utf8", "-m", "etl.reading"]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=seconds, cwd=_PROJECT, check=False)
    except subprocess.TimeoutExpired:
        return problem("file_too_slow", Place(), expected=f"{seconds:.0f} giây")
    if child.returncode != 0:
        return problem("file_damaged", Place(), found="bộ đọc dừng giữa chừng")
    answer = json.loads(child.stdout)
    if "unreadable" in answer:
        return problem("file_damaged", Place(), found=answer["unreadable"])
    return _workbook(answer)


def _workbook(answer: dict[str, Any]) -> Workbook:
    return Workbook(
        tuple(
            Sheet(
                name=sheet["name"],
                cells={(cell[0], cell[1]): Cell(*cell) for cell in sheet["cells"]},
                merged=tuple(tuple(area) for area in sheet["merged"]),
                hidden=sheet["hidden"],
                hidden_rows=frozenset(sheet["hidden_rows"]),
            )
            for sheet in answer["sheets"]
        )
    )


def _answer(data: bytes) -> dict[str, Any]:
    try:
        workbook = read_workbook(data)
    except UnreadableWorkbookError as error:
        return {"unreadable": str(error)}
    return {
        "sheets": [
            {
                "name": sheet.name,
                "cells": [list(asdict(cell).values()) for cell in sheet.cells.values()],
                "merged": sheet.merged,
                "hidden": sheet.hidden,
                "hidden_rows": sorted(sheet.hidden_rows),
            }
            for sheet in workbook.sheets
        ]
    }


def _limit_self() -> None:
    """Memory and processor time; a parser that runs away then dies alone."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    _limit_self()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
