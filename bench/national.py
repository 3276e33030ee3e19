"""A warehouse of national size: made by SQL, through the tables and the derivation of the product.

Every commune of the 34 provinces reports all that the catalogue counts, four times in each of twelve years: at full
size 3,321 communes, 225 indicators and 48 periods, 35.9 million observations. The figures hold together (parts are
their whole, what is resolved was received), but for one in `_SLIPS`, so that the rules find as much as in a careful
province.
"""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import database, load, reference
from etl.snapshots import Warehouse

COMMUNES = 3321  # of the country since 1 July 2025
_YEARS = range(2013, 2025)
_KINDS = ("-Q1", "-H1", "-9M", "")
_FORMS = 7  # tables of a report: what one of them says is a scope
_SLIPS = 61  # figures, of which one is one too many
_ASIDE = 20  # rows of a report that are headings and the like
# What an indicator weighs beside a unit's size: of what accumulates over the year, and of what stands.
_WEIGHTS = {
    "dossiers_received": (20, 0), "dossiers_resolved": (20, 0), "dossiers_resolved_early": (8, 0),
    "dossiers_resolved_exactly_on_time": (8, 0), "dossiers_resolved_on_time": (16, 0), "dossiers_resolved_late": (4, 0),
    "online_dossiers_received": (12, 0), "online_dossier_base": (16, 0), "dossiers_received_direct": (8, 0),
    "igate_dossiers": (18, 0), "postal_dossiers_received": (2, 0), "postal_dossiers_returned": (2, 0),
    "dossiers_to_process": (20, 4), "dossiers_carried_over": (0, 4), "dossiers_pending": (0, 4),
    "dossiers_pending_in_time": (0, 3), "dossiers_pending_late": (0, 1),
    "psu_self_fund_recurrent_and_investment": (0, 2), "psu_self_fund_recurrent": (0, 2),
    "psu_self_fund_partial": (0, 6), "psu_state_funded": (0, 2),
    "psu_self_fund_partial_70_100": (0, 2), "psu_self_fund_partial_30_70": (0, 2),
    "psu_self_fund_partial_10_30": (0, 2), "psu_autonomy_total": (0, 12), "psu_total": (0, 12),
    "job_positions_psu_approved": (0, 12), "iso_applied_units": (0, 3),
    "digital_certs_leaders_total": (0, 6), "digital_certs_leaders_district": (0, 2),
    "digital_certs_leaders_commune": (0, 2), "digital_certs_leaders_department": (0, 2), "leaders_district": (0, 4),
    "leaders_commune": (0, 4), "leaders_department": (0, 4), "legal_docs_issued": (6, 0),
    "legal_resolutions_issued": (2, 0), "legal_decisions_issued": (4, 0), "legal_docs_on_schedule": (4, 0),
    "edocs_outgoing_total": (10, 0), "edocs_outgoing_electronic_only": (6, 0), "edocs_outgoing_with_paper": (2, 0),
    "online_l3_provided": (0, 4), "online_l4_provided": (0, 6), "online_l34_provided": (0, 10),
    "online_l34_national_portal": (0, 10), "online_l3_eligible": (0, 6), "online_l4_eligible": (0, 8),
    "online_l3_with_dossiers": (0, 2), "online_l4_with_dossiers": (0, 2), "assigned_tasks_total": (10, 0),
    "assigned_tasks_done_on_time": (6, 0), "assigned_tasks_done_late": (2, 0), "assigned_tasks_overdue_open": (1, 0),
    "staff_present": (0, 8), "staff_assigned": (0, 10), "psu_staff_present": (0, 8), "psu_staff_assigned": (0, 10),
    "psu_autonomous_staff_present": (0, 4), "psu_autonomous_staff_approved": (0, 6), "disciplined_psu_staff": (0, 1),
    "staff_cut_in_period": (0, 1), "work_files_total": (10, 0), "work_files_electronic": (8, 0),
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """What was made: the codes of the units, and how many observations."""

    units: list[str]
    observations: int
    last_year: int = _YEARS[-1]


def make(folder: Path, observations: int) -> World:
    """Make a warehouse of about so many observations in a folder, as a load makes one, or use the one that is there."""
    warehouse = Warehouse(folder)
    if warehouse.current() is None:
        with warehouse.loading() as work:
            _fill(work.connection, observations)
            load.publish(work)
    current = warehouse.current()
    assert current is not None  # noqa: S101 just made
    with closing(database.open_reading(current)) as con:
        units = [code for (code,) in con.execute("SELECT reporting_unit FROM bench_units ORDER BY ALL").fetchall()]
        (count,) = con.execute("SELECT count(*) FROM observations").fetchone() or (0,)
    return World(units, count)


def with_facts(folder: Path) -> Path:
    """The snapshot of a warehouse that was made here with the sorted table `facts`, on which rivals are measured."""
    current = Warehouse(folder).current()
    assert current is not None  # noqa: S101 made before
    there = current.with_name(f"facts-of-{current.name}")
    if not there.exists():
        partial = there.with_suffix(".made")
        partial.unlink(missing_ok=True)
        shutil.copyfile(current, partial)
        with closing(database.open_writing(partial)) as con:
            con.execute("""CREATE TABLE facts AS
                           SELECT * EXCLUDE (source, is_shown, reported_value, correction, handled_by) FROM figures""")
        partial.replace(there)
    return there


def _fill(con: duckdb.DuckDBPyConnection, observations: int) -> None:
    """Fill an empty warehouse with the reports of so many communes as give that many observations."""
    load.refresh_reference(con, reference.load())
    con.execute("DELETE FROM reporting_units WHERE level = 'commune'")
    con.execute("DELETE FROM reporting_unit_events")
    periods = [f"{year}{kind}" for year in _YEARS for kind in _KINDS]
    load.insert_periods(con, periods)
    _weigh(con)
    (each,) = con.execute("SELECT count(*) FROM weights").fetchone() or (1,)
    _units(con, min(max(round(observations / each / len(periods)), 1), COMMUNES))
    _reports(con)
    con.execute(
        """INSERT INTO targets BY NAME
           SELECT 'bench-' || indicator AS target, indicator, '' AS handled_by, 'commune' AS level,
                  '' AS reporting_unit, $year AS year, goal AS value, goal * 0.9 AS band_watch,
                  make_date($year, 1, 5) AS decided_on, 'made' AS document, '' AS note, 'imported' AS origin
           FROM (VALUES ('staff_fill_rate', 95), ('dossiers_received', 3000)) t(indicator, goal)""",
        {"year": _YEARS[-1]},
    )
    load.begin(con, "load", "bench")


def _weigh(con: duckdb.DuckDBPyConnection) -> None:
    """What each indicator weighs; of a ratio its parts: 6 of 10 where nothing else is said."""
    con.execute("CREATE TEMP TABLE told_weights (indicator TEXT, flow INTEGER, stock INTEGER)")
    con.executemany("INSERT INTO told_weights VALUES (?, ?, ?)", [[key, *of] for key, of in _WEIGHTS.items()])
    con.execute(
        """
        CREATE TEMP TABLE weights AS
        WITH counted AS (
            SELECT i.*, CASE WHEN EXISTS (FROM indicators r WHERE r.numerator = i.indicator) THEN 6
                             WHEN EXISTS (FROM indicators r WHERE r.denominator = i.indicator) THEN 10 END AS part,
                   1 + i.position % 12 AS weight
            FROM indicators i WHERE i.kind NOT IN ('text', 'ratio')
        ), weighed AS (
            SELECT c.*,
                   coalesce(t.flow, CASE WHEN c.part IS NULL AND c.over_time = 'sum' THEN c.weight ELSE 0 END) AS flow,
                   coalesce(t.stock, c.part, CASE WHEN c.over_time = 'sum' THEN 0 ELSE c.weight END) AS stock
            FROM counted c LEFT JOIN told_weights t USING (indicator)
        )
        SELECT w.indicator, w.kind, w.name, w.measure, w.time, w.position, w.flow, w.stock,
               (w.position * $forms) // (SELECT max(position) + 1 FROM indicators) AS form
        FROM weighed w
    """.replace("$forms", str(_FORMS))
    )


def _units(con: duckdb.DuckDBPyConnection, communes: int) -> None:
    con.execute(f"""
        CREATE TEMP TABLE provinces AS
        SELECT reporting_unit, name, (row_number() OVER (ORDER BY reporting_unit) - 1)::INTEGER AS place
        FROM reporting_units WHERE level = 'province' AND valid_to IS NULL;
        CREATE TABLE bench_units AS
        SELECT format('{{}}.xa-minh-hoa-{{:04d}}', p.reporting_unit, t.n) AS reporting_unit, t.n::INTEGER AS n
        FROM range({communes}) t(n) JOIN provinces p ON p.place = t.n % (SELECT count(*) FROM provinces);
        INSERT INTO reporting_units
        SELECT u.reporting_unit, format('Xã Minh Họa {{}}', u.n), 'xã', 'commune', p.reporting_unit, p.name, p.name,
               NULL, DATE '1900-01-01', NULL, 'imported', NULL
        FROM bench_units u JOIN provinces p ON p.place = u.n % (SELECT count(*) FROM provinces);
    """)  # noqa: S608 our own number


def _reports(con: duckdb.DuckDBPyConnection) -> None:
    """Who sent what, in the order of arrival; a period at a time, so that a small machine can make a nation."""
    con.execute(f"""
        CREATE TEMP TABLE sent AS
        SELECT row_number() OVER (ORDER BY p.period_end, u.n) AS submission, u.reporting_unit, u.n, p.*,
               100 + (u.n * 7919 + p.year * 31) % 400 AS size, 100 + u.n * 7919 % 400 AS standing
        FROM bench_units u, periods p;
        INSERT INTO submissions
        SELECT submission, sha256(submission::TEXT), 'made', format('bao-cao-{{}}-{{}}.xlsx', n, period),
               'own_appendix', NULL, period_end + 1, period_end::TIMESTAMP, 'bench', (SELECT count(*) FROM weights),
               submission, 1
        FROM sent;
        INSERT INTO scopes
        SELECT submission * {_FORMS} + f.form, submission, reporting_unit, period, 'own_appendix', 'Biểu ' || f.form,
               true
        FROM sent, range({_FORMS}) f(form) ORDER BY ALL;
        INSERT INTO set_aside
        SELECT submission, 'Biểu ' || row % {_FORMS}, 'A' || row, 'heading'
        FROM sent, range({_ASIDE}) r(row) ORDER BY ALL;
    """)  # noqa: S608 our own numbers
    for (period,) in con.execute("SELECT period FROM periods ORDER BY period_end").fetchall():
        con.execute(
            f"""INSERT INTO observations
            SELECT s.submission * {_FORMS} + w.form, s.submission, s.reporting_unit, s.period, w.indicator, '',
                   'own_appendix',
                   CASE WHEN w.kind IN ('flag', 'enum') THEN (s.n + w.position) % 2
                        ELSE s.quarter * s.size * w.flow + s.standing * w.stock
                             + ((s.submission * 31 + w.position) % {_SLIPS} = 0)::INTEGER END AS value,
                   CASE w.time WHEN 'stock' THEN 'at_date' ELSE 'in_period' END, s.period_start, s.period_end, false,
                   'Biểu ' || w.form, 'D' || w.position, value::BIGINT::TEXT, w.measure, w.name
            FROM sent s, weights w WHERE s.period = ?
            ORDER BY s.submission, w.form, w.position""",  # noqa: S608 our own numbers
            [period],
        )
