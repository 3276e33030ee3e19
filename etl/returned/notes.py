"""Problems as who sent the file is to read them: one note for each cell, and one list of everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from etl.model import Problem, Severity
from etl.problems import SEVERITIES
from etl.returned import text
from etl.returned.sheet import Spot, address
from etl.workbook import Area

MOST_NOTES = 5_000
MOST_LINES = 10_000
_LONGEST_NOTE = 4_000
_LONGEST_WORDS = 1_200
_LONGEST_FOUND = 300
# What is not the sender's to put right: it is ours, or says how the file stands to others.
_NOT_THEIRS = frozenset(
    ("internal_error", "strict_refused", "file_withdrawn", "original_missing", "older_document", "undated_order")
)
# Their places are those of an earlier file, not of this one.
_OF_ANOTHER_FILE = frozenset(("figure_vanished",))
# What some sentences ask of the person who loads, said to the one who wrote.
_TO_SENDER = {
    "row_unknown": "Chưa rõ “{found}” là chỉ tiêu nào nên chưa nhận số của hàng này. Gợi ý: {expected}. "
    "Hãy ghi tên chỉ tiêu đúng như trong biểu mẫu.",
    "column_unknown": "Chưa rõ cột “{found}” là chỉ tiêu nào nên chưa nhận các số của cột. Gợi ý: {expected}. "
    "Hãy ghi tiêu đề cột đúng như trong biểu mẫu.",
    "unit_row_unclear": "“{found}” chưa rõ là đơn vị nào nên chưa nhận các số. Gợi ý: {expected}. "
    "Hãy ghi đủ loại và tên, ví dụ “Xã Ea Mẫu”.",
    "unit_lookalike": "Không có đơn vị “{found}”; gần giống {expected}. Hãy sửa tên đơn vị.",
    "unit_new": "Đơn vị “{found}” chưa có trong danh mục. Hãy kiểm tra tên ghi có đúng không.",
}


@dataclass(frozen=True)
class Note:
    """What is said at one cell; `area` is all that is coloured with it."""

    spot: Spot
    area: Area
    severity: Severity
    words: str


@dataclass(frozen=True)
class Line:
    """One line of the list; `sheet` is the reader's name of it, `spot` where to look."""

    severity: Severity
    sheet: str
    cell: str
    spot: Spot | None
    found: str
    todo: str


@dataclass
class Arranged:
    """The notes by the reader's name of their sheet, and the lines.

    `to_correct` counts the points that are more than warnings; `unmarked` cells and `unlisted` lines were too many.
    """

    notes: dict[str, list[Note]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    to_correct: int = 0
    unmarked: int = 0
    unlisted: int = 0


def gravity(severity: Severity) -> int:
    """The place of a severity, the gravest first."""
    return list(SEVERITIES).index(severity)


def to_tell(problems: Sequence[Problem]) -> list[Problem]:
    """What a sender is told: all that waits, was refused or marked; each thing once. Not what is for the record."""
    kept = [found for found in problems if found.severity != "info" and found.code not in _NOT_THEIRS]
    return list({(found.place, words_of(found)): found for found in kept}.values())


def arrange(
    problems: Sequence[Problem], sheets: Sequence[str], anchor: Callable[[str, Spot], Spot] = lambda _, spot: spot
) -> Arranged:
    """Bring problems to their cells.

    Args:
        problems: what is to be told.
        sheets: the names of the sheets, in their order.
        anchor: the cell that shows what stands at a place of a sheet.
    """
    order = {name: number for number, name in enumerate(sheets)}
    at_cells: dict[tuple[str, Spot], list[tuple[Problem, Area]]] = {}
    lines: list[tuple[tuple[int, Spot, int], Line]] = []
    for found in problems:
        sheet = found.place.sheet if found.place.sheet in order else ""
        area = _area(found) if sheet else None
        spot = anchor(sheet, area[:2]) if area else None
        if area and spot:
            at_cells.setdefault((sheet, spot), []).append((found, area))
        where = (order.get(sheet, -1), spot or (0, 0), gravity(found.severity))
        cell = found.place.cell if found.code not in _OF_ANOTHER_FILE else ""
        told = Line(found.severity, sheet or found.place.sheet, cell, spot, _found(found), words_of(found))
        lines.append((where, told))
    lines.sort(key=lambda line: line[0])
    made = Arranged(lines=[line for _, line in lines[:MOST_LINES]], unlisted=max(len(lines) - MOST_LINES, 0))
    made.to_correct = sum(found.severity != "warning" for found in problems)
    gravest = sorted(at_cells, key=lambda place: min(gravity(found.severity) for found, _ in at_cells[place]))
    made.unmarked = max(len(gravest) - MOST_NOTES, 0)
    for sheet, spot in sorted(gravest[:MOST_NOTES], key=lambda place: (order[place[0]], place[1])):
        made.notes.setdefault(sheet, []).append(_note(spot, at_cells[sheet, spot]))
    return made


def words_of(found: Problem) -> str:
    """What is wrong, what was expected and what to do, in one text."""
    pattern = _TO_SENDER.get(found.code)
    sentence = pattern.format(found=_found(found), expected=found.expected) if pattern else found.sentence
    if found.found and found.found not in found.sentence:
        sentence += f" Đang ghi: {_found(found)}."
    if found.expected and found.expected not in found.sentence:
        sentence += f" Cần: {found.expected}."
    return text.cut(sentence, _LONGEST_WORDS)


def _note(spot: Spot, told: list[tuple[Problem, Area]]) -> Note:
    told.sort(key=lambda one: gravity(one[0].severity))
    words = "\n".join(f"{SEVERITIES[found.severity]}: {words_of(found)}" for found, _ in told)
    areas = [area for _, area in told]
    area = (*spot, max(area[2] for area in areas), max(area[3] for area in areas))
    return Note(spot, area, told[0][0].severity, text.cut(words, _LONGEST_NOTE))


def _area(found: Problem) -> Area | None:
    """The cells that a problem speaks of; None where it names none of this file."""
    if found.code in _OF_ANOTHER_FILE:
        return None
    first, _, last = found.place.cell.partition(":")
    try:
        top, left = address(first)
        bottom, right = address(last or first)
    except ValueError:
        return None
    return top, left, max(top, bottom), max(left, right)


def _found(found: Problem) -> str:
    return text.cut(" ".join(found.found.split()), _LONGEST_FOUND)
