"""Posts, bodies, leaders, recruitment, autonomy and money as offices word them, and what is something else."""

import pytest

from etl.spellings import choices, punctuated
from tests.test_wordings_of_offices import of_codes
from tests.workbooks import TABLES, figures, read

OF_LAK = "năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
ROWS = """
staff_assigned | người
    Biên chế CC theo Quyết định giao
    Tổng biên chế công chức được HĐND huyện giao
    Số biên chế CC cấp có thẩm quyền giao
staff_present | người
    Số CC hiện có mặt
    Số công chức hiện đang làm việc
    Số CBCC có mặt đến ngày báo cáo
    Số công chức có mặt (không kể hợp đồng)
staff_contract | người
    HĐLĐ tại cơ quan hành chính
    LĐHĐ làm việc tại các cơ quan HCNN
    Số người ký hợp đồng lao động tại cơ quan hành chính
staff_cut_in_period | người
    Số CC đã TGBC trong kỳ
    Số công chức được giải quyết chế độ tinh giản biên chế
    Số biên chế công chức đã cắt giảm
staff_cut_rate_vs_2015 | %
    Tỷ lệ giảm biên chế công chức so với năm 2015
    Tỷ lệ % tinh giản biên chế hành chính/2015
    Tỷ lệ cắt giảm công chức so với biên chế giao năm 2015
staff_cut_rate_vs_plan | %
    Tỷ lệ % công chức đã tinh giản so với kế hoạch được duyệt
psu_staff_assigned | người
    SLNLV trong các ĐV SNCL được giao
    Tổng số lượng NLV của các ĐVSN được UBND tỉnh giao
    Biên chế VC được giao
psu_staff_present | người
    Số NLV trong ĐVSNCL có mặt
    Số VC hiện đang làm việc
    Số người làm việc hưởng lương từ ngân sách hiện có
psu_staff_cut_in_period | người
    Số VC đã tinh giản trong kỳ báo cáo
    Số người làm việc đã cắt giảm trong kỳ
psu_staff_cut_rate_vs_2015 | %
    Tỷ lệ giảm số lượng người làm việc so với năm 2015
psu_autonomous_staff_approved | người
    Số NLV được phê duyệt tại ĐVSN tự chủ hoàn toàn
psu_autonomous_staff_present | người
    Số NLV có mặt tại ĐVSNCL tự chủ 100%
org_departments_count | phòng
    Số cơ quan chuyên môn trực thuộc UBND huyện
    Tổng số phòng, ban chuyên môn thuộc UBND thị xã
    Số phòng và tương đương thuộc UBND huyện
    Số phòng, ban thuộc UBND huyện (phòng)
departments_cut | phòng
    Số phòng chuyên môn được cắt giảm trong năm
    Số phòng, ban thuộc UBND huyện giảm trong kỳ
    Số CQCM giảm do sắp xếp
psu_total | đơn vị
    Số ĐV SNCL hiện có
    Số ĐVSN công lập còn lại sau sắp xếp
psu_baseline_total | đơn vị
    Số ĐVSNCL có đến 31/12/2015
    Tổng số đơn vị sự nghiệp tại thời điểm năm 2015
    Số ĐVSN gốc so sánh (năm 2015)
psu_cut_in_year | đơn vị
    Số đơn vị SNCL giảm do sắp xếp trong năm
    Số ĐVSN đã giảm được trong năm
psu_cut_rate_vs_2015 | %
    Tỷ lệ ĐVSN đã cắt giảm so với 2015
    Tỷ lệ giảm đầu mối ĐVSNCL so với năm 2015
psu_subdivisions | phòng
    Số khoa, phòng thuộc các đơn vị sự nghiệp
    Tổng số đầu mối bên trong các đơn vị SNCL
    Số tổ chức bên trong ĐVSN
psu_subdivisions_cut | phòng
    Số phòng, khoa trong ĐVSN được cắt giảm
    Số đầu mối bên trong ĐVSNCL giảm trong năm
leaders_district | người
    Số Chủ tịch, PCT UBND huyện
    Số lượng lãnh đạo UBND quận/huyện hiện có
leaders_commune | người
    Chủ tịch và các Phó Chủ tịch UBND xã
    Lãnh đạo UBND xã, thị trấn
leaders_department | người
    Trưởng, phó các phòng chuyên môn
    Số lãnh đạo cấp phòng và tương đương thuộc sở
leaders_subordinate_units | người
    Số người đứng đầu, cấp phó các đơn vị trực thuộc
    Số lãnh đạo các ĐVSN trực thuộc UBND huyện
civil_servants_recruited | người
    Số CC trúng tuyển qua thi tuyển/xét tuyển
civil_servants_recruited_special | người
    Số CC được tiếp nhận không qua thi tuyển
    Công chức tiếp nhận theo Điều 18 Nghị định 138/2020/NĐ-CP
public_employees_recruited | người
    Số VC được tuyển dụng mới
public_employees_recruited_special | người
    Số người được tiếp nhận vào làm viên chức
commune_officials_promoted | người
    Số CBCC cấp xã được xét chuyển thành CC cấp huyện
    Số công chức cấp xã được tiếp nhận làm công chức cấp huyện
it_staff | người
    Số CCVC chuyên trách về công nghệ thông tin
    Nhân lực chuyên trách CNTT
psu_self_fund_recurrent_and_investment | đơn vị
    Số ĐVSN tự bảo đảm CTX và chi ĐT
    Số đơn vị tự đảm bảo 100% kinh phí chi TX, chi đầu tư
psu_self_fund_recurrent | đơn vị
    Số đơn vị SNCL tự bảo đảm toàn bộ kinh phí hoạt động thường xuyên
psu_self_fund_partial | đơn vị
    ĐVSN do NSNN hỗ trợ một phần
psu_self_fund_partial_70_100 | đơn vị
    Số ĐVSN nhóm 3.1 (tự bảo đảm 70% - <100%)
    Số đơn vị có mức tự chủ tài chính từ 70% đến dưới 100%
psu_self_fund_partial_30_70 | đơn vị
    Số ĐVSN tự chủ một phần (30% ≤ mức < 70%)
psu_self_fund_partial_10_30 | đơn vị
    ĐVSN tự đảm bảo một phần CTX: từ 10 đến dưới 30%
psu_state_funded | đơn vị
    Số ĐVSN do ngân sách cấp 100%
    ĐVSN tự bảo đảm dưới 10% chi thường xuyên
psu_equitised | đơn vị
    Số ĐVSN đã chuyển sang hoạt động theo mô hình công ty cổ phần
investment_plan | triệu đồng
    Tổng mức vốn được giao
investment_disbursement_rate | %
    Tỷ lệ GN vốn ĐTC so với tổng KHV giao
    Tỷ lệ hoàn thành kế hoạch vốn
"""
SOMETHING_ELSE = """
- | người
    Tổng số CCVC được giao
    Số CCVC đã tinh giản trong kỳ
    Biên chế CC tạm giao
    SLNLV dự kiến giao
    Công chức nữ có mặt
    VC ngành y tế được giao
    Chi thường xuyên được giao
    Số HĐLĐ trong ĐVSN
    Số NLV tại ĐVSN nhóm 3.1
    Số người làm việc tại ĐVSN tự bảo đảm chi thường xuyên
    Số công chức giảm trong năm do nghỉ hưu
    Số công chức tuyển dụng qua thi tuyển
    Số CBCC cấp xã chuyển công tác
    Số CC cấp huyện chuyển về cấp xã
    Số NLV kiêm nhiệm CNTT
    Số lãnh đạo cấp phòng là nữ
    Trưởng phòng và tương đương
    Phó Chủ tịch UBND huyện
    Số cấp phó các phòng chuyên môn
- | đơn vị
    Số ĐVSN năm 2021
    Số ĐVSN thành lập mới
    Số đơn vị cắt giảm
    Lũy kế số ĐVSN đã cắt giảm
    Số ĐVSN giảm so với cùng kỳ
    Số ĐVSN dự kiến cắt giảm
    Số ĐVSN đã giải thể, sáp nhập
    Số ĐVSN tự bảo đảm dưới 30%
    Số đơn vị có hồ sơ quá hạn
- | phòng
    Số phòng thuộc sở
    Số phòng, khoa
    Số phòng chuyên môn tăng, giảm
    Số phòng chuyên môn giảm so với cùng kỳ năm trước
- | %
    Tỷ lệ giảm CCVC so với năm 2015
    Tỷ lệ tinh giản biên chế công chức 2015
    Tỷ lệ giảm ĐVSN so với năm 2021
    Tỷ lệ ĐVSN tự chủ so với tổng số
- | triệu đồng
    Kế hoạch vốn tạm giao
    Tổng mức vốn NSTW giao
    Số đơn vị đã giải ngân
"""
HEADINGS = [
    ("Biên chế", "BC CC | Được giao", "staff_assigned"),
    ("Biên chế", "SLNLV | Có mặt", "psu_staff_present"),
    ("Biên chế", "Công chức | % tinh giản/2015", "staff_cut_rate_vs_2015"),
    ("Tổ chức bộ máy", "Số ĐVSN | Có đến 31/12/2015", "psu_baseline_total"),
    ("Biên chế", "Số ĐVSN | Năm 2015", "psu_baseline_total"),
    ("Biên chế", "ĐVSNCL | Số phòng, ban", "psu_subdivisions"),
    ("Biên chế", "Cơ quan hành chính | Phòng chuyên môn thuộc UBND huyện", "org_departments_count"),
    ("Biên chế", "Sắp xếp ĐVSN | Số đơn vị đã cắt giảm", "psu_cut_in_year"),
    ("Biên chế", "Tuyển dụng CCVC | Công chức", "civil_servants_recruited"),
    ("Biên chế", "ĐVSN theo mức tự chủ | Nhóm 3.3", "psu_self_fund_partial_10_30"),
    ("Tổ chức bộ máy", "ĐVSN | 70-100%", "psu_self_fund_partial_70_100"),
    ("Biên chế", "ĐVSN | Năm 2015", ""),
    ("Biên chế", "ĐVSN | Giảm trong năm", ""),
    ("Biên chế", "Viên chức | Năm 2015", ""),
    ("Biên chế", "Công chức | Tạm giao", ""),
    ("Biên chế", "Chi thường xuyên | Được giao", ""),
    ("Biên chế", "Số ĐVSN | Năm 2021", ""),
    ("Giải ngân vốn đầu tư công (ĐVT: triệu đồng)", "Kế hoạch | Số đơn vị đã giải ngân", ""),
]


