"""What groups, headings and titles say of the names and columns below them: kinds, kỳ, sources, acts."""

import pytest

from etl.interpret import Reading
from tests.workbooks import figures, read, said

LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
PROVINCE = "(Kèm theo Báo cáo số 12/BC-UBND của UBND tỉnh Đắk Lắk)"
DOWN = "STT | Nội dung | Đơn vị tính | Số liệu"


def found(reading: Reading) -> list[tuple[str, str, str, float]]:
    """Unit, period, indicator and value of what would load."""
    return [(o.reporting_unit.rpartition(".")[2], o.period, o.indicator, float(o.value)) for o in reading.observations]


def units(reading: Reading) -> list[str]:
    return list(dict.fromkeys(unit for unit, *_ in found(reading)))


# Names whose kind a heading or a group says.


def test_names_across_that_no_list_knows_are_of_the_kind_that_stands_over_them() -> None:
    header = "Nội dung | {} | | | Tổng\n | {} | Bằng Sơn | Cây Bàng |"
    merges = "\nmerge: A2:A3\nmerge: B2:D2\nmerge: E2:E3"

    def read_as(kinds: str, first: str = "Bằng Lăng") -> list[str]:
        title = f"Kết quả giải quyết hồ sơ năm 2023 {LAK}"
        return units(read("Hồ sơ đã giải quyết | 1 | 2 | 3 | 6" + merges, title, header.format(kinds, first)))

    assert read_as("Các xã") == ["xa-bang-lang~moi", "xa-bang-son~moi", "xa-cay-bang~moi"]
    assert read_as("UBND các xã, thị trấn", "TT Bằng Lăng") == [
        "thi-tran-bang-lang~moi", "xa-bang-son~moi", "xa-cay-bang~moi",
    ]  # fmt: skip
    # Either of them, or none: only what is counted of all is read.
    assert read_as("Các xã, phường") == read_as("Trong đó") == ["huyen-lak"]
    assert read_as("Các xã", "Trực tuyến") == ["xa-bang-son~moi", "xa-cay-bang~moi"]  # no name


def test_names_beside_a_thành_phố_below_huyện_thành_phố_are_huyện() -> None:
    title = f"Kết quả giải quyết hồ sơ năm 2023\n{PROVINCE}"
    reading = read(
        "1 | TP. Buôn Ma Thuột | 9\n2 | Lắk | 5\n3 | Bằng Lăng | 4", title, "STT | Huyện, thành phố | Đã giải quyết"
    )
    assert units(reading) == ["thanh-pho-buon-ma-thuot", "huyen-lak", "huyen-bang-lang~moi"]


@pytest.mark.parametrize("numbers", [("I", "II"), ("A", "B")])
def test_a_group_says_the_kind_of_the_names_below_it(numbers: tuple[str, str]) -> None:
    first, second = numbers
    rows = f"{first} | Phường |\n1 | Bằng Lăng | 5\n2 | Cây Bàng | 4\n{second} | Các xã |\n1 | Bằng Sơn | 3"
    title = "Kết quả giải quyết hồ sơ quý I năm 2026\n(Kèm theo Báo cáo số 12/BC-UBND của UBND tỉnh Đắk Lắk)"
    reading = read(rows, title, "STT | Đơn vị | Hồ sơ đã giải quyết")
    assert units(reading) == ["phuong-bang-lang~moi", "phuong-cay-bang~moi", "xa-bang-son~moi"]


def test_x_before_a_name_is_xã_in_a_list_of_dossiers_too() -> None:
    rows = "1 | P. Bằng Lăng | 5\n2 | X. Cây Bàng | 4"
    title = "Kết quả giải quyết hồ sơ quý I năm 2026\n(Kèm theo Báo cáo số 12/BC-UBND của UBND tỉnh Đắk Lắk)"
    assert units(read(rows, title, "STT | Tên đơn vị | Hồ sơ đã giải quyết")) == [
        "phuong-bang-lang~moi", "xa-cay-bang~moi",
    ]  # fmt: skip


