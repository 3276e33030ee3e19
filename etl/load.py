"""A reading → rows of the warehouse, in one transaction that replaces what the same form said before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import duckdb
import pandas as pd

from etl import rows
from etl.interpret import Reading
from etl.model import Observation, Place, Problem
from etl.problems import problem
from etl.reference import Reference, ReportingUnit
from etl.rows import Row, Scope


def is_loaded(con: duckdb.DuckDBPyConnection, file_hash: str, reading: str) -> bool:
    """Whether this file was already loaded with the same reviewed tables."""
    query = "SELECT count(*) FROM submissions WHERE file_hash = ? AND reading = ?"
    return bool(_one(con.execute(query, [file_hash, reading])))


def provisional_units(con: duckdb.DuckDBPyConnection) -> tuple[ReportingUnit, ...]:
    """Units that only documents name, so that the next document finds them again."""
    found = con.execute(
        """SELECT reporting_unit, name, kind, level, coalesce(parent, ''), coalesce(province, ''), coalesce(code, ''),
                  valid_from, valid_to, status, coalesce(printed_name, '')
           FROM reporting_units WHERE status = 'provisional' ORDER BY reporting_unit"""
    ).fetchall()
    return tuple(ReportingUnit(*row) for row in found)


def refresh_reference(con: duckdb.DuckDBPyConnection, reference: Reference) -> bool:
    """Bring the reviewed tables of the warehouse up to those of this release; True when something changed."""
    stored = con.execute("SELECT value FROM meta WHERE name = 'reference'").fetchone()
    if stored is not None and stored[0] == reference.fingerprint:
        return False
    con.begin()
    con.execute("DELETE FROM reporting_units WHERE status = 'reviewed'")
    _insert(con, "reporting_units", rows.of_units(reference.units, reference.units))
    con.execute("DELETE FROM reporting_unit_aliases")
    _insert(
        con,
        "reporting_unit_aliases",
        [
            {"alias": alias, "province": province, "reporting_unit": unit, "reason": reason}
            for alias, province, unit, reason in reference.aliases
        ],
    )
    con.execute("DELETE FROM reporting_unit_events")
    columns = ("old_unit", "new_unit", "relation", "valid_from", "document")
    _insert(con, "reporting_unit_events", [dict(zip(columns, event, strict=True)) for event in reference.events])
    con.execute("DELETE FROM indicators")
    _insert(con, "indicators", rows.of_indicators(reference.indicators.values()))
    con.execute("INSERT OR REPLACE INTO meta VALUES ('reference', ?)", [reference.fingerprint])
    con.commit()
    return True


def load(
    con: duckdb.DuckDBPyConnection,
    reading: Reading,
    *,
    file: str,
    file_hash: str,
    reference: Reference,
    received_by: str,
) -> tuple[dict[str, int], list[Problem]]:
    """Write one reading; all of it or nothing.

    Returns:
        Counts of figures by difference to what stood (new, same, changed, vanished), and the problems
        that only the comparison shows.
    """
    con.begin()
    try:
        submission = int(_one(con.execute("SELECT coalesce(max(submission), 0) + 1 FROM submissions")))
        groups = _as_standing_forms(con, _grouped(reading.observations))
        before = _current_figures(con, groups)
        undated = _replaces_undated(con, groups, reading.document_date)
        _insert_units(con, reading.new_units, reference)
        _insert_periods(con, {observation.period for observation in reading.observations})
        _insert_submission(con, submission, reading, file, file_hash, reference.fingerprint, received_by)
        scopes = _insert_scopes(con, submission, groups)
        _insert(con, "observations", rows.of_observations(submission, scopes, groups))
        outdated = [found for group in groups if (found := _elect(con, group, submission, reading.document_date))]
        counts, vanished = _difference(before, reading.observations) if not outdated else ({}, [])
        if undated and counts.get("changed"):
            vanished.append(problem("undated_order", Place(), found=str(counts["changed"])))
        comparison = outdated[:1] + vanished
        _insert(con, "problems", rows.of_problems(submission, [*reading.problems, *comparison]))
        _insert(con, "set_aside", rows.of_set_aside(submission, reading.set_aside))
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return counts, comparison


def compare(con: duckdb.DuckDBPyConnection, reading: Reading) -> tuple[dict[str, int], list[Problem]]:
    """What `load` would count and find, without writing."""
    groups = _as_standing_forms(con, _grouped(reading.observations))
    for group in groups:
        standing = _standing(con, group)
        if standing is not None and _is_older(reading.document_date, standing[1]):
            return {}, [_older(reading.document_date, standing[1], standing[2])]
    return _difference(_current_figures(con, groups), reading.observations)


def verify(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse to publish a snapshot whose keys are broken; DuckDB is given no constraints to do it.

    Raises:
        RuntimeError: names what is broken. Always an error of ours.
    """
    broken = {
        "a figure is shown twice": """
            SELECT count(*) FROM (SELECT 1 FROM shown_observations
            GROUP BY reporting_unit, period, indicator, handled_by HAVING count(*) > 1)""",
        "two current scopes of one form": """
            SELECT count(*) FROM (SELECT 1 FROM scopes WHERE is_current
            GROUP BY reporting_unit, period, source, form HAVING count(*) > 1)""",
        "an observation without unit, indicator or period": """
            SELECT count(*) FROM observations o
            WHERE NOT EXISTS (FROM reporting_units u WHERE u.reporting_unit = o.reporting_unit)
               OR NOT EXISTS (FROM indicators i WHERE i.indicator = o.indicator)
               OR NOT EXISTS (FROM periods p WHERE p.period = o.period)""",
        "a submission whose figures are not all there": """
            SELECT count(*) FROM submissions s WHERE s.figures <>
            (SELECT count(*) FROM observations o WHERE o.submission = s.submission)""",
    }
    for what, query in broken.items():
        count = _one(con.execute(query))
        if count:
            raise RuntimeError(f"snapshot not published: {what} ({count})")


