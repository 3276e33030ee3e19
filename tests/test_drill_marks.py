"""Every kind of mark opens the number that it shows, in an invented province; what follows from several figures."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import charts, drill, formatting, texts
from dashboard import drill_texts as drill_words
from dashboard.charts.grids import Cell, hatched_heat
from dashboard.drill import asked, marks
from etl.__main__ import main
from tests.screens import ROOT, open_page, words
from tests.warehouses import Row, publish

# Page, its link, and the charts whose marks are opened.
SCREENS = (
    ("dossiers", {"cap": "commune"}, ("flow", "two-years", "clearance", "quarters", "history", "rank")),
    ("investment", {"cap": "commune"}, ("running", "quarters", "history")),
    ("compare", {"cap": "commune", "kieu": "xep-hang"}, ("compare",)),
    ("compare", {"cap": "commune", "kieu": "bang-nhiet"}, ("compare",)),
    ("compare", {"cap": "commune", "kieu": "bang-nhiet", "nen": "trong-quy", "ct": "dossiers_resolved"}, ("compare",)),
    ("compare", {"cap": "commune", "kieu": "bang-nhiet", "nen": "trong-quy"}, ("compare",)),
    ("compare", {"cap": "commune", "kieu": "do-thi-nho"}, ("compare",)),
    ("compare", {"cap": "commune", "kieu": "hai-chi-tieu"}, ("compare",)),
)


class Mark(NamedTuple):
    """What a mark shows and what it opens."""

    value: float
    code: str


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("province")
    assert main(["demo", str(place / "sent"), "--units", "12", "--periods", "8", "--seed", "7", "--no-defects"]) == 0
    main(["load", str(place / "sent"), "--warehouse", str(place / "kept")])
    return place / "kept"


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the rows of the tables of the last run open, by key."""
    kept: dict[str, list[str]] = {}
    draw = marks.table

    def table(shown: Any, codes: Any, key: str, **more: Any) -> None:
        kept[key] = list(codes)
        draw(shown, codes, key, **more)

    monkeypatch.setattr(drill, "table", table)
    return kept


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, charts.Drawing]:
    """The figures of the last run by key; the pages draw them as always."""
    kept: dict[str, charts.Drawing] = {}
    draw = marks.chart

    def chart(figure: Any, key: str, **more: Any) -> str:
        kept[key] = figure
        return draw(figure, key, **more)

    monkeypatch.setattr(drill, "chart", chart)
    return kept


def marks_of(key: str, figure: charts.Drawing) -> list[list[Mark]]:
    """The marks of each trace that open something; rows have their values along x, as the first of two indicators."""
    axis = "x" if any(name in key for name in ("rank", "flow", "xep-hang", "hai-chi-tieu")) else "y"
    data = figure.to_dict()["data"]
    told: list[list[Mark]] = []
    for trace in data:
        codes = trace.get("customdata", ())
        told.append([Mark(float(value), code) for value, code in zip(trace[axis], codes, strict=False) if code])
    values = [value for row in data[0].get("z", ()) for value in row]
    told.append([Mark(value, code) for value, code in zip(values, figure.codes, strict=bool(values)) if code])
    return [each for each in told if each]


def opened(app: AppTest) -> str:
    """The value in large letters."""
    assert not app.exception
    assert not app.error
    told = words(app)
    found = re.search(r"class='traced'><p><strong>([^<]*)", told)
    return found[1] if found else ""


@pytest.mark.parametrize(("page", "link", "keys"), SCREENS)
def test_a_mark_opens_the_number_that_it_shows(
    province: Path, drawn: dict[str, charts.Drawing], rows: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch,
    page: str, link: dict[str, str], keys: tuple[str, ...],
) -> None:  # fmt: skip
    monkeypatch.setenv("WAREHOUSE", str(province))
    monkeypatch.chdir(ROOT)
    app = open_page(page, **{key: value for key, value in link.items() if key == "cap"})
    for key, value in link.items():
        app.query_params[key] = value
    drawn.clear()
    assert not app.run().exception
    asked_for = tuple(f"chart-{key}" for key in keys)
    found = {key: marks_of(key, figure) for key, figure in drawn.items() if key.startswith(asked_for)}
    assert found
    assert all(found.values())
    for key, traces in found.items():  # what a mark opens is opened from the keyboard by a row of the table
        by_row = {code for row in rows[key.replace("chart-", "table-", 1)] for code in asked.apart(row)}
        assert {code for trace in traces for mark in trace for code in asked.apart(mark.code)} <= by_row
    for traces in found.values():
        for mark in (mark for trace in traces for mark in {trace[0], trace[-1]}):
            app.query_params["o"] = asked.apart(mark.code)
            value = opened(app.run())
            assert app.get("dialog")
            one = asked.read(asked.apart(mark.code)[0])
            shown = abs(mark.value) if one is not None and one.indicator not in drill.RESIDUES else mark.value
            assert value.startswith((formatting.number(shown), formatting.percent(shown))), (mark, value)


