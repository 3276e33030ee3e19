"""Figures as CSV: one for Vietnamese Excel, one for machines."""

import pandas as pd

COLUMNS = (
    "reporting_unit", "level", "parent", "period", "period_start", "period_end", "indicator", "handled_by", "value",
    "measure", "basis", "origin", "file", "sheet", "cell", "raw",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_for_excel(rows: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, ';' and decimal comma: opens with a double click in Vietnamese Excel.

    Text that Excel would run as a formula is defused with an apostrophe; figures stay numbers.
    """
    safe = rows.loc[:, list(COLUMNS)].copy()
    for column in safe.columns.drop("value"):
        safe[column] = safe[column].map(_defuse)
    # pandas writes a decimal comma only where a column is all floats; whole numbers are kept whole here.
    safe["value"] = _whole_numbers(rows["value"]).astype(str).str.replace(".", ",", regex=False)
    text: str = safe.to_csv(index=False, sep=";", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def csv_plain(rows: pd.DataFrame) -> bytes:
    """UTF-8, ',' and decimal dot, in the agreed columns: the same table as the command-line export."""
    plain = rows.loc[:, list(COLUMNS)].assign(value=_whole_numbers(rows["value"]))
    text: str = plain.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def table_for_excel(table: pd.DataFrame) -> bytes:
    """A table of a page as `csv_for_excel` writes figures: BOM, ';', decimal comma, formulas defused."""
    safe = table.map(_defuse)
    text: str = safe.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def table_plain(table: pd.DataFrame) -> bytes:
    """A table of a page for machines: UTF-8, ',' and decimal dot."""
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def _whole_numbers(values: pd.Series) -> pd.Series:
    """22979.0 leaves as 22979; what has decimals keeps them."""
    return pd.Series(
        [int(value) if float(value).is_integer() else float(value) for value in values],
        index=values.index, dtype="object",
    )  # fmt: skip


def _defuse(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
