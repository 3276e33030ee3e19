"""What facets do to each other: which say less, which only one can say, what a wording inside another takes from it."""

from collections.abc import Collection, Iterable, Sequence, Set

SUBJECTS = frozenset(
    {"dossier", "procedure", "workfile", "staff", "invest", "communes", "psunits", "leaders", "orgs", "subs"}
)
LEVELS_OF = frozenset({"at:district", "at:commune", "at:province", "at:department", "at:all"})
AUTONOMY = frozenset({"selfinv", "selfrec", "selfpart", "self70", "self30", "self10", "statefund", "autonomy"})
LEVELS_ONLINE = frozenset({"l3", "l4", "l34"})
_SAYS_WHICH = frozenset({"eligible", "withdossiers", "portal", "rate", "dossier", "receive"})  # of the procedures
_SAYS_NO_MORE = frozenset({"staff", "people", "total", "done", "new"})
_WEAK = "?"
# Facets that say less than others do: 'tổng số', 'mới', 'lũy kế', and words that only name the doing.
_YIELDING = (
    "entered",
    "done",
    "result",
    "paid",
    "cum",
    "vc",
    "cadre",
    "people",
    "total",
    "new",
    "bound",
    "published",
    "channels",
    "svc",
    "flag",
)
COMPARING = frozenset({"compare", "est", "rank", "score"})
# In a title these say what all figures below are a part of: there they are as strange as any word.
NARROWING = frozenset(
    {"l3", "l4", "l34", "eligible", "provided", "withdossiers", "portal", "fee", "epayon", "announced", "recruit"}
    | {"byttg", "bylocal", "nonspec", "apology", "someof"}
    | {"selfinv", "selfrec", "selfpart", "self70", "self30", "self10", "over70", "selffull", "statefund"}
    | {"interlink", "samelevel", "crosslevel", "boundary", "reviewed", "simplify", "shortened", "fewerdocs"}
    | {"othersimple", "published", "procnew", "abolished", "replaced", "inforce"}
    | {"it", "full", "equity", "less", "merge", "base", "before", "promoted", "moved", "higher", "special", "subs"}
)
_AND = frozenset({"và", "cộng", "cùng"})
_WITH, _WITHOUT = frozenset({"gồm", "cả", "kể", "tính"}), frozenset({"không", "chưa", "trừ", "ngoài"})
_OLD = frozenset({"tồn", "cũ", "trước", "chuyển"})
_ACTS = frozenset(
    {"receive", "resolve", "pending", "toprocess", "carried", "assigned", "present", "plan", "disbursed", "vacant"}
)
TIMING = frozenset({"early", "ontime", "late", "intime", "earlyontime"})
# Of these only the innermost counts: 'Đã giải quyết' under 'Tiếp nhận' is resolved.
_ONE_OF = (
    _ACTS - {"plan", "assigned"},
    SUBJECTS - {"staff"},
    TIMING,
    frozenset({"online", "direct", "channels"}),
    frozenset({"cs", "pe"}),
)
# Whoever differs in one of these speaks of something else.
TELLING = (*_ONE_OF, frozenset({"rate", "plan", "assigned", "postal", "contract", "l3", "l4", "vs2015", "vsplan"}))


_NAMES_THE_WHOLE = frozenset({"dossier", "procedure", "receive", "toprocess", "total"})


# What a heading names together and those below it one by one: 'Cán bộ, công chức: tổng | cán bộ | công chức'.
_BOTH = (frozenset({"cs", "cadre"}), frozenset({"cut", "recruit"}), frozenset({"fully", "partly"}))

