"""What the overview says in a glance: a headline per theme, and what needs attention, worst first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import comparison, formatting, texts
from dashboard.totals import Total

# The rates that stand for each theme on the overview.
THEME_RATES = {
    "dossiers": ("dossiers_on_time_rate",),
    "onestop": ("online_dossier_rate", "igate_dossier_rate"),
    "staffing": ("staff_fill_rate", "psu_staff_fill_rate"),
    "investment": ("investment_disbursement_rate",),
}


@dataclass(frozen=True)
class Headline:
    """One rate of a level: `basis` says on what it rests, `alert` where a printed rate contradicts it."""

    title: str
    value: str
    basis: str
    alert: str = ""


@dataclass(frozen=True)
class Attention:
    """Something to look at, in Markdown, with the theme whose page shows it."""

    theme: str
    text: str


def headlines(
    rates: pd.DataFrame, reporters: pd.DataFrame, total: Callable[[str, str], Total]
) -> dict[str, list[Headline]]:
    """The lines of each theme's card; dossiers get one per level of handling, never both added.

    `total` gives what the units come to for an indicator and a cấp giải quyết.
    """
    return {
        theme: [
            _headline(
                indicator,
                handled_by,
                comparison.rate_league(rates, reporters, indicator, handled_by),
                total(indicator, handled_by),
            )
            for indicator in indicators
            for handled_by in _split(rates, indicator)
        ]
        for theme, indicators in THEME_RATES.items()
    }


def attention(rates: pd.DataFrame, figures: pd.DataFrame, reporters: pd.DataFrame, most: int = 6) -> list[Attention]:
    """The lowest on-time rate of each level of handling, then the widest gaps between printed and recomputed."""
    shown = dict(zip(reporters["reporting_unit"], reporters["display"], strict=True))
    return [*_late(rates, figures, shown), *_gaps(rates, shown)][:most]


def _split(rates: pd.DataFrame, indicator: str) -> list[str]:
    return comparison.ordered(rates.loc[rates["indicator"] == indicator, "handled_by"], formatting.HANDLED_BY) or [""]


def _headline(indicator: str, handled_by: str, league: pd.DataFrame, total: Total) -> Headline:
    title = texts.CARDS[indicator]
    if handled_by:
        title = texts.SPLIT_TITLE.format(title=title, handled_by=formatting.HANDLED_BY[handled_by].lower())
    told = league[league["state"] != "missing"]
    computed = told[told["state"] == "computed"]
    covered = formatting.coverage(len(told), len(league))
    if len(computed) < len(told):
        covered = texts.WITH_PARTS.format(count=len(computed), expected=len(league), printed=len(told) - len(computed))
    if len(computed) == 1:  # one unit is no total: it is named
        row = computed.iloc[0]
        parts = f"{formatting.number(row['numerator'])} / {formatting.number(row['denominator'])}"
        basis = texts.ONE_UNIT.format(name=row["display"]) + f"{parts} · {covered}"
        return Headline(title, formatting.percent(row["computed"]), basis, _alert(league))
    if total.status == "withheld":
        share, minimum = formatting.percent(total.coverage), formatting.percent(total.minimum)
        covered = formatting.coverage(total.reported, total.expected)
        return Headline(
            title,
            texts.WITHHELD_SHORT,
            texts.WITHHELD_BASIS.format(coverage=covered, share=share, minimum=minimum),
            _alert(league),
        )
    if total.value is None:
        printed = told["printed"].dropna()
        if printed.empty:
            return Headline(title, texts.NO_RATE, texts.NO_RATE_BASIS.format(expected=len(league)))
        value = formatting.percent(printed.iloc[0]) if len(printed) == 1 else formatting.ABSENT
        covered = formatting.coverage(len(told), len(league))
        return Headline(title, value, f"◇ {texts.PRINTED_ONLY} · {covered}")
    parts = f"{formatting.number(total.numerator)} / {formatting.number(total.denominator)}"
    covered = formatting.coverage(total.reported, total.expected)
    return Headline(title, formatting.percent(total.value), f"{parts} · {covered}", _alert(league))


def _alert(league: pd.DataFrame) -> str:
    wrong = league[league["disagrees"]]
    if len(wrong) == 1:
        printed = formatting.percent(wrong["printed"].iloc[0])
        return texts.PRINTED_AS.format(name=wrong["display"].iloc[0], printed=printed)
    return texts.MANY_PRINTED_WRONG.format(count=len(wrong)) if len(wrong) else ""


def _late(rates: pd.DataFrame, figures: pd.DataFrame, shown: dict[str, str]) -> list[Attention]:
    own = rates[(rates["indicator"] == "dossiers_on_time_rate") & (rates["computed"] < 100)]
    worst = own.sort_values("computed").drop_duplicates("handled_by")
    late = figures[(figures["indicator"] == "dossiers_resolved_late") & (figures["handled_by"] != "all")]
    counts = dict(zip(zip(late["reporting_unit"], late["handled_by"], strict=True), late["value"], strict=True))
    rated = set(zip(own["reporting_unit"], own["handled_by"], strict=True))
    unrated = sorted(((n, *who) for who, n in counts.items() if n > 0 and who not in rated), reverse=True)
    return [
        *(Attention("dossiers", _late_words(row, counts, shown)) for _, row in worst.iterrows()),
        *(Attention("dossiers", _late_only(shown[unit], handled_by, n)) for n, unit, handled_by in unrated[:2]),
    ]


def _late_only(name: str, handled_by: str, count: float) -> str:
    """Late dossiers of a unit whose rate cannot be computed must not go unseen."""
    return texts.LATE_ONLY.format(
        name=formatting.for_markdown(name),
        count=formatting.number(count),
        handled_by=formatting.HANDLED_BY[handled_by].lower(),
    )


def _late_words(row: Any, counts: dict[tuple[str, str], float], shown: dict[str, str]) -> str:
    count = counts.get((row["reporting_unit"], row["handled_by"]))
    return texts.LATE_WITH_RATE.format(
        name=formatting.for_markdown(shown[row["reporting_unit"]]),
        rate=formatting.percent(row["computed"]),
        handled_by=formatting.HANDLED_BY[row["handled_by"]].lower(),
        late="" if count is None else texts.LATE.format(count=formatting.number(count)),
    )


def _gaps(rates: pd.DataFrame, shown: dict[str, str]) -> list[Attention]:
    own = rates[rates["disagrees"] & rates["theme"].isin(list(texts.THEMES))].sort_values("gap", ascending=False)
    return [
        Attention(
            row["theme"],
            texts.GAP.format(
                name=formatting.for_markdown(shown[row["reporting_unit"]]),
                indicator=formatting.for_markdown(_indicator(row)),
                printed=formatting.percent(row["printed"]),
                computed=formatting.percent(row["computed"]),
            ),
        )
        for _, row in own.iterrows()
    ]


def _indicator(row: Any) -> str:
    words = str(texts.SHORT.get(row["indicator"], row["indicator_name"]))
    if not words[:2].isupper():
        words = words[:1].lower() + words[1:]
    return f"{words} ({formatting.HANDLED_BY[row['handled_by']].lower()})" if row["handled_by"] else words
