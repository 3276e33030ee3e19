"""What is done once for the whole server process."""

import gc
from functools import cache


@cache
def settle() -> None:
    """At the end of the first page: what the libraries hold by then is never looked at by the garbage collector again.

    Streamlit collects after every script run, and would go through half a million objects that stay for the life of the
    process (docs/decisions/0025-what-a-change-costs.md). What sessions make and leave later is collected as ever.
    """
    gc.collect()
    gc.freeze()
