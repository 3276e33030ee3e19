"""The observation table as other programs read it (design §4, a contract)."""

import csv
from collections.abc import Sequence
from typing import TextIO

import duckdb

COLUMNS = (
    "reporting_unit",
    "level",
    "parent",
    "period",
    "period_start",
    "period_end",
    "indicator",
    "handled_by",
    "value",
    "measure",
    "basis",
    "origin",
    "file",
    "sheet",
    "cell",
    "raw",
)

_REPORTED = """
SELECT u.name, u.level, coalesce(u.parent_name, ''), o.period, o.period_start, o.period_end, o.indicator, o.handled_by,
       o.value, i.measure, o.basis, 'reported' AS origin, o.file, o.sheet, o.cell, o.raw, o.reporting_unit, i.position
FROM shown_observations o
JOIN reporting_units u ON u.reporting_unit = o.reporting_unit
JOIN indicators i ON i.indicator = o.indicator
"""
_COMPUTED = """
SELECT u.name, u.level, coalesce(u.parent_name, ''), c.period, c.period_start, c.period_end, c.indicator, c.handled_by,
       c.value, i.measure, c.basis, 'computed' AS origin, c.numerator_file, c.numerator_sheet,
       c.numerator_cell || ' / ' || c.denominator_cell, '', c.reporting_unit, i.position
FROM computed_ratios c
JOIN reporting_units u ON u.reporting_unit = c.reporting_unit
JOIN indicators i ON i.indicator = c.indicator
"""


def observations(
    con: duckdb.DuckDBPyConnection,
    *,
    indicators: Sequence[str] = (),
    reporting_units: Sequence[str] = (),
    periods: Sequence[str] = (),
    with_computed: bool = False,
) -> list[tuple[object, ...]]:
    """One row per observation shown, in the columns of `COLUMNS`.

    Args:
        con: a snapshot opened for reading.
        indicators: codes; empty for all.
        reporting_units: codes or names; empty for all.
        periods: codes; empty for all.
        with_computed: also ratios recomputed from their parts (origin `computed`).
    """
    query = _REPORTED + ("UNION ALL " + _COMPUTED if with_computed else "")
    result = con.execute(
        f"""WITH rows AS ({query})
        SELECT * EXCLUDE (reporting_unit, position) FROM rows
        WHERE (len($indicators) = 0 OR list_contains($indicators, indicator))
          AND (len($units) = 0 OR list_contains($units, reporting_unit) OR list_contains($units, name))
          AND (len($periods) = 0 OR list_contains($periods, period))
        ORDER BY reporting_unit, period, position, handled_by, origin DESC""",  # noqa: S608 the two texts above
        {"indicators": list(indicators), "units": list(reporting_units), "periods": list(periods)},
    )
    return result.fetchall()


def unknown(con: duckdb.DuckDBPyConnection, indicators: Sequence[str], reporting_units: Sequence[str]) -> list[str]:
    """Of the codes and names asked for, those that do not exist: a misspelt filter must not look like no figures."""
    codes = {row[0] for row in con.execute("SELECT indicator FROM indicators").fetchall()}
    units = {word for row in con.execute("SELECT reporting_unit, name FROM reporting_units").fetchall() for word in row}
    return [code for code in indicators if code not in codes] + [name for name in reporting_units if name not in units]


def write_csv(rows: Sequence[tuple[object, ...]], out: TextIO) -> None:
    """UTF-8 text, comma, dot decimals, ISO dates; whole numbers without a decimal point."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([f"{cell:.15g}" if isinstance(cell, float) else cell for cell in row])
