"""How soon a page is there: until every chart of its first screen is drawn, beside a bare Streamlit page with one.

    python -m bench.first_view [--warehouse FOLDER] [--rounds 5] [--paths "" ho-so]

A real Chromium opens each page in turn, round by round: cold in a new browser context (nothing cached), warm as the
second visit of that context. When the script has run and nothing is stale, it is known which charts have any part on
the first screen (1366 x 768); the page was there when the last of these had its marks, and a page without charts when
its script had run. The servers' own caches are warm: somebody has looked before. The clock is the browser's, from the
start of the navigation. Needs bench/requirements.txt and a Chromium. The exit code is 1 where a page takes more than
1.15 times the bare one.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from bench import serving

GOAL, BARE = 1.15, "bare page, one chart"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
# When each chart first had marks, noted from the start of the page on.
_WATCH = """() => {
  const marks = '.point path, .points path, .hm image, .js-line, .textpoint text, .shapelayer path';
  window.drawnAt = new Map();
  const watch = () => {
    for (const chart of document.querySelectorAll('[data-testid="stPlotlyChart"]'))
      if (!drawnAt.has(chart) && chart.querySelector(marks)) drawnAt.set(chart, performance.now());
    requestAnimationFrame(watch);
  };
  watch();
}"""
# Once all is there: when the first screen was, and how many charts it has. Nothing before.
_DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const state = app && [app.dataset.testScriptState, app.dataset.testConnectionState].join();
  if (state !== 'notRunning,CONNECTED') return null;
  if (document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) return null;
  if (document.querySelectorAll('[data-testid="stMain"] *').length < 10) return null;
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].filter(chart => {
    const box = chart.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  });
  if (!charts.every(chart => drawnAt.has(chart))) return null;
  return [charts.length ? Math.max(...charts.map(chart => drawnAt.get(chart))) : performance.now(), charts.length];
}"""


class View(NamedTuple):
    """One opening: milliseconds, and how many charts were on the first screen."""

    milliseconds: float
    charts: int


def opened(page: Page, url: str) -> View:
    """Open a page and wait until its first screen is drawn."""
    page.goto(url, wait_until="commit")
    drawn = page.wait_for_function(_DRAWN, polling="raf", timeout=120_000)
    milliseconds, charts = drawn.json_value()
    return View(float(milliseconds), int(charts))


def round_of(browser: Browser, pages: dict[str, str]) -> dict[tuple[str, str], View]:
    """Each page once cold and once warm."""
    found = {}
    for name, url in pages.items():
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        context.add_init_script(f"({_WATCH})()")
        for way in ("cold", "warm"):
            page = context.new_page()
            found[way, name] = opened(page, url)
            page.close()
        context.close()
    return found


def measure(pages: dict[str, str], rounds: int) -> dict[tuple[str, str], list[View]]:
    """All rounds; one before them warms the servers."""
    found: dict[tuple[str, str], list[View]] = {}
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        for number in range(rounds + 1):
            for key, view in round_of(browser, pages).items():
                if number:
                    found.setdefault(key, []).append(view)
        browser.close()
    return found


def ratios(found: dict[tuple[str, str], list[View]], way: str, name: str) -> list[float]:
    """To the bare page of the same round."""
    pairs = zip(found[way, name], found[way, BARE], strict=True)
    return [view.milliseconds / bare.milliseconds for view, bare in pairs]


def _print_table(found: dict[tuple[str, str], list[View]]) -> float:
    worst = 0.0
    print("| visit | page | charts on the first screen | ms, median (min-max) | to the bare page (min-max) |")
    print("|---|---|---:|---:|---:|")
    for way, name in sorted(found):
        views = found[way, name]
        spent, shares = [view.milliseconds for view in views], ratios(found, way, name)
        ratio = statistics.median(shares)
        worst = max(worst, ratio)
        told = f"{statistics.median(spent):.0f} ({min(spent):.0f}-{max(spent):.0f})"
        print(f"| {way} | {name} | {views[-1].charts} | {told} | {ratio:.2f} ({min(shares):.2f}-{max(shares):.2f}) |")
    return worst


def _run(warehouse: Path, paths: Sequence[str], rounds: int) -> bool:
    with (
        serving.streamlit("app.py", warehouse) as app,
        serving.streamlit("bench/bare_page.py", warehouse) as bare,
    ):
        pages = {BARE: f"http://{bare.address}/"} | {f"/{path}": f"http://{app.address}/{path}" for path in paths}
        found = measure(pages, rounds)
    print(f"{serving.machine()}\n{rounds} rounds in turn\n")
    worst = _print_table(found)
    print(f"\nslowest page / bare page: {worst:.2f} (goal: at most {GOAL})")
    return worst <= GOAL


def main() -> None:
    """Make or take a warehouse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, help="default: an invented province, loaded first (minutes)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--paths", nargs="+", default=["", "ho-so"], help="addresses of our pages")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = wanted.warehouse or serving.province(Path(folder))
        sys.exit(0 if _run(warehouse.resolve(), wanted.paths, wanted.rounds) else 1)


if __name__ == "__main__":
    main()
