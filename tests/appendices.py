"""Draws the statistical appendices of four real reports as Excel workbooks.

The reports reached us as text. Their tables are kept row by row in ``reference/report_rows.csv``,
with what each figure means; here they become workbooks again, typed as an official types them:
figures as text, blank cells truly empty, numbering and misprints as printed.

``python -m tests.appendices`` writes ``data/appendices``. Tests draw the same rows differently
(see `Drawing`), because the next unit will send the same form with a column or a header moved.
"""

import csv
import io
import re
import tomllib
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile
from math import ceil
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

REFERENCE = Path(__file__).parent / "reference"
SHIPPED = Path(__file__).parents[1] / "data" / "appendices"
TITLES: dict[str, dict[str, Any]] = tomllib.loads((REFERENCE / "titles.toml").read_text("utf-8"))
REPORTS = tuple(TITLES)

COLUMNS = ("stt", "label", "measure", "printed_value", "note")
VALUE = COLUMNS.index("printed_value")
NAME = "Times New Roman"
Align = Literal["left", "center"]
SIDE = Side(style="thin")
THIN = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)


@dataclass(frozen=True)
class Drawing:
    """How a workbook may differ from the shipped one and still be the same report."""

    blank_first_column: bool = False
    one_sheet: bool = False
    nfd: bool = False
    typed_numbers: bool = False
    repeat_header_every: int | None = None
    start_row: int = 1
    reverse_sheets: bool = False

    def text(self, text: str) -> str:
        """Vietnamese typed on a Mac arrives decomposed: the same to the eye, other bytes."""
        return unicodedata.normalize("NFD", text) if self.nfd else text


AS_SHIPPED = Drawing()


@dataclass(frozen=True)
class Expected:
    """A figure that a reader must find, with the line of the report which proves it."""

    indicator: str
    handled_by: str
    value: float
    line: int
    form: str
    printed: str


@dataclass(frozen=True)
class Line:
    """One row of a sheet before it is placed; `source` is its line in the report's text."""

    kind: str
    cells: tuple[str, ...] = ()
    source: int | None = None


GAP = Line("gap")


