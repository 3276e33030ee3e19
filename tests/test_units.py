"""Printed names of bodies become units with the province and the date as context; none is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import units
from etl.model import Place
from etl.periods import Period
from etl.reference import ReportingUnit
from etl.units import Mention, Resolution
from tests.workbooks import TABLES

PLACE = Place("Bảng 2", "A5")
Q1_2024, Q3_2025 = Period("2024-Q1").window, Period("2025-Q3").window


def resolve(text: str, window: tuple[date, date] = Q1_2024, known: tuple[ReportingUnit, ...] = ()) -> Resolution:
    """The first body that a text names, with the others as its context."""
    first, *others = units.mentions(text)
    return units.resolve(first, others, window, TABLES.with_units(known), PLACE)


def outcome(text: str, window: tuple[date, date] = Q1_2024) -> str:
    """The unit's code, or the code of the problem that stops it."""
    found = resolve(text, window)
    return found.unit.reporting_unit if found.unit else found.problems[0].code


# ---- names in a text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("của UBND huyện Lát)", ["huyện Lát"]),
        ("NĂM 2022 TẠI UBND HUYỆN THANH TRỊ", ["huyện Thanh Trị"]),
        ("UBND xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk", ["xã Ea Mẫu", "huyện Lắk", "tỉnh Đắk Lắk"]),
        ("Ủy ban nhân dân thị trấn Chợ Chu", ["thị trấn Chợ Chu"]),
        ("UBND phường 7, quận 3, thành phố Hồ Chí Minh", ["phường 7", "quận 3", "thành phố Hồ Chí Minh"]),
        ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Hà Tĩnh", None),
        ("UBND TỈNH HÀ TĨNH", ["tỉnh Hà Tĩnh"]),
        ("SỞ TÀI CHÍNH", ["sở Tài chính"]),
        ("của Sở Tài chính)", ["sở Tài chính"]),
        ("UBND huyện Đắk R'Lấp", ["huyện Đắk R'Lấp"]),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("phát triển kinh tế - xã hội năm 2024", []),
        ("thẩm định, đánh giá CCHC của tỉnh năm 2023", []),
        ("trên địa bàn huyện", []),
        ("các xã, phường, thị trấn", []),
        ("", []),
    ],
)
def test_bodies_named_in_a_text(text: str, wanted: list[str] | None) -> None:
    wanted = wanted if wanted is not None else ["sở Nông nghiệp và Phát triển nông thôn", "tỉnh Hà Tĩnh"]
    assert [mention.printed for mention in units.mentions(text)] == wanted


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("UBND XÃ BÌNH YÊN HUYỆN THẠCH THẤT THÀNH PHỐ HÀ NỘI", "ha-noi.huyen-thach-that.xa-binh-yen~moi"),
        ("SỞ TÀI CHÍNH TỈNH ĐẮK LẮK", "dak-lak.so-tai-chinh~moi"),
        ("UBND HUYỆN LẮK TỈNH ĐẮK NÔNG", "dak-nong.huyen-lak~moi"),
        ("UBND XÃ KRÔNG NÔ TỈNH ĐẮK NÔNG", "dak-nong.xa-krong-no~moi"),
    ],
)
def test_bodies_above_in_a_line_of_capitals(text: str, right: str) -> None:
    assert outcome(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("UBND thị xã Ngã Năm, tỉnh Sóc Trăng", "soc-trang.thi-xa-nga-nam"),
        ("UBND THỊ XÃ NGÃ NĂM", "soc-trang.thi-xa-nga-nam"),
        ("UBND xã Bình Thành, huyện Định Hóa", "thai-nguyen.dinh-hoa.xa-binh-thanh"),
        ("UBND xã Quy Kỳ, huyện Định Hóa", "thai-nguyen.dinh-hoa.xa-quy-ky"),
        ("UBND huyện Châu Thành, tỉnh Long An", "long-an.huyen-chau-thanh"),
        ("UBND huyện Năm Căn, tỉnh Cà Mau", "ca-mau.huyen-nam-can"),
        ("UBND thành phố Tam Kỳ, tỉnh Quảng Nam", "quang-nam.thanh-pho-tam-ky"),
        ("UBND thành phố Từ Sơn, tỉnh Bắc Ninh", "bac-ninh.thanh-pho-tu-son"),
    ],
)
def test_a_name_may_hold_a_word_that_ends_names(text: str, right: str) -> None:
    assert outcome(text) == right


