"""A reform that ends the districts and merges communes, as that of 1 July 2025 did. Pure: chance comes from outside.

It falls on the first day of a quarter, so no figure of the old units runs over it; what the new ones report of that
year begins with them.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random

from etl import wording
from etl.demo import columns, seasons
from etl.demo.bodies import Unit
from etl.demo.key import catalogue, plain
from etl.demo.seasons import Figures
from etl.periods import Period

QUARTER_OF = {"-Q1": 1, "-H1": 2, "-9M": 3, "": 4}  # the last one of each window
FEWEST_COMMUNES = 4  # one kept, one renamed, two that merge
DOCUMENT = "Nghị quyết minh họa về sắp xếp đơn vị hành chính cấp xã"
_FIRST_OLD, _FIRST_NEW, _FIRST_DISTRICT = 90001, 95001, 901
_COLUMNS = (
    "Tỉnh, thành phố", "Tên xã mới", "Mã xã mới", "Tên xã cũ", "Mã xã cũ", "Ghi chú", "Quận/huyện", "Tỉnh cũ",
)  # fmt: skip


@dataclass(frozen=True)
class Merger:
    """A new commune, those that went into it whole, and how the official table says it."""

    new: Unit
    parts: tuple[Unit, ...]
    words: str


@dataclass(frozen=True)
class Reform:
    """From `day`, the first one that the reports of `period` tell of, there are the new communes and no districts."""

    period: str
    day: date
    mergers: tuple[Merger, ...]

    @property
    def quarter(self) -> int:
        """The quarter of its year with which the new communes begin: 1 to 4."""
        return QUARTER_OF[self.period[4:]]

    @property
    def eve(self) -> str:
        """The last period that the old communes report on."""
        year, before = int(self.period[:4]), self.quarter - 1
        return f"{year}{list(QUARTER_OF)[before - 1]}" if before else f"{year - 1}"


def first_day(period: str) -> date:
    """The first day of the quarter with which a window of the year ends."""
    return Period(f"{period[:4]}-Q{QUARTER_OF[period[4:]]}").window[0]


def ended(unit: Unit, number: int, period: str, parent: Unit | None) -> Unit:
    """A district or commune of before, with its code and last day."""
    first = _FIRST_DISTRICT if unit.level == "district" else _FIRST_OLD
    return replace(unit, parent=parent, number=str(first + number), until=first_day(period) - timedelta(days=1))


def invent(province: Unit, communes: Sequence[Unit], period: str, names: Iterator[str], rng: Random) -> Reform:
    """Keep one commune, rename one, and merge the others by two to four.

    Args:
        province: to which the new communes belong.
        communes: of before, as `ended` makes them, in the order of their districts.
        period: the first one that the new communes report on.
        names: for those that take none of their parts' names.
        rng: decides.

    Raises:
        ValueError: there are too few communes.
    """
    if len(communes) < FEWEST_COMMUNES:
        raise ValueError(f"sắp xếp cần ít nhất {FEWEST_COMMUNES} xã")
    rural = [unit for unit in communes if unit.kind == "xã"]
    kept, renamed = rng.sample(rural if len(rural) > 1 else list(communes), 2)
    groups: list[tuple[tuple[Unit, ...], str]] = [((kept,), "Giữ nguyên"), ((renamed,), "Đổi tên")]
    left = [unit for unit in communes if unit not in (kept, renamed)]
    while left:
        size = min(len(left), rng.randint(2, 4))
        if len(left) - size == 1:
            size += 1 if size == 2 else -1
        groups.append((tuple(left[:size]), "Nhập toàn bộ"))
        left = left[size:]
    day, mergers = first_day(period), []
    for number, (parts, words) in enumerate(groups):
        takes_a_name = words == "Giữ nguyên" or (words == "Nhập toàn bộ" and rng.random() < 0.5)
        bare = max(parts, key=lambda unit: unit.weight).bare if takes_a_name else next(names)
        kind = "phường" if any(unit.kind == "phường" for unit in parts) else "xã"
        new = _begun(province, bare, kind, str(_FIRST_NEW + number), day, parts)
        mergers.append(Merger(new, parts, words))
    return Reform(period, day, tuple(mergers))


def table(reform: Reform) -> str:
    """The official conversion table, as `units import` takes it: CSV, an old commune a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for merger in reform.mergers:
        for old in merger.parts:
            district = f"{old.above} ({old.parent.number})" if old.parent else ""
            new, above = merger.new, merger.new.above
            writer.writerow((above, new.name, new.number, old.name, old.number, merger.words, district, above))
    return out.getvalue()


def restated(reform: Reform, figures: Callable[[Unit, str], Figures], periods: Iterable[str]) -> str:
    """What the new communes had before them: CSV, the sum of a commune's parts in a period and indicator a row.

    Only what may be added is, and where all parts have it; a rate follows from the sums.

    Args:
        reform: which became which.
        figures: of a unit and period.
        periods: any; those of after are left out.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("reporting_unit", "code", "parent", "period", "indicator", "value", "measure", "components"))
    for merger, period in product(reform.mergers, [p for p in periods if Period(p).window[1] < reform.day]):
        sets = [figures(part, period) for part in merger.parts]
        whole = {code: number for code, number in seasons.added(sets).items() if all(s[code] is not None for s in sets)}
        for code in (*whole, *columns.RATES):
            value, known = columns.amount(whole, code), catalogue()[code]
            if value is not None and (code in columns.RATES or known.aggregation == "sum"):
                new, told = merger.new, plain(round(Decimal(value), 4))
                writer.writerow((new.name, new.code, new.above, period, code, told, known.measure, len(merger.parts)))
    return out.getvalue()


def _begun(province: Unit, bare: str, kind: str, number: str, day: date, parts: Sequence[Unit]) -> Unit:
    """A commune that begins; its code is what `units import` makes of the table's row."""
    code = f"{province.code}.{wording.slug(f'{kind} {bare}')}-{number}~{day.year}"
    weight = sum(unit.weight for unit in parts)
    care = sum(unit.weight * unit.care for unit in parts) / weight
    return Unit(code, bare, kind, "commune", province, weight, care, number, day)