# What gives way to a facet that stands inside.
_GIVE_WAY = {
    "contract": frozenset({"cs"}),  # 'Hợp đồng theo Nghị định 111' under 'Biên chế công chức'
    "fee": frozenset({"epay", "provided"}),  # under 'Thanh toán trực tuyến'
    **dict.fromkeys(("dossier", "epay"), frozenset({"provided"})),  # under 'Cung cấp dịch vụ công trực tuyến'
    "announced": frozenset({"receive", "resolve"}),  # 'Tiếp nhận, trả kết quả qua bưu chính: số TTHC đã công bố'
    **dict.fromkeys(("cs", "pe", "vc"), frozenset({"both"})),  # 'Công chức, viên chức: công chức | viên chức'
    # 'Khối hành chính: số phòng chuyên môn | số lãnh đạo cấp phòng', 'Khối sự nghiệp: số đơn vị' count no posts.
    **dict.fromkeys(("orgs", "leaders"), frozenset({"staff", "cs"})),
    "psunits": frozenset({"staff"}),
    "communes": frozenset({"at:commune"}),  # 'Cấp xã: số xã đã kết nối' counts them
}


def summed(facets: Set[str], words: Sequence[str]) -> set[str]:
    """What is counted together is none of its parts: 'Tiếp nhận và tồn kỳ trước', 'trực tiếp + trực tuyến + BCCI'."""
    found = set(facets)
    if not _AND.isdisjoint(words):
        if "receive" in found and found & {"carried", "prev"} and not found & {"rate", *COMPARING}:
            found = found - {"receive", "carried", "prev", "new"} | {"toprocess"}
        if {"resolve", "pending"} <= found:
            found = found - {"resolve", "pending"} | {"toprocess"}
    if {"receive", "carried"} <= found and _holds_the_old_ones(words):
        found = found - {"carried", "prev", "new"} | {"withprev"}
    if {"online", "direct", "receive"} <= found and "rate" not in found:
        found = found - {"online", "direct"} | {"channels"}
    return found - {"postal"} if "channels" in found else found


def _holds_the_old_ones(words: Sequence[str]) -> bool:
    """'Đã thụ lý trong kỳ (cả tồn cũ)'; 'Kỳ trước chuyển sang (kể cả tiếp nhận qua bưu chính)' are old ones only."""
    at = next((number for number, word in enumerate(words) if word in _WITH), 0)
    return at > 0 and _OLD.isdisjoint(words[:at]) and _WITHOUT.isdisjoint(words)


def settled(facets: Iterable[str]) -> frozenset[str]:
    """Weak facets ('kết quả giải quyết?') count only where no strong one of their kind is said."""
    strong = {facet for facet in facets if not facet.endswith(_WEAK)}
    weak = {facet.removesuffix(_WEAK) for facet in facets if facet.endswith(_WEAK)}
    if strong & _ACTS:
        weak -= {"result", "done"}
    weak -= SUBJECTS if strong & SUBJECTS else set()
    sure = strong - {"at:department"} if "at:province" in strong else strong  # 'Cấp tỉnh (các sở, ban, ngành)'
    return frozenset(sure | weak)


def levels_in(facets: Set[str]) -> frozenset[str]:
    """The levels of a heading that says nothing else: 'Cấp huyện', 'TTHC thuộc thẩm quyền cấp xã'; else none."""
    levels = frozenset(facets & LEVELS_OF)
    bare = facets - levels <= {"procedure", "dossier", "bound", "result", "resolve"}  # 'UBND cấp huyện giải quyết'
    return levels if levels and bare else frozenset()


def inside(outer: frozenset[str], inner: frozenset[str]) -> frozenset[str]:
    """The facets of a wording inside another: where both say what only one can, the inner one counts."""
    kept = outer
    for group in _ONE_OF:
        if inner & group and outer & group and not (inner & group <= outer & group):
            # 'Trong kỳ: kỳ trước chuyển sang' under 'Tiếp nhận' stays a part of what was received.
            kept -= group
    if {"receive", "resolve"} <= outer and len(inner & {"receive", "resolve"}) == 1:
        kept -= {"receive", "resolve"}  # 'Tiếp nhận, trả kết quả qua bưu chính: hồ sơ tiếp nhận | hồ sơ trả kết quả'
    if inner & LEVELS_OF and outer & LEVELS_OF and not inner & outer & LEVELS_OF:
        return kept | inner  # two levels: handled_by is then '' and the meaning is refused by its reader
    if inner & _ACTS:
        kept -= {"result", "done"}
    elif "dossier" in inner and inner & TIMING - {"intime"} and not outer & {"new", "carried", "prev"}:
        kept -= {"receive"}  # 'Số hồ sơ tiếp nhận', and below it 'Số hồ sơ giải quyết đúng hạn'
    kept -= {facet for both in _BOTH if both <= outer and len(inner & both) == 1 for facet in both}
    if "plan" in inner and not inner & {"rate", "vsplan", "versus"}:
        kept -= {"disbursed"}  # 'Giải ngân vốn đầu tư công: kế hoạch được giao'
    for facet in inner & _GIVE_WAY.keys():
        kept -= _GIVE_WAY[facet]
    if inner - _NAMES_THE_WHOLE:  # of what stands inside 'Tiếp nhận (bao gồm kỳ trước)' only the total holds those, too
        kept -= {"withprev", "withoutprev"}
    return _counted(outer, inner, kept - ({"total"} if inner - {"total"} else set()) | inner)


