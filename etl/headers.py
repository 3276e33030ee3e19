"""Finding header blocks: one to four rows that name the columns, merged or not, in the words of any office.

A block is known by a reviewed word ('STT', 'Chỉ tiêu', 'Tên đơn vị'), else by its shape: a row of
words above rows of figures. What a column is called is the path of its header cells from top to bottom.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from etl import axes, header_rows, units, wording
from etl.mentions import mentions
from etl.reference import Reference
from etl.values import is_blank
from etl.workbook import Cell, Sheet

DEEPEST = 5
AXES = ("label", "units", "details", "periods")  # columns that say what a row is about
_NEUTRAL_BRACKETS = ("su dung", "luy ke", "lay ke", "don vi tinh", "dvt")
NUMBERING = re.compile(r"(?:\(?\d{1,3}\)?(?:\.\d{1,3})*\.?|[IVXLC]{1,6}\.?|[a-zđ][.)]|[A-Z]\.?)")
FIGURE = re.compile(
    r"[\d.,\s]*\d[\d.,\s]*(?:%|\b(?:hồ sơ|người|thủ tục|triệu đồng|tỷ đồng|đồng)\b.*"
    r"|/[\d.,\s]*\d[\d.,\s]*(?:hồ sơ|người|thủ tục)?\s*(?:\(?[\d.,\s]+%\s*\)?)?)?",  # '1.234/1.300 (94,9%)'
    re.IGNORECASE,
)
_YEAR = re.compile(r"20[12]\d")
_LOOKED_AT = 60  # rows below a header that tell what an unnamed column holds
_LABELS = re.compile(r"\b(?:chỉ tiêu|nội dung|tiêu chí|chỉ số)\b", re.IGNORECASE)
_PERIODS = re.compile(r"^(?:kỳ(?: báo cáo)?|quý|tháng|năm|thời gian|thời điểm)$", re.IGNORECASE)
_WORDS_OF_AXES = (
    ("details", re.compile(r"\b(?:lĩnh vực|dự án|công trình|danh mục|nguồn vốn|tên thủ tục|thủ tục)\b", re.IGNORECASE)),
    (
        "units",
        re.compile(
            r"\b(?:đơn vị(?! tính)|xã|phường|thị trấn|huyện|quận|sở|ban ngành|cơ quan|chủ đầu tư|địa phương|địa bàn|"
            r"phòng ban|tổ chức)\b",
            re.IGNORECASE,
        ),
    ),
    ("label", _LABELS),
    ("periods", _PERIODS),
)
_PROJECTS = re.compile(r"\b(?:dự án|công trình)\b", re.IGNORECASE)


_OF_A_FORM = re.compile(r"\W*(?:(?:biểu|mẫu) số\b|(?:đơn vị|cơ quan) (?:báo cáo|nhận báo cáo|gửi)\s*:)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """The columns of one table under a header block: kind and header cells of each."""

    kinds: Mapping[int, str]
    heads: Mapping[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class Header:
    """A header block: its tables from left to right (nearly always one), and its last row."""

    parts: tuple[Part, ...]
    last: int


def line(cell: Cell) -> str:
    """The text of a cell on one line."""
    return wording.clean(cell.text)


def numbered(cell: Cell) -> bool:
    """A number, or the numbering of a row."""
    return cell.kind != "text" or bool(NUMBERING.fullmatch(line(cell)))


def find(sheet: Sheet, first: int, reference: Reference, *, fresh: bool) -> Header | None:
    """The header block that starts in a row, None where none does.

    Args:
        sheet: the grid.
        first: the row.
        reference: the reviewed words.
        fresh: no table runs on to this row, so that the shape alone may tell.
    """
    cells = sheet.rows[first]
    if len(cells) < 2 or numbered(cells[0]):
        return None
    named = {cell.column: kind_of(cell, reference) for cell in cells}
    known = set(named.values())
    years = bool(known & {*AXES, "number"})  # '2021 | 2022 | 2023' beside 'Đơn vị', typed as numbers
    if any(numbered(cell) and not (years and _YEAR.fullmatch(line(cell))) for cell in cells):
        return None
    if not known & {"label", "number"} and "units" in known and any(mentions(cell.text) for cell in cells):
        return None  # 'Đơn vị báo cáo: | UBND xã …' is no heading over names
    if not known & {*AXES, "number"} and any(_OF_A_FORM.match(line(cell)) for cell in cells):
        return None  # 'Biểu số II.06b | TÌNH HÌNH, KẾT QUẢ … | - Đơn vị báo cáo: …'
    if not known & {*AXES, "number"} and not fresh:
        return None
    last = _last_row(sheet, first, named, reference)
    if not known & {*AXES, "number"} and len(cells) < 3:
        return None
    parts = []
    for heads in _side_by_side(_paths(sheet, first - bool(header_rows.groups_above(sheet, first, reference)), last)):
        kinds = _kinds(sheet, last, heads, reference)
        axis = min((column for column, kind in kinds.items() if kind in AXES), default=0)
        values = [column for column, kind in kinds.items() if kind == "value"]
        if not axis or not values or max(values) < axis:
            return None
        if "label" not in known and not _stands_over_figures(sheet, last, axis, values):
            return None
        parts.append(Part(kinds, heads))
    return Header(tuple(parts), last)


def kind_of(cell: Cell, reference: Reference) -> str:
    """The kind of column a header cell announces, '' where its words are not in headers.csv."""
    if cell.kind != "text" or line(cell) in ("#", "№"):
        return "number" if cell.kind == "text" else ""
    words = wording.key(cell.text)
    if words in reference.headers:
        return reference.headers[words]
    # 'Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)'; but 'Số liệu (kỳ trước)' is another column.
    before, _, bracket = cell.text.partition("(")
    kind = reference.headers.get(wording.key(before), "")
    return kind if kind != "value" or wording.fold(bracket).startswith(_NEUTRAL_BRACKETS) else ""


def _last_row(sheet: Sheet, first: int, named: Mapping[int, str], reference: Reference) -> int:
    last = max(sheet.merged_at(first, column)[2] for column in named)
    last = min(last, first + DEEPEST - 1)
    labels = {column for column, kind in named.items() if kind == "label"}
    axes = labels or {column for column, kind in named.items() if kind in AXES}
    axes = axes | {column for column, kind in named.items() if kind == "number"} or {min(named)}
    below = [row for row in sheet.rows if last < row <= first + DEEPEST]  # a blank row may stand between
    return max([last, *takewhile(lambda row: _goes_on(sheet, row, axes, reference), below)])


def _goes_on(sheet: Sheet, row: int, axes: Collection[int], reference: Reference) -> bool:
    """Whether a row goes on with the header: header words under its columns, or a row of column numbers."""
    cells = sheet.rows[row]
    if header_rows.column_numbers(cells):
        return not header_rows.goes_on_below(cells[0], sheet)
    if all(kind_of(cell, reference) in ("measure", "value", "note") for cell in cells):
        return True
    words = all(
        (cell.kind == "text" and not FIGURE.fullmatch(line(cell))) or _YEAR.fullmatch(line(cell)) for cell in cells
    )
    in_place = not any(cell.column in axes or cell.column < min(axes) for cell in cells)
    # One cell alone ('Quý I/2023' under 'Số liệu') only right below, so that no line of text is taken for a heading.
    alone = len(cells) == 1 and (row - 1, cells[0].column) in sheet.cells
    return words and in_place and (len(cells) > 1 or alone)


def _paths(sheet: Sheet, first: int, last: int) -> dict[int, tuple[Cell, ...]]:
    """The header cells over each column, from top to bottom; a merged cell speaks for all it covers."""
    rows = [
        row for row in range(first, last + 1) if row in sheet.rows and not header_rows.column_numbers(sheet.rows[row])
    ]
    over: list[dict[int, Cell]] = []
    for row in rows:
        owners: dict[int, Cell] = {}
        for cell in sheet.rows[row]:
            _, left, _, right = sheet.merged_at(row, cell.column)
            owners |= dict.fromkeys(range(left, right + 1), cell)
        over.append(owners)
    for depth, owners in enumerate(over[:-1]):
        _spread(owners, over[:depth], {column for row in over[depth + 1 :] for column in row})
    columns = sorted({column for owners in over for column in owners})
    paths = {c: tuple(dict.fromkeys(owners[c] for owners in over if c in owners)) for c in columns}
    shared = {cell for owners in over for cell in owners.values() if list(owners.values()).count(cell) > 1}
    return {column: _whole(path, shared) for column, path in paths.items()}


def _whole(path: Sequence[Cell], shared: Collection[Cell]) -> tuple[Cell, ...]:
    """A heading broken over rows ('Mới tiếp' / 'nhận') put together: it goes on in small letters over one column."""
    found: list[Cell] = []
    for cell in path:
        if found and cell not in shared and found[-1] not in shared and line(cell)[:1].islower():
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {cell.text}")
        else:
            found.append(cell)
    return tuple(found)


def _side_by_side(heads: Mapping[int, tuple[Cell, ...]]) -> list[dict[int, tuple[Cell, ...]]]:
    """Tables printed beside each other to save paper: the same first headings stand again further right."""
    columns = sorted(heads)
    called = [[wording.key(cell.text) for cell in heads[column]] for column in columns]
    starts = [0]
    for place in range(2, len(columns) - 1):
        again = called[place : place + 2] == called[:2] and heads[columns[place]] != heads[columns[0]]
        if again:
            starts.append(place)
    ends = [*starts[1:], len(columns)]
    return [{c: heads[c] for c in columns[start:end]} for start, end in zip(starts, ends, strict=True)]


def _spread(owners: dict[int, Cell], above: Sequence[Mapping[int, Cell]], below: Collection[int]) -> None:
    """A group's heading that was typed without merging speaks for the blank cells to its right."""
    for column in sorted(below):
        left = owners.get(column - 1)
        same_group = all(row.get(column) == row.get(column - 1) for row in above)
        if column not in owners and left is not None and same_group and left.column in below:
            owners[column] = left


