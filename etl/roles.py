"""Who may do what for which units: the one place that decides. Pure; `etl.grants` keeps what was granted.

A person holds grants: a role for a unit and everything below it (its remit), or for all units. Each role may do what
those before it may. What no grant allows is forbidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Role = Literal["reader", "analyst", "reviewer", "administrator"]
Action = Literal[
    "look",  # see figures, on any page
    "export",  # take figures along as a file
    "take_original",  # open or take a file as it was received
    "load",  # make drafts, load them, answer what is asked of their files
    "withdraw",  # take a load out of the figures, or bring it back
    "answer",  # answer questions of loaded files and take answers back
    "correct",  # corrections of single figures
    "set_targets",
    "edit_units",  # units, their events and the spellings of their names
    "grant",  # give and take roles
    "read_deeds",  # the log of who did what
    "take_bundle",  # what is sent when something failed
]
ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)
EVERYWHERE = "*"  # as a remit: all units; as a unit: what concerns all of them
_LOWEST: Mapping[Action, Role] = {
    "look": "reader",
    "export": "reader",
    "take_original": "reader",
    "load": "analyst",
    "withdraw": "analyst",
    "answer": "analyst",
    "correct": "reviewer",
    "set_targets": "reviewer",
    "edit_units": "administrator",
    "grant": "administrator",
    "read_deeds": "administrator",
    "take_bundle": "administrator",
}


@dataclass(frozen=True)
class Grant:
    """A role for a unit with all below it, or for all units."""

    role: Role
    remit: str = EVERYWHERE


@dataclass(frozen=True)
class Tree:
    """Which unit is below which.

    Attributes:
        parents: the unit above each, where there is one.
        became: units of the past that went whole into one of today: that one answers for them too.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    became: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def above(self, unit: str) -> set[str]:
        """A unit, all above it, and what it became with all above that."""
        found: set[str] = set()
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one and one not in found:
                found.add(one)
                waiting += [self.parents.get(one, ""), *self.became.get(one, ())]
        return found

    def within(self, remits: Iterable[str]) -> set[str]:
        """All known units of some remits."""
        wanted = set(remits)
        return {unit for unit in {*self.parents, *self.became} if wanted & self.above(unit)}


def remits(grants: Iterable[Grant], action: Action) -> frozenset[str]:
    """For which units, with all below them, somebody may do something; `EVERYWHERE` alone stands for all."""
    lowest = ROLES.index(_LOWEST[action])
    found = frozenset(grant.remit for grant in grants if grant.role in ROLES and ROLES.index(grant.role) >= lowest)
    return frozenset({EVERYWHERE}) if EVERYWHERE in found else found


def outside(grants: Iterable[Grant], action: Action, units: Iterable[str], tree: Tree) -> set[str]:
    """The units among some for which somebody may not do something."""
    allowed = remits(grants, action)
    if EVERYWHERE in allowed:
        return set()
    return {unit for unit in units if not allowed & tree.above(unit)}


def may(grants: Iterable[Grant], action: Action, units: Iterable[str], tree: Tree) -> bool:
    """Whether somebody may do something for all of some units; of no unit: whether for any at all."""
    held = tuple(grants)
    return bool(remits(held, action)) and not outside(held, action, units, tree)