def test_a_body_that_a_title_lists_behind_another_and_a_row_names_narrows_nothing() -> None:
    title = f"Kết quả giải quyết hồ sơ cấp xã các huyện Lắk, Krông Bông năm 2023\n{PROVINCE}"
    rows = "I | HUYỆN LẮK |\n1 | Xã Bằng Lăng | 5\nII | HUYỆN KRÔNG BÔNG |\n1 | Xã Cây Bàng | 4"
    assert units(read(rows, title, "STT | Đơn vị | Hồ sơ đã giải quyết")) == ["xa-bang-lang~moi", "xa-cay-bang~moi"]
    other = read(rows, title.replace("Krông Bông", "Cư Kuin"), "STT | Đơn vị | Hồ sơ đã giải quyết")
    assert not other.observations, "a huyện that no row names may be what the figures are of"


def test_a_word_of_a_title_that_is_a_part_of_a_name_narrows_all_the_same() -> None:
    title = f"Biên chế công chức nam của các huyện năm 2024\n{PROVINCE}"
    reading = read("1 | Huyện Nam Đàn | 9\n2 | Huyện Lắk | 8", title, "STT | Đơn vị | Biên chế công chức có mặt")
    assert not reading.observations
    assert any(one.startswith("title_unclear") for one in said(reading))


def test_what_follows_whom_a_letter_is_sent_to_still_narrows() -> None:
    def told(title: str) -> dict[str, float]:
        attached = f"(Kèm theo Báo cáo số 1/BC-UBND {LAK})"
        return figures(read("1 | Hồ sơ đã giải quyết | Hồ sơ | 5", f"{title} năm 2024\n{attached}", DOWN))

    assert told("Số liệu gửi Văn phòng UBND tỉnh về giải quyết thủ tục hành chính") == {"dossiers_resolved": 5}
    assert told("Kết quả giải quyết hồ sơ gửi Sở Y tế bị trễ hạn") == {}
    assert told("Kết quả giải quyết hồ sơ gửi Sở Y tế thuộc diện khó") == {}


def test_two_names_that_differ_in_an_accent_are_never_one_unit() -> None:
    """Both are communes of Nam Trà My."""
    title = f"Kết quả giải quyết hồ sơ năm 2023 {LAK}"
    reading = read("1 | Xã Trà Don | 5\n2 | Xã Trà Dơn | 4", title, "STT | Đơn vị | Hồ sơ đã giải quyết")
    assert found(reading) == [("xa-tra-don~moi", "2023", "dossiers_resolved", 5)]
    assert said(reading) == ["unit_new B3", "unit_row_unclear B4"]
    blank = read("1 | Xã Trà Don | \n2 | Xã Trà Dơn | 4", title, "STT | Đơn vị | Hồ sơ đã giải quyết")
    assert not blank.observations


def test_a_group_of_several_kinds_says_none() -> None:
    rows = "I | Phường, xã |\n1 | Bằng Lăng | 5\n2 | Cây Bàng | 4"
    reading = read(rows, f"Kết quả năm 2023 {LAK}", "STT | Đơn vị | Hồ sơ đã giải quyết")
    assert not reading.observations
    assert said(reading).count("unit_row_unclear B4") == 1


def test_a_sở_of_a_province_that_ended_within_the_year_is_one_of_that_province() -> None:
    title = (
        "Giải ngân vốn đầu tư công năm 2025\n(Kèm theo Báo cáo số 1/BC-UBND của UBND tỉnh Bình Thuận)\nĐVT: triệu đồng"
    )
    reading = read("1 | Sở Xây dựng | 9\n2 | Huyện Tuy Phong | 7", title, "STT | Đơn vị | Kế hoạch vốn năm 2025")
    assert [o.reporting_unit for o in reading.observations] == [
        "binh-thuan.so-xay-dung~moi", "binh-thuan.huyen-tuy-phong",
    ]  # fmt: skip


SECTIONS = (
    "1 | Lãnh đạo Sở | 3\n2 | Văn phòng Sở | 9\n3 | Phòng Nghiệp vụ Y | 7\n4 | Chi cục Dân số | 5\n | Tổng cộng | 24"
)


