"""The value columns of a table → what each one's figures are: of which indicator, kỳ, body and đơn vị tính."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from etl import (
    axes,
    base_years,
    column_groups,
    column_labels,
    matching,
    measured_words,
    parts_of_year,
    period_days,
    printed_days,
    terms,
    titles,
    twin_columns,
    wording,
)
from etl.axes import Heading
from etl.column import SAYS_NOTHING, Column, Role, beside_each_other
from etl.facets import SUBJECTS, TIMING, inside, of_own_leaders, seen_beside, without_topic
from etl.layout import Table
from etl.mentions import LEVEL_OF_KIND
from etl.model import Question
from etl.periods import Period
from etl.reference import Reference
from etl.table_context import TableContext
from etl.terms import ASIDE, ASK, CHECK, Understood
from etl.titles import Titles


def fingerprint(table: Table, reference: Reference) -> str:
    """What stays the same when a form comes again for another unit and kỳ: its designation and its headings."""
    if not table.fingerprint:
        table.fingerprint = _fingerprint(table, reference)
    return table.fingerprint


def _fingerprint(table: Table, reference: Reference) -> str:
    designation = [match.group() for match in table.designations[-1:]]
    paths = [_heading(table, column, None, reference).path for column in table.values]
    told = [designation, table.columns.get(table.axis, ""), paths]
    return hashlib.sha256(wording.key(repr(told)).encode()).hexdigest()[:12]


def _heading(
    table: Table, column: int, year: int | None, reference: Reference, period: Period | None = None
) -> Heading:
    texts = [axes.left_of_a_quarter(cell.text, period) for cell in table.heads.get(column, ())]
    said = [period_days.without_its_window(text, period) for text in texts]
    heading = axes.heading(column, said, year, reference)
    if said != texts:
        heading = replace(heading, printed=" – ".join(map(wording.clean, texts)))
    meant = [(text, reference.grammar.read(text)) for text in heading.path]
    path = tuple(text for text, one in meant if one.facets or one.strange)  # 'Trong đó' over columns says nothing
    return replace(heading, path=path) if path and path != heading.path else heading


def plan(table: Table, rows_name_indicators: bool, context: TableContext) -> tuple[list[Column], Titles]:
    """What each value column holds, and under what titles; if `rows_name_indicators`, it need not name one itself."""
    year, reference = context.year, context.reference
    headings = [_heading(table, column, year, reference, context.longest) for column in table.values]
    headings = _without_common(headings, reference)
    timed = [_timed(_meant(heading, context), context) for heading in headings]
    if rows_name_indicators:
        return _of_rows(table, timed, context), Titles()
    return _of_columns(table, timed, context)


def _of_other_days(heading: Heading, titled: Period) -> Column | None:
    """A column that counts up to another day than the kỳ of the titles, or whose days are those of a part of it."""
    days = heading.dated(titled.year)
    if day := period_days.ends_elsewhere(titled, days):
        earlier = day.year < titled.year
        return Column(heading, "aside" if earlier else "period_unclear", reason="comparison" if earlier else "")
    window = printed_days.window_in(days)
    if window is None or period_days.windows_fit(titled, window):
        return None
    since_january = parts_of_year.counts_up(days) and period_days.is_since_january(titled, window)
    return None if since_january else Column(heading, "period_unclear")


# 'Số liệu tổng hợp từ phần mềm một cửa điện tử'
_SOURCE = re.compile(
    r"(?:số|dữ) liệu(?: (?:tổng hợp|thống kê|trích xuất|trích|lấy|được))* (?:từ|trên|theo|tại|của) "
    r"(?:các )?(?:hệ thống|phần mềm|cổng)\b"
)


def _without_common(headings: Sequence[Heading], reference: Reference) -> list[Heading]:
    """'Số liệu trong kỳ báo cáo' over all columns says nothing of any one of them, nor does whence all come."""
    outer = {heading.path[:1] for heading in headings}
    if len(outer) != 1 or not (path := outer.pop()) or any(len(heading.path) < 2 for heading in headings):
        return list(headings)
    said = reference.grammar.read(path[0])
    if said.strange:  # over all columns it is a title: 'Tình hình hồ sơ tại Trung tâm'
        said = reference.grammar.read_title(path[0])
        said = replace(said, facets=said.facets - SUBJECTS)
    if (said.strange or not said.facets <= SAYS_NOTHING) and not _SOURCE.match(wording.key(path[0])):
        return list(headings)
    return [replace(heading, path=heading.path[1:]) for heading in headings]


def _meant(heading: Heading, context: TableContext) -> Heading:
    """A heading with the kỳ that its words mean where the title names several: 'Trong quý', 'Lũy kế'."""
    if heading.period is not None or heading.unclear:
        return heading
    return replace(heading, period=context.meant(heading.printed))


def _timed(heading: Heading, context: TableContext) -> Column:
    """The kỳ of a column: its own where it names one, else that of the titles; another year is a comparison."""
    own, titled = heading.period, context.within(heading.period)
    if heading.unclear:
        return Column(heading, "period_unclear")
    if (of_base := base_years.of_base(heading, titled, context.reference)) is not None:
        return Column(of_base, "ask", period=context.period)
    if own is None and titled is not None and (elsewhere := _of_other_days(heading, titled)) is not None:
        return elsewhere
    if own is None or titled is None or own == titled or own in context.together:
        return Column(heading, "ask", period=own or context.period)
    if own.window[1] == titled.window[1] and printed_days.last_day_in(heading.dated(own.year)) is not None:
        return Column(heading, "ask", period=titled)  # 'Lũy kế đến hết tháng 9' in a report of 9 tháng
    if heading.path and own.kind == "year" and own.year == titled.year:
        return Column(heading, "ask", period=titled)  # 'Kế hoạch năm 2024' in a report of quý I
    if titled.kind == "interval" or own.year != titled.year:
        return Column(heading, "aside", reason="comparison")
    if own.window[1] > titled.window[1]:
        return Column(heading, "period_unclear")  # not over yet when the report was made
    return Column(heading, "ask", period=own)


def _of_rows(table: Table, columns: Sequence[Column], context: TableContext) -> list[Column]:
    """Indicators down: a column is the figure of the row, or adds words to the row's, or is set aside."""
    reference, form = context.reference, fingerprint(table, context.reference)
    found: list[Column] = []
    for column in columns:
        path = [text for text in column.heading.path if reference.headers.get(wording.key(text)) != "value"]
        said = reference.grammar.join(path)
        if not column_groups.has_level_beside(column, columns, reference):
            said = said.without_level(column.heading.level)
        says_nothing = not path or (not said.strange and said.facets <= SAYS_NOTHING)
        if column.role != "ask":
            found.append(column)
        elif says_nothing and not column_groups.is_whole_of(column, columns, said):
            found.append(replace(column, role="row", said=said))
        elif said.comparing or "prev" in said.facets:
            found.append(replace(column, role="aside", said=said, reason="comparison"))
        elif said.strange:
            asked = _question(table, column.heading, form, context)
            matched = matching.match(asked, said, (), reference, context.memory)
            known = matched.how == "remembered"
            role: Role = "ask" if not known else "aside" if not matched.loads else "indicator"
            found.append(replace(column, role=role, said=said, matched=matched, question=asked, reason="other"))
        else:
            asked = _question(table, column.heading, form, context)
            found.append(replace(column, role="words", said=said, question=asked))
    found = column_groups.without_later_plans(column_groups.without_others_sums(found, context))
    told = [column.said for column in found]
    found = [replace(column, beside=_beside(number, found, told)) for number, column in enumerate(found)]
    return _single_values([_askable(column, table, form, context) for column in found], context)


