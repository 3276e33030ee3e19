"""Rules as data: every line fires where it should, names the figures it rests on, and is silent otherwise."""

import csv
from collections.abc import Mapping

import pytest

from etl import rulebook, rules
from etl.problems import KINDS
from tests.judging import figures, found_in, judge, key, put, warehouse
from tests.rule_cases import CASES, Case
from tests.workbooks import TABLES

SHIPPED = {row["line"]: row for row in rulebook.load().tables["rules"]}
LINE = {**dict.fromkeys(rulebook.TABLES["rules"], ""), "line": "X-1", "kind": "linear", "severity": "warning",
        "sentence": "…"}  # fmt: skip
every_case = pytest.mark.parametrize("case", CASES, ids=[f"{case.line}-{n}" for n, case in enumerate(CASES)])


def parsed(**fields: str) -> list[rules.Term]:
    return rules.terms([{**LINE, **fields}], TABLES.indicators)


@every_case
def test_it_fires_and_names_its_figures(case: Case) -> None:
    mine, _, beside = case.fires.partition("|")
    found = [finding for finding in found_in(f"{mine};{beside}") if finding.line == case.line]
    assert [finding.cells for finding in found] == [frozenset(map(key, figures(mine)))]


@every_case
def test_it_is_silent_where_nothing_is_wrong(case: Case) -> None:
    assert [finding for finding in found_in(case.silent) if finding.line == case.line] == []


def test_every_line_that_is_asked_of_figures_has_a_case() -> None:
    asked = {line for line, row in SHIPPED.items() if row["kind"] != "reading"}
    assert asked - {case.line for case in CASES} == {"correction_stopped"}  # below


@pytest.mark.parametrize(
    ("stands", "action", "expected"),
    [
        ("staff_assigned 1198 raw=1.198", "replace", 0),
        ("staff_assigned 1185 raw=1.185", "replace", 1),
        ("staff_present 3", "replace", 1),
        ("staff_assigned 1198 raw=1.198", "drop", 0),
        ("staff_assigned 1185 raw=1.185", "drop", 1),
        ("staff_present 3", "drop", 1),
    ],
)
def test_a_correction_that_no_longer_applies(stands: str, action: str, expected: int) -> None:
    con = warehouse()
    con.execute(
        "INSERT INTO corrections VALUES ('K1', 'dak-lak.huyen-lak', '2022', 'staff_assigned', '', 'own_appendix', "
        "'1.198', ?, 1185, 'theo quyết định', 'x', '2023-01-01', 'active', 'imported')",
        [action],
    )
    put(con, figures(stands))
    found = [finding for finding in judge(con) if finding.line == "correction_stopped"]
    assert len(found) == expected
    (rows,) = con.execute("SELECT count(*) FROM open_findings WHERE code = 'correction_stopped'").fetchone() or (0,)
    assert rows == expected
    con.close()


def test_a_withdrawn_correction_is_no_finding() -> None:
    con = warehouse()
    con.execute(
        "INSERT INTO corrections VALUES ('K1', 'dak-lak.huyen-lak', '2022', 'staff_assigned', '', 'own_appendix', "
        "'1.198', 'drop', NULL, 'x', 'x', '2023-01-01', 'withdrawn', 'imported')"
    )
    assert judge(con) == []
    con.close()


# ---- the sentences -------------------------------------------------------------------------------------------------


def test_a_sentence_says_the_figures_as_they_are_written_here() -> None:
    con = warehouse()
    put(con, figures(next(case.fires for case in CASES if case.line == "V05-rate")))
    judge(con)
    (sentence,) = con.execute("SELECT sentence FROM findings WHERE line = 'V05-rate'").fetchone() or ("",)
    assert "22.963" in sentence
    assert "99,93 %" in sentence
    assert "{" not in sentence
    con.close()


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, "—"), (0, "0"), (-0.0, "0"), (357, "357"), (22979, "22.979"), (53.66, "53,66"), (1.5, "1,5"),
        (99.9963, "99,9963"), (0.001, "0,001"), (10.004, "10,004"), (1234567.8, "1.234.567,8"), (-3.25, "-3,25"),
        (1e19, "10.000.000.000.000.000.000"),
    ],
)  # fmt: skip
def test_numbers_in_sentences(value: float | None, wanted: str) -> None:
    con = warehouse()
    assert con.execute("SELECT said(?::DOUBLE)", [value]).fetchone() == (wanted,)
    con.close()


