"""Words of the page that compares any indicator of many units."""

TITLE = "Compare"

# What is chosen.
INDICATOR = "Indicator"
INDICATOR_OPTION = "{theme} · {name}"
OTHER_THEME = "Other"
HANDLED_BY = "Handled at level"
NOT_SPLIT = "Not split"
VIEW = "View"
VIEWS = {
    "xep-hang": "Ranking", "bang-nhiet": "Heat table", "do-thi-nho": "Small multiples",
    "hai-chi-tieu": "Two indicators",
    "pheu": "Funnel",
}  # fmt: skip
PINNED = "Pin a unit"
NOBODY_PINNED = "None pinned"
PEERS = "Beside"
PEER_GROUPS = {"cung-cap": "Same level", "cung-quy-mo": "Similar size"}
SORT = "Order"
SORTS = {"moi-nhat": "Latest period", "xu-huong": "Trend", "khoang-cach": "Gap to the reference"}
BASIS = "Figures"
BASES = {"bao-cao": "As reported", "trong-quy": "Within each quarter"}
PERIODS_SHOWN = "Periods"
SECOND = "Second indicator"
SHOWN = "Show"
HOW_MANY = {"rut-gon": "Shortened", "tat-ca": "Show all"}
NOT_HERE = "The link asks for **{name}**, which has no figures for this period and level; another indicator is shown."

# Titles and what stands below them.
SPLIT = "{name} ({handled_by})"
RANKING = "Ranking: {name}"
HEAT = "Over time: {name}"
SMALL_CHARTS = "Each unit over time: {name}"
TWO = "{first} and {second}"
FUNNEL = "Funnel: {name}"
COVERAGE = "{reported} of {expected} units"
BEST_FIRST = "best at the top (higher is better)"
LOWEST_FIRST = "best at the top (lower is better)"
LARGEST_FIRST = "largest at the top; neither high nor low is better here"
MEDIAN_MARK = "┊ median {value}"
TARGET_MARK = "┃ target {value}"
TARGETS_DIFFER = "targets differ by unit, see the theme's page"
BEFORE_MARK = "○ {period}"
PINNED_MARK = "◀ pinned unit: rank {rank} of {count}"
PINNED_MISSING = "◀ {name} has no such figure"
PINNED_WORD = "◀"
SMALL = "few dossiers"
SMALL_MARK = "“few dossiers”: denominator below 30"
SKIPPED = "… {count} units"
RANK = "{rank}. {name}"
HEAT_MARKS = (
    "Darker cell: larger figure (from {low} to {high})\u2003▨ not reported\u2003┃ "
    "unit founded or ended by reorganisation"
)
NOT_WRITTEN = "Too many cells to write numbers in; see the hover or the table."
SORTED = {
    "moi-nhat": "Ordered by the latest period",
    "xu-huong": "Ordered by the average change per period",
}
SORTED_BY_TARGET = "Reference: each unit's target as far as it is due by this period; {first}"
SORTED_BY_MEDIAN = "Reference: the median of {period}, {median}, as there is no target to judge by; {first}"
SORTED_BY_BOTH = (
    "Reference: the target as far as it is due by this period ({aimed} of {count} units have one), for the others the "
    "median of {period}, {median}; {first}"
)
WORST_FIRST = "farthest behind first"
FARTHEST_FIRST = "farthest off first"
QUARTERS_MARK = (
    "Figures within a quarter are differences of cumulative ones; □ ▽ ≠ ÷0 are quarters that cannot be derived"
)
MULTIPLES_MARKS = (
    "One scale for all\u2003:blue[●] the unit\u2003─ grey: the other units\u2003┃ units reorganised; largest "
    "change from first to last period first"
)
SOME_SHOWN = "{shown} of {count} units drawn"
SCATTER_MARKS = (
    "┊ median of each indicator\u2003◆ at least {far} deviations from the medians (median absolute deviation × 1.48)"
)
SCATTER_OPENS = "Select a mark to open the cells of both indicators."
NO_CAUSE = "That two indicators go together does not mean that one causes the other."
FUNNEL_MARKS = (
    "─ rate of all {rate}\u2003╌ 95% limits\u2003┈ 99.8% limits\u2003◆ outside of 95%\u2003■ outside of 99.8%"
)
FUNNEL_METHOD = (
    "Limits: the rate of all ± 1.96 and ± 3.09 binomial standard deviations for the "
    "denominator (Wilson's test). "
    "Inside: the difference may come from few dossiers alone. "
    "Outside: look for the reason; it is no verdict on quality yet."
)
FUNNEL_COUNTS = "{alarm} units outside of the 99.8% limits, {warning} more outside of the 95% limits"
LIMITS = {
    "inside": "within the limits",
    "warning": "outside of the 95% limits",
    "alarm": "outside of the 99.8% limits",
}
SIMILAR = "Similar size: the {count} units whose {size} is nearest to that of {name} (a third of the units, by ratio)"
SIZES = {
    "dossiers_received": "number of dossiers received",
    "staff_assigned": "number of posts assigned",
    "investment_plan": "capital plan",
}

# Where a view does not work.
NOTHING = "No unit of this level has a figure to compare for this indicator in the chosen period."
ONE_PERIOD = "There is only one period of this kind, so nothing to see over time yet."
NO_QUARTERS = "This indicator cannot be derived by quarter: it is a stock, or cumulative reports are missing."
NO_PARTS = "A funnel is only for rates whose numerator and denominator are counted dossiers or events."
TOO_FEW = "At least 3 units with all the figures are needed."
NO_SECOND = "This period and level have only one indicator, so two cannot be compared."
NO_PIN = "Pin a unit to compare it with units of similar size; the whole level is shown."
NO_SIZE = "{name} has no {size} in this period, so units of similar size cannot be chosen; the whole level is shown."
SEE = "See {view}"

# Columns of tables and files.
COLUMNS = {
    "rank": "Rank", "display": "Reporting unit", "period": "Period", "value": "Value", "numerator": "Numerator",
    "denominator": "Denominator", "before": "Period before", "note": "Note", "first": "First indicator",
    "second": "Second indicator", "distance": "Distance", "state": "Beside the limits", "change": "Change",
    "file": "File", "sheet": "Sheet", "cell": "Cell",
}  # fmt: skip
