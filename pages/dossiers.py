"""Hồ sơ TTHC: who resolves dossiers on time, where the dossiers went, and whether the backlog grows."""

from dashboard import (
    columns,
    dossier_panels,
    ends,
    export_texts,
    flow_panels,
    groups,
    page_exports,
    panels,
    share_panels,
    texts,
)

RATE = "dossiers_on_time_rate"
# What a dossier goes through, in its order. These four are asked of every unit, the others drawn where reported.
ASKED = {"dossiers_received", "dossiers_resolved", "dossiers_resolved_late", "dossiers_pending"}
ORDER = (
    "dossiers_received", "dossiers_carried_over", "dossiers_to_process", "dossiers_resolved",
    "dossiers_resolved_early", "dossiers_resolved_exactly_on_time", "dossiers_resolved_on_time",
    "dossiers_resolved_late", "dossiers_pending",
)  # fmt: skip


def volumes(group: groups.Group, handled_by: str) -> tuple[str, ...]:
    """The rows of the volume chart."""
    shown = ASKED | set(group.reported(ORDER, handled_by))
    return tuple(code for code in ORDER if code in shown)


found = groups.theme_groups("dossiers", texts.DOSSIERS)
for group in found:
    is_split = group.level not in ("commune", "department") and len(group.handled_by(RATE, *ORDER)) > 1
    groups.level_heading(group, f" · {texts.NOT_ADDED}" if is_split else "")
    series = dossier_panels.handled_by(group, RATE, *ORDER)
    everyone = ends.shows_all(len(group.reporters))
    rows = dossier_panels.league(group, RATE, series)
    panels.lay_out(
        [
            dossier_panels.rank_panel(group, RATE, series, texts.ON_TIME, everyone=everyone),
            share_panels.parts_panel(group, rows, series, everyone=everyone),
        ]
    )
    units = flow_panels.account_of(group)
    panels.lay_out(
        [
            flow_panels.flow_panel(group, series, units),
            flow_panels.quarters_panel(group, series, units),
        ]
    )
    columns.in_columns(
        [
            flow_panels.clearance_panel(group, series, units),
            panels.quarter_panel(group, "dossiers_resolved", series),
        ],
        [
            panels.value_panel(group, volumes(group, series), series, texts.VOLUMES),
            panels.history_panel(group, RATE, series),
        ],
    )
page_exports.offer_drawn(texts.DOSSIERS, found, export_texts.DRAWN, [texts.NOT_ADDED])
