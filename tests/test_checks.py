"""Figures of one file against each other: each rule speaks once, and is silent where nothing is odd.

Also the list of all problems: each code is produced by a drawn case, at the cell that it is about.
"""

import pytest

from etl.model import Place
from etl.problems import KINDS, problem
from tests.workbooks import LAK, figures, form, read, said

RATE = "Tỷ lệ hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn"
DONE = "Tổng số hồ sơ TTHC đã giải quyết xong"
ON_TIME = "Số hồ sơ TTHC giải quyết đúng hạn"
DISBURSED = "Tỷ lệ thực hiện Kế hoạch giải ngân vốn đầu tư công"
RECEIVED = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
RESOLVED = "Số hồ sơ TTHC do UBND cấp huyện giải quyết và trả kết quả"
RESOLVED_ON_TIME = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn"
QUOTIENT = "Số lượng TTHC đã giải quyết đúng hạn/Số lượng TTHC đã giải quyết"


def rate(printed: str, whole: str, part: str) -> str:
    return f"1 | {RATE} | % | {printed}\n | {DONE} | Hồ sơ | {whole}\n | {ON_TIME} | Hồ sơ | {part}"


@pytest.mark.parametrize(
    ("printed", "whole", "part", "wanted"),
    [
        ("'100%", "764", "758", "rate_mismatch D3"),
        ("'100", "'22.979", "'22.963", "rate_mismatch D3"),  # 99,93 %: rounding would hide it
        ("100%", "22979", "22979", ""),
        ("'0", "200", "200", "rate_mismatch D3"),
        ("'0", "200", "1", "rate_mismatch D3"),
        ("'0", "200", "0", ""),
        ("'30", "118588", "63639", "rate_mismatch D3"),
        ("'53,66", "118588", "63639", ""),
        ("'53,7", "118588", "63639", ""),
        ("'54", "118588", "63639", ""),
        ("'53", "118588", "63639", ""),  # cut off instead of rounded: within one unit of the last decimal
        ("'52", "118588", "63639", "rate_mismatch D3"),
        ("'53,64", "118588", "63639", "rate_mismatch D3"),
        ("'14,2", "21", "3", ""),
        ("'59,37", "96", "57", ""),
        ("'1,5", "6", "6", "rate_mismatch D3"),
        ("'100%", "0", "0", "rate_of_zero D3"),
        ("'0%", "0", "0", "rate_of_zero D3"),
        ("", "0", "0", ""),
        ("", "0", "250", "part_of_zero D5"),
        ("", "758", "764", "part_over_whole D5"),
        ("", "764", "764", ""),
    ],
)
def test_rates_and_their_parts(printed: str, whole: str, part: str, wanted: str) -> None:
    assert said(read(rate(printed, whole, part))) == [wanted] * bool(wanted)


def test_a_mismatch_leaves_the_printed_rate_as_it_is() -> None:
    assert figures(read(rate("'100%", "764", "758")))["dossiers_on_time_rate@district"] == 100


def test_a_mismatch_says_both_rates() -> None:
    (found,) = read(rate("'100%", "764", "758")).problems
    assert (found.found, found.expected) == ("100", "99,21")
    assert (found.indicator, found.handled_by) == ("dossiers_on_time_rate", "district")
    assert "99,21 %" in found.sentence


def test_parts_of_another_level_are_not_compared() -> None:
    of_communes = "2 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hạn | Hồ sơ | 900"
    assert said(read(f"{rate('100%', '764', '764')}\n{of_communes}")) == []


def test_a_rate_without_parts_is_not_compared() -> None:
    assert said(read(f"1 | {RATE} | % | 100%\n | {DONE} | Hồ sơ | 764")) == []


def test_more_disbursed_than_planned_is_loaded_and_marked() -> None:
    rows = f"1 | {DISBURSED} | % | '165\n | Kế hoạch được giao | Triệu đồng | 100\n | Đã thực hiện | Triệu đồng | 165"
    assert said(read(rows)) == ["rate_high D3"]
    assert figures(read(rows))["investment_disbursement_rate"] == 165
    assert said(read(rows.replace("165", "115"))) == []


