"""What a load changes: the figures that stand before and after it, for the units and periods of which it speaks."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import ask
from dashboard.queries.totals import totals
from etl.aggregation import AggregationError

_KEY = ["reporting_unit", "period", "indicator", "handled_by", "source"]
_TOLD = ["value", "raw", "period_start", "period_end", "basis", "file", "sheet", "cell", "submission"]


def touched(con: duckdb.DuckDBPyConnection, load: int) -> pd.DataFrame:
    """Units and periods of which a load, withdrawal or restoration speaks: reporting_unit, period."""
    return ask(con, "FROM touched_by($load - 1, $load) ORDER BY ALL", load=load)


def difference(before: duckdb.DuckDBPyConnection | None, after: duckdb.DuckDBPyConnection, load: int) -> pd.DataFrame:
    """Every figure of the units and periods that a load speaks of, as it stood and as it stands; largest movers first.

    Columns: those of the key (reporting_unit, period, indicator, handled_by, source); state (changed, new, vanished,
    same); old_ and new_ value, raw, file, sheet, cell, submission; change (in the measure); name, level, parent_name,
    indicator_name, measure, kind; move (how large the change is beside the larger of the two, 0-1; ratios in points of
    100).

    Args:
        before: a snapshot, or the lens of an earlier load; None where there was nothing.
        after: a snapshot that holds the load, or the lens of it.
        load: its number in `after`.
    """
    where = touched(after, load)
    new = _figures(after, where)
    old = _figures(before, where) if before is not None else new.iloc[:0]
    both = old.merge(new, on=_KEY, how="outer", suffixes=("_old", "_new"), indicator="side")
    both = both.rename(columns={f"{name}_{side}": f"{side}_{name}" for name in _TOLD for side in ("old", "new")})
    same = (both["old_value"] == both["new_value"]) & (both["old_basis"] == both["new_basis"])
    same &= (both["old_period_start"] == both["new_period_start"]) & (both["old_period_end"] == both["new_period_end"])
    sides = both["side"].astype(str)
    of_both = same.map({True: "same", False: "changed"})
    both["state"] = sides.map({"left_only": "vanished", "right_only": "new"}).fillna(of_both)
    both["change"] = both["new_value"] - both["old_value"]
    named = both.drop(columns="side").merge(_names(after), on="indicator", how="left")
    named = named.merge(_units(after), on="reporting_unit", how="left")
    named["move"] = _move(named)
    order = {"changed": 0, "vanished": 1, "new": 2, "same": 3}
    named["order"] = named["state"].map(order)
    return (
        named.sort_values(
            ["order", "move", "name", "position", "handled_by"],
            ascending=[True, False, True, True, True],
            kind="stable",
        )
        .drop(columns=["order", "position"])
        .reset_index(drop=True)
    )


UNDERSTOOD = [
    "file_hash", "file", "sheet", "document_number", "document_date", "forms", "units", "periods", "money", "figures",
    "aside",
]  # fmt: skip


def understood(con: duckdb.DuckDBPyConnection, load: int) -> pd.DataFrame:
    """What a load read on each sheet of each of its files.

    Columns: file_hash, file, sheet, document_number, document_date, forms, units (names), periods (codes), money
    (measures of money as printed), figures, aside (rows that were set aside).
    """
    return ask(
        con,
        """
        WITH figures_read AS (
            SELECT o.submission, o.sheet, list(DISTINCT c.form ORDER BY c.form) AS forms,
                   list(DISTINCT u.name ORDER BY u.name) AS units, list(DISTINCT o.period ORDER BY o.period) AS periods,
                   list_sort(coalesce(list(DISTINCT o.printed_measure) FILTER (i.kind = 'money'), [])) AS money,
                   count(*) AS figures
            FROM observations o JOIN scopes c USING (scope) JOIN indicators i USING (indicator)
            JOIN reporting_units u ON u.reporting_unit = o.reporting_unit
            GROUP BY ALL
        ), aside AS (
            SELECT submission, sheet, count(*) AS aside FROM set_aside WHERE sheet <> '' GROUP BY ALL
        )
        SELECT s.file_hash, s.file, f.sheet, s.document_number, s.document_date,
               coalesce(f.forms, []) AS forms, coalesce(f.units, []) AS units, coalesce(f.periods, []) AS periods,
               coalesce(f.money, []) AS money, coalesce(f.figures, 0) AS figures, coalesce(f.aside, 0) AS aside
        FROM submissions s
        JOIN (SELECT submission, sheet, * EXCLUDE (submission, sheet) FROM figures_read
              FULL JOIN aside USING (submission, sheet)) f USING (submission)
        WHERE s.load = $load
        ORDER BY s.submission, f.figures DESC NULLS LAST, f.sheet
        """,
        load=load,
    )  # fmt: skip


def effect(
    before: duckdb.DuckDBPyConnection | None,
    after: duckdb.DuckDBPyConnection,
    load: int,
    indicators: Sequence[str],
) -> pd.DataFrame:
    """What a load makes of totals: each indicator over each level and period of which it speaks, where it moved.

    Columns: indicator, indicator_name, measure, period, level, handled_by, old_value, old_reported, old_expected,
    new_value, new_reported, new_expected (values missing where no total can be given).
    """
    where = touched(after, load).merge(_units(after), on="reporting_unit")[["period", "level"]].drop_duplicates()
    found = [
        _totals(before, after, indicator, handled_by, level)
        for level in where["level"].unique()
        for indicator in indicators
        for handled_by in _split(after, indicator, level)
    ]
    if not found:
        return pd.DataFrame()
    rows = pd.concat(found).merge(where, on=["period", "level"])
    sides = ("value", "reported", "expected")
    moved = pd.concat([rows[f"old_{one}"].fillna(-1.0) != rows[f"new_{one}"].fillna(-1.0) for one in sides], axis=1)
    named = rows[moved.any(axis=1)].merge(_names(after), on="indicator", how="left")
    return named.drop(columns="position").reset_index(drop=True)


def findings_of_load(
    before: duckdb.DuckDBPyConnection | None, after: duckdb.DuckDBPyConnection, load: int
) -> pd.DataFrame:
    """What the rules find of the units and periods that a load speaks of, what is new first, then the graver.

    Columns: as `findings`, and is_new (nothing of the kind was found there before).
    """
    found = _findings(after, touched(after, load))
    if before is None or found.empty:
        return found.assign(is_new=True)
    known = set(map(tuple, _findings(before, touched(after, load))[_FINDING].fillna("").to_numpy()))
    new = [tuple(row) not in known for row in found[_FINDING].fillna("").to_numpy()]
    return found.assign(is_new=new).sort_values("is_new", ascending=False, kind="stable").reset_index(drop=True)


_FINDING = ["line", "reporting_unit", "period", "indicator", "handled_by", "found"]


def _findings(con: duckdb.DuckDBPyConnection, where: pd.DataFrame) -> pd.DataFrame:
    return ask(
        con,
        """
        WITH asked AS (SELECT unnest($units::TEXT[]) AS reporting_unit, unnest($periods::TEXT[]) AS period)
        SELECT f.* FROM open_findings f SEMI JOIN asked USING (reporting_unit, period)
        WHERE f.severity <> 'info'
        ORDER BY list_position(['stop', 'question', 'refused', 'warning', 'info'], f.severity), f.rule, f.line,
                 f.unit_name, f.period, f.file, f.sheet, f.cell
        """,
        units=where["reporting_unit"].tolist(), periods=where["period"].tolist(),
    )  # fmt: skip


def _figures(con: duckdb.DuckDBPyConnection, where: pd.DataFrame) -> pd.DataFrame:
    return ask(
        con,
        """
        WITH asked AS (SELECT unnest($units::TEXT[]) AS reporting_unit, unnest($periods::TEXT[]) AS period)
        SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.source, f.value, f.raw, f.period_start,
               f.period_end, f.basis, s.file, f.sheet, f.cell, f.submission
        FROM figures f SEMI JOIN asked USING (reporting_unit, period) JOIN submissions s USING (submission)
        WHERE list_contains($periods, f.period)
        """,
        units=where["reporting_unit"].tolist(), periods=where["period"].tolist(),
    )  # fmt: skip


def _names(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return ask(con, "SELECT indicator, name AS indicator_name, measure, kind, position FROM indicators")


def _units(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return ask(con, "SELECT reporting_unit, name, level, parent_name FROM reporting_units")


def _move(rows: pd.DataFrame) -> pd.Series:
    larger = rows[["old_value", "new_value"]].abs().max(axis=1)
    share = (rows["change"].abs() / larger.where(larger > 0)).fillna(0.0)
    return share.where(rows["kind"] != "ratio", (rows["change"].abs() / 100).fillna(0.0))


def _split(con: duckdb.DuckDBPyConnection, indicator: str, level: str) -> list[str]:
    """The levels of handling over which an indicator, or the whole that it is part of, is reported there."""
    found = ask(
        con,
        """
        SELECT DISTINCT f.handled_by
        FROM reported_figures f JOIN reporting_units u USING (reporting_unit)
        JOIN indicators i ON i.indicator = $indicator
        WHERE u.level = $level AND f.indicator IN (i.indicator, i.numerator) AND f.handled_by <> 'all'
        ORDER BY 1
        """,
        indicator=indicator, level=level,
    )  # fmt: skip
    return found["handled_by"].tolist()


def _totals(
    before: duckdb.DuckDBPyConnection | None,
    after: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    level: str,
) -> pd.DataFrame:
    """Both totals by period."""
    columns = ["period", "value", "reported", "expected"]
    new = _total(after, indicator, handled_by, level)[columns]
    old = new.iloc[:0] if before is None else _total(before, indicator, handled_by, level)[columns]
    both = old.merge(new, on="period", how="outer", suffixes=("_old", "_new"))
    both = both.rename(columns={f"{one}_{side}": f"{side}_{one}" for one in columns[1:] for side in ("old", "new")})
    return both.assign(indicator=indicator, handled_by=handled_by, level=level)


def _total(con: duckdb.DuckDBPyConnection, indicator: str, handled_by: str, level: str) -> pd.DataFrame:
    try:
        return totals(con, indicator, handled_by, level)
    except AggregationError:
        return pd.DataFrame({"period": [], "value": [], "reported": [], "expected": []})
