"""The reviewed tables point at each other, say one thing of one label, and are refused where they do not."""

import csv
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl import axes, labels, reference, row_periods, rulebook, units, values, wording
from etl.memory import Memory
from etl.periods import Period
from etl.table_context import TableContext
from tests.workbooks import TABLES


def test_the_fingerprint_follows_the_content_not_the_line_ends(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.FOLDER, folder)
    assert reference.load(folder).fingerprint == TABLES.fingerprint
    table = folder / "headers.csv"
    table.write_bytes(table.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert reference.load(folder).fingerprint == TABLES.fingerprint
    table.write_bytes(table.read_bytes() + "note,Diễn giải,\r\n".encode())
    assert reference.load(folder).fingerprint != TABLES.fingerprint


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("reporting_units", "ha-noi,Thành phố Hà Nội,thành phố,province,,,01,1900-01-01,", "stands twice"),
        ("reporting_units", "x,Xã X,xã,commune,nowhere,,,1900-01-01,", "parent nowhere"),
        ("reporting_unit_aliases", "xã X,,nowhere,test", "points to nowhere"),
        ("labels", "Nhãn,,nowhere,", "points to nowhere"),
        ("labels", "Nhãn,,staff_assigned,ministry", "unknown level ministry"),
        ("labels", "Tổng số biên chế được giao trong năm,,staff_present,", "stands twice under the same row"),
        ("terms", "tổ chức,^staff", "tổ chức stands twice"),
        ("terms", "tiếp nhận,resolve", "tiếp nhận stands twice"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(tmp_path: Path, table: str, line: str, message: str) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.FOLDER, folder)
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as out:
        out.write(line + "\n")
    with pytest.raises(reference.TableError, match=message):
        reference.load(folder)


def test_tables_saved_by_excel_with_a_mark_at_their_start_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.FOLDER, folder)
    table = folder / "headers.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes())
    assert reference.load(folder).headers == TABLES.headers


# ---- the shipped tables ------------------------------------------------------------------------------------------


def test_parts_of_ratios_are_indicators_of_a_sum() -> None:
    for indicator in TABLES.indicators.values():
        for part in filter(None, (indicator.numerator, indicator.denominator)):
            assert TABLES.indicators[part].kind in ("count", "money"), indicator.indicator
        assert bool(indicator.numerator) == bool(indicator.denominator), indicator.indicator
        assert not indicator.numerator or indicator.kind == "ratio"


def test_kinds_fit_their_measures() -> None:
    for indicator in TABLES.indicators.values():
        kind = {"%": "ratio", "0/1": "flag", "triệu đồng": "money", "text": "text"}.get(indicator.measure)
        assert kind in (None, indicator.kind), indicator.indicator
        assert bool(indicator.options) == (indicator.kind == "enum"), indicator.indicator
        assert set(indicator.levels) <= set(reference.LEVELS)


def test_the_theme_codes_of_the_contract_exist() -> None:
    contract = [
        "dossiers_received",
        "dossiers_received_direct",
        "online_dossiers_received",
        "dossiers_carried_over",
        "dossiers_to_process",
        "dossiers_resolved",
        "dossiers_resolved_early",
        "dossiers_resolved_exactly_on_time",
        "dossiers_resolved_on_time",
        "dossiers_resolved_late",
        "dossiers_pending",
        "dossiers_pending_in_time",
        "dossiers_pending_late",
        "dossiers_on_time_rate",
        "igate_dossiers",
        "igate_dossier_rate",
        "online_dossier_base",
        "online_dossier_rate",
        "onestop_connected_communes",
        "staff_assigned",
        "staff_present",
        "staff_contract",
        "staff_cut_in_period",
        "staff_cut_rate_vs_2015",
        "staff_fill_rate",
        "psu_staff_assigned",
        "psu_staff_present",
        "psu_staff_cut_in_period",
        "investment_plan",
        "investment_disbursed",
        "investment_disbursement_rate",
    ]
    assert [code for code in contract if code not in TABLES.indicators] == []


def test_versions_of_one_name_do_not_overlap() -> None:
    by_name = Counter[tuple[str, str]]()
    for unit in TABLES.units:
        by_name[unit.name, unit.parent or unit.province] += 1
        assert unit.valid_to is None or unit.valid_from <= unit.valid_to
    for unit in TABLES.units:
        for other in TABLES.units:
            if unit is not other and (unit.name, unit.parent) == (other.name, other.parent) and unit.parent:
                assert not other.valid_on(unit.valid_from), unit.reporting_unit


