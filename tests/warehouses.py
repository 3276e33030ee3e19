"""A small warehouse from literal rows, through the loader's own create and publish."""

import shutil
import tempfile
from collections.abc import Callable, Hashable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from etl import derive, load, reference, rulebook
from etl.periods import Period
from etl.snapshots import Warehouse

PERIODS = {
    "2022": ("year", date(2021, 12, 15), date(2022, 12, 14)),
    "2024-Q1": ("quarter", date(2023, 12, 15), date(2024, 3, 14)),
    "2024-Q2": ("quarter", date(2024, 3, 15), date(2024, 6, 14)),
    "2024-H1": ("half", date(2023, 12, 15), date(2024, 6, 14)),
}
UNITS = {
    "lak": ("Huyện Lắk", "district", "Tỉnh Đắk Lắk"),
    "thanh-tri": ("Huyện Thạnh Trị", "district", "Tỉnh Sóc Trăng"),
    "binh-yen": ("Xã Bình Yên", "commune", "Huyện Định Hóa"),
}
INDICATORS = (  # code, theme, measure, kind, numerator, denominator
    ("dossiers_received", "dossiers", "hồ sơ", "count", None, None),
    ("dossiers_resolved", "dossiers", "hồ sơ", "count", None, None),
    ("dossiers_resolved_on_time", "dossiers", "hồ sơ", "count", None, None),
    ("dossiers_resolved_late", "dossiers", "hồ sơ", "count", None, None),
    ("dossiers_on_time_rate", "dossiers", "%", "ratio", "dossiers_resolved_on_time", "dossiers_resolved"),
    ("online_dossier_base", "onestop", "hồ sơ", "count", None, None),
    ("online_dossiers_received", "onestop", "hồ sơ", "count", None, None),
    ("online_dossier_rate", "onestop", "%", "ratio", "online_dossiers_received", "online_dossier_base"),
    ("staff_assigned", "staffing", "người", "count", None, None),
    ("staff_present", "staffing", "người", "count", None, None),
    ("staff_fill_rate", "staffing", "%", "ratio", "staff_present", "staff_assigned"),
    ("staff_contract", "staffing", "người", "count", None, None),
    ("investment_plan", "investment", "triệu đồng", "money", None, None),
    ("investment_disbursed", "investment", "triệu đồng", "money", None, None),
    ("investment_disbursement_rate", "investment", "%", "ratio", "investment_disbursed", "investment_plan"),
)


class Row(NamedTuple):
    """One figure as a test writes it."""

    unit: str
    period: str
    indicator: str
    value: float
    raw: str
    handled_by: str = ""
    source: str = "own_appendix"
    window: tuple[date, date] | None = None


ROWS = (
    Row("lak", "2022", "dossiers_resolved", 764, "764", "district"),
    Row("lak", "2022", "dossiers_resolved_on_time", 758, "758", "district"),
    Row("lak", "2022", "dossiers_on_time_rate", 100, "100%", "district"),
    Row("lak", "2022", "dossiers_resolved", 22979, "22.979", "commune"),
    Row("lak", "2022", "dossiers_resolved_on_time", 22963, "22.963", "commune"),
    Row("lak", "2022", "dossiers_on_time_rate", 100, "100%", "commune"),
    Row("lak", "2022", "dossiers_resolved_late", 6, "06", "district", "narrative",
        (date(2021, 12, 15), date(2022, 11, 14))),
    Row("lak", "2022", "staff_assigned", 90, "90"),
    Row("lak", "2022", "staff_present", 78, "78"),
    Row("lak", "2022", "staff_contract", 0, "0"),
    Row("lak", "2022", "investment_plan", 118588, "118.588", window=(date(2022, 1, 1), date(2022, 12, 14))),
    Row("lak", "2022", "investment_disbursed", 63639, "63.639", window=(date(2022, 1, 1), date(2022, 12, 14))),
    Row("lak", "2022", "investment_disbursement_rate", 30, "30", window=(date(2022, 1, 1), date(2022, 12, 14))),
    Row("thanh-tri", "2022", "dossiers_received", 4304, "4,304", "district"),
    Row("thanh-tri", "2022", "dossiers_on_time_rate", 100, "100", "district"),
    Row("thanh-tri", "2022", "online_dossier_base", 57, "57"),
    Row("thanh-tri", "2022", "online_dossiers_received", 31, "31"),
    Row("thanh-tri", "2022", "staff_assigned", 85, "85"),
    Row("thanh-tri", "2022", "staff_present", 84, "84"),
    Row("binh-yen", "2024-Q1", "dossiers_resolved", 348, "348", "commune"),
    Row("binh-yen", "2024-Q1", "dossiers_resolved_on_time", 348, "348", "commune"),
    Row("binh-yen", "2024-Q1", "dossiers_resolved_late", 0, "0", "commune"),
    Row("binh-yen", "2024-Q2", "dossiers_resolved", 200, "200", "commune"),
    Row("binh-yen", "2024-Q2", "dossiers_resolved_on_time", 150, "150", "commune"),
)  # fmt: skip


_made: dict[Hashable, tempfile.TemporaryDirectory[str]] = {}  # the first warehouse of each kind


