"""Where a number of the overview leads: the page of its theme, the profile of a unit, the quality of the figures."""

from urllib.parse import urlencode

from dashboard import drill, filters, store

_PAGES = {"dossiers": "ho-so", "onestop": "mot-cua", "staffing": "bien-che", "investment": "giai-ngan"}
_UNIT, _QUALITY = "don-vi", "chat-luong"


def theme(code: str, level: str, opened: str = "") -> str:
    """The theme's page, for the chosen period and units and one level; with a figure opened down to its cells."""
    choice = filters.current()
    return _to(_PAGES[code], ky=choice.period, cap=level, dv=choice.reporting_units, **{drill.KEY: opened})


def unit(reporting_unit: str) -> str:
    """The profile of a unit in the chosen period."""
    return _to(_UNIT, ky=filters.current().period, dv=(reporting_unit,))


def quality() -> str:
    """The data-quality page, for the chosen period."""
    return _to(_QUALITY, ky=filters.current().period)


def _to(page: str, **asked: str | tuple[str, ...]) -> str:
    told = {name: value for name, value in asked.items() if value}
    return f"{page}?{urlencode(told | store.address(), doseq=True)}"
