"""Tables with indicators down: one column of figures, or several for kỳ, bodies or levels → entries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from etl import (
    autonomy,
    axes,
    column_groups,
    columns,
    entries,
    figures,
    habits,
    matching,
    on_time_rates,
    open_rows,
    parts_of_year,
    parts_set_aside,
    periods,
    receipts,
    rest_of_rows,
    row_periods,
    row_tree,
    row_units,
    title_doubts,
    title_texts,
    titles,
    values,
    wording,
)
from etl.column import Column
from etl.figures import Entry, Found
from etl.layout import Row, Table
from etl.matching import Matched
from etl.model import Place, Problem, SetAside
from etl.open_rows import OpenRow
from etl.problems import problem
from etl.reference import ReportingUnit
from etl.row_wording import Around, RowWording
from etl.table_context import TableContext
from etl.terms import ASK
from etl.titles import Titles
from etl.units import Resolution
from etl.workbook import Cell


def read(
    table: Table, planned: Sequence[Column], owners: Mapping[int, ReportingUnit], money: str, context: TableContext
) -> Found:
    """Read the rows.

    Args:
        table: laid out.
        planned: what each value column holds.
        owners: the units that columns name.
        money: the money unit printed above the table.
        context: whose titles, of what kỳ.
    """
    found = Found()
    reader = _Rows(table, planned, owners, money, context, found)
    for number in range(len(reader.rows)):
        reader.row(number)
    reader.settle_open()
    parts_of_year.in_rows(found)
    on_time_rates.in_rows(found)
    reader.set_parts_aside()
    reader.ask_about_titles()
    return found


class _Rows:
    """Goes down the rows, knowing those above.

    What a row stands in is worked out when a row asks for it first: nearly all say by a reviewed label what they are.
    """

    def __init__(
        self,
        table: Table,
        planned: Sequence[Column],
        owners: Mapping[int, ReportingUnit],
        money: str,
        context: TableContext,
        found: Found,
    ) -> None:
        self._table = table
        self._columns = {column.heading.column: column for column in planned}
        self._headings = {  # titles and column heads, where 'lũy kế' may stand
            number: f"{table.titling if column.role == 'row' else ''} {column.heading.printed}"
            for number, column in self._columns.items()
        }
        self._since_january = parts_of_year.sums_beside(planned)
        self._owners = owners
        self._money = money
        self._context = context
        self._facets_of = lambda label: context.reference.grammar.read(label).facets
        self._found = found
        self._above: list[str] = []
        self._open: list[OpenRow] = []
        self._waits = False  # for a word about the titles
        self._section = ""  # a heading that announces another unit or kỳ
        self._bodies: dict[str, ReportingUnit] = {}  # units named by headings over the rows below them
        rows = table.rows
        if "units" in table.columns.values():  # there the numbers count the units, not the indicators
            rows = [rest_of_rows.unnumbered(row) for row in rows]
        self.rows = list(rest_of_rows.joined(rows, found.set_aside, table.sheet.name))
        self._unit: ReportingUnit | None = None  # of a column of units, filled down
        self._asked: set[tuple[str, str]] = set()
        self._read_columns: set[int] = set()
        self._counts_up = any(parts_of_year.counts_up(row.label) for row in rows if not row.figures)

    @cached_property
    def _form(self) -> str:
        return columns.fingerprint(self._table, self._context.reference)

    @cached_property
    def _titles(self) -> Titles:
        headings = [column.heading for column in self._columns.values()]
        found = titles.read(self._table, headings, self._context.reference)
        found = titles.settle(found, self._table, self._form, self._context)
        self._found.decisions |= {found.decision} - {0}
        return found if self._has_level_below else replace(found, level="")

    @cached_property
    def _is_narrow(self) -> bool:
        return title_texts.narrow(self._table, self._context.reference)

    def _held(self, words: RowWording) -> str:
        """Why a figure is not loaded, whatever its row says: the titles may make all of them a part, or do."""
        if words.matched.how == "reviewed" and not self._is_narrow:
            return ""
        return title_doubts.held(self._titles, words.said, self._context.reference)

    def ask_about_titles(self) -> None:
        """Once for the table, where a row waits for it."""
        if self._waits and self._titles.doubt is not None:
            self._found.problems.append(title_doubts.asked(self._table, self._titles))

    @cached_property
    def _has_level_below(self) -> bool:
        """Whether 'TTHC cấp xã' in the title splits anything: in a huyện's report, where it lists no xã."""
        if self._owners or "units" in self._table.columns.values():
            return False
        unit, names = self._context.unit, (axes.without_number(row.label) for row in self.rows)
        return unit is not None and unit.level in ("province", "district") and not any(map(axes.whole_body, names))

    @cached_property
    def _tree(self) -> Sequence[row_tree.Stands]:
        return row_tree.tree(self.rows, self._facets_of)

    def set_parts_aside(self) -> None:
        """Of what is read the parts that the catalogue does not count."""
        if any(one.code == "row_unknown" for one in self._found.problems):
            parts_set_aside.in_rows(self._found, self.rows, self._tree, self._context.reference)

    def _around(self, number: int) -> Around:
        return Around(*self._tree[number], self._titles, self._form)

    def row(self, number: int) -> None:
        """One row: an entry for each figure, or set aside with its reason, or a problem with its cell."""
        found, row = self._found, self.rows[number]
        if not row.figures and (other := rest_of_rows.other_section(row, self._context)):
            self._section = other
            self._take_heading(row)
        elif self._bodies:
            self._unit = next((self._bodies[up] for up in self._tree[number].parents[::-1] if up in self._bodies), None)
        if "units" in row.cells and row.text("units"):
            self._take_unit(row)
        words = RowWording(row, self._above, lambda: self._around(number), self._context) if row.label else None
        cells = [cell for cell in row.figures if not values.is_blank(cell)]
        if words is None or not cells:
            result = rest_of_rows.without_figure(row, words, self._table.sheet.name)
            (found.problems if isinstance(result, Problem) else found.set_aside).append(result)  # type: ignore[arg-type]
        else:
            words.settle(lambda matched: self._settled(number, matched))
            if words.matched.how in ("", "understood") and not words.matched.loads:
                self._open.append(OpenRow(row, words, self._unit, self._section))
            for cell in cells:
                self._cell(row, cell, words)
        if words is not None:
            self._above.append(words.key)

    def settle_open(self) -> None:
        """Read the rows that their words leave open and the figures of the others prove."""
        asked = {one.place.cell for one in self._found.problems if one.question is not None}
        for one in self._open:
            row, words = one.row, one.words
            cells = [cell for cell in row.figures if cell.address in asked]
            matched = open_rows.proved(one, self._columns, self._owners, self._found.entries) if cells else Matched()
            if not matched.loads:
                continue
            addresses = {cell.address for cell in cells}
            self._found.problems[:] = [one for one in self._found.problems if one.place.cell not in addresses]
            words.take(matched)
            self._unit, self._section = one.unit, one.section
            for cell in cells:
                self._cell(row, cell, words)

    def _settled(self, number: int, matched: Matched) -> Matched:
        """What a row means by its figures and by the title over all rows."""
        plain = matched.how == "reviewed" and matched.loads and not matched.handled_by
        level = self._titles.level if plain and self._has_level_below else ""
        if level and level in self._context.reference.indicators[matched.indicator].levels:
            matched = matched._replace(handled_by=level)
        if matched.indicator not in (*receipts.RECEIPTS, autonomy.ALL_UNITS) and not matched.choices:
            return matched
        settled = receipts.settled if matched.indicator in receipts.RECEIPTS else autonomy.settled
        return settled(matched, number, self.rows, self._tree, self._facets_of)

    def _cell(self, row: Row, cell: Cell, words: RowWording) -> None:
        place = Place(self._table.sheet.name, cell.address)
        column = self._columns.get(cell.column) or next(iter(self._columns.values()))  # of a row put right
        result = self._read(row, cell, place, words, column)
        doubtful = isinstance(result, Entry) or (isinstance(result, Problem) and result.code.startswith("row_"))
        if doubtful and (held := self._held(words)):
            self._waits = True
            if isinstance(result, Entry) or held == "other":
                result = SetAside(place, held)
        if isinstance(result, Entry) and self._section and not (self._bodies and self._unit):
            result = problem("section_other", result.place, found=self._section[:60])
        if isinstance(result, Entry):
            if result.indicator.kind == "money":
                result, used = habits.of_money(result, words.question, self._context)
                self._found.decisions.update(used)
            self._found.entries.append(result)
            self._read_columns.add(cell.column)
            if words.matched.how != "reviewed":
                self._mark(words, result, place)
        elif isinstance(result, Problem):
            self._found.problems.append(result)
        else:
            self._found.set_aside.append(result)

    def _read(
        self, row: Row, cell: Cell, place: Place, words: RowWording, column: Column
    ) -> Entry | Problem | SetAside:
        own = words.matched
        if self._since_january and own.loads and self._context.reference.indicators[own.indicator].time == "ytd":
            beside = self._since_january.get(cell.column)
            if beside is not None and any(one.column == beside and not values.is_blank(one) for one in row.figures):
                return SetAside(place, "comparison")  # of the kỳ alone
            if cell.column in self._since_january.values():
                return self._entry(row, cell, place, words, column, own)
        if column.role in ("aside", "check"):
            return SetAside(place, column.reason or "total")
        if column.role in ("ask", "period_unclear"):
            return SetAside(place, "waiting")
        matched = own if column.role == "row" else words.in_column(column)
        if not matched.loads:
            return self._not_loaded(row, cell, place, words, column, matched)
        if entries.is_merged_down(self._table, cell):
            return problem("value_merged", place, found=figures.shown(cell))
        return self._entry(row, cell, place, words, column, matched)

    def _entry(
        self, row: Row, cell: Cell, place: Place, words: RowWording, column: Column, matched: Matched
    ) -> Entry | Problem:
        indicator = self._context.reference.indicators[matched.indicator]
        measure = row.measure or axes.measure_in(row.label, self._context.reference)[1] or column.heading.measure
        if column.role == "words" and "rate" in column.said.facets and indicator.kind == "ratio":
            measure = column.heading.measure  # 'ĐVT: hồ sơ' is of what the row counts
        if words.reviewed.heading and not measure and indicator.kind != "flag" and words.matched.how == "reviewed":
            return problem("heading_value", place, found=figures.shown(cell))
        if indicator.kind == "money" and not measure:
            measure = self._money
        owner = self._owners.get(cell.column)
        if owner is not None and self._unit is not None and owner != self._unit:
            return problem("axes_conflict", place, found=self._unit.name, expected=owner.name)
        unit = owner or self._unit
        return Entry(
            indicator,
            matched.handled_by,
            self._table.form,
            row.label,
            measure,
            row.text("note"),
            cell,
            place,
            self._headings[column.heading.column] + (words.since_january if self._counts_up else ""),
            unit=unit,
            period=self._period(row) or column.period,
            source=row_units.source_of(unit, self._context) if unit else None,
        )

    def _period(self, row: Row) -> periods.Period | None:
        """Of a column of kỳ ('Quý I' beside each indicator)."""
        return row_periods.of_row(row.text("periods"), self._context) if row.text("periods") else None

    def _take_unit(self, row: Row) -> None:
        """The body named in a column of units beside the indicators; a blank cell goes on with the one above."""
        name, place = row.text("units"), Place(self._table.sheet.name, row.first.address)
        head = self._table.heads.get(row.cells["units"].column, ())
        resolution = row_units.resolve(name, axes.whole_body(name), (), head, self._context, place)
        self._unit = resolution.unit
        self._section = "" if resolution.unit else name
        self._told(resolution)

    def _take_heading(self, row: Row) -> None:
        """'I. Xã A' over indicators: whose the rows are that its number says to stand under it."""
        if (body := axes.whole_body(axes.without_number(row.label))) is None or "units" in self._table.columns.values():
            return
        place = Place(self._table.sheet.name, row.first.address)
        resolution = row_units.resolve(row.label, body, (), (), self._context, place)
        if resolution.unit is not None:
            self._bodies[row.label] = resolution.unit
        self._told(resolution)

    def _told(self, resolution: Resolution) -> None:
        self._found.problems += resolution.problems
        self._found.decisions |= {resolution.decision} - {0}
        self._found.new_units.update((unit.reporting_unit, unit) for unit in resolution.new)

    def _not_loaded(
        self, row: Row, cell: Cell, place: Place, words: RowWording, column: Column, matched: Matched
    ) -> Problem | SetAside:
        self._found.decisions |= {matched.decision} - {0}
        label, reference = wording.without_person(row.label), self._context.reference
        if matched.indicator == ASK:
            names = "; ".join(reference.indicators[code].name for code in matched.choices)
            return problem("row_ambiguous", place, found=label, expected=names, question=words.asked())
        if matched.indicator:
            return SetAside(place, "total" if matched.indicator == "=" else "other")
        if axes.is_total(row.label) and not words.said.strange and cell.column in self._read_columns:
            return SetAside(place, "total")  # a sum over rows that were read
        of_money = "plan" in column.said.facets and self._titles.subject == "invest"  # a figure of its own
        if column.role == "words" and not of_money and column_groups.stands_beside(column, words.matched):
            return SetAside(place, "comparison")
        if words.reviewed.candidates:
            names = "; ".join(reference.indicators[code].name for code in words.reviewed.candidates)
            return problem("row_ambiguous", place, found=label, expected=names, question=words.asked())
        if words.reviewed.heading and not row.measure and column.role != "words":
            return problem("heading_value", place, found=figures.shown(cell))
        question = words.asked_in(column)
        expected = matching.named(question.suggestions, reference)
        return problem("row_unknown", place, found=label, expected=expected, question=question)

    def _mark(self, words: RowWording, entry: Entry, place: Place) -> None:
        """Say once for a wording that it was not a reviewed one."""
        matched = words.matched
        self._found.decisions |= {matched.decision} - {0}
        if matched.how not in ("understood", "alike", "remembered"):
            return
        told = (words.question.path, words.question.subject)
        if told not in self._asked:
            self._asked.add(told)
            code = "wording_remembered" if matched.how == "remembered" else "wording_understood"
            said = matched.why if matched.how == "remembered" else entry.indicator.name
            found, meant = wording.without_person(words.question.printed), entry.indicator.indicator
            self._found.problems.append(problem(code, place, found=found, expected=said, indicator=meant))
