"""Titles and file name → whose figures, for which period, from which document."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from etl import letters, period_days, periods, printed_days, senders, units, whose, wording
from etl.memory import Memory
from etl.mentions import lines
from etl.model import Place, Problem, Question, Suggestion
from etl.periods import Period
from etl.problems import problem
from etl.reference import Reference, ReportingUnit
from etl.units import ANY_DAYS, Mention, Resolution
from etl.whose import NOTHING, Days, Decided

_NUMBER = re.compile(r"\bsố\s*:?\s*(\d+[a-z]?)\s*/\s*([A-ZĐ][A-ZĐ0-9&-]*(?:-[A-ZĐ0-9&]+)*)", re.IGNORECASE)
# 'Kèm theo Báo có số' is printed in report 004.
_BASIS = re.compile(r"\W*(?:căn cứ|theo|kèm|thực hiện|so với)\b", re.IGNORECASE)  # 'Căn cứ Quyết định … năm 2022'
_LISTS = re.compile(
    r"\b(?:các (?:sở|xã|phường|huyện|cơ quan|đơn vị|địa phương|chủ đầu tư)|cấp xã|cấp huyện)\b", re.IGNORECASE
)
_STAGE = re.compile(r"(?:\bgiai đoạn\s+(?:từ\s+)?(?:năm\s+)?|(?<=20\d\d )|\bnăm\s+)(20\d\d)", re.IGNORECASE)
_PERIOD_FORM = "Quý I năm 2024, 6 tháng đầu năm 2024, 9 tháng đầu năm 2024, Năm 2024 hoặc Tháng 5 năm 2024"
_REPORT_WORDS = ("bao cao", "ket qua", "thong ke", "tong hop", "so lieu")


@dataclass(frozen=True)
class Title:
    """A line of text outside the tables, with where it stands."""

    text: str
    place: Place
    group: str = ""  # the table above which it stands
    over_bodies: bool = False  # whether that table lists bodies


@dataclass(frozen=True)
class Identity:
    """Who reports what period; `unit` or `period` is None when the problems say why it is not known."""

    unit: ReportingUnit | None
    period: Period | None
    together: tuple[Period, ...] = ()  # where `period` is None: kỳ of one title that end together, the longest last
    window: tuple[date, date] | None = None
    document_number: str = ""
    document_date: date | None = None
    new_units: tuple[ReportingUnit, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    context: tuple[Mention, ...] = ()  # all bodies that the titles name
    decisions: tuple[int, ...] = ()  # the remembered ones that unit and kỳ rest on
    above: ReportingUnit | None = None  # where `unit` is not known: under whom all bodies lie that a table lists


def identify(
    titles: Sequence[Title],
    file_name: str,
    reference: Reference,
    memory: Memory = Memory(),  # noqa: B008 immutable
    context: Sequence[Mention] = (),
    *,
    within: Period | None = None,
    of_sheet: bool = False,
    decided: Decided = NOTHING,
) -> Identity:
    """Read unit, period, window, document number and date from the titles of a file's tables.

    The kỳ that the titles name wins; a printed window ('từ ngày … đến ngày …') gives its true days;
    the file's name is asked for a period only when no title says one. `context` are bodies named
    elsewhere in the file, `within` its kỳ; `of_sheet` says that the name is that of the sheet. What a person
    `decided` stands before all that the titles say.
    """
    titles = [replace(title, text=line) for title in titles for line in lines(title.text)]
    windows = {window: title for title in titles if (window := printed_days.window_in(title.text))}
    if decided.period is not None:
        period: Period | None = decided.period
        window, found = decided.window(windows, next(iter(windows.values())).place if windows else Place())
    else:
        window, found = _window(windows)
        period, period_problems = _period(titles, file_name, window, "sheet" if of_sheet else "file")
        found += period_problems
    together = () if period else _together(_named(titles))
    known = period or (together[-1] if together else within)
    days = window or (known.window if known else _years_said(titles))
    named = [mention for title in titles for mention in units.mentions(title.text)]
    above = tuple(dict.fromkeys([*named, *context]))
    resolution = Resolution(decided.unit) if decided.unit else _unit(titles, days, reference, above, memory)
    number, document_date = _document(titles)
    return Identity(
        unit=resolution.unit,
        above=resolution.above,
        period=None if any(problem.severity == "stop" for problem in found) else period,
        together=together,
        window=window,
        document_number=number,
        document_date=document_date,
        new_units=resolution.new,
        problems=(*decided.said, *found, *resolution.problems),
        context=above,
        decisions=(*decided.decisions, *filter(None, (resolution.decision,))),
    )


def _years_said(titles: Sequence[Title]) -> Days:
    """From the first to the last year of 'giai đoạn 2020 - 2022': which version of a body is meant."""
    said = [int(year) for title in titles for year in _STAGE.findall(printed_days.all_years(title.text))]
    return (date(min(said), 1, 1), date(max(said), 12, 31)) if said else ANY_DAYS


def _window(windows: Mapping[Days, Title]) -> tuple[Days | None, list[Problem]]:
    """The printed days, which must be the same everywhere."""
    if len(windows) > 1:
        said = "; ".join(map(whose.said_days, windows))
        return None, [problem("period_several", next(iter(windows.values())).place, found=said)]
    return next(iter(windows), None), []


def _period(
    titles: Sequence[Title], file_name: str, window: tuple[date, date] | None, named_by: str
) -> tuple[Period | None, list[Problem]]:
    """The kỳ that each sheet's titles name, which must be one; else the file name's; else the printed days."""
    dated = False
    for title in titles:
        by_days = window is not None and period_days.is_of_months(title.text, window)
        dated = dated or by_days
        if (periods.unclear_in(title.text) and not by_days) or periods.estimated_in(title.text):
            return None, [problem("period_wrong", title.place, found=wording.clean(title.text), expected=_PERIOD_FORM)]
    named = _named(titles)
    if dated and window is not None and all(period.kind == "year" for period in named):
        return Period(f"{window[0].isoformat()}/{window[1].isoformat()}"), []
    if len(named) > 1 and window is not None and _together(named):  # 'quý IV và năm 2024 (từ ngày … đến ngày …)'
        named = {period: title for period, title in named.items() if period_days.windows_fit(period, window)} or named
    if len(named) > 1 and all(printed_days.counts_up(title.text) for title in named.values()):
        together = _together(named)  # 'Giải ngân đến hết quý III năm 2024 (lũy kế 9 tháng)'
        named = {together[-1]: named[together[-1]]} if together else named
    if len(named) > 1:
        place = next(iter(named.values())).place
        return None, [problem("period_several", place, found=", ".join(period.label for period in named))]
    if named:
        period, title = next(iter(named.items()))
        if window is not None and not period_days.windows_fit(period, window):
            said = f"{period.label}; {whose.said_days(window)}"
            return None, [problem("period_several", title.place, found=said)]
        return _not_past(period, titles, window)
    return _not_named(titles, file_name, window, named_by)


def _not_named(
    titles: Sequence[Title], file_name: str, window: tuple[date, date] | None, named_by: str
) -> tuple[Period | None, list[Problem]]:
    """The kỳ of titles that name none: that of the file's name, the printed days, or the year that has ended."""
    from_name = periods.named_in_file(PurePath(file_name).stem)
    if len(from_name) == 1:
        period = from_name[0]
        return period, [problem(f"period_from_{named_by}_name", Place(), found=file_name, expected=period.label)]
    if window is not None:
        return Period(f"{window[0].isoformat()}/{window[1].isoformat()}"), []
    day = _year_ended(titles)
    if day is not None:
        year = Period(str(day.year))
        return year, [problem("period_from_day", Place(), found=f"{day:%d/%m/%Y}", expected=year.label)]
    return None, [problem("period_missing", titles[0].place if titles else Place())]


