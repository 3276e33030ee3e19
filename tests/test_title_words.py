"""Titles as offices print them: words that narrow nothing are known, those that do make a question."""

import pytest

from etl.interpret import Reading
from tests.workbooks import read, said

LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
DOSSIERS = "STT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
POSTS = "STT | Đơn vị | Biên chế công chức được giao | Biên chế công chức có mặt"
MONEY = "STT | Đơn vị | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
ONLINE = "STT | Đơn vị | Tổng số hồ sơ tiếp nhận | Số hồ sơ tiếp nhận trực tuyến"
HEADERS = {"dossiers": DOSSIERS, "posts": POSTS, "money": MONEY, "online": ONLINE}


def values(reading: Reading) -> list[float]:
    """The figures that would load."""
    return [float(one.value) for one in reading.observations]


def asked(reading: Reading) -> list[str]:
    """The questions, but those about units that no list knows."""
    return [one for one in said(reading) if not one.startswith("unit_")]


def over(theme: str, title: str) -> Reading:
    """A list of two xã of huyện Lắk under a title."""
    of = "" if "HUYỆN LẮK" in title else f" {LAK}"
    lines = title if "năm 2023" in title.casefold() else f"{title}\nNăm 2023"
    lines += f"\n(Kèm theo Báo cáo{of})"
    return read("1 | Xã Yang Tao | 20 | 15\n2 | Xã Nam Ka | 12 | 11", lines, HEADERS[theme])


