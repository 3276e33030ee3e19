"""Targets and thresholds that an office takes in as a table; what follows from them is asked in `targets.sql`."""

import hashlib
from collections.abc import Sequence

import duckdb

from etl import bounds, load, unit_draft
from etl.exchange import Column, Plan, Row, in_order
from etl.reference import LEVELS, Indicator, Reference
from etl.rulebook import TABLES
from etl.unit_draft import Draft

SHAPES = {
    "targets": (
        Column("target", ("mã mục tiêu", "mã chỉ tiêu giao"), required=False),
        Column("indicator", ("chỉ tiêu", "mã chỉ tiêu")),
        Column("handled_by", ("cấp giải quyết",), required=False),
        Column("level", ("cấp", "cấp đơn vị"), required=False),
        Column("reporting_unit", ("đơn vị", "đơn vị báo cáo"), required=False),
        Column("year", ("năm",), required=False),
        Column("value", ("giá trị", "mục tiêu")),
        Column("band_good", ("ngưỡng đạt",), required=False),
        Column("band_watch", ("ngưỡng theo dõi", "ngưỡng cảnh báo"), required=False),
        Column("decided_on", ("ngày quyết định", "ngày ban hành"), required=False),
        Column("document", ("văn bản", "căn cứ")),
        Column("note", ("ghi chú",), required=False),
    )
}
UNIT_LEVELS = ("province", "department", "district", "division", "commune", "other")
_SCOPE = ("indicator", "handled_by", "level", "reporting_unit", "year", "decided_on")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
Record = dict[str, object]


def plan(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], tables: Reference) -> Plan:
    """What taking targets in would do; see `etl.exchange.carry_out`.

    Args:
        con: the warehouse.
        rows: of the table.
        tables: the reviewed tables.
    """
    units = unit_draft.known(con)
    held = {str(record["target"]): record for record in all_of(con)}
    made, fresh = Plan(), dict[str, Record]()
    for row in rows:
        record, wrong = _record(row, tables, units)
        if not wrong and held.get(str(record["target"])) == record:
            continue
        wrong = wrong or _clash(record, held, fresh)
        made.questions += [f"Dòng {row.number}: {what}" for what in wrong]
        fresh[str(record["target"])] = record
    made.questions = in_order(made.questions)
    changed = fresh.keys() & held.keys()
    words = ((len(fresh.keys() - changed), "mục tiêu mới"), (len(changed), "mục tiêu được sửa"))
    made.said = [f"{number} {what}" for number, what in words if number]
    made.write = lambda con: store(con, list(fresh.values()))
    return made


def store(con: duckdb.DuckDBPyConnection, records: Sequence[Record]) -> None:
    """Keep targets, each in the place of what had its code before, shipped or imported."""
    codes = [record["target"] for record in records]
    con.execute("DELETE FROM targets WHERE list_contains(?, target)", [codes])
    load.insert_rows(con, "targets", [{**record, "origin": "imported"} for record in records])


def all_of(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """The targets, shipped and imported, in the columns of the reviewed file."""
    columns = TABLES["targets"]
    found = con.execute(f"SELECT {', '.join(columns)} FROM targets ORDER BY ALL").fetchall()  # noqa: S608 our own words
    return [dict(zip(columns, row, strict=True)) for row in found]


def _record(row: Row, tables: Reference, units: Draft) -> tuple[Record, list[str]]:
    """A row as the warehouse keeps it, and what is wrong with it."""
    record, wrong = _cells(row)
    if not record["document"]:
        wrong.append("thiếu văn bản; mục tiêu phải có căn cứ.")
    if record["reporting_unit"]:
        record["reporting_unit"], why = units.meant(row["reporting_unit"])
        wrong += filter(None, [why])
    indicator = tables.indicators.get(row["indicator"])
    if indicator is None:
        wrong.append(f"không có chỉ tiêu “{row['indicator']}”; xem mã trong data/reference/indicators.csv.")
    elif not wrong:
        wrong += _values(record, indicator)
    if not record["target"]:
        words = "\x1f".join(str(record[name]) for name in _SCOPE)
        record["target"] = "mt-" + hashlib.sha256(words.encode()).hexdigest()[:8]
    return record, wrong


def _cells(row: Row) -> tuple[Record, list[str]]:
    """The cells of a row by their kinds, and which of them hold something else."""
    wrong: list[str] = []
    record: Record = {name: row[name] for name in TABLES["targets"]}
    for name, read in (
        ("year", row.value), ("value", row.value), ("band_good", row.value), ("band_watch", row.value),
        ("decided_on", row.day),
    ):  # fmt: skip
        try:
            record[name] = read(name)
        except ValueError as error:
            record[name] = None
            wrong.append(f"{name}: {error}.")
    year = record["year"]
    if isinstance(year, float):
        record["year"] = int(year)
        if year != round(year) or not _FIRST_YEAR <= year <= _LAST_YEAR:
            wrong.append(f"năm “{row['year']}” không đúng; hãy ghi như 2024.")
    for name, codes in (("handled_by", LEVELS), ("level", UNIT_LEVELS)):
        if record[name] and record[name] not in codes:
            wrong.append(f"{name} là “{record[name]}”; hãy ghi một trong: {', '.join(codes)}, hoặc để trống.")
    return record, wrong


def _values(record: Record, indicator: Indicator) -> list[str]:
    """What is wrong with the value and the bands of a target."""
    value, good, watch = (record[name] for name in ("value", "band_good", "band_watch"))
    if not isinstance(value, float):
        return ["thiếu giá trị mục tiêu."]
    # A target may be an average that no figure is: half a dossier is none, 2,5 days may be meant.
    wrong = [
        why
        for one in (value, good, watch)
        if isinstance(one, float) and indicator.kind != "count" and (why := bounds.why_not(indicator, one))
    ]
    if isinstance(watch, float):
        line = good if isinstance(good, float) else value
        ahead = watch - line if indicator.polarity == "higher" else line - watch
        if not indicator.polarity:
            wrong.append("chỉ tiêu này không có chiều tốt, xấu nên không dùng ngưỡng; hãy để trống hai ngưỡng.")
        elif ahead > 0:
            order = "thấp" if indicator.polarity == "higher" else "cao"
            wrong.append(f"ngưỡng theo dõi {watch:g} phải {order} hơn ngưỡng đạt {line:g} với chỉ tiêu này.")
    return wrong


def _clash(record: Record, held: dict[str, Record], fresh: dict[str, Record]) -> list[str]:
    """Why a target cannot stand beside those there are: two decisions of one day on the same thing."""
    code = str(record["target"])
    if code in fresh:
        return [f"mã {code} có ở hai dòng; hãy bỏ một dòng."]
    if code in held and any(held[code][name] != record[name] for name in ("indicator", "reporting_unit", "level")):
        return [f"mã {code} đã dùng cho mục tiêu khác; hãy đặt mã khác."]
    for other in {**held, **fresh}.values():
        same = all(other[name] == record[name] for name in _SCOPE)
        if same and other["target"] != code:
            return [f"{other['target']} đã giao mục tiêu này cùng ngày; hãy ghi ngày quyết định của bản sửa đổi."]
    return []