def _kinds(sheet: Sheet, last: int, heads: Mapping[int, tuple[Cell, ...]], reference: Reference) -> dict[int, str]:
    """Each column's kind: by the lowest header cell whose words are reviewed, else by what stands below."""
    kinds: dict[int, str] = {}
    for column, path in heads.items():
        # A header over measure and figures ('Kết quả') gives way to the words below it; one over units names no rows.
        own, *over = (kind_of(cell, reference) for cell in reversed(path))
        kinds[column] = own or next((kind for kind in over if kind and kind not in (*AXES, "number")), "")
    body = list(islice((row for row in sheet.rows if row > last), _LOOKED_AT))
    if "code" not in kinds.values():  # 'Cấp giải quyết' stands beside an indicator's code only in the own form
        kinds = {column: kind if kind != "handled_by" else "" for column, kind in kinds.items()}
    holds = cache(lambda column: _holds(sheet, body, column))
    for column, kind in kinds.items():
        if kind == "units":
            kinds[column] = _unit_or_measure(sheet, body, column, reference) if holds(column) != "figures" else ""
    first_value = _first_value(kinds, holds)
    for column, kind in kinds.items():
        # 'Kỳ báo cáo' under 'Số liệu' names no rows, nor with figures in it: 'Nội dung | Kỳ báo cáo | Lũy kế'.
        named = {other for at, other in kinds.items() if other in AXES and at < column}
        is_figure = (
            kind in ("periods", "label") and named - {kind} and holds(column) == "figures"
        )  # nor 'Chỉ tiêu' over what was given: 'Đơn vị | Chỉ tiêu | Thực hiện'
        if kind in AXES and (column > first_value or is_figure):
            kinds[column] = ""
    rest = [column for column, kind in kinds.items() if not kind]
    held = {column: holds(column) for column in rest}
    if not set(kinds.values()) & set(AXES) and (axis := _axis(kinds, heads, held)):
        kinds[axis] = _axis_of(heads[axis], lambda: _names_bodies(sheet, body, axis))
        rest.remove(axis)
    start = min((column for column, kind in kinds.items() if kind in AXES), default=0)
    for column in rest:
        kinds[column] = "value" if held[column] != "words" and column > start else "text"
    return kinds | _bodies_above(sheet, body, kinds, heads) | _owners_of_projects(kinds, heads)


