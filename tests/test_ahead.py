"""In quiet moments the other periods are asked what somebody asked of one."""

from pathlib import Path

import pytest

from dashboard import asking
from dashboard.ahead import Ahead
from dashboard.asking import Question, Snapshot
from tests.warehouses import ROWS, publish

PERIODS = ["2024-Q2", "2024-Q1", "2022"]  # the latest first


def asked(snapshot: Snapshot, question: str = "told", period: str = "2022", **values: str) -> Question:
    return Question(question, tuple(sorted({"period": period, **values}.items())), snapshot, "vi")


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    path = publish(tmp_path)
    return Snapshot(str(path), path.stat().st_mtime_ns)


class House:
    """A clock that goes on by itself, and whether it is quiet."""

    def __init__(self, takes: float = 0.0) -> None:
        """Quiet; to ask takes so many seconds."""
        self.quiet, self._now, self._takes = True, 0.0, takes
        self.ahead = Ahead(lambda: self.quiet, self._clock)

    def _clock(self) -> float:
        self._now += self._takes
        return self._now

    def steps(self) -> int:
        """How much was asked until nothing was left."""
        return next(count for count in range(100) if not self.ahead.step())


def kept(snapshot: Snapshot, question: str = "told", **values: str) -> list[str]:
    return [period for period in PERIODS if asked(snapshot, question, period, **values) in asking.answers]


def test_the_latest_period_comes_first_and_what_is_kept_is_not_asked_again(snapshot: Snapshot) -> None:
    house = House()
    assert not house.ahead.step()  # nobody has asked anything
    asking.answer(asked(snapshot, period="2024-Q1"))
    house.ahead.note(asked(snapshot, period="2024-Q1"))
    assert house.ahead.step()
    assert kept(snapshot) == ["2024-Q2", "2024-Q1"]
    assert house.steps() == 1
    assert kept(snapshot) == PERIODS
    ahead, himself = asking.answer(asked(snapshot)), House()
    asking.answers._found.clear()
    assert asking.answer(asked(snapshot)).equals(ahead)
    assert himself.steps() == 0


def test_people_come_first(snapshot: Snapshot) -> None:
    house = House()
    house.ahead.note(asked(snapshot))
    house.quiet = False
    assert house.steps() == 0
    assert not kept(snapshot)
    house.quiet = True
    assert house.steps() == 3


def test_a_new_snapshot_is_asked_what_the_one_before_it_was(snapshot: Snapshot, tmp_path: Path) -> None:
    house = House()
    for question in ("told", "levels_reported"):
        house.ahead.note(asked(snapshot, question))
    assert house.ahead.step()
    later = publish(tmp_path / "later", ROWS[:-2])
    new = Snapshot(str(later), later.stat().st_mtime_ns)
    house.ahead.note(asked(new))
    assert house.steps() == 4  # of two periods, and nothing more of the snapshot before
    assert kept(new, "levels_reported") == PERIODS[1:]
    assert not kept(snapshot, "levels_reported")


def test_what_takes_long_and_what_few_see_is_left_to_whoever_asks(snapshot: Snapshot) -> None:
    slow = House(takes=1)
    slow.ahead.note(asked(snapshot))
    slow.ahead.note(asked(snapshot, "levels_reported"))
    assert slow.steps() == 2  # each once
    other = House()
    other.ahead.note(asked(snapshot._replace(remits=("lak",))))
    other.ahead.note(asked(snapshot._replace(known_on=1)))
    other.ahead.note(asked(snapshot, units="current_units"))
    other.ahead.note(asked(snapshot, "periods", period=""))
    assert other.steps() == 0


def test_there_is_room_left_for_what_people_ask(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    house.ahead.note(asked(snapshot))
    monkeypatch.setattr(asking.answers, "_most", 2 * asking.answers._weight + 1)
    assert house.ahead.step()
    assert house.steps() == 0
