"""Questions and decisions as a table for people: a CSV that Vietnamese Excel opens, fills and gives back unharmed."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args

from etl import exchange, formats
from etl.answers import AnswersError, answered
from etl.decisions import OpenQuestion, reach_of
from etl.exchange import REMOVE, Column, Row, called, csv_text, unguarded
from etl.memory import KINDS, OF_FILE, Decision, Scope, check_answer
from etl.model import Question
from etl.reference import Reference

_WORDING = ("kind", "subject", "path", "measure", "form", "sender")
QUESTION_COLUMNS = (
    "answer", "scope", "printed", "cells", "suggestion_1", "score_1", "why_1", "suggestion_2", "suggestion_3",
    "file", "sheet", "cell", "sentence", *_WORDING, "key",
)  # fmt: skip
DECISION_COLUMNS = ("decision", "answer", "scope", "printed", "decided_by", "decided_at", *_WORDING, "key")
SHAPES: Mapping[str, Sequence[Column]] = {
    "decisions": (
        Column("decision", ("số quyết định",), required=False),
        Column("answer", ("câu trả lời", "trả lời")),
        Column("scope", ("phạm vi",), required=False),
        Column("printed", ("cách ghi trong báo cáo",), required=False),
        Column("decided_by", ("người quyết định",), required=False),
        Column("decided_at", ("thời điểm quyết định",), required=False),
        Column("kind", ("loại câu hỏi",)),
        Column("subject", ("cách ghi để so",)),
        Column("path", ("dưới mục",)),
        Column("measure", ("đơn vị tính",)),
        Column("form", ("mã biểu mẫu",)),
        Column("sender", ("đơn vị gửi",)),
        Column("key", ("mã kiểm tra",), required=False),
        REMOVE,
    )
}
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True)
class Taken:
    """What a table says: the answers that were filled in, the decisions to be taken back, and the rows by reach."""

    decisions: list[Decision]
    revoked: list[int]
    rows: Mapping[tuple[str, ...], int]


def of_questions(questions: Iterable[OpenQuestion]) -> str:
    """One row per question, with an empty column for the answer."""
    return csv_text(QUESTION_COLUMNS, map(_question_row, questions))


def of_decisions(decisions: Iterable[Decision]) -> str:
    """One row per decision that stands; another warehouse can take the table in."""
    return csv_text(DECISION_COLUMNS, decision_rows(decisions))


def decision_rows(decisions: Iterable[Decision]) -> list[dict[str, object]]:
    """The rows of `of_decisions`."""
    return [_decision_row(made) for made in decisions if made.revoked_at is None]


def read(data: bytes, tables: Reference, by: str, name: str = "") -> Taken:
    """The decisions of a table whose answers were filled in; rows without an answer are left out.

    Args:
        data: the file, as `of_questions` or `of_decisions` made it or Excel saved it, or a workbook of those columns.
        tables: the reviewed tables, with the warehouse's provisional units.
        by: who decides, where the table does not say.
        name: of the file.

    Raises:
        AnswersError: names every row that cannot be taken, and why.
    """
    decisions: list[Decision] = []
    revoked: list[int] = []
    wrong: list[str] = []
    lines: dict[tuple[str, ...], tuple[int, str]] = {}
    for line, row in _rows(data, name):
        if not row["answer"].strip():
            continue
        try:
            made = _taken(row, tables, by)
            if row.get(REMOVE.name, "").strip():
                revoked.append(_removed(line, row))
        except (ValueError, AnswersError) as error:
            wrong.append(f"Dòng {line}: {error}")
            continue
        reach = reach_of(made)
        before, other = lines.setdefault(reach, (line, made.answer))
        if other != made.answer:
            wrong.append(
                f"Dòng {line}: Trả lời “{made.answer}” nhưng dòng {before} trả lời “{other}” cho cùng câu hỏi."
            )
        if not row.get(REMOVE.name, "").strip():
            decisions.append(made)
    if wrong:
        raise AnswersError("\n".join([*wrong, "Chưa ghi quyết định nào. Hãy sửa các dòng trên rồi nhập lại."]))
    return Taken(decisions, revoked, {reach: line for reach, (line, _) in lines.items()})


def _question_row(open_question: OpenQuestion) -> dict[str, object]:
    question = open_question.question
    first, second, third = (*question.suggestions[:3], *[None] * 3)[:3]
    return {
        "scope": "form" if question.form else "everyone" if question.kind in OF_FILE else "",
        "printed": question.printed,
        "cells": open_question.cells,
        "suggestion_1": first.answer if first else "",
        "score_1": first.score if first else "",
        "why_1": first.why if first else "",
        "suggestion_2": second.answer if second else "",
        "suggestion_3": third.answer if third else "",
        "file": open_question.file,
        "sheet": open_question.sheet,
        "cell": open_question.cell,
        "sentence": open_question.sentence,
    } | _wording_row(question)


def _decision_row(made: Decision) -> dict[str, object]:
    return {
        "decision": made.decision,
        "answer": made.answer,
        "scope": made.scope,
        "printed": made.printed,
        "decided_by": made.decided_by,
        "decided_at": made.decided_at.isoformat(),
    } | _wording_row(made)


def _wording_row(about: Question | Decision) -> dict[str, object]:
    words = {column: str(getattr(about, column)) for column in _WORDING}
    return {**words, "key": _key(words)}


def _key(words: Mapping[str, str]) -> str:
    """Tells whether the wording came back as it left: Excel turns '1-2' into a date without saying so."""
    return "q" + hashlib.sha256("\x1f".join(words[column] for column in _WORDING).encode()).hexdigest()[:12]


def _rows(data: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows as texts, with the number that Excel shows beside them."""
    if data and formats.recognise(data).kind in ("xlsx", "xls", "ods"):
        table = exchange.read_data(data, name, SHAPES)
        columns = [column.name for column in SHAPES["decisions"]]
        return [(row.number, {column: row.cells.get(column, "") for column in columns}) for row in table.rows]
    return _rows_of_text(data)


