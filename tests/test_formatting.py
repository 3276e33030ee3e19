"""Numbers, dates and names as a Vietnamese reader writes them."""

import pandas as pd
import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard import formatting, language


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (22979, "22.979"), (0, "0"), (1234567.8, "1.234.567,8"), (1.5, "1,5"), (-1200, "-1.200"), (53.6639, "53,66"),
        (None, "–"), (float("nan"), "–"), (pd.NA, "–"), (pd.NaT, "–"),
    ],
)  # fmt: skip
def test_number(value: object, expected: str) -> None:
    assert formatting.number(value) == expected


@given(st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15), st.integers(0, 3), st.sampled_from(language.LANGUAGES))
@example(0.125, 2, "vi")
@example(2.675, 2, "en")
@example(-0.001, 2, "vi")
@example(1e-7, 3, "vi")
@example(float("-inf"), 2, "en")
def test_a_number_is_written_as_the_locale_says(value: float, decimals: int, spoken: language.Language) -> None:
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    with language.spoken(spoken):
        assert formatting.number(value, decimals) == format_decimal(float(value), format=pattern, locale=spoken)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (99.2147, "99,21 %"), (100, "100 %"), (53.6639, "53,66 %"), (0, "0 %"), (1.5, "1,5 %"), (118.83, "118,83 %"),
        (99.9999, "99,99 %"),  # not all of them: must not read as 100
        (0.0004, "0,01 %"),  # not none of them
        (None, "–"),
    ],
)  # fmt: skip
def test_percent(value: object, expected: str) -> None:
    assert formatting.percent(value) == expected


@pytest.mark.parametrize(
    ("value", "measure", "expected"),
    [
        (764, "hồ sơ", "764 hồ sơ"), (118588, "triệu đồng", "118.588 triệu đồng"), (30, "%", "30 %"),
        (1, "0/1", "Có (1)"), (0, "0/1", "Không (0)"), (None, "người", "–"),
    ],
)  # fmt: skip
def test_quantity_has_its_measure(value: object, measure: str, expected: str) -> None:
    assert formatting.quantity(value, measure) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2024-Q1", "Quý I/2024"), ("2024-Q4", "Quý IV/2024"), ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-9M", "9 tháng năm 2024"), ("2022", "Năm 2022"), ("2024-M05", "Tháng 5/2024"),
        ("2022-07-08/2023-03-31", "08/07/2022–31/03/2023"), ("cái gì đó", "cái gì đó"),
    ],
)  # fmt: skip
def test_period_label(code: str, expected: str) -> None:
    assert formatting.period_label(code) == expected


def test_window_and_moment() -> None:
    assert formatting.window("2021-12-15", pd.Timestamp("2022-11-14")) == "15/12/2021–14/11/2022"
    assert formatting.moment("2026-11-20T17:30:00+00:00") == "21/11/2026 00:30"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("a.xlsx", "Biểu mẫu 3", "D14"), "a.xlsx · Biểu mẫu 3 · ô D14"),
        (("a.xlsx", "", float("nan")), "a.xlsx"),
        ((None, None, None), ""),
    ],
)
def test_cell_place(parts: tuple[object, object, object], expected: str) -> None:
    assert formatting.cell_place(*parts) == expected


def test_names_out_of_workbooks_are_harmless() -> None:
    hostile = "Xã <b>X</b> [a](http://b)\n$x$ :red[y] `z`"
    plot, markdown = formatting.for_plot(hostile), formatting.for_markdown(hostile)
    assert "<" not in plot
    assert "\n" not in plot + markdown
    assert r"\[a\]\(http\:\/\/b\)" in markdown
    assert r"\$x\$" in markdown
    assert r"\`z\`" in markdown


def test_long_names_are_cut_with_an_ellipsis() -> None:
    assert formatting.shorten("Sở Nông nghiệp và Môi trường", 12) == "Sở Nông ngh…"
    assert formatting.shorten("Xã Ba Bích", 12) == "Xã Ba Bích"


def test_coverage() -> None:
    assert formatting.coverage(1, 2) == "1 trên 2 đơn vị báo cáo"


@pytest.mark.parametrize(
    ("legend", "shown"),
    [
        (":blue[■] kỳ này\u2003○ năm trước", ":blue[■]\u00a0kỳ này\u2003○\u00a0năm trước"),
        (':color[■]{foreground="#a0c3e5"} đúng hạn', ':color[■]{foreground="#a0c3e5"}\u00a0đúng hạn'),
        ("12 trên 12 đơn vị", "12 trên 12 đơn vị"),
    ],
)
def test_a_mark_stays_with_its_words(legend: str, shown: str) -> None:
    assert formatting.bound(legend) == shown
    assert formatting.from_markdown(shown) == formatting.from_markdown(legend)
    assert "[" not in formatting.from_markdown(shown)


@pytest.mark.parametrize(
    ("value", "expected"), [(84.2, "84,20 %"), (100.0, "100 %"), (0.0, "0 %"), (99.999, "99,99 %"), (0.001, "0,01 %")]
)
def test_rates_under_each_other_have_the_same_decimals(value: float, expected: str) -> None:
    assert formatting.percent(value, fixed=True) == expected


def test_changes_under_each_other_have_the_same_decimals() -> None:
    assert [formatting.signed(change, fixed=True) for change in (1.0, -0.5, 0.0)] == ["+1,00", "−0,50", "0"]
