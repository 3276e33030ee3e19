"""What a unit reported before, and what its level usually reports: from a snapshot, for the forms made for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from etl.reporting_unit import ReportingUnit

Whose = tuple[str, str, str]  # code, level and province of a unit
Key = tuple[str, str]  # indicator, handled_by


class Earlier(NamedTuple):
    """A figure that a unit reported."""

    period: str
    indicator: str
    handled_by: str
    value: float


@dataclass(frozen=True)
class History:
    """The figures of a unit in all its periods, and what at least half of the units of its level report."""

    figures: tuple[Earlier, ...] = ()
    usual: frozenset[Key] = frozenset()

    @property
    def reported(self) -> frozenset[Key]:
        """All that the unit reported in any period."""
        return frozenset((figure.indicator, figure.handled_by) for figure in self.figures)


def whose(unit: ReportingUnit) -> Whose:
    """What is asked of a unit's history."""
    return unit.reporting_unit, unit.level, unit.province


def read(con: duckdb.DuckDBPyConnection, units: Sequence[Whose]) -> dict[str, History]:
    """The history of each of some units, by code.

    The usual is that of a unit's level in its province, where any unit of the level reported there, else of all.
    """
    usual: dict[tuple[str, str], frozenset[Key]] = {}
    found: dict[str, list[Earlier]] = {code: [] for code, _, _ in units}
    for code, *figure in con.execute(
        "SELECT reporting_unit, period, indicator, handled_by, value FROM figures "
        "WHERE is_shown AND list_contains($units, reporting_unit) ORDER BY ALL",
        {"units": list(found)},
    ).fetchall():
        found[code].append(Earlier(*figure))
    for _, level, province in units:
        if (level, province) not in usual:
            usual[level, province] = frozenset(_usual(con, level, province) or _usual(con, level, ""))
    return {code: History(tuple(found[code]), usual[level, province]) for code, level, province in units}


def _usual(con: duckdb.DuckDBPyConnection, level: str, province: str) -> Iterable[Key]:
    """What at least half of the units report that reported anything."""
    found: list[Key] = con.execute(
        """
        WITH told AS (
            SELECT DISTINCT f.reporting_unit, f.indicator, f.handled_by
            FROM figures f JOIN reporting_units u ON u.reporting_unit = f.reporting_unit
            WHERE f.is_shown AND u.level = $level AND ($province = '' OR u.province = $province)
        )
        SELECT indicator, handled_by FROM told GROUP BY indicator, handled_by
        HAVING 2 * count(*) >= (SELECT count(DISTINCT reporting_unit) FROM told)
        """,
        {"level": level, "province": province},
    ).fetchall()
    return found
