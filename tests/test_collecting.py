"""All objects are looked at when nobody waits for a page, and now and then where somebody always does."""

import gc
from collections.abc import Iterator

import pytest

from dashboard.collecting import Collector


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()


class House:
    """A clock, and whether it is quiet."""

    def __init__(self) -> None:
        """Quiet, at the beginning."""
        self.now, self.quiet = 0.0, True
        self.collector = Collector(lambda: self.quiet, lambda: self.now)

    def looks(self, later: float, *, quiet: bool) -> bool:
        """Whether it looks after so many seconds; there are always some objects of middle age."""
        self.now += later
        self.quiet = quiet
        gc.collect(0), gc.collect(1)
        return self.collector.look()


def test_it_waits_for_a_quiet_moment_but_not_for_ever() -> None:
    house = House()
    assert not house.looks(0, quiet=False)
    assert house.looks(1, quiet=True)
    assert not house.looks(59, quiet=True)
    assert not house.looks(2, quiet=False)
    assert house.looks(1, quiet=True)
    assert not house.looks(179, quiet=False)
    assert house.looks(1, quiet=False)


def test_it_finds_circles_and_leaves_the_libraries_out() -> None:
    house = House()
    assert house.looks(0, quiet=True)
    libraries = gc.get_freeze_count()
    assert libraries > 10_000
    found: list[int] = []

    class Circle:
        def __del__(self) -> None:
            found.append(1)

    circle = Circle()
    circle.own = circle  # type: ignore[attr-defined]
    gc.collect()  # it is old by now
    del circle
    assert house.looks(60, quiet=True)
    assert found == [1]
    assert gc.get_freeze_count() <= libraries


def test_where_nothing_was_made_it_does_not_look() -> None:
    house = House()
    assert house.looks(0, quiet=True)
    gc.disable()
    try:
        gc.collect()
        assert not house.collector.look()
        house.now += 60
        assert not house.collector.look()
    finally:
        gc.enable()