@given(st.text(max_size=80))
def test_whatever_is_mentioned_has_a_kind_and_a_name(text: str) -> None:
    assert all(mention.kind and mention.name == mention.name.strip() for mention in units.mentions(text))


@given(st.sampled_from(["xã", "huyện", "tỉnh", "phòng", "THỊ XÃ"]), st.text(max_size=40))
def test_no_name_is_passed_over_in_silence(kind: str, text: str) -> None:
    for mention in units.mentions(f"UBND {kind} {text}"):
        found = units.resolve(mention, [], Q1_2024, TABLES, PLACE)
        assert found.unit or found.problems, "neither known nor asked"


# ---- known names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("UBND huyện Lắk, tỉnh Đắk Lắk", "dak-lak.huyen-lak"),
        ("UBND huyện Lắk", "dak-lak.huyen-lak"),
        ("UBND huyện Lắc, tỉnh Đắk Lắk", "dak-lak.huyen-lak"),
        ("UBND huyện Lấp, tỉnh Đắk Lắk", "dak-lak.huyen-lak"),
        ("UBND huyện Lát", "dak-lak.huyen-lak"),
        ("UBND huyện Thanh Trị", "soc-trang.huyen-thanh-tri"),
        ("UBND huyện Thanh Trị, tỉnh Sóc Trăng", "soc-trang.huyen-thanh-tri"),
        ("UBND huyện Thạnh Trị", "soc-trang.huyen-thanh-tri"),
        ("UBND huyện Thanh Trì, thành phố Hà Nội", "ha-noi.huyen-thanh-tri"),
        ("UBND huyện Thanh Trì", "ha-noi.huyen-thanh-tri"),
        ("UBND xã Bình Yên, huyện Định Hóa, tỉnh Thái Nguyên", "thai-nguyen.dinh-hoa.xa-binh-yen"),
        ("UBND xã Bình Yên, huyện Định Hoá", "thai-nguyen.dinh-hoa.xa-binh-yen"),
        ("UBND xã Ba Bích, huyện Ba Tư, tỉnh Quảng Ngãi", "quang-ngai.ba-to.xa-ba-bich"),
        ("UBND xã Ba Tô, huyện Ba Tơ, tỉnh Quảng Ngãi", "quang-ngai.ba-to.xa-ba-to"),
        ("UBND xã Thạnh Trị, huyện Thạnh Trị", "soc-trang.thanh-tri.xa-thanh-tri"),
        ("Sở Tài chính tỉnh Hà Tĩnh", "ha-tinh.so-tai-chinh"),
        ("UBND tỉnh Hà Tĩnh", "ha-tinh"),
        ("UBND thành phố Hồ Chí Minh", "ho-chi-minh"),
    ],
)
def test_known_units(text: str, wanted: str) -> None:
    assert outcome(text) == wanted


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("UBND huyện Lắk, tỉnh Đắk Lắk", []),
        ("UBND huyện Lắk", ["unit_parent_assumed"]),
        ("UBND huyện Lắc, tỉnh Đắk Lắk", ["unit_alias"]),
        ("UBND huyện Lắc", ["unit_alias", "unit_parent_assumed"]),
        ("UBND tỉnh Hà Tĩnh", []),
    ],
)
def test_what_was_assumed_is_said(text: str, codes: list[str]) -> None:
    assert [found.code for found in resolve(text).problems] == codes


