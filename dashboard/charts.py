"""Frames to figures: one builder per kind of chart, no indicator named inside.

All kinds share a row layout: the reporting unit on the left, the mark in the middle, the figure in a
column of its own on the right, so that labels never collide with marks at any width. What a colour
says is also said by shape and by text.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import chart_words as words
from dashboard import formatting, texts
from dashboard.chart_words import ALERT, MUTED

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
INK, GRID, TRACK, FILLED = "#0f1a24", "#e3e8ee", "#c9d2dc", "#1f5fa8"
SCALE = [[0, "#eef4fb"], [0.5, "#7aaad8"], [1, "#154a88"]]
DENSE_FROM = 13  # rows; from here on each row is one line of text
_FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
_RIGHT, _RIGHT_DENSE = 118, 150  # px kept for the column of figures; a dense row writes it on one line


def rate_bars(rows: pd.DataFrame) -> go.Figure:
    """Recomputed rates as bars, printed rates as hollow diamonds, units without figures as hatched tracks."""
    positions = list(range(len(rows)))
    top = max(100.0, *_present(rows["computed"]), *_present(rows["printed"]), 100.0)
    figure = go.Figure()
    _add_missing(figure, [i for i in positions if rows["state"][i] == "missing"], top)
    computed = [i for i in positions if rows["state"][i] == "computed"]
    figure.add_bar(
        x=[rows["computed"][i] for i in computed], y=computed, orientation="h", width=0.56, name=texts.MARK_COMPUTED,
        marker_color=FILLED, hovertext=[words.rate_hover(rows.loc[i]) for i in computed], hoverinfo="text",
    )  # fmt: skip
    printed = [i for i in positions if not pd.isna(rows["printed"][i])]
    figure.add_scatter(
        x=[rows["printed"][i] for i in printed], y=printed, mode="markers", name=texts.MARK_PRINTED,
        marker={"symbol": "diamond", "size": 12, "color": "#ffffff", "line": {"width": 2.5, "color": ALERT}},
        cliponaxis=False, hovertext=[words.rate_hover(rows.loc[i]) for i in printed], hoverinfo="text",
    )  # fmt: skip
    column = [words.rate_words(rows.loc[i], dense=len(rows) >= DENSE_FROM) for i in positions]
    return _row_layout(figure, _labels(rows), column, "%", top, right=_right(rows))


def value_bars(rows: pd.DataFrame, measure: str) -> go.Figure:
    """Values as bars. With a `group` column each group gets a heading row above its bars."""
    labels, places = _grouped(rows)
    top = max([*_present(rows["value"]), 0.0]) or 1.0
    figure = go.Figure()
    known = [i for i in range(len(rows)) if not pd.isna(rows["value"][i])]
    _add_missing(figure, [places[i] for i in range(len(rows)) if i not in known], top)
    figure.add_bar(
        x=[rows["value"][i] for i in known], y=[places[i] for i in known], orientation="h", width=0.62,
        marker_color=FILLED, hovertext=[words.value_hover(rows.loc[i]) for i in known], hoverinfo="text",
    )  # fmt: skip
    column = [""] * len(labels)
    for i, place in enumerate(places):
        value = rows["value"][i]
        column[place] = words.grey(texts.NOT_REPORTED) if pd.isna(value) else words.bold(formatting.number(value))
    return _row_layout(figure, labels, column, measure, top, right=104, line=26)


def pair_bars(rows: pd.DataFrame, measure: str, names: tuple[str, str]) -> go.Figure:
    """A whole (outlined) with its part (filled) inside it: plan and disbursed, assigned and present."""
    top = max([*_present(rows["whole_value"]), *_present(rows["part_value"]), 0.0]) or 1.0
    figure = go.Figure()
    _add_missing(figure, [i for i in range(len(rows)) if not rows["reported"][i]], top)
    for side, name, width, style in (
        ("whole", names[0], 0.62, {"color": "rgba(0,0,0,0)", "line": {"color": MUTED, "width": 1.5}}),
        ("part", names[1], 0.34, {"color": FILLED}),
    ):
        known = [i for i in range(len(rows)) if not pd.isna(rows[f"{side}_value"][i])]
        figure.add_bar(
            x=[rows[f"{side}_value"][i] for i in known], y=known, orientation="h", width=width, name=name, marker=style,
            hovertext=[words.pair_hover(rows.loc[i], measure, names) for i in known], hoverinfo="text",
        )  # fmt: skip
    column = [words.pair_words(rows.loc[i], dense=len(rows) >= DENSE_FROM) for i in range(len(rows))]
    return _row_layout(figure, _labels(rows), column, measure, top, right=_right(rows) + 20)


def rate_heat(history: pd.DataFrame, periods: Mapping[str, str]) -> go.Figure:
    """Rates of many units over periods, the number in each cell; an empty cell is one not reported."""
    grid = _grid(history, "value", periods)
    grid = grid.sort_values(grid.columns[-1], ascending=False, na_position="last")
    hover = grid.map(words.percent_or_missing)
    return _heat(grid, grid.map(lambda value: formatting.number(value, 1)), hover, periods, top=100)


def quarter_heat(quarters: pd.DataFrame, labels: Mapping[str, str]) -> go.Figure:
    """In-quarter values of many units; a quarter without a value says why, and is no number.

    Rows: display, period (a key of `labels`), value, words (in the cell) and reason (in the hover).
    """
    grid = _grid(quarters, "value", labels)
    told = _grid(quarters, "words", labels).reindex(grid.index).fillna(formatting.ABSENT)
    hover = _grid(quarters, "reason", labels).reindex(grid.index).fillna(texts.NOT_REPORTED)
    return _heat(grid, told, hover, labels, top=max(float(quarters["value"].fillna(0).max()), 1.0))


def _grid(rows: pd.DataFrame, column: str, periods: Mapping[str, str]) -> pd.DataFrame:
    """Unit by period; the first of two where a unit has both."""
    grid = rows.pivot_table(
        index="display", columns="period", values=column, sort=False, aggfunc="first", dropna=False, observed=True
    )
    return grid.reindex(columns=list(periods))


def _heat(
    grid: pd.DataFrame, told: pd.DataFrame, hover: pd.DataFrame, periods: Mapping[str, str], *, top: float
) -> go.Figure:
    """Cells shaded from zero to `top` with their text; what has no value is left pale."""
    labels = list(periods.values())
    hovers = [
        [
            f"{words.bold(formatting.for_plot(name))}<br>{label}: {said!s}"
            for label, said in zip(labels, row, strict=True)
        ]
        for name, row in zip(grid.index, hover.astype(str).to_numpy(), strict=True)
    ]
    figure = go.Figure(
        go.Heatmap(
            z=grid.to_numpy(), x=[words.stacked(label) for label in periods.values()], y=list(range(len(grid))),
            text=told.to_numpy(), texttemplate="%{text}", textfont={"size": 12}, colorscale=SCALE, zmin=0, zmax=top,
            showscale=False, xgap=3, ygap=3, hovertext=hovers, hoverinfo="text", hoverongaps=True,
        )
    )  # fmt: skip
    for row, (values, shown) in enumerate(zip(grid.to_numpy().tolist(), told.to_numpy().tolist(), strict=True)):
        for column, (value, text) in enumerate(zip(values, shown, strict=True)):
            if pd.isna(value) and text != formatting.ABSENT:  # there the map draws no text of its own
                figure.add_annotation(x=column, y=row, text=words.small(words.grey(text)), showarrow=False)
    _frame(figure, 26 * len(grid) + 64)
    names = _name_ticks([words.axis_label(name) for name in grid.index])
    figure.update_yaxes(autorange="reversed", showgrid=False, zeroline=False, **names)
    figure.update_xaxes(side="top", tickangle=0, showgrid=False, type="category")
    figure.update_layout(plot_bgcolor="#f5f6f8")
    return figure


def _row_layout(
    figure: go.Figure,
    labels: Sequence[str],
    column: Sequence[str],
    measure: str,
    top: float,
    *,
    right: int,
    line: int = 0,
) -> go.Figure:
    """Names left, marks, figures right; the measure under the axis."""
    height = line or (27 if len(labels) >= DENSE_FROM else 46)
    _frame(figure, height * len(labels) + 48)
    figure.update_layout(barmode="overlay", margin={"l": 0, "r": right, "t": 4, "b": 40})
    figure.update_yaxes(range=[len(labels) - 0.5, -0.5], zeroline=False, showgrid=False, **_name_ticks(labels))
    figure.update_xaxes(
        range=[0, top * 1.02], title={"text": measure, "font": {"color": MUTED, "size": 12}, "standoff": 6},
        nticks=4, tickangle=0, tickformat=",~f", zeroline=True, zerolinecolor=MUTED, zerolinewidth=1,
    )  # fmt: skip
    for position, text in enumerate(column):
        if text:
            figure.add_annotation(
                x=1, xref="paper", xanchor="left", xshift=12, y=position, yanchor="middle", text=text,
                showarrow=False, align="left", font={"color": INK, "size": 13},
            )  # fmt: skip
    return figure


def _frame(figure: go.Figure, height: int) -> None:
    figure.update_layout(
        template=go.layout.Template(), height=height, dragmode=False, paper_bgcolor="rgba(0,0,0,0)",
        separators=formatting.DECIMAL + formatting.THOUSANDS, plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 0, "r": 12, "t": 40, "b": 4},
        font={"family": _FONT, "color": INK, "size": 13},
        hoverlabel={"namelength": -1, "align": "left", "bgcolor": "#ffffff", "bordercolor": MUTED,
                    "font": {"family": _FONT, "color": INK, "size": 13}},
        showlegend=False,  # the marks are explained in words above the charts, where they wrap on a phone
    )  # fmt: skip
    axis = {"fixedrange": True, "automargin": True, "gridcolor": GRID, "tickfont": {"color": MUTED, "size": 12}}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**(axis | {"tickfont": {"color": INK, "size": 13}}))


def _name_ticks(labels: Sequence[str]) -> dict[str, Any]:
    gap = {"ticks": "outside", "ticklen": 8, "tickcolor": "rgba(0,0,0,0)"}
    return {"tickmode": "array", "tickvals": list(range(len(labels))), "ticktext": labels} | gap


def _labels(rows: pd.DataFrame) -> list[str]:
    return [words.axis_label(name) for name in rows["display"]]


def _grouped(rows: pd.DataFrame) -> tuple[list[str], list[int]]:
    """Axis labels with heading rows, and the place of each row among them."""
    if "group" not in rows:
        return _labels(rows), list(range(len(rows)))
    labels: list[str] = []
    places: list[int] = []
    for position, (group, label) in enumerate(zip(rows["group"], rows["display"], strict=True)):
        if position == 0 or group != rows["group"][position - 1]:
            labels.append(words.bold(words.axis_label(group)))
        places.append(len(labels))
        labels.append(words.axis_label(label))
    return labels, places


def _add_missing(figure: go.Figure, positions: Sequence[int], top: float) -> None:
    """A pale hatched track says 'no figure'; it cannot be taken for a bar of any length."""
    if not positions:
        return
    figure.add_bar(
        x=[top * 1.02] * len(positions), y=list(positions), orientation="h", width=0.5, name=texts.MARK_MISSING,
        marker={"color": "#ffffff", "pattern": {"shape": "/", "fgcolor": TRACK, "size": 7, "solidity": 0.22}},
        hovertext=[texts.NOT_REPORTED] * len(positions), hoverinfo="text",
    )  # fmt: skip


def _right(rows: pd.DataFrame) -> int:
    return _RIGHT_DENSE if len(rows) >= DENSE_FROM else _RIGHT


def _present(values: pd.Series) -> list[float]:
    return [float(value) for value in values.dropna()]