def _askable(column: Column, table: Table, form: str, context: TableContext) -> Column:
    """A column with the question that it becomes where what stands beside it leaves it open."""
    return column if column.question else replace(column, question=_question(table, column.heading, form, context))


def _single_values(columns: Sequence[Column], context: TableContext) -> list[Column]:
    """'Tổng số | Cấp huyện | Cấp xã': all levels; 'Lũy kế' alone: the figure; beside the figure: set aside."""
    levels = any(facet.startswith("at:") for column in columns for facet in column.said.facets)
    found = []
    for column in columns:
        # 'Quý II/2024 | Lũy kế 6 tháng đầu năm 2024' are of two kỳ; beside that of the titles the sum is not reported.
        titled = any(other.role == "row" and other.period == context.period for other in columns)
        own = column.period in context.together or (column.heading.period is not None and not titled)
        plain = any(other.role == "row" and (not own or beside_each_other(other, column)) for other in columns)
        if column.role == "row" and "total" in column.said.facets and column_groups.adds_classes(column, columns):
            column = replace(column, role="check")
        elif levels and column.role == "row" and "total" in column.said.facets:
            column = replace(column, role="words", said=Understood(frozenset({"at:all"})))
        elif column.role == "words" and column.said.facets <= {"cum", "total", "done"} and not plain:
            column = replace(column, role="row")
        elif column.role == "words" and (
            column.said.comparing or column.said.facets <= {"cum", "total", "done", "new"}
        ):
            column = replace(column, role="aside", reason="comparison")
        found.append(column)
    alone = [column for column in found if column.role == "row"]
    doubled = {id(one) for one in alone for other in alone if one is not other and beside_each_other(one, other)}
    # 'Số lượng | Kết quả': which of them is the figure, no word says.
    return [replace(column, role="ask") if id(column) in doubled else column for column in found]


