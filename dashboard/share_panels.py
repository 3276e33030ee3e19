"""The cards of what a whole is made of, unit by unit: resolved dossiers by punctuality, received ones by their way."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from dashboard import (
    address,
    cards,
    chart_words,
    charts,
    dossier_panels,
    drill,
    filters,
    flow,
    formatting,
    groups,
    panels,
    ranking,
    store,
    texts,
)
from dashboard import dossier_texts as words
from dashboard.groups import Group
from dashboard.records import Record, records

_ORDER = {"good": flow.EARLY, "fair": flow.EXACT, "plain": flow.ON_TIME, "bad": flow.LATE, "unknown": "unknown"}


def parts_panel(group: Group, indicator: str, series: str, *, everyone: bool) -> panels.Panel | None:
    """Early, on time and late of what each unit resolved, in the order of the league of `indicator`."""
    pinned = tuple(address.asked(address.PINNED))
    card = store.made(_parts_card, filters.current(), group.theme, group.level, indicator, series, everyone, pinned)
    return None if card is None else partial(cards.show, group, card)


def _parts_card(
    choice: filters.Filters, theme: str, of_level: str, indicator: str, series: str, everyone: bool,
    pinned: Sequence[str],
) -> cards.Card | None:  # fmt: skip
    group = groups.of_level(choice, theme, of_level)
    rows = dossier_panels.league(group, indicator, series).rows
    told = _by_unit(group.told, series)
    found = {unit: flow.parts_resolved(figures) for unit, figures in told.items()}
    if not any(found.values()):
        return None
    shown = ranking.shortened(rows, pinned, everyone=everyone)
    codes = [flow.RESOLVED, flow.EARLY, flow.EXACT, flow.ON_TIME, flow.LATE]

    def late(shares: Mapping[str, float]) -> str:
        if "over" in shares:
            return chart_words.small(words.PARTS_OVER.format(value=formatting.percent(shares["over"])))
        said = (
            words.LATE_SHARE.format(value=formatting.percent(shares[flow.LATE], fixed=True))
            if flow.LATE in shares
            else ""
        )
        return chart_words.bold(said) if said else chart_words.grey(words.PART_NAMES["unknown"])

    names = dict(words.PART_NAMES)
    return _shares(
        shown.rows, rows, found, _ORDER, names, late,
        title=groups.split_title(words.PARTS, series), key=f"parts-{group.level}-{series}",
        said=[words.PARTS_PLAIN.format(**names) if any(flow.ON_TIME in each for each in found.values()) else ""],
        marks=words.PART_MARKS.format(**names), series=[(code, series) for code in codes],
    )  # fmt: skip


def _shares(
    drawn: Sequence[Record], everyone: Sequence[Record], found: Mapping[str, Mapping[str, float]],
    order: Mapping[str, str], names: dict[str, str], told: Any, *, title: str, key: str, said: Sequence[str],
    marks: str, series: Sequence[tuple[str, str]],
) -> cards.Card:  # fmt: skip
    """A card of units whose whole is 100 %; `found` has each unit's shares, `order` which part each of them is.

    The first of `series` is the whole: what no part tells of opens that.
    """
    (whole, handled_by), period = series[0], filters.current().period

    def share(row: Record, code: str) -> float | None:
        return found.get(row["reporting_unit"], {}).get(code)

    def opened(unit: str, code: str) -> str:
        asked = drill.Asked(unit, period, whole if code == "unknown" else code, handled_by)
        return asked.code if code in found.get(unit, {}) else ""

    def all_of(row: Record) -> Record:
        unit, shares = row["reporting_unit"], found.get(row["reporting_unit"])
        return {
            **row,
            **{part: share(row, code) for part, code in order.items()},
            **{f"{part}_asked": opened(unit, code) for part, code in order.items()},
            "told": told(shares) if shares else chart_words.grey(texts.NOT_REPORTED),
        }

    def table() -> pd.DataFrame:
        own = {names[part]: [formatting.percent(share(row, code)) for row in everyone] for part, code in order.items()}
        return pd.DataFrame({texts.COLUMNS["display"]: [row["display"] for row in everyone], **own})

    rows = [all_of(row) for row in drawn]
    reported = sum(bool(found.get(row["reporting_unit"])) for row in everyone)
    first = next((part for part in order if any(row[part] is not None for row in rows)), "")
    return cards.Card(
        key, title, "%", charts.shares(rows, list(order), names), table,
        [(row["display"], row[first]) for row in rows] if first else [],
        [formatting.coverage(reported, len(everyone)), *said, _left_out(len(everyone) - len(drawn))], marks, series,
        [drill.several(opened(row["reporting_unit"], code) for code in order.values()) for row in everyone],
    )  # fmt: skip


def ways_panel(group: Group, dossiers: pd.DataFrame, *, everyone: bool) -> panels.Panel | None:
    """Online and in person among all newly received dossiers; `dossiers` are told of that theme."""
    own = _by_unit(pd.concat([group.told, dossiers]), "")
    parts = {"good": "online_dossiers_received", "fair": "dossiers_received_direct", "unknown": "unknown"}
    found = {unit: flow.ways_received(figures) for unit, figures in own.items()}
    if not any(found.values()):
        return None
    units = group.reporters["reporting_unit"].tolist()
    online = [found.get(unit, {}).get("online_dossiers_received", float("nan")) for unit in units]
    told = group.reporters.assign(rank=online, label=group.reporters["display"].map(chart_words.row_label))
    rows = records(told.sort_values("rank", ascending=False, kind="stable", na_position="last"))
    shown = ranking.shortened(rows, address.asked(address.PINNED), everyone=everyone)
    names = dict(words.WAY_NAMES)
    card = _shares(
        shown.rows, rows, found, parts, names,
        lambda shares: chart_words.bold(
            words.ONLINE_SHARE.format(value=formatting.percent(shares["online_dossiers_received"], fixed=True))
        ),
        title=words.WAYS, key=f"ways-{group.level}", said=[words.WAY_BASE], marks=words.WAY_MARKS.format(**names),
        series=[(code, "") for code in (flow.RECEIVED, *list(parts.values())[:2])],
    )  # fmt: skip
    return partial(cards.show, group, card)


def _left_out(count: int) -> str:
    return words.LEFT_OUT.format(count=count) if count else ""


def _by_unit(figures: pd.DataFrame, series: str) -> dict[str, dict[str, float]]:
    """The figures of one series, by unit and indicator."""
    columns = (figures[name].tolist() for name in ("handled_by", "reporting_unit", "indicator", "value"))
    found: dict[str, dict[str, float]] = {}
    for handled_by, unit, code, value in zip(*columns, strict=True):
        if handled_by == series:
            found.setdefault(unit, {})[code] = value
    return found
