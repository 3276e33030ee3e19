"""Which indicator a row means, by its label and the rows above it."""

import random

import pytest

from etl import labels
from etl.labels import Match
from tests.workbooks import TABLES, figures, read, said

RATE_D = "Tỷ lệ hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn"
RATE_C = "Tỷ lệ hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hạn"
DONE = "Tổng số hồ sơ TTHC đã giải quyết xong"
ON_TIME = "Số hồ sơ TTHC giải quyết đúng hạn"
PLAN, SPENT = "Kế hoạch được giao", "Đã thực hiện"
DISBURSED = "Tỷ lệ thực hiện Kế hoạch giải ngân vốn đầu tư công"


def match(label: str, *above: str) -> Match:
    return labels.match(label, [labels.key_of(row, TABLES) for row in above], TABLES)


@pytest.mark.parametrize(
    ("label", "above", "wanted"),
    [
        (DONE, [RATE_D], "dossiers_resolved@district"),
        (DONE, [RATE_C], "dossiers_resolved@commune"),
        (ON_TIME, [RATE_D, DONE], "dossiers_resolved_on_time@district"),
        (ON_TIME, [RATE_D, DONE, ON_TIME, RATE_C, DONE], "dossiers_resolved_on_time@commune"),
        (
            "Tổng số TTHC đủ điều kiện",
            ["Tỷ lệ TTHC đủ điều kiện được cung cấp trực tuyến mức độ 3"],
            "online_l3_eligible@",
        ),
        (
            "Tổng số TTHC đủ điều kiện",
            ["Tỷ lệ TTHC đủ điều kiện được cung cấp trực tuyến mức độ 4"],
            "online_l4_eligible@",
        ),
        (
            "Tổng số người làm việc có mặt",
            ["Số người làm việc tại các đơn vị sự nghiệp công lập tự chủ hoàn toàn"],
            "psu_autonomous_staff_present@",
        ),
        (
            "Tổng số người làm việc có mặt",
            [
                "Số người làm việc hưởng lương từ NSNN tại các đơn vị sự nghiệp công lập",
                "Tổng số người làm việc được giao",
            ],
            "psu_staff_present@",
        ),
        ("Số UBND cấp xã đã kiểm tra", ["Kiểm tra CCHC"], "inspection_communes_inspected@"),
        (
            "Số UBND cấp xã đã kiểm tra",
            ["Kiểm tra việc thực hiện nhiệm vụ phân cấp quản lý nhà nước"],
            "decentralisation_communes_inspected@",
        ),
        (PLAN, [DISBURSED], "investment_plan@"),
        (SPENT, [DISBURSED, PLAN], "investment_disbursed@"),
        ("Số hồ sơ TTHC do UBND cấp xã tiếp nhận", [], "dossiers_received@commune"),
        ("1.1. Số hồ sơ TTHC do UBND cấp xã tiếp nhận", [], "dossiers_received@commune"),
        ("SỐ HỒ SƠ TTHC DO UBND CẤP XÃ TIẾP NHẬN:", [], "dossiers_received@commune"),
        ("100% cán bộ cấp xã đạt chuẩn", [], "commune_cadres_qualified_flag@"),
    ],
)
def test_labels_with_the_rows_above_them(label: str, above: list[str], wanted: str) -> None:
    found = match(label, *above)
    assert found.label is not None
    assert f"{found.label.indicator}@{found.label.handled_by}" == wanted


@pytest.mark.parametrize(
    ("label", "above"),
    [
        (DONE, []),
        (DONE, [RATE_D, "Hồ sơ của các đơn vị ngành dọc"]),
        (PLAN, []),
        (PLAN, ["Kế hoạch vốn sự nghiệp"]),
        ("Khác", ["Kiểm soát TTHC"]),
    ],
)
def test_without_the_row_that_introduces_it_a_label_is_a_question(label: str, above: list[str]) -> None:
    found = match(label, *above)
    assert found.label is None
    assert found.candidates


@pytest.mark.parametrize("label", ["Tổng cộng", "Xã Yang Tao", "Số hồ sơ", "", "Số hồ sơ TTHC do UBND cấp huyện tiếp"])
def test_unknown_labels(label: str) -> None:
    assert match(label) == Match()


def test_a_heading_is_known_as_one() -> None:
    assert match("Cải cách thể chế") == Match(heading=True)