@pytest.mark.parametrize(("label", "measure", "code"), of_codes(ROWS))
def test_a_wording_of_a_row_is_understood(label: str, measure: str, code: str) -> None:
    value = "'93,5" if measure == "%" else "'12"
    found = figures(read(f"1 | {label} | {measure} | {value} |", f"Số liệu {OF_LAK}"))
    assert {key.partition("@")[0] for key in found} == {code}


@pytest.mark.parametrize(("label", "measure", "code"), of_codes(SOMETHING_ELSE))
def test_what_is_something_else_is_not_loaded(label: str, measure: str, code: str) -> None:
    value = "'93,5" if measure == "%" else "'12"
    assert figures(read(f"1 | {label} | {measure} | {value} |", f"Số liệu {OF_LAK}")) == {}, code


@pytest.mark.parametrize(("title", "path", "code"), HEADINGS)
def test_a_heading_of_two_rows(title: str, path: str, code: str) -> None:
    outer, inner = path.split(" | ")
    header = f"STT | Đơn vị | {outer} | Ghi chú\n | | {inner} | "
    merged = "\nmerge: A2:A3\nmerge: B2:B3\nmerge: D2:D3"
    reading = read(f"1 | Xã Yang Tao | 12 |\n2 | Xã Bông Krang | 7 |{merged}", f"{title} {OF_LAK}", header)
    assert {o.indicator for o in reading.observations} == ({code} if code else set())


