"""The sheet “Cần sửa”: every point with its sheet, a link to its cell, what stands there and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from etl.model import Severity
from etl.problems import SEVERITIES
from etl.returned import text
from etl.returned.notes import Line
from etl.returned.styles import Styles
from etl.returned_words import COLUMNS, TITLE
from etl.workbook import column_letters

# The word always stands beside the colour.
COLOURS: dict[Severity, str] = {
    "stop": "FFF4A19A",
    "question": "FFFFE08A",
    "refused": "FFFAC9C0",
    "warning": "FFC5DFF5",
    "info": "FFE7EAEE",
}
_INK, _HEAD, _LINK = "FF1F3A5F", "FFDCE6F1", "FF1F5FA8"
_WIDTHS = (6, 24, 10, 18, 34, 84)
_PER_WIDTH = 1.05  # letters for a unit of width
_LINE = 15.5  # points


@dataclass(frozen=True)
class Summary:
    """What the sheet says: the file, how to go about it, what is special about this file, and the points."""

    file: str
    lines: Sequence[Line]
    points: int
    to_correct: int
    remarks: Sequence[str] = ()
    targets: Mapping[str, str] = field(default_factory=dict)  # own names of the sheets that can be gone to


def sheet_xml(summary: Summary, styles: Styles, namespace: str) -> bytes:
    """The whole sheet as the bytes of a part."""
    plain = styles.made(bordered=True)
    head = styles.made(bold=True, colour=_HEAD, ink=_INK, bordered=True)
    link = styles.made(ink=_LINK, bordered=True)
    by_severity = {line.severity for line in summary.lines}
    coloured = {one: styles.made(bold=True, colour=COLOURS[one], ink="FF000000", bordered=True) for one in by_severity}
    title, words = styles.made(bold=True, size=14, ink=_INK), styles.made()
    rows = [_row(1, [(TITLE, title)], 22.0)]
    merged = ["A1:F1"]
    for remark in (f"Tệp: {summary.file}", *_how(summary), *summary.remarks):
        rows.append(_row(len(rows) + 1, [(remark, words)], _height([(remark, sum(_WIDTHS))])))
        merged.append(f"A{len(rows)}:F{len(rows)}")
    rows.append(_row(len(rows) + 1, [(column, head) for column in COLUMNS], 20.0))
    frozen, links = len(rows), []
    for number, line in enumerate(summary.lines, start=1):
        target = _target(line, summary.targets)
        place = line.cell if line.sheet or line.cell else "(cả tệp)"
        place = place or "(cả trang)"
        cells = [
            (str(number), plain),
            (line.sheet, plain),
            (place, link if target else plain),
            (SEVERITIES[line.severity], coloured[line.severity]),
            (line.found, plain),
            (line.todo, plain),
        ]
        rows.append(_row(len(rows) + 1, cells, _height(list(zip((c for c, _ in cells), _WIDTHS, strict=True)))))
        if target:
            links.append(f'<hyperlink ref="C{len(rows)}" location={quoteattr(target)}/>')
    return _sheet(namespace, rows, merged, links, frozen)


def _how(summary: Summary) -> list[str]:
    points = (f"{summary.to_correct} điểm phải sửa", f"{summary.points - summary.to_correct} điểm cần kiểm tra lại")
    return [
        f"Có {points[0]}, {points[1]}. Ô cần sửa được tô màu và có ghi chú nêu lỗi, yêu cầu và cách sửa.",
        "Hãy sửa ngay trong tệp này, lưu rồi gửi lại. Không cần xóa màu, ghi chú hay trang này: chương trình không đọc "
        "chúng như số liệu.",
    ]


def _target(line: Line, targets: Mapping[str, str]) -> str:
    title = targets.get(line.sheet)
    if title is None:
        return ""
    row, column = line.spot or (1, 1)
    return f"'{title.replace(chr(39), chr(39) * 2)}'!{column_letters(column)}{row}"


def _row(number: int, cells: Sequence[tuple[str, int]], height: float) -> str:
    drawn = "".join(_cell(f"{column_letters(i)}{number}", *cell) for i, cell in enumerate(cells, start=1))
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{drawn}</row>'


def _cell(reference: str, words: str, style: int) -> str:
    if not words:
        return f'<c r="{reference}" s="{style}"/>'
    body = escape(text.safe(words))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{body}</t></is></c>'


def _height(cells: Sequence[tuple[str, float]]) -> float:
    """Of a row whose longest text is wrapped: no program works that out for texts in merged cells."""
    return min(max(_wrapped(words, width) for words, width in cells) * _LINE + 2, 400)


def _wrapped(words: str, width: float) -> int:
    return sum(1 + int(len(part) / (width * _PER_WIDTH)) for part in words.split("\n"))


def _sheet(namespace: str, rows: Sequence[str], merged: Sequence[str], links: Sequence[str], frozen: int) -> bytes:
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(_WIDTHS, 1))
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}">'
        '<sheetPr><tabColor rgb="FFC0392B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="{frozen}" '
        f'topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData><mergeCells count="{len(merged)}">{merges}'
        f'</mergeCells>{linked}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()