HARMLESS = [
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC sau 04 tháng vận hành mô hình chính quyền địa phương 02 cấp năm 2023"),
    ("posts", "Thống kê số lượng công chức, người lao động của các xã năm 2023"),
    ("money", "Tình hình thực hiện và giải ngân kế hoạch vốn XDCB năm 2023"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC TẠI 05 XÃ NĂM 2023"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC tại 11/11 xã, thị trấn năm 2023"),
    ("dossiers", "Biểu 2.1. Tình hình giải quyết TTHC tại các xã, thị trấn"),
    ("dossiers", "Biểu số 2.1.3: Tình hình giải quyết TTHC"),
    ("dossiers", "Bảng 3-1. Tình hình giải quyết TTHC của 10 đơn vị"),
    ("dossiers", "Phụ lục II.1 Tình hình giải quyết TTHC của các đơn vị trực thuộc"),
    ("dossiers", "TÌNH HÌNH GIẢI QUYẾT TTHC CỦA CÁC XÃ, THỊ TRẤN TRÊN ĐỊA BÀN HUYỆN"),
    ("dossiers", "Tình hình giải quyết TTHC của một số xã năm 2023"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT TTHC CỦA CÁC SỞ, BAN, NGÀNH VÀ UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ"),
    (
        "dossiers",
        "Kết quả giải quyết hồ sơ TTHC theo quy định tại Nghị định 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ",
    ),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC theo Thông tư 01/2020/TT-VPCP"),
    ("posts", "BIÊN CHẾ CÔNG CHỨC CỦA CÁC CƠ QUAN CHUYÊN MÔN THUỘC UBND HUYỆN LẮK, TỈNH ĐẮK LẮK"),
    ("posts", "BIÊN CHẾ CÔNG CHỨC CÁC PHÒNG CHUYÊN MÔN VÀ UBND CẤP XÃ"),
    ("posts", "Bảng so sánh biên chế công chức của một số cơ quan"),
    ("posts", "Biên chế công chức theo Quyết định số 123/QĐ-UBND ngày 05/01/2023 của UBND tỉnh"),
    ("money", "Giải ngân vốn đầu tư công do UBND cấp xã làm chủ đầu tư"),
    ("money", "Giải ngân vốn đầu tư công do các xã làm chủ đầu tư"),
    ("money", "Tiến độ giải ngân vốn đầu tư công của 12 chủ đầu tư"),
    ("money", "Giải ngân vốn đầu tư công 15 dự án do xã quản lý"),
    ("dossiers", "Giải quyết TTHC phục vụ sơ kết Chương trình tổng thể cải cách hành chính năm 2023"),
    ("dossiers", "Kết quả hiện đại hóa Bộ phận Một cửa năm 2023"),
    ("dossiers", "Thống kê hồ sơ thủ tục hành chính tại các xã làm điểm năm 2023"),
    ("dossiers", "Kết quả giải quyết TTHC của các cơ quan ngành dọc đóng trên địa bàn"),
    ("dossiers", "Bảng kê tình hình tiếp nhận và trả kết quả hồ sơ hành chính"),
    ("dossiers", "Mục 2: Kết quả giải quyết TTHC tuần 32"),
    ("dossiers", "Kết quả triển khai Nghị định 61/2018/NĐ-CP trong giải quyết TTHC"),
    ("posts", "BIỂU TỔNG HỢP BIÊN CHẾ CÔNG CHỨC TẠI CÁC CƠ QUAN CHUYÊN MÔN"),
    ("posts", "Biên chế công chức của các đơn vị dự toán"),
    ("money", "Báo cáo tiến độ giải ngân, khó khăn vướng mắc và giải pháp"),
    ("dossiers", "KQ giải quyết TTHC của các xã được kiểm tra CCHC"),
    ("dossiers", "Kết quả giải quyết TTHC từ khi thực hiện mô hình chính quyền địa phương 2 cấp"),
    ("dossiers", "Thống kê việc giải quyết hồ sơ của UBND các xã"),
    ("posts", "Biên chế, lao động của UBND các xã"),
]


@pytest.mark.parametrize(("theme", "title"), HARMLESS)
def test_a_title_that_narrows_nothing(theme: str, title: str) -> None:
    reading = over(theme, title)
    assert values(reading) == [20, 15, 12, 11]
    assert asked(reading) == []


NARROW = [
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC lĩnh vực đất đai tại 05 xã"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC của các xã lĩnh vực đất đai"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC tại các đơn vị đối với doanh nghiệp"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC trên địa bàn huyện lĩnh vực hộ tịch"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC (lĩnh vực đất đai)"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC (không bao gồm lĩnh vực chứng thực)"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC\n(Lĩnh vực đất đai)"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC\nSố liệu không bao gồm lĩnh vực chứng thực."),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC so với cùng kỳ năm 2022 lĩnh vực đất đai"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC giai đoạn 2021 - 2023 lĩnh vực đất đai"),
    ("posts", "Biên chế công chức các xã khối đảng"),
    ("posts", "Biên chế công chức của các cơ quan tham mưu của Đảng"),
    ("posts", "Biên chế công chức nữ của các xã"),
    ("money", "Giải ngân vốn đầu tư công các xã vốn ODA"),
    ("money", "Thực hiện giải ngân vốn ODA của các xã"),
    ("money", "Giải ngân vốn đầu tư công theo Nghị quyết 43/2022/QH15"),
    ("money", "Giải ngân vốn đầu tư công tại các đơn vị nguồn thu tiền sử dụng đất"),
    ("money", "Giải ngân các chương trình mục tiêu quốc gia tại 05 xã"),
]


@pytest.mark.parametrize(("theme", "title"), NARROW)
def test_a_title_that_narrows(theme: str, title: str) -> None:
    reading = over(theme, title)
    assert values(reading) == []
    assert [one.partition(" ")[0] for one in asked(reading)] == ["title_unclear"], "one question for all columns"


