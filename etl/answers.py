"""A person's answers put to work: stored, and the files that waited for them read again. For screens and commands."""

import hashlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from etl import database, decisions, deeds, guard, load, pipeline, reference
from etl.decisions import StoredFile
from etl.guard import Allowed
from etl.memory import OF_FILE, Decision, Memory, Scope, Wording, check_answer
from etl.model import FileReport, LoadReport, PersonCanActError, Place, Progress, Question, ReceivedFile
from etl.problems import problem
from etl.reference import Reference
from etl.snapshots import Warehouse


class AnswersError(PersonCanActError):
    """Answers that cannot be taken; nothing was stored."""


@dataclass(frozen=True)
class Settled:
    """What came of answering or revoking.

    `decisions` are those newly stored or revoked, `files` those that they concern, `report` what reading these again
    gave (no files where they were not read).
    """

    decisions: tuple[Decision, ...]
    files: tuple[StoredFile, ...]
    report: LoadReport


def answered(question: Question, answer: str, by: str, scope: Scope = "form") -> Decision:
    """The decision that a person makes by answering a question; see `answer`.

    Raises:
        AnswersError: the question does not say the form or the sender that the answer is meant for.
    """
    if question.kind in OF_FILE:
        scope = "everyone"  # no other file has these bytes
    if scope == "form" and not question.form:
        raise AnswersError("Câu hỏi không thuộc biểu mẫu nào. Hãy chọn phạm vi sender hoặc everyone.")
    if scope == "sender" and not question.sender:
        raise AnswersError("Không rõ đơn vị gửi, hoặc có nhiều đơn vị. Hãy chọn phạm vi form hoặc everyone.")
    made = Decision(
        decision=0,
        kind=question.kind,
        subject=question.subject,
        path=question.path,
        measure=question.measure,
        form=question.form,
        sender=question.sender,
        printed=question.printed,
        answer=answer.strip(),
        decided_by=by,
        decided_at=decisions.now(),
    )
    return made.within(scope)


def known_tables(warehouse: Warehouse) -> Reference:
    """`tables_of` the snapshot that is read now."""
    return tables_of(warehouse.current())


def tables_of(snapshot: Path | None) -> Reference:
    """The reviewed tables with the units that only a snapshot's documents name: what an answer may point to."""
    tables = reference.load()
    if snapshot is None:
        return tables
    with closing(database.open_reading(snapshot)) as con:
        return tables.with_units(load.added_units(con))


def memory(warehouse: Warehouse) -> Memory:
    """All decisions of a warehouse; none before its first load."""
    current = warehouse.current()
    if current is None:
        return Memory()
    with closing(database.open_reading(current)) as con:
        return decisions.read(con)


def answer(
    warehouse: Warehouse,
    answers: Sequence[Decision],
    by: str,
    *,
    reread: bool = True,
    progress: Progress | None = None,
    allowed: Allowed = None,
) -> Settled:
    """Remember answers and read the files that they concern again, from their kept originals.

    `allowed` is what the person holds, None for who is asked nothing (`etl.guard`).

    Raises:
        NotAllowedError: an answer, or a file that it concerns, is about units beyond what the person holds.
        AnswersError: one of them cannot be taken; nothing is stored.
        WarehouseError: the warehouse cannot be read or written.
    """
    pipeline.refresh(warehouse)
    tables = known_tables(warehouse)
    wrong = [why for made in answers if (why := check_answer(made.kind, made.answer, tables))]
    if wrong:
        raise AnswersError("\n".join(wrong))
    done: dict[str, Any] = {"answers": _named(answers)}
    with deeds.doing(warehouse.folder, by, "answer", done), warehouse.loading() as work:
        load.refresh_reference(work.connection, reference.load())
        guard.check_answers(work.connection, allowed, answers)
        stored = decisions.decide(work.connection, answers, by)
        settled = _concerned(work.connection, answers, stored)
        _check_files(work.connection, allowed, settled.files)
        if stored:
            done["snapshot"] = load.publish(work).name
    return _read_again(settled, warehouse, by, progress, allowed) if reread else settled


