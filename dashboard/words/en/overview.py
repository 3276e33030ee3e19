"""The overview: lines of headline indicators, sentences that say what changed, units that need attention."""

from dashboard.words.counting import Counted

TITLES = {
    "dossiers_on_time_rate": "Resolved on time",
    "dossiers_pending_late_share": "Pending dossiers overdue",
    "online_dossier_rate": "Dossiers filed online",
    "igate_dossier_rate": "Dossiers recorded in iGate",
    "staff_fill_rate": "Civil servants present / assigned",
    "psu_staff_fill_rate": "Public employees present / assigned",
    "investment_disbursement_rate": "Disbursed against plan",
}
# The same in the reasons, where the numbers follow.
SHORT = {
    "dossiers_on_time_rate": "On time",
    "dossiers_pending_late_share": "Pending overdue",
    "online_dossier_rate": "Filed online",
    "igate_dossier_rate": "Recorded in iGate",
    "staff_fill_rate": "Civil servants present",
    "psu_staff_fill_rate": "Public employees present",
    "investment_disbursement_rate": "Disbursed",
}

# Head of the lines.
STATUS = "Status"
INDICATOR = "Indicator"
NOW = "This period"
TARGET = "Target"
AGAINST = "Against {period}"
POINTS = "points"
SAME_WINDOW = "a year before"
LAST_PERIOD = "the period before"
# A period beside others of the same year, in the head of a column.
SHORT_PERIODS = {"quarter": "Q{quarter}", "month": "{month}", "half": "6 months", "nine_months": "9 months"}
WITH_YEAR = "{period} {year}"
MEDIAN = "Median"
TREND = "Trend"
COVERAGE = "Reported"
RANK = "Rank"
RANK_OF = "{rank}/{peers}"
REPORTED_OF = "{reported}/{expected}"
MEDIAN_HELP = Counted("The middle of the {count} [count|unit|units] of the level that have this indicator")
MEDIAN_FEW = "Fewer than 3 units of the level: no median"
PARTS_HELP = "{numerator} / {denominator}"
EARLIER_HELP = "{period}: {value}"
NOT_COMPARABLE = "No figures of a year before to compare with, or they cover other dates"
NOT_BEFORE = "No figures of the period before"
TARGET_HELP = "By {document}"
DUE = "{due} by now"
PACE_HELP = "By {document}; {due} is due by the end of this period"
NO_TARGET_HELP = "The list of targets has no document that sets one"
HISTORY_ALT = "Periods of the same kind: {points}"
HISTORY_POINT = "{period} {value}"
HISTORY_GAP = "{period} none"
ORDER_HELP = (
    "Need of attention = distance from the reference (the target; without one the year before, and for a unit the "
    "median of its level) divided by the usual distance between units (at least 5 points), times how it changed: a "
    "fall of 10 points on a year before doubles it, a rise of 10 points halves it; with nothing to compare it counts 1."
)

# Status: a shape and a word.
STATUSES = {
    "reached": "● Reached",
    "near": "◐ Nearly",
    "behind": "■ Not reached",
    "behind_pace": "■ Behind pace",
    "better": "▲ Better",
    "worse": "▼ Worse",
    "same": "– Unchanged",
    "no_reference": "○ No reference",
    "no_judgement": "○ Not judged",
    "no_value": "○ No figure",
}
STATUS_HELP = {
    "target": "Against the target",
    "year": "No target: against the same period a year before",
    "none": "No target, and nothing of a year before to compare with",
}
BETTER, WORSE = "better", "worse"

# Values that there are not.
WITHHELD = "no total given"
WITHHELD_NOTE = "{coverage} ({share}, at least {minimum} needed)"
NO_RATE = "no rate yet"
SEVERAL = Counted("{count} printed [count|rate|rates]")
ONE_UNIT = "{name} only"
MISPRINTED = Counted("⚠ {count} [count|unit|units] misprinted")
MISPRINTED_OWN = "⚠ misprinted"
MISPRINTED_OWN_HELP = "The printed rate disagrees with its figures"
LACKING = "Nothing to compare with yet: {names}."
NO_TARGET = "a target"
NO_PERIOD = "figures of {period}"
NO_MEDIAN = "a median (of 3 units)"
NO_TREND = "a trend (of 2 periods)"
ABSENT = "Reported by no unit: {names}."
LEVEL_COVERAGE = Counted("{reported} of {expected} [expected|unit has|units have] reported · {order}")
MOST_NEED_FIRST = "most in need first"

# Sentences.
SUMMARY = "What changed most"
WORSE_MOST = "Worsened most on a year before: {title}, {level}: {value} ({change} points){units}."
BETTER_MOST = "Improved most on a year before: {title}, {level}: {value} ({change} points){units}."
MOVED_MOST = ", most of all {name} ({value}, {change} points)"
FAR_FROM_TARGET = "Furthest from its target: {title}, {level}: {value}, {gap} points from the {due} due by now."
UNCOVERED = Counted("Least covered: {title}, {level}: only {reported} of {expected} [expected|unit|units].")
WIDEST = "Widest apart, {level}: {title}, from {low} ({lowest}) to {high} ({highest})."
NOTHING_TO_SAY = "Nothing to compare this period with yet: no year before, no target, no other units."

# Units that need attention.
ATTENTION = "Units that need attention"
ATTENTION_COUNT = Counted(
    "{count} [count|unit is|units are] further from the reference than usual, or short of a target"
)
ATTENTION_LATE = Counted("{count} [count|unit has|units have] late dossiers that cannot be compared")
REASON = "{title} {value}, {gap}{change}{late}"
BELOW = {
    "peers": "{gap} points below the median",
    "target": "{gap} points below the target of {due}",
    "pace": "{gap} points behind the pace of {due}",
}
ABOVE = {
    "peers": "{gap} points above the median",
    "target": "{gap} points above the target of {due}",
    "pace": "{gap} points above the pace of {due}",
}
FELL = ", down {change} points on a year before"
ROSE = ", up {change} points on a year before"
LATE_COUNT = Counted("; {count} late [count|dossier|dossiers]")
OVERDUE_COUNT = Counted("; {count} overdue [count|dossier|dossiers]")
FEW = "few: {numerator}/{denominator}"
LATE_RATE = Counted("{title} {value}; {count} late [count|dossier|dossiers]")
LATE_ONLY = Counted("{count} late [count|dossier|dossiers], no rate of what is on time{handled_by}")
PRINTED_WRONG = "{title}: printed {printed}, recomputed {value}"
MORE_REASONS = Counted("+ {count} more [count|reason|reasons]")
MORE_UNITS = Counted("See the next {count} [count|unit|units]")
STILL_MORE = Counted("and {count} more [count|unit|units], less in need.")
PRINTED_UNITS = Counted("{count} [count|unit|units] printed rates that disagree with their figures.")
TO_QUALITY = "Data quality"
NOTHING_TO_WATCH = (
    "No unit is further from its reference than usual, has late dossiers that cannot be compared, or printed a rate "
    "that disagrees with its figures."
)

# May it be trusted.
TRUST = "May the figures be trusted"
OPEN_FINDINGS = Counted("{count} [count|finding|findings] to look at – {kinds}.")
NO_FINDINGS = "No findings to look at in this period."
WHO_REPORTED = "Who reported what"
PERIODS = "Periods with figures ({count})"
