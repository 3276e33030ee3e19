"""Giải ngân đầu tư công: each unit against its pace, the level through the year, plan and disbursed, quarters."""

from dashboard import columns, ends, export_texts, groups, money_panels, page_exports, panels, running_panel, texts

RATE = "investment_disbursement_rate"
MONEY = ("investment_plan", "investment_disbursed")

found = groups.theme_groups("investment", texts.INVESTMENT)
for group in found:
    groups.level_heading(group)
    show_all = ends.shows_all(len(group.reporters))
    columns.in_columns(
        [
            money_panels.bullet_panel(group, RATE, MONEY[0], show_all=show_all),
            panels.history_panel(group, RATE, ""),
        ],
        [
            running_panel.running_panel(group, RATE),
            panels.pair_panel(group, *MONEY, texts.DISBURSEMENT, (texts.PLAN, texts.DISBURSED), show_all=show_all),
            panels.quarter_panel(group, "investment_disbursed", ""),
        ],
    )
    panels.not_reported(group, (RATE, *MONEY))
page_exports.offer_drawn(texts.INVESTMENT, found, export_texts.DRAWN)
