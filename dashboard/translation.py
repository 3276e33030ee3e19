"""Answers of the warehouse and sentences of the loader in the language of the session; Vietnamese is as they come.

Codes, raw texts, names of units and of files are never translated.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import english, formatting, language
from etl import wording

_NAMES = {
    "indicator": "indicator_name", "numerator": "numerator_name", "denominator": "denominator_name",
    "answer": "answer_name",
}  # fmt: skip
_FOR_MACHINES = {"drawn_rows", "export_rows"}  # the same in every language


def said(text: str) -> str:
    """A sentence of the loader: an error that a person can act on, progress, the reason of a suggestion."""
    return text if language.current() == "vi" else english.said(text)


def indicator(code: str, name: str) -> str:
    """The name of an indicator of the catalogue."""
    return name if language.current() == "vi" else english.indicator(code, name)


def measure(name: str) -> str:
    """A đơn vị tính of the catalogue."""
    return name if language.current() == "vi" else english.measure(name)


def problem(code: str, found: str, expected: str, sentence: str) -> str:
    """The sentence of a problem that was found while reading."""
    return sentence if language.current() == "vi" else english.problem(code, found, expected, sentence)


def answer(question: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The answer to a question of `queries` with its names and sentences in the language of the session."""
    if language.current() == "vi" or question in _FOR_MACHINES or rows.empty:
        return rows
    columns, told = set(rows.columns), _names(rows)
    if "folded" in columns:  # what is searched: what is read is found too
        told["folded"] = sum((pd.Series(names).map(_folded) for names in told.values()), start=rows["folded"])
    if "measure" in columns:
        told["measure"] = rows["measure"].map(english.measure, na_action="ignore")
    if "warned" in columns:
        told["warning"] = rows["warned"].map(_warning, na_action="ignore")
    if {"line", "name"} <= columns:
        told["name"] = _named(rows["line"], rows["name"], english.rule)
    if {"code", "found", "expected", "sentence"} <= columns:
        told["sentence"] = [_sentence(row) for row in rows.to_dict("records")]
    return rows.assign(**told)


def _names(rows: pd.DataFrame) -> dict[str, Any]:
    """The columns that name indicators."""
    columns, told = set(rows.columns), dict[str, Any]()
    for code, name in _NAMES.items():
        if {code, name} <= columns:
            told[name] = _named(rows[code].str.partition("@")[0], rows[name])
    if "indicator_name" in columns and "indicator" not in columns:
        told["indicator_name"] = rows["indicator_name"].map(english.said, na_action="ignore")
    if {"indicator", "name"} <= columns and "reporting_unit" not in columns:
        told["name"] = _named(rows["indicator"], rows["name"])
    return told


def _named(codes: pd.Series, names: pd.Series, of: Any = english.indicator) -> pd.Series:
    pairs = dict(zip(codes, names, strict=True))  # a large answer names few indicators
    known = {code: of(code, name) for code, name in pairs.items() if isinstance(code, str)}
    return codes.map(known).fillna(names)


def _folded(name: Any) -> str:
    return f" {wording.fold(name)}" if isinstance(name, str) else ""


def _warning(warned: Any) -> str:
    """What was found at one cell; each once."""
    return " ".join(dict.fromkeys(english.problem(*(one[key] or "" for key in _WARNED)) for one in warned))


_WARNED = ("code", "found", "expected", "sentence")


def _sentence(row: Mapping[Any, Any]) -> str:
    found, expected, sentence = (_text(row[name]) for name in ("found", "expected", "sentence"))
    cells = row.get("cells")
    if cells is None or isinstance(cells, float):
        return english.problem(_text(row["code"]), found, expected, sentence)
    with_source = row["line"] in ("V12-narrative", "V12-higher")
    terms = "; ".join(_term(cell, row["period"], with_source=with_source) for cell in cells)
    return english.finding(_text(row["line"]), found, expected, sentence, terms)


def _term(cell: Mapping[str, Any], period: str, *, with_source: bool) -> str:
    """'Dossiers received (handled at commune level), Q1 2024: 12'."""
    level = formatting.HANDLED_BY.get(cell["handled_by"], "") if cell["handled_by"] else ""
    words = [english.indicator(cell["indicator"], cell["indicator"]) + (f" ({level.lower()})" if level else "")]
    words += [formatting.period_label(cell["period"])] if cell["period"] != period else []
    words += [formatting.SOURCES.get(cell["source"], "").lower()] if with_source else []
    return f"{', '.join(words)}: {formatting.number(cell['value'])}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