def test_the_total_over_the_sections_of_a_sở_is_its_own() -> None:
    title = "Biên chế công chức quý I năm 2024\n(Kèm theo Báo cáo số 1/BC-SYT của Sở Y tế tỉnh Đắk Lắk)"
    header = "STT | Phòng, đơn vị thuộc Sở | Biên chế công chức được giao"
    assert found(read(SECTIONS, title, header)) == [("so-y-te~moi", "2024-Q1", "staff_assigned", 24)]
    alone = read(SECTIONS.rpartition("\n")[0], title, header)
    assert not alone.observations
    assert "details_without_total" in " ".join(said(alone))


def test_the_offices_of_many_huyện_are_no_sections_of_the_sở_above_them() -> None:
    rows = "1 | Phòng GD&ĐT Ba Vì | 9\n2 | Phòng GD&ĐT Lắk | 7\n3 | Phòng GD&ĐT Đắk Song | 4\n | Tổng cộng | 20"
    title = "Biên chế công chức quý I năm 2024\n(Kèm theo Báo cáo số 1/BC-SGD của Sở Giáo dục và Đào tạo tỉnh Đắk Lắk)"
    reading = read(rows, title, "STT | Phòng | Biên chế công chức được giao")
    assert 20 not in [value for *_, value in found(reading)]


def test_the_divisions_of_a_huyện_are_bodies_that_report() -> None:
    rows = "1 | Phòng Nội vụ | 9\n2 | Phòng Tư pháp | 7\n | Tổng cộng | 16"
    reading = read(rows, f"Biên chế công chức quý I năm 2024 {LAK}", "STT | Đơn vị | Biên chế công chức được giao")
    assert [value for *_, value in found(reading)] == [9, 7]


def test_the_office_of_a_xã_sends_its_figures() -> None:
    letterhead = "UBND XÃ EA KAR\nVĂN PHÒNG HĐND VÀ UBND"
    title = f"{letterhead}\nKết quả giải quyết TTHC theo tháng\n6 tháng cuối năm 2025 - tỉnh Đắk Lắk"
    header = "TT | Nội dung | Năm 2025 | \n | | Tháng 7 | Tháng 8"
    reading = read("1 | Hồ sơ đã giải quyết | 5 | 6\nmerge: A5:A6\nmerge: B5:B6\nmerge: C5:D5", title, header)
    assert [(one[1], one[3]) for one in found(reading)] == [("2025-M07", 5), ("2025-M08", 6)]
    assert units(reading) == ["xa-ea-kar~moi"]


def test_names_across_below_đơn_vị_are_of_the_kind_that_the_title_says() -> None:
    header = "Nội dung | Đơn vị | | | Cộng\n | Bằng Lăng | Bằng Sơn | TT. Cây Bàng |"
    rows = "Hồ sơ đã giải quyết | 1 | 2 | 3 | 6\nmerge: A2:A3\nmerge: B2:D2\nmerge: E2:E3"
    reading = read(rows, f"Kết quả giải quyết TTHC tại UBND các xã, thị trấn năm 2023 {LAK}", header)
    assert units(reading) == ["xa-bang-lang~moi", "xa-bang-son~moi", "thi-tran-cay-bang~moi"]


# Periods.


def test_the_months_of_a_quarter_and_all_of_it_stand_side_by_side() -> None:
    title = f"Kết quả giải quyết hồ sơ các tháng quý III/2023 {LAK}"
    header = "STT | Nội dung | Quý III năm 2023 | | \n | | Tháng 7 | Tháng 8 | Cả quý"
    merges = "\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:E2"
    reading = read("1 | Hồ sơ đã giải quyết | 5 | 6 | 18" + merges, title, header)
    assert [one[1:] for one in found(reading)] == [
        ("2023-M07", "dossiers_resolved", 5), ("2023-M08", "dossiers_resolved", 6),
        ("2023-Q3", "dossiers_resolved", 18),
    ]  # fmt: skip


def test_a_month_below_a_quarter_in_which_it_does_not_lie_is_asked() -> None:
    header = "STT | Nội dung | Quý III năm 2023 | \n | | Tháng 7 | Tháng 5"
    reading = read(
        "1 | Hồ sơ đã giải quyết | 5 | 6\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:D2",
        f"Kết quả quý III năm 2023 {LAK}", header,
    )  # fmt: skip
    assert [one[1] for one in found(reading)] == ["2023-M07"]
    assert "column_period_unclear D4" in said(reading)