@pytest.mark.parametrize(
    "text",
    [
        "UBND huyện Thanh Trì, tỉnh Sóc Trăng",  # Hà Nội's name in Sóc Trăng: meant is Thạnh Trị, or not
        "UBND huyện Thạnh Trị, thành phố Hà Nội",
        "UBND huyện Đinh Hóa",
        "UBND huyện Lăk, tỉnh Đăk Lăk",
        "UBND xã Buôn Tria, huyện Lắk, tỉnh Đắk Lắk",
        "UBND thị trấn Buôn Tría, huyện Lắk, tỉnh Đắk Lắk",
        "UBND xã Ba Vi, huyện Ba Tơ, tỉnh Quảng Ngãi",
        "UBND tỉnh Hà Tinh",
        "UBND xã Ea Mẫu, huyện Lăk, tỉnh Đắk Lắk",
    ],
)
def test_a_look_alike_is_a_question(text: str) -> None:
    assert outcome(text) == "unit_lookalike"


def test_an_alias_holds_only_in_its_province() -> None:
    found = resolve("UBND huyện Lấp, tỉnh Đắk Nông")
    assert found.unit is not None
    assert found.unit.reporting_unit != "dak-lak.huyen-lak"
    assert [p.code for p in found.problems] == ["unit_new"]


def test_several_units_of_one_name_are_a_question() -> None:
    other = _commune("tuyen-quang.xa-binh-yen", "Xã Bình Yên", "tuyen-quang", "Tỉnh Tuyên Quang")
    found = resolve("UBND xã Bình Yên", known=(other,))
    assert [p.code for p in found.problems] == ["unit_ambiguous"]
    named = resolve("UBND xã Bình Yên, tỉnh Tuyên Quang", known=(other,))
    assert named.unit == other


def _commune(code: str, name: str, parent: str, province: str) -> ReportingUnit:
    return ReportingUnit(code, name, "xã", "commune", parent, province, "", date(1900, 1, 1), None)


# ---- versions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2024-Q1", "thai-nguyen.dinh-hoa.xa-binh-yen"),
        ("2025-Q2", "thai-nguyen.dinh-hoa.xa-binh-yen"),
        ("2025-H1", "thai-nguyen.dinh-hoa.xa-binh-yen"),
        ("2025-Q3", "thai-nguyen.xa-binh-yen~2025"),
        ("2025", "thai-nguyen.xa-binh-yen~2025"),
        ("2026-Q1", "thai-nguyen.xa-binh-yen~2025"),
    ],
)
def test_the_version_valid_in_the_period(period: str, wanted: str) -> None:
    assert outcome("UBND xã Bình Yên, tỉnh Thái Nguyên", Period(period).window) == wanted


@pytest.mark.parametrize(
    ("text", "period", "wanted"),
    [
        ("UBND huyện Định Hóa, tỉnh Thái Nguyên", "2026-Q1", "unit_not_valid"),
        ("UBND huyện Định Hóa, tỉnh Thái Nguyên", "2025", "thai-nguyen.huyen-dinh-hoa"),
        ("UBND xã Ba Tơ, tỉnh Quảng Ngãi", "2024-Q1", "unit_not_valid"),
        ("UBND tỉnh Hà Giang", "2026-Q1", "unit_not_valid"),
        ("UBND tỉnh Thái Nguyên", "2026-Q1", "thai-nguyen~2025"),
        ("UBND thành phố Huế", "2025-Q2", "hue"),
        ("UBND tỉnh Thừa Thiên Huế", "2024", "thua-thien-hue"),
    ],
)
def test_units_that_came_or_went(text: str, period: str, wanted: str) -> None:
    assert outcome(text, Period(period).window) == wanted


def test_a_district_that_is_gone_does_not_lead_to_the_new_commune() -> None:
    assert outcome("UBND xã Bình Yên, huyện Định Hóa, tỉnh Thái Nguyên", Q3_2025) in (
        "unit_not_valid",
        "thai-nguyen.xa-binh-yen~2025",
    )


