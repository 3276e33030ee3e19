"""Many files in one call: read ahead but not far, and stored in batches that end as one file after the other would."""

import dataclasses
import itertools
import json
import random
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import ahead, database, load, pipeline, reading_data, sink, standing, verification
from etl.context import Context, Learnt, Version
from etl.disk import DiskFullError
from etl.interpret import Reading, interpret
from etl.load import Item
from etl.memory import Decision, Memory
from etl.model import FileReport, LoadReport, Place, Question, ReceivedFile, Suggestion
from etl.pace import Pace, in_words
from etl.problems import problem
from etl.readers import read_workbook
from etl.reading import Answer, Readers, _reading
from etl.reading_data import FileReading, by_column
from etl.reference import ReportingUnit
from etl.snapshots import Warehouse
from tests.appendices import SHIPPED
from tests.processes import failing, run_instead
from tests.test_load import RECEIVED_C, RECEIVED_D, document
from tests.test_pipeline import codes, ingest, lak, outcomes, query, report
from tests.workbooks import TABLES, form, read, workbook_bytes

FORMS = ("Biểu mẫu 3", "Biểu mẫu 4", "Thống kê số liệu")


# ---- a reading as data ---------------------------------------------------------------------------------------------


def told(reading: Reading) -> bytes:
    return reading_data.to_bytes({"reading": reading_data.encode(reading)})


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.xlsx")), ids=lambda file: file.stem[:20])
def test_a_reading_arrives_as_it_was_sent(file: Path) -> None:
    reading = interpret(read_workbook(file.read_bytes()), file.name, TABLES)
    assert _reading(told(reading)) == by_column(reading)


def test_new_units_and_questions_travel() -> None:
    question = Question("unit", "lát", sender="x", suggestions=(Suggestion("dak-lak.huyen-lak", 90, "gần giống"),))
    reading = read(f" | {RECEIVED_C} | Hồ sơ | 5", "Báo cáo quý I năm 2024 của UBND xã Ea Mẫu, huyện Lắk")
    reading.problems.append(problem("unit_lookalike", Place("S", "A1"), found="{Lát}", question=question))
    reading.decisions |= {3, 1}
    back = _reading(told(reading))
    assert back.decisions == [1, 3]
    assert back.new_units == reading.new_units != []
    assert back.problems[-1] == reading.problems[-1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "mine"),
        ("figures", []),
        ("figures", [[1]] * len(reading_data.FIGURE_COLUMNS)),
        ("figures", [["x"], *[[]] * (len(reading_data.FIGURE_COLUMNS) - 1)]),
        ("set_aside", [[], [], [None]]),
        ("problems", [["no_such_problem", "", "", "", "", "", "", None]]),
        ("problems", [["unit_new", "", 5, "", "", "", "", None]]),
        ("new_units", [["a", "b", "c", "d", "", "", "", "1900-01-01", None, "reviewed", ""]]),
        ("document_date", "hôm nay"),
        ("rows", {"loaded": "5"}),
        ("rows", [5]),
        ("decisions", ["1"]),
        ("decisions", [True]),
        ("decisions", 5),
    ],
)
def test_what_is_no_reading_is_refused(field: str, value: Any) -> None:
    said = reading_data.encode(document(1, {RECEIVED_D: 775}))
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        reading_data.decode({**said, field: value})