EVERY_VIEW = [
    *((page, {"cap": level}) for page in ("dossiers", "onestop", "staffing", "investment")
      for level in ("commune", "department")),
    *(("compare", {"cap": "commune", "kieu": view}) for view in ("xep-hang", "bang-nhiet", "do-thi-nho",
                                                                 "hai-chi-tieu", "pheu")),
]  # fmt: skip


@pytest.mark.parametrize(("page", "link"), EVERY_VIEW)
def test_whatever_tells_a_value_opens_it_by_click_and_from_the_keyboard(
    province: Path, drawn: dict[str, charts.Drawing], rows: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch,
    page: str, link: dict[str, str],
) -> None:  # fmt: skip
    monkeypatch.setenv("WAREHOUSE", str(province))
    monkeypatch.chdir(ROOT)
    app = open_page(page, cap=link["cap"])
    for key, value in link.items():
        app.query_params[key] = value
    drawn.clear()
    assert not app.run().exception
    assert drawn
    for key, figure in drawn.items():
        opened_by_click: set[str] = set()
        for place, trace in enumerate(figure.to_dict()["data"]):
            if trace.get("hoverinfo") == "skip" or trace.get("name") == texts.MARK_MISSING or not trace["x"]:
                continue
            is_target = trace.get("marker", {}).get("symbol") == "line-ns-open"  # of a decision, not of a cell
            codes = [*figure.codes] or [*trace.get("customdata", ())]
            assert is_target or len(codes) == len(trace["x"]), (key, place)
            values = trace["y"] if "y" in trace and trace["type"] == "scatter" else trace["x"]
            if not is_target and not figure.codes:  # a cell may say why there is no value
                assert all(code for code, value in zip(codes, values, strict=True) if value is not None), (key, place)
            opened_by_click.update(one for code in codes for one in asked.apart(code))
        by_row = {one for row in rows[key.replace("chart-", "table-", 1)] for one in asked.apart(row)}
        assert opened_by_click <= by_row, key


def test_of_several_figures_the_reader_chooses(
    province: Path, rows: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(province))
    monkeypatch.chdir(ROOT)
    app = open_page("compare", cap="commune", ky="2024")
    app.query_params["kieu"] = "hai-chi-tieu"
    app.run()
    codes = asked.apart(rows["table-compare-hai-chi-tieu"][0])
    assert len(codes) == 2
    shown = []
    for code in codes:
        app.query_params["o"] = code
        shown.append(opened(app.run()))
    assert len(set(shown)) == 2
    app.query_params["o"] = codes
    assert opened(app.run()) == shown[0]
    (choice,) = [one for one in app.segmented_control if one.label == drill_words.WHICH]
    assert opened(choice.set_value(1).run()) == shown[1]
    app.query_params["o"] = [codes[0], "x~1999~x~", codes[1]]  # what is not there is refused, the others stay
    assert opened(app.run()) == shown[1]
    assert "Đường liên kết có giá trị" in words(app)


def test_what_a_quarter_opens_follows_from_how_it_was_derived() -> None:
    statuses = ("exact", "first_period", "reported", "negative", "blocked", "windows_differ")
    rows = pd.DataFrame({"reporting_unit": "a", "year": 2024, "quarter": 2, "status": statuses, "period": "2024-H1"})
    difference, figure = "a~trong-2024-Q2~x~all", "a~2024-H1~x~all"
    assert drill.quarter_codes(rows, "x", "all") == [difference, figure, figure, difference, "", ""]