def test_some_bodies_are_not_all_where_they_are_not_listed() -> None:
    """Over a list of fields the total is of those bodies alone."""
    rows = "1 | Đất đai | 20 | 15\n2 | Hộ tịch | 12 | 11\n | Tổng cộng | 32 | 26"
    header = "STT | Lĩnh vực | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
    for whose, found in (("một số cơ quan", []), ("các cơ quan", [32, 26])):
        title = f"Kết quả giải quyết hồ sơ TTHC của {whose} năm 2023\n(Kèm theo Báo cáo {LAK})"
        assert values(read(rows, title, header)) == found
    rows = rows.replace("Đất đai", "Trường Lê Lợi").replace("Hộ tịch", "Cầu Ea Rbin")
    header = "STT | Dự án | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
    for owner, found in (("do UBND cấp xã", []), ("do huyện", [32, 26])):
        title = f"Giải ngân vốn đầu tư công {owner} làm chủ đầu tư năm 2023\n(Kèm theo Báo cáo {LAK})"
        assert values(read(rows, title, header)) == found


def test_some_bodies_that_stand_across_are_listed_too() -> None:
    title = f"Kết quả giải quyết hồ sơ TTHC của một số xã năm 2023\n(Kèm theo Báo cáo {LAK})"
    rows = "1 | Số hồ sơ tiếp nhận | 20 | 12\n2 | Số hồ sơ đã giải quyết | 15 | 11"
    assert values(read(rows, title, "STT | Nội dung | Xã Yang Tao | Xã Nam Ka")) == [20, 15, 12, 11]


@pytest.mark.parametrize(
    "heading", ["Tổng số hồ sơ tiếp nhận và tồn kỳ trước", "Hồ sơ kỳ trước chuyển sang và tiếp nhận trong kỳ"]
)
def test_what_came_in_and_what_was_left_is_what_is_to_be_done(heading: str) -> None:
    header = f"STT | Đơn vị | {heading} | Hồ sơ đã giải quyết"
    title = f"Kết quả giải quyết hồ sơ TTHC năm 2023 {LAK}"
    reading = read("1 | Xã Yang Tao | 20 | 15", title, header)
    assert {one.indicator: float(one.value) for one in reading.observations} == {
        "dossiers_to_process": 20, "dossiers_resolved": 15,
    }  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "Kết quả giải quyết hồ sơ TTHC toàn trình",
        "Kết quả giải quyết hồ sơ TTHC đã số hóa",
        "Tình hình hồ sơ quá hạn của các đơn vị",
        "Kết quả thực hiện thanh toán trực tuyến hồ sơ TTHC",
    ],
)
def test_known_words_that_count_some_dossiers_only(title: str) -> None:
    assert values(over("dossiers", title)) == []


def test_what_a_title_counts_may_be_a_column_or_all_that_the_table_is_of() -> None:
    header = "STT | Đơn vị | Số hồ sơ đã giải quyết | Trong đó: quá hạn"
    title = f"Tình hình hồ sơ quá hạn năm 2023 {LAK}"
    assert values(read("1 | Xã Yang Tao | 20 | 5", title, header)) == [20, 5]
    reading = read(
        "1 | Xã Yang Tao | 5 | 7", f"Hồ sơ giải quyết quá hạn năm 2023 {LAK}", "STT | Đơn vị | Quý I | Quý II"
    )
    assert [(one.period, one.indicator) for one in reading.observations] == [
        ("2023-Q1", "dossiers_resolved_late"), ("2023-Q2", "dossiers_resolved_late"),
    ]  # fmt: skip


def test_money_that_came_over_from_the_year_before_is_a_part() -> None:
    assert values(over("money", "Giải ngân kế hoạch vốn năm trước chuyển sang")) == []