def _one(result: duckdb.DuckDBPyConnection) -> int:
    row = result.fetchone()
    return int(row[0]) if row else 0


def _grouped(observations: Iterable[Observation]) -> dict[Scope, list[Observation]]:
    groups: dict[Scope, list[Observation]] = {}
    for figure in observations:
        groups.setdefault((figure.reporting_unit, figure.period, figure.source, figure.form), []).append(figure)
    return groups


def _as_standing_forms(
    con: duckdb.DuckDBPyConnection, groups: dict[Scope, list[Observation]]
) -> dict[Scope, list[Observation]]:
    """A correction whose title is worded otherwise is the form that it corrects, not a second one.

    A table is taken for a form that stands when at least half of that form's figures are in it.
    """
    renamed: dict[Scope, list[Observation]] = {}
    for (unit, period, source, form), figures in groups.items():
        standing = con.execute(
            """SELECT c.form, list((o.indicator, o.handled_by))
               FROM scopes c JOIN observations o ON o.scope = c.scope
               WHERE c.is_current AND c.reporting_unit = ? AND c.period = ? AND c.source = ?
               GROUP BY c.form ORDER BY c.form""",
            [unit, period, source],
        ).fetchall()
        mine = {(figure.indicator, figure.handled_by) for figure in figures}
        alike = [name for name, keys in standing if 2 * len(mine & {tuple(key) for key in keys}) >= len(keys)]
        known = form in {name for name, _ in standing}
        named = form if known or len(alike) != 1 else alike[0]
        renamed.setdefault((unit, period, source, named), []).extend(figures)
    return renamed


def _current_figures(
    con: duckdb.DuckDBPyConnection, groups: Iterable[Scope]
) -> dict[tuple[str, ...], tuple[float, str, str]]:
    """The figures that the same forms said until now: value, sheet and cell by their key."""
    figures: dict[tuple[str, ...], tuple[float, str, str]] = {}
    for group in groups:
        standing = con.execute(
            """SELECT o.reporting_unit, o.period, o.source, o.indicator, o.handled_by, o.value, o.sheet, o.cell
               FROM observations o JOIN scopes c ON c.scope = o.scope AND c.is_current
               WHERE c.reporting_unit = ? AND c.period = ? AND c.source = ? AND c.form = ?""",
            list(group),
        ).fetchall()
        for unit, period, source, indicator, handled_by, value, sheet, cell in standing:
            figures[unit, period, source, indicator, handled_by] = (value, sheet, cell)
    return figures


def _difference(
    before: dict[tuple[str, ...], tuple[float, str, str]], observations: Sequence[Observation]
) -> tuple[dict[str, int], list[Problem]]:
    counts: Counter[str] = Counter(new=0, same=0, changed=0, vanished=0)
    keys = set()
    for figure in observations:
        key = (
            figure.reporting_unit,
            figure.period,
            str(figure.source),
            figure.indicator,
            figure.handled_by,
        )
        keys.add(key)
        old = before.get(key)
        counts["new" if old is None else "same" if old[0] == float(figure.value) else "changed"] += 1
    vanished = [gone for gone in before if gone not in keys]
    counts["vanished"] = len(vanished)
    problems = []
    for gone in vanished:
        value, sheet, cell = before[gone]
        problems.append(
            problem(
                "figure_vanished",
                Place(sheet, cell),
                found=f"{value:g}",
                expected=f"{sheet}!{cell}",
                indicator=gone[3],
                handled_by=gone[4],
            )
        )
    return dict(counts), problems


