"""A province that does not exist, with its sở, huyện and xã. Pure: the same seed gives the same province."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import islice
from math import ceil
from random import Random

from etl import reference
from etl.demo import bodies, names, reform, seasons
from etl.demo.bodies import Unit
from etl.demo.reform import Merger, Reform
from etl.demo.seasons import Figures
from etl.periods import Period

FIRST_YEAR, LAST_YEAR = 2019, 2024  # the district level ended in 2025
SUFFIXES = ("-Q1", "-H1", "-9M", "")
MOST_PERIODS = (LAST_YEAR - FIRST_YEAR + 1) * len(SUFFIXES)
FEWEST_UNITS, MOST_UNITS = 6, 400
_LAST_DAY = date(2025, 6, 30)  # of a province without a reform of its own
# Names of the real sở before 2025; where two are alike ('Nội vụ', 'Ngoại vụ') only one is here.
_DEPARTMENTS = (
    "Tài chính",
    "Nội vụ",
    "Xây dựng",
    "Tư pháp",
    "Y tế",
    "Tài nguyên và Môi trường",
    "Kế hoạch và Đầu tư",
    "Giao thông vận tải",
    "Công Thương",
    "Nông nghiệp và Phát triển nông thôn",
    "Lao động - Thương binh và Xã hội",
    "Giáo dục và Đào tạo",
    "Thông tin và Truyền thông",
    "Khoa học và Công nghệ",
    "Văn hóa, Thể thao và Du lịch",
)
_UNIT_COLUMNS = ("reporting_unit", "name", "kind", "level", "parent", "province", "code", "valid_from", "valid_to")


@dataclass(frozen=True)
class World:
    """The province with all its units and figures; `periods` are codes, the latest first.

    `communes` are those of before a reform, where there is one; it has those of after.
    """

    seed: int
    province: Unit
    departments: tuple[Unit, ...]
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]
    periods: tuple[str, ...]
    reform: Reform | None = None
    _figures: dict[str, Mapping[str, Figures]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every reporting unit of any time, from the province down."""
        return (self.province, *self.departments, *self.districts, *self.communes, *self._mergers)

    @cached_property
    def _mergers(self) -> Mapping[Unit, Merger]:
        return {merger.new: merger for merger in self.reform.mergers} if self.reform else {}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Unit, ...]]:
        return {
            unit.code: tuple(child for child in self.units if child.parent == unit)
            for unit in (self.province, *self.districts)
        }

    @cached_property
    def today(self) -> Mapping[Unit, Unit]:
        """What each unit of before a reform has become, where it goes on."""
        return {old: new for new, merger in self._mergers.items() for old in merger.parts}

    def is_after(self, period: str) -> bool:
        """Whether a period is reported by the units of after the reform."""
        return self.reform is not None and Period(period).window[1] >= self.reform.day

    def at(self, units: Iterable[Unit], period: str) -> tuple[Unit, ...]:
        """Those that there are when a period closes."""
        return tuple(unit for unit in units if unit.exists(Period(period).window[1]))

    def below(self, unit: Unit, period: str) -> tuple[Unit, ...]:
        """The units that a higher unit's table lists: of the province sở and huyện, after a reform sở and xã."""
        return self.at(self._children.get(unit.code, ()), period)

    def figures(self, unit: Unit, period: str) -> Figures:
        """All figures of a unit for a period: counts, people and million đồng, by indicator."""
        if unit.code not in self._figures:
            self._figures[unit.code] = self._invented(unit)
        return self._figures[unit.code][period]

    def _invented(self, unit: Unit) -> Mapping[str, Figures]:
        rng = Random(f"{self.seed}/{unit.code}")
        if self.reform is None or unit not in self._mergers:
            return seasons.figures(unit.level, unit.weight, unit.care, range(FIRST_YEAR, LAST_YEAR + 1), rng)
        parts = seasons.added(self.figures(part, self.reform.eve) for part in self._mergers[unit].parts)
        years = range(int(self.reform.period[:4]), LAST_YEAR + 1)
        return seasons.taken_over(parts, unit.weight, unit.care, years, self.reform.quarter, rng)

    def rng(self, *purpose: object) -> Random:
        """Chance for one purpose, which nothing drawn elsewhere can shift."""
        return Random("/".join(map(str, (self.seed, *purpose))))


