"""The overview on the screen: lines, sentences and units in need, with links; small, hostile and large data."""

import html
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard.overview import line_html
from dashboard.overview.lines import Line, Target
from tests.screens import ROOT, open_page
from tests.warehouses import UNITS, Row, publish


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")


def parts(app: AppTest, kind: str) -> list[str]:
    """The bodies of the HTML of a class."""
    return [each.proto.body for each in app.get("html") if f"class='{kind}'" in each.proto.body]


def plain(body: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def lines(app: AppTest) -> list[str]:
    """The rows of all tables of lines, in words."""
    return [plain(row) for body in parts(app, "lines") for row in re.findall(r"<tr role='row'>(.*?)</tr>", body)[1:]]


def links(body: str) -> list[tuple[str, dict[str, list[str]]]]:
    found = [urlsplit(html.unescape(href)) for href in re.findall(r"href='([^']*)'", body)]
    return [(each.path, parse_qs(each.query)) for each in found]


def test_a_line_says_on_how_many_units_it_rests_and_of_whom(tmp_path: Path) -> None:
    publish(tmp_path)
    told = lines(open_page(ky="2022"))
    staff = next(row for row in told if "Công chức có mặt / được giao" in row)
    assert "92,57 %" in staff  # (78 + 84) of (90 + 85)
    assert "2/2" in staff
    (district,) = (row for row in told if "cấp huyện giải quyết" in row)
    assert "riêng Huyện Lắk" in district
    assert "99,21 %" in district
    assert "○ Chưa có mốc" in district
    assert "1/2" in district


def test_what_nobody_reported_is_named_in_one_sentence(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page(ky="2022")
    (said,) = (
        each.value.partition(" Chưa có")[0] for each in app.caption if each.value.startswith("Chưa đơn vị nào báo cáo")
    )
    assert said == (
        "Chưa đơn vị nào báo cáo: Hồ sơ đang giải quyết đã quá hạn, Hồ sơ cập nhật trên iGate, "
        "Viên chức có mặt / được giao."
    )


def test_the_sentences_link_their_numbers(tmp_path: Path) -> None:
    publish(tmp_path)
    (said,) = parts(open_page(ky="2022"), "said")
    assert "mới có 1 trên 2 đơn vị" in plain(said)
    assert "từ 86,67 % (Huyện Lắk) đến 98,82 % (Huyện Thạnh Trị)" in plain(said)  # staff present of assigned
    assert links(said)[0] == ("chat-luong", {"ky": ["2022"]})
    assert links(said)[1:] == [("don-vi", {"ky": ["2022"], "dv": [unit]}) for unit in ("lak", "thanh-tri")]


def test_a_unit_in_need_is_named_once_with_all_its_reasons(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page(ky="2022")
    assert "1 đơn vị có hồ sơ trễ hạn chưa so được" in [caption.value for caption in app.caption]
    (named,) = parts(app, "concerns")
    assert named.count("Huyện Lắk") == 1
    told = plain(named)
    assert "Đúng hạn (cấp huyện giải quyết) 99,21 % ; 6 hồ sơ trễ hạn + 4 lý do khác" in told
    assert "Giải ngân: in 30 %, tính lại 53,66 %" in told
    assert links(named)[0] == ("don-vi", {"ky": ["2022"], "dv": ["lak"]})
    opened = {"o": ["lak~2022~dossiers_on_time_rate~district"]}
    assert links(named)[1] == ("ho-so", {"ky": ["2022"], "cap": ["district"]} | opened)


def test_links_keep_the_language_and_the_way_to_look(tmp_path: Path) -> None:
    publish(tmp_path)
    (named,) = parts(open_page(ky="2022", lang="en", donvi="hien-nay"), "concerns")
    assert links(named)[0] == ("don-vi", {"ky": ["2022"], "dv": ["lak"], "lang": ["en"], "donvi": ["hien-nay"]})


def communes(rates: list[int], period: str = "2024-Q2") -> tuple[Row, ...]:
    """Communes of which each resolved 1.000 dossiers, so many of a hundred on time."""
    return tuple(
        row
        for number, rate in enumerate(rates)
        for row in (
            Row(f"xa-{number}", period, "dossiers_resolved", 1000, "1.000", "commune"),
            Row(f"xa-{number}", period, "dossiers_resolved_on_time", 10 * rate, "", "commune"),
        )
    )


@pytest.fixture
def _villages(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        monkeypatch.setitem(UNITS, f"xa-{number}", (f"Xã Số {number}", "commune", "Huyện Định Hóa"))


@pytest.mark.usefixtures("_villages")
def test_the_worst_units_come_first_with_the_reason_in_numbers(tmp_path: Path) -> None:
    rates = [98, 97, 60, 99, 98, 85, 97, 98]
    publish(tmp_path, communes(rates))
    app = open_page(ky="2024-Q2")
    (named,) = parts(app, "concerns")
    first, second = re.findall(r"<li><div>(.*?)</div></li>", named)
    assert plain(first).strip() == "Xã Số 2 Đúng hạn 60 % , thấp hơn trung vị 37,5 điểm %; 400 hồ sơ trễ hạn"
    said = "2 đơn vị xa mốc hơn mức thường gặp hoặc chưa đạt mục tiêu"
    assert said in [caption.value for caption in app.caption]
    assert plain(second).strip() == "Xã Số 5 Đúng hạn 85 % , thấp hơn trung vị 12,5 điểm %; 150 hồ sơ trễ hạn"
    (line,) = lines(app)
    assert "91,50 %" in line
    assert "97,50 %" in line
    assert "8/8" in line
    (said,) = parts(app, "said")
    assert "từ 60 % (Xã Số 2) đến 99 % (Xã Số 3)" in plain(said).replace(" ( ", " (").replace("  ", " ")


@pytest.mark.usefixtures("_villages")
def test_the_median_is_of_the_level_whatever_units_are_chosen(tmp_path: Path) -> None:
    publish(tmp_path, communes([98, 97, 60, 99, 98]))
    app = open_page(ky="2024-Q2", dv=["xa-2"])
    (line,) = lines(app)
    assert "60,00 %" in line
    assert "98,00 %" in line
    (named,) = parts(app, "concerns")
    assert "thấp hơn trung vị 38 điểm %" in plain(named)


@pytest.mark.usefixtures("_villages")
def test_a_change_against_the_period_before_is_named(tmp_path: Path) -> None:
    publish(tmp_path, communes([90, 90, 90]) + communes([80, 80, 80], "2024-Q1"))
    app = open_page(ky="2024-Q2")
    assert "So với quý I" in parts(app, "lines")[0]
    (line,) = lines(app)
    assert "▲ +10" in line
    assert 'alt="Các kỳ cùng loại: Quý I/2024 80 %; Quý II/2024 90 %"' in parts(app, "lines")[0]


@pytest.mark.usefixtures("_villages")
def test_many_units_with_rates_that_disagree_are_told_together(tmp_path: Path) -> None:
    printed = tuple(Row(f"xa-{number}", "2024-Q2", "dossiers_on_time_rate", 50, "50", "commune") for number in range(4))
    publish(tmp_path, (*communes([98, 97, 97, 99, 98]), *printed))
    app = open_page(ky="2024-Q2")
    assert not parts(app, "concerns")
    notes = [plain(note) for note in parts(app, "note")]
    assert any("4 đơn vị in tỷ lệ lệch với số gốc" in note for note in notes)


@pytest.mark.usefixtures("_villages")
def test_units_beyond_the_first_screen_are_behind_one_click(tmp_path: Path) -> None:
    publish(tmp_path, communes([98, 98, 98, 98, 98, 98, 98, 80, 79, 78, 77, 76]))
    (first,) = parts(open_page(ky="2024-Q2"), "concerns")
    assert first.count("<li><div>") == 5
    publish(tmp_path, communes([98, 98, 98, 98, 98, 98, 50, 80, 79, 78, 77, 76]))
    first, beyond = parts(open_page(ky="2024-Q2"), "concerns")
    assert first.count("<li><div>") == 5
    assert beyond.count("<li><div>") == 1
    assert "start='6'" in beyond


def test_hostile_names_are_text_in_every_part(tmp_path: Path) -> None:
    publish(tmp_path, names={"lak": "Huyện <img src=x onerror=alert(1)>{value} 'x'"})
    app = open_page(ky="2022")
    assert not app.exception
    bodies = [body for kind in ("said", "lines", "concerns", "note") for body in parts(app, kind)]
    assert "&lt;img src=x" in "".join(bodies)
    assert "<img src=x" not in "".join(bodies)


def test_no_chart_library_is_needed_for_the_first_view(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page(ky="2022")
    assert parts(app, "lines")
    assert not app.get("plotly_chart")


def test_columns_in_which_nothing_stands_are_left_out_and_said() -> None:
    bare = Line(
        "igate_dossier_rate", "", "iGate", "", 1, value=50.0, periods=("2023", "2024-9M"), history=(("2024", 50.0),)
    )
    body = line_html.table([bare, replace(bare, value=None, instead="chưa tính chung")], "Cấp xã")
    assert not re.findall(r"class='(target|delta|median|trend)", body)
    assert body.count("<th scope='col'") == 4
    assert "colspan='1'" in body
    assert line_html.lacking([bare]) == (
        "Chưa có để so: mục tiêu, số của năm 2023, số của 9 tháng năm 2024, trung vị (cần 3 đơn vị), "
        "diễn biến (cần 2 kỳ)."
    )


def test_a_column_stays_where_any_line_has_something_and_a_phone_shows_no_dashes() -> None:
    bare = Line("igate_dossier_rate", "", "iGate", "", 1, value=50.0, periods=("2023", "2024-9M"))
    lines = [bare, replace(bare, earlier=40.0, before=45.0, median=41.0)]
    body = line_html.table(lines, "Cấp xã")
    assert len(re.findall(r"<td [^>]*class='(?:delta|median) absent'", body)) == 3
    assert len(re.findall(r"<td [^>]*class='(?:delta|median)'", body)) == 3
    assert line_html.lacking(lines) == "Chưa có để so: mục tiêu, diễn biến (cần 2 kỳ)."


def test_a_line_of_a_unit_has_its_rank_target_and_trend() -> None:
    told = Line(
        "investment_disbursement_rate", "", "Giải ngân", "giai-ngan?ky=2024", 1, value=25.0, numerator=25.0,
        denominator=100.0, target=Target(95, 29.27, 29.27, "Kế hoạch 45", is_paced=True, status="behind"), earlier=20.0,
        before=10.0, periods=("2023-H1", "2024-Q1"), median=30.0, peers=32, rank=20, is_running=True,
        history=(("2022-H1", 1.0), ("2023-H1", None), ("2024-H1", 25.0)),
    )  # fmt: skip
    body = line_html.table([told], "Xã Một", of_unit=True)
    words = plain(body)
    for expected in ("■ Chậm tiến độ", "25,00 %", "95 %", "đến nay 29,27 %", "▲ +5,00", "30,00 %", "20/32", "Hạng"):
        assert expected in words
    assert "▲ +15" not in words  # more than in the kỳ before is no merit where it grows over the year
    assert "+15" in words
    assert "Theo Kế hoạch 45; đến hết kỳ này cần 29,27 %" in body
    assert 'alt="Các kỳ cùng loại: 6 tháng đầu năm 2022 1 %; 6 tháng đầu năm 2023 không có; ' in body
    assert body.count("polyline") == 0  # nothing joins what a gap parts


def test_a_sparkline_of_one_value_is_none() -> None:
    assert line_html.sparkline([("2023", None), ("2024", 5.0)]) == "–"
    assert "polyline" in line_html.sparkline([("2023", 5.0), ("2024", 5.0)])
