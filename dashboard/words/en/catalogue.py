"""Words of the catalogue page."""

from dashboard.words.counting import Counted

TITLE = "Catalogue"
SECTION = "Section"
SECTIONS = {
    "indicators": "Indicators",
    "units": "Units",
    "aliases": "Spellings",
    "decisions": "Remembered answers",
    "targets": "Targets",
    "corrections": "Corrections",
    "roles": "Roles",
    "trail": "Audit trail",
}
INTRO = {
    "indicators": (
        "Forms, rules and figures of all years rest on the codes of indicators, so this catalogue comes with the "
        "program and changes only with a new version. How reports word an indicator can be taught: **Remembered "
        "answers**."
    ),
    "units": (
        "Reporting units over time: when they existed, what stands above them, what they were and became. ◐ means only "
        "a part of the unit."
    ),
    "aliases": "Spellings of units' names in reports that differ from the official name. Files read later go by them.",
    "decisions": "Answers given on the page **Load appendices**, used again wherever the same wording is met.",
    "targets": "Targets and thresholds with their documents, by which figures are judged.",
    "corrections": "Corrections of single figures. The original cell stays; when its source changes, they stop.",
    "roles": (
        "Who may do what, for which units. "
        "A role for a unit reaches all units below it. Without sign-in this table has no effect."
    ),
    "trail": "Every change of the catalogue: who, when, before and after. Only appended to.",
}
SEARCH = "Search (accents optional)"
SEARCH_EXAMPLE = {
    "indicators": "for example: on time",
    "units": "for example: dinh hoa",
    "aliases": "for example: huyen lac",
    "decisions": "for example: tiep nhan",
    "targets": "for example: ba bich",
    "corrections": "for example: huyen lak",
    "roles": "for example: an@xa.gov.vn",
    "trail": "for example: a person, a code, a value",
}
FILTER = {"indicators": "Area", "units": "Status", "decisions": "Status", "trail": "Table"}
ALL = "All"
FOUND = Counted("**{found}** of {count} [count|row|rows]")
FOUND_ALL = Counted("**{count}** [count|row|rows]")
SHOWN_ONLY = "the first {shown} are shown; search to narrow down, or download them all"
NOTHING = "There is nothing here yet."
NOTHING_FOUND = "Nothing matches. Try fewer words, or choose “All”."

INDICATORS = {
    "name": "Indicator", "indicator": "Code", "area": "Area", "measure": "Measure", "kind": "Kind",
    "aggregation": "Over units", "time": "Time", "over_time": "Over quarters", "polarity": "Better when",
    "parts": "Computed from", "units": "Units", "periods": "Periods",
}  # fmt: skip
UNITS = {
    "name": "Unit", "level": "Level", "parent_name": "Above it", "province": "Province", "code": "Official code",
    "valid": "Existed", "before": "Was before", "after": "Became", "aliases": "Other spellings",
    "status": "Status", "reporting_unit": "Code in the warehouse",
}  # fmt: skip
ALIASES = {
    "alias": "Spelling", "province": "Only in", "name": "Unit", "reporting_unit": "Code in the warehouse",
    "reason": "Reason", "origin": "Origin",
}  # fmt: skip
DECISIONS = {
    "decision": "No.", "kind": "Kind", "printed": "As printed", "path": "Under", "answer_name": "Answer",
    "answer": "Code of the answer", "reach": "Applies to", "decided_by": "Decided by", "decided_at": "When",
    "state": "Status",
}  # fmt: skip
TARGETS = {
    "indicator_name": "Indicator", "target": "Code", "handled_by": "Handled by", "whose": "For", "year": "Year",
    "value": "Target", "band_good": "Good from", "band_watch": "Watch from", "decided_on": "Decided on",
    "document": "Document", "note": "Note", "origin": "Origin",
}  # fmt: skip
ROLES = {
    "person": "Account", "role": "Role", "name": "Remit", "remit": "Remit's code", "granted_by": "Given by",
    "granted_at": "Given at",
}  # fmt: skip
TRAIL = {
    "change": "No.", "made_at": "When", "made_by": "Who", "changed_table": "Table", "action": "Action",
    "changed_row": "Row", "fields": "Field: before → after", "load": "After load",
}  # fmt: skip
WIDE = ("Above it", "Was before", "Became", "As printed", "Answer", "Document")
KINDS = {
    "count": "count", "money": "amount of money", "ratio": "ratio", "flag": "yes/no", "enum": "grade",
    "text": "in words",
}  # fmt: skip
AGGREGATIONS = {
    "sum": "added up", "ratio": "recomputed from its parts", "share_of_units": "share of units that have it",
    "none": "not combined",
}  # fmt: skip
TIMES = {
    "flow": "within the period", "ytd": "since the year began", "stock": "at a date", "point": "at a date",
    "window_total": "of the whole window",
}  # fmt: skip
OVER_TIME = {"sum": "difference", "last": "the latest", "ratio": "recomputed from its parts", "none": "not computed"}
POLARITIES = {"higher": "higher", "lower": "lower"}
PARTS = "{numerator} ÷ {denominator}"
AREAS = {
    1: "1. Direction", 2: "2. Institutions", 3: "3. Administrative procedures", 4: "4. Organisation",
    5: "5. Civil service", 6: "6. Public finance", 7: "7. Digital government",
}  # fmt: skip
STATUSES = {"reviewed": "the program's", "imported": "imported", "provisional": "provisional, to be confirmed"}
ORIGINS = {"shipped": "the program's", "imported": "imported"}
STANDING, REVOKED = "in use", "revoked"
SINCE, UNTIL, BETWEEN, ALWAYS = "since {first}", "until {last}", "{first}–{last}", "no days given"
EVERY_UNIT, EVERY_YEAR = "every unit", "every year"
TABLES = {
    "reporting_units": "Units", "reporting_unit_events": "Changes of units", "reporting_unit_aliases": "Spellings",
    "decisions": "Answers", "targets": "Targets", "corrections": "Corrections",
    "roles": "Roles",
}  # fmt: skip
ACTIONS = {"added": "Added", "changed": "Changed", "removed": "Removed"}
FIELDS = {
    "person": "account", "role": "role", "remit": "remit",
    "action": "action", "alias": "spelling", "answer": "answer", "band_good": "good from",
    "band_watch": "watch from", "code": "official code", "correction": "code of the correction",
    "decided_on": "decided on", "document": "document", "event": "change", "expected_raw": "as printed", "form": "form",
    "handled_by": "handled by", "indicator": "indicator", "kind": "kind", "level": "level", "made_by": "corrected by",
    "made_on": "day", "measure": "measure", "name": "name", "new_unit": "new unit", "note": "note",
    "old_unit": "old unit", "parent": "above it", "path": "under", "period": "period", "province": "province",
    "reason": "reason", "relation": "relation", "reporting_unit": "unit", "sender": "sender", "source": "source",
    "status": "status", "target": "code of the target", "valid_from": "from", "valid_to": "until", "value": "value",
    "year": "year",
}  # fmt: skip
FIELD_CHANGED = "{field}: {old} → {new}"
FIELD = "{field}: {value}"
BLANK = "(blank)"

