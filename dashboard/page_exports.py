"""What the pages offer to take along: the figures that their charts draw, and the rows behind their tables."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from dashboard import download_bar, export_texts, filters, formatting, store, texts
from dashboard.download_bar import Offer
from dashboard.groups import Drawn


class Drawing(Protocol):
    """Units of one level, and what a page draws of them."""

    @property
    def level(self) -> str:
        """Their level."""

    @property
    def drawn(self) -> Drawn:
        """Indicators and what is said of them."""

    @property
    def rows(self) -> int | None:
        """How many rows the export of that has, where it is known."""


def offer_drawn(title: str, found: Sequence[Drawing], about: str, notes: Sequence[str] = ()) -> None:
    """The figures of the groups that were drawn, in the agreed columns; `about` says which these are."""
    drawn = tuple(sorted((group.level, *series) for group in found for series in group.drawn.series))
    if not drawn:
        return
    choice = filters.current()
    asked = {"period": choice.period, "drawn": drawn, "level": choice.level}
    known = [group.rows for group in found]
    count = _count(choice, drawn) if None in known else sum(filter(None, known))
    rows = store.later("drawn_rows", **asked, reporting_units=choice.reporting_units)
    own = [note for group in found for note in group.drawn.notes]
    marks = formatting.from_markdown(texts.MARKS)
    download_bar.offer(Offer(title, count, rows, notes=[about, *notes, *own, marks], of_figures=True))


def _count(choice: filters.Filters, drawn: tuple[tuple[str, ...], ...]) -> int:
    counted = store.made(_counted, choice.period, drawn, choice.level)
    return sum(counted.get(unit, 0) for unit in choice.reporting_units or counted)


def _counted(period: str, drawn: tuple[tuple[str, ...], ...], level: str) -> dict[str, int]:
    """How many rows each unit of a level has, once for everybody who looks at that level."""
    counted = store.fetch("count_drawn_rows", period=period, drawn=drawn, level=level)
    return {} if counted.empty else dict(zip(counted["reporting_unit"].tolist(), counted["rows"].tolist(), strict=True))


def offer_table(title: str, rows: pd.DataFrame, columns: Mapping[str, str], **more: Any) -> None:
    """The rows behind a table: numbers and dates as such, under the names of `columns`; `more` as in `Offer`."""
    kept = rows.reindex(columns=list(columns)).rename(columns=dict(columns))
    sources = columns.get("file", ""), columns.get("sheet", "")
    download_bar.offer(Offer(title, len(kept), lambda: kept, sources=sources, **more))


def offer_printed(title: str, indicators: Sequence[str], names: Sequence[str]) -> int:
    """All figures of the filters, split as each form printed them, and how many; `names` of the indicators chosen."""
    choice = filters.current()
    asked = {
        "period": choice.period, "indicators": tuple(indicators), "level": choice.level,
        "reporting_units": choice.reporting_units,
    }  # fmt: skip
    count = int(store.fetch("count_export_rows", **asked)["rows"].iloc[0])
    more = [(texts.SEARCH_INDICATORS, ", ".join(names) or texts.ALL_INDICATORS)]
    download_bar.offer(
        Offer(
            title, count, store.later("export_rows", **asked), more=more, notes=[export_texts.PRINTED], of_figures=True,
        )
    )  # fmt: skip
    return count