@pytest.mark.parametrize(
    ("title", "across", "periods"),
    [
        ("tháng 4 và tháng 5 năm 2025", ("Tháng 4/2025", "Tháng 5/2025"), ["2025-M04", "2025-M05"]),
        ("quý I và quý II năm 2024", ("Quý I", "Quý II"), ["2024-Q1", "2024-Q2"]),
    ],
)
def test_several_periods_of_one_kind_are_those_of_the_columns(
    title: str, across: tuple[str, str], periods: list[str]
) -> None:
    header = f"STT | Nội dung | {across[0]} | {across[1]}"
    reading = read("1 | Hồ sơ đã giải quyết | 5 | 6", f"Kết quả giải quyết TTHC {title} {LAK}", header)
    assert [one[1] for one in found(reading)] == periods
    assert not [one for one in reading.problems if one.severity == "stop"]


def test_months_one_after_another_are_no_day_and_no_nine_months() -> None:
    header = "STT | Nội dung | Tháng 9/2025 | Tháng 10/2025 | Tháng 11/2025"
    reading = read(
        "1 | Hồ sơ đã giải quyết | 5 | 6 | 7", f"Kết quả {LAK}\nTháng 9, tháng 10, tháng 11 năm 2023", header
    )
    assert not reading.observations, "other years than the title's"
    same = read(
        "1 | Hồ sơ đã giải quyết | 5 | 6 | 7", f"Kết quả {LAK}\nTháng 9, tháng 10, tháng 11 năm 2023",
        header.replace("2025", "2023"),
    )  # fmt: skip
    assert [one[1] for one in found(same)] == ["2023-M09", "2023-M10", "2023-M11"]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("6T/2024", "2024-H1"),
        ("TH 6T/2024", "2024-H1"),
        ("Thực hiện 3 tháng năm 2024", "2024-Q1"),
        ("TH Q1/2024", "2024-Q1"),
    ],
)
def test_short_headings_of_periods(heading: str, period: str) -> None:
    title = f"Kết quả giải quyết hồ sơ 6 tháng đầu năm 2024 {LAK}"
    reading = read("1 | Hồ sơ đã giải quyết | 5", title, f"STT | Nội dung | {heading}")
    assert [one[1:] for one in found(reading)] == [(period, "dossiers_resolved", 5)]


@pytest.mark.parametrize("title", ["3 tháng đầu năm 2024", "ba tháng đầu năm 2024"])
def test_three_months_are_the_first_quarter(title: str) -> None:
    reading = read("1 | Hồ sơ đã giải quyết | Hồ sơ | 5", f"Kết quả giải quyết hồ sơ {title} {LAK}", DOWN)
    assert [one[1] for one in found(reading)] == ["2024-Q1"]


def test_the_sum_of_months_is_the_figure_of_the_period_that_it_names() -> None:
    rows = "1 | Tháng 01 | 5\n2 | Tháng 02 | 6\n | {} | 30"
    title = f"Theo dõi hồ sơ một cửa từng tháng, 6 tháng đầu năm 2024 {LAK}"
    header = "TT | Kỳ | Hồ sơ đã giải quyết"
    named = [(period, value) for _, period, _, value in found(read(rows.format("Cộng 6 tháng"), title, header))]
    assert named == [("2024-M01", 5), ("2024-M02", 6), ("2024-H1", 30)]
    assert len(found(read(rows.format("Cộng"), title, header))) == 2


@pytest.mark.parametrize(("total", "is_read"), [("9", True), ("16", False)])
def test_what_waits_is_not_added_over_months(total: str, *, is_read: bool) -> None:
    rows = f"1 | Tháng 01 | 5 | 7\n2 | Tháng 02 | 6 | 9\n | Cộng 6 tháng | 11 | {total}"
    title = f"Theo dõi hồ sơ một cửa từng tháng, 6 tháng đầu năm 2024 {LAK}"
    reading = read(rows, title, "TT | Kỳ | Hồ sơ đã giải quyết | Hồ sơ đang giải quyết")
    half = {code: value for _, period, code, value in found(reading) if period == "2024-H1"}
    assert half == {"dossiers_resolved": 11} | ({"dossiers_pending": 9} if is_read else {})


