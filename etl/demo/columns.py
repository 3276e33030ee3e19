"""Which figures a table shows, under which heads; sums and ratios over a set of figures."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from etl.demo import wordings
from etl.demo.key import catalogue
from etl.demo.printing import Hand
from etl.demo.seasons import Figures
from etl.demo.wordings import LONG, SHORT, one_of

THEMES = ("dossiers", "igate", "investment", "staffing")
RATES = {
    "dossiers_on_time_rate": ("dossiers_resolved_on_time", "dossiers_resolved"),
    "igate_dossier_rate": ("igate_dossiers", "dossiers_received"),
    "investment_disbursement_rate": ("investment_disbursed", "investment_plan"),
}
# Columns that no indicator answers to: sums over a split, and contracts granted.
_SUMS = {
    "assigned_total": ("staff_assigned", "psu_staff_assigned", "contract_assigned"),
    "present_total": ("staff_present", "psu_staff_present", "staff_contract"),
}
ASIDE = {"assigned_total": "total_over_split", "present_total": "total_over_split", "contract_assigned": "not_asked"}
# What a table of a few indicators holds, by theme.
BRIEF = {
    "dossiers": (
        "dossiers_received",
        "dossiers_resolved",
        "dossiers_resolved_on_time",
        "dossiers_resolved_late",
        "dossiers_pending",
        "dossiers_on_time_rate",
    ),
    "igate": ("dossiers_received", "igate_dossiers", "igate_dossier_rate"),
    "investment": ("investment_plan", "investment_disbursed", "investment_disbursement_rate"),
    "staffing": ("staff_assigned", "staff_present", "psu_staff_assigned", "psu_staff_present", "staff_contract"),
}


@dataclass(frozen=True)
class Asked:
    """A column of figures: its heads from the widest to its own, and what it shows."""

    heads: tuple[str, ...]
    code: str

    @property
    def indicator(self) -> str:
        """The catalogue's code, '' where the column answers to none."""
        return "" if self.code in ASIDE else self.code


def kind_of(code: str) -> str:
    """count, money or ratio."""
    if code in ASIDE:
        return "count"
    return catalogue()[code].kind


def amount(figures: Figures, code: str) -> int | Decimal | None:
    """One figure out of a set, sums and ratios computed; None where it is not reported."""
    if code in RATES:
        part, whole = (figures.get(name) for name in RATES[code])
        return None if part is None or not whole else Decimal(100) * part / whole
    if code in _SUMS:
        return sum(int(amount(figures, part) or 0) for part in _SUMS[code])
    if code == "contract_assigned":
        return (figures.get("staff_contract") or 0) + 1
    return figures.get(code)


def asked(theme: str, hand: Hand, rng: Random) -> list[Asked]:
    """The columns of a theme in one of their shapes, of one to four rows of heads."""
    columns = {"dossiers": _dossiers, "igate": _igate, "staffing": _staffing}.get(theme)
    found = columns(rng) if columns else _investment(hand, rng)
    if rng.random() < 0.2:
        over = one_of(rng, ("Kết quả thực hiện", "Số liệu trong kỳ báo cáo", "Kết quả"))
        return [Asked((over, *column.heads), column.code) for column in found]
    return found


def in_head(measure: str, head: str, rng: Random) -> str:
    """'Kế hoạch vốn (triệu đồng)' where no line above the table says it."""
    return f"{head}{one_of(rng, (' ', chr(10)))}({measure})"


def _dossiers(rng: Random) -> list[Asked]:
    shape = rng.choice(("three", "three", "two", "two without early", "flat", "flat"))
    if shape == "flat":
        first = rng.choice(("dossiers_received", "dossiers_to_process"))
        timely = rng.choice(
            (("dossiers_resolved_on_time",), ("dossiers_resolved_early", "dossiers_resolved_exactly_on_time"))
        )
        codes = (first, "dossiers_resolved", *timely, "dossiers_resolved_late", "dossiers_pending")
        rate = ("dossiers_on_time_rate",) if rng.random() < 0.5 else ()
        return [Asked((one_of(rng, LONG[code]),), code) for code in (*codes, *rate)]
    received, resolved, pending = (
        one_of(rng, words) for words in (wordings.RECEIVED, wordings.RESOLVED, wordings.PENDING)
    )
    new = (received, one_of(rng, wordings.IN_PERIOD)) if shape == "three" else (received,)
    timely = ("dossiers_resolved_on_time",)
    if shape != "two without early":
        timely = ("dossiers_resolved_early", "dossiers_resolved_exactly_on_time")
    groups = (
        ((received,), ("dossiers_to_process",)),
        (new, ("online_dossiers_received", "dossiers_received_direct")),
        ((received,), ("dossiers_carried_over",)),
        ((resolved,), ("dossiers_resolved", *timely, "dossiers_resolved_late")),
        ((pending,), ("dossiers_pending", "dossiers_pending_in_time", "dossiers_pending_late")),
    )
    return [Asked((*over, one_of(rng, SHORT[code])), code) for over, codes in groups for code in codes]


def _igate(rng: Random) -> list[Asked]:
    heads = [one_of(rng, LONG[code]) for code in BRIEF["igate"]]
    if rng.random() < 0.3:
        heads[1:] = ["Số hồ sơ", "Tỷ lệ (%)"]
        return [
            Asked((heads[0],), "dossiers_received"),
            *(
                Asked(("Cập nhật trên iGate", head), code)
                for head, code in zip(heads[1:], BRIEF["igate"][1:], strict=True)
            ),
        ]
    return [Asked((head,), code) for head, code in zip(heads, BRIEF["igate"], strict=True)]


def _investment(hand: Hand, rng: Random) -> list[Asked]:
    """Half of the tables name the money unit in their heads; the others above the table."""
    plan, spent, rate = (one_of(rng, LONG[code]) for code in BRIEF["investment"])
    if rng.random() < 0.3:
        over = one_of(rng, ("Giải ngân", "Kết quả giải ngân"))
        heads = [(plan,), (over, "Số tiền"), (over, "Tỷ lệ (%)")]
    else:
        heads = [(plan,), (spent,), (rate,)]
    if hand.names_money_in_heads:
        heads[:2] = [(*above[:-1], in_head(hand.money_unit, above[-1], rng)) for above in heads[:2]]
    return [Asked(head, code) for head, code in zip(heads, BRIEF["investment"], strict=True)]


def _staffing(rng: Random) -> list[Asked]:
    if rng.random() < 0.4:
        return [Asked((one_of(rng, LONG[code]),), code) for code in ("staff_assigned", "staff_present")]
    groups = (
        (
            one_of(rng, wordings.ASSIGNED),
            ("assigned_total", "staff_assigned", "psu_staff_assigned", "contract_assigned"),
        ),
        (one_of(rng, wordings.PRESENT), ("present_total", "staff_present", "psu_staff_present", "staff_contract")),
    )
    short = {"assigned_total": "staff_total", "present_total": "staff_total"}
    with_total = rng.random() < 0.7
    return [
        Asked((over, one_of(rng, SHORT[short.get(code, code)])), code)
        for over, codes in groups
        for code in codes
        if with_total or code not in short
    ]
