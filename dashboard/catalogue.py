"""Rules for the catalogue page: searching, and what the rows of each section say in words. Frames in, frames out."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import pandas as pd

from dashboard import account_texts, formatting, translation
from dashboard import catalogue_texts as texts
from dashboard import texts as common
from etl import wording
from etl.audit import Change
from etl.roles import EVERYWHERE

SHOWN = 300  # rows on the screen; a browser is slow with thousands of cells
_BEGINNING = pd.Timestamp("1900-01-01")


def search(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """The rows that have all words of a search, each at the beginning of a word.

    The whole phrase comes first, then those that have all words whole, then the others.

    Accents, capitals and punctuation do not count: 'dinh hoa' finds 'Định Hóa'.
    """
    words = wording.fold(text).split()
    if not words or rows.empty:
        return rows
    folded = " " + (rows["folded"] if "folded" in rows else _folded(rows)).fillna("") + " "
    fitting, whole = (pd.Series(data=True, index=rows.index) for _ in range(2))
    for word in words:
        fitting &= folded.str.contains(f" {word}", regex=False)
        whole &= folded.str.contains(f" {word} ", regex=False)
    phrase = folded.str.contains(" " + " ".join(words), regex=False)
    return pd.concat([rows[fitting & phrase], rows[fitting & ~phrase & whole], rows[fitting & ~phrase & ~whole]])


def indicators(rows: pd.DataFrame) -> pd.DataFrame:
    """The indicators in words."""
    told = rows.assign(
        area=rows["area"].map(texts.AREAS),
        kind=rows["kind"].map(texts.KINDS),
        aggregation=rows["aggregation"].map(texts.AGGREGATIONS),
        time=rows["time"].map(texts.TIMES),
        over_time=rows["over_time"].map(texts.OVER_TIME),
        polarity=rows["polarity"].map(texts.POLARITIES),
        parts=[
            texts.PARTS.format(numerator=whole, denominator=part)
            if isinstance(whole, str) and isinstance(part, str)
            else ""
            for whole, part in zip(rows["numerator_name"], rows["denominator_name"], strict=True)
        ],
    )
    return _table(told, texts.INDICATORS)


def units(rows: pd.DataFrame) -> pd.DataFrame:
    """The units in words."""
    told = rows.assign(
        level=rows["level"].map(formatting.LEVELS),
        valid=[_validity(*days) for days in zip(rows["valid_from"], rows["valid_to"], strict=True)],
        status=rows["status"].map(texts.STATUSES),
    )
    return _table(told, texts.UNITS)


def aliases(rows: pd.DataFrame) -> pd.DataFrame:
    """The spellings in words."""
    return _table(rows.assign(origin=rows["origin"].map(texts.ORIGINS)), texts.ALIASES)


def decisions(rows: pd.DataFrame) -> pd.DataFrame:
    """The remembered answers in words."""
    told = rows.assign(
        kind=rows["kind"].map(common.QUESTION_KINDS),
        printed=[printed or subject for printed, subject in zip(rows["printed"], rows["subject"], strict=True)],
        decided_by=rows["decided_by"].map(translation.said),
        reach=[_reach(*one) for one in zip(rows["form"], rows["sender"], rows["sender_name"], strict=True)],
        decided_at=rows["decided_at"].map(_moment),
        state=[_state(*one) for one in zip(rows["revoked_at"], rows["revoked_by"], strict=True)],
    )
    return _table(told, texts.DECISIONS)


def targets(rows: pd.DataFrame) -> pd.DataFrame:
    """The targets in words."""
    told = rows.assign(
        handled_by=rows["handled_by"].map(formatting.HANDLED_BY | {"": ""}),
        whose=[
            name if isinstance(name, str) else unit or formatting.LEVELS.get(level, texts.EVERY_UNIT)
            for name, unit, level in zip(rows["name"], rows["reporting_unit"], rows["level"], strict=True)
        ],
        year=[texts.EVERY_YEAR if pd.isna(year) else str(int(year)) for year in rows["year"]],
        value=[formatting.quantity(*pair) for pair in zip(rows["value"], rows["measure"], strict=True)],
        band_good=rows["band_good"].map(formatting.number),
        band_watch=rows["band_watch"].map(formatting.number),
        decided_on=rows["decided_on"].map(formatting.day),
        origin=rows["origin"].map(texts.ORIGINS),
    )
    return _table(told, texts.TARGETS)


def roles(rows: pd.DataFrame) -> pd.DataFrame:
    """Who holds which role, in words."""
    told = rows.assign(
        role=rows["role"].map(account_texts.ROLES),
        name=[
            account_texts.ALL_UNITS if remit == EVERYWHERE else name if isinstance(name, str) else remit
            for remit, name in zip(rows["remit"], rows["name"], strict=True)
        ],
        granted_by=rows["granted_by"].map(translation.said),
        granted_at=rows["granted_at"].map(_moment),
    )
    return _table(told, texts.ROLES)


def trail(rows: pd.DataFrame) -> pd.DataFrame:
    """The audit trail in words."""
    told = rows.assign(
        made_at=rows["made_at"].map(_moment),
        made_by=rows["made_by"].map(translation.said),
        changed_table=rows["changed_table"].map(lambda name: texts.TABLES.get(name, name)),
        action=rows["action"].map(texts.ACTIONS),
        fields=[
            fields_in_words(json.loads(old), json.loads(new)) for old, new in zip(rows["old"], rows["new"], strict=True)
        ],
    )
    return _table(told, texts.TRAIL)


def changes(found: Sequence[Change]) -> pd.DataFrame:
    """Changes as a preview: of a changed row one line for each field, of another one line."""
    lines: list[dict[str, object]] = []
    for change in found:
        about = {"action": texts.ACTIONS[change.action], "row": str(change.row or ""), "key": change.key}
        if change.action == "changed":
            lines += [
                {
                    **about,
                    "field": field(name),
                    "old": change.old[name] or texts.BLANK,
                    "new": change.new[name] or texts.BLANK,
                }
                for name in change.new
            ]
        else:
            sides = {"old": fields_in_words({}, change.old), "new": fields_in_words({}, change.new)}
            lines.append({**about, "field": "", **sides})
    return pd.DataFrame(lines, columns=list(texts.CHANGES)).rename(columns=texts.CHANGES)


def fields_in_words(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """'giá trị: 97 → 98'; only what there is where there is no before or no after."""
    if old and new:
        return "; ".join(
            texts.FIELD_CHANGED.format(
                field=field(name), old=old.get(name) or texts.BLANK, new=new.get(name) or texts.BLANK
            )
            for name in {**old, **new}
        )
    return "; ".join(texts.FIELD.format(field=field(name), value=value) for name, value in (old or new).items())


def file_stem(section: str) -> str:
    """What a table of a section is called as a file: 'danh-muc-muc-tieu'."""
    return "-".join([wording.slug(texts.TITLE), wording.slug(texts.SECTIONS[section])])


def field(name: str) -> str:
    """A column in words."""
    return str(texts.FIELDS.get(name, name.replace("_", " ")))


def _folded(rows: pd.DataFrame) -> pd.Series:
    told = [" ".join(str(value) for value in row if isinstance(value, str)) for row in rows.itertuples(index=False)]
    return pd.Series([wording.fold(text) for text in told], index=rows.index)


def _table(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    table = rows[list(columns)].rename(columns=dict(columns))
    return table.astype("object").where(table.notna(), "").reset_index(drop=True)


def _parts(numerator: Any, denominator: Any) -> str:
    if isinstance(numerator, str) and isinstance(denominator, str):
        return str(texts.PARTS.format(numerator=numerator, denominator=denominator))
    return ""


def _validity(first: Any, last: Any) -> str:
    began = None if pd.isna(first) or pd.Timestamp(first) <= _BEGINNING else formatting.day(first)
    ended = None if pd.isna(last) else formatting.day(last)
    if began and ended:
        return str(texts.BETWEEN.format(first=began, last=ended))
    if began:
        return str(texts.SINCE.format(first=began))
    return str(texts.UNTIL.format(last=ended) if ended else texts.ALWAYS)


def _reach(form: str, sender: str, sender_name: Any) -> str:
    if form:
        return str(common.SCOPES["form"])
    name = sender_name if isinstance(sender_name, str) else sender
    return str(common.SCOPES["sender"].format(sender=name) if sender else common.SCOPES["everyone"])


def _state(revoked_at: Any, revoked_by: Any) -> str:
    if pd.isna(revoked_at):
        return str(texts.STANDING)
    return f"{texts.REVOKED} {_moment(revoked_at)}, {translation.said(revoked_by)}"


def _moment(at: Any) -> str:
    return formatting.moment(pd.Timestamp(at).replace(tzinfo=UTC).isoformat())