def test_the_year_of_a_decree_is_no_period() -> None:
    title = f"Biên chế năm 2024\n{PROVINCE}"
    header = "STT | Đơn vị | Biên chế công chức được giao | Hợp đồng NĐ 111/2022"
    assert figures(read("1 | Huyện Lắk | 90 | 5\n2 | Huyện Krông Bông | 80 | 4", title, header)) == {
        "staff_assigned": 80, "staff_contract": 4,
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["Lũy kế", "Tổng cộng", "Trong tháng"])
def test_of_several_periods_of_one_kind_none_is_guessed(heading: str) -> None:
    header = f"STT | Nội dung | Tháng 4 | Tháng 5 | {heading}"
    reading = read("1 | Hồ sơ đã giải quyết | 5 | 6 | 11", f"Kết quả tháng 4 và tháng 5 năm 2025 {LAK}", header)
    assert {(period, value) for _, period, _, value in found(reading)} <= {("2025-M04", 5), ("2025-M05", 6)}


@pytest.mark.parametrize(
    ("over", "below", "asked"),
    [
        ("Quý II năm 2024", "Đến hết tháng 6", True),  # since April, or since January
        ("6 tháng đầu năm 2024", "Lũy kế đến tháng 6", False),
        ("Quý II năm 2024", "Lũy kế 6 tháng", True),
    ],
)
def test_what_counts_up_below_a_shorter_kỳ_is_asked(over: str, below: str, *, asked: bool) -> None:
    header = f"STT | Nội dung | {over} | \n | | Tháng 6/2024 | {below}"
    merges = "\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:D2"
    reading = read("1 | Hồ sơ đã giải quyết | 5 | 6" + merges, f"Kết quả {over.casefold()} {LAK}", header)
    assert ("column_period_unclear D4" in said(reading)) is asked
    assert any(value == 6 for *_, value in found(reading)) is not asked


# Headings and titles.


def test_whence_all_figures_come_says_nothing_of_a_column() -> None:
    header = "STT | Đơn vị | {} | | \n | | Hồ sơ đã giải quyết | Trong đó: trễ hạn | {}"
    merges = "\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:{}3"
    rows = "1 | Huyện Lắk | 50 | 2 | 48\n2 | Huyện Krông Bông | 60 | 1 | 59"
    title = f"Kết quả giải quyết hồ sơ năm 2023\n{PROVINCE}"
    source = "Số liệu tổng hợp từ phần mềm một cửa điện tử"
    reading = read(rows + merges.format("E"), title, header.format(source, "Đúng hạn"))
    assert figures(reading)["dossiers_resolved"] == 60
    assert "dossiers_resolved_late" in figures(reading)
    beside = read(rows + merges.format("D"), title, header.format(source, "Số liệu đơn vị báo cáo"))
    assert "dossiers_resolved" not in figures(beside), "another source stands beside it"


def test_cut_and_recruited_in_one_heading_or_title_are_two_things() -> None:
    rows = """I | Tinh giản, tuyển dụng | |
1 | Số biên chế tinh giản trong năm | Người | 4
2 | Số công chức được tuyển dụng | Người | 1"""
    assert figures(read(rows, f"Biên chế năm 2024 {LAK}", DOWN)) == {
        "staff_cut_in_period": 4, "civil_servants_recruited": 1,
    }  # fmt: skip
    title = f"Kết quả tuyển dụng và tinh giản biên chế năm 2024\n{PROVINCE}"
    header = "STT | Đơn vị | Công chức được tuyển dụng | Biên chế công chức tinh giản"
    assert figures(read("1 | Huyện Lắk | 5 | 2\n2 | Huyện Krông Bông | 6 | 3", title, header)) == {
        "civil_servants_recruited": 6, "staff_cut_in_period": 3,
    }  # fmt: skip


def test_a_title_of_recruitment_alone_makes_posts_a_part() -> None:
    title = f"Kết quả tuyển dụng năm 2024\n{PROVINCE}"
    header = "STT | Đơn vị | Biên chế công chức được giao"
    reading = read("1 | Huyện Lắk | 5\n2 | Huyện Krông Bông | 6", title, header)
    assert not reading.observations
    assert any(one.startswith("title_unclear") for one in said(reading))


