"""What was known when: any load can be looked back to, taken back and brought back, and order decides nothing."""

import io
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from random import Random

import duckdb
import pytest

from dashboard import queries
from etl import database, derive, export
from etl.withdrawal import WithdrawalError
from tests.world import ON_TIME, PENDING, RECEIVED, RESOLVED, STAFF, Document, Fact, World

UNITS = ("a", "b", "c")


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit(*UNITS)


def exported(con: duckdb.DuckDBPyConnection) -> str:
    """The table as the command prints it."""
    out = io.StringIO()
    export.write_csv(export.observations(con, with_computed=True), out)
    return out.getvalue()


def shown(world: World, unit: str = "a", period: str = "2024") -> dict[str, float]:
    query = "SELECT indicator, value FROM figures WHERE reporting_unit = $unit AND period = $period AND is_shown"
    return dict(world.rows(query, unit=unit, period=period))


def document(
    name: str, value: float, dated: str = "", content: str = "", unit: str = "a", form: str = "Biểu 1"
) -> Document:
    return Document(name, [Fact(unit, "2024", value, form=form)], dated, content)


# ---- which document stands -------------------------------------------------------------------------------------


def test_withdrawing_the_newer_of_two_brings_the_older_back(world: World) -> None:
    world.load(document("1", 1, "2024-12-20"))
    world.load(document("2", 2, "2025-01-20"))
    assert shown(world) == {RECEIVED: 2}
    assert shown(world.withdraw(2)) == {RECEIVED: 1}
    assert shown(world.withdraw(2, back=True)) == {RECEIVED: 2}


def test_an_older_document_stands_where_the_newer_is_withdrawn(world: World) -> None:
    world.load(document("2", 2, "2025-01-20"))
    world.withdraw(1)
    (made,) = world.load(document("1", 1, "2024-12-20"))
    assert (shown(world), made.problems) == ({RECEIVED: 1}, [])
    assert made.counts["new"] == 1
    assert shown(world.withdraw(1, back=True)) == {RECEIVED: 2}


def test_withdrawing_one_file_of_a_load_leaves_the_others(world: World) -> None:
    world.load(document("1", 1), document("2", 2, unit="b"))
    world.withdraw(1, "2")
    assert (shown(world), shown(world, "b")) == ({RECEIVED: 1}, {})
    world.withdraw(1, "2", back=True)
    assert (shown(world), shown(world, "b")) == ({RECEIVED: 1}, {RECEIVED: 2})


def test_what_cannot_be_withdrawn_or_restored_is_said(world: World) -> None:
    world.load(document("1", 1))
    for number, files, back, why in [(9, (), False, "Không có lần nạp 9"), (1, ("2",), False, "Không có tệp 2"),
                                     (1, (), True, "không bị thu hồi")]:  # fmt: skip
        with pytest.raises(WithdrawalError, match=why):
            world.withdraw(number, *files, back=back)
    with pytest.raises(WithdrawalError, match="đã được thu hồi"):
        world.withdraw(1).withdraw(1)
    assert shown(world.withdraw(2, back=True)) == {RECEIVED: 1}, "by the number of the withdrawal"


# ---- a file that is read again ------------------------------------------------------------------------------------


def test_a_later_reading_takes_the_place_of_the_earlier_one_whole(world: World) -> None:
    """The unit was mistaken: its figures go, and what they had replaced comes back."""
    world.load(document("old", 7, "2024-12-01", unit="b"))
    world.load(document("x", 5, "2024-12-20", unit="b"))
    assert shown(world, "b") == {RECEIVED: 5}
    world.load(document("x", 5, "2024-12-20", unit="a"), memory="decided")
    assert (shown(world), shown(world, "b")) == ({RECEIVED: 5}, {RECEIVED: 7})
    assert shown(world.withdraw(3), "b") == {RECEIVED: 5}, "as it was read before"
    world.withdraw(3, back=True).withdraw(2)
    assert (shown(world), shown(world, "b")) == ({}, {RECEIVED: 7}), "a file is withdrawn with its later readings"


