"""Words about time: how to look at units and loads, and how a quarter was derived."""

from dashboard.words.counting import Counted

# How to look.
LOOKING = "View options"
UNITS_SEEN = "Reporting units"
UNITS_AS_REPORTED = "As reported"
UNITS_AS_REPORTED_HELP = (
    "Each unit keeps its own figures; where units were reorganised, a series ends and the new unit's begins."
)
UNITS_OF_TODAY = "Units of today"
UNITS_OF_TODAY_HELP = "Earlier figures are added into the unit of today, only where all its former units reported."
KNOWN_ON = "Figures as known"
KNOWN_ON_HELP = "See the figures as after an earlier load, including those corrected or withdrawn since."
KNOWN_NOW = "Latest"
LOAD_KINDS = {"load": "Load", "withdrawal": "Withdrawal", "restoration": "Restoration"}
LOAD_NAME = "{kind} {number} · {when}"
UNITS_OF_TODAY_BANNER = (
    "**Shown by units of today**: figures from before a reorganisation are the sum of the units that were merged, only "
    "where all of them reported; rates are recomputed from the sums. Where nothing can be added, the former unit keeps "
    "its figure."
)
KNOWN_ON_BANNER = "**Shown as known after: {load}**, not the latest figures."
KNOWN_ON_GONE = (
    "This link keeps the figures as after load {load}, but the warehouse has no such load (any more). "
    "The latest figures are shown."
)
LENS_LEAVE = "Back to the usual view"

# Quarters.
QUARTERS_TITLE = "Within each quarter: {indicator}"
QUARTERS_NOTE = (
    "A quarter is the difference of two cumulative figures with the same first day. Where there is none, why: "
    "□ a cumulative report is missing\u2003▽ the cumulative figure falls\u2003≠ dates differ\u2003÷0 denominator is 0"
    "\u2003┃ the unit began or ended."
)
QUARTER = "Quarter"
QUARTER_STATUS = "How derived"
QUARTER_SHORT = {"blocked": "□", "negative": "▽", "windows_differ": "≠", "zero_denominator": "÷0"}
QUARTER_REASONS = {
    "exact": "{period} less {before}",
    "first_period": "from {period}, which begins in this quarter",
    "reported": "from the quarter's own report",
    "blocked": "cannot be derived: {missing} is missing",
    "negative": "{period} is below {before} ({difference}); look at both reports",
    "windows_differ": "the two periods do not begin on the same day, or are cut off differently",
    "zero_denominator": "denominator is 0",
}

NO_QUARTERS = "Cannot be drawn: what happened in a quarter is a difference of cumulative figures; {reasons}."
NO_QUARTER_REASONS = {
    "blocked": Counted("no report of {missing} ({count} [count|unit|units])"),
    "negative": Counted("cumulative figures fall ({count} [count|unit|units])"),
    "windows_differ": Counted(
        "periods do not begin on the same day, or are cut off differently ({count} [count|unit|units])"
    ),
    "zero_denominator": Counted("the denominator is 0 ({count} [count|unit|units])"),
}
NO_QUARTERS_BASE = "Cannot be drawn: in the quarters of {year}, no unit has figures of {before} as well."
NO_QUARTERS_BOTH = "Cannot be drawn: in no quarter does a unit have both received and resolved dossiers."

# Units that ended.
ENDED = Counted("{count} [count|unit|units] that had ended before this period [count|is|are] not drawn.")
ENDED_LOOK = "To see the old figures added up as the new units: View options → Units of today."
NOT_THERE = "the unit did not exist yet or had ended"

# Targets.
TARGET = "Target {target} ({document}): {states}"
TARGET_STATES = {
    "reached": "reached", "near": "nearly reached", "behind": "behind", "no_judgement": "not judged",
    "no_figure": "no figure",
}  # fmt: skip
