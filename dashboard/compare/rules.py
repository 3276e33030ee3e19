"""What stands where on the page that compares: orders, who is far off, who is of similar size."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median

Values = Sequence[float | None]
# Normal quantiles of two-sided 95 % and 99.8 %, the usual limits of funnel plots (Spiegelhalter, Statistics in Medicine
# 2005): a unit like the others is outside of them once in 20 and once in 500 times.
WARNING, ALARM = 1.959964, 3.090232
FAR = 3.0  # robust deviations from the medians, from which a mark is named
_MAD = 1.4826  # makes the median absolute deviation of a normal distribution its standard deviation


def slope(values: Values) -> float | None:
    """The least-squares change per period; periods without a figure count as time. None with fewer than two figures."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    middle = sum(place for place, _ in known) / len(known)
    level = sum(value for _, value in known) / len(known)
    spread = sum((place - middle) ** 2 for place, _ in known)
    return sum((place - middle) * (value - level) for place, value in known) / spread


def gaps(
    latest: Mapping[str, float | None], aims: Mapping[str, float], middle: float, sign: int
) -> dict[str, float | None]:
    """By code how far a figure is behind its own aim, else behind the middle; below 0 where it is ahead.

    Args:
        latest: the figures, None where there is none.
        aims: what some of them should reach.
        middle: of all figures, for those without an aim.
        sign: 1 where higher is better, -1 where lower is, 0 where nothing is: then how far off, on either side.
    """
    away = {code: None if value is None else aims.get(code, middle) - value for code, value in latest.items()}
    return {code: None if gap is None else sign * gap if sign else abs(gap) for code, gap in away.items()}


def change(values: Values) -> float | None:
    """From the first figure to the last; None with fewer than two."""
    known = [value for value in values if value is not None]
    return known[-1] - known[0] if len(known) > 1 else None


def in_order(keys: Mapping[str, float | None], *, lower_first: bool) -> list[str]:
    """Codes by a number, those without one last; equal ones stay as they were."""
    sign = 1 if lower_first else -1
    return sorted(keys, key=lambda code: _last_if_missing(keys[code], sign))


def _last_if_missing(value: float | None, sign: int) -> tuple[bool, float]:
    return (value is None, 0.0 if value is None else sign * value)


def distances(pairs: Sequence[tuple[float, float]]) -> list[float]:
    """How far each mark is from both medians, in robust deviations; a side that does not vary counts nothing."""
    sides = [_deviations([pair[side] for pair in pairs]) for side in (0, 1)]
    return [sqrt(x * x + y * y) for x, y in zip(*sides, strict=True)]


def _deviations(values: Sequence[float]) -> list[float]:
    if not values:
        return []
    middle = median(values)
    spread = _MAD * median(abs(value - middle) for value in values)
    return [(value - middle) / spread if spread else 0.0 for value in values]


def pooled(parts: Sequence[tuple[float, float]]) -> float:
    """All numerators over all denominators, in percent; of no denominators 0."""
    whole = sum(below for _, below in parts)
    return 100 * sum(above for above, _ in parts) / whole if whole else 0.0


def limits(rate: float, count: float, quantile: float) -> tuple[float, float]:
    """Between which rates (percent) a unit of `count` cases stays, if `rate` holds for all.

    The score test: outside exactly where the Wilson interval of the unit's own rate leaves out `rate`.
    """
    share = min(max(rate / 100, 0.0), 1.0)
    width = 100 * quantile * sqrt(share * (1 - share) / count)
    return max(0.0, rate - width), min(100.0, rate + width)


def side(value: float, rate: float, count: float) -> str:
    """Where a rate stands beside the limits: inside, warning (outside of 95 %) or alarm (outside of 99.8 %)."""
    for name, quantile in (("alarm", ALARM), ("warning", WARNING)):
        low, high = limits(rate, count, quantile)
        if value < low or value > high:
            return name
    return "inside"


def similar(sizes: Mapping[str, float], pinned: str) -> list[str]:
    """The third of the units (at least 3, the pinned among them) whose size is nearest to the pinned one's by ratio.

    Empty where the pinned unit has no size.
    """
    own = sizes.get(pinned, 0.0)
    known = {code: size for code, size in sizes.items() if size > 0}
    if own <= 0:
        return []
    wanted = max(3, round(len(known) / 3))
    nearest = sorted(known, key=lambda code: (code != pinned, max(known[code], own) / min(known[code], own)))
    return nearest[:wanted]
