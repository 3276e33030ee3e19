"""What of a heat map can be taken by a click: plotly selects no cell of one, so marks that nobody sees lie over them.

Each lies in the middle of its cell, and any place of the grid is nearest to the middle of its own cell.
"""

from collections.abc import Iterable

from dashboard.charts.frame import Spec

# For the layout: the whole cell answers, however far its middle is.
WHOLE_CELLS: Spec = {"hovermode": "closest", "hoverdistance": -1}
_UNSEEN = {"marker": {"opacity": 0}}


def marks(cells: Iterable[tuple[int, int, str]]) -> Spec:
    """The trace that hovers and clicks in place of the map: column, row and hover of each cell.

    What they open is told to the `Drawing`, in the same order; nothing else of such a figure may answer to the mouse.
    """
    columns, rows, hovers = zip(*cells, strict=True) if (cells := list(cells)) else ((), (), ())
    return {
        "type": "scatter", "mode": "markers", "x": list(columns), "y": list(rows), "hovertext": list(hovers),
        "hoverinfo": "text", "marker": {"opacity": 0, "size": 6}, "selected": _UNSEEN, "unselected": _UNSEEN,
    }  # fmt: skip
