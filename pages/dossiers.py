"""Hồ sơ TTHC: who resolves dossiers on time, where the dossiers went, and whether the backlog grows."""

from functools import partial

from dashboard import (
    account_panel,
    dossier_panels,
    ends,
    export_texts,
    flow_panels,
    grid_panels,
    groups,
    page_exports,
    panels,
    sections,
    share_panels,
    texts,
    theme_texts,
)

RATE = "dossiers_on_time_rate"
# What a dossier goes through, in its order. These four are asked of every unit, the others drawn where reported.
ASKED = {"dossiers_received", "dossiers_resolved", "dossiers_resolved_late", "dossiers_pending"}
ORDER = (
    "dossiers_received", "dossiers_carried_over", "dossiers_to_process", "dossiers_resolved",
    "dossiers_resolved_early", "dossiers_resolved_exactly_on_time", "dossiers_resolved_on_time",
    "dossiers_resolved_late", "dossiers_pending",
)  # fmt: skip


def on_time(group: groups.Group, series: str, *, everyone: bool) -> sections.Part:
    """Who resolves on time, and what the resolved dossiers are made of; both in the order of the league."""
    return (
        [dossier_panels.rank_panel(group, RATE, series, texts.ON_TIME, everyone=everyone)],
        [share_panels.parts_panel(group, RATE, series, everyone=everyone)],
    )


def flow(group: groups.Group, series: str) -> sections.Part:
    """Where the dossiers of the level, or of one unit, went; quarter by quarter; and what is left of them."""
    units = account_panel.account_of(group)
    return (
        [account_panel.flow_panel(group, series, units)],
        [flow_panels.quarters_panel(group, series, units), flow_panels.clearance_panel(group, series, units)],
    )


def over_periods(group: groups.Group, series: str) -> sections.Part:
    """How many dossiers, and the units over quarters and periods."""
    volumes = ASKED | set(group.reported(ORDER, series))
    return (
        [panels.value_panel(group, tuple(code for code in ORDER if code in volumes), series, texts.VOLUMES)],
        [grid_panels.history_panel(group, RATE, series), grid_panels.quarter_panel(group, "dossiers_resolved", series)],
    )


found = groups.theme_groups("dossiers", texts.DOSSIERS)
for group in found:
    is_split = group.level not in ("commune", "department") and len(group.handled_by(RATE, *ORDER)) > 1
    groups.level_heading(group, f" · {texts.NOT_ADDED}" if is_split else "")
    part = sections.choose(theme_texts.DOSSIER_PARTS)
    series = dossier_panels.handled_by(group, RATE, *ORDER)
    everyone = part not in ("dung-han", sections.ALL) or ends.shows_all(len(group.reporters))
    makers = {
        "dung-han": partial(on_time, group, series, everyone=everyone),
        "dong-ho-so": partial(flow, group, series),
        "cac-ky": partial(over_periods, group, series),
    }
    sections.draw(part, theme_texts.DOSSIER_PARTS, makers)
page_exports.offer_drawn(texts.DOSSIERS, found, export_texts.DRAWN, [texts.NOT_ADDED])
