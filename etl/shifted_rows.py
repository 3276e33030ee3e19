"""Rows typed one column too far left, because their number was left out."""

import re
from collections.abc import Mapping

from etl.headers import line, numbered
from etl.workbook import Cell


def put_right(by_kind: Mapping[str, Cell]) -> dict[str, Cell] | None:
    """A row whose number cell is missing so that label, measure and value each stand one column too far left."""
    number, label, measure = by_kind.get("number"), by_kind.get("label"), by_kind.get("measure")
    if number is None or label is None or measure is None or "code" in by_kind:
        return None
    long_words = number.kind == "text" and not numbered(number) and len(line(number).split()) > 3
    figure = measure.kind == "number" or bool(re.fullmatch(r"[\d.,]+\s*%?", line(measure)))
    return {"label": number, "measure": label, "value": measure} if long_words and figure else None
