"""The parts of a profile as HTML: header, what is said, the balance of dossiers, counts. Every name is escaped."""

import html
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import formatting
from dashboard import overview_texts as overview
from dashboard import profile_texts as words
from dashboard.overview import line_html
from dashboard.overview import said_html as overview_html
from dashboard.profile import flow
from dashboard.profile.judged import Said

_TONES = {"weak": "bad", "strong": "good", "moved": "none"}
Values = Mapping[str, float | None]


def facts(unit: Mapping[str, Any], period: str, events: pd.DataFrame) -> str:
    """Level, unit above, period, since and until when; then whether it is confirmed, and what became of it."""
    days = [words.SINCE.format(day=formatting.day(unit["valid_from"]))] if _is_told(unit["valid_from"]) else []
    if not pd.isna(unit["valid_to"]):
        days.append(words.UNTIL.format(day=formatting.day(unit["valid_to"])))
    above = [] if pd.isna(unit["parent_name"]) or not unit["parent_name"] else [unit["parent_name"]]
    if not pd.isna(unit["province"]) and unit["province"] not in ("", unit["name"], *above):
        above.append(unit["province"])
    parts = [
        formatting.LEVELS.get(unit["level"], unit["level"]),
        *([words.UNDER.format(parent=", ".join(above))] if above else []),
        *([" ".join(days)] if days else []),
        *([words.IMPORTED] if unit["status"] == "imported" else []),
    ]
    notes = [words.PROVISIONAL] if unit["status"] == "provisional" else []
    notes += [_event(event) for event in events.to_dict("records")]
    listed = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    told = html.escape(" · ".join(parts))
    when = html.escape(formatting.period_label(period))
    return f"<div class='unit'><p><b>{when}</b> · {told}</p>" + (f"<ul>{listed}</ul>" if listed else "") + "</div>"


def documents(rows: pd.DataFrame) -> str:
    """The files of the period, with number and date where they say them."""
    items = []
    for row in rows.to_dict("records"):
        number, day = row["document_number"], row["document_date"]
        named = row["file"]
        named += "" if pd.isna(number) else words.DOCUMENT_NUMBER.format(number=number)
        named += "" if pd.isna(day) else words.DOCUMENT_DATE.format(day=formatting.day(day))
        count = words.FIGURES.format(count=formatting.number(row["figures"]))
        items.append(
            f"<li>{html.escape(named)} <small>{html.escape(formatting.SOURCES[row['source']])} · "
            f"{html.escape(count)}</small></li>"
        )
    if not items:
        return f"<p class='note'>{html.escape(words.NO_DOCUMENT)}</p>"
    return f"<div class='documents'><b>{html.escape(words.DOCUMENTS)}</b><ul>{''.join(items)}</ul></div>"


def judged(found: Sequence[Said], level: str) -> str:
    """What is said of the unit, each with its kind in words."""
    items = [
        f"<li><span class='{_TONES[each.kind]}'>{html.escape(words.KINDS[each.kind])}:</span> {_said(each, level)}</li>"
        for each in found
    ]
    items = items or [f"<li><span class='none'>○</span> {html.escape(words.NOTHING_TO_SAY)}</li>"]
    return f"<ul class='judged' aria-label='{html.escape(words.JUDGED)}'>{''.join(items)}</ul>"


def balance(splits: Mapping[str, tuple[Values, Values]]) -> str:
    """The dossiers of the period by cấp giải quyết: values now and a year before; and whether they agree."""
    single = len(splits) == 1
    columns = [(words.THIS_PERIOD if single else _split(split), now, _count) for split, (now, _) in splits.items()]
    columns += [(words.YEAR_BEFORE, before, _earlier) for _, before in splits.values() if single]
    rows = [part for part in flow.PARTS if any(part in flow.shown(now) for now, _ in splits.values())]
    absent = [part for part in rows if all(now.get(part) is None for now, _ in splits.values())]
    body = "".join(
        f"<tr class='{'sum' if part in ('to_process', 'resolved', 'pending') else 'part'}'>"
        f"<th scope='row'>{html.escape(words.FLOW_PARTS[part])}</th>"
        + "".join(f"<td>{written(values.get(part))}</td>" for _, values, written in columns)
        + "</tr>"
        for part in rows
        if part not in absent
    )
    heads = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name, _, _ in columns)
    told = "".join(f"<p class='{tone}'>{html.escape(said)}</p>" for tone, said in _agreements(splits, absent))
    return (
        f"<table class='balance'><caption class='spoken'>{html.escape(words.FLOW)}</caption><thead><tr>"
        f"<th scope='col'>{html.escape(words.FLOW_WHAT)}</th>{heads}</tr></thead><tbody>{body}</tbody></table>"
        f"<div class='agreement'>{told}</div>"
    )


