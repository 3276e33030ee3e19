"""The questions that the pages ask, one function each: a cursor and bound values in, a tidy frame out.

"Shown" figures are the one figure per reporting unit, period, indicator and handled_by that charts use. The columns of
each answer are in its docstring; the rules behind them are views and macros of etl/views.sql.
"""

from dashboard.queries.catalogue import (
    catalogue_aliases,
    catalogue_decisions,
    catalogue_indicators,
    catalogue_roles,
    catalogue_targets,
    catalogue_trail,
    catalogue_units,
)
from dashboard.queries.compare import comparable, unit_lives
from dashboard.queries.difference import UNDERSTOOD, difference, effect, findings_of_load, touched, understood
from dashboard.queries.exports import count_drawn_rows, count_export_rows, drawn_rows, export_rows
from dashboard.queries.figures import (
    figures,
    first_figures,
    levels_reported,
    open_problems,
    periods,
    printed_figures,
    printed_indicators,
    rates,
    reporting,
    reporting_units,
    snapshot_version,
    themes_reported,
    told,
)
from dashboard.queries.over_years import over_years
from dashboard.queries.profile import unit_documents, unit_events, unit_facts, unit_reports
from dashboard.queries.quality import (
    corrections,
    coverage,
    files,
    files_of_load,
    findings,
    findings_counted,
    indicator_names,
    limits,
    loads,
    reports,
)
from dashboard.queries.series import in_quarters, league, trend, year_on_year
from dashboard.queries.side_by_side import side_by_side
from dashboard.queries.targets import accumulating, targeted, targets
from dashboard.queries.totals import total_over_time, totals
from dashboard.queries.traced import traced_cells, traced_figure, traced_findings

__all__ = [
    "UNDERSTOOD",
    "accumulating",
    "catalogue_aliases",
    "catalogue_decisions",
    "catalogue_indicators",
    "catalogue_roles",
    "catalogue_targets",
    "catalogue_trail",
    "catalogue_units",
    "comparable",
    "corrections",
    "count_drawn_rows",
    "count_export_rows",
    "coverage",
    "difference",
    "drawn_rows",
    "effect",
    "export_rows",
    "figures",
    "files",
    "files_of_load",
    "findings",
    "findings_counted",
    "findings_of_load",
    "first_figures",
    "in_quarters",
    "indicator_names",
    "league",
    "levels_reported",
    "limits",
    "loads",
    "open_problems",
    "over_years",
    "periods",
    "printed_figures",
    "printed_indicators",
    "rates",
    "reporting",
    "reporting_units",
    "reports",
    "side_by_side",
    "snapshot_version",
    "targeted",
    "targets",
    "themes_reported",
    "told",
    "total_over_time",
    "totals",
    "touched",
    "traced_cells",
    "traced_figure",
    "traced_findings",
    "trend",
    "understood",
    "unit_documents",
    "unit_events",
    "unit_facts",
    "unit_lives",
    "unit_reports",
    "year_on_year",
]
