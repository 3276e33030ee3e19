"""Posts that nobody holds: of assigned and present, at one date. Nothing here adds over periods; posts are stocks."""

import pandas as pd


def with_vacancy(pairs: pd.DataFrame) -> pd.DataFrame:
    """Rows of `comparison.pair_league` with `vacant` (posts, negative where more are present) and `vacancy` (percent).

    Highest vacancy first, then who cannot be compared, then who did not report. Nothing assigned has no share.
    """
    vacant = pairs["whole_value"] - pairs["part_value"]
    told = pairs.assign(vacant=vacant, vacancy=100 * vacant / pairs["whole_value"].where(pairs["whole_value"] > 0))
    return told.sort_values(
        ["reported", "vacancy"], ascending=[False, False], na_position="last", kind="stable", ignore_index=True
    )


def of_fill_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """Rows of query `side_by_side` of a fill rate as vacancy: `vacancy` and `before` (the same window), percent."""
    told = rates.assign(vacancy=100 - rates["value"], before=100 - rates["base_value"])
    return told.assign(change=told["vacancy"] - told["before"])
