"""Figures of a unit over the years that agree with each other and move as such figures do.

Few dossiers arrive at Tết; public investment is slow in spring and hurries in the last months. All four windows of a
year begin on the same day, so a longer one holds the shorter ones; what a year leaves pending opens the next one.
"""

from collections.abc import Mapping, Sequence
from random import Random

Figures = Mapping[str, int | None]

_SUFFIXES = ("-Q1", "-H1", "-9M", "")
_DOSSIERS_OF_A_QUARTER = {"province": 900, "department": 420, "district": 480, "commune": 520}
_SEASONS = (0.78, 1.06, 1.12, 1.04)
_SPENT_BY = (0.08, 0.29, 0.52, 0.94)
_PLANS = {"province": 900_000, "department": 310_000, "district": 185_000, "commune": 3_400}  # million đồng
_STAFF = {"province": 70, "department": 62, "district": 96, "commune": 21}
_PUBLIC_SERVICE = {"province": 240, "department": 180, "district": 1050, "commune": 0}


def figures(level: str, weight: float, care: float, years: Sequence[int], rng: Random) -> dict[str, Figures]:
    """Every figure of a unit by period code and indicator; None where such a unit has no such figure.

    Args:
        level: of the unit.
        weight: its size, around 1.
        care: its punctuality, around 1.
        years: in their order, without gaps.
        rng: the unit's own chance.
    """
    found: dict[str, dict[str, int | None]] = {f"{year}{suffix}": {} for year in years for suffix in _SUFFIXES}
    pending = round(12 * weight)
    online, adoption = rng.uniform(0.1, 0.35), rng.uniform(0.3, 0.6)
    for year in years:
        volume = _DOSSIERS_OF_A_QUARTER[level] * weight * rng.uniform(0.95, 1.08)
        online, adoption = min(0.93, online + rng.uniform(0.03, 0.12)), min(0.99, adoption + rng.uniform(0.02, 0.11))
        dossiers = _dossiers(volume, pending, online, adoption, care, rng)
        for suffix, of_window in zip(_SUFFIXES, dossiers, strict=True):
            found[f"{year}{suffix}"].update(of_window)
        pending = dossiers[-1]["dossiers_pending"]
    _staffing(found, level, weight, years, rng)
    _investment(found, level, weight, care, years, rng)
    return dict(found)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole shares of a total in the proportion of weights; a share never exceeds a weight where the total does not."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    rest = [(total * weight % whole, number) for number, weight in enumerate(weights)]
    for _, number in sorted(rest, reverse=True)[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _dossiers(
    volume: float, opening: int, online: float, adoption: float, care: float, rng: Random
) -> list[dict[str, int]]:
    """The four windows of a year, each from its first day on."""
    sums = dict.fromkeys(("received", "online", "early", "exact", "late", "igate"), 0)
    left, windows = opening, []
    for season in _SEASONS:
        received = max(6, round(volume * season * rng.uniform(0.94, 1.06)))
        closing = min(left + received, round(received * rng.uniform(0.02, 0.08)))
        resolved = left + received - closing
        late = min(resolved, round(resolved * 0.02 * rng.uniform(0.2, 1.6) / care**2))
        early = round((resolved - late) * rng.uniform(0.5, 0.8))
        quarter = (received, round(received * online), early, resolved - late - early, late, round(received * adoption))
        sums = {name: sums[name] + more for name, more in zip(sums, quarter, strict=True)}
        overdue = min(closing, round(closing * 0.06 * rng.uniform(0, 2) / care**2))
        windows.append(_window(sums, opening, closing, overdue))
        left = closing
    return windows


def _window(sums: Mapping[str, int], opening: int, closing: int, overdue: int) -> dict[str, int]:
    on_time = sums["early"] + sums["exact"]
    return {
        "dossiers_received": sums["received"],
        "online_dossiers_received": sums["online"],
        "dossiers_received_direct": sums["received"] - sums["online"],
        "dossiers_carried_over": opening,
        "dossiers_to_process": opening + sums["received"],
        "dossiers_resolved": on_time + sums["late"],
        "dossiers_resolved_early": sums["early"],
        "dossiers_resolved_exactly_on_time": sums["exact"],
        "dossiers_resolved_on_time": on_time,
        "dossiers_resolved_late": sums["late"],
        "dossiers_pending": closing,
        "dossiers_pending_in_time": closing - overdue,
        "dossiers_pending_late": overdue,
        "igate_dossiers": sums["igate"],
    }


def _staffing(
    found: dict[str, dict[str, int | None]], level: str, weight: float, years: Sequence[int], rng: Random
) -> None:
    """Posts shrink a little every year; a few of them are vacant."""
    posts = max(8, round(_STAFF[level] * (0.6 + 0.4 * weight)))
    workers = round(_PUBLIC_SERVICE[level] * (0.6 + 0.4 * weight))
    for year in years:
        posts -= rng.randint(0, max(1, posts // 50))
        workers -= rng.randint(0, workers // 60 + 1) if workers else 0
        for suffix in _SUFFIXES:
            found[f"{year}{suffix}"] |= {
                "staff_assigned": posts,
                "staff_present": posts - rng.randint(0, max(1, posts // 12)),
                "staff_contract": rng.randint(0, 9),
                "psu_staff_assigned": workers or None,
                "psu_staff_present": workers - rng.randint(0, workers // 15) if workers else None,
            }


def _investment(
    found: dict[str, dict[str, int | None]], level: str, weight: float, care: float, years: Sequence[int], rng: Random
) -> None:
    """One plan a year. Some sở have no project at all: their figures are not reported, which is not 0."""
    without = level == "department" and rng.random() < 0.3
    for year in years:
        plan = round(_PLANS[level] * weight * rng.uniform(0.7, 1.3))
        spent, pace = 0, rng.uniform(0.75, 1.05) * (0.85 + 0.15 * care)
        for suffix, share in zip(_SUFFIXES, _SPENT_BY, strict=True):
            spent = max(spent, min(plan, round(plan * share * pace * rng.uniform(0.9, 1.06))))
            found[f"{year}{suffix}"] |= {
                "investment_plan": None if without else plan,
                "investment_disbursed": None if without else spent,
            }