def test_figures_of_unknown_indicators_never_reach_the_warehouse(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = by_column(document(1, {RECEIVED_D: 775}))
    strange.figures["indicator"][:] = ["made_up"]
    monkeypatch.setattr(Readers, "interpret", lambda *_: answered(strange))
    assert codes(ingest(warehouse, lak())) == ["file_damaged"]
    assert warehouse.current() is None


def test_decisions_that_nobody_made_never_reach_the_warehouse(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = by_column(document(1, {RECEIVED_D: 775}))
    strange.decisions.append(7)
    monkeypatch.setattr(Readers, "interpret", lambda *_: answered(strange))
    assert codes(ingest(warehouse, lak())) == ["file_damaged"]


def answered(read: FileReading) -> Answer:
    return Answer(read, Version(1, 0))


# ---- batches -------------------------------------------------------------------------------------------------------


def stored(batches: Sequence[Sequence[Reading]]) -> tuple[list[tuple[Any, ...]], dict[str, list[Any]]]:
    """Counts and problems of each reading in turn, and what the warehouse holds in the end."""
    numbers = itertools.count()
    with closing(database.create(None)) as con:
        load.refresh_reference(con, TABLES)
        said: list[tuple[Any, ...]] = []
        for batch in batches:
            items = [Item("a.xlsx", str(next(numbers)), by_column(reading)) for reading in batch]
            changes = load.store(con, items, reference=TABLES, received_by="test", number=1)
            said += [(made.counts, made.problems) for made in changes]
        verification.verify(con)
        names = ("observations", "scopes", "problems", "set_aside", "reporting_units", "periods")
        return said, {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in names}


def some_readings(seed: int) -> list[Reading]:
    """Documents of some units on some days: corrections, repetitions, older ones, undated ones, other forms."""
    chance = random.Random(seed)
    found = []
    for _ in range(12):
        rows: dict[str, object] = {RECEIVED_D: chance.randint(1, 3)}
        if chance.random() < 0.5:
            rows[RECEIVED_C] = chance.randint(1, 3)
        reading = document(chance.randint(0, 3), rows, form=chance.choice(FORMS))
        unit = chance.choice(["dak-lak.huyen-lak", "dak-lak", "ha-noi"])
        reading.observations = [o._replace(reporting_unit=unit) for o in reading.observations]
        found.append(reading)
    return found


def as_batches(readings: Sequence[Reading]) -> list[list[Reading]]:
    """As the loader cuts them: a new batch where two would speak of one subject."""
    batches: list[list[Reading]] = [[]]
    seen: set[standing.Subject] = set()
    for reading in readings:
        subjects = standing.subjects(by_column(reading))
        if subjects & seen:
            batches.append([])
            seen = set()
        batches[-1].append(reading)
        seen |= subjects
    return batches


@pytest.mark.parametrize("seed", range(12))
def test_batches_end_as_one_file_after_the_other(seed: int) -> None:
    readings = some_readings(seed)
    batches = as_batches(readings)
    assert 1 < len(batches) < len(readings)
    assert stored(batches) == stored([[reading] for reading in readings])


def reported(file: FileReport) -> tuple[object, ...]:
    """What a report says, but when the other file that it met was loaded."""
    return file.counts, [
        (one.code, one.found, "" if one.code == "beside_another" else one.expected) for one in file.problems
    ]


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1, 2))))
def test_corrections_in_one_call_are_those_of_one_call_each(tmp_path: Path, order: tuple[int, ...]) -> None:
    files = [lak(700, 1), lak(776, 2), lak(700, 3)]
    together, apart = Warehouse(tmp_path / "1"), Warehouse(tmp_path / "2")
    found = ingest(together, *(files[n] for n in order))
    one_by_one = [ingest(apart, files[n]).files[0] for n in order]
    assert list(map(reported, found.files)) == list(map(reported, one_by_one))
    sql = "SELECT reporting_unit, indicator, value, document_date FROM shown_observations"
    assert query(together, sql) == query(apart, sql)


def test_a_file_that_cannot_be_stored_takes_no_other_with_it(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = load.store

    def fails(con: duckdb.DuckDBPyConnection, items: Sequence[Item], **more: Any) -> list[standing.Change]:
        if any(item.file == "báo cáo 2.xlsx" for item in items):
            raise KeyError("ours")
        return real(con, items, **more)

    monkeypatch.setattr(load, "store", fails)
    files = [lak(), report(f"1 | {RECEIVED_D} | Hồ sơ | 1", 2, "tỉnh Đắk Lắk"), report(f"1 | {RECEIVED_D} | | 1", 3)]
    found = ingest(warehouse, *files)
    assert (outcomes(found), codes(found)[0]) == (["loaded", "refused", "loaded"], "internal_error")
    assert found.exit_code == 70
    assert query(warehouse, "SELECT file FROM submissions ORDER BY 1") == [("báo cáo 1.xlsx",), ("báo cáo 3.xlsx",)]


def test_a_disk_that_is_full_is_no_fault_of_a_file(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **_more: Any) -> list[standing.Change]:
        raise duckdb.IOException("no space left")

    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*command: Any, **more: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*command, **more))
        return started[-1]

    monkeypatch.setattr(load, "store", fails)
    monkeypatch.setattr(sink, "_FILES", 1)
    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(DiskFullError, match="đã đầy"):
        ingest(warehouse, *(lak(day=day) for day in range(1, 25)))
    assert warehouse.current() is None
    assert started
    assert all(process.poll() is not None for process in started), "none is left behind"