def _elect(con: duckdb.DuckDBPyConnection, group: Scope, submission: int, document_date: date | None) -> Problem | None:
    """Decide which submission stands for a form: the later document, or the later arrival where dates do not tell."""
    candidates = con.execute(
        """SELECT c.scope, c.submission, s.document_date, s.document_number
           FROM scopes c JOIN submissions s ON s.submission = c.submission
           WHERE c.reporting_unit = ? AND c.period = ? AND c.source = ? AND c.form = ? ORDER BY c.submission""",
        list(group),
    ).fetchall()
    standing = candidates[0]
    for candidate in candidates[1:]:
        standing = standing if _is_older(candidate[2], standing[2]) else candidate
    con.execute(
        """UPDATE scopes SET is_current = (scope = ?)
           WHERE reporting_unit = ? AND period = ? AND source = ? AND form = ?""",
        [standing[0], *group],
    )
    return None if standing[1] == submission else _older(document_date, standing[2], standing[3])


def _standing(con: duckdb.DuckDBPyConnection, group: Scope) -> tuple[int, date | None, str | None] | None:
    """The submission that stands for a form, with its document's date and number."""
    found: tuple[int, date | None, str | None] | None = con.execute(
        """SELECT c.submission, s.document_date, s.document_number
           FROM scopes c JOIN submissions s ON s.submission = c.submission
           WHERE c.is_current AND c.reporting_unit = ? AND c.period = ? AND c.source = ? AND c.form = ?""",
        list(group),
    ).fetchone()
    return found


def _replaces_undated(con: duckdb.DuckDBPyConnection, groups: Iterable[Scope], mine: date | None) -> bool:
    """Whether something stands that dates cannot tell to be older than this."""
    standing = [found for group in groups if (found := _standing(con, group))]
    return any(mine is None or date_there is None for _, date_there, _ in standing)


def _is_older(mine: date | None, standing: date | None) -> bool:
    return mine is not None and standing is not None and mine < standing


def _older(mine: date | None, standing: date | None, number: str | None) -> Problem:
    said = f"{mine:%d/%m/%Y}" if mine else "không ghi ngày"
    expected = f"{number or ''} {standing:%d/%m/%Y}".strip() if standing else number or ""
    return problem("older_document", Place(), found=said, expected=expected)


def _insert_submission(
    con: duckdb.DuckDBPyConnection,
    submission: int,
    reading: Reading,
    file: str,
    file_hash: str,
    fingerprint: str,
    received_by: str,
) -> None:
    con.execute(
        """INSERT INTO submissions (submission, file_hash, reading, file, source, document_number, document_date,
                                    received_at, received_by, figures)
           VALUES (?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?)""",
        [
            submission,
            file_hash,
            fingerprint,
            file,
            reading.source,
            reading.document_number,
            reading.document_date,
            datetime.now(UTC).replace(tzinfo=None),
            received_by,
            len(reading.observations),
        ],
    )


def _insert_scopes(
    con: duckdb.DuckDBPyConnection, submission: int, groups: dict[Scope, list[Observation]]
) -> dict[Scope, int]:
    first = int(_one(con.execute("SELECT coalesce(max(scope), 0) + 1 FROM scopes")))
    scopes = {group: first + offset for offset, group in enumerate(groups)}
    columns = ("reporting_unit", "period", "source", "form")
    _insert(
        con,
        "scopes",
        [
            {"scope": scope, "submission": submission, **dict(zip(columns, group, strict=True)), "is_current": False}
            for group, scope in scopes.items()
        ],
    )
    return scopes


def _insert_units(con: duckdb.DuckDBPyConnection, units: Sequence[ReportingUnit], reference: Reference) -> None:
    known = {row[0] for row in con.execute("SELECT reporting_unit FROM reporting_units").fetchall()}
    fresh = [unit for unit in units if unit.reporting_unit not in known]
    _insert(con, "reporting_units", rows.of_units(fresh, (*reference.units, *units)))


def _insert_periods(con: duckdb.DuckDBPyConnection, codes: set[str]) -> None:
    known = {row[0] for row in con.execute("SELECT period FROM periods").fetchall()}
    _insert(con, "periods", rows.of_periods(sorted(codes - known)))


def _insert(con: duckdb.DuckDBPyConnection, table: str, incoming: Sequence[Row]) -> None:
    """Insert rows by column name in one statement; `table` is one of this module's own words."""
    if not incoming:
        return
    con.register("incoming", pd.DataFrame(list(incoming)))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 not from outside
    con.unregister("incoming")
