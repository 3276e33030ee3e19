"""What the overview, the profile and the league show is what `python -m etl export` comes to, picked at random.

The export is added up here anew, from its own columns and the catalogue: nothing of the dashboard's questions is used.
"""

import csv
import random
from pathlib import Path
from typing import NamedTuple

import lxml.html
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import dossier_texts as dossiers
from dashboard import formatting, texts
from dashboard import overview_texts as overview
from dashboard import profile_texts as profile
from dashboard.overview import need
from etl.__main__ import main
from tests.screens import ROOT, open_page

SEEDS = (7, 11, 23)
PERIODS = ("2024", "2024-9M", "2024-H1", "2024-Q1", "2023")
LEVELS = ("commune", "department", "district")
MORE = {"dossiers_pending_late_share": ("dossiers_pending_late", "dossiers_pending")}
KINDS = ("early", "exactly_on_time")
Figures = dict[tuple[str, str, str, str], float]  # by unit, period, indicator and handled_by


class Province(NamedTuple):
    """What was exported of a warehouse."""

    seed: int
    kept: Path
    figures: Figures
    levels: dict[str, str]  # of units


@pytest.fixture(scope="module", params=SEEDS)
def province(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Province:
    place, seed = tmp_path_factory.mktemp("province"), request.param
    told = ["--units", "12", "--periods", "8", "--seed", str(seed), "--no-defects"]
    assert main(["demo", str(place / "sent"), *told]) == 0
    main(["load", str(place / "sent"), "--warehouse", str(place / "kept")])
    assert main(["export", "--warehouse", str(place / "kept"), "-o", str(place / "export.csv")]) == 0
    with (place / "export.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = {
        (row["reporting_unit"], row["period"], row["indicator"], row["handled_by"]): float(row["value"]) for row in rows
    }
    return Province(seed, place / "kept", figures, {row["reporting_unit"]: row["level"] for row in rows})


@pytest.fixture(autouse=True)
def _there(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(province.kept))
    monkeypatch.chdir(ROOT)


def parts_of_rates() -> dict[str, tuple[str, str]]:
    with (ROOT / "data" / "reference" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["indicator"]: (row["numerator"], row["denominator"])
            for row in csv.DictReader(file)
            if row["denominator"]
        }
    return MORE | found


def figure(figures: Figures, unit: str, period: str, code: str, handled_by: str) -> float | None:
    """What a unit reported; of dossiers split by who handles them all together, on time as both of its kinds."""
    if (value := figures.get((unit, period, code, handled_by))) is not None:
        return value
    kinds = [figures.get((unit, period, f"dossiers_resolved_{kind}", handled_by)) for kind in KINDS]
    if code == "dossiers_resolved_on_time" and None not in kinds:
        return sum(kind or 0 for kind in kinds)
    split = [figures.get((unit, period, code, each)) for each in formatting.HANDLED_BY if each not in ("", "all")]
    known = [value for value in split if value is not None]
    return sum(known) if known and not handled_by else None


def rate(province: Province, units: list[str], period: str, indicator: str, handled_by: str) -> float | None:
    """Σ numerator ÷ Σ denominator over the units that have both."""
    both = [
        tuple(figure(province.figures, unit, period, code, handled_by) for code in parts_of_rates()[indicator])
        for unit in units
    ]
    known = [(part, whole) for part, whole in both if part is not None and whole is not None]
    below = sum(whole for _, whole in known)
    return 100 * sum(part for part, _ in known) / below if below else None


def tables(app: AppTest, kind: str) -> list[lxml.html.HtmlElement]:
    assert not app.exception
    bodies = [piece.proto.body for piece in app.get("html") if f"class='{kind}'" in piece.proto.body]
    found = [table for body in bodies for table in lxml.html.fromstring(f"<div>{body}</div>").iter("table")]
    return [table for table in found if table.get("class") == kind]


def lines(app: AppTest) -> list[tuple[str, str, str]]:
    """Indicator, handled_by and the value as it stands there, of every line of a headline table."""
    titles = {name: code for code, name in overview.TITLES.items()}
    splits = {name.lower(): code for code, name in formatting.HANDLED_BY.items() if code}
    found = []
    for table in tables(app, "lines"):
        for row in table.xpath(".//tbody/tr"):
            (head,) = row.xpath("./th")
            small = " ".join(piece.text_content() for piece in head.xpath("./small"))
            name = next(title for title in titles if head.text_content().startswith(title))
            handled_by = next((code for split, code in splits.items() if split in small), "")
            value = "".join(cell.text_content() for cell in row.xpath("./td[@class='now']"))
            found.append((titles[name], handled_by, value.strip()))
    return found


def test_the_headline_figures_of_a_level_are_those_of_the_export(province: Province) -> None:
    chosen, checked = random.Random(province.seed), 0
    for period in chosen.sample(PERIODS, 3):
        for level in LEVELS:
            units = [unit for unit, own in province.levels.items() if own == level]
            for indicator, handled_by, shown in lines(open_page("overview", ky=period, cap=level)):
                if not shown:
                    continue
                expected = rate(province, units, period, indicator, handled_by)
                assert shown == formatting.percent(expected, fixed=True), (period, level, indicator, handled_by)
                checked += 1
    assert checked > 20


def test_a_profile_shows_the_figures_of_the_export(province: Province) -> None:
    chosen, checked = random.Random(province.seed), 0
    parts = {name: f"dossiers_{part}" for part, name in profile.FLOW_PARTS.items()}
    counts = {name: code for code, name in profile.COUNT_NAMES.items()}
    for _ in range(6):
        period = chosen.choice(PERIODS)
        app = open_page("profile", ky=period)
        (box,) = [one for one in app.selectbox if one.label == texts.REPORTING_UNIT]
        unit = chosen.choice(box.options)
        name = next((one for one in province.levels if unit == one or unit.startswith(f"{one} ")), None)
        if name is None:
            continue
        app = box.select(unit).run()
        for indicator, handled_by, shown in lines(app):
            if shown and (expected := rate(province, [name], period, indicator, handled_by)) is not None:
                assert shown == formatting.percent(expected, fixed=True), (unit, period, indicator)
                checked += 1
        for table in tables(app, "balance"):
            for row in table.xpath(".//tbody/tr"):
                (head,) = row.xpath("./th")
                label = (head.xpath("./a") or [head])[0].text_content()
                code = parts.get(label) or counts.get(label)
                cells = [cell.text_content() for cell in row.xpath("./td")]
                if code and (name, period, code, "") in province.figures and len(cells) > 1:
                    assert cells[0] == formatting.number(province.figures[name, period, code, ""]), (unit, period, code)
                    checked += 1
    assert checked > 20


def test_a_league_ranks_the_figures_of_the_export_beside_those_of_the_year_before(province: Province) -> None:
    indicator, chosen, checked = "dossiers_on_time_rate", random.Random(province.seed), 0
    for level in ("commune", "department"):
        period = chosen.choice(("2024", "2024-H1"))
        units = [unit for unit, own in province.levels.items() if own == level]
        app = open_page("dossiers", ky=period, cap=level, muc="dung-han")
        (table,) = [each.value for each in app.dataframe if dossiers.RANK in each.value.columns]
        rates = {unit: rate(province, [unit], period, indicator, "") for unit in units}
        enough = {
            unit: round(value, 9)
            for unit, value in rates.items()
            if value is not None and province.figures[unit, period, "dossiers_resolved", ""] >= need.SMALL
        }
        for row in table.to_dict("records"):
            unit = row[texts.COLUMNS["display"]].removesuffix(texts.PROVISIONAL_UNIT)
            assert row[texts.MARK_COMPUTED] == formatting.percent(rates[unit])
            rank = 1 + sum(value > enough[unit] for value in enough.values()) if unit in enough else None
            assert str(row[dossiers.RANK]).lstrip("=") == (dossiers.FEW if rank is None else str(rank)), (unit, period)
            if any(letter.isdigit() for letter in row[dossiers.LAST_YEAR]):
                earlier = rate(province, [unit], period.replace("2024", "2023"), indicator, "")
                assert row[dossiers.LAST_YEAR] == formatting.percent(earlier), (unit, period)
                checked += 1
            checked += 2
    assert checked > 20


def test_every_level_has_figures(province: Province) -> None:
    assert set(LEVELS) <= set(province.levels.values())
