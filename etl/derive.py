"""What a snapshot holds ready for its readers: the figures that stand, and what follows from them.

Made from the ledger and the observations before a snapshot is published; nothing here is entered by anybody, so it can
be thrown away and made again. Only what a load touched is made anew, unless the reviewed tables changed.
"""

import duckdb

# Rows that were added behind the sorted ones since everything was made; beyond this share all is sorted again.
_UNSORTED_SHARE = 0.25

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
# Which figures, and which findings, each group of rules (macro asked_among) looks at after a load.
_JUDGED_ANEW = {
    "unit": "WHERE reporting_unit IN (SELECT reporting_unit FROM touched)",
    "peers": """WHERE reporting_unit IN (FROM near_units) AND period IN (
        SELECT period FROM periods
        WHERE year IN (SELECT p.year FROM touched t JOIN periods p ON p.period = t.period))""",
    "corrections": "",
}


def refresh(con: duckdb.DuckDBPyConnection) -> None:
    """Bring what is derived up to date with the ledger; a no-op where nothing changed."""
    meta = dict(con.execute("SELECT name, value FROM meta").fetchall())
    tables, load = f"{meta.get('reference')}+{meta.get('rulebook')}", last_load(con)
    is_same = meta.get("derived_tables") == tables
    since = int(meta.get("derived_load", -1))
    if is_same and since == load:
        return
    con.begin()
    try:
        if not (is_same and _refresh_touched(con, since, int(meta["derived_sorted"]))):
            _rebuild(con)
        con.execute("DELETE FROM pasts")
        con.execute("INSERT INTO pasts FROM what_units_were ORDER BY period, reporting_unit")
        con.execute("DELETE FROM expected_reports")
        con.execute("INSERT INTO expected_reports FROM who_is_expected ORDER BY period, level, reporting_unit")
        con.execute(
            "INSERT OR REPLACE INTO meta VALUES ('derived_load', ?), ('derived_tables', ?)", [str(load), tables]
        )
        con.commit()
    except BaseException:
        con.rollback()
        raise


def last_load(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the latest load, withdrawal or restoration; 0 while there is none."""
    return _count(con, "SELECT coalesce(max(load), 0) FROM loads")


def _rebuild(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM lineage")
    con.execute(_LINEAGE)
    con.execute("DELETE FROM figures")
    con.execute("""INSERT INTO figures SELECT * FROM standing_figures
                   ORDER BY indicator, period, reporting_unit, handled_by, source""")
    con.execute("INSERT OR REPLACE INTO meta SELECT 'derived_sorted', count(*)::TEXT FROM figures")
    _commit_figures(con)
    con.execute("DELETE FROM findings")
    con.execute("INSERT INTO findings FROM findings_in('figures', 'all') ORDER BY line, reporting_unit, period")


def _refresh_touched(con: duckdb.DuckDBPyConnection, since: int, in_order: int) -> bool:
    """Make anew what was touched; False where so much was that all is to be made anew and sorted."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE touched AS FROM touched_by({since:d}, 9223372036854775807)")
    held = _count(con, "SELECT count(*) FROM figures")
    fresh = _count(con, "SELECT count(*) FROM observations SEMI JOIN touched USING (reporting_unit, period)")
    if max(held - in_order, 0) + fresh > _UNSORTED_SHARE * held:
        return False
    con.execute("DELETE FROM figures WHERE (reporting_unit, period) IN (FROM touched)")
    # The list is for the engine: it reaches the observations of these units, a join would come after sorting them all.
    con.execute(
        """INSERT INTO figures SELECT * FROM standing_figures SEMI JOIN touched USING (reporting_unit, period)
           WHERE list_contains($units, reporting_unit)
           ORDER BY indicator, period, reporting_unit, handled_by, source""",
        {"units": [unit for (unit,) in con.execute("SELECT DISTINCT reporting_unit FROM touched").fetchall()]},
    )
    _commit_figures(con)
    _refresh_findings(con)
    return True


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
    for among, near in _JUDGED_ANEW.items():
        held = "near_figures" if near else "figures"
        if near:
            con.execute(f"CREATE OR REPLACE TEMP TABLE near_figures AS FROM figures {near}")
        con.execute(
            f"""DELETE FROM findings {near} {"AND" if near else "WHERE"}
                line IN (SELECT line FROM rules WHERE asked_among(kind) = ?)""",  # noqa: S608 our own words
            [among],
        )
        query = f"INSERT INTO findings FROM findings_in('{held}', '{among}') ORDER BY line, reporting_unit, period"
        con.execute(query)


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
