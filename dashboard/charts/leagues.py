"""Reporting units under each other, one bar each: rates, values, a part within its whole.

A column `asked` (of pairs `whole_asked`, `part_asked`) is what a mark opens.
"""

from collections.abc import Sequence

import pandas as pd

from dashboard import chart_words as words
from dashboard import formatting, texts
from dashboard.chart_words import ALERT, MUTED
from dashboard.charts.frame import DENSE_FROM, FILLED, Drawing, bars, dots, in_rows, missing_track


def rate_bars(rows: pd.DataFrame) -> Drawing:
    """Recomputed rates as bars, printed rates as hollow diamonds, units without figures as hatched tracks."""
    told = rows.to_dict("records")
    top = max(100.0, *_present(rows["computed"]), *_present(rows["printed"]), 100.0)
    computed = [place for place, row in enumerate(told) if row["state"] == "computed"]
    printed = [place for place, row in enumerate(told) if not pd.isna(row["printed"])]
    data = [
        *missing_track([place for place, row in enumerate(told) if row["state"] == "missing"], top),
        bars(
            [float(told[place]["computed"]) for place in computed], computed,
            [words.rate_hover(told[place]) for place in computed], name=texts.MARK_COMPUTED,
            customdata=[told[place].get("asked", "") for place in computed],
        ),
        dots(
            [float(told[place]["printed"]) for place in printed], printed,
            [words.rate_hover(told[place]) for place in printed], name=texts.MARK_PRINTED,
            customdata=[told[place].get("asked", "") for place in printed],
            marker={"symbol": "diamond", "size": 12, "color": "#ffffff", "line": {"width": 2.5, "color": ALERT}},
        ),
    ]  # fmt: skip
    column = [words.rate_words(row, dense=len(told) >= DENSE_FROM) for row in told]
    return in_rows(data, _labels(rows), column, "%", top)


def value_bars(rows: pd.DataFrame, measure: str) -> Drawing:
    """Values as bars. With a `group` column each group gets a heading row above its bars."""
    told = rows.to_dict("records")
    labels, places = _grouped(rows)
    top = max([*_present(rows["value"]), 0.0]) or 1.0
    known = [i for i, row in enumerate(told) if not pd.isna(row["value"])]
    data = [
        *missing_track([places[i] for i in range(len(told)) if i not in set(known)], top),
        bars(
            [float(told[i]["value"]) for i in known], [places[i] for i in known],
            [words.value_hover(told[i]) for i in known], width=0.62,
            customdata=[told[i].get("asked", "") for i in known],
        ),
    ]  # fmt: skip
    column = [""] * len(labels)
    for row, place in zip(told, places, strict=True):
        value = row["value"]
        column[place] = words.grey(texts.NOT_REPORTED) if pd.isna(value) else words.bold(formatting.number(value))
    return in_rows(data, labels, column, measure, top, line=26)


def pair_bars(rows: pd.DataFrame, measure: str, names: tuple[str, str]) -> Drawing:
    """A whole (outlined) with its part (filled) inside it: plan and disbursed, assigned and present."""
    told = rows.to_dict("records")
    top = max([*_present(rows["whole_value"]), *_present(rows["part_value"]), 0.0]) or 1.0
    data = missing_track([place for place, row in enumerate(told) if not row["reported"]], top)
    for side, name, width, style in (
        ("whole", names[0], 0.62, {"color": "rgba(0,0,0,0)", "line": {"color": MUTED, "width": 1.5}}),
        ("part", names[1], 0.34, {"color": FILLED}),
    ):
        known = [place for place, row in enumerate(told) if not pd.isna(row[f"{side}_value"])]
        values = [float(told[place][f"{side}_value"]) for place in known]
        hovers = [words.pair_hover(told[place], measure, names) for place in known]
        asked = [told[place].get(f"{side}_asked", "") for place in known]
        data.append(bars(values, known, hovers, width=width, name=name, marker=style, customdata=asked))
    column = [words.pair_words(row, dense=len(told) >= DENSE_FROM) for row in told]
    return in_rows(data, _labels(rows), column, measure, top)


def _labels(rows: pd.DataFrame) -> list[str]:
    return [words.row_label(name) for name in rows["display"]]


def _grouped(rows: pd.DataFrame) -> tuple[list[str], list[int]]:
    """Axis labels with heading rows, and the place of each row among them."""
    if "group" not in rows:
        return _labels(rows), list(range(len(rows)))
    labels: list[str] = []
    places: list[int] = []
    before = None
    for group, label in zip(rows["group"], rows["display"], strict=True):
        if group != before:
            labels.append(words.bold(words.row_label(group)))
        before = group
        places.append(len(labels))
        labels.append(words.row_label(label))
    return labels, places


def _present(values: pd.Series) -> Sequence[float]:
    return [float(value) for value in values.dropna()]
