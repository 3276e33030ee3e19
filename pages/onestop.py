"""iGate và trực tuyến: how far the electronic one-stop shop and online filing have spread."""

from functools import partial

from dashboard import (
    dossier_panels,
    ends,
    export_texts,
    filters,
    grid_panels,
    groups,
    page_exports,
    panels,
    sections,
    share_panels,
    store,
    texts,
    theme_texts,
)

RANKED = ("online_dossier_rate", "igate_dossier_rate")
RATES = ("online_l3_provision_rate", "online_l4_provision_rate", "online_payment_rate")
DOSSIERS = ("online_dossier_base", "online_dossiers_received")
PROCEDURES = ("online_l3_provided", "online_l4_provided", "online_l34_national_portal", "fee_procedures_online_payment")
COMMUNES = ("communes_total", "onestop_connected_communes")
SIDES = (texts.COMMUNES, texts.CONNECTED)


def ranks(group: groups.Group, *, everyone: bool) -> sections.Part:
    """Whose dossiers come online or through iGate, first to last."""
    left, right = (dossier_panels.rank_panel(group, code, "", texts.SHORT[code], everyone=everyone) for code in RANKED)
    return [left], [right]


def changes(group: groups.Group, *, everyone: bool) -> sections.Part:
    """How far each unit has come since its first period, and by what way."""
    left, right = (dossier_panels.spread_panel(group, code, texts.SHORT[code], everyone=everyone) for code in RANKED)
    return [left], [right, grid_panels.history_panel(group, RANKED[0], "")]


def ways(group: groups.Group, *, everyone: bool) -> sections.Part:
    """Online, direct and by post, of what was received."""
    choice = filters.current()
    received = store.fetch_of(choice.reporting_units, "told", period=choice.period, theme="dossiers", level=group.level)
    return (
        [share_panels.ways_panel(group, received, everyone=everyone)],
        [panels.value_panel(group, DOSSIERS, "", texts.DOSSIERS_ONLINE)],
    )


def services(group: groups.Group) -> sections.Part:
    """Which services are online, and which communes are connected."""
    return (
        [panels.rate_panel(group, code, "", texts.SHORT[code]) for code in RATES],
        [
            panels.pair_panel(group, *COMMUNES, texts.COMMUNES_CONNECTED, SIDES),
            panels.value_panel(group, PROCEDURES, "", texts.PROCEDURES_ONLINE),
        ],
    )


found = groups.theme_groups("onestop", texts.ONESTOP)
for group in found:
    groups.level_heading(group)
    part = sections.choose(theme_texts.ONESTOP_PARTS)
    everyone = part == "dich-vu" or ends.shows_all(len(group.reporters))
    makers = {
        "ty-le": partial(ranks, group, everyone=everyone),
        "thay-doi": partial(changes, group, everyone=everyone),
        "kenh-nop": partial(ways, group, everyone=everyone),
        "dich-vu": partial(services, group),
    }
    sections.draw(part, theme_texts.ONESTOP_PARTS, makers)
    panels.not_reported(group, (*RANKED, *RATES, *COMMUNES))
page_exports.offer_drawn(texts.ONESTOP, found, export_texts.DRAWN)
