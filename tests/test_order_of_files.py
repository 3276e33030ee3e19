"""Real workbooks in any order: once each document bears its own day, order changes neither figures nor their cells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from etl import demo, derive, load, verification
from etl.demo import world as demo_world
from etl.interpret import interpret
from etl.load import Item
from etl.readers import read_workbook
from etl.reading_data import by_column
from tests.workbooks import TABLES
from tests.world import World

SEEDS = (2, 7)
ORDERS = 2


@cache
def read(seed: int) -> tuple[Item, ...]:
    """The workbooks of an invented province whose units are known, each as the loader takes it."""
    made = demo_world.build(12, 6, seed)
    known = TABLES.with_units(demo_world.reporting_units(made))
    items = []
    for number, drawn in enumerate(demo.draw(made, workbooks=20)):
        reading = by_column(interpret(read_workbook(drawn.data, drawn.name), drawn.name, known))
        dated = date(2025, 1, 1) + timedelta(days=number)
        items.append(Item(drawn.name, drawn.name, replace(reading, document_date=dated, new_units=[])))
    return tuple(item for item in items if not item.read.refused)


def stored(world: World, seed: int, items: Sequence[Item]) -> list[tuple[object, ...]]:
    """The figures that stand after loading files one by one."""
    world.clear()
    for unit in demo_world.reporting_units(demo_world.build(12, 6, seed)):
        world.unit(unit.reporting_unit, level=unit.level, province=unit.province)
    for item in items:
        number = load.begin(world.con, "load", "test")
        load.store(world.con, [item], reference=TABLES, received_by="test", number=number)
    derive.refresh(world.con)
    return world.rows("SELECT * EXCLUDE (submission), file FROM current_observations ORDER BY ALL")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_files_changes_nothing(module_world: World, seed: int) -> None:
    items = read(seed)
    units = {unit for item in items for unit in item.read.figures["reporting_unit"]}
    known = {unit.reporting_unit for unit in demo_world.reporting_units(demo_world.build(12, 6, seed))}
    items = tuple(item for item in items if set(item.read.figures["reporting_unit"]) <= known)
    assert len(items) > 10, (len(items), units - known)
    first = stored(module_world, seed, items)
    assert len(first) > 400
    for order in range(ORDERS):
        assert stored(module_world, seed, Random(order).sample(items, len(items))) == first
    verification.verify(module_world.con)
