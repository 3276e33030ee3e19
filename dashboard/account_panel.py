"""The account of a period: what came in, what went out and what does not add up, as a waterfall or in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import cards, charts, controls, drill, filters, flow, formatting, groups, panels, texts
from dashboard import dossier_texts as words
from dashboard.groups import Group

_ACCOUNT = "tinh-cho"
_WHOLE = "ca-cap"


def account_of(group: Group) -> tuple[str, ...]:
    """The units whose dossiers the cards below count: all that the filters show, or the one that the reader picks."""
    units = dict(zip(group.reporters["reporting_unit"], group.reporters["display"], strict=True))
    if len(units) < 2:
        return tuple(units)
    chosen = controls.select(_ACCOUNT, words.ACCOUNT_OF, {_WHOLE: words.WHOLE_LEVEL} | units, default=_WHOLE, width=320)
    return tuple(units) if chosen == _WHOLE else (chosen,)


def flow_panel(group: Group, series: str, units: tuple[str, ...]) -> panels.Panel | None:
    """What came in and what went out, as a waterfall that closes or says by how much it does not."""
    own = group.figures[(group.figures["handled_by"] == series) & group.figures["reporting_unit"].isin(units)]
    names = dict(zip(group.reporters["reporting_unit"], group.reporters["display"], strict=True))
    found = flow.account(own)
    if found is None:
        return _no_flow(group, series, units, own, names)

    def draw() -> None:
        steps = _steps(found, group, series)
        lacking = [names[unit] for unit in units if unit not in set(found.units)]
        said = [
            words.FLOW_COVERAGE.format(coverage=formatting.coverage(len(found.units), len(units))),
            words.FLOW_LACKING.format(names=_listed(lacking)) if lacking else "",
            _closing(found, names),
            ""
            if found.overdue is None
            else words.FLOW_OVERDUE.format(overdue=formatting.quantity(found.overdue, flow.MEASURE)),
        ]
        rows = [(step["name"], step["value"]) for step in steps]
        codes = (*flow.NEEDED, flow.TO_PROCESS, flow.OVERDUE)
        cards.show(
            group,
            cards.Card(
                f"flow-{group.level}-{series}", title(group, words.FLOW, series, units), flow.MEASURE,
                charts.waterfall(steps, formatting.MEASURES[flow.MEASURE]),
                lambda: pd.DataFrame(rows, columns=[words.STEP, words.DOSSIERS]),
                rows, said, words.FLOW_MARKS, [(code, series) for code in codes],
                [drill.several((step["asked"], step.get("part_asked", ""))) for step in steps],
            ),
        )  # fmt: skip

    return draw


def _no_flow(
    group: Group, series: str, units: tuple[str, ...], own: pd.DataFrame, names: Mapping[str, str]
) -> panels.Panel | None:
    """Why there is no waterfall; None where nobody reports anything that it would show."""
    nearest, steps = flow.lacking(own)
    if not nearest:
        return None
    name = formatting.for_markdown(names[nearest])
    parts = ", ".join(words.FLOW_STEPS[step].lower() for step in steps)
    if not steps:
        reason = words.NO_FLOW_WINDOWS.format(name=name)
    else:
        template = words.NO_FLOW_NEAREST if own["reporting_unit"].nunique() > 1 else words.NO_FLOW
        reason = template.format(name=name, parts=parts)

    return groups.silent(group, title(group, words.FLOW, series, units), reason)


def _steps(found: flow.Account, group: Group, series: str) -> list[dict[str, Any]]:
    """The bars of the waterfall, in their order; a residue has one only where it is not 0."""
    after_in = found.carried + found.received
    left = found.to_process - found.on_time - found.late
    bars = [
        ("carried", "in", 0, found.carried), ("received", "in", found.carried, found.received),
        ("residue_in", "residue", after_in, found.residue_in), ("to_process", "total", 0, found.to_process),
        ("on_time", "out", found.to_process, -found.on_time),
        ("late", "late", found.to_process - found.on_time, -found.late),
        ("residue_out", "residue", left, found.residue_out), ("pending", "total", 0, found.pending),
    ]  # fmt: skip
    steps = []
    for name, kind, start, value in bars:
        if kind == "residue" and not value:
            continue
        step: dict[str, Any] = {
            "name": words.FLOW_STEPS[name],
            "kind": kind,
            "start": float(start),
            "value": float(value),
        }
        step["asked"] = _asked(found, group, name, series)
        step["told"] = ("+" if kind == "residue" and value > 0 else "") + formatting.number(value)
        steps.append(step | {"hover": step["name"]})
    if found.overdue:
        steps[-1] |= {
            "part": found.overdue,
            "part_told": _overdue(found),
            "part_asked": _asked(found, group, "overdue", series),
        }
    return steps


def _asked(found: flow.Account, group: Group, step: str, series: str) -> str:
    """What a bar opens: the cell of the one unit, or what each of several has."""
    period = filters.current().period
    if len(found.units) > 1:
        return drill.of_level(group.level, period, step, series)
    return drill.Asked(found.units[0], period, flow.STEPS.get(step, step), series).code


def _overdue(found: flow.Account) -> str:
    if found.overdue is None:
        return ""
    return words.FLOW_OVERDUE.format(overdue=formatting.quantity(found.overdue, flow.MEASURE))


def _closing(found: flow.Account, names: Mapping[str, str]) -> str:
    if not found.unclosed:
        return words.FLOW_CLOSES
    return words.FLOW_RESIDUE.format(
        count=len(found.unclosed), names=_listed([names[unit] for unit in found.unclosed]),
        inside=formatting.number(found.residue_in), outside=formatting.number(found.residue_out),
    )  # fmt: skip


def title(group: Group, text: str, series: str, units: tuple[str, ...]) -> str:
    """The chart's title, with the unit where it is one of several."""
    name = groups.split_title(text, series)
    if len(units) != 1 or len(group.reporters) < 2:
        return name
    names = dict(zip(group.reporters["reporting_unit"], group.reporters["display"], strict=True))
    return f"{name} – {formatting.for_markdown(names[units[0]])}"


def _listed(names: list[str]) -> str:
    more = texts.MORE_UNITS.format(count=len(names) - 4) if len(names) > 4 else ""
    return formatting.for_markdown(", ".join(names[:4])) + more
