"""Links of this release keep opening, each with the view that it names; what a link asks in vain is told."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import address, menu
from tests.screens import ROOT, words
from tests.warehouses import ROWS, Row, publish

LINKS = tomllib.loads((ROOT / "tests" / "reference" / "links.toml").read_text("utf-8"))["links"]
IGNORED = "Đường liên kết có giá trị không còn trong kho số liệu"
MORE = {
    "dossiers_carried_over": 10, "dossiers_received": 100, "dossiers_to_process": 115, "dossiers_resolved_on_time": 758,
    "dossiers_resolved_late": 5, "dossiers_pending": 19,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    other = [row for row in ROWS if (row.unit, row.handled_by) != ("lak", "district") or row.indicator not in MORE]
    rows = [*other, *(Row("lak", "2022", code, value, str(value), "district") for code, value in MORE.items())]
    rows.append(Row("binh-yen", "2024-H1", "dossiers_resolved", 500, "500", "commune"))
    publish(tmp_path, tuple(rows), counts=("dossiers_carried_over", "dossiers_to_process", "dossiers_pending"))


def follow(link: str) -> AppTest:
    """The app as a browser has it that follows a link in a fresh session."""
    asked = urlsplit(link)
    files = {page.path: f"pages/{page.file}.py" for page in menu.listed()}
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if asked.path:
        app.run()
        app.query_params.clear()
        app.switch_page(files[asked.path])
    for key, values in parse_qs(asked.query).items():
        app.query_params[key] = values
    return app.run()


def told(app: AppTest) -> dict[str, list[str]]:
    return {key: [value] if isinstance(value, str) else list(value) for key, value in app.query_params.items()}


def there(app: AppTest) -> str:
    """Texts, and the keys of charts and controls."""
    keys = [str(each.key) for each in (*app.get("plotly_chart"), *app.dataframe, *app.segmented_control)]
    keys += [str(each.proto.id) for each in app.get("file_uploader")]
    return "\n".join([words(app).replace("\\", ""), *keys])


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["address"])
def test_a_recorded_link_opens_what_it_names(link: dict[str, Any]) -> None:
    app = follow(link["address"])
    assert not app.exception
    assert not app.error
    assert IGNORED not in words(app)
    shown = there(app)
    assert [text for text in link["shows"] if text not in shown] == []
    asked = parse_qs(urlsplit(link["address"]).query)
    if link.get("same", True):
        assert told(app) == asked
    assert {key: values for key, values in told(app).items() if key in asked} == asked


def test_every_page_and_every_parameter_has_a_recorded_link() -> None:
    addresses = [urlsplit(link["address"]) for link in LINKS]
    assert {page.place for page in menu.listed()} == {each.path for each in addresses}
    used = {key for each in addresses for key in parse_qs(each.query)}
    assert address.KNOWN - used == {"minh-hoa", "nhap", "xem", "loai"}  # another warehouse; a draft; many units; posts


@pytest.mark.parametrize(
    ("link", "refused"),
    [
        ("ho-so?ky=2022&cap=district&cg=xa", "xa"),
        ("ho-so?ky=2022&cap=district&muc=khong-co", "khong-co"),
        ("ho-so?ky=2022&cap=district&loc=1", "loc=1"),
        ("giai-ngan?ky=2022&cap=district&muc=von&xem2=a&xem2=b", "xem2=a, xem2=b"),
        ("so-sanh?ky=2022&cap=district&kieu=tron", "tron"),
        ("so-lieu?ky=2022&ct=khong_co", "khong_co"),
        ("don-vi?ky=2022&dv=khong-co", "khong-co"),
    ],
)  # fmt: skip
def test_what_a_link_asks_in_vain_is_told_on_every_page(link: str, refused: str) -> None:
    app = follow(link)
    assert not app.error
    said = [caption.value.replace("\\", "") for caption in app.caption if caption.value.startswith(IGNORED)]
    assert [line.rpartition(": ")[2] for line in said] == [f"{refused}."]
    assert not {refused, *refused.split("=")} & {each for key, values in told(app).items() for each in (key, *values)}
    assert not any(IGNORED in caption.value for caption in app.run().caption)
