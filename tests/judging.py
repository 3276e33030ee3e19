"""Figures as a test writes them, judged by the shipped rules in a warehouse in memory.

A figure is written `[unit] [period] indicator[@level] value [key=…]`, with `;` between two of them: without a unit it
is huyện Lắk's, `c1` to `c11` are its communes; without a period it is of 2022. Keys: raw, source, basis, days
(first..last), label (`_` for a blank).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import duckdb

from etl import database, derive, load, rows
from etl.periods import Period, parse_code
from tests.workbooks import TABLES

LAK = "dak-lak.huyen-lak"
COMMUNES = sorted(unit.reporting_unit for unit in TABLES.units if unit.parent == LAK)
UNITS = {"lak": LAK, "sở": "ha-tinh.so-tai-chinh", **{f"c{n}": code for n, code in enumerate(COMMUNES, start=1)}}
_BASIS = {"flow": "in_period", "window_total": "in_period", "ytd": "cumulative"}


class Figure(NamedTuple):
    """A row of observations, as far as rules look at it."""

    unit: str
    period: str
    indicator: str
    handled_by: str
    value: float
    raw: str
    source: str
    basis: str
    start: date
    end: date
    printed: bool
    label: str


class Found(NamedTuple):
    """A finding with the keys of the figures that it names: unit, period, indicator, handled_by, source."""

    line: str
    unit: str
    period: str
    indicator: str
    handled_by: str
    cells: frozenset[tuple[str, str, str, str, str]]


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return [_figure(one) for one in text.split(";") if one.strip()]


def _figure(text: str) -> Figure:
    words = text.split()
    unit = UNITS[words.pop(0)] if words[0] in UNITS else LAK
    period = words.pop(0) if parse_code(words[0]) else "2022"
    indicator, _, level = words.pop(0).partition("@")
    value = words.pop(0)
    told = dict(word.split("=", 1) for word in words)
    kind = TABLES.indicators[indicator]
    start, end = Period(period).window
    if kind.theme == "investment":
        start = date(Period(period).year, 1, 1)
    if "days" in told:
        start, end = map(date.fromisoformat, told["days"].split(".."))
    return Figure(
        unit, period, indicator, level, float(value), told.get("raw", value), told.get("source", "own_appendix"),
        told.get("basis", _BASIS.get(kind.time, "at_date")), start, end, "days" in told,
        told.get("label", "").replace("_", " "),
    )  # fmt: skip


def key(figure: Figure) -> tuple[str, str, str, str, str]:
    """What a finding calls a figure by."""
    return figure.unit, figure.period, figure.indicator, figure.handled_by, figure.source


def warehouse() -> duckdb.DuckDBPyConnection:
    """An empty warehouse with the shipped tables."""
    con = database.create(None)
    load.refresh_reference(con, TABLES)
    return con


def put(con: duckdb.DuckDBPyConnection, told: Iterable[Figure]) -> int:
    """Store figures as one load: a submission for each unit, period and source, which replaces the one before it."""
    number = load.begin(con, "load", "test")
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in told:
        groups.setdefault((figure.unit, figure.period, figure.source), []).append(figure)
    load.insert_rows(con, "periods", rows.of_periods(sorted({period for _, period, _ in groups} - _periods(con))))
    for (unit, period, source), group in groups.items():
        scope = derive._count(con, "SELECT count(*) + 1 FROM scopes")
        con.execute(
            """UPDATE scopes SET is_current = false WHERE reporting_unit = ? AND period = ? AND source = ?""",
            [unit, period, source],
        )
        con.execute(
            "INSERT INTO submissions VALUES (?, ?, '', ?, ?, NULL, NULL, now()::TIMESTAMP, 'test', ?, ?, ?)",
            [scope, f"hash{scope}", f"{unit} {period} {source}.xlsx", source, len(group), scope, number],
        )
        con.execute(
            """INSERT INTO alike_scopes
               SELECT unnest([scope, $new]), unnest([$new, scope]) FROM scopes
               WHERE reporting_unit = $unit AND period = $period AND source = $source""",
            {"new": scope, "unit": unit, "period": period, "source": source},
        )
        con.execute("INSERT INTO scopes VALUES (?, ?, ?, ?, ?, '', true)", [scope, scope, unit, period, source])
        con.executemany(
            "INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Biểu 1', ?, ?, '', ?)",
            [
                [scope, scope, unit, period, f.indicator, f.handled_by, source, f.value, f.basis, f.start, f.end,
                 f.printed, f"D{place}", f.raw, f.label]
                for place, f in enumerate(group, start=1)
            ],
        )  # fmt: skip
    return number


def judge(con: duckdb.DuckDBPyConnection) -> list[Found]:
    """What the rules find in what stands now."""
    derive.refresh(con)
    return list(kept(con))


def kept(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Table findings as it is."""
    query = "SELECT line, reporting_unit, period, indicator, handled_by, cells FROM findings ORDER BY ALL"
    for line, unit, period, indicator, handled_by, cells in con.execute(query).fetchall():
        keys = [(c["reporting_unit"], c["period"], c["indicator"], c["handled_by"], c["source"]) for c in cells]
        yield Found(line, unit, period, indicator, handled_by, frozenset(keys))


def found_in(text: str) -> list[Found]:
    """What the rules find in the figures of a text alone."""
    con = warehouse()
    try:
        put(con, figures(text))
        return judge(con)
    finally:
        con.close()


def _periods(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {period for (period,) in con.execute("SELECT period FROM periods").fetchall()}
