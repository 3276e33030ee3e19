"""Period codes, their windows, and reading both from the titles that offices write."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import periods, printed_days
from etl.periods import Period
from tests.workbooks import LAK, figures, read, said

years = st.integers(2015, 2035)


@pytest.mark.parametrize(
    ("code", "first", "last", "kind", "label"),
    [
        ("2024-Q1", "2023-12-15", "2024-03-14", "quarter", "Quý I/2024"),
        ("2024-Q2", "2024-03-15", "2024-06-14", "quarter", "Quý II/2024"),
        ("2024-Q3", "2024-06-15", "2024-09-14", "quarter", "Quý III/2024"),
        ("2024-Q4", "2024-09-15", "2024-12-14", "quarter", "Quý IV/2024"),
        ("2024-H1", "2023-12-15", "2024-06-14", "half", "6 tháng/2024"),
        ("2024-9M", "2023-12-15", "2024-09-14", "nine_months", "9 tháng/2024"),
        ("2024", "2023-12-15", "2024-12-14", "year", "Năm 2024"),
        ("2024-M01", "2023-12-15", "2024-01-14", "month", "Tháng 1/2024"),
        ("2024-M05", "2024-04-15", "2024-05-14", "month", "Tháng 5/2024"),
        ("2024-M12", "2024-11-15", "2024-12-14", "month", "Tháng 12/2024"),
        ("2022-07-08/2023-03-31", "2022-07-08", "2023-03-31", "interval", "8/7/2022 – 31/3/2023"),
    ],
)
def test_windows(code: str, first: str, last: str, kind: str, label: str) -> None:
    period = Period(code)
    assert period.window == (date.fromisoformat(first), date.fromisoformat(last))
    assert (period.kind, period.label, period.year) == (kind, label, int(last[:4]))
    assert periods.parse_code(code) == period


@given(years)
def test_the_quarters_tile_the_year(year: int) -> None:
    quarters = [Period(f"{year}-Q{number}").window for number in (1, 2, 3, 4)]
    for (_, last), (first, _) in pairwise(quarters):
        assert first == last + timedelta(days=1)
    assert (quarters[0][0], quarters[-1][1]) == Period(str(year)).window
    assert (quarters[0][0], quarters[1][1]) == Period(f"{year}-H1").window
    assert (quarters[0][0], quarters[2][1]) == Period(f"{year}-9M").window


@given(years)
def test_the_months_tile_the_year_and_years_touch(year: int) -> None:
    months = [Period(f"{year}-M{number:02d}").window for number in range(1, 13)]
    for (_, last), (first, _) in pairwise(months):
        assert first == last + timedelta(days=1)
    assert (months[0][0], months[-1][1]) == Period(str(year)).window
    assert Period(str(year + 1)).window[0] == Period(str(year)).window[1] + timedelta(days=1)


@given(years, st.sampled_from(["-Q1", "-Q3", "-H1", "-9M", "", "-M02"]))
def test_a_label_reads_back(year: int, suffix: str) -> None:
    period = Period(f"{year}{suffix}")
    assert periods.named_in(period.label) == [period]


@given(st.text(max_size=40))
def test_whatever_is_read_of_a_text_is_a_period_that_there_is(text: str) -> None:
    assert all(periods.parse_code(named.code) == named for named in periods.named_in(text))
    window, code = printed_days.window_in(text), periods.parse_code(text)
    assert window is None or window[0] <= window[1]
    assert printed_days.date_in(text) is None or any(mark.isdecimal() for mark in text)
    assert code is None or code.code == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "2024-Q5", "2024-Q0", "2024-M13", "2024-M00", "24-Q1", "2024Q1", "1999", "2023-03-31/2022-07-08", "2024-H2"],
)
def test_codes_that_are_none(text: str) -> None:
    assert periods.parse_code(text) is None


def test_a_broken_interval_is_none() -> None:
    assert periods.parse_code("2022-02-30/2022-03-31") is None


def test_investment_runs_from_new_year() -> None:
    assert Period("2024-Q2").investment_window() == (date(2024, 1, 1), date(2024, 6, 14))
    assert Period("2024-Q1").investment_window(date(2024, 3, 31)) == (date(2024, 1, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("BÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH QÚY I NĂM 2024", ["2024-Q1"]),
        ("Báo cáo quý I/2024", ["2024-Q1"]),
        ("Báo cáo quý 1 năm 2024", ["2024-Q1"]),
        ("Báo cáo Quý IV-2023", ["2023-Q4"]),
        ("Báo cáo cải cách hành chính 6 tháng đầu năm 2024", ["2024-H1"]),
        ("Báo cáo 06 tháng năm 2024", ["2024-H1"]),
        ("Báo cáo sáu tháng đầu năm 2024", ["2024-H1"]),
        ("BÁO CÁO 9 THÁNG ĐẦU NĂM 2024", ["2024-9M"]),
        ("Báo cáo tháng 5/2024", ["2024-M05"]),
        ("Báo cáo tháng 05 năm 2024", ["2024-M05"]),
        ("NĂM 2022 TẠI UBND HUYỆN THANH TRỊ", ["2022"]),
        ("BIỂU MẪU THÔNG KÊ SỐ LIỆU BÁO CÁO CÁCH HÀNH CHÍNH NĂM 2022", ["2022"]),
        ("Kết quả năm 2022 và phương hướng nhiệm vụ năm 2023", ["2022"]),
        ("(Kèm theo Báo cáo số 319 /BC-UBND ngày 16 tháng 12 năm 2022 của UBND huyện Thanh Trị)", []),
        ("(Kèm theo Báo cáo số /BC-UBND ngày 15/3/2024 của UBND xã Bình Yên)", []),
        ("(Kèm theo Báo có số: /BC-STC ngày /6/2024 của Sở Tài chính)", []),
        ("Hà Tĩnh, ngày 15 tháng 6 năm 2024", []),
        ("Nghị quyết giai đoạn 2021-2025", []),
        ("Phụ lục 2", []),
        ("Báo cáo 6 tháng cuối năm 2024", []),
    ],
)
def test_periods_named_in_titles(title: str, codes: list[str]) -> None:
    assert [period.code for period in periods.named_in(title)] == codes


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("(từ ngày 15/12/2023 đến ngày 14/03/2024)", ("2023-12-15", "2024-03-14")),
        ("Năm 2022 (từ 15/12/2021 đến 14/11/2022)", ("2021-12-15", "2022-11-14")),
        ("từ ngày 08 tháng 7 năm 2022 đến hết ngày 31 tháng 3 năm 2023", ("2022-07-08", "2023-03-31")),
        ("số liệu tính từ ngày 08/7/2022 đến ngày 31/3/2023", ("2022-07-08", "2023-03-31")),
        ("Từ 15-12-2021 đến 8-12-2022", ("2021-12-15", "2022-12-08")),
        ("từ ngày 14/3/2024 đến ngày 15/12/2023", None),
        ("từ ngày 31/2/2024 đến ngày 14/3/2024", None),
        ("từ ngày 15/12 đến ngày 14/3/2024", ("2023-12-15", "2024-03-14")),
        ("ngày 15/3/2024", None),
    ],
)
def test_printed_windows(text: str, window: tuple[str, str] | None) -> None:
    wanted = (date.fromisoformat(window[0]), date.fromisoformat(window[1])) if window else None
    assert printed_days.window_in(text) == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 14 /12/2022 của", date(2022, 12, 14)),
        ("ngày 16 tháng 12 năm 2022", date(2022, 12, 16)),
        ("ngày 15.3.2024", date(2024, 3, 15)),
        ("ngày   /6/2024", None),
        ("ngày 31/4/2024", None),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert printed_days.date_in(text) == day


# ---- titles of whole files: the period is right, or the file waits for a person ------------------------

ROW = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775"
OF = "của UBND huyện Lắk, tỉnh Đắk Lắk"


def period_of(*titles: str, name: str = "phu-luc.xlsx") -> str:
    """The code a file loads under, or the problem that keeps it out."""
    reading = read(ROW, "\n".join(titles), name=name)
    return reading.observations[0].period if reading.observations else said(reading)[0].split()[0]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (f"Báo cáo quý I/2024 {OF}", "2024-Q1"),
        (f"Báo cáo công tác CCHC quý I/2024, nhiệm vụ trọng tâm quý II/2024 {OF}", "2024-Q1"),
        (f"Báo cáo năm 2024 {OF}\nBuôn Ma Thuột, ngày 15 tháng 12 năm 2024", "2024"),
        (f"Báo cáo quý I năm 2024 {OF}\n(Theo mẫu tại Công văn số 12/SNV ngày 3/4/2022 của Sở Nội vụ)", "2024-Q1"),
        (f"Biểu tổng hợp quý I năm 2024 so với quý I năm 2023 {OF}", "2024-Q1"),
        (f"Báo cáo năm 2024 so với năm 2023 {OF}", "2024"),
        (f"Báo cáo 9 tháng năm 2024 so cùng kỳ năm 2023 {OF}", "2024-9M"),
        (f"Báo cáo so với năm 2023 của năm 2024 {OF}", "period_several"),
        (f"Giải ngân quý I năm 2024 so với kế hoạch năm {OF}", "2024-Q1"),
        (f"Báo cáo năm 2024 và năm 2023 {OF}", "period_several"),
        (f"Giải ngân kế hoạch vốn năm 2024 {OF}\nQuý I năm 2024", "2024-Q1"),
        ("Báo cáo năm 2025 (từ ngày 01/7/2025 đến ngày 14/12/2025) của UBND xã Liên Sơn Lắk, tỉnh Đắk Lắk", "2025"),
        (f"Báo cáo năm 2025 (từ ngày 15/9/2025 đến ngày 14/12/2025) {OF}", "period_several"),
        (f"Báo cáo quý I năm 2024 {OF}\nBáo cáo quý II năm 2024", "period_several"),
        (f"Báo cáo 6 tháng cuối năm 2024 {OF}", "period_wrong"),
        (f"Báo cáo {OF}", "period_missing"),
        (f"Báo cáo từ ngày 15/12/2023 đến ngày 14/3/2024 {OF}", "2023-12-15/2024-03-14"),
    ],
)
def test_the_period_of_a_file(title: str, wanted: str) -> None:
    assert period_of(title) == wanted


@pytest.mark.parametrize(
    ("title", "right"),
    [
        (f"Báo cáo 3 tháng đầu năm 2024 {OF}", "2024-Q1"),
        (f"Báo cáo 5 tháng đầu năm 2024 {OF}", ""),
        (f"Báo cáo 10 tháng năm 2024 {OF}", ""),
        (f"Báo cáo 11 tháng năm 2024 {OF}", ""),
        (f"Báo cáo quý một năm 2024 {OF}", "2024-Q1"),
        (f"Báo cáo quý I {OF} năm 2024", "2024-Q1"),
        (f"Báo cáo 6 tháng {OF} năm 2024", "2024-H1"),
        (f"Số liệu 9 tháng của năm 2024 {OF}", "2024-9M"),
        (f"Báo cáo năm 2021-2025 {OF}", ""),
        (f"Báo cáo giai đoạn năm 2021 - 2025 {OF}", ""),
        (f"Báo cáo sơ kết 02 năm {OF}, năm 2024", ""),
        (f"Báo cáo quý I/24 {OF}", "2024-Q1"),
        (f"Quý II và 6 tháng đầu năm 2024 {OF}", "2024-H1"),
        (f"Báo cáo quý I, II năm 2024 {OF}", ""),
        (f"Báo cáo quý I-II năm 2024 {OF}", ""),
        (f"Báo cáo năm 2023 và 2024 {OF}", ""),
        (f"Báo cáo nửa đầu năm 2024 {OF}", "2024-H1"),
        (f"Báo cáo ước thực hiện năm 2024 {OF}", ""),
        (f"Báo cáo dự kiến quý II năm 2024 {OF}", ""),
        (f"Báo cáo quý I và quý II năm 2024 {OF}", ""),
        (f"Báo cáo kế hoạch năm 2025 {OF}", ""),
        (f"Quý IV và năm 2024 {OF}", ""),
        (f"BÁO CÁO THÁNG 12 VÀ NĂM 2024 {OF}", "2024"),
        (f"Báo cáo quý I, phương hướng nhiệm vụ quý II năm 2024 {OF}", "2024-Q1"),
        (f"Báo cáo quý I năm 2024 (Kế hoạch CCHC năm 2024) {OF}", "2024-Q1"),
    ],
)
def test_a_period_is_never_taken_for_another(title: str, right: str) -> None:
    assert period_of(title) in (right, "period_missing", "period_several", "period_wrong", "unit_missing")


def test_the_name_of_the_file_is_asked_last_and_said() -> None:
    reading = read(ROW, f"Báo cáo {OF}", name="003_bao-cao_quy-I-2024.xlsx")
    assert [o.period for o in reading.observations] == ["2024-Q1"]
    assert said(reading) == ["period_from_file_name"]
    assert period_of(f"Báo cáo quý II/2024 {OF}", name="quy-I-2024.xlsx") == "2024-Q2"


def test_printed_dates_win_over_the_cut_offs() -> None:
    (figure,) = read(ROW, f"Báo cáo năm 2022 (từ 15/12/2021 đến 14/11/2022) {OF}").observations
    assert (figure.period, figure.period_start, figure.period_end) == ("2022", date(2021, 12, 15), date(2022, 11, 14))
    assert figure.window_printed


def test_without_printed_dates_the_window_is_marked_derived() -> None:
    (figure,) = read(ROW).observations
    assert (figure.period_start, figure.period_end) == (date(2023, 12, 15), date(2024, 3, 14))
    assert not figure.window_printed


def test_a_window_of_another_year_is_not_taken_in_silence() -> None:
    reading = read(ROW, f"Báo cáo quý I năm 2024 (từ ngày 15/12/2022 đến ngày 14/3/2023) {OF}")
    assert said(reading)


def test_two_windows_are_not_dropped_in_silence() -> None:
    first, second = "(từ 15/12/2021 đến 14/11/2022)", "(từ 15/12/2021 đến 8/12/2022)"
    assert said(read(ROW, f"Báo cáo năm 2022 {first} {OF}\nBiểu 1 {second}"))


def test_two_sheets_of_two_periods_are_a_question() -> None:
    assert period_of(LAK, "Biểu 2 Báo cáo năm 2023") == "period_several"


def test_a_quarter_and_its_year_are_not_one_period() -> None:
    row = "1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | 9"
    sheet = f"Biểu 1 Báo cáo quý IV năm 2024 {OF}\nSTT | Chỉ tiêu | Đơn vị tính | Số liệu\n{ROW}\n"
    other = f"Biểu 2 Báo cáo năm 2024 {OF}\nSTT | Chỉ tiêu | Đơn vị tính | Số liệu\n{row}"
    reading = read("", sheet + other)
    assert figures(reading) == {} or {o.period for o in reading.observations} == {"2024", "2024-Q4"}
