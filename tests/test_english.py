"""What the loader words in Vietnamese has its English: problems, rules, indicators, errors, reasons, numbers, days."""

import ast
import csv
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard import english, formatting, language, translation
from etl import rulebook
from etl.problems import KINDS
from tests.spoken import blanks, vietnamese

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "data" / "reference" / "english"
# Sentences of these, and of etl/upkeep, are printed by the command line only.
_COMMANDS = {"__main__.py", "console.py", "unit_draft.py"}


def table(name: str, folder: Path = ENGLISH) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "current", lambda: "en")


def worded() -> Iterator[tuple[str, str]]:
    """Every Vietnamese text that the loader raises, or says in a problem or a suggestion; its blanks are numbers."""
    for file in sorted([*(ROOT / "etl").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]):
        if file.name in _COMMANDS or {"demo", "words", "upkeep"} & set(file.parts):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for argument in spoken(node):
                text = filled(argument)
                if vietnamese(text):
                    yield f"{file.name}:{argument.lineno}", text


def spoken(node: ast.AST) -> list[ast.expr]:
    """The arguments of a call that a person is told."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return node.exc.args
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("why", "how"):
        return [node.value]
    if not isinstance(node, ast.Call):
        return []
    said = [keyword.value for keyword in node.keywords if keyword.arg in ("found", "expected", "why")]
    name = getattr(node.func, "id", "")
    return said + (node.args[1:] if name in ("Suggestion", "Refusal", "Recognised", "UnreadableWorkbookError") else [])


def filled(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = node.values
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"7{n:02}" for n, part in enumerate(parts)
        )
    return ""


WORDED = dict(worded())


def test_every_kind_of_problem_has_an_english_sentence_with_the_same_blanks() -> None:
    sentences = {row["code"]: row["sentence"] for row in table("problems")}
    assert sentences.keys() == KINDS.keys()
    assert {code: blanks(kind.sentence) for code, kind in KINDS.items()} == {
        code: blanks(sentence) for code, sentence in sentences.items()
    }
    assert {code: found for code, sentence in sentences.items() if (found := vietnamese(sentence))} == {}


def test_every_line_of_a_rule_has_an_english_name_and_sentence() -> None:
    ours = {row["line"]: row for row in rulebook.rows(rulebook.FOLDER, "rules")}
    theirs = {row["line"]: row for row in table("rules")}
    assert ours.keys() == theirs.keys()
    for line, row in theirs.items():
        assert row["name"], line
        assert blanks(row["sentence"]) == blanks(ours[line]["sentence"]), line
        assert not vietnamese(row["name"] + row["sentence"]), line


def test_every_indicator_has_an_english_name_of_its_own() -> None:
    names = {row["indicator"]: row["name"] for row in table("indicators")}
    assert list(names) == [row["indicator"] for row in rulebook.rows(rulebook.FOLDER, "indicators")]
    assert len(set(names.values())) == len(names)
    assert {code: name for code, name in names.items() if vietnamese(name) or not name} == {}


def test_every_measure_of_the_catalogue_is_said_in_english() -> None:
    measures = {row["measure"] for row in rulebook.rows(rulebook.FOLDER, "indicators")}
    assert {measure for measure in measures if vietnamese(english.measure(measure))} == set()


def test_sentences_keep_their_blanks_and_leave_no_vietnamese() -> None:
    for row in table("sentences"):
        assert blanks(row["vietnamese"]) == blanks(row["english"]), row["vietnamese"]
        assert not vietnamese(row["english"]), row["english"]


def test_the_loader_says_much() -> None:
    assert len(WORDED) > 60


@pytest.mark.parametrize("where", WORDED)
def test_what_the_loader_says_has_its_english(where: str) -> None:
    """Where this fails, data/reference/english/sentences.csv lacks a line for the text."""
    said = english.said(WORDED[where])
    assert not vietnamese(said), said
    assert sorted(re.findall(r"7\d\d", WORDED[where])) == sorted(re.findall(r"7\d\d", said))


@pytest.mark.parametrize(
    ("code", "found", "expected", "sentence"),
    [
        ("number_ambiguous", "118.588", "118.588 hoặc 118,59",
         "“118.588” may be read as 118,588 or 118.59. Write it clearly, for example 118.588 (thousands) or 118,59 "
         "(decimals)."),
        ("heading_value", "chữ, 1 ký tự", "",
         "This heading row has the value “words, 1 character” but no measure, so it is not clear what it counts. Move "
         "the figure down to the row of its indicator."),
        ("row_unknown", "Số hồ sơ trễ", "Số hồ sơ giải quyết trễ hạn/quá hạn; Số hồ sơ TTHC tiếp nhận (mới trong kỳ)",
         "It is not known which indicator “Số hồ sơ trễ” is, so the figures of this row are not loaded yet. "
         "Suggestion: Dossiers resolved late; Dossiers received (new in the period). Choose the indicator once; the "
         "program remembers it."),
        ("column_period_unclear", "Tổng số hồ sơ TTHC đã giải quyết xong", "",
         "It is not clear which period “Tổng số hồ sơ TTHC đã giải quyết xong” is, or that period had not ended when "
         "the report was made; its figures are not loaded. Write it clearly, for example “Quý I/2024” or “6 tháng đầu "
         "năm 2024”."),
        ("wording_understood", "Hồ sơ trễ", "Số hồ sơ giải quyết trễ hạn/quá hạn",
         "“Hồ sơ trễ” is understood as “Dossiers resolved late”. If that is wrong, correct the label and load the file "
         "again."),
        ("period_several", "Quý I/2024, 6 tháng/2024", "",
         "The title names several reporting periods (Q1 2024, First half 2024), so it is not clear to which the "
         "figures belong. Choose the period among the questions, or name one period and load the file again."),
        ("dates_wrong", "14/03/2024 – 15/12/2023", "Quý I/2024",
         "The dates “14/03/2024 – 15/12/2023” do not fit the reporting period (Q1 2024). Correct the dates or the "
         "period and load the file again."),
        ("rate_mismatch", "30", "53,66", "The printed rate is 30% but its parts give 53.66%. Please check."),
        ("undated_order", "1", "",
         "This document or the one in use bears no date, so the one loaded later is used; 1 figure changes. Check that "
         "this one is newer."),
        ("older_document", "14/12/2022", "486/BC-UBND 20/12/2022",
         "This document (14 Dec 2022) is older than the one in use (486/BC-UBND 20 Dec 2022); its figures are kept as "
         "an earlier version and do not replace it."),
        ("unit_not_valid", "Huyện Lắk", "15/12/2025 – 14/03/2026",
         "Huyện Lắk did not exist in the reporting period (15 Dec 2025 – 14 Mar 2026). Correct the reporting period or "
         "the unit's name in the file."),
    ],
)  # fmt: skip
def test_a_problem_in_english(code: str, found: str, expected: str, sentence: str) -> None:
    worded = KINDS[code].sentence.format(found=found, expected=expected)
    assert english.problem(code, found, expected, worded) == sentence


@pytest.mark.parametrize(
    ("vietnamese_text", "said"),
    [
        ("giống 92 % nhãn đã duyệt “Hồ sơ trễ hạn”", "92% like the reviewed label “Hồ sơ trễ hạn”"),
        ("Đang nạp báo cáo quý I.xlsx · còn khoảng 2 phút", "Loading báo cáo quý I.xlsx · about 2 minutes left"),
        ("Đang nạp a.xlsx · còn khoảng 1 giờ", "Loading a.xlsx · about 1 hour left"),
        ("“Tổng số hồ sơ TTHC đã giải quyết xong” không có số tổng hợp giữa các đơn vị: đây là câu trả lời, không phải "
         "số lượng.", "“Dossiers resolved” has no total over units: this is an answer, not a quantity."),
        ("Dòng 12: thiếu ngày hiệu lực; hãy ghi cột valid_from, ô Ngày hiệu lực của trang hoặc --date; thiếu văn bản; "
         "hãy ghi cột document, ô Văn bản của trang hoặc --document.",
         "Line 12: the date of effect is missing; write it in valid_from, in the field First day of the page, or "
         "--date; the document is missing; write it in document, in the field Document of the page, or --document."),
        ("kế hoạch.xlsx là bảng của mục “Mục tiêu”, không phải “Đính chính”. Hãy mở mục “Mục tiêu” rồi tải lên ở đó.",
         "kế hoạch.xlsx is a table of the section “Targets”, not “Corrections”. Open the section “Targets” and upload "
         "it there."),
        ("Dòng 3: thiếu cột “Căn cứ” (document); mục tiêu phải có căn cứ.",
         "Line 3: column “Căn cứ” (document) is empty; a target needs its legal basis."),
        ("Dòng 3: cột “Giá trị” (value): “x” không phải là số.",
         "Line 3: column “Giá trị” (value): “x” is not a number."),
        ("tiêu đề nêu Quý I/2024", "its title names Q1 2024"),
        ("tên tệp có “Huyện Lắk”", "the file name has “Huyện Lắk”"),
        ("Danh sách chỉ nêu 3 điểm", "Danh sách chỉ nêu 3 điểm"),
        ("một câu mà không bảng nào có", "một câu mà không bảng nào có"),
        ("{found} [x|y|z] %s", "{found} [x|y|z] %s"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_text_of_the_loader_in_english(vietnamese_text: str, said: str) -> None:
    assert english.said(vietnamese_text) == said


def test_what_a_hostile_cell_says_is_quoted_not_filled() -> None:
    found = "{expected} [found|a|b] không rõ"
    told = english.problem("value_misplaced", found, "", "…")
    assert f"“{found}”" in told


def test_an_unknown_problem_stands_as_it_was_worded() -> None:
    assert english.problem("of_a_later_release", "1", "2", "Một câu mới: 1, 2.") == "Một câu mới: 1, 2."
    for line in ("V99-own", "V05-rate"):
        assert english.finding(line, "1", "2", "Quy tắc của cơ quan.", "") == "Quy tắc của cơ quan."


@pytest.mark.usefixtures("in_english")
def test_findings_are_filled_with_their_figures_in_english() -> None:
    cell = {"indicator": "dossiers_received", "handled_by": "commune", "source": "narrative", "value": 1234.0}
    frame = pd.DataFrame(
        [
            {"line": line, "code": line, "name": "…", "period": "2024-Q1", "found": "1.234", "expected": "12,5",
             "sentence": sentence, "cells": [cell | {"period": period}]}
            for line, sentence, period in (
                ("V12-narrative", "Phụ lục ghi 1.234 nhưng thuyết minh ghi 12,5 (a: 1.234; b: 12,5). Đang dùng số của "
                 "phụ lục; hãy hỏi đơn vị số nào đúng.", "2024-Q1"),
                ("V24-falling", "Số lũy kế là 1.234, nhỏ hơn 12,5 của kỳ trước trong năm (a: 1.234). Hãy xem lại hai "
                 "báo cáo.", "2024-H1"),
                ("V21-window", "Số liệu lấy từ 15/12/2023 đến 14/02/2024, quy định từ 15/12/2023 đến 14/03/2024. So "
                 "sánh với kỳ đủ ngày sẽ lệch; hãy xem lại thời gian lấy số liệu của báo cáo.", "2024-Q1"),
            )
        ]
    )  # fmt: skip
    told = translation.answer("findings", frame)
    assert list(told["sentence"]) == [
        "The appendix says 1,234 but the narrative says 12.5 (Dossiers received (new in the period) (handled at "
        "commune level), narrative text: 1,234). The appendix is used; ask the unit which is right.",
        "The cumulative figure is 1,234, below 12.5 of the period before in the same year (Dossiers received (new in "
        "the period) (handled at commune level), First half 2024: 1,234). Look at both reports.",
        "The figures run from 15 Dec 2023 to 14 Feb 2024, the rule is from 15 Dec 2023 to 14 Mar 2024. Comparing them "
        "with a full period will mislead; look at the dates covered by the report.",
    ]
    assert told["name"].iloc[0] == "The appendix agrees with the narrative"
    assert list(frame["name"]) == ["…"] * 3, "the answer itself is kept as it came"


@pytest.mark.usefixtures("in_english")
def test_numbers_days_and_periods_in_english() -> None:
    assert [formatting.number(value) for value in (22979, 1234567.8, -1.5, None)] == [
        "22,979",
        "1,234,567.8",
        "-1.5",
        "–",
    ]
    assert [formatting.percent(value) for value in (53.6639, 99.9999, 0.0004)] == ["53.66%", "99.99%", "0.01%"]
    assert formatting.quantity(764, "hồ sơ") == formatting.quantity(764, "dossiers") == "764 dossiers"
    assert formatting.quantity(1, "0/1") == "Yes (1)"
    assert formatting.window("2021-12-15", "2022-11-14") == "15 Dec 2021–14 Nov 2022"
    assert formatting.moment(datetime(2026, 11, 20, 17, 30, tzinfo=UTC).isoformat()) == "21 Nov 2026, 00:30"
    codes = ("2024-Q1", "2024-H1", "2024-9M", "2022", "2024-M05", "2024-M13", "cái gì đó")
    assert [formatting.period_label(code) for code in codes] == [
        "Q1 2024", "First half 2024", "Nine months 2024", "Year 2022", "May 2024", "2024-M13", "cái gì đó",
    ]  # fmt: skip
    assert formatting.coverage(3, 4) == "3 of 4 units reported"


def test_days_of_the_loader_read_as_those_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "current", lambda: "en")
    for month in range(1, 13):
        day = pd.Timestamp(2024, month, 9)
        assert english.said(f"{day:%d/%m/%Y}") == formatting.day(day)


def test_rows_for_machines_are_the_same_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pd.DataFrame({"indicator": ["dossiers_received"], "measure": ["hồ sơ"]})
    monkeypatch.setattr(language, "current", lambda: "en")
    assert translation.answer("export_rows", rows) is rows
    assert translation.answer("figures", rows)["measure"].tolist() == ["dossiers"]


def test_where_there_is_no_screen_the_language_is_vietnamese_without_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert language.current() == "vi"
        assert formatting.number(1.5) == "1,5"
    assert not [record for record in caplog.records if "ScriptRunContext" in record.getMessage()]
