"""The words and places of the product's own form, for those who write it and those who read it back."""

from collections.abc import Mapping

from etl.model import Source

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
AREAS = {
    1: "Chỉ đạo, điều hành cải cách hành chính",
    2: "Cải cách thể chế",
    3: "Cải cách thủ tục hành chính",
    4: "Cải cách tổ chức bộ máy",
    5: "Cải cách chế độ công vụ",
    6: "Cải cách tài chính công",
    7: "Chính quyền điện tử, chính quyền số",
}
