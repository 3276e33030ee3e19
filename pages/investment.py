"""Giải ngân đầu tư công: the printed rate beside the one that plan and disbursed give."""

from dashboard import export_texts, groups, page_exports, panels, texts

RATE = "investment_disbursement_rate"
MONEY = ("investment_plan", "investment_disbursed")

found = groups.theme_groups("investment", texts.INVESTMENT)
for group in found:
    groups.level_heading(group)
    panels.lay_out(
        [
            panels.rate_panel(group, RATE, "", texts.DISBURSEMENT_RATE),
            panels.pair_panel(group, *MONEY, texts.DISBURSEMENT, (texts.PLAN, texts.DISBURSED)),
            panels.quarter_panel(group, "investment_disbursed", ""),
            panels.history_panel(group, RATE, ""),
        ]
    )
    panels.not_reported(group, (RATE, *MONEY))
page_exports.offer_drawn(texts.INVESTMENT, found, export_texts.DRAWN)
