"""Words of the forms page."""

PAGE = "Forms"
INTRO = (
    "Download an empty form for a reporting unit to fill in and send back. Unit and period are filled in already; "
    "loaded on the page Load appendices it asks nothing more."
)
KINDS = {"own": "Form of the unit", "official": "Official appendix layout"}
KIND = "Kind of form"
# Choosing.
YEAR = "Year"
PERIOD = "Period"
PROVINCE = "Province"
LEVEL = "Level"
ALL_LEVELS = "All"
UNITS = "Reporting units"
UNITS_HINT = "Choose one or more units"
THEMES = "Themes"
THEMES_HINT = "All themes"
THEMES_HELP = (
    "None chosen: all that the unit usually reports. Of a theme that nobody has reported, all that the catalogue has."
)
THEME_NAMES = {
    "dossiers": "Dossiers",
    "procedures": "Procedures",
    "onestop": "One-stop and online",
    "staffing": "Staffing",
    "investment": "Disbursement",
    "other": "Other indicators",
}
LAYOUT = "Appendix layout"
LAYOUT_OPTION = "{name} · {level}"
ANY_LEVEL = "any level"
LAYOUT_NOTES = {
    "taken": "Layout, labels and formats of the real appendix, without its figures and notes. Locked cells are those "
    "that the program does not load (headings, unclear questions).",
    "drawn": "Drawn from the columns of the form; a row for each unit below, or for the unit itself where none is.",
}
OTHER_LEVEL = "This layout was made for: {level}. Other units may use it, but some rows may not be theirs to fill."
NOT_RECOGNISED = (
    "The name of this unit is not clear enough to be known from an appendix title: {names}. Use the form of the unit, "
    "or leave this unit out."
)
# What will be in the form.
CHOOSE_UNITS = "Choose a unit to see which indicators its form will have."
SUMMARY = {
    "unit": "Unit",
    "rows": "Number of indicators",
    "reported": "Reported before",
    "usual": "Usual for the level",
    "catalogue": "From the catalogue",
    "before": "Last figures",
}
SUMMARY_OF_ONE = (
    "The form has **{rows} indicators**: {reported} that the unit reported before, {usual} that units of its level "
    "usually report, {catalogue} from the catalogue. Last figures for reference: **{before}**."
)
ALL_UNITS = "Choose all ({count})"
NO_BEFORE = "none yet"
NOTHING_EXPECTED = "There is no indicator for this choice. Choose another theme."
PREVIEW = "See the indicators in the form"
PREVIEW_OF = "Form of"
ROWS = {
    "theme": "Theme",
    "indicator": "Indicator",
    "handled_by": "Handled by",
    "measure": "Measure",
    "before": "Last period",
    "why": "Why it is in the form",
}
WHY = {"reported": "reported before", "usual": "usual for the level", "catalogue": "from the catalogue"}
IN_THE_FORM = (
    "The form has drop-downs, a column of checks and the last figures for reference; only the cells to fill are "
    "unlocked, and there is no password."
)
DOWNLOAD_ONE = "Download the form (.xlsx)"
DOWNLOAD_MANY = "Download {count} forms (.zip)"
MANY = "Making {count} forms takes about {seconds} seconds after the click."
