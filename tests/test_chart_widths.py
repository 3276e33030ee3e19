"""How wide names are, beside what a browser measured with the same font (Source Sans at 100 px)."""

import pytest

from dashboard.charts.widths import pixels


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
