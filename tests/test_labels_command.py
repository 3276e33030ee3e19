"""python -m etl labels: ask, answer, remember, carry elsewhere, take back."""

import csv
import io
import json
import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import __main__ as cli
from etl import answers, database, decision_table, pipeline
from etl.answers import AnswersError
from etl.memory import Decision
from etl.model import LoadReport, QuestionKind, ReceivedFile
from etl.snapshots import Warehouse
from tests import asking as asking_reader
from tests.asking import LAK, RECEIVED, UNKNOWN, asking, interpret_with, question, report
from tests.workbooks import TABLES, form, workbook_bytes

__all__ = ["asking"]
pytestmark = pytest.mark.usefixtures("quick_reading", "asking")
SOFTWARE = "other_software_count"


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        handler.close()
        logging.getLogger("cchc").removeHandler(handler)


def load(warehouse: Warehouse, *files: ReceivedFile) -> LoadReport:
    return pipeline.ingest(files, warehouse, received_by="test")


def run(warehouse: Warehouse, *arguments: object) -> int:
    return cli.main(["labels", *map(str, arguments), "--warehouse", str(warehouse.folder)])


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def asked(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(warehouse, "questions") == 0
    return rows_of(capsys.readouterr().out)


def fill(rows: list[dict[str, str]], place: Path, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    with place.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return place


def answer(warehouse: Warehouse, text: str, label: str = UNKNOWN, **options: Any) -> answers.Settled:
    scope = options.pop("scope", "form")
    return answers.answer(warehouse, [answers.answered(question(label), text, "test", scope)], "test", **options)


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


def shown(warehouse: Warehouse) -> dict[str, float]:
    return dict(query(warehouse, "SELECT indicator, value FROM shown_observations"))


# ---- ask, answer, read again ---------------------------------------------------------------------------------


def test_one_round_of_answers_and_the_next_file_asks_nothing(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(warehouse, report()).exit_code == 1
    assert shown(warehouse) == {"dossiers_received": 771}
    (row,) = asked(warehouse, capsys)
    assert (row["answer"], row["scope"], row["printed"], row["cells"]) == ("", "form", UNKNOWN, "1")
    assert (row["file"], row["sheet"], row["cell"]) == ("quý I-1.xlsx", "Biểu 1", "D5")
    assert (row["suggestion_1"], row["score_1"], row["why_1"]) == (SOFTWARE, "71", "giống “Số phần mềm”")
    assert (row["suggestion_2"], row["suggestion_3"]) == ("procedures_new", "")
    answered = fill([row | {"answer": SOFTWARE}], tmp_path / "trả lời.csv")
    assert run(warehouse, "import", answered) == 0
    out = capsys.readouterr().out
    assert "Đã ghi nhớ 1 quyết định" in out
    assert "quý I-1.xlsx: đã nạp" in out
    assert shown(warehouse) == {"dossiers_received": 771, SOFTWARE: 5}
    assert asked(warehouse, capsys) == []
    following = load(warehouse, report(6, day=9, quarter="II"))
    assert (following.exit_code, following.files[0].figures) == (0, 2)


def test_cells_are_counted_and_the_same_wording_is_asked_once(
    warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    load(warehouse, report(), report(quarter="II"), report(quarter="III", label="Một nhãn khác"))
    rows = asked(warehouse, capsys)
    assert [(row["printed"], row["cells"]) for row in rows] == [(UNKNOWN, "2"), ("Một nhãn khác", "1")]


def test_an_answer_reads_every_waiting_file_again(warehouse: Warehouse) -> None:
    load(warehouse, report(), report(6, quarter="II"), report(quarter="III", label="Một nhãn khác"))
    settled = answer(warehouse, SOFTWARE)
    assert [file.name for file in settled.files] == ["quý I-1.xlsx", "quý II-1.xlsx"]
    assert [file.outcome for file in settled.report.files] == ["loaded", "loaded"]
    software = "SELECT value FROM shown_observations WHERE indicator = 'other_software_count' ORDER BY value"
    assert query(warehouse, software) == [(5,), (6,)]


def test_not_an_indicator_is_an_answer(warehouse: Warehouse) -> None:
    load(warehouse, report())
    assert answer(warehouse, "-").report.exit_code == 0
    assert shown(warehouse) == {"dossiers_received": 771}
    assert answer(warehouse, SOFTWARE).report.files[0].outcome == "loaded"
    assert shown(warehouse) == {"dossiers_received": 771, SOFTWARE: 5}


def test_a_changed_answer_reads_again_what_rests_on_the_old(warehouse: Warehouse) -> None:
    load(warehouse, report())
    answer(warehouse, SOFTWARE)
    answer(warehouse, "procedures_new")
    assert shown(warehouse) == {"dossiers_received": 771, "procedures_new": 5}
    assert "undated_order" not in {code for (code,) in query(warehouse, "SELECT code FROM open_problems")}


def test_the_same_file_is_unchanged_until_a_decision_is_made(warehouse: Warehouse) -> None:
    without = ReceivedFile(
        "không hỏi.xlsx",
        workbook_bytes(Biểu_1=form(f"1 | {RECEIVED} | Hồ sơ | 9", "Báo cáo quý IV năm 2024\ncủa UBND huyện Lắk")),
    )
    load(warehouse, report(), without)

    def outcomes() -> list[str]:
        return [file.outcome for file in load(warehouse, report(), without).files]

    assert outcomes() == ["unchanged", "unchanged"]
    answer(warehouse, SOFTWARE, reread=False)
    assert outcomes() == ["loaded", "unchanged"]
    assert outcomes() == ["unchanged", "unchanged"]
    answers.revoke(warehouse, [1], "test")
    assert outcomes() == ["partly", "unchanged"]
    assert outcomes() == ["unchanged", "unchanged"]


def test_reading_again_does_not_make_an_older_file_newer(warehouse: Warehouse) -> None:
    """Two files without a date: the one that arrived later stands, also after the first was read again."""
    load(warehouse, report(5, day=0, name="đầu.xlsx"), report(8, day=0, label=UNKNOWN + " khác", name="sau.xlsx"))
    later = ReceivedFile(
        "bản sửa.xlsx",
        workbook_bytes(
            Biểu_1=form(f"1 | {RECEIVED} | Hồ sơ | 999", "Báo cáo quý I năm 2024\ncủa UBND huyện Lắk, tỉnh Đắk Lắk")
        ),
    )
    load(warehouse, later)
    assert shown(warehouse)["dossiers_received"] == 999
    answer(warehouse, SOFTWARE)
    load(warehouse, report(5, day=0, name="đầu.xlsx"))
    assert shown(warehouse)["dossiers_received"] == 999


def test_no_reload_remembers_and_reads_nothing(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(warehouse, report())
    (row,) = asked(warehouse, capsys)
    path = fill([row | {"answer": SOFTWARE}], tmp_path / "a.csv")
    assert run(warehouse, "import", path, "--no-reload") == 0
    assert "1 tệp sẽ đọc khác đi" in capsys.readouterr().out
    assert shown(warehouse) == {"dossiers_received": 771}
    assert asked(warehouse, capsys) == []
    assert run(warehouse, "import", path) == 0
    assert "Đã ghi nhớ 0 quyết định; 1 quyết định đã có" in capsys.readouterr().out
    assert shown(warehouse)[SOFTWARE] == 5


def test_what_still_waits_decides_the_code(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = form(f"1 | {RECEIVED} | Hồ sơ | 5\n2 | {UNKNOWN} | Phần mềm | 5\n3 | Một nhãn khác | Phần mềm | 5")
    load(warehouse, ReceivedFile("hai.xlsx", workbook_bytes(B=both)))
    rows = asked(warehouse, capsys)
    assert len(rows) == 2
    assert run(warehouse, "import", fill([rows[0] | {"answer": "-"}, rows[1]], tmp_path / "a.csv")) == 1


def test_an_original_that_is_gone_is_said(warehouse: Warehouse) -> None:
    load(warehouse, report())
    for kept in warehouse.originals.rglob("*.xlsx"):
        kept.write_bytes(b"damaged")
    settled = answer(warehouse, SOFTWARE)
    assert [p.code for file in settled.report.files for p in file.problems] == ["original_missing"]
    assert settled.report.exit_code == 1
    assert len(answers.memory(warehouse).decisions) == 1


def test_a_file_that_was_refused_for_a_question_is_kept_and_read_after_the_answer(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interpret_with(asking_reader.interpret_unsure_of_the_unit, monkeypatch)
    assert [load(warehouse, report()).files[0].outcome for _ in range(2)] == ["refused", "refused"]
    assert query(warehouse, "SELECT count(*) FROM submissions") == [(1,)]
    (row,) = asked(warehouse, capsys)
    assert (row["kind"], row["cell"], row["cells"]) == ("unit", "A1", "1")
    assert run(warehouse, "import", fill([row | {"answer": LAK}], tmp_path / "a.csv")) == 1
    assert shown(warehouse) == {"dossiers_received": 771}
    assert [row["printed"] for row in asked(warehouse, capsys)] == [UNKNOWN]
    assert load(warehouse, report()).files[0].outcome == "unchanged"


def test_a_refusal_that_asks_nothing_leaves_no_trace(warehouse: Warehouse) -> None:
    nobody = ReceivedFile("a.xlsx", workbook_bytes(B=form("1 | Số TTHC công bố mới | Thủ tục | 5", "Báo cáo quý I")))
    assert load(warehouse, nobody).files[0].outcome == "refused"
    assert warehouse.current() is None


def test_a_dry_run_uses_the_memory_and_writes_nothing(warehouse: Warehouse) -> None:
    load(warehouse, report())
    answer(warehouse, SOFTWARE, reread=False)
    before = warehouse.current()
    tried = pipeline.ingest([report(9, day=2)], warehouse, dry_run=True)
    assert (tried.exit_code, tried.files[0].figures) == (0, 2)
    assert warehouse.current() == before


# ---- what cannot be taken ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"answer": "no_such"}, "Không có chỉ tiêu mang mã “no_such”"),
        ({"answer": SOFTWARE, "scope": "all"}, "Không có phạm vi “all”"),
        ({"answer": SOFTWARE, "subject": "so phan mem"}, "Nội dung câu hỏi đã bị đổi"),
        ({"answer": SOFTWARE, "form": "1.23457E+15"}, "Nội dung câu hỏi đã bị đổi"),
        ({"answer": SOFTWARE, "form": "", "key": ""}, "Câu hỏi không thuộc biểu mẫu nào"),
        ({"answer": SOFTWARE, "sender": "", "key": "", "scope": "sender"}, "Không rõ đơn vị gửi"),
        ({"answer": SOFTWARE, "kind": "colour", "key": ""}, "Không có loại câu hỏi “colour”"),
        ({"answer": SOFTWARE, "decided_at": "hôm qua"}, "Không hiểu thời điểm"),
        ({"answer": "procedures_new"}, "dòng 2 trả lời"),
    ],
)
def test_wrong_rows_are_named_and_nothing_is_stored(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, str], why: str
) -> None:
    load(warehouse, report())
    (row,) = asked(warehouse, capsys)
    before = warehouse.current()
    row["decided_at"] = ""
    path = fill([row | {"answer": SOFTWARE}, row | change], tmp_path / "a.csv")
    assert run(warehouse, "import", path) == 1
    said = capsys.readouterr().err
    assert "Dòng 3: " in said
    assert why in said
    assert "Chưa ghi quyết định nào" in said
    assert warehouse.current() == before


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Tệp thiếu cột answer, kind"),
        (b"answer;kind\nx;y\n", "Tệp thiếu cột subject"),
        ("answer;điều\n".encode("cp1258", "replace"), "không phải UTF-8"),
        (b"\xff\xfe\x00", "không phải UTF-8"),
        (b'answer;kind;subject;path;measure;form;sender\n"' + b"x" * 200_000, "Không đọc được tệp"),
    ],
)
def test_a_file_that_is_no_such_table_is_said(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, why: str
) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert run(warehouse, "import", tmp_path / "a.csv") == 1
    assert why in capsys.readouterr().err


def test_the_screen_is_refused_wrong_answers_too(warehouse: Warehouse) -> None:
    load(warehouse, report())
    with pytest.raises(AnswersError, match="no_such"):
        answer(warehouse, "no_such")
    assert answers.memory(warehouse).decisions == ()


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "utf-16")])
def test_every_way_that_excel_saves_is_read(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], delimiter: str, encoding: str
) -> None:
    load(warehouse, report())
    (row,) = asked(warehouse, capsys)
    assert row["form"].startswith("'"), "or Excel makes a number of it"
    path = fill([row | {"answer": f" {SOFTWARE} "}], tmp_path / "a.csv", delimiter, encoding)
    assert run(warehouse, "import", path) == 0


