"""What forms drawn by other offices taught: each is read rightly, or asked, and no figure is lost in silence."""

import pytest

from etl import periods
from etl.interpret import Reading
from tests.workbooks import figures, read

BA_TO = "Kết quả giải quyết hồ sơ TTHC quý III năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"


def of_units(reading: Reading) -> dict[str, float]:
    """The values by the last part of the unit's code."""
    return {one.reporting_unit.rpartition(".")[2]: float(one.value) for one in reading.observations}


def asked(reading: Reading) -> dict[str, tuple[str, ...]]:
    """What waits for a person: the answers suggested, by what was printed."""
    return {one.found: tuple(s.answer for s in one.question.suggestions) for one in reading.problems if one.question}


def test_a_short_commune_is_no_tenth_group() -> None:
    rows = "1 | TT Ba Tơ | 5\n2 | X. Ba Cung | 6\n3 | X. Ba Bích | 7"
    assert of_units(read(rows, BA_TO, "STT | Đơn vị | Hồ sơ tiếp nhận mới")) == {
        "thi-tran-ba-to": 5, "xa-ba-cung": 6, "xa-ba-bich": 7,
    }  # fmt: skip


def test_the_tenth_group_is_no_commune() -> None:
    rows = "IX | UBND huyện | 1\n | X. Các xã | 13\n1 | Xã Ba Cung | 6\n2 | Xã Ba Bích | 7"
    assert "xa-ba-cung" in of_units(read(rows, BA_TO, "STT | Đơn vị | Hồ sơ tiếp nhận mới"))


def test_a_column_of_fractions_is_not_lost() -> None:
    header = "STT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ giải quyết đúng hạn/tổng số hồ sơ đã giải quyết (tỷ lệ %)"
    reading = read("1 | Xã Ba Cung | 99 | 90/95 (94,7%)\n2 | Xã Ba Bích | 97 | 90/95 (97,4%)", BA_TO, header)
    assert [(o.place.cell, float(o.value)) for o in reading.observations if o.indicator == "dossiers_on_time_rate"] == [
        ("D3", 94.7)
    ]
    assert [p.place.cell for p in reading.problems if p.severity == "refused"] == ["D4"]  # its parts say otherwise


def test_money_against_its_plan_is_the_rate_and_not_a_comparison() -> None:
    title = (
        "Tiến độ giải ngân vốn đầu tư công tháng 10 năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (ĐVT: triệu đồng)"
    )
    header = "STT | Chủ đầu tư | Kế hoạch vốn | Lũy kế giải ngân | Tỷ lệ giải ngân so với kế hoạch (%)"
    found = figures(read("1 | Xã Ba Cung | 2000 | 1500 | 75", title, header))
    assert found == {"investment_plan": 2000, "investment_disbursed": 1500, "investment_disbursement_rate": 75}


def test_where_money_comes_from_is_no_indicator() -> None:
    title = "Giải ngân vốn đầu tư công 9 tháng năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (ĐVT: triệu đồng)"
    header = "STT | Nguồn vốn | Kế hoạch vốn | Giải ngân trong tháng | Lũy kế giải ngân"
    reading = read(
        "| Tổng số | 90 | 5 | 60\n1 | Ngân sách trung ương | 50 | 3 | 40\n2 | Vốn ngân sách tỉnh | 40 | 2 | 20",
        title,
        header,
    )
    assert figures(reading) == {"investment_plan": 90, "investment_disbursed": 60}
    assert asked(reading) == {}


def test_an_apostrophe_within_a_name_does_not_count() -> None:
    title = "Kết quả giải quyết hồ sơ TTHC quý III năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    rows = "1 | Xã Ea R'bin | 5\n2 | Xã Nam Ka | 6"
    assert of_units(read(rows, title, "STT | Đơn vị | Hồ sơ tiếp nhận mới")) == {"xa-ea-rbin": 5, "xa-nam-ka": 6}


