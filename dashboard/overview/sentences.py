"""Three sentences that say what changed most, made by rule; fewer where the figures give fewer.

1. the indicator that got worst against the same window a year before, and the unit in which it did most;
2. the one that improved most, likewise;
3. the one that is furthest from its target;
4. the one that the fewest units reported;
5. the one in which the units of a level differ most.

The first three of these that there are.
A change or a gap that does not show with two decimals is none. Distances are in points, so that indicators compare.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.overview.lines import Line, direction


@dataclass(frozen=True)
class Extreme:
    """A unit named in a sentence: its code and name, its value, and its change where that is what is said."""

    reporting_unit: str
    name: str
    value: float
    change: float | None = None


@dataclass(frozen=True)
class Sentence:
    """One thing to say: `kind` is worse, better, target, coverage or range; of a level's line, with units to name."""

    kind: str
    level: str
    line: Line
    units: tuple[Extreme, ...] = ()


Told = tuple[str, Line, pd.DataFrame]  # level, line, the judged rows of its level


def sentences(told: Sequence[Told]) -> list[Sentence]:
    """The sentences about the lines of all levels shown, at most three."""
    changed = [each for each in told if direction(each[1].change, each[1].sign)]
    worse = [each for each in changed if direction(each[1].change, each[1].sign) < 0]
    better = [each for each in changed if direction(each[1].change, each[1].sign) > 0]
    found = [
        Sentence(kind, level, line, _moved(line, rows, toward))
        for kind, of_kind, toward in (("worse", worse, -1), ("better", better, 1))
        for level, line, rows in _first(of_kind, lambda each: -abs(each[1].change or 0))
    ]
    return [*found, *_from_target(told), *_uncovered(told), *_widest(told)][:3]


def _from_target(told: Sequence[Told]) -> list[Sentence]:
    short = [each for each in told if each[1].status in ("behind", "behind_pace")]
    return [
        Sentence("target", level, line)
        for level, line, _ in _first(short, lambda each: -abs((each[1].value or 0) - _due(each[1])))
    ]


def _due(line: Line) -> float:
    return line.target.by_now if line.target else 0.0


def _uncovered(told: Sequence[Told]) -> list[Sentence]:
    partial = [each for each in told if each[1].reported < each[1].expected]
    return [
        Sentence("coverage", level, line)
        for level, line, _ in _first(partial, lambda each: each[1].reported / each[1].expected)
    ]


def _widest(told: Sequence[Told]) -> list[Sentence]:
    wide = [
        (level, line, own)
        for level, line, rows in told
        for own in [_of(rows, line)]
        if len(own) > 1 and own["value"].max() - own["value"].min() >= 1
    ]
    return [
        Sentence("range", level, line, tuple(_unit(own.sort_values("value").iloc[place]) for place in (0, -1)))
        for level, line, own in _first(wide, lambda each: each[2]["value"].min() - each[2]["value"].max())
    ]


def _moved(line: Line, rows: pd.DataFrame, toward: int) -> tuple[Extreme, ...]:
    """The unit that moved most in a direction, where there are others."""
    own = _of(rows, line)
    moves = (own["change"] * line.sign * toward).dropna()
    return (_unit(own.loc[[moves.idxmax()]].iloc[0]),) if len(moves) > 1 and moves.max() > 0 else ()


def _of(rows: pd.DataFrame, line: Line) -> pd.DataFrame:
    return rows[(rows["indicator"] == line.indicator) & (rows["handled_by"] == line.handled_by) & rows["value"].notna()]


def _unit(row: pd.Series) -> Extreme:
    change = None if pd.isna(row["change"]) else float(row["change"])
    return Extreme(str(row["reporting_unit"]), str(row["display"]), float(row["value"]), change)


def _first(found: Iterable[Told], key: Callable[[Told], float]) -> list[Told]:
    """The first by a key, if there is any."""
    return sorted(found, key=key)[:1]
