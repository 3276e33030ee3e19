"""A column headed by what a reviewed row says, word for word: 'Số đơn vị cấp xã kết nối hệ thống một cửa điện tử'."""

from collections.abc import Sequence

from etl import labels, wording
from etl.axes import Heading
from etl.matching import Matched
from etl.reference import Reference
from etl.titles import Titles

_OF_FEES = ("fee_procedures_", "online_payment_")
_FEES = frozenset({"fee", "epay"})
_COUNTED = frozenset({"count", "ratio", "money"})


def match(heading: Heading, before: Sequence[Heading], above: Titles, reference: Reference) -> Matched:
    """The indicator of a heading that is a reviewed label, introduced where need be by the headings left of it.

    Nothing where the title may narrow it, where it stands under another heading, or where it says too little to be
    a part of what the title speaks of.
    """
    narrowed = above.strange or above.level or above.of_service_units or above.of_both
    if len(heading.path) != 1 or narrowed:
        return Matched()
    keys = [_key(one) for one in before if len(one.path) == 1 and one.body == heading.body]
    found = labels.match_key(_key(heading), keys, reference).label
    if found is None or reference.indicators[found.indicator].kind not in _COUNTED:
        return Matched()
    of_fees = found.indicator.startswith(_OF_FEES)  # 'Thanh toán trực tuyến phí, lệ phí trên Cổng dịch vụ công'
    own = reference.grammar.read(heading.path[-1]).facets | (_FEES if of_fees else frozenset())
    if above.some - own or (above.channel and not (of_fees or above.channel & own)):
        return Matched()
    if found.under and above.subject:
        return Matched()
    return Matched(found.indicator, found.handled_by, "reviewed", "nhãn đã duyệt")


def _key(heading: Heading) -> str:
    return wording.key(heading.path[-1]).removesuffix(" %")