def test_an_office_is_one_by_its_short_name_too() -> None:
    title = "Biên chế công chức năm 2024 của UBND tỉnh Hà Tĩnh"
    units = [
        [
            unit.name
            for unit in read(
                f"1 | {name} | 5\n2 | Sở Y tế | 6", title, "STT | Đơn vị | Biên chế công chức được giao"
            ).new_units
        ]
        for name in ("VP UBND tỉnh", "Văn phòng UBND tỉnh")
    ]
    assert units[0] == units[1]


def test_what_was_withdrawn_or_suspended_is_no_indicator() -> None:
    header = "STT | Đơn vị | Hồ sơ tiếp nhận mới | Tạm dừng | Rút hồ sơ"
    reading = read("1 | Xã Ba Cung | 5 | 1 | 2", BA_TO, header)
    assert figures(reading) == {"dossiers_received": 5}
    assert asked(reading) == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [("TH Q4-2025", "2025-Q4"), ("BC T10.2024", "2024-M10"), ("6T2023 xa", "2023-H1"), ("9T 2023", "2023-9M")],
)
def test_the_name_of_a_file_says_its_period_in_short(name: str, code: str) -> None:
    assert [period.code for period in periods.named_in_file(name)] == [code]


def test_a_part_of_the_row_before_it_where_no_row_is_numbered() -> None:
    rows = "Tổng số hồ sơ tiếp nhận trong năm | 9\nTrong đó: tiếp nhận trực tuyến | 7\nSố hồ sơ đã giải quyết | 8"
    found = figures(read(rows, "Số liệu CCHC năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi", "Nội dung | Kết quả"))
    assert found == {"dossiers_received": 9, "online_dossiers_received": 7, "dossiers_resolved": 8}


def test_what_was_disbursed_in_the_month_is_not_what_was_since_january() -> None:
    title = "Giải ngân vốn đầu tư công 9 tháng năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (ĐVT: triệu đồng)"
    header = "STT | Chủ đầu tư | Kế hoạch vốn | Giải ngân tháng 9 | Lũy kế giải ngân 9 tháng"
    reading = read("1 | Xã Ba Cung | 2000 | 150 | 1500", title, header)
    assert figures(reading) == {"investment_plan": 2000, "investment_disbursed": 1500}
    assert {one.period for one in reading.observations} == {"2024-9M"}


def test_a_total_over_columns_of_units_is_no_figure_of_the_unit_that_reports() -> None:
    title = "Số hồ sơ tiếp nhận theo lĩnh vực quý I năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    rows = "1 | Hộ tịch | 1 | 2 | 3\n2 | Đất đai | 3 | 4 | 7\n | Tổng cộng | 4 | 6 | 10"
    assert of_units(read(rows, title, "STT | Lĩnh vực | Xã Ba Cung | Xã Ba Bích | Tổng")) == {
        "xa-ba-cung": 4, "xa-ba-bich": 6,
    }  # fmt: skip


def test_what_stands_beside_projects_says_nothing_of_their_total() -> None:
    title = "Giải ngân vốn đầu tư công năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (ĐVT: triệu đồng)"
    header = "STT | Tên dự án | Quyết định phê duyệt | Kế hoạch vốn | Đã giải ngân"
    rows = "1 | Đường A | 12/QĐ-UBND | 20 | 15\n2 | Cầu B | 13/QĐ-UBND | 30 | 25"
    total = figures(read(f"| Tổng cộng | | 50 | 40\n{rows}", title, header))
    assert total == {"investment_plan": 50, "investment_disbursed": 40}
    assert figures(read(f"| Tổng cộng | NSTW | 50 | 40\n{rows}", title, header)) == {}