# 'TTHC thuộc thẩm quyền của UBND cấp huyện: tiếp nhận mới | đã giải quyết | quá hạn' counts their dossiers.
_OF_DOSSIERS = frozenset({"new", "pending", "toprocess", "carried", *TIMING})
_OF_PROCEDURES = frozenset(
    {"postal", "l3", "l4", "l34", "fully", "partly", "boundary", "withdossiers", "provided", "epay"}
)
# 'Tỷ lệ đơn vị cấp huyện kết nối hệ thống một cửa điện tử' counts bodies, and no dossiers of that level.
_CONNECTED = {"at:commune": "communes", "at:district": "districts", "at:department": "sectors"}


def _counted(outer: frozenset[str], inner: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """What both together count: those exactly on time under 'Trước hạn, đúng hạn', communes under 'Đơn vị cấp xã'."""
    if outer & {"early", "earlyontime"} and inner & TIMING == {"ontime"}:
        return said | {"exact"}
    # 'Tổng số TTHC thuộc thẩm quyền: đã giải quyết' may count procedures, a heading without 'số' names a scope.
    acts = _OF_DOSSIERS | {"receive", "resolve"} if outer & {"bound", "inforce"} == {"bound"} else _OF_DOSSIERS
    if "procedure" in outer and not inner & SUBJECTS and inner & acts and not said & _OF_PROCEDURES:
        return said - {"procedure", "bound"} | {"dossier"}
    if inner == {"other"} and "simplify" in outer:
        return said - {"other", "simplify"} | {"othersimple"}  # 'Nội dung đơn giản hóa: khác'
    if "connected" in said and outer & _COMMUNES:
        said = said - {"dossier"} | (outer & _COMMUNES)  # 'Số đơn vị cấp xã: đã kết nối iGate'
    for level, bodies in _CONNECTED.items():
        if {"connected", level} <= said:
            return said - {level, "dossier", "units"} | {bodies}
    return said


_CHANNELS = frozenset({"online", "direct"})
_COMMUNES = frozenset({"communes", "districts"})
_OF_ALL = frozenset({"dossier", "receive", "new", "total", "postal"})


def without_topic(
    said: frozenset[str], path: Sequence[frozenset[str]], others: Collection[frozenset[str]]
) -> frozenset[str]:
    """'Dịch vụ công trực tuyến: hồ sơ tiếp nhận | trong đó trực tuyến': the first is of all, its heading only a topic.

    So it is in 'Kết nối iGate: tổng số xã | số xã đã kết nối', and of 'TTHC đã tích hợp lên Cổng DVCQG: tổng số TTHC
    đang cung cấp | số TTHC đã tích hợp'.
    'Hồ sơ phát sinh của dịch vụ công trực tuyến' is none: those of some procedures stay among all that were received.

    Args:
        said: the facets of a wording.
        path: those of each text of its path, the innermost last.
        others: those of the texts that stand beside the innermost.
    """
    if not path or not said & {"online", "connected", "portal"}:
        return said
    *outer, own = path
    if {"portal", "provided"} <= said and "portal" not in own and {"provided", "total"} <= own:
        return said - {"portal"} if any("portal" in other for other in others) else said
    beside = any(own & other and "connected" in other for other in others)
    if own & _COMMUNES and own <= _COMMUNES | {"total"} and ("total" in own or beside):
        return said - {"connected", "igate"}
    if "online" not in said:
        return said
    if own & _CHANNELS or not own or own - _OF_ALL or any({"svc", "dossier"} <= text for text in outer):
        return said
    told = any(other & _CHANNELS and not other - _CHANNELS - _OF_ALL for other in others)
    return said - {"online"} if told else said


_OWN_LEADERS = {"commune": "lcommune", "district": "ldistrict"}


def of_own_leaders(said: frozenset[str], level: str) -> frozenset[str]:
    """'Lãnh đạo UBND' of a xã, or in a list of xã, are those of a xã."""
    return said - {"lown"} | {_OWN_LEADERS[level]} if "lown" in said and level in _OWN_LEADERS else said


def of_dossiers(said: frozenset[str], others: Collection[frozenset[str]]) -> frozenset[str]:
    """'Tỷ lệ giải quyết đúng hạn' beside rows that all count dossiers is theirs."""
    resolved = [other for other in others if other & {"resolve", "workfile", *TIMING}]
    counts = any("dossier" in other for other in others) and all("dossier" in other for other in resolved)
    return said | {"dossier"} if counts and "rate" in said and said & TIMING and not said & SUBJECTS else said


def fewer_of(facets: frozenset[str]) -> list[frozenset[str]]:
    """The facets, then without those that say little, one after the other."""
    found = [facets]
    for yielding in _YIELDING:
        found += [fewer - {yielding} for fewer in found if yielding in fewer]
    return found


_STAFF_ACTS = frozenset({"assigned", "present", "recruit", "cut", "moved", "promoted"})
_CLASSES = frozenset({"cs", "pe", "vc"})
_OF_CLASS = {
    "cs": "ofcs",
    "pe": "ofpe",
    "contract": "ofother",
    "cadre": "ofother",
}  # of another act: 'Có mặt' beside 'Biên chế sự nghiệp được giao'


def seen_beside(mine: frozenset[str], other: frozenset[str], *, related: bool) -> frozenset[str]:
    """What another wording adds to what stands beside one: classes of staff only where both are given, present or cut.

    'Có mặt' beside 'Biên chế công chức được giao' is no total over công chức and viên chức.
    """
    if "contract" in other - mine:
        other = other - _CLASSES  # 'Hợp đồng tại cơ quan hành chính': of no class of posts
    acts, others = mine & _STAFF_ACTS, other & _STAFF_ACTS
    if "done" in other and "staff" in other and not others:
        others = frozenset({"present"})  # 'Biên chế thực hiện'
    if acts and others and acts != others:
        classes = other & (_CLASSES | {"contract", "cadre"}) or {"cs"}  # 'biên chế' alone
        told = {_OF_CLASS[one] for one in classes & _OF_CLASS.keys()}
        told |= set() if other & classes else {"ofbare"}
        return other - _CLASSES | told if related else frozenset()
    if acts and not others and other - _CLASSES - _SAYS_NO_MORE:
        return other - _CLASSES if related else frozenset()  # 'Công chức chuyên trách CNTT' is no class of 'Có mặt'
    whole = acts & others  # of a total over both, however it is drawn
    return other if related else other & _CLASSES if whole else frozenset()


def of_units(said: frozenset[str]) -> frozenset[str]:
    """'Số đơn vị' beside words of ĐVSN or of their autonomy counts these."""
    counted = "units" in said and said & (AUTONOMY | {"pe", "equity"}) and not said & SUBJECTS
    return said - {"units"} | {"psunits"} if counted else said


def of_services(facets: Set[str], online: Set[str]) -> set[str]:
    """What a title of services adds: of which levels those on the portal are, that those of a level are provided."""
    found: set[str] = set()
    if "portal" in facets and not facets & LEVELS_ONLINE and ("l34" in online or {"l3", "l4"} <= online):
        found.add("l34")
    if facets & LEVELS_ONLINE and "procedure" in facets and "provided" in online and not facets & _SAYS_WHICH:
        found.add("provided")
    return found
