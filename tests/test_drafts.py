"""Drafts: nothing is in the figures before the last step, nothing is lost, and nobody overwrites another."""

import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dashboard import queries
from etl import answers, database, decisions, pipeline, preview, withdrawal
from etl.drafts import Draft, DraftChangedError, DraftGoneError, Drafts, Explanation
from etl.preview import OvertakenError
from etl.snapshots import Warehouse
from tests.asking import RECEIVED, report

ANSWER = "dossiers_resolved_late"


def seen(warehouse: Warehouse, draft: Draft) -> preview.Preview:
    return preview.preview(warehouse, draft, "Lan")


def figures(path: Path | None) -> list[tuple[Any, ...]]:
    if path is None:
        return []
    with closing(database.open_reading(path)) as con:
        return con.execute("SELECT * EXCLUDE (submission) FROM figures ORDER BY ALL").fetchall()


def asked(path: Path, *files: str) -> list[decisions.OpenQuestion]:
    with closing(database.open_reading(path)) as con:
        return decisions.open_questions(con, of_files=files or None)


def test_a_draft_is_kept_as_it_was_given(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    made = drafts.begin([report(), report(day=2)], "Lan")
    assert drafts.open(made.draft) == made
    assert drafts.all() == [made]
    assert [file.name for file in made.files] == ["quý I-1.xlsx", "quý I-2.xlsx"]
    assert [file.read() for file in drafts.received(made)] == [report().data, report(day=2).data]
    assert made.saved_by == "Lan"


def test_the_same_bytes_are_one_file_of_a_draft(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    made = drafts.add(drafts.begin([report()], "Lan"), [report(name="khác.xlsx"), report(day=2)], "Lan")
    assert [file.name for file in made.files] == ["quý I-1.xlsx", "quý I-2.xlsx"]


@pytest.mark.parametrize("name", ["../../etc", "0" * 12, "", "ABCDEF012345", "a" * 400])
def test_a_name_that_is_no_draft_is_told(warehouse: Warehouse, name: str) -> None:
    with pytest.raises(DraftGoneError, match="không còn"):
        Drafts(warehouse).open(name)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 99}', "null"])
def test_a_damaged_draft_is_told_and_passed_over(warehouse: Warehouse, damage: str) -> None:
    drafts = Drafts(warehouse)
    whole, broken = drafts.begin([report()], "Lan"), drafts.begin([report(day=2)], "Lan")
    (warehouse.folder / "drafts" / broken.draft / "draft.json").write_text(damage, "utf-8")
    with pytest.raises(DraftGoneError):
        drafts.open(broken.draft)
    assert drafts.all() == [whole]


def test_of_two_windows_the_later_one_is_told(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    made = drafts.begin([report(), report(day=2)], "Lan")
    first = drafts.save(made.without([made.files[0].file_hash]), "Lan")
    with pytest.raises(DraftChangedError, match="Lan"):
        drafts.save(made.without([made.files[1].file_hash]), "Minh")
    assert drafts.open(made.draft) == first
    drafts.discard(first)
    with pytest.raises(DraftGoneError):
        drafts.save(first.without([]), "Minh")


def test_a_preview_changes_nothing_that_others_see(warehouse: Warehouse) -> None:
    pipeline.ingest([report()], warehouse)
    before, held = warehouse.current(), sorted(warehouse.snapshots.iterdir())
    draft = Drafts(warehouse).begin([report(day=2)], "Lan")
    found = seen(warehouse, draft)
    assert warehouse.current() == before
    assert sorted(warehouse.snapshots.iterdir()) == held
    assert found.base == before
    assert [file.counts for file in found.report.files] == [{"new": 0, "same": 0, "changed": 1, "vanished": 0}]


def test_what_is_loaded_is_what_was_previewed(warehouse: Warehouse) -> None:
    draft = Drafts(warehouse).begin([report(), report(quarter="II", day=5)], "Lan")
    found = seen(warehouse, draft)
    told = figures(found.snapshot)
    made = preview.load_draft(warehouse, draft, found, "Lan")
    assert told
    assert figures(warehouse.current()) == told
    assert made.load == 1
    assert Drafts(warehouse).all() == []


def test_answers_of_a_draft_count_only_when_it_is_loaded(warehouse: Warehouse) -> None:
    pipeline.ingest([report(quarter="II", day=9)], warehouse)
    drafts = Drafts(warehouse)
    draft = drafts.begin([report()], "Lan")
    first = seen(warehouse, draft)
    assert first.snapshot is not None
    (waiting,) = asked(first.snapshot, draft.files[0].file_hash)
    assert (waiting.file, waiting.cells) == ("quý I-1.xlsx", 1)
    question = waiting.question
    draft = drafts.save(draft.answered([answers.answered(question, ANSWER, "Lan", "everyone")]), "Lan")
    second = seen(warehouse, draft)
    assert second.snapshot is not None
    assert asked(second.snapshot) == []  # also of the file that waited in the warehouse: the answer is about it too
    assert answers.memory(warehouse).decisions == ()
    told = figures(second.snapshot)
    assert {row[2] for row in told} >= {ANSWER}
    preview.load_draft(warehouse, draft, second, "Lan")
    assert [made.answer for made in answers.memory(warehouse).decisions] == [ANSWER]
    assert figures(warehouse.current()) == told


def test_an_answer_taken_back_is_asked_again(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    draft = drafts.begin([report()], "Lan")
    first = seen(warehouse, draft)
    assert first.snapshot is not None
    (question,) = (one.question for one in asked(first.snapshot))
    made = answers.answered(question, "-", "Lan", "form")
    answered = draft.answered([made])
    assert answered.reading != draft.reading
    assert answered.answered([answers.answered(question, ANSWER, "Lan", "form")]).decisions[0].answer == ANSWER
    assert answered.unanswered(made.wording).reading == draft.reading


def test_files_left_out_are_kept_and_not_loaded(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    draft = drafts.begin([report(), report(quarter="II", day=5)], "Lan")
    draft = drafts.save(draft.without([draft.files[0].file_hash]), "Lan")
    found = seen(warehouse, draft)
    assert [file.file for file in found.report.files] == ["quý II-5.xlsx"]
    preview.load_draft(warehouse, draft, found, "Lan")
    assert {row[1] for row in figures(warehouse.current())} == {"2024-Q2"}


def test_who_comes_second_to_the_same_period_is_told_who_and_when(warehouse: Warehouse) -> None:
    draft = Drafts(warehouse).begin([report()], "Lan")
    found = seen(warehouse, draft)
    pipeline.ingest([report(day=3)], warehouse, received_by="Anh Minh")
    before = warehouse.current()
    with pytest.raises(OvertakenError, match=r"Anh Minh .* lúc \d\d:\d\d:\d\d .*quý I-3.xlsx"):
        preview.load_draft(warehouse, draft, found, "Lan")
    assert warehouse.current() == before
    assert Drafts(warehouse).all() == [draft]
    again = seen(warehouse, draft)
    assert again.base == before
    assert preview.load_draft(warehouse, draft, again, "Lan").load == 2


def test_a_withdrawal_meanwhile_is_told_too(warehouse: Warehouse) -> None:
    pipeline.ingest([report(day=3)], warehouse)
    draft = Drafts(warehouse).begin([report(day=4)], "Lan")
    found = seen(warehouse, draft)
    withdrawal.withdraw(warehouse, 1, "Anh Minh", reason="nhầm tệp")
    with pytest.raises(OvertakenError, match="Anh Minh"):
        preview.load_draft(warehouse, draft, found, "Lan")


def test_another_period_loaded_meanwhile_is_in_nobody_s_way(warehouse: Warehouse) -> None:
    draft = Drafts(warehouse).begin([report()], "Lan")
    found = seen(warehouse, draft)
    pipeline.ingest([report(quarter="II", day=3)], warehouse, received_by="Anh Minh")
    preview.load_draft(warehouse, draft, found, "Lan")
    assert {row[1] for row in figures(warehouse.current())} == {"2024-Q1", "2024-Q2"}


def test_the_same_draft_is_loaded_once(warehouse: Warehouse) -> None:
    draft = Drafts(warehouse).begin([report()], "Lan")
    found = seen(warehouse, draft)
    preview.load_draft(warehouse, draft, found, "Lan")
    with pytest.raises(DraftGoneError):
        preview.load_draft(warehouse, draft, found, "Lan")


def test_what_was_tried_with_drafts_that_nobody_looks_at_is_cleared(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    idle, recent, mine = (drafts.begin([report(day=day)], "Lan") for day in (1, 2, 3))
    for draft in (idle, recent, mine):
        seen(warehouse, draft)
    os.utime(drafts.scratch(idle), (0, 0))
    before = set(drafts.scratch(mine).iterdir())
    seen(warehouse, mine)
    assert not drafts.scratch(idle).exists()
    assert drafts.scratch(recent).exists()
    assert len(set(drafts.scratch(mine).iterdir()) - before) == 1
    assert len(drafts.all()) == 3


def test_an_original_that_is_gone_is_told(warehouse: Warehouse) -> None:
    draft = Drafts(warehouse).begin([report()], "Lan")
    place = warehouse.original(draft.files[0].file_hash)
    assert place is not None
    place.unlink()
    with pytest.raises(DraftGoneError, match="quý I-1"):
        seen(warehouse, draft)


def test_the_difference_names_both_cells_and_the_largest_movers_first(warehouse: Warehouse) -> None:
    pipeline.ingest([report()], warehouse)
    found = seen(warehouse, Drafts(warehouse).begin([report(day=2), report(quarter="II", day=5)], "Lan"))
    assert found.base is not None
    assert found.snapshot is not None
    with closing(database.open_reading(found.base)) as before, closing(database.open_reading(found.snapshot)) as after:
        rows = queries.difference(before, after, found.load)
        assert rows["state"].tolist() == ["changed", "new"]
        first = rows.iloc[0]
        assert (first["old_value"], first["new_value"], first["change"]) == (771, 772, 1)
        assert (first["old_file"], first["new_file"]) == ("quý I-1.xlsx", "quý I-2.xlsx")
        assert first["old_cell"] == first["new_cell"] != ""
        assert first["name"] == "Huyện Lắk"
        understood = queries.understood(after, found.load)
        assert understood["periods"].map(list).tolist() == [["2024-Q1"], ["2024-Q2"]]
        assert understood["figures"].tolist() == [1, 1]


def test_the_difference_of_a_past_load_is_the_same_through_the_lens(warehouse: Warehouse) -> None:
    pipeline.ingest([report()], warehouse)
    pipeline.ingest([report(day=2)], warehouse)
    pipeline.ingest([report(day=3)], warehouse)
    current = warehouse.current()
    assert current is not None
    with closing(database.open_known_on(current, 1)) as before, closing(database.open_known_on(current, 2)) as after:
        rows = queries.difference(before, after, 2)
    assert rows[["state", "old_value", "new_value"]].values.tolist() == [["changed", 771, 772]]


def test_an_explanation_stays_with_its_finding(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    draft = drafts.begin([report(value=5)], "Lan")
    subject = ("V99", "dak-lak.huyen-lak", "2024-Q1", "dossiers_received", "", "771")
    draft = drafts.save(draft.explained([Explanation(*subject, explanation="Do nhập bù quý trước")]), "Lan")
    preview.load_draft(warehouse, draft, seen(warehouse, draft), "Lan")
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        told = con.execute("SELECT line, found, explanation, explained_by FROM standing_explanations").fetchall()
    assert told == [("V99", "771", "Do nhập bù quý trước", "Lan")]
    draft = drafts.begin([report(day=2)], "Lan")
    draft = drafts.save(draft.explained([Explanation(*subject, explanation="")]), "Minh")
    preview.load_draft(warehouse, draft, seen(warehouse, draft), "Minh")
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        assert con.execute("SELECT count(*) FROM standing_explanations").fetchall() == [(0,)]
        assert con.execute("SELECT count(*) FROM explanations").fetchall() == [(2,)]


def test_a_draft_file_says_nothing_but_what_it_must(warehouse: Warehouse) -> None:
    draft = Drafts(warehouse).begin([report()], "Lan")
    text = (warehouse.folder / "drafts" / draft.draft / "draft.json").read_text("utf-8")
    assert json.loads(text)["files"] == [
        {"name": "quý I-1.xlsx", "file_hash": draft.files[0].file_hash, "is_left_out": False, "refused": ""}
    ]
    assert RECEIVED not in text