@cache
def _all_rows() -> tuple[dict[str, str], ...]:
    with (REFERENCE / "report_rows.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def rows(report: str) -> list[dict[str, str]]:
    """Every printed row of a report in its order: headers, headings, figures, continuations."""
    return [dict(row) for row in _all_rows() if row["report"] == report]


def expected(report: str) -> list[Expected]:
    """The figures to load. Blank cells and quarantined values are not among them."""
    return [
        Expected(
            row["indicator"],
            row["handled_by"],
            value=float(row["parsed_value"]),
            line=int(row["line"]),
            form=row["form"],
            printed=row["printed_value"],
        )
        for row in rows(report)
        if row["kind"] == "row" and re.fullmatch(r"\d+(\.\d+)?", row["parsed_value"])
    ]


def quarantined(report: str) -> list[dict[str, str]]:
    """Rows that print a value which must not become a figure: text, or a meaning in doubt."""
    return [row for row in rows(report) if row["parse_note"] in ("quarantine", "text")]


def draw(report: str, drawing: Drawing = AS_SHIPPED) -> bytes:
    """The report's appendix as the bytes of an .xlsx file, equal for equal arguments."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Văn phòng"
    for form, lines in _sheets(report, drawing):
        sheet = book.create_sheet(drawing.text(form["sheet"]))
        _Page(sheet, TITLES[report] | form, drawing).write(lines)
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def cell_of(report: str, line: int) -> tuple[str, str]:
    """Sheet and address of the value printed on a line of the report, as shipped."""
    for form, lines in _sheets(report, AS_SHIPPED):
        for number, drawn in enumerate(lines, AS_SHIPPED.start_row):
            if drawn.source == line:
                return form["sheet"], f"{get_column_letter(VALUE + 1)}{number}"
    raise LookupError(f"report {report} has no drawn row of line {line}")


def _sheets(report: str, drawing: Drawing) -> list[tuple[dict[str, Any], list[Line]]]:
    """The sheets of a workbook in order, each with its form's settings and its lines."""
    spec = TITLES[report]
    head = [_title(entry) for entry in spec.get("head", [])]
    forms = spec["forms"][::-1] if drawing.reverse_sheets else spec["forms"]
    parts = [(form, _form_lines(report, form, drawing)) for form in forms]
    if drawing.one_sheet:
        below_each_other = [line for _, lines in parts for line in (*lines, GAP)]
        return [({"sheet": "Phụ lục"}, head + below_each_other)]
    return [(form, head + lines) for form, lines in parts]


def _form_lines(report: str, form: dict[str, Any], drawing: Drawing) -> list[Line]:
    """A form from its title to its footnote. Prose about officials is never drawn."""
    table = [Line("header", tuple(cells)) for cells in form.get("header", [])]
    for row in rows(report):
        if row["form"] == form["form"] and row["kind"] != "prose":
            if TITLES[report].get("options_on_lines"):
                row["measure"] = re.sub(r"(= \d) (?=\S)", r"\1\n", row["measure"])
            table.append(Line(row["kind"], tuple(row[c] for c in COLUMNS), int(row["line"])))
    table += [Line("heading", tuple(cells)) for cells in form.get("headings", [])]
    if drawing.repeat_header_every:
        table = _repeat_header(table, drawing.repeat_header_every)
    below = [GAP, Line("footnote", (form["footnote"],))] if "footnote" in form else []
    return [_title(entry) for entry in form["title"]] + [GAP] + table + below


def _repeat_header(table: list[Line], every: int) -> list[Line]:
    """Another printer breaks the pages elsewhere: drop the repeats, put them every n rows."""
    header = list(takewhile(lambda line: line.kind == "header", table))
    body = [line for line in table if line.kind != "header"]
    pages = [body[start : start + every] for start in range(0, len(body), every)]
    return [line for page in pages for line in header + page]


def _title(entry: str | list[str]) -> Line:
    cells = (entry,) if isinstance(entry, str) else tuple(entry)
    return Line("title", cells) if entry else GAP


@dataclass(frozen=True)
class _Page:
    """A sheet under the pen: A4, its columns in the proportions of the printed form."""

    sheet: Worksheet
    form: dict[str, Any]
    drawing: Drawing

    @property
    def left(self) -> int:
        """The column of the row numbers."""
        return 2 if self.drawing.blank_first_column else 1

    def write(self, lines: list[Line]) -> None:
        """Place the lines; the page breaks where the report prints its header again."""
        for number, width in enumerate(self.form["widths"], self.left):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self.sheet.page_setup.orientation = self.form["orientation"]
        self.sheet.page_setup.paperSize, self.sheet.page_setup.scale = 9, 85
        self.sheet.page_margins = PageMargins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.sheet.print_options.horizontalCentered = True
        for number, (above, line) in enumerate(pairwise([GAP, *lines]), self.drawing.start_row):
            if line.kind in ("title", "footnote"):
                self._text_around(number, line)
            elif line.kind == "header":
                if above.source and above.kind != "header":
                    self.sheet.row_breaks.append(Break(id=number - 1))
                self._header(number, line, second=above.kind == "header")
            elif line.kind != "gap":
                self._row(number, line)

    def _cell(self, row: int, position: int, text: str, font: Font, side: Align = "center") -> Cell:
        cell = self.sheet.cell(row, self.left + position)
        assert isinstance(cell, Cell), "cells are merged only after their text is written"
        cell.value = self.drawing.text(text) or None
        cell.font = font
        cell.alignment = Alignment(side, "center", wrap_text=len(text) > 1)
        return cell

    def _merge(self, top: int, first: int, bottom: int, last: int) -> None:
        self.sheet.merge_cells(None, top, self.left + first, bottom, self.left + last)

    def _text_around(self, number: int, line: Line) -> None:
        """A line spans the table; a letterhead leaves the right part to place and date."""
        spans = ((0, 4),) if len(line.cells) == 1 else ((0, 1), (2, 4))
        for text, (first, last) in zip(line.cells, spans, strict=True):
            below, dated = line.kind == "footnote", "ngày" in text
            font = Font(NAME, 13, bold=not (dated or below), italic=dated or below)
            self._cell(number, first, text, font, "left" if below else "center")
            self._merge(number, first, number, last)
        self.sheet.row_dimensions[number].height = 18

    def _header(self, number: int, line: Line, *, second: bool) -> None:
        """The result spans unit and figure; the other headings stand over both lines."""
        for position, text in enumerate(line.cells):
            self._cell(number, position, text, Font(NAME, 12, bold=True)).border = THIN
        self.sheet.row_dimensions[number].height = self._height(line) + 4
        if second:
            self._merge(number - 1, 2, number - 1, 3)
            for position in (0, 1, 4):
                self._merge(number - 1, position, number, position)

    def _row(self, number: int, line: Line) -> None:
        for position, (column, text) in enumerate(zip(COLUMNS, line.cells, strict=True)):
            bold = line.kind.startswith("heading") and column in ("stt", "label")
            side: Align = "left" if column in ("label", "note") else "center"
            cell = self._cell(number, position, text, Font(NAME, 12, bold=bold), side)
            cell.border, cell.number_format = THIN, "@"
            if position == VALUE and self.drawing.typed_numbers and text:
                figure, cell.number_format = typed(text, measure=line.cells[VALUE - 1])
                cell.value = cell.value if isinstance(figure, str) else figure
        self.sheet.row_dimensions[number].height = self._height(line)

    def _height(self, line: Line) -> float:
        """Room for wrapped text: not every program grows a row to its text when it opens it."""
        wrapped = [
            sum(ceil(len(part) / width) for part in text.split("\n"))
            for text, width in zip(line.cells, self.form["widths"], strict=True)
        ]
        return float(min(409, 16 * max(wrapped) + 4))


def typed(printed: str, measure: str) -> tuple[str | int | float, str]:
    """The number and format Excel keeps when the figure is typed as a number; text stays text."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", printed):
        return int(re.sub("[.,]", "", printed)), "#,##0"
    if re.fullmatch(r"\d+", printed):
        return int(printed), "General"
    if re.fullmatch(r"\d+%", printed):
        return int(printed[:-1]) / 100, "0%"
    if decimal := re.fullmatch(r"\d+,(\d+)", printed):
        number, places = float(printed.replace(",", ".")), len(decimal[1])
        base, sign = (100, "%") if measure == "%" else (1, "")
        return round(number / base, places + 2), f"0.{'0' * places}{sign}"
    return printed, "@"


def _without_clock(workbook: bytes) -> bytes:
    """Equal drawings are equal files: no time of saving, no version of the writing program."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as written,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in written.namelist():
            content = written.read(name).decode("utf-8")
            if name == "docProps/core.xml":
                content = re.sub(r">[^<]+</dcterms:", ">2024-06-15T00:00:00Z</dcterms:", content)
            if name == "docProps/app.xml":
                content = re.sub(r"<App.*</App\w+>", "", content)
            entry = zipfile.ZipInfo(name, (2024, 6, 15, 0, 0, 0))
            fixed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    for code, title in TITLES.items():
        (SHIPPED / title["file"]).write_bytes(draw(code))
