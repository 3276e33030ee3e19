"""Official layouts without figures: the originals' cells and formats, open where the loader reads, closed elsewhere."""

from random import Random
from typing import Any

import pytest
from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook

from etl import gate, official_forms, official_writing, pipeline
from etl.interpret import interpret
from etl.official_forms import LAYOUT_OF, LAYOUTS, LayoutError
from etl.official_writing import OfficialForm
from etl.periods import Period
from etl.readers import read_workbook
from etl.reference import Indicator, ReportingUnit
from etl.snapshots import Warehouse
from tests import filling
from tests.workbooks import TABLES, said

pytestmark = pytest.mark.usefixtures("quick_reading")

LAK, BA_BICH, FINANCE = "dak-lak.huyen-lak", "quang-ngai.ba-to.xa-ba-bich", "ha-tinh.so-tai-chinh"
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.code for layout in LAYOUTS])
taken = pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout.file], ids=lambda one: one.code)


def empty(layout: official_forms.Layout, unit: str = LAK, period: str = "2024-Q1") -> OfficialForm:
    return official_writing.write(layout, TABLES.unit_of[unit], Period(period), TABLES)


def original(layout: official_forms.Layout) -> ExcelWorkbook:
    return load_workbook(pipeline.APPENDICES / layout.file)


def some_values(made: OfficialForm, random: Random) -> dict[tuple[str, str], float]:
    """A figure in nearly every cell."""
    of = {place: TABLES.indicators[code] for place, (_, (code, _)) in made.cells.items() if random.random() > 0.1}
    return {place: round(filling.a_value(indicator, random), 2) for place, indicator in of.items()}


def a_province_that_adds_up(made: OfficialForm, random: Random) -> dict[tuple[str, str], float]:
    """Figures of II.06a whose sums are right: the columns of any other are asked about, as those of any table."""
    figures: dict[tuple[str, str], float] = {}
    for unit in dict.fromkeys(unit for unit, _ in made.cells.values()):
        online, direct, carried, early, exact, late = (random.randint(0, 900) for _ in range(6))
        opened = online + direct + carried
        resolved = early + exact + late
        pending = max(opened - resolved, 0)
        in_time = random.randint(0, pending)
        direct += resolved + pending - opened
        figures |= {
            (unit, code): value
            for code, value in (
                ("dossiers_to_process", resolved + pending), ("online_dossiers_received", online),
                ("dossiers_received_direct", direct), ("dossiers_carried_over", carried),
                ("dossiers_resolved", resolved), ("dossiers_resolved_early", early),
                ("dossiers_resolved_exactly_on_time", exact), ("dossiers_resolved_late", late),
                ("dossiers_pending", pending), ("dossiers_pending_in_time", in_time),
                ("dossiers_pending_late", pending - in_time),
            )
        }  # fmt: skip
    return {place: figures[unit, code] for place, (unit, (code, _)) in made.cells.items()}


def type_in(cell: Any, value: float, indicator: Indicator) -> None:
    """As a person types: into a text cell, which one of money is, with a comma."""
    if cell.number_format == "@":
        cell.value = f"{value:.12g}".replace(".", ",")
    else:
        filling.type_in(cell, value, indicator)


@each_layout
def test_it_holds_no_figure_and_asks_nothing(layout: official_forms.Layout) -> None:
    made = empty(layout)
    assert gate.judge(made.data) is None
    reading = interpret(read_workbook(made.data), "a.xlsx", TABLES)
    assert (reading.observations, said(reading)) == ([], [])


