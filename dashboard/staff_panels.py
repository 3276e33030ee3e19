"""The panels of Biên chế: assigned beside present, and vacancy beside a year before. Stocks, at one date each."""

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import (
    chart_words,
    charts,
    comparison,
    controls,
    drill,
    ends,
    filters,
    formatting,
    panels,
    store,
    tables,
    texts,
    twins,
    vacancy,
)
from dashboard import theme_texts as words
from dashboard.groups import Group, say
from dashboard.panels import Panel

WHOSE = "loai"  # in the address


class Posts(NamedTuple):
    """The indicators of one kind of posts."""

    assigned: str
    present: str
    fill_rate: str


POSTS = {
    "cong-chuc": Posts("staff_assigned", "staff_present", "staff_fill_rate"),
    "vien-chuc": Posts("psu_staff_assigned", "psu_staff_present", "psu_staff_fill_rate"),
}


def chosen_posts(group: Group) -> Posts:
    """Civil servants or public employees: what the group reports, or, of both, what the reader chose."""
    there = set(group.told["indicator"])
    kinds = [kind for kind, posts in POSTS.items() if there & {posts.assigned, posts.present}]
    if len(kinds) < len(POSTS):
        return POSTS[kinds[0] if kinds else "cong-chuc"]
    options = {kind: str(words.POSTS[kind]) for kind in POSTS}
    return POSTS[controls.segments(WHOSE, words.WHOSE_POSTS, options, label_visibility="collapsed")]


def posts_panel(group: Group, posts: Posts, *, show_all: bool) -> Panel | None:
    """Assigned and present of every reporter, highest vacancy first."""
    whole, part = posts.assigned, posts.present
    rows = vacancy.with_vacancy(comparison.pair_league(group.figures, group.reporters, whole, part))
    if not rows["reported"].any():
        return None
    rows = drill.opened_pair(rows, whole, part)
    measure = str(group.figures.loc[group.figures["indicator"].isin((whole, part)), "measure"].iloc[0])
    names = (texts.ASSIGNED, texts.PRESENT)
    title = texts.CIVIL_SERVANTS if posts == POSTS["cong-chuc"] else texts.PUBLIC_EMPLOYEES

    def draw() -> None:
        st.subheader(title, anchor=False)
        coverage = formatting.coverage(int(rows["reported"].sum()), len(rows))
        shown = _ends(rows, rows["reported"], show_all=show_all)
        notes = [coverage, words.DUMBBELL_NOTE, shown.note]
        for line in filter(None, notes):
            say(group, title, line)
        group.drawn.series.update((code, "") for code in (whole, part))
        records = shown.rows.to_dict("records")
        drawn = shown.rows.assign(
            told=[_posts_words(row) for row in records],
            hover=[f"{chart_words.pair_hover(row, measure, names)}<br>{_vacant_words(row)}" for row in records],
        )
        marks = list(zip(rows["display"], rows["part_value"], strict=True))
        figure = charts.dumbbells(drawn, measure, cut=shown.cut)
        key = f"{group.level}-{whole}"
        panels.draw_chart(group, figure, key, title, measure, notes, marks)
        told = rows.rename(columns={"part_period_start": "period_start", "part_period_end": "period_end"})
        panels.notes_and_table(group, title, told, key, lambda: _posts_table(rows, measure, names))

    return draw


def vacancy_panel(group: Group, posts: Posts, *, show_all: bool) -> Panel | None:
    """The share of posts that is vacant, beside the same window a year before and the level's median."""
    choice = filters.current()
    asked = store.fetch(
        "side_by_side", period=choice.period, indicators=(posts.fill_rate,), level=group.level,
        reporting_units=choice.reporting_units,
    )  # fmt: skip
    if asked.empty or not (told := vacancy.of_fill_rates(asked[asked["handled_by"] == ""]))["vacancy"].notna().any():
        return None
    columns = ["reporting_unit", "vacancy", "before", "change", "numerator", "denominator"]
    rows = group.reporters.merge(told[columns], on="reporting_unit", how="left")
    rows = rows.sort_values("vacancy", ascending=False, na_position="last", kind="stable", ignore_index=True)
    rows = rows.rename(columns={"vacancy": "value"})
    same = {"indicator": posts.fill_rate, "handled_by": ""}
    rows = drill.opened(rows, rows["value"].notna(), **same)
    rows["before_asked"] = drill.codes(rows, rows["before"].notna(), period=_year_before(choice.period), **same)

    def draw() -> None:
        period, before = (formatting.period_label(code) for code in (choice.period, _year_before(choice.period)))
        title, has_before = words.VACANCY_TITLE, bool(rows["before"].notna().any())
        middle = comparison.median(rows["value"])
        st.subheader(title, anchor=False)
        shown = _ends(rows, rows["value"].notna(), show_all=show_all)
        coverage = formatting.coverage(int(rows["value"].notna().sum()), len(rows))
        negative = words.VACANCY_NEGATIVE if (rows["value"] < 0).any() else ""
        notes = [
            coverage,
            "\u2003".join(_vacancy_marks(period, before if has_before else "", middle)),
            negative,
            shown.note,
        ]
        if not has_before:
            notes.append(words.VACANCY_NO_BASE.format(before=before))
        for line in filter(None, notes):
            say(group, title, line)
        records = shown.rows.to_dict("records")
        drawn = shown.rows.assign(
            told=[_vacancy_words(row, before if has_before else "") for row in records],
            hover=[_vacancy_hover(row, period, before) for row in records],
        )
        said = "" if middle is None else words.MEDIAN.format(value=formatting.percent(middle))
        figure = charts.bars_with_dots(drawn, words.VACANCY_MEASURE, median=middle, median_words=said, cut=shown.cut)
        marks = list(zip(rows["display"], rows["value"], strict=True))
        key = f"vacancy-{group.level}-{posts.fill_rate}"
        panels.draw_chart(group, figure, key, title, "%", [*notes, said], marks)
        if (place := twins.twin(key)) is not None:
            with place:
                table = _vacancy_table(rows, period, before)
                codes = [drill.several(both) for both in zip(rows["asked"], rows["before_asked"], strict=True)]
                panels.show_table(table, codes=codes, key=f"table-{key}")
                panels.offer_rows(group, title, table, {name: name for name in table.columns})

    return draw