def counts(rows: Sequence[tuple[str, str, float | None, float | None, str]]) -> str:
    """Counts beside those of a year before, where any is known.

    Rows: name, measure, value, earlier value, address of the theme's page.
    """
    has_before = any(earlier is not None for _, _, _, earlier, _ in rows)
    body = "".join(
        f"<tr><th scope='row'><a href='{html.escape(link)}'>{html.escape(name)}</a> "
        f"<small>{html.escape(formatting.MEASURES.get(measure, measure))}</small></th><td>{_count(value)}</td>"
        + (f"<td>{_earlier(earlier)}</td><td>{_change(value, earlier)}</td></tr>" if has_before else "</tr>")
        for name, measure, value, earlier, link in rows
    )
    heads = (words.COUNT_WHAT, words.THIS_PERIOD, *((words.YEAR_BEFORE, words.CHANGE) if has_before else ()))
    return (
        f"<table class='balance'><caption class='spoken'>{html.escape(words.COUNTS)}</caption><thead><tr>"
        + "".join(f"<th scope='col'>{html.escape(head)}</th>" for head in heads)
        + f"</tr></thead><tbody>{body}</tbody></table>"
    )


def findings(shown: pd.DataFrame, count: int, kinds: str, link: str) -> str:
    """How many findings of each kind, the first of them in full with their explanations, and where all of them are."""
    lead = words.FINDINGS_OF.format(count=formatting.number(count), kinds=kinds) if count else words.NO_FINDINGS
    to_page = f"<a href='{html.escape(link)}'>{html.escape(overview.TO_QUALITY)}</a> →"
    items = "".join(
        f"<li><b>{html.escape(formatting.SEVERITIES[row['severity']])}:</b> {html.escape(row['sentence'])}"
        f"{_explained(row)}</li>"
        for row in shown.to_dict("records")
    )
    rest = count - len(shown)
    more = f"<li>{html.escape(words.MORE_FINDINGS.format(count=formatting.number(rest)))}</li>" if rest else ""
    listed = f"<ul class='found'>{items}{more}</ul>" if items else ""
    return f"<p class='note'>{html.escape(lead)} {to_page}</p>{listed}"


def _explained(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["explanation"]):
        return ""
    said = words.EXPLAINED.format(who=row["explained_by"], said=row["explanation"])
    return f"<br><small>{html.escape(said)}</small>"


def _event(row: Mapping[Hashable, Any]) -> str:
    texts = words.BECAME if row["is_old"] else words.CAME
    name = row["new_name"] if row["is_old"] else row["old_name"]
    return texts[row["event"]].format(
        day=formatting.day(row["valid_from"]), name="" if pd.isna(name) else name, document=row["document"]
    )


def _said(told: Said, level: str) -> str:
    row = told.reason.row
    if told.kind != "moved":
        return overview_html.reason(told.reason, level)
    change = formatting.number(abs(row["change"]))
    moved = (overview.FELL if row["change"] < 0 else overview.ROSE).format(change=change)
    name = line_html.title(overview.SHORT[row["indicator"]], row["handled_by"])
    return html.escape(words.MOVED.format(title=name, value=formatting.percent(row["value"]), change=moved))


def _agreements(splits: Mapping[str, tuple[Values, Values]], absent: Sequence[flow.Part]) -> list[tuple[str, str]]:
    """What was not reported; each sum that does not close, with its residue; else what could be checked."""
    names = ", ".join(words.FLOW_PARTS[part].lstrip("+= ").lower() for part in absent)
    told = [("none", words.FLOW_ABSENT.format(names=names))] if names else []
    checked = {split: flow.checks(now) for split, (now, _) in splits.items()}
    odd = [
        (split if len(splits) > 1 else "", words.RESIDUE[check.of].format(residue=formatting.signed(check.residue)))
        for split, checks in checked.items()
        for check in checks
        if check.residue is not None and not check.closes
    ]
    if odd:
        named = [words.OF_SPLIT.format(split=_split(split), said=text) if split else text for split, text in odd]
        return [*told, *(("watch", text) for text in (*named, words.PLEASE_CHECK))]
    closing = [check.closes for checks in checked.values() for check in checks]
    said = words.CLOSES if all(closing) else words.PARTLY_CHECKED if any(closing) else words.NOT_CHECKED
    return [*told, ("none", said)]


def _split(handled_by: str) -> str:
    return formatting.HANDLED_BY[handled_by]


def _count(value: float | None) -> str:
    if value is None:
        return f"<span class='none'>{html.escape(words.NOT_REPORTED)}</span>"
    return html.escape(formatting.number(value))


def _earlier(value: float | None) -> str:
    """Of a year before; a dash where there is none, or one of another window, which may not stand beside it."""
    if value is None:
        return f"<span class='none' title='{html.escape(overview.NOT_COMPARABLE)}'>{formatting.ABSENT}</span>"
    return html.escape(formatting.number(value))


def _change(value: float | None, earlier: float | None) -> str:
    if value is None or earlier is None:
        return formatting.ABSENT
    return formatting.signed(value - earlier)


def _is_told(day: Any) -> bool:
    """The catalogue has a first day for every unit; of those that always were, one that says nothing."""
    return not pd.isna(day) and pd.Timestamp(day).year > 1950
