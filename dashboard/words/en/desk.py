"""The analyst's desk: from dropped files to loaded figures, one step at a time."""

from dashboard.words.counting import Counted

# Steps, in their order.
STEPS = {
    "understood": "Understood",
    "questions": "Questions",
    "difference": "Difference",
    "findings": "Findings",
}
STEP = "{number}. {name}"
STEP_COUNTED = "{number}. {name} ({count})"
STEPS_LABEL = "Steps"
BACK = "Back"
NEXT = "Next: {step}"
LOAD = Counted("Load {figures} [figures|figure|figures] of {files} [files|file|files]")
LOAD_NOTHING = "No file can be loaded yet"
LOAD_HELP = "Writes to the warehouse; can be withdrawn on the page Load history."
LATER = "Later"
LATER_HELP = "The draft is kept as it is; open it again on this page at any time."
DISCARD = "Delete draft"
DISCARD_MEANS = "The answers and explanations of the draft will be lost. Figures in the warehouse do not change."
DISCARD_SURE = "Yes, delete"
DISCARDED = "The draft was deleted."
WHO = "Your name"
WHO_HELP = "Kept with loads and decisions, so that others know whom to ask."

# Before a draft.
START = "Read and preview"
START_HELP = "Nothing is written to the figures yet: you see what was understood before you load."
OPEN_DRAFTS = "Unfinished drafts"
DRAFT_LINE = Counted("**{files}**  \n{count} [count|file|files] · saved {when} · {who}")
DRAFT_MORE = Counted(" and {count} more [count|file|files]")
OLDER_DRAFTS = Counted("{count} older [count|draft|drafts]")
DRAFT_OPEN = "Continue"
READING = Counted("Reading {count} [count|file|files]…")
READ = Counted("{count} [count|file|files] read")
READING_FAILED = "The draft could not be read"
CHANGED_ELSEWHERE = "Figures were loaded meanwhile; the preview was made again from the latest ones."

# What was understood.
UNDERSTOOD_LEAD = Counted("**{figures} [figures|figure|figures]** read from {files} [files|file|files]{asked}{aside}.")
UNDERSTOOD_ASKED = Counted(", {count} [count|question waits|questions wait] for you")
UNDERSTOOD_REFUSED = Counted(", {count} [count|cell or file|cells or files] cannot be taken")
ALL_CLEAR = (
    "Everything is clear: no question, no earlier figure changes or vanishes, nothing new was found. You can load now."
)
FILES_COLUMNS = {
    "chosen": "Load",
    "file": "File",
    "outcome": "Outcome",
    "units": "Unit",
    "periods": "Period",
    "figures": "Figures",
    "new": "New",
    "changed": "Changed",
    "vanished": "Vanished",
    "asked": "To decide",
    "refused": "Not taken",
    "document": "Document",
}
FILES_CHOSEN_HELP = "Untick to leave the file out; it stays in the draft."
LOOK_INTO = "Look into one file"
SHEETS_COLUMNS = {
    "sheet": "Sheet",
    "forms": "Form",
    "units": "Unit",
    "periods": "Period",
    "money": "Unit of money",
    "figures": "Certain figures",
    "asked": "To decide",
    "refused": "Not taken",
    "aside": "Set aside",
}
WHOLE_FILE = "(whole file)"
MANY = "{count} {what}"
UNITS, PERIODS = "units", "periods"
DOCUMENT = "No. {number} of {day}"
DOCUMENT_NUMBER = "No. {number}"
DOCUMENT_DAY = "Of {day}"
DOWNLOAD_ORIGINAL = "Download the original"
CORRECT = "Correct the unit or period of the file"
CORRECT_HELP = "For a file whose titles say too little, or something wrong. Applies to this file only."
CORRECT_UNIT = "Reporting unit"
CORRECT_PERIOD = "Reporting period"
CORRECT_KEEP = "(as understood)"
CORRECT_SHEET = "Applies to"
CORRECT_DO = "Apply and read again"

SEND_BACK = "Prepare the file to send back"
SEND_BACK_HELP = "This very file, problem cells coloured and commented, with a list of points; all else untouched."
SEND_BACK_TAKE = Counted("Download the file to send back ({count} [count|cell|cells] commented)")
SEND_BACK_NOTHING = "There is nothing in this file that the unit must correct."

# Questions.
QUESTIONS_LEAD = "Each is answered once, for all cells of the same wording; those that most cells wait for come first."
QUESTIONS_NONE = "No questions. Every cell to be loaded was understood."
QUESTIONS_DONE = Counted("{count} [count|question|questions] answered in this draft")
QUESTIONS_MORE = Counted("{count} more [count|question appears|questions appear] when these are answered.")
QUESTIONS_APPLY = "Apply answers"
ANSWER_TAKE_BACK = "Take back"
ANSWER_LINE = "{kind} **“{printed}”** → **{answer}**"
EXCERPT = "From sheet {sheet}, cell {cell} is framed"
EXCERPT_MISSING = "The sheet of this cell cannot be opened again."

# Difference.
DIFFERENCE = "Difference"
DIFFERENCE_LEAD = "Compared with the figures in the warehouse, for the units and periods of which the files speak."
STATES = {"changed": "Changed", "vanished": "Vanished", "new": "New", "same": "Same"}
STATE = "{name} ({count})"
STATES_LABEL = "Kind of difference"
DIFFERENCE_NONE = "There are no figures of this kind."
DIFFERENCE_SHOWN = "The first {shown} of {count} rows are shown, the largest movers first."
DIFFERENCE_COLUMNS = {
    "name": "Unit",
    "period": "Period",
    "indicator_name": "Indicator",
    "handled_by": "Handled at",
    "old_value": "Before",
    "new_value": "After",
    "change": "Change",
    "measure": "Measure",
    "old_place": "Cell before",
    "new_place": "Cell after",
}
EFFECT_TITLE = "Effect on totals"
EFFECT_NONE = "No total of the overview changes."
EFFECT_COLUMNS = {
    "what": "Indicator",
    "where": "Level and period",
    "old": "Is now",
    "new": "Will be",
}
EFFECT_VALUE = "{value} · {reported} of {expected} units"
EFFECT_NOTHING = "none yet"

# Findings.
FINDINGS_LEAD = (
    "The rules found this among the units and periods of the load. The figures are loaded all the same; where there is "
    "a reason, explain it."
)
FINDINGS_NONE = "Nothing was found among the units and periods of this load."
FINDINGS_MORE = "{shown} of {count} findings are shown; all are on the page Data quality after loading."
FINDING_NEW = "new"
EXPLANATION = "Explanation of: {sentence}"
EXPLANATION_PLACEHOLDER = "Explanation (optional)"
EXPLANATION_SAVED = "The explanation was saved in the draft."

# Loaded.
LOADING = Counted("Loading {count} [count|file|files]…")
LOADED = Counted("{count} [count|file|files] loaded")
LOADING_FAILED = "Not loaded"
RESULT_LINE = Counted("Loaded **{figures} [figures|figure|figures]** of {files} [files|file|files]: {changes}.")
DRAFT_KEPT = "The draft is kept."
