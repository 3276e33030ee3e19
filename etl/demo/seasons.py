"""Figures of a unit over the years that agree with each other and move as such figures do.

Few dossiers arrive at Tết; public investment is slow in spring and hurries in the last months. All four windows of a
year begin on the same day, so a longer one holds the shorter ones; what a year leaves pending opens the next one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    posts = max(8, round(_STAFF[level] * (0.6 + 0.4 * weight)))
    _staffing(found, posts, round(_PUBLIC_SERVICE[level] * (0.6 + 0.4 * weight)), rng)
    without = level == "department" and rng.random() < 0.3
    _investment(found, lambda _year: round(_PLANS[level] * weight * rng.uniform(0.7, 1.3)), care, rng, without=without)
    return dict(found)


def taken_over(
    before: Figures, weight: float, care: float, years: Sequence[int], quarter: int, rng: Random
) -> dict[str, Figures]:
    """Every figure of a commune that begins with a quarter and takes over what its parts leave.

    Dossiers that they left pending open its first window; the posts are theirs, and of that year what is left of
    their plans. What it counts over the year begins with itself.

    Args:
        before: the figures of its parts together, for the last window before it.
        weight: its size.
        care: its punctuality.
        years: from its first one on.
        quarter: the one of that year with which it begins, 1 to 4.
        rng: its own chance.
    """
    told = {code: value or 0 for code, value in before.items()}
    suffixes = {year: _SUFFIXES[quarter - 1 if year == years[0] else 0 :] for year in years}
    found: dict[str, dict[str, int | None]] = {f"{y}{suffix}": {} for y in years for suffix in suffixes[y]}
    received, pending = max(1, told["dossiers_received"]), told["dossiers_pending"]
    online, adoption = told["online_dossiers_received"] / received, told["igate_dossiers"] / received
    for year in years:
        volume = _DOSSIERS_OF_A_QUARTER["commune"] * weight * rng.uniform(0.95, 1.08)
        online, adoption = min(0.93, online + rng.uniform(0.01, 0.06)), min(0.99, adoption + rng.uniform(0.01, 0.06))
        seasons_left = _SEASONS[len(_SEASONS) - len(suffixes[year]) :]
        dossiers = _dossiers(volume, pending, online, adoption, care, rng, seasons_left)
        for suffix, of_window in zip(suffixes[year], dossiers, strict=True):
            found[f"{year}{suffix}"].update(of_window)
        pending = dossiers[-1]["dossiers_pending"]
    _staffing(found, told["staff_assigned"], told["psu_staff_assigned"], rng)
    left = told["investment_plan"] - told["investment_disbursed"]

    def plan(year: int) -> int:
        is_left = year == years[0] and quarter > 1
        return left if is_left else round(told["investment_plan"] * rng.uniform(0.85, 1.2))

    _investment(found, plan, care, rng)
    return dict(found)


def added(sets: Iterable[Figures]) -> dict[str, int | None]:
    """The sum of several sets, over those that report a figure."""
    total: dict[str, int | None] = {}
    for figures in sets:
        for code, number in figures.items():
            before = total.setdefault(code, None)
            if number is not None:
                total[code] = (before or 0) + number
    return total


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
    volume: float,
    opening: int,
    online: float,
    adoption: float,
    care: float,
    rng: Random,
    quarters: Sequence[float] = _SEASONS,
) -> list[dict[str, int]]:
    """The windows of a year, or of what is left of it, each from the same first day on."""
    sums = dict.fromkeys(("received", "online", "early", "exact", "late", "igate"), 0)
    left, windows = opening, []
    for season in quarters:
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


def _staffing(found: dict[str, dict[str, int | None]], posts: int, workers: int, rng: Random) -> None:
    """Posts shrink a little every year; a few of them are vacant."""
    for windows in _by_year(found).values():
        posts -= rng.randint(0, max(1, posts // 50))
        workers -= rng.randint(0, workers // 60 + 1) if workers else 0
        for suffix in windows:
            windows[suffix] |= {
                "staff_assigned": posts,
                "staff_present": posts - rng.randint(0, max(1, posts // 12)),
                "staff_contract": rng.randint(0, 9),
                "psu_staff_assigned": workers or None,
                "psu_staff_present": workers - rng.randint(0, workers // 15) if workers else None,
            }


def _investment(
    found: dict[str, dict[str, int | None]],
    plan_of: Callable[[int], int],
    care: float,
    rng: Random,
    *,
    without: bool = False,
) -> None:
    """One plan a year. Some sở have no project at all: their figures are not reported, which is not 0."""
    for year, windows in _by_year(found).items():
        plan = plan_of(year)
        spent, pace = 0, rng.uniform(0.75, 1.05) * (0.85 + 0.15 * care)
        before = dict(zip(_SUFFIXES, (0.0, *_SPENT_BY), strict=False))[next(iter(windows))]
        for suffix in windows:
            share = (dict(zip(_SUFFIXES, _SPENT_BY, strict=True))[suffix] - before) / (1 - before)
            spent = max(spent, min(plan, round(plan * share * pace * rng.uniform(0.9, 1.06))))
            windows[suffix] |= {
                "investment_plan": None if without else plan,
                "investment_disbursed": None if without else spent,
            }


def _by_year(found: dict[str, dict[str, int | None]]) -> dict[int, dict[str, dict[str, int | None]]]:
    """The windows of each year by what ends their code; the sets are those of `found`."""
    years: dict[int, dict[str, dict[str, int | None]]] = {}
    for code, figures in found.items():
        years.setdefault(int(code[:4]), {})[code[4:]] = figures
    return years