def test_a_title_that_compares_narrows_nothing() -> None:
    title = "Kết quả giải quyết TTHC 6 tháng đầu năm 2024 so với cùng kỳ năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    header = "STT | Đơn vị | Hồ sơ đã giải quyết 6 tháng năm 2023 | Hồ sơ đã giải quyết 6 tháng năm 2024"
    reading = read("1 | Xã Ba Cung | 5 | 6", title, header)
    assert [(one.period, float(one.value)) for one in reading.observations] == [("2024-H1", 6)]


def test_the_title_says_into_which_system_dossiers_are_entered() -> None:
    title = "Tỷ lệ cập nhật hồ sơ trên {}quý I năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    header = "STT | Đơn vị | Tổng số hồ sơ tiếp nhận | Hồ sơ đã cập nhật | Hồ sơ chưa cập nhật | Tỷ lệ cập nhật (%)"
    row = "1 | Xã Ba Cung | 100 | 80 | 20 | 80"
    assert figures(read(row, title.format("Hệ thống một cửa điện tử "), header)) == {
        "dossiers_received": 100, "igate_dossiers": 80, "igate_dossier_rate": 80,
    }  # fmt: skip
    assert "igate_dossiers" not in figures(read(row, title.format(""), header))


@pytest.mark.parametrize("office", ["Bộ phận Một cửa xã Ba Cung", "Trung tâm PVHCC xã Ba Cung"])
def test_dossiers_in_the_office_of_a_commune_are_its_own_and_staff_is_not(office: str) -> None:
    header = "STT | Đơn vị | {}"
    dossiers = read(f"1 | {office} | 5", BA_TO, header.format("Hồ sơ tiếp nhận mới"))
    assert of_units(dossiers) == {"xa-ba-cung": 5}
    staff = read(f"1 | {office} | 5", BA_TO.replace("hồ sơ TTHC", "biên chế"), header.format("Biên chế được giao"))
    assert "xa-ba-cung" not in of_units(staff)


@pytest.mark.parametrize(("own", "is_sum"), [((300, 290), False), ((27, 24), True), ((27, 23), True)])
def test_a_district_that_leads_its_communes_is_their_sum_only_where_the_figures_allow_it(
    own: tuple[int, int], is_sum: bool
) -> None:
    """One column that differs is a slip in a sum; where none comes out it is the district's own office."""
    rows = f"1 | Huyện Ba Tơ | {own[0]} | {own[1]}\n2 | Xã Ba Cung | 13 | 11\n3 | Xã Ba Bích | 14 | 13"
    reading = read(rows, BA_TO, "STT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết")
    found = {(o.reporting_unit.rpartition(".")[2], float(o.value)) for o in reading.observations}
    assert ({("huyen-ba-to", float(value)) for value in own} <= found) is not is_sum
    assert {("xa-ba-cung", 13.0), ("xa-ba-cung", 11.0), ("xa-ba-bich", 14.0), ("xa-ba-bich", 13.0)} <= found


def test_a_district_over_its_communes_by_number_is_their_sum_whatever_it_says() -> None:
    rows = "I | Huyện Ba Tơ | 300\n1 | Xã Ba Cung | 13\n2 | Xã Ba Bích | 14"
    assert of_units(read(rows, BA_TO, "STT | Đơn vị | Hồ sơ tiếp nhận mới")) == {"xa-ba-cung": 13, "xa-ba-bich": 14}


PROGRESS = "Tình hình giải ngân vốn đầu tư công 9 tháng năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (triệu đồng)"
RESULT = PROGRESS.replace("Tình hình", "Kết quả")


