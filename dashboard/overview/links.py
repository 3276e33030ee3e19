"""Where a number of the overview leads: the page of its theme, the profile of a unit, the quality of the figures."""

from urllib.parse import urlencode

from dashboard import drill, filters, store
from dashboard.overview.rates import THEMES

_PAGES = {"dossiers": "ho-so", "onestop": "mot-cua", "staffing": "bien-che", "investment": "giai-ngan"}
_UNIT, _QUALITY = "don-vi", "chat-luong"


def theme(code: str, level: str, opened: str = "") -> str:
    """The theme's page, for the chosen period and units and one level; with a figure opened down to its cells."""
    choice = filters.current()
    return _to(_PAGES[code], ky=choice.period, cap=level, dv=choice.reporting_units, **{drill.KEY: opened})


def whole_theme(code: str, level: str) -> str:
    """The theme's page, for the chosen period and all units of one level."""
    return _to(_PAGES[code], ky=filters.current().period, cap=level)


def whole(indicator: str, level: str) -> str:
    """The page of a headline rate, likewise."""
    return whole_theme(THEMES[indicator], level)


def overview() -> str:
    """The first page, for the chosen period and all units."""
    return _to("./", ky=filters.current().period)


def unit(reporting_unit: str) -> str:
    """The profile of a unit in the chosen period."""
    return _to(_UNIT, ky=filters.current().period, dv=(reporting_unit,))


def quality() -> str:
    """The data-quality page, for the chosen period."""
    return _to(_QUALITY, ky=filters.current().period)


def quality_of(reporting_unit: str) -> str:
    """The data-quality page, for the chosen period and one unit."""
    return _to(_QUALITY, ky=filters.current().period, dv=(reporting_unit,))


def _to(page: str, **asked: str | tuple[str, ...]) -> str:
    told = {name: value for name, value in asked.items() if value}
    return f"{page}?{urlencode(told | store.address(), doseq=True)}"
