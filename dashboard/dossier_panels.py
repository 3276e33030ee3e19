"""The cards of dossiers by reporting unit: the league of a rate, and what resolved dossiers are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from dashboard import (
    address,
    cards,
    chart_words,
    charts,
    comparison,
    controls,
    drill,
    filters,
    formatting,
    groups,
    panels,
    ranking,
    store,
    tables,
    targets,
    texts,
    totals,
)  # fmt: skip
from dashboard import dossier_texts as words
from dashboard.charts.frame import DENSE_FROM
from dashboard.groups import Group
from dashboard.overview import need
from dashboard.queries.side_by_side import year_before
from dashboard.records import records

_HANDLED_BY = "cg"
NAN = float("nan")


def handled_by(group: Group, *indicators: str) -> str:
    """The one level of handling that the page shows: a commune's and a department's own, else the reader's choice."""
    found = group.handled_by(*indicators)
    if group.level in ("commune", "department") and "" in found:
        return ""
    if len(found) < 2:
        return found[0] if found else ""
    names = {code: formatting.HANDLED_BY[code] for code in found}
    return controls.segments(_HANDLED_BY, words.HANDLED_BY, names)


@dataclass(frozen=True)
class League:
    """Every reporter in the order of a rate: rates as in `comparison.rate_league`, with rank, move, base and target.

    `median` of the level, over how many units it was `ranked`, and of how many the year before is known (`moved`).
    """

    rows: pd.DataFrame
    median: float
    ranked: int
    moved: int


def league(group: Group, indicator: str, series: str) -> League:
    """The league of a rate among the group's reporters; ranks are those of the whole level."""
    return store.made(_league, filters.current(), group.theme, group.level, indicator, series)


def _league(choice: filters.Filters, theme: str, of_level: str, indicator: str, series: str) -> League:
    group = groups.of_level(choice, theme, of_level)
    sign = -1 if (group.rates.loc[group.rates["indicator"] == indicator, "polarity"] == "lower").any() else 1
    ranks = store.made(_ranks, choice.period, group.level, indicator, series, sign)
    rows = comparison.rate_league(group.rates, group.reporters, indicator, series)
    _put_beside(rows, ranks, {"base_value": NAN, "change": NAN, "rank": NAN, "move": NAN, "is_small": False})
    _put_beside(rows, ranks, {"is_tied": False})
    _put_beside(rows, targets.of_level(indicator, series, choice.period, group.level), {"target": NAN})
    rows = ranking.in_order(rows, sign)
    rows["label"] = [_label(*row) for row in zip(rows["display"], rows["rank"], rows["is_tied"], strict=True)]
    median = need.median(ranks["value"].dropna().to_numpy(float))
    return League(rows, median, int(ranks["rank"].notna().sum()), int(ranks["move"].notna().sum()))


def _ranks(period: str, level: str, indicator: str, series: str, sign: int) -> pd.DataFrame:
    """The ranks of the whole level, which are the same whoever is chosen."""
    found = store.fetch("side_by_side", period=period, indicators=(indicator,), level=level)
    return ranking.ranked(found[found["handled_by"] == series], sign, need.SMALL)


def _put_beside(rows: pd.DataFrame, others: pd.DataFrame, wanted: Mapping[str, Any]) -> None:
    """Give `rows` columns of another frame, from each unit's first row there; `wanted` has what stands for none.

    What a merge does, at a fraction of its cost for the few dozen rows of a chart.
    """
    found = dict(zip(reversed(others["reporting_unit"].tolist()), range(len(others) - 1, -1, -1), strict=True))
    places = [found.get(unit) for unit in rows["reporting_unit"].tolist()]
    for name, none in wanted.items():
        values = others[name].tolist()
        rows[name] = [none if place is None else values[place] for place in places]


def rank_panel(group: Group, indicator: str, series: str, title: str, *, everyone: bool) -> panels.Panel | None:
    """The league of a rate."""
    pinned = tuple(address.asked(address.PINNED))
    card = store.made(
        _rank_card, filters.current(), group.theme, group.level, indicator, series, title, everyone, pinned
    )
    return None if card is None else partial(cards.show, group, card)


