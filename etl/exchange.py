"""Tables that an office hands in and takes out: read with their row numbers, tried out, published as a snapshot.

What units, corrections and targets share. A table may be CSV or any workbook that the program reads, with English or
Vietnamese headers; what is wrong with it is said in sentences, all at once, and then nothing of it is stored.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from etl import audit, database, deeds, gate, load, reading, reference, wording
from etl.model import PersonCanActError, Problem
from etl.roles import Action
from etl.snapshots import Warehouse
from etl.workbook import Cell, Sheet, number_text

GUIDE = "Giải thích"  # the sheet of explanations in a table that the program wrote
_HEADER_WITHIN = 20  # rows: titles may stand above the header
_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_OF_ROW = re.compile(r"Dòng (\d+):")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


class ExchangeError(PersonCanActError):
    """A table that cannot be taken; nothing was stored."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its name in code, the headers that mean it, and whether the table must have it."""

    name: str
    words: tuple[str, ...] = ()
    required: bool = True

    @property
    def headers(self) -> frozenset[str]:
        """The headers in their comparable form."""
        return frozenset(map(wording.key, (self.name, self.name.replace("_", " "), *self.words)))

    @property
    def title(self) -> str:
        """The header that is written above it for people: 'Mã mục tiêu'."""
        return self.words[0][:1].upper() + self.words[0][1:] if self.words else self.name


REMOVE = Column("remove", ("xóa", "bỏ"), required=False)  # x: the row is to be taken out; a row left out stays


@dataclass(frozen=True)
class Row:
    """A row by column, with the number that Excel shows beside it; a cell that is not there is ''.

    `stored` are the columns whose cell holds a number, so that its text is certain.
    """

    number: int
    cells: Mapping[str, str]
    stored: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str:
        return wording.clean(self.cells.get(column, ""))

    def value(self, column: str) -> float | None:
        """The number in a column; None where it is blank.

        Raises:
            ValueError: says in Vietnamese why it is none.
        """
        text = self[column]
        if not text:
            return None
        if column not in self.stored and _THOUSANDS.fullmatch(text):
            raise ValueError(f"không rõ “{text}” có dấu thập phân hay dấu nghìn; hãy ghi số không có dấu nghìn")
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"“{text}” không phải là số")
        return float(Decimal(text.replace(",", ".")))

    @property
    def asks_removal(self) -> bool:
        """Whether something stands in the column of removals; `why_no_removal` says whether it is an x."""
        return bool(self[REMOVE.name])

    def why_no_removal(self) -> list[str]:
        """What is wrong with what stands in the column of removals."""
        text = self[REMOVE.name]
        if text.casefold() == "x":
            return []
        return [f"{called((REMOVE,), REMOVE.name)} ghi “{text}”; hãy ghi x để xóa dòng, hoặc để trống."]

    def day(self, column: str) -> date | None:
        """The day in a column, 2025-07-01 or 1/7/2025; None where it is blank.

        Raises:
            ValueError: says in Vietnamese why it is none.
        """
        text = self[column]
        try:
            if match := _DAY.fullmatch(text):
                return date(int(match[3]), int(match[2]), int(match[1]))
            return date.fromisoformat(text.partition(" ")[0]) if text else None
        except ValueError:
            raise ValueError(f"“{text}” không phải là ngày; hãy ghi như 01/7/2025") from None


@dataclass(frozen=True)
class Table:
    """What a file gives: which of the known shapes it has, its rows, and what of it was not read."""

    shape: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass
class Plan:
    """What an import would do.

    Attributes:
        said: what changes, in words; nothing to do where empty.
        notes: what a person should know of it.
        questions: what must be settled first; while there are any, nothing is stored.
        changes: row by row, as the audit trail keeps them.
        write: stores it.
        moves_figures: whether figures or what is derived from them may be others afterwards.
    """

    said: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    changes: list[audit.Change] = field(default_factory=list)
    moves_figures: bool = True
    write: Callable[[duckdb.DuckDBPyConnection], None] = lambda _con: None


