"""What a snapshot holds ready for its readers: the figures that stand, and what follows from them.

Made from the ledger and the observations before a snapshot is published; nothing here is entered by anybody, so it can
be thrown away and made again. Only what a load touched is made anew, unless the reviewed tables changed. Where there is
a base, making all anew is making a new base (`compaction`).
"""

from collections.abc import Mapping

import duckdb

from etl import base

# Rows that were added behind the sorted ones since everything was made; beyond this share all is sorted again.
_UNSORTED_SHARE = 0.25
# Beside a base no more than so many: every load copies them.
_MOST_ADDED = 1_000_000

# Figures of one indicator in one period lie together: that is what charts ask for.
ORDER = "indicator, period, reporting_unit, handled_by, source"
ORDER_OF_FINDINGS = "line, reporting_unit, period"

# What became of each unit by now: whole only where every step is. A chain that bites its tail ends.
_LINEAGE = """
WITH RECURSIVE steps AS (
    SELECT old_unit AS reporting_unit, new_unit AS successor, relation IN ('whole', 'unchanged') AS is_whole, 1 AS step
    FROM reporting_unit_events WHERE new_unit <> ''
    UNION ALL
    SELECT s.reporting_unit, e.new_unit, s.is_whole AND e.relation IN ('whole', 'unchanged'), s.step + 1
    FROM steps s JOIN reporting_unit_events e ON e.old_unit = s.successor
    WHERE e.new_unit <> '' AND s.step < 30
)
INSERT INTO lineage
SELECT reporting_unit, successor, CASE WHEN bool_and(is_whole) AND ends = 1 THEN 'whole' ELSE 'part' END
FROM steps
JOIN (SELECT reporting_unit, count(DISTINCT successor) AS ends FROM steps
      ANTI JOIN reporting_unit_events e ON e.old_unit = successor GROUP BY reporting_unit) USING (reporting_unit)
ANTI JOIN reporting_unit_events e ON e.old_unit = successor
GROUP BY reporting_unit, successor, ends
"""

# Units whose findings may be others now: those touched, and their peers.
_NEAR = """
CREATE OR REPLACE TEMP TABLE near_units AS
SELECT DISTINCT u.reporting_unit
FROM reporting_units u
JOIN (SELECT DISTINCT coalesce(t.province, '') AS province, t.level = 'province' AS is_province
      FROM touched JOIN reporting_units t USING (reporting_unit)) n
    ON n.province = coalesce(u.province, '') OR (n.is_province AND u.level = 'province')
"""
_TOUCHED_SCOPES = """
CREATE OR REPLACE TEMP TABLE touched_scopes AS SELECT scope FROM scopes SEMI JOIN touched USING (reporting_unit, period)
"""
# Nearly all figures are alone of their unit, kỳ and indicator: which of several stands need not be asked of those, and
# asking takes two thirds of the time.
_OFTEN = """
CREATE OR REPLACE TEMP TABLE often AS
SELECT reporting_unit, period, indicator FROM observations SEMI JOIN standing USING (scope)
GROUP BY ALL HAVING count(*) > 1;
CREATE OR REPLACE TEMP VIEW told_often AS FROM observations SEMI JOIN often USING (reporting_unit, period, indicator);
CREATE OR REPLACE TEMP VIEW told_once AS FROM observations ANTI JOIN often USING (reporting_unit, period, indicator);
"""
# Those that the base has figures of: scopes are numbered as they come.
_REPLACED = """
INSERT INTO replaced
SELECT reporting_unit, period FROM scopes SEMI JOIN touched_scopes USING (scope)
WHERE scope <= (SELECT max(scope) FROM base.main.observations)
EXCEPT FROM replaced
"""
# Which figures, and which findings, each group of rules (macro asked_among) looks at after a load.
_JUDGED_ANEW = {
    "unit": "WHERE reporting_unit IN (SELECT reporting_unit FROM touched)",
    "peers": """WHERE reporting_unit IN (FROM near_units) AND period IN (
        SELECT period FROM periods
        WHERE year IN (SELECT p.year FROM touched t JOIN periods p ON p.period = t.period))""",
    "corrections": "WHERE (reporting_unit, period) IN (SELECT (reporting_unit, period) FROM corrections)",
}


def refresh(con: duckdb.DuckDBPyConnection) -> None:
    """Bring what is derived up to date with the ledger; a no-op where nothing changed."""
    if is_up_to_date(con):
        return
    con.begin()
    try:
        if is_to_be_made_anew(con):
            _rebuild(con)
        else:
            _refresh_touched(con)
        finish(con)
        con.commit()
    except BaseException:
        con.rollback()
        raise