# ---- unknown names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "name", "level", "parent"),
    [
        (
            "UBND xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk",
            "dak-lak.huyen-lak.xa-ea-mau~moi",
            "Xã Ea Mẫu",
            "commune",
            "dak-lak.huyen-lak",
        ),
        ("xã Ea Mẫu, huyện Lắk", "dak-lak.huyen-lak.xa-ea-mau~moi", "Xã Ea Mẫu", "commune", "dak-lak.huyen-lak"),
        ("Sở Nội vụ tỉnh Hà Tĩnh", "ha-tinh.so-noi-vu~moi", "Sở Nội vụ", "department", "ha-tinh"),
        (
            "Phòng Nội vụ huyện Lắk",
            "dak-lak.huyen-lak.phong-noi-vu~moi",
            "Phòng Nội vụ",
            "division",
            "dak-lak.huyen-lak",
        ),
        ("quận 31, thành phố Hồ Chí Minh", "ho-chi-minh.quan-31~moi", "Quận 31", "district", "ho-chi-minh"),
        ("huyện Ea Trăng, tỉnh Đắk Nông", "dak-nong.huyen-ea-trang~moi", "Huyện Ea Trăng", "district", "dak-nong"),
    ],
)
def test_a_new_unit_is_provisional_under_its_printed_parent(
    text: str, code: str, name: str, level: str, parent: str
) -> None:
    found = resolve(text)
    assert [p.code for p in found.problems] == ["unit_new"]
    assert found.unit is not None
    unit = found.unit
    assert (unit.reporting_unit, unit.name, unit.level, unit.parent) == (code, name, level, parent)
    assert (unit.status, unit in found.new) == ("provisional", True)


def test_bodies_above_that_only_the_document_names_are_listed_too() -> None:
    found = resolve("UBND xã Bình Yên, huyện Vân Hải Thượng, thành phố Hà Nội")
    assert [unit.name for unit in found.new] == ["Huyện Vân Hải Thượng", "Xã Bình Yên"]
    assert found.new[0].parent == "ha-noi"
    assert found.new[1].parent == found.new[0].reporting_unit


def test_two_numbered_wards_are_two_units() -> None:
    first = resolve("phường 7, quận 3, thành phố Hồ Chí Minh")
    second = resolve("phường 8, quận 3, thành phố Hồ Chí Minh", known=first.new)
    assert first.unit is not None
    assert second.unit is not None
    assert second.unit.name == "Phường 8"
    assert second.unit.parent == first.unit.parent


def test_a_provisional_unit_is_found_again() -> None:
    first = resolve("xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk")
    again = resolve("xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk", known=first.new)
    assert again.unit == first.unit
    assert not again.new


def test_what_resembles_a_provisional_unit_is_a_question() -> None:
    first = resolve("xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk")
    assert [p.code for p in resolve("xã Ea Mâu, huyện Lắk, tỉnh Đắk Lắk", known=first.new).problems] == [
        "unit_lookalike"
    ]


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("UBND thành phố Buôn Ma Thuột, tỉnh Đắk Lắk", "dak-lak"),
        ("UBND thành phố Thủ Đức, thành phố Hồ Chí Minh", "ho-chi-minh"),
    ],
)
def test_a_city_of_a_province_is_a_district(text: str, parent: str) -> None:
    unit = resolve(text).unit
    assert unit is not None
    assert (unit.level, unit.parent) == ("district", parent)


def test_a_department_named_with_its_province_is_known() -> None:
    assert outcome("Sở Tài chính Hà Tĩnh") in ("ha-tinh.so-tai-chinh", "unit_lookalike")


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tài chính TP Cần Thơ",
        "Sở Tài chính TP. Cần Thơ",
        "Sở Tài chính Đắk Lắk",
        "SỞ TÀI CHÍNH ĐẮK LẮK",
        "Sở Tài chính - Đắk Lắk",
    ],
)
def test_a_department_of_another_province_is_another_department(text: str) -> None:
    assert outcome(text) != "ha-tinh.so-tai-chinh"


def test_a_mention_says_kind_and_name() -> None:
    assert Mention("xã", "Bình Yên", issuer=True).printed == "xã Bình Yên"
