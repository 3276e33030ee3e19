"""Rows as files: CSV for Vietnamese Excel, CSV for machines, and a workbook. Frames in, bytes out."""

import io
import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard import spreadsheet

COLUMNS = (
    "reporting_unit", "level", "parent", "period", "period_start", "period_end", "indicator", "handled_by", "value",
    "measure", "basis", "origin", "file", "sheet", "cell", "raw",
)  # fmt: skip
DATES = ("period_start", "period_end")  # of `COLUMNS`; texts in CSV, dates in a workbook
_AT_ONCE = 20_000  # rows
# A text that begins with apostrophes before a formula gets one more, so that taking one away gives back every text.
_RUNS = re.compile(f"'*[{re.escape(''.join(spreadsheet.FORMULA_STARTS))}]")
_MOST_DECIMALS = 6
_DECIMALS_OF_A_RATE = 2


def csv_for_excel(rows: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, ';', decimal comma, dd/mm/yyyy: opens with a double click in Vietnamese Excel.

    Text that Excel would run as a formula is defused with an apostrophe; numbers stay numbers.
    """
    return b"\xef\xbb\xbf" + _csv(rows, ";", "\r\n", _defuse, lambda number: number.replace(".", ","), "%d/%m/%Y")


def csv_plain(rows: pd.DataFrame) -> bytes:
    """UTF-8, ',', decimal dot, ISO dates, texts as they are: as the command-line export writes it."""
    return _csv(rows, ",", "\n", str, str, "%Y-%m-%d")


def workbook(rows: pd.DataFrame, lines: Sequence[tuple[str, str]], names: tuple[str, str]) -> bytes:
    """A sheet of the rows, with numbers and dates as such, and a sheet of lines that say what they are.

    `names` are those of the two sheets. The number format of `value` follows its measure.
    """
    dated = {column: pd.to_datetime(rows[column]) for column in DATES if column in rows}
    typed = rows.assign(**dated)
    formats = {
        str(column): number_formats(typed[column], typed.get("measure"))
        for column in typed.select_dtypes("number").columns
    }
    table = spreadsheet.Table(names[0], typed, formats)
    return spreadsheet.workbook([table], spreadsheet.Notes(names[1], lines))


def number_formats(values: pd.Series, measures: pd.Series | None = None) -> list[str]:
    """How a workbook shows each number: thousands grouped, its own decimals; a rate with two and its sign.

    Rounding must not turn 'nearly all' into 100 nor 'hardly any' into 0: such a rate shows more decimals.
    """
    made: dict[tuple[Any, Any], str] = {}
    found: list[str] = []
    for pair in zip(values.tolist(), [""] * len(values) if measures is None else measures.tolist(), strict=True):
        if pair not in made:
            made[pair] = _number_format(*pair)
        found.append(made[pair])
    return found


def _number_format(value: Any, measure: Any) -> str:
    sign = '" %"' if measure == "%" else ""
    decimals = _decimals(value)
    if sign and decimals > _DECIMALS_OF_A_RATE and round(value, _DECIMALS_OF_A_RATE) not in (0, 100):
        decimals = _DECIMALS_OF_A_RATE
    return "#,##0" + ("." + "0" * decimals if decimals else "") + sign


def _decimals(value: Any) -> int:
    """How many decimals a number has, of those worth showing."""
    if _is_absent(value) or not math.isfinite(value):
        return 0
    written = f"{value:.{_MOST_DECIMALS}f}".rstrip("0")
    return len(written.partition(".")[2])


def _csv(
    rows: pd.DataFrame,
    delimiter: str,
    end: str,
    text: Callable[[str], str],
    number: Callable[[str], str],
    day: str,
) -> bytes:
    """Written by hand: Python's csv leaves a lone carriage return unquoted, and readers then see two lines."""
    needs_quotes = re.compile(f'[{delimiter}"\r\n]')

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if needs_quotes.search(cell) else cell

    def written(value: Any) -> str:
        if _is_absent(value):
            return ""
        if isinstance(value, date):  # a datetime too
            return value.strftime(day)
        if isinstance(value, int | float):
            return quoted(number(str(value) if isinstance(value, int) else f"{value:.15g}"))
        return quoted(text(str(value)))

    out = io.BytesIO()
    out.write((delimiter.join(quoted(text(str(name))) for name in rows.columns) + end).encode())
    for start in range(0, len(rows), _AT_ONCE):
        here = rows.iloc[start : start + _AT_ONCE]
        columns = [_each_once(here.iloc[:, place], written) for place in range(len(rows.columns))]
        out.writelines((delimiter.join(cells) + end).encode() for cells in zip(*columns, strict=True))
    return out.getvalue()


def _each_once(values: Iterable[Any], written: Callable[[Any], str]) -> list[str]:
    """Columns of figures repeat themselves: each different value is written once."""
    made: dict[Any, str] = {}
    found: list[str] = []
    for value in values:
        key = value if isinstance(value, str) else (type(value), value)
        if key not in made:
            made[key] = written(value)
        found.append(made[key])
    return found


def _defuse(text: str) -> str:
    return "'" + text if _RUNS.match(text) else text


def _is_absent(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value
