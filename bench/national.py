"""A warehouse of national size: made by SQL, through the tables and the derivation of the product."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import database, derive, load, reference

_YEARS = range(2013, 2025)
_KINDS = ("-Q1", "-H1", "-9M", "")
_PROVINCES = 34


@dataclass(frozen=True)
class World:
    """What was made: the codes of the units, and how many observations."""

    units: list[str]
    observations: int
    last_year: int = _YEARS[-1]


def make(path: Path, observations: int) -> World:
    """Make a warehouse of about so many observations, or use the one that is there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")  # what is broken off must not be taken for a warehouse
        partial.unlink(missing_ok=True)
        with closing(database.create(partial)) as con:
            _fill(con, observations)
            con.execute("CHECKPOINT")
        partial.replace(path)
    with closing(database.open_reading(path)) as con:
        units = [code for (code,) in con.execute("SELECT reporting_unit FROM bench_units ORDER BY ALL").fetchall()]
        (count,) = con.execute("SELECT count(*) FROM observations").fetchone() or (0,)
    return World(units, count)


def _fill(con: duckdb.DuckDBPyConnection, observations: int) -> None:
    load.refresh_reference(con, reference.load())
    con.execute("DELETE FROM reporting_units WHERE level = 'commune'")
    con.execute("DELETE FROM reporting_unit_events")
    periods = [f"{year}{kind}" for year in _YEARS for kind in _KINDS]
    load.insert_periods(con, periods)
    indicators = "i.kind IN ('count', 'money') AND i.aggregation = 'sum'"
    (each,) = con.execute(f"SELECT count(*) FROM indicators i WHERE {indicators}").fetchone() or (1,)  # noqa: S608
    communes = max(round(observations / each / len(periods)), 1)
    con.execute(
        f"""
        CREATE TABLE bench_units AS
        SELECT format('tinh-{{:02d}}.xa-{{:04d}}', n % {_PROVINCES}, n) AS reporting_unit, n::INTEGER AS n
        FROM range({communes}) t(n);
        INSERT INTO reporting_units
        SELECT reporting_unit, format('Xã Minh Họa {{}}', n), 'xã', 'commune', NULL, NULL,
               format('Tỉnh Minh Họa {{:02d}}', n % {_PROVINCES}), NULL, DATE '1900-01-01', NULL, 'reviewed', NULL
        FROM bench_units;
        CREATE TEMP TABLE sent AS
        SELECT row_number() OVER (ORDER BY p.period_end, u.n) AS submission, u.reporting_unit, u.n, p.*
        FROM bench_units u, periods p;
        INSERT INTO submissions
        SELECT submission, 'hash-' || submission, 'made', format('bao-cao-{{}}-{{}}.xlsx', n, period), 'own_appendix',
               NULL, period_end + 1, period_end::TIMESTAMP, 'bench', {each}, submission, 1
        FROM sent;
        INSERT INTO scopes
        SELECT submission, submission, reporting_unit, period, 'own_appendix', 'Biểu', true FROM sent;
        INSERT INTO observations
        SELECT s.submission, s.submission, s.reporting_unit, s.period, i.indicator, '', 'own_appendix',
               s.quarter * (100 + (s.n * 7919 + i.position * 31 + s.year) % 900) AS value,
               CASE i.time WHEN 'stock' THEN 'at_date' ELSE 'in_period' END, s.period_start, s.period_end, false,
               'Biểu mẫu 3', 'D' || i.position, value::BIGINT::TEXT, i.measure, i.name
        FROM sent s, indicators i WHERE {indicators}
        ORDER BY s.submission;
        """  # noqa: S608 our own numbers
    )
    con.execute(
        """INSERT INTO targets BY NAME
           SELECT 'bench-' || indicator AS target, indicator, '' AS handled_by, 'commune' AS level,
                  '' AS reporting_unit, $year AS year, goal AS value, goal * 0.9 AS band_watch,
                  make_date($year, 1, 5) AS decided_on, 'made' AS document, '' AS note, 'imported' AS origin
           FROM (VALUES ('staff_fill_rate', 95), ('dossiers_received', 3000)) t(indicator, goal)""",
        {"year": _YEARS[-1]},
    )
    load.begin(con, "load", "bench")
    derive.refresh(con)
    con.execute("""CREATE TABLE facts AS
                   SELECT * EXCLUDE (source, is_shown, reported_value, correction, handled_by) FROM figures
                   ORDER BY indicator, period, reporting_unit""")
