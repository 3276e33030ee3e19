"""Grids of thousands of units: the first and the last by their latest value, and whoever is pinned."""

import pandas as pd

from dashboard import ends


def grid(count: int) -> pd.DataFrame:
    """Units whose latest value is their number; every tenth has none in the second period, the last none at all."""
    rows = [
        (f"u{number}", period, None if number == count - 1 or (period == "b" and number % 10 == 0) else value)
        for period in ("a", "b")
        for number in range(count)
        for value in [float(number)]
    ]
    return pd.DataFrame(rows, columns=["reporting_unit", "period", "value"]).astype({"value": "float64"})


def test_few_units_are_all_drawn_in_an_order_that_is_said() -> None:
    rows = grid(150)
    some, note = ends.over_periods(rows, rows["period"] == "b", "Quý IV/2024")
    assert some is rows
    assert note == "Xếp theo Quý IV/2024, số lớn đứng trước."


def test_of_thousands_the_ends_of_the_last_period_and_the_pinned_ones() -> None:
    rows = grid(2000)
    some, note = ends.over_periods(rows, rows["period"] == "b", "Quý IV/2024", ["u777"])
    reported = [number for number in range(1999) if number % 10]
    first, last = ({f"u{number}" for number in of} for of in (reported[-10:], reported[:10]))
    assert set(some["reporting_unit"]) == first | last | {"u777"}
    assert len(some) == 2 * 21
    assert note.startswith("Xếp theo Quý IV/2024")
    assert "21 trên 2.000" in note or "21 trên 2000" in note
