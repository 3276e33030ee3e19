"""Forms that nobody has sent: invented ones in all layouts and wordings, and tables redrawn as another hand would.

What must hold for every one of them: no figure under another unit, kỳ, indicator or value than the key says; what the
key wants asked is not loaded; and nearly all that is certain is read.
"""

import functools
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from etl import demo
from etl.demo import world
from etl.interpret import Reading, interpret
from etl.model import Observation
from etl.readers import read_workbook
from etl.reference import Reference
from tests.workbooks import TABLES, workbook


@functools.cache
def province(seed: int) -> tuple[world.World, Reference]:
    made = world.build(30, 8, seed)
    return made, TABLES.with_units(world.reporting_units(made))


def ends(seed: int, workbooks: int) -> Counter[str]:
    """What became of every answer of the key."""
    made, known = province(seed)
    found: Counter[str] = Counter()
    for drawn in demo.draw(made, workbooks=workbooks, with_defects=True):
        reading = interpret(read_workbook(drawn.data, drawn.name), drawn.name, known)
        units = {unit.reporting_unit: unit.name for unit in (*known.units, *reading.new_units)}
        loaded = {} if reading.refused else {(o.place.sheet, o.place.cell): o for o in reading.observations}
        for answer in drawn.answers:
            fact, figure = answer.fact, loaded.pop((answer.sheet, answer.cell), None)
            if figure is None:
                found["missing" if fact.expect == "load" else fact.expect] += 1
            elif fact.expect != "load" or said(figure, units) != (
                fact.unit.name, fact.period, fact.indicator, fact.handled_by, round(float(fact.value or 0), 2),
            ):  # fmt: skip
                found[f"WRONG {drawn.name} {answer.sheet}!{answer.cell}"] += 1
            else:
                found["right"] += 1
        found.update(f"NOT IN THE KEY {drawn.name} {sheet}!{cell}" for sheet, cell in loaded)
    return found


def said(figure: Observation, units: dict[str, str]) -> tuple[str, str, str, str, float]:
    return (
        units[figure.reporting_unit], figure.period, figure.indicator, figure.handled_by, round(float(figure.value), 2),
    )  # fmt: skip


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_invented_forms_are_read_rightly_or_asked(seed: int) -> None:
    found = ends(seed, 24)
    assert not [end for end in found if end.startswith(("WRONG", "NOT"))]
    assert found["right"] >= 0.95 * (found["right"] + found["missing"])


# ---- the same table by another hand ------------------------------------------------------------------------------

TITLE = ("UBND HUYỆN LẮK, TỈNH ĐẮK LẮK", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC QUÝ I NĂM 2024")
TIMELINESS = ("Trước hạn", "Đúng hạn", "Quá hạn")
HEAD = (
    ("TT", "Đơn vị", "Số lượng hồ sơ tiếp nhận", "", "", "", "Số lượng hồ sơ đã giải quyết", "", "", ""),
    (*("", "", "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước", "Tổng số"), *TIMELINESS),
)
UNITS = ("Thị trấn Liên Sơn", "Xã Yang Tao", "Xã Bông Krang", "Xã Đắk Liêng")
FIGURES = tuple((100 + n, 50 + n, 40, 10, 90 + n, 60, 25 + n, 5) for n in range(len(UNITS)))
CODES = (
    "dossiers_to_process", "online_dossiers_received", "dossiers_received_direct", "dossiers_carried_over",
    "dossiers_resolved", "dossiers_resolved_early", "dossiers_resolved_exactly_on_time", "dossiers_resolved_late",
)  # fmt: skip
WANTED = {
    (unit, code): float(value)
    for unit, row in zip(UNITS, FIGURES, strict=True)
    for code, value in zip(CODES, row, strict=True)
}


@st.composite
def hands(draw: st.DrawFn) -> str:
    """The table as one office or another types it."""
    merge, left = draw(st.booleans()), draw(st.integers(0, 2))
    above, below = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    numbers, totals, blank = draw(st.booleans()), draw(st.sampled_from(["", "top", "bottom"])), draw(st.booleans())
    lines = [*TITLE[: draw(st.integers(2, 2))], *["| "] * draw(st.integers(0, 2))]
    start = above + len(lines) + 1
    head = [" | ".join(row) for row in HEAD]
    rows = [
        f"{n} | {unit} | " + " | ".join(map(str, row))
        for n, (unit, row) in enumerate(zip(UNITS, FIGURES, strict=True), 1)
    ]
    total = " | Tổng cộng | " + " | ".join(str(sum(column)) for column in zip(*FIGURES, strict=True))
    rows = [total, *rows] if totals == "top" else [*rows, total] if totals else rows
    if blank:
        rows.insert(2, "")
    middle = ["(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10)"] if numbers else []
    signed = [""] * below + [" | Người lập biểu | | | | | CHỦ TỊCH"] * draw(st.integers(0, 1))
    body = [*lines, *head, *middle, *rows, *signed]
    grid = ["| "] * above + [f"{'| ' * left}{line}" if line else line for line in body]
    if merge:
        column = functools.partial(lambda shift, at: get_column_letter(at + shift), left)
        areas = [(3, 6), (7, 10)]
        grid += [f"merge: {column(a)}{start}:{column(b)}{start}" for a, b in areas]
        grid += [f"merge: {column(at)}{start}:{column(at)}{start + 1}" for at in (1, 2)]
    text = "\n".join(grid)
    return unicodedata.normalize("NFD", text) if draw(st.booleans()) else text


def read(grid: str) -> Reading:
    return interpret(workbook(Biểu=grid), "bieu.xlsx", TABLES)


@given(hands())
def test_another_hand_changes_no_figure(grid: str) -> None:
    reading = read(grid)
    names = {unit.reporting_unit: unit.name for unit in (*TABLES.units, *reading.new_units)}
    figures = {(names[o.reporting_unit], o.indicator): float(o.value) for o in reading.observations}
    assert figures == WANTED
    assert {(o.period, o.source) for o in reading.observations} == {("2024-Q1", "higher_table")}
    assert not [found for found in reading.problems if found.severity in ("stop", "question", "refused")]
