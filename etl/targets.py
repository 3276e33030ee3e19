"""Targets and thresholds that an office takes in as a table; what follows from them is asked in `targets.sql`."""

import hashlib
from collections.abc import Mapping, Sequence, Set

import duckdb

from etl import audit, bounds, exchange, load, rulebook, unit_draft
from etl.exchange import REMOVE, Column, Plan, Row, called, in_order
from etl.reference import LEVELS, Indicator, Reference
from etl.rows import blank_as_missing
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
        REMOVE,
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
    made, fresh, removed = Plan(), dict[str, Record](), set[str]()
    own = _imported(con)
    for row in rows:
        if row.asks_removal:
            wrong = _removal(row, held, own, removed | fresh.keys())
            removed.add(row["target"])
            changed = not wrong
            record: Record = {}
        else:
            record, wrong = _record(row, tables, units)
            changed = bool(wrong) or held.get(str(record["target"])) != record
            if changed:
                wrong = wrong or _clash(record, _without(held, removed), fresh, removed)
                fresh[str(record["target"])] = record
        made.questions += [f"Dòng {row.number}: {what}" for what in wrong]
        if changed and not wrong:
            made.changes.append(_change(row, record, held))
    made.questions = in_order(made.questions)
    made.said = _said(fresh.keys() - held.keys(), fresh.keys() & held.keys(), removed)
    made.write = lambda con: store(con, list(fresh.values()), removed)
    return made


def store(con: duckdb.DuckDBPyConnection, records: Sequence[Record], removed: Set[str] = frozenset()) -> None:
    """Keep targets, each in the place of what had its code before, shipped or imported.

    Where an imported one is removed, the shipped one of its code is back.
    """
    codes = [*(record["target"] for record in records), *removed]
    con.execute("DELETE FROM targets WHERE list_contains(?, target)", [codes])
    load.insert_rows(con, "targets", [{**record, "origin": "imported"} for record in records])
    back = [blank_as_missing(shipped) for code in sorted(removed) if (shipped := _shipped().get(code))]
    load.insert_rows(con, "targets", [{**record, "origin": "shipped"} for record in back])


def _change(row: Row, record: Record, held: Mapping[str, Record]) -> audit.Change:
    """The change that a row asks for; an empty record is a removal."""
    code = str(record["target"]) if record else row["target"]
    return audit.difference("targets", code, held.get(code), record or _shipped().get(code), row.number)


def _imported(con: duckdb.DuckDBPyConnection) -> set[str]:
    found = con.execute("SELECT target FROM targets WHERE origin = 'imported'").fetchall()
    return {code for (code,) in found}


def _shipped() -> Mapping[str, Mapping[str, str]]:
    return {row["target"]: row for row in rulebook.load().tables["targets"]}


def _removal(row: Row, held: Mapping[str, Record], own: Set[str], spoken: Set[str]) -> list[str]:
    """Why a target cannot be taken out."""
    code = row["target"]
    if wrong := row.why_no_removal():
        return wrong
    if code not in held:
        return [f"không có mục tiêu mã “{code}” để xóa; hãy ghi đúng mã ở {called(SHAPES['targets'], 'target')}."]
    if code not in own:
        return [f"mục tiêu {code} đi kèm chương trình nên không xóa được; có thể sửa giá trị và văn bản của nó."]
    return [f"mã {code} có ở hai dòng; hãy bỏ một dòng."] if code in spoken else []


def _without(held: Mapping[str, Record], removed: Set[str]) -> dict[str, Record]:
    return {code: record for code, record in held.items() if code not in removed}


def _said(added: Set[str], changed: Set[str], removed: Set[str]) -> list[str]:
    words = ((added, "mục tiêu mới"), (changed, "mục tiêu được sửa"), (removed, "mục tiêu được xóa"))
    return [f"{len(codes)} {what}" for codes, what in words if codes]


def all_of(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """The targets, shipped and imported, in the columns of the reviewed file."""
    columns = TABLES["targets"]
    found = con.execute(f"SELECT {', '.join(columns)} FROM targets ORDER BY ALL").fetchall()  # noqa: S608 our own words
    return [dict(zip(columns, row, strict=True)) for row in found]


def _record(row: Row, tables: Reference, units: Draft) -> tuple[Record, list[str]]:
    """A row as the warehouse keeps it, and what is wrong with it."""
    record, wrong = _cells(row)
    if not record["document"]:
        wrong.append(f"thiếu {called(SHAPES['targets'], 'document')}; mục tiêu phải có căn cứ.")
    if record["reporting_unit"]:
        record["reporting_unit"], why = units.meant(row["reporting_unit"])
        wrong += filter(None, [why])
    indicator = tables.indicators.get(row["indicator"])
    if indicator is None:
        wrong.append(exchange.unknown_indicator(SHAPES["targets"], row["indicator"]))
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
            wrong.append(f"{called(SHAPES['targets'], name)}: {error}.")
    year = record["year"]
    if isinstance(year, float):
        record["year"] = int(year)
        if year != round(year) or not _FIRST_YEAR <= year <= _LAST_YEAR:
            wrong.append(f"{called(SHAPES['targets'], 'year')} ghi “{row['year']}”; hãy ghi như 2024.")
    for name, codes in (("handled_by", LEVELS), ("level", UNIT_LEVELS)):
        if record[name] and record[name] not in codes:
            where = called(SHAPES["targets"], name)
            wrong.append(f"{where} là “{record[name]}”; hãy ghi một trong: {', '.join(codes)}, hoặc để trống.")
    return record, wrong


def _values(record: Record, indicator: Indicator) -> list[str]:
    """What is wrong with the value and the bands of a target."""
    value, good, watch = (record[name] for name in ("value", "band_good", "band_watch"))
    if not isinstance(value, float):
        return [f"thiếu {called(SHAPES['targets'], 'value')}."]
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


def _clash(record: Record, held: dict[str, Record], fresh: dict[str, Record], removed: Set[str]) -> list[str]:
    """Why a target cannot stand beside those there are: two decisions of one day on the same thing."""
    code = str(record["target"])
    if code in fresh or code in removed:
        return [f"mã {code} có ở hai dòng; hãy bỏ một dòng."]
    if code in held and any(held[code][name] != record[name] for name in ("indicator", "reporting_unit", "level")):
        return [f"mã {code} đã dùng cho mục tiêu khác; hãy đặt mã khác."]
    for other in {**held, **fresh}.values():
        same = all(other[name] == record[name] for name in _SCOPE)
        if same and other["target"] != code:
            return [f"{other['target']} đã giao mục tiêu này cùng ngày; hãy ghi ngày quyết định của bản sửa đổi."]
    return []
