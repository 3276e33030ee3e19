"""The ledger of corrections: what a reviewed table says of single figures, while their cells read as expected.

Nothing is edited in place: the observation stays, `standing_figures` puts the corrected value before it, and stops
when the source no longer says what was expected.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import duckdb

from etl import audit, bounds, exchange, load, unit_draft, wording
from etl.exchange import Column, Plan, Row, called, in_order
from etl.model import PersonCanActError, Source
from etl.periods import Period, parse_code
from etl.reference import LEVELS, Reference
from etl.rulebook import TABLES

SHAPES = {
    "corrections": (
        Column("correction", ("mã đính chính",), required=False),
        Column("reporting_unit", ("đơn vị", "đơn vị báo cáo")),
        Column("period", ("kỳ", "kỳ báo cáo")),
        Column("indicator", ("chỉ tiêu", "mã chỉ tiêu")),
        Column("handled_by", ("cấp giải quyết",), required=False),
        Column("source", ("nguồn",), required=False),
        Column("expected_raw", ("nguyên văn", "ô đang ghi")),
        Column("action", ("cách xử lý",)),
        Column("value", ("giá trị", "giá trị đúng"), required=False),
        Column("reason", ("lý do",)),
        Column("made_by", ("người đính chính",), required=False),
        Column("made_on", ("ngày", "ngày đính chính"), required=False),
        Column("status", ("trạng thái",), required=False),
    )
}
_COLUMNS = SHAPES["corrections"]
_KEY = ("reporting_unit", "period", "indicator", "handled_by", "source")
ACTIONS = ("replace", "drop")
STATUSES = ("active", "withdrawn")
Record = dict[str, object]


class CorrectionError(PersonCanActError):
    """What was asked of a correction cannot be done; nothing was changed."""


@dataclass(frozen=True)
class _World:
    """What a row is judged by."""

    tables: Reference
    units: unit_draft.Draft
    by: str
    today: date


def plan(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], tables: Reference, by: str, today: date) -> Plan:
    """What taking corrections in would do; see `etl.exchange.carry_out`.

    Args:
        con: the warehouse.
        rows: of the table.
        tables: the reviewed tables.
        by: who, where a row does not say it.
        today: when, likewise.
    """
    world = _World(tables, unit_draft.known(con), by, today)
    held = {str(record["correction"]): record for record in all_of(con)}
    made, fresh = Plan(), dict[str, Record]()
    for row in rows:
        record, wrong = _record(row, world)
        known = held.get(str(record["correction"]))
        if not wrong and known is not None and _same(known, record, row):
            continue
        if not wrong:
            wrong = _clash(known, record, [*held.values(), *fresh.values()])
        if not wrong and record["status"] == "active":
            wrong, notes = _against_source(con, record, row)
            made.notes += notes
        made.questions += [f"Dòng {row.number}: {what}" for what in wrong]
        fresh[str(record["correction"])] = record
        if not wrong:
            made.changes.append(audit.difference("corrections", str(record["correction"]), known, record, row.number))
    made.questions = in_order(made.questions)
    if fresh:
        made.said = [f"{len(fresh)} đính chính: {', '.join(sorted(fresh))}"]
    made.write = lambda con: store(con, list(fresh.values()))
    return made


def withdrawal(con: duckdb.DuckDBPyConnection, code: str, reason: str, by: str, today: date) -> Plan:
    """What withdrawing a correction would do: the figure stands as reported again.

    Raises:
        CorrectionError: there is no such correction.
    """
    known = {str(record["correction"]): record for record in all_of(con)}.get(code)
    if known is None:
        raise CorrectionError(f"Không có đính chính “{code}”. Xem danh sách: python -m etl corrections list.")
    if known["status"] == "withdrawn":
        return Plan()
    why = f"{known['reason']} (thu hồi ngày {today:%d/%m/%Y}, {by}: {reason})"
    record = {**known, "status": "withdrawn", "reason": why}
    changes = [audit.difference("corrections", code, known, record)]
    return Plan([f"thu hồi đính chính {code}"], changes=changes, write=lambda con: store(con, [record]))


def store(con: duckdb.DuckDBPyConnection, records: Sequence[Record]) -> None:
    """Keep corrections, each in the place of what had its code before, shipped or imported."""
    codes = [record["correction"] for record in records]
    con.execute("DELETE FROM corrections WHERE list_contains(?, correction)", [codes])
    load.insert_rows(con, "corrections", [{**record, "origin": "imported"} for record in records])


def all_of(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """The corrections, shipped and imported, in the columns of the reviewed file."""
    columns = TABLES["corrections"]
    found = con.execute(f"SELECT {', '.join(columns)} FROM corrections ORDER BY ALL").fetchall()  # noqa: S608 our own
    return [dict(zip(columns, row, strict=True)) for row in found]


def states(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Of each correction: applied, stopped (its source says something else), waiting (no such figure) or withdrawn."""
    found = con.execute(
        """SELECT k.correction,
                  CASE WHEN k.status = 'withdrawn' THEN 'withdrawn'
                       WHEN bool_or(o.raw = k.expected_raw) THEN 'applied'
                       WHEN count(o.raw) > 0 THEN 'stopped'
                       ELSE 'waiting' END
           FROM corrections k
           LEFT JOIN (SELECT o.* FROM observations o JOIN standing USING (scope)) o
               USING (reporting_unit, period, indicator, handled_by, source)
           GROUP BY k.correction, k.status"""
    ).fetchall()
    return dict(found)


