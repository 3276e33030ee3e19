"""The ranking: bars of one level, best first, with median, target, the period before and the pinned unit."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dashboard import chart_words, comparison, controls, drill, ends, formatting, store
from dashboard import compare_texts as words
from dashboard.charts.ranked import Ranked, ranked_bars
from dashboard.compare.chosen import Asked, Indicator
from dashboard.compare.showing import View, hover, refuse, show
from dashboard.overview.need import SMALL

_SHOWN = "hien"
_AROUND = 5  # of the pinned unit on either side


def draw(asked: Asked) -> None:
    """The whole view."""
    rows = store.fetch("league", period=asked.period, **asked.values())
    rows = rows[rows["value"].notna()]
    if rows.empty:
        refuse(words.NOTHING, "bang-nhiet")
        return
    before, earlier = _before(asked)
    rows = rows.assign(
        display=comparison.display_names(rows),
        before=rows["reporting_unit"].map(earlier),
        note=[words.SMALL if is_few(asked.indicator, below) else "" for below in rows["denominator"]],
    ).reset_index(drop=True)
    everything = True
    if len(rows) > ends.MOST:
        everything = controls.segments(_SHOWN, words.SHOWN, words.HOW_MANY, width="content") == "tat-ca"
    pinned = rows.index[rows["reporting_unit"] == asked.pinned].tolist()
    places = list(range(len(rows))) if everything else ends.places([True] * len(rows), pinned, around=_AROUND)
    median, (target, told) = comparison.median(rows["value"]), _target(asked)
    figure = ranked_bars(_with_gaps(asked, rows, places, before), _measure(asked), median, target)
    lines = [_coverage(asked, rows), _marks(asked, rows, median, told, before if rows["before"].notna().any() else "")]
    drawn = rows.iloc[places]
    marks = list(zip(drawn["display"], drawn["value"], strict=True))
    columns = ["rank", "display", "value", "numerator", "denominator", "before", "note", "file", "sheet", "cell"]
    if rows["denominator"].isna().all():
        columns = [name for name in columns if name not in ("numerator", "denominator", "note")]
    title = words.RANKING.format(name=asked.indicator.name)
    codes = [
        drill.several((asked.opens(unit), asked.opens(unit, before) if unit in earlier else ""))
        for unit in rows["reporting_unit"]
    ]
    show(asked, View(title, lines, figure, asked.indicator.measure, marks, rows, columns, codes=codes))


def is_few(indicator: Indicator, denominator: float) -> bool:
    """Whether a rate rests on so few counted cases that one more would move it much."""
    return indicator.is_counted and denominator < SMALL


def _before(asked: Asked) -> tuple[str, dict[str, float]]:
    """The period before of the same kind, and what each unit had in it."""
    periods = store.fetch("periods")
    own = periods[periods["kind"] == asked.kind].sort_values("period_end")
    codes = own["period"].tolist()
    place = codes.index(asked.period) if asked.period in codes else 0
    if not place:
        return "", {}
    code = codes[place - 1]
    rows = store.fetch("league", period=code, **asked.values())
    return code, dict(zip(rows["reporting_unit"], rows["value"], strict=True))


def _target(asked: Asked) -> tuple[float | None, str]:
    """The target that counts for all of them, and its words; no line where they differ."""
    found = store.fetch("targets", period=asked.period, **asked.values())
    targets = list(found["target"].dropna().unique())
    if len(targets) == 1:
        value = float(targets[0])
        return value, words.TARGET_MARK.format(value=formatting.quantity(value, asked.indicator.measure))
    return None, words.TARGETS_DIFFER if len(targets) else ""


def _with_gaps(asked: Asked, rows: pd.DataFrame, places: list[int], earlier: str) -> list[Ranked]:
    """The bars that are drawn, and in words how many are left out between them."""
    told = rows.to_dict("records")
    bars: list[Ranked] = []
    last = -1
    for place in places:
        if place > last + 1:
            skipped = words.SKIPPED.format(count=formatting.number(place - last - 1))
            bars.append(Ranked(chart_words.grey(skipped), None, None, "", ""))
        bars.append(_bar(asked, told[place], earlier))
        last = place
    return bars


def _bar(asked: Asked, row: dict[Hashable, Any], earlier: str) -> Ranked:
    measure, is_pinned = asked.indicator.measure, row["reporting_unit"] == asked.pinned
    value = formatting.quantity(row["value"], measure)
    parts = before = ""
    if not pd.isna(row["denominator"]):
        parts = f"{formatting.number(row['numerator'])} / {formatting.number(row['denominator'])}"
    if not pd.isna(row["before"]):
        before = f"{words.COLUMNS['before']}: {formatting.quantity(row['before'], measure)}"
    place = formatting.for_plot(formatting.cell_place(row["file"], row["sheet"], row["cell"]))
    short = formatting.percent(row["value"], fixed=True) if measure == "%" else formatting.number(row["value"])
    said = chart_words.bold(short) + (f" {words.PINNED_WORD}" if is_pinned else "")
    if row["note"]:
        said += f" {chart_words.small(chart_words.grey(str(row['note'])))}"
    return Ranked(
        chart_words.row_label(words.RANK.format(rank=row["rank"], name=row["display"])),
        float(row["value"]), None if pd.isna(row["before"]) else float(row["before"]),
        said, hover(str(row["display"]), f"{value} {parts and f'= {parts}'}", before, place), is_pinned,
        asked.opens(row["reporting_unit"]), asked.opens(row["reporting_unit"], earlier),
    )  # fmt: skip


def _coverage(asked: Asked, rows: pd.DataFrame) -> str:
    expected = set(asked.reporters["reporting_unit"]) | set(rows["reporting_unit"])
    said = words.COVERAGE.format(reported=formatting.number(len(rows)), expected=formatting.number(len(expected)))
    orders = {"higher": words.BEST_FIRST, "lower": words.LOWEST_FIRST}
    return f"{said} · {orders.get(asked.indicator.polarity, words.LARGEST_FIRST)}"


def _marks(asked: Asked, rows: pd.DataFrame, median: float | None, target: str, before: str) -> str:
    middle = "" if median is None else formatting.quantity(median, asked.indicator.measure)
    said = [middle and words.MEDIAN_MARK.format(value=middle), target]
    said.append(words.BEFORE_MARK.format(period=formatting.period_label(before)) if before else "")
    if asked.pinned:
        own = rows[rows["reporting_unit"] == asked.pinned]
        if own.empty:
            names = dict(zip(asked.reporters["reporting_unit"], asked.reporters["display"], strict=True))
            said.append(words.PINNED_MISSING.format(name=formatting.for_markdown(names.get(asked.pinned, ""))))
        else:
            rank = formatting.number(own["rank"].iloc[0])
            said.append(words.PINNED_MARK.format(rank=rank, count=formatting.number(len(rows))))
    said.append(words.SMALL_MARK if rows["note"].any() else "")
    return "\u2003".join(each for each in said if each)


def _measure(asked: Asked) -> str:
    return str(formatting.MEASURES.get(asked.indicator.measure, asked.indicator.measure))