@pytest.mark.parametrize(("raw", "wanted"), [("100%", 0), ("53,66", 2), (" 14,2 % ", 1), ("99.97%", 2), ("30", 0)])
def test_decimals_of_a_printed_rate(raw: str, wanted: int) -> None:
    con = warehouse()
    assert con.execute("SELECT printed_decimals(?)", [raw]).fetchone() == (wanted,)
    con.close()


# ---- the language --------------------------------------------------------------------------------------------------


def test_terms_are_read() -> None:
    found = parsed(terms="dossiers_received@all + dossiers_pending@? <= units@commune unless staff_assigned@")
    told = [(t.side, t.relation, t.indicator, t.handled_by, t.is_optional) for t in found]
    assert told == [
        ("left", "<=", "dossiers_received", "all", False),
        ("left", "<=", "dossiers_pending", "", True),
        ("right", "<=", "units", "commune", False),
        ("unless", "<=", "staff_assigned", "", False),
    ]


def test_a_star_stands_for_each_indicator_that_is_reported_by_level() -> None:
    found = parsed(terms="*@all = *@district + *@commune")
    stands_for = {term.indicator for term in found}
    assert {"procedures_in_force", "dossiers_received", "work_files_total"} <= stands_for
    assert not {"staff_assigned", "dossiers_on_time_rate", "psu_total"} & stands_for
    assert len({term.identity for term in found}) == len(stands_for) == len(found) / 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"terms": "staff_assigned"},
        {"terms": "staff_assigned = nothing"},
        {"terms": "staff_assigned@somewhere = staff_present"},
        {"terms": "staff_assigned@ = staff_present"},
        {"terms": "units@commune = communes_total@"},
        {"terms": "staff_assigned? = staff_present"},
        {"terms": "staff_assigned = units"},
        {"terms": "staff_assigned > staff_present"},
        {"kind": "magic", "terms": "staff_assigned = staff_present"},
        {"severity": "error", "terms": "staff_assigned = staff_present"},
        {"sentence": "", "terms": "staff_assigned = staff_present"},
        {"sentence": "{value}", "terms": "staff_assigned = staff_present"},
        {"codes": "no_such_problem", "terms": "staff_assigned = staff_present"},
        {"kind": "reading", "sentence": ""},
        {"kind": "sources", "terms": "own_appendix = hearsay"},
        {"kind": "rate", "terms": "staff_fill_rate"},
        {"kind": "rate_high", "terms": "no_such_rate"},
        {"kind": "vocabulary", "terms": "mức độ 3"},
    ],
)
def test_a_rule_that_means_nothing_is_refused_with_its_line(wrong: Mapping[str, str]) -> None:
    with pytest.raises(ValueError, match=r"rules\.csv, X-1: "):
        parsed(**wrong)


def test_a_line_is_given_once() -> None:
    rule = {**LINE, "terms": "staff_assigned = staff_present"}
    with pytest.raises(ValueError, match="given twice"):
        rules.terms([rule, rule], TABLES.indicators)


# ---- the shipped tables --------------------------------------------------------------------------------------------


def test_a_problem_says_one_rule() -> None:
    codes = [code for row in SHIPPED.values() for code in row["codes"].split()]
    assert len(codes) == len(set(codes))
    silent = set(KINDS) - set(codes)
    about_figures = {code for code in silent if not code.startswith(("file_", "wording_"))}
    assert about_figures == {  # of the machine, of the order of files, or for the record
        "internal_error", "strict_refused", "original_missing", "form_several", "unit_parent_assumed",
        "older_document", "undated_order", "figure_vanished", "archive_refused", "archive_entry", "dates_dropped",
        "beside_another", "loaded_already",
    }  # fmt: skip


def test_every_line_is_of_its_rule_and_says_where_it_stands() -> None:
    for line, row in SHIPPED.items():
        assert line.startswith(row["rule"]) or line == "correction_stopped"
        assert row["name"]
        assert row["source"]


def test_limits_are_numbers_and_those_that_are_asked_for_exist() -> None:
    with (rulebook.FOLDER / "limits.csv").open(encoding="utf-8", newline="") as table:
        limits = {row["name"]: float(row["value"]) for row in csv.DictReader(table)}
    sql = (rulebook.FOLDER.parent.parent / "etl" / "findings.sql").read_text("utf-8")
    asked = {part.partition("'")[0] for part in sql.split("a_limit('")[1:]}
    assert asked <= set(limits)
    assert set(limits) - asked == {"coverage_minimum", "report_working_days"}  # of totals and reports
