"""Frames to figures: one builder per kind of chart, no indicator named inside.

What a colour says is also said by shape and by text; names are cut on axes and whole in hovers.
"""

from dashboard.charts.beside import bars_with_dots, bullets, dumbbells
from dashboard.charts.flows import beside_last_year, clearance, waterfall
from dashboard.charts.frame import CONFIG, FILLED, TRACK, Drawing
from dashboard.charts.heats import quarter_heat, rate_heat
from dashboard.charts.leagues import pair_bars, rate_bars, value_bars
from dashboard.charts.ranks import ranked_rates, shares
from dashboard.charts.running import Line, running

__all__ = [
    "CONFIG",
    "FILLED",
    "TRACK",
    "Drawing",
    "Line",
    "bars_with_dots",
    "beside_last_year",
    "bullets",
    "clearance",
    "dumbbells",
    "pair_bars",
    "quarter_heat",
    "ranked_rates",
    "rate_bars",
    "rate_heat",
    "running",
    "shares",
    "value_bars",
    "waterfall",
]