# Editing.
EDIT = "Edit in Excel"
STEP_DOWNLOAD = "**1. Download the table** and edit it in Excel. Its sheet “Giải thích” explains every column."
STEP_UPLOAD = "**2. Upload the edited table** to see the differences. Nothing is stored before you confirm."
DOWNLOAD_FOUND = Counted("The table has the {count} [count|row|rows] found.")
DOWNLOAD_NOT_PROVISIONAL = (
    "Provisional units are in the table only under the filter “{status}”: uploading them again confirms them."
)
DOWNLOAD_XLSX, DOWNLOAD_CSV = "Download XLSX", "Download CSV"
DOWNLOAD_LIST_LINES = ("This table is for reading. Indicators and the audit trail are not edited by upload.",)
UPLOAD = "Edited table (XLSX, CSV)"
UNIT_SHAPES = (
    "Three tables are taken here: a list of units like the one downloaded, a table of changes (mergers, splits, new "
    "names), and the official conversion table from old to new communes."
)
DOCUMENT, DOCUMENT_HELP = "Document", "Number of the document, where the table has no such column."
FIRST_DAY, FIRST_DAY_HELP = "First day", "Where the table has no such column. Conversion tables: 01/07/2025."
READING = "Reading the table and comparing it with the catalogue…"
PREVIEW = "Differences from the catalogue"
NO_DIFFERENCE = "Nothing differs from the catalogue as it is now."
REFUSED = Counted(
    "Not stored yet: {count} [count|point|points] of the table must be mended. Correct the table and upload it again."
)
MORE_REFUSED = "… and {count} more."
NOTES = Counted("{count} [count|note|notes]")
CHANGES = {
    "action": "Action",
    "row": "Row in the file",
    "key": "Row",
    "field": "Field",
    "old": "Before",
    "new": "After",
}
CHANGES_SHOWN = "{shown} of {count} changes are shown; all of them are stored."
COUNTS = {"added": "{count} added", "changed": "{count} changed", "removed": "{count} removed"}
CONFIRM = Counted("Store {count} [count|change|changes]")
STORING = "Storing…"
STORED = Counted("{count} [count|change|changes] of the catalogue [count|was|were] stored.")
STORED_AND_READ = Counted(
    "{count} [count|change|changes] of the catalogue [count|was|were] stored and {files} [files|file|files] read again."
)
CHANGED_MEANWHILE = (
    "Somebody else changed the catalogue meanwhile, so nothing was stored. Below are the new differences; look again, "
    "then confirm."
)
