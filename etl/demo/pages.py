"""What stands on a sheet around its tables: letterhead, titles, the report it belongs to, notes, signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from etl.demo import wordings
from etl.demo.bodies import Unit
from etl.demo.layouts import Desk
from etl.demo.paper import Page, Table, Words
from etl.periods import Period

_LETTERHEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_DESIGNATIONS = ("PHỤ LỤC", "Phụ lục II", "Biểu số II.06a/VPCP/KSTT", "Biểu số 01")


@dataclass(frozen=True)
class Heading:
    """What stands above the tables of a page."""

    subject: str
    about: Unit
    period: str  # the last one that the page reports on
    said: str  # the period as the title says it, '' where it is missing
    theme: str = ""
    window: bool = True  # whether one window, first to last day, is true of the whole page


def page(desk: Desk, heading: Heading, *tables: Table) -> Page:
    """A sheet with its titles, its tables below each other, a note and the block of signatures."""
    parts: list[Words | Table] = []
    for table in tables:
        parts += [*_measure_line(desk, heading.theme, table), table]
    return _composed(desk, heading, parts)


def by_theme(desk: Desk, heading: Heading, tables: Sequence[tuple[str, Table]]) -> list[Page]:
    """A sheet for each theme, or all on one sheet with a designation above each.

    Args:
        desk: where they are drawn.
        heading: of the whole; its subject and theme become those of each sheet.
        tables: each with its theme.
    """
    if len(tables) > 1 and desk.rng.random() < 0.4:
        parts: list[Words | Table] = []
        for number, (theme, table) in enumerate(tables, 1):
            parts.append(Words((f"Biểu mẫu {number} – {subject(desk, theme)}",)))
            parts += [*_measure_line(desk, theme, table), table]
        return [_composed(desk, replace(heading, subject=subject(desk, "all"), theme=""), parts)]
    headings = [replace(heading, subject=subject(desk, theme), theme=theme) for theme, _ in tables]
    return named([page(desk, of_theme, table) for of_theme, (_, table) in zip(headings, tables, strict=True)])


def named(found: list[Page]) -> list[Page]:
    """Sheets of one workbook need different names."""
    seen: dict[str, int] = {}
    for drawn in found:
        seen[drawn.name] = seen.get(drawn.name, 0) + 1
        if seen[drawn.name] > 1:
            drawn.name = f"{drawn.name} ({seen[drawn.name]})"
    return found


def subject(desk: Desk, theme: str) -> str:
    """What a title says a table is about."""
    return desk.one_of(wordings.SUBJECTS[theme])


def said(desk: Desk, period: str) -> str:
    """How a title says a period."""
    return desk.one_of(wordings.PERIODS_IN_TITLES[period[4:]]).format(year=period[:4])


def _composed(desk: Desk, heading: Heading, parts: Sequence[Words | Table]) -> Page:
    blocks: list[Words | Table] = [*_above(desk, heading), *parts]
    if desk.rng.random() < 0.4:
        blocks.append(Words((desk.one_of(wordings.NOTES),), "italic"))
    office = "GIÁM ĐỐC" if heading.about.level == "department" else "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    blocks.append(Words((desk.one_of(wordings.MAKERS), office)))
    return Page(desk.one_of(wordings.THEME_SHEETS[heading.theme or "all"]), blocks)


def _above(desk: Desk, heading: Heading) -> Iterator[Words]:
    about, rng = _full_name(heading.about), desk.rng
    if rng.random() < 0.4:
        yield Words((heading.about.office.upper(), _LETTERHEAD[0]))
        yield Words(("", _LETTERHEAD[1]))
        yield Words(())
    if rng.random() < 0.5:
        yield Words((desk.one_of(_DESIGNATIONS),))
    of = "" if rng.random() < 0.5 else f" của {about}"
    title = " ".join(part for part in (heading.subject, heading.said) if part)
    yield Words(((title.upper() if rng.random() < 0.5 else title) + of,))
    attached = rng.random() < 0.6
    if attached:
        yield Words((f"(Kèm theo Báo cáo số {_document(desk, heading)} của {about})",), "italic")
    if not (of or attached) or rng.random() < 0.2:
        yield Words((f"Đơn vị báo cáo: {about}",), "italic")
    if heading.said and heading.window and heading.theme in ("dossiers", "igate") and rng.random() < 0.3:
        first, last = Period(heading.period).window
        first = max(first, heading.about.since)
        yield Words((f"(Số liệu tính từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y})",), "italic")
    yield Words((desk.one_of(wordings.MARKED),), "italic")


def _document(desk: Desk, heading: Heading) -> str:
    """Number and date of the report of a unit for a period: the same in every workbook that belongs to it."""
    unit, rng = heading.about, desk.world.rng("document", heading.about.code, heading.period)
    sent: date = Period(heading.period).window[1] + timedelta(days=rng.randint(1, 5))
    letters = "".join(word[0] for word in unit.bare.upper().split() if word[0].isalpha())
    symbol = f"BC-S{letters}" if unit.level == "department" else "BC-UBND"
    return f"{rng.randint(12, 640)}/{symbol} ngày {sent:%d/%m/%Y}"


def _full_name(unit: Unit) -> str:
    """A unit with all above it: 'UBND xã Suối Trúc, huyện Lạc Thông, tỉnh Vân Khê'."""
    above, found = unit.parent, [unit.office]
    while above is not None:
        found.append(f"{above.kind} {above.bare}")
        above = above.parent
    return ", ".join(found)


def _measure_line(desk: Desk, theme: str, table: Table) -> list[Words]:
    """'ĐVT: …' above the right edge, unless a column or the heads say it."""
    if any(column.role == "measure" for column in table.columns):
        return []
    if theme == "investment":
        if any(f"({desk.hand.money_unit})" in column.heads[-1] for column in table.columns):
            return []
        measure = desk.hand.money_unit
    else:
        measure = "Người" if theme == "staffing" else "Hồ sơ"
    return [Words(("", f"{desk.one_of(('ĐVT', 'Đơn vị tính', 'Đơn vị'))}: {measure}"), "italic")]
