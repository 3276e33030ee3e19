"""Dossiers: ranks, the account of a period, quarters of two years, and the charts and pages that show them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts, dossier_panels, flow, ranking
from dashboard import quarters as in_words
from dashboard.records import records
from tests.screens import ROOT, open_page, words
from tests.test_charts import drawn
from tests.warehouses import Row, publish

DAY = pd.Timestamp("2024-01-01")
counts = st.integers(0, 10_000)


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)


def level(values: list[float | None], before: list[float | None], denominators: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reporting_unit": [f"u{i}" for i in range(len(values))], "value": pd.Series(values, dtype=float),
            "base_value": pd.Series(before, dtype=float), "denominator": denominators,
        }
    )  # fmt: skip


def figures(*units: Mapping[str, float], end: pd.Timestamp = DAY) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"reporting_unit": f"u{number}", "indicator": code, "value": value, "period_start": DAY, "period_end": end}
            for number, unit in enumerate(units)
            for code, value in unit.items()
        ]
    )


def test_ties_share_a_rank_and_few_dossiers_have_none() -> None:
    told = ranking.ranked(level([99, 99, 90, 100], [None] * 4, [100, 100, 100, 5]), 1, 30)
    assert told["rank"].tolist()[:3] == [1, 1, 3]
    assert told["is_tied"].tolist() == [True, True, False, False]
    assert pd.isna(told["rank"].iloc[3])
    assert told["is_small"].tolist() == [False, False, False, True]


def test_places_moved_are_counted_among_those_of_both_years() -> None:
    told = ranking.ranked(level([99, 98, 97], [90, None, 95], [100] * 3), 1, 30)
    assert told["move"].dropna().tolist() == [1, -1]


def test_where_less_is_better_the_lowest_comes_first() -> None:
    assert ranking.ranked(level([1, 5], [None] * 2, [100] * 2), -1, 30)["rank"].tolist() == [1, 2]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=40))
def test_moves_balance_and_ranks_say_how_many_are_better(pairs: list[tuple[float, float]]) -> None:
    now, before = ([pair[side] for pair in pairs] for side in (0, 1))
    told = ranking.ranked(level(list(now), list(before), [100] * len(pairs)), 1, 30)
    assert told["rank"].tolist() == [1 + sum(other > value for other in now) for value in now]
    ranks = [1 + sum(other > value for other in before) for value in before]
    assert told["move"].tolist() == [old - new for old, new in zip(ranks, told["rank"], strict=True)]


@pytest.mark.parametrize(("count", "drawn_rows"), [(30, 30), (31, 20), (60, 21)])
def test_a_long_league_shows_both_ends_and_the_pinned(count: int, drawn_rows: int) -> None:
    rows = [{"reporting_unit": f"u{i}", "rank": i + 1} for i in range(count)]
    shown = ranking.shortened(rows, ["u20"] if count == 60 else [])
    assert (len(shown.rows), shown.left_out) == (drawn_rows, count - drawn_rows)
    assert len(ranking.shortened(rows, [], everyone=True).rows) == count


def test_an_axis_of_dots_leaves_zero_only_where_all_are_in_the_upper_half() -> None:
    assert [ranking.axis_start(each) for each in ([97.0, 84.7], [50.0], [49.0, 99.0], [], [100.0])] == [
        80,
        40,
        0,
        0,
        90,
    ]


@given(counts, counts, counts, counts, counts, st.none() | counts)
def test_the_account_closes_with_its_residues(
    carried: int, received: int, on_time: int, late: int, pending: int, to_process: int | None
) -> None:
    parts = dict(zip(flow.NEEDED, (carried, received, on_time, late, pending), strict=True))
    printed = {} if to_process is None else {flow.TO_PROCESS: to_process}
    found = flow.account(figures(parts | printed))
    assert found is not None
    assert found.carried + found.received + found.residue_in == found.to_process
    assert found.to_process - found.on_time - found.late + found.residue_out == found.pending
    assert bool(found.unclosed) == bool(found.residue_in or found.residue_out)


def test_residues_that_cancel_are_still_named() -> None:
    one = dict(zip(flow.NEEDED, (0, 10, 8, 0, 3), strict=True))
    other = dict(zip(flow.NEEDED, (0, 10, 8, 0, 1), strict=True))
    found = flow.account(figures(one, other))
    assert found is not None
    assert (found.residue_out, found.unclosed) == (0, ("u0", "u1"))


def test_a_unit_without_a_part_or_of_another_window_is_not_in_the_account() -> None:
    whole = dict.fromkeys(flow.NEEDED, 1.0)
    lacking = dict.fromkeys(flow.NEEDED[1:], 1.0)
    other = figures(whole, end=DAY + pd.Timedelta(days=30)).assign(reporting_unit="late")
    found = flow.account(pd.concat([figures(whole, whole, lacking), other]))
    assert found is not None
    assert found.units == ("u0", "u1")
    assert flow.account(figures(lacking)) is None


@given(st.integers(1, 1000), counts, counts, counts)
def test_parts_of_the_resolved_are_never_more_than_the_whole_unsaid(
    whole: int, early: int, exact: int, late: int
) -> None:
    told = {flow.RESOLVED: whole, flow.EARLY: early, flow.EXACT: exact, flow.LATE: late}
    shares = flow.parts_resolved(told)
    over = shares.pop("over", 0)
    assert sum(shares.values()) - over == pytest.approx(100)


def test_on_time_is_one_part_where_early_is_not_told_apart() -> None:
    shares = flow.parts_resolved({flow.RESOLVED: 10, flow.ON_TIME: 9, flow.EARLY: 5, flow.LATE: 1})
    assert shares == {flow.ON_TIME: 90, flow.LATE: 10}
    assert flow.parts_resolved({flow.RESOLVED: 0, flow.LATE: 0}) == {}


def test_ways_are_shares_of_all_received() -> None:
    told = {flow.RECEIVED: 10, flow.ONLINE: 6, flow.DIRECT: 3}
    assert flow.ways_received(told) == {flow.ONLINE: 60, flow.DIRECT: 30, "unknown": 10}
    assert flow.ways_received(told | {flow.DIRECT: 9}) == {}


def quarters(*rows: tuple[str, int, int, float | None, str]) -> pd.DataFrame:
    names = ["reporting_unit", "year", "quarter", "value", "status"]
    return pd.DataFrame(rows, columns=names).assign(window_start=DAY, window_end=DAY)


def test_both_years_are_of_the_same_units() -> None:
    rows = quarters(
        ("a", 2023, 1, 10, "exact"), ("a", 2024, 1, 12, "exact"), ("b", 2024, 1, 99, "exact"),
        ("a", 2024, 2, None, "blocked"),
    )  # fmt: skip
    first, second, third, _ = flow.two_years(rows, 2024, 4)
    assert (first["value"], first["before"], first["units"], first["asked"]) == (12, 10, 1, 2)
    assert (second["value"], second["status"], third["status"]) == (None, "blocked", "")


def test_clearance_is_of_units_that_have_both() -> None:
    came = quarters(("a", 2024, 1, 100, "exact"), ("b", 2024, 1, 50, "exact"))
    went = quarters(("a", 2024, 1, 90, "exact"), ("b", 2024, 1, None, "blocked"))
    first, second, *_ = flow.clearance(came, went, [2024])
    assert (first["rate"], first["units"], second["rate"]) == (90, 1, None)


def test_stocks_stand_at_the_end_of_their_quarter() -> None:
    periods = ["2024-Q1", "2024-H1", "2024-Q2", "2024", "2024-M05", "2022-07-08/2023-03-31"]
    found = flow.quarter_ends(pd.DataFrame({"period": periods, "value": range(6)}))
    assert {key: row["value"] for key, row in found.items()} == {(2024, 1): 0, (2024, 2): 2, (2024, 4): 3}


def test_each_kind_is_what_plotly_takes() -> None:
    rows = pd.DataFrame(
        {
            "display": ["A", "B"], "label": ["1. A", "B"], "told": ["", ""], "hover": ["", ""],
            "state": ["computed", "missing"], "computed": [90.0, None], "base_value": [80.0, None],
            "target": [95.0, None], "printed": [91.0, None], "disagrees": [True, False], "is_small": [False, False],
            "good": [60.0, None], "bad": [40.0, None],
        }
    )  # fmt: skip
    told = records(rows)
    assert drawn(charts.ranked_rates, told).data[0].marker.pattern.shape == "/"
    dots = drawn(lambda: charts.ranked_rates(told, start=80.0, median=90.0, median_words="m", cut=1))
    assert dots.layout.xaxis.range[0] == 80
    stacked = drawn(charts.shares, told, ["good", "bad"], {"good": "g", "bad": "b"})
    assert [list(each.base) for each in stacked.data[1:]] == [[0], [60]]
    step = {"name": "a", "hover": "a", "told": "1", "kind": "residue", "start": 5, "value": -1}
    assert drawn(charts.waterfall, [step, step | {"kind": "total", "part": 1, "part_told": ""}], "hồ sơ").data
    quarter = {"label": "Q", "value": None, "before": 3.0, "told": "", "why": "thiếu", "hover": ""}
    found = drawn(charts.beside_last_year, [quarter, quarter | {"value": 2.0}], "hồ sơ")
    assert [list(each.x) for each in found.data] == [[0, 1], [1]]
    assert any("thiếu" in each.text for each in found.layout.annotations)
    both = {"label": "Q", "rate": 99.0, "pending": 4.0, "rate_told": "", "pending_told": "", "hover": ""}
    assert drawn(charts.clearance, [both, both | {"rate": None, "pending": None}], "hồ sơ").data[0].y[1] is None


def test_the_reader_picks_whose_dossiers_are_counted(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("dossiers", ky="2022", cap="district")
    app.segmented_control(key="cg").set_value("commune").run()
    titles = [header.value for header in app.subheader]
    assert not app.exception
    assert not app.error
    assert "Tỷ lệ giải quyết đúng hạn – cấp xã giải quyết" in titles
    assert app.query_params["cg"] in ("commune", ["commune"])


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    publish(tmp_path, names={"lak": "<b>**[x](javascript:1)**"})
    for page in ("dossiers", "onestop"):
        app = open_page(page, ky="2022")
        assert not app.exception
        assert not app.error
        assert "[x](javascript" not in words(app)


def test_without_all_parts_the_page_says_why_there_is_no_waterfall(tmp_path: Path) -> None:
    codes = ("dossiers_received", "dossiers_resolved_on_time", "dossiers_resolved_late")
    publish(tmp_path, tuple(Row("binh-yen", "2024-Q1", code, 5, "5", "commune") for code in codes))
    app = open_page("dossiers", ky="2024-Q1")
    assert not app.error
    assert "Không vẽ được: Xã Bình Yên không báo cáo kỳ trước chuyển sang, đang giải quyết." in words(app)


def test_a_league_says_whose_figures_have_another_window(tmp_path: Path) -> None:
    """Units are ranked together whatever their windows, so the reader must know which differ."""
    own = date(2022, 12, 14)
    rows = [
        Row(unit, "2022", indicator, value, str(value), window=(date(2021, 12, 15), ends))
        for unit, ends in (("lak", own), ("thanh-tri", date(2022, 11, 14)))
        for indicator, value in (("dossiers_resolved", 100), ("dossiers_resolved_on_time", 90))
    ]
    publish(tmp_path, tuple(rows))
    app = open_page("dossiers", ky="2022", cap="district")
    said = [caption.value for caption in app.caption if "15/12/2021–14/11/2022 (Huyện Thạnh Trị)" in caption.value]
    assert len(said) == 2  # under the league, and under the numbers of dossiers


def test_cards_of_quarters_say_why_there_is_nothing_to_draw(tmp_path: Path) -> None:
    codes = ("dossiers_resolved", "dossiers_received")
    publish(tmp_path, tuple(Row("lak", "2022", code, 100, "100", "district") for code in codes))
    app = open_page("dossiers", ky="2022", cap="district")
    assert not app.exception
    reason = (
        "Không vẽ được số của từng quý, là hiệu hai số lũy kế: thiếu báo cáo 9 tháng năm 2022, Quý I/2022 (1 đơn vị)."
    )
    assert words(app).count(reason) == 3  # quarters of two years, clearance, units by quarter


def test_reasons_for_no_quarter_are_told_with_the_most_frequent_first() -> None:
    rows = pd.DataFrame(
        {
            "reporting_unit": ["a", "b", "c", "c"],
            "status": ["negative", "blocked", "blocked", "blocked"],
            "missing_period": [None, "2024-9M", "2024-9M", "2024-H1"],
        }
    )
    said = in_words.why_none(rows)
    assert "thiếu báo cáo 9 tháng năm 2024, 6 tháng đầu năm 2024 (2 đơn vị); số lũy kế giảm (1 đơn vị)" in said


def test_the_legend_of_a_league_explains_what_is_drawn_and_nothing_else() -> None:
    rows = pd.DataFrame(
        {
            "computed": [90.0, 80.0], "base_value": [float("nan")] * 2, "target": [float("nan")] * 2,
            "move": [float("nan"), 0.0], "is_small": [False, False], "disagrees": [False, False], "state": "computed",
        }
    )  # fmt: skip
    assert dossier_panels._marks_of(records(rows), has_median=False, of_dots=True) == ":blue[●] kỳ này"
    full = rows.assign(base_value=85.0, target=95.0, move=[1.0, -1.0], is_small=[True, False], disagrees=[False, True])
    said = dossier_panels._marks_of(records(full), has_median=True, of_dots=False)
    for mark in ("■", "○", "┃", "┊", "▨", "◇", "▲▼"):
        assert mark in said
    assert "●" not in said


def test_figures_of_a_short_league_stand_on_two_lines_and_of_a_long_one_on_one() -> None:
    row = {"state": "computed", "disagrees": False, "computed": 84.2, "is_small": False, "change": 1.0, "move": 2.0}
    assert dossier_panels._told(row, dense=False).startswith("<b>84,20 %</b><br>")
    assert "<br>" not in dossier_panels._told(row, dense=True)
    assert "+1,00" in dossier_panels._told(row, dense=True)
