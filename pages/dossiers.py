"""Hồ sơ TTHC: how punctually dossiers are resolved, and how many there are."""

from dashboard import export_texts, groups, page_exports, panels, texts

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
    split = group.handled_by("dossiers_on_time_rate", *ORDER)
    groups.level_heading(group, f" · {texts.NOT_ADDED}" if len(split) > 1 else "")
    panels.lay_out(
        [
            *(panels.rate_panel(group, "dossiers_on_time_rate", handled_by, texts.ON_TIME) for handled_by in split),
            *(panels.value_panel(group, volumes(group, level), level, texts.VOLUMES) for level in split),
            *(panels.quarter_panel(group, "dossiers_resolved", handled_by) for handled_by in split),
            *(panels.history_panel(group, "dossiers_on_time_rate", handled_by) for handled_by in split),
        ]
    )
page_exports.offer_drawn(texts.DOSSIERS, found, export_texts.DRAWN, [texts.NOT_ADDED])