def _rank_card(
    choice: filters.Filters, theme: str, of_level: str, indicator: str, series: str, title: str, everyone: bool,
    pinned: Sequence[str],
) -> cards.Card | None:  # fmt: skip
    group = groups.of_level(choice, theme, of_level)
    found = league(group, indicator, series)
    rows = found.rows
    if (rows["state"] == "missing").all():
        return None
    same = {"indicator": indicator, "handled_by": series}
    rows = drill.opened(rows, rows["state"] != "missing", **same)
    rows["base_asked"] = drill.codes(rows, rows["base_value"].notna(), period=year_before(choice.period), **same)
    shown = ranking.shortened(rows, pinned, everyone=everyone)
    known = [float(each) for name in ("computed", "base_value", "target") for each in shown.rows[name].dropna()]
    start = ranking.axis_start([*known, *shown.rows["printed"].dropna()])
    median = found.median if found.ranked > 2 else None
    told_of = records(shown.rows)
    dense = len(told_of) >= DENSE_FROM
    drawn = shown.rows.assign(
        told=[_told(row, dense=dense) for row in told_of], hover=[chart_words.rate_hover(row) for row in told_of]
    )
    moves = words.RANKS_MOVED.format(moved=found.moved) if found.moved else ""
    ranks = words.RANKS_OF.format(ranked=found.ranked, small=need.SMALL, moves=moves)
    said = [
        totals.words(totals.of(group, indicator, series), "%"),
        *targets.lines(group, indicator, series, "%"),
        *panels.window_notes(rows, group.start, group.end),
        " ".join(
            [
                *([ranks] if found.ranked > 1 else []),
                *([words.LEFT_OUT.format(count=shown.left_out)] if shown.left_out else []),
                *([words.AXIS_STARTS.format(start=formatting.number(start))] if start else []),
            ]
        ),
    ]
    figure = charts.ranked_rates(
        drawn, start=start, median=median, cut=shown.cut,
        median_words="" if median is None else words.MEDIAN.format(value=formatting.percent(median)),
    )  # fmt: skip
    values = drawn["computed"].fillna(drawn["printed"])
    parts = [panels.catalogue(indicator, part) for part in ("numerator", "denominator")]
    return cards.Card(
        f"rank-{group.level}-{indicator}-{series}", groups.split_title(title, series), "%", figure,
        lambda: _table(rows), list(zip(drawn["display"], values, strict=True)),
        said, _marks_of(drawn, has_median=median is not None, of_dots=bool(start)),
        [(code, series) for code in (indicator, *parts) if code], _rows_open(rows),
    )  # fmt: skip


def _marks_of(rows: pd.DataFrame, *, has_median: bool, of_dots: bool) -> str:
    """The legend of a league: what its marks and its column of figures show, and nothing that is not there."""
    usual = rows["computed"].notna()
    moved = rows["move"].fillna(0) != 0
    there = {
        "dot" if of_dots else "bar": usual.any(),
        "before": rows["base_value"].notna().any(),
        "target": rows["target"].notna().any(),
        "median": has_median,
        "few_dot" if of_dots else "few_bar": (rows["is_small"].astype(bool) & usual).any(),
        "printed": (rows["disagrees"].astype(bool) | (rows["state"] == "printed_only")).any(),
        "moved": (moved & ~rows["disagrees"].astype(bool)).any(),
    }
    return "\u2003".join(words.LEAGUE_MARKS[mark] for mark, is_there in there.items() if is_there)


