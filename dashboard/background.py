"""What a server does beside its pages, in threads that are begun once."""

import threading
from collections.abc import Callable

from streamlit import runtime

_begun: set[str] = set()
_lock = threading.Lock()


def begin(name: str, work: Callable[[], None]) -> None:
    """Begin it in a thread of its own, however many script runs ask at the same moment; nothing without a server."""
    if not runtime.exists():
        return
    with _lock:
        if name in _begun:
            return
        _begun.add(name)
    threading.Thread(target=work, daemon=True, name=name).start()
