"""One value column of a table."""

from dataclasses import dataclass, field
from typing import Literal

from etl.axes import Heading
from etl.matching import Matched
from etl.model import Question
from etl.periods import Period
from etl.terms import Understood

# What says nothing of a figure: 'Kết quả thực hiện', 'Tổng số'.
SAYS_NOTHING = frozenset({"done", "total", "new", "result", "units"})
Role = Literal["row", "indicator", "words", "aside", "check", "ask", "period_unclear"]


@dataclass(frozen=True)
class Column:
    """A value column: what its figures are, or why they are not loaded."""

    heading: Heading
    role: Role
    said: Understood = field(default_factory=Understood)
    matched: Matched = field(default_factory=Matched)
    period: Period | None = None
    question: Question | None = None
    reason: str = ""  # of a column that is set aside
    beside: frozenset[str] = frozenset()  # what the columns of its group say, where rows add to their words


def beside_each_other(one: Column, other: Column) -> bool:
    """Whether two columns are of one kỳ and one body."""
    return (one.period, one.heading.body) == (other.period, other.heading.body)
