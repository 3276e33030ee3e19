"""Every sentence and label on the screen, grouped by where it stands; codes stay in the code."""

from dashboard.words.counting import Counted

APP = "Administrative reform figures"
MENU = "Pages"

# Pages: title, and what the page answers.
OVERVIEW = "Overview"
DOSSIERS = "Administrative dossiers"
ONESTOP = "iGate and online services"
STAFFING = "Staffing"
INVESTMENT = "Public investment disbursement"
FIGURES = "Figures"
QUALITY = "Data quality"
UPLOAD = "Load appendices"

THEMES = {"dossiers": "Dossiers", "onestop": "One-stop, online", "staffing": STAFFING, "investment": "Disbursement"}

LANGUAGE = "Language"

# Filter bar.
PERIOD = "Reporting period"
LEVEL = "Level"
ALL_LEVELS = "All"
LEVEL_OPTION = "{level} ({count})"
REPORTING_UNITS = "Reporting units"
REPORTING_UNIT = "Reporting unit"
ALL_REPORTING_UNITS = "All reporting units"
UNKNOWN_IN_LINK = "The link asks for something that is no longer in the warehouse, so it was ignored: {values}."

# Marks on charts.
MARK_COMPUTED = "Recomputed from its parts"
MARK_PRINTED = "Printed in the report"
MARK_MISSING = "Not reported"
NOT_REPORTED = "not reported"
PRINTED_ONLY = "printed rate only"
ZERO_DENOMINATOR_SHORT = "denominator is 0"
PRINTED_SHORT = "⚠ printed {printed}"
RAW = "as printed"
DISAGREES = "The printed rate disagrees with its parts; the chart uses the recomputed rate."

# Short names of indicators on axes; the catalogue's full name stands in the table and the hover.
SHORT = {
    "dossiers_received": "Newly received",
    "dossiers_resolved": "Resolved",
    "dossiers_carried_over": "Carried over",
    "dossiers_to_process": "To be resolved",
    "dossiers_resolved_early": "– early",
    "dossiers_resolved_exactly_on_time": "– just on time",
    "dossiers_resolved_on_time": "– on time",
    "dossiers_resolved_late": "– late",
    "dossiers_pending": "In progress",
    "dossiers_on_time_rate": "Resolved on time",
    "igate_dossier_rate": "Dossiers recorded in iGate",
    "igate_dossiers": "Dossiers in iGate",
    "online_dossier_rate": "Dossiers filed online",
    "online_dossier_base": "Dossiers in scope",
    "online_dossiers_received": "– filed online",
    "onestop_connected_communes_rate": "Communes connected to the electronic one-stop shop",
    "onestop_connected_communes": "Communes connected",
    "communes_total": "Communes",
    "online_l3_provision_rate": "Procedures provided online at level 3",
    "online_l4_provision_rate": "Procedures provided online at level 4",
    "online_payment_rate": "Procedures with online payment",
    "online_l3_provided": "Level 3 procedures",
    "online_l4_provided": "Level 4 procedures",
    "online_l34_national_portal": "On the National Portal",
    "fee_procedures_online_payment": "Online payment",
    "staff_fill_rate": "Civil servants present against assigned",
    "psu_staff_fill_rate": "Public employees present against assigned",
    "staff_contract": "Contract staff",
    "staff_cut_in_period": "Civil servants cut",
    "psu_staff_cut_in_period": "Public employees cut",
    "staff_cut_rate_vs_2015": "Civil servants, cut since 2015",
    "psu_staff_cut_rate_vs_2015": "Public employees, cut since 2015",
    "investment_disbursement_rate": "Disbursed against plan",
}

