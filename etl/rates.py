"""When a printed rate contradicts its own parts; one rule for the loader's findings and the charts' marks."""

from decimal import Decimal

_CLAIMS = (0.0, 100.0)
_ONE_DECIMAL = Decimal("0.06")  # how far a rate printed with one may be off
_FINEST = 0.01  # percentage points
_ROUNDING = 1e-9


def disagrees(printed: float, raw: str, numerator: float, denominator: float) -> bool:
    """Whether a printed rate contradicts numerator and denominator (V05 of the domain rules).

    One unit of the last printed decimal is allowed, 0,01 point at least. 0 and 100 are claims, not
    roundings: 22.963 of 22.979 is not 100 %.

    Args:
        printed: the rate, 0-100.
        raw: its text as printed, which tells the decimals.
        numerator: the part.
        denominator: the whole, not zero.
    """
    rate = 100 * numerator / denominator
    if printed in _CLAIMS:
        return rate != printed
    decimals = len(raw.strip().rstrip("%").strip().replace(",", ".").partition(".")[2])
    return abs(rate - printed) > max(_FINEST, 10.0**-decimals) + _ROUNDING


def is_quotient(printed: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether a printed rate is that of a part, in percent or as a fraction; what the figures of a table may prove."""
    if not whole:
        return False
    quotient = part / whole
    return abs(printed - 100 * quotient) <= _ONE_DECIMAL or abs(printed - quotient) <= _ONE_DECIMAL / 100
