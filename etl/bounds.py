"""What a value of an indicator may be, for values that people write down themselves: corrections and targets."""

from etl.reference import Indicator

# Disbursement may pass 100 %: a plan of another basis, money carried over (domain D.4).
_MOST_PERCENT = {"investment": 1000.0}


def why_not(indicator: Indicator, value: float) -> str:
    """Why a value cannot be one of the indicator, in Vietnamese; '' where it can.

    Args:
        indicator: of the catalogue.
        value: in its measure: ratios 0-100, money in million đồng.
    """
    said = f"giá trị {value:g} không hợp với “{indicator.name}”"
    if value < 0:
        return f"{said}: không được âm."
    if indicator.kind == "ratio" and value > _MOST_PERCENT.get(indicator.theme, 100.0):
        return f"{said}: tỷ lệ ghi từ 0 đến {_MOST_PERCENT.get(indicator.theme, 100.0):g}."
    if indicator.kind == "count" and value != round(value):
        return f"{said}: đơn vị tính là {indicator.measure}, phải là số nguyên."
    if indicator.kind == "flag" and value not in (0, 1):
        return f"{said}: ghi 1 (có) hoặc 0 (không)."
    if indicator.kind == "enum" and indicator.options and value not in set(indicator.options.values()):
        return f"{said}: chọn một trong {', '.join(str(n) for n in sorted(set(indicator.options.values())))}."
    if indicator.kind == "text":
        return f"“{indicator.name}” là câu trả lời bằng chữ, không có giá trị số."
    return ""
