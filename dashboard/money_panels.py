"""The panels of Giải ngân: each unit against its pace, and the level through the year beside the year before."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    chart_words,
    charts,
    comparison,
    drill,
    ends,
    filters,
    formatting,
    lives,
    pace,
    panels,
    plan_basis,
    tables,
    targets,
    texts,
    totals,
)
from dashboard import theme_texts as words
from dashboard.groups import Group, say
from dashboard.panels import Panel

_BILLION, _LARGE = 1000.0, 10_000.0  # triệu đồng; plans of so much are told in tỷ đồng
_NAMED = 5  # units in a sentence
_DISTINCT = 0.005  # points that a gap must have to be told with a sign


def bullet_panel(group: Group, rate: str, plan: str, *, show_all: bool) -> Panel | None:
    """The rate of every reporter beside the target and the pace, furthest behind first."""
    league = comparison.rate_league(group.rates, group.reporters, rate, "")
    if (league["state"] == "missing").all():
        return None
    choice = filters.current()
    asked = targets.of_level(rate, "", choice.period, group.level, choice.reporting_units)
    year = pd.Timestamp(group.end.year, 1, 1)
    begun = {unit for unit, (since, _) in lives.of_level(group.level).items() if pd.notna(since) and since > year}
    rows = pace.beside_pace(league, asked, begun)
    rows = drill.opened(rows, rows["value"].notna(), indicator=rate, handled_by="")
    rows["is_printed"] = rows["computed"].isna() & rows["printed"].notna()

    def draw() -> None:
        title = words.BULLET_TITLE
        st.subheader(title, anchor=False)
        coverage = totals.words(totals.of(group, rate, ""), "%")
        shown = ends.Ends(rows) if show_all else ends.ends(rows, rows["value"].notna())
        divided, measure = _money_measure(rows["denominator"])
        mark_words = words.BULLET_NOTE if rows["target"].notna().any() else words.BULLET_NOTE_AVERAGE
        basis = _plan_basis(group, plan)
        above = [_behind_words(rows), coverage, mark_words, words.BULLET_ORDER.format(measure=measure)]
        below = [shown.note, *targets.lines(group, rate, "", "%"), " ".join([*_pace_words(rows), basis])]
        _say_all(group, title, above)
        group.drawn.series.update((code, "") for code in (rate, plan, panels.catalogue(rate, "numerator")))
        records = shown.rows.to_dict("records")
        drawn = shown.rows.assign(
            told=[_bullet_words(row, divided) for row in records], hover=[_bullet_hover(row) for row in records]
        )
        marks = list(zip(rows["display"], rows["value"], strict=True))
        figure = charts.bullets(drawn, words.BULLET_MEASURE, cut=shown.cut)
        key = f"{group.level}-{rate}-pace"
        panels.draw_chart(group, figure, key, title, "%", [*above, *below], marks)
        _say_all(group, title, below)
        begins = pd.Timestamp(group.end.year, 1, 1)  # a year of money is the calendar's
        panels.notes_and_table(group, title, rows, key, lambda: _bullet_table(rows), begins)

    return draw


def _say_all(group: Group, title: str, lines: Sequence[str]) -> None:
    for line in filter(None, lines):
        say(group, title, line)


def _money_measure(plans: pd.Series) -> tuple[float, str]:
    """By what money is divided, and the measure that it then has: tỷ đồng where plans are large."""
    is_large = bool(plans.median() >= _LARGE)
    return (_BILLION, words.MONEY_LARGE) if is_large else (1.0, words.MONEY_SMALL)


def _behind_words(rows: pd.DataFrame) -> str:
    """Who is below the pace, the furthest first, in one sentence."""
    total, late = int(rows["gap"].notna().sum()), pace.behind(rows)
    if not total:
        return str(words.NOBODY_PACED)
    if late.empty:
        return str(words.BEHIND_NONE.format(total=total))
    named = [
        words.BEHIND_ONE.format(name=formatting.for_markdown(name), gap=_signed(gap))
        for name, gap in zip(late["display"][:_NAMED], late["gap"][:_NAMED], strict=True)
    ]
    more = words.BEHIND_MORE.format(count=len(late) - _NAMED) if len(late) > _NAMED else ""
    return str(words.BEHIND.format(count=len(late), total=total, names="; ".join(named) + more))


def _pace_words(rows: pd.DataFrame) -> list[str]:
    """How the pace of the units is told, and of the average how much is due by the day that most have."""
    counts = rows["method"].dropna().value_counts()
    methods = [
        words.PACE_COUNT.format(method=words.PACE_METHODS[str(code)], count=count) for code, count in counts.items()
    ]
    said = [words.PACES.format(methods="; ".join(methods))] if methods else []
    average = rows[rows["method"] == pace.AVERAGE]
    if len(average):
        usual = average["period_end"].mode().iloc[0]
        due = average.loc[average["period_end"] == usual, "due"].iloc[0]
        said.append(words.AVERAGE_DUE.format(day=formatting.day(usual), share=formatting.percent(due)))
    return said


def _plan_basis(group: Group, plan: str) -> str:
    """Whose plan it is, as far as the forms say; no column of the warehouse has it, only their wording."""
    own = group.figures[group.figures["indicator"] == plan]
    counts = Counter(plan_basis.of(str(label)) for label in own.drop_duplicates("reporting_unit")["label"])
    silent = counts.pop(plan_basis.NOT_SAID, 0)
    if not counts:
        return str(words.PLAN_BASIS_UNKNOWN)
    told = [
        words.PLAN_BASIS_COUNT.format(basis=_basis_words(basis), count=count) for basis, count in counts.most_common()
    ]
    told += [words.PLAN_BASIS_SILENT.format(count=silent)] if silent else []
    line = words.PLAN_BASIS.format(bases="; ".join(told))
    return f"{line} {words.PLAN_BASES_DIFFER}" if len(counts) > 1 else str(line)


def _basis_words(basis: plan_basis.Basis) -> str:
    givers = [words.PLAN_GIVERS[code] for code in basis.givers]
    return ", ".join([*givers, *(words.PLAN_STAGES[code] for code in basis.stages)])


def _bullet_words(row: Any, divided: float) -> str:
    if pd.isna(row["value"]):
        reason = texts.ZERO_DENOMINATOR_SHORT if row["state"] == "zero_denominator" else texts.NOT_REPORTED
        return chart_words.grey(reason)
    gap = words.NO_PACE if pd.isna(row["gap"]) else _signed(row["gap"])
    first = f"{chart_words.bold(formatting.percent(row['value'], fixed=True))} {chart_words.small(gap)}"
    if pd.isna(row["denominator"]):
        return f"{first}<br>{chart_words.small(chart_words.grey(texts.PRINTED_ONLY))}"
    parts = [formatting.number(row[side] / divided, 1) for side in ("numerator", "denominator")]
    second = chart_words.grey(" / ".join(parts))
    if row["disagrees"]:
        printed = texts.PRINTED_SHORT.format(printed=formatting.percent(row["printed"]))
        second = f"<span style='color:{chart_words.ALERT}'>{printed}</span>"  # there is no room for both
    return f"{first}<br>{chart_words.small(second)}"


def _bullet_hover(row: Any) -> str:
    lines = [chart_words.rate_hover(row)]
    if not pd.isna(row["target"]):
        target, document = formatting.percent(row["target"]), formatting.for_plot(row["document"])
        lines.append(words.HOVER_TARGET.format(target=target, document=document))
    if not pd.isna(row["due"]):
        method = words.PACE_METHODS[row["method"]]
        lines.append(words.HOVER_DUE.format(due=formatting.percent(row["due"]), method=method))
    return "<br>".join(lines)


def _bullet_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Both rates with their cells, and what they were held against."""
    table = tables.rate_table(rows)
    held: Sequence[tuple[str, Any]] = (
        (words.TARGET_COLUMN, rows["target"].map(formatting.percent)),
        (words.DUE_COLUMN, rows["due"].map(formatting.percent)),
        (words.GAP_COLUMN, rows["gap"].astype("float64")),
        (words.METHOD_COLUMN, [words.PACE_METHODS.get(code, "") for code in rows["method"].fillna("")]),
    )
    for place, (name, column) in enumerate(held, start=3):
        table.insert(place, name, column)
    return table


def _signed(points: float) -> str:
    """'+1,2', '−3,3': one decimal, two where one would say 0."""
    text = formatting.number(abs(points), 1 if abs(points) >= 0.05 else 2)
    return text if abs(points) < _DISTINCT else f"{'+' if points > 0 else '−'}{text}"
