"""The process settles once, and what is left behind afterwards is still collected."""

import gc
import weakref

from dashboard import process


class Left:
    """Something that only the collector can clear: it refers to itself."""

    def __init__(self) -> None:
        """Refers to itself."""
        self.own = self


def test_what_is_there_is_set_aside_once_and_what_comes_later_is_collected() -> None:
    process.settle.cache_clear()
    try:
        process.settle()
        aside = gc.get_freeze_count()
        assert aside > 10_000
        left = weakref.ref(Left())
        process.settle()
        assert gc.get_freeze_count() == aside
        gc.collect()
        assert left() is None
    finally:
        gc.unfreeze()
