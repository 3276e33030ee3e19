"""Whose figures the rows of a list are: lists that go level by level, and names that two units bore in turn."""

from tests.workbooks import read

HEAD = "STT | Đơn vị | Hồ sơ tiếp nhận mới"
OF_2024 = "Báo cáo kết quả công tác CCHC quý I năm 2024 của UBND tỉnh Đắk Lắk"
OF_2025 = "Số liệu các kỳ báo cáo năm 2025 của UBND tỉnh Thái Nguyên"


def units(body: str, title: str, header: str = HEAD) -> list[tuple[str, str, float]]:
    """Unit, period and value of every figure read."""
    reading = read(body, title, header)
    return [(one.reporting_unit, one.period, float(one.value)) for one in reading.observations]


def test_a_list_that_goes_level_by_level_puts_no_commune_below_the_last_district() -> None:
    flat = "1 | Huyện Lắk | 5\n2 | Huyện Krông Mới | 6\n3 | Xã Yang Tao | 7\n4 | Xã Nam Ka | 8"
    assert [(unit.rpartition(".")[2], value) for unit, _, value in units(flat, OF_2024)] == [
        ("huyen-lak", 5), ("huyen-krong-moi~moi", 6), ("xa-yang-tao", 7), ("xa-nam-ka", 8),
    ]  # fmt: skip


def test_a_district_right_above_its_communes_is_their_sum() -> None:
    nested = "I | Huyện Lắk | 15\n1 | Xã Yang Tao | 7\n2 | Xã Nam Ka | 8\nII | Huyện Krông Mới | 9\n1 | Xã Đá Mới | 9"
    found = [unit for unit, _, _ in units(nested, OF_2024)]
    assert found == ["dak-lak.lak.xa-yang-tao", "dak-lak.lak.xa-nam-ka", "dak-lak.huyen-krong-moi.xa-da-moi~moi"]
    counted = nested.replace("I | H", "1 | H").replace("1 | Xã Y", "2 | Xã Y")
    assert "dak-lak.huyen-lak" not in {unit for unit, _, _ in units(counted, OF_2024)}


def test_a_name_that_two_units_bore_is_the_one_of_each_period() -> None:
    head = "STT | Đơn vị | Hồ sơ tiếp nhận mới quý I | Hồ sơ tiếp nhận mới 9 tháng"
    assert units("1 | Xã Bình Yên | 5 | 17", OF_2025, head) == [
        ("thai-nguyen.dinh-hoa.xa-binh-yen", "2025-Q1", 5),
        ("thai-nguyen.xa-binh-yen~2025", "2025-9M", 17),
    ]
