"""What may be added, over units and over time, and what an addition says of itself: n of m, windows, coverage."""

from collections.abc import Callable, Sequence

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import queries
from etl import aggregation
from etl.aggregation import AggregationError, Declared
from tests.workbooks import TABLES
from tests.world import ON_TIME, ON_TIME_RATE, RECEIVED, RESOLVED, STAFF, Fact, World

FLAG, PROCEDURES = "onestop_connected_district_flag", "procedures_in_force"


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit(*"abcdef")


def declared(code: str) -> Declared:
    of = TABLES.indicators[code]
    return Declared(code, of.name, of.kind, of.aggregation, of.over_time, bool(of.numerator and of.denominator))


def said(value: float) -> str:
    return "-" if value != value else f"{value:g}"


def total(
    world: World, indicator: str = RECEIVED, handled_by: str = "", level: str = "commune", within: str = ""
) -> dict[str, str]:
    """'2024' → 'complete 15, 2/2' or 'withheld -, 1/6 (1 other)'."""
    found = queries.totals(world.con, indicator, handled_by, level, within)
    return {
        row["period"]: f"{row['status']} {said(row['value'])}, {row['reported']}/{row['expected']}"
        + (f" ({row['other_window']} other)" if row["other_window"] else "")
        for row in found.to_dict("records")
    }


# ---- what is declared --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "levels", "handled_by", "why"),
    [
        (RECEIVED, ["commune", "district"], [""], "các cấp khác nhau"),
        (RECEIVED, ["commune"], ["commune", "district"], "các cấp giải quyết khác nhau"),
        (PROCEDURES, ["commune"], [""], "đếm trùng"),
        ("staff_cut_rate_vs_plan", ["commune"], [""], "không có đủ số gốc"),
        ("psu_cut_rate_vs_2015", ["commune"], [""], "không có đủ số gốc"),
        ("postal_service_status", ["commune"], [""], "không phải số lượng"),
    ],
)
def test_a_forbidden_sum_over_units_says_why(
    indicator: str, levels: Sequence[str], handled_by: Sequence[str], why: str
) -> None:
    with pytest.raises(AggregationError, match=why) as raised:
        aggregation.over_units(declared(indicator), levels, handled_by)
    assert TABLES.indicators[indicator].name in str(raised.value)
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    ("indicator", "periods", "why"),
    [
        (RECEIVED, ["2024-Q1", "2024-Q2"], "báo cáo tháng, báo cáo quý"),
        (RECEIVED, ["2024-M01"], "báo cáo tháng"),
        (RECEIVED, ["2022-07-08/2023-03-31", "2024"], "báo cáo tháng"),
        (RECEIVED, ["2024-H1", "2024-9M"], "chứa nhau"),
        (RECEIVED, ["2024", "2024-H1"], "chứa nhau"),
        (RECEIVED, ["2024", "2024"], "chứa nhau"),
        (RECEIVED, [], "Chưa chọn kỳ"),
        (STAFF, [], "Chưa chọn kỳ"),
        ("dossiers_to_process", ["2023", "2024"], "chuyển từ kỳ trước"),
        ("dossiers_carried_over", ["2023", "2024"], "chuyển từ kỳ trước"),
        ("staff_cut_rate_vs_plan", ["2023", "2024"], "không cộng qua các kỳ"),
    ],
)
def test_a_forbidden_sum_over_time_says_why(indicator: str, periods: Sequence[str], why: str) -> None:
    with pytest.raises(AggregationError, match=why):
        aggregation.over_time(declared(indicator), periods)


def test_the_catalogue_declares_something_for_every_indicator() -> None:
    """Each is added as its kind allows; nothing but counts and money is ever a sum."""
    for code, indicator in TABLES.indicators.items():
        told = declared(code)
        for rule, ask in (("sum", _over_units), ("sum", _over_years)):
            answer = ask(told)
            assert answer != rule or indicator.kind in ("count", "money"), code
        assert _over_units(told) != "share_of_units" or indicator.kind == "flag"
        assert _over_units(told) != "ratio" or (indicator.numerator and indicator.denominator), code