def test_a_unit_lies_under_a_unit_of_a_higher_level_of_the_same_time() -> None:
    for unit in TABLES.units:
        if unit.parent:
            parent = TABLES.unit_of[unit.parent]
            assert units._RANK[parent.level] > units._RANK[unit.level], unit.reporting_unit
            assert parent.valid_on(unit.valid_from) or unit.valid_from.year == 1900
            assert parent.valid_to is None or unit.valid_to is None or unit.valid_to <= parent.valid_to


def test_what_became_of_a_unit_begins_where_it_ended() -> None:
    for event in rulebook.load().tables["reporting_unit_events"]:
        ended, day = TABLES.unit_of[event["old_unit"]].valid_to, date.fromisoformat(event["valid_from"])
        assert ended is not None
        assert ended + timedelta(days=1) == day, event
        assert event["document"]
        assert (event["event"] == "abolish") == (event["relation"] == "none") == (not event["new_unit"]), event
        if event["new_unit"]:
            assert TABLES.unit_of[event["new_unit"]].valid_from == day, event
            assert event["relation"] in ("whole", "part", "unchanged")


def test_every_unit_that_ended_has_an_event() -> None:
    told = {event["old_unit"] for event in rulebook.load().tables["reporting_unit_events"]}
    assert {unit.reporting_unit for unit in TABLES.units if unit.valid_to} <= told


def test_names_of_units_begin_with_their_kind() -> None:
    for unit in TABLES.units:
        assert wording.key(unit.name).startswith(wording.key(unit.kind) + " "), unit.name
        assert unit.bare_name


def test_every_name_of_a_unit_can_be_read_from_a_title() -> None:
    names = {unit.name: _printed(unit.name, unit.kind) for unit in TABLES.units}
    assert [name for name, printed in names.items() if [m.printed for m in units.mentions(name)] != [printed]] == []


def _printed(name: str, kind: str) -> str:
    return kind + name[len(kind) :]


def test_labels_lead_to_indicators_that_may_have_their_level() -> None:
    for key, entries in TABLES.labels.items():
        for entry in entries:
            if entry.indicator:
                levels = TABLES.indicators[entry.indicator].levels
                assert not entry.handled_by or entry.handled_by in levels, key
            assert labels.key_of(key, TABLES) == key


def test_no_label_is_the_name_of_a_body_or_a_kỳ() -> None:
    """So a column most of whose names are labels needs no look at whether they name bodies or kỳ."""
    context = TableContext(TABLES, Memory(), None, Period("2024"))
    with (reference.FOLDER / "labels.csv").open(encoding="utf-8-sig", newline="") as table:
        printed = [row["label"] for row in csv.DictReader(table)]
    assert len(printed) > 400
    assert [text for text in printed if axes.whole_body(text) or row_periods.of_row(text, context)] == []


def test_money_measures_have_a_factor_and_others_have_none() -> None:
    for printed, measure in TABLES.measures.items():
        assert (measure.factor is not None) == (measure.measure == "triệu đồng"), printed


def test_options_of_the_catalogue_are_a_code_book() -> None:
    for indicator in TABLES.indicators.values():
        if indicator.options:
            printed = "; ".join(f"{words} = {digit}" for words, digit in indicator.options.items())
            assert {words: digit for digit, words in values.options(printed).items()} == indicator.options


def test_copied_counts_are_indicators() -> None:
    for pairs in TABLES.copies.values():
        assert len(pairs) > 1
        assert all(code in TABLES.indicators for pair in pairs for code in pair)


def test_units_are_found_by_kind_and_bare_name() -> None:
    found = TABLES.units_named[wording.key("Huyện"), wording.key("Lắk")]
    assert [unit.reporting_unit for unit in found] == ["dak-lak.huyen-lak"]
    assert sum(map(len, TABLES.units_named.values())) == len(TABLES.units)


def test_further_units_are_known_like_the_reviewed_ones() -> None:
    known = TABLES.unit_of["dak-lak.huyen-lak"]
    twin, other = replace(known, reporting_unit="a~moi"), replace(known, reporting_unit="b~moi", name="Huyện Mới")
    more = TABLES.with_units((twin,)).with_units((other,))
    whole = replace(TABLES, units=(*TABLES.units, twin, other))
    assert (more, more.unit_of, more.units_named) == (whole, whole.unit_of, whole.units_named)
    assert (more.wordings, more.ratio_of) == (whole.wordings, whole.ratio_of)
    assert more.units_named[wording.key("Huyện"), wording.key("Lắk")] == (known, twin)
    assert TABLES.with_units(()) is TABLES


def test_tables_that_did_not_change_are_not_read_again() -> None:
    assert reference.load() is reference.load()
