"""Whose figures each table of a workbook holds, and of which kỳ: by decision, by the titles of all, by its own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from etl import blank_form, file_questions, periods, units, whose, wording, years_of_columns
from etl.file_questions import Said, said_by_name
from etl.identify import Identity, Title, identify
from etl.layout import Laid, Table
from etl.memory import Memory
from etl.mentions import LEVEL_OF_KIND
from etl.model import Place, Problem, Question, QuestionKind, Suggestion
from etl.periods import Period
from etl.problems import may_be_asked, problem
from etl.reference import Reference
from etl.whose import Decided
from etl.workbook import Cell, Sheet, Workbook


class Identities:
    """What the titles of one workbook say, and what was decided about the file."""

    def __init__(
        self,
        workbook: Workbook,
        laid: dict[str, Laid],
        file_name: str,
        file_hash: str,
        reference: Reference,
        memory: Memory,
    ) -> None:
        """`file_hash` is '' where nothing can have been decided and nothing is asked."""
        self._sheets = [sheet for sheet in workbook.sheets if laid[sheet.name].tables]
        self._tables = [table for sheet in self._sheets for table in laid[sheet.name].tables]
        self._lists = {name for name, one in laid.items() if one.tables and all(t.lists_bodies for t in one.tables)}
        self._lines = {sheet.name: _titles(sheet, laid[sheet.name]) for sheet in workbook.sheets}
        # The same line on every sheet is one.
        lines = (title for titles in self._lines.values() for title in titles)
        first: dict[str, Title] = {}
        for title in lines:
            first.setdefault(wording.clean(title.text), title)
        self._titles = list(first.values())
        self._name, self._hash = file_name, file_hash
        self._reference, self._memory = reference, memory
        self.heads = [sheet for sheet in self._sheets if blank_form.read_head(sheet) is not None]

    @cached_property
    def whole(self) -> Identity:
        """The identity of the file."""
        return self._whole(self._decided(""))

    def of_sheet(self, sheet: str) -> Identity:
        """The identity of the file as far as it holds on a sheet: something may have been decided for that one."""
        decided = self._decided(sheet)
        return self._whole(decided) if decided.of_sheet else self.whole

    def of_table(self, table: Table, before: Identity, whole: Identity) -> Identity:
        """The identity of a table: the file's where its titles agree on one, else that of its own titles and sheet.

        `before` is that of the table before it on its sheet, `whole` that of the sheet.
        """
        if (whole.unit is not None and whole.period is not None) or "code" in table.columns.values():
            return whole
        sheet = table.sheet.name
        titles = [Title(cell.text, Place(sheet, cell.address)) for cell in table.titles if cell.kind == "text"]
        own = self._own(titles, sheet, whole.period or before.period or self._last_year)
        return replace(
            own,
            # Without a kỳ the version of a unit is not known: that of the table's own kỳ is.
            unit=(whole.unit if whole.period else None) or own.unit or before.unit or whole.unit,
            period=whole.period or own.period or (None if own.together else before.period),
            window=own.window or (whole.window if whole.period else None),
            problems=own.problems if own.unit or own.period else whole.problems,
        )

    def other(self, sheet: Sheet) -> Problem | None:
        """That a sheet's name says another unit or kỳ than the titles ('Xã Yang Tao', 'Quý II')."""
        identity = self.of_sheet(sheet.name)
        if identity.unit is None or identity.period is None:
            return None
        decided = self._decided(sheet.name)
        other = _names_another(sheet.name, identity, decided.of_sheet, lists=sheet.name in self._lists)
        if other is None:
            return None
        kind, expected, code = other
        if decided.decisions and self._says_what_titles_say(sheet.name, kind):
            return None  # these were overruled, and so was it
        asked = self._question(kind, sheet.name, (Suggestion(code, 60, f"tiêu đề nêu {expected}"),))
        place = Place(sheet.name, f"A{min(sheet.rows)}")
        return problem("sheet_other", place, found=sheet.name, expected=expected, question=asked)

    def asked(self, found: Problem, sheet: str) -> Problem:
        """A problem that keeps the unit or kỳ of a sheet from being known, with the question that settles it."""
        kind = next((kind for kind, codes in whose.STOPS.items() if found.code in codes), None)
        if kind is None or (found.question is not None and may_be_asked(found.question)):
            return found
        return replace(found, question=self._question(kind, sheet if self._differ(kind) else ""))

    def _says_what_titles_say(self, sheet: str, kind: QuestionKind) -> bool:
        printed = self._whole(whose.NOTHING)
        said = printed.unit if kind == "file_unit" else printed.period
        return said is not None and _names_another(sheet, printed, frozenset()) is None

    def _whole(self, decided: Decided) -> Identity:
        for sheet in self.heads[:1]:
            head = blank_form.read_head(sheet)
            assert head is not None  # noqa: S101 that is what makes it one
            return blank_form.identify(head, sheet.name, self._reference, decided)
        found = identify(self._titles, self._name, self._reference, self._memory, decided=decided)
        if found.unit is None and found.period is None and not found.together and self._last_year:
            # 'Năm 2021 | Năm 2022' over the columns: of that time is the body that the titles name.
            year = self._last_year
            return identify(self._titles, self._name, self._reference, self._memory, within=year, decided=decided)
        return found

    @cached_property
    def _last_year(self) -> Period | None:
        """The last of the years that the columns of all tables name."""
        years = [years_of_columns.of(table, self._reference) for table in self._tables]
        return max((one[-1] for one in years), key=lambda year: year.code) if years and all(years) else None

    def _own(self, titles: Sequence[Title], sheet: str, within: Period | None = None) -> Identity:
        """What a sheet or table says by itself."""
        return identify(
            titles,
            sheet.replace(".", " "),
            self._reference,
            self._memory,
            self.whole.context,
            within=within,
            of_sheet=True,
            decided=self._decided(sheet),
        )

    def _decided(self, sheet: str) -> Decided:
        return whose.decided(self._hash, sheet, self._memory, self._reference)

    def _differ(self, kind: QuestionKind) -> bool:
        """Whether sheets say different things, so that one answer for the file would be wrong for some."""
        if len(self._sheets) < 2:
            return False
        alone = [self._own(self._lines[sheet.name], sheet.name) for sheet in self._sheets]
        return any(one.unit if kind == "file_unit" else one.period for one in alone)

    def _question(self, kind: QuestionKind, sheet: str, other: tuple[Suggestion, ...] = ()) -> Question | None:
        """What is asked of a sheet, or of the file where it is ''; `other` is suggested after what the titles tell."""
        if not self._hash:
            return None
        said = [Said("tiêu đề", wording.clean(line.text)) for line in (self._lines[sheet] if sheet else self._titles)]
        said += [said_by_name("tên trang", one.name) for one in self._sheets if not sheet or one.name == sheet]
        said += [] if sheet else [said_by_name("tên tệp", self._name.rpartition(".")[0])]
        if kind == "file_unit":
            found = file_questions.likely_units(said, self.whole.period, self._reference)
        else:
            found = file_questions.likely_periods(said, self.whole.document_date)
        named = {one.answer for one in found}
        found += tuple(one for one in other if one.answer not in named)
        return whose.question(kind, self._hash, sheet, self._printed_name(sheet), found)

    def _printed_name(self, sheet: str) -> str:
        """What a question is about, for people; without the name where that is of a person."""
        name = f"{sheet} – {self._name}" if sheet else self._name
        return name if wording.without_person(name) == name else f"tệp {self._hash[:8]}"


