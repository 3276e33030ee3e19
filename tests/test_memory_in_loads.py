"""The memory of decisions where files are read ahead in processes of their own and stored in batches."""

from contextlib import closing
from typing import Any

import pytest

from etl import answers, database, decisions, load, pipeline
from etl.model import LoadReport, Question, ReceivedFile
from etl.snapshots import Warehouse
from tests.asking import UNKNOWN, interpret_unsure_of_the_unit, interpret_with, question, report
from tests.asking import asking as asking

SOFTWARE = "other_software_count"


def ingest(warehouse: Warehouse, *files: ReceivedFile) -> LoadReport:
    return pipeline.ingest(files, warehouse, received_by="test")


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


def asked(warehouse: Warehouse) -> list[Question]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return [each.question for each in decisions.open_questions(con)]


def decide_before_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody decides after files were read and before this load has the lock."""
    real = Warehouse.loading

    def after_another(self: Warehouse, **more: Any) -> Any:
        monkeypatch.setattr(Warehouse, "loading", real)
        answers.answer(self, [answers.answered(question(), SOFTWARE, "ai đó")], "ai đó", reread=False)
        return real(self, **more)

    monkeypatch.setattr(Warehouse, "loading", after_another)


def test_a_reading_process_knows_what_was_decided(warehouse: Warehouse) -> None:
    """With the real processes and the real interpretation: asked, answered, read again."""
    files = [report(day=day, quarter=quarter) for day, quarter in ((1, "I"), (2, "II"))]
    assert {file.outcome for file in ingest(warehouse, *files).files} == {"partly"}
    (one,) = asked(warehouse)
    assert (one.kind, one.printed) == ("indicator", UNKNOWN)
    settled = answers.answer(warehouse, [answers.answered(one, SOFTWARE, "test")], "test")
    assert len(settled.report.files) == 2
    software = "SELECT period, value FROM shown_observations WHERE indicator = 'other_software_count' ORDER BY period"
    assert query(warehouse, software) == [("2024-Q1", 5), ("2024-Q2", 5)]
    assert asked(warehouse) == []
    assert query(warehouse, "SELECT file, count(DISTINCT arrival) FROM submissions GROUP BY file ORDER BY file") == [
        ("quý I-1.xlsx", 1),
        ("quý II-2.xlsx", 1),
    ]


@pytest.mark.usefixtures("asking")
def test_what_somebody_decides_while_files_are_read_is_known_when_they_are_stored(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(warehouse, report())
    decide_before_the_lock(monkeypatch)
    found = ingest(warehouse, report(6, day=2, quarter="II"), report())
    assert [file.outcome for file in found.files] == ["loaded", "loaded"], "the second was known until then"
    assert query(warehouse, "SELECT count(*) FROM decisions_used") == [(2,)]
    assert ingest(warehouse, report(6, day=2, quarter="II"), report()).snapshot == ""


def test_a_refused_file_that_asks_comes_twice_in_one_call(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpret_with(interpret_unsure_of_the_unit, monkeypatch)
    found = ingest(warehouse, report(), report(name="lần nữa.xlsx"), report(6, day=2))
    assert [file.outcome for file in found.files] == ["refused"] * 3
    assert query(warehouse, "SELECT file, figures FROM submissions ORDER BY 1") == [
        ("quý I-1.xlsx", 0),
        ("quý I-2.xlsx", 0),
    ]
    assert len(list(warehouse.originals.rglob("*.xlsx"))) == 2
    assert found.snapshot
    assert ingest(warehouse, report(), report(6, day=2)).snapshot == ""
    assert query(warehouse, "SELECT count(*) FROM reporting_units WHERE status = 'provisional'") == [(0,)]


def test_a_dry_run_keeps_no_questions(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    interpret_with(interpret_unsure_of_the_unit, monkeypatch)
    assert pipeline.ingest([report()], warehouse, dry_run=True).files[0].outcome == "refused"
    assert not warehouse.folder.exists()


def test_a_question_that_cannot_be_stored_is_said(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **_more: Any) -> None:
        raise KeyError("ours")

    interpret_with(interpret_unsure_of_the_unit, monkeypatch)
    monkeypatch.setattr(load, "store", fails)
    found = ingest(warehouse, report(), report(6, day=2))
    assert [file.problems[-1].code for file in found.files] == ["internal_error"] * 2
    assert (found.snapshot, warehouse.current()) == ("", None)
