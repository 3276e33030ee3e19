"""Where a level stands in the chosen period: what is asked of the warehouse, made into lines and judged figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard import comparison, filters, formatting, store, texts, totals
from dashboard import overview_texts as words
from dashboard.overview import attention, links, need
from dashboard.overview.lines import Line, Target, by_need
from dashboard.overview.rates import LATE, ORDER, THEMES
from dashboard.queries.ask import SHARES
from dashboard.queries.side_by_side import period_before, year_before

_POINTS = 8  # of a sparkline
_DAYS = 3  # by which windows may differ
_SIGNS = {"higher": 1, "lower": -1}


@dataclass(frozen=True)
class Level:
    """A level in the chosen period: its lines, what is worth attention first; its judged figures; who is in it.

    `rows` are those of the chosen units; `absent` are the titles of what none of them reported.
    """

    level: str
    reporters: pd.DataFrame
    rows: pd.DataFrame
    lines: list[Line]
    absent: list[str]


def of_level(level: str, reporters: pd.DataFrame, reporting: pd.DataFrame) -> Level:
    """Where the chosen units of a level stand; medians and spreads are of the whole level.

    `reporters` are those of the period with their names (comparison.reporters), `reporting` is query `reporting`.
    """
    asked = {"period": filters.current().period, "level": level}
    rows = store.fetch("side_by_side", indicators=(*ORDER, LATE), **asked)
    judged = attention.judge(rows, _targets(rows, asked), signs())
    own = judged.merge(reporters[["reporting_unit", "display"]], on="reporting_unit")
    periods = _alike(reporting)
    series = [(code, split) for code in ORDER for split in _splits(own, code)]
    lines = by_need([_line((level, len(reporters)), own, each, periods) for each in series])
    told = {code for code, _ in series}
    return Level(level, reporters, own, lines, [words.TITLES[code] for code in ORDER if code not in told])


def signs() -> dict[str, int]:
    """Of each headline rate: 1 where the catalogue says that higher is better, -1 where lower is; a share as its part.

    A count is not judged: it is larger where more is done.
    """
    polarity = store.fetch("indicator_names").set_index("indicator")["polarity"].map(_SIGNS).dropna()
    known = {str(code): int(sign) for code, sign in polarity.items()}
    return {code: known.get(SHARES[code][0] if code in SHARES else code, 0) for code in THEMES}


def _targets(rows: pd.DataFrame, asked: dict[str, str]) -> pd.DataFrame:
    """Targets of the level's units, for the series that are told and of whose indicator any target is decided."""
    decided = set(store.fetch("targeted")["indicator"])
    series = rows[["indicator", "handled_by"]].drop_duplicates()
    found = [
        store.fetch("targets", indicator=code, handled_by=split, **asked).assign(indicator=code, handled_by=split)
        for code, split in series.itertuples(index=False)
        if code in decided and code in THEMES
    ]
    return pd.concat(found) if found else pd.DataFrame(columns=["reporting_unit", "indicator", "handled_by"])


def _alike(reporting: pd.DataFrame) -> list[str]:
    """The last periods of the chosen one's kind, the chosen one last."""
    known = reporting.drop_duplicates("period").set_index("period")
    chosen = known.loc[filters.current().period]
    if chosen["kind"] == "interval":
        return []
    alike = known[(known["kind"] == chosen["kind"]) & (known["period_end"] <= chosen["period_end"])]
    return [str(code) for code in alike.sort_values("period_end").index[-_POINTS:]]


def _splits(rows: pd.DataFrame, indicator: str) -> list[str]:
    """The cấp giải quyết of which the indicator is told; a total over them adds nothing beside them."""
    own = rows[rows["indicator"] == indicator]
    there = set(own.loc[own["value"].notna() | own["printed"].notna() | own["numerator"].notna(), "handled_by"])
    return comparison.ordered(there - {"all"} or there, formatting.HANDLED_BY)


def _line(whole: tuple[str, int], rows: pd.DataFrame, series: tuple[str, str], periods: Sequence[str]) -> Line:
    """The line of one series. `whole` is the level, and how many of its units reported anything."""
    (level, reporters), (indicator, handled_by), choice = whole, series, filters.current()
    own = rows[(rows["indicator"] == indicator) & (rows["handled_by"] == handled_by)]
    over_time = store.fetch(
        "totals", indicator=indicator, handled_by=handled_by, level=level, reporting_units=choice.reporting_units
    ).set_index("period")
    first, told = own.iloc[0], own[own["value"].notna()]
    line = Line(
        indicator, handled_by, words.TITLES[indicator], links.theme(THEMES[indicator], level), int(first["sign"]),
        misprinted=int(own["disagrees"].sum()), expected=reporters,
        periods=(year_before(choice.period), period_before(choice.period)), median=_known(first["median"]),
        peers=int(first["peers"]), history=tuple((code, _value(over_time, code)) for code in periods),
        is_running=indicator in set(store.fetch("accumulating")["indicator"]),
    )  # fmt: skip
    if len(told) == 1:  # one unit is no total: it is named
        line = replace(
            of_unit(line, told.iloc[0]), reported=1, note=words.ONE_UNIT.format(name=told["display"].iloc[0])
        )
    else:
        line = _of_all(line, own, over_time)
    reference = line.target.reached_at if line.target else line.earlier
    return replace(line, need=need.need(line.value, reference, line.change, _known(first["spread"]), line.sign))


