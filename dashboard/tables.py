"""The table twin of each chart: every figure with its measure, its text as it stood, its window and its cell."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard import formatting, texts


def rate_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Both rates of every reporter, with the cells of the parts and of the printed rate."""
    return _table(
        {
            texts.COLUMNS["display"]: rows["display"],
            texts.MARK_COMPUTED: _each(rows, _computed, "state", "computed"),
            texts.COLUMNS["parts"]: _each(rows, _parts, "state", "numerator", "denominator"),
            texts.COLUMNS["numerator_cell"]: _places(rows, "numerator_"),
            texts.COLUMNS["denominator_cell"]: _places(rows, "denominator_"),
            texts.MARK_PRINTED: rows["printed"].map(formatting.percent),
            texts.COLUMNS["raw"]: rows["raw"],
            texts.COLUMNS["printed_cell"]: _places(rows, ""),
            texts.COLUMNS["measure"]: "%",
            **_common(rows),
            texts.COLUMNS["note"]: _each(rows, _rate_note, "state", "disagrees", "warning"),
        }
    )


def value_table(rows: pd.DataFrame) -> pd.DataFrame:
    """One figure per line with its cell; a unit that did not report keeps its line.

    The figures stay numbers (missing ones too), so that a click on their column sorts them as such.
    """
    table = _table(
        {
            texts.COLUMNS["display"]: rows["group"] if "group" in rows else rows["display"],
            texts.COLUMNS["indicator_name"]: rows["indicator_name"],
            texts.COLUMNS["handled_by"]: rows["handled_by"].map(formatting.HANDLED_BY | {"": ""}),
            texts.COLUMNS["shown"]: rows["value"],
            texts.COLUMNS["measure"]: rows["measure"],
            texts.COLUMNS["raw"]: rows["raw"],
            **_common(rows),
            texts.COLUMNS["file"]: rows["file"],
            texts.COLUMNS["sheet"]: rows["sheet"],
            texts.COLUMNS["cell"]: rows["cell"],
            texts.COLUMNS["note"]: _notes(rows),
        }
    )
    return table.assign(**{texts.COLUMNS["shown"]: rows["value"].astype("float64").to_numpy()})


def pair_table(rows: pd.DataFrame, measure: str, names: tuple[str, str]) -> pd.DataFrame:
    """Whole and part of every reporter, each with its text, window and cell."""
    columns: dict[str, Any] = {texts.COLUMNS["display"]: rows["display"]}
    for side, name in zip(("whole", "part"), names, strict=True):
        columns[name] = [_value(value) for value in rows[f"{side}_value"]]
        columns[f"{name}: {texts.RAW}"] = rows[f"{side}_raw"]
        columns[f"{name}: {texts.CELL_OF}"] = _places(rows, f"{side}_")
    columns[texts.SHARE] = rows["share"].map(formatting.percent)
    columns[texts.COLUMNS["measure"]] = measure
    columns[texts.COLUMNS["window"]] = _windows(rows, "part_")
    columns[texts.COLUMNS["source"]] = rows["part_source"].map(formatting.SOURCES)
    return _table(columns)


MOST = 20_000  # figures in a table: a browser holds more, but nobody finds anything in them


