"""Whether a snapshot holds together: DuckDB is given no constraints that would see to it.

What a base holds was looked at when it was written and cannot change, so that after a load only what came since is.
"""

from collections.abc import Iterator

import duckdb

from etl import base

_SHOWN_TWICE = """
SELECT count(*) FROM (SELECT 1 FROM {figures} WHERE is_shown AND {which}
                      GROUP BY reporting_unit, period, indicator, handled_by HAVING count(*) > 1)"""
_OF_BOTH = """
SELECT count(*)
FROM (SELECT DISTINCT reporting_unit, period FROM own_figures ANTI JOIN replaced USING (reporting_unit, period))
JOIN scopes USING (reporting_unit, period) WHERE scope <= (SELECT max(scope) FROM base.main.observations)"""
_LEDGER = {
    "two current scopes of one form": """
        SELECT count(*) FROM alike_scopes a JOIN standing s USING (scope) JOIN standing o ON o.scope = a.other""",
    "what stands is not what the ledger says": """
        SELECT count(*) FROM (FROM standing_scopes(9223372036854775807) EXCEPT FROM standing
        UNION ALL (FROM standing EXCEPT FROM standing_scopes(9223372036854775807)))""",
}
_NAMED = """
SELECT count(*) FROM {observations} o
WHERE NOT EXISTS (FROM reporting_units u WHERE u.reporting_unit = o.reporting_unit)
   OR NOT EXISTS (FROM indicators i WHERE i.indicator = o.indicator)
   OR NOT EXISTS (FROM periods p WHERE p.period = o.period)"""
_COMPLETE = """
SELECT count(*) FROM submissions s LEFT JOIN (
    SELECT submission, count(*) AS held FROM {observations} GROUP BY submission
) o USING (submission)
WHERE s.figures <> coalesce(o.held, 0) AND s.submission > {after}"""


def verify(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse to publish a snapshot whose keys are broken, or to trust one.

    Raises:
        RuntimeError: names what is broken. Always an error of ours.
    """
    has_base = bool(base.named(con))
    _check(con, _LEDGER)
    for which in _parts(con) if has_base else ["true"]:
        _check(con, {_TWICE: _SHOWN_TWICE.format(figures="figures", which=which)})
    _check(con, {_UNNAMED: _NAMED.format(observations="observations")})
    _check(con, {_LOST: _COMPLETE.format(observations="observations", after=0)})
    if has_base:
        _check(con, {_TWICE: _OF_BOTH})


def verify_added(con: duckdb.DuckDBPyConnection) -> None:
    """The same of a snapshot on a base that was verified, without looking at the base again.

    Raises:
        RuntimeError: as `verify`.
    """
    if not base.named(con):
        verify(con)
        return
    (last,) = con.execute("SELECT coalesce(max(submission), 0) FROM base.main.observations").fetchone() or (0,)
    _check(
        con,
        _LEDGER
        | {
            _TWICE: _SHOWN_TWICE.format(figures="own_figures", which="true"),
            "a figure counts in the base and beside it": _OF_BOTH,
            _UNNAMED: _NAMED.format(observations="own_observations"),
            _LOST: _COMPLETE.format(observations="own_observations", after=last),
        },
    )


_TWICE = "a figure is shown twice"
_UNNAMED = "an observation without unit, indicator or period"
_LOST = "a submission whose figures are not all there"


def _parts(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Conditions that cover all figures, one indicator after the other: they lie together, and memory stays flat."""
    for (indicator,) in con.execute("SELECT indicator FROM indicators").fetchall():
        yield f"indicator = '{indicator}'"


def _check(con: duckdb.DuckDBPyConnection, broken: dict[str, str]) -> None:
    for what, query in broken.items():
        row = con.execute(query).fetchone()
        if row and row[0]:
            raise RuntimeError(f"snapshot not published: {what} ({row[0]})")
