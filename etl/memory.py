"""What was decided about wordings, and what it settles: the memory that the steps consult. Pure; `decisions` stores."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from etl import periods, wording
from etl.model import Question, QuestionKind
from etl.reference import LEVELS, Reference

Scope = Literal["form", "sender", "everyone"]
Wording = tuple[str, str, str, str]  # kind, subject, path, measure

NO_INDICATOR = "-"
MARKS = (",", ".")
OF_TITLES = ("whole", "part")  # what the figures under a title are
KINDS: dict[QuestionKind, str] = {
    "indicator": "chỉ tiêu",
    "unit": "đơn vị báo cáo",
    "measure": "đơn vị tính",
    "mark": "dấu thập phân",
    "title": "tiêu đề bảng",
    "file_unit": "đơn vị của tệp",
    "file_period": "kỳ báo cáo của tệp",
}
OF_FILE: tuple[QuestionKind, ...] = ("file_unit", "file_period")  # about the bytes of one file, so for that file only
# How far an answer carries by itself beyond the form of the sender that raised the question. A label means the same
# wherever it is printed; a short name of a body only to the one that prints it; how numbers are written is a
# habit of one sender in one form. A person may choose a wider scope.
_CARRIES: dict[str, tuple[Scope, ...]] = {
    "indicator": ("form", "sender", "everyone"),
    "unit": ("sender",),
    "measure": (),
    "mark": (),
    "title": ("form", "sender", "everyone"),
    "file_unit": (),
    "file_period": (),
}


@dataclass(frozen=True)
class Decision:
    """An answer that a person gave about a wording; 0 is the id of one that is not stored yet.

    `form` and `sender` say how far it was meant to reach: both empty is everyone, an empty form that sender.
    `decided_at` and `revoked_at` are in UTC.
    """

    decision: int
    kind: QuestionKind
    subject: str
    path: str
    measure: str
    form: str
    sender: str
    printed: str
    answer: str
    decided_by: str
    decided_at: datetime
    revoked_at: datetime | None = None
    revoked_by: str = ""

    @property
    def wording(self) -> Wording:
        """What the answer is about; compared as it stands."""
        return self.kind, self.subject, self.path, self.measure

    @property
    def scope(self) -> Scope:
        """How far the decision was meant to reach."""
        return "form" if self.form else "sender" if self.sender else "everyone"

    def within(self, scope: Scope) -> "Decision":
        """The same decision, meant to reach as far as `scope`."""
        form = self.form if scope == "form" else ""
        return replace(self, form=form, sender="" if scope == "everyone" else self.sender)


@dataclass(frozen=True)
class Remembered:
    """An answer found in the memory, and the decision that it comes from; `scope` is how it was reached."""

    answer: str
    scope: Scope
    decision: Decision

    @property
    def why(self) -> str:
        """Why this was taken, in Vietnamese."""
        reached = {
            "form": "cho biểu mẫu này",
            "sender": "cho đơn vị gửi này",
            "everyone": "cho cùng cách ghi này ở nơi khác",
        }
        who, day = self.decision.decided_by, self.decision.decided_at
        return f"Đã quyết định {reached[self.scope]} (quyết định {self.decision.decision}, {who}, {day:%d/%m/%Y})."


@dataclass(frozen=True)
class Memory:
    """All decisions, also revoked ones; looking one up takes no longer when there are many."""

    decisions: tuple[Decision, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every decision and every revocation, and never comes back; '' while nothing was decided."""
        if not self.decisions:
            return ""
        return hashlib.sha256(json.dumps(self.to_data(), sort_keys=True).encode()).hexdigest()[:16]

    def find(self, question: Question) -> Remembered | None:
        """The answer to a question, or None where it is to be asked.

        The same form comes first (its latest decision), then the same sender, then everyone; the last two only as
        long as all decisions there agree.
        """
        known = self._by_wording.get(wording_of(question))
        if known is None:
            return None
        carries = _CARRIES[question.kind]
        own = [d for d in known if question.form and d.form == question.form]
        of_form = [d for d in own if "form" in carries or d.sender == question.sender]
        if of_form:
            return Remembered(of_form[-1].answer, "form", of_form[-1])
        theirs = [d for d in known if question.sender and d.sender == question.sender]
        of_sender = [d for d in theirs if "sender" in carries or d.scope == "sender"]
        if of_sender:
            return _agreed(of_sender, "sender")
        return _agreed([d for d in known if "everyone" in carries or d.scope == "everyone"], "everyone")

    def to_data(self) -> list[dict[str, Any]]:
        """Plain data, for JSON."""
        return [
            asdict(decision)
            | {
                "decided_at": decision.decided_at.isoformat(),
                "revoked_at": decision.revoked_at.isoformat() if decision.revoked_at else None,
            }
            for decision in self.decisions
        ]

    @classmethod
    def from_data(cls, data: Iterable[Mapping[str, Any]]) -> "Memory":
        """The memory that `to_data` told."""
        return cls(tuple(_decision(row) for row in data))

    @cached_property
    def _by_wording(self) -> Mapping[Wording, Sequence[Decision]]:
        """Active decisions, the latest last."""
        index: dict[Wording, list[Decision]] = {}
        for decision in sorted(self.decisions, key=lambda d: d.decision):
            if decision.revoked_at is None:
                index.setdefault(decision.wording, []).append(decision)
        return index


