"""Who may do what: the rules as a table, and the table of roles in a warehouse."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import __main__ as command
from etl import account_settings, audit, database, exchange, grants
from etl.account_settings import AccountSettings, AccountSettingsError
from etl.exchange import Plan, Row
from etl.grants import Held
from etl.roles import ACTIONS, EVERYWHERE, ROLES, Action, Grant, Role, Tree, may, outside, remits
from etl.snapshots import Warehouse
from tests.warehouses import publish_whole

TREE = Tree(
    {"tinh": "", "so": "tinh", "huyen": "tinh", "phong": "huyen", "xa": "huyen", "xa-cu": "huyen", "xa-khac": "huyen-2",
     "huyen-2": "tinh"},
    {"xa-cu": frozenset({"xa"})},
)  # fmt: skip
# Which role may do which action; x: it may.
TABLE = """
                reader  analyst  reviewer  administrator
look            x       x        x         x
export          x       x        x         x
take_original   x       x        x         x
load            -       x        x         x
withdraw        -       x        x         x
answer          -       x        x         x
correct         -       -        x         x
set_targets     -       -        x         x
edit_units      -       -        -         x
grant           -       -        -         x
read_deeds      -       -        -         x
take_bundle     -       -        -         x
"""
ALLOWED = {
    (line.split()[0], role): mark == "x"
    for line in TABLE.strip().splitlines()[1:]
    for role, mark in zip(ROLES, line.split()[1:], strict=True)
}
# Remit of the grant, unit that is asked about, whether it reaches there.
REACHES = [
    ("*", "xa", True), ("*", "unheard-of", True), ("*", EVERYWHERE, True),
    ("tinh", "tinh", True), ("tinh", "xa", True), ("tinh", "so", True), ("tinh", EVERYWHERE, False),
    ("huyen", "xa", True), ("huyen", "phong", True), ("huyen", "tinh", False), ("huyen", "xa-khac", False),
    ("xa", "xa", True), ("xa", "xa-cu", True), ("xa-cu", "xa", False), ("xa", "huyen", False),
    ("xa", "unheard-of", False), ("xa", "", False),
]  # fmt: skip


def test_the_table_names_every_action() -> None:
    assert {action for action, _ in ALLOWED} == set(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("remit", "unit", "reaches"), REACHES)
def test_a_grant_allows_what_its_role_may_where_its_remit_reaches(
    role: Role, action: Action, remit: str, unit: str, *, reaches: bool
) -> None:
    allowed = ALLOWED[action, role] and reaches
    assert may([Grant(role, remit)], action, [unit], TREE) is allowed
    assert may([Grant(role, remit)], action, [], TREE) is ALLOWED[action, role]
    assert outside([Grant(role, remit)], action, [unit], TREE) == (set() if allowed else {unit})


@pytest.mark.parametrize("action", ACTIONS)
def test_without_a_grant_nothing_is_allowed(action: Action) -> None:
    assert not may([], action, [], TREE)
    assert not may([], action, ["xa"], TREE)
    assert not may([Grant("chief", EVERYWHERE)], action, [], TREE)  # type: ignore[arg-type]


def test_grants_are_taken_together_for_units_but_never_mixed_with_roles() -> None:
    held = [Grant("analyst", "xa"), Grant("reader", "huyen-2")]
    assert may(held, "look", ["xa", "xa-khac"], TREE)
    assert outside(held, "load", ["xa", "xa-khac"], TREE) == {"xa-khac"}


def test_a_circle_of_units_ends() -> None:
    assert Tree({"a": "b", "b": "a"}).above("a") == {"a", "b"}


@given(
    st.lists(st.builds(Grant, st.sampled_from(ROLES), st.sampled_from([*TREE.parents, EVERYWHERE]))),
    st.builds(Grant, st.sampled_from(ROLES), st.sampled_from([*TREE.parents, EVERYWHERE])),
    st.sampled_from(ACTIONS),
)
def test_one_more_grant_never_takes_anything_away(held: list[Grant], more: Grant, action: Action) -> None:
    units = set(TREE.parents)
    assert outside([*held, more], action, units, TREE) <= outside(held, action, units, TREE)
    assert units - outside(held, action, units, TREE) == (
        units if EVERYWHERE in remits(held, action) else TREE.within(remits(held, action))
    )


def rows(*lines: tuple[str, str, str, str]) -> list[Row]:
    names = ("person", "role", "remit", "remove")
    return [Row(number, dict(zip(names, line, strict=True))) for number, line in enumerate(lines, start=2)]


def take_in(warehouse: Warehouse, *lines: tuple[str, str, str, str]) -> Plan:
    return exchange.carry_out(warehouse, lambda con: grants.plan(con, rows(*lines), "lan"), by="lan")[0]


def stored(warehouse: Warehouse) -> set[Held]:
    path = warehouse.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        return set(grants.held(con))


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    publish_whole(warehouse.folder)
    return warehouse


def test_roles_are_given_and_taken_with_a_trail_and_stay_over_publishes(filled: Warehouse) -> None:
    assert not take_in(filled, ("LAN@tinh.vn ", "quản trị", "*", ""), ("an@xa.vn", "analyst", "lak", "")).questions
    assert stored(filled) == {Held("lan@tinh.vn", "administrator", "*"), Held("an@xa.vn", "analyst", "lak")}
    with filled.loading() as work:
        work.publish(lambda _con: None)
    taken = take_in(filled, ("an@xa.vn", "analyst", "lak", "x"))
    assert [change.action for change in taken.changes] == ["removed"]
    assert grants.touched(taken.changes) == {"lak"}
    assert stored(filled) == {Held("lan@tinh.vn", "administrator", "*")}
    path = filled.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        found = con.execute("SELECT made_by, action, changed_row FROM audit ORDER BY change").fetchall()
    assert found[-1] == ("lan", "removed", "an@xa.vn · analyst · lak")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("", "reader", "*", ""), "tài khoản"),
        (("an", "chief", "*", ""), "administrator"),
        (("an", "reader", "nowhere", ""), "không có đơn vị"),
        (("an", "reader", "", ""), "thiếu"),
        (("an", "reader", "lak", "x"), "không xóa được"),
        (("a\u202en", "reader", "*", ""), "tài khoản"),
    ],
)
def test_a_row_that_means_nothing_stores_nothing(filled: Warehouse, line: tuple[str, str, str, str], said: str) -> None:
    made = take_in(filled, ("lan", "administrator", "*", ""), line)
    assert len(made.questions) == 1
    assert said in made.questions[0]
    assert "Dòng 3" in made.questions[0]
    assert not stored(filled)


def test_the_last_administrator_stays(filled: Warehouse) -> None:
    take_in(filled, ("lan", "administrator", "*", ""))
    assert take_in(filled, ("lan", "administrator", "*", "x")).questions
    take_in(filled, ("lan", "administrator", "*", "x"), ("an", "administrator", "*", ""))
    assert stored(filled) == {Held("an", "administrator", "*")}


def test_the_first_administrator_counts_until_there_is_one() -> None:
    every = [Held("an", "administrator", "lak"), Held("lan", "reader", "lak")]
    assert grants.of("lan", every, "lan") == (Grant("reader", "lak"), Grant("administrator"))
    assert grants.of("lan", [*every, Held("an", "administrator", "*")], "lan") == (Grant("reader", "lak"),)
    assert grants.of("", every, "") == ()


def test_the_tree_is_that_of_the_warehouse(filled: Warehouse) -> None:
    with filled.loading() as work:
        con = work.connection
        con.execute("UPDATE reporting_units SET parent = 'lak' WHERE reporting_unit = 'binh-yen'")
        con.execute("INSERT INTO lineage VALUES ('thanh-tri', 'lak', 'whole'), ('thanh-tri', 'binh-yen', 'part')")
        assert grants.tree(con).above("binh-yen") == {"binh-yen", "lak"}
        assert grants.tree(con).above("thanh-tri") == {"thanh-tri", "lak"}


def test_commands_list_grant_and_revoke(filled: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--warehouse", str(filled.folder)]
    assert command.main(["roles", "grant", "lan@tinh.vn", "administrator", *place]) == 0
    assert command.main(["roles", "grant", "an@xa.vn", "reader", "lak", "binh-yen", *place]) == 0
    assert command.main(["roles", "revoke", "an@xa.vn", "reader", "lak", *place]) == 0
    assert stored(filled) == {Held("lan@tinh.vn", "administrator", "*"), Held("an@xa.vn", "reader", "binh-yen")}
    capsys.readouterr()
    assert command.main(["roles", "list", *place]) == 0
    assert "an@xa.vn · người xem (reader) · binh-yen" in capsys.readouterr().out
    assert command.main(["roles", "revoke", "lan@tinh.vn", "administrator", *place]) == 1
    assert command.main(["roles", "grant", "an@xa.vn", "reader", "nowhere", *place]) == 1


def settings(folder: Path, text: str) -> AccountSettings:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return account_settings.read(folder)


def test_settings_of_accounts_are_read_from_file_and_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert account_settings.read(tmp_path) == AccountSettings()
    told = '[snapshots]\nkeep = 3\n[accounts]\nfirst_administrator = " Lan@Tinh.vn"\nhours = 8\n'
    assert settings(tmp_path, told) == AccountSettings("lan@tinh.vn", hours=8)
    monkeypatch.setenv("CCHC_FIRST_ADMINISTRATOR", "an@tinh.vn")
    monkeypatch.setenv("CCHC_SESSION_HOURS", "1")
    assert settings(tmp_path, told) == AccountSettings("an@tinh.vn", hours=1)


@pytest.mark.parametrize(
    "text",
    [
        "accounts = 1",
        "[accounts]\nadmin = 'x'",
        "[accounts]\nhours = 0",
        "[accounts]\nhours = 'x'",
        "[[",
        "[accounts]\nclaim = 3",
    ],
)
def test_settings_that_mean_nothing_let_nobody_in(tmp_path: Path, text: str) -> None:
    with pytest.raises(AccountSettingsError):
        settings(tmp_path, text)


def test_the_trail_can_tell_roles_from_other_tables() -> None:
    assert grants.touched([audit.Change("targets", "added", "a · b · c", {}, {})]) == set()