def _over_units(told: Declared) -> str:
    try:
        return aggregation.over_units(told, ["commune"], [""])
    except AggregationError:
        return "none"


def _over_years(told: Declared) -> str:
    try:
        return aggregation.over_time(told, ["2023", "2024"])
    except AggregationError:
        return "none"


@pytest.mark.parametrize(
    "ask",
    [
        lambda con: queries.totals(con, RECEIVED, "", ""),
        lambda con: queries.totals(con, PROCEDURES, "", "commune"),
        lambda con: queries.totals(con, "no_such", "", "commune"),
        lambda con: queries.total_over_time(con, RECEIVED, "", "a", ["2024-Q1", "2024-Q2"]),
        lambda con: queries.total_over_time(con, "staff_fill_rate", "", "a", ["2023", "2024"]),
        lambda con: queries.total_over_time(con, "investment_disbursement_rate", "", "a", ["2023", "2024"]),
    ],
)
def test_a_query_never_adds_what_must_not_be_added(
    world: World, ask: Callable[[duckdb.DuckDBPyConnection], object]
) -> None:
    with pytest.raises(AggregationError):
        ask(world.con)


# ---- over units -----------------------------------------------------------------------------------------------


def test_a_total_says_of_how_many_units_it_is(world: World) -> None:
    world.told(
        *(Fact(unit, "2023", 1) for unit in "abcdef"), *(Fact(unit, "2024", 2) for unit in "abcde"),
        *(Fact(unit, "2025", 3) for unit in "abc"),
    )  # fmt: skip
    assert total(world) == {"2023": "complete 6, 6/6", "2024": "partial 10, 5/6", "2025": "withheld -, 3/6"}


def test_the_limit_of_coverage_is_data(world: World) -> None:
    world.told(*(Fact(unit, "2023", 1) for unit in "abc"), *(Fact(unit, "2024", 2) for unit in "ab"))
    assert total(world)["2024"] == "partial 4, 2/3", "two of three are two thirds"
    world.con.execute("UPDATE limits SET value = 70 WHERE name = 'coverage_minimum'")
    assert total(world)["2024"] == "withheld -, 2/3"
    world.con.execute("UPDATE limits SET value = 66.6666 WHERE name = 'coverage_minimum'")


def test_other_windows_are_left_out_and_counted(world: World) -> None:
    world.told(*(Fact(unit, "2024", 1) for unit in "abcde"), Fact("f", "2024", 90, window=("2024-01-01", "2024-12-31")))
    assert total(world) == {"2024": "partial 5, 5/6 (1 other)"}


def test_two_windows_of_as_many_units_are_chosen_between_alike(world: World) -> None:
    """Whatever the order in which they came."""
    calendar = ("2024-01-01", "2024-12-31")
    facts = [Fact(unit, "2024", n, window=calendar if n > 2 else None) for n, unit in enumerate("abcdef")]
    world.con.execute("UPDATE limits SET value = 50 WHERE name = 'coverage_minimum'")
    for order in (facts, facts[::-1], facts[2:] + facts[:2]):
        assert total(world.clear().unit(*"abcdef").told(*order)) == {"2024": "partial 3, 3/6 (3 other)"}
    world.con.execute("UPDATE limits SET value = 66.6666 WHERE name = 'coverage_minimum'")


def test_cumulative_and_in_period_are_two_things_in_a_quarter_s_report(world: World) -> None:
    facts = [Fact(unit, "2024-Q2", 10, basis="cumulative" if unit == "f" else "") for unit in "abcdef"]
    assert total(world.told(*facts)) == {"2024-Q2": "partial 50, 5/6 (1 other)"}
    same = [Fact(unit, "2024-H1", 10, basis="cumulative" if unit == "f" else "") for unit in "abcdef"]
    assert total(world.told(*same))["2024-H1"] == "complete 60, 6/6"