def _year_ended(titles: Sequence[Title]) -> date | None:
    """'Biên chế … có mặt đến 31/12/2021': posts, and money since January, at the end of a year are of the year."""
    days = {day for title in titles if (day := printed_days.last_day_in(title.text)) is not None}
    told = any(periods.AS_IT_STANDS.search(wording.fold(title.text)) for title in titles)
    day = days.pop() if len(days) == 1 and told else None
    return day if day is not None and (day.month, day.day) == (12, 31) else None


def _not_past(
    period: Period, titles: Sequence[Title], window: tuple[date, date] | None
) -> tuple[Period | None, list[Problem]]:
    """The kỳ that titles name, unless they count up to another day: 'năm 2024 (tính đến ngày 30/9/2024)'."""
    for title in titles if window is None else ():
        day = (
            None
            if letters.ATTACHED.search(wording.clean(title.text))
            else period_days.ends_elsewhere(period, title.text)
        )
        if day is not None:
            return None, [problem("period_several", title.place, found=f"{period.label}; đến ngày {day:%d/%m/%Y}")]
    return period, []


def _named(titles: Sequence[Title]) -> dict[Period, Title]:
    """The periods that the tables' titles name, each with a title that does; one is wanted."""
    of_tables: dict[str, dict[Period, Title]] = {}
    groups = {title.group for title in titles}
    for title in reversed(titles):
        here = periods.named_in(title.text)
        nearest = of_tables.get(title.group, {})
        heads = len(nearest) == 1 and not any(_BASIS.match(one.text) for one in nearest.values())
        if heads and len(here) > 1 and nearest.keys() <= set(here) and all(of_tables.get(group) for group in groups):
            continue  # 'Các năm 2022, 2023', and each table says of which: 'I. Năm 2022'
        if len(here) > 1:  # 'Quý IV và năm 2024'
            return dict.fromkeys(here, title)
        of_tables.setdefault(title.group, {}).update(dict.fromkeys(here, title))
    named: dict[Period, Title] = {}
    for of_table in of_tables.values():
        named |= _shortest(of_table)
    # 'thẩm định của tỉnh năm 2023' above one table beside '6 tháng đầu năm 2024' above another is no period of its own.
    announced = {p: title for p, title in named.items() if p.kind != "year" or _announces(title.text)}
    return announced if len(named) > 1 and announced else named


