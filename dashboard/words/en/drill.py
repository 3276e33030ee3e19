"""Words of the way from a mark to its cells, in English."""

from dashboard.words.counting import Counted

WHICH = "Which figure"
SEVERAL = "Several figures"
HINT = "Select a row (keyboard: Shift + Space) to see the cell it was read from."
FORMULA = "= {numerator} ÷ {denominator} × 100"
SUM = "({terms})"
IN_QUARTER = "within {quarter}"
DIFFERENCE = "= {now} ({period}) − {then} ({before})"
DIFFERENCE_RATIO = (
    "= ({now_numerator} − {then_numerator}) ÷ ({now_denominator} − {then_denominator}) × 100, {period} less {before}"
)
DERIVED = "The difference of the two cumulative figures below, not read from one cell."
RESIDUES = {
    "residue_in": "= {to_process} to process − ({carried} carried over + {received} newly received)",
    "residue_out": "= {pending} pending − ({to_process} to process − {on_time} on time − {late} late)",
}
WHOLE_LEVEL = "{level} (all units together)"
ADDED = Counted("= the figures of {count} [count|unit|units] together")
OF_UNITS = Counted(", the figures of {count} [count|unit|units] together")
COMPUTED = "Recomputed from the figures below, not read from one cell."
PRINTED = "Rate printed in the report: {value}."
EMPTY = "The denominator is 0, so there is no rate."
PRINTED_ONLY = "The report prints the rate only, without the figures behind it."
NOT_COMPUTED = "Cannot be recomputed: a part is missing, or the two parts do not cover the same days."
NO_VALUE = "No value"
RESTATED = "Figure of a unit of today, added from {count} units before the rearrangement; no cell holds it."
ROLES = {"figure": "", "numerator": "Numerator", "denominator": "Denominator"}
PRINTED_ROLE = "Printed rate"
WINDOW = "{basis} · {window}"
LISTED = "{count} figures, each in a cell"
CHOOSE = "Show the cell of"
VALUE = "Value"
RAW = "Text in the cell"
LABEL = "Name printed in the form"
CELL = "Cell"
FILE = "File"
DOCUMENT = "Document"
SOURCE = "Source"
LOADED = "Loaded at"
CORRECTION = "Correction"
DATED = "{number} of {day}"
CORRECTED = "the cell says {before}; {reason} ({by})"
NO_CELL = "This figure belongs to no cell."
FILE_MISSING = "The warehouse no longer keeps this original file."
FINDINGS = "Checks"
EXPLAINED = "Explained by {by}: {text}"