# ---- rates in the cells of counts --------------------------------------------------------------------------


def on_time(value: str, note: str = "", total: str = "'4.304") -> str:
    whole = f"1 | {RESOLVED} | Hồ sơ | {total}\n" if total else ""
    return f"{whole}2 | {RESOLVED_ON_TIME} | Hồ sơ | {value} | {note}"


@pytest.mark.parametrize(
    ("rows", "wanted", "loaded"),
    [
        (on_time("100", QUOTIENT), "rate_in_count D4", {"dossiers_on_time_rate@district": 100}),
        (on_time("'99,2%"), "rate_in_count D4", {"dossiers_on_time_rate@district": 99.2}),
        (on_time("99.2%"), "rate_in_count D4", {"dossiers_on_time_rate@district": 99.2}),
        (on_time("100"), "rate_in_count_suspected D4", {}),
        (on_time("100", QUOTIENT, total=""), "rate_in_count_suspected D3", {}),
        (on_time("100", QUOTIENT, total="120"), "rate_in_count_suspected D4", {}),
        (on_time("100", "12/15 phòng"), "rate_in_count_suspected D4", {}),
        (on_time("99"), "", {"dossiers_resolved_on_time@district": 99}),
        (on_time("100", total="900"), "", {"dossiers_resolved_on_time@district": 100}),
        (on_time("'4.300", QUOTIENT), "", {"dossiers_resolved_on_time@district": 4300}),
        (on_time("'4.300"), "", {"dossiers_resolved_on_time@district": 4300}),
    ],
)
def test_a_rate_in_the_cell_of_a_count(rows: str, wanted: str, loaded: dict[str, float]) -> None:
    reading = read(rows)
    assert said(reading) == [wanted] * bool(wanted)
    found = {key: value for key, value in figures(reading).items() if "resolved@" not in key}
    assert found == loaded


def test_a_percentage_of_a_count_that_has_no_rate_waits() -> None:
    assert said(read("1 | Số TTHC công bố mới | Thủ tục | 50%")) == ["rate_in_count_suspected D3"]


def test_a_rate_in_a_count_beside_the_printed_rate_does_not_claim_to_be_loaded() -> None:
    rows = f"1 | {RATE} | % | 100%\n{on_time('99.2%')}"
    (found,) = [p for p in read(rows).problems if p.place.cell == "D5"]
    assert "đã nạp" not in found.sentence


# ---- twice, copied, in another measure ------------------------------------------------------------------------


def test_two_values_of_one_indicator_are_a_question_at_both_cells() -> None:
    reading = read(f"1 | {RECEIVED} | Hồ sơ | 775\n2 | {RECEIVED} | Hồ sơ | 776")
    assert (figures(reading), said(reading)) == ({}, ["duplicate D3", "duplicate D4"])


DISCIPLINED = """I | Số người làm việc tại các đơn vị SNCL bị kỷ luật. | Người |
 | - Trong đơn vị SNCL tự chủ hoàn toàn | Người | {}
 | - Trong đơn vị SNCL do ngân sách nhà nước đảm bảo | Người | {}
1 | Số ĐVSN tự bảo đảm chi thường xuyên | Đơn vị | 3
2 | Số ĐVSN do Nhà nước bảo đảm chi thường xuyên | Đơn vị | 38"""


@pytest.mark.parametrize(
    ("people", "wanted"),
    [
        (("3", "38"), ["copied_counts D4", "copied_counts D5"]),
        (("3", "1"), []),
        (("3", ""), []),
        (("0", "0"), []),
    ],
)
def test_numbers_of_bodies_copied_into_numbers_of_people(people: tuple[str, str], wanted: list[str]) -> None:
    reading = read(DISCIPLINED.format(*people))
    assert said(reading) == wanted
    assert ("disciplined_psu_state_funded" in figures(reading)) == (not wanted and bool(people[1]))


