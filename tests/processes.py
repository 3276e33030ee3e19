"""Reading processes that do what a test wants instead of what they should."""

import subprocess
import sys

import pytest


def failing(condition: str) -> str:
    """Code of a reading process in which interpretation fails on files for which the condition on `name` holds."""
    return f"""
from etl import child, interpret
real = interpret.interpret
def fails(workbook, name, *more):
    if {condition}:
        raise KeyError("bí mật trong ô")
    return real(workbook, name, *more)
interpret.interpret = fails
child.main()
"""


def run_instead(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reading processes run this code."""
    popen = subprocess.Popen
    command = [sys.executable, "-X", "utf8", "-c", code]
    monkeypatch.setattr(subprocess, "Popen", lambda _command, **more: popen(command, **more))
