"""A chart as a PNG: the button beside it. The picture is made in the browser by pictures.js, without a server's Chrome.

Whatever makes the picture readable where the page is not at hand stands in it: title, measure, period, level, how many
units, how the reader looked, and which snapshot the figures come from.
"""

import html
import json
import re
from collections.abc import Sequence

import streamlit as st

from dashboard import allowed, export_texts, filters, first_screen, formatting, language, lens, lens_bar, store, texts
from dashboard import picture_texts as words
from dashboard.queries.ask import CURRENT_UNITS

# Whoever comes from a page without charts has no Plotly yet, and the browser takes longer to read and run it than the
# server to make a page: it begins at once, not when the first chart arrives. The file is Streamlit's own, asked for
# under the address that Streamlit itself will ask for.
_PLOTLY = """
const main = document.querySelector('script[type="module"][src*="static/js/index."]');
if (main) import(new URL(%s, main.src)).catch(() => {});
"""


def begin(*, has_charts: bool) -> str:
    """A script for this run: language of the page and words of the style; where it begins with charts, Plotly too."""
    files = json.dumps(texts.UPLOAD_DROP, ensure_ascii=False)  # a string of CSS is quoted as one of JSON
    spoken = (
        f"const page = document.documentElement; page.lang = {json.dumps(language.current())};"
        f"page.style.setProperty('--choose-files', {json.dumps(files, ensure_ascii=False)});"
    )
    plotly = first_screen.chart_file() if has_charts else ""
    begun = _PLOTLY % json.dumps(plotly) if plotly else ""
    return f"{{{spoken}{begun}}}"


def offer(chart_key: str, title: str, measure: str, level: str, notes: Sequence[str]) -> None:
    """A button for a chart of one level in the chosen period.

    `notes`: what else is said about the chart on the page (coverage, marks), in Markdown or plain; empty ones are left
    out. `measure` is the catalogue's; '' where the axes say it themselves.
    """
    period = filters.current().period
    facts = [formatting.LEVELS.get(level, level), formatting.period_label(period)]
    facts += [words.MEASURE.format(measure=formatting.MEASURES.get(measure, measure))] if measure else []
    lines = [" · ".join(facts), *(_in_one_line(note) for note in notes), *_looked()]
    snapshot = store.pinned()
    number = snapshot.number if snapshot else 0
    named = [*store.trial_address(), title, formatting.period_label(period), facts[0]]
    named.append(export_texts.SNAPSHOT_IN_NAME.format(number=number))
    source = words.SOURCE.format(number=number, made_at=lens_bar.made_at())
    button(chart_key, title, [line for line in lines if line], source, formatting.file_name(*named))


def button(chart_key: str, title: str, lines: Sequence[str], source: str, filename: str) -> None:
    """The button that takes the chart with this key along as `filename`.png: title, lines, chart, source.

    All texts are plain; names out of workbooks may be among them. The chart must be drawn by `st.plotly_chart`.
    """
    told = {
        "picture": "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", chart_key.strip()),  # as Streamlit makes a class of a key
        "title": title,
        "lines": json.dumps(list(lines), ensure_ascii=False),
        "source": source,
        "filename": f"{filename}.png",
        "failed": words.FAILED,
    }
    data = " ".join(f'data-{name}="{html.escape(text)}"' for name, text in told.items())
    label = html.escape(words.BUTTON_OF.format(title=title))
    st.html(
        f'<div class="picture"><button type="button" aria-label="{label}" {data}>{html.escape(words.BUTTON)}</button>'
        '<span role="status"></span></div>'
    )


def _in_one_line(note: str) -> str:
    """A line of the page; explained marks, far apart there, are divided by points and stay with their words."""
    parts = (formatting.from_markdown(part) for part in note.split("\u2003"))
    return " · ".join(re.sub(r"^([^\w\s]) ", "\\1\u00a0", part) for part in parts if part)


def _looked() -> list[str]:
    """What a reader of the picture must not miss: an invented province, other units, an earlier state."""
    now = lens.current()
    said = [export_texts.TRIAL] if allowed.in_trial() else []
    if now.units == CURRENT_UNITS:
        said.append(f"{export_texts.LABELS['looked_at']}: {lens_bar.units_name(now.units)}")
    if now.known_on:
        said.append(f"{export_texts.LABELS['known_on']}: {lens_bar.load_name(now.known_on)}")
    return said