def test_a_very_long_report_names_the_worst_and_counts_the_rest(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sink, "_PROBLEMS", 2)
    unknown = "\n".join(f"{n} | Số phần mềm chưa biết {n} | Phần mềm | 5" for n in range(5))
    found = ingest(warehouse, lak(more=unknown), report(UNIT_ROW, 2, "tỉnh Đắk Lắk"))
    first = found.files[0]
    assert (len(first.problems), first.left_out, first.outcome) == (3, 2, "partly")
    assert query(warehouse, "SELECT count(*) FROM problems WHERE code = 'row_unknown'") == [(5,)]


UNIT_ROW = f"1 | {RECEIVED_D} | Hồ sơ | 1"


# ---- reading ahead -------------------------------------------------------------------------------------------------


class Counted(ReceivedFile):
    """A file that notes when it is read."""

    read_so_far: list[str] = []  # noqa: RUF012 one list for all, emptied by the test

    def read(self) -> bytes:
        """Its bytes, noted."""
        self.read_so_far.append(self.name)
        return super().read()


def test_only_a_few_files_are_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    Counted.read_so_far.clear()
    answer = answered(FileReading())
    monkeypatch.setattr(Readers, "interpret", lambda *_: answer)
    files = [Counted(f"{n}.xlsx", str(n).encode()) for n in range(200)]
    with Readers(2) as readers:
        furthest = []
        for number, _ in enumerate(ahead.read_ahead(files, readers, set(), Context(TABLES))):
            furthest.append(len(Counted.read_so_far) - number)
    assert max(furthest) <= 2 * ahead._FILES + 1
    assert len(furthest) == 200


def test_large_files_are_held_one_or_two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    Counted.read_so_far.clear()
    monkeypatch.setattr(ahead, "_BYTES", 10)
    monkeypatch.setattr(Readers, "interpret", lambda *_: answered(FileReading()))
    files = [Counted(f"{n}.xlsx", f"{n:8}".encode()) for n in range(20)]
    with Readers(2) as readers:
        for number, _ in enumerate(ahead.read_ahead(files, readers, set(), Context(TABLES))):
            assert len(Counted.read_so_far) - number <= 3