@pytest.mark.parametrize("region", ["miền núi", "vùng cao, biên giới", "phía Tây", "ven biển và hải đảo"])
def test_a_region_chooses_bodies_in_a_list_and_is_a_part_elsewhere(region: str) -> None:
    rows = "1 | Huyện Lắk | 50\n2 | Huyện Krông Bông | 60"
    listed = read(
        rows, f"Kết quả giải quyết hồ sơ các huyện {region} năm 2023\n{PROVINCE}", "STT | Đơn vị | Đã giải quyết"
    )
    assert [value for *_, value in found(listed)] == [50, 60]
    alone = read(
        "1 | Hồ sơ đã giải quyết | Hồ sơ | 50", f"Kết quả giải quyết hồ sơ các xã {region} năm 2023 {LAK}", DOWN
    )
    assert not alone.observations


def test_an_owner_in_capitals_that_the_letterhead_names_is_no_strange_word() -> None:
    title = "{}\nTIẾN ĐỘ GIẢI NGÂN CÁC DỰ ÁN DO SỞ GIAO THÔNG VẬN TẢI LÀM CHỦ ĐẦU TƯ NĂM 2023\nĐVT: triệu đồng"
    rows = "1 | Đường tỉnh 1 | 40\n2 | Cầu A | 20\n | Tổng cộng | 60"
    header = "STT | Danh mục dự án | Kế hoạch vốn được giao"
    own = read(rows, title.format("UBND TỈNH ĐẮK LẮK\nSỞ GIAO THÔNG VẬN TẢI"), header)
    assert [(unit, value) for unit, *_, value in found(own)] == [("so-giao-thong-van-tai~moi", 60)]
    assert not read(rows, title.format("UBND TỈNH ĐẮK LẮK"), header).observations, "a part of the province's"


def test_a_rate_beside_rows_that_all_count_dossiers_is_theirs() -> None:
    rows = """1 | Số hồ sơ tiếp nhận | Hồ sơ | 40
2 | Số hồ sơ đã giải quyết | Hồ sơ | 30
{}3 | Tỷ lệ giải quyết đúng hạn | % | 99"""
    title = f"Biểu số liệu quý I năm 2024 {LAK}"
    assert figures(read(rows.format(""), title, DOWN))["dossiers_on_time_rate"] == 99
    other = "4 | Số đơn khiếu nại đã giải quyết | Đơn | 5\n"
    assert "dossiers_on_time_rate" not in figures(read(rows.format(other), title, DOWN))


def test_procedures_of_a_level_under_a_title_of_services_that_are_provided_are_those() -> None:
    title = f"Tình hình cung cấp dịch vụ công trực tuyến mức độ 3, 4 của các huyện năm 2021\n{PROVINCE}"
    header = """STT | Đơn vị | Tổng số TTHC mức độ 3, 4 | Mức độ 3 | | Tích hợp Cổng DVC quốc gia
 | | | Số TTHC | Có phát sinh hồ sơ |"""
    rows = "1 | Huyện Lắk | 76 | 39 | 14 | 70\n2 | Huyện Krông Bông | 62 | 38 | 1 | 61"
    merges = "\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:C4\nmerge: D3:E3\nmerge: F3:F4"
    assert [one[2:] for one in found(read(rows + merges, title, header))[:4]] == [
        ("online_l34_provided", 76), ("online_l3_provided", 39), ("online_l3_with_dossiers", 14),
        ("online_l34_national_portal", 70),
    ]  # fmt: skip


def test_payment_on_the_portal_is_payment() -> None:
    rows = """1 | Số TTHC có yêu cầu nghĩa vụ tài chính | TTHC | 61
2 | Số TTHC được triển khai thanh toán trực tuyến trên Cổng DVC quốc gia | TTHC | 38"""
    assert figures(read(rows, f"Dịch vụ công trực tuyến năm 2024 {LAK}", DOWN)) == {
        "fee_procedures_total": 61, "fee_procedures_online_payment": 38,
    }  # fmt: skip