def test_rows_without_an_answer_are_skipped(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(warehouse, report())
    assert run(warehouse, "import", fill(asked(warehouse, capsys), tmp_path / "a.csv")) == 0
    assert answers.memory(warehouse).decisions == ()


# ---- list, export, revoke ------------------------------------------------------------------------------------


def test_list_tells_everything(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    load(warehouse, report())
    answer(warehouse, SOFTWARE)
    answer(warehouse, "-", scope="everyone")
    answers.revoke(warehouse, [1], "người khác")
    assert run(warehouse, "list") == 0
    first, second, last = capsys.readouterr().out.splitlines()
    for words in ("1  chỉ tiêu · biểu mẫu", UNKNOWN, f"→ {SOFTWARE}", "test", "thu hồi", "người khác"):
        assert words in first
    assert "2  chỉ tiêu · mọi nơi" in second
    assert last == "2 quyết định, 1 đang dùng"
    assert run(warehouse, "list", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(d["decision"], d["scope"], d["answer"], d["revoked_at"] is None) for d in told] == [
        (1, "form", SOFTWARE, False),
        (2, "everyone", "-", True),
    ]


def test_revoking_says_what_would_read_differently(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    load(warehouse, report())
    answer(warehouse, SOFTWARE)
    assert run(warehouse, "revoke", 1) == 0
    out = capsys.readouterr().out
    assert "Đã thu hồi:    1" in out
    assert "quý I-1.xlsx" in out
    assert shown(warehouse)[SOFTWARE] == 5
    assert run(warehouse, "revoke", 1, "--reload") == 1
    assert "đã được thu hồi từ trước" in capsys.readouterr().out
    assert shown(warehouse) == {"dossiers_received": 771}
    assert [row["printed"] for row in asked(warehouse, capsys)] == [UNKNOWN]


def test_revoking_what_was_never_decided_is_misuse(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    load(warehouse, report())
    before = warehouse.current()
    assert run(warehouse, "revoke", 9) == 2
    assert "Không có quyết định số 9" in capsys.readouterr().err
    assert warehouse.current() == before


@pytest.mark.parametrize("action", [["questions"], ["list"], ["export"], ["revoke", "1"]])
def test_without_a_warehouse_the_way_out_is_said(
    warehouse: Warehouse, action: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(warehouse, *action) == 1
    assert "python -m etl load data/appendices" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["none"], ["revoke"], ["revoke", "x"], ["import"], ["list", "x"]])
def test_misuse_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        cli.main(["labels", *arguments])
    assert ending.value.code == 2


def test_a_file_that_is_not_there_is_2(warehouse: Warehouse, tmp_path: Path) -> None:
    assert run(warehouse, "import", tmp_path / "không có.csv") == 2
    assert run(warehouse, "import", tmp_path) == 2


def test_decisions_move_to_another_warehouse(warehouse: Warehouse, tmp_path: Path) -> None:
    load(warehouse, report())
    answer(warehouse, SOFTWARE)
    answer(warehouse, "-", "nhãn khác", scope="sender")
    answer(warehouse, "-", "=1+1", scope="everyone")
    answer(warehouse, "procedures_new", "đã thu hồi")
    answers.revoke(warehouse, [4], "test")
    assert run(warehouse, "export", "-o", tmp_path / "ghi nhớ.csv") == 0
    assert (tmp_path / "ghi nhớ.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    other = Warehouse(tmp_path / "kho khác")
    assert run(other, "import", tmp_path / "ghi nhớ.csv") == 0
    assert answers.memory(other).decisions == answers.memory(warehouse).decisions[:3]
    assert load(other, report()).exit_code == 0


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
answers_of: dict[QuestionKind, str] = {
    "indicator": "dossiers_received@commune",
    "unit": LAK,
    "measure": "triệu đồng",
    "mark": ",",
}


def decided(kind: QuestionKind, words: list[str], by: str) -> Decision:
    subject, path, measure, sheet_form, sender, printed = words
    return Decision(
        0, kind, subject, path, measure, sheet_form, sender, printed, answers_of[kind], by,
        datetime(2026, 11, 20, 8, 0, 1),
    )  # fmt: skip


people = st.sampled_from(["người dùng", "1a", "=x"])


@given(
    st.lists(
        st.builds(decided, st.sampled_from(list(answers_of)), st.lists(texts, min_size=6, max_size=6), people),
        max_size=5,
    )
)
def test_what_is_exported_is_imported_alike(made: list[Decision]) -> None:
    """Whatever the wording: formulas, numbers, dates, quotes, line breaks. A wider scope is kept."""
    kept = [each.within(each.scope) for each in made]
    assert decision_table.read(decision_table.of_decisions(kept).encode(), TABLES, "khác").decisions == kept
