"""Every sentence and label of the screen, by topic and language; `dashboard.texts` and its like speak them.

A topic is a module of the same name in each language's folder, with the same names in it.
"""

import importlib
from collections.abc import Callable
from typing import Any

from dashboard import language


def speaker(topic: str) -> Callable[[str], Any]:
    """For a module's `__getattr__`: its names are those of the topic, in the language of whoever looks."""
    spoken = {code: importlib.import_module(f"{__name__}.{code}.{topic}") for code in language.LANGUAGES}

    def speak(name: str) -> Any:
        return getattr(spoken[language.current()], name)

    return speak