def _of_columns(table: Table, columns: Sequence[Column], context: TableContext) -> tuple[list[Column], Titles]:
    """Units, projects or periods down: each column names its indicator, with what the titles speak of."""
    reference, form = context.reference, fingerprint(table, context.reference)
    said_above = titles.read(table, [column.heading for column in columns], reference)
    said_above = titles.settle(said_above, table, form, context)
    level = _level_of_rows(table)
    if level != "district" and not _splits(table, context):  # 'TTHC cấp xã' over a list of xã splits nothing
        said_above = replace(said_above, level="")
    said = _inherited([_said(column.heading, said_above, table, reference) for column in columns], columns)
    said = _without_topics(said, columns, reference)
    said = [replace(mine, facets=of_own_leaders(mine.facets, level)) for mine in said]
    if {subject for mine in said for subject in mine.subjects} == {"dossier"}:  # nothing else here is early or late
        said = [mine if mine.subjects or not mine.facets & TIMING else terms.of_dossiers(mine) for mine in said]
    if not any(facet.startswith("at:") and facet != f"at:{level}" for mine in said for facet in mine.facets):
        said = [mine.without_level(level) for mine in said]
    found: list[Column] = []
    for number, column in enumerate(columns):
        mine = said[number]
        if column.role != "ask":
            found.append(replace(column, said=mine))
            continue
        beside = _beside(number, columns, said)
        asked = _question(table, column.heading, form, context)
        matched = matching.match(asked, mine, beside, reference, context.memory)
        if not matched.how:
            before = [other.heading for other in columns[:number]]
            matched = column_labels.match(column.heading, before, said_above, reference)
        found.append(_at_their_end(_placed(replace(column, said=mine, question=asked, matched=matched)), context))
    return twin_columns.one_of_two(found, reference), said_above


def _at_their_end(column: Column, context: TableContext) -> Column:
    """What stands on the last day (a plan, posts) is the same in all kỳ that end then: it is kept with the longest."""
    indicator = context.reference.indicators.get(column.matched.indicator)
    of_one_day = context.period is not None or context.year is not None
    if column.period is not None or indicator is None or indicator.over_time != "last" or not of_one_day:
        return column
    return replace(column, period=context.longest)


def _level_of_rows(table: Table) -> str:
    """The level of all units that a table lists: 'công chức cấp xã' of a list of xã needs no split by level."""
    bodies = [body[0] for row in table.rows if (body := axes.whole_body(row.label))]
    levels = {LEVEL_OF_KIND[body.kind] for body in bodies}
    if "district" in levels and all(body.kind == "thành phố" for body in bodies if LEVEL_OF_KIND[body.kind] == "other"):
        levels.discard("other")  # 'Huyện A | TP. B'
    return levels.pop() if len(levels) == 1 else ""


def _splits(table: Table, context: TableContext) -> bool:
    """Whether a table of fields or months of a tỉnh or huyện may be of one of the levels below it."""
    unit = context.unit
    return unit is not None and unit.level in ("province", "district") and not table.lists_bodies


_PART = re.compile(r"(?:trong đó|tr đó) \S")
_OF_THE_ONE_BEFORE = re.compile(  # a group that says no more
    r"(?:(?:trong|tr\.?) ?đó|chia ra)(?: (?:chia|phân) (?:ra )?theo [^–]+)? – \S", re.IGNORECASE
)


