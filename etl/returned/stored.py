"""A stored file sent back: with what was found while it was read, and what the rules find in its figures."""

from contextlib import closing

from etl import database
from etl.model import PersonCanActError, Place, Problem, Severity
from etl.returned import Returned, returned_workbook
from etl.snapshots import Warehouse


class NotStoredError(PersonCanActError):
    """The warehouse does not hold the file."""


# The last reading of the file. A rule says a thing better than the early warning of the same cell, so that goes.
_FOUND = """
WITH reading AS (SELECT max(submission) AS submission FROM submissions WHERE file_hash = $file_hash)
SELECT p.code, p.severity, p.sheet, p.cell, p.found, p.expected, p.sentence, coalesce(p.indicator, ''),
       coalesce(p.handled_by, ''), NULL AS others
FROM problems p JOIN reading USING (submission)
WHERE NOT EXISTS (FROM rule_codes c JOIN findings f ON f.line = c.line
                  WHERE c.code = p.code AND c.is_superseded AND f.cells[1].submission = p.submission
                    AND f.cells[1].sheet = p.sheet AND f.cells[1].cell = p.cell)
UNION ALL
SELECT f.line, f.severity, f.cells[1].sheet, f.cells[1].cell,
       CASE WHEN f.found IS NULL THEN '' ELSE said(f.found) END,
       CASE WHEN f.expected IS NULL THEN '' ELSE said(f.expected) END, f.sentence, f.indicator, f.handled_by,
       list_transform(list_filter(f.cells[2:], lambda one: one.submission = f.cells[1].submission),
                      lambda one: CASE WHEN one.sheet = f.cells[1].sheet THEN one.cell
                                       ELSE one.sheet || '!' || one.cell END)
FROM findings f JOIN reading ON reading.submission = f.cells[1].submission
ORDER BY ALL"""
_MOST_OTHERS = 8


def problems_of(warehouse: Warehouse, file_hash: str) -> tuple[str, tuple[Problem, ...]]:
    """The name of a stored file as received, and what a person should know of its cells now.

    A finding of a rule stands at the first cell that it rests on: that is the figure it is about.

    Raises:
        NotStoredError: the warehouse does not know the file.
    """
    current = warehouse.current()
    if current is None:
        raise NotStoredError("Chưa có kho số liệu nên chưa có tệp nào để trả lại.")
    with closing(database.open_reading(current)) as con:
        named = con.execute(
            "SELECT max_by(file, submission) FROM submissions WHERE file_hash = ?", [file_hash]
        ).fetchone()
        rows = con.execute(_FOUND, {"file_hash": file_hash}).fetchall()
    if named is None or named[0] is None:
        raise NotStoredError("Kho số liệu không có tệp này. Hãy nạp tệp trước.")
    return str(named[0]), tuple(_problem(*row) for row in rows)


def _problem(
    code: str,
    severity: Severity,
    sheet: str,
    cell: str,
    found: str,
    expected: str,
    sentence: str,
    indicator: str,
    handled_by: str,
    others: list[str] | None,
) -> Problem:
    """A row as a problem; with the other cells of the file that a finding rests on."""
    named = [other for other in dict.fromkeys(others or ()) if other and other != cell]
    if named:
        more = f" và {len(named) - _MOST_OTHERS} ô khác" if len(named) > _MOST_OTHERS else ""
        sentence = f"{sentence} Các ô liên quan: {', '.join(named[:_MOST_OTHERS])}{more}."
    return Problem(code, severity, Place(sheet, cell), found, expected, sentence, indicator, handled_by)


def of_submission(warehouse: Warehouse, file_hash: str) -> Returned | None:
    """The workbook to send back for a stored file; None where nothing is to be corrected in it.

    Raises:
        NotStoredError: the warehouse does not know the file, or no longer has its original.
        NotReturnableError: the file cannot be read.
    """
    name, problems = problems_of(warehouse, file_hash)
    original = warehouse.original(file_hash)
    if original is None:
        raise NotStoredError("Kho số liệu không còn bản gốc của tệp này. Hãy xin đơn vị gửi lại tệp.")
    return returned_workbook(original.read_bytes(), name, problems)
