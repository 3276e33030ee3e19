"""What the label of a row of indicators means: by the reviewed labels, the rows above it, and `matching`."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from etl import (
    axes,
    labels,
    matching,
    measured_words,
    on_time_rates,
    own_words,
    parts_of_year,
    period_days,
    periods,
    printed_days,
    titles,
    wording,
)
from etl.column import Column
from etl.column_groups import CLASSES
from etl.facets import NARROWING, inside, levels_in, of_dossiers, of_own_leaders, seen_beside, without_topic
from etl.layout import Row
from etl.matching import Matched
from etl.model import Question
from etl.reference import Reference
from etl.table_context import TableContext
from etl.terms import Meaning, Understood
from etl.titles import Titles

_ALL_UNITS = "psu_total"
_IN_THE_PERIOD = re.compile(
    r"\btrong\s+(?:quý|tháng|(?:0?[369]|ba|sáu|chín)\s+tháng)\b|\bgiải ngân (?:lũy kế )?(?:đến )?hết (?:quý|tháng)\b",
    re.IGNORECASE,
)
_YEAR_END = re.compile(r"\b(?:(?:tính )?đến|tại)?\s*(?:ngày\s+)?31/12\b(?!/)", re.IGNORECASE)


class Around(NamedTuple):
    """What a row stands in: labels that introduce it, what its siblings say and how often, the titles, the form."""

    parents: tuple[str, ...]
    siblings: Counter[frozenset[str]]
    titles: Titles
    form: str


class RowWording:
    """The wording of a row. Each part is worked out when it is first asked for: a reviewed label needs only itself.

    Attributes:
        key: the comparable form of the label.
        reviewed: what the reviewed labels and the rows above say.
        path: the labels that introduce the row, the outermost first, and its own.
    """

    def __init__(self, row: Row, above: Sequence[str], around: Callable[[], Around], context: TableContext) -> None:
        """Match the label to the reviewed ones, knowing the keys of the labels above it."""
        self._label, self._measure = row.label, row.measure
        self._find_around = around
        self._context = context
        self.key = labels.key_of(self._label, context.reference)
        self.reviewed = labels.match_key(self.key, above, context.reference)
        found = self.reviewed.label
        self._matched = Matched(found.indicator, found.handled_by, "reviewed") if found is not None else None
        self._meant: Matched | None = None

    @cached_property
    def _around(self) -> Around:
        return self._find_around()

    @property
    def matched(self) -> Matched:
        """The indicator and its level; one that does not load where this is not known."""
        if self._meant is None:  # asked for by every step
            self._meant = self._beside_others(self._match() if self._matched is None else self._matched)
        return self._meant

    def _beside_others(self, matched: Matched) -> Matched:
        """What rows beside it and above it make of a rate and of a number of units."""
        if matched.indicator == on_time_rates.RATE:
            matched = on_time_rates.beside(matched, self.said.facets, self._around.siblings)
        if matched.indicator == _ALL_UNITS and matched.how == "reviewed" and self._of_autonomy:
            matched = self._match()
        return matched

    @property
    def _of_autonomy(self) -> bool:
        """Whether rows above speak of autonomy, under which 'Tổng số đơn vị sự nghiệp' is what is split by it."""
        grammar = self._context.reference.grammar
        return any("autonomy" in grammar.read(text).facets for text in self._around.parents)

    def _match(self) -> Matched:
        if self.reviewed.heading and not self.reviewed.candidates:
            return Matched()
        context = self._context
        found = matching.match(self.question, self.said, self.beside, context.reference, context.memory)
        if found.loads and found.how != "remembered":
            indicator = context.reference.indicators[found.indicator]
            if parts_of_year.is_of_part_alone(self._label, indicator, context.longest):
                return Matched()
        return self._as_part(_agreeing(found, self.reviewed.candidates))

    @property
    def known(self) -> bool:
        """Whether the label is that of an indicator, or of several."""
        return self.matched.indicator != "" or bool(self.reviewed.candidates)

    @cached_property
    def path(self) -> tuple[str, ...]:
        """See the class."""
        introduced = [text for text in self._around.parents if axes.whole_body(axes.without_number(text)) is None]
        unit = self._context.unit
        above = [own_words.of_itself(_without_time(text, self._context), unit) for text in introduced]
        label = own_words.of_itself(_without_time(self._label, self._context), unit, above=False)
        return (*(own_words.of_its_topic(text, label, self._context.reference) for text in above), label)

    @property
    def since_january(self) -> str:
        """A label above that counts up: 'Kết quả giải quyết hồ sơ (lũy kế từ đầu năm)'; '' where none does."""
        return "".join(f" {text}" for text in self._around.parents if parts_of_year.counts_up(text))

    @cached_property
    def said(self) -> Understood:
        """The facets of the path, of the measure, and of the titles within which they stand."""
        reference = self._context.reference
        measure = self._measure or axes.measure_in(self._label, reference)[1]
        headings = {text for text in self.path if _is_reviewed_heading(text, reference)}
        joined = reference.grammar.join(self.path, rows=True, reviewed=headings)
        path = [reference.grammar.read(text).facets for text in self.path]
        facets = without_topic(joined.facets, path, self._around.siblings)
        said = measured_words.of_measure(Understood(facets, joined.strange), measure)
        said = Understood(of_dossiers(said.facets, self._others), said.strange)
        said = self._of_own_level(said)
        if any(map(own_words.is_of_a_desk, self.path)) and "dossier" not in said.facets:
            said = replace(said, strange=(*said.strange, "một cửa"))
        return titles.within(said, self._around.titles) if said.facets else said

    @cached_property
    def _others(self) -> list[frozenset[str]]:
        own = self._context.reference.grammar.read(self._label).facets
        return [facets for facets, count in self._around.siblings.items() if count > (facets == own)]

    @cached_property
    def beside(self) -> frozenset[str]:
        """What the rows of the same depth under the same row say."""
        seen = (seen_beside(self.said.facets, facets, related=True) for facets in self._others)
        return frozenset(facet for facets in seen for facet in facets)

    @cached_property
    def question(self) -> Question:
        """What to ask; without suggestions, which are made when it is asked."""
        return Question(
            "indicator",
            subject=self.key if self.path[-1] == self._label else wording.key(self.path[-1]),
            path=" > ".join(wording.key(text) for text in self.path[:-1]),
            measure=wording.key(self._measure),
            form=self._around.form,
            sender=self._context.sender,
            printed=self._label,
        )

    def settle(self, meant: Callable[[Matched], Matched]) -> None:
        """Let the figures say what the wording means, unless a person did."""
        found = meant(self.matched)
        if found is not self.matched and found != self.matched:
            remembered = matching.match(self.question, Understood(), (), self._context.reference, self._context.memory)
            self.take(remembered if remembered.how == "remembered" else found)

    def take(self, matched: Matched) -> None:
        """Mean what the figures of other rows prove."""
        self._matched, self._meant = matched, None

    @property
    def reference(self) -> Reference:
        """The reviewed tables it is read with."""
        return self._context.reference

    @property
    def is_open(self) -> bool:
        """Whether what is strange are its own words, and not those of the titles, under which all may be a part."""
        own = sum(len(self._context.reference.grammar.read(text).strange) for text in self.path)
        return len(self.said.strange) <= own

    def asked(self) -> Question:
        """The question with its suggestions."""
        reference = self._context.reference
        if self.matched.choices and not self.matched.loads:
            return replace(self.question, suggestions=matching.choices(self.matched, reference))
        found = matching.suggestions(self.question, self.said, self.beside, reference)
        return replace(self.question, suggestions=found)

    def in_column(self, column: Column) -> Matched:
        """'Vốn đầu tư công' × 'Kế hoạch': the indicator of the row's words and the column's."""
        if column.role == "indicator":
            return column.matched
        reference, level = self._context.reference, column.said.handled_by
        only_level = levels_in(column.said.facets) == {f"at:{level}"} and self.matched.how == "understood"
        if level and (self.matched.how == "reviewed" or (only_level and self.matched.loads)):
            levels = reference.indicators[self.matched.indicator].levels
            if level == "all" and not levels:  # what the catalogue does not split has one figure: of all levels
                return self.matched
            fits = not self.matched.handled_by and level in levels
            return self.matched._replace(handled_by=level) if fits else Matched()
        if column.said.facets - self.said.facets == {"total"} and self.matched.loads:
            return self.matched  # 'Tổng cộng' over the columns adds nothing to 'Số hồ sơ mới tiếp nhận'
        question, said = self._crossed(column)
        only_whose = all(facet == "dossier" or facet.startswith("at:") for facet in self.said.facets)
        only_whose = only_whose or axes.is_total(self._label)
        beside = column.beside if only_whose else self.beside  # 'Cấp tỉnh', 'Cộng' say nothing of what is counted
        found = matching.match(question, said, beside, reference, self._context.memory)
        bare = column.said.facets <= {"rate", "total"} and found.how != "remembered"
        found = on_time_rates.of_row(found, self.said.facets, self.beside)
        return Matched() if bare and not self._is_part_of(found) else found

    def _is_part_of(self, found: Matched) -> bool:
        """Whether a rate is that of the row: 'Đúng hạn' below 'Trước hạn' is not what the rate of the form counts."""
        ratio = self._context.reference.indicators.get(found.indicator)
        if ratio is None or ratio.kind != "ratio" or not ratio.numerator or not self.matched.loads:
            return True
        own = self._context.reference.indicators[self.matched.indicator]
        return own.kind == "ratio" or own.indicator in (ratio.numerator, ratio.denominator)

    def asked_in(self, column: Column) -> Question:
        """The question about the row in a column whose words add to its own: there it may be another indicator."""
        if column.role != "words":
            return self.asked()
        question, said = self._crossed(column)
        found = matching.suggestions(question, said, self.beside, self._context.reference)
        return replace(question, suggestions=found)

    def _crossed(self, column: Column) -> tuple[Question, Understood]:
        path = f"{self.question.path} > {self.question.subject}".strip(" >")
        heading = column.heading.printed
        printed = f"{self.question.printed} – {wording.without_person(heading)}"
        question = replace(self.question, path=path, subject=wording.key(heading), printed=printed)
        said = self._of_own_level(_joined(self.path, column, self._context.reference))
        levels = any(facet.startswith("at:") for facets in self._around.siblings for facet in facets)
        if levels and axes.is_total(self._label):  # 'Cấp huyện', 'Cấp xã', 'Tổng cộng'
            said = Understood(said.facets | {"at:all"}, said.strange)
        if any(facet.startswith("at:") or facet in CLASSES for facet in said.facets):
            said = titles.within(said, self._around.titles)
        return question, said

    def _of_own_level(self, said: Understood) -> Understood:
        """'Biên chế cơ quan hành chính huyện' of a huyện: its own, and no part."""
        unit = self._context.unit
        if unit is None:
            return said
        said = replace(said, facets=of_own_leaders(said.facets, unit.level))
        own = "staff" in said.facets and unit.level in ("district", "commune")  # of a tỉnh those of its sở are a part
        return said.without_level(unit.level) if own else said

    def _as_part(self, matched: Matched) -> Matched:
        """Under the row of a rate stand its parts: 'Tổng số hồ sơ' there is its denominator or is asked."""
        reference = self._context.reference
        path = [text for text in self.path[:-1] if wording.key(text) not in ("trong đó", "bao gồm", "chia ra")]
        if matched.how != "understood" or not path or "rate" not in reference.grammar.read(path[-1]).facets:
            return matched
        meaning = reference.grammar.mean(reference.grammar.join(path, rows=True))
        codes = {entry.indicator for entry in reference.labels.get(labels.key_of(path[-1], reference), ())}
        codes |= {meaning.indicator} if meaning else set()
        ratios = [reference.indicators[code] for code in codes if code in reference.indicators]
        parts = {part for ratio in ratios for part in (ratio.numerator, ratio.denominator) if part}
        own = measured_words.of_measure(reference.grammar.read(self._label), self._measure)
        named = own.facets & NARROWING and reference.grammar.mean(own) == Meaning(matched.indicator)
        return matched if not parts or named or matched.indicator in parts else Matched()


def _without_time(text: str, context: TableContext) -> str:
    """'Kế hoạch vốn năm 2023' without the year of the titles, 'Giải ngân đến 31/8/2024' without the day of its kỳ."""
    if context.longest is None:
        return _YEAR_END.sub(" ", text)  # of each year over the columns
    if period_days.ends_elsewhere(context.longest, printed_days.with_year(text, context.longest.year)):
        return text  # '(đến ngày 15/5)' in a report of quý II too
    if window := printed_days.window_in(text):
        since_january = parts_of_year.counts_up(text) and period_days.is_since_january(context.longest, window)
        if not (since_january or period_days.is_window_of(context.longest, window)):
            return text
        left = printed_days.without_window(text)  # 'Kết quả giải quyết hồ sơ (từ 15/12/2023 đến 14/3/2024)'
        if printed_days.window_in(left):
            return text  # of two windows
        text = left
    text = printed_days.with_year(
        axes.carried_over(text, period_days.year_begun(context.longest)), context.longest.year
    )
    text = axes.left_of_a_quarter(text, context.longest)
    if _IN_THE_PERIOD.search(text) and (said := periods.taken_from(text, context.year)).period == context.period:
        return said.rest or text
    said = periods.taken_from(text, context.year)
    of_plan = "plan" in context.reference.grammar.read(text).facets  # 'Kế hoạch vốn 6 tháng' is no plan of the year
    if said.period == context.period and context.longest.window[0].month == 12 and said.rest and not of_plan:
        return said.rest  # 'Giải ngân 6 tháng' in a report of these: since January, as all that is counted
    taken = periods.taken_from(axes.without_number(text), None)
    year = taken.period is not None and taken.period.kind == "year" and taken.period.year == context.year
    only_days = taken.period is None and not taken.unclear
    return taken.rest if (year or only_days) and taken.rest else text


def _is_reviewed_heading(label: str, reference: Reference) -> bool:
    entries = reference.labels.get(labels.key_of(label, reference), ())
    return bool(entries) and not any(entry.indicator for entry in entries)


def _agreeing(matched: Matched, candidates: Collection[str]) -> Matched:
    """Of a label that is reviewed under other rows only what its words say too is taken."""
    if not candidates or matched.how == "remembered" or matched.indicator in candidates:
        return matched
    both = [code for code in matched.choices if code in candidates]
    return matched._replace(indicator=both[0], choices=()) if len(both) == 1 else Matched()


def _joined(row: Sequence[str], column: Column, reference: Reference) -> Understood:
    """The facets of a row's path with those of a column."""
    rows, own = reference.grammar.join(row, rows=True), column.said.facets
    if levels := levels_in(own):  # 'Cấp huyện | Cấp xã | Cộng': of the same thing
        return Understood(inside(rows.facets, levels), rows.strange + column.said.strange)
    if own and own <= CLASSES | {"staff"}:  # 'Khối hành chính | Khối sự nghiệp', also of a rate
        return Understood(inside(rows.facets, own), rows.strange + column.said.strange)
    whole = reference.grammar.join([*row, *column.heading.path], rows=True)
    return Understood(whole.facets, rows.strange + column.said.strange)