def _together(named: Iterable[Period]) -> tuple[Period, ...]:
    """Several kỳ of one title: those that end together, the longest last ('tháng 9 và 9 tháng năm 2024').

    Or some of one kind, 'năm 2022 và năm 2023', 'tháng 4 và tháng 5 năm 2025', the last last; none for others.
    """
    longest_last = sorted(named, key=lambda period: period.window[0], reverse=True)
    ends = {period.window[1] for period in longest_last}
    if len({period.kind for period in longest_last}) == 1 and longest_last[0].kind in ("year", "quarter", "month"):
        longest_last.reverse()
    elif len(ends) > 1:
        return ()
    return tuple(longest_last) if len(longest_last) > 1 else ()


def _shortest(named: dict[Period, Title]) -> dict[Period, Title]:
    """Above one table a year gives way to a shorter kỳ of that year, and a year that announces nothing to any."""
    shorter = {period: title for period, title in named.items() if period.kind != "year"}
    years = {
        period: title
        for period, title in named.items()
        if period.kind == "year"
        and period.year not in {short.year for short in shorter}
        and (not shorter or _announces(title.text))
    }
    return shorter | years


def _announces(text: str) -> bool:
    folded = wording.fold(text)
    return any(words in folded for words in _REPORT_WORDS)


def _unit(
    titles: Sequence[Title],
    days: tuple[date, date],
    reference: Reference,
    context: Sequence[Mention],
    memory: Memory,
) -> Resolution:
    """The body that 'Đơn vị báo cáo: …' or 'kèm theo Báo cáo số … của …' names, else the one the titles agree on."""
    lines = [(title, senders.of_desks(units.mentions(title.text))) for title in titles]
    own = [
        (title, found) for title, found in lines if found and not letters.OTHER_BODY.search(wording.clean(title.text))
    ]
    own = own or _sent_with(lines)
    attached = [
        (title, found)
        for title, found in own
        if letters.ATTACHED.search(wording.clean(title.text)) and any(mention.issuer for mention in found)
    ]
    own = (
        attached
        or [(title, found) for title, found in own if not letters.ATTACHED.search(wording.clean(title.text))]
        or own
    )
    issuers = [
        (mention, title)
        for title, found in own
        for mention in (senders.lowest([m for m in found if m.issuer]) or senders.lowest(found)[:1])
    ]
    issuers = senders.without_their_centre(senders.without_sections(issuers))
    if not issuers:
        return Resolution(None, (problem("unit_missing", titles[0].place if titles else Place()),))
    resolved: dict[str, Resolution] = {}
    refused: list[Resolution] = []
    for mention, title in dict(issuers).items():
        above = [other for other in context if _higher(other, mention, context)]
        resolution = _asked(mention, above, days, reference, memory, title.place)
        if resolution.unit is None:
            refused.append(resolution)
        else:
            resolved.setdefault(resolution.unit.reporting_unit, resolution)
    said = [title.text for title in titles]
    return senders.one_of(list(resolved.values()), refused, said, reference, issuers[0][1].place)


