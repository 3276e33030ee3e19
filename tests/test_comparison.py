"""Who is compared with whom, what is missing, and when a printed rate contradicts its parts."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from dashboard import comparison, queries, totals
from dashboard.totals import Total
from etl import database
from tests.warehouses import publish


class Frames(NamedTuple):
    """What a page fetches for one period and level."""

    figures: pd.DataFrame
    rates: pd.DataFrame
    reporters: pd.DataFrame


@pytest.fixture
def year(tmp_path: Path) -> Frames:
    con = database.open_reading(publish(tmp_path))
    frames = Frames(
        queries.figures(con, "2022"),
        comparison.mark_rates(queries.rates(con, "2022")),
        comparison.reporters(queries.reporting(con), "2022", "", ()),
    )
    con.close()
    return frames


def reporting(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Rows of period, last day, level and number of reporting units."""
    return pd.DataFrame(
        [
            {"period": period, "period_end": pd.Timestamp(end), "level": level, "reporting_unit": f"{level}-{number}"}
            for period, end, level, count in rows
            for number in range(count)
        ],
        columns=["period", "period_end", "level", "reporting_unit"],
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ""),
        ([("2022", "2022-12-14", "district", 2), ("2024-H1", "2024-06-14", "department", 1)], "2022"),
        ([("2022", "2022-12-14", "commune", 30), ("2023", "2023-12-14", "commune", 15)], "2023"),
        ([("2022", "2022-12-14", "commune", 30), ("2023", "2023-12-14", "commune", 14)], "2022"),
        ([("2022", "2022-12-14", "commune", 1), ("2023", "2023-12-14", "district", 1)], "2023"),
    ],
)
def test_the_first_period_shown_is_well_covered(rows: list[tuple[str, str, str, int]], expected: str) -> None:
    assert comparison.default_period(reporting(*rows)) == expected


@pytest.mark.parametrize(
    ("printed", "raw", "numerator", "denominator", "expected"),
    [
        (30, "30", 63639, 118588, True),
        (53.66, "53,66", 63639, 118588, False),
        (53.7, "53,7%", 63639, 118588, False),
        (54, "54", 63639, 118588, False),
        (100, "100%", 22963, 22979, True),  # would hide in rounding; 100 is a claim
        (100, "100", 348, 348, False),
        (0, "0", 200, 200, True),
        (0, "0", 1, 100000, True),
        (99.93, "99,93", 22963, 22979, False),
        (100, "100%", 0, 0, False),
        (None, None, 1, 2, False),
        (50, "50", None, 2, False),
    ],
)
def test_disagreement(printed: object, raw: object, numerator: object, denominator: object, *, expected: bool) -> None:
    assert comparison.disagrees(printed, raw, numerator, denominator) is expected


def test_a_rate_league_keeps_everyone_and_never_invents_a_zero(year: Frames) -> None:
    league = comparison.rate_league(year.rates, year.reporters, "investment_disbursement_rate", "")
    assert list(league["display"]) == ["Huyện Lắk", "Huyện Thạnh Trị"]
    assert list(league["state"]) == ["computed", "missing"]
    assert pd.isna(league["computed"][1])
    assert list(league["disagrees"]) == [True, False]


def test_values_of_zero_and_of_nothing_differ(year: Frames) -> None:
    league = comparison.value_league(year.figures, year.reporters, "staff_contract", "")
    assert league["value"][0] == 0
    assert pd.isna(league["value"][1])


def test_value_groups_list_every_indicator_of_every_reporter(year: Frames) -> None:
    rows = comparison.value_groups(
        year.figures[year.figures["handled_by"] == "district"],
        year.reporters,
        ("dossiers_received", "dossiers_resolved"),
        {"dossiers_received": "Tiếp nhận", "dossiers_resolved": "Giải quyết"},
    )
    assert list(zip(rows["group"], rows["display"], rows["value"].fillna(-1), strict=True)) == [
        ("Huyện Lắk", "Tiếp nhận", -1), ("Huyện Lắk", "Giải quyết", 764),
        ("Huyện Thạnh Trị", "Tiếp nhận", 4304), ("Huyện Thạnh Trị", "Giải quyết", -1),
    ]  # fmt: skip


def test_pairs_give_the_share(year: Frames) -> None:
    rows = comparison.pair_league(year.figures, year.reporters, "staff_assigned", "staff_present")
    assert [round(share, 2) for share in rows["share"]] == [98.82, 86.67]
    missing = comparison.pair_league(year.figures, year.reporters, "investment_plan", "investment_disbursed")
    assert list(missing["reported"]) == [True, False]


def test_windows_that_differ_are_told_with_their_units(year: Frames) -> None:
    rows = comparison.value_league(year.figures, year.reporters, "dossiers_resolved_late", "district")
    told = comparison.other_windows(rows, pd.Timestamp("2021-12-15"), pd.Timestamp("2022-12-14"))
    assert told == [("15/12/2021–14/11/2022", ["Huyện Lắk"])]


def test_names_shared_by_two_units_carry_their_parent_and_provisional_ones_a_mark() -> None:
    rows = pd.DataFrame(
        {
            "name": ["Xã Bình Yên", "Xã Bình Yên", "Xã Lam Vỹ"],
            "parent_name": ["Huyện Định Hóa", None, "Huyện Định Hóa"],
            "status": ["reviewed", "reviewed", "provisional"],
        }
    )
    assert list(comparison.display_names(rows)) == ["Xã Bình Yên, Huyện Định Hóa", "Xã Bình Yên", "Xã Lam Vỹ (tạm)"]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (Total(reason="Không cộng được."), "Không cộng được."),
        (Total(31, 31, 100, 2, 2, 100, 66.67, 0, "complete"),
         "2 trên 2 đơn vị báo cáo · tính chung **31 %** (31 / 100)"),
        (Total(None, None, None, 1, 3, 33.3, 66.67, 1, "withheld"),
         "1 trên 3 đơn vị báo cáo (33,3 %, cần từ 66,67 %) nên **chưa tính chung**"
         " · 1 đơn vị có kỳ tính khác nên không cộng vào"),
        (Total(5, None, None, 1, 1, 100, 66.67, 0, "complete"), "1 trên 1 đơn vị báo cáo"),
    ],
)  # fmt: skip
def test_a_total_says_how_many_units_it_rests_on(total: Total, expected: str) -> None:
    assert totals.words(total, "%") == expected