@cache
def build(units: int | tuple[int, int, int], periods: int, seed: int, reform_from: str = "") -> World:
    """Invent a province.

    Args:
        units: about how many sở, huyện and xã, or how many of each.
        periods: how many reporting periods, counted back from the year 2024.
        seed: with the same numbers it gives the same province.
        reform_from: the first period after a reform, '' without one.

    Raises:
        ValueError: more units or periods than can be invented, or too few to be a province; or no reform then.
    """
    many, amount, below = _sizes(units)
    if not 1 <= periods <= MOST_PERIODS:
        raise ValueError(f"số kỳ phải từ 1 đến {MOST_PERIODS}")
    codes = _periods(periods)
    if reform_from and reform_from not in codes[:-1]:
        raise ValueError(f"kỳ đầu tiên sau sắp xếp phải từ {codes[-2:][0]} đến {codes[0]}")
    rng = Random(f"{seed}/world")
    bare = names.invented(rng, real_names())
    province = bodies.invented(next(bare), "tỉnh", "province", None, rng)
    departments = tuple(bodies.invented(name, "sở", "department", province, rng) for name in _DEPARTMENTS[:many])
    kinds = ["thị xã" if number == 2 else "huyện" for number in range(amount)]
    districts = tuple(bodies.invented(next(bare), kind, "district", province, rng) for kind in kinds)
    communes = tuple(_communes(districts, list(islice(bare, below)), rng))
    if not reform_from:
        return World(seed, province, departments, districts, communes, codes)
    ended = {unit: reform.ended(unit, number, reform_from, province) for number, unit in enumerate(districts)}
    communes = tuple(
        reform.ended(unit, number, reform_from, ended[unit.parent])
        for number, unit in enumerate(communes)
        if unit.parent is not None
    )
    made = reform.invent(province, communes, reform_from, bare, Random(f"{seed}/reform"))
    return World(seed, province, departments, tuple(ended.values()), communes, codes, made)


def _sizes(units: int | tuple[int, int, int]) -> tuple[int, int, int]:
    """How many sở, huyện and xã."""
    total = units if isinstance(units, int) else sum(units)
    if not FEWEST_UNITS <= total <= MOST_UNITS:
        raise ValueError(f"số đơn vị phải từ {FEWEST_UNITS} đến {MOST_UNITS}")
    if isinstance(units, int):
        many = min(len(_DEPARTMENTS), max(2, units // 5))
        amount = max(1, min(14, round((units - many) / 8)))
        return many, amount, units - many - amount
    many, amount, below = units
    if not 1 <= many <= len(_DEPARTMENTS) or not 1 <= amount <= below:
        raise ValueError(f"phải có từ 1 đến {len(_DEPARTMENTS)} sở, và mỗi huyện ít nhất một xã")
    return units


def reporting_units(world: World) -> tuple[reference.ReportingUnit, ...]:
    """The province as reviewed units, for `Reference.with_units`: who knows it can read names without their kind."""
    return tuple(
        reference.ReportingUnit(
            reporting_unit=unit.code,
            name=unit.name,
            kind=unit.kind,
            level=unit.level,
            parent=unit.parent.code if unit.parent else "",
            province=world.province.name,
            code=unit.number,
            valid_from=unit.since,
            valid_to=unit.until if world.reform else _LAST_DAY,
        )
        for unit in world.units
    )


def units_csv(world: World) -> str:
    """The units of before a reform in the columns of data/reference/reporting_units.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_UNIT_COLUMNS)
    before = [unit for unit in reporting_units(world) if unit.valid_from == bodies.BEGINNING]
    writer.writerows([getattr(unit, column) for column in _UNIT_COLUMNS] for unit in before)
    return out.getvalue()


def real_names() -> list[str]:
    """Bare names that nothing invented may resemble."""
    return [unit.bare_name for unit in reference.load().units]


def _communes(districts: tuple[Unit, ...], bare: list[str], rng: Random) -> list[Unit]:
    """Evenly below the districts; the seat of a huyện is a thị trấn, that of a thị xã a phường."""
    share = ceil(len(bare) / len(districts))
    found = []
    for number, name in enumerate(bare):
        district = districts[number // share]
        seat = "phường" if district.kind == "thị xã" else "thị trấn"
        found.append(bodies.invented(name, seat if number % share == 0 else "xã", "commune", district, rng))
    return found


def _periods(number: int) -> tuple[str, ...]:
    codes = [f"{year}{suffix}" for year in range(FIRST_YEAR, LAST_YEAR + 1) for suffix in SUFFIXES]
    return tuple(codes[::-1][:number])
