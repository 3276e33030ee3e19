"""Words of the way from a mark to its cells: the value, its formula, each cell with the sheet around it."""

# Where a mark or a row shows several figures: what is asked, and the title where they have nothing in common.
WHICH = "Xem số nào"
SEVERAL = "Nhiều số liệu"
HINT = "Chọn một hàng (bàn phím: Shift + phím cách) để xem ô gốc của số liệu."
# A ratio: {numerator} and {denominator} are numbers, a numerator of several in brackets.
FORMULA = "= {numerator} ÷ {denominator} × 100"
SUM = "({terms})"
# A quarter as the difference of two cumulative figures, of a ratio of those of both its parts.
IN_QUARTER = "riêng {quarter}"
DIFFERENCE = "= {now} ({period}) − {then} ({before})"
DIFFERENCE_RATIO = (
    "= ({now_numerator} − {then_numerator}) ÷ ({now_denominator} − {then_denominator}) × 100, {period} trừ {before}"
)
DERIVED = "Hiệu của hai số lũy kế dưới đây, không đọc từ một ô."
# What an account of dossiers lacks.
RESIDUES = {
    "residue_in": "= {to_process} phải giải quyết − ({carried} chuyển sang + {received} tiếp nhận mới)",
    "residue_out": "= {pending} đang giải quyết − ({to_process} phải giải quyết − {on_time} đúng hạn − {late} trễ hạn)",
}
# Units of a level together.
WHOLE_LEVEL = "{level} (cộng các đơn vị)"
ADDED = "= cộng số của {count} đơn vị"
OF_UNITS = ", cộng số của {count} đơn vị"
COMPUTED = "Tính lại từ các số dưới đây, không đọc từ một ô."
PRINTED = "Tỷ lệ in trong báo cáo: {value}."
EMPTY = "Mẫu số bằng 0 nên không có tỷ lệ."
PRINTED_ONLY = "Báo cáo chỉ in tỷ lệ, không có số để tính lại."
NOT_COMPUTED = "Không tính lại được: thiếu tử số hoặc mẫu số, hoặc hai số không cùng khoảng thời gian."
NO_VALUE = "Không có giá trị"
RESTATED = "Số của đơn vị hiện nay, cộng từ {count} đơn vị trước sắp xếp; không có ô nào in sẵn số này."
ROLES = {"figure": "", "numerator": "Tử số", "denominator": "Mẫu số"}
PRINTED_ROLE = "Tỷ lệ in"
WINDOW = "{basis} · {window}"
LISTED = "{count} số liệu, mỗi số ở một ô"
CHOOSE = "Xem ô của số nào"
# What is said of a cell, in this order.
VALUE = "Giá trị"
RAW = "Nguyên văn trong ô"
LABEL = "Tên in trong biểu"
CELL = "Ô"
FILE = "Tệp"
DOCUMENT = "Văn bản"
SOURCE = "Nguồn"
LOADED = "Nạp lúc"
CORRECTION = "Đính chính"
DATED = "{number} ngày {day}"
CORRECTED = "ô ghi {before}; {reason} ({by})"
NO_CELL = "Số này không gắn với ô nào."
FILE_MISSING = "Kho không còn giữ tệp gốc này."
FINDINGS = "Kiểm tra"
EXPLAINED = "Giải trình của {by}: {text}"
