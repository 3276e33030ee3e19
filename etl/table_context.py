"""What a table is read with."""

from dataclasses import dataclass

from etl.memory import Memory
from etl.periods import Period
from etl.reference import Reference, ReportingUnit


@dataclass(frozen=True)
class TableContext:
    """Whose titles a table stands under, of what kỳ, and what was decided before."""

    reference: Reference
    memory: Memory
    unit: ReportingUnit | None
    period: Period | None

    @property
    def sender(self) -> str:
        """The code of the unit that sent the file, '' where not known."""
        return self.unit.reporting_unit if self.unit else ""
