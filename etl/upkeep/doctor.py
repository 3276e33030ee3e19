"""A look at everything that a running installation rests on, each with what to do."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from etl import RELEASE, journal
from etl.snapshots import Warehouse
from etl.upkeep import contents, place, program
from etl.upkeep.line import STANDINGS, Line, worst


def examine(warehouse: Warehouse, *, quick: bool = False, thorough: bool = True) -> list[Line]:
    """Look at all of it, or `quick` only at whether the figures can be read. Nothing is changed.

    `thorough` reads every kept snapshot to its last block.
    """
    if quick:
        return [contents.readable(warehouse)]
    parts: list[Callable[[], list[Line]]] = [
        program.examine,
        lambda: place.examine(warehouse),
        lambda: contents.examine(warehouse, thorough=thorough) if warehouse.folder.is_dir() else [],
    ]
    return [line for part in parts for line in _looked(part)]


def exit_code(lines: list[Line]) -> int:
    """0 all is well, 1 somebody should look, 2 something does not work."""
    return STANDINGS.index(worst(lines))


def to_data(lines: list[Line], *, anonymous: bool = False) -> dict[str, Any]:
    """For a program, or `anonymous` to be sent away."""
    told = [
        {"check": line.check, "standing": line.standing, "said": line.anonymous if anonymous else line.said,
         "facts": asdict(line)["facts"]}
        for line in lines
    ]  # fmt: skip
    return {"standing": worst(lines), "exit_code": exit_code(lines), "release": RELEASE, "lines": told}


def _looked(part: Callable[[], list[Line]]) -> list[Line]:
    """One part that cannot be looked at is a line too, and keeps the others from nothing."""
    try:
        return part()
    except Exception as error:
        error_id = journal.note(error)
        return [Line("doctor", "trouble", f"Chương trình gặp lỗi khi kiểm tra (mã {error_id}). Hãy gửi gói chẩn đoán.")]