@pytest.mark.parametrize(
    ("title", "loads"),
    [
        ("Biên chế CC", True),
        ("Biên chế công chức các phòng chuyên môn", True),
        ("Biên chế công chức của các đơn vị trực thuộc", True),
        ("Biểu mẫu 4, 5 - Biên chế công chức", True),
        ("Biểu số 02a,02b. Biên chế công chức", True),
        ("Biên chế CCVC", False),
        ("Biên chế công chức cắt giảm", False),
        ("Biên chế công chức chuyên trách CNTT", False),
        ("Biên chế công chức lãnh đạo cấp phòng", False),
        ("Biên chế các phòng, khoa", False),
        ("Số người làm việc tại ĐVSN tự chủ hoàn toàn", False),
        ("Biên chế các ĐVSN chuyển thành công ty cổ phần", False),
    ],
)
def test_a_title_of_posts(title: str, loads: bool) -> None:
    reading = read("1 | Xã Ba Cung | 20 | 15", f"{title} {OF_LAK}", "STT | Đơn vị | Được giao | Có mặt")
    assert figures(reading) == ({"staff_assigned": 20, "staff_present": 15} if loads else {})


def test_one_row_of_the_vocabulary_holds_choices() -> None:
    assert set(choices("[số|tổng số] phòng [|ban]")) == {
        ("số", "phòng"),
        ("số", "phòng", "ban"),
        ("tổng", "số", "phòng"),
        ("tổng", "số", "phòng", "ban"),
    }


def test_spellings_are_one_word_and_strange_words_are_as_printed() -> None:
    read_by_words = TABLES.grammar.read
    assert read_by_words("SLNLV trong ĐV SNCL").facets == read_by_words("Số người làm việc trong ĐVSN").facets
    assert read_by_words("VTVL được duyệt").strange == ("vtvl",)
    assert read_by_words("Vị trí việc làm được duyệt").strange == ("vị trí việc làm",)


