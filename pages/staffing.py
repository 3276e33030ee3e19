"""Biên chế: posts assigned and filled, contracts and reductions. Stocks at a date, never added over periods."""

from dashboard import export_texts, groups, page_exports, panels, texts

CHANGES = ("staff_contract", "staff_cut_in_period", "psu_staff_cut_in_period")
CUTS = ("staff_cut_rate_vs_2015", "psu_staff_cut_rate_vs_2015")
SIDES = (texts.ASSIGNED, texts.PRESENT)

found = groups.theme_groups("staffing", texts.STAFFING)
for group in found:
    groups.level_heading(group)
    panels.lay_out(
        [
            panels.pair_panel(group, "staff_assigned", "staff_present", texts.CIVIL_SERVANTS, SIDES),
            panels.pair_panel(group, "psu_staff_assigned", "psu_staff_present", texts.PUBLIC_EMPLOYEES, SIDES),
            *(panels.rate_panel(group, code, "", texts.SHORT[code]) for code in CUTS),
            panels.value_panel(group, CHANGES, "", texts.STAFF_CHANGES),
            panels.history_panel(group, "staff_fill_rate", ""),
        ]
    )
    panels.not_reported(group, ("staff_fill_rate", "psu_staff_fill_rate", *CHANGES, *CUTS))
page_exports.offer_drawn(texts.STAFFING, found, export_texts.DRAWN)
