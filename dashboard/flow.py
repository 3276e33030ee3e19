"""What became of dossiers: the account of a period, the parts of what was resolved, and quarters beside each other.

Neither SQL nor drawing. A sum is of the units that reported all of its parts over one window; the others are counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

CARRIED, RECEIVED, TO_PROCESS = "dossiers_carried_over", "dossiers_received", "dossiers_to_process"
RESOLVED, ON_TIME, LATE = "dossiers_resolved", "dossiers_resolved_on_time", "dossiers_resolved_late"
EARLY, EXACT = "dossiers_resolved_early", "dossiers_resolved_exactly_on_time"
ONLINE, DIRECT = "online_dossiers_received", "dossiers_received_direct"
PENDING, OVERDUE = "dossiers_pending", "dossiers_pending_late"
NEEDED = (CARRIED, RECEIVED, ON_TIME, LATE, PENDING)
STEPS = {
    "carried": CARRIED, "received": RECEIVED, "to_process": TO_PROCESS, "on_time": ON_TIME, "late": LATE,
    "pending": PENDING, "overdue": OVERDUE,
}  # fmt: skip
MEASURE = "hồ sơ"  # of the catalogue
DAYS = pd.Timedelta(days=3)  # windows that differ by no more are taken for one, as in query `totals`


@dataclass(frozen=True)
class Account:
    """The dossiers of some units: what came in, what went out, and what does not add up."""

    carried: float
    received: float
    to_process: float
    on_time: float
    late: float
    pending: float
    overdue: float | None  # None unless all of the units report it
    units: tuple[str, ...]
    unclosed: tuple[str, ...]  # units whose own account does not close

    @property
    def residue_in(self) -> float:
        """What `to_process` says beyond carried over and received."""
        return self.to_process - self.carried - self.received

    @property
    def residue_out(self) -> float:
        """What is pending beyond what was to be processed and was not resolved."""
        return self.pending - (self.to_process - self.on_time - self.late)


def account(figures: pd.DataFrame) -> Account | None:
    """The sum over the units that have all of `NEEDED`; `figures` of one series with value and window by unit.

    A unit that does not print what was to be processed has carried over + received. None where no unit has all parts.
    """
    told = accounts(figures)
    if told.empty:
        return None
    sums = {step: float(told[step].sum()) for step in STEPS if step != "overdue"}
    overdue = float(told["overdue"].sum()) if told["overdue"].notna().all() else None
    unclosed = told.index[(told["residue_in"] != 0) | (told["residue_out"] != 0)]
    return Account(
        sums["carried"], sums["received"], sums["to_process"], sums["on_time"], sums["late"], sums["pending"], overdue,
        tuple(told.index), tuple(unclosed),
    )  # fmt: skip


def accounts(figures: pd.DataFrame) -> pd.DataFrame:
    """The account of each unit that counts in `account`, by unit: a column for each of `STEPS` and both residues."""
    wide = figures.pivot_table(index="reporting_unit", columns="indicator", values="value", aggfunc="first")
    wide = wide.reindex(columns=list(STEPS.values())).loc[lambda rows: rows[list(NEEDED)].notna().all(axis=1)]
    wide = wide.loc[wide.index.isin(_of_usual_window(figures))]
    told = wide.rename(columns={code: step for step, code in STEPS.items()})
    told["to_process"] = told["to_process"].fillna(told["carried"] + told["received"])
    return told.assign(
        residue_in=told["to_process"] - told["carried"] - told["received"],
        residue_out=told["pending"] - (told["to_process"] - told["on_time"] - told["late"]),
    )


def lacking(figures: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Of figures without an account: the unit that comes nearest to one, and the steps that it does not report.

    No steps: it has all parts, over different windows. No unit ('') where there is not one of the parts.
    """
    own = figures[figures["indicator"].isin(NEEDED)]
    found = {str(unit): set(codes) for unit, codes in own.groupby("reporting_unit")["indicator"]}
    if not found:
        return "", ()
    nearest = max(found, key=lambda unit: len(found[unit]))
    return nearest, tuple(step for step, code in STEPS.items() if code in NEEDED and code not in found[nearest])


def _of_usual_window(figures: pd.DataFrame) -> set[str]:
    """Units whose flows are all over the window of most figures."""
    flows = figures[figures["indicator"].isin(NEEDED[:-1])]
    if flows.empty:
        return set()
    windows = list(zip(flows["period_start"], flows["period_end"], strict=True))
    start, end = max(sorted(set(windows)), key=windows.count)
    other = ((flows["period_start"] - start).abs() > DAYS) | ((flows["period_end"] - end).abs() > DAYS)
    return set(flows["reporting_unit"]) - set(flows.loc[other, "reporting_unit"])