def test_read_again_a_file_is_no_newer(world: World) -> None:
    world.load(document("1", 1))
    world.load(document("2", 2))
    world.load(document("1", 1), memory="decided")
    assert shown(world) == {RECEIVED: 2}


# ---- dates and arrivals --------------------------------------------------------------------------------------------


def test_an_undated_document_is_as_new_as_what_it_replaced(world: World) -> None:
    """May, then one without a date, then one of March: March is older than what stands."""
    for name, dated in (("1", "2024-05-01"), ("2", ""), ("3", "2024-03-01")):
        world.load(document(name, int(name), dated))
    assert shown(world) == {RECEIVED: 2}


# ---- corrections under another title --------------------------------------------------------------------------------


def form(name: str, dated: str, title: str, **values: float) -> Document:
    codes = {"received": RECEIVED, "resolved": RESOLVED, "on_time": ON_TIME, "pending": PENDING, "staff": STAFF}
    return Document(name, [Fact("a", "2024", v, codes[k], form=title) for k, v in values.items()], dated)


TITLES: dict[str, tuple[list[Document], dict[str, float]]] = {
    "a correction that took a figure out": (
        [form("1", "2024-12-01", "Biểu 3", received=1, resolved=1), form("2", "2024-12-02", "Thống kê", received=2)],
        {RECEIVED: 2},
    ),
    "a short table beside a long one": (
        [form("1", "2024-12-01", "Biểu 3", received=1, resolved=1, on_time=1, pending=1, staff=1),
         form("2", "2024-12-02", "Biểu 5", received=2, resolved=2)],
        {RECEIVED: 2, RESOLVED: 2, ON_TIME: 1, PENDING: 1, STAFF: 1},
    ),
    "a short one that is older": (
        [form("1", "2024-12-02", "Biểu 3", received=1, resolved=1, on_time=1, pending=1, staff=1),
         form("2", "2024-12-01", "Biểu 5", received=2, resolved=2)],
        {RECEIVED: 1, RESOLVED: 1, ON_TIME: 1, PENDING: 1, STAFF: 1},
    ),
    "one that could be either of two": (
        [Document("1", [*form("", "", "Biểu 1", received=1, resolved=1).facts,
                        *form("", "", "Biểu 2", received=1, pending=1).facts], "2024-12-01"),
         form("2", "2024-12-02", "Thống kê", received=2)],
        {RECEIVED: 2, RESOLVED: 1, PENDING: 1},
    ),
    "one letterhead above tables that have nothing in common": (
        [form("1", "2024-12-01", "UBND TỈNH", received=1, resolved=1, on_time=1),
         form("2", "2024-12-01", "UBND TỈNH", received=1, staff=2, pending=2)],
        {RECEIVED: 1, RESOLVED: 1, ON_TIME: 1, STAFF: 2, PENDING: 2},
    ),
    "the same title is not another one": (
        [form("1", "2024-12-01", "Biểu 1", received=1, resolved=1),
         Document("2", [*form("", "", "Biểu 1", resolved=2).facts, *form("", "", "Biểu 2", received=2).facts],
                  "2024-12-02")],
        {RECEIVED: 2, RESOLVED: 2},
    ),
    "a chain of titles": (
        [form("1", "2024-12-01", "A", received=1, resolved=1),
         form("2", "2024-12-02", "B", received=2, resolved=2, pending=2),
         form("3", "2024-12-03", "C", received=3, pending=3)],
        {RECEIVED: 3, PENDING: 3},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles_and_order(world: World, case: str) -> None:
    documents, expected = TITLES[case]
    for order in permutations(documents):
        world.clear().unit(*UNITS)
        for one in order:
            world.load(one)
        assert shown(world) == expected


def _day_of_december(rng: Random, day: int) -> Document:
    """A document under one or two titles, of any figures."""
    facts = [
        Fact("a", "2024", day, code, form=f"Biểu {title}")
        for title in rng.sample(range(4), rng.randint(1, 2))
        for code in rng.sample((RECEIVED, RESOLVED, ON_TIME, PENDING, STAFF), rng.randint(1, 5))
    ]
    return Document(str(day), facts, f"2024-12-{day:02d}")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_loading_changes_no_figure(world: World, seed: int) -> None:
    rng = Random(seed)
    documents = [_day_of_december(rng, day) for day in range(1, 6)]
    told = set()
    for order in (documents, documents[::-1], rng.sample(documents, 5)):
        world.clear().unit(*UNITS).load(*order)
        told.add(str(sorted(shown(world).items())))
    assert len(told) == 1, documents


# ---- any sequence ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Path]]:
    path = tmp_path_factory.mktemp("kho") / "w.duckdb"
    with closing(database.create(path)) as con:
        yield World(con), path


def _act(world: World, rng: Random, step: int) -> None:
    """A load of one to three files, a file read again, a withdrawal or a restoration."""
    loads = [number for (number,) in world.rows("SELECT load FROM loads WHERE kind = 'load'")]
    if loads and rng.random() < 0.4:
        try:
            world.withdraw(rng.choice(loads), back=rng.random() < 0.4)
        except WithdrawalError:
            return
        return
    withdrawn = {
        name for (name,) in world.rows("SELECT file_hash FROM submissions JOIN withdrawals USING (submission)")
    }
    files = rng.sample([f"f{number}" for number in range(12)], rng.randint(1, 3))
    world.load(*(_file(rng, name) for name in files if name not in withdrawn), memory=f"m{step}")


def _file(rng: Random, name: str) -> Document:
    keys = {
        (rng.choice(UNITS), rng.choice(("2023", "2024")), rng.choice((RECEIVED, RESOLVED, ON_TIME)), rng.choice("AB"))
        for _ in range(rng.randint(1, 6))
    }
    facts = [Fact(unit, period, rng.randint(0, 99), code, form=title) for unit, period, code, title in sorted(keys)]
    return Document(name, facts, rng.choice(["", f"2025-0{rng.randint(1, 9)}-01"]))


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_loads_and_withdrawals(filed: tuple[World, Path], seed: int) -> None:
    """What follows step by step is what follows at once; each state can be looked back to, byte for byte."""
    world, path = filed
    world.clear().unit(*UNITS)
    rng = Random(seed)
    then: dict[int, tuple[str, str]] = {}
    for step in range(7):
        _act(world, rng, step)
        said = (exported(world.con), queries.reports(world.con).to_csv())
        then[derive.last_load(world.con)] = said
        figures = world.rows("FROM figures ORDER BY ALL")
        world.con.execute("DELETE FROM meta WHERE name LIKE 'derived%'")
        derive.refresh(world.con)
        assert world.rows("FROM figures ORDER BY ALL") == figures
    world.con.execute("CHECKPOINT")
    world.con.close()
    try:
        for number, (table, reports) in then.items():
            with closing(database.open_known_on(path, number)) as con:
                assert exported(con) == table
                assert queries.reports(con).to_csv() == reports
    finally:
        world.con = database.open_writing(path)


def test_withdrawing_and_restoring_gives_back_the_same(filed: tuple[World, Path]) -> None:
    world, _ = filed
    world.clear().unit(*UNITS)
    rng, loads = Random(1), []
    for step in range(3):
        world.load(*(_file(rng, f"{step}{n}") for n in range(3)))
        loads.append(derive.last_load(world.con))
        before = (exported(world.con), queries.open_problems(world.con).to_csv())
        for number in rng.sample(loads, len(loads)):
            world.withdraw(number)
        assert world.rows("FROM figures") == []
        for number in rng.sample(loads, len(loads)):
            world.withdraw(number, back=True)
        assert (exported(world.con), queries.open_problems(world.con).to_csv()) == before
