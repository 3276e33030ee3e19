"""Units over periods: the series that the heat table and the small charts draw."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import compare_texts as words
from dashboard import comparison, controls, drill, formatting, lives, quarters, store
from dashboard import time_texts as times
from dashboard.compare.chosen import Asked

MOST, USUAL = 12, 8  # periods
BASIS, _COUNT = "nen", "so-ky"


@dataclass(frozen=True)
class Series:
    """Values by unit (in Vietnamese order) and period (oldest first); `reasons` say why a derived one is missing.

    `asked` is what each of them opens, '' where there is nothing.
    `lives` are first and last day of each unit, `spans` first and last day of each period.
    """

    values: pd.DataFrame
    reasons: pd.DataFrame
    asked: pd.DataFrame
    names: dict[str, str]
    labels: dict[str, str]
    lives: dict[str, tuple[Any, Any]]
    spans: dict[str, tuple[pd.Timestamp, pd.Timestamp]]
    is_derived: bool
    ended: tuple[str, ...] = ()  # a line about units that had ended by the chosen period, and are not among them

    def of(self, unit: str) -> list[float | None]:
        """The values of a unit, None where there is none."""
        return [None if value != value else value for value in list(self.values.loc[unit])]

    def opened(self, unit: str) -> list[str]:
        """What the values of a unit open."""
        return [str(code) for code in list(self.asked.loc[unit])]

    def there(self, unit: str) -> list[bool]:
        """Whether the unit was there when each period closed."""
        return [lives.is_there(self.lives[unit], closes) for _, closes in self.spans.values()]

    def row_opened(self, unit: str) -> str:
        """What the row of a unit opens: its values, the last one first."""
        return drill.several(reversed(self.opened(unit)))


def choose(asked: Asked) -> Series | None:
    """Draw the controls for basis and number of periods; None where nothing can be put over time."""
    basis = controls.segments(BASIS, words.BASIS, words.BASES, width="content")
    counts = {str(count): formatting.number(count) for count in (4, USUAL, MOST)}
    count = int(controls.segments(_COUNT, words.PERIODS_SHOWN, counts, default=str(USUAL), width="content"))
    return _quarters(asked, count) if basis == "trong-quy" else _reported(asked, count)


def is_by_quarter() -> bool:
    """Whether the reader asks for what happened within each quarter."""
    return bool(st.session_state.get(BASIS) == "trong-quy")


def _reported(asked: Asked, count: int) -> Series | None:
    rows = store.fetch("trend", kind=asked.kind, **asked.values())
    if rows.empty:
        return None
    one = asked.indicator
    rows = rows.assign(asked=drill.codes(rows, [True] * len(rows), indicator=one.code, handled_by=one.handled_by))
    ends = rows.drop_duplicates("period").set_index("period")
    end = _ends(asked)
    codes = [str(code) for code, closes in ends["closes"].items() if pd.Timestamp(closes) <= end][-count:]
    periods = store.fetch("periods").set_index("period")
    spans = {code: (periods["period_start"][code], periods["period_end"][code]) for code in codes}
    return _series(asked, rows, codes, {code: formatting.period_label(code) for code in codes}, spans)


def _quarters(asked: Asked, count: int) -> Series | None:
    rows = store.fetch("in_quarters", **asked.values())
    if rows.empty or rows["value"].isna().all():
        return None
    rows = rows.assign(
        period=rows["year"].astype(str) + "-Q" + rows["quarter"].astype(str),
        reason=rows["status"].map(dict(times.QUARTER_SHORT)),
        asked=drill.quarter_codes(rows, asked.indicator.code, asked.indicator.handled_by),
    )
    codes = sorted({str(code) for code in quarters.until(rows, _ends(asked))["period"]})[-count:]
    spans = {code: _quarter(code) for code in codes}
    return _series(asked, rows, codes, {code: formatting.period_label(code) for code in codes}, spans)


def _quarter(code: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a reporting quarter: from the 15th of the last month of the quarter before."""
    end = lives.quarter_end(code)
    return end - pd.DateOffset(months=3) + pd.Timedelta(days=1), end


def _series(
    asked: Asked,
    rows: pd.DataFrame,
    codes: list[str],
    labels: dict[str, str],
    spans: dict[str, tuple[pd.Timestamp, pd.Timestamp]],
) -> Series | None:
    shown = rows[rows["period"].isin(codes)]
    if shown.empty:
        return None
    days = lives.of_level(asked.level)
    reporters = {*asked.reporters["reporting_unit"], asked.pinned}
    kept, ended = lives.of_then(shown["reporting_unit"], days, _ends(asked), reporters)
    shown = shown[shown["reporting_unit"].isin(kept)]
    status = "unit_status" if "unit_status" in shown else "status"
    who = shown.drop_duplicates("reporting_unit").assign(status=lambda told: told[status])
    names = dict(zip(who["reporting_unit"], comparison.display_names(who), strict=True))
    names |= {
        code: name
        for code, name in zip(asked.reporters["reporting_unit"], asked.reporters["display"], strict=True)
        if code not in names
    }
    values = _grid(shown, "value", names, codes).astype(float)
    derived = "reason" in shown
    days = {code: days.get(code, (None, None)) for code in names}
    reasons = _grid(shown, "reason", names, codes) if derived else values.isna()
    opened = _grid(shown, "asked", names, codes).fillna("")
    return Series(values, reasons, opened, names, labels, days, spans, derived, tuple(ended))


def _grid(rows: pd.DataFrame, column: str, names: dict[str, str], codes: list[str]) -> pd.DataFrame:
    grid = rows.drop_duplicates(["reporting_unit", "period"]).pivot(
        index="reporting_unit", columns="period", values=column
    )  # fmt: skip
    return grid.reindex(index=list(names), columns=codes)


def _ends(asked: Asked) -> pd.Timestamp:
    """The last day of the chosen period: nothing later is shown."""
    return pd.Timestamp(store.fetch("periods").set_index("period")["period_end"][asked.period])
