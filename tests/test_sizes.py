"""Budgets: a module, a function and a page that outgrow them are to be split, not the numbers raised."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULE, FUNCTION, PAGE, ROUTER = 350, 60, 90, 90


def sources() -> list[Path]:
    return sorted(file for folder in ("etl", "dashboard", "pages") for file in (ROOT / folder).rglob("*.py"))


def length(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


every_source = pytest.mark.parametrize("file", sources(), ids=lambda file: f"{file.parent.name}/{file.name}")


@every_source
def test_module_fits_its_budget(file: Path) -> None:
    name = file.relative_to(ROOT).as_posix()
    assert length(file) <= (PAGE if name.startswith("pages/") else MODULE)


@every_source
def test_functions_fit_their_budget(file: Path) -> None:
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(file) if f.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION} == {}


def test_the_router_stays_short() -> None:
    assert length(ROOT / "app.py") <= ROUTER