def is_up_to_date(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether what is derived follows from the ledger and the reviewed tables as they are."""
    meta = _meta(con)
    return meta.get("derived_tables") == _tables(meta) and int(meta.get("derived_load", -1)) == last_load(con)


def is_to_be_made_anew(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the reviewed tables changed, or so much was touched that all is to be made anew and sorted."""
    meta = _meta(con)
    if meta.get("derived_tables") != _tables(meta):
        return True
    since = int(meta["derived_load"])
    con.execute(f"CREATE OR REPLACE TEMP TABLE touched AS FROM touched_by({since:d}, 9223372036854775807)")
    con.execute(_TOUCHED_SCOPES)
    in_order, own = int(meta["derived_sorted"]), base.own(con, "figures")
    count = _count(con, f"SELECT count(*) FROM {own}")  # noqa: S608 one of our own tables
    has_base = own != "figures"
    added = count if has_base else max(count - in_order, 0)
    fresh = _count(con, f"SELECT count(*) FROM observations WHERE {_of_scopes(con)}")  # noqa: S608 our own words
    most = _UNSORTED_SHARE * (in_order + count if has_base else count)
    return added + fresh > (min(most, _MOST_ADDED) if has_base else most)


def finish(con: duckdb.DuckDBPyConnection) -> None:
    """What is told of units and periods, once figures and findings are made, and that all is up to date."""
    con.execute("DELETE FROM pasts")
    con.execute("INSERT INTO pasts FROM what_units_were ORDER BY period, reporting_unit")
    con.execute("DELETE FROM expected_reports")
    con.execute("INSERT INTO expected_reports FROM who_is_expected ORDER BY period, level, reporting_unit")
    con.execute(
        "INSERT OR REPLACE INTO meta VALUES ('derived_load', ?), ('derived_tables', ?)",
        [str(last_load(con)), _tables(_meta(con))],
    )


def last_load(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the latest load, withdrawal or restoration; 0 while there is none."""
    return _count(con, "SELECT coalesce(max(load), 0) FROM loads")


def make_lineage(con: duckdb.DuckDBPyConnection) -> None:
    """What each unit that is no more has become by now."""
    con.execute("DELETE FROM lineage")
    con.execute(_LINEAGE)


def _rebuild(con: duckdb.DuckDBPyConnection) -> None:
    make_lineage(con)
    con.execute("DELETE FROM figures")
    con.execute(_OFTEN)
    told = "FROM figures_told('told_often') UNION ALL FROM figures_told_once('told_once')"
    con.execute(f"INSERT INTO figures FROM ({told}) ORDER BY {ORDER}")
    con.execute("INSERT OR REPLACE INTO meta SELECT 'derived_sorted', count(*)::TEXT FROM figures")
    _commit_figures(con)
    con.execute("DELETE FROM findings")
    con.execute(f"INSERT INTO findings FROM findings_in('figures', 'all') ORDER BY {ORDER_OF_FINDINGS}")


def _refresh_touched(con: duckdb.DuckDBPyConnection) -> None:
    own = base.own(con, "figures")
    con.execute(f"DELETE FROM {own} WHERE (reporting_unit, period) IN (FROM touched)")  # noqa: S608 one of our own tables
    if own != "figures":
        con.execute(_REPLACED)
        base.leave_out(con)
    con.execute(f"CREATE OR REPLACE TEMP TABLE observed AS FROM observations WHERE {_of_scopes(con)}")
    con.execute(f"INSERT INTO {own} FROM figures_told('observed') ORDER BY {ORDER}")
    _commit_figures(con)
    _refresh_findings(con)


def _commit_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Go on in another transaction: of rows of its own one the engine knows nothing, and joins them half as fast.

    Whether all is made is said last, in `meta`: what a failure leaves here is made again the next time.
    """
    con.commit()
    con.begin()


def _refresh_findings(con: duckdb.DuckDBPyConnection) -> None:
    """Judge anew the units that were touched, their peers in the years that were touched, and the corrections.

    Rules of one unit look at all its periods: a window opens with what the one before closed with.
    """
    con.execute(_NEAR)
    own = base.own(con, "findings")
    for among, near in _JUDGED_ANEW.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE near_figures AS FROM figures {near}")
        of_rules = f"line IN (SELECT line FROM rules WHERE asked_among(kind) = '{among}')"  # noqa: S608 our own words
        judged = f"WHERE {of_rules}" if among == "corrections" else f"{near} AND {of_rules}"
        con.execute(f"DELETE FROM {own} {judged}")  # noqa: S608 as above
        if own != "findings":
            con.execute(
                f"""INSERT INTO replaced_findings
                    SELECT DISTINCT line, reporting_unit, period FROM base.main.findings {judged}
                    EXCEPT FROM replaced_findings"""  # noqa: S608 as above
            )
        con.execute(f"INSERT INTO {own} FROM findings_in('near_figures', '{among}') ORDER BY {ORDER_OF_FINDINGS}")


def _of_scopes(con: duckdb.DuckDBPyConnection) -> str:
    """The condition for the observations of what was touched: those of some scopes, which lie together."""
    first, last = con.execute("SELECT min(scope), max(scope) FROM touched_scopes").fetchone() or (None, None)
    return f"scope BETWEEN {first or 0:d} AND {last or 0:d} AND scope IN (FROM touched_scopes)"


def _meta(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("SELECT name, value FROM meta").fetchall())


def _tables(meta: Mapping[str, str]) -> str:
    return f"{meta.get('reference')}+{meta.get('rulebook')}"


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
