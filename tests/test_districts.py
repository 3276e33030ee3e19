"""The districts of all provinces up to the reform are known: a report that does not print its province has one."""

from collections import Counter
from datetime import date

import pytest

from etl.interpret import Reading
from tests.workbooks import TABLES, read

DISTRICTS = [unit for unit in TABLES.units if unit.level == "district"]
ROWS = "1 | Xã Bình Hòa | 12 | 10\n2 | Xã Tân Phú | 30 | 29\n | Tổng cộng | 42 | 39"
HEADER = "STT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"


def of_communes(sender: str, period: str = "quý II năm 2023") -> Reading:
    return read(ROWS, f"{sender}\nKết quả giải quyết hồ sơ TTHC của các xã {period}", HEADER)


def units(reading: Reading) -> set[str]:
    return {observation.reporting_unit for observation in reading.observations}


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.problems if one.severity in ("stop", "question")]


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2021, 6, 30), 705), (date(2023, 6, 30), 705), (date(2025, 6, 30), 696), (date(2025, 7, 1), 0)],
)
def test_as_many_as_there_were(day: date, count: int) -> None:
    """As the General Statistics Office listed them: 705 from 2020 on, 696 after the arrangements of 2023 to 2025."""
    valid = [unit for unit in DISTRICTS if unit.valid_on(day)]
    assert len(valid) == count
    assert not [code for code, number in Counter(unit.code for unit in valid).items() if number > 1]


def test_each_lies_in_a_province_of_its_time() -> None:
    for unit in DISTRICTS:
        parent = TABLES.unit_of[unit.parent]
        last = unit.valid_to or date.max
        assert (parent.level, parent.name) == ("province", unit.province)
        assert parent.valid_on(last), unit.reporting_unit


@pytest.mark.parametrize(
    ("sender", "district"),
    [
        ("UBND huyện Krông Pắc", "dak-lak.huyen-krong-pac"),
        ("UBND huyện Krông Ana", "dak-lak.huyen-krong-a-na"),  # the list has 'Krông A Na'
        ("UBND huyện Mù Cang Chải", "yen-bai.huyen-mu-cang-chai"),  # an alias: the list has 'Căng'
        ("UBND huyện Cư Mgar", "dak-lak.huyen-cu-mgar"),
        ("UBND thị xã An Nhơn", "binh-dinh.thi-xa-an-nhon"),
        ("UBND thành phố Phan Rang - Tháp Chàm", "ninh-thuan.thanh-pho-phan-rang-thap-cham"),
    ],
)
def test_communes_lie_under_the_district_that_reports(sender: str, district: str) -> None:
    reading = of_communes(sender)
    assert codes(reading) == []
    assert {unit.parent for unit in reading.new_units} == {district}
    assert {unit.province for unit in reading.new_units} == {TABLES.unit_of[district].province}


def test_one_name_in_several_provinces_is_asked() -> None:
    reading = of_communes("UBND huyện Châu Thành")
    assert units(reading) == set()
    (asked,) = [one for one in reading.problems if one.code == "unit_ambiguous"]
    assert asked.question is not None
    assert {"tien-giang.huyen-chau-thanh", "ben-tre.huyen-chau-thanh"} & {
        suggestion.answer for suggestion in asked.question.suggestions
    }
    told = of_communes("UBND huyện Châu Thành, tỉnh Bến Tre")
    assert {unit.parent for unit in told.new_units} == {"ben-tre.huyen-chau-thanh"}


def test_a_district_that_became_a_town_is_known_by_the_name_of_the_time() -> None:
    """Huyện Việt Yên was thị xã from February 2024 on."""
    assert {unit.parent for unit in of_communes("UBND huyện Việt Yên").new_units} == {"bac-giang.huyen-viet-yen"}
    town = of_communes("UBND thị xã Việt Yên", "quý III năm 2024")
    assert {unit.parent for unit in town.new_units} == {"bac-giang.thi-xa-viet-yen"}
    assert "unit_not_valid" in codes(of_communes("UBND huyện Việt Yên", "quý III năm 2024"))


def test_a_name_that_lacks_a_mark_is_not_taken_for_another() -> None:
    """'Thanh Trì' (Hà Nội) and 'Thạnh Trị' (Sóc Trăng) have the same letters."""
    assert {unit.parent for unit in of_communes("UBND huyện Thanh Trì").new_units} == {"ha-noi.huyen-thanh-tri"}
    assert {unit.parent for unit in of_communes("UBND huyện Thạnh Trị").new_units} == {"soc-trang.huyen-thanh-tri"}
    assert "unit_lookalike" in codes(of_communes("UBND huyện Thành Trị"))


@pytest.mark.parametrize("sender", ["UBND phường Xuân Hương - Đà Lạt", "UBND PHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT"])
def test_a_new_commune_may_have_the_name_of_the_town_that_ended_in_its_own(sender: str) -> None:
    title = f"{sender}\nBáo cáo kết quả công tác CCHC quý I năm 2026"
    reading = read("1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | 7", title)
    assert [unit.name for unit in reading.new_units] == ["Phường Xuân Hương - Đà Lạt"]
    assert codes(reading) == []


def test_no_department_is_of_a_town() -> None:
    """'Bà Rịa' is a town and part of a province's name: whose department that is, a person says."""
    assert units(read(ROWS, "Sở Tài chính Bà Rịa\nKết quả giải quyết hồ sơ TTHC quý II năm 2023", HEADER)) == set()
