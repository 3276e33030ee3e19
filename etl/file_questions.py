"""What a person is asked of a file whose unit or kỳ its titles do not tell, with the likely answers and why. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from etl import period_days, periods, printed_days, units, wording
from etl.model import Suggestion
from etl.periods import Period
from etl.reference import Reference, ReportingUnit

_MOST = 5
_SHORTEST = 3  # letters of a name without its kind that is looked for in other words
_NAMED, _WRITTEN, _FITS, _NEAR, _BARE, _DATED = 95, 90, 85, 70, 60, 50


class Said(NamedTuple):
    """A text that may tell, and what it is: 'tiêu đề', 'tên trang', 'tên tệp'."""

    what: str
    text: str


def said_by_name(what: str, name: str) -> Said:
    """A file's or sheet's name, whose words are often joined by other marks than spaces."""
    return Said(what, name.replace("_", " ").replace("-", " ").replace(".", " "))


def likely_units(said: Sequence[Said], period: Period | None, reference: Reference) -> tuple[Suggestion, ...]:
    """The units that texts name, write without accents or nearly name: the lowest of the best first."""
    found: dict[str, Suggestion] = {}
    for suggestion in (*_named(said, reference), *_written(said, reference)):
        before = found.get(suggestion.answer)
        if before is None or before.score < suggestion.score:
            found[suggestion.answer] = suggestion

    def order(one: Suggestion) -> tuple[int, bool, int, str]:
        unit = reference.unit_of[one.answer]
        past = period is not None and not unit.valid_on(period.window[1])
        return -one.score, past, -_depth(unit, reference), one.answer

    return tuple(sorted(found.values(), key=order)[:_MOST])


def likely_periods(said: Sequence[Said], document_date: date | None) -> tuple[Suggestion, ...]:
    """The kỳ that texts name or whose days they print, else those that end about when the document was written."""
    found: dict[str, Suggestion] = {}
    for suggestion in _periods(said, document_date):
        found.setdefault(suggestion.answer, suggestion)
    if not found and document_date is not None:
        found = {period.code: _dated(period, document_date) for period in _ending_near(document_date)}
    return tuple(sorted(found.values(), key=lambda one: -one.score)[:_MOST])


def _named(said: Iterable[Said], reference: Reference) -> Iterator[Suggestion]:
    for what, text in said:
        for mention in units.mentions(text):
            kind, name = wording.key(mention.kind), wording.key(mention.name)
            exact = reference.units_named.get((kind, name), ())
            for unit in exact:
                yield Suggestion(unit.reporting_unit, _NAMED, f"{what} nêu “{mention.printed}”")
            for unit, _ in () if exact else units.nearest(mention.printed, None, reference):
                why = f"tên gần giống “{mention.printed}” trong {what}"
                yield Suggestion(unit.reporting_unit, _NEAR, why)


def _written(said: Iterable[Said], reference: Reference) -> Iterator[Suggestion]:
    """Names in other words: with their kind ('bao cao huyen lak'), or without it unless a longer name holds them."""
    names = reference.folded_names
    for what, text in said:
        folded = f" {wording.fold(text)} "
        bare = {name for *_, name in names if name in folded and _is_telling(name.strip())}
        longer = bare | {whole for _, whole, _ in names if whole in folded}
        bare = {name for name in bare if not any(name != other and name in other for other in longer)}
        for unit, whole, name in names:
            if whole in folded:
                yield Suggestion(unit.reporting_unit, _WRITTEN, f"{what} có “{unit.name}”")
            elif name in bare:
                yield Suggestion(unit.reporting_unit, _BARE, f"{what} có tên của {unit.name}")


def _is_telling(name: str) -> bool:
    return len(name) >= _SHORTEST and not name.isdigit()


def _depth(unit: ReportingUnit, reference: Reference) -> int:
    depth, above = 0, reference.unit_of.get(unit.parent)
    while above is not None:
        depth, above = depth + 1, reference.unit_of.get(above.parent)
    return depth


def _periods(said: Iterable[Said], document_date: date | None) -> Iterator[Suggestion]:
    for what, text in said:
        for period in periods.named_in(text):
            yield Suggestion(period.code, _NAMED, f"{what} nêu {period.label}")
        for number, period in enumerate(periods.months_in(text) or ()):
            yield Suggestion(period.code, _NAMED - number, f"{what} nêu số tháng: {period.label}")
        if (window := printed_days.window_in(text)) is not None:
            yield from _of_days(window)
        elif (day := printed_days.last_day_in(text)) is not None:
            yield from _until(day, what)
        taken = periods.taken_from(text, document_date.year).period if document_date else None
        if taken is not None and not periods.named_in(text):
            why = f"{what} nêu kỳ này, không ghi năm; lấy năm của ngày văn bản"
            yield Suggestion(taken.code, _FITS, why)


def _of_days(window: tuple[date, date]) -> Iterator[Suggestion]:
    """The kỳ that printed days fit best, and the days themselves."""
    days = f"{window[0]:%d/%m/%Y} – {window[1]:%d/%m/%Y}"
    fitting = [one for one in _of_years(window[1].year, window[1].year + 1) if period_days.windows_fit(one, window)]

    def distance(period: Period) -> int:
        start, end = period.window
        return abs((start - window[0]).days) + abs((end - window[1]).days)

    if fitting:
        yield Suggestion(min(fitting, key=distance).code, _FITS, f"khớp với khoảng thời gian in {days}")
    yield Suggestion(f"{window[0].isoformat()}/{window[1].isoformat()}", _NEAR, f"khoảng thời gian in {days}")


def _until(day: date, what: str) -> Iterator[Suggestion]:
    """What is counted up to a day: since January first, as sums are printed; the month, and the quarter it ends."""
    year, said = f"{day.year}", f"{day:%d/%m/%Y}"
    at_end = {3: ("-Q1",), 6: ("-H1", "-Q2"), 9: ("-9M", "-Q3"), 12: ("", "-Q4")}.get(day.month, ())
    for number, code in enumerate((*at_end, f"-M{day.month:02d}")):
        yield Suggestion(year + code, _FITS - number, f"{what} nêu đến ngày {said}")
    yield Suggestion(
        f"{year}-01-01/{day.isoformat()}", _NEAR, f"{what} nêu đến ngày {said}, là ngày cuối nếu tính từ đầu năm"
    )


def _of_years(*years: int) -> list[Period]:
    kinds = (*(f"-Q{number}" for number in range(1, 5)), "-H1", "-9M", "", *(f"-M{n:02d}" for n in range(1, 13)))
    return [Period(f"{year}{kind}") for year in years for kind in kinds]


def _ending_near(day: date) -> list[Period]:
    """The quarter that ended nearest to a day, and what runs from the beginning of the year to its end."""
    ends = [one for one in _of_years(day.year - 1, day.year, day.year + 1) if one.quarter is not None]
    nearest = min(ends, key=lambda one: abs((one.window[1] - day).days)).window[1]
    return [one for one in ends if one.window[1] == nearest]


def _dated(period: Period, day: date) -> Suggestion:
    return Suggestion(period.code, _DATED, f"kỳ kết thúc gần ngày văn bản {day:%d/%m/%Y}")
