"""An invented province that sends workbooks in every layout and wording we know, with an answer key.

For tests, benches and a newcomer's trial: nothing in it is real, and every workbook says so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from etl import wording
from etl.demo import books, defects, drawing, key, paper, printing, reform, world
from etl.demo.books import LAYOUTS as LAYOUTS
from etl.demo.books import Order
from etl.demo.defects import DEFECTS as DEFECTS
from etl.demo.key import Answer
from etl.demo.layouts import Desk
from etl.demo.world import World

ANSWERS, UNITS = "answers.csv", "reporting_units.csv"
CONVERSION, RESTATED = "bang-chuyen-doi.csv", "current_units.csv"  # of a reform
_DEFECTS_OF_A_FILE = (0, 0, 1, 1, 2, 3)
_OF_ONE_PERIOD = ("units_down", "own_form", "units_across", "items_down", "sheets_by_unit")


@dataclass(frozen=True)
class Drawn:
    """A workbook with its answers, and the names of the faults put into it."""

    name: str
    data: bytes
    layout: str
    answers: tuple[Answer, ...]
    defects: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """What was written, counted by what the key expects of a figure and by fault."""

    workbooks: int
    expected: dict[str, int]
    defects: dict[str, int]


def write(
    out: Path,
    *,
    units: int | tuple[int, int, int],
    periods: int,
    seed: int,
    reform_from: str = "",
    workbooks: int | None = None,
    with_defects: bool = True,
) -> Summary:
    """Write a province's workbooks, the answer key and the list of its units into a folder.

    Of a reform also the official conversion table, and what the new communes had before them.

    Args:
        out: an empty folder, created when missing.
        units: about how many reporting units below the province, or how many sở, huyện and xã.
        periods: how many, counted back from the year 2024.
        seed: the same one gives the same files.
        reform_from: the first period after a reform, '' without one.
        workbooks: how many; without it every one that the units send for these periods.
        with_defects: whether to put faults into some of them.

    Raises:
        ValueError: units, periods or the reform out of bounds.
        FileExistsError: the folder holds something already.
    """
    province = world.build(units, periods, seed, reform_from)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(str(out))
    answers: list[Answer] = []
    faults: Counter[str] = Counter()
    drawn = 0
    for workbook in draw(province, workbooks=workbooks, with_defects=with_defects):
        (out / workbook.name).write_bytes(workbook.data)
        answers += workbook.answers
        faults.update(workbook.defects)
        drawn += 1
    (out / ANSWERS).write_text(key.as_csv(answers, province.today), "utf-8", newline="")
    (out / UNITS).write_text(world.units_csv(province), "utf-8", newline="")
    if province.reform is not None:
        (out / CONVERSION).write_text(reform.table(province.reform), "utf-8", newline="")
        told = reform.restated(province.reform, province.figures, province.periods)
        (out / RESTATED).write_text(told, "utf-8", newline="")
    expected = Counter(answer.fact.expect for answer in answers)
    return Summary(drawn, dict(sorted(expected.items())), dict(sorted(faults.items())))


def draw(
    province: World, *, workbooks: int | None = None, with_defects: bool = True, layouts: Sequence[str] = LAYOUTS
) -> Iterator[Drawn]:
    """The workbooks of a province one after the other; more than it sends are drawn again in other words."""
    sent = tuple(order for order in books.orders(province) if order.layout in layouts)
    for number in islice(count(), len(sent) if workbooks is None else workbooks):
        yield _drawn(province, sent[number % len(sent)], number, with_defects=with_defects)


def draw_workbook(seed: int, *, sheets: int = 7, units: int = 40, with_defects: bool = False) -> Drawn:
    """One long workbook of a district, quickly: for benches that need hundreds of them.

    Args:
        seed: decides the province, the words and the habits.
        sheets: how many, at most 4 for each of 24 periods and 3 more.
        units: of the province; its districts have about seven communes each.
        with_defects: whether to put faults into it.
    """
    province = world.build(units, world.MOST_PERIODS, seed)
    rng = province.rng("long")
    desk = Desk(province, printing.hand(rng), rng)
    district = rng.choice(province.districts)
    pages = books.many(desk, district, province.periods, sheets)
    faults = defects.add(desk, pages, 3) if with_defects else []
    name = f"minh-hoa_{seed}_{wording.slug(district.name)}_{sheets}-trang.xlsx"
    return _finished(name, "many", pages, faults)


def _drawn(province: World, order: Order, number: int, *, with_defects: bool) -> Drawn:
    rng = province.rng("workbook", number)
    text_only = rng.random() < 0.12
    desk = Desk(province, printing.hand(rng, text_only=text_only), rng)
    silent = with_defects and order.layout in _OF_ONE_PERIOD and rng.random() < 0.06
    pages = books.sheets(desk, order, period_said=not silent)
    text_only = text_only and len(pages) == 1
    faults = []
    if silent:
        defects.without_period(pages)
        faults.append("missing_period")
    elif with_defects:
        faults += defects.add(desk, pages, rng.choice(_DEFECTS_OF_A_FILE), text_only=text_only)
    period = "" if silent else f"_{order.period if len(order.periods) == 1 else order.period[:4]}"
    ending = "csv" if text_only else "xlsx"
    name = f"minh-hoa_{number + 1:04d}_{wording.slug(order.sender.name)}{period}.{ending}"
    return _finished(name, order.layout, pages, faults)


def _finished(name: str, layout: str, pages: list[paper.Page], faults: list[str]) -> Drawn:
    placed = [paper.place(page) for page in pages]
    if name.endswith(".csv"):
        placed[0].name = name.removesuffix(".csv")  # a text table is called by its file
        data = drawing.text_table(placed[0])
    else:
        data = drawing.workbook(placed)
    answers = [
        Answer(name, page.name, drawing.address(row, column), ink.fact)
        for page in placed
        for (row, column), (ink, _) in page.cells.items()
        if ink.fact is not None
    ]
    return Drawn(name, data, layout, tuple(key.once(answers)), tuple(faults))