_SHORT = 3  # letters, which may be the initials of many bodies


def _names_another(
    text: str, identity: Identity, settled: frozenset[QuestionKind], *, lists: bool = False
) -> tuple[QuestionKind, str, str] | None:
    """The unit or period of the titles where a text names another one, by the kind of question; None where it fits.

    Over a list of bodies (`lists`) 'KBNN' is who paid for them.
    """
    period, unit = identity.period, identity.unit
    if period is not None and "file_period" not in settled:
        named = periods.named_in(text) or periods.named_in(f"{text} {period.year}")
        if named and period not in named and period.kind != "interval":
            return "file_period", period.label, period.code
    if unit is None or "file_unit" in settled:
        return None
    bodies = units.mentions(text)
    same_kind = [body for body in bodies if LEVEL_OF_KIND[body.kind] == unit.level]
    lower = [body for body in bodies if units.rank(body) == 0 and unit.level not in ("commune", "division")]
    names = {unit.bare_name, *_spellings(identity)}
    if lower and (_are_initials(text, unit.name) or (lists and not same_kind and _PAYS.search(wording.key(text)))):
        return None
    if any(wording.key(body.name) not in names for body in same_kind) or (lower and not same_kind):
        return "file_unit", unit.name, unit.reporting_unit
    return None


_PAYS = re.compile(r"^(?:kbnn|kho bạc)\b")


def _are_initials(text: str, name: str) -> bool:
    """'TTPVHCC' is the Trung tâm Phục vụ hành chính công, 'BQL KKT' the Ban Quản lý Khu kinh tế of Quảng Ninh."""
    letters = wording.fold(text).replace(" ", "")
    initials = "".join(word[0] for word in wording.fold(name).split())
    return text.isupper() and len(letters) > _SHORT and initials.startswith(letters)


def _spellings(identity: Identity) -> set[str]:
    """How the titles themselves print the unit's name: 'Lát' for Lắk."""
    return {wording.key(found.found.split(" ", 1)[-1]) for found in identity.problems if found.code == "unit_alias"}


def _lists_several(table: Table) -> bool:
    rows = [row.label for row in table.rows if row.figures]
    divisions = sum(wording.key(label).startswith("phòng ") for label in rows)  # of one huyện or sở
    return table.lists_bodies and len(rows) > 1 and 2 * divisions <= len(rows)


def _titles(sheet: Sheet, laid: Laid) -> list[Title]:
    """Lines above the tables of a sheet, in order."""
    groups: list[tuple[Sequence[Cell], bool]] = [(one.titles, _lists_several(one)) for one in laid.tables]
    return [
        Title(cell.text, Place(sheet.name, cell.address), f"{sheet.name} {number}", over_bodies)
        for number, (cells, over_bodies) in enumerate(groups or [(laid.titles, False)])
        for cell in cells
        if cell.kind == "text"
    ]
