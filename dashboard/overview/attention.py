"""Which units need attention and why: each figure is judged, each unit comes once, with its worst reason first.

Frames in, records out; how much a figure needs attention says `need`. What is known to be worse than its reference
comes first, then the same of few events, then late dossiers that nothing can be compared with, then printed rates that
contradict their own parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard import comparison
from dashboard.overview import need
from dashboard.overview.rates import LATE, OF_DOSSIERS

Kind = Literal["performance", "late", "printed"]
_SERIES = ["indicator", "handled_by"]
_TARGET = [
    "reporting_unit",
    *_SERIES,
    "target",
    "document",
    "pace_method",
    "pace_value",
    "status",
    "reached_at",
    "near_at",
]
_PLACES = {"performance": 0, "late": 2, "printed": 3}
_ON_TIME = "dossiers_on_time_rate"


@dataclass(frozen=True)
class Reason:
    """One figure of a unit: the judged row, and why it is named."""

    kind: Kind
    row: Mapping[str, Any]
    need: float
    is_small: bool

    @property
    def place(self) -> int:
        """What of a kind comes first; a rate of few events after all others that are known."""
        return _PLACES[self.kind] + (1 if self.kind == "performance" and self.is_small else 0)


@dataclass(frozen=True)
class Concern:
    """A unit that needs attention; the first reason is the worst."""

    reporting_unit: str
    name: str
    level: str
    reasons: tuple[Reason, ...]


def judge(rows: pd.DataFrame, targets: pd.DataFrame, signs: Mapping[str, int]) -> pd.DataFrame:
    """The rows of query `side_by_side` of a whole level, with what each is compared with.

    Adds: target, document, pace_method, pace_value, status, reached_at, near_at (of query `targets`, which also names
    indicator and handled_by), sign, median, spread and peers (of the level), rank among those peers (ties share the
    best; none without polarity), reference, aim ('target', 'peers', ''), need, is_small, disagrees.
    """
    told = rows.merge(targets.reindex(columns=_TARGET), on=["reporting_unit", *_SERIES], how="left")
    told["sign"] = told["indicator"].map(signs).fillna(0).astype(int)
    series = told.groupby(_SERIES)["value"]
    told["median"] = series.transform(lambda own: need.median(own.dropna().to_numpy(float)))
    told["spread"] = series.transform(lambda own: need.spread(own.dropna().to_numpy(float)))
    told["peers"] = series.transform("count")
    better = (-told["sign"].where(told["sign"] != 0) * told["value"]).rename("better")
    told["rank"] = better.groupby([told[name] for name in _SERIES]).rank(method="min")
    is_aimed = told["reached_at"].notna() & told["status"].isin(["reached", "near", "behind"])
    told["reference"] = np.where(is_aimed, told["reached_at"], told["median"]).astype(float)
    told["aim"] = np.select([is_aimed, told["median"].notna()], ["target", "peers"], "")
    told["need"] = need.needs(
        *(told[name].to_numpy(float) for name in ("value", "reference", "change", "spread", "sign"))
    )
    told["is_small"] = told["indicator"].isin(OF_DOSSIERS) & (told["denominator"] < need.SMALL)
    printed = zip(*(told[name] for name in ("printed", "raw", "numerator", "denominator")), strict=True)
    told["disagrees"] = pd.Series([comparison.disagrees(*each) for each in printed], index=told.index, dtype=bool)
    return told


def concerns(rows: pd.DataFrame, level: str) -> list[Concern]:
    """The units of a level that need attention, worst first. `rows` are judged, and have `display`."""
    found: dict[str, list[Reason]] = {}
    for kind, chosen in (("performance", _behind(rows)), ("late", _late(rows)), ("printed", rows[rows["disagrees"]])):
        for row in chosen.to_dict("records"):
            reason = Reason(kind, row, float(row["need"]), bool(row["is_small"]))  # type: ignore[arg-type, arg-type]
            found.setdefault(str(row["reporting_unit"]), []).append(reason)
    ranked = [sorted(reasons, key=_rank) for reasons in found.values()]
    return in_order(
        [Concern(str(own[0].row["reporting_unit"]), str(own[0].row["display"]), level, tuple(own)) for own in ranked]
    )


def in_order(found: list[Concern]) -> list[Concern]:
    """Worst first, whatever level a unit is of."""
    return sorted(found, key=lambda concern: _rank(concern.reasons[0]))


def _rank(reason: Reason) -> tuple[int, float, float]:
    """Of late dossiers that nothing can be compared with, the largest share comes first; of equals the larger unit."""
    row = reason.row
    share = row["late"] / row["denominator"] if reason.kind == "late" else reason.need
    size = row["late"] if reason.kind == "late" else row["denominator"]
    return reason.place, -float(np.nan_to_num(share)), -float(np.nan_to_num(size))


def _behind(rows: pd.DataFrame) -> pd.DataFrame:
    """Short of a target, or further from the median of the level than is usual."""
    aimed = (rows["aim"] == "target") & (rows["need"] > 0) & (rows["status"] != "reached")
    return rows[aimed | ((rows["aim"] == "peers") & (rows["need"] >= 1))]


def _late(rows: pd.DataFrame) -> pd.DataFrame:
    """Late dossiers of units whose rate has nothing to be compared with, or is not known at all."""
    rates = rows[(rows["indicator"] == _ON_TIME) & rows["value"].notna()]
    lonely = rates[rates["need"].isna() & (rates["value"] < 100)]
    told = rows[(rows["indicator"] == LATE) & (rows["value"] > 0) & (rows["handled_by"] != "all")]
    keys = ["reporting_unit", "handled_by"]
    counts = told.set_index(keys)["value"]
    who = zip(lonely["reporting_unit"], lonely["handled_by"], strict=True)
    rest = lonely["denominator"] - lonely["numerator"]
    lonely = lonely.assign(late=[counts.get(key, late) for key, late in zip(who, rest, strict=True)])
    rated = set(zip(rates["reporting_unit"], rates["handled_by"], strict=True))
    is_rated = [key in rated for key in zip(told["reporting_unit"], told["handled_by"], strict=True)]
    unrated = told[~np.array(is_rated, dtype=bool)]
    return pd.concat([lonely, unrated.assign(late=unrated["value"])])
