"""A snapshot as somebody sees it who may look at some units only: the same tables and views, with nothing of others.

Pages and questions are not told: they ask the same views, in a database of its own whose tables are cut to the remit.
So no query can forget it, and what is compared, ranked or counted is so within the remit. A table without a rule below
is not there at all, and whoever asks for it fails.
"""

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from etl import database, grants

_MINE = "reporting_unit IN (FROM remit)"
_VISIBLE = "submission IN (FROM visible)"
# The condition under which a row of each table is seen. `visible` are files that speak of a unit of the remit, `whole`
# those that speak of no other: what was found in a cell of a file may quote any of its units.
SEEN: Mapping[str, str] = {
    "meta": "true",
    "reporting_units": f"status <> 'provisional' OR {_MINE}",
    "reporting_unit_aliases": "true",
    "reporting_unit_events": "true",
    "lineage": "true",
    "periods": "true",
    "indicators": "true",
    "pasts": "true",
    "limits": "true",
    "rules": "true",
    "rule_terms": "true",
    "loads": "load IN (FROM seen_loads)",
    "load_changes": "load IN (FROM seen_loads) AND load NOT IN (FROM mixed_loads)",
    "audit": "false",
    "roles": "remit IN (FROM remit)",
    "withdrawals": _VISIBLE,
    "submissions": _VISIBLE,
    "scopes": _MINE,
    "alike_scopes": "scope IN (FROM seen_scopes) AND other IN (FROM seen_scopes)",
    "observations": _MINE,
    "set_aside": "submission IN (FROM whole)",
    "problems": "submission IN (FROM whole)",
    "decisions": "sender = '' OR sender IN (FROM remit)",
    "decisions_used": _VISIBLE,
    "corrections": _MINE,
    "explanations": _MINE,
    "expected_reports": _MINE,
    "targets": f"reporting_unit = '' OR {_MINE} OR reporting_unit IN (FROM above_remit)",
    "figures": _MINE,
}
MADE_ANEW = {"findings"}  # one may rest on figures of others
_ALL_LOADS = 2**62
_HELP = """
CREATE TABLE visible AS
    SELECT submission FROM held.main.submissions WHERE file_hash IN (
        SELECT s.file_hash FROM held.main.submissions s JOIN held.main.scopes USING (submission)
        WHERE reporting_unit IN (FROM remit) UNION FROM own);
CREATE TABLE whole AS
    SELECT submission FROM visible
    WHERE submission NOT IN (SELECT submission FROM held.main.scopes WHERE reporting_unit NOT IN (FROM remit))
       OR submission IN (SELECT submission FROM held.main.submissions WHERE file_hash IN (FROM own));
CREATE TABLE seen_scopes AS SELECT scope FROM held.main.scopes WHERE reporting_unit IN (FROM remit);
CREATE TABLE seen_loads AS
    SELECT load FROM held.main.submissions WHERE submission IN (FROM visible)
    UNION SELECT load FROM held.main.withdrawals WHERE submission IN (FROM visible);
CREATE TABLE mixed_loads AS
    SELECT DISTINCT load FROM held.main.submissions WHERE submission NOT IN (FROM whole);
"""


def open_within(path: Path, remits: Iterable[str], load: int = 0, own: Iterable[str] = ()) -> duckdb.DuckDBPyConnection:
    """A snapshot, read-only and locked down, of some units with all below them; `load` as in `open_known_on`, or 0.

    `own` are hashes of files that the person handed in: what was found in them is seen, also where they say of nobody
    whose they are; figures of others are not.

    Raises:
        WarehouseError: as `open_reading`.
    """
    wanted = sorted(remits)
    with closing(database.open_reading(path)) as whole:
        tree = grants.tree(whole)
    con = database.beside(path, f"{load:d}-{abs(hash((*wanted, *own))):x}")
    for table, units in (("remit", tree.within(wanted)), ("above_remit", set().union(*map(tree.above, wanted)))):
        con.execute(
            f"CREATE TABLE {table} AS SELECT unnest($units::TEXT[]) AS reporting_unit", {"units": sorted(units)}
        )
    con.execute("CREATE TABLE own AS SELECT unnest($own::TEXT[]) AS file_hash", {"own": sorted(own)})
    con.execute(_HELP)
    told = database.told_by(con, load if load else _ALL_LOADS)
    for table, seen in SEEN.items():
        if table in told:
            known = told[table].removeprefix("WHERE ") or "true"
            con.execute(f"CREATE VIEW {table} AS FROM held.main.{table} WHERE ({seen}) AND ({known})")
    con.execute("CREATE TABLE findings AS FROM held.main.findings LIMIT 0")
    database.make_views(con)
    if load:
        database.look_back(con, load)
        con.execute(f"CREATE OR REPLACE VIEW expected_reports AS FROM who_is_expected WHERE {_MINE}")
    con.execute("INSERT INTO findings FROM rule_findings")  # the rules are asked anew, of what is seen
    database.lock_down(con)
    return con