def test_a_file_that_is_gone_when_its_turn_comes_is_said(warehouse: Warehouse, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(lak().data)
    files = pipeline.received_from([path])
    path.unlink()
    assert codes(pipeline.ingest(files, warehouse)) == ["file_damaged"]


def test_the_lock_is_not_taken_for_nothing(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Warehouse, "loading", lambda *_args, **_more: pytest.fail("locked"))
    assert outcomes(ingest(warehouse, ReceivedFile("a.pdf", b"%PDF-1.4"))) == ["refused"]
    assert not warehouse.folder.exists()


# ---- what one file says of a unit, the next one knows --------------------------------------------------------------


def unit(name: str, kind: str = "xã") -> ReportingUnit:
    code = f"x.{name}~moi"
    return ReportingUnit(code, f"{kind} {name}", kind, "commune", "", "", "", date(1900, 1, 1), None, "provisional")


NAMED = (
    "xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk",
    "xã Ea Mâu, huyện Lắk, tỉnh Đắk Lắk",
    "xã Cư Mẫu, huyện Lắk, tỉnh Đắk Lắk",
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_files_read_at_the_same_time_know_each_others_units(tmp_path: Path, order: tuple[int, ...]) -> None:
    files = [report(f" | {RECEIVED_C} | Hồ sơ | {n}", unit=NAMED[n], name=f"{n}.xlsx") for n in order]
    together, apart = Warehouse(tmp_path / "1"), Warehouse(tmp_path / "2")
    found = ingest(together, *files)
    one_by_one = LoadReport(tuple(ingest(apart, file).files[0] for file in files))
    assert (outcomes(found), codes(found)) == (outcomes(one_by_one), codes(one_by_one))
    assert "unit_lookalike" in codes(found)
    assert outcomes(ingest(tmp_warehouse(tmp_path), *files, dry_run=True)) == outcomes(found)


def tmp_warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "3")


def test_a_context_tells_a_process_what_it_does_not_know_yet() -> None:
    context, learnt = Context(TABLES), Learnt()
    context.restart([unit("A"), unit("B")], Memory())
    first = context.version
    told = context.told(Version(), first)
    assert told is not None
    learnt.learn(told)
    context.add([unit("C"), unit("A")])
    told = context.told(first, context.version)
    assert told is not None
    assert len(told["units"]) == 1
    learnt.learn(told)
    assert [u.name for u in learnt.reference.units[-3:]] == ["xã A", "xã B", "xã C"]
    assert context.told(context.version, context.version) is None


@pytest.mark.parametrize(
    ("name", "outdated"), [("Ea Mẫu", True), ("Ea Mâu", True), ("Ea Mầm", True), ("Krông Nô", False), ("Lắc", True)]
)
def test_only_a_unit_of_a_similar_name_makes_a_reading_old(name: str, outdated: bool) -> None:
    reading = by_column(read(f" | {RECEIVED_C} | Hồ sơ | 5", f"Báo cáo quý I năm 2024 của UBND {NAMED[0]}"))
    context = Context(TABLES)
    known = context.version
    assert not context.outdated(reading, known)
    context.add([unit(name)])
    assert context.outdated(reading, known) is outdated
    assert not context.outdated(reading, context.version)


LAK = "dak-lak.huyen-lak"


def listed(problem_code: str = "") -> FileReading:
    """A list of the xã of Lắk by their district."""
    found = by_column(read(f" | {RECEIVED_C} | Hồ sơ | 5", f"Báo cáo quý I năm 2024 của UBND {NAMED[0]}"))
    found.figures["source"][:] = ["higher_table"]
    if problem_code:
        found.problems.append(problem(problem_code, Place("S", "A1"), found="Lát"))
    return found


@pytest.mark.parametrize("parent", [LAK, "dak-lak"])
def test_a_new_unit_below_makes_a_list_old(parent: str) -> None:
    """A name without its kind may mean it, and where fields are listed too, nothing is asked."""
    context, own = Context(TABLES), by_column(document(1, {RECEIVED_D: 775}))
    known = context.version
    context.add([dataclasses.replace(unit("Krông Nô"), parent=parent)])
    assert context.outdated(listed(), known)
    assert context.outdated(own, known) is (parent == LAK)


@pytest.mark.parametrize("code", ["unit_row_unclear", "unit_lookalike", "unit_missing"])
def test_any_new_unit_may_answer_a_question_about_one(code: str) -> None:
    context, read_before = Context(TABLES), listed(code)
    known = context.version
    context.add([unit("Krông Nô")])
    assert not context.outdated(listed(), known)
    assert context.outdated(read_before, known)


def test_nobody_knows_whose_a_file_without_figures_is() -> None:
    context = Context(TABLES)
    known = context.version
    context.add([unit("Krông Nô")])
    assert context.outdated(FileReading(), known)
    assert context.outdated(FileReading(problems=[problem("period_missing", Place())]), known)
    for code in ("file_damaged", "file_too_slow", "internal_error"):  # not read so far that a unit mattered
        assert not context.outdated(FileReading(problems=[problem(code, Place())]), known)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_refused_file_read_ahead_says_what_it_says_after_the_others(tmp_path: Path, workers: int) -> None:
    rows = f" | {RECEIVED_C} | Hồ sơ | 5"
    files = [
        report(rows, unit=NAMED[0], name="1.xlsx"),
        *(  # no kỳ: refused, whoever sends it
            ReceivedFile(f"{name}.xlsx", workbook_bytes(Biểu_1=form(rows, f"Báo cáo của UBND {name}")))
            for name in NAMED[:2]
        ),
    ]
    together = pipeline.ingest(files, Warehouse(tmp_path / "1"), workers=workers)
    apart = Warehouse(tmp_path / "2")
    one_by_one = [pipeline.ingest([file], apart, workers=1).files[0] for file in files]
    assert [file.problems for file in together.files] == [file.problems for file in one_by_one]
    assert [file.outcome for file in together.files] == ["loaded", "refused", "refused"]
    assert "unit_new" not in [found.code for found in together.files[1].problems]


def test_units_that_lie_under_each_other_end_nothing(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    strange = by_column(document(1, {RECEIVED_D: 775}))
    strange.new_units += [dataclasses.replace(unit(a), parent=f"x.{b}~moi") for a, b in ("AB", "BA")]
    context = Context(TABLES)
    known = context.version
    context.add([unit("Krông Nô")])
    assert not context.outdated(strange, known)
    monkeypatch.setattr(Readers, "interpret", lambda *_: answered(strange))
    assert codes(ingest(warehouse, lak())) == ["file_damaged"]


def test_lists_of_hundreds_are_compared_quickly() -> None:
    context, mine = Context(TABLES), listed()
    known = context.version
    names = ["".join(letters) for letters in itertools.product("aeo", "mnk", "iuy", "tpc", "aeo")]
    mine.new_units += [unit(f"Krông {name} Một") for name in names]
    context.add([unit(f"Buôn {name} Thứ Hai") for name in names])
    begun = time.perf_counter()
    assert not context.outdated(mine, known)
    assert time.perf_counter() - begun < 0.5


def decided(number: int = 1) -> Memory:
    said = Decision(number, "unit", "lát", "", "", "", "", "Lát", LAK, "test", datetime(2026, 11, 20))
    return Memory((said,))


def test_decisions_are_told_once_and_new_ones_begin_anew() -> None:
    context, learnt = Context(TABLES), Learnt()
    context.restart([unit("A")], decided())
    first = context.version
    told = json.loads(json.dumps(context.told(Version(), first)))
    learnt.learn(told)
    assert learnt.memory == context.memory == decided()
    context.add([unit("B")])
    told = context.told(first, context.version)
    assert told is not None
    assert (told["decisions"], len(told["units"])) == (None, 1)
    context.restart([unit("A"), unit("B")], decided())
    assert not context.outdated(FileReading(problems=[problem("file_damaged", Place())]), context.version)
    read_before = context.version
    context.restart([unit("A"), unit("B")], decided(2))
    assert context.outdated(FileReading(problems=[problem("file_damaged", Place())]), read_before)
    learnt.learn(json.loads(json.dumps(context.told(read_before, context.version))))
    assert learnt.memory == decided(2)
    assert [u.name for u in learnt.reference.units[-2:]] == ["xã A", "xã B"]


def test_another_loaders_units_make_every_reading_old() -> None:
    context = Context(TABLES)
    known = context.version
    context.restart([], Memory())
    assert not context.outdated(FileReading(), known)
    context.restart([unit("A")], Memory())
    assert context.outdated(FileReading(), known)


def test_a_crash_in_interpretation_costs_one_file(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    code = failing("name == 'báo cáo 2.xlsx'").replace('raise KeyError("bí mật trong ô")', "import os; os._exit(1)")
    run_instead(code, monkeypatch)
    found = ingest(warehouse, lak(), lak(776, day=2), lak(777, day=3))
    assert (outcomes(found), codes(found)) == (["loaded", "refused", "loaded"], ["file_damaged"])


def test_interpretation_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(failing("True").replace('raise KeyError("bí mật trong ô")', "while True: pass"), monkeypatch)
    with Readers(1, seconds=2) as readers:
        found = readers.interpret(lak().data, "a.xlsx", Context(TABLES))
    assert [p.code for p in found.reading.problems] == ["file_too_slow"]


# ---- how long it still takes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "còn chưa đến 1 phút"),
        (70, "còn khoảng 1 phút"),
        (170, "còn khoảng 3 phút"),
        (13 * 60, "còn khoảng 15 phút"),
        (80 * 60, "còn khoảng 80 phút"),
        (100 * 60, "còn khoảng 2 giờ"),
    ],
)
def test_an_estimate_is_as_coarse_as_it_is_uncertain(seconds: float, said: str) -> None:
    assert in_words(seconds) == said


def test_no_estimate_before_it_means_something() -> None:
    now = [0.0]
    pace = Pace(1000, clock=lambda: now[0])
    said = []
    for _ in range(20):
        now[0] += 0.5
        pace.file_done()
        said.append(pace.remaining)
    assert said[:5] == [None] * 5
    assert said[-1] == pytest.approx(0.5 * 980)
    assert pace.say("Đang nạp a.xlsx") == "Đang nạp a.xlsx · còn khoảng 8 phút"


def test_the_estimate_follows_the_pace_of_late() -> None:
    now = [0.0]
    pace = Pace(2000, clock=lambda: now[0])
    for number in range(1000):
        now[0] += 0.01 if number < 500 else 1.0
        pace.file_done()
    assert pace.remaining == pytest.approx(1000, rel=0.05)