WORDS = [
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC cho người dân và doanh nghiệp"),
    ("dossiers", "Kết quả giải quyết hồ sơ cho tổ chức, cá nhân"),
    ("dossiers", "Tình hình giải quyết TTHC của khối các xã, thị trấn"),
    ("dossiers", "Kết quả giải quyết TTHC sau khi vận hành mô hình chính quyền địa phương 2 cấp"),
    ("dossiers", "Số liệu hồ sơ TTHC được kết xuất từ phần mềm một cửa điện tử"),
    ("dossiers", "Tình hình, kết quả giải quyết TTHC tại cơ quan, đơn vị trực tiếp giải quyết TTHC"),
    ("dossiers", "Báo cáo nhanh kết quả kiểm soát TTHC và giải quyết hồ sơ"),
    ("dossiers", "Mẫu số 02/BC: Công khai tình hình giải quyết hồ sơ TTHC"),
    ("dossiers", "Bảng chấm điểm kết quả giải quyết hồ sơ TTHC"),
    ("online", "Tình hình khai thác, vận hành hệ thống một cửa điện tử: hồ sơ trực tuyến"),
    ("online", "Kết quả phát triển chính quyền số: hồ sơ trực tuyến"),
    ("online", "Kết quả tuyên truyền, hướng dẫn nộp hồ sơ trực tuyến"),
    ("online", "Bộ chỉ số phục vụ người dân, doanh nghiệp: hồ sơ trực tuyến"),
    ("posts", "Biên chế công chức khối quản lý nhà nước"),
    ("posts", "Cơ cấu tổ chức, biên chế công chức theo vị trí việc làm"),
    ("posts", "Kết quả tuyển dụng, sử dụng biên chế công chức"),
    ("posts", "Biên chế công chức tại thời điểm báo cáo"),
    ("posts", "Sắp xếp tổ chức bộ máy, biên chế công chức phục vụ kỳ họp HĐND"),
    ("money", "Giải ngân vốn đầu tư xây dựng cơ bản"),
    ("money", "Giải ngân vốn đầu tư công qua Kho bạc Nhà nước"),
    ("money", "Kết quả đôn đốc, giải ngân vốn đầu tư công"),
]


@pytest.mark.parametrize(("theme", "title"), WORDS)
def test_words_of_reporting_doing_and_comparing(theme: str, title: str) -> None:
    reading = over(theme, title)
    assert values(reading) == [20, 15, 12, 11]
    assert asked(reading) == []


@pytest.mark.parametrize(
    ("theme", "title"),
    [
        ("dossiers", "Kết quả giải quyết hồ sơ TTHC của doanh nghiệp"),
        ("dossiers", "Kết quả giải quyết hồ sơ TTHC thuộc Đề án 06"),
        ("dossiers", "Kết quả giải quyết hồ sơ liên thông"),
        ("dossiers", "Kết quả giải quyết hồ sơ TTHC ngành tư pháp"),
        ("dossiers", "Kết quả giải quyết hồ sơ người có công"),
        ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC CỦA CÔNG AN"),
        ("online", "Kết quả nộp hồ sơ trực tuyến qua Cổng Dịch vụ công quốc gia"),
        ("online", "Kết quả tiếp nhận hồ sơ trực tuyến mức độ 4"),
        ("posts", "Biên chế công chức khối đảng, đoàn thể"),
        ("posts", "Công chức trình độ đại học"),
        ("posts", "Biên chế công chức lãnh đạo"),
        ("money", "Giải ngân vốn đầu tư công ngành giao thông"),
        ("money", "Giải ngân các dự án trọng điểm"),
        ("money", "Giải ngân vốn đầu tư công (nguồn xổ số)"),
        ("money", "Giải ngân vốn đầu tư công (không tính vốn ODA)"),
        ("money", "Giải ngân vốn sự nghiệp"),
        ("money", "Giải ngân 3 chương trình MTQG"),
    ],
)
def test_words_that_narrow(theme: str, title: str) -> None:
    assert values(over(theme, title)) == []


COMMUNE_STAFF = "Thống kê số lượng cán bộ, công chức và người hoạt động không chuyên trách cấp xã"


def test_a_title_that_lists_the_groups_of_columns() -> None:
    header = (
        "STT | Đơn vị | Cán bộ, công chức cấp xã | | Người hoạt động không chuyên trách |\n"
        " | | Số giao | Số có mặt | Số giao | Số có mặt"
    )
    title = f"{COMMUNE_STAFF} năm 2023 {LAK}"
    reading = read("1 | Xã Yang Tao | 22 | 20 | 14 | 13\nmerge: C2:D2\nmerge: E2:F2", title, header)
    assert {one.indicator: float(one.value) for one in reading.observations} == {
        "staff_assigned": 22, "staff_present": 20,
    }  # fmt: skip
    assert values(read("1 | Xã Yang Tao | 22 | 20", title, "STT | Đơn vị | Số giao | Số có mặt")) == []


