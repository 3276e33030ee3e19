"""The first answer that a browser gets: Streamlit's own page, which also names the files that the screen will need.

Streamlit asks for Plotly, and for each kind of widget, when the first of them arrives, and fetches and reads four
megabytes while nothing else is left to do. Named in the page they are fetched while the app itself is, and Plotly runs
between the title and the rest. Style and scripts stand in it too: no script run sends them again (decision 41).
Addresses that are not listed here get Streamlit's page as it is.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import menu, outfit

_STATIC = Path(st.__file__).with_name("static")
_SCRIPTS = _STATIC / "static" / "js"
_USUAL = ("Html", "Button", "ButtonGroup", "Selectbox", "Multiselect", "DownloadButton")  # as Streamlit calls them
_CHART = "PlotlyChart"
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
# Once the title of the page is seen: before, all would come later; after, the rest that came would wait for it twice.
_RUN = """<script>
new MutationObserver((_, watch) => {
  if (!document.querySelector('[data-testid="stMain"] h1')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => import("./static/js/%s").catch(() => {})));
}).observe(document, { subtree: true, childList: true });
</script>
"""
# At `/ho-so` Streamlit would look for its server below `/ho-so` first, be refused, and look again beside it.
_SERVER = '<script>window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href };</script>\n'
_IMPORTS_WITHIN = 20_000  # characters: what a file imports stands at its beginning


def routes() -> list[Route]:
    """The address of each page of the menu."""
    return [Route(_path(one.place), _answering(one.place, one.has_charts)) for one in menu.listed()]


def gave(url: str | None) -> bool:
    """Whether the page at this address, as the browser tells it, came from here and so wears style and scripts.

    Also False where a proxy took something off the address: a script run then sends them.
    """
    return urlsplit(url or "").path in {_path(one.place) for one in menu.listed()}


def _path(place: str) -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{place}" if base else f"/{place}"


def _answering(place: str, has_charts: bool) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        return HTMLResponse(page(place, has_charts=has_charts), headers={"Cache-Control": "no-cache"})

    return answer


@cache
def page(place: str, *, has_charts: bool) -> str:
    """Streamlit's page with what it does not name itself; no file where a release calls its files otherwise."""
    own = (_STATIC / "index.html").read_text(encoding="utf-8")
    plotly = chart_file() if has_charts else ""
    more = [name for name in _with_imports(filter(None, (plotly, *map(file_of, _USUAL)))) if name not in own]
    links = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">\n' for name in more)
    scripts = (_SERVER if place else "") + (_RUN % plotly if plotly else "")
    # After Streamlit's own styles, which it puts into the head: of two rules of equal weight the later one counts.
    worn = f"<style>{outfit.STYLE}</style>\n<script>{outfit.SCRIPT}</script>\n"
    return own.replace("</head>", f"{scripts}{links}</head>", 1).replace("</body>", f"{worn}</body>", 1)


@cache
def file_of(kind: str) -> str:
    """What Streamlit's release calls its file with a kind of element; '' where it has none such, or several."""
    found = [file.name for file in _SCRIPTS.glob(f"{kind}.*.js")]
    return found[0] if len(found) == 1 else ""


def chart_file() -> str:
    """The file with Plotly."""
    return file_of(_CHART)


def _with_imports(names: Iterable[str]) -> Sequence[str]:
    """Files with all that they import, which a browser would otherwise know of only when it has read them."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found and (_SCRIPTS / name).is_file():
            found[name] = None
            with (_SCRIPTS / name).open(encoding="utf-8") as file:
                waiting += _IMPORTED.findall(file.read(_IMPORTS_WITHIN))
    return list(found)