def _first_value(kinds: Mapping[int, str], holds: Callable[[int], str]) -> int:
    """Where figures begin: at a column that says so, or at the first one of them behind a column of words.

    What stands behind names no rows: 'Danh mục dự án | Kế hoạch vốn | Chủ đầu tư'.
    """
    held = {column: holds(column) for column, kind in kinds.items() if not kind}
    words = min((column for column, holds in held.items() if holds in ("words", "mixed")), default=1 << 30)
    figures = [column for column, holds in held.items() if holds == "figures" and column > words]
    return min([*(column for column, kind in kinds.items() if kind == "value"), *figures], default=1 << 30)


def _owners_of_projects(kinds: Mapping[int, str], heads: Mapping[int, tuple[Cell, ...]]) -> dict[int, str]:
    """'Tên dự án | Chủ đầu tư': the rows are projects, of which one owner may have several."""
    projects = [
        at for at, kind in kinds.items() if kind == "details" and _PROJECTS.search(" ".join(map(line, heads[at])))
    ]
    return {at: "text" for at, kind in kinds.items() if kind == "units" and projects and at > projects[0]}


def _bodies_above(
    sheet: Sheet, body: Sequence[int], kinds: Mapping[int, str], heads: Mapping[int, tuple[Cell, ...]]
) -> dict[int, str]:
    """'Huyện | Xã': the rows are about the lower bodies, the other column names those above them."""
    if not {"label", "details"}.isdisjoint(kinds.values()):
        return {}
    ranks = {column: _rank(sheet, body, column) for column, kind in kinds.items() if kind in ("units", "text")}
    told = {column: rank for column, rank in ranks.items() if rank is not None}
    lowest = [column for column, rank in told.items() if rank == min(told.values())]
    if len(told) < 2 or len(lowest) > 1 or not says_units(heads[lowest[0]]):  # 'Chủ đầu tư | Địa điểm'
        return {}
    return {column: "units" if column in lowest else "above" for column in told}