def wording_of(question: Question) -> Wording:
    """Under what the answer to a question is remembered."""
    return question.kind, question.subject, question.path, question.measure


def carries_over_senders(kind: QuestionKind) -> bool:
    """Whether one answer serves a form whoever sends it, so that it is asked once."""
    return "form" in _CARRIES[kind]


def check_answer(kind: str, answer: str, reference: Reference) -> str | None:
    """Why an answer cannot be taken, in Vietnamese; None where it can."""
    if kind == "indicator":
        return _check_indicator(answer, reference)
    if kind in ("unit", "file_unit") and answer not in reference.unit_of:
        return f"Không có đơn vị mang mã “{answer}” trong danh mục."
    if kind == "measure" and wording.key(answer) not in reference.measures:
        return f"Không có đơn vị tính “{answer}” trong bảng đơn vị tính."
    if kind == "mark" and answer not in MARKS:
        return f"Dấu thập phân phải là dấu phẩy hoặc dấu chấm, không phải “{answer}”."
    if kind == "title" and answer not in OF_TITLES:
        return f"Về tiêu đề phải trả lời “whole” (toàn bộ) hoặc “part” (chỉ một phần), không phải “{answer}”."
    if kind == "file_period" and periods.parse_code(answer) is None:
        return f"Không có kỳ báo cáo mang mã “{answer}”. Hãy ghi mã như 2024-Q1, 2024-H1, 2024-9M, 2024 hoặc 2024-M05."
    return None if kind in KINDS else f"Không có loại câu hỏi “{kind}”. Hãy chọn một trong: {', '.join(KINDS)}."


def _check_indicator(answer: str, reference: Reference) -> str | None:
    if answer == NO_INDICATOR:
        return None
    code, at, level = answer.partition("@")
    indicator = reference.indicators.get(code)
    if indicator is None:
        return f"Không có chỉ tiêu mang mã “{code}”. Hãy ghi mã trong danh mục, hoặc “-” nếu không phải chỉ tiêu."
    if at and level not in LEVELS:
        return f"Cấp giải quyết “{level}” không hợp lệ. Hãy chọn một trong: {', '.join(LEVELS)}."
    if at and level not in indicator.levels:
        return f"Chỉ tiêu “{code}” không tách theo cấp “{level}”. Hãy bỏ phần sau dấu @ hoặc chọn cấp khác."
    return None


def _agreed(decisions: Sequence[Decision], scope: Scope) -> Remembered | None:
    """The latest of decisions that all give the same answer."""
    if len({decision.answer for decision in decisions}) != 1:
        return None
    return Remembered(decisions[-1].answer, scope, decisions[-1])


def _decision(row: Mapping[str, Any]) -> Decision:
    known = {field.name: row[field.name] for field in fields(Decision)}
    revoked = row["revoked_at"]
    times = {
        "decided_at": datetime.fromisoformat(row["decided_at"]),
        "revoked_at": datetime.fromisoformat(revoked) if revoked else None,
    }
    return Decision(**(known | times))