# Panels of the theme pages.
ON_TIME = "Rate of dossiers resolved on time"
VOLUMES = "Number of dossiers"
PROCEDURES_ONLINE = "Procedures provided online"
DOSSIERS_ONLINE = "Dossiers filed online"
COMMUNES_CONNECTED = "Communes connected to the electronic one-stop shop"
COMMUNES, CONNECTED = "All communes", "Connected"
CIVIL_SERVANTS = "Civil servant headcount"
PUBLIC_EMPLOYEES = "Employees of public service units"
ASSIGNED, PRESENT = "Assigned", "Present"
STAFF_CHANGES = "Contract staff and posts cut"
STAFF_CUTS = "Posts cut since 2015"
DISBURSEMENT_RATE = "Disbursement rate against plan"
DISBURSEMENT = "Capital disbursed out of the assigned plan"
PLAN, DISBURSED = "Plan", "Disbursed"
HISTORY_TITLE = "Over the periods: {indicator}"
HISTORY_NOTE = (
    "Recomputed rate (%), periods of the same kind only; "
    "the darker the higher within this table.\u2003▨ not reported\u2003┃ the unit began or ended"
)
INDICATOR = "Indicator"
SPLIT_TITLE = "{title} – {handled_by}"
TOTAL = "{coverage} · together **{value}**"
TOTAL_PARTS = " ({numerator} / {denominator})"
WITHHELD = "{coverage} ({share}, at least {minimum} needed), so **no total is given**"
OTHER_WINDOWS = Counted(" · {count} [count|unit has|units have] other dates and [count|is|are] not added")
WINDOW_NOTE = "Dates other than the default: {window} ({names})."
TABLE = "Table and sources"
ALL_TABLES = "Open all tables"
ALL_TABLES_HELP = "The table below each chart is already open, to be read or printed; pages are a little slower."
NOBODY_REPORTED = "Not yet reported by any unit here: {names}."
NOT_ADDED = "Dossiers handled at district and at commune level are shown apart and never added."
MARKS = ":blue[■] recomputed from its parts\u2003◇ printed in the report\u2003⚠ the two disagree\u2003▨ not reported"
PAIR_MARKS = "▭ {whole}\u2003:blue[■] {part}"

# Tables.
COLUMNS = {
    "display": "Reporting unit",
    "indicator_name": "Indicator",
    "handled_by": "Handled by",
    "shown": "Value",
    "parts": "Numerator / denominator",
    "numerator_cell": "Cell of numerator",
    "denominator_cell": "Cell of denominator",
    "printed_cell": "Cell of printed rate",
    "measure": "Measure",
    "raw": "As printed",
    "window": "Dates covered",
    "basis": "Basis",
    "source": "Source",
    "file": "File",
    "sheet": "Sheet",
    "cell": "Cell",
    "note": "Note",
}
SHARE = "Share"
CELL_OF = "cell"
COMPUTED_FROM = "{numerator} / {denominator}"

# Restated figures.
RESTATED_FROM = Counted("added from {count} former [count|unit|units]")

# Overview.
THEME_COUNT = "● {count}"
THEME_ABSENT = "○ not reported"
COVERAGE_NOTE = "●: number of figures in the period. ○: none at all."
LEVEL_COUNT = "{level}: {count}"
MORE_UNITS = Counted(" and {count} more [count|unit|units]")

# Figures page.
SEARCH_INDICATORS = "Indicators"
ALL_INDICATORS = "All indicators"
ROWS = Counted("{count} [count|figure|figures]")
CSV_EXCEL = "CSV for Vietnamese Excel"
CSV_EXCEL_HELP = (
    "UTF-8 with BOM, semicolons between columns, decimal comma; opens with a double click in Vietnamese Excel."
)
CSV_PLAIN = "Plain CSV"
CSV_PLAIN_HELP = "UTF-8, commas between columns, decimal point; the same columns as the export command."

# Empty states.
NO_WAREHOUSE = "There are no figures yet. Open Load appendices to load report appendices."
NO_FIGURES_HERE = "{what}: no figures for this choice."
PERIODS_WITH_FIGURES = "Choose a period that has figures:"
GO_UPLOAD = "Load more appendices"
PERIOD_OPTION = Counted("{period} ({count} [count|unit|units])")

