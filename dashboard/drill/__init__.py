"""From any mark to its cells: what was asked, the marks that ask it, and the dialog that answers."""

from dashboard.drill.asked import Asked, codes
from dashboard.drill.dialog import KEY, panel
from dashboard.drill.marks import chart, table
from dashboard.drill.rows import opened, opened_pair

__all__ = ["KEY", "Asked", "chart", "codes", "opened", "opened_pair", "panel", "table"]
