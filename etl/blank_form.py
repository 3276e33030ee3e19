"""The product's own form: a clean workbook that any reporting unit can fill, and reading it back.

On top the unit, the period and the source; below one row per indicator and cấp giải quyết, matched by
its code. Filled and returned it loads with nothing to decide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from etl import period_days, periods, printed_days, reference, units, wording
from etl.figures import Entry
from etl.form_words import COLUMNS as COLUMNS
from etl.form_words import FILE_NAME as FILE_NAME
from etl.form_words import FORM as FORM
from etl.form_words import HEAD as HEAD
from etl.form_words import HEADER_ROW as HEADER_ROW
from etl.form_words import LEVEL_NAMES, NOTE, UNIT_CODE, form_of, name_of
from etl.form_words import LEVELS as LEVELS
from etl.form_words import SHEET as SHEET
from etl.form_words import SOURCES as SOURCES
from etl.identify import Identity
from etl.layout import Row
from etl.model import Place, Problem, SetAside, Source
from etl.periods import Period
from etl.problems import problem
from etl.reference import Reference, ReportingUnit
from etl.units import Resolution
from etl.values import is_blank
from etl.whose import NOTHING, Decided
from etl.workbook import Cell, Sheet

_DATE_FORM = "15/12/2023"
_PERIOD_FORM = "Quý I/2024, 6 tháng/2024, 9 tháng/2024, Năm 2024 hoặc Tháng 5/2024"


_NAMES = {wording.key(name): name for name in (*(name for name, _ in HEAD), UNIT_CODE)}


@dataclass(frozen=True)
class Head:
    """What stands on top of a filled form, with where each answer stands."""

    answers: Mapping[str, Cell]
    source: Source | None  # None: an answer that is none of the choices


def blank_form(tables: Reference | None = None) -> bytes:
    """The empty form as an .xlsx."""
    from etl import form_writing  # only when it is wanted: openpyxl takes longer to start than all of ours

    return form_writing.write(tables or reference.load())


def read_head(sheet: Sheet) -> Head | None:
    """The head of a filled form, or None when the sheet is no form of ours."""
    answers: dict[str, Cell] = {}
    found = 0
    for row in islice(sheet.rows.values(), HEADER_ROW + 4):
        name = _NAMES.get(wording.key(row[0].text))
        if name:
            found += 1
            # A formula without a result is a check beside an answer that is not given.
            typed = (cell for cell in row[1:] if cell.kind != "formula")
            answer = next((cell for cell in typed if not cell.text.startswith(("Ví dụ:", "Chọn:", NOTE))), None)
            if answer is not None and not is_blank(answer):
                answers[name] = answer
    if found < 3:
        return None
    chosen = answers.get("Nguồn số liệu")
    sources = {wording.key(name): source for name, source in SOURCES.items()}
    return Head(answers, sources.get(wording.key(chosen.text)) if chosen else "own_appendix")


def identify(head: Head, sheet: str, tables: Reference, decided: Decided = NOTHING) -> Identity:
    """Unit, period, window and document as the head says them, and before it what a person `decided`."""
    problems: list[Problem] = []
    start, end = _day(head, "Số liệu từ ngày", sheet, problems), _day(head, "Số liệu đến ngày", sheet, problems)
    window = (start, end) if start and end and start <= end else None
    period = decided.period or _period(head, window, sheet, problems)
    problems += _contradictions(head, start, end, period, sheet)
    if decided.period is not None:
        fitting, dropped = decided.window(filter(None, [window]), Place(sheet))
        if not dropped:  # days that are none are said as they stand
            dropped = [decided.dropped(one.found, one.place) for one in problems if one.code == "dates_wrong"]
        window, problems = fitting, [*(one for one in problems if one.code != "dates_wrong"), *dropped]
    days = window or (period.window if period else (date(1900, 1, 1), date(1900, 1, 1)))
    resolution = Resolution(decided.unit) if decided.unit else _unit(head, days, sheet, tables)
    number = head.answers.get("Số văn bản")
    document_date = _day(head, "Ngày văn bản", sheet, problems)
    stopped = decided.period is None and any(found.severity == "stop" for found in problems)
    return Identity(
        unit=resolution.unit,
        period=None if stopped else period,
        window=window,
        document_number=wording.clean(number.text) if number else "",
        document_date=document_date,
        new_units=resolution.new,
        problems=(*decided.said, *problems, *resolution.problems),
        decisions=decided.decisions,
    )


def _unit(head: Head, days: tuple[date, date], sheet: str, tables: Reference) -> Resolution:
    """The unit by its code where the name still is the one that the code was written with, else by its name."""
    printed, above, code = (head.answers.get(name) for name in ("Đơn vị báo cáo", "Cấp trên", UNIT_CODE))
    if printed is None:
        return Resolution(None, (problem("unit_missing", Place(sheet, "B1")),))
    known = tables.unit_of.get(code.text.strip()) if code else None
    if known is not None and wording.key(name_of(known)) == wording.key(printed.text) and _valid(known, days):
        return Resolution(known)
    place = Place(sheet, printed.address)
    named = units.mentions(printed.text)
    if not named:
        return Resolution(None, (problem("unit_missing", place),))
    mentioned = named + (units.mentions(above.text) if above else ())
    return units.resolve(mentioned[0], mentioned[1:], days, tables, place)


def _valid(unit: ReportingUnit, days: tuple[date, date]) -> bool:
    return any(unit.valid_on(day) for day in days)


def read_row(row: Row, place: Place, tables: Reference, *, is_echoed: bool = False) -> Entry | Problem | SetAside:
    """A row of the form: its code says the indicator; `is_echoed`: checks stand beside the values."""
    cell = row.cells.get("value")
    if cell is None or is_blank(cell):
        return SetAside(place, "blank" if row.text("code") else "heading")
    indicator = tables.indicators.get(row.text("code"))
    if indicator is None:
        return problem("code_unknown", place, found=row.text("code") or row.label)
    level = {wording.key(name): code for name, code in LEVELS.items()}.get(wording.key(row.text("handled_by")))
    if (level is None and row.text("handled_by")) or (level and level not in indicator.levels):
        allowed = ", ".join(LEVEL_NAMES[code] for code in ("", *indicator.levels))
        return problem("level_wrong", place, found=row.text("handled_by"), expected=allowed)
    days = {}
    for column in ("period_start", "period_end"):
        day = _read_day(row.cells.get(column))
        if day is None and row.text(column):
            return problem("date_wrong", place, found=row.text(column), expected=_DATE_FORM)
        days[column] = day
    first, last = days["period_start"], days["period_end"]
    if first and last and first > last:
        return problem("date_wrong", place, found=f"{first:%d/%m/%Y} – {last:%d/%m/%Y}", expected=_DATE_FORM)
    return Entry(
        indicator=indicator,
        handled_by=level or "",
        form=form_of(indicator.theme) if is_echoed else FORM,
        label=row.label or indicator.name,
        measure=row.measure,
        note="",
        cell=cell,
        place=place,
        period_start=days["period_start"],
        period_end=days["period_end"],
        is_echoed=is_echoed,
    )


def _contradictions(
    head: Head, start: date | None, end: date | None, period: Period | None, sheet: str
) -> list[Problem]:
    """Dates that cannot be meant: one without the other, the last before the first, days of another kỳ."""
    found: list[Problem] = []
    chosen = head.answers.get("Nguồn số liệu")
    if head.source is None and chosen is not None:
        place = Place(sheet, chosen.address)
        found.append(problem("source_wrong", place, found=chosen.text, expected=", ".join(SOURCES)))
    asked = [head.answers.get("Số liệu từ ngày"), head.answers.get("Số liệu đến ngày")]
    first = asked[0] or asked[1]
    if first is None or any(cell and not day for cell, day in zip(asked, (start, end), strict=True)):
        return found  # nothing said, or not understood and said so already
    said = " – ".join(f"{day:%d/%m/%Y}" if day else "?" for day in (start, end))
    wrong = not (start and end) or start > end
    if start and end and start <= end and period is not None and period.kind != "interval":
        wrong = not period_days.windows_fit(period, (start, end))
    if wrong:
        label = period.label if period else "—"
        found.append(problem("dates_wrong", Place(sheet, first.address), found=said, expected=label))
    return found


def _period(head: Head, window: tuple[date, date] | None, sheet: str, problems: list[Problem]) -> Period | None:
    answer = head.answers.get("Kỳ báo cáo")
    if answer is None:
        if window is not None:
            return Period(f"{window[0].isoformat()}/{window[1].isoformat()}")
        problems.append(problem("period_missing", Place(sheet)))
        return None
    named = [code] if (code := periods.parse_code(answer.text)) else periods.named_in(answer.text)
    if not named and re.fullmatch(r"20\d\d", answer.text.strip()):
        named = [Period(answer.text.strip())]
    if len(named) == 1:
        return named[0]
    problems.append(problem("period_wrong", Place(sheet, answer.address), found=answer.text, expected=_PERIOD_FORM))
    return None


def _day(head: Head, name: str, sheet: str, problems: list[Problem]) -> date | None:
    answer = head.answers.get(name)
    day = _read_day(answer)
    if answer is not None and day is None:
        problems.append(problem("date_wrong", Place(sheet, answer.address), found=answer.text, expected=_DATE_FORM))
    return day


def _read_day(cell: Cell | None) -> date | None:
    if cell is None or is_blank(cell):
        return None
    if cell.kind == "date":
        return datetime.fromisoformat(cell.text).date() if cell.text[:4].isdigit() else None
    return printed_days.date_in(cell.text)
