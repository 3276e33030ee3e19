"""The page that compares: orders, ends, limits and peers; its chart kinds; every view through the app."""

from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import ends
from dashboard.charts.clouds import Point, funnel, scatter
from dashboard.charts.grids import Cell, hatched_heat
from dashboard.charts.multiples import small_lines
from dashboard.charts.ranked import Ranked, ranked_bars
from dashboard.compare import rules
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.warehouses import publish

VIEWS = ("xep-hang", "bang-nhiet", "do-thi-nho", "hai-chi-tieu", "pheu")
numbers = st.floats(-1e6, 1e6)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    return tmp_path


@given(st.integers(0, 400), st.data())
def test_the_ends_and_the_surroundings_of_the_pinned_unit_are_drawn_once_and_in_order(
    count: int, data: st.DataObject
) -> None:
    pinned = data.draw(st.integers(0, count - 1)) if count else None
    places = ends.places([True] * count, [] if pinned is None else [pinned], around=5)
    assert places == sorted(set(places))
    assert set(places) <= set(range(count))
    if count > ends.MOST:
        assert {*range(10), *range(count - 10, count)} <= set(places)
        assert pinned in places
        assert len(places) <= 31
    else:
        assert len(places) == count


def test_a_slope_counts_missing_periods_as_time() -> None:
    assert rules.slope([1, 2, 3]) == pytest.approx(1)
    assert rules.slope([1, None, 3]) == pytest.approx(1)
    assert rules.slope([None, 5, None]) is None
    assert rules.change([None, 4, None, 9]) == 5
    assert rules.change([4]) is None


VALUE = st.floats(0, 100)


@given(st.dictionaries(st.text(min_size=1, max_size=2), st.none() | VALUE, min_size=1), VALUE, st.sampled_from([1, -1]))
def test_the_gap_is_to_the_own_aim_before_the_middle(latest: dict[str, float | None], aim: float, sign: int) -> None:
    aimed, middle = sorted(latest)[0], 50.0
    found = rules.gaps(latest, {aimed: aim}, middle, sign)
    assert {code for code, gap in found.items() if gap is None} == {code for code, v in latest.items() if v is None}
    for code, value in latest.items():
        if value is not None:
            reference = aim if code == aimed else middle
            assert (found[code] or 0) == pytest.approx(sign * (reference - value))
            assert (rules.gaps(latest, {aimed: aim}, middle, 0)[code] or 0) == pytest.approx(abs(reference - value))


def test_a_small_chart_is_broken_where_the_unit_became_another() -> None:
    lines = small_lines(["A", "B"], [[1, 2, 3], [4, 5, 6]], [[1, 2, 3]], ("a", "b"), "%", (), [[1], []], [[1]])
    figure = go.Figure(lines.to_dict())
    assert (list(figure.data[1].x), list(figure.data[1].y)) == ([0, None, 1, 2], [1, None, 2, 3])
    assert list(figure.data[3].y) == [4, 5, 6]
    assert list(figure.data[0].y) == [1, None, 2, 3, None]
    assert [(shape.x0, shape.xref) for shape in figure.layout.shapes] == [(0.5, "x")]


@given(st.dictionaries(st.text(max_size=3), st.none() | numbers), st.booleans())
def test_what_has_no_figure_comes_last_in_either_direction(keys: dict[str, float | None], lower: bool) -> None:
    order = rules.in_order(keys, lower_first=lower)
    assert sorted(order) == sorted(keys)
    values = [keys[code] for code in order]
    known = [value for value in values if value is not None]
    assert values == known + [None] * (len(values) - len(known))
    assert known == sorted(known, reverse=not lower)


def test_limits_are_those_of_the_score_test() -> None:
    low, high = rules.limits(90, 100, rules.WARNING)
    assert low == pytest.approx(84.12, abs=0.01)
    assert high == pytest.approx(95.88, abs=0.01)
    assert rules.limits(90, 100, rules.ALARM)[0] == pytest.approx(80.73, abs=0.01)
    assert rules.side(85, 90, 100) == "inside"
    assert rules.side(83, 90, 100) == "warning"
    assert rules.side(80, 90, 100) == "alarm"


@given(st.integers(1, 10_000), st.data(), st.floats(1, 99))
def test_a_unit_is_outside_exactly_where_its_wilson_interval_leaves_out_the_rate(
    count: int, data: st.DataObject, rate: float
) -> None:
    own, share, z = data.draw(st.integers(0, count)) / count, rate / 100, rules.WARNING
    middle = (own + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (own * (1 - own) / count + z * z / (4 * count * count)) ** 0.5
    if abs(abs(middle - share) - half) < 1e-9:
        return  # on the edge rounding decides
    low, high = rules.limits(rate, count, z)
    assert (100 * own < low or 100 * own > high) == (abs(middle - share) > half)


def test_one_far_mark_is_far_and_a_side_without_variation_counts_nothing() -> None:
    far = rules.distances([(1, 5), (2, 5), (3, 5), (2, 5), (40, 5)])
    assert [distance >= rules.FAR for distance in far] == [False] * 4 + [True]
    assert rules.distances([(1, 1), (1, 1)]) == [0, 0]
    assert rules.pooled([(9, 10), (1, 90)]) == pytest.approx(10)
    assert rules.pooled([]) == 0


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 1e6), min_size=1), st.data())
def test_the_pinned_unit_is_among_those_of_similar_size(sizes: dict[str, float], data: st.DataObject) -> None:
    pinned = data.draw(st.sampled_from(sorted(sizes)))
    found = rules.similar(sizes, pinned)
    assert bool(found) == (sizes[pinned] > 0)
    if found:
        assert found[0] == pinned
        assert len(found) == min(sum(size > 0 for size in sizes.values()), max(3, len(found)))


