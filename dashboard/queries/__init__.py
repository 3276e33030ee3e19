"""The questions that the pages ask, one function each: a cursor and bound values in, a tidy frame out.

"Shown" figures are the one figure per reporting unit, period, indicator and handled_by that charts use. The columns of
each answer are in its docstring; the rules behind them are views and macros of etl/views.sql.
"""

from dashboard.queries.catalogue import (
    catalogue_aliases,
    catalogue_decisions,
    catalogue_indicators,
    catalogue_targets,
    catalogue_trail,
    catalogue_units,
)
from dashboard.queries.figures import (
    export_rows,
    figures,
    open_problems,
    periods,
    printed_figures,
    rates,
    reporting,
    reporting_units,
    snapshot_version,
    themes_reported,
)
from dashboard.queries.quality import corrections, files, findings, indicator_names, limits, loads, reports
from dashboard.queries.series import in_quarters, league, trend, year_on_year
from dashboard.queries.targets import targets
from dashboard.queries.totals import total_over_time, totals

__all__ = [
    "catalogue_aliases",
    "catalogue_decisions",
    "catalogue_indicators",
    "catalogue_targets",
    "catalogue_trail",
    "catalogue_units",
    "corrections",
    "export_rows",
    "figures",
    "files",
    "findings",
    "in_quarters",
    "indicator_names",
    "league",
    "limits",
    "loads",
    "open_problems",
    "periods",
    "printed_figures",
    "rates",
    "reporting",
    "reporting_units",
    "reports",
    "snapshot_version",
    "targets",
    "themes_reported",
    "total_over_time",
    "totals",
    "trend",
    "year_on_year",
]
