"""Load history: what was loaded, by whom, what it changed, and taking it back."""

from dashboard.words.counting import Counted

TITLE = "Load history"
LEAD = "Each load, withdrawal or restoration is a line, the latest first. Nothing is ever deleted."
NOTHING = "Nothing was loaded yet. Open the page Load appendices to load reports."
COLUMNS = {
    "load": "No.",
    "kind": "What",
    "when": "When",
    "made_by": "By",
    "files": "Files",
    "figures": "Figures",
    "new": "New",
    "changed": "Changed",
    "vanished": "Vanished",
    "not_taken": "Not taken, waiting",
    "state": "State",
    "reason": "Reason",
}
WHOLLY_WITHDRAWN = "withdrawn"
PARTLY_WITHDRAWN = Counted("{count} [count|file|files] withdrawn")
STANDING = "stands"
SHOWN = "The latest {shown} of {count} are shown; python -m etl loads lists all."
CHOOSE = "Look at one"
FILES = "Its files"
FILES_COLUMNS = {
    "file": "File",
    "units": "Unit",
    "periods": "Period",
    "document": "Document",
    "figures": "Figures",
    "not_taken": "Not taken, waiting",
    "state": "State",
}
ONE_FILE = "File"
DIFFERENCE = "Difference from the figures before it"
DIFFERENCE_SEE = "Show the difference"
EFFECT = "Effect on totals"
WITHDRAW = "Withdraw"
WITHDRAW_MEANS = (
    "The figures of {what} are no longer used; those that they had replaced are used again, exactly as before the "
    "load. It can be restored later."
)
RESTORE = "Restore"
RESTORE_MEANS = "The figures of {what} are used again, exactly as before the withdrawal."
ALL_FILES = "the whole load"
WHICH_FILES = "File"
ALL_FILES_CHOICE = "All files of the load"
REASON = "Reason"
REASON_NEEDED = "Please give a reason."
SURE = {"withdraw": "Yes, withdraw", "restore": "Yes, restore"}
WORKING = {"withdraw": "Withdrawing…", "restore": "Restoring…"}
DONE = {
    "withdraw": Counted("Withdrew {count} [count|file|files] of load {load}."),
    "restore": Counted("Restored {count} [count|file|files] of load {load}."),
}
FAILED = "Not done"
