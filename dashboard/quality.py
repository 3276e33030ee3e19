"""Rules for the data-quality page: what a matrix, a chase list and a list of findings say. Frames in, frames out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import comparison, formatting
from dashboard import export_texts as words
from dashboard import quality_texts as texts
from dashboard import texts as common

SHOWN_PERIODS = 8


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of units with `display`, a label that is unique among them."""
    units = rows.drop_duplicates("reporting_unit")
    labels = dict(zip(units["reporting_unit"], comparison.display_names(units), strict=True))
    return rows.assign(display=rows["reporting_unit"].map(labels))


def latest_periods(reports: pd.DataFrame) -> list[str]:
    """The periods of the matrix, newest first; a year stands before the nine months that end before it."""
    ordered = reports.drop_duplicates("period").sort_values("closes", kind="stable")
    return list(ordered["period"])[-SHOWN_PERIODS:][::-1]


def matrix(reports: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """Unit by period in words; the first row says how many of those expected have reported.

    Who is expected in the first of the periods stands above who was expected only in others.
    """
    own = reports[reports["period"].isin(periods)]
    expected = set(own.loc[own["period"] == periods[0], "reporting_unit"])
    own = own.assign(_other=~own["reporting_unit"].isin(expected)).sort_values("_other", kind="stable")
    cells = own.assign(cell=list(map(_state_cell, own["state"], own["figures"])))
    grid = cells.pivot_table(index="display", columns="period", values="cell", aggfunc="first", sort=False)
    grid = grid.reindex(columns=periods).fillna(texts.NOT_EXPECTED)
    told = own.assign(reported=own["state"] != "missing").groupby("period")["reported"].agg(["sum", "count"])
    covered = {
        period: texts.COVERED_CELL.format(reported=told.at[period, "sum"], expected=told.at[period, "count"])
        for period in periods
    }
    whole = pd.concat([pd.DataFrame([covered], index=[texts.COVERED]), grid])
    return whole.rename(columns=formatting.period_label).rename_axis(common.COLUMNS["display"]).reset_index()


def chase_list(reports: pd.DataFrame, period: str) -> str:
    """Who is missing and who was late in a period, as text to paste into a message; '' where nobody is."""
    own = reports[reports["period"] == period]
    missing, late = own[own["state"] == "missing"], own[own["state"] == "late"]
    lines: list[str] = []
    if len(missing):
        lines.append(texts.CHASE_MISSING.format(count=len(missing)))
        lines += [texts.CHASE_LINE.format(name=name) for name in missing["display"]]
    if len(late):
        lines.append(texts.CHASE_LATE.format(count=len(late)))
        lines += [
            texts.CHASE_LATE_LINE.format(name=name, told=formatting.day(told), deadline=formatting.day(deadline))
            for name, told, deadline in zip(late["display"], late["told_on"], late["deadline"], strict=True)
        ]
    return "\n".join(lines)


def reports_for_export(reports: pd.DataFrame) -> pd.DataFrame:
    """The matrix as rows, with the dates behind each state."""
    return reports.assign(
        level=reports["level"].map(formatting.LEVELS),
        period=reports["period"].map(formatting.period_label),
        state=reports["state"].map(texts.STATES),
        themes=[", ".join(common.THEMES.get(code, code) for code in codes) for codes in reports["themes"]],
        told_by=reports["told_by"].map(words.TOLD_BY),
    )


def findings_for_export(findings: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Findings with what their codes mean; `names` is the catalogue."""
    catalogue = names.set_index("indicator")["name"]
    return findings.assign(
        severity=findings["severity"].map(formatting.SEVERITIES),
        period=["" if pd.isna(code) else formatting.period_label(code) for code in findings["period"]],
        indicator_name=findings["indicator"].map(catalogue).fillna(findings["indicator"]),
        handled_by=findings["handled_by"].map(formatting.HANDLED_BY | {"": ""}),
    )


def rates_for_export(rates: pd.DataFrame) -> pd.DataFrame:
    """Printed beside recomputed as numbers, with the places of all three."""
    return rates.assign(
        display=named(rates)["display"],
        handled_by=rates["handled_by"].map(formatting.HANDLED_BY | {"": ""}),
        agrees=rates["disagrees"].map(words.AGREES),
        basis=rates["basis"].map(formatting.BASES),
        source=rates["source"].map(formatting.SOURCES),
        **{f"{side}_place": _places(rates, f"{side}_") for side in ("numerator", "denominator")},
    )


def corrections_for_export(corrections: pd.DataFrame) -> pd.DataFrame:
    """The ledger as it is shown, its values as numbers and its days as dates."""
    return corrections.assign(
        state=corrections["state"].map(texts.CORRECTION_STATES),
        unit=corrections["name"].fillna(corrections["reporting_unit"]),
        period=corrections["period"].map(formatting.period_label),
        action=corrections["action"].map(texts.ACTIONS),
        place=_places(corrections, ""),
    )


def by_rule(findings: pd.DataFrame) -> pd.DataFrame:
    """How many findings each rule has, in how many units, gravest first."""
    grouped = findings.groupby(["line", "rule", "name", "severity"], sort=False, dropna=False)
    counts = grouped.agg(findings=("sentence", "size"), units=("reporting_unit", "nunique")).reset_index()
    order = {severity: place for place, severity in enumerate(formatting.SEVERITIES)}
    counts = counts.assign(_order=counts["severity"].map(order)).sort_values(["_order", "rule", "line"])
    counts["severity"] = counts["severity"].map(formatting.SEVERITIES)
    return counts[list(texts.BY_RULE)].rename(columns=texts.BY_RULE).reset_index(drop=True)


def cells_table(cells: Any, names: Mapping[str, str], files: Mapping[int, str]) -> pd.DataFrame:
    """The cells that a finding rests on: each with its indicator, source, value and place."""
    return pd.DataFrame(
        [
            {
                texts.CELLS["what"]: _what(cell, names),
                texts.CELLS["source"]: formatting.SOURCES.get(cell["source"] or "", ""),
                texts.CELLS["value"]: formatting.number(cell["value"]),
                texts.CELLS["place"]: formatting.cell_place(
                    files.get(int(cell["submission"]), "") if cell["submission"] is not None else "",
                    cell["sheet"], cell["cell"],
                ),
            }
            for cell in cells
        ]
    )  # fmt: skip


def rates_in_words(rates: pd.DataFrame) -> pd.DataFrame:
    """Rates that were printed and can be recomputed, the widest gap first."""
    both = rates[rates["printed"].notna() & rates["computed"].notna()]
    return both.sort_values(["disagrees", "gap"], ascending=[False, False], kind="stable").reset_index(drop=True)


def with_gaps(table: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """The table of rates with what each is, and printed beside recomputed before the cells."""
    told = table.assign(
        **{
            common.COLUMNS["indicator_name"]: rates["indicator_name"],
            common.COLUMNS["handled_by"]: rates["handled_by"].map(formatting.HANDLED_BY | {"": ""}),
            texts.GAP: rates["gap"].map(formatting.number),
            texts.AGREES: rates["disagrees"].map(texts.AGREES_WORDS),
        }
    )
    first = [
        *(common.COLUMNS[name] for name in ("display", "indicator_name", "handled_by")),
        common.MARK_PRINTED, common.MARK_COMPUTED, texts.GAP, texts.AGREES,
    ]  # fmt: skip
    return told[[*first, *told.columns.difference(first, sort=False)]]


def corrections_in_words(corrections: pd.DataFrame) -> pd.DataFrame:
    """The ledger as a table."""
    told = corrections_for_export(corrections).assign(
        value=corrections["value"].map(formatting.number), made_on=corrections["made_on"].map(formatting.day)
    )
    return told[list(texts.CORRECTIONS)].rename(columns=texts.CORRECTIONS).fillna("")


def _places(rows: pd.DataFrame, side: str) -> list[str]:
    columns = (rows[f"{side}{name}"] for name in ("file", "sheet", "cell"))
    return [formatting.cell_place(*place) for place in zip(*columns, strict=True)]


def _state_cell(state: str, figures: int) -> str:
    if state == "missing":
        return texts.MARKS[state]
    return texts.STATE_CELL.format(mark=texts.MARKS[state], figures=figures)


def _what(cell: Mapping[str, Any], names: Mapping[str, str]) -> str:
    words = names.get(cell["indicator"], cell["indicator"])
    level = formatting.HANDLED_BY.get(cell["handled_by"], "") if cell["handled_by"] else ""
    return f"{words} ({level.lower()})" if level else words
