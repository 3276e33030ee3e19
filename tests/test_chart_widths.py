"""How wide names are, beside what a browser measured with the same font (Source Sans at 100 px)."""

import html
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.frame import bars, in_rows, number_ticks
from dashboard.widths import pixels, wrapped


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("32. Xã Mộc Trúc (tạm)", 887),
        ("31. Thị trấn Long Sim (tạm)", 1121),
        ("Sở Nông nghiệp và Phát triển nông thôn", 1658),
    ],
)
def test_a_name_is_as_wide_as_a_browser_draws_it(text: str, measured: int) -> None:
    assert pixels(text, 100) == pytest.approx(measured, rel=0.04)


def test_only_the_longest_line_counts_and_what_is_not_drawn_has_no_width() -> None:
    assert pixels("Xã Mộc Trúc<br>a", 13) == pixels("Xã Mộc Trúc", 13)
    assert pixels("<span style='color:#52606d'>Xã &amp; A</span>", 13) == pixels("Xã & A", 13)
    assert pixels("<b>Xã A</b>", 13) > pixels("Xã A", 13)
    assert pixels("", 13) == 0


@given(st.text(" abcĐêơ&<…", max_size=60), st.integers(30, 200))
def test_wrapped_lines_have_room_and_say_what_is_left_out(text: str, wide: int) -> None:
    lines = wrapped(text, wide, 12)
    assert 1 <= len(lines) <= 2
    assert all(pixels(html.escape(line), 12) <= wide or len(line) <= 2 for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines).split() == text.split()


@given(
    st.one_of(st.floats(-1e12, 0), st.just(0.0)), st.floats(0.01, 1e12), st.floats(10, 1200),
)  # fmt: skip
def test_numbers_at_an_axis_never_touch(low: float, high: float, wide: float) -> None:
    ticks = number_ticks(low, high, wide)
    ends = [
        (wide * (value - low) / (high - low), pixels(text, 12))
        for value, text in zip(ticks["tickvals"], ticks["ticktext"], strict=True)
    ]
    assert ends
    assert all(low <= value <= high for value in ticks["tickvals"])
    for (place, width), (after, next_width) in pairwise(ends):
        assert after - next_width / 2 - (place + width / 2) > 4


def test_an_axis_that_begins_late_has_a_number_however_little_room_there_is() -> None:
    assert number_ticks(70.0, 102.0, 14)["ticktext"] == ["100"]
    assert number_ticks(0.0, 102.0, 14)["ticktext"] == ["100"]
    assert number_ticks(70.0, 102.0, 400)["ticktext"] == ["70", "80", "90", "100"]


@pytest.mark.parametrize("filled", [[], [2], [0, 1], [1, 0], [2, 3, 0]])
def test_names_and_figures_stand_at_axes_that_plotly_draws(filled: list[int]) -> None:
    """An axis without a trace that has marks is not drawn, and its names with it."""
    data = [bars([1.0] * count, list(range(count)), [""] * count) for count in filled]
    spec = in_rows(data, ["a", "b", "c"], ["1", "2", "3"], "x", 1.0).to_dict()
    on = [trace.get("yaxis", "y") for trace in spec["data"] if trace["y"]]
    assert on.count("y") >= 1
    assert on.count("y2") == 1
    drawn = [trace["x"] for trace in spec["data"] if trace["x"] != [None]]
    assert drawn == [[1.0] * count for count in filled]
