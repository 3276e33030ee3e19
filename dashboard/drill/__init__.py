"""From any mark to its cells: what was asked, the marks that ask it, and the dialog that answers."""

from dashboard.drill.asked import CLEARANCE, KEY, RESIDUES, Asked, codes, in_quarter, of_level, quarter_codes, several
from dashboard.drill.dialog import panel
from dashboard.drill.marks import chart, table
from dashboard.drill.rows import opened, opened_pair

__all__ = [
    "CLEARANCE",
    "KEY",
    "RESIDUES",
    "Asked",
    "chart",
    "codes",
    "in_quarter",
    "of_level",
    "opened",
    "opened_pair",
    "panel",
    "quarter_codes",
    "several",
    "table",
]
