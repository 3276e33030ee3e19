"""Hồ sơ TTHC: how punctually dossiers are resolved, and how many there are."""

from dashboard import groups, panels, texts

VOLUMES = (
    "dossiers_received", "dossiers_resolved", "dossiers_resolved_on_time", "dossiers_resolved_late", "dossiers_pending",
)  # fmt: skip

for group in groups.theme_groups("dossiers", texts.DOSSIERS):
    split = group.handled_by("dossiers_on_time_rate", *VOLUMES)
    groups.level_heading(group, f" · {texts.NOT_ADDED}" if len(split) > 1 else "")
    panels.lay_out(
        [
            *(panels.rate_panel(group, "dossiers_on_time_rate", handled_by, texts.ON_TIME) for handled_by in split),
            *(panels.value_panel(group, VOLUMES, handled_by, texts.VOLUMES) for handled_by in split),
            *(panels.history_panel(group, "dossiers_on_time_rate", handled_by) for handled_by in split),
        ]
    )
