"""Giải ngân đầu tư công: each unit against its pace, the level through the year, plan and disbursed, quarters."""

from functools import partial

from dashboard import (
    ends,
    export_texts,
    grid_panels,
    groups,
    money_panels,
    page_exports,
    panels,
    running_panel,
    sections,
    texts,
    theme_texts,
)

RATE = "investment_disbursement_rate"
MONEY = ("investment_plan", "investment_disbursed")


def pace(group: groups.Group, *, show_all: bool) -> sections.Part:
    """Who is behind the pace, the level through the year, and in which quarter money was paid."""
    return (
        [money_panels.bullet_panel(group, RATE, MONEY[0], show_all=show_all)],
        [running_panel.running_panel(group, RATE), grid_panels.quarter_panel(group, "investment_disbursed", "")],
    )


def money(group: groups.Group, *, show_all: bool) -> sections.Part:
    """The plan, what was paid of it, and the rate over the periods."""
    sides = (texts.PLAN, texts.DISBURSED)
    return (
        [panels.pair_panel(group, *MONEY, texts.DISBURSEMENT, sides, show_all=show_all)],
        [grid_panels.history_panel(group, RATE, "")],
    )


found = groups.theme_groups("investment", texts.INVESTMENT)
for group in found:
    groups.level_heading(group)
    part = sections.choose(theme_texts.MONEY_PARTS)
    show_all = ends.shows_all(len(group.reporters))
    makers = {
        "tien-do": partial(pace, group, show_all=show_all),
        "von": partial(money, group, show_all=show_all),
    }
    sections.draw(part, theme_texts.MONEY_PARTS, makers)
    panels.not_reported(group, (RATE, *MONEY))
page_exports.offer_drawn(texts.INVESTMENT, found, export_texts.DRAWN)
