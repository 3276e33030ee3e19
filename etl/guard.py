"""Whether somebody may do what is about to be published: asked inside the loader's lock, of what was really read.

A commune's analyst may hand in any file; what it holds is known once it is interpreted. `allowed` is what the person
holds; None is a command of the machine's own account, or the program itself, which are asked nothing.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb

from etl import grants, roles
from etl.memory import OF_FILE, Decision
from etl.model import PersonCanActError
from etl.roles import EVERYWHERE, Action, Grant

Allowed = Sequence[Grant] | None
_NAMED = 3


class NotAllowedError(PersonCanActError):
    """The person's roles do not reach that far; nothing was changed."""


class Spoken(NamedTuple):
    """A file and a unit of which it speaks."""

    file: str
    unit: str


def of_load(con: duckdb.DuckDBPyConnection, number: int) -> list[Spoken]:
    """Of which units the files speak that a load stored."""
    query = """SELECT DISTINCT s.file, c.reporting_unit FROM scopes c JOIN submissions s USING (submission)
               WHERE s.load = ? ORDER BY ALL"""
    return [Spoken(*row) for row in con.execute(query, [number]).fetchall()]


def of_submissions(con: duckdb.DuckDBPyConnection, submissions: Sequence[int]) -> list[Spoken]:
    """Of which units some submissions speak, in whichever of their readings."""
    query = """SELECT DISTINCT s.file, c.reporting_unit FROM scopes c JOIN submissions s USING (submission)
               WHERE s.file_hash IN (SELECT file_hash FROM submissions WHERE list_contains(?, submission))
               ORDER BY ALL"""
    return [Spoken(*row) for row in con.execute(query, [list(submissions)]).fetchall()]


def of_file(con: duckdb.DuckDBPyConnection, file_hash: str) -> list[Spoken]:
    """Of which units the bytes of a hash speak, in whichever of their readings; none where they were not loaded."""
    query = "SELECT submission FROM submissions WHERE file_hash = ?"
    return of_submissions(con, [submission for (submission,) in con.execute(query, [file_hash]).fetchall()])


def beyond(con: duckdb.DuckDBPyConnection, allowed: Allowed, action: Action, spoken: Iterable[Spoken]) -> list[Spoken]:
    """What of it is of units that the person's roles do not reach."""
    if allowed is None:
        return []
    told = list(spoken)
    if not roles.remits(allowed, action):
        return told
    outside = roles.outside(allowed, action, {one.unit for one in told}, grants.tree(con))
    return [one for one in told if one.unit in outside]


def check(con: duckdb.DuckDBPyConnection, allowed: Allowed, action: Action, spoken: Sequence[Spoken]) -> None:
    """Stop what speaks of units that the person's roles do not reach.

    Raises:
        NotAllowedError: names files and units.
    """
    require(allowed, action)
    if found := beyond(con, allowed, action, spoken):
        raise NotAllowedError(sentence(con, action, found))


def require(allowed: Allowed, action: Action) -> None:
    """Stop where the person may not do something for any unit.

    Raises:
        NotAllowedError: says what is missing.
    """
    if allowed is not None and not roles.remits(allowed, action):
        raise NotAllowedError(refusal(action))


def check_units(con: duckdb.DuckDBPyConnection, allowed: Allowed, action: Action, units: Iterable[str]) -> None:
    """The same where no file is concerned; `EVERYWHERE` among the units asks for a role over all of them.

    Raises:
        NotAllowedError: names the units.
    """
    check(con, allowed, action, [Spoken("", unit) for unit in sorted(set(units))])


def check_answers(con: duckdb.DuckDBPyConnection, allowed: Allowed, answers: Iterable[Decision]) -> None:
    """Stop answers that would be taken for files of units that the person's roles do not reach.

    One about a single file is as good as the file; one for a sender is about that unit; any other is about all.

    Raises:
        NotAllowedError: names the wordings.
    """
    for made in answers:
        if made.kind in OF_FILE or allowed is None:
            continue
        unit = made.sender if made.scope == "sender" else EVERYWHERE
        if roles.outside(allowed, "answer", [unit], grants.tree(con)):
            raise NotAllowedError(
                f"Câu trả lời về “{made.printed or made.subject}” có tác dụng với cả đơn vị ngoài phạm vi của bạn, nên "
                "chưa được ghi. Hãy nhờ người có vai trò cho tất cả đơn vị trả lời."
            )


def refusal(action: Action) -> str:
    """What to say of something that no role of the person allows."""
    return f"Bạn chưa có vai trò để {WORDS[action]}. Hãy đề nghị người quản trị giao vai trò ở trang Danh mục."


def changed(action: Action) -> str:
    """What to say where somebody may do less by now than when a page was drawn."""
    return f"Vai trò của bạn đã thay đổi từ khi trang này mở ra, nên chưa {WORDS[action]} được. Hãy tải lại trang."


def sentence(con: duckdb.DuckDBPyConnection, action: Action, found: Sequence[Spoken]) -> str:
    """What to say of files and units beyond a person's roles."""
    names = dict(con.execute("SELECT reporting_unit, name FROM reporting_units").fetchall())
    told = [_told(one, names) for one in found[:_NAMED]]
    more = f" và {len(found) - _NAMED} đơn vị khác" if len(found) > _NAMED else ""
    return (
        f"Ngoài phạm vi vai trò của bạn: {'; '.join(told)}{more}. Chưa có gì được ghi. Hãy bỏ tệp ấy ra, hoặc nhờ "
        f"người có quyền {WORDS[action]} cho đơn vị ấy."
    )


def _told(one: Spoken, names: dict[str, str]) -> str:
    unit = "tất cả đơn vị" if one.unit == EVERYWHERE else names.get(one.unit, one.unit)
    return f"tệp {one.file} có số liệu của {unit}" if one.file else unit


WORDS: dict[Action, str] = {
    "look": "xem số liệu",
    "export": "tải số liệu",
    "take_original": "mở tệp gốc",
    "load": "nạp phụ lục",
    "withdraw": "thu hồi hoặc khôi phục lần nạp",
    "answer": "trả lời câu hỏi",
    "correct": "đính chính",
    "set_targets": "giao mục tiêu",
    "edit_units": "sửa danh mục đơn vị",
    "grant": "giao vai trò",
    "read_deeds": "xem nhật ký hoạt động",
    "take_bundle": "lấy gói chẩn đoán",
}