def test_a_stroke_before_the_base_year_measures_against_it() -> None:
    assert punctuated("% giảm/2015") == "% giảm so với 2015"
    assert punctuated("NĐ 16/2015/NĐ-CP") == "NĐ 16/2015/NĐ-CP"
    assert punctuated("ngày 31/12/2015") == "ngày 31/12/2015"


def test_units_below_autonomy_are_those_that_it_splits() -> None:
    label = "1 | Tự chủ ĐVSN | | |\n1.1 | Tổng số đơn vị sự nghiệp công lập | Đơn vị | '12 |"
    assert "psu_total@all" not in figures(read(label, f"Số liệu {OF_LAK}"))


@pytest.mark.parametrize(
    "some", ["Nữ", "Người dân tộc thiểu số", "Trình độ đại học trở lên", "Dưới 30 tuổi", "Ngạch chuyên viên chính"]
)
def test_some_of_the_people_are_set_aside_without_a_question(some: str) -> None:
    header = f"STT | Đơn vị | Công chức |\n | | Có mặt | {some}"
    rows = "1 | Xã Yang Tao | 12 | 5\n2 | Xã Bông Krang | 7 | 3\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:D2"
    reading = read(rows, f"Biên chế {OF_LAK}", header)
    assert {(o.indicator, int(o.value)) for o in reading.observations} == {("staff_present", 12), ("staff_present", 7)}
    assert not [problem for problem in reading.problems if problem.severity == "question"]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("đơn vị sự nghiệp công lập (SNCL)", "đơn vị sự nghiệp công lập"),
        ("Dịch vụ công trực tuyến (DVCTT) toàn trình", "Dịch vụ công trực tuyến toàn trình"),
        ("đơn vị sự nghiệp ( ĐVSN ) công lập", "đơn vị sự nghiệp công lập"),
        ("sự nghiệp công lập (sncl)", "sự nghiệp công lập (sncl)"),  # in small letters it may be anything
        ("công lập (SNCL)", "công lập (SNCL)"),
        ("Xã (XD)", "Xã (XD)"),
        ("Cơ quan (SNCL) khác", "Cơ quan (SNCL) khác"),
    ],
)
def test_capitals_in_brackets_that_only_shorten_the_words_before_say_nothing(printed: str, said: str) -> None:
    assert " ".join(punctuated(printed).split()) == said


def test_what_stands_in_the_block_of_a_kind_of_staff_and_counts_no_posts() -> None:
    rows = """
I | KHỐI HÀNH CHÍNH | |
1 | Số phòng chuyên môn | 12 |
2 | Biên chế giao | 90 |
3 | Biên chế có mặt | 88 |
4 | Số lãnh đạo UBND huyện | 3 |
5 | Số lãnh đạo cấp phòng và tương đương | 29 |
II | KHỐI SỰ NGHIỆP | |
1 | Số đơn vị sự nghiệp công lập | 56 |
2 | Số người làm việc được giao | 952 |
"""
    header = "STT | Nội dung | Số liệu | Ghi chú"
    assert figures(read(rows.strip(), f"Tổ chức bộ máy, biên chế {OF_LAK}", header)) == {
        "org_departments_count": 12,
        "staff_assigned": 90,
        "staff_present": 88,
        "leaders_district": 3,
        "leaders_department": 29,
        "psu_total": 56,
        "psu_staff_assigned": 952,
    }


def test_service_units_are_all_of_them_beside_posts_and_those_of_autonomy_beside_its_kinds() -> None:
    header = "STT | Đơn vị | Số ĐVSN công lập | {} | Ghi chú"
    row = "1 | Xã Ba Cung | 7 | 5 |"
    beside_posts = figures(read(row, f"Tổ chức bộ máy {OF_LAK}", header.format("Số người làm việc có mặt")))
    assert beside_posts == {"psu_total": 7, "psu_staff_present": 5}
    for kind in ("Số ĐVSN tự bảo đảm chi thường xuyên", "Số ĐVSN thực hiện cơ chế tự chủ"):
        assert "psu_total" not in figures(read(row, f"Tổ chức bộ máy {OF_LAK}", header.format(kind)))


def test_posts_that_are_filled_are_no_total_of_a_difference_and_of_the_recruited() -> None:
    title = "Tình hình sử dụng biên chế công chức năm 2023 của UBND huyện Lắk, tỉnh Đắk Lắk"
    header = "TT | Xã | Biên chế công chức được giao | Biên chế có mặt | Chênh lệch | Số công chức tuyển dụng trong năm"
    reading = read("1 | Xã Yang Tao | 55 | 52 | -3 | 3\n2 | Xã Nam Ka | 68 | 60 | -8 | 1", title, header)
    present = [float(one.value) for one in reading.observations if one.indicator == "staff_present"]
    assert present == [52, 60]
