"""How far the units of a heat table are from where they should be: the target as far as it is due, else the median."""

from dataclasses import dataclass
from statistics import median

from dashboard import compare_texts as words
from dashboard import formatting, store
from dashboard.compare import rules
from dashboard.compare.chosen import Asked
from dashboard.compare.over_time import Series

_SIGNS = {"higher": 1, "lower": -1}
_JUDGED = ("reached", "near", "behind")  # a target that cannot be judged in this kỳ is no reference


@dataclass(frozen=True)
class Gaps:
    """By unit how far its latest figure is behind (minus: ahead); which references that is from, said in a line."""

    by_unit: dict[str, float | None]
    line: str


def of(asked: Asked, series: Series) -> Gaps:
    """The gaps of a series to each unit's own reference in its last period, the same as on the page “Tổng quan”."""
    latest = {unit: series.of(unit)[-1] for unit in series.names}
    known = [value for value in latest.values() if value is not None]
    middle = median(known) if known else 0.0
    aims = {unit: aim for unit, aim in _aims(asked, series).items() if latest.get(unit) is not None}
    sign = _SIGNS.get(asked.indicator.polarity, 0)
    return Gaps(rules.gaps(latest, aims, middle, sign), _line(asked, series, aims, len(known), middle, sign))


def _aims(asked: Asked, series: Series) -> dict[str, float]:
    """From which value on each unit reaches its target in the chosen period; a quarter's own figures have none."""
    is_of_period = list(series.labels)[-1] == asked.period
    if series.is_derived or not is_of_period or asked.indicator.code not in set(store.fetch("targeted")["indicator"]):
        return {}
    found = store.fetch("targets", period=asked.period, **asked.values())
    judged = found[found["status"].isin(_JUDGED) & found["reached_at"].notna()]
    return dict(zip(judged["reporting_unit"], judged["reached_at"].astype(float), strict=True))


def _line(asked: Asked, series: Series, aims: dict[str, float], count: int, middle: float, sign: int) -> str:
    first = words.WORST_FIRST if sign else words.FARTHEST_FIRST
    if aims and len(aims) == count:
        return str(words.SORTED_BY_TARGET.format(first=first))
    told = {
        "median": formatting.quantity(middle, asked.indicator.measure), "first": first,
        "period": list(series.labels.values())[-1],
    }  # fmt: skip
    if not aims:
        return str(words.SORTED_BY_MEDIAN.format(**told))
    return str(words.SORTED_BY_BOTH.format(aimed=formatting.number(len(aims)), count=formatting.number(count), **told))
