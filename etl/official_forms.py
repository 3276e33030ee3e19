"""The official layouts that are known, without figures, for a unit and a kỳ.

Four are forms of real reports (data/appendices), emptied; one is drawn from its column list. None is invented. A cell
is open for filling in where the loader is sure to read what stands there; `official_writing` finds that out by trying.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.form_words import name_of
from etl.identify import Title, identify
from etl.mentions import LEVEL_OF_KIND
from etl.model import PersonCanActError, Place
from etl.periods import Period
from etl.reference import Reference, ReportingUnit
from etl.unit_form import above_of

FOLDER = Path(__file__).resolve().parent.parent / "data" / "appendices"


class LayoutError(PersonCanActError):
    """An official layout cannot be made for a unit."""


@dataclass(frozen=True)
class Layout:
    """A layout: the appendix that it is taken from ('' where it is drawn), and its title lines by cell.

    Titles hold {unit} {UNIT} (with those above) {ALONE} {ABOVE} {period} {Period} {PERIOD} {window}; the key '' speaks
    for all sheets of the file.
    """

    code: str
    name: str
    level: str  # of the units that it was made for
    file: str
    titles: Mapping[str, Mapping[str, str]]


_ATTACHED = "(Kèm theo Báo cáo số            ngày            của {unit})"
LAYOUTS = (
    Layout(
        "dak-lak-2022",
        "Biểu mẫu 1–7 kèm báo cáo CCHC (Đắk Lắk, 2022)",
        "district",
        "000_bao-cao-486_huyen-lak_nam-2022.xlsx",
        {"": {"A3": "BIỂU MẪU THỐNG KÊ SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH {PERIOD}", "A4": _ATTACHED}},
    ),
    Layout(
        "soc-trang-2022",
        "Phụ lục 2, Bảng 2 kèm báo cáo CCHC (Sóc Trăng, 2022)",
        "district",
        "002_bao-cao-319_huyen-thanh-tri_nam-2022.xlsx",
        {"": {"A4": "{PERIOD} TẠI {UNIT}", "A5": _ATTACHED}},
    ),
    Layout(
        "thai-nguyen-2024",
        "Phụ lục số II kèm báo cáo CCHC (Thái Nguyên, 2024)",
        "commune",
        "003_bao-cao_xa-binh-yen_quy-I-2024.xlsx",
        {"": {"A2": "BÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH {PERIOD}", "A3": _ATTACHED}},
    ),
    Layout(
        "ha-tinh-2024",
        "Phụ lục I, II, III kèm báo cáo CCHC (Hà Tĩnh, 2024)",
        "department",
        "004_bao-cao_so-tai-chinh_6-thang-2024.xlsx",
        {
            "Phụ lục I": {
                "A1": "{ABOVE}", "A2": "{ALONE}", "A3": "Số:", "C3": "",
                "A5": "Báo cáo cải cách hành chính {period}", "A9": _ATTACHED,
            },
            "Phụ lục II": {
                "A2": "Kết quả khắc phục trong {period} đối với các tồn tại, hạn chế trong công tác CCHC",
                "A3": "và các tiêu chí bị trừ điểm trong đợt thẩm định, đánh giá CCHC của tỉnh", "A4": _ATTACHED,
            },
            "Phụ lục III": {"A3": _ATTACHED},
        },
    ),
    Layout(
        "II.06a",
        "Biểu số II.06a/VPCP/KSTT – kết quả giải quyết TTHC (Thông tư 01/2020/TT-VPCP)",
        "",
        "",
        {
            "": {
                "A1": "Biểu số II.06a/VPCP/KSTT",
                "A2": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
                "A3": "Kỳ báo cáo: {Period}",
                "A4": "({window})",
                "A5": "Đơn vị báo cáo: {unit}",
                "A6": "Đơn vị tính: Số hồ sơ TTHC",
            }
        },
    ),
)  # fmt: skip
LAYOUT_OF = {layout.code: layout for layout in LAYOUTS}
# The columns of II.06a (domain notes, D.1): a group and what stands in it, numbered from (3) on.
COLUMNS_OF_II_06A = (
    (
        "Số lượng hồ sơ tiếp nhận",
        ("Tổng số", "Trong kỳ – Trực tuyến", "Trong kỳ – Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước"),
    ),
    ("Số lượng hồ sơ đã giải quyết", ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn")),
    ("Số lượng hồ sơ đang giải quyết", ("Tổng số", "Trong hạn", "Quá hạn")),
)
_SAID = {"quarter": "{label} năm {year}", "month": "{label} năm {year}", "year": "năm {year}",
         "half": "6 tháng đầu năm {year}", "nine_months": "9 tháng đầu năm {year}"}  # fmt: skip


def title(template: str, unit: ReportingUnit, above: tuple[str, ...], period: Period) -> str:
    """A title line for a unit and a kỳ, so that the loader knows both from it."""
    first, last = period.window
    window = f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
    label = period.label.partition("/")[0]
    said = window.lower() if period.kind == "interval" else _SAID[period.kind].format(label=label, year=period.code[:4])
    bodies = [_within(name) for name in above]
    name = ", ".join([name_of(unit), *bodies])
    top = f"UBND {bodies[-1]}" if bodies else ""
    return template.format(
        unit=name, UNIT=name.upper(), ALONE=name_of(unit).upper(), ABOVE=top.upper(), window=window,
        period=said[:1].lower() + said[1:], Period=said[:1].upper() + said[1:], PERIOD=said.upper(),
    )  # fmt: skip


def _within(name: str) -> str:
    """A body's name inside a line: 'Tỉnh Đắk Lắk' gives 'tỉnh Đắk Lắk'."""
    is_of_a_kind = any(name.casefold().startswith(f"{kind} ") for kind in LEVEL_OF_KIND)
    return name[:1].lower() + name[1:] if is_of_a_kind else name


def is_recognised(unit: ReportingUnit, period: Period, tables: Reference) -> bool:
    """Whether the loader knows a unit by the title that a layout gets."""
    above = above_of(unit, tables)
    lines = [title(line, unit, above, period) for line in ("Báo cáo công tác CCHC {period}", _ATTACHED)]
    found = identify([Title(line, Place()) for line in lines], "", tables)
    return found.unit == unit


def file_name(layout: Layout, stem: str) -> str:
    """The name of the file for a unit and kỳ whose own form is called `stem`."""
    return f"{layout.code.replace('.', '').lower()}_{stem.removeprefix('bieu-nhap_')}"