def _ends(rows: pd.DataFrame, has_figure: pd.Series, *, show_all: bool) -> ends.Ends:
    return ends.Ends(rows) if show_all else ends.ends(rows, has_figure)


def _vacancy_marks(period: str, before: str, middle: float | None) -> list[str]:
    """What each mark is; of those that are drawn."""
    marks = [words.VACANCY_MARK.format(period=period)]
    marks += [words.VACANCY_MARK_BEFORE.format(before=before)] if before else []
    return marks + ([] if middle is None else [words.VACANCY_MARK_MEDIAN])


def _posts_table(rows: pd.DataFrame, measure: str, names: tuple[str, str]) -> pd.DataFrame:
    """Assigned and present with their cells, and how many posts are vacant."""
    table = tables.pair_table(rows, measure, names)
    table.insert(1, words.VACANT_COLUMN, rows["vacant"].map(formatting.number))
    table.insert(2, words.VACANT_SHARE_COLUMN, rows["vacancy"].map(formatting.percent))
    return table


def _vacancy_table(rows: pd.DataFrame, period: str, before: str) -> pd.DataFrame:
    numbers = {
        words.VACANCY_NOW_COLUMN.format(period=period): rows["value"],
        words.VACANCY_NOW_COLUMN.format(period=before): rows["before"],
        words.VACANCY_CHANGE_COLUMN: rows["change"],
        texts.PRESENT: rows["numerator"],
        texts.ASSIGNED: rows["denominator"],
    }
    told = {name: column.astype("float64").to_numpy() for name, column in numbers.items()}
    return pd.DataFrame({texts.COLUMNS["display"]: rows["display"].to_numpy()} | told)


def _year_before(period: str) -> str:
    return "" if "/" in period else f"{int(period[:4]) - 1}{period[4:]}"


def _posts_words(row: Any) -> str:
    if not row["reported"]:
        return chart_words.grey(texts.NOT_REPORTED)
    part, whole = (formatting.number(row[f"{side}_value"]) for side in ("part", "whole"))
    return f"{chart_words.bold(part)} / {whole}<br>{chart_words.small(_vacant_words(row))}"


def _vacant_words(row: Any) -> str:
    if pd.isna(row["vacancy"]):
        return ""
    if row["vacant"] > 0:
        return chart_words.grey(words.VACANT.format(share=formatting.percent(row["vacancy"], fixed=True)))
    if row["vacant"] == 0:
        return chart_words.grey(words.VACANT_NONE)
    over = formatting.number(-row["vacant"]), formatting.percent(-row["vacancy"])
    return str(words.VACANT_OVER.format(count=over[0], share=over[1]))


def _vacancy_words(row: Any, before: str) -> str:
    if pd.isna(row["value"]):
        return chart_words.grey(texts.NOT_REPORTED)
    value = chart_words.bold(formatting.percent(row["value"], fixed=True))
    return f"{value}<br>{_before_words(row, before)}" if before else value


def _before_words(row: Any, before: str) -> str:
    if pd.isna(row["before"]):
        return chart_words.small(chart_words.grey(words.NOT_COMPARED))
    said = words.VACANCY_BEFORE.format(year=before, share=formatting.percent(row["before"]))
    return chart_words.small(chart_words.grey(said))


def _vacancy_hover(row: Any, period: str, before: str) -> str:
    name = chart_words.bold(formatting.for_plot(formatting.full_name(row["name"], row["parent_name"])))
    now = words.VACANCY_BEFORE.format(year=period, share=formatting.percent(row["value"]))
    parts = f"{texts.PRESENT}: {formatting.number(row['numerator'])} / {formatting.number(row['denominator'])}"
    return "<br>".join([name, now, parts, _before_words(row, before)])
