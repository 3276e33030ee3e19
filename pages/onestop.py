"""Một cửa điện tử (iGate) và trực tuyến: how far the electronic one-stop shop and online filing have spread."""

from dashboard import (
    dossier_panels,
    ends,
    export_texts,
    filters,
    groups,
    page_exports,
    panels,
    share_panels,
    store,
    texts,
)

RANKED = ("online_dossier_rate", "igate_dossier_rate")
RATES = ("online_l3_provision_rate", "online_l4_provision_rate", "online_payment_rate")
DOSSIERS = ("online_dossier_base", "online_dossiers_received")
PROCEDURES = ("online_l3_provided", "online_l4_provided", "online_l34_national_portal", "fee_procedures_online_payment")
COMMUNES = ("communes_total", "onestop_connected_communes")
SIDES = (texts.COMMUNES, texts.CONNECTED)

found = groups.theme_groups("onestop", texts.ONESTOP)
for group in found:
    groups.level_heading(group)
    everyone = ends.shows_all(len(group.reporters))
    choice = filters.current()
    received = store.fetch(
        "figures", period=choice.period, theme="dossiers", level=group.level, reporting_units=choice.reporting_units
    )
    panels.lay_out(
        [
            *(dossier_panels.rank_panel(group, code, "", texts.SHORT[code], everyone=everyone) for code in RANKED),
            *(dossier_panels.spread_panel(group, code, texts.SHORT[code], everyone=everyone) for code in RANKED),
            share_panels.ways_panel(group, received, everyone=everyone),
            *(panels.rate_panel(group, code, "", texts.SHORT[code]) for code in RATES),
            panels.pair_panel(group, *COMMUNES, texts.COMMUNES_CONNECTED, SIDES),
            panels.value_panel(group, DOSSIERS, "", texts.DOSSIERS_ONLINE),
            panels.value_panel(group, PROCEDURES, "", texts.PROCEDURES_ONLINE),
            panels.history_panel(group, "online_dossier_rate", ""),
        ]
    )
    panels.not_reported(group, (*RANKED, *RATES, *COMMUNES))
page_exports.offer_drawn(texts.ONESTOP, found, export_texts.DRAWN)
