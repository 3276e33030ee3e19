"""What a table is read with."""

import re
from dataclasses import dataclass

from etl import periods, wording
from etl.memory import Memory
from etl.periods import Period
from etl.reference import Reference, ReportingUnit

_KINDS = {"month": "thang", "quarter": "quy"}


@dataclass(frozen=True)
class TableContext:
    """Whose titles a table stands under, of what kỳ, and what was decided before.

    `together` are kỳ that one title names and that end on the same day, the longest last ('tháng 9 và 9 tháng năm
    2024'), or several of one kind, the last last: no figure is of all of them, so `period` is None then, and each
    column must say which it means.
    """

    reference: Reference
    memory: Memory
    unit: ReportingUnit | None
    period: Period | None
    together: tuple[Period, ...] = ()

    @property
    def sender(self) -> str:
        """The code of the unit that sent the file, '' where not known."""
        return self.unit.reporting_unit if self.unit else ""

    @property
    def longest(self) -> Period | None:
        """The longest kỳ of the titles: what a heading without a year is of, and until when its figures reach."""
        return self.period or (self.together[-1] if self.together else None)

    @property
    def year(self) -> int | None:
        """The year that a heading without one means; None where the titles name several, or none."""
        years = {one.year for one in self.together} if self.period is None else {self.period.year}
        return years.pop() if len(years) == 1 else None

    def within(self, own: Period | None) -> Period | None:
        """What the kỳ of a heading is compared with: of several years of the titles, its own."""
        of_years = self.together if self.period is None and self.year is None else ()
        return next((one for one in of_years if own and one.year == own.year), self.longest)

    def meant(self, words: str) -> Period | None:
        """Which of several kỳ words without a number mean: 'Trong quý', 'Lũy kế từ đầu năm'; None where none is."""
        if len({one.window[1] for one in self.together}) > 1:
            return None  # of several years, quarters or months
        folded = wording.fold(words)
        if periods.CUMULATIVE.search(folded):
            return self.together[-1] if self.together else None
        said = [one for one in self.together if one.kind in _KINDS and re.search(rf"\b{_KINDS[one.kind]}\b", folded)]
        return said[0] if len(said) == 1 else None
