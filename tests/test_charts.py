"""Charts, by looking into the figure: no Streamlit, no browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import chart_words, charts, comparison, queries, tables
from dashboard.charts.frame import in_rows
from etl import database
from tests.warehouses import publish

Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def fetch(snapshot: Path) -> Frames:
    """Figures, rates and reporters of 2022."""
    con = database.open_reading(snapshot)
    answer = (
        queries.figures(con, "2022"),
        comparison.mark_rates(queries.rates(con, "2022")),
        comparison.reporters(queries.reporting(con), "2022", "", ()),
    )
    con.close()
    return answer


@pytest.fixture
def frames(tmp_path: Path) -> Frames:
    return fetch(publish(tmp_path))


def drawn(kind: Callable[..., charts.Drawing], *values: Any) -> go.Figure:
    """A figure as plotly validates it: what it does not know raises."""
    return go.Figure(kind(*values).to_dict())


def trace(figure: go.Figure, name: str) -> go.Bar:
    return next(item for item in figure.data if item.name == name)


def column(figure: go.Figure) -> list[str]:
    return [text for text in figure.layout.yaxis2.ticktext if text]


def test_rate_bars_show_the_recomputed_rate_and_the_printed_diamond(
    frames: Frames,
) -> None:
    league = comparison.rate_league(frames[1], frames[2], "investment_disbursement_rate", "")
    figure = drawn(charts.rate_bars, league)
    assert [round(x, 2) for x in trace(figure, "Tính lại từ số gốc").x] == [53.66]
    printed = trace(figure, "In trong báo cáo")
    assert (list(printed.x), printed.marker.symbol) == ([30.0], "diamond")
    assert "53,66 %" in column(figure)[0]
    assert "⚠ in 30 %" in column(figure)[0]
    assert figure.layout.xaxis.title.text == "%"


def test_a_unit_that_did_not_report_gets_a_hatched_track_and_words_never_a_bar(
    frames: Frames,
) -> None:
    league = comparison.rate_league(frames[1], frames[2], "investment_disbursement_rate", "")
    figure = drawn(charts.rate_bars, league)
    missing = trace(figure, "Không báo cáo")
    assert (list(missing.y), missing.marker.pattern.shape) == ([1], "/")
    assert 1 not in list(trace(figure, "Tính lại từ số gốc").y)
    assert "không báo cáo" in column(figure)[1]


def test_a_printed_rate_alone_is_a_hollow_mark_with_words(
    frames: Frames,
) -> None:
    league = comparison.rate_league(frames[1], frames[2], "dossiers_on_time_rate", "district")
    figure = drawn(charts.rate_bars, league)
    assert list(trace(figure, "Tính lại từ số gốc").y) == [0]
    assert list(trace(figure, "In trong báo cáo").y) == [0, 1]
    assert "chỉ có tỷ lệ in" in column(figure)[1]


def test_hovers_name_file_sheet_and_cell(frames: Frames) -> None:
    league = comparison.rate_league(frames[1], frames[2], "investment_disbursement_rate", "")
    hover = trace(drawn(charts.rate_bars, league), "Tính lại từ số gốc").hovertext[0]
    for words in ("63.639 / 118.588", "own_appendix.xlsx · Biểu 1 · ô D12", "ô D11", "ô D13", "“30”"):
        assert words in hover
    values = comparison.value_league(frames[0], frames[2], "dossiers_resolved", "commune")
    assert "own_appendix.xlsx · Biểu 1 · ô D4" in drawn(charts.value_bars, values, "hồ sơ").data[-1].hovertext[0]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Xã Chiêu Chuông", ["Xã Chiêu Chuông"]),
        ("10. Sở Lao động - Thương binh và Xã hội", ["10. Sở Lao động -", "Thương binh và Xã hội"]),
        ("6. Sở Nông nghiệp và Phát triển nông thôn", ["6. Sở Nông nghiệp và", "Phát triển nông thôn"]),
    ],
)
def test_a_long_name_stands_whole_on_two_lines(name: str, lines: list[str]) -> None:
    label = chart_words.row_label(name)
    assert label.split("<br>") == lines
    height = in_rows([], [label] * 4, [""] * 4, "%", 100, line=25).to_dict()["layout"]["height"]
    assert height >= 4 * 15 * len(lines)


def test_hostile_names_are_text_only(tmp_path: Path) -> None:
    _, rates, reporters = fetch(publish(tmp_path, names={"thanh-tri": "Huyện <b>Thạnh</b> %{x} Trị"}))
    figure = drawn(charts.rate_bars, comparison.rate_league(rates, reporters, "dossiers_on_time_rate", "district"))
    assert figure.layout.yaxis.ticktext[1] == "Huyện &lt;b&gt;Thạnh&lt;/b&gt;<br>%{x} Trị"
    assert "<b>Huyện &lt;b&gt;Thạnh" in figure.data[1].hovertext[1]
    assert all(item.hovertemplate is None for item in figure.data)


def test_value_bars_tell_zero_from_nothing(frames: Frames) -> None:
    league = comparison.value_league(frames[0], frames[2], "staff_contract", "")
    figure = drawn(charts.value_bars, league, "người")
    assert column(figure)[0] == "<b>0</b>"
    assert "không báo cáo" in column(figure)[1]
    assert figure.layout.xaxis.title.text == "người"


def test_groups_get_a_heading_row_above_their_bars(frames: Frames) -> None:
    rows = comparison.value_groups(
        frames[0], frames[2], ("staff_assigned", "staff_present"), {"staff_assigned": "Giao", "staff_present": "Có mặt"}
    )
    figure = drawn(charts.value_bars, rows, "người")
    assert list(figure.layout.yaxis.ticktext)[:3] == ["<b>Huyện Lắk</b>", "Giao", "Có mặt"]
    assert list(figure.data[-1].y) == [1, 2, 4, 5]


def test_pairs_draw_the_part_inside_the_outlined_whole(
    frames: Frames,
) -> None:
    rows = comparison.pair_league(frames[0], frames[2], "investment_plan", "investment_disbursed")
    figure = drawn(charts.pair_bars, rows, "triệu đồng", ("Kế hoạch", "Đã giải ngân"))
    assert list(trace(figure, "Kế hoạch").x) == [118588]
    assert list(trace(figure, "Đã giải ngân").x) == [63639]
    assert trace(figure, "Kế hoạch").marker.color == "rgba(0,0,0,0)"
    assert "<b>63.639</b> / 118.588" in column(figure)[0]
    assert "không báo cáo" in column(figure)[1]


def test_rates_above_100_stay_inside_the_chart(frames: Frames) -> None:
    league = comparison.rate_league(frames[1], frames[2], "investment_disbursement_rate", "")
    figure = drawn(charts.rate_bars, league.assign(computed=[165.0, float("nan")]))
    assert figure.layout.xaxis.range[1] > 165


def test_many_rows_are_dense_and_every_name_stays(frames: Frames) -> None:
    one = comparison.rate_league(frames[1], frames[2], "investment_disbursement_rate", "").head(1)
    rows = pd.concat([one.assign(display=f"Xã {number}") for number in range(40)], ignore_index=True)
    figure = drawn(charts.rate_bars, rows)
    assert len(figure.layout.yaxis.ticktext) == 40
    assert figure.layout.height < 40 * 30 + 60
    assert "<br>" not in column(figure)[0]


def test_where_a_unit_was_not_there_nothing_is_missing() -> None:
    periods = {"2022": "Năm 2022", "2023": "Năm 2023", "2024": "Năm 2024"}
    history = pd.DataFrame(
        {"display": ["Mới", "Mới", "Cũ"], "period": ["2023", "2024", "2022"], "value": [50.0, 75.0, 100.0]}
    )
    there = {"Mới": [False, True, True], "Cũ": [True, False, False]}
    figure = drawn(charts.rate_heat, history, periods, there)
    assert len(figure.data) == 2, "no hatching: everybody who was there reported"
    assert [(shape.x0, shape.y0) for shape in figure.layout.shapes] == [(0.5, -0.5), (0.5, 0.5)]
    assert "đơn vị chưa có hoặc đã kết thúc" in figure.data[1].hovertext[0]
    told = history.assign(words=["50", "75", "□"], reason="thiếu", value=[50.0, 75.0, float("nan")])
    told["period"] = ["2023", "2024", "2023"]
    assert "□" not in str(drawn(charts.quarter_heat, told, periods, there).data), "no reason where it was not there"
    silent = drawn(charts.rate_heat, history, periods, {"Mới": there["Mới"]})
    assert list(silent.data[1].base) == [0.53, 1.53], "an old unit of which nobody knows that it ended"


def test_the_heat_map_leaves_a_gap_where_nothing_was_reported() -> None:
    history = pd.DataFrame(
        {"display": ["Xã A", "Xã A", "Xã B"], "period": ["2024-Q1", "2024-Q2", "2024-Q1"], "value": [50.0, 75.0, 100.0]}
    )
    periods = {"2024-Q1": "Quý I/2024", "2024-Q2": "Quý II/2024"}
    figure = drawn(charts.rate_heat, history, periods)
    assert [list(row) for row in figure.data[0].text] == [["50,0", "75,0"], ["100,0", ""]]
    assert figure.data[1].marker.pattern.shape == "/"  # hatched
    assert (figure.data[2].x[3], figure.data[2].y[3]) == (1, 1)  # of the marks over the cells, the last
    assert "không báo cáo" in figure.data[2].hovertext[3]
    assert tables.history_table(history, periods).to_dict("records")[1] == {
        "Đơn vị": "Xã B", "Quý I/2024": "100 %", "Quý II/2024": "không báo cáo",
    }  # fmt: skip


def test_table_twins_name_cell_raw_text_window_and_source(
    frames: Frames,
) -> None:
    league = comparison.rate_league(frames[1], frames[2], "investment_disbursement_rate", "")
    first, second = tables.rate_table(league).to_dict("records")
    assert first["Tính lại từ số gốc"] == "53,66 %"
    assert first["In trong báo cáo"] == "30 %"
    assert first["Nguyên văn"] == "30"
    assert first["Ô tỷ lệ in"] == "own_appendix.xlsx · Biểu 1 · ô D13"
    assert first["Kỳ tính"] == "01/01/2022–14/12/2022"
    assert first["Nguồn"] == "Phụ lục của đơn vị"
    assert first["Lưu ý"].startswith("⚠")
    assert second["Tính lại từ số gốc"] == "không báo cáo"


def test_pair_and_value_tables(frames: Frames) -> None:
    pairs = comparison.pair_league(frames[0], frames[2], "investment_plan", "investment_disbursed")
    told = tables.pair_table(pairs, "triệu đồng", ("Kế hoạch", "Đã giải ngân")).to_dict("records")
    assert (told[0]["Kế hoạch"], told[0]["Kế hoạch: ô"]) == ("118.588", "own_appendix.xlsx · Biểu 1 · ô D11")
    assert told[1]["Đã giải ngân"] == "không báo cáo"
    values = tables.figure_table(frames[0]).to_dict("records")
    assert values[0]["Đơn vị"] == "Huyện Lắk"
    assert {"Giá trị", "Đơn vị tính", "Tệp", "Trang tính", "Ô"} <= set(values[0])
