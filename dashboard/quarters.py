"""In-quarter values in words: the value, or why there is none."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import comparison, formatting, texts, time_texts
from dashboard.records import records

_NAMED = 2  # missing reports in a sentence


def last_ended(day: pd.Timestamp) -> tuple[int, int]:
    """Year and number of the last quarter that had ended by a day; quarters end on the 14th of their last month."""
    ended = sum(pd.Timestamp(day.year, 3 * quarter, 14) <= day for quarter in (1, 2, 3, 4))
    return (day.year, ended) if ended else (day.year - 1, 4)


def until(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Of rows with year and quarter, those that had ended by a day."""
    year, quarter = last_ended(day)
    return rows[(rows["year"] < year) | ((rows["year"] == year) & (rows["quarter"] <= quarter))]


def in_words(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Rows of query `in_quarters` with `display`, `period` (of the quarter), `words` for a cell and `reason`."""
    units = rows.drop(columns="status").drop_duplicates("reporting_unit").rename(columns={"unit_status": "status"})
    names = dict(zip(units["reporting_unit"], comparison.display_names(units), strict=True))
    told = rows.assign(
        display=rows["reporting_unit"].map(names),
        period=[f"{year}-Q{quarter}" for year, quarter in zip(rows["year"], rows["quarter"], strict=True)],
        period_told=rows["period"],
        measure=measure,
    )
    cells = records(told)
    return told.assign(words=[_cell(row) for row in cells], reason=[_reason(row) for row in cells])


def last_of(rows: pd.DataFrame) -> tuple[pd.Series, str]:
    """Which rows, with year and quarter, are of the last of their quarters; and its name."""
    place = rows["year"] * 4 + rows["quarter"] - 1
    last = int(place.max())
    return place == last, formatting.period_label(f"{last // 4}-Q{last % 4 + 1}")


def labels(told: pd.DataFrame) -> dict[str, str]:
    """The quarters that there are, in order, with their names."""
    return {code: formatting.period_label(code) for code in sorted(set(told["period"]))}


def table(told: pd.DataFrame) -> pd.DataFrame:
    """The table twin: every quarter of every unit, with what it was derived from."""
    return pd.DataFrame(
        {
            texts.COLUMNS["display"]: told["display"],
            time_texts.QUARTER: told["period"].map(formatting.period_label),
            texts.COLUMNS["shown"]: told["value"].astype("float64"),
            texts.COLUMNS["measure"]: told["measure"],
            time_texts.QUARTER_STATUS: told["reason"],
            texts.COLUMNS["window"]: [
                "" if pd.isna(first) or pd.isna(last) else formatting.window(first, last)
                for first, last in zip(told["window_start"].tolist(), told["window_end"].tolist(), strict=True)
            ],
        }
    ).reset_index(drop=True)


def why_none(rows: pd.DataFrame) -> str:
    """Why no quarter of rows of query `in_quarters` has a value, in one sentence: the most frequent reasons first."""
    told = []
    for status, own in sorted(rows.groupby("status"), key=lambda pair: -len(pair[1])):
        missing = ", ".join(_label(code) for code in own["missing_period"].dropna().value_counts().index[:_NAMED])
        count = formatting.number(own["reporting_unit"].nunique())
        told.append(time_texts.NO_QUARTER_REASONS[str(status)].format(missing=missing, count=count))
    return time_texts.NO_QUARTERS.format(reasons="; ".join(told))


def _cell(row: Mapping[Any, Any]) -> str:
    if not pd.isna(row["value"]):
        return formatting.number(row["value"], 1)
    return time_texts.QUARTER_SHORT.get(row["status"], formatting.ABSENT)


def _reason(row: Mapping[Any, Any]) -> str:
    said = time_texts.QUARTER_REASONS[row["status"]].format(
        period=_label(row["period_told"]), before=_label(row["previous_period"]), missing=_label(row["missing_period"]),
        difference=formatting.number(row["difference"]),
    )  # fmt: skip
    return said if pd.isna(row["value"]) else f"{formatting.quantity(row['value'], row['measure'])} · {said}"


def _label(code: str | float | None) -> str:
    return "" if pd.isna(code) else formatting.period_label(str(code))
