"""Whose figures a file holds, by the titles above its tables."""

import pytest

from etl.interpret import Reading, interpret
from tests.workbooks import HEADER, TABLES, form, read, said, workbook

ROW = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775"
Q1 = "Báo cáo quý I năm 2024"


def unit_of(*titles: str) -> str:
    """The unit a file loads under, or the problem that keeps it out."""
    return _unit(read(ROW, "\n".join(titles)))


def _unit(reading: Reading) -> str:
    units = {o.reporting_unit for o in reading.observations}
    return units.pop() if units else said(reading)[0].split()[0]


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        ([f"{Q1} của UBND huyện Lắk"], "dak-lak.huyen-lak"),
        (["UBND TỈNH HÀ TĨNH", "SỞ TÀI CHÍNH", Q1], "ha-tinh.so-tai-chinh"),
        (["UBND HUYỆN ĐỊNH HÓA", "UBND XÃ BÌNH YÊN", Q1], "thai-nguyen.dinh-hoa.xa-binh-yen"),
        ([Q1, "(Kèm theo Báo cáo số 12/BC-UBND ngày 1/4/2024 của UBND huyện Lắk)"], "dak-lak.huyen-lak"),
        ([Q1, "(Ban hành kèm theo Báo cáo của UBND huyện Lắk)"], "dak-lak.huyen-lak"),
        ([f"{Q1} của UBND huyện Lắk", "Kính gửi: Sở Nội vụ tỉnh Đắk Lắk"], "dak-lak.huyen-lak"),
        (
            [f"{Q1} của UBND huyện Lắk", "(Mẫu theo Công văn số 396/SNV ngày 9/3/2022 của Sở Nội vụ)"],
            "dak-lak.huyen-lak",
        ),
        ([f"{Q1} của UBND xã Ea Rbin, huyện Lắk", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], "dak-lak.lak.xa-ea-rbin"),
        ([f"{Q1} của UBND huyện Lắk", "Số liệu của UBND huyện Ba Tơ"], "unit_several"),
        ([f"{Q1} của UBND xã Yang Tao, huyện Lắk", "của UBND xã Nam Ka, huyện Lắk"], "unit_several"),
        ([Q1], "unit_missing"),
        ([f"{Q1} của đơn vị"], "unit_missing"),
        ([f"{Q1} của Bộ Nội vụ"], "unit_missing"),
        ([f"{Q1} của UBND huyện Lăk"], "unit_lookalike"),
        ([f"{Q1} của UBND xã Ba Tơ, huyện Ba Tơ"], "unit_not_valid"),
    ],
)
def test_the_unit_of_a_file(titles: list[str], wanted: str) -> None:
    assert unit_of(*titles) == wanted


@pytest.mark.parametrize(
    "titles",
    [
        [f"{Q1} của Ban Dân tộc tỉnh Hà Tĩnh"],
        [f"{Q1} của Thanh tra tỉnh Hà Tĩnh"],
        [f"{Q1} của Ban Quản lý khu kinh tế tỉnh Hà Tĩnh"],
        [f"{Q1} của Trung tâm Phục vụ hành chính công tỉnh Hà Tĩnh"],
        [f"{Q1} của Chi cục Thuế huyện Lắk, tỉnh Đắk Lắk"],
        [f"{Q1} của Công an huyện Lắk, tỉnh Đắk Lắk"],
        ["UBND TỈNH HÀ TĨNH", "BAN DÂN TỘC", Q1],
        ["UBND HUYỆN LẮK", "VĂN PHÒNG HĐND VÀ UBND", Q1],
        ["UBND HUYỆN LẮK", "TRƯỜNG THCS SỐ 1", Q1],
        ["UBND HUYỆN LẮK", "TRUNG TÂM Y TẾ", Q1],
    ],
    ids="|".join,
)
def test_a_body_of_another_kind_does_not_report_as_the_one_above(titles: list[str]) -> None:
    assert unit_of(*titles) not in ("ha-tinh", "dak-lak.huyen-lak")


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("UBND TT Liên Sơn, huyện Lắk, tỉnh Đắk Lắk", "dak-lak.huyen-lak"),
        ("UBND TT. Liên Sơn, huyện Lắk, tỉnh Đắk Lắk", "dak-lak.huyen-lak"),
        ("UBND TX. Ngã Năm, tỉnh Sóc Trăng", "soc-trang"),
        ("UBND TP. Buôn Ma Thuột, tỉnh Đắk Lắk", "dak-lak"),
        ("UBND H. Định Hóa, tỉnh Thái Nguyên", "thai-nguyen"),
    ],
)
def test_an_abbreviated_kind_does_not_report_as_the_one_above(title: str, above: str) -> None:
    assert unit_of(f"{Q1} của {title}") != above