@pytest.mark.parametrize(
    ("label", "above"),
    [
        (PLAN, [DISBURSED, "Thực hiện tự chủ tài chính của đơn vị sự nghiệp (ĐVSN) (lũy kế đến thời điểm báo cáo)"]),
        (SPENT, [DISBURSED, PLAN, "Cải cách tổ chức bộ máy hành chính nhà nước"]),
        (DONE, [RATE_D, "Dịch vụ công trực tuyến"]),
        (DONE, [RATE_D, "Dịch vụ Bưu chính công ích"]),
    ],
)
def test_a_known_heading_ends_the_section(label: str, above: list[str]) -> None:
    assert match(label, *above).label is None


@pytest.mark.parametrize(
    ("heading", "label", "wrong"),
    [
        ("Biên chế viên chức, sự nghiệp", "Tổng số biên chế được giao trong năm", "staff_assigned"),
        (
            "Số người làm việc hưởng lương từ NSNN tại các đơn vị sự nghiệp công lập",
            "Tổng số biên chế được giao trong năm",
            "staff_assigned",
        ),
        (
            "Số người làm việc hưởng lương từ NSNN tại các đơn vị sự nghiệp công lập",
            "Tổng số biên chế có mặt tại thời điểm báo cáo",
            "staff_present",
        ),
        (
            "Số người làm việc tại các đơn vị sự nghiệp công lập tự chủ hoàn toàn",
            "Số hợp đồng lao động làm việc tại cơ quan, đơn vị",
            "staff_contract",
        ),
    ],
)
def test_staff_of_public_service_units_are_not_civil_servants(heading: str, label: str, wrong: str) -> None:
    assert wrong not in figures(read(f"I | {heading} |||\n1 | {label} | Người | 1198"))


def test_the_rest_of_a_broken_label_is_not_dropped() -> None:
    reading = read(
        "1 | Số TTHC đang cung cấp trực tuyến mức độ 3 | Thủ tục | 83\n | có phát sinh hồ sơ nộp trực tuyến | |"
    )
    assert "online_l3_provided" not in figures(reading) or said(reading)


# ---- the printed number never counts ------------------------------------------------------------------

SECTION = [
    ("1", "Kết quả giải quyết TTHC", "", ""),
    ("1.1", RATE_D, "%", "'99,2"),
    ("", DONE, "Hồ sơ", "764"),
    ("", ON_TIME, "Hồ sơ", "758"),
    ("1.2", RATE_C, "%", "'99,9"),
    ("", DONE, "Hồ sơ", "22979"),
    ("", ON_TIME, "Hồ sơ", "22963"),
    ("2", DISBURSED, "%", "'53,66"),
    ("2.1", PLAN, "Triệu đồng", "'118.588"),
    ("2.2", SPENT, "Triệu đồng", "'63.639"),
]


def drawn(numbers: list[str]) -> str:
    return "\n".join(" | ".join((number, *row[1:])) for number, row in zip(numbers, SECTION, strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_numbers_change_nothing(seed: int) -> None:
    printed = [row[0] for row in SECTION]
    shuffled = random.Random(seed).sample(printed, len(printed))
    assert figures(read(drawn(shuffled))) == figures(read(drawn(printed)))
    assert len(figures(read(drawn(printed)))) == 9


def test_rows_without_any_number_read_the_same() -> None:
    assert figures(read(drawn([""] * len(SECTION)))) == figures(read(drawn([row[0] for row in SECTION])))


def test_a_table_without_a_column_of_numbers_reads_the_same() -> None:
    rows = "\n".join(" | ".join(row[1:]) for row in SECTION)
    bare = read(rows, header="Chỉ tiêu | Đơn vị tính | Số liệu")
    assert figures(bare) == figures(read(drawn([row[0] for row in SECTION])))


def test_numbers_typed_into_the_label_do_not_count() -> None:
    rows = "\n".join(f"{row[0]}. {row[1]} | {row[2]} | {row[3]}" for row in SECTION if row[0])
    read_so = figures(read(rows, header="Chỉ tiêu | Đơn vị tính | Số liệu"))
    assert {key: float(value) for key, value in read_so.items()} == {
        "dossiers_on_time_rate@district": 99.2,
        "dossiers_on_time_rate@commune": 99.9,
        "investment_disbursement_rate": 53.66,
        "investment_plan": 118588,
        "investment_disbursed": 63639,
    }


def test_every_reviewed_label_leads_to_its_indicator() -> None:
    for key, entries in TABLES.labels.items():
        for entry in entries:
            if entry.indicator:
                found = labels.match(key, [entry.under] if entry.under else [], TABLES)
                assert found.label == entry, key
