"""The log of deeds as a list: some of them by account, kind and days, and as a table."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

from etl import deeds, exchange, ledger
from etl.deeds import Deed

COLUMNS = ("number", "at", "machine", "person", "deed", "outcome", "units", "periods", "facts")


def chosen(
    found: Sequence[Deed], *, person: str = "", deed: str = "", first: date | None = None, last: date | None = None
) -> list[Deed]:
    """The deeds of an account, a kind and some days in Vietnam."""
    return [
        one
        for one in found
        if person in ("", one.person)
        and deed in ("", one.deed)
        and (first is None or day(one) >= first)
        and (last is None or day(one) <= last)
    ]


def day(deed: Deed) -> date:
    """The day in Vietnam on which it was done."""
    return ledger.in_vietnam(datetime.fromisoformat(deed.at).astimezone(UTC).replace(tzinfo=None)).date()


def csv_text(found: Sequence[Deed]) -> str:
    """The deeds for Vietnamese Excel."""
    rows = [
        {name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict)
         else "; ".join(map(str, value)) if isinstance(value, list) else value
         for name, value in deeds.to_data(deed).items()}
        for deed in found
    ]  # fmt: skip
    return exchange.csv_text(COLUMNS, rows)