def test_two_bodies_in_one_line_are_a_question() -> None:
    assert unit_of(f"{Q1} của UBND huyện Lắk và UBND huyện Ba Tơ") == "unit_several"


def test_an_office_keeps_its_name() -> None:
    reading = read(ROW, f"{Q1} của Văn phòng UBND tỉnh Hà Tĩnh")
    assert [unit.name for unit in reading.new_units] != ["Phòng UBND"]


def of_two_sheets(first: str, second: str, names: tuple[str, str] = ("Biểu 1", "Biểu 2")) -> Reading:
    other = "1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | 200"
    sheets = dict(zip(names, (form(ROW, first), form(other, second)), strict=True))
    return interpret(workbook(**sheets), "phu-luc.xlsx", TABLES)


def test_sheets_of_two_units_are_read_each_under_its_own_titles() -> None:
    of_yang_tao = f"{Q1} của UBND xã Yang Tao, huyện Lắk, tỉnh Đắk Lắk"
    of_nam_ka = f"{Q1} của UBND xã Nam Ka, huyện Lắk, tỉnh Đắk Lắk"
    reading = of_two_sheets(of_yang_tao, of_nam_ka)
    units = {o.place.sheet: o.reporting_unit for o in reading.observations}
    assert list(units.values()) == ["dak-lak.lak.xa-yang-tao", "dak-lak.lak.xa-nam-ka"]


@pytest.mark.parametrize(("other", "period"), [("quý II năm 2024", "2024-Q2"), ("năm 2024", "2024")])
def test_sheets_of_two_periods_are_read_each_under_its_own_titles(other: str, period: str) -> None:
    of = "của UBND huyện Lắk, tỉnh Đắk Lắk"
    reading = of_two_sheets(f"Báo cáo quý I năm 2024 {of}", f"Báo cáo {other} {of}")
    assert {o.period for o in reading.observations} == {"2024-Q1", period}


@pytest.mark.parametrize("names", [("Xã Yang Tao", "Xã Nam Ka"), ("Quý II", "Quý III")], ids="|".join)
def test_a_sheet_named_after_something_else_than_its_title_is_a_question(names: tuple[str, str]) -> None:
    title = f"{Q1} của UBND huyện Lắk, tỉnh Đắk Lắk"
    assert said(of_two_sheets(title, title, names))


def test_who_receives_the_report_does_not_send_it() -> None:
    grid = form(f"{ROW}\n\nNơi nhận:\n- UBND xã Yang Tao;\nBiểu 2\n{HEADER}\n1 | Số TTHC công bố mới | Thủ tục | 3")
    assert _unit(interpret(workbook(S=grid), "a.xlsx", TABLES)) == "dak-lak.huyen-lak"


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("(Kèm theo Báo cáo số: 486 /BC-UBND ngày 14 /12/2022 của UBND huyện Lắk)", "486/BC-UBND"),
        ("(Kèm theo Báo cáo số 319/BC-UBND ngày 16 tháng 12 năm 2022 của UBND huyện Lắk)", "319/BC-UBND"),
        ("(Kèm theo Báo cáo số       /BC-UBND  ngày 15/3/2024  của UBND huyện Lắk)", ""),
        ("(Kèm theo Báo cáo số 12a/BC-STC của UBND huyện Lắk)", "12a/BC-STC"),
    ],
)
def test_the_number_of_the_document(title: str, number: str) -> None:
    assert read(ROW, f"{Q1}\n{title}").document_number == number


def test_an_unfinished_date_is_none() -> None:
    reading = read(ROW, f"{Q1}\n(Kèm theo Báo cáo số /BC-UBND ngày /6/2024 của UBND huyện Lắk)")
    assert reading.document_date is None