# Footer, first run, errors.
FOOTER = (
    "Snapshot {number}, made {made_at} · files loaded: {submissions} · reporting units: {reporting_units} · "
    "figures: {figures}"
)
FOOTER_EMPTY = "The warehouse is empty"
DAMAGED = (
    "**Snapshot {lost} of the figures is damaged or gone.** This page uses snapshot {number}, made {made_at}; figures "
    "loaded after it are not here yet. The files of the damaged one are loaded again by themselves from the originals "
    "that are kept, at the next session or load; answers, corrections and withdrawals made in it have to be made again."
)
AWAY = (
    "**The shared warehouse does not answer.** This page uses snapshot {number}, made {made_at}, the latest that this "
    "machine has; everything can be looked at, nothing can be loaded for now. It asks again in a few seconds. {reason}"
)
FIRST_RUN = {
    "running": "First run: loading the appendices that come with the program…",
    "done": "The appendices that come with the program are loaded",
    "failed": "The appendices that come with the program could not be loaded",
}
UNEXPECTED = (
    "This page met an unexpected error (code {code}). No figure was changed. "
    "Reload the page; if it happens again, send this code to your administrator."
)
BUNDLE = "Download diagnostics"
BUNDLE_HELP = "Log, versions and health to send to who supports you; no figures, original files or names."
TOO_SLOW = (
    "A question of this page needed too much time or memory and was stopped (code {code}). No figure was changed. "
    "Choose fewer units, one level or one period; if it happens again, send this code to your administrator."
)

# Questions that a person settles once.
QUESTIONS = "Questions to decide"
QUESTIONS_INTRO = (
    "Each is answered once: the waiting files are then read again, and the answer is applied from now on. "
    "Questions that most cells wait for come first."
)
NO_QUESTIONS = "No question is waiting."
QUESTION_KINDS = {
    "indicator": "Row or column",
    "unit": "Reporting unit",
    "measure": "Measure of",
    "mark": "Decimal mark of",
    "title": "Title",
    "file_unit": "Reporting unit of",
    "file_period": "Reporting period of",
}
QUESTION_TITLE = "{kind} **“{printed}”**"
QUESTION_UNDER = "under “{path}”"
QUESTION_MEASURE = "measure “{measure}”"
CELLS_WAITING = Counted("{count} [count|cell waits|cells wait]")
FILE_WAITING = "The whole file is not loaded"
SHEET_WAITING = "The whole sheet is not loaded"
TABLE_WAITING = "The whole table is not loaded"
AMONG_THEM = "for example {place}"
ANSWER_TO = "Answer for “{printed}”"
LATER = "(later)"
NO_INDICATOR = "Not an indicator to be loaded"
SUGGESTION = "{name} – {score}/100, {why}"
BEST_SUGGESTION = "Suggestion: {suggestion}"
TITLE_ANSWERS = {"whole": "The whole: the words narrow nothing", "part": "A part only: do not load these figures"}
MARK_NAMES = {",": "Comma (1.234,5)", ".": "Point (1,234.5)"}
PROVISIONAL_UNIT = " (prov.)"
VALID_UNTIL = " (until {day})"
VALID_FROM = " (from {day})"
MORE_QUESTIONS = Counted("{count} more [count|question|questions] will appear once those above are answered.")
SAVE_ANSWERS = "Save decisions and read the files again"
FILL_ANSWERS = "Fill in the first suggestion ({count} questions)"
FILL_ANSWERS_HELP = (
    "Only where all known words speak of one indicator. Nothing is saved yet: look at each, above all at the words "
    "that are “not clear”."
)
FILLED = "The first suggestion is filled in for {count} questions and not saved. Look at each before you save."
NO_ANSWER_CHOSEN = "No answer is chosen yet."
ANSWERING = "Saving the decisions and reading the files again…"
ANSWERED = Counted("{count} [count|decision|decisions] saved, {files} [files|file|files] read again.")
DECIDED = "Decided ({count})"
NOTHING_DECIDED = "Nothing has been decided yet."
DECISION = "{kind} **“{printed}”** → **{answer}**"
DECISION_MADE = "{who}, {when} · applies to {scope}"
SCOPES = {"form": "this form", "sender": "forms sent by {sender}", "everyone": "every form", "file": "this file"}
OLDER_DECISIONS = Counted(
    "{count} older [count|decision|decisions]; see them with the command python -m etl labels list."
)
REVOKE = "Revoke"
REVOKE_MEANS = (
    "This decision will no longer apply, the files that rest on it are read again and the question is opened again. "
    "Figures loaded because of it will leave the pages."
)
REVOKE_SURE = "Confirm revocation"
REVOKING = "Revoking and reading the files again…"
REVOKED = Counted("{count} [count|decision|decisions] revoked, {files} [files|file|files] read again.")

