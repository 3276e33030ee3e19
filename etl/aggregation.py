"""What may be added: over units and over time, as the catalogue declares it for each indicator (domain C.2).

A query asks here before it adds; what must not be added raises, with the sentence that a screen shows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from etl.model import PersonCanActError
from etl.periods import Period

OverUnits = Literal["sum", "ratio", "share_of_units"]
OverTime = Literal["sum", "last", "ratio"]


class AggregationError(PersonCanActError):
    """These figures must not be put together; the message says why, and what to look at instead."""


@dataclass(frozen=True)
class Declared:
    """What the catalogue declares of an indicator: its name, `aggregation` over units and `over_time`.

    `has_parts`: of a ratio, whether the catalogue names both of its parts.
    """

    indicator: str
    name: str
    kind: str
    aggregation: str
    over_time: str
    has_parts: bool = True


def window(code: str) -> tuple[date, date]:
    """First and last day of a period by its code."""
    return Period(code).window


def over_units(declared: Declared, levels: Collection[str], handled_by: Collection[str]) -> OverUnits:
    """How figures of several units become one.

    Args:
        declared: of the indicator.
        levels: of the units that are put together.
        handled_by: cấp giải quyết of the figures that are put together.

    Raises:
        AggregationError: the indicator has no total, or the figures contain each other.
    """
    if len(set(levels)) > 1:
        raise AggregationError(
            f"Không cộng “{declared.name}” của các cấp khác nhau: số của cấp trên đã gồm số của cấp dưới. "
            "Hãy chọn một cấp."
        )
    if len(set(handled_by)) > 1:
        raise AggregationError(
            f"Không cộng “{declared.name}” của các cấp giải quyết khác nhau: báo cáo của huyện đã gồm hồ sơ của "
            "các xã. Hãy chọn một cấp giải quyết."
        )
    if declared.aggregation == "sum":
        return "sum"
    if declared.aggregation == "ratio" and declared.has_parts:
        return "ratio"
    if declared.aggregation == "share_of_units":
        return "share_of_units"
    raise AggregationError(f"“{declared.name}” không có số tổng hợp giữa các đơn vị: {_why(declared)}.")


def _why(declared: Declared) -> str:
    if declared.kind == "ratio":
        return "tỷ lệ không có đủ số gốc nên không tính chung được; hãy xem từng đơn vị"
    if declared.kind in ("enum", "text"):
        return "đây là câu trả lời, không phải số lượng"
    return "các đơn vị cùng cấp dùng chung một danh mục thủ tục, cộng lại là đếm trùng"


def over_time(declared: Declared, periods: Sequence[str]) -> OverTime:
    """How figures of several periods of one unit become one.

    Raises:
        AggregationError: the indicator has no total over time, or the periods contain each other, or there are none.
    """
    if not periods:
        raise AggregationError("Chưa chọn kỳ nào để tính chung. Hãy chọn ít nhất một kỳ.")
    if declared.over_time == "last":
        return "last"
    if declared.over_time not in ("sum", "ratio"):
        raise AggregationError(
            f"“{declared.name}” không cộng qua các kỳ: số này có phần chuyển từ kỳ trước hoặc đếm lại cùng một đối "
            "tượng. Hãy xem từng kỳ."
        )
    told = sorted((Period(code) for code in periods), key=lambda period: period.window)
    if any(period.kind in ("month", "quarter", "interval") for period in told):
        raise AggregationError(
            "Không cộng báo cáo tháng, báo cáo quý với nhau: số có thể là lũy kế và cách chốt số khác nhau. "
            "Hãy dùng số trong quý do chương trình suy ra, hoặc báo cáo lũy kế."
        )
    if any(later.window[0] <= earlier.window[1] for earlier, later in pairwise(told)):
        raise AggregationError(
            "Các kỳ đã chọn chứa nhau (6 tháng đã gồm quý I, năm đã gồm 9 tháng) nên không cộng. Hãy chọn một kỳ, "
            "hoặc các năm."
        )
    return "ratio" if declared.over_time == "ratio" else "sum"