def figure_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures page: what the export holds, in Vietnamese.

    The unit above stands only behind a name that several have here; a column in which no row says anything is left out.
    """
    pairs = list(zip(rows["name"].tolist(), rows["parent_name"].tolist(), strict=True))
    counted = Counter(name for name, _ in {(name, None if pd.isna(above) else above) for name, above in pairs})
    names = [formatting.full_name(name, above) if counted[name] > 1 else name for name, above in pairs]
    table = value_table(rows.assign(display=names))
    splits = texts.COLUMNS["handled_by"]
    return table if (table[splits] != "").any() else table.drop(columns=splits)


def history_table(rows: pd.DataFrame, periods: Mapping[str, str]) -> pd.DataFrame:
    """Reporting unit by period, the rate in words."""
    grid = rows.pivot_table(index="display", columns="period", values="value", sort=False).reindex(
        columns=list(periods)
    )
    told = grid.map(lambda value: texts.NOT_REPORTED if pd.isna(value) else formatting.percent(value))
    return told.rename(columns=periods).rename_axis(texts.COLUMNS["display"]).reset_index().rename_axis(None, axis=1)


def problem_table(problems: pd.DataFrame) -> pd.DataFrame:
    """Findings by cell, with the sentence that says what to do; texts are harmless as Markdown."""
    files = problems["file"] if "file" in problems else pd.Series("", index=problems.index)
    places = [formatting.cell_place(*place) for place in zip(files, problems["sheet"], problems["cell"], strict=True)]
    told = problems.assign(severity=problems["severity"].map(formatting.SEVERITIES), place=places)
    table = _table({title: told[column] for column, title in texts.PROBLEM_COLUMNS.items()})
    return table.map(formatting.for_markdown)


def with_numbers_written(table: pd.DataFrame) -> Any:
    """The table with its numbers as the reader writes them; they still sort as numbers.

    A Styler is the only way to say that to Streamlit, which asks it for the written cells. Pandas would lay out each
    cell of the table for that, in three times the time of everything else: what has to be written is told at once.
    """
    numbers = set(table.select_dtypes("number").columns)
    places = [place for place, name in enumerate(table.columns) if name in numbers]
    if not places:
        return table
    cells = [
        [{"id": f"row{row}_col{place}", "display_value": formatting.number(value)}]
        for place in places
        for row, value in enumerate(table.iloc[:, place].tolist())
    ]
    styler: Any = table.style
    styler._compute, styler._translate = (lambda: None), (lambda *_: {"body": cells})
    return styler


def _table(columns: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(columns)
    return table.astype("object").where(table.notna(), "").reset_index(drop=True)


def _common(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        texts.COLUMNS["window"]: _windows(rows, ""),
        texts.COLUMNS["basis"]: rows["basis"].map(formatting.BASES),
        texts.COLUMNS["source"]: rows["source"].map(formatting.SOURCES),
    }


def _windows(rows: pd.DataFrame, side: str) -> list[str]:
    pairs = list(zip(rows[f"{side}period_start"].tolist(), rows[f"{side}period_end"].tolist(), strict=True))
    told = {pair: "" if pd.isna(pair[0]) else formatting.window(*pair) for pair in set(pairs)}
    return [told[pair] for pair in pairs]


def _value(value: Any) -> str:
    return texts.NOT_REPORTED if pd.isna(value) else formatting.number(value)


def _each(rows: pd.DataFrame, written: Callable[..., str], *columns: str) -> list[str]:
    """What is written of each row, from some of its columns: many times faster than a Series for each row."""
    return [written(*values) for values in zip(*(rows[column].tolist() for column in columns), strict=True)]


def _computed(state: str, computed: Any) -> str:
    return {"missing": texts.NOT_REPORTED, "zero_denominator": texts.ZERO_DENOMINATOR_SHORT}.get(
        state, formatting.percent(computed)
    )


def _parts(state: str, numerator: Any, denominator: Any) -> str:
    if state != "computed":
        return ""
    return texts.COMPUTED_FROM.format(
        numerator=formatting.number(numerator), denominator=formatting.number(denominator)
    )


def _places(rows: pd.DataFrame, side: str) -> list[str]:
    return _each(rows, formatting.cell_place, f"{side}file", f"{side}sheet", f"{side}cell")


def _notes(rows: pd.DataFrame) -> list[str]:
    """What was found at the cell, or of how many units of the past the figure is the sum."""
    found = rows["warning"].fillna("").tolist()
    if "is_restated" not in rows:
        return found
    return [
        texts.RESTATED_FROM.format(count=int(count)) if restated is True else note
        for note, restated, count in zip(found, rows["is_restated"].tolist(), rows["components"], strict=True)
    ]


def _rate_note(state: str, disagrees: bool, warning: Any) -> str:
    notes = [texts.PRINTED_ONLY.capitalize()] if state == "printed_only" else []
    if disagrees:
        notes.append("⚠ " + texts.DISAGREES)
    if not pd.isna(warning):
        notes.append(str(warning))
    return " ".join(notes)
