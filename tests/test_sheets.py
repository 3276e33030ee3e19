"""Several sheets in a file, several tables on a sheet: whose, of when, and what each speaks of."""

from etl.interpret import Reading, interpret
from tests.workbooks import TABLES, said, workbook

OF_LAK = "UBND huyện Lắk, tỉnh Đắk Lắk"
HEADER = "TT | Đơn vị | Tiếp nhận mới | Đã giải quyết"
ROWS = "1 | Xã Yang Tao | 12 | 10\n2 | Xã Nam Ka | 8 | 8"


def of(**sheets: str) -> Reading:
    return interpret(workbook(**sheets), "phu-luc.xlsx", TABLES)


def test_a_sheet_named_after_its_period() -> None:
    reading = of(**{"Quý II.2023": f"{OF_LAK}\nKết quả giải quyết hồ sơ TTHC\n{HEADER}\n{ROWS}"})
    assert {o.period for o in reading.observations} == {"2023-Q2"}
    assert [found.code for found in reading.problems if found.severity == "warning"] == ["period_from_sheet_name"]


def test_tables_below_each_other_have_their_own_periods_and_one_subject() -> None:
    tables = [f"Bảng {n}. Quý {quarter} năm 2022\n{HEADER}\n{ROWS}\n" for n, quarter in ((1, "I"), (2, "II"))]
    reading = of(TTHC=f"{OF_LAK}\nSố liệu TTHC năm 2022\n" + "\n".join(tables))
    assert {(o.period, o.place.cell[1:]) for o in reading.observations} == {
        ("2022-Q1", "5"), ("2022-Q1", "6"), ("2022-Q2", "10"), ("2022-Q2", "11"),
    }  # fmt: skip


def test_two_units_on_a_sheet_under_one_header() -> None:
    header = "STT | Chỉ tiêu | Đơn vị tính | Số liệu"
    row = "1 | Số hồ sơ tiếp nhận mới | Hồ sơ"
    grid = (
        "UBND TỈNH THÁI NGUYÊN\nSố liệu thủ tục hành chính quý III năm 2024\n"
        f"1. Sở Giao thông vận tải\n{header}\n{row} | 417\n\n2. Sở Y tế\n{header}\n{row} | 248"
    )
    reading = of(Gộp=grid)
    assert {o.reporting_unit.split(".")[-1]: float(o.value) for o in reading.observations} == {
        "so-giao-thong-van-tai~moi": 417,
        "so-y-te~moi": 248,
    }


def test_a_sheet_without_a_unit_does_not_refuse_the_others() -> None:
    reading = of(
        Lắk=f"{OF_LAK}\nKết quả giải quyết hồ sơ TTHC quý I năm 2024\n{HEADER}\n{ROWS}",
        Ghi_chú="Danh sách\nTên | Năm\nA | 1",
    )
    assert len(reading.observations) == 4
    assert not reading.refused


def test_hidden_sheets_are_read_and_said() -> None:
    grid = f"{OF_LAK}\nKết quả giải quyết hồ sơ TTHC quý I năm 2024\n{HEADER}\n{ROWS}\nhide: sheet"
    assert "sheet_hidden" in said(of(Nháp=grid))
