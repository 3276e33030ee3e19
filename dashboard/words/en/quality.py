"""Words of the data-quality page."""

from dashboard.words.counting import Counted

SECTIONS = {
    "reports": "Who reported",
    "findings": "Findings by rule",
    "rates": "Printed and recomputed rates",
    "corrections": "Corrections",
}
SECTION = "Section"
# Who reported.
STATES = {
    "on_time": "on time",
    "late": "late",
    "no_deadline": "no deadline",
    "higher_only": "only in a higher unit's table",
    "missing": "not reported",
}
MARKS = {"on_time": "●", "late": "◐", "no_deadline": "●", "higher_only": "△", "missing": "○"}
NOT_EXPECTED = "–"
STATE_CELL = "{mark} {figures}"
MATRIX_MARKS = (
    "● number of figures, sent on time (or the period has no deadline)\u2003◐ sent late\u2003"
    "△ only in a higher unit's table\u2003○ not reported yet\u2003– not expected to report"
)
MATRIX_NOTE = (
    "By what the warehouse holds. Expected is a unit that still exists when the period ends and has reported before "
    "(or its predecessor has), when a unit of its level and province reports for that period. Deadline: {days} working "
    "days after the last day of the figures; the day of sending is the date on the document, or the day of loading if "
    "it bears none."
)
COVERED = "Reported"
COVERED_CELL = "{reported} of {expected}"
CHASE = "To be reminded: {period}"
CHASE_NOBODY = "No unit is missing or late."
CHASE_MISSING = "Not reported yet ({count}):"
CHASE_LATE = "Sent late ({count}):"
CHASE_LATE_LINE = "- {name} (sent {told}, due {deadline})"
CHASE_LINE = "- {name}"
NOBODY_EXPECTED = "No unit has reported yet, so it is not known who is expected to."
MORE_PERIODS = "Newest first. The latest {shown} of {count} periods; the exported file has them all."
# Findings.
FINDINGS = Counted("{count} [count|finding|findings] in {units} [units|unit|units]")
NO_FINDINGS = "No finding for this choice."
RULE = "Rule"
ALL_RULES = "Every rule"
RULE_OPTION = "{rule} · {name} ({count})"
BY_RULE = {"rule": "Code", "name": "Rule", "severity": "Severity", "findings": "Findings", "units": "Units"}
SEVERITY_MARKS = {"info": "ℹ ", "warning": "⚠ ", "question": "? ", "refused": "✕ ", "stop": "✕ "}
FINDING = "{severity}{where}: {sentence}"
EXPLAINED = "**Explanation**: {text}  \n{who}, {when}"
CELLS = {"what": "Indicator", "source": "Source", "value": "Value", "place": "File, sheet, cell"}
FINDINGS_SHOWN = "Showing {shown} of {count} findings; choose a rule or a unit to narrow down, or export all as CSV."
ORIGINAL = "Download the original: {file}"
WHOLE_FILE = "Whole file"
# Printed against recomputed.
RATES_NOTE = "{wrong} of {both} printed rates disagree with their parts; charts always use the recomputed rate."
NO_RATES = "No rate of this period was printed together with both of its parts."
GAP = "Gap (points)"
AGREES = "Agrees"
AGREES_WORDS = {True: "⚠ disagrees", False: "agrees"}
# Corrections.
NO_CORRECTIONS = (
    "There is no correction. Corrections are a reviewed file, loaded with python -m etl corrections import FILE."
)
CORRECTION_STATES = {
    "applied": "applied",
    "stopped": "⚠ stopped: the source no longer reads as reviewed",
    "withdrawn": "withdrawn",
}
CORRECTIONS = {
    "correction": "Code", "state": "State", "unit": "Reporting unit", "period": "Period", "indicator_name": "Indicator",
    "expected_raw": "Source at review", "raw": "Source now", "action": "Action", "value": "New value",
    "reason": "Reason", "made_by": "Reviewed by", "made_on": "Date", "place": "File, sheet, cell",
}  # fmt: skip
ACTIONS = {"replace": "replace the value", "drop": "do not use"}
