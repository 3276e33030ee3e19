"""A province that does not exist, with its sở, huyện and xã. Pure: the same seed gives the same province."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import islice
from math import ceil
from random import Random

from etl import reference, wording
from etl.demo import names, seasons
from etl.demo.seasons import Figures

FIRST_YEAR, LAST_YEAR = 2019, 2024  # the district level ended in 2025
SUFFIXES = ("-Q1", "-H1", "-9M", "")
MOST_PERIODS = (LAST_YEAR - FIRST_YEAR + 1) * len(SUFFIXES)
FEWEST_UNITS, MOST_UNITS = 6, 400
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
class Unit:
    """A reporting unit of the invented province. `weight` is its size, `care` its punctuality, both around 1."""

    code: str
    bare: str
    kind: str
    level: str
    parent: "Unit | None"
    weight: float
    care: float

    @property
    def name(self) -> str:
        """The official name: 'Xã Suối Trúc', 'Sở Tài chính'."""
        return f"{self.kind.capitalize()} {self.bare}".strip()

    @property
    def above(self) -> str:
        """The name of the unit above, '' for the province."""
        return self.parent.name if self.parent else ""

    @property
    def office(self) -> str:
        """The body that signs: 'UBND xã Suối Trúc', 'Sở Tài chính'."""
        return self.name if self.level == "department" else f"UBND {self.kind} {self.bare}"


@dataclass(frozen=True)
class World:
    """The province with all its units and figures; `periods` are codes, the latest first."""

    seed: int
    province: Unit
    departments: tuple[Unit, ...]
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]
    periods: tuple[str, ...]
    _figures: dict[str, Mapping[str, Figures]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every reporting unit, from the province down."""
        return (self.province, *self.departments, *self.districts, *self.communes)

    @cached_property
    def _children(self) -> Mapping[str, tuple[Unit, ...]]:
        return {
            unit.code: tuple(child for child in self.units if child.parent == unit)
            for unit in (self.province, *self.districts)
        }

    def below(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that a higher unit's table lists; of the province sở and huyện."""
        return self._children.get(unit.code, ())

    def figures(self, unit: Unit, period: str) -> Figures:
        """All figures of a unit for a period: counts, people and million đồng, by indicator."""
        if unit.code not in self._figures:
            rng = Random(f"{self.seed}/{unit.code}")
            years = range(FIRST_YEAR, LAST_YEAR + 1)
            self._figures[unit.code] = seasons.figures(unit.level, unit.weight, unit.care, years, rng)
        return self._figures[unit.code][period]

    def rng(self, *purpose: object) -> Random:
        """Chance for one purpose, which nothing drawn elsewhere can shift."""
        return Random("/".join(map(str, (self.seed, *purpose))))


@cache
def build(units: int, periods: int, seed: int) -> World:
    """Invent a province.

    Args:
        units: about how many sở, huyện and xã.
        periods: how many reporting periods, counted back from the year 2024.
        seed: with the same numbers it gives the same province.

    Raises:
        ValueError: more units or periods than can be invented, or too few to be a province.
    """
    if not FEWEST_UNITS <= units <= MOST_UNITS:
        raise ValueError(f"số đơn vị phải từ {FEWEST_UNITS} đến {MOST_UNITS}")
    if not 1 <= periods <= MOST_PERIODS:
        raise ValueError(f"số kỳ phải từ 1 đến {MOST_PERIODS}")
    rng = Random(f"{seed}/world")
    bare = names.invented(rng, real_names())
    province = _unit(next(bare), "tỉnh", "province", None, rng)
    many = min(len(_DEPARTMENTS), max(2, units // 5))
    departments = tuple(_unit(name, "sở", "department", province, rng) for name in _DEPARTMENTS[:many])
    left = units - many
    amount = max(1, min(14, round(left / 8)))
    kinds = ["thị xã" if number == 2 else "huyện" for number in range(amount)]
    districts = tuple(_unit(next(bare), kind, "district", province, rng) for kind in kinds)
    communes = tuple(_communes(districts, list(islice(bare, left - amount)), rng))
    return World(seed, province, departments, districts, communes, _periods(periods))


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
            code="",
            valid_from=date(1900, 1, 1),
            valid_to=date(2025, 6, 30),
        )
        for unit in world.units
    )


def units_csv(world: World) -> str:
    """The same in the columns of data/reference/reporting_units.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_UNIT_COLUMNS)
    writer.writerows([getattr(unit, column) for column in _UNIT_COLUMNS] for unit in reporting_units(world))
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
        found.append(_unit(name, seat if number % share == 0 else "xã", "commune", district, rng))
    return found


def _unit(bare: str, kind: str, level: str, parent: Unit | None, rng: Random) -> Unit:
    above = f"{parent.code}." if parent else ""
    weight, care = rng.uniform(0.45, 1.8), rng.choice((0.4, 0.8, 1.0, 1.0, 1.2))
    return Unit(above + wording.slug(f"{kind} {bare}"), bare, kind, level, parent, weight, care)


def _periods(number: int) -> tuple[str, ...]:
    codes = [f"{year}{suffix}" for year in range(FIRST_YEAR, LAST_YEAR + 1) for suffix in SUFFIXES]
    return tuple(codes[::-1][:number])
