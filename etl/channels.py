"""How dossiers come, as titles say it: over all columns, or as a second topic that the columns do not speak of."""

import re
from collections.abc import Sequence

from etl.axes import Heading
from etl.layout import Table
from etl.reference import Reference

CHANNELS = frozenset({"online", "direct", "postal"})
JOINTS = re.compile(r"[,;]|\bvà\b", re.IGNORECASE)
_TOLD = CHANNELS | {"channels"}


def added(texts: Sequence[str], reference: Reference) -> bool:
    """'Giải quyết TTHC và cung cấp dịch vụ công trực tuyến': a second topic, and not how all dossiers come."""
    said = [[reference.grammar.read(part).facets for part in JOINTS.split(text)] for text in texts]
    return any(
        any("dossier" in one and not one & CHANNELS for one in parts)
        and any(one & CHANNELS and one & {"svc", "provided"} for one in parts)
        for parts in said
    )


def told(table: Table, headings: Sequence[Heading], reference: Reference) -> bool:
    """Whether columns or rows say how dossiers came; what they say of procedures ('TTHC qua BCCI') does not."""
    read = reference.grammar.read
    told = [frozenset().union(*(read(text).facets for text in heading.path)) for heading in headings]
    told += [read(row.label).facets for row in table.rows]
    counted = _TOLD | {"announced", "provided"}
    announced = any(facets & {"procedure", "svc"} and facets & counted for facets in told)
    if not announced or any({"dossier", "total"} <= facets for facets in told):  # 'Hồ sơ | TTHC qua BCCI': of all
        return any(facets & _TOLD for facets in told)
    return any(facets & _TOLD and ("dossier" in facets or not facets & {"procedure", "svc"}) for facets in told)
