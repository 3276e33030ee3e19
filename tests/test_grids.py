"""Grids of units by periods: whole names, room for every number, the order of the last period, no empty beginning."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts, quarters, scrolling
from dashboard.charts.clouds import _AREA, _SIDES, Box, Point, _box, covered, scatter
from dashboard.charts.frame import NARROW
from dashboard.charts.grids import Cell, hatched_heat
from dashboard.outfit import STYLE
from dashboard.widths import balanced, pixels, wrapped

LONG = "Sở Nông nghiệp và Phát triển nông thôn"


def grid(rows: int, columns: int, words: str = "98,6") -> list[list[Cell]]:
    return [[Cell(1.0, words, "")] * columns for _ in range(rows)]


@pytest.mark.parametrize(("rows", "columns"), [(2, 3), (2, 12), (200, 12)])
def test_names_stand_whole_and_have_their_room(rows: int, columns: int) -> None:
    spec = hatched_heat([LONG] * rows, ["Quý I/2024"] * columns, grid(rows, columns)).to_dict()["layout"]
    label = spec["yaxis"]["ticktext"][0]
    assert label.replace("<br>", " ") == LONG
    assert pixels(label, spec["yaxis"]["tickfont"]["size"]) < spec["margin"]["l"]
    assert not spec["yaxis"]["automargin"]


@given(st.integers(1, 12), st.sampled_from(["9", "98,6", "12.345", "1.234.567"]))
def test_no_number_touches_the_next_at_the_least_width(columns: int, words: str) -> None:
    figure = hatched_heat(["Xã A"], [f"Quý I/{2000 + place}" for place in range(columns)], grid(1, columns, words))
    spec = figure.to_dict()
    wide = (figure.least - spec["layout"]["margin"]["l"] - spec["layout"]["margin"]["r"]) / columns
    assert pixels(words, spec["data"][0]["textfont"]["size"]) < wide
    assert all(pixels(head, 11) < wide for head in spec["layout"]["xaxis"]["ticktext"])


def test_eight_quarters_of_rates_fit_a_phone_and_what_does_not_scrolls() -> None:
    eight = [f"Quý {quarter}/{year}" for year in (2023, 2024) for quarter in ("I", "II", "III", "IV")]
    assert hatched_heat(["Xã Chiêu Chuông"], eight, grid(1, 8)).least <= NARROW
    wide = hatched_heat(["Xã Chiêu Chuông"], eight, grid(1, 8, "1.234.567"))
    assert wide.least > NARROW
    width = min(-(-wide.least // scrolling._STEP) * scrolling._STEP, scrolling._WIDEST)
    assert width >= wide.least


def test_every_width_that_a_figure_may_have_is_styled() -> None:
    for width in range(-(-NARROW // scrolling._STEP) * scrolling._STEP, scrolling._WIDEST + 1, scrolling._STEP):
        assert f'st-key-scroll-{width}-"' in STYLE


def test_periods_before_any_of_the_units_are_not_drawn() -> None:
    before = Cell(None, "", "", is_there=False)
    rows = [[before, before, Cell(1.0, "1", "", asked="x")], [before, before, Cell(None, "", "")]]
    figure = hatched_heat(["A", "B"], ["Năm 2022", "Năm 2023", "Năm 2024"], rows, [(0, 2)])
    spec = figure.to_dict()
    assert spec["layout"]["xaxis"]["ticktext"] == ["Năm 2024"]
    assert spec["layout"]["shapes"][0]["x0"] == -0.5
    assert figure.codes == ("x", "")


def test_the_pinned_unit_is_marked_in_its_row() -> None:
    ticks = hatched_heat(["A", "B"], ["k"], grid(2, 1), pinned=1).to_dict()["layout"]["yaxis"]["ticktext"]
    assert ticks == ["A", "<b>◀ B</b>"]


def test_quarters_are_in_the_order_of_the_last_one() -> None:
    rows = pd.DataFrame(
        [("A", "2024-Q1", 9.0), ("A", "2024-Q2", 1.0), ("B", "2024-Q1", 1.0), ("B", "2024-Q2", None),
         ("C", "2024-Q1", 2.0), ("C", "2024-Q2", 5.0)],
        columns=["display", "period", "value"],
    ).assign(words="", reason="")  # fmt: skip
    spec = charts.quarter_heat(rows, {"2024-Q1": "Quý I/2024", "2024-Q2": "Quý II/2024"}).to_dict()
    assert spec["layout"]["yaxis"]["ticktext"] == ["C", "A", "B"]


def test_the_last_quarter_of_rows_and_its_name() -> None:
    rows = pd.DataFrame({"year": [2023, 2024, 2024], "quarter": [4, 1, 4]})
    is_last, name = quarters.last_of(rows)
    assert is_last.tolist() == [False, False, True]
    assert name == "Quý IV/2024"


@given(st.text(" abcĐêơ&<", max_size=60), st.integers(60, 200))
def test_balanced_lines_say_the_same_on_as_many(text: str, wide: int) -> None:
    usual, even = wrapped(text, wide, 12), balanced(text, wide, 12)
    assert len(even) == len(usual)
    if not any("…" in line for line in usual):
        assert " ".join(even).split() == text.split()


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 100)), min_size=3, max_size=12, unique=True))
def test_names_of_points_stand_on_the_side_where_they_cover_least(places: list[tuple[float, float]]) -> None:
    points = [Point(LONG, x, y, "", is_named=place == 0) for place, (x, y) in enumerate(places)]
    (label,) = scatter(points, ("%", "hồ sơ"), ("x", "y")).to_dict()["layout"]["annotations"]
    assert (
        " ".join(label["text"].replace("<span style='font-size:12px'>", "").replace("</span>", "").split("<br>"))
        == LONG
    )


def test_a_name_at_the_right_edge_stands_left_of_its_point() -> None:
    points = [Point("A", 0.0, 0.0, ""), Point("B", 0.0, 90.0, ""), Point(LONG, 100.0, 50.0, "", is_named=True)]
    (label,) = scatter(points, ("%", "hồ sơ"), ("x", "y")).to_dict()["layout"]["annotations"]
    assert label["xanchor"] == "right"


def test_what_stands_outside_counts_more_than_what_is_covered() -> None:
    inside, outside = Box(0, 0, 10, 10), Box(_AREA.right, 0, _AREA.right + 10, 10)
    assert covered(inside, [inside]) < covered(outside, [])
    for side in _SIDES:
        box = _box(side, (50.0, 50.0), (20.0, 10.0))
        assert covered(box, [Box(49, 49, 51, 51)]) == 0  # a name never covers its own point
