"""The house style of all figures: fonts, inks, axes, and the layout of rows with a column of figures at the right.

Figures are plain dicts: plotly validates each value of a `go.Figure` while it is built, which costs a hundred times as
much as the figure itself (decision 24). Tests validate every kind instead.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from plotly.basedatatypes import BaseFigure

from dashboard import formatting, texts
from dashboard.chart_words import MUTED
from dashboard.widths import pixels

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
INK, GRID, TRACK, FILLED = "#0f1a24", "#e3e8ee", "#c9d2dc", "#1f5fa8"
PALE, AMBER, GREEN, GREY = "#a0c3e5", "#c8781e", "#2b8a5b", "#8a97a5"
SCALE = [[0, "#eef4fb"], [0.5, "#abc9e8"], [1, "#5d95cd"]]  # ink on the darkest has a contrast of 5.6
DENSE_FROM = 13  # rows; from here on each row is one line of text
FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
Spec = dict[str, Any]
_EMPTY: Spec = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}
_TWO_LINES = 36  # px of a row whose name, or figure, stands on two lines
_GAP = 8  # px between names and the axis, and between the numbers at one
NARROW, _LEAST, _WIDE, _MOST_TICKS = 318, 10, 300, 6  # px of a figure on a phone, of axes; numbers at one
# Names of which the room is known are not measured by the browser, which would draw each figure twice.
MEASURED: Spec = {"automargin": False, "ticklabeloverflow": "allow"}


class Drawing(BaseFigure):  # type: ignore[misc]  # plotly has no types
    """A ready figure, which Streamlit passes on as it is. `spec` holds JSON values only, None for what is missing.

    `codes` are what the marks over the cells of a map open (`touch.marks`); they stay on the server, for a map has
    thousands. Marks of other charts carry theirs as `customdata`. `least` are the pixels below which it cannot be read.
    """

    def __init__(self, data: Sequence[Spec], layout: Spec, codes: Sequence[str] = (), least: int = 0) -> None:
        """Take a figure's traces and its layout as they are."""
        object.__setattr__(self, "spec", {"data": list(data), "layout": layout})
        object.__setattr__(self, "codes", tuple(codes))
        object.__setattr__(self, "least", least)

    def to_dict(self) -> Spec:
        """The figure as plotly.js takes it."""
        spec: Spec = self.__dict__["spec"]
        return spec


def layout(height: int, *, margin: Spec | None = None, **more: Any) -> Spec:
    """What every figure has; heights are explicit so that nothing jumps. `xaxis` and `yaxis` add to the usual axes."""
    axes = {
        "xaxis": axis(**more.pop("xaxis", {})),
        "yaxis": axis(**{"tickfont": _font(INK, 13)} | more.pop("yaxis", {})),
    }
    return {
        "template": {}, "height": height, "dragmode": False, "paper_bgcolor": "rgba(0,0,0,0)",
        "separators": formatting.DECIMAL + formatting.THOUSANDS, "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 12, "t": 40, "b": 4} | (margin or {}),
        "font": _font(INK, 13),
        "hoverlabel": {"namelength": -1, "align": "left", "bgcolor": "#ffffff", "bordercolor": MUTED,
                       "font": _font(INK, 13)},
        "showlegend": False,  # marks are explained in words above the charts, where they wrap on a phone
    } | axes | more  # fmt: skip


def axis(**more: Any) -> Spec:
    """An axis that cannot be dragged, with its labels inside the figure."""
    usual = {"fixedrange": True, "automargin": True, "gridcolor": GRID, "tickfont": _font(MUTED, 12)}
    return usual | more


def value_axis(measure: str, top: float, *, bottom: float = 0.0, **more: Any) -> Spec:
    """From zero, with few ticks in the reader's number format, and the measure as its title.

    `bottom` is a value below zero, or, for dots only, one above it.
    """
    return {
        "range": [min(bottom * 1.02, bottom), top * 1.02], "nticks": 4, "tickangle": 0,
        "tickformat": ",~f", "zeroline": True, "zerolinecolor": MUTED, "zerolinewidth": 1,
        "title": {"text": measure, "font": _font(MUTED, 12), "standoff": 6},
    } | more  # fmt: skip


