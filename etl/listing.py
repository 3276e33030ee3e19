"""Tables that list units, fields, projects or periods down and indicators across → entries.

Totals are check values; where the rows are fields or projects, the total is the figure of the unit that reports.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from etl import axes, entries, figures, habits, headers, parts_of_year, row_periods, row_units, values, wording
from etl.column import Column
from etl.figures import Entry, Found
from etl.layout import Row, Table
from etl.levels_of_fields import adding, of_all, with_totals
from etl.mentions import OTHER
from etl.model import Place, Problem, SetAside
from etl.periods import Period
from etl.problems import problem
from etl.reference import ReportingUnit
from etl.row_groups import Groups, is_group_of_none, is_heading, projects_in
from etl.subtotals import Levels
from etl.table_context import TableContext
from etl.units import Mention
from etl.workbook import Cell

RowKind = Literal["unit", "total", "subtotal", "group", "detail", "period", "unclear"]
_REASONS = {"check": "total", "ask": "waiting", "period_unclear": "waiting"}


@dataclass
class Listed(Found):
    """What the rows of a table that lists units, fields or projects gave: its totals too."""

    totals: list[tuple[Entry, tuple[Entry, ...]]] = field(default_factory=list)
    details: list[Entry] = field(default_factory=list)  # read to check the totals, not loaded


@dataclass(frozen=True)
class _Named:
    """What a row is about."""

    kind: RowKind
    unit: ReportingUnit | None = None
    period: Period | None = None
    problems: tuple[Problem, ...] = ()


def read(
    table: Table, axis: str, planned: Sequence[Column], owners: Mapping[int, ReportingUnit], context: TableContext
) -> Listed:
    """Read the rows of such a table.

    Args:
        table: laid out.
        axis: what its rows are: units, details or periods.
        planned: what each value column holds.
        owners: the units that columns name.
        context: whose titles, of what kỳ.
    """
    listed = Listed()
    reader = _Reader(table, axis, planned, owners, context, listed)
    for row in table.rows:
        reader.row(row)
    reader.finish()
    return listed


class _Reader:
    """Goes down the rows, knowing the group and the units named so far."""

    def __init__(
        self,
        table: Table,
        axis: str,
        planned: Sequence[Column],
        owners: Mapping[int, ReportingUnit],
        context: TableContext,
        listed: Listed,
    ) -> None:
        self._table, self._axis = table, axis
        self._columns = {column.heading.column: column for column in planned}
        self._owners, self._context, self._listed = owners, context, listed
        self._over = self._head = row_units.head_of(table)
        self._kinds = row_units.kinds_printed([row.label for row in table.rows if row.label and row.figures])
        self._dossiers = row_units.count_dossiers(planned, context)
        self._mixed = axis == "units" and headers.says_details(table.heads.get(table.axis, ()))
        self._projects = projects_in(table.rows) if self._mixed else frozenset()
        self._parents: list[Mention] = []  # bodies named by the groups that a row stands under
        self._last: ReportingUnit | None = None  # of the row above
        self._known: dict[str, _Named] = {}
        self._sum: list[tuple[Row, list[Entry]]] = []
        self._whose = _Named("unit")  # in a list of kỳ: the unit that a row above names, at first that of the titles
        self._year: int | None = None
        self._said_period: Period | None = None
        self._complete = True  # no row whose figures are unknown
        self._totals: list[Row] = []
        self._subtotals: list[tuple[Row, set[int]]] = []  # with the rows that they are the sums of
        self._groups = Groups(table, self._columns, context, axis)
        self._next = {row.row: after for row, after in pairwise(table.rows)}

    def row(self, row: Row) -> None:
        """One row: its figures become entries, or are set aside with a reason, or asked."""
        name = row.label
        place = Place(self._table.sheet.name, self._first(row).address)
        if over := row.text("above"):  # a column of the bodies above, filled down
            self._parents = [body[0], *body[1]] if (body := axes.whole_body(over)) else []
        if not name:
            self._aside(row, "subtotal") if over and axes.totals_a_body(over) else self._without_name(row, place)
            return
        self._last = None
        has_figures = any(not values.is_blank(cell) for cell in row.figures)
        named = self._name(row, name, place, has_figures=has_figures)
        self._listed.problems += named.problems
        if named.kind == "total":
            self._totals.append(row)
        elif named.kind in ("group", "subtotal"):
            self._enter(row, name, has_figures=has_figures)
        elif named.kind == "detail":
            details = self._entries(row, None, None, quiet=True)
            self._listed.details += details
            self._sum += [] if self._axis == "units" else [(row, details)]
            self._aside(row, "detail")
        elif named.kind == "unclear":
            self._complete = self._complete and not has_figures
            self._aside(row, "waiting")
        elif not has_figures:
            self._aside(row, "blank")
        else:
            self._last = self._beside(row, named, place)
            self._take(row, self._last, named.period)

    def _take(self, row: Row, unit: ReportingUnit | None, period: Period | None) -> None:
        found = self._entries(row, unit, period or self._period_beside(row))
        if self._axis == "periods" and axes.totals_a_body(row.label):
            above = parts_of_year.since_last_sum(self._sum)
            self._compare(row, [one for one in above if parts_of_year.adds_over_time(one)])
            found = parts_of_year.at_the_end(found, above, self._listed)
        found, unknown = self._groups.placed(row, found)
        for one, code, of in unknown:
            self._listed.problems.append(problem(code, one.place, found=of, expected="cấp xã"))
        self._complete = self._complete and not unknown
        self._sum.append((row, found))
        self._listed.entries += found

    def finish(self) -> None:
        """Totals: check values in a list of units, the unit's own figures in a list of its fields or projects."""
        details, totals = self._axis == "details", self._totals
        if details and not totals:
            if any(row.figures for row, _ in self._sum) and not self._take_levels():
                self._without_total(f"A{self._table.rows[-1].row}")
            return
        if details and len(totals) > 1:
            place = Place(self._table.sheet.name, self._first(totals[0]).address)
            found = ", ".join(self._first(row).address for row in totals)
            self._listed.problems.append(problem("several_totals", place, found=found))
            return
        by_level = details and self._take_levels()
        for row, of in self._subtotals:
            self._compare(row, [entry for part, entries in self._sum for entry in entries if part.row in of])
        for row in totals:
            self._compare(row, [entry for _, entries in self._sum for entry in entries])
            every = of_all(self._columns, self._context.reference) if by_level else self._columns
            own = self._groups.own_totals(every)
            self._listed.entries += self._of_columns(row, own, quiet=by_level or len(own) < len(every))
            if not by_level and len(own) < len(every):
                self._aside(replace(row, figures=tuple(c for c in row.figures if c.column not in own)), "total")
                if details:
                    self._without_total(self._first(row).address, "posts_unclear", row.label)

    def _take_levels(self) -> bool:
        """Whether all fields stand under the levels that handle them, whose sums then are the unit's figures."""
        rows = [row for row in self._table.rows if row not in self._totals]
        taken = with_totals(rows, self._columns, self._of_columns, self._context.reference)
        self._listed.entries += taken.entries
        self._listed.totals += taken.totals
        for cell in () if self._totals else taken.left[:1]:
            self._without_total(cell.address)
        read = {entry.place for entry in taken.entries}
        self._listed.set_aside[:] = [aside for aside in self._listed.set_aside if aside.place not in read]
        return bool(taken.entries)

    def _without_total(self, address: str, code: str = "details_without_total", found: str = "") -> None:
        self._listed.problems.append(problem(code, Place(self._table.sheet.name, address), found=found))

    def _of_columns(self, row: Row, columns: Mapping[int, Column], *, quiet: bool = True) -> list[Entry]:
        every, self._columns = self._columns, dict(columns)
        try:
            return self._entries(row, None, None, quiet=quiet)
        finally:
            self._columns = every

    def _beside(self, row: Row, named: _Named, place: Place) -> ReportingUnit | None:
        """The unit of a row: its own, or in a list of kỳ that of a column of units beside it, filled down."""
        if self._axis == "periods" and (name := row.text("units")):
            said = self._unit(name, self._body(name), place, has_figures=True)
            self._listed.problems += said.problems
            self._whose = said
        return named.unit or self._whose.unit

    def _period_beside(self, row: Row) -> Period | None:
        """In a list of units the kỳ of a column beside them, filled down."""
        if row.text("periods"):
            self._said_period = row_periods.of_row(row.text("periods"), self._context)
        return self._said_period

    def _first(self, row: Row) -> Cell:
        return row.cells.get("label") or next(iter((*row.cells.values(), *row.figures, *row.strays)))

    def _without_name(self, row: Row, place: Place) -> None:
        found = [cell for cell in row.figures if figures.looks_like_number(cell)]
        if found and self._axis == "units" and self._last is not None and row.text("periods"):
            self._take(row, self._last, None)  # 'Xã A | Quý I', and below it 'Quý II'
            return
        self._listed.problems += [
            problem("value_without_label", Place(place.sheet, cell.address), found=figures.shown(cell))
            for cell in found
        ]
        if not found:
            self._listed.set_aside.append(SetAside(place, "continuation"))

    def _aside(self, row: Row, reason: str) -> None:
        sheet = self._table.sheet.name
        cells = [cell for cell in row.figures if not values.is_blank(cell)] or [self._first(row)]
        self._listed.set_aside += [SetAside(Place(sheet, cell.address), reason) for cell in cells]

    def _enter(self, row: Row, name: str, *, has_figures: bool) -> None:
        """A heading over the rows that follow; what stands in it is their sub-total."""
        self._parents = [body[0], *body[1]] if (body := axes.whole_body(name)) else []
        self._head = row_units.head_below(row) or self._over
        self._aside(row, "subtotal" if has_figures else "heading")

    def _name(self, row: Row, name: str, place: Place, *, has_figures: bool) -> _Named:
        """What kind of row a name announces."""
        if self._axis == "periods":
            return self._period(name, place, has_figures=has_figures)
        details = self._axis == "details"
        if axes.is_total(name) or (details and row_periods.is_total(name, self._context)):
            return _Named("total")
        after = self._next.get(row.row)
        heading = is_heading(row, name, after, has_figures=has_figures)
        if details:
            return _Named("group" if heading else "detail")
        return self._body_of(
            row, name, place, has_figures=has_figures, heading=heading and not is_group_of_none(row, after)
        )

    def _body_of(self, row: Row, name: str, place: Place, *, has_figures: bool, heading: bool) -> _Named:
        """What kind of row a name announces in a list of units."""
        if self._is_project(row):
            return _Named("detail" if has_figures else "group")
        body = self._body(name) or (self._body(name, others=True) if self._projects else None)
        if heading and (body is None or not has_figures):
            return _Named("group" if not has_figures else "subtotal")
        other = heading and body is not None and body[0].kind == OTHER and not self._projects
        if other and self._levels.may_be_sum_of_numbered(row):
            return _Named("subtotal")
        if body is not None and self._levels.is_sum(row, body[0], has_figures=has_figures):
            return self._summed(row, body[0], has_figures=has_figures)
        if body is not None and self._levels.is_unnumbered_own(row, body[0], self._context.unit):
            return _Named("total")
        if (key := wording.key(name) + "|" + repr((self._parents, self._head))) in self._known:
            named = replace(self._known[key], problems=())
        else:
            named = self._known.setdefault(key, self._unit(name, body, place, has_figures=has_figures))
        if body is not None and self._levels.leads(row, body[0]):
            self._parents = [body[0], *body[1]]
        return named

    def _summed(self, row: Row, body: Mention, *, has_figures: bool) -> _Named:
        """A sum of the rows below it; where one of its figures is not, that is said."""
        if not has_figures:
            return _Named("group")
        self._subtotals.append((row, {part.row for part in self._levels.parts(row, body)}))
        return _Named("subtotal")

    def _is_project(self, row: Row) -> bool:
        return row.row in self._projects and ((body := self._body(row.label)) is None or body[0].kind == OTHER)

    @cached_property
    def _levels(self) -> Levels:
        rows = [row for row in self._table.rows if not self._is_project(row)]  # which its owner is the sum of
        return Levels(rows, self._body, adding(self._columns, self._context.reference))

    def _body(self, name: str, *, others: bool = False) -> tuple[Mention, tuple[Mention, ...]] | None:
        return row_units.body(name, self._head, of_dossiers=self._dossiers, others=others or not self._mixed)

    def _period(self, name: str, place: Place, *, has_figures: bool) -> _Named:
        """A row of a kỳ, under the unit and the year that rows above it name; or the sum of those that make up one."""
        taken = row_periods.of_row(name, self._context, self._year, self._table.heads.get(self._table.axis, ()))
        if taken is None and axes.is_total(name):
            above = parts_of_year.since_last_sum(self._sum)
            whole = row_periods.of_total(above, self._whose.unit, self._context)
            return replace(self._whose, kind="period", period=whole, problems=()) if whole else _Named("total")
        if taken is not None:
            self._year = taken.year if taken.kind == "year" else self._year
            return replace(
                self._whose, kind="period" if self._whose.kind == "unit" else "unclear", period=taken, problems=()
            )
        if not has_figures:
            self._whose = self._unit(name, self._body(name), place, has_figures=True)
            self._year = None
            return _Named("group", problems=self._whose.problems)
        found = problem("column_period_unclear", place, found=wording.without_person(name[:80]))
        return _Named("unclear", problems=(found,))

    def _unit(
        self, name: str, body: tuple[Mention, tuple[Mention, ...]] | None, place: Place, *, has_figures: bool
    ) -> _Named:
        """The unit of a row, or the question which one it is."""
        new = self._listed.new_units
        resolution = row_units.resolve(name, body, self._parents, self._head, self._context, place, self._kinds, new)
        if resolution.unit is not None:
            self._listed.decisions |= {resolution.decision} - {0}
            self._listed.new_units.update((unit.reporting_unit, unit) for unit in resolution.new)
            return _Named("unit", resolution.unit, problems=resolution.problems)
        if not has_figures or (self._mixed and not self._projects):
            return _Named("detail" if has_figures else "group")
        return _Named("unclear", problems=resolution.problems)

    def _entries(
        self, row: Row, unit: ReportingUnit | None, period: Period | None, *, quiet: bool = False
    ) -> list[Entry]:
        """The figures of a row whose columns name an indicator; the others are set aside, unless `quiet`."""
        found: list[Entry] = []
        for cell in row.figures:
            column, place = self._columns.get(cell.column), Place(self._table.sheet.name, cell.address)
            if column is None or (blank := values.is_blank(cell)) or column.role != "indicator":
                reason = "blank" if column is None or blank else _REASONS.get(column.role, column.reason)
                self._listed.set_aside += [] if quiet else [SetAside(place, reason)]
            elif entries.is_merged_down(self._table, cell):
                self._listed.problems.append(problem("value_merged", place, found=figures.shown(cell)))
            elif unit is not None and cell.column in self._owners and self._owners[cell.column] != unit:
                other = self._owners[cell.column].name
                self._listed.problems.append(problem("axes_conflict", place, found=unit.name, expected=other))
            else:
                owner = self._owners.get(cell.column) or unit
                one = entries.entry(self._table, column, cell, owner, period, self._context)
                if column.question is not None:
                    one, used = habits.of_money(one, column.question, self._context)
                    self._listed.decisions |= set(used)
                found.append(one)
        return found

    def _compare(self, total: Row, entries: Sequence[Entry]) -> None:
        """Keep what a total is to be compared with, column by column."""
        for whole in self._entries(total, None, None, quiet=True) if self._complete else ():
            parts = tuple(part for part in entries if part.cell.column == whole.cell.column)
            self._listed.totals.append((whole, parts))
