"""Words of the pages on staffing and disbursement: posts that are vacant, money that is behind its pace."""

from dashboard.words.counting import Counted

# Very many units.
ENDS_SWITCH = "First {each}, last {each}"
ENDS_ALL = "Show all {count} units"
ENDS_NOTE = "{shown} of {count} units shown: the first {each} and the last {each}; the table has all."
ENDS_MISSING = Counted(" {count} [count|unit|units] without a figure not drawn.")
SORTED_BY_LAST = "In the order of {period}, the highest first."

# The parts of a theme page.
PARTS = "Part of the page"
ALL_PARTS = "All parts"
NOTHING_IN_PART = "No figures yet for the part “{part}” in this period and for these units."
DOSSIER_PARTS = {"dung-han": "On time", "dong-ho-so": "Flow and backlog", "cac-ky": "Volumes, over periods"}
ONESTOP_PARTS = {
    "ty-le": "Online and iGate",
    "thay-doi": "Change over periods",
    "kenh-nop": "Ways of filing",
    "dich-vu": "Public services, connections",
}
STAFF_PARTS = {"bien-che": "Assigned and present", "tinh-gian": "Cuts and changes", "cac-ky": "Over periods"}
MONEY_PARTS = {"tien-do": "Pace", "von": "Plan, over periods"}

# Staffing.
WHOSE_POSTS = "Kind of posts"
POSTS = {"cong-chuc": "Civil servants", "vien-chuc": "Public employees"}
DUMBBELL_NOTE = (
    "○ assigned\u2003:blue[●] present\u2003━ vacant\u2003:orange[┅] above the assigned number. "
    "At the end of the period; highest vacancy first."
)
VACANT = "vacant {share}"
VACANT_NONE = "full"
VACANT_OVER = "{count} above ({share})"
VACANT_COLUMN = "Vacant"
VACANT_SHARE_COLUMN = "Vacancy rate"
VACANCY_TITLE = "Vacancy rate against a year before"
VACANCY_MARK = ":blue[■] {period}"
VACANCY_MARK_BEFORE = "◇ {before}, only for the same window"
VACANCY_MARK_MEDIAN = ":orange[┊] median of the level"
VACANCY_NO_BASE = "No figures of the same window ({before}) to compare."
VACANCY_MEASURE = "% of posts assigned"
VACANCY_BEFORE = "{year}: {share}"
VACANCY_NEGATIVE = "Below zero, more are present than were assigned."
VACANCY_NOW_COLUMN = "Vacancy rate {period}"
VACANCY_CHANGE_COLUMN = "Change (points)"
MEDIAN = "median {value}"
NOT_COMPARED = "not comparable"

# Disbursement.
BULLET_TITLE = "Disbursement of the plan, against its pace"
BULLET_NOTE = (
    ":blue[■] disbursed, % of plan\u2003┃ target of the year\u2003"
    ":orange[◆] due by the end of the period\u2003◇ printed rate only"
)
BULLET_NOTE_AVERAGE = (
    ":blue[■] disbursed, % of plan\u2003:orange[◆] average pace by the end of the period\u2003◇ printed rate only"
)
BULLET_MEASURE = "% of plan"
BULLET_ORDER = (
    "Furthest behind first; "
    "at the right: rate, gap to the pace (points), then disbursed / plan ({measure}) or a printed rate that disagrees."
)
MONEY_LARGE, MONEY_SMALL = "billion VND", "million VND"
NO_PACE = "no pace"
NOBODY_PACED = "No unit has a pace to be compared with."
PACE_METHODS = {
    "average": "average (100% of the plan spread evenly over days, no target decided)",
    "linear": "target spread evenly over days",
    "seasonal_own": "as in the unit's own earlier years",
    "seasonal_peers": "as units of the same level in earlier years",
    "not_running": "none, as the window does not begin with the year",
    "direct": "compared with the target itself",
}
PACES = "Pace: {methods}."
PACE_COUNT = Counted("{method} – {count} [count|unit|units]")
AVERAGE_DUE = "The average pace by {day} is {share} of the plan."
BEHIND = "**{count} of {total} units are behind the pace** (points): {names}."
BEHIND_ONE = "{name} {gap}"
BEHIND_MORE = Counted(" and {count} other [count|unit|units]")
BEHIND_NONE = Counted("No unit is behind the pace, of {total} [total|unit|units] that can be compared.")
PLAN_BASIS_UNKNOWN = (
    "The denominator is the plan as printed in the form; its basis (Prime Minister, People's Council or whom; first or "
    "adjusted plan): the forms do not say."
)
PLAN_BASIS = "The denominator is the plan as printed in the form; its basis as the forms say: {bases}."
PLAN_BASIS_COUNT = Counted("{basis} – {count} [count|unit|units]")
PLAN_BASIS_SILENT = Counted("not said – {count} [count|unit|units]")
PLAN_BASES_DIFFER = "The bases differ, so the rates do not have the same denominator."
PLAN_GIVERS = {
    "prime_minister": "given by the Prime Minister", "central": "given by the central government",
    "province_council": "given by the province's People's Council",
    "district_council": "given by the district's People's Council",
    "commune_council": "given by the commune's People's Council", "council": "given by a People's Council",
    "province": "given by the province", "district": "given by the district", "above": "given by the level above",
}  # fmt: skip
PLAN_STAGES = {"adjusted": "adjusted", "first": "first plan of the year", "carried": "carried over from earlier years"}
TARGET_COLUMN, DUE_COLUMN, GAP_COLUMN, METHOD_COLUMN = (
    "Target of the year",
    "Due by the end of the period",
    "Gap (points)",
    "How the pace is told",
)
HOVER_TARGET = "Target of the year: {target} ({document})"
HOVER_DUE = "Pace: {due}, {method}"
MONEY = "{disbursed} / {plan} {measure}"

# Through the year.
NO_RUNNING = (
    "Cannot be drawn: {year} does not have two cumulative points (Q1, half, nine months, year) of the same units."
)
RUNNING_TITLE = "Disbursed through the year"
RUNNING_BEFORE = "○ {before}\u2003"
RUNNING_NOTE = (
    ":blue[●] {year}\u2003{before}"
    ":orange[┅] evenly over days to {target} at the end of the year. Each year starts at 0 again."
)
RUNNING_UNITS = Counted(
    "The same {count} of {total} [total|unit|units] at every point of both years; a gap has no figures."
)
RUNNING_UNITS_ONE_YEAR = Counted(
    "The same {count} of {total} [total|unit|units] at every point; no figures of these units in {before} to compare."
)
RUNNING_OTHER = Counted(" {count} [count|unit|units] with another window left out.")
RUNNING_POSITIONS = ("Quarter I", "6 months", "9 months", "Year")
RUNNING_END = "{year}: {value}"
RUNNING_PACE = "Average"
RUNNING_HOVER = "{position} {year}: {value} = {numerator} / {denominator} million VND, {count} units"
RUNNING_COLUMNS = {
    "year": "Year", "position": "Cumulative to", "value": "Disbursement rate", "numerator": "Disbursed (million VND)",
    "denominator": "Plan (million VND)", "units": "Units", "reported": "Units with figures",
}  # fmt: skip
