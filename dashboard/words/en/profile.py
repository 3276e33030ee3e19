"""The profile of one unit, which is also printed."""

from dashboard.words.counting import Counted

TITLE = "Unit profile"
# Header.
UNDER = "under {parent}"
PROVISIONAL = "△ Unit not confirmed yet: only a document names it"
IMPORTED = "from a list that the office imported"
SINCE = "since {day}"
UNTIL = "until {day}"
BECAME = {
    "merge": "From {day}: merged into {name} ({document})",
    "split": "From {day}: split, a part went to {name} ({document})",
    "rename": "From {day}: renamed {name} ({document})",
    "re-parent": "From {day}: under another unit, now {name} ({document})",
    "abolish": "From {day}: ended ({document})",
}
CAME = {
    "merge": "From {day}: merged from {name} ({document})",
    "split": "From {day}: split from {name} ({document})",
    "rename": "From {day}: before that {name} ({document})",
    "re-parent": "From {day}: before that {name} ({document})",
    "abolish": "From {day}: {name} ended ({document})",
}
RECORD = "Reports for periods of this kind"
RECORD_OF = "{period}: {state}"
RECORD_COUNT = Counted("reported {reported} of {count} [count|period|periods]")
NOT_EXPECTED = "not expected"
DOCUMENTS = "Documents of the period"
DOCUMENT_NUMBER = ", No. {number}"
DOCUMENT_DATE = ", dated {day}"
FIGURES = Counted("{count} [count|figure|figures]")
NO_DOCUMENT = "This unit's figures are sums over several units of before the reform; they stand in no single file."
BACK = "Back to the overview"
PRINT = "Print this page"
NOTHING = "{name} has no figures in {period}."
OTHER_PERIODS = "Periods in which the unit has figures:"
FIGURES_IN = Counted("{period} ({count} [count|figure|figures])")

# Sections.
LINES = "Headline indicators"
JUDGED = "Strengths and weaknesses"
KINDS = {"weak": "■ Needs attention", "strong": "▲ Strength", "moved": "● Change"}
MOVED = "{title} {value}{change}"
NOTHING_TO_SAY = "No indicator is far from its target or its peers' median, or changed visibly within a year."
PEERS = "Position among units of the same level"
PEERS_NOTE = "{level}, {period} · ○ a dot per unit · grey band: the middle half · | median · ◆ this unit"
PEERS_RANK = Counted("rank {rank} of {count} [count|unit|units]")
PEERS_COUNT = Counted("{count} [count|unit|units]")
ALONE = "No other unit of the level to compare with: {titles}."
PEER = "{name} {value}"
MEDIAN_MARK = "median {value}"
DOTS_ALT = (
    "{title}: this unit {value}; {count} units from {low} to {high}, median {median}, the middle half from {first} to "
    "{third}"
)
NO_PEERS = "There is no rate yet to compare with units of the same level."
FLOW = "Dossiers in the period"
FLOW_PARTS = {
    "carried_over": "Carried over",
    "received": "+ Newly received",
    "to_process": "= To resolve",
    "resolved_early": "Resolved early",
    "resolved_exactly_on_time": "+ Resolved on time",
    "resolved_on_time": "Resolved early or on time",
    "resolved_late": "+ Resolved late",
    "resolved": "= Resolved",
    "pending_in_time": "Pending, in time",
    "pending_late": "+ Pending, overdue",
    "pending": "= Pending",
}
FLOW_WHAT = "Dossiers"
THIS_PERIOD = "This period"
YEAR_BEFORE = "Same window last year"
CHANGE = "Change"
NOT_REPORTED = "not reported"
FLOW_ABSENT = "Not reported: {names}."
CLOSES = "The figures agree: to resolve equals resolved plus pending."
RESIDUE = {
    "to_process": "To resolve differs by {residue} dossiers from carried over plus newly received.",
    "resolved": "Resolved differs by {residue} dossiers from early, on time and late together.",
    "pending": "Pending differs by {residue} dossiers from in time and overdue together.",
    "balance": "To resolve differs by {residue} dossiers from resolved plus pending.",
}
PLEASE_CHECK = "The unit is kindly asked to check."
PARTLY_CHECKED = "Not enough figures to check everything; what could be checked agrees."
NOT_CHECKED = "Not enough figures to check."
OF_SPLIT = "{split}: {said}"
NO_FLOW = "The unit reported no numbers of dossiers in this period."
COUNTS = "Staffing and public investment"
COUNT_NAMES = {
    "staff_assigned": "Civil service posts assigned",
    "staff_present": "Civil servants present",
    "staff_contract": "Labour contracts",
    "psu_staff_assigned": "Public employee posts assigned",
    "psu_staff_present": "Public employees present",
    "investment_plan": "Public investment plan",
    "investment_disbursed": "Disbursed",
}
COUNT_WHAT = "Figure"
NO_COUNTS = "The unit reported neither staffing nor public investment in this period."
FINDINGS = "Findings and explanations"
FINDINGS_OF = Counted("{count} [count|finding|findings]: {kinds}.")
NO_FINDINGS = "There is no finding about the unit's figures in this period."
MORE_FINDINGS = Counted("and {count} more [count|finding|findings]")
EXPLAINED = "Explained by {who}: {said}"
SOURCES = "Source of each figure ({count})"
SOURCES_NOTE = "A line per figure, with file, sheet, cell and the text of the cell."
# Sharing.
SHARE = "Share"
SHARE_LATEST = "Always the latest figures"
SHARE_LATEST_HELP = "Who opens the link sees the figures of that moment."
SHARE_PINNED = "Exactly the numbers seen now ({load})"
SHARE_PINNED_HELP = "Who opens the link sees the figures as known after this load, whatever is loaded later."