def test_online_on_a_portal_is_all_that_came_online_only_where_the_sum_says_so() -> None:
    rows = """1 | Hồ sơ tiếp nhận mới | Hồ sơ | {}
 | - Nộp trực tuyến trên Cổng Dịch vụ công quốc gia | Hồ sơ | 12313
 | - Nộp trực tiếp tại Trung tâm | Hồ sơ | 4097"""
    title = f"Kết quả giải quyết TTHC năm 2024 {LAK}"
    assert figures(read(rows.format(16410), title, DOWN))["online_dossiers_received"] == 12313
    assert "online_dossiers_received" not in figures(read(rows.format(17410), title, DOWN))


CLASSES = """3.1 | Số đơn vị tự bảo đảm chi thường xuyên | Đơn vị | 2
3.2 | Số đơn vị do Nhà nước bảo đảm chi thường xuyên | Đơn vị | {}"""


def test_service_units_over_how_they_are_funded_are_the_total_of_that() -> None:
    title = f"Cải cách tài chính công năm 2024 {LAK}"
    row = "3 | Tổng số đơn vị sự nghiệp công lập | Đơn vị | 9\n"
    assert figures(read(row + CLASSES.format(7), title, DOWN))["psu_autonomy_total"] == 9
    assert "psu_autonomy_total" not in figures(read(row + CLASSES.format(5), title, DOWN)), "it is not their sum"


def test_service_units_of_an_organisation_are_all_of_them_unless_it_may_be_those_of_a_rate() -> None:
    title = f"Số liệu CCHC năm 2024 {LAK}"
    rows = "{}\n1 | Tổng số đơn vị sự nghiệp công lập thuộc huyện | Đơn vị | 46"
    assert figures(read(rows.format("I | Tổ chức bộ máy | |"), title, DOWN)) == {"psu_total": 46}
    rate = "I | Tỷ lệ ĐVSN đã cắt giảm so với năm 2015 | % | 12"
    assert "psu_total" not in figures(read(rows.format(rate), title, DOWN))


def test_whole_services_and_parts_are_each_some_of_what_came_online() -> None:
    rows = """2 | Số hồ sơ nộp trực tuyến (toàn trình và một phần) | Hồ sơ | 3205
a | Trong đó: DVC trực tuyến toàn trình | Hồ sơ | 1988
b | DVC trực tuyến một phần | Hồ sơ | 1217"""
    reading = read(rows, f"Giải quyết TTHC năm 2024 {LAK}", DOWN)
    assert figures(reading) == {"online_dossiers_received": 3205}
    assert not [one for one in said(reading) if one.startswith("duplicate")]


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("HS đang g/quyết", "dossiers_pending"),
        ("Số TTHC đã thanh toán trực tuyến được", "fee_procedures_online_payment"),
        ("Hồ sơ đã tiếp nhận (cả trực tiếp và trực tuyến) của các TTHC có DVCTT", "online_dossier_base"),
    ],
)
def test_words_of_clerks(label: str, indicator: str) -> None:
    rows = f"1 | {label} | | 5"
    assert figures(read(rows, f"Số liệu CCHC năm 2024 {LAK}", DOWN)) == {indicator: 5}


def test_a_group_of_parts_is_of_the_one_column_before_it() -> None:
    title = f"Kết quả thực hiện tinh giản biên chế năm 2021\n{PROVINCE}"
    header = """STT | Đơn vị | Tổng số người tinh giản | Trong đó |
 | | | Công chức hành chính | Người làm việc trong ĐVSN công lập"""
    rows = "1 | Huyện Lắk | 8 | 2 | 6\n2 | Huyện Krông Bông | 11 | 4 | 7"
    merges = "\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:C4\nmerge: D3:E3"
    assert figures(read(rows + merges, title, header)) == {"staff_cut_in_period": 4, "psu_staff_cut_in_period": 7}


def test_the_total_over_cán_bộ_and_công_chức_is_that_of_a_xã() -> None:
    title = f"Biên chế cán bộ, công chức cấp xã 6 tháng đầu năm 2024 {LAK}"
    header = "STT | Đơn vị | Biên chế có mặt | | \n | | Tổng số | Cán bộ | Công chức"
    rows = "1 | Xã Bằng Lăng | 19 | 10 | 9\n2 | Xã Cây Bàng | 20 | 8 | 12"
    reading = read(rows + "\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:E2", title, header)
    assert [one[2:] for one in found(reading)] == [("staff_present", 19), ("staff_present", 20)]
