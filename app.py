"""Router: the pages, the first run, the shared filter bar, the page, the footer.

`streamlit run` reads this file twice: as the server, which it imports, and at each visitor's script run as `__main__`.
"""

import streamlit as st

from dashboard import (
    account,
    address,
    ahead,
    allowed,
    collecting,
    desk,
    drill,
    filters,
    first_run,
    first_screen,
    gate,
    language_bar,
    lens_bar,
    menu,
    sharing,
    shell,
    store,
    texts,
    translation,
    turns,
)
from etl.model import PersonCanActError


def main() -> None:
    """One script run: one snapshot."""
    store.follow_address()
    desk.follow_address()
    app = texts.TRIAL_APP if allowed.in_trial() else texts.APP
    st.set_page_config(page_title=app, page_icon=shell.ICON, layout="wide")  # before the menu, whose icons are remote
    router = menu.pages()
    page = st.navigation(list(router), position="hidden")  # Streamlit's own menu loses what was chosen
    st.set_page_config(page_title=f"{page.title} · {app}")
    listed = router[page]
    address.follow(listed.path)
    shell.dress(has_charts=listed.has_charts)
    place = st.sidebar.container()
    shell.trial_offer()
    language_bar.choice()
    shell.banner()
    if not gate.is_open():
        return
    share = shell.title(page.title)
    try:
        first_run.prepare()
        store.pin()
        shell.damage()
        shell.away()
        gate.badge()
        gate.limits()
        lens_bar.choices()
        lens_bar.banner()
        filters.filter_bar(listed.bar, listed.theme)
        menu.draw(place, router, listed)
        drill.panel()
        refused = st.container()  # filled after the page, whose own controls refuse too
        if gate.may_open(listed.needs):
            page.run()
        also = (desk.address() if listed.path == "nap-phu-luc" else {}) | store.address()
        shell.refused_in_link(refused)
        sharing.offer(share, listed.place, also)
        address.publish(also)
        shell.footer()
    except PersonCanActError as error:
        st.error(translation.said(str(error)))
    except TimeoutError as error:
        st.error(texts.TOO_SLOW.format(code=shell.note(error)))
    except Exception as error:
        shell.failed(error)


if __name__ == "__main__":
    with turns.runs.one(), account.one_run():
        main()
    collecting.begin()
    ahead.begin()
else:
    app = st.App(__file__, routes=first_screen.routes())