def read(path: Path, shapes: Mapping[str, Sequence[Column]]) -> Table:
    """Read a table of one of some shapes; the file is parsed in a process that can be killed.

    Raises:
        FileNotFoundError: there is no such file.
        ExchangeError: it cannot be read, or has the columns of none of the shapes.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    return read_data(path.read_bytes(), path.name, shapes)


def read_data(
    data: bytes, name: str, shapes: Mapping[str, Sequence[Column]], wanted: Mapping[str, Sequence[Column]] | None = None
) -> Table:
    """The same of a file that is at hand as bytes; a file of none of the shapes is told of the `wanted` ones.

    Raises:
        ExchangeError: as `read`.
    """
    book = gate.judge(data, name) or reading.read_in_child(data, name)
    if isinstance(book, Problem):
        raise ExchangeError(book.sentence)
    for sheet in book.sheets:
        found = _header(sheet, shapes)
        if found is not None:
            others = [other.name for other in book.sheets if other is not sheet and other.cells and other.name != GUIDE]
            notes = [f"Chỉ đọc trang tính “{sheet.name}”; không đọc {', '.join(others)}."] if others else []
            return _table(sheet, found, notes)
    needed = [", ".join(c.name for c in columns if c.required) for columns in (wanted or shapes).values()]
    raise ExchangeError(f"Không thấy dòng tiêu đề của bảng trong {name}. Bảng cần các cột: {' hoặc '.join(needed)}.")


def called(columns: Iterable[Column], name: str) -> str:
    """A column as sentences name it: 'cột “Giá trị” (value)'."""
    found = next(column for column in columns if column.name == name)
    return f"cột “{found.title}” ({name})"


def unknown_indicator(columns: Iterable[Column], code: str) -> str:
    """What to say of an indicator that the catalogue does not have."""
    return f"không có chỉ tiêu “{code}” ({called(columns, 'indicator')}); xem mã ở trang Danh mục, mục Chỉ tiêu."


def carry_out(
    warehouse: Warehouse,
    plan: Callable[[duckdb.DuckDBPyConnection], Plan],
    *,
    by: str,
    dry_run: bool = False,
    seen: str | None = None,
    judge: Callable[[duckdb.DuckDBPyConnection, Plan], None] | None = None,
) -> tuple[Plan, str]:
    """Try an import out on what stands and, where it asks nothing and changes something, publish it.

    Args:
        warehouse: whose tables.
        plan: what the import would do to what stands.
        by: who, for the audit trail.
        dry_run: only say what would change.
        seen: the fingerprint of the changes that a person confirmed (`audit.fingerprint`); others are not stored.
        judge: raises where the person may not do what is about to be stored (`etl.guard`).

    Returns:
        The plan, and the name of the snapshot now published; '' where nothing was stored.

    Raises:
        WarehouseError: the warehouse cannot be read or written.
    """
    current = warehouse.current()
    with closing(database.open_reading(current) if current else database.create(None)) as con:
        if current is None:
            load.refresh_reference(con, reference.load())
        tried = plan(con)
    if dry_run or not _may_store(tried, seen):
        return tried, ""
    done: dict[str, Any] = {"rows": [f"{change.table} {change.action} {change.key}" for change in tried.changes]}
    with deeds.doing(warehouse.folder, by, action_of(tried.changes), done), warehouse.loading() as work:
        con = work.connection
        load.refresh_reference(con, reference.load())
        made = plan(con)  # another loader may have come between
        if not _may_store(made, seen):
            done["outcome"] = "nothing"
            return made, ""
        if judge is not None:
            judge(con, made)
        con.begin()
        made.write(con)
        audit.write(con, made.changes, by)
        if made.moves_figures:
            con.execute("INSERT OR REPLACE INTO meta VALUES ('derived_tables', '')")  # figures and lineage made anew
        con.commit()
        done["snapshot"] = load.publish(work).name
        return made, str(done["snapshot"])


def action_of(changes: Iterable[audit.Change]) -> Action:
    """Which action rows of the catalogue are changed by."""
    tables = {change.table for change in changes}
    actions: dict[str, Action] = {
        "roles": "grant", "corrections": "correct", "targets": "set_targets", "decisions": "answer",
    }  # fmt: skip
    return next((action for table, action in actions.items() if table in tables), "edit_units")


def _may_store(made: Plan, seen: str | None) -> bool:
    """Whether nothing is asked, something changes, and that is what was confirmed."""
    if made.questions or not made.said:
        return False
    return seen is None or audit.fingerprint(made.changes) == seen


def in_order(sentences: Iterable[str]) -> list[str]:
    """Sentences in the order of the rows that they name, each once; those of the whole table first."""
    return sorted(dict.fromkeys(sentences), key=lambda text: int(match[1]) if (match := _OF_ROW.match(text)) else 0)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table for Vietnamese Excel, which `read` takes back; no text is run as a formula or turned into a date."""
    out = io.StringIO()
    out.write("\ufeff")  # or Excel takes it for another encoding
    # ';' is what Excel with Vietnamese settings expects; all quoted, or a lone carriage return ends a row.
    writer = csv.DictWriter(
        out, columns, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n", restval="", extrasaction="ignore"
    )
    writer.writeheader()
    for row in rows:
        writer.writerow({column: _said(value) for column, value in row.items()})
    return out.getvalue()


