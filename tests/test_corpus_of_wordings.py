"""Wordings as offices write them, each with what a civil servant takes it for: none is read as something else.

`tests/wordings` holds a form of one figure per line, without what would stand around it; `-` is what no indicator
counts. What is not read has to be asked, and a change of the tables may not make fewer of them understood.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from tests.workbooks import TABLES, read

FOLDER = Path(__file__).parent / "wordings"
READ = {"dossiers": 500, "posts_and_money": 405}  # at least, of those that an indicator counts
DISTRICTS = ("Huyện Lắk", "Huyện Krông Bông")
COMMUNES = ("Xã Đắk Liêng", "Xã Yang Tao")


def indicators_of(line: dict[str, str]) -> set[str]:
    """The indicators under which the figure of a line is read."""
    title = f"{line['unit']}\n{line['title']}"
    if line["shape"] == "row":
        heading = f"I | {line['parent']} | | \n" if line["parent"] else ""
        rows = f"{heading}1 | {line['label']} | {line['measure']} | {_value(line)}"
        reading = read(rows, title, "TT | Chỉ tiêu | ĐVT | Số liệu")
    else:
        measure = f" ({line['measure']})" if line["measure"] and line["measure"] not in line["label"] else ""
        above = f"{line['parent']}\n | | " if line["parent"] else ""
        bodies = COMMUNES if line["unit"].startswith(("UBND huyện", "UBND xã")) else DISTRICTS
        rows = "\n".join(f"{number} | {body} | {_value(line)}" for number, body in enumerate(bodies, 1))
        reading = read(rows, title, f"TT | Đơn vị | {above}{line['label']}{measure}")
    return {one.indicator for one in reading.observations}


def _value(line: dict[str, str]) -> str:
    indicator = TABLES.indicators.get(line["indicator"])
    is_rate = "%" in line["measure"] + line["label"] or line["label"].startswith("Tỷ lệ")
    if is_rate or (indicator is not None and indicator.kind == "ratio"):
        return "97.5"
    return "1" if indicator is not None and indicator.kind == "flag" else "240"


@cache
def told(corpus: str) -> list[tuple[str, str, set[str]]]:
    """Each label with what it means and as what it is read."""
    with (FOLDER / f"{corpus}.csv").open(encoding="utf-8", newline="") as table:
        return [(line["label"], line["indicator"], indicators_of(line)) for line in csv.DictReader(table)]


@pytest.mark.parametrize("corpus", READ)
def test_no_wording_is_read_as_something_else(corpus: str) -> None:
    assert [one for one in told(corpus) if one[2] - {one[1]}] == []


@pytest.mark.parametrize("corpus", READ)
def test_as_many_as_before_are_understood(corpus: str) -> None:
    assert sum(code in found for _, code, found in told(corpus)) >= READ[corpus]