def _inherited(said: Sequence[Understood], columns: Sequence[Column]) -> list[Understood]:
    """'Đã giải quyết | Trong đó: quá hạn': a part of the column before it that is no part itself."""
    found: list[Understood] = []
    whole, of_whole = Understood(), ""
    for mine, column in zip(said, columns, strict=True):
        path = column.heading.path
        last = wording.key(path[-1]) if path else ""
        # A group that says no more, beside a column of one heading: of 'Tổng số: giao | có mặt' it is a part of both.
        in_group = len(path) == 1 and of_whole and _OF_THE_ONE_BEFORE.match(column.heading.printed)
        if (_PART.match(last) or in_group) and not whole.strange:
            found.append(Understood(inside(whole.facets, mine.facets), mine.strange))
            continue
        whole, of_whole = mine, path[0] if len(path) == 1 and mine.facets - {"total"} else ""
        found.append(mine)
    return found


def _without_topics(said: Sequence[Understood], columns: Sequence[Column], reference: Reference) -> list[Understood]:
    """What is online, or connected, by its group alone is of all beside a column that says itself that it is."""
    read = reference.grammar.read
    paths = [column.heading.path for column in columns]
    facets = [[read(text).facets for text in path] for path in paths]
    found = []
    for number, mine in enumerate(said):
        beside = [at for at, path in enumerate(paths) if at != number and path and path[:-1] == paths[number][:-1]]
        others = [facets[at][-1] for at in beside]
        found.append(Understood(without_topic(mine.facets, facets[number], others), mine.strange))
    return found


def _placed(column: Column) -> Column:
    """The role that follows from what a column's wording was found to be."""
    matched = column.matched
    if matched.how == "":
        told = column.said.tells_with_what or (column.said.comparing and column.heading.period is not None)
        aside = told and not column.said.strange
        return replace(column, role="aside" if aside else "ask", reason="comparison" if aside else "")
    if matched.indicator == CHECK:
        return replace(column, role="check")
    if matched.indicator == ASIDE:
        return replace(column, role="aside", reason="other")
    return replace(column, role="ask" if matched.indicator == ASK else "indicator")


def _said(heading: Heading, above: Titles, table: Table, reference: Reference) -> Understood:
    """The facets of a column, with what the titles add to it; their strange words are the column's too."""
    said = measured_words.of_measure(reference.grammar.join(heading.path), heading.measure)
    if not said.strange and said.facets <= {"new", "cum", "total", "done"}:  # the title names the one indicator
        whole = titles.words_of(table, above, reference)
        # 'Thực hiện' under 'Giao kế hoạch và giải ngân vốn … cấp huyện' is what was disbursed of the plan.
        planned = {"plan", "assigned"} if "done" in said.facets and "disbursed" in whole.facets else set()
        named = {facet for facet in whole.facets - planned if not facet.startswith("at:")}
        said = Understood(said.facets | named, whole.strange)
    return titles.within(said, above)


def _beside(number: int, columns: Sequence[Column], said: Sequence[Understood]) -> frozenset[str]:
    """The facets of the columns of the same group, and of those called the same in other groups."""
    mine = columns[number].heading.path
    facets: set[str] = set()
    for other, column in enumerate(columns):
        path = column.heading.path
        related = path[:-1] == mine[:-1] or (path and mine and path[-1] == mine[-1])
        if other != number:
            facets |= seen_beside(said[number].facets, said[other].facets, related=bool(related))
    return frozenset(facets)


def _question(table: Table, heading: Heading, form: str, context: TableContext) -> Question:
    """The question about a column, without suggestions: these are made when it is asked."""
    path = heading.path or (table.form,)
    return Question(
        "indicator",
        subject=wording.key(path[-1]),
        path=" > ".join(map(wording.key, path[:-1])),
        measure=wording.key(heading.measure),
        form=form,
        sender=context.sender,
        printed=wording.without_person(heading.printed),
    )


def asked(column: Column, columns: Sequence[Column], context: TableContext) -> Question:
    """The question of a column with its suggestions."""
    assert column.question is not None  # noqa: S101 only columns with one are asked
    beside = _beside(columns.index(column), columns, [other.said for other in columns])
    found = matching.suggestions(column.question, column.said, beside, context.reference)
    return replace(column.question, suggestions=found)