def parts_resolved(figures: Mapping[str, float]) -> dict[str, float]:
    """Shares (percent of resolved) of one unit's early, exactly on time, on time (not told apart), late and unknown.

    Only the parts that it reports; `over` instead of unknown where they come to more than what was resolved: by how
    much. Empty without resolved dossiers, or without any part.
    """
    whole = figures.get(RESOLVED)
    told = {code: figures[code] for code in (EARLY, EXACT, LATE) if code in figures}
    if ON_TIME in figures and not (EARLY in told and EXACT in told):
        told.pop(EARLY, None)
        told.pop(EXACT, None)
        told = {ON_TIME: figures[ON_TIME], **told}
    if not whole or not told:
        return {}
    shares = {code: 100 * value / whole for code, value in told.items()}
    rest = whole - sum(told.values())
    if rest:
        shares["unknown" if rest > 0 else "over"] = 100 * abs(rest) / whole
    return shares


def two_years(rows: pd.DataFrame, year: int, last: int) -> list[dict[str, Any]]:
    """The first `last` quarters of a year beside those of the year before, each over the units with a value in both.

    `rows` are of query `in_quarters`. Of a year before that has nothing at all, this year's stand alone. Each: quarter,
    value, before (None where there is none), units (that the sums rest on), counted (their codes), asked, status (the
    most frequent reason where there is no value, no_base where no unit has both years; '' where nothing was reported).
    """
    has_before = bool(rows.loc[rows["year"] == year - 1, "value"].notna().any())
    found = []
    for quarter in range(1, last + 1):
        own = rows[(rows["year"] == year) & (rows["quarter"] == quarter)].set_index("reporting_unit")
        old = rows[(rows["year"] == year - 1) & (rows["quarter"] == quarter)].set_index("reporting_unit")["value"]
        values = own["value"].dropna()
        if has_before:
            values = values[values.index.isin(old.dropna().index)]
        blocked = own.loc[own["value"].isna(), "status"]
        why = "no_base" if own["value"].notna().any() else str(blocked.mode().iloc[0]) if len(blocked) else ""
        found.append(
            {
                "quarter": quarter, "units": len(values), "counted": tuple(values.index),
                "asked": rows["reporting_unit"].nunique(),
                "value": float(values.sum()) if len(values) else None,
                "before": float(old[values.index].sum()) if has_before and len(values) else None,
                "status": "" if len(values) else why,
            }
        )  # fmt: skip
    return found


def clearance(received: pd.DataFrame, resolved: pd.DataFrame, years: Sequence[int]) -> list[dict[str, Any]]:
    """Resolved ÷ received (percent) in each quarter, over the units that have both; frames of query `in_quarters`.

    Each: year, quarter, received, resolved, rate (None where nothing was received), units.
    """
    both = came_and_went(received, resolved)
    found = []
    for year in years:
        for quarter in (1, 2, 3, 4):
            own = both[(both["year"] == year) & (both["quarter"] == quarter)]
            came, went = float(own["value_in"].sum()), float(own["value_out"].sum())
            rate = 100 * went / came if came > 0 else None
            found.append(
                {"year": year, "quarter": quarter, "received": came, "resolved": went, "rate": rate, "units": len(own)}
            )
    return found


def came_and_went(received: pd.DataFrame, resolved: pd.DataFrame) -> pd.DataFrame:
    """The quarters of units that have both, over one window: reporting_unit, year, quarter, value_in, value_out."""
    keys = ["reporting_unit", "year", "quarter", "window_start", "window_end"]
    both = received[[*keys, "value"]].merge(resolved[[*keys, "value"]], on=keys, suffixes=("_in", "_out"))
    return both.dropna(subset=["value_in", "value_out"])


def quarter_ends(totals: pd.DataFrame) -> dict[tuple[int, int], dict[str, Any]]:
    """Rows of query `totals` of a stock by the quarter at whose end it was counted; a quarter's own report wins."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for row in totals.to_dict("records"):
        year, _, part = str(row["period"]).partition("-")
        quarter = {"H1": 2, "9M": 3, "": 4}.get(part) or (int(part[1]) if part[:1] == "Q" else 0)
        if quarter and year.isdigit() and (part[:1] == "Q" or (int(year), quarter) not in found):
            found[int(year), quarter] = {str(name): value for name, value in row.items()}
    return found


def ways_received(figures: Mapping[str, float]) -> dict[str, float]:
    """Shares (percent of newly received) of what one unit received online and in person, and of what neither tells.

    Empty without received dossiers, without the part filed online, or where the parts come to more than the whole.
    """
    whole, online = figures.get(RECEIVED), figures.get(ONLINE)
    if not whole or online is None:
        return {}
    told = {ONLINE: online} | ({DIRECT: figures[DIRECT]} if DIRECT in figures else {})
    rest = whole - sum(told.values())
    shares = {code: 100 * value / whole for code, value in told.items()}
    return {} if rest < 0 else shares | ({"unknown": 100 * rest / whole} if rest else {})
