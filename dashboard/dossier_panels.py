"""The cards of dossiers by reporting unit: the league of a rate, and what resolved dossiers are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

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
from dashboard.ranking import NAN
from dashboard.records import Record, records

_HANDLED_BY = "cg"


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
class Standings:
    """Where the units of a whole level stand, which is the same whoever is chosen: with a rank, and with a move."""

    of_unit: Mapping[str, ranking.Standing]
    median: float
    ranked: int
    moved: int


@dataclass(frozen=True)
class League:
    """Every reporter in the order of a rate: rates as in `comparison.rate_league`, with rank, move, base and target.

    Rows and not a frame: each of them is looked at, and a step of pandas on fifty rows costs as much as all of them.
    """

    rows: Sequence[Record]
    level: Standings


def league(group: Group, indicator: str, series: str) -> League:
    """The league of a rate among the group's reporters; ranks are those of the whole level."""
    return store.made(_league, filters.current(), group.theme, group.level, indicator, series)


def _league(choice: filters.Filters, theme: str, of_level: str, indicator: str, series: str) -> League:
    group = groups.of_level(choice, theme, of_level)
    rated = zip(group.rates["indicator"].tolist(), group.rates["polarity"].tolist(), strict=True)
    sign = -1 if (indicator, "lower") in rated else 1
    level = store.made(_standings, choice.period, group.level, indicator, series, sign)
    target_of = targets.by_unit(targets.of_level(indicator, series, choice.period, group.level))
    rows = comparison.rates_of_all(group.rates, group.reporters, indicator, series)
    for row in rows:
        row.update(level.of_unit.get(row["reporting_unit"], ranking.Standing())._asdict())
        row["target"] = target_of.get(row["reporting_unit"], NAN)
        row["label"] = _label(row)
    return League(ranking.in_order(rows, sign), level)


def _standings(period: str, level: str, indicator: str, series: str, sign: int) -> Standings:
    found = store.fetch_of((), "side_by_side", period=period, indicators=(indicator,), level=level)
    ranks = ranking.ranked(found[found["handled_by"] == series], sign, need.SMALL)
    median = need.median(ranks["value"].dropna().to_numpy(float))
    ranked, moved = (int(ranks[name].notna().sum()) for name in ("rank", "move"))
    return Standings(ranking.standings(ranks), median, ranked, moved)


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
    if all(row["state"] == "missing" for row in found.rows):
        return None
    rows = _opened(found.rows, choice.period, indicator, series)
    shown = ranking.shortened(rows, pinned, everyone=everyone)
    values = [row[name] for name in ("computed", "base_value", "target", "printed") for row in shown.rows]
    start = ranking.axis_start([float(value) for value in values if not pd.isna(value)])
    median = found.level.median if found.level.ranked > 2 else None
    dense = len(shown.rows) >= DENSE_FROM
    drawn = [
        {**row, "told": _told(row, dense=dense), "hover": chart_words.rate_hover(row)} for row in shown.rows
    ]  # fmt: skip
    windows = ((row["period_start"], row["period_end"], row["display"]) for row in rows)
    said = [
        totals.words(totals.of(group, indicator, series), "%"),
        *targets.lines(group, indicator, series, "%"),
        *panels.window_lines(comparison.windows_told(windows, group.start, group.end)),
        _rules(found.level, shown.left_out, start),
    ]
    figure = charts.ranked_rates(
        drawn, start=start, median=median, cut=shown.cut,
        median_words="" if median is None else words.MEDIAN.format(value=formatting.percent(median)),
    )  # fmt: skip
    marks = [(row["display"], row["printed"] if pd.isna(row["computed"]) else row["computed"]) for row in drawn]
    parts = [panels.catalogue(indicator, part) for part in ("numerator", "denominator")]
    return cards.Card(
        f"rank-{group.level}-{indicator}-{series}", groups.split_title(title, series), "%", figure,
        lambda: _table(rows), marks, said, _marks_of(drawn, has_median=median is not None, of_dots=bool(start)),
        [(code, series) for code in (indicator, *parts) if code], _rows_open(rows),
    )  # fmt: skip


def _opened(rows: Sequence[Record], period: str, indicator: str, series: str) -> list[Record]:
    """The rows with what their two figures open: `asked`, and of the year before `base_asked`."""
    before = year_before(period)
    return [
        {
            **row,
            "asked": "" if row["state"] == "missing" else _code(row, period, indicator, series),
            "base_asked": "" if pd.isna(row["base_value"]) else _code(row, before, indicator, series),
        }
        for row in rows
    ]


def _code(row: Record, period: str, indicator: str, series: str) -> str:
    return drill.Asked(row["reporting_unit"], period, indicator, series).code


