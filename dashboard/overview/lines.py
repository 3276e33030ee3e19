"""One line of one indicator: all that a leader asks of a figure, whether it is of a level or of a single unit."""

from dataclasses import dataclass
from typing import Literal

from dashboard.overview.need import order

Status = Literal[
    "reached", "near", "behind", "behind_pace", "better", "worse", "same", "no_reference", "no_judgement", "no_value"
]
_SHOWN = 0.005  # less does not show with two decimals


@dataclass(frozen=True)
class Target:
    """What is to be reached: `value` of the whole year, `by_now` the share of it that is due by the end of the period.

    `by_now` equals `value` where the indicator does not accumulate over the year (`is_paced` is false); from
    `reached_at` on the status is reached.
    """

    value: float
    by_now: float
    reached_at: float
    document: str
    is_paced: bool
    status: Literal["reached", "near", "behind"]


@dataclass(frozen=True)
class Line:
    """An indicator of a level or of a unit. Rates are percentages, changes are in points; what is not known is None.

    `sign` is 1 where higher is better, -1 where lower is, 0 where the catalogue does not say. `instead` says why there
    is no value, `note` what a value rests on if not on the units counted, `misprinted` how many units printed a rate
    that contradicts its parts. `periods` are the codes of the year before and of the kỳ before. `link` leads to where
    the figure is shown in full. One that `is_running` grows over the year, so that more than in the kỳ before is
    neither good nor bad.
    """

    indicator: str
    handled_by: str
    title: str
    link: str
    sign: int
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    instead: str = ""
    note: str = ""
    misprinted: int = 0
    target: Target | None = None
    earlier: float | None = None
    before: float | None = None
    periods: tuple[str, str] = ("", "")
    median: float | None = None
    peers: int = 0
    rank: int | None = None
    history: tuple[tuple[str, float | None], ...] = ()
    reported: int = 0
    expected: int = 0
    is_running: bool = False
    need: float = float("nan")

    @property
    def change(self) -> float | None:
        """Against the same window a year before."""
        return _difference(self.value, self.earlier)

    @property
    def step(self) -> float | None:
        """Against the kỳ before."""
        return _difference(self.value, self.before)

    @property
    def status(self) -> Status:
        """Against the target where one is decided; else against the year before."""
        if self.value is None:
            return "no_value"
        if self.target is not None:
            return "behind_pace" if self.target.status == "behind" and self.target.is_paced else self.target.status
        if self.change is None:
            return "no_reference"
        if not self.sign:
            return "no_judgement"
        toward = direction(self.change, self.sign)
        return "better" if toward > 0 else "worse" if toward < 0 else "same"


def direction(change: float | None, sign: int) -> int:
    """1 is better, -1 worse, 0 neither: unknown, too small to be seen, or without polarity."""
    if change is None or abs(change) < _SHOWN:
        return 0
    return sign if change > 0 else -sign


def by_need(lines: list[Line]) -> list[Line]:
    """What needs attention most comes first; equal ones stay as they are."""
    return sorted(lines, key=lambda line: order(line.need))


def _difference(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other