def note(x: float | str, y: float | str, text: str, **more: Any) -> Spec:
    """Text on the figure."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": _font(INK, 13)} | more


def line_at(value: float, *, upright: bool = True, **more: Any) -> Spec:
    """A thin line over the whole figure at a value: a target, a median."""
    ends = {"x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "xref": "x"}
    if not upright:
        ends = {"y0": value, "y1": value, "x0": 0, "x1": 1, "xref": "paper", "yref": "y"}
    return {"type": "line", "layer": "below", "line": {"color": AMBER, "width": 1.5, "dash": "dot"}} | ends | more


def in_rows(
    data: Sequence[Spec],
    labels: Sequence[str],
    column: Sequence[str],
    measure: str,
    top: float,
    *,
    line: int = 0,
    bottom: float = 0.0,
    shapes: Sequence[Spec] = (),
    notes: Sequence[Spec] = (),
) -> Drawing:
    """Names left, marks, figures at the right where they never collide with marks; the measure under the axis."""
    height = line or (27 if len(labels) >= DENSE_FROM else 46)
    if any("<br>" in text for text in (*labels, *column)):
        height = max(height, _TWO_LINES)
    above = 22 if any(one.get("yref") == "paper" for one in notes) else 4
    rows = {"range": [len(labels) - 0.5, -0.5], "zeroline": False, "showgrid": False, **MEASURED}
    left, right = room(labels), room(column)
    values = value_axis(measure, top, bottom=bottom) | MEASURED
    values |= number_ticks(values["range"][0], values["range"][1], NARROW - left - right)
    values |= _lines_between(values["range"][0], values["range"][1])
    return Drawing(
        _on_both_axes(data),
        layout(
            height * len(labels) + 44 + above,
            margin={"l": left, "r": right, "t": above, "b": 40},
            barmode="overlay",
            xaxis=values,
            yaxis=rows | name_ticks(labels),
            yaxis2=axis(overlaying="y", side="right", tickfont=_font(INK, 13), **rows | name_ticks(column)),
            annotations=list(notes),
            shapes=list(shapes),
        ),
    )


def _on_both_axes(data: Sequence[Spec]) -> list[Spec]:
    """Names stand at the first axis, figures at the second; plotly draws an axis only where a trace with marks is."""
    drawn = [place for place, trace in enumerate(data) if trace["y"]]
    last = drawn[-1] if drawn else -1
    empty = [{**_EMPTY, "yaxis": name} for name in ("y", "y2")[: max(0, 2 - len(drawn))]]
    return empty + [{**trace, "yaxis": "y2"} if place == last else trace for place, trace in enumerate(data)]


def room(labels: Sequence[str], size: int = 13) -> int:
    """Pixels that names, or figures, need beside an axis that does not measure them."""
    return round(max((pixels(label, size) for label in labels), default=0)) + _GAP + 6


def number_ticks(low: float, high: float, wide: float) -> Spec:
    """Round numbers in a span of which none touches the next where the axis is `wide` pixels: on a phone.

    Plotly spreads ticks by their number, not by what they say, and so writes millions over each other.
    """
    span, known = high - low, [low]
    for exponent in range(math.floor(math.log10(span)) - 1, math.ceil(math.log10(span)) + 1):
        for step in (each * 10.0**exponent for each in (1, 2, 5)):
            places = [step * count for count in range(math.ceil(low / step), math.floor(high / step) + 1)]
            told = [formatting.number(place) for place in places]
            halves = [pixels(text, 12) / 2 for text in told]
            needed = max((one + other for one, other in pairwise(halves)), default=0.0) + _GAP
            if any(places) and len(places) <= _MOST_TICKS and step / span * max(wide, _LEAST) >= needed:
                return {"tickmode": "array", "tickvals": places, "ticktext": told}
            known = places if any(places) else known  # zero alone says nothing of how far it goes
    return {"tickmode": "array", "tickvals": known[-1:], "ticktext": [formatting.number(known[-1])]}


def _lines_between(low: float, high: float) -> Spec:
    """Lines where a wide screen has room for numbers: those that fit a phone are too few to compare by."""
    places = number_ticks(low, high, _WIDE)["tickvals"]
    if len(places) < 2:
        return {}
    return {"minor": {"tick0": 0, "dtick": places[1] - places[0], "showgrid": True, "gridcolor": GRID, "ticks": ""}}


def name_ticks(labels: Sequence[str]) -> Spec:
    """An axis of names instead of numbers."""
    gap = {"ticks": "outside", "ticklen": _GAP, "tickcolor": "rgba(0,0,0,0)"}
    return {"tickmode": "array", "tickvals": list(range(len(labels))), "ticktext": list(labels)} | gap


def missing_track(places: Sequence[int], top: float) -> list[Spec]:
    """A pale hatched track says 'no figure'; it cannot be taken for a bar of any length."""
    if not places:
        return []
    hatch = {"color": "#ffffff", "pattern": {"shape": "/", "fgcolor": TRACK, "size": 7, "solidity": 0.22}}
    said = [texts.NOT_REPORTED] * len(places)
    length = [top * 1.02] * len(places)
    return [bars(length, places, said, name=texts.MARK_MISSING, width=0.5, marker=hatch)]


def bars(lengths: Sequence[Any], places: Sequence[Any], hovers: Sequence[str], **more: Any) -> Spec:
    """Horizontal bars at places of the name axis."""
    return {
        "type": "bar", "orientation": "h", "x": list(lengths), "y": list(places), "hovertext": list(hovers),
        "hoverinfo": "text", "width": 0.56, "marker": {"color": FILLED},
    } | more  # fmt: skip


def dots(values: Sequence[Any], places: Sequence[Any], hovers: Sequence[str], **more: Any) -> Spec:
    """Marks at places of the name axis."""
    return {
        "type": "scatter", "mode": "markers", "x": list(values), "y": list(places), "hovertext": list(hovers),
        "hoverinfo": "text", "cliponaxis": False,
    } | more  # fmt: skip


def _font(color: str, size: int) -> Spec:
    return {"family": FONT, "color": color, "size": size}
