"""Biên chế: posts assigned and filled, contracts and reductions. Stocks at a date, never added over periods."""

from functools import partial

from dashboard import (
    ends,
    export_texts,
    grid_panels,
    groups,
    page_exports,
    panels,
    sections,
    staff_panels,
    texts,
    theme_texts,
)

CHANGES = ("staff_contract", "staff_cut_in_period", "psu_staff_cut_in_period")
CUTS = ("staff_cut_rate_vs_2015", "psu_staff_cut_rate_vs_2015")


def vacancies(group: groups.Group, posts: staff_panels.Posts, *, show_all: bool) -> sections.Part:
    """Who has vacant posts, and since when."""
    return (
        [staff_panels.posts_panel(group, posts, show_all=show_all)],
        [staff_panels.vacancy_panel(group, posts, show_all=show_all)],
    )


def cuts(group: groups.Group) -> sections.Part:
    """How far the reductions are, contracts and what changed in the period."""
    return (
        [panels.rate_panel(group, code, "", texts.SHORT[code]) for code in CUTS],
        [panels.value_panel(group, CHANGES, "", texts.STAFF_CHANGES)],
    )


def over_periods(group: groups.Group, posts: staff_panels.Posts) -> sections.Part:
    """The share of posts filled, unit by period."""
    return [grid_panels.history_panel(group, posts.fill_rate, "")], []


found = groups.theme_groups("staffing", texts.STAFFING)
for group in found:
    groups.level_heading(group)
    part = sections.choose(theme_texts.STAFF_PARTS)
    show_all = part not in ("bien-che", sections.ALL) or ends.shows_all(len(group.reporters))
    posts = staff_panels.chosen_posts(group)
    makers = {
        "bien-che": partial(vacancies, group, posts, show_all=show_all),
        "tinh-gian": partial(cuts, group),
        "cac-ky": partial(over_periods, group, posts),
    }
    sections.draw(part, theme_texts.STAFF_PARTS, makers)
    panels.not_reported(group, ("staff_fill_rate", "psu_staff_fill_rate", *CHANGES, *CUTS))
page_exports.offer_drawn(texts.STAFFING, found, export_texts.DRAWN)
