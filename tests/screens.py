"""Driving the whole app without a browser, for every test of what stands on the screen."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]


OF_PARTS = ("dossiers", "onestop", "staffing", "investment")  # pages that show one part of themselves at a time


def open_page(page: str = "overview", **address: str | list[str]) -> AppTest:
    """The app on a page with all its parts, opened by a link with these parameters."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["bang"] = "1"  # every table, as who prints them
    part = address.pop("muc", "tat-ca")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    if page == "overview":
        return app
    app.switch_page(f"pages/{page}.py")
    if page in OF_PARTS and part:
        app.query_params["muc"] = part
    return app.run()


def words(app: AppTest, *, with_html: bool = True) -> str:
    """Everything on the screen that is text; Markdown means nothing inside HTML."""
    kinds = (
        app.title, app.header, app.subheader, app.caption, app.markdown, app.info, app.success, app.error, app.warning,
    )  # fmt: skip
    told = [str(element.value) for kind in kinds for element in kind]
    pieces = [element.proto for element in app.get("html") if with_html]
    told += [piece.body for piece in pieces if not piece.unsafe_allow_javascript]  # a script of ours is no text
    return "\n".join([*told, *(button.label for button in app.button)])