def test_stocks_of_other_days_are_left_out(world: World) -> None:
    early = ("2023-12-15", "2024-11-14")
    world.told(*(Fact(unit, "2024", 1, STAFF, window=early if unit == "f" else None) for unit in "abcdef"))
    assert total(world, STAFF) == {"2024": "partial 5, 5/6 (1 other)"}


def test_a_ratio_is_of_the_sums_of_units_with_both_parts(world: World) -> None:
    """Not the mean of 100, 0 and 50 %; a printed rate without parts stays out; nothing received is a report."""
    parts = {"a": (100, 100), "b": (0, 10), "c": (5, 10), "d": (0, 0)}
    world.told(
        *(Fact(unit, "2024", part, ON_TIME) for unit, (part, _) in parts.items()),
        *(Fact(unit, "2024", whole, RESOLVED) for unit, (_, whole) in parts.items()),
        Fact("e", "2024", 7, RESOLVED), *(Fact(unit, "2024", 99, ON_TIME_RATE) for unit in "abcde"),
    )  # fmt: skip
    assert total(world, ON_TIME_RATE) == {"2024": "partial 87.5, 4/5"}
    row = queries.totals(world.con, ON_TIME_RATE, "", "commune").iloc[0]
    assert (row["numerator"], row["denominator"]) == (105, 120)


def test_a_part_of_nothing_is_a_contradiction_and_no_part(world: World) -> None:
    world.told(
        *(Fact(unit, "2024", 5, ON_TIME) for unit in "abcdef"),
        *(Fact(unit, "2024", 0 if unit == "f" else 10, RESOLVED) for unit in "abcdef"),
    )
    assert total(world, ON_TIME_RATE) == {"2024": "partial 50, 5/6"}


def test_of_nothing_at_all_there_is_no_ratio(world: World) -> None:
    world.told(*(Fact(unit, "2024", 0, what) for unit in "abcdef" for what in (ON_TIME, RESOLVED)))
    assert total(world, ON_TIME_RATE) == {"2024": "zero_denominator -, 6/6"}


def test_a_flag_is_a_share_of_those_that_answered(world: World) -> None:
    world.told(*(Fact(unit, "2024", unit in "ab", FLAG) for unit in "abcd"), Fact("e", "2024", 5))
    assert total(world, FLAG) == {"2024": "partial 50, 4/5"}


def test_communes_in_a_district_s_report_are_not_added_to_the_communes(world: World) -> None:
    """The district's table says 60 for its communes; the communes say it themselves."""
    world.unit("huyện", level="district").told(
        *(Fact(unit, "2024", 10, handled_by="commune" if unit < "d" else "") for unit in "abcdef"),
        Fact("huyện", "2024", 60, handled_by="commune"), Fact("huyện", "2024", 7, handled_by="district"),
    )  # fmt: skip
    assert total(world, handled_by="commune") == {"2024": "complete 60, 6/6"}
    assert total(world, handled_by="commune", level="district") == {"2024": "complete 60, 1/1"}
    assert total(world, handled_by="district", level="district") == {"2024": "complete 7, 1/1"}


def test_a_commune_that_says_it_twice_counts_once(world: World) -> None:
    world.told(Fact("a", "2024", 10), Fact("a", "2024", 10, handled_by="commune"), Fact("b", "2024", 1))
    assert total(world) == total(world, handled_by="commune") == {"2024": "complete 11, 2/2"}


def test_the_total_over_levels_of_a_commune_is_its_own(world: World) -> None:
    """A form with the columns all and commune, or all alone: for a commune that is one series with the plain figure."""
    world.told(
        Fact("a", "2024", 10, handled_by="all"), Fact("a", "2024", 10, handled_by="commune"),
        Fact("b", "2024", 8, ON_TIME, "all"), Fact("b", "2024", 10, RESOLVED, "all"), Fact("b", "2024", 1),
    )  # fmt: skip
    assert total(world) == total(world, handled_by="all") == {"2024": "complete 11, 2/2"}
    rows = queries.league(world.con, ON_TIME_RATE, "", "2024", "commune")
    assert rows[["reporting_unit", "value"]].values.tolist() == [["b", 80]]


