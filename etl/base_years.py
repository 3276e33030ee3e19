"""'Số ĐVSN năm 2015' in a later report: no comparison, but the number against which reductions are measured."""

from dataclasses import replace

from etl.axes import Heading
from etl.periods import Period
from etl.reference import Reference

BASE_YEAR = 2015
_SAID = f"năm {BASE_YEAR}"
_COUNTED = frozenset({"psunits", "pe"})
_OTHERS = frozenset({"staff", "est"})


def of_base(heading: Heading, titled: Period | None, reference: Reference) -> Heading | None:
    """A heading of đơn vị sự nghiệp whose year is that base and no kỳ; None of all else."""
    facets = reference.grammar.join(heading.path).facets
    if titled is None or titled.year == BASE_YEAR or not facets & _COUNTED or facets & _OTHERS:
        return None
    if heading.period is not None and heading.period.year == BASE_YEAR:
        return replace(heading, path=(*heading.path, _SAID), period=None)
    return heading if heading.period is None and "base" in facets else None
