"""A small province in a few literal lines: units, what became of them, and what they reported, as a load stores it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import duckdb

from etl import database, derive, load, standing, verification, withdrawal
from etl.load import Item
from etl.periods import Period
from etl.reading_data import FIGURE_COLUMNS, FileReading
from etl.standing import Change, Subject
from tests.workbooks import TABLES

RECEIVED, RESOLVED, ON_TIME = "dossiers_received", "dossiers_resolved", "dossiers_resolved_on_time"
ON_TIME_RATE, PENDING, STAFF = "dossiers_on_time_rate", "dossiers_pending", "staff_present"
PLAN, DISBURSED = "investment_plan", "investment_disbursed"
RUNNING = ("-Q1", "-H1", "-9M", "")  # what is counted from where the year begins
_HELD = (
    "submissions", "scopes", "alike_scopes", "observations", "problems", "figures", "loads", "withdrawals",
    "reporting_unit_events", "lineage", "reporting_units", "periods", "corrections",
)  # fmt: skip


class Fact(NamedTuple):
    """One figure. `window`: its printed days; without, those of the period. `basis`: as the catalogue has it."""

    unit: str
    period: str
    value: float
    indicator: str = RECEIVED
    handled_by: str = ""
    window: tuple[str, str] | None = None
    basis: str = ""
    source: str = "own_appendix"
    form: str = "Biểu mẫu 1"


@dataclass(frozen=True)
class Document:
    """A file: what it says, the day it bears ('' for none), and its bytes (the name of the file, unless said)."""

    file: str
    facts: Sequence[Fact]
    dated: str = ""
    content: str = ""

    @property
    def item(self) -> Item:
        """As the loader takes it."""
        columns = zip(*map(_columns, enumerate(self.facts, start=1)), strict=True) if self.facts else ()
        figures = dict(zip(FIGURE_COLUMNS, map(list, columns), strict=True)) if self.facts else FileReading().figures
        return Item(self.file, self.content or self.file, FileReading(document_date=_day(self.dated), figures=figures))


class World:
    """A warehouse in memory with the real catalogue and invented units."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """`con` is to a warehouse that holds nothing."""
        self.con = con
        load.refresh_reference(con, TABLES)
        self.clear()

    def clear(self) -> "World":
        """Nothing but the catalogue."""
        for table in _HELD:
            self.con.execute(f"DELETE FROM {table}")  # noqa: S608
        self.con.execute("DELETE FROM meta WHERE name LIKE 'derived%'")
        self._files = 0
        return self

    def unit(self, *codes: str, since: str = "1900-01-01", until: str | None = None, level: str = "commune",
             province: str = "Tỉnh A", parent: str | None = None) -> "World":  # fmt: skip
        """Versions of units; their codes are their names."""
        for code in codes:
            self.con.execute(
                "INSERT INTO reporting_units VALUES (?, ?, '', ?, ?, ?, ?, '', ?, ?, 'reviewed', NULL)",
                [code, code, level, parent, parent, province, since, until],
            )
        return self

    def event(self, event: str, old: Iterable[str], new: Iterable[str], since: str, relation: str = "whole") -> "World":
        """What became of units: rows of the table, nothing else."""
        rows = [(event, one, other, relation, since) for one in old for other in new]
        self.con.execute(
            "INSERT INTO reporting_unit_events (event, old_unit, new_unit, relation, valid_from, document, origin) "
            "SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)::DATE, 'Nghị quyết 1', 'imported'",
            [list(column) for column in zip(*rows, strict=True)],
        )
        self.con.execute("DELETE FROM meta WHERE name LIKE 'derived%'")
        return self

    def told(self, *facts: Fact) -> "World":
        """One undated file per unit, source and period, in one load."""
        files: dict[tuple[str, str, str], list[Fact]] = {}
        for fact in facts:
            files.setdefault((fact.unit, fact.period, fact.source), []).append(fact)
        self._files += 1
        documents = [Document(f"{self._files} {' '.join(key)}", of_file) for key, of_file in files.items()]
        self._store([document.item for document in documents], load.begin(self.con, "load", "test"))
        derive.refresh(self.con)
        return self

    def load(self, *documents: Document, memory: str = "") -> list[Change]:
        """One load, as the command makes it; `memory` tells readings of the same bytes apart."""
        number = load.begin(self.con, "load", "test")
        made: list[Change] = []
        batch: list[Item] = []
        spoken: set[Subject] = set()
        for item in (one.item for one in documents):
            subjects = standing.subjects(item.read)
            if subjects & spoken:
                made += self._store(batch, number, memory)
                batch, spoken = [], set()
            batch.append(item)
            spoken |= subjects
        made += self._store(batch, number, memory)
        derive.refresh(self.con)
        verification.verify(self.con)
        return made

    def withdraw(self, number: int, *files: str, back: bool = False) -> "World":
        """Take files of a load back (all of them, unless named), or bring them back."""
        withdrawal.enter(self.con, number, "test", reason="nhầm", files=files, withdrawn=not back)
        derive.refresh(self.con)
        verification.verify(self.con)
        return self

    def _store(self, items: Sequence[Item], number: int, memory: str = "") -> list[Change]:
        return load.store(self.con, items, reference=TABLES, received_by="test", number=number, memory=memory)

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """What the warehouse answers."""
        return self.con.execute(query, values).fetchall() if values else self.con.execute(query).fetchall()

    def quarters(self, source: str = "reported_figures", unit: str = "a", indicator: str = RECEIVED) -> dict[str, str]:
        """'2024-3' → 'exact 30' or 'blocked 2024-H1', of one unit and indicator."""
        found = self.con.execute(
            f"SELECT year, quarter, status, value, missing_period FROM quarters('{source}') "  # noqa: S608
            "WHERE reporting_unit = ? AND indicator = ? ORDER BY ALL",
            [unit, indicator],
        ).fetchall()
        return {
            f"{year}-{quarter}": " ".join(
                [status, *([f"{value:g}"] if value is not None else []), *filter(None, [gap])]
            )
            for year, quarter, status, value, gap in found
        }


@contextmanager
def opened() -> Iterator[World]:
    """A world for as long as it is used."""
    with closing(database.create(None)) as con:
        yield World(con)


def told_of(unit: str, values: Mapping[str, float | None], **more: Any) -> list[Fact]:
    """Figures of a unit by period; None for a period that it did not report."""
    facts = [Fact(unit, period, value) for period, value in values.items() if value is not None]
    return [fact._replace(**more) for fact in facts]


def running_totals(unit: str, year: int, quarters: Sequence[float], **more: Any) -> list[Fact]:
    """Quý I, 6 tháng, 9 tháng and năm of what happened in four quarters."""
    return told_of(unit, {f"{year}{kind}": sum(quarters[: n + 1]) for n, kind in enumerate(RUNNING)}, **more)


def default_basis(indicator: str) -> str:
    """What a figure counts, as the reader takes it from the catalogue."""
    time = TABLES.indicators[indicator].time
    return "at_date" if time in ("stock", "point") else "cumulative" if time == "ytd" else "in_period"


def _columns(numbered: tuple[int, Fact]) -> list[object]:
    number, fact = numbered
    start, end = tuple(map(date.fromisoformat, fact.window)) if fact.window else Period(fact.period).window
    if not fact.window and TABLES.indicators[fact.indicator].theme == "investment":
        start, end = Period(fact.period).investment_window(end)
    cells = {
        "reporting_unit": fact.unit, "period": fact.period, "source": fact.source, "form": fact.form,
        "indicator": fact.indicator, "handled_by": fact.handled_by, "value": float(fact.value),
        "basis": fact.basis or default_basis(fact.indicator), "period_start": start, "period_end": end,
        "window_printed": fact.window is not None, "sheet": "Biểu", "cell": f"D{number}", "raw": f"{fact.value:g}",
        "printed_measure": "", "label": "",
    }  # fmt: skip
    return [cells[name] for name in FIGURE_COLUMNS]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