def guarded(text: str) -> str:
    """An apostrophe before what Excel would run as a formula, or turn into a number, a date or a truth value."""
    return "'" + text if text[:1].isdigit() or text.casefold() in ("true", "false") else defused(text)


def defused(text: str) -> str:
    """An apostrophe before what Excel would run as a formula; `unguarded` takes it away."""
    return "'" + text if text.startswith((*_AS_FORMULA, "'")) and text != "-" else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text.removeprefix("'")


def _said(value: object) -> object:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, date):
        return guarded(value.isoformat())
    if isinstance(value, float):
        text = f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"{text}0" if _THOUSANDS.fullmatch(text) and "," in text else text  # 98,684 could be taken for 98684
    return value


def _header(sheet: Sheet, shapes: Mapping[str, Sequence[Column]]) -> tuple[int, str, dict[int, str]] | None:
    """The row of the header, the shape and its columns; of several shapes the one with the most columns."""
    for number, cells in list(sheet.rows.items())[:_HEADER_WITHIN]:
        printed = {cell.column: wording.key(unguarded(cell.text)) for cell in cells}
        fitting: list[tuple[str, dict[int, str]]] = []
        for shape, columns in shapes.items():
            found = {at: c.name for at, words in printed.items() for c in columns if words in c.headers}
            if {c.name for c in columns if c.required} <= set(found.values()):
                fitting.append((shape, found))
        if fitting:
            shape, found = max(fitting, key=lambda one: len(one[1]))
            return number, shape, found
    return None


def _table(sheet: Sheet, header: tuple[int, str, dict[int, str]], notes: list[str]) -> Table:
    top, shape, columns = header
    twice = [name for name in columns.values() if list(columns.values()).count(name) > 1]
    if twice:
        raise ExchangeError(f"Bảng có hai cột cùng nghĩa {twice[0]}. Hãy bỏ bớt một cột rồi nhập lại.")
    ignored = [cell.text for cell in sheet.rows[top] if cell.column not in columns]
    if ignored:
        notes.append(f"Không dùng các cột: {', '.join(ignored)}.")
    wrong: list[str] = []
    rows: list[Row] = []
    for number, cells in sheet.rows.items():
        held = [cell for cell in cells if cell.column in columns]
        if number <= top or not held:
            continue
        wrong += [
            f"Dòng {number}: ô {cell.address} không có giá trị đọc được ({cell.text}). Hãy ghi giá trị vào ô."
            for cell in held
            if cell.kind in ("error", "formula")
        ]
        texts = {columns[cell.column]: _text(cell) for cell in held}
        rows.append(Row(number, texts, frozenset(columns[cell.column] for cell in held if cell.kind == "number")))
    if wrong:
        raise ExchangeError("\n".join(wrong))
    return Table(shape, tuple(rows), tuple(notes))


def _text(cell: Cell) -> str:
    if cell.kind == "number" and cell.percent:
        return number_text(round(float(cell.text) * 100, 10))  # 0,98684 is stored a little beside itself
    return unguarded(cell.text)
