"""What the data-quality page says: the matrix, the chase list, findings with their cells, and how it is drawn."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit import config

from dashboard import quality
from tests.screens import ROOT, open_page, words
from tests.warehouses import publish


def report(name: str, period: str, state: str, figures: int = 0, told_on: str = "2024-03-15") -> dict[str, object]:
    """A row of query `reports`."""
    return {
        "reporting_unit": name, "name": name, "level": "commune", "parent_name": "Huyện A", "province": "Tỉnh A",
        "status": "reviewed", "period": period, "kind": "quarter", "closes": pd.Timestamp(period[:4] + "-03-14"),
        "figures": figures, "themes": ["dossiers"], "sources": [], "told_on": pd.Timestamp(told_on),
        "told_by": "document", "deadline": pd.Timestamp("2024-03-18"), "state": state,
    }  # fmt: skip


REPORTS = quality.named(
    pd.DataFrame(
        [
            report("Xã Một", "2023-Q1", "on_time", 12),
            report("Xã Một", "2024-Q1", "late", 9, "2024-03-20"),
            report("Xã Hai", "2024-Q1", "missing"),
            report("Xã Ba", "2024-Q1", "higher_only", 3),
        ]
    )
)


def test_the_matrix_tells_every_state_by_mark_and_counts_who_reported() -> None:
    grid = quality.matrix(REPORTS, ["2023-Q1", "2024-Q1"])
    assert list(grid.columns) == ["Đơn vị", "Quý I/2023", "Quý I/2024"]
    assert grid.to_numpy().tolist() == [
        ["Đã báo cáo", "1 trên 1", "2 trên 3"],
        ["Xã Một", "● 12", "◐ 9"],
        ["Xã Hai", "–", "○"],
        ["Xã Ba", "–", "△ 3"],
    ]


def test_who_is_expected_in_the_newest_period_stands_first() -> None:
    rows = pd.DataFrame([report("Xã Cũ", "2023-Q1", "on_time", 1), report("Xã Mới", "2024-Q1", "on_time", 2)])
    grid = quality.matrix(quality.named(rows), quality.latest_periods(rows))
    assert list(grid.columns) == ["Đơn vị", "Quý I/2024", "Quý I/2023"]
    assert grid["Đơn vị"].tolist() == ["Đã báo cáo", "Xã Mới", "Xã Cũ"]


def test_only_the_latest_periods_are_in_the_matrix() -> None:
    many = pd.DataFrame([report("Xã Một", f"{year}-Q1", "on_time", 1) for year in range(2010, 2025)])
    assert quality.latest_periods(many) == [f"{year}-Q1" for year in range(2024, 2016, -1)]


def test_the_chase_list_names_who_is_missing_and_who_was_late() -> None:
    assert quality.chase_list(REPORTS, "2024-Q1").splitlines() == [
        "Chưa báo cáo (1):", "- Xã Hai", "Gửi muộn (1):", "- Xã Một (gửi 20/03/2024, hạn 18/03/2024)",
    ]  # fmt: skip
    assert quality.chase_list(REPORTS, "2023-Q1") == ""


def test_findings_are_counted_by_rule_gravest_first() -> None:
    found = pd.DataFrame(
        [
            {"line": "V29-sector", "rule": "V29", "name": "Ngành dọc", "severity": "info", "sentence": "a",
             "reporting_unit": "x"},
            {"line": "V05-rate", "rule": "V05", "name": "Tỷ lệ", "severity": "warning", "sentence": "b",
             "reporting_unit": "x"},
            {"line": "V05-rate", "rule": "V05", "name": "Tỷ lệ", "severity": "warning", "sentence": "c",
             "reporting_unit": "y"},
        ]
    )  # fmt: skip
    assert quality.by_rule(found).to_numpy().tolist() == [
        ["V05", "Tỷ lệ", "Cảnh báo", 2, 2], ["V29", "Ngành dọc", "Thông tin", 1, 1],
    ]  # fmt: skip


def test_a_finding_opens_its_cells() -> None:
    cell = {
        "reporting_unit": "x", "period": "2022", "indicator": "dossiers_resolved", "handled_by": "district",
        "source": "own_appendix", "value": 22979.0, "submission": 7, "sheet": "Biểu mẫu 3", "cell": "D14",
    }  # fmt: skip
    table = quality.cells_table([cell], {"dossiers_resolved": "Đã giải quyết"}, {7: "a.xlsx"})
    assert table.to_numpy().tolist() == [
        ["Đã giải quyết (cấp huyện giải quyết)", "Phụ lục của đơn vị", "22.979", "a.xlsx · Biểu mẫu 3 · ô D14"]
    ]


def test_the_ledger_says_what_stopped() -> None:
    row = {
        "correction": "c1", "reporting_unit": "x", "name": None, "period": "2024-Q1", "indicator_name": "Hồ sơ",
        "expected_raw": "100", "raw": "101", "action": "replace", "value": 99.0, "reason": "gõ nhầm", "made_by": "A",
        "made_on": date(2024, 5, 2), "state": "stopped", "file": "a.xlsx", "sheet": "Biểu 1", "cell": "D4",
    }  # fmt: skip
    told = quality.corrections_in_words(pd.DataFrame([row])).iloc[0]
    assert (told["Trạng thái"], told["Đơn vị"], told["Ngày"]) == (
        "⚠ dừng: nguồn không còn như khi duyệt",
        "x",
        "02/05/2024",
    )


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    publish(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("reports", "Danh sách đôn đốc: Năm 2022"),
        ("findings", "Phát hiện theo quy tắc"),
        ("rates", "3 trong 3 tỷ lệ in lệch với số gốc"),
        ("corrections", "Chưa có đính chính nào"),
    ],
)
def test_every_section_of_the_page_is_drawn(section: str, expected: str) -> None:
    app = open_page("quality")
    app.session_state["muc"] = section
    app.run()
    assert not app.exception
    assert not app.error
    control = app.segmented_control(key="muc") if section == "findings" else None
    assert expected in words(app) or (control is not None and control.value == section)


@pytest.mark.usefixtures("place")
def test_looking_at_units_of_today_is_said_and_left_again() -> None:
    app = open_page("dossiers", ky="2022", donvi="hien-nay")
    assert not app.exception
    assert "Đang xem theo đơn vị hiện nay" in words(app)
    app.button(key="leave-lens").click().run()
    assert "Đang xem theo đơn vị hiện nay" not in words(app)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("number", ["1", "99", "x", "-1", "1" * 30])
def test_an_address_may_ask_for_what_was_known(number: str) -> None:
    app = open_page("figures", ky="2022", bietden=number)
    assert not app.exception
    assert not app.error
    assert ("Đang xem số liệu như đã biết sau" in words(app)) == (number == "1")
    assert len(app.dataframe[0].value) == 19


def test_reports_leave_with_their_dates() -> None:
    told = quality.reports_for_export(REPORTS)
    assert told.iloc[1][["state", "told_on", "deadline", "themes"]].tolist() == [
        "muộn", pd.Timestamp("2024-03-20"), pd.Timestamp("2024-03-18"), "Hồ sơ TTHC",
    ]  # fmt: skip
