"""Biên chế: posts assigned and filled, contracts and reductions. Stocks at a date, never added over periods."""

from dashboard import ends, export_texts, groups, page_exports, panels, staff_panels, texts

CHANGES = ("staff_contract", "staff_cut_in_period", "psu_staff_cut_in_period")
CUTS = ("staff_cut_rate_vs_2015", "psu_staff_cut_rate_vs_2015")

found = groups.theme_groups("staffing", texts.STAFFING)
for group in found:
    groups.level_heading(group)
    show_all = ends.shows_all(len(group.reporters))
    posts = staff_panels.chosen_posts(group)
    panels.lay_out(
        [
            staff_panels.posts_panel(group, posts, show_all=show_all),
            staff_panels.vacancy_panel(group, posts, show_all=show_all),
            *(panels.rate_panel(group, code, "", texts.SHORT[code]) for code in CUTS),
            panels.value_panel(group, CHANGES, "", texts.STAFF_CHANGES),
            panels.history_panel(group, posts.fill_rate, ""),
        ]
    )
    panels.not_reported(group, ("staff_fill_rate", "psu_staff_fill_rate", *CHANGES, *CUTS))
page_exports.offer_drawn(texts.STAFFING, found, export_texts.DRAWN)
