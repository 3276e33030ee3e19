"""On the shipped appendices the rules find what the domain notes document for cells that they contain, and no more.

tests/reference/findings.csv is the reviewed list: with what is documented but is no finding, or stands only in prose,
and why.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import database, pipeline
from etl.snapshots import Warehouse
from tests.appendices import SHIPPED

REVIEWED = Path(__file__).parent / "reference" / "findings.csv"
Found = tuple[str, ...]


def reviewed(found: str) -> list[dict[str, str]]:
    with REVIEWED.open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row["found"] == found]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    warehouse = Warehouse(tmp_path_factory.mktemp("shipped"))
    pipeline.ingest(pipeline.received_from([SHIPPED]), warehouse)
    path = warehouse.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        yield con


def test_what_is_found_is_what_was_reviewed(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute(
        """SELECT rule, code, file, sheet, cell,
                  array_to_string(list_transform(coalesce(cells[2:], []), lambda c: c.sheet || '!' || c.cell), '; ')
           FROM open_findings"""
    ).fetchall()
    found: Counter[Found] = Counter(rows)
    columns = ("rule", "code", "file", "sheet", "cell", "also")
    wanted: Counter[Found] = Counter(tuple(row[name] for name in columns) for row in reviewed("yes"))
    assert (found - wanted, wanted - found) == (Counter(), Counter())


def test_what_is_documented_but_not_found_is_not_found(shipped: duckdb.DuckDBPyConnection) -> None:
    found = set(
        shipped.execute(
            """SELECT f.rule, s.file, c.sheet, c.cell
               FROM (SELECT rule, unnest(cells) AS c FROM findings) f JOIN submissions s ON s.submission = c.submission
               UNION SELECT c.rule, p.file, p.sheet, p.cell FROM open_problems p JOIN rule_codes c USING (code)"""
        ).fetchall()
    )
    cells = {(row["rule"], row["file"], row["sheet"], row["cell"]) for row in reviewed("no") if row["cell"]}
    assert cells & found == set()


def test_every_entry_says_where_it_is_documented_and_every_disagreement_why() -> None:
    for row in [*reviewed("yes"), *reviewed("no"), *reviewed("not loaded")]:
        assert row["documented"]
        assert row["agreed"] in ("yes", "no")
        assert row["reason"] or row["found"] == "yes"
    assert all(row["agreed"] == "yes" for row in reviewed("yes"))


def test_each_rule_of_the_document_is_accounted_for(shipped: duckdb.DuckDBPyConnection) -> None:
    """V01 to V29: in the table of rules or, where the loader leaves nothing to tell, in the reviewed list."""
    known = {rule for (rule,) in shipped.execute("SELECT DISTINCT rule FROM rules").fetchall()}
    listed = {row["rule"] for row in [*reviewed("no"), *reviewed("not loaded")]}
    assert {f"V{number:02}" for number in range(1, 30)} <= known | listed
    assert {f"V{number:02}" for number in range(1, 30)} - known == {"V19"}


def test_one_thing_is_not_counted_twice(shipped: duckdb.DuckDBPyConnection) -> None:
    """An early warning of the loader and the finding that says the same on the figures that stand."""
    warned = shipped.execute("SELECT count(*) FROM open_problems WHERE code = 'rate_mismatch'").fetchone()
    rows = shipped.execute(
        "SELECT code, count(*) FROM open_issues WHERE code IN ('rate_mismatch', 'V05-rate') GROUP BY 1"
    )
    assert warned == (7,)
    assert rows.fetchall() == [("V05-rate", 8)]  # one more: its parts stand in another file