@pytest.mark.parametrize(
    ("title", "header", "row", "read_as", "waiting"),
    [
        (RESULT, "Kế hoạch | Thực hiện | Tỷ lệ", "9 | 5 | 55,6%", {"C3": "plan", "D3": "disbursed", "E3": "rate"}, []),
        (RESULT, "Kế hoạch | Thực hiện | Giải ngân", "9 | 7 | 5", {"C3": "plan", "E3": "disbursed"}, ["Thực hiện"]),
        (RESULT, "Quý I | 6 tháng", "3 | 5", {"C3": "disbursed", "D3": "disbursed"}, []),
        (RESULT, "Thanh toán | Tạm ứng | Tổng", "7 | 2 | 9", {"E3": "disbursed"}, ["Thanh toán", "Tạm ứng"]),
        (PROGRESS, "Thanh toán | Tạm ứng | Tổng", "7 | 2 | 9", {}, ["Thanh toán", "Tạm ứng", "Tổng"]),
        (PROGRESS, "Giải ngân | Thanh toán | Tạm ứng", "9 | 7 | 2", {"C3": "disbursed"}, ["Thanh toán", "Tạm ứng"]),
        (PROGRESS, "Kế hoạch vốn | Đã thanh toán", "9 | 7", {"C3": "plan", "D3": "disbursed"}, []),
    ],
)
def test_what_was_paid_is_what_was_disbursed_only_where_no_advance_stands_beside_it(
    title: str, header: str, row: str, read_as: dict[str, str], waiting: list[str]
) -> None:
    reading = read(f"1 | Xã Ba Cung | {row}", title, f"STT | Đơn vị | {header}")
    short = {"plan": "plan", "disbursed": "disbursed", "rate": "disbursement_rate"}
    assert {o.place.cell: o.indicator for o in reading.observations} == {
        cell: f"investment_{short[name]}" for cell, name in read_as.items()
    }
    assert list(asked(reading)) == waiting


@pytest.mark.parametrize(
    ("header", "row", "loaded", "waiting"),
    [
        ("Quý I | Quý II | Quý III | Quý IV | Cả năm", "5 | 6 | 7 | 8 | 26", {"Q1": 5, "": 26}, []),  # of each alone
        (
            "Quý I | Quý II | Quý III | Quý IV | Cả năm",
            "5 | 6 | 7 | 8 | 8",
            {"Q1": 5, "Q2": 6, "Q3": 7, "Q4": 8, "": 8},
            [],
        ),
        ("Quý I | Quý II | 6 tháng | 9 tháng", "5 | 6 | 11 | 20", {"Q1": 5, "H1": 11, "9M": 20}, []),
        ("Quý I | Quý II | Quý III", "5 | 6 | 7", {"Q1": 5}, ["Quý II", "Quý III"]),
        ("Tháng 1 | Tháng 2", "5 | 6", {"M01": 5}, ["Tháng 2"]),
        ("Lũy kế đến quý I | Lũy kế đến quý II", "5 | 6", {"Q1": 5, "Q2": 6}, []),
        ("Quý I | 6 tháng | 9 tháng | Cả năm", "5 | 6 | 7 | 8", {"Q1": 5, "H1": 6, "9M": 7, "": 8}, []),
    ],
)
def test_quarters_of_money_are_sums_since_january_only_where_the_figures_or_words_say_so(
    header: str, row: str, loaded: dict[str, int], waiting: list[str]
) -> None:
    title = "Giải ngân vốn đầu tư công năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (triệu đồng)"
    reading = read(f"1 | Xã Ba Cung | {row}", title, f"STT | Đơn vị | {header}")
    assert {o.period[5:]: float(o.value) for o in reading.observations} == loaded
    assert list(asked(reading)) == waiting
    assert all(answers[0] == "investment_disbursed" for answers in asked(reading).values())


def test_quarters_of_dossiers_are_of_each_alone() -> None:
    title = "Số hồ sơ TTHC tiếp nhận mới năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    reading = read("1 | Xã Ba Cung | 5 | 6", title, "STT | Đơn vị | Quý I | Quý II")
    assert {o.period: float(o.value) for o in reading.observations} == {"2023-Q1": 5, "2023-Q2": 6}


