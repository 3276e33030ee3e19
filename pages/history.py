"""Lịch sử nạp: what was loaded and withdrawn, by whom, what it changed, and taking it back."""

from dashboard import deeds_panel, history, shell

history.show()
deeds_panel.show()
shell.offer_bundle("history")