def revoke(
    warehouse: Warehouse,
    ids: Sequence[int],
    by: str,
    *,
    reread: bool = False,
    progress: Progress | None = None,
    allowed: Allowed = None,
) -> Settled:
    """Take decisions back. Figures loaded under them stay until their file is read again.

    Raises:
        NotAllowedError: as `answer`.
        NoSuchDecisionError: an id was never given; nothing is revoked.
        WarehouseError: the warehouse cannot be read or written.
    """
    done: dict[str, Any] = {"revoked": list(ids)}
    with deeds.doing(warehouse.folder, by, "answer", done), warehouse.loading() as work:
        load.refresh_reference(work.connection, reference.load())
        revoked = decisions.revoke(work.connection, ids, by)
        meant = [made for made in decisions.read(work.connection).decisions if made.decision in ids]
        guard.check_answers(work.connection, allowed, meant)
        settled = _concerned(work.connection, meant, revoked)
        _check_files(work.connection, allowed, settled.files)
        done["answers"] = _named(meant)
        if revoked:
            done["snapshot"] = load.publish(work).name
    return _read_again(settled, warehouse, by, progress, allowed) if reread else settled


def read_again(
    warehouse: Warehouse,
    wordings: Sequence[Wording],
    by: str,
    progress: Progress | None = None,
    allowed: Allowed = None,
) -> LoadReport:
    """Read the files that some wordings concern again, from their kept originals, and load them.

    Raises:
        WarehouseError: the warehouse cannot be read or written.
    """
    current = warehouse.current()
    if current is None:
        return LoadReport(())
    with closing(database.open_reading(current)) as con:
        files = tuple(decisions.files_about(con, wordings))
    return _read_again(Settled((), files, LoadReport(())), warehouse, by, progress, allowed).report


def _concerned(con: duckdb.DuckDBPyConnection, meant: Sequence[Decision], changed: Sequence[Decision]) -> Settled:
    files = decisions.files_about(con, [made.wording for made in meant])
    return Settled(tuple(changed), tuple(files), LoadReport(()))


def _named(made: Sequence[Decision]) -> list[str]:
    """Answers as the log of deeds has them."""
    return [f"{one.kind} “{one.printed or one.subject}” → {one.answer}" for one in made]


def _check_files(con: duckdb.DuckDBPyConnection, allowed: Allowed, files: Sequence[StoredFile]) -> None:
    """Files that would be read again speak of no unit beyond what the person holds."""
    hashes = [file.file_hash for file in files]
    query = "SELECT submission FROM submissions WHERE list_contains(?, file_hash)"
    found = [submission for (submission,) in con.execute(query, [hashes]).fetchall()]
    guard.check(con, allowed, "answer", guard.of_submissions(con, found))


def _read_again(
    settled: Settled, warehouse: Warehouse, by: str, progress: Progress | None, allowed: Allowed = None
) -> Settled:
    received, lost = [], []
    for file in settled.files:
        data = _original(warehouse, file)
        if data is None:
            gone = (problem("original_missing", Place()),)
            lost.append(FileReport(file.name, file.file_hash, "refused", problems=gone))
        else:
            received.append(ReceivedFile(file.name, data))
    report = LoadReport(())
    if received:
        report = pipeline.ingest(received, warehouse, received_by=by, progress=progress, allowed=allowed)
    return replace(settled, report=replace(report, files=(*report.files, *lost)))


def _original(warehouse: Warehouse, file: StoredFile) -> bytes | None:
    """The bytes as received, if they are still there and still the same."""
    place = warehouse.original(file.file_hash)
    data = place.read_bytes() if place else b""
    return data if hashlib.sha256(data).hexdigest() == file.file_hash else None
