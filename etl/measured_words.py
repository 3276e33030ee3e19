"""What the đơn vị tính beside a wording says of it: 'hồ sơ', 'đơn vị', '%'."""

import re

from etl import wording
from etl.facets import AUTONOMY, SUBJECTS
from etl.terms import Understood

_MEASURES_OF_UNITS = frozenset({"đơn vị", "đvsn", "cơ quan đơn vị", "đơn vị sự nghiệp", "đv", "số lượng"})

_YES_NO = re.compile(r"\b(?:có|chưa|không) [01]\b.*\b[01]\b")  # 'Chưa = 0; Có = 1'


def of_measure(said: Understood, measure: str) -> Understood:
    """What the đơn vị tính adds to a wording: hồ sơ are what is counted, % makes a rate of it."""
    facets, measured = set(said.facets), wording.key(measure)
    if measured in ("hồ sơ", "hồ sơ tthc") and said.subjects <= {"procedure"} and facets:
        facets = facets - {"procedure"} | {"dossier"}
    if measured == "%":
        facets.add("rate")
    elif facets and _YES_NO.search(measured):
        facets.add("flag")
    elif measured in ("đơn vị", "đvsn") and "pe" in facets and facets & SUBJECTS <= {"staff"}:
        facets = facets - {"staff", "people"} | {"psunits"}
    elif facets & AUTONOMY and measured and measured not in _MEASURES_OF_UNITS:
        facets.add("measured")  # 'Tự bảo đảm chi thường xuyên | Người': no number of units
    return Understood(frozenset(facets), said.strange)
