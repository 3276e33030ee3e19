"""Two printings of one label are equal; two labels are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tổng số TTHC đang có hiệu lực:", "tổng số TTHC đang có hiệu lực"),
        ("- Số TTHC áp dụng tại UBND cấp xã:", "Số TTHC áp dụng tại UBND cấp xã"),
        ("Tổng số VBQPPL ¹ đã ban hành", "Tổng số VBQPPL đã ban hành"),
        ("Tổng số VBQPPL⁽¹⁾ đã ban hành", "Tổng số VBQPPL đã ban hành"),
        ("Kết quả\ngiải quyết  TTHC", "Kết quả giải quyết\u00a0TTHC"),
        ("hoà giải, uỷ ban, quý", "hòa giải; ủy ban, qúy"),
        ("Định Hoá", "ĐỊNH HÓA"),
        ("Khoẻ", "Khỏe"),
        ("Số liệu về bổ nhiệm…", "Số liệu về bổ nhiệm"),
        ("Cổng/Trang thông tin", "Cổng / Trang thông tin"),
        (unicodedata.normalize("NFD", "Xã Đắk Liêng"), "Xã Đắk Liêng"),
    ],
)
def test_printings_of_one_label(one: str, other: str) -> None:
    assert wording.key(one) == wording.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huyện Thạnh Trị", "huyện Thanh Trị"),
        ("huyện Thanh Trị", "huyện Thanh Trì"),
        ("Tỷ lệ % đã tinh giản", "Tỷ lệ đã tinh giản"),
        ("mức độ 3", "mức độ 4"),
        ("so với năm 2015", "so với năm 2021"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("xã Ba Tô", "xã Ba Tơ"),
    ],
)
def test_labels_that_differ(one: str, other: str) -> None:
    assert wording.key(one) != wording.key(other)


@pytest.mark.parametrize(
    ("text", "folded"), [("Đắk Lắk", "dak lak"), ("Quý I/2024", "quy i 2024"), ("QÚY I", "quy i"), ("", "")]
)
def test_folding(text: str, folded: str) -> None:
    assert wording.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "code"), [("Xã Bình Yên", "xa-binh-yen"), ("Thị trấn Chợ Chu", "thi-tran-cho-chu"), ("Ea Rbin", "ea-rbin")]
)
def test_slugs(text: str, code: str) -> None:
    assert wording.slug(text) == code


def test_an_underscore_is_a_space() -> None:
    assert wording.key("Số_ liệu") == wording.key("Số liệu")


@given(st.text(alphabet=st.characters(exclude_characters="_", codec="utf-8"), max_size=60))
def test_comparing_twice_changes_nothing(text: str) -> None:
    assert wording.key(wording.key(text)) == wording.key(text)
    assert wording.clean(wording.clean(text)) == wording.clean(text)


@given(st.text(alphabet="aăâbcđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíóờợụứýỵ ", max_size=40))
def test_the_unicode_form_does_not_count(text: str) -> None:
    assert wording.key(unicodedata.normalize("NFD", text)) == wording.key(text)


def test_what_is_remembered_stays_little() -> None:
    remembered = wording._Remembered(str.upper)
    for number in range(wording._REMEMBERED + 10):
        assert remembered[f"a{number}"] == f"A{number}"
    assert len(remembered) == 10
    long = "a" * (wording._LONGEST_REMEMBERED + 1)
    assert remembered[long] == long.upper()
    assert long not in remembered