@pytest.mark.parametrize(
    ("code", "level", "quarter"),
    [
        ("a~2024-Q2~x~", "", None), ("a~trong-2024-Q2~x~", "", (2024, 2)), ("a~trong-2024-Q5~x~", "", None),
        ("a~trong-x-Q1~x~", "", None), ("@commune~2024~x~all", "commune", None),
    ],
)  # fmt: skip
def test_a_code_says_what_it_asks_for(code: str, level: str, quarter: tuple[int, int] | None) -> None:
    found = asked.read(code)
    assert found is not None
    assert (found.level, found.quarter, found.code) == (level, quarter, code)


def test_the_marks_over_a_map_are_in_the_order_of_their_codes_and_alone_answer_to_the_mouse() -> None:
    cells = [[Cell(1.0, "1", "A1", asked="a1"), Cell(None, "", "A2")], [Cell(2.0, "2", "B1", asked="b1")] * 2]
    figure = hatched_heat(["A", "B"], ["k", "l"], cells)
    *others, over = figure.to_dict()["data"]
    assert [each["hoverinfo"] for each in others] == ["skip"] * len(others)
    assert list(zip(over["y"], over["x"], over["hovertext"], figure.codes, strict=True)) == [
        (0, 0, "A1", "a1"), (0, 1, "A2", ""), (1, 0, "B1", "b1"), (1, 1, "B1", "b1"),
    ]  # fmt: skip


ACCOUNT = {
    "dossiers_carried_over": 10, "dossiers_received": 100, "dossiers_to_process": 115, "dossiers_resolved_on_time": 90,
    "dossiers_resolved_late": 5, "dossiers_pending": 19,
}  # fmt: skip


COUNTS = ("dossiers_carried_over", "dossiers_to_process", "dossiers_pending")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    return tmp_path


def account(unit: str, **other: float) -> list[Row]:
    told = ACCOUNT | other
    return [Row(unit, "2022", code, value, str(value), "district") for code, value in told.items()]


def test_a_residue_opens_its_formula_and_the_cells_of_its_parts(place: Path) -> None:
    publish(place, tuple(account("lak")), counts=COUNTS)
    app = open_page("dossiers", ky="2022", cap="district")
    app.query_params["o"] = "lak~2022~residue_in~district"
    assert opened(app.run()) == "5 hồ sơ"
    told = words(app)
    assert "= 115 phải giải quyết − (10 chuyển sang + 100 tiếp nhận mới)" in told
    assert [told.count(f"<dd>Biểu 1 · ô D{cell}</dd>") for cell in (1, 2, 3, 4)] == [1, 1, 1, 0]
    app.query_params["o"] = "lak~2022~residue_out~district"
    assert opened(app.run()) == "-1 hồ sơ"
    assert "= 19 đang giải quyết − (115 phải giải quyết − 90 đúng hạn − 5 trễ hạn)" in words(app)


def test_a_sum_tells_what_each_unit_has_and_its_row_leads_to_the_cell(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(
        place, tuple(account("lak") + account("thanh-tri", dossiers_received=50, dossiers_to_process=60)), counts=COUNTS
    )
    rows: dict[str, list[str]] = {}
    monkeypatch.setattr(marks, "table", lambda _shown, codes, key, **_more: rows.update({key: list(codes)}))
    app = open_page("dossiers", ky="2022", cap="district")
    for step, total, own in (
        ("received", "150 hồ sơ", ["lak~2022~dossiers_received~district", "thanh-tri~2022~dossiers_received~district"]),
        ("residue_in", "5 hồ sơ", ["lak~2022~residue_in~district"]),
    ):
        code = f"@district~2022~{step}~district"
        app.query_params["o"] = code
        assert opened(app.run()) == total
        assert rows[f"traced-sum-{code}"] == own


@pytest.mark.parametrize(
    "code",
    [
        "@district~2022~x~", "@nobody~2022~received~", "@district~1999~received~", "@district~trong-2022-Q1~clearance~",
        "@district~2022~dossiers_received~", "lak~trong-2022-Q1~dossiers_resolved~", "lak~trong-2022-Q1~x~",
        "nobody~2022~residue_in~", "lak~2022~residue_in~", "@district~1999~investment_disbursement_rate~",
    ],
)  # fmt: skip
def test_what_cannot_be_traced_is_refused(place: Path, code: str) -> None:
    publish(place)
    app = open_page("investment", ky="2022", cap="district")
    app.query_params["o"] = code
    assert not app.run().exception
    assert not app.error
    assert not app.get("dialog")
    assert "Đường liên kết có giá trị" in words(app)
