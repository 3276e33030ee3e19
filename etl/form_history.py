"""What a unit reported before, and what its level usually reports: from a snapshot, for the forms made for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

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


def read(con: duckdb.DuckDBPyConnection, reporting_unit: str, level: str, province: str) -> History:
    """The history of one unit.

    Args:
        con: a snapshot opened for reading.
        reporting_unit: its code.
        level: of the unit; the usual is that of its province where any unit of the level reported there, else of all.
        province: its name, '' where not known.
    """
    rows = con.execute(
        "SELECT period, indicator, handled_by, value FROM figures WHERE is_shown AND reporting_unit = $unit "
        "ORDER BY period, indicator, handled_by",
        {"unit": reporting_unit},
    ).fetchall()
    usual = _usual(con, level, province) or _usual(con, level, "")
    return History(tuple(Earlier(*row) for row in rows), frozenset(usual))


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