@pytest.mark.parametrize(
    ("measure", "wanted"),
    [
        ("Hồ sơ", []),
        ("hồ sơ TTHC", []),
        ("Số lượng", []),
        ("", []),
        ("TTHC", ["measure_differs D3"]),
        ("Có = 1 Không = 0", ["measure_differs D3"]),
        ("lượt", ["measure_differs D3"]),
    ],
)
def test_the_printed_measure_against_the_catalogue(measure: str, wanted: list[str]) -> None:
    reading = read(f"1 | {RECEIVED} | {measure} | 775")
    assert (figures(reading), said(reading)) == ({"dossiers_received@district": 775}, wanted)


def test_a_count_with_a_percent_measure_and_no_rate_is_marked() -> None:
    reading = read("1 | Số nhiệm vụ đề ra trong kế hoạch | % | 24")
    assert (figures(reading), said(reading)) == ({"plan_tasks_total": 24}, ["measure_differs D3"])


# ---- every code -------------------------------------------------------------------------------------------------

CASES: list[tuple[str, str, str]] = [
    ("file_no_table", "", "Kính gửi Sở Nội vụ"),
    ("unit_missing", "A1", form(f"1 | {RECEIVED} | Hồ sơ | 1", "Báo cáo quý I năm 2024")),
    ("unit_several", "A1", form("", "Quý I năm 2024 của UBND huyện Lắk\nSố liệu của UBND huyện Ba Tơ")),
    ("unit_lookalike", "A1", form("", "Quý I năm 2024 của UBND huyện Lăk")),
    ("unit_not_valid", "A1", form("", "Quý I năm 2026 của UBND huyện Lắk")),
    (
        "unit_not_then",
        "C3",
        form("Xã Yang Tao | Quý I/2026 | 7", header="Đơn vị | Kỳ báo cáo | Hồ sơ tiếp nhận mới"),
    ),
    ("unit_new", "A1", form("", "Quý I năm 2024 của UBND xã Ea Mẫu, huyện Lắk")),
    ("unit_alias", "A1", form("", "Quý I năm 2024 của UBND huyện Lắc")),
    ("unit_parent_assumed", "A1", form("", "Quý I năm 2024 của UBND huyện Lắk")),
    ("period_missing", "A1", form("", "Báo cáo của UBND huyện Lắk")),
    ("period_several", "A1", form("", "Báo cáo quý I năm 2024 và quý I năm 2023 của UBND huyện Lắk")),
    ("layout_unknown", "B2", f"{LAK}\nXã Yang Tao | 100 | 200"),
    ("column_unknown", "D3", form("1 | Xã Yang Tao | 5 | 7", header="STT | Đơn vị | Số ghế chờ | Số cuộc họp")),
    (
        "column_period_unclear",
        "C3",
        form("1 | Xã Yang Tao | 5 | 7", header="STT | Đơn vị | Quý I-II/2024 | Quý I/2024"),
    ),
    ("column_splits_rows", "C3", form("1 | Xã Yang Tao | Đất đai | 5", header="STT | Đơn vị | Loại | Hồ sơ tiếp nhận")),
    ("unit_row_unclear", "B3", form("1 | Xã Yang Tau | 5", header="STT | Đơn vị | Hồ sơ tiếp nhận mới")),
    (
        "axes_conflict",
        "D3",
        form(f"Xã Yang Tao | {RECEIVED} | | 5", header="Đơn vị | Chỉ tiêu | ĐVT | Xã Nam Ka | Xã Krông Nô"),
    ),
    (
        "posts_unclear",
        "C5",
        form("I | Khối hành chính |\nII | Hợp đồng |\n1 | Huyện Lắk | 9", header="TT | Đơn vị | Biên chế được giao"),
    ),
    ("details_without_total", "A4", form("Đất đai | 5\nHộ tịch | 6", header="Lĩnh vực | Hồ sơ tiếp nhận mới")),
    (
        "several_totals",
        "A4",
        form("Đất đai | 5\nTổng cộng | 5\nTổng số | 5", header="Lĩnh vực | Hồ sơ tiếp nhận mới"),
    ),
    (
        "total_mismatch",
        "B5",
        form("Xã Yang Tao | 5\nXã Nam Ka | 6\nTổng cộng | 12", header="Đơn vị | Hồ sơ tiếp nhận mới"),
    ),
    ("wording_understood", "B3", form("Xã Yang Tao | 5", header="Đơn vị | Hồ sơ tiếp nhận mới")),
    ("money_out_of_scale", "B3", form("Xã Yang Tao | '16.080.000.000", header="Đơn vị | Kế hoạch vốn (tỷ đồng)")),
    ("column_hidden", "D1", form(f"1 | {RECEIVED} | Hồ sơ | 1\nhide: column D")),
    ("sheet_hidden", "", f"{form('')}\nhide: sheet"),
    ("row_hidden", "D3", f"{form(f'1 | {RECEIVED} | Hồ sơ | 1')}\nhide: 3"),
    ("row_unknown", "D3", form("1 | Số phần mềm chưa biết | Phần mềm | 5")),
    ("row_ambiguous", "D4", form(f"I | Lĩnh vực chưa biết |||\n1 | {DONE} | Hồ sơ | 764")),
    ("heading_value", "D3", form("I | Cải cách thể chế | | 25,65")),
    ("value_without_label", "D3", form(" | | | 5")),
    ("value_misplaced", "E3", form(f"1 | {RECEIVED} | Hồ sơ | | 775")),
    ("row_shifted", "C3", form(f"{RECEIVED} | Hồ sơ | 775")),
    ("not_a_number", "D3", form(f"1 | {RECEIVED} | Hồ sơ | Đảm bảo")),
    ("text_not_loaded", "D3", form("1 | Chất lượng Cổng thông tin điện tử | | Đảm bảo")),
    (
        "number_ambiguous",
        "D4",
        form(f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | Triệu đồng | '118,588"),
    ),
    ("not_whole", "D3", form(f"1 | {RECEIVED} | Hồ sơ | '1,5")),
    ("negative", "D3", form(f"1 | {RECEIVED} | Hồ sơ | -5")),
    ("rate_out_of_bounds", "D3", form(f"1 | {RATE} | % | 101")),
    ("rate_scale", "D3", form(f"1 | {RATE} | % | 0.99")),
    ("rate_in_count", "D4", form(on_time("100", QUOTIENT))),
    ("rate_in_count_suspected", "D4", form(on_time("100"))),
    ("count_in_rate", "D3", form(f"1 | {RATE} | Hồ sơ | 99")),
    ("target_attainment", "D3", form(f"1 | {RATE} | % | Đạt 133% chỉ tiêu")),
    ("target_attainment", "D3", form(f"1 | {RATE} | % chỉ tiêu | 98")),
    ("target_attainment", "D3", form(f"1 | {RECEIVED} | Hồ sơ | 111 % so với kế hoạch")),
    ("copied_counts", "D4", form(DISCIPLINED.format("3", "38"))),
    ("formula_no_value", "D3", form(f"1 | {RECEIVED} | Hồ sơ | =A1+A2")),
    ("formula_error", "D3", form(f"1 | {RECEIVED} | Hồ sơ | #DIV/0!")),
    ("date_in_number", "D3", form(f"1 | {RECEIVED} | Hồ sơ | @2024-06-12")),
    ("measure_differs", "D3", form(f"1 | {RECEIVED} | TTHC | 775")),
    ("money_unit_missing", "D4", form(f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | | '118.588")),
    ("options_unclear", "D3", form("1 | Kiểm soát TTHC | Có = 0 Không = 0 | 0")),
    ("option_unknown", "D3", form("1 | Kiểm soát TTHC | Có = 1 Không = 0 | 10")),
    ("duplicate", "D3", form(f"1 | {RECEIVED} | Hồ sơ | 1\n2 | {RECEIVED} | Hồ sơ | 2")),
    ("rate_mismatch", "D3", form(rate("100%", "764", "758"))),
    ("rate_of_zero", "D3", form(rate("100%", "0", "0"))),
    ("part_of_zero", "D5", form(rate("", "0", "5"))),
    ("part_over_whole", "D5", form(rate("", "758", "764"))),
    ("unit_unclear", "A1", form("", "Quý I năm 2024 của Sở Tài chính Miền Trung")),
    ("measure_scaled", "D3", form(f"1 | {RECEIVED} | Nghìn hồ sơ | 5")),
    ("rate_high", "D3", form(f"1 | {DISBURSED} | % | 536")),
    (
        "level_unusual",
        "D3",
        form(f"1 | {RECEIVED} | Hồ sơ | 5", "Quý I năm 2024 của UBND xã Yang Tao, huyện Lắk, tỉnh Đắk Lắk"),
    ),
    ("section_other", "D4", form(f"I | Kỳ trước |||\n1 | {RECEIVED} | Hồ sơ | 5")),
    ("duplicate_same", "D4", form(f"1 | {RECEIVED} | Hồ sơ | 5\n2 | {RECEIVED} | Hồ sơ | 5")),
    ("count_in_flag", "D3", form("1 | Kiểm soát TTHC | Văn bản | 1")),
]
# Said by a step that has a test file of its own.
ELSEWHERE = {
    "test_gate.py": {"file_empty", "file_too_large", "file_damaged", "file_unsafe"},
    "test_readers_gate.py": {"file_type", "file_scan", "file_old_word", "file_archive", "file_password"},
    "test_readers_child.py": {"file_too_many_cells"},
    "test_reading.py": {"file_too_slow"},
    "test_pipeline.py": {
        "internal_error",
        "strict_refused",
        "older_document",
        "figure_vanished",
        "beside_another",
        "loaded_already",
    },
    "test_load.py": {"undated_order"},
    "test_labels_command.py": {"original_missing"},
    "test_layout.py": {"value_merged"},
    "test_identify.py": {"sheet_other"},
    "test_blank_form.py": {
        "period_wrong",
        "date_wrong",
        "dates_wrong",
        "source_wrong",
        "form_several",
        "code_unknown",
        "level_wrong",
    },
    "test_periods.py": {"period_from_file_name"},
    "test_periods_in_titles.py": {"period_from_day"},
    "test_sheets.py": {"period_from_sheet_name"},
    "test_memory_of_forms.py": {"wording_remembered"},
    "test_title_doubts.py": {"title_unclear"},
    "test_units.py": {"unit_ambiguous"},
    "test_history_command.py": {"file_withdrawn"},
    "test_whose.py": {"file_unit_decided", "file_period_decided", "dates_dropped"},
    "test_archive.py": {"archive_entry", "archive_refused"},
}


@pytest.mark.parametrize(
    "row", [f"1 | {DISBURSED} | % | 53,66% kế hoạch", f"1 | {RATE} | % | 98%", f"1 | {RECEIVED} | Hồ sơ | 133"]
)
def test_a_value_is_no_degree_of_attainment(row: str) -> None:
    """Disbursement is measured against its plan: there the words are the indicator's own."""
    title, *lines = form(row).split("\n")
    reading = read("\n".join(lines[1:]), title, lines[0] if lines else "")
    assert not any(found.code == "target_attainment" for found in reading.problems)


@pytest.mark.parametrize(("code", "cell", "grid"), CASES, ids=[code for code, *_ in CASES])
def test_each_problem_is_said_at_its_cell(code: str, cell: str, grid: str) -> None:
    title, *lines = grid.split("\n")
    reading = read("\n".join(lines[1:]), title, lines[0] if lines else "")
    assert f"{code} {cell}".strip() in said(reading, also_info=True)


def test_every_kind_of_problem_is_produced_by_a_test() -> None:
    drawn = {code for code, *_ in CASES}
    assert drawn | set().union(*ELSEWHERE.values()) == set(KINDS)
    assert not drawn & set().union(*ELSEWHERE.values())


@pytest.mark.parametrize("code", KINDS)
def test_every_sentence_is_whole(code: str) -> None:
    found = problem(code, Place("S", "A1"), found="F", expected="E")
    assert found.sentence.endswith((".", ")."))
    assert "{" not in found.sentence
    assert found.severity == KINDS[code].severity
