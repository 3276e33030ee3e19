"""How a figure stands in a cell: offices type numbers, text with dots or commas, percent formats, other money units."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from etl.demo.key import Expect, Fact

Value = str | int | float | date | None
Count = Literal["typed", "typed_grouped", "dot", "comma", "plain"]
Rate = Literal["typed", "percent_format", "comma", "comma_percent", "dot_percent"]
Money = Literal["typed", "typed_grouped", "text"]
_TWO_PLACES = Decimal("0.01")
# Printed unit, how many of them a million đồng makes.
_MONEY_UNITS = (
    (("triệu đồng", "Triệu đồng", "tr.đ"), Decimal(1)),
    (("tỷ đồng", "Tỷ đồng"), Decimal("0.001")),
    (("nghìn đồng", "1.000 đồng"), Decimal(1000)),
    (("đồng", "Đồng"), Decimal(1_000_000)),
)


@dataclass(frozen=True)
class Ink:
    """One cell as it is drawn, with what it means; a formula is text that begins with '='."""

    value: Value = None
    number_format: str = "General"
    fact: Fact | None = None

    def judged(self, expect: Expect, why: str) -> "Ink":
        """The same cell, of which a reader is to think otherwise."""
        return replace(self, fact=replace(self.fact, expect=expect, why=why)) if self.fact else self

    def spoilt(self, value: Value, why: str, number_format: str = "General", expect: Expect = "ask") -> "Ink":
        """The same cell with something in it that is no figure."""
        fact = replace(self.fact, value=None, expect=expect, why=why) if self.fact else None
        return Ink(value, number_format, fact)


@dataclass(frozen=True)
class Hand:
    """The habits of one office, which it keeps through a workbook."""

    count: Count
    rate: Rate
    money: Money
    money_unit: str
    money_factor: Decimal
    names_money_in_heads: bool
    pads: bool  # 04
    zero: str | None  # how 'not reported' is drawn: None is an empty cell

    @property
    def types_numbers(self) -> bool:
        """Whether money cells hold numbers, not text."""
        return self.money != "text"

    def ink(self, fact: Fact, kind: str, number: int | Decimal | None) -> Ink:
        """A figure of a kind (count, money or ratio) as this office draws it; the fact gets the value as printed."""
        if number is None:
            return Ink(self.zero, "@" if self.zero else "General", replace(fact, expect="aside", why="blank"))
        if kind == "ratio":
            return self._rate(fact, Decimal(number))
        if kind == "money":
            return self._money(fact, Decimal(number))
        return self._count(fact, int(number))

    def _count(self, fact: Fact, number: int) -> Ink:
        meant = replace(fact, value=Decimal(number))
        if self.count == "typed":
            return Ink(number, "General", meant)
        if self.count == "typed_grouped":
            return Ink(number, "#,##0", meant)
        if number < 10 and self.pads:
            return Ink(f"{number:02d}" if number else "0", "@", meant)
        mark = {"dot": ".", "comma": ",", "plain": ""}[self.count]
        return Ink(f"{number:,}".replace(",", mark), "@", meant)

    def _rate(self, fact: Fact, number: Decimal) -> Ink:
        rate = number.quantize(_TWO_PLACES, ROUND_HALF_UP)
        if rate == 100 and number != 100:  # 100 is a claim that nothing is missing, not a rounding
            rate = Decimal("99.99")
        meant = replace(fact, value=rate)
        if self.rate == "typed":
            # 0,8 typed as a number may be 0,8 % or 80 %: a person knows
            doubtful = 0 < rate <= 1 and fact.expect == "load"
            return Ink(float(rate), "0.00", replace(meant, expect="ask", why="rate_scale") if doubtful else meant)
        if self.rate == "percent_format":
            return Ink(float(rate / 100), "0.00%", meant)
        sign = "" if self.rate == "comma" else "%"
        text = "100" if rate == 100 else str(rate)
        return Ink((text if self.rate == "dot_percent" else text.replace(".", ",")) + sign, "@", meant)

    def _money(self, fact: Fact, million: Decimal) -> Ink:
        meant, number = replace(fact, value=million), million * self.money_factor
        if self.money != "text":
            decimals = number != number.to_integral_value()
            grouped = "#,##0.000" if self.money_factor < 1 else "#,##0"
            return Ink(
                float(number) if decimals else int(number),
                grouped if self.money == "typed_grouped" else "General",
                meant,
            )
        whole, _, decimals_text = (f"{number:,.3f}" if self.money_factor < 1 else f"{number:,.0f}").partition(".")
        return Ink(whole.replace(",", ".") + ("," + decimals_text if decimals_text else ""), "@", meant)


def hand(rng: Random, *, text_only: bool = False) -> Hand:
    """An office by chance; a text table has no typed numbers."""
    counts: tuple[Count, ...] = ("dot", "comma", "plain", "typed", "typed", "typed_grouped", "typed_grouped")
    rates: tuple[Rate, ...] = ("comma", "comma_percent", "dot_percent", "typed", "percent_format")
    money: tuple[Money, ...] = ("text", "typed", "typed_grouped")
    printed, factor = _MONEY_UNITS[rng.choice((0, 0, 0, 1, 1, 2, 3))]
    return Hand(
        count=rng.choice(counts[:3] if text_only else counts),
        rate=rng.choice(rates[:3] if text_only else rates),
        money=rng.choice(money[:1] if text_only else money),
        money_unit=rng.choice(printed),
        money_factor=factor,
        names_money_in_heads=rng.random() < 0.4,
        pads=rng.random() < 0.5,
        zero=rng.choice((None, None, "- -", "-")),
    )
