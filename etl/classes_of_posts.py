"""Whose posts the rows of a list count where no column says it: of công chức, or of viên chức in service units.

Groups say it ('B. Khối sự nghiệp'), names of offices do ('Trường Mầm non'), and parts that rows print ('- Sự nghiệp').
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from etl import axes, evidence, row_units, values, wording
from etl.column import Column
from etl.column_groups import CLASSES
from etl.figures import Entry
from etl.layout import Row, Table
from etl.lettered import series_of
from etl.levels_of_fields import adding
from etl.parts_of_year import numbers
from etl.reference import Reference
from etl.table_context import TableContext
from etl.terms import Understood

UNCLEAR = frozenset({"unclear"})
_PLAIN = frozenset({"cs", "pe", "vc", "staff", "people"})
_OF_NO_CLASS = re.compile(  # as comparable forms write it
    r"\b(?:hội|đảng|đòan thể|mttq|mặt trận|trường|mầm non|tiểu học|thcs|thpt|giáo dục|y tế|hợp đồng|lao động)\b"
    r"|công chức.* viên chức|\bccvc\b|\bcbccvc\b"
)
_BELOW_WHOM = re.compile(r"\s(?:trực )?thuộc (?:ubnd )?(?:tỉnh|thành phố|huyện|sở)\b", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"\b(?:một số|được (?:kiểm tra|thanh tra|khảo sát)|\d+ (?:phòng|đơn vị|cơ quan)|còn (?:thiếu|thừa)|chưa đủ)\b"
)
_BOTH_CLASSES = re.compile(r"\b(?:viên chức|lao động|người làm việc|sự nghiệp)\b")
_PART = re.compile(r"^\W*[-–+•]|^\W*trong đó\b", re.IGNORECASE)
_DASH = re.compile(r"^\W+")


class Posts:
    """The class of the posts in each row of a list."""

    def __init__(self, table: Table, columns: Mapping[int, Column], context: TableContext, axis: str) -> None:
        """Of a list of units and of one of details; a list of kỳ says nothing of it."""
        reference = context.reference
        self._columns, self._reference, self._axis = columns, reference, axis
        self._classes = classes_of(table.rows, adding(columns, reference), reference) if axis != "periods" else {}
        titles = [(wording.key(cell.text), reference.grammar.read_title(cell.text).facets) for cell in table.titles]
        self._of_servants = any("cs" in facets and not _BOTH_CLASSES.search(key) for key, facets in titles)
        self._of_employees = any("pe" in said for _, said in titles) and not any("cs" in said for _, said in titles)
        names = [row.label for row in table.rows if row.label and row.figures and not axes.is_total(row.label)]
        self._kinds = {reference.offices.kind_of(axes.without_number(name)) for name in names}
        some = any(_NOT_ALL.search(key) for key, _ in titles)
        self._of_offices = axis == "units" and not some and row_units.are_offices_of(names, context)

    def own_totals(self, columns: Mapping[int, Column]) -> dict[int, Column]:
        """The columns whose sum over all rows is a figure of who reports: of its fields, or the posts of its offices.

        Of posts only where all are of one class, or the column says of which; not with those of the Party.
        """
        one_class = not self._classes and (self._of_servants or self._kinds <= {"administrative"})
        return {
            at: column
            for at, column in columns.items()
            if (self._axis == "details" or (self._of_offices and self._is_of_posts(column)))
            and (one_class or not self._is_open(column))
            and not (self._is_of_posts(column) and "party" in self._kinds)
        }

    def of_class(self, row: Row, entry: Entry) -> Entry | None:
        """'Được giao' below 'Khối sự nghiệp' is of its posts; None where it is not known of which."""
        column = self._columns[entry.cell.column]
        classes = self._classes.get(row.row, frozenset()) or self._of_office(row)
        if not classes or not self._is_open(column):
            return entry
        if classes == {"cs"}:
            return None if self._of_employees else entry
        meaning = self._reference.grammar.mean(Understood(column.said.facets | classes))
        if self._of_servants or meaning is None or meaning.indicator not in self._reference.indicators:
            return None
        return entry._replace(indicator=self._reference.indicators[meaning.indicator])

    def _of_office(self, row: Row) -> frozenset[str]:
        """A school has no công chức, but 'Biên chế' alone is not said of viên chức: it is asked."""
        kind = self._reference.offices.kind_of(axes.without_number(row.label))
        return UNCLEAR if kind == "service" and not self._of_servants else frozenset()

    def _is_of_posts(self, column: Column) -> bool:
        loads = column.matched.loads
        return loads and self._reference.indicators[column.matched.indicator].theme == "staffing"

    def _is_open(self, column: Column) -> bool:
        """Whether a column is of posts, not of service units or contracts, and leaves open of which class."""
        said = column.said.facets
        return self._is_of_posts(column) and "staff" in said and not said & (CLASSES | {"psunits", "contract"})


def classes_of(rows: Sequence[Row], summed: set[int], reference: Reference) -> Mapping[int, frozenset[str]]:
    """By row whose posts it counts: 'cs' below 'A. Khối hành chính', 'pe' below 'B. Khối sự nghiệp công lập'.

    'unclear' below what says more ('C. Hợp đồng', 'D. Sự nghiệp giáo dục'), and in a row with parts of one class. A
    group may stand without a letter where it has no figures, or is the sum of its rows; `summed` are the columns whose
    figures add up.
    """
    found: dict[int, frozenset[str]] = {}
    current: frozenset[str] = frozenset()
    series = ""
    told = [row for row in rows if row.label and not axes.is_total(row.label)]
    whole: Row | None = None  # the row above, which those with a dash are parts of
    for number, row in enumerate(told):
        own, said = series_of(row), _class_of(row.label, reference)
        empty = not any(not values.is_blank(cell) for cell in row.figures)
        if (own or empty) and (said or not (series == "letter" and own == "roman")):
            is_body = axes.whole_body(axes.without_number(row.label)) is not None
            current, series = (frozenset(), own) if is_body and own else (said, own or series)
            whole = None
        elif not own and is_part(row):
            of_service = reference.offices.kind_of(_DASH.sub("", row.label)) == "service"  # '- Các bệnh viện'
            if (said or of_service) and whole is not None:
                found[whole.row] = UNCLEAR
        elif not own and (said or axes.is_group(row.label)):
            below = list(takewhile(_is_below(reference), told[number + 1 :]))
            if _comes_out(row, below, summed):
                current, whole = said, None
            elif said and whole is not None and (not below or (not row.number and is_within(row, whole))):
                found[whole.row] = UNCLEAR
            else:
                current, whole = UNCLEAR, None
        else:
            whole = row if whole is None or row.number or not whole.number else whole
            if current:
                found[row.row] = current
    return found


def is_within(row: Row, whole: Row) -> bool:
    """Whether no figure of a row is more than that of the one above, of which it may be a part."""
    mine, theirs = numbers(row.figures), numbers(whole.figures)
    return all(value <= theirs[at] for at, value in mine.items() if at in theirs)


def is_part(row: Row) -> bool:
    """'- Sự nghiệp', 'Trong đó: …': a part of the row above."""
    return bool(_PART.match(row.number) or _PART.match(row.label))


def _is_below(reference: Reference) -> Callable[[Row], bool]:
    """Whether a row stands below the group before it, and begins none itself."""
    return lambda row: not (series_of(row) or axes.is_group(row.label) or _class_of(row.label, reference))


def _comes_out(row: Row, below: Sequence[Row], summed: set[int]) -> bool:
    told = evidence.sums(row.figures, [one.figures for one in below if not is_part(one)], summed)
    return bool(told) and all(told)


def _class_of(label: str, reference: Reference) -> frozenset[str]:
    name = _BELOW_WHOM.sub("", axes.without_number(label))
    said = reference.grammar.read(name)
    if axes.whole_body(name) is not None:
        return frozenset()
    if _OF_NO_CLASS.search(wording.key(name)) or said.facets & {"contract", "cadre", "both"}:
        return UNCLEAR
    classes = said.facets & {"cs", "pe"}
    facets = {facet for facet in said.facets if not facet.startswith("at:")}
    plain = len(classes) == 1 and not {"cs", "vc"} <= facets and facets <= _PLAIN and not said.strange
    return classes if plain else UNCLEAR if classes else frozenset()