def _rows_of_text(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV, whose texts come back to the letter."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnswersError("Tệp không phải UTF-8. Trong Excel hãy chọn lưu kiểu “CSV UTF-8” rồi nhập lại.") from error
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=header.count), restval="")
    missing = [column for column in ("answer", *_WORDING) if column not in (reader.fieldnames or ())]
    if missing:
        raise AnswersError(
            f"Tệp thiếu cột {', '.join(missing)}. Hãy dùng tệp do “labels questions” hoặc “labels export” tạo ra."
        )
    try:
        return [
            (number, {column: unguarded(value) for column, value in row.items() if isinstance(value, str)})
            for number, row in enumerate(reader, start=2)
        ]
    except csv.Error as error:
        raise AnswersError(f"Không đọc được tệp ở dòng {reader.line_num}. Hãy xuất lại tệp.") from error


def _taken(row: Mapping[str, str], tables: Reference, by: str) -> Decision:
    """The decision of one row.

    Raises:
        ValueError: says in Vietnamese why it cannot be taken.
        AnswersError: the same, of the answer itself.
    """
    if row.get("key") and row["key"] != _key(row):
        raise ValueError("Nội dung câu hỏi đã bị đổi khi sửa hoặc lưu tệp. Hãy xuất lại tệp và chỉ ghi cột answer.")
    kind = next((known for known in KINDS if known == row["kind"]), None)
    if kind is None:
        raise ValueError(f"Không có loại câu hỏi “{row['kind']}”. Hãy chọn một trong: {', '.join(KINDS)}.")
    about = Question(
        kind, row["subject"], row["path"], row["measure"], row["form"], row["sender"], row.get("printed", "")
    )
    scope = _scope(row.get("scope", "").strip())
    why = check_answer(kind, row["answer"].strip(), tables)
    if why:
        raise AnswersError(why)
    made = answered(about, row["answer"], row.get("decided_by", "").strip() or by, scope)
    day = row.get("decided_at", "").strip()
    return replace(made, decided_at=_time(day)) if day else made


def _removed(line: int, row: Mapping[str, str]) -> int:
    """The decision that a row takes back.

    Raises:
        ValueError: says in Vietnamese why it is none.
    """
    if wrong := Row(line, row).why_no_removal():
        raise ValueError(wrong[0])
    number = row.get("decision", "").strip()
    if not number.isdigit():
        raise ValueError(f"Muốn thu hồi thì {called(SHAPES['decisions'], 'decision')} phải có số; hãy tải lại bảng.")
    return int(number)


def _scope(text: str) -> Scope:
    scope = next((known for known in SCOPES if known == (text or "form")), None)
    if scope is None:
        raise ValueError(f"Không có phạm vi “{text}”. Hãy chọn một trong: {', '.join(SCOPES)}.")
    return scope


def _time(text: str) -> datetime:
    try:
        day = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"Không hiểu thời điểm “{text}” ở cột decided_at.") from error
    return day.astimezone(UTC).replace(tzinfo=None) if day.tzinfo else day