# Trial with an invented province.
TRIAL_APP = f"TRIAL – {APP}"
TRIAL_ENTER = "Try it with an invented province"
TRIAL_ENTER_HELP = (
    "A province that does not exist, with invented figures, in a warehouse of its own. Real figures are not touched. "
    "The first time takes about half a minute to prepare."
)
TRIAL_BANNER = "**TRIAL** – an invented province, not real figures"
TRIAL_LEAVE = "Back to the real figures"
TRIAL_UPLOAD = (
    "You are in the invented province: files and decisions on this page go to its own warehouse and do not touch the "
    "real figures."
)
TRIAL_RUN = {
    "running": "Preparing the invented province (about half a minute the first time)…",
    "done": "The invented province is ready",
    "failed": "The invented province could not be prepared",
}
TRIAL_DRAWING = "Drawing the invented appendices"

# Upload page.
UPLOAD_INTRO = (
    "Choose one or more appendices: Excel, ODS, CSV or Word tables. Every cell is read; figures that are certain are "
    "loaded, and cells that need a decision are named."
)
BLANK_FORM = "Download the blank form"
BLANK_FORM_HELP = "The product's own form: fill in the unit, the period and the figures, and it loads at once."
BLANK_FORM_INTRO = "No appendix, or figures only in the text of a report?"
RESULT = "Result"
OUTCOMES = {
    "loaded": "Loaded",
    "partly": "Partly loaded",
    "unchanged": "Nothing new",
    "refused": "Not loaded",
}
DRY_OUTCOMES = {
    "loaded": "Can be loaded",
    "partly": "Can partly be loaded",
    "unchanged": "Nothing new",
    "refused": "Cannot be loaded",
}
CHANGES = {"new": "new", "same": "unchanged", "changed": "changed", "vanished": "vanished"}
ROW_FATES = {
    "loaded": "loaded",
    "problem": "to be looked at",
    "blank": "left blank",
    "heading": "headings",
    "header": "table headers",
    "title": "form titles",
    "continuation": "continuation lines",
    "unknown_blank": "left blank, indicator unknown",
    "prose": "prose",
    "unread": "not read",
    "returned": "list of points to correct",
}
REPORT_LINES = {
    "units": "Reporting units", "periods": "Periods", "forms": "Forms", "figures": "Figures", "rows": "Rows of file",
}  # fmt: skip
NEXT_LOADED = "The figures are on the pages now. Open the Overview to see them."
NEXT_PERSON = (
    "Answer the questions below, or correct the cells named here in the original file and load it again; figures that "
    "are certain are not affected."
)
NEXT_UNCHANGED = "This file was loaded before; nothing is left to do."
OPEN_PROBLEMS_TITLE = "Open problems"
FIGURES_MORE = (
    "The table holds the first {shown} of {count} rows. Choose units or indicators for others; the files have them all."
)
PROBLEMS_SCROLL = "{count} problems. Scroll inside the table to see them all."
NO_OPEN_PROBLEMS = "No problem is open."
PROBLEM_COLUMNS = {"severity": "Severity", "place": "Place", "sentence": "What to do"}
UPLOAD_DROP = "Choose files or drop them here"
UPLOAD_FILES = "Excel, ODS, CSV or Word (.docx) appendices, or a .zip of them, at most 50 MB each"
UPLOAD_TYPES = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv", "docx", "zip")
