"""Units as points: two indicators of one period, and a rate beside the number of cases that it rests on."""

import pandas as pd
import streamlit as st

from dashboard import compare_texts as words
from dashboard import comparison, drill, formatting, store
from dashboard.charts.clouds import Point, funnel, scatter
from dashboard.compare import rules
from dashboard.compare.chosen import SECOND, Asked, choose_indicator, offered_here
from dashboard.compare.showing import View, hover, refuse, show

_NAMED = 8  # marks at most that carry their name, beside the pinned one
_NAMED_OUTSIDE = 5
_ENOUGH = 3  # units


def draw_two(asked: Asked) -> None:
    """Two indicators: a scatter with the medians, and those far off named."""
    offered = offered_here(asked)
    if offered.empty:
        refuse(words.NO_SECOND, "xep-hang")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-more"):
        second = choose_indicator(offered, SECOND, "cg2", words.SECOND, str(offered["indicator"].iloc[0]))
    first, other = asked.indicator, second
    left = store.fetch("league", period=asked.period, **asked.values())
    values = asked.values() | {"indicator": other.code, "handled_by": other.handled_by}
    right = store.fetch("league", period=asked.period, **values)
    rows = left.merge(right[["reporting_unit", "value"]], on="reporting_unit", suffixes=("", "_second"))
    rows = rows.dropna(subset=["value", "value_second"])
    if len(rows) < _ENOUGH:
        refuse(words.TOO_FEW, "xep-hang")
        return
    rows = rows.assign(display=comparison.display_names(rows), first=rows["value"], second=rows["value_second"])
    pairs = list(zip(rows["first"], rows["second"], strict=True))
    rows = rows.assign(distance=rules.distances(pairs)).sort_values("distance", ascending=False, kind="stable")
    points: list[Point] = []
    codes = [drill.several((asked.opens(unit), asked.opens(unit, of=other))) for unit in rows["reporting_unit"]]
    for place, row in enumerate(rows.to_dict("records")):
        said = [
            f"{formatting.for_plot(one.name)}: {formatting.quantity(row[key], one.measure)}"
            for one, key in ((first, "first"), (other, "second"))
        ]
        is_far, is_pinned = row["distance"] >= rules.FAR, row["reporting_unit"] == asked.pinned
        points.append(
            Point(
                row["display"],
                float(row["first"]),
                float(row["second"]),
                hover(row["display"], *said),
                is_pinned or (is_far and place < _NAMED),
                is_pinned,
                int(is_far),
                codes[place],
            )
        )
    title = words.TWO.format(first=first.name, second=other.name.lower())
    far = formatting.number(rules.FAR)
    lines = [_coverage(asked, rows), words.SCATTER_MARKS.format(far=far), words.SCATTER_OPENS, words.NO_CAUSE]
    marks = list(zip(rows["display"], rows["first"], strict=True))
    figure = scatter(points, (_measure(first.measure), _measure(other.measure)), (first.name, other.name))
    names = {"first": first.name, "second": other.name}
    show(asked, View(title, lines, figure, first.measure, marks, rows, ["display", "distance"], names, codes))


def draw_funnel(asked: Asked) -> None:
    """A rate of counted events: who differs from all the others by more than chance would."""
    if not asked.indicator.is_counted:
        refuse(words.NO_PARTS, "xep-hang")
        return
    rows = store.fetch("league", period=asked.period, **asked.values())
    rows = rows[rows["denominator"] > 0]
    if len(rows) < _ENOUGH:
        refuse(words.TOO_FEW, "xep-hang")
        return
    rate = rules.pooled(list(zip(rows["numerator"], rows["denominator"], strict=True)))
    states = [
        rules.side(value, rate, count) for value, count in zip(rows["value"], rows["denominator"], strict=True)
    ]  # fmt: skip
    rows = rows.assign(display=comparison.display_names(rows), code=states)
    rows = rows.assign(state=rows["code"].map(dict(words.LIMITS)))
    points = _funnel_points(asked, rows, rate)
    most = float(rows["denominator"].max())
    least = float(rows["denominator"].min()) * 0.7  # the limits of fewer cases would flatten the rest
    counts = [least + (most * 1.05 - least) * (step / 80) ** 2 for step in range(81)]
    bands = [
        (name, [(count, *rules.limits(rate, count, quantile)) for count in counts])
        for name, quantile in (("95 %", rules.WARNING), ("99,8 %", rules.ALARM))
    ]
    below = store.fetch("indicator_names").set_index("indicator")
    denominator = str(below["name"].get(below["denominator"].get(asked.indicator.code), ""))
    titles = (formatting.for_plot(denominator), f"{formatting.for_plot(asked.indicator.name)} (%)")
    told = words.FUNNEL_COUNTS.format(
        alarm=formatting.number(states.count("alarm")), warning=formatting.number(states.count("warning"))
    )
    marks_line = words.FUNNEL_MARKS.format(rate=formatting.percent(rate))
    lines = [f"{_coverage(asked, rows)} · {told}", marks_line, words.FUNNEL_METHOD]
    title = words.FUNNEL.format(name=asked.indicator.name)
    marks = list(zip(rows["display"], rows["value"], strict=True))
    columns = ["display", "value", "numerator", "denominator", "state", "file", "sheet", "cell"]
    codes = [asked.opens(unit) for unit in rows["reporting_unit"]]
    show(asked, View(title, lines, funnel(points, rate, bands, titles), "%", marks, rows, columns, codes=codes))


def _funnel_points(asked: Asked, rows: pd.DataFrame, rate: float) -> list[Point]:
    """The farthest outside carry their names, whichever side they are on."""
    off = (rows["value"] - rate).abs() * rows["denominator"] ** 0.5
    named = {*rows.loc[off[rows["code"] == "alarm"].nlargest(_NAMED_OUTSIDE).index, "reporting_unit"], asked.pinned}
    marks = {"inside": 0, "warning": 1, "alarm": 2}
    return [
        Point(
            row["display"], float(row["denominator"]), float(row["value"]),
            hover(
                row["display"],
                f"{formatting.percent(row['value'])} = {formatting.number(row['numerator'])} / "
                f"{formatting.number(row['denominator'])}",
                row["state"],
            ),
            row["reporting_unit"] in named, row["reporting_unit"] == asked.pinned, marks[row["code"]],
            asked.opens(row["reporting_unit"]),
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip


def _measure(measure: str) -> str:
    return str(formatting.MEASURES.get(measure, measure))


def _coverage(asked: Asked, rows: pd.DataFrame) -> str:
    expected = len({*asked.reporters["reporting_unit"], *rows["reporting_unit"]})
    return words.COVERAGE.format(reported=formatting.number(len(rows)), expected=formatting.number(expected))
