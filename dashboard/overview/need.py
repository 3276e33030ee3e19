"""How much a figure needs attention: how far it is from its reference, and whether it got worse. Nothing but the rule.

    gap     = how far the value is on the bad side of its reference, in points; 0 where it is at or beyond it
    weight  = 2 ** (-change / 10), change being better (+) or worse (-) than a year before, in points, within ±10
    need    = gap / max(USUAL, spread) * weight

`reference` is the target at its pace where one is decided; else, for a unit, the median of its level, and for a level,
its own value a year before. `spread` is the median distance of the level's units from their median, so that a rate in
which all are alike and one in which all differ can be put in one order; a distance of less than USUAL points is never
taken as unusual. Nothing to compare with is neutral: an unknown change weighs 1 (neither better nor worse), an unknown
reference gives no need at all (NaN), which is not the same as a need of 0: `order` puts it between the two.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dashboard.comparison import PEERS

USUAL = 5.0  # points
SMALL = 30  # a rate of fewer events than these is marked, and never comes first

Numbers = npt.NDArray[np.float64]


def needs(
    value: Sequence[float] | Numbers,
    reference: Sequence[float] | Numbers,
    change: Sequence[float] | Numbers,
    spread: Sequence[float] | Numbers,
    sign: Sequence[float] | Numbers,
) -> Numbers:
    """The need of many figures at once; NaN is 'not known', in every argument but `sign`.

    Args:
        value: in percent.
        reference: what it should be, in percent.
        change: value minus that of a year before, in points.
        spread: of the level, in points.
        sign: 1 where higher is better, -1 where lower is, 0 where the catalogue does not say (no need then).
    """
    values, references, changes, spreads, signs = (
        np.asarray(each, dtype=float) for each in (value, reference, change, spread, sign)
    )
    gap = np.maximum(signs * (references - values), 0.0)
    better = np.clip(np.nan_to_num(signs * changes, nan=0.0), -10.0, 10.0)
    usual = np.maximum(np.nan_to_num(spreads, nan=USUAL), USUAL)
    found: Numbers = np.where(signs == 0, np.nan, gap / usual * 2.0 ** (-better / 10.0))
    return found


def need(value: float | None, reference: float | None, change: float | None, spread: float | None, sign: int) -> float:
    """The need of one figure; None is 'not known', and so is NaN as the answer."""
    one, other, moved, usual = (
        np.array([np.nan if each is None else each]) for each in (value, reference, change, spread)
    )
    return float(needs(one, other, moved, usual, [float(sign)])[0])


def order(found: float) -> tuple[int, float]:
    """Sorts by need: what needs most first, then what is not known, then what needs nothing."""
    if np.isnan(found):
        return (1, 0.0)
    return (0, -found) if found > 0 else (2, 0.0)


def spread(values: Numbers) -> float:
    """The median distance from the median; NaN of fewer than PEERS values."""
    return float(np.median(np.abs(values - np.median(values)))) if len(values) >= PEERS else float("nan")


def median(values: Numbers) -> float:
    """The median; NaN of fewer than PEERS values."""
    return float(np.median(values)) if len(values) >= PEERS else float("nan")