def test_plotly_accepts_every_kind_of_chart() -> None:
    bars = [Ranked("1. A", 5.0, 4.0, "5 ◀", "A", is_pinned=True), Ranked("…", None, None, "", "")]
    figure = go.Figure(ranked_bars(bars, "hồ sơ", 4.5, 6.0).to_dict())
    assert list(figure.data[0].x) == [5.0]
    assert {shape.x0 for shape in figure.layout.shapes} == {4.5, 6.0}
    cells = [[Cell(0.0, "0", "A"), Cell(None, "", "A"), Cell(None, "", "A", is_there=False)]]
    figure = go.Figure(hatched_heat(["A"], ["Năm 2022", "Năm 2023", "Năm 2024"], cells, [(0, 2)]).to_dict())
    assert list(figure.data[1].base) == [0.53]  # only the cell that is missing is hatched, and zero is a number
    assert figure.data[1].marker.pattern.shape == "/"
    assert figure.layout.shapes[0].x0 == 1.5
    figure = go.Figure(small_lines(["A"] * 4, [[1, None, 3]] * 4, [[1, None, 3]], ("a", "b"), "%").to_dict())
    assert figure.layout.yaxis.range == figure.layout.yaxis4.range
    assert list(figure.data[1].y) == [1, None, 3]
    points = [Point("A", 1.0, 2.0, "A", is_named=True), Point("B", 3.0, 4.0, "B", mark=2)]
    figure = go.Figure(scatter(points, ("%", "hồ sơ"), ("<b>", "y")).to_dict())
    assert figure.layout.xaxis.title.text == "&lt;b&gt; (%)"
    go.Figure(
        funnel(points, 3.0, [("95 %", [(1.0, 1.0, 2.0)] * 3), ("99,8 %", [(1.0, 0.0, 3.0)] * 3)], ("x", "y")).to_dict()
    )


def test_a_large_grid_is_drawn_without_its_numbers() -> None:
    grid = [[Cell(1.0, "1", "")] * 20 for _ in range(168)]
    assert "texttemplate" not in hatched_heat(["A"] * 168, ["K"] * 20, grid).to_dict()["data"][0]


def open_compare(**link: str) -> AppTest:
    """The page by a link of its own: its parameters belong to it alone."""
    app = open_page("compare")
    for key, value in {"bang": "1", **link}.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_a_small_warehouse_draws_or_says_why_not(place: Path, view: str) -> None:
    publish(place)
    app = open_compare(kieu=view, ky="2022", cap="district")
    assert not app.exception
    assert not app.error
    said = words(app)
    assert app.get("plotly_chart") or "Xem xếp hạng" in said
    assert app.query_params["kieu"] == view


def test_an_unknown_code_of_a_link_is_refused_and_said(place: Path) -> None:
    publish(place)
    app = open_compare(ct="khong_co", kieu="tron", ky="2022", cap="district")
    assert not app.error
    said = words(app).replace("\\", "")
    assert "khong_co" in said
    assert "tron" in said


def test_the_pinned_unit_is_told_in_words_with_its_rank(place: Path) -> None:
    publish(place)
    app = open_compare(ct="dossiers_received", ghim="lak", ky="2022", cap="district")
    assert not app.error
    assert "◀ đơn vị đang ghim: hạng" in words(app) or "◀ Huyện Lắk không có số liệu này" in words(app)
    assert app.query_params["ghim"] == "lak"


def test_two_units_have_no_median(place: Path) -> None:
    publish(place)
    link = {"ct": "online_submission_rate", "kieu": "xep-hang", "ky": "2022", "cap": "district"}
    said = words(open_compare(**link))
    assert "trên 2 đơn vị" in said
    assert "trung vị" not in said


def test_the_heat_table_says_which_reference_the_gaps_are_to(place: Path) -> None:
    publish(place)
    link = {"ct": "staff_fill_rate", "kieu": "bang-nhiet", "ky": "2022", "cap": "district", "sx": "khoang-cach"}
    assert "Mốc là trung vị của Năm 2022" in words(open_compare(**link))
    with Warehouse(place).loading() as work:
        work.connection.execute(
            """INSERT INTO targets (target, indicator, handled_by, level, reporting_unit, year, value, decided_on,
                                    document, note, origin)
               VALUES ('t', 'staff_fill_rate', '', 'district', 'lak', 2022, 95, '2022-01-05', 'QĐ 1', '', 'imported')"""
        )
        work.publish(lambda _con: None)
    said = words(open_compare(**link))
    assert "Mốc là mục tiêu tính đến kỳ này (1 trên 2 đơn vị có mục tiêu)" in said
    assert "kém mốc nhiều nhất trên cùng" in said
