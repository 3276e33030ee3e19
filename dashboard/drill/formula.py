"""The value and how it came about, in words: a figure as reported, a ratio with its numbers, a sum of units."""

import html
from typing import Any

import pandas as pd

from dashboard import comparison, formatting, texts
from dashboard import drill_texts as words


def html_of(figure: Any, cells: pd.DataFrame) -> str:
    """`figure` is the row of query `traced_figure`, `cells` the answer of `traced_cells`."""
    value, said = _value(figure), _equation(figure, cells)
    lines = "".join(f"<p class='{tone}'>{html.escape(text)}</p>" for tone, text in notes(figure, cells))
    return f"<div class='traced'><p><strong>{html.escape(value)}</strong> {html.escape(said)}</p>{lines}</div>"


def notes(figure: Any, cells: pd.DataFrame) -> list[tuple[str, str]]:
    """What else is to be known: its days, the printed rate, why there is no value; first the tone, '' or 'alert'."""
    told = [("", _window(figure))] if not pd.isna(figure["period_start"]) else []
    added = cells["is_part_of_sum"] & (cells["role"] != "figure" if figure["numerator_code"] else True)
    if added.any():
        told.append(("", words.RESTATED.format(count=cells.loc[added, "reporting_unit"].nunique())))
    if figure["numerator_code"]:
        told += _of_ratio(figure, " ".join(cells.loc[cells["role"] == "figure", "raw"]))
    return told


def _of_ratio(figure: Any, raw: str) -> list[tuple[str, str]]:
    told = []
    has_printed = not pd.isna(figure["reported"])
    if not pd.isna(figure["computed"]):
        told.append(("", words.COMPUTED))
    elif figure["is_empty"]:
        told.append(("", words.EMPTY))
    else:
        told.append(("", words.NOT_COMPUTED if figure["has_parts"] else words.PRINTED_ONLY))
    if has_printed and not pd.isna(figure["computed"]):
        told.append(("", words.PRINTED.format(value=formatting.percent(figure["reported"]))))
        if comparison.disagrees(figure["reported"], raw, figure["numerator"], figure["denominator"]):
            told.append(("alert", f"⚠ {texts.DISAGREES}"))
    return told


def _value(figure: Any) -> str:
    """The recomputed ratio where there is one, which is what the pages show."""
    if figure["numerator_code"] and not pd.isna(figure["computed"]):
        return formatting.percent(figure["computed"])
    if pd.isna(figure["reported"]) or (figure["numerator_code"] and figure["is_empty"]):
        return words.NO_VALUE
    return formatting.quantity(figure["reported"], figure["measure"])


def _equation(figure: Any, cells: pd.DataFrame) -> str:
    if pd.isna(figure["computed"]):
        return ""
    sides = {side: _side(cells[cells["role"] == side], figure[side]) for side in ("numerator", "denominator")}
    return words.FORMULA.format(**sides)


def _side(cells: pd.DataFrame, total: float) -> str:
    """The number, or the few that were added to it."""
    terms = [formatting.number(value) for value in cells["value"]]
    if 1 < len(terms) <= 6:
        return words.SUM.format(terms=" + ".join(terms))
    return formatting.number(total)


def _window(figure: Any) -> str:
    window = formatting.window(figure["period_start"], figure["period_end"])
    return words.WINDOW.format(basis=formatting.BASES.get(figure["basis"], ""), window=window)