@taken
def test_labels_stand_as_they_stood_and_what_the_sender_wrote_is_gone(layout: official_forms.Layout) -> None:
    made, before = filling.opened(empty(layout).data), original(layout)
    assert made.sheetnames == before.sheetnames
    titles = {place for lines in layout.titles.values() for place in lines}
    removed = 0
    for sheet in before.worksheets:
        now = made[sheet.title]
        assert now.merged_cells.ranges == sheet.merged_cells.ranges
        assert {k: v.width for k, v in now.column_dimensions.items()} == {
            k: v.width for k, v in sheet.column_dimensions.items()
        }
        for row in sheet.iter_rows():
            for cell in row:
                found = now[cell.coordinate]
                for look in ("font", "border", "fill", "alignment"):
                    assert repr(getattr(found, look)) == repr(getattr(cell, look))
                if cell.coordinate not in titles and found.value != cell.value:
                    assert found.value is None
                    removed += 1
    assert removed >= 13
    texts = " ".join(str(c.value) for sheet in made.worksheets for row in sheet.iter_rows() for c in row if c.value)
    for gone in ("486", "Lát", "Thanh Trị", "thanhtri.soctrang", "Bình Yên", "STC", "Kế hoạch số 08", "13/14 đơn vị"):
        assert gone not in texts


@each_layout
def test_what_is_open_is_what_loads(layout: official_forms.Layout) -> None:
    made = empty(layout)
    book = filling.opened(made.data)
    for sheet, place in made.cells:
        assert not book[sheet][place].protection.locked
    assert all(sheet.protection.sheet and sheet.protection.password is None for sheet in book.worksheets)


@pytest.mark.parametrize("seed", range(3))
@each_layout
def test_filled_it_loads_with_nothing_to_decide(layout: official_forms.Layout, seed: int, warehouse: Warehouse) -> None:
    random = Random(seed)
    units = (LAK, BA_BICH, FINANCE, "ha-tinh")
    periods = ("2024-Q1", "2023-H1", "2023-9M", "2022", "2024-M05", "2022-07-08/2023-03-31")
    files: dict[str, bytes] = {}
    wanted: dict[str, filling.Figures] = {}
    for number, unit in enumerate(units):
        period = periods[(number + 2 * seed) % len(periods)]
        made = empty(layout, unit, period)
        book = filling.opened(made.data)
        values = a_province_that_adds_up(made, random) if not layout.file else some_values(made, random)
        for place, value in values.items():
            of_unit, (code, level) = made.cells[place]
            type_in(book[place[0]][place[1]], value, TABLES.indicators[code])
            wanted.setdefault(period, {})[of_unit, code, level] = value
        files[f"{unit}.xlsx"] = filling.saved(book)
    reports = filling.load(warehouse, files)
    assert {name: (report.outcome, filling.asked(report)) for name, report in reports.items()} == dict.fromkeys(
        files, ("loaded", [])
    )
    for period, expected in wanted.items():
        found = filling.held(warehouse, period)
        assert filling.same(found, expected), found.keys() ^ expected.keys()


def test_ii_06a_lists_the_units_below_or_the_unit_itself() -> None:
    layout = LAYOUT_OF["II.06a"]
    assert len({unit for unit, _ in empty(layout).cells.values()}) == 11  # the communes of Lắk
    assert {unit for unit, _ in empty(layout, BA_BICH).cells.values()} == {BA_BICH}
    assert {code for _, (code, _) in empty(layout, BA_BICH).cells.values()} == {
        "dossiers_to_process", "online_dossiers_received", "dossiers_received_direct", "dossiers_carried_over",
        "dossiers_resolved", "dossiers_resolved_early", "dossiers_resolved_exactly_on_time",
        "dossiers_resolved_late", "dossiers_pending", "dossiers_pending_in_time", "dossiers_pending_late",
    }  # fmt: skip


def test_a_unit_that_no_title_could_name_is_refused_with_a_sentence() -> None:
    day = TABLES.unit_of[LAK].valid_from
    odd = ReportingUnit("x", "Tổ công tác số 3", "khác", "other", "", "", "", day, None, "provisional")
    with pytest.raises(LayoutError, match="Tổ công tác số 3"):
        official_writing.write(LAYOUTS[0], odd, Period("2024-Q1"), TABLES.with_units((odd,)))
