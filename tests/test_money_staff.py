"""Pace, vacancy, the year beside the year before, both ends of many: the arithmetic, the charts and the pages."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit import config

from dashboard import charts, comparison, ends, pace, plan_basis, queries, running, vacancy
from tests.screens import ROOT, open_page, words
from tests.warehouses import ROWS, Row, publish
from tests.world import DISBURSED, PLAN, RUNNING, Fact, World

NUMBERS = st.one_of(st.none(), st.integers(0, 500))
RATE = "investment_disbursement_rate"


def drawn(figure: charts.Drawing) -> go.Figure:
    """As plotly validates it: what it does not know raises."""
    return go.Figure(figure.to_dict())


def league(*rows: tuple[str, float | None, str]) -> pd.DataFrame:
    """Rates with the last day of their window, which begins with the year."""
    return pd.DataFrame(
        {
            "reporting_unit": [unit for unit, _, _ in rows],
            "computed": pd.Series([value for _, value, _ in rows], dtype="float64"),
            "printed": pd.Series([None for _ in rows], dtype="float64"),
            "period_start": [pd.Timestamp(end[:4] + "-01-01") for _, _, end in rows],
            "period_end": [pd.Timestamp(end) for _, _, end in rows],
        }
    )


def target(unit: str, share: float) -> dict[str, Any]:
    return {
        "reporting_unit": unit, "target": 95.0, "document": "CV 12", "pace_method": "seasonal_own",
        "pace_value": 95 * share, "gap": 0.0,
    }  # fmt: skip


NO_TARGETS = pd.DataFrame()


@settings(deadline=None)
@given(st.dates(min_value=pd.Timestamp("2000-01-01").date(), max_value=pd.Timestamp("2100-12-31").date()))
def test_the_average_pace_runs_from_nothing_to_all(day: Any) -> None:
    end = pd.Series([pd.Timestamp(day)])
    share = pace.linear_share(pd.Series([pd.Timestamp(day.year, 1, 1)]), end).iloc[0]
    assert share == pytest.approx(end.dt.day_of_year.iloc[0] / (366 if end.dt.is_leap_year.iloc[0] else 365))
    assert 0 < share <= 1


def test_a_window_that_does_not_begin_with_the_year_has_no_pace() -> None:
    rows = league(("a", 50, "2023-09-14")).assign(period_start=pd.Timestamp("2022-12-15"))
    told = pace.beside_pace(rows, NO_TARGETS).iloc[0]
    assert told["method"] == "not_running"
    assert pd.isna(told["gap"])


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(0, 200)), min_size=1, max_size=12))
def test_the_gap_is_the_value_less_what_is_due_and_the_furthest_behind_is_first(values: list[float | None]) -> None:
    rows = league(*((f"u{place}", value, "2023-06-30") for place, value in enumerate(values)))
    told = pace.beside_pace(rows, NO_TARGETS)
    due = 100 * 181 / 365
    known = [value for value in values if value is not None]
    assert told["gap"].dropna().tolist() == pytest.approx(sorted(value - due for value in known))
    assert told["gap"].notna().tolist() == [True] * len(known) + [False] * (len(values) - len(known))
    assert len(pace.behind(told)) == sum(value - due < -1e-9 for value in known)


def test_a_target_brings_its_own_pace() -> None:
    rows = league(("a", 40, "2023-06-30"), ("b", 40, "2023-06-30"))
    told = pace.beside_pace(rows, pd.DataFrame([target("a", 0.3)]))
    found = {row["reporting_unit"]: row for row in told.to_dict("records")}
    assert (found["a"]["method"], found["a"]["target"]) == ("seasonal_own", 95)
    assert found["a"]["gap"] == pytest.approx(40 - 28.5)
    assert found["b"]["method"] == pace.AVERAGE


def test_a_plan_s_basis_is_what_the_form_says_and_nothing_else() -> None:
    said = {
        "Kế hoạch được giao": "", "Kế hoạch vốn của tỉnh năm 2024": "", "Kế hoạch cấp có thẩm quyền giao": "",
        "Kế hoạch Thủ tướng Chính phủ giao": "prime_minister", "KH vốn TTCP giao đầu năm": "prime_minister first",
        "Kế hoạch vốn HĐND tỉnh giao": "province_council", "KẾ HOẠCH HĐND GIAO": "council",
        "Kế hoạch do Hội đồng nhân dân cấp huyện giao": "district_council", "KH huyện giao": "district",
        "Kế hoạch vốn UBND tỉnh giao (sau điều chỉnh)": "province adjusted", "Kế hoạch năm trước kéo dài": "carried",
        "Kế hoạch (Thủ tướng giao, HĐND tỉnh giao)": "prime_minister province_council",
    }  # fmt: skip
    found = {label: " ".join(code for part in plan_basis.of(label) for code in part) for label in said}
    assert found == said


def test_a_unit_that_began_within_the_year_has_no_average_pace() -> None:
    days = {"period_start": pd.Timestamp(2024, 1, 1), "period_end": pd.Timestamp(2024, 9, 14)}
    rates = pd.DataFrame(
        [{"reporting_unit": code, "computed": 50.0, "printed": None, **days} for code in ("old", "new")]
    )
    told = pace.beside_pace(rates, pd.DataFrame(), {"new"}).set_index("reporting_unit")
    assert told["method"].to_dict() == {"old": "average", "new": "not_running"}
    assert told["due"].isna().to_dict() == {"old": False, "new": True}


@settings(deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=12))
def test_vacancy_is_assigned_less_present_over_assigned(posts: list[tuple[int | None, int | None]]) -> None:
    pairs = pd.DataFrame(posts, columns=["whole_value", "part_value"], dtype="float64")
    pairs["reported"] = pairs.notna().any(axis=1)
    told = vacancy.with_vacancy(pairs)
    shares = told["vacancy"].dropna().tolist()
    wanted = [100 * (a - p) / a for a, p in posts if a and p is not None]
    assert shares == pytest.approx(sorted(wanted, reverse=True))
    assert told["reported"].tolist() == sorted(told["reported"], reverse=True)


def test_a_level_of_two_has_no_median() -> None:
    assert comparison.median(pd.Series([1.0, 3.0])) is None
    assert comparison.median(pd.Series([1.0, 3.0, 9.0, None])) == 3


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=60), st.integers(0, 59))
def test_both_ends_and_who_was_asked_for_are_shown_in_order(known: list[bool], kept: int) -> None:
    rows = pd.DataFrame({"reporting_unit": [str(place) for place in range(len(known))]})
    shown = ends.ends(rows, pd.Series(known, dtype=bool), [str(kept)])
    places = [int(unit) for unit in shown.rows["reporting_unit"]]
    assert places == sorted(places)
    if len(known) <= ends.MOST:
        assert (len(places), shown.note) == (len(known), "")
        return
    figures = [place for place, there in enumerate(known) if there]
    wanted = {*figures[:10], *figures[-10:]} | ({kept} if kept < len(known) else set())
    assert set(places) == wanted
    assert str(len(known)) in shown.note


# Through the year.


def money(unit: str, year: int, *disbursed: float | None, plan: float = 100) -> list[Fact]:
    """What was disbursed by each position, from the beginning of the calendar year; None is not reported."""
    days = ("03-14", "06-14", "09-14", "12-14")
    told = []
    for suffix, day, value in zip(RUNNING, days, disbursed, strict=False):
        window = (f"{year}-01-01", f"{year}-{day}")
        if value is not None:
            told += [Fact(unit, f"{year}{suffix}", plan, PLAN, window=window),
                     Fact(unit, f"{year}{suffix}", value, DISBURSED, window=window)]  # fmt: skip
    return told


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a", "b", "c")


def through(world: World, last: int = 3, units: tuple[str, ...] = ()) -> running.Running:
    return running.through_the_year(queries.over_years(world.con, RATE, "", 2024, "commune", units), 2024, last)


def values(found: running.Running, year: int) -> list[float | None]:
    own = found.points[found.points["year"] == year]
    return [None if pd.isna(value) else round(float(value), 2) for value in own["value"]]


def test_each_year_runs_anew_and_this_one_ends_with_the_chosen_period(world: World) -> None:
    world.told(*money("a", 2023, 10, 30, 50, 90), *money("a", 2024, 20, 40, 60, 95))
    found = through(world)
    assert (values(found, 2023), values(found, 2024)) == ([10, 30, 50, 90], [20, 40, 60, None])
    assert (found.units, found.told) == (1, 1)


def test_the_points_are_of_the_same_units_in_both_years(world: World) -> None:
    whole = [*money("a", 2023, 10, 30, 50, 90), *money("a", 2024, 20, 40, 60)]
    whole += [*money("c", 2023, 30, 50, 70, 90, plan=300), *money("c", 2024, 20, 40, 60, plan=300)]
    world.told(*whole, *money("b", 2023, 99, 99, None, 99), *money("b", 2024, 99, 99, 99))
    found = through(world)
    assert (found.units, found.told) == (2, 3)
    assert values(found, 2024) == [10, 20, 30, None]
    assert values(found, 2023) == [10, 20, 30, 45]


def test_what_hardly_anybody_reported_is_a_gap_and_takes_nobody_out(world: World) -> None:
    both = [*money("a", 2024, 20, None, 60), *money("b", 2024, 20, None, 60), *money("c", 2024, 20, 40, 60)]
    found = through(world.told(*both))
    assert values(found, 2024) == [20, None, 60, None]
    assert values(found, 2023) == [None] * 4
    assert found.units == 3


def test_where_no_unit_has_both_years_this_one_stands_alone(world: World) -> None:
    """As after a reform: the units of before and those of now are others."""
    old = [fact for unit in "ab" for fact in money(unit, 2023, 10, 30, 50, 90)]
    found = through(world.told(*old, *money("c", 2024, 20, 40, 60)))
    assert (values(found, 2023), values(found, 2024)) == ([None] * 4, [20, 40, 60, None])
    assert found.units == 1


def test_another_window_is_left_out_and_counted(world: World) -> None:
    odd = Fact("b", "2024-9M", 10, DISBURSED, window=("2023-12-15", "2024-09-14"))
    late = [Fact("c", "2024-9M", number, code, window=("2024-01-01", "2024-08-30"))
            for number, code in ((100, PLAN), (50, DISBURSED))]  # fmt: skip
    found = through(world.told(*money("a", 2024, 20, 40, 60), *money("a", 2023, 9, 9, 9, 9), odd, *late))
    assert values(found, 2024)[2] == 60
    assert (found.units, found.other_window) == (1, 1)


# Kinds of charts.


def told(**columns: list[Any]) -> pd.DataFrame:
    rows = pd.DataFrame(columns)
    return rows.assign(
        display=[f"<b>Xã {place}" for place in range(len(rows))], told="t", hover="h"
    )  # fmt: skip


def test_a_dumbbell_has_a_hollow_and_a_filled_mark_and_the_way_between() -> None:
    rows = told(whole_value=[50.0, 40.0, None, None], part_value=[46.0, 43.0, 7.0, None])
    figure = drawn(charts.dumbbells(rows, "người", cut=2))
    missing, short, over, whole, part = figure.data
    assert list(missing.y) == [3]
    assert (list(short.x), list(short.y)) == ([50, 46, None], [0, 0, None])
    assert (list(over.x), over.line.dash) == ([40, 43, None], "dot")
    assert (list(whole.x), whole.marker.color) == ([50, 40], "#ffffff")
    assert list(part.x) == [46, 43, 7]
    assert figure.layout.shapes[0].y0 == 1.5
    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;Xã 0"


def test_bars_with_dots_reach_below_zero_and_say_the_median() -> None:
    rows = told(value=[8.0, -4.0, None], before=[None, 2.0, None])
    figure = drawn(charts.bars_with_dots(rows, "%", median=2.0, median_words="trung vị 2 %"))
    assert figure.layout.xaxis.range[0] < -4
    assert [list(trace.x) for trace in figure.data[1:]] == [[8, -4], [2]]
    assert (figure.layout.shapes[0].x0, figure.layout.annotations[-1].text.count("trung vị 2 %")) == (2, 1)


def test_a_bullet_has_bar_target_and_pace_and_hollow_what_is_printed_only() -> None:
    rows = told(value=[40.0, 120.0, None], target=[95.0, None, None], due=[70.0, None, None],
                is_printed=[False, True, False])  # fmt: skip
    figure = drawn(charts.bullets(rows, "%"))
    missing, bar, printed, ticks, due = figure.data
    assert [list(each.x) for each in (bar, printed, ticks, due)] == [[40], [120], [95], [70]]
    assert list(missing.y) == [2]
    assert printed.marker.symbol == "diamond-open"
    assert figure.layout.xaxis.range[1] > 120


def test_a_running_line_has_gaps_and_names_its_ends() -> None:
    now = charts.Line([10, None, 50, None], [""] * 4, "Năm 2024: 50 %")
    before = charts.Line([None] * 4, [""] * 4, "")
    figure = drawn(charts.running([0.2, 0.45, 0.7, 0.95], ["a", "b", "c", "d"], now, before, 95, "Bình quân"))
    pace_line, _, own = figure.data
    assert (list(pace_line.y), pace_line.line.dash) == ([0, 95], "dot")
    assert (list(own.y), own.connectgaps) == ([10, None, 50, None], False)
    assert [each.text for each in figure.layout.annotations] == ["Bình quân", "<b>Năm 2024: 50 %</b>"]


# Pages.


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    return tmp_path


def test_disbursement_names_who_is_behind_and_what_the_pace_is(place: Path) -> None:
    publish(place, names={"lak": "Huyện [Lắk](x) <b>"})
    app = open_page("investment")
    assert not app.exception
    shown = words(app)
    assert "**1 trên 1 đơn vị chậm hơn tiến độ** (điểm %): Huyện \\[Lắk\\]\\(x\\) \\<b\\> −41,7." in shown
    assert "Tiến độ bình quân đến hết 14/12/2022 là 95,34 % kế hoạch." in shown
    assert "biểu chưa nêu" in shown
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert "Huyện [Lắk](x) &lt;b&gt;" in spec["layout"]["yaxis"]["ticktext"]
    assert "⚠ in 30 %" in json.dumps(spec, ensure_ascii=False)


def test_staffing_shows_vacancy_and_words_for_more_than_assigned(place: Path) -> None:
    publish(place, (*ROWS[:-5], Row("binh-yen", "2022", "staff_assigned", 10, "10"),
                    Row("binh-yen", "2022", "staff_present", 12, "12")))  # fmt: skip
    app = open_page("staffing", ky="2022", cap="district")
    spec = json.dumps(json.loads(app.get("plotly_chart")[0].proto.spec), ensure_ascii=False)
    assert ("khuyết 13,33 %" in spec, "khuyết 1,18 %" in spec) == (True, True)
    assert spec.index("Huyện Lắk") < spec.index("Huyện Thạnh Trị")
    assert "Không có số liệu cùng kỳ (Năm 2021) để so." in words(app)
    assert "trung vị" not in words(app)  # of two units there is none
    communes = open_page("staffing", ky="2022", cap="commune")
    assert not communes.exception
    assert "vượt 2 (20 %)" in communes.get("plotly_chart")[0].proto.spec.encode().decode("unicode_escape")
