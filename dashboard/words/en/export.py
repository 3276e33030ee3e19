"""Words of the files that leave a page: the buttons, and the sheet that says what the rows are."""

from dashboard.words.counting import Counted

TITLE = "Download what you see"
ROWS = Counted("{count} [count|row|rows]")
WORKBOOK = "Excel (XLSX)"
WORKBOOK_HELP = "Numbers are numbers, dates are dates; the sheet “About” gives filters, time, coverage and sources."
TOO_MANY_ROWS = (
    "A sheet of Excel holds no more than {most} rows: the XLSX file is divided into {sheets} sheets, and the CSV file "
    "needs another program. Making a file takes some minutes."
)
UNITS_IN_NAME = Counted("{count} [count|unit|units]")
UNITS_OF_TODAY_IN_NAME = "units of today"
KNOWN_ON_IN_NAME = "known after load {number}"
SNAPSHOT_IN_NAME = "snapshot {number}"

# The workbook.
SHEET_OF_ROWS = "Figures"
SHEET_OF_NOTES = "About"
LABELS = {
    "page": "Page",
    "trial": "TRIAL",
    "looked_at": "Units seen",
    "known_on": "Figures known",
    "snapshot": "Snapshot",
    "link": "Open this view again",
    "rows": "Rows",
    "coverage": "Coverage",
    "measures": "Indicators and measures",
    "columns": "Columns",
    "notes": "Notes on the page",
    "sources": "Sources",
}
TRIAL = "An invented province, no real figures."
SNAPSHOT = "number {number}, made {made_at}"
ROWS_IN_SHEETS = "{count} rows, divided into {sheets} sheets"
COVERAGE = Counted("{level}: {told} [told|unit has|units have] figures in this file")
COVERAGE_OF_EXPECTED = Counted(
    "{level}: {told} [told|unit has|units have] figures in this file; {reported} of {expected} units due to report "
    "this period have reported"
)
MEASURE = "{name} ({code}): {measure}"
COLUMN = "{column}: {meaning}"
SOURCE = Counted("{file} · {sheet}: {count} [count|row|rows]")
NO_SOURCE = Counted(
    "Not from one file (added up from several units, or found in several files): {count} [count|row|rows]"
)
CUT = Counted(
    "{count} [count|cell|cells] longer than {most} characters [count|is|are] cut in this file; the CSV file has all of "
    "[count|it|them]."
)
COLUMNS = {
    "reporting_unit": "name of the unit",
    "level": "level of the unit",
    "parent": "unit above",
    "period": "code of the reporting period",
    "period_start": "first day counted",
    "period_end": "last day counted",
    "indicator": "code of the indicator",
    "handled_by": "level that handled it; empty where it is not split",
    "value": "value",
    "measure": "measure",
    "basis": "in_period, cumulative, or at_date",
    "origin": "reported: read from a cell; computed: from its parts",
    "file": "source file",
    "sheet": "sheet of the source file",
    "cell": "cell of the sheet",
    "raw": "the cell as it stands",
}

# What each page says of its rows.
DRAWN = (
    "The rows are exactly the figures that the charts of this page draw, for the chosen period, level and units; the "
    "origin of recomputed rates is computed."
)
OVERVIEW = (
    "The rows are the rates of the indicators on the page and the figures they are made of, of each unit, in the "
    "period, level and units chosen; recomputed rates have the origin computed."
)
PRINTED = "The rows are all figures that were read, split by level of handling as each form printed them."
HEADLINE = "{level} – {title}: {value} ({basis})"
CHART_OF_LEVEL = "{chart} ({level})"
CHART_NOTE = "{chart}: {note}"
SECTION = "Data quality: {section}"
COVERED = "{period}: {covered} of the units due to report have reported"
AGREES = {True: "differs", False: "agrees"}
TOLD_BY = {"document": "date of the document", "arrival": "date of loading"}

# Tables of the data-quality page and of charts, with their columns.
REPORTS = {
    "name": "Unit", "level": "Level", "parent_name": "Unit above", "province": "Province", "period": "Period",
    "state": "State", "figures": "Number of figures", "themes": "Themes", "told_on": "Sent on",
    "told_by": "Sent on, by", "deadline": "Due by",
}  # fmt: skip
FINDINGS = {
    "rule": "Code of the rule", "name": "Rule", "severity": "Severity", "unit_name": "Unit", "period": "Period",
    "indicator_name": "Indicator", "handled_by": "Handled by", "found": "Found", "expected": "Compared with",
    "sentence": "What it is and what to do", "file": "File", "sheet": "Sheet", "cell": "Cell",
    "explanation": "Explanation", "explained_by": "Explained by",
}  # fmt: skip
RATES = {
    "display": "Unit", "indicator_name": "Indicator", "handled_by": "Handled by", "printed": "Printed (%)",
    "computed": "Recomputed (%)", "gap": "Gap (points)", "agrees": "Agreement", "numerator": "Numerator",
    "denominator": "Denominator", "raw": "Printed, as it stands", "period_start": "Counted from",
    "period_end": "Counted to", "basis": "Basis", "source": "Source", "file": "File", "sheet": "Sheet",
    "cell": "Cell of the printed rate", "numerator_place": "Cell of the numerator",
    "denominator_place": "Cell of the denominator", "warning": "Note",
}  # fmt: skip
HISTORY = {
    "display": "Unit", "period": "Period", "value": "Recomputed (%)", "numerator": "Numerator",
    "denominator": "Denominator", "period_start": "Counted from", "period_end": "Counted to",
}  # fmt: skip
QUARTERS = {
    "display": "Unit", "period": "Quarter", "value": "Value", "measure": "Measure", "reason": "How it was derived",
    "window_start": "Counted from", "window_end": "Counted to",
}  # fmt: skip
