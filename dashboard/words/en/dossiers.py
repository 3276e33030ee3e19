"""Words about dossiers and the one-stop shop: leagues, the account of a period, quarters, shares."""

# Leagues: what a chart shows is explained, and nothing else.
LEAGUE_MARKS = {
    "bar": ":blue[■] this period", "dot": ":blue[●] this period", "before": "○ same period last year",
    "target": ":orange[┃] target", "median": "┊ median of the level", "few_bar": "▨ few dossiers, not ranked",
    "few_dot": "⊙ few dossiers, not ranked", "printed": ":red[◇] rate as printed", "moved": "▲▼ places gained, lost",
}  # fmt: skip
AXIS_STARTS = "The axis begins at {start}%, not at 0."
MEDIAN = "median {value}"
RANKS_OF = "Ranked: the {ranked} units of the whole level with {small} dossiers or more{moves}."
RANKS_MOVED = "; places moved among the {moved} units with figures of both years"
LEFT_OUT = "Drawn: the first, the last and pinned units; the other {count} are in the table."
FEW = "few"
RANK, MOVE, LAST_YEAR, CHANGE = "Rank", "Places moved", "Same period last year", "Change (points)"
HANDLED_BY = "Handled by"
TARGET = "Target"

# The account of a period.
FLOW = "Where the dossiers went"
ACCOUNT_OF = "Counted for"
WHOLE_LEVEL = "The whole level (units added)"
FLOW_STEPS = {
    "carried": "Carried over", "received": "Newly received", "residue_in": "Difference in",
    "to_process": "To be processed", "on_time": "On time or early", "late": "Late",
    "residue_out": "Difference out", "pending": "In process",
}  # fmt: skip
FLOW_MARKS = (
    ":blue[■] total\u2003▒ added\u2003▭ resolved on time\u2003:orange[■] late, overdue\u2003:red[▨] does not add up"
)
FLOW_COVERAGE = "{coverage} have all parts"
FLOW_LACKING = "Missing from the others: {names}."
FLOW_OVERDUE = "Of those in process, {overdue} are overdue."
FLOW_CLOSES = "The figures add up."
FLOW_RESIDUE = "Do not add up: {count} of them ({names}); in: {inside} dossiers off, out: {outside} off."
NO_FLOW = "Cannot be drawn: {name} does not report {parts}."
NO_FLOW_NEAREST = "Cannot be drawn: no unit reports all of the parts; {name} comes nearest and lacks: {parts}."
NO_FLOW_WINDOWS = "Cannot be drawn: the parts that {name} reports do not cover the same days."
OVERDUE = "Pending, overdue"
STEP, DOSSIERS = "Step", "Dossiers"

# On time and late.
PARTS = "On time and late among resolved dossiers"
PART_NAMES = {
    "good": "early", "fair": "on time (not early)", "plain": "on time, early included",
    "bad": "late", "unknown": "not known",
}  # fmt: skip
PART_MARKS = ':blue[■] {good}\u2003:color[■]{{foreground="#a0c3e5"}} {fair}\u2003:orange[▩] {bad}\u2003▨ {unknown}'
PARTS_PLAIN = "Units that do not tell early dossiers apart have one mid-blue part “{plain}”."
LATE_SHARE = "late {value}"
PARTS_OVER = "⚠ {value} too many"

# Quarters.
QUARTERS = "Dossiers resolved in each quarter"
QUARTER_MARKS = ":blue[■] {year}\u2003▭ {before}\u2003empty: cannot be derived, with the reason"
QUARTER_MARKS_ALONE = ":blue[■] {year}\u2003empty: cannot be derived, with the reason"
QUARTER_UNITS = "Sum of the units with figures of both years: {units}."
QUARTER_ALONE = "There is nothing of {before} to compare with; {units}."
QUARTER_OF = "{quarter} {units} of {asked}"
SHORT_QUARTERS = ("Q1", "Q2", "Q3", "Q4")
WHY = {
    "blocked": "a cumulative<br>report is missing", "negative": "cumulative falls", "windows_differ": "dates differ",
    "no_base": "no unit has<br>both years", "": "not reported",
}  # fmt: skip
QUARTER = "Quarter"
UNITS_COUNTED = "Units"
YEAR_COLUMN = "Year {year}"
STATUS = "Note"

# Backlog and clearance.
CLEARANCE = "Backlog: clearance rate and dossiers in process"
CLEARANCE_SHORT = "Clearance rate"
CLEARANCE_NOTE = (
    "Clearance rate = resolved ÷ newly received in the same quarter. This software's own measure, not an indicator of "
    "any document. Above 100%: more resolved than received; below 100%: the backlog grows."
)
CLEARANCE_MARKS = ":blue[●] clearance rate (%)\u2003┄ 100%\u2003:gray[■] in process at the quarter's end (dossiers)"
CLEARANCE_UNITS = "Rates rest on {least} to {most} of {asked} units, by quarter; dossiers in process: see the table."
CLEARANCE_RATE, PENDING = "Clearance rate (%)", "In process"
RECEIVED, RESOLVED = "Newly received", "Resolved"
PENDING_UNITS = "Units (in process)"

# The one-stop shop and online filing.
WAYS = "Filed online or in person among newly received"
WAY_NAMES = {"good": "online", "fair": "in person", "unknown": "other ways or not known"}
WAY_MARKS = ':blue[■] {good}\u2003:color[■]{{foreground="#a0c3e5"}} {fair}\u2003▨ {unknown}'
WAY_BASE = "Denominator: all newly received dossiers, not only those of procedures in scope for online filing."
ONLINE_SHARE = "online {value}"
SPREAD = "{title}: from the first period to the last"
SPREAD_NOTE = "○ {first}\u2003:blue[■] {last}"
SPREAD_COVERAGE = "{coverage} have figures of both periods"
