"""Giải ngân đầu tư công: each unit against its pace, the level through the year, plan and disbursed, quarters."""

from collections.abc import Sequence
from functools import partial

from dashboard import (
    ends,
    export_texts,
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


def pace(group: groups.Group, *, show_all: bool) -> Sequence[panels.Panel | None]:
    """Who is behind the pace, and the level through the year."""
    return [
        money_panels.bullet_panel(group, RATE, MONEY[0], show_all=show_all),
        running_panel.running_panel(group, RATE),
    ]


def money(group: groups.Group, *, show_all: bool) -> Sequence[panels.Panel | None]:
    """The plan, what was paid of it, and in which quarter."""
    return [
        panels.pair_panel(group, *MONEY, texts.DISBURSEMENT, (texts.PLAN, texts.DISBURSED), show_all=show_all),
        panels.quarter_panel(group, "investment_disbursed", ""),
    ]


def over_periods(group: groups.Group) -> Sequence[panels.Panel | None]:
    """The rate, unit by period."""
    return [panels.history_panel(group, RATE, "")]


found = groups.theme_groups("investment", texts.INVESTMENT)
for group in found:
    groups.level_heading(group)
    show_all = ends.shows_all(len(group.reporters))
    makers = {
        "tien-do": partial(pace, group, show_all=show_all),
        "von": partial(money, group, show_all=show_all),
        "cac-ky": partial(over_periods, group),
    }
    sections.draw(theme_texts.MONEY_PARTS, makers)
    panels.not_reported(group, (RATE, *MONEY))
page_exports.offer_drawn(texts.INVESTMENT, found, export_texts.DRAWN)