@pytest.mark.parametrize(
    ("title", "groups"),
    [
        ("Kết quả tiếp nhận, giải quyết hồ sơ đất đai", "Tiếp nhận | | Giải quyết hồ sơ đất đai |"),
        ("Kết quả giải quyết hồ sơ đất đai", "Hồ sơ đất đai | | Hồ sơ khác |"),
        ("Cán bộ, công chức không chuyên trách", "Cán bộ | | Công chức |"),
    ],
)
def test_groups_that_a_title_narrows_go_on_asking(title: str, groups: str) -> None:
    header = f"STT | Đơn vị | {groups}\n | | Tổng số | Trực tuyến | Tổng số | Trực tuyến"
    reading = read("1 | Xã Yang Tao | 22 | 20 | 14 | 13\nmerge: C2:D2\nmerge: E2:F2", f"{title} năm 2023 {LAK}", header)
    assert values(reading) == []


def test_a_title_of_fees_over_columns_that_say_so() -> None:
    title = f"Triển khai thanh toán trực tuyến phí, lệ phí trên Cổng dịch vụ công năm 2023 {LAK}"
    fees = "STT | Đơn vị | Số TTHC có yêu cầu nghĩa vụ tài chính"
    header = f"{fees} | Số TTHC đã được tích hợp, triển khai thanh toán trực tuyến"
    reading = read("1 | Xã Yang Tao | 20 | 15", title, header)
    assert {one.indicator: float(one.value) for one in reading.observations} == {
        "fee_procedures_total": 20, "fee_procedures_online_payment": 15,
    }  # fmt: skip
    header = f"{fees} | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
    reading = read("1 | Xã Yang Tao | 20 | 150 | 140", title, header)
    assert {one.indicator for one in reading.observations} == {"fee_procedures_total"}


def test_a_label_is_narrowed_by_words_of_the_title_that_are_known() -> None:
    header = "STT | Đơn vị | Tổng số hồ sơ TTHC đã giải quyết xong | Số TTHC có yêu cầu nghĩa vụ tài chính"
    reading = read("1 | Xã Yang Tao | 20 | 15", f"Kết quả giải quyết hồ sơ TTHC toàn trình năm 2023 {LAK}", header)
    assert values(reading) == []


@pytest.mark.parametrize(
    "line",
    [
        "(Nguồn: Hệ thống thông tin giải quyết TTHC tỉnh)",
        "Nguồn: Hệ thống một cửa điện tử",
        "(Số liệu được trích xuất từ Hệ thống một cửa điện tử)",
        "(Biểu này áp dụng đối với UBND cấp xã)",
        "(Chi tiết theo từng lĩnh vực)",
        "Thời gian: từ ngày 15/12/2022 đến ngày 14/12/2023",
        "Thời điểm chốt số liệu: 14/12/2023",
        "Huyện: Lắk",
        "Lưu ý: số liệu làm tròn",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN",
        "Trang 1/2",
        "MẬT",
    ],
)
def test_a_line_beside_the_title_is_none(line: str) -> None:
    reading = over("dossiers", f"KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC NĂM 2023\n{line}")
    assert values(reading) == [20, 15, 12, 11]


@pytest.mark.parametrize(
    "line", ["Nguồn: ngân sách tỉnh", "(Giá trị nguồn vốn kéo dài)", "Ghi chú: không bao gồm vốn ODA", "Nguồn vốn: ODA"]
)
def test_a_line_beside_the_title_that_narrows(line: str) -> None:
    assert values(over("money", f"GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2023\n{line}")) == []


