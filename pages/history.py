"""Lịch sử nạp: what was loaded and withdrawn, by whom, what it changed, and taking it back."""

from dashboard import history, shell

history.show()
shell.offer_bundle("history")
