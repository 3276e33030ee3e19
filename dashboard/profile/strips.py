"""Small strips of HTML: where a unit stands among its peers, and which periods it reported. Drawn by CSS alone."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import formatting
from dashboard import profile_texts as words
from dashboard import quality_texts as states

FEW = 5  # of fewer peers the names say more than dots


@dataclass(frozen=True)
class Peers:
    """The values of a rate of a level: the unit's own, and all that have it (its own among them), in percent."""

    title: str
    own: float
    values: tuple[tuple[str, float], ...]  # name, value
    sign: int
    rank: int | None = None

    @property
    def count(self) -> int:
        """How many units of the level have the figure."""
        return len(self.values)


@dataclass(frozen=True)
class Scale:
    """What a strip is drawn over: from `low` to `high`; and the middle half of the values with their median."""

    low: float
    high: float
    first: float
    median: float
    third: float

    def place(self, value: float) -> float:
        """Where a value stands, from 0 at the left to 100 at the right."""
        reach = self.high - self.low
        return 50.0 if reach <= 0 else min(100.0, max(0.0, 100 * (value - self.low) / reach))


def scale(values: Sequence[float]) -> Scale:
    """From the lowest to the highest of some values; there must be one."""
    low, first, median, third, high = (float(each) for each in np.quantile(values, (0, 0.25, 0.5, 0.75, 1)))
    return Scale(low, high, first, median, third)


def strip(peers: Peers) -> str:
    """One rate: its name, where the unit stands, and the same in words. Of fewer than FEW peers a list by name."""
    drawn = _few(peers) if peers.count < FEW else _dots(peers)
    own = html.escape(formatting.percent(peers.own, fixed=True))
    return (
        f"<li><b>{html.escape(peers.title)}</b><strong>{own}</strong>"
        f"{drawn}<small>{html.escape(_counted(peers))}</small></li>"
    )


def _counted(peers: Peers) -> str:
    """Median and rank in words, with among how many."""
    count = formatting.number(peers.count)
    said = (
        words.PEERS_RANK.format(rank=peers.rank, count=count) if peers.rank else words.PEERS_COUNT.format(count=count)
    )
    if peers.count < FEW:
        return said
    median = scale([value for _, value in peers.values]).median
    return f"{words.MEDIAN_MARK.format(value=formatting.percent(median))} · {said}"


def _few(peers: Peers) -> str:
    others = sorted(peers.values, key=lambda pair: -pair[1] * (peers.sign or 1))
    listed = "; ".join(words.PEER.format(name=name, value=formatting.percent(value)) for name, value in others)
    return f"<span class='few'>{html.escape(listed)}</span>"


def _dots(peers: Peers) -> str:
    values = [value for _, value in peers.values]
    over = scale(values)
    said = words.DOTS_ALT.format(
        title=peers.title, value=formatting.percent(peers.own), count=peers.count,
        low=formatting.percent(over.low), high=formatting.percent(over.high), median=formatting.percent(over.median),
        first=formatting.percent(over.first), third=formatting.percent(over.third),
    )  # fmt: skip
    places = sorted({round(over.place(value), 1) for value in values})  # what is drawn at one place is drawn once
    dots = "".join(f"<i style='left:{place}%'></i>" for place in places)
    first, third = over.place(over.first), over.place(over.third)
    marks = (
        f"<s style='left:{first:.1f}%;width:{third - first:.1f}%'></s>{dots}"
        f"<u style='left:{over.place(over.median):.1f}%'></u>"
        f"<em style='left:{over.place(peers.own):.1f}%'></em>"
    )
    ends = (
        f"<span class='ends'><span>{formatting.percent(over.low)}</span>"
        f"<span>{formatting.percent(over.high)}</span></span>"
    )
    told = html.escape(said)
    return (
        f"<span class='dots'><span class='track' role='img' aria-label='{told}' title='{told}'>{marks}</span>"
        f"<span aria-hidden='true'>{ends}</span></span>"
    )


def reported(record: Sequence[tuple[str, str]]) -> str:
    """Periods of one kind with what became of each, oldest first: a mark, the period below it, and both in words."""
    cells = "".join(
        f"<li class='{html.escape(state)}' title='{_state(period, state)}'><span aria-hidden='true'>"
        f"{states.MARKS.get(state, states.NOT_EXPECTED)}</span><small aria-hidden='true'>{html.escape(_short(period))}"
        f"</small><span class='spoken'>{_state(period, state)}</span></li>"
        for period, state in record
    )
    return f"<ol class='record' aria-label='{html.escape(words.RECORD)}'>{cells}</ol>"


def _state(period: str, state: str) -> str:
    name = states.STATES.get(state, words.NOT_EXPECTED)
    return html.escape(words.RECORD_OF.format(period=formatting.period_label(period), state=name))


def _short(period: str) -> str:
    """'Q1 24': under a mark there is no room for more, and the words are with it."""
    year, _, rest = period.partition("-")
    return f"{rest} {year[2:]}".strip() if rest else year