def _rules(level: Standings, left_out: int, start: float) -> str:
    """How ranks are counted, what is not drawn, and where the axis begins; what there is of it, on one line."""
    moves = words.RANKS_MOVED.format(moved=level.moved) if level.moved else ""
    said = [words.RANKS_OF.format(ranked=level.ranked, small=need.SMALL, moves=moves)] if level.ranked > 1 else []
    said += [words.LEFT_OUT.format(count=left_out)] if left_out else []
    said += [words.AXIS_STARTS.format(start=formatting.number(start))] if start else []
    return " ".join(said)


def _marks_of(rows: Sequence[Record], *, has_median: bool, of_dots: bool) -> str:
    """The legend of a league: what its marks and its column of figures show, and nothing that is not there."""
    usual = [row for row in rows if not pd.isna(row["computed"])]
    there = {
        "dot" if of_dots else "bar": bool(usual),
        "before": any(not pd.isna(row["base_value"]) for row in rows),
        "target": any(not pd.isna(row["target"]) for row in rows),
        "median": has_median,
        "few_dot" if of_dots else "few_bar": any(row["is_small"] for row in usual),
        "printed": any(row["disagrees"] or row["state"] == "printed_only" for row in rows),
        "moved": any(row["move"] and not pd.isna(row["move"]) and not row["disagrees"] for row in rows),
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
        computed=units.map(last), base_value=units.map(first), is_small=False, disagrees=False,
        printed=NAN, target=NAN, move=NAN, rank=units.map(last),
        label=group.reporters["display"].map(chart_words.row_label),
    ).sort_values("computed", ascending=False, kind="stable", na_position="last", ignore_index=True)  # fmt: skip
    rows["state"] = ["missing" if pd.isna(value) else "computed" for value in rows["computed"]]
    rows["change"] = rows["computed"] - rows["base_value"]
    for name, column, period in (("asked", "computed", ends[1]), ("base_asked", "base_value", ends[0])):
        rows[name] = drill.codes(rows, rows[column].notna(), period=period, indicator=indicator, handled_by="")
    both = int(rows["change"].notna().sum())
    if not both:
        return None
    labels = [formatting.period_label(code) for code in ends]
    told = records(rows)
    shown = ranking.shortened(told, address.asked(address.PINNED), everyone=everyone)

    def table() -> pd.DataFrame:
        own = {labels[0]: rows["base_value"], labels[1]: rows["computed"], words.CHANGE: rows["change"]}
        return pd.DataFrame({texts.COLUMNS["display"]: rows["display"], **own})

    def draw() -> None:
        dense = len(shown.rows) >= DENSE_FROM
        drawn = [
            {**row, "told": _told(row, dense=dense), "hover": _both_ends(row, labels)} for row in shown.rows
        ]  # fmt: skip
        said = [words.SPREAD_COVERAGE.format(coverage=formatting.coverage(both, len(rows)))]
        said += [words.LEFT_OUT.format(count=shown.left_out)] if shown.left_out else []
        cards.show(
            group,
            cards.Card(
                f"spread-{group.level}-{indicator}", words.SPREAD.format(title=title), "%",
                charts.ranked_rates(drawn, joined=True, cut=shown.cut), table,
                [(row["display"], row["computed"]) for row in drawn], said,
                words.SPREAD_NOTE.format(first=labels[0], last=labels[1]), [(indicator, "")], _rows_open(told),
            ),
        )  # fmt: skip

    return draw


def _both_ends(row: Record, labels: Sequence[str]) -> str:
    first, last = formatting.percent(row["base_value"]), formatting.percent(row["computed"])
    name = chart_words.bold(formatting.for_plot(row["display"]))
    return f"{name}<br>{labels[0]}: {first}<br>{labels[1]}: {last}"


def _rows_open(rows: Sequence[Record]) -> list[str]:
    return [drill.several((row["asked"], row["base_asked"])) for row in rows]


def _label(row: Record) -> str:
    """The name behind its rank: '=3. Xã Bình Yên'."""
    rank = _rank(row)
    return chart_words.row_label(f"{rank}. {row['display']}" if rank else row["display"])


def _rank(row: Record) -> str:
    return "" if pd.isna(row["rank"]) else f"{'=' if row['is_tied'] else ''}{int(row['rank'])}"


def _told(row: Record, *, dense: bool) -> str:
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


def _table(told: Sequence[Record]) -> pd.DataFrame:
    """The table of rates with what the league adds."""
    table = tables.rate_table(pd.DataFrame(told))
    table.insert(1, words.RANK, [_rank(row) or (words.FEW if row["is_small"] else "") for row in told])
    table.insert(3, words.LAST_YEAR, [formatting.percent(row["base_value"]) for row in told])
    table.insert(4, words.CHANGE, ["" if pd.isna(row["change"]) else formatting.signed(row["change"]) for row in told])
    table.insert(5, words.MOVE, ["" if pd.isna(row["move"]) else formatting.signed(row["move"]) for row in told])
    table.insert(6, words.TARGET, [formatting.percent(row["target"]) for row in told])
    return table
