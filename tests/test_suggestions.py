"""What is suggested first where a wording is not certain: its own known words say more than letters that are alike."""

import pytest

from etl.interpret import interpret
from tests.workbooks import TABLES, form, workbook

OF_LEVEL = "Hồ sơ tại điểm hẹn do UBND huyện tiếp nhận"  # 'điểm hẹn' is known to no table


def first(rows: str, title: str, header: str) -> dict[str, str]:
    """The first suggestion of each question about a wording, by what was printed."""
    reading = interpret(workbook(Biểu=form(rows, title, header)), "biểu.xlsx", TABLES)
    asked = [one.question for one in reading.problems if one.question and one.question.kind == "indicator"]
    return {one.printed: one.suggestions[0].answer if one.suggestions else "" for one in asked}


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("Số hồ sơ đã giải quyết", "dossiers_resolved"),
        ("Số hồ sơ đang giải quyết", "dossiers_pending"),
        ("Giải quyết trước hạn", "dossiers_resolved_early"),
        ("Giải quyết trễ hạn", "dossiers_resolved_late"),
        ("Số hồ sơ tiếp nhận mới trong kỳ", "dossiers_received"),
        ("Tỷ lệ hồ sơ giải quyết trước và đúng hạn", "dossiers_on_time_rate"),
    ],
)
def test_a_strange_word_above_leaves_the_words_of_a_row_what_they_say(label: str, wanted: str) -> None:
    """'Đang giải quyết' has nearly the letters of 'đã giải quyết', and is another indicator."""
    title = "Kết quả giải quyết TTHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    found = first(f"I | {OF_LEVEL} | |\n1 | {label} | Hồ sơ | 412", title, "STT | Nội dung | ĐVT | Số lượng")
    assert {answer.partition("@")[0] for answer in found.values()} == {wanted}


def test_a_level_of_online_services_is_not_another_level() -> None:
    title = "Dịch vụ công trực tuyến năm 2021 của huyện Lắk, tỉnh Đắk Lắk theo mẫu lạ"
    rows = "1 | Số dịch vụ công trực tuyến mức độ 4 đang thử cung cấp | Dịch vụ | 31"
    found = first(rows, title, "STT | Nội dung | ĐVT | Số lượng")
    assert all("l3" not in answer for answer in found.values())
    assert found
