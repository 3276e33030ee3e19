"""Decisions and open questions in the warehouse. What a person decided is never deleted, only revoked."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import duckdb

from etl import audit
from etl.audit import Change
from etl.memory import OF_FILE, Decision, Memory, Wording, carries_over_senders, wording_of
from etl.model import PersonCanActError, Question, Suggestion

_NO_ROWS: Mapping[tuple[str, ...], int] = {}
_COLUMNS = [field.name for field in fields(Decision)]
_CONCERNS = dict.fromkeys(OF_FILE, 0) | {"title": 1}  # what more of a file waits for comes first


class NoSuchDecisionError(PersonCanActError):
    """A decision was named that was never made."""


@dataclass(frozen=True)
class OpenQuestion:
    """A question that waits, once per wording: how many cells wait for it, and one of them in one file."""

    question: Question
    cells: int
    file: str
    sheet: str
    cell: str
    sentence: str
    file_hash: str = ""


@dataclass(frozen=True)
class StoredFile:
    """A file of the warehouse: the hash that its original is kept under, and its name as received."""

    file_hash: str
    name: str


def read(con: duckdb.DuckDBPyConnection) -> Memory:
    """All decisions of a warehouse."""
    found = con.execute(
        """SELECT decision, kind, subject, path, measure, form, sender, printed, answer, decided_by, decided_at,
                  revoked_at, coalesce(revoked_by, '')
           FROM decisions ORDER BY decision"""
    ).fetchall()
    return Memory(tuple(Decision(*row) for row in found))


def decide(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], by: str = "") -> list[Decision]:
    """Store new decisions, in their order, and return those that say something new, with their ids.

    One that stands already, word for word, is not stored again. One that answers differently for the same reach
    replaces what stood there: the older is revoked. `by` is who hands them in, where it is not who decided.
    """
    con.begin()
    try:
        audit.write(con, differences(read(con), decisions), by or next((d.decided_by for d in decisions), ""))
        stored = put(con, decisions)
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return stored


def put(con: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> list[Decision]:
    """As `decide`, within a transaction whose audit trail the caller writes."""
    known = read(con).decisions
    standing = _standing(known)
    number = max((d.decision for d in known), default=0)
    stored: list[Decision] = []
    for decision in decisions:
        before = standing.get(reach_of(decision))
        if before is not None and before.answer == decision.answer:
            continue
        if before is not None:
            _revoke(con, [before.decision], decision.decided_by)
        number += 1
        fresh = replace(decision, decision=number, revoked_at=None, revoked_by="")
        con.execute(f"INSERT INTO decisions VALUES ({', '.join('?' * len(_COLUMNS))})", astuple(fresh))  # noqa: S608
        standing[reach_of(fresh)] = fresh
        stored.append(fresh)
    return stored


def differences(
    known: Memory,
    decided: Iterable[Decision],
    revoked: Iterable[int] = (),
    rows: Mapping[tuple[str, ...], int] = _NO_ROWS,
) -> list[Change]:
    """What storing decisions and taking others back would change; `rows` are those of a table, by reach."""
    standing = _standing(known.decisions)
    found: list[Change] = []
    for number in revoked:
        gone = next((reach for reach, made in standing.items() if made.decision == number), None)
        if gone is not None:
            made = standing.pop(gone)
            found.append(audit.difference("decisions", _about(made), _fields(made), None, rows.get(gone, 0)))
    for made in decided:
        reach = reach_of(made)
        before = standing.get(reach)
        if before is None or before.answer != made.answer:
            old = _fields(before) if before is not None else None
            found.append(audit.difference("decisions", _about(made), old, _fields(made), rows.get(reach, 0)))
            standing[reach] = made
    return found


def revoke(con: duckdb.DuckDBPyConnection, ids: Sequence[int], by: str) -> list[Decision]:
    """Take decisions back, and return those that stood until now.

    Raises:
        NoSuchDecisionError: an id was never given; nothing is revoked.
    """
    found = differences(read(con), [], ids)
    active = take_back(con, ids, by)
    audit.write(con, found, by)
    return active


def take_back(con: duckdb.DuckDBPyConnection, ids: Sequence[int], by: str) -> list[Decision]:
    """As `revoke`, where the caller writes the audit trail."""
    known = {decision.decision: decision for decision in read(con).decisions}
    unknown = [str(number) for number in ids if number not in known]
    if unknown:
        raise NoSuchDecisionError(f"Không có quyết định số {', '.join(unknown)}. Xem số ở: python -m etl labels list")
    active = [known[number] for number in dict.fromkeys(ids) if known[number].revoked_at is None]
    _revoke(con, [decision.decision for decision in active], by)
    return active


def open_questions(
    con: duckdb.DuckDBPyConnection, *, also_taken: bool = False, of_files: Collection[str] | None = None
) -> list[OpenQuestion]:
    """What waits for an answer: whose a file is first, then of what its tables are, then what most cells wait for.

    A label is one question per form, whoever sent it. What was answered since and only waits to be read again is not
    asked again. With `also_taken`, also what was taken by likeness and marked, so that a person can decide otherwise.
    `of_files` are the hashes of the only files that matter.
    """
    memory = read(con)
    grouped: dict[tuple[str, ...], list[_Asked]] = {}
    for asked in _asked(con):
        if of_files is not None and asked.file_hash not in of_files:
            continue
        question = asked.question
        if (also_taken or asked.severity in ("stop", "question")) and memory.find(question) is None:
            sender = "" if carries_over_senders(question.kind) else question.sender
            grouped.setdefault((*wording_of(question), question.form, sender), []).append(asked)
    return sorted(
        map(_together, grouped.values()), key=lambda found: (_CONCERNS.get(found.question.kind, 2), -found.cells)
    )


def files_about(con: duckdb.DuckDBPyConnection, wordings: Iterable[Wording]) -> list[StoredFile]:
    """The files that may read differently after a decision about one of these wordings.

    Those that still count, and asked about it or were read with a decision about it; of a decision about a file, that
    file, whether it asked or not.
    """
    wanted = set(wordings)
    found = {asked.file_hash: asked.file for asked in _asked(con) if wording_of(asked.question) in wanted}
    used = con.execute(
        """SELECT DISTINCT s.submission, s.file_hash, s.file, d.kind, d.subject, d.path, d.measure
           FROM decisions_used u JOIN decisions d USING (decision) JOIN standing_submissions s USING (submission)
           ORDER BY s.submission"""
    ).fetchall()
    found |= {file_hash: name for _, file_hash, name, *about in used if tuple(about) in wanted}
    meant = [subject for kind, subject, *_ in wanted if kind in OF_FILE]
    of_these = """SELECT file_hash, arg_max(file, submission) FROM submissions
                  WHERE list_contains(?, file_hash) GROUP BY file_hash"""
    found |= dict(con.execute(of_these, [meant]).fetchall())
    return [StoredFile(file_hash, name) for file_hash, name in found.items()]


@dataclass(frozen=True)
class _Asked:
    """One problem that carries a question."""

    question: Question
    severity: str
    file: str
    file_hash: str
    sheet: str
    cell: str
    sentence: str


def _asked(con: duckdb.DuckDBPyConnection) -> list[_Asked]:
    found = con.execute(
        """SELECT p.question, p.severity, s.file, s.file_hash, p.sheet, p.cell, p.sentence
           FROM problems p JOIN standing_submissions s USING (submission)
           WHERE p.question IS NOT NULL ORDER BY s.submission, p.sheet, p.cell"""
    ).fetchall()
    return [_Asked(question_of(json.loads(text)), *rest) for text, *rest in found]


def question_of(data: Mapping[str, Any]) -> Question:
    """The question that was stored as JSON."""
    suggestions = tuple(Suggestion(**suggestion) for suggestion in data["suggestions"])
    return Question(**{**data, "suggestions": suggestions})


def _together(asked: Sequence[_Asked]) -> OpenQuestion:
    """One wording of one form; where several senders ask, it is nobody's in particular."""
    first = asked[0]
    senders = {each.question.sender for each in asked}
    question = first.question if len(senders) == 1 else replace(first.question, sender="")
    cells = {(each.file_hash, each.sheet, each.cell) for each in asked}
    return OpenQuestion(question, len(cells), first.file, first.sheet, first.cell, first.sentence, first.file_hash)


def reach_of(decision: Decision) -> tuple[str, ...]:
    """What a decision is about and how far it was meant to reach: one stands of each."""
    return (*decision.wording, decision.form, decision.sender)


def _standing(known: Iterable[Decision]) -> dict[tuple[str, ...], Decision]:
    return {reach_of(made): made for made in known if made.revoked_at is None}


def _about(made: Decision) -> str:
    return made.printed or made.subject


def _fields(made: Decision) -> dict[str, object]:
    """What the audit trail keeps of a decision."""
    return {name: getattr(made, name) for name in ("answer", "kind", "path", "measure", "form", "sender")}


def _revoke(con: duckdb.DuckDBPyConnection, ids: Sequence[int], by: str) -> None:
    query = "UPDATE decisions SET revoked_at = ?, revoked_by = ? WHERE list_contains(?, decision)"
    con.execute(query, [now(), by, list(ids)])


def now() -> datetime:
    """The present in UTC, as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
