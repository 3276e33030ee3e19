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
from dashboard.queries.difference import UNDERSTOOD, difference, effect, findings_of_load, touched, understood
from dashboard.queries.exports import count_drawn_rows, count_export_rows, drawn_rows, export_rows
from dashboard.queries.figures import (
    figures,
    levels_reported,
    open_problems,
    periods,
    printed_figures,
    rates,
    reporting,
    reporting_units,
    snapshot_version,
    themes_reported,
)
from dashboard.queries.quality import (
    corrections,
    files,
    files_of_load,
    findings,
    indicator_names,
    limits,
    loads,
    reports,
)
from dashboard.queries.series import in_quarters, league, trend, year_on_year
from dashboard.queries.targets import targets
from dashboard.queries.totals import total_over_time, totals

__all__ = [
    "UNDERSTOOD",
    "catalogue_aliases",
    "catalogue_decisions",
    "catalogue_indicators",
    "catalogue_targets",
    "catalogue_trail",
    "catalogue_units",
    "corrections",
    "count_drawn_rows",
    "count_export_rows",
    "difference",
    "drawn_rows",
    "effect",
    "export_rows",
    "figures",
    "files",
    "files_of_load",
    "findings",
    "findings_of_load",
    "in_quarters",
    "indicator_names",
    "league",
    "levels_reported",
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
    "touched",
    "trend",
    "understood",
    "year_on_year",
]