@pytest.mark.parametrize(
    ("header", "row", "loaded", "unclear"),
    [
        ("Quý I | Quý II | Quý III | Quý IV | Cả năm", "5 | 6 | 7 | 8 | 26", {"Q1": 5, "": 26}, 0),
        ("Quý I | Quý II | 6 tháng", "5 | 11 | 11", {"Q1": 5, "Q2": 11, "H1": 11}, 0),
        ("Quý I | Quý II | Quý III", "5 | 6 | 7", {"Q1": 5}, 2),
        ("Quý I | 6 tháng | 9 tháng", "5 | 6 | 7", {"Q1": 5, "H1": 6, "9M": 7}, 0),
    ],
)
def test_a_row_of_money_over_quarters_is_judged_like_columns(
    header: str, row: str, loaded: dict[str, int], unclear: int
) -> None:
    title = "Một số chỉ tiêu năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    rows = f"1 | Vốn đầu tư công đã giải ngân | Triệu đồng | {row}\n2 | Số hồ sơ TTHC tiếp nhận mới | Hồ sơ | {row}"
    reading = read(rows, title, f"STT | Nội dung | ĐVT | {header}")
    by_indicator: dict[str, dict[str, float]] = {}
    for one in reading.observations:
        by_indicator.setdefault(one.indicator, {})[one.period[5:]] = float(one.value)
    assert by_indicator["investment_disbursed"] == loaded
    assert len(by_indicator["dossiers_received"]) == len(row.split("|"))
    assert [one.code for one in reading.problems].count("column_period_unclear") == unclear


@pytest.mark.parametrize(
    "header",
    ["Trong quý | Lũy kế từ đầu năm", "Quý II | Lũy kế 6 tháng", "Kỳ này | Lũy kế", "Quý II | Lũy kế đến quý II"],
)
def test_beside_a_sum_since_january_money_is_the_sum_and_all_else_is_of_the_quarter(header: str) -> None:
    title = "Một số chỉ tiêu quý II năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    rows = "1 | Vốn đầu tư công đã giải ngân | Triệu đồng | 5 | 11\n2 | Số hồ sơ TTHC tiếp nhận mới | Hồ sơ | 5 | 12"
    reading = read(rows, title, f"STT | Nội dung | ĐVT | {header}")
    assert {o.indicator: (float(o.value), o.basis) for o in reading.observations} == {
        "dossiers_received": (5, "in_period"), "investment_disbursed": (11, "cumulative"),
    }  # fmt: skip
    assert {one.place.cell for one in reading.set_aside if one.reason == "comparison"} == {"D3", "E4"}


def test_a_column_of_the_quarter_is_no_sum_since_january_because_another_one_is() -> None:
    title = "Kết quả quý II năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi (triệu đồng)"
    reading = read("1 | Xã Ba Cung | 5 | 11", title, "STT | Đơn vị | Hồ sơ tiếp nhận mới | Lũy kế vốn đã giải ngân")
    assert {o.indicator: o.basis for o in reading.observations} == {
        "dossiers_received": "in_period", "investment_disbursed": "cumulative",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "row", "cells"),
    [
        (
            "Kỳ báo cáo | Cùng kỳ năm trước | Lũy kế",
            "5 | 4 | 11",
            {"dossiers_received": "D4", "investment_disbursed": "F3"},
        ),
        ("Kỳ trước | Kỳ báo cáo", "4 | 5", {"dossiers_received": "E4", "investment_disbursed": "E3"}),
        ("Kỳ báo cáo | Số liệu", "Quý I | 5", {"dossiers_received": "E4", "investment_disbursed": "E3"}),
    ],
)
def test_a_column_called_after_the_period_holds_its_figures_or_names_it(
    header: str, row: str, cells: dict[str, str]
) -> None:
    title = "Một số chỉ tiêu 6 tháng đầu năm 2023 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    rows = f"1 | Vốn đầu tư công đã giải ngân | Triệu đồng | {row}\n2 | Số hồ sơ TTHC tiếp nhận mới | Hồ sơ | {row}"
    reading = read(rows, title, f"STT | Nội dung | ĐVT | {header}")
    assert {o.indicator: o.place.cell for o in reading.observations} == cells
