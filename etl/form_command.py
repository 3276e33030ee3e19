"""python -m etl form: the form of a unit for a kỳ, or an official layout without figures, as a workbook."""

import argparse
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from etl import answers, database, form_history, periods, unit_form, units
from etl.form_history import History
from etl.model import PersonCanActError
from etl.official_forms import LAYOUT_OF
from etl.official_forms import file_name as layout_name
from etl.periods import Period
from etl.reference import Reference, ReportingUnit
from etl.snapshots import Warehouse
from etl.unit_form import UnitForm


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `form` to the program's commands."""
    making = commands.add_parser("form", parents=[common], help="write the form of a unit for a period")
    making.add_argument("--unit", action="append", required=True, metavar="CODE", help="may be repeated")
    making.add_argument("--period", required=True, metavar="CODE", help="2024-Q1, 2024-H1, 2024-9M, 2024, 2024-M05")
    making.add_argument("--theme", action="append", default=[], choices=unit_form.CHOICES, help="may be repeated")
    making.add_argument("--layout", choices=list(LAYOUT_OF), help="an official layout instead of the unit's own form")
    making.add_argument("out", type=Path, metavar="OUT", help="a workbook; for several units a .zip or a folder")
    making.set_defaults(run=_run)


def _run(options: argparse.Namespace, warehouse: Warehouse) -> int:
    period = periods.parse_code(options.period)
    if period is None:
        print(f"{options.period} không phải mã kỳ báo cáo, ví dụ 2024-Q1, 2024-H1, 2024-9M, 2024.", file=sys.stderr)
        return 2
    tables = answers.known_tables(warehouse)
    wanted = [_unit(code, period, tables) for code in dict.fromkeys(options.unit)]
    histories = _histories(wanted, warehouse)
    plans = [
        unit_form.plan(unit, period, options.theme, histories.get(unit.reporting_unit, History()), tables)
        for unit in wanted
    ]
    files = [_drawn(made, options.layout, tables) for made in plans]
    _write(files, options.out)
    if not options.layout:
        for made in plans:
            before = made.before.label if made.before else "chưa có"
            print(f"{made.unit.name}: {len(made.rows)} chỉ tiêu; kỳ trước: {before}", file=sys.stderr)
    print(f"{len(files)} biểu → {options.out}", file=sys.stderr)
    return 0


def _unit(code: str, period: Period, tables: Reference) -> ReportingUnit:
    unit = tables.unit_of.get(code)
    if unit is None:
        near = ", ".join(one.reporting_unit for one, _ in units.nearest(code.rpartition(".")[2], None, tables))
        raise PersonCanActError(f"Không có đơn vị {code}. Mã gần giống: {near or 'không có'}.")
    if not any(unit.valid_on(day) for day in period.window):
        raise PersonCanActError(f"{unit.name} không còn hoặc chưa có trong {period.label}. Hãy chọn kỳ khác.")
    return unit


def _histories(wanted: Sequence[ReportingUnit], warehouse: Warehouse) -> Mapping[str, History]:
    current = warehouse.current()
    if current is None:
        return {}
    with closing(database.open_reading(current)) as con:
        return form_history.read(con, [form_history.whose(unit) for unit in wanted])


def _drawn(made: UnitForm, layout: str | None, tables: Reference) -> tuple[str, bytes]:
    """The name and the bytes of a form; only here is openpyxl needed."""
    from etl import official_writing, unit_form_writing

    if layout is None:
        return made.file_name, unit_form_writing.write(made, tables)
    official = official_writing.write(LAYOUT_OF[layout], made.unit, made.period, tables)
    return layout_name(LAYOUT_OF[layout], made.file_name), official.data


def _write(files: list[tuple[str, bytes]], out: Path) -> None:
    """One form to a workbook; several to an archive or, under their own names, to a folder."""
    if out.suffix.casefold() == ".zip":
        out.write_bytes(unit_form.zipped(files))
    elif len(files) == 1 and out.suffix:
        out.write_bytes(files[0][1])
    elif out.suffix:
        raise PersonCanActError(f"{out} chỉ chứa được một biểu. Hãy ghi tên một thư mục hoặc tệp .zip.")
    else:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in unit_form.named_once(files):
            (out / name).write_bytes(data)