def _first_of_its_kind(place: Path, kind: tuple[Hashable, ...], make: Callable[[Path], object]) -> bool:
    """Put the same warehouse as before into a place that has none: making one takes half a second, copying none."""
    kind = (*kind, *(tuple(sorted(table.items())) for table in (UNITS, PERIODS)), INDICATORS)  # tests add to these
    if (place / "snapshots").exists():
        return False
    if kind not in _made:
        _made[kind] = tempfile.TemporaryDirectory(prefix="warehouse-", ignore_cleanup_errors=True)
        make(Path(_made[kind].name))
    shutil.copytree(_made[kind].name, place, dirs_exist_ok=True)
    return True


def publish(
    place: Path, rows: tuple[Row, ...] = ROWS, names: dict[str, str] | None = None, counts: tuple[str, ...] = ()
) -> Path:
    """Publish a snapshot with these figures; `names` replaces names of reporting units.

    `counts` are further indicators that count dossiers.
    """
    kind = ("publish", rows, tuple((names or {}).items()), counts)
    if not _first_of_its_kind(place, kind, lambda new: _publish(new, rows, names or {}, counts)):
        return _publish(place, rows, names or {}, counts)
    current = Warehouse(place).current()
    assert current is not None
    return current


def _publish(place: Path, rows: tuple[Row, ...], names: dict[str, str], counts: tuple[str, ...]) -> Path:
    with Warehouse(place).loading() as work:
        con = work.connection
        load.refresh_reference(con, reference.load())  # rules and limits are the shipped ones
        for table in ("reporting_units", "periods", "indicators", "submissions", "scopes", "observations", "problems"):
            con.execute(f"DELETE FROM {table}")  # noqa: S608
        con.execute("DELETE FROM meta WHERE name LIKE 'derived%'")
        load.begin(con, "load", "test")
        for code, (name, level, parent) in UNITS.items():
            con.execute(
                "INSERT INTO reporting_units (reporting_unit, name, kind, level, parent_name, valid_from, status) "
                "VALUES (?, ?, '', ?, ?, '1900-01-01', 'reviewed')",
                [code, names.get(code, name), level, parent],
            )
        for period, (kind, start, end) in PERIODS.items():
            con.execute(
                "INSERT INTO periods VALUES (?, ?, ?, ?, ?, ?, '')",
                [period, kind, end.year, Period(period).quarter, start, end],
            )
        for position, (code, theme, measure, kind, numerator, denominator) in enumerate(
            (*INDICATORS, *((code, "dossiers", "hồ sơ", "count", None, None) for code in counts))
        ):
            con.execute(
                "INSERT INTO indicators VALUES (?, 1, ?, ?, ?, ?, ?, 'flow', ?, ?, ?, ?, NULL, ?)",
                [
                    code,
                    theme,
                    f"Chỉ tiêu {code}",
                    measure,
                    kind,
                    "ratio" if numerator else "sum",
                    "ratio" if numerator else "sum",
                    "higher" if numerator else None,
                    numerator,
                    denominator,
                    position,
                ],
            )
        for number, source in enumerate(("own_appendix", "narrative"), start=1):
            con.execute(
                "INSERT INTO submissions VALUES (?, ?, '', ?, ?, NULL, NULL, ?, 'test', 0, ?, 1)",
                [number, source, f"{source}.xlsx", source, datetime(2026, 11, 20, 8, 0), number],
            )
        for number, row in enumerate(rows, start=1):
            submission = 1 if row.source == "own_appendix" else 2
            start, end = row.window or PERIODS[row.period][1:]
            con.execute(
                "INSERT INTO scopes VALUES (?, ?, ?, ?, ?, '', true)",
                [number, submission, row.unit, row.period, row.source],
            )
            con.execute(
                "INSERT INTO observations VALUES "
                "(?, ?, ?, ?, ?, ?, ?, ?, 'in_period', ?, ?, ?, 'Biểu 1', ?, ?, '', '')",
                [number, submission, row.unit, row.period, row.indicator, row.handled_by, row.source, row.value,
                 start, end, row.window is not None, f"D{number}", row.raw],
            )  # fmt: skip
        con.execute(
            "INSERT INTO problems (submission, code, severity, sheet, cell, indicator, handled_by, found, expected, "
            "sentence) VALUES "
            "(1, 'ratio_differs', 'warning', 'Biểu 1', 'D13', NULL, NULL, '30', '53,66', 'Tỷ lệ in không khớp.'), "
            "(1, 'heading_value', 'question', 'Biểu 1', 'D99', NULL, NULL, '25,65', '', 'Cần quyết định ô D99.'), "
            "(1, 'text_not_loaded', 'info', 'Biểu 1', 'D98', NULL, NULL, 'x', '', 'Câu trả lời bằng chữ.')"
        )
        con.execute("INSERT OR REPLACE INTO meta VALUES ('reference', ?)", [reference.load().fingerprint])
        con.execute("INSERT OR REPLACE INTO meta VALUES ('rulebook', ?)", [rulebook.load().fingerprint])
        derive.refresh(con)
        return work.publish(lambda _con: None)


def publish_whole(place: Path) -> None:
    """The same, with a ledger that agrees with its figures, so that the loader can go on from it."""
    if not _first_of_its_kind(place, ("whole",), _publish_whole):
        _publish_whole(place)


def _publish_whole(place: Path) -> None:
    publish(place)
    with Warehouse(place).loading() as work:
        con = work.connection
        con.execute("DELETE FROM submissions WHERE submission NOT IN (SELECT submission FROM scopes)")
        con.execute(
            "UPDATE submissions SET figures = (SELECT count(*) FROM observations o "
            "WHERE o.submission = submissions.submission)"
        )
        load.publish(work)
