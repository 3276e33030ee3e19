"""The words on a chart: the column of figures at the right, and the hover that names every cell."""

from typing import Any

import pandas as pd

from dashboard import formatting, texts, widths

MUTED, ALERT = "#52606d", "#b3392f"
_LONGEST = 240  # px of a name on one line
# px that a name beside its row may take: a phone has some 300 for name, marks and figures.
_BESIDE, _SIZE = 128, 13


def line_label(name: str, size: int) -> str:
    """A name on one line, beside rows that are too low for two."""
    return formatting.for_plot(widths.wrapped(name, _LONGEST, size, lines=1)[0])


def row_label(name: str, size: int = _SIZE) -> str:
    """A name beside its row: on two lines where it is long, as departments' are; the whole of it is in the hover."""
    return "<br>".join(map(formatting.for_plot, widths.balanced(name, _BESIDE, size)))


def rate_words(row: Any, *, dense: bool) -> str:
    """The figure column of a rate: recomputed first, the printed rate beside it where they disagree."""
    if row["state"] == "missing":
        return grey(texts.NOT_REPORTED)
    gap = "&nbsp; " if dense else "<br>"
    if row["state"] == "printed_only":
        return f"◇ {formatting.percent(row['printed'])}{gap}{small(grey(texts.PRINTED_ONLY))}"
    if row["state"] == "zero_denominator":
        return grey(texts.ZERO_DENOMINATOR_SHORT)
    value = bold(formatting.percent(row["computed"], fixed=True))
    if row["disagrees"]:
        note = texts.PRINTED_SHORT.format(printed=formatting.percent(row["printed"]))
        return f"{value}{gap}<span style='color:{ALERT}'>{small(note)}</span>"
    parts = f"{formatting.number(row['numerator'])} / {formatting.number(row['denominator'])}"
    return value if dense else f"{value}<br>{small(grey(parts))}"


def rate_hover(row: Any) -> str:
    """Both rates with their parts and cells."""
    lines = [bold(formatting.for_plot(formatting.full_name(row["name"], row["parent_name"])))]
    if row["state"] == "computed":
        parts = f"{formatting.number(row['numerator'])} / {formatting.number(row['denominator'])}"
        lines.append(f"{texts.MARK_COMPUTED}: {bold(formatting.percent(row['computed']))} = {parts}")
        lines += [_place(row, "numerator_"), _place(row, "denominator_")]
    if not pd.isna(row["printed"]):
        lines.append(f"{texts.MARK_PRINTED}: {formatting.percent(row['printed'])} ({_raw(row)})")
        lines.append(_place(row, ""))
    if row["disagrees"]:
        lines.append(f"⚠ {texts.DISAGREES}")
    return "<br>".join(dict.fromkeys(lines))


def value_hover(row: Any) -> str:
    """The value, the text as it stood, and its cell."""
    lines = [
        bold(formatting.for_plot(formatting.full_name(row["name"], row["parent_name"]))),
        formatting.for_plot(row["indicator_name"]),
        f"{bold(formatting.quantity(row['value'], row['measure']))} ({_raw(row)})",
        _place(row, ""),
    ]
    return "<br>".join(lines)


def pair_hover(row: Any, measure: str, names: tuple[str, str]) -> str:
    """Whole and part with their cells."""
    lines = [bold(formatting.for_plot(formatting.full_name(row["name"], row["parent_name"])))]
    for side, name in zip(("whole", "part"), names, strict=True):
        if pd.isna(row[f"{side}_value"]):
            lines.append(f"{name}: {texts.NOT_REPORTED}")
            continue
        lines.append(f"{name}: {bold(formatting.quantity(row[f'{side}_value'], measure))}")
        lines.append(_place(row, f"{side}_"))
    return "<br>".join(lines)


def pair_words(row: Any, *, dense: bool) -> str:
    """Part over whole, and the share."""
    if not row["reported"]:
        return grey(texts.NOT_REPORTED)
    sides = [formatting.number(row[f"{side}_value"]) for side in ("part", "whole")]
    if pd.isna(row["share"]):
        return f"{bold(sides[0])} / {sides[1]}"
    gap = "&nbsp; " if dense else "<br>"
    return f"{bold(sides[0])} / {sides[1]}{gap}{small(grey(formatting.percent(row['share'])))}"


def _raw(row: Any) -> str:
    return f"{texts.RAW}: “{formatting.for_plot(row['raw'])}”"


def _place(row: Any, side: str) -> str:
    place = formatting.cell_place(*(row[f"{side}{part}"] for part in ("file", "sheet", "cell")))
    return small(grey(formatting.for_plot(place)))


def percent_or_missing(value: Any) -> str:
    """A rate, or that it was not reported."""
    return texts.NOT_REPORTED if pd.isna(value) else formatting.percent(value)


def stacked(label: str) -> str:
    """'Quý I/2024' on two lines, so that period labels do not collide on a phone."""
    if "–" in label:
        return label.replace("–", "–<br>", 1)
    first, mark, last = label.rpartition(formatting.PERIOD_BREAK)
    return f"{first}<br>{last}" if mark else label


def bold(text: str) -> str:
    """Bold in a chart."""
    return f"<b>{text}</b>"


def grey(text: str) -> str:
    """Muted in a chart."""
    return f"<span style='color:{MUTED}'>{text}</span>"


def small(text: str) -> str:
    """Small in a chart."""
    return f"<span style='font-size:12px'>{text}</span>"
