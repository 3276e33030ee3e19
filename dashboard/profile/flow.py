"""The dossiers of a period as a balance that closes: what came in, what was resolved and how, what is left.

    carried over + received  = to resolve
    early + on time + late   = resolved
    in time + late           = pending
    to resolve               = resolved + pending

Nothing is filled in: a part that was not reported is None, and what cannot be checked is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Part = Literal[
    "carried_over", "received", "to_process", "resolved", "resolved_early", "resolved_exactly_on_time",
    "resolved_on_time", "resolved_late", "pending", "pending_in_time", "pending_late",
]  # fmt: skip
PARTS: tuple[Part, ...] = (
    "carried_over", "received", "to_process", "resolved_early", "resolved_exactly_on_time", "resolved_on_time",
    "resolved_late", "resolved", "pending_in_time", "pending_late", "pending",
)  # fmt: skip
_EQUAL = 0.5  # dossiers are counted whole
Sum = Literal["to_process", "resolved", "pending", "balance"]


@dataclass(frozen=True)
class Check:
    """A sum of the balance: `residue` is what stands minus what its parts come to, None where a part is missing."""

    of: Sum
    residue: float | None

    @property
    def closes(self) -> bool | None:
        """None where it cannot be told."""
        return None if self.residue is None else abs(self.residue) < _EQUAL


def checks(values: Mapping[str, float | None]) -> list[Check]:
    """The four sums of the balance; dossiers on time count as their two kinds where only both together were told."""
    got = {part: values.get(part) for part in PARTS}
    came = _sum(got["carried_over"], got["received"])
    on_time = got["resolved_on_time"]
    if on_time is None:
        on_time = _sum(got["resolved_early"], got["resolved_exactly_on_time"])
    to_process = came if got["to_process"] is None else got["to_process"]
    return [
        Check("to_process", _minus(got["to_process"], came)),
        Check("resolved", _minus(got["resolved"], _sum(on_time, got["resolved_late"]))),
        Check("pending", _minus(got["pending"], _sum(got["pending_in_time"], got["pending_late"]))),
        Check("balance", _minus(to_process, _sum(got["resolved"], got["pending"]))),
    ]


def shown(values: Mapping[str, float | None]) -> list[Part]:
    """The rows of the balance in order: dossiers on time in one row where their two kinds were not told apart."""
    is_split = values.get("resolved_early") is not None and values.get("resolved_exactly_on_time") is not None
    hidden = {"resolved_on_time"} if is_split else {"resolved_early", "resolved_exactly_on_time"}
    return [part for part in PARTS if part not in hidden]


def _sum(*parts: float | None) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _minus(whole: float | None, parts: float | None) -> float | None:
    return None if whole is None or parts is None else whole - parts