def spread_panel(group: Group, indicator: str, title: str, *, everyone: bool) -> panels.Panel | None:
    """How far a rate has come from the first period of the same kind to the last one up to the chosen."""
    history = store.fetch(
        "trend", indicator=indicator, handled_by="", kind=group.kind, level=group.level,
        reporting_units=filters.current().reporting_units,
    )  # fmt: skip
    codes = [code for code in dict.fromkeys(history["period"]) if code <= filters.current().period]
    if len(codes) < 2:
        return None
    ends = (codes[0], codes[-1])
    first, last = (history[history["period"] == code].set_index("reporting_unit")["value"] for code in ends)
    units = group.reporters["reporting_unit"]
    rows = group.reporters.assign(
        computed=units.map(last), base_value=units.map(first), is_small=False, disagrees=False, printed=float("nan"),
        target=float("nan"), rank=units.map(last), label=group.reporters["display"].map(chart_words.row_label),
    ).sort_values("computed", ascending=False, kind="stable", na_position="last", ignore_index=True)  # fmt: skip
    rows["state"] = ["missing" if pd.isna(value) else "computed" for value in rows["computed"]]
    rows["change"] = rows["computed"] - rows["base_value"]
    for name, column, period in (("asked", "computed", ends[1]), ("base_asked", "base_value", ends[0])):
        rows[name] = drill.codes(rows, rows[column].notna(), period=period, indicator=indicator, handled_by="")
    both = int(rows["change"].notna().sum())
    if not both:
        return None
    labels = [formatting.period_label(code) for code in ends]
    shown = ranking.shortened(rows, address.asked(address.PINNED), everyone=everyone)

    def table() -> pd.DataFrame:
        own = {labels[0]: rows["base_value"], labels[1]: rows["computed"], words.CHANGE: rows["change"]}
        return pd.DataFrame({texts.COLUMNS["display"]: rows["display"], **own})

    def draw() -> None:
        told = shown.rows.assign(move=float("nan"))
        told["told"] = [_told(row, dense=len(told) >= DENSE_FROM) for row in records(told)]
        told["hover"] = [
            f"{chart_words.bold(formatting.for_plot(row['display']))}<br>{labels[0]}: "
            f"{formatting.percent(row['base_value'])}<br>{labels[1]}: {formatting.percent(row['computed'])}"
            for row in records(told)
        ]
        said = [words.SPREAD_COVERAGE.format(coverage=formatting.coverage(both, len(rows)))]
        said += [words.LEFT_OUT.format(count=shown.left_out)] if shown.left_out else []
        cards.show(
            group,
            cards.Card(
                f"spread-{group.level}-{indicator}", words.SPREAD.format(title=title), "%",
                charts.ranked_rates(told, joined=True, cut=shown.cut), table,
                list(zip(told["display"], told["computed"], strict=True)), said,
                words.SPREAD_NOTE.format(first=labels[0], last=labels[1]), [(indicator, "")], _rows_open(rows),
            ),
        )  # fmt: skip

    return draw


def _rows_open(rows: pd.DataFrame) -> list[str]:
    return [drill.several(both) for both in zip(rows["asked"], rows["base_asked"], strict=True)]


def _label(display: str, rank: float, is_tied: bool) -> str:
    """The name behind its rank: '=3. Xã Bình Yên'."""
    return chart_words.row_label(display if pd.isna(rank) else f"{'=' if is_tied else ''}{int(rank)}. {display}")


def _told(row: Mapping[Any, Any], *, dense: bool) -> str:
    """The column of figures: the value, its change, the places moved; a printed rate that contradicts it.

    On two lines where there are few rows: a phone then has more room for the marks.
    """
    if row["state"] != "computed" or row["disagrees"]:
        return chart_words.rate_words(row, dense=dense)
    value, beside = chart_words.bold(formatting.percent(row["computed"], fixed=True)), []
    if row["is_small"]:
        beside = [chart_words.grey(words.FEW)]
    else:
        beside += [] if pd.isna(row["change"]) else [formatting.signed(row["change"], fixed=True)]
        if not pd.isna(row["move"]) and row["move"]:
            beside.append(chart_words.grey(f"{'▲' if row['move'] > 0 else '▼'}{abs(int(row['move']))}"))
    return f"{value}{'&nbsp; ' if dense else '<br>'}{chart_words.small('&nbsp; '.join(beside))}" if beside else value


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """The table of rates with what the league adds."""
    table = tables.rate_table(rows)
    told = records(rows)
    ranks = ["" if pd.isna(row["rank"]) else f"{'=' if row['is_tied'] else ''}{int(row['rank'])}" for row in told]
    table.insert(
        1, words.RANK, [rank or (words.FEW if row["is_small"] else "") for rank, row in zip(ranks, told, strict=True)]
    )
    table.insert(3, words.LAST_YEAR, [formatting.percent(row["base_value"]) for row in told])
    table.insert(4, words.CHANGE, ["" if pd.isna(row["change"]) else formatting.signed(row["change"]) for row in told])
    table.insert(5, words.MOVE, ["" if pd.isna(row["move"]) else formatting.signed(row["move"]) for row in told])
    table.insert(6, words.TARGET, [formatting.percent(row["target"]) for row in told])
    return table
