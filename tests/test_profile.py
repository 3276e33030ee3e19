"""The profile of a unit on the screen, and the links that share any page."""

import html
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from etl import pipeline
from etl.snapshots import Warehouse
from tests.asking import report
from tests.screens import ROOT, open_page, words
from tests.warehouses import UNITS, Row, publish


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")


def plain(app: AppTest) -> str:
    body = "\n".join(each.proto.body for each in app.get("html") if not each.proto.unsafe_allow_javascript)
    body = re.sub(r"<style>.*?</style>", "", body, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def numbers(app: AppTest) -> str:
    """What the page says from the unit's name on."""
    return plain(app).partition("Năm")[2]


def links(app: AppTest) -> list[str]:
    """The two links of the popover: the latest figures, and those seen now."""
    app.session_state["share"] = True
    return [each.value for each in app.run().code]


def asked(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def test_a_link_opens_that_unit_and_narrows_no_other_page(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("profile")
    app.query_params["dv"], app.query_params["ky"] = "thanh-tri", "2022"
    app.run()
    assert app.header[0].value == "Huyện Thạnh Trị"
    app.switch_page("pages/overview.py").run()
    assert "dv" not in app.query_params
    assert app.multiselect(key="dv").value == []


def test_of_several_units_the_first_that_exists_is_shown(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("overview", dv=["thanh-tri", "lak"], ky="2022")
    app.switch_page("pages/profile.py").run()
    assert app.header[0].value == "Huyện Thạnh Trị"
    app.selectbox(key="dv-one").set_value("lak").run()
    assert app.header[0].value == "Huyện Lắk"
    app.switch_page("pages/overview.py").run()
    assert app.multiselect(key="dv").value == ["thanh-tri", "lak"]


def test_an_unknown_unit_is_told_and_another_one_shown(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("profile")
    app.query_params["dv"], app.query_params["ky"] = "<i>x</i>", "2022"
    app.run()
    assert app.header[0].value == "Huyện Lắk"
    assert any(each.value.startswith("Đường liên kết có giá tr") for each in app.caption)


def test_the_page_says_who_it_is_and_where_it_stands(tmp_path: Path) -> None:
    publish(tmp_path)
    told = plain(open_page("profile", dv="lak", ky="2022"))
    assert "Năm 2022 · Cấp huyện · thuộc Tỉnh Đắk Lắk" in told
    assert "own_appendix.xlsx" in told
    assert "Công chức có mặt 86,67 % Huyện Thạnh Trị 98,82 %; Huyện Lắk 86,67 % hạng 2 trên 2 đơn vị" in told
    assert "Biên chế công chức được giao người 90" in told  # nothing a year before
    assert "= Đã giải quyết 764 22.979" in told
    assert "Không báo cáo: kỳ trước chuyển sang, tiếp nhận mới" in told
    assert "phát hiện" in told


def test_a_balance_that_does_not_close_says_by_how_much(tmp_path: Path) -> None:
    flow = {"received": 100, "resolved": 80, "resolved_on_time": 70, "resolved_late": 4}
    rows = [Row("binh-yen", "2024-Q2", f"dossiers_{part}", n, str(n), "commune") for part, n in flow.items()]
    publish(tmp_path, tuple(rows))
    told = plain(open_page("profile", dv="binh-yen", ky="2024-Q2"))
    assert "Đã giải quyết chênh +6 hồ sơ so với trước, đúng và trễ hạn cộng lại." in told
    assert "Đề nghị đơn vị kiểm tra lại." in told


def test_without_figures_in_the_period_the_page_says_when_there_are_some(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("profile", dv="binh-yen", ky="2022")
    assert "Xã Bình Yên chưa có số liệu trong Năm 2022." in words(app)
    app.button(key="go-2024-Q1").click().run()
    assert app.header[0].value == "Xã Bình Yên"
    assert "Giải quyết đúng hạn" in plain(app)


def test_a_hostile_name_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Xã <img src=x onerror=alert(1)> **đậm** :red[đỏ]"
    monkeypatch.setitem(UNITS, "binh-yen", (name, "commune", "Huyện <script>"))
    publish(tmp_path)
    app = open_page("profile", dv="binh-yen", ky="2024-Q2")
    assert not app.exception
    assert not app.error
    bodies = "".join(each.proto.body for each in app.get("html") if not each.proto.unsafe_allow_javascript)
    assert "<img src=x" not in bodies
    assert "<script>" not in bodies
    assert "\\*\\*" in app.header[0].value


def test_the_page_is_english_in_english(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("profile", dv="lak", ky="2022", lang="en")
    assert "Headline indicators" in [each.value for each in app.subheader]
    assert "Resolved early or on time" in plain(app)


def test_one_link_keeps_the_numbers_and_the_other_follows_them(tmp_path: Path) -> None:
    pipeline.ingest([report(day=1)], Warehouse(tmp_path))
    latest, kept = links(open_page("profile"))
    assert asked(kept) == asked(latest) | {"bietden": ["1"]}
    before = open_page("profile", **asked(kept))
    pipeline.ingest([report(day=2)], Warehouse(tmp_path))
    followed, pinned = (open_page("profile", **asked(link)) for link in (latest, kept))
    assert numbers(before) == numbers(pinned)
    assert "+ Tiếp nhận mới 771" in plain(pinned)
    assert "+ Tiếp nhận mới 772" in plain(followed)
    assert "+ Tiếp nhận mới 771" not in plain(followed)


def test_every_page_has_both_links_to_what_it_shows(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page(ky="2022", cap="district", bietden="1", lang="en")
    latest, kept = links(app)
    assert urlsplit(latest).path.rpartition("/")[2] == ""  # the first page has no path
    assert asked(latest) == {"ky": ["2022"], "cap": ["district"], "bang": ["1"], "lang": ["en"]}
    assert asked(kept)["bietden"] == ["1"]
    assert urlsplit(links(open_page("dossiers", ky="2022"))[0]).path.endswith("/ho-so")
