"""The table of roles: who holds which, and what giving or taking some would change. `etl.roles` says what it allows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

import duckdb

from etl import audit, catalogue_words, ledger, load, unit_draft
from etl.account_settings import account_name
from etl.exchange import REMOVE, Column, Plan, Row, called, in_order
from etl.roles import EVERYWHERE, ROLES, Grant, Role, Tree

SHAPES = {
    "roles": (
        Column("person", ("tài khoản", "người")),
        Column("role", ("vai trò",)),
        Column("remit", ("phạm vi", "đơn vị")),
        Column("granted_by", ("người giao",), required=False),
        Column("granted_at", ("giao lúc",), required=False),
        REMOVE,
    )
}
_COLUMNS = SHAPES["roles"]
_ALL_UNITS = (EVERYWHERE, "tất cả", "toàn bộ")


class Held(NamedTuple):
    """A line of the table: a person, a role, and the unit that it is for."""

    person: str
    role: Role
    remit: str

    @property
    def key(self) -> str:
        """What tells it apart, for the audit trail."""
        return " · ".join(self)

    @property
    def grant(self) -> Grant:
        """What it allows."""
        return Grant(self.role, self.remit)


def all_of(con: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """The table as it is edited; empty in a warehouse of a release that had none."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'roles'").fetchone():
        return []
    columns = ("person", "role", "remit", "granted_by", "granted_at")
    found = con.execute(f"SELECT {', '.join(columns)} FROM roles ORDER BY ALL").fetchall()  # noqa: S608 our own
    return [dict(zip(columns, row, strict=True)) for row in found]


def held(con: duckdb.DuckDBPyConnection) -> list[Held]:
    """Every grant."""
    return [_held(str(row["person"]), str(row["role"]), str(row["remit"])) for row in all_of(con)]


def of(person: str, every: Iterable[Held], first_administrator: str = "") -> tuple[Grant, ...]:
    """What a person holds.

    Who is named as the first administrator holds everything for as long as nobody is stored who does: so the setting
    that was needed once gives no rights that the table does not show.
    """
    grants = tuple(one.grant for one in every if person and one.person == person)
    begins = bool(person) and person == first_administrator and not any(_is_chief(one) for one in every)
    return (*grants, Grant("administrator")) if begins else grants


def tree(con: duckdb.DuckDBPyConnection) -> Tree:
    """Which unit of a warehouse is below which, and what became of those of the past."""
    parents = dict(con.execute("SELECT reporting_unit, coalesce(parent, '') FROM reporting_units").fetchall())
    became: dict[str, set[str]] = {}
    whole = "SELECT reporting_unit, successor FROM lineage WHERE relation = 'whole'"
    for unit, successor in con.execute(whole).fetchall():
        became.setdefault(unit, set()).add(successor)
    return Tree(parents, {unit: frozenset(found) for unit, found in became.items()})


def plan(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], by: str) -> Plan:
    """What taking a table of roles in would do; see `etl.exchange.carry_out`. Rows that are left out stay."""
    known, units = set(held(con)), unit_draft.known(con)
    given: dict[Held, int] = {}
    taken: dict[Held, int] = {}
    made = Plan(moves_figures=False)
    for row in rows:
        one, wrong = _read(row, units)
        if row.asks_removal:
            wrong += row.why_no_removal()
            if not wrong and one not in known:
                wrong = ["không có dòng này trong bảng vai trò nên không xóa được."]
        made.questions += [f"Dòng {row.number}: {what}" for what in wrong]
        if not wrong:
            (taken if row.asks_removal else given).setdefault(one, row.number)
    return _complete(made, known, given, taken, by)


def granting(
    con: duckdb.DuckDBPyConnection, person: str, role: str, remits: Sequence[str], by: str, *, revoke: bool = False
) -> Plan:
    """What giving a person a role for some units would do, or taking it."""
    cells = {"person": person, "role": role} | ({REMOVE.name: "x"} if revoke else {})
    rows = [Row(number, cells | {"remit": remit}) for number, remit in enumerate(remits, start=1)]
    return plan(con, rows, by)


def touched(changes: Iterable[audit.Change]) -> set[str]:
    """The remits that changes of the table give or take."""
    return {change.key.rsplit(" · ", 1)[-1] for change in changes if change.table == "roles"}


def store(con: duckdb.DuckDBPyConnection, given: Iterable[Held], taken: Iterable[Held], by: str) -> None:
    """Write what was given and take out what was taken."""
    for one in taken:
        con.execute("DELETE FROM roles WHERE person = ? AND role = ? AND remit = ?", list(one))
    rows = [{**one._asdict(), "granted_by": by, "granted_at": ledger.now()} for one in given]
    load.insert_rows(con, "roles", rows)


def _complete(made: Plan, known: set[Held], given: Mapping[Held, int], taken: Mapping[Held, int], by: str) -> Plan:
    both = given.keys() & taken.keys()
    made.questions += [f"Dòng {given[one]}: {one.key} vừa được giao vừa bị xóa; hãy bỏ một dòng." for one in both]
    fresh = {one: row for one, row in given.items() if one not in known}
    gone = {one: row for one, row in taken.items() if one in known}
    if any(map(_is_chief, known)) and not any(map(_is_chief, (known | fresh.keys()) - gone.keys())):
        made.questions.append(
            "Phải còn ít nhất một người quản trị cho tất cả đơn vị; hãy giao vai trò ấy cho người khác trước."
        )
    made.questions = in_order(made.questions)
    made.changes = [audit.difference("roles", one.key, None, one._asdict(), row) for one, row in fresh.items()]
    made.changes += [audit.difference("roles", one.key, one._asdict(), None, row) for one, row in gone.items()]
    made.said = [f"giao vai trò: {one.key}" for one in fresh] + [f"thu vai trò: {one.key}" for one in gone]
    made.write = lambda con: store(con, fresh, gone, by)
    return made


def _read(row: Row, units: unit_draft.Draft) -> tuple[Held, list[str]]:
    """A row as the table keeps it, and what is wrong with it."""
    wrong: list[str] = []
    person = account_name(row["person"])
    if not person:
        wrong.append(f"thiếu {called(_COLUMNS, 'person')}, hoặc không phải tên tài khoản.")
    words = {name.casefold(): role for role, name in catalogue_words.ROLES.items()}
    role = words.get(row["role"].casefold(), row["role"].casefold())
    if role not in ROLES:
        wrong.append(f"{called(_COLUMNS, 'role')} là “{row['role']}”; hãy ghi một trong: {', '.join(ROLES)}.")
    remit = row["remit"]
    if remit.casefold() in _ALL_UNITS:
        remit = EVERYWHERE
    elif remit:
        remit, why = units.meant(remit)
        wrong += filter(None, [why])
    else:
        wrong.append(f"thiếu {called(_COLUMNS, 'remit')}; hãy ghi mã đơn vị, hoặc {EVERYWHERE} cho tất cả đơn vị.")
    return _held(person, role, remit), wrong


def _held(person: str, role: str, remit: str) -> Held:
    """A line as text has it: a role that is none allows nothing."""
    return Held(person, cast("Role", role), remit)


def _is_chief(one: Held) -> bool:
    return one.role == "administrator" and one.remit == EVERYWHERE
