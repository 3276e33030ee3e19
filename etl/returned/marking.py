"""An .xlsx with its problems marked: fills, comments and the list, and nothing else of it changed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from etl import reading
from etl.model import Problem
from etl.returned import notes, text, threads
from etl.returned import sheet as sheets
from etl.returned.comments import Comments
from etl.returned.notes import Arranged, Note
from etl.returned.package import Parts, SheetPart, UneditableError
from etl.returned.sheet import Outline, Spot
from etl.returned.styles import Styles
from etl.returned.summary import COLOURS, Summary, sheet_xml
from etl.returned_words import SHEET, TITLE, is_summary
from etl.workbook import Workbook

_MOST_AREA = 20_000  # cells of an area that are coloured
_LONGEST_TITLE = 31  # letters of a sheet's name in Excel


def mark(data: bytes, file: str, problems: Sequence[Problem], remarks: Sequence[str]) -> tuple[bytes, Arranged]:
    """Mark the cells of problems and add the list.

    Args:
        data: an .xlsx, .xlsm or template.
        file: its name, for the list.
        problems: what is to be told.
        remarks: what else the list says above its lines.

    Raises:
        UneditableError: it is built as no program that we know builds one.
    """
    parts = Parts(data)
    listed = list(parts.sheets())
    old = _old_summary(data, file, parts, listed)
    outlines = {sheet.name: sheets.outline(parts.part(sheet.path)) for sheet in listed if sheet.name != old}
    made = notes.arrange(problems, list(outlines), lambda name, spot: outlines[name].anchor(spot))
    styles, styles_path = _styles(parts)
    if old:
        styles.unmark(set(COLOURS.values()), second_is_kept=not _saved_by_libreoffice(parts))
    for sheet in listed:
        if sheet.name in outlines and (old or sheet.name in made.notes):
            comments = Comments(parts, sheet.path, outlines[sheet.name], returned_before=bool(old))
            _mark_sheet(parts, sheet, outlines[sheet.name], made.notes.get(sheet.name, []), comments, styles)
    remarks = (*remarks, *_remarks(made, listed, outlines))
    targets = {sheet.name: sheet.title for sheet in listed if not sheet.hidden}
    summary = Summary(file, made.lines, len(problems), made.to_correct, remarks, targets)
    body = sheet_xml(summary, styles, parts.namespace)
    if old:
        parts.put(next(sheet.path for sheet in listed if sheet.name == old), body)
    else:
        parts.add_sheet(_free_title(parts), body)
    parts.put(styles_path, styles.root)
    return parts.saved(), made


def _mark_sheet(
    parts: Parts, sheet: SheetPart, outline: Outline, found: Sequence[Note], comments: Comments, styles: Styles
) -> None:
    if not found and not comments.old:
        return
    words = {note.spot: note.words for note in found}
    drawing = comments.put(words)
    threads.answer(parts, sheet.path, words)
    changes: dict[Spot, Callable[[int], int]] = {}
    for note in sorted(found, key=lambda note: notes.gravity(note.severity), reverse=True):  # the gravest colour last
        top, left, bottom, right = note.area
        size = (bottom - top + 1) * (right - left + 1)
        spots = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        for spot in spots if size <= _MOST_AREA else [note.spot]:
            changes[spot] = partial(styles.marked, colour=COLOURS[note.severity])
    made = frozenset(note.spot for note in found)
    parts.put(sheet.path, sheets.marked(parts.part(sheet.path), outline, changes, made, drawing))


def _remarks(made: Arranged, listed: Sequence[SheetPart], outlines: Mapping[str, Outline]) -> list[str]:
    """What a person would otherwise wonder about: sheets that are hidden or locked, and what was too much to say."""
    told = {line.sheet for line in made.lines}
    hidden = [sheet.title for sheet in listed if sheet.hidden and sheet.name in told]
    locked = [sheet.title for sheet in listed if sheet.name in told and outlines[sheet.name].protected]
    said = []
    if hidden:
        said.append(f"Trang đang ẩn, cần bỏ ẩn để sửa: {', '.join(hidden)}.")
    if locked:
        said.append(f"Trang đang khóa, ô bị khóa phải mở khóa mới sửa được: {', '.join(locked)}.")
    if made.unmarked:
        said.append(
            f"Còn {made.unmarked} ô có lỗi chưa được tô màu vì tệp có quá nhiều lỗi; hãy sửa các ô đã tô trước."
        )
    if made.unlisted:
        said.append(f"Danh sách chỉ nêu {len(made.lines)} điểm đầu; còn {made.unlisted} điểm khác.")
    return [text.cut(one, 1_000) for one in said]


def _styles(parts: Parts) -> tuple[Styles, str]:
    path = next((path for kind, path in parts.related(parts.main).values() if kind == "styles"), "")
    if path:
        return Styles(parts.tree(path)), path
    path = parts.free_name("xl/styles{}.xml")
    parts.relate(parts.main, "styles", path)
    parts.declare("application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml", part=path)
    return Styles.plain(parts.namespace), path


def _saved_by_libreoffice(parts: Parts) -> bool:
    """It puts the nearest colour of its palette where a fill has a second one."""
    said = next((path for kind, path in parts.related("").values() if kind == "extended-properties"), "")
    return said in parts and b"LibreOffice" in parts.part(said)


def _free_title(parts: Parts) -> str:
    taken = {(entry.get("name") or "").lower() for entry in parts.entries()}
    number, title = 1, SHEET
    while title.lower() in taken:
        number += 1
        title = f"{SHEET} ({number})"[:_LONGEST_TITLE]
    return title


def _old_summary(data: bytes, file: str, parts: Parts, listed: Sequence[SheetPart]) -> str:
    """The list of an earlier time, by the reader's name of its sheet; '' where the file was not sent back before."""
    begins = TITLE.partition("(")[0].strip().encode()
    strings = [path for kind, path in parts.related(parts.main).values() if kind == "sharedStrings"]
    if not any(begins in parts.part(path) for path in (*strings, *(sheet.path for sheet in listed)) if path in parts):
        return ""
    read = reading.read_in_child(data, file)
    if not isinstance(read, Workbook):
        raise UneditableError(read.code)
    return next((sheet.name for sheet in read.sheets if is_summary(sheet)), "")
