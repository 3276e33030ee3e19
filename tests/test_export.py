"""The two CSV files of the figures page."""

import csv
import io

import pandas as pd

from dashboard import export


def rows(**changes: object) -> pd.DataFrame:
    """One exported row with some columns changed."""
    row: dict[str, object] = dict.fromkeys(export.COLUMNS, "")
    row |= {"reporting_unit": "Huyện Lắk", "value": 22979.0, "raw": "22.979", "measure": "hồ sơ"} | changes
    return pd.DataFrame([row])


def read(data: bytes, encoding: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding)), delimiter=delimiter))


def test_excel_file_has_a_bom_semicolons_and_decimal_commas() -> None:
    data = export.csv_for_excel(pd.concat([rows(), rows(value=53.66, raw="53,66")], ignore_index=True))
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert [row["value"] for row in read(data, "utf-8-sig", ";")] == ["22979", "53,66"]


def test_excel_file_runs_no_formula() -> None:
    names = ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx", "an toàn"]
    data = export.csv_for_excel(pd.concat([rows(reporting_unit=name, raw=name) for name in names], ignore_index=True))
    with io.StringIO(data.decode("utf-8-sig"), newline="") as text:
        told = list(csv.DictReader(text, delimiter=";"))
    assert [row["reporting_unit"] for row in told] == [f"'{name}" for name in names[:-1]] + ["an toàn"]
    assert [row["raw"][0] for row in told] == ["'"] * 6 + ["a"]


def test_a_negative_value_stays_a_number_for_excel() -> None:
    assert read(export.csv_for_excel(rows(value=-1.5)), "utf-8-sig", ";")[0]["value"] == "-1,5"


def test_plain_file_has_the_agreed_columns_and_dots() -> None:
    data = export.csv_plain(rows(value=53.66, reporting_unit="Xã A, huyện B"))
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode().splitlines()[0] == (
        "reporting_unit,level,parent,period,period_start,period_end,indicator,handled_by,value,measure,basis,origin,"
        "file,sheet,cell,raw"
    )
    told = read(data, "utf-8", ",")
    assert (told[0]["reporting_unit"], told[0]["value"]) == ("Xã A, huyện B", "53.66")


def test_plain_file_keeps_texts_as_they_stood() -> None:
    assert read(export.csv_plain(rows(raw="-")), "utf-8", ",")[0]["raw"] == "-"