def _record(row: Row, world: _World) -> tuple[Record, list[str]]:
    """A row as the ledger keeps it, and what is wrong with it."""
    wrong: list[str] = []
    record: Record = {name: row[name] for name in TABLES["corrections"]}
    record |= {"expected_raw": row.cells.get("expected_raw", ""), "source": row["source"] or "own_appendix"}
    record |= {"status": row["status"] or "active", "made_by": row["made_by"] or world.by}
    for name, read in (("value", row.value), ("made_on", row.day)):
        try:
            record[name] = read(name)
        except ValueError as error:
            wrong.append(f"{called(_COLUMNS, name)}: {error}.")
    record["made_on"] = record["made_on"] or world.today
    wrong += _unknown_codes(record)
    last = Period(row["period"]).window[1] if parse_code(row["period"]) else None
    record["reporting_unit"], why = world.units.meant(row["reporting_unit"], last)
    wrong += filter(None, [why])
    indicator = world.tables.indicators.get(row["indicator"])
    if indicator is None:
        wrong.append(exchange.unknown_indicator(_COLUMNS, row["indicator"]))
    elif record["action"] == "replace" and isinstance(record["value"], float):
        wrong += filter(None, [bounds.why_not(indicator, record["value"])])
    if (record["action"] == "replace") == (record["value"] is None) and not wrong:
        wrong.append(f"cách xử lý replace cần {called(_COLUMNS, 'value')}; drop thì để trống ô ấy.")
    wrong += [
        f"thiếu {called(_COLUMNS, name)}; hãy ghi vào."
        for name in ("expected_raw", "reason")
        if not str(record[name]).strip()
    ]
    if not record["correction"]:
        words = "\x1f".join(wording.clean(str(record[name])) for name in (*_KEY, "expected_raw", "action", "value"))
        record["correction"] = "dc-" + hashlib.sha256(words.encode()).hexdigest()[:8]
    return record, wrong


def _unknown_codes(record: Record) -> list[str]:
    allowed = {"handled_by": ("", *LEVELS), "source": get_args(Source), "action": ACTIONS, "status": STATUSES}
    wrong = [
        f"{called(_COLUMNS, name)} là “{record[name]}”; hãy ghi một trong: {', '.join(filter(None, codes))}."
        for name, codes in allowed.items()
        if record[name] not in codes
    ]
    if parse_code(str(record["period"])) is None:
        wrong.append(f"không có kỳ “{record['period']}”; hãy ghi như 2024-Q1, 2024-H1, 2024-9M, 2024 hoặc 2024-M05.")
    return wrong


def _same(known: Record, record: Record, row: Row) -> bool:
    """Whether a row says what is known; what it leaves blank it does not say."""
    given = {name for name in record if row[name] or name in (*_KEY, "value")}
    return all(_plain(known[name]) == _plain(record[name]) for name in given)


def _plain(value: object) -> object:
    return wording.clean(value) if isinstance(value, str) else value


def _clash(known: Record | None, record: Record, others: Sequence[Record]) -> list[str]:
    """Why a correction cannot stand beside those there are."""
    free = {"status", "reason", "made_by", "made_on"}
    if known is not None and any(_plain(known[name]) != _plain(record[name]) for name in record if name not in free):
        return [f"mã {record['correction']} đã dùng cho đính chính khác; hãy đặt mã khác hoặc thu hồi đính chính ấy."]
    for other in others:
        same_figure = all(other[name] == record[name] for name in _KEY)
        both = other["status"] == record["status"] == "active"
        if same_figure and both and other["correction"] != record["correction"]:
            return [f"số liệu này đã có đính chính {other['correction']} đang dùng; hãy thu hồi đính chính ấy trước."]
        if other is not known and other["correction"] == record["correction"]:
            return [f"mã {record['correction']} có ở hai dòng; hãy bỏ một dòng."]
    return []


def _against_source(con: duckdb.DuckDBPyConnection, record: Record, row: Row) -> tuple[list[str], list[str]]:
    """Whether the figure reads as expected now; one that is not there yet is waited for, and that is said."""
    conditions = " AND ".join(f"o.{name} = ${name}" for name in _KEY)
    found = con.execute(
        f"SELECT DISTINCT o.raw FROM observations o JOIN standing USING (scope) WHERE {conditions}",  # noqa: S608
        {name: record[name] for name in _KEY},
    ).fetchall()
    standing = [raw for (raw,) in found]
    if not standing:
        return [], [f"Dòng {row.number}: chưa có số liệu này; đính chính sẽ áp dụng khi ô nạp vào đúng như chờ đợi."]
    expected = wording.clean(str(record["expected_raw"]))
    fitting = [raw for raw in standing if wording.clean(raw) == expected]
    if fitting:
        record["expected_raw"] = fitting[0]
        return [], []
    return [f"ô đang ghi “{'”, “'.join(standing)}”, không phải “{expected}”; hãy xem lại nguồn rồi sửa."], []