def _sent_with(lines: Sequence[tuple[Title, tuple[Mention, ...]]]) -> list[tuple[Title, tuple[Mention, ...]]]:
    """'Kèm theo Công văn số … của Văn phòng UBND tỉnh X' over a list of bodies, where no other line names one.

    Over the figures of one body it may be the letter that prescribed the form.
    """
    if not any(title.over_bodies or _LISTS.search(wording.clean(title.text)) for title, _ in lines):
        return []
    return [(title, found) for title, found in lines if found and letters.SENT_WITH.search(wording.clean(title.text))]


def _asked(
    mention: Mention,
    above: Sequence[Mention],
    days: tuple[date, date],
    reference: Reference,
    memory: Memory,
    place: Place,
) -> Resolution:
    """The unit that a title names: as was decided before, else by the lists, else a question."""
    path = " > ".join(wording.key(other.printed) for other in above)
    asked = Question("unit", wording.key(mention.printed), path, printed=mention.printed)
    remembered = memory.find(asked)
    if remembered is not None and remembered.answer in reference.unit_of:
        return Resolution(reference.unit_of[remembered.answer], decision=remembered.decision.decision)
    resolution = units.resolve(mention, above, days, reference, place)
    if resolution.unit is None:
        near = units.nearest(mention.printed, _known(above, reference), reference)
        near = near or units.nearest(mention.printed, None, reference)
        suggested = tuple(Suggestion(unit.reporting_unit, score, f"tên gần giống {unit.name}") for unit, score in near)
        question = replace(asked, suggestions=suggested)
        return replace(resolution, problems=tuple(replace(p, question=question) for p in resolution.problems))
    return resolution


def _known(above: Sequence[Mention], reference: Reference) -> ReportingUnit | None:
    """The body above that the lists know for certain: among those under it a name is looked for."""
    for mention in above:
        found = reference.units_named.get((wording.key(mention.kind), wording.key(mention.name)), ())
        if len({unit.name for unit in found}) == 1:
            return found[0]
    return None


def _higher(other: Mention, mention: Mention, context: Sequence[Mention]) -> bool:
    """Whether `other` may be a body above `mention`; a second spelling of the same level is none."""
    if other.kind == "thành phố" and mention.kind in ("quận", "huyện", "thị xã", "sở"):
        return all(named.kind != "tỉnh" for named in context)  # 'quận Ninh Kiều, thành phố Cần Thơ'
    return units.rank(other) > units.rank(mention)


def _document(titles: Iterable[Title]) -> tuple[str, date | None]:
    """Number and date of the report that the appendix belongs to; an unfinished 'ngày /6/2024' gives none."""
    number, day, fallback = "", None, None
    for title in titles:
        text = wording.clean(title.text.replace("*", ""))
        if letters.ATTACHED.search(text):
            match = _NUMBER.search(text)
            number = number or (f"{match[1]}/{match[2].upper()}" if match else "")
            day = day or printed_days.date_in(text)
        elif re.search(r",\s*ngày\b", text):
            fallback = fallback or printed_days.date_in(text)
        elif (match := _NUMBER.match(text)) and match[2].upper().startswith("BC"):
            number = number or f"{match[1]}/{match[2].upper()}"
    return number, day or fallback
