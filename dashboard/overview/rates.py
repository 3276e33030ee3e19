"""The headline indicators: the rates that stand for each theme."""

THEME_RATES = {
    "dossiers": ("dossiers_on_time_rate",),
    "onestop": ("online_dossier_rate", "igate_dossier_rate"),
    "staffing": ("staff_fill_rate", "psu_staff_fill_rate"),
    "investment": ("investment_disbursement_rate",),
}
# A share that no form prints (queries.ask.SHARES) stands beside them: of the dossiers that wait, how many are overdue.
LATE_SHARE = "dossiers_pending_late_share"
THEMES = {code: theme for theme, codes in THEME_RATES.items() for code in codes} | {LATE_SHARE: "dossiers"}
ORDER = ("dossiers_on_time_rate", LATE_SHARE, *(code for code in THEMES if not code.startswith("dossiers")))
LATE = "dossiers_resolved_late"  # a count, so that late dossiers without a rate do not go unseen
# Rates of events, which chance moves where there are few; posts and money are counted whole.
OF_DOSSIERS = {code for code, theme in THEMES.items() if theme in ("dossiers", "onestop")}