def of_unit(line: Line, row: pd.Series) -> Line:
    """A line with the figures of a single unit: a judged row that has a value."""
    target = None
    if row["aim"] == "target":
        is_paced = row["pace_method"] != "direct"
        target = Target(
            float(row["target"]), float(row["pace_value"] if is_paced else row["target"]), float(row["reached_at"]),
            str(row["document"]), is_paced, row["status"],
        )  # fmt: skip
    return replace(
        line, value=float(row["value"]), numerator=_known(row["numerator"]), denominator=_known(row["denominator"]),
        target=target, earlier=_known(row["base_value"]), before=_known(row["before_value"]),
        rank=None if pd.isna(row["rank"]) else int(row["rank"]),
    )  # fmt: skip


def _of_all(line: Line, own: pd.DataFrame, over_time: pd.DataFrame) -> Line:
    period = filters.current().period
    total = totals.from_row(over_time.loc[[period]].iloc[0]) if period in over_time.index else totals.Total()
    line = replace(line, reported=total.reported, expected=total.expected or line.expected)
    if total.value is None:
        return _without(line, own, total)
    return replace(
        line, value=total.value, numerator=total.numerator, denominator=total.denominator,
        target=level_target(own, total.value, line.sign), earlier=_earlier(over_time, period),
        before=_before(over_time, period, line.periods[1]),
    )  # fmt: skip


def _without(line: Line, own: pd.DataFrame, total: totals.Total) -> Line:
    """Why a level has no value: too few units have the parts, or nobody has them and the rate was only printed."""
    if total.status == "withheld":
        share, minimum = formatting.percent(total.coverage), formatting.percent(total.minimum)
        covered = formatting.coverage(total.reported, total.expected)
        return replace(
            line,
            instead=words.WITHHELD,
            note=words.WITHHELD_NOTE.format(coverage=covered, share=share, minimum=minimum),
        )
    printed = own["printed"].dropna()
    if printed.empty:
        return replace(line, instead=words.NO_RATE)
    said = formatting.percent(printed.iloc[0]) if len(printed) == 1 else words.SEVERAL.format(count=len(printed))
    return replace(line, instead=f"◇ {said}", note=texts.PRINTED_ONLY, reported=len(printed))


def level_target(own: pd.DataFrame, value: float, sign: int) -> Target | None:
    """What the level comes to when each of its units is where it should be; only where each has a target.

    A rate over units is weighted by their denominators, so its target is too.
    """
    told = own[own["value"].notna()]
    if not (told["aim"] == "target").all():
        return None
    of_all = told[["target", "pace_value", "reached_at", "near_at"]].assign(
        pace_value=told["pace_value"].fillna(told["target"])
    )
    mean = of_all.mul(told["denominator"], axis=0).sum(skipna=False) / told["denominator"].sum()
    reached, near = (bool(sign * value >= sign * mean[name] - 1e-9) for name in ("reached_at", "near_at"))
    documents = told["document"].dropna().unique()
    return Target(
        float(mean["target"]), float(mean["pace_value"]), float(mean["reached_at"]), ", ".join(documents[:2]),
        bool((told["pace_method"] != "direct").any()), "reached" if reached else "near" if near else "behind",
    )  # fmt: skip


def _earlier(over_time: pd.DataFrame, period: str) -> float | None:
    """The total a year before, where most units' figures cover the same window then (rules: macro `compared`)."""
    base = year_before(period)
    if base not in over_time.index:
        return None
    now, then = over_time.loc[period], over_time.loc[base]
    year = pd.DateOffset(years=1)
    ends = abs(now["window_end"] - (then["window_end"] + year)).days <= _DAYS
    begins = now["basis"] == "at_date" or abs(now["window_start"] - (then["window_start"] + year)).days <= _DAYS
    begins = begins and not now["begun"] and not then["begun"]
    return _value(over_time, base) if now["basis"] == then["basis"] and ends and begins else None


def _before(over_time: pd.DataFrame, period: str, before: str) -> float | None:
    """The total of the kỳ before, unless units began within one of the two and not within the other."""
    if before not in over_time.index or bool(over_time["begun"][before]) != bool(over_time["begun"][period]):
        return None
    return _value(over_time, before)


def _value(over_time: pd.DataFrame, period: str) -> float | None:
    return _known(over_time["value"].get(period))


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]
