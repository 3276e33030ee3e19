"""Who stands where among the units of a level: ranks with ties, who moved, and which rows a long league shows.

Neither SQL nor drawing. A rate of few dossiers has no rank: chance alone would move it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

import pandas as pd

from dashboard.ends import MOST, places
from dashboard.records import Record

NAN = float("nan")
_PLACES = {"computed": 0, "printed_only": 2, "zero_denominator": 3, "missing": 4}


class Standing(NamedTuple):
    """What `ranked` says of a unit; as it is here, of one that is not among them."""

    base_value: float = NAN
    change: float = NAN
    rank: float = NAN
    is_tied: bool = False
    is_small: bool = False
    move: float = NAN


@dataclass(frozen=True)
class Shown:
    """The rows that are drawn, and before which of them how many are left out."""

    rows: Sequence[Record]
    left_out: int = 0
    cut: int = 0


def ranked(rows: pd.DataFrame, sign: int, small: int) -> pd.DataFrame:
    """Rows of query `side_by_side` of one series over a whole level, with what a league says of each.

    Adds: is_small (denominator below `small`), rank among all others with a value (ties share the best), is_tied, and
    move: by how many places better than a year before, among the units whose two values are comparable. `sign` is 1
    where higher is better, else -1.
    """
    is_small = rows["denominator"].notna() & (rows["denominator"] < small)
    better = -sign * rows["value"].where(~is_small)
    both = rows["base_value"].notna() & better.notna()
    now, before = (each.where(both).rank(method="min") for each in (better, (-sign * rows["base_value"]).astype(float)))
    rank = better.rank(method="min")
    return rows.assign(
        is_small=is_small, rank=rank, is_tied=rank.notna() & rank.duplicated(keep=False), move=before - now
    )


def standings(ranked: pd.DataFrame) -> dict[str, Standing]:
    """Rows of `ranked` by reporting unit."""
    columns = [ranked[name].tolist() for name in Standing._fields]
    return dict(zip(ranked["reporting_unit"].tolist(), map(Standing._make, zip(*columns, strict=True)), strict=True))


def in_order(rows: Sequence[Record], sign: int) -> list[Record]:
    """Ranked first, then rates of few dossiers, then what was only printed, then without a figure.

    Of equal rates, and of what was only printed, the higher printed one comes first.
    """

    def key(row: Record) -> tuple[int, float, bool, float]:
        place = _PLACES[row["state"]]
        if place == 0 and row["rank"] != row["rank"]:
            place = 1
        printed = float(row["printed"])
        has_none = printed != printed
        return place, -sign * row["computed"] if place < 2 else 0.0, has_none, 0.0 if has_none else -printed

    return sorted(rows, key=key)


def shortened(rows: Sequence[Record], kept: Collection[str], *, everyone: bool = False) -> Shown:
    """Of more than `MOST` the first and last `EACH` that have a rank, and the units that are `kept` anyway."""
    if everyone or len(rows) <= MOST:
        return Shown(rows)
    own = [place for place, unit in enumerate(row["reporting_unit"] for row in rows) if unit in kept]
    shown = places([not pd.isna(row["rank"]) for row in rows], own)
    cut = next((i for i in range(1, len(shown)) if shown[i] > shown[i - 1] + 1), len(shown))
    return Shown([rows[place] for place in shown], len(rows) - len(shown), cut)


def axis_start(values: Sequence[float]) -> float:
    """Where an axis of dots begins: at zero, or at a ten below the lowest where all are in the upper half."""
    lowest = min(values, default=0.0)
    return float(max(0, 10 * floor((lowest - 1) / 10))) if 50 <= lowest <= 100 else 0.0
