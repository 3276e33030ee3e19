"""Tables with indicators down: one column of figures, or several for kỳ, bodies or levels → entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl import (
    axes,
    columns,
    figures,
    habits,
    labels,
    matching,
    periods,
    rest_of_rows,
    row_tree,
    row_units,
    titles,
    values,
    wording,
)
from etl.columns import Column, Context
from etl.figures import Entry
from etl.layout import Row, Table
from etl.matching import Matched
from etl.model import Place, Problem, Question, SetAside
from etl.problems import problem
from etl.reference import ReportingUnit
from etl.terms import Understood
from etl.workbook import Cell


@dataclass
class Found:
    """What the rows of a table gave."""

    entries: list[Entry] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_units: list[ReportingUnit] = field(default_factory=list)
    decisions: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Wording:
    """The wording of a row: what it was matched to, and what to ask where it was not."""

    matched: Matched
    known: bool
    heading: bool
    candidates: tuple[str, ...]
    question: Question
    said: Understood
    path: tuple[str, ...]
    beside: frozenset[str]


def read(
    table: Table, planned: Sequence[Column], owners: Mapping[int, ReportingUnit], money: str, context: Context
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
    for row in rest_of_rows.joined(reader.rows, found.set_aside, table.sheet.name):
        reader.row(row)
    return found


class _Rows:
    """Goes down the rows, knowing those above."""

    def __init__(
        self,
        table: Table,
        planned: Sequence[Column],
        owners: Mapping[int, ReportingUnit],
        money: str,
        context: Context,
        found: Found,
    ) -> None:
        self._table = table
        self._columns = {column.heading.column: column for column in planned}
        self._owners = owners
        self._money = money
        self._context = context
        self._found = found
        self._form = columns.fingerprint(table, context.reference)
        self._above: list[str] = []
        self._section = ""  # a heading that announces another unit or kỳ
        self._parents: list[tuple[int, str]] = []  # depth and label of the rows that introduce this one
        self.rows = table.rows
        if "units" in table.columns.values():  # there the numbers count the units, not the indicators
            self.rows = [
                replace(row, cells={k: c for k, c in row.cells.items() if k != "number"}) for row in table.rows
            ]
        self._least = min((row_tree.depth_of(row) for row in self.rows), default=row_tree.UNNUMBERED)
        self._siblings = row_tree.siblings_of(self.rows, self._least)
        self._titles = titles.read(table, [column.heading for column in planned], context.reference)
        self._unit: ReportingUnit | None = None  # of a column of units, filled down
        self._asked: set[tuple[str, str]] = set()

    def row(self, row: Row) -> None:
        """One row: an entry for each figure, or set aside with its reason, or a problem with its cell."""
        found, sheet = self._found, self._table.sheet.name
        label, reference = row.text("label"), self._context.reference
        first = next(iter((*row.figures, *row.cells.values(), *row.strays)))
        place = Place(sheet, first.address)
        self._section = rest_of_rows.other_section(row, self._context) or self._section
        self._take_unit(row, place)
        words = self._words(row) if label else None
        cells = [cell for cell in row.figures if not values.is_blank(cell)]
        if words is None or not cells:
            result = self._without_figure(row, words, place)
            (found.problems if isinstance(result, Problem) else found.set_aside).append(result)  # type: ignore[arg-type]
        else:
            for cell in cells:
                self._cell(row, cell, words)
        if label:
            self._above.append(labels.key_of(label, reference))
            self._push(row, label)

    def _cell(self, row: Row, cell: Cell, words: _Wording) -> None:
        place = Place(self._table.sheet.name, cell.address)
        column = self._columns.get(cell.column) or next(iter(self._columns.values()))  # of a row put right
        result = self._read(row, cell, place, words, column)
        if isinstance(result, Entry) and self._section:
            result = problem("section_other", result.place, found=self._section[:60])
        if isinstance(result, Entry):
            result, used = habits.of_money(result, words.question, self._context)
            self._found.decisions |= set(used) | ({words.matched.decision} - {0})
            self._found.entries.append(result)
            self._mark(words, result, place)
        elif isinstance(result, Problem):
            self._found.problems.append(result)
        else:
            self._found.set_aside.append(result)

    def _read(self, row: Row, cell: Cell, place: Place, words: _Wording, column: Column) -> Entry | Problem | SetAside:
        if column.role in ("aside", "check"):
            return SetAside(place, column.reason or "total")
        if column.role in ("ask", "period_unclear"):
            return SetAside(place, "waiting")
        top, _, bottom, _ = self._table.sheet.merged_at(cell.row, cell.column)
        matched = words.matched if column.role == "row" else self._with_column(words, column)
        if not matched.loads:
            return self._not_loaded(row, cell, place, words, column, matched)
        if bottom > top:
            return problem("value_merged", place, found=figures.shown(cell))
        return self._entry(row, cell, place, words, column, matched)

    def _entry(
        self, row: Row, cell: Cell, place: Place, words: _Wording, column: Column, matched: Matched
    ) -> Entry | Problem:
        indicator = self._context.reference.indicators[matched.indicator]
        measure = row.text("measure") or axes.measure_in(row.text("label"), self._context.reference)[1]
        measure = measure or column.heading.measure
        if words.heading and not measure and indicator.kind != "flag" and words.matched.how == "reviewed":
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
            row.text("label"),
            measure,
            row.text("note"),
            cell,
            place,
            f"{self._table.heading if column.role == 'row' else ''} {column.heading.printed}",
            unit=unit,
            period=self._period(row) or column.period,
            source=row_units.source_of(unit, self._context) if unit else None,
        )

    def _period(self, row: Row) -> periods.Period | None:
        """Of a column of kỳ ('Quý I' beside each indicator)."""
        return columns.period_of_row(row.text("periods"), self._context) if row.text("periods") else None

    def _take_unit(self, row: Row, place: Place) -> None:
        """The body named in a column of units beside the indicators; a blank cell goes on with the one above."""
        name = row.text("units")
        if not name:
            return
        head = self._table.heads.get(row.cells["units"].column, ())
        resolution = row_units.resolve(name, axes.whole_body(name), (), head, self._context, place)
        self._unit = resolution.unit
        self._section = "" if resolution.unit else name
        self._found.problems += resolution.problems
        self._found.decisions |= {resolution.decision} - {0}
        self._found.new_units += [unit for unit in resolution.new if unit not in self._found.new_units]

    def _with_column(self, words: _Wording, column: Column) -> Matched:
        """'Vốn đầu tư công' × 'Kế hoạch': the indicator of the row's words and the column's."""
        if column.role == "indicator":
            return column.matched
        reference = self._context.reference
        said = columns.joined(words.path, column, reference)
        if words.matched.how == "reviewed" and column.said.handled_by:
            indicator = reference.indicators[words.matched.indicator]
            level = column.said.handled_by
            fits = not words.matched.handled_by and level in indicator.levels
            return replace(words.matched, handled_by=level) if fits else Matched()
        question = replace(words.question, path=f"{words.question.path} > {words.question.subject}".strip(" >"))
        question = replace(question, subject=wording.key(column.heading.printed))
        return matching.match(question, said, words.beside, reference, self._context.memory)

    def _not_loaded(
        self, row: Row, cell: Cell, place: Place, words: _Wording, column: Column, matched: Matched
    ) -> Problem | SetAside:
        if matched.decision:
            self._found.decisions.add(matched.decision)
        if matched.indicator:
            return SetAside(place, "total" if matched.indicator == "=" else "other")
        if axes.is_total(row.text("label")) and not words.said.strange:
            return SetAside(place, "total")  # a sum over rows that were read
        if column.role == "words" and (words.matched.loads or columns.repeats_the_value(column)):
            return SetAside(place, "comparison")
        label = wording.without_person(row.text("label"))
        reference = self._context.reference
        if words.candidates:
            names = "; ".join(reference.indicators[code].name for code in words.candidates)
            return problem("row_ambiguous", place, found=label, expected=names, question=self._ask(words))
        if words.heading and not row.text("measure"):
            return problem("heading_value", place, found=figures.shown(cell))
        question = self._ask(words)
        expected = matching.named(question.suggestions, reference)
        return problem("row_unknown", place, found=label, expected=expected, question=question)

    def _ask(self, words: _Wording) -> Question:
        reference = self._context.reference
        found = matching.suggestions(words.question, words.said, words.beside, reference)
        return replace(words.question, suggestions=found)

    def _mark(self, words: _Wording, entry: Entry, place: Place) -> None:
        """Say once for a wording that it was not a reviewed one."""
        matched = words.matched
        told = (words.question.path, words.question.subject)
        if matched.how in ("understood", "alike", "remembered") and told not in self._asked:
            self._asked.add(told)
            code = "wording_remembered" if matched.how == "remembered" else "wording_understood"
            said = matched.why if matched.how == "remembered" else entry.indicator.name
            found = wording.without_person(words.question.printed)
            self._found.problems.append(
                problem(code, place, found=found, expected=said, indicator=entry.indicator.indicator)
            )

    def _words(self, row: Row) -> _Wording:
        """What the label of a row means: the reviewed table first, then all that `matching` knows."""
        reference, label = self._context.reference, row.text("label")
        reviewed = labels.match(label, self._above, reference)
        path = tuple(self._without_year(text) for text in (*self._path(row), label))
        measure = row.text("measure") or axes.measure_in(label, reference)[1]
        headings = {text for text in path if self._is_reviewed_heading(text)}
        said = columns.of_measure(reference.grammar.join(path, rows=True, reviewed=headings), measure)
        said = titles.within(said, self._titles) if said.facets else said
        question = Question(
            "indicator",
            subject=labels.key_of(label, reference),
            path=" > ".join(wording.key(text) for text in path[:-1]),
            measure=wording.key(row.text("measure")),
            form=self._form,
            sender=self._context.sender,
            printed=label,
        )
        beside = self._siblings.get(row.row, ())
        others = [
            columns.seen_beside(said.facets, reference.grammar.read(text).facets, related=True) for text in beside
        ]
        facets = frozenset(facet for other in others for facet in other)
        if reviewed.label is not None:
            matched = Matched(reviewed.label.indicator, reviewed.label.handled_by, "reviewed")
        elif reviewed.heading and not reviewed.candidates:
            matched = Matched()
        else:
            matched = matching.match(question, said, facets, reference, self._context.memory)
            matched = self._as_part(_agreeing(matched, reviewed.candidates), path[:-1])
        known = matched.indicator != "" or bool(reviewed.candidates)
        return _Wording(matched, known, reviewed.heading, reviewed.candidates, question, said, path, facets)

    def _without_year(self, text: str) -> str:
        """'Kế hoạch vốn được giao năm 2023' without the year that the titles name too."""
        if self._context.period is None:
            return text
        taken = periods.taken_from(text, None)
        said = (
            taken.period is not None and taken.period.kind == "year" and taken.period.year == self._context.period.year
        )
        return taken.rest if said and taken.rest else text

    def _as_part(self, matched: Matched, path: Sequence[str]) -> Matched:
        """Under the row of a rate stand its parts: 'Tổng số hồ sơ' there is its denominator or is asked."""
        reference = self._context.reference
        if matched.how != "understood" or not path or "rate" not in reference.grammar.read(path[-1]).facets:
            return matched
        meaning = reference.grammar.mean(reference.grammar.join(path, rows=True))
        codes = {entry.indicator for entry in reference.labels.get(labels.key_of(path[-1], reference), ())}
        codes |= {meaning.indicator} if meaning else set()
        ratios = [reference.indicators[code] for code in codes if code in reference.indicators]
        parts = {part for ratio in ratios for part in (ratio.numerator, ratio.denominator) if part}
        return matched if not parts or matched.indicator in parts else Matched()

    def _path(self, row: Row) -> tuple[str, ...]:
        """The labels that introduce a row, the outermost first."""
        depth = row_tree.depth_of(row, self._least)
        return tuple(label for above, label in self._parents if above < depth)

    def _is_reviewed_heading(self, label: str) -> bool:
        reference = self._context.reference
        entries = reference.labels.get(labels.key_of(label, reference), ())
        return bool(entries) and not any(entry.indicator for entry in entries)

    def _push(self, row: Row, label: str) -> None:
        depth = row_tree.depth_of(row, self._least)
        self._parents = [(above, text) for above, text in self._parents if above < depth]
        self._parents.append((depth, label))

    def _without_figure(self, row: Row, words: _Wording | None, place: Place) -> Problem | SetAside:
        if words is None:
            cell = next(iter(row.figures), None)
            return rest_of_rows.without_label(cell, place)
        if misplaced := rest_of_rows.misplaced(row, place):
            return misplaced
        measure = row.text("measure")
        if words.heading and not measure:
            return SetAside(place, "heading")
        if words.known:
            return SetAside(place, "blank")
        return SetAside(place, "unknown_blank" if measure else "heading")


def _agreeing(matched: Matched, candidates: Sequence[str]) -> Matched:
    """Of a label that is reviewed under other rows only what its words say too is taken."""
    if not candidates or matched.how == "remembered" or matched.indicator in candidates:
        return matched
    both = [code for code in matched.choices if code in candidates]
    return replace(matched, indicator=both[0], choices=()) if len(both) == 1 else Matched()
