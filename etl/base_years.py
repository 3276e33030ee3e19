"""'Số ĐVSN năm 2015' in a later report: no comparison, but the number against which reductions are measured."""

import re
from dataclasses import replace

from etl.axes import Heading
from etl.periods import Period
from etl.reference import Reference

BASE_YEAR = 2015
_SAID = f"năm {BASE_YEAR}"
_LAST_DAY = re.compile(rf"\b31\s*[/.-]\s*12\s*[/.-]\s*{BASE_YEAR}\b")
_COUNTED = frozenset({"psunits", "pe"})
_OTHERS = frozenset({"staff", "est"})


def of_base(heading: Heading, titled: Period | None, reference: Reference) -> Heading | None:
    """A heading of đơn vị sự nghiệp whose year is that base and no kỳ; None of all else."""
    facets = reference.grammar.join(heading.path).facets
    if titled is None or titled.year == BASE_YEAR or not facets & _COUNTED or facets & _OTHERS:
        return None
    of_year = heading.period.year == BASE_YEAR if heading.period else bool(_LAST_DAY.search(heading.printed))
    if not of_year and (heading.period is not None or "base" not in facets):
        return None
    path = heading.path if "base" in facets else (*heading.path, _SAID)
    return replace(heading, path=path, period=None)