def test_the_commune_s_own_appendix_comes_before_its_prose_whatever_the_level(world: World) -> None:
    world.told(Fact("a", "2024", 100, handled_by="commune"), Fact("a", "2024", 99, source="narrative"))
    assert total(world) == total(world, handled_by="commune") == {"2024": "complete 100, 1/1"}


def test_provinces_are_told_apart(world: World) -> None:
    world.unit("m", "n", province="Tỉnh B").told(*(Fact(unit, "2024", 1) for unit in "abcdefm"), Fact("n", "2023", 1))
    assert total(world, within="Tỉnh A") == {"2024": "complete 6, 6/6"}
    assert total(world, within="Tỉnh B") == {"2023": "withheld -, 1/2", "2024": "withheld -, 1/2"}


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.booleans()), min_size=2, max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_parts_add_up_to_the_whole(
    module_world: World, told: list[tuple[int, int, bool]], in_first: list[bool]
) -> None:
    """Sums, numerators and denominators of two halves of the units are those of all, and n of m is a direct count."""
    units = [f"u{number}" for number in range(len(told))]
    world = module_world.clear().unit(*units)
    world.con.execute("UPDATE limits SET value = 0 WHERE name = 'coverage_minimum'")
    world.told(
        *(Fact(unit, "2023", 0, STAFF) for unit in units),
        *(Fact(unit, "2024", whole + part, RESOLVED) for unit, (part, whole, _) in zip(units, told, strict=True)),
        *(Fact(unit, "2024", part, ON_TIME) for unit, (part, _, has) in zip(units, told, strict=True) if has),
    )
    halves = [[u for u, first in zip(units, in_first, strict=False) if first is half] for half in (True, False)]
    for indicator in (RESOLVED, ON_TIME, ON_TIME_RATE):
        whole = _sums(world, indicator, units)
        parts = [_sums(world, indicator, half) for half in halves if half]
        assert [sum(column) for column in zip(*parts, strict=True)] == whole
    having = [(part, part + whole) for part, whole, has in told if has]
    assert _sums(world, ON_TIME_RATE, units)[2:] == [sum(n for n, _ in having), sum(d for _, d in having), len(having)]
    world.con.execute("UPDATE limits SET value = 66.6666 WHERE name = 'coverage_minimum'")


def _sums(world: World, indicator: str, units: Sequence[str]) -> list[float]:
    """Value of a sum, units expected, numerator, denominator, units counted, of 2024."""
    found = queries.totals(world.con, indicator, "", "commune", reporting_units=units, period="2024")
    if found.empty:
        return [0, len(units), 0, 0, 0]
    row = found.fillna(0).iloc[0]
    value = 0 if indicator == ON_TIME_RATE else row["value"]
    return [value, row["expected"], row["numerator"], row["denominator"], row["reported"]]


# ---- a whole that is told by level -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "wholes", "expected"),
    [
        ("district", {"district": 775, "commune": 23009}, 53.39),  # report 000: 12.698 on iGate
        ("district", {"all": 23784, "district": 775, "commune": 23009}, 53.39),
        ("district", {"district": 775}, None),  # 1.638 % of a part is not the rate of the whole
        ("commune", {"commune": 23784}, 53.39),
        ("commune", {"": 23784}, 53.39),
    ],
)
def test_one_level_is_not_the_whole_of_a_unit_that_has_more(
    world: World, level: str, wholes: dict[str, float], expected: float | None
) -> None:
    world.unit("u", level=level).told(
        Fact("u", "2022", 12698, "igate_dossiers"),
        *(Fact("u", "2022", value, handled_by=by) for by, value in wholes.items()),
    )
    found = world.rows("SELECT round(value, 2) FROM ratios('reported_figures') WHERE indicator = 'igate_dossier_rate'")
    assert found == ([] if expected is None else [(expected,)])