@pytest.mark.parametrize(
    ("line", "counted"), [("Đvt: hồ sơ", True), ("(Đơn vị tính: Hồ sơ TTHC)", True), ("Đvt: lượt", False), ("", False)]
)
def test_the_measure_of_a_table_says_what_its_columns_count(line: str, counted: bool) -> None:
    title = f"KẾT QUẢ CUNG CẤP DỊCH VỤ CÔNG TRỰC TUYẾN NĂM 2023 {LAK}\n{line}"
    header = "STT | Đơn vị | Tiếp nhận trực tuyến | Tiếp nhận qua BCCI"
    reading = read("1 | Xã Yang Tao | 20 | 15\n2 | Xã Bông Krang | 12 | 11", title.strip(), header)
    assert values(reading) == ([20, 15, 12, 11] if counted else [])


def test_payment_in_a_title_is_the_topic_of_columns_that_speak_of_it() -> None:
    header = (
        "STT | Cơ quan | Số TTHC có yêu cầu nghĩa vụ tài chính | Số TTHC đã triển khai thanh toán trực tuyến | Tỷ lệ"
    )
    rows = "1 | Huyện Lắk | 42 | 40 | 95.24\n2 | Huyện Krông Bông | 50 | 25 | 50"
    title = "Kết quả triển khai thanh toán trực tuyến năm 2023\n(Kèm theo Báo cáo của UBND tỉnh Đắk Lắk)"
    reading = read(rows, title, header)
    assert asked(reading) == []
    assert {one.indicator for one in reading.observations} == {
        "fee_procedures_total", "fee_procedures_online_payment", "online_payment_rate",
    }  # fmt: skip
    other = read("1 | Huyện Lắk | 42\n2 | Huyện Krông Bông | 50", title, "STT | Cơ quan | Số hồ sơ tiếp nhận")
    assert [one.split()[0] for one in asked(other)] == ["title_unclear"]
    assert not other.observations


def test_money_under_a_title_of_people_counts_no_people() -> None:
    title = "Kết quả thực hiện tinh giản biên chế năm 2022 của tỉnh Đắk Lắk"
    rows = "1 | Huyện Lắk | {} 300\n2 | Huyện Krông Bông | {} 400"
    alone = read(rows.format("", ""), title, "STT | Đơn vị | Tổng kinh phí")
    assert (values(alone), asked(alone)) == ([], ["column_unknown C3:C4"])
    beside = read(rows.format("5 |", "6 |"), title, "STT | Đơn vị | Số người tinh giản | Tổng kinh phí (triệu đồng)")
    assert values(beside) == [5, 6]


@pytest.mark.parametrize("chosen", ["các cơ quan ngành dọc", "các xã làm điểm", "các xã được kiểm tra CCHC"])
def test_which_bodies_a_list_names_narrows_nothing_there_and_makes_a_part_of_one_body(chosen: str) -> None:
    title = f"Kết quả giải quyết TTHC của {chosen} năm 2023"
    assert values(over("dossiers", title)) == [20, 15, 12, 11]
    reading = read(
        "1 | Số hồ sơ đã giải quyết | Hồ sơ | 5", f"{title}\n(Kèm theo Báo cáo {LAK})", "STT | Nội dung | ĐVT | Số liệu"
    )
    assert values(reading) == []
    assert [one.split()[0] for one in asked(reading)] == ["title_unclear"]


@pytest.mark.parametrize("of", ["giải quyết kiến nghị", "tiếp công dân", "giải quyết hồ sơ chuyên đề"])
def test_what_is_received_of_something_else_is_no_dossier_of_a_procedure(of: str) -> None:
    rows = "1 | Tiếp nhận | | 50\n2 | Đã giải quyết | | 40\n3 | Số hồ sơ giải quyết quá hạn | Hồ sơ | 3"
    reading = read(rows, f"Kết quả {of} năm 2023 {LAK}", "STT | Nội dung | Đơn vị tính | Số liệu")
    assert values(reading) == []
    assert "title_unclear" in {one.split()[0] for one in asked(reading)}