def _rank(sheet: Sheet, body: Sequence[int], column: int) -> int | None:
    """The one rank of the bodies that a column names, if it names any."""
    cells = [cell for row in body if (cell := sheet.cells.get((row, column))) and not cell.blank]
    texts = [cell.text for cell in cells if not axes.totals_a_body(cell.text)]
    found = [said[0] for text in texts if (said := axes.whole_body(text))]
    ranks = {units.rank(mention) for mention in found}
    return ranks.pop() if len(ranks) == 1 and 4 * len(found) >= 3 * len(texts) else None


def _axis(kinds: Mapping[int, str], heads: Mapping[int, tuple[Cell, ...]], held: Mapping[int, str]) -> int:
    """Of the columns of words the one that rows are about: right of their numbers, or called so, or the first.

    Without words, that of the numbers of months or quarters.
    """
    words = [column for column, holds in held.items() if holds in ("words", "mixed")]
    words = words or [column for column in held if _PERIODS.match(" ".join(map(line, heads[column])))][:1]
    numbers = [column for column, kind in kinds.items() if kind == "number"]
    behind = [column for column in words if numbers and column > numbers[0]]
    called = [column for column in behind or words if says_units(heads[column]) or says_details(heads[column])]
    return next(iter([*called, *behind, *words]), 0)


def _names_bodies(sheet: Sheet, body: Sequence[int], column: int) -> bool:
    """Whether most names of a column are bodies."""
    names = [cell.text for row in body if (cell := sheet.cells.get((row, column))) and not cell.blank]
    return 2 * sum(axes.whole_body(name) is not None for name in names) > len(names)


def _axis_of(path: Sequence[Cell], names_bodies: Callable[[], bool]) -> str:
    words = " ".join(line(cell) for cell in path)
    if says_units(path) and _LABELS.search(words):
        return "units" if names_bodies() else "label"  # 'Đơn vị / Chỉ tiêu'
    if says_units(path) and says_details(path):
        return "units"  # 'Chủ đầu tư/Dự án': units with their projects below them
    return next((kind for kind, pattern in _WORDS_OF_AXES if pattern.search(words)), "label")


def says_units(path: Sequence[Cell]) -> bool:
    """Whether the heading of a column of names speaks of bodies."""
    return bool(dict(_WORDS_OF_AXES)["units"].search(" ".join(line(cell) for cell in path)))


def says_details(path: Sequence[Cell]) -> bool:
    """Whether the heading of a column of names speaks of fields or projects."""
    return bool(dict(_WORDS_OF_AXES)["details"].search(" ".join(line(cell) for cell in path)))


def _unit_or_measure(sheet: Sheet, body: Sequence[int], column: int, reference: Reference) -> str:
    """'Đơn vị' beside 'Nội dung': the đơn vị tính, or the body that a row is about."""
    texts = [wording.key(cell.text) for row in body if (cell := sheet.cells.get((row, column))) and not cell.blank]
    measures = sum(text in reference.measures or "=" in text for text in texts)
    return "measure" if 2 * measures >= len(texts) else "units"


def _holds(sheet: Sheet, body: Sequence[int], column: int) -> str:
    """words, figures, mixed, or '' where nothing stands below but dashes."""
    cells = [cell for row in body if (cell := sheet.cells.get((row, column))) and not is_blank(cell) and not cell.blank]
    figures = sum(cell.kind != "text" or bool(FIGURE.fullmatch(line(cell))) for cell in cells)
    if not cells:
        return ""
    return "figures" if 2 * figures >= len(cells) else "mixed" if figures else "words"


def _stands_over_figures(sheet: Sheet, last: int, axis: int, values: Collection[int]) -> bool:
    """Whether rows of the shape 'a name and figures' follow at once."""
    following = list(islice((row for row in sheet.rows if row > last), 8))
    rows = [
        row
        for row in following
        if (row, axis) in sheet.cells
        and any((cell := sheet.cells.get((row, column))) and FIGURE.fullmatch(line(cell)) for column in values)
    ]
    return bool(rows)
