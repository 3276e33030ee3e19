"""The words and places of the product's own form, for those who write it and those who read it back."""

from collections.abc import Mapping

from etl.model import Source
from etl.reporting_unit import ReportingUnit

FORM = "Mẫu nhập"
FILE_NAME = "mau-nhap-so-lieu.xlsx"
SHEET = "Nhập số liệu"
SOURCES: Mapping[str, Source] = {
    "Phụ lục của đơn vị": "own_appendix",
    "Thuyết minh": "narrative",
    "Bảng của cấp trên": "higher_table",
}
LEVELS = {
    "Không tách": "",
    "Tất cả các cấp": "all",
    "Cấp tỉnh": "province",
    "Sở, ngành": "department",
    "Cấp huyện": "district",
    "Cấp xã": "commune",
}
LEVEL_NAMES = {code: name for name, code in LEVELS.items()}
HEAD = (
    ("Đơn vị báo cáo", "Ví dụ: UBND xã Ba Bích"),
    ("Cấp trên", "Ví dụ: huyện Ba Tơ, tỉnh Quảng Ngãi"),
    ("Kỳ báo cáo", "Ví dụ: Quý I/2024; 6 tháng/2024; 9 tháng/2024; Năm 2024; Tháng 5/2024; để trống nếu không có kỳ"),
    ("Số liệu từ ngày", "Ví dụ: 15/12/2023; để trống nếu đúng kỳ quy định (từ ngày 15 đến ngày 14)"),
    ("Số liệu đến ngày", "Ví dụ: 14/3/2024"),
    ("Nguồn số liệu", "Chọn: " + " / ".join(SOURCES)),
    ("Số văn bản", "Ví dụ: 486/BC-UBND"),
    ("Ngày văn bản", "Ví dụ: 14/12/2022"),
)
COLUMNS = (
    ("Mã chỉ tiêu", 34),
    ("Chỉ tiêu", 62),
    ("Cấp giải quyết", 16),
    ("Đơn vị tính", 14),
    ("Giá trị", 16),
    ("Từ ngày", 13),
    ("Đến ngày", 13),
    ("Ghi chú", 30),
)
HEADER_ROW = len(HEAD) + 3
# The form that is made for one unit and kỳ: what it has besides. The code tells units of one name apart; it counts only
# beside the name that it was written with.
UNIT_CODE = "Mã đơn vị"
NOTE = "☞ "  # begins what the form says beside an answer
BEFORE = "Kỳ trước để tham khảo"
CHECK = "Tự động kiểm tra"
UNIT_COLUMNS = (
    ("Chỉ tiêu", 58),
    ("Cấp giải quyết", 15),
    ("Đơn vị tính", 15),
    ("Giá trị", 17),
    (CHECK, 40),
    (BEFORE, 17),
    ("Ghi chú", 26),
    ("Từ ngày", 12),
    ("Đến ngày", 12),
    ("Mã chỉ tiêu", 30),
)
THEMES = {
    "dossiers": "Hồ sơ thủ tục hành chính",
    "procedures": "Thủ tục hành chính",
    "onestop": "Một cửa điện tử và dịch vụ công trực tuyến",
    "staffing": "Tổ chức bộ máy, biên chế",
    "investment": "Giải ngân vốn đầu tư công",
}
AREAS = {
    1: "Chỉ đạo, điều hành cải cách hành chính",
    2: "Cải cách thể chế",
    3: "Cải cách thủ tục hành chính",
    4: "Cải cách tổ chức bộ máy",
    5: "Cải cách chế độ công vụ",
    6: "Cải cách tài chính công",
    7: "Chính quyền điện tử, chính quyền số",
}
OTHER_THEME = "Chỉ tiêu khác"


def theme_name(theme: str) -> str:
    """The heading of a theme on a unit's form."""
    return THEMES.get(theme, OTHER_THEME)


def form_of(theme: str) -> str:
    """The designation of a theme's rows: one that comes later on a form of its own leaves the others standing."""
    return f"{FORM}: {theme_name(theme)}"


_WITH_A_COMMITTEE = ("province", "district", "commune")


def name_of(unit: ReportingUnit) -> str:
    """A unit as a report calls it: 'UBND xã Ba Bích', 'Sở Tài chính'."""
    if unit.level not in _WITH_A_COMMITTEE or not unit.name.casefold().startswith(unit.kind.casefold()):
        return unit.name
    return f"UBND {unit.name[:1].lower()}{unit.name[1:]}"
