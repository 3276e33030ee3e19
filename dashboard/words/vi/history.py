"""Load history: what was loaded, by whom, what it changed, and taking it back."""

TITLE = "Lịch sử nạp"
LEAD = "Mỗi lần nạp, thu hồi hay khôi phục là một dòng, mới nhất đứng trước. Không có gì bị xóa."
NOTHING = "Chưa có lần nạp nào. Hãy mở trang Nạp phụ lục để nạp các phụ lục báo cáo."
COLUMNS = {
    "load": "Lần",
    "kind": "Việc",
    "when": "Lúc",
    "made_by": "Người làm",
    "files": "Tệp",
    "figures": "Số liệu",
    "new": "Mới",
    "changed": "Thay đổi",
    "vanished": "Không còn",
    "not_taken": "Không nhận, chờ",
    "state": "Tình trạng",
    "reason": "Lý do",
}
WHOLLY_WITHDRAWN = "đã thu hồi"
PARTLY_WITHDRAWN = "đã thu hồi {count} tệp"
STANDING = "còn hiệu lực"
SHOWN = "Hiện {shown} lần gần nhất trong {count} lần; tất cả có ở lệnh python -m etl loads."
CHOOSE = "Xem một lần"
FILES = "Tệp của lần này"
FILES_COLUMNS = {
    "file": "Tệp",
    "units": "Đơn vị",
    "periods": "Kỳ",
    "document": "Văn bản",
    "figures": "Số liệu",
    "not_taken": "Không nhận, chờ",
    "state": "Tình trạng",
}
ONE_FILE = "Tệp"
DIFFERENCE = "Khác biệt với số liệu trước lần này"
DIFFERENCE_SEE = "Xem khác biệt"
EFFECT = "Ảnh hưởng tới số chung"
WITHDRAW = "Thu hồi"
WITHDRAW_MEANS = (
    "Số liệu của {what} thôi được dùng; số mà nó đã thay thế được dùng lại, đúng như trước khi nạp. Có thể khôi phục "
    "sau."
)
RESTORE = "Khôi phục"
RESTORE_MEANS = "Số liệu của {what} được dùng lại, đúng như trước khi thu hồi."
ALL_FILES = "cả lần nạp"
WHICH_FILES = "Tệp"
ALL_FILES_CHOICE = "Tất cả tệp của lần nạp"
REASON = "Lý do"
REASON_NEEDED = "Hãy ghi lý do."
SURE = {"withdraw": "Xác nhận thu hồi", "restore": "Xác nhận khôi phục"}
WORKING = {"withdraw": "Đang thu hồi…", "restore": "Đang khôi phục…"}
DONE = {
    "withdraw": "Đã thu hồi {count} tệp của lần nạp {load}.",
    "restore": "Đã khôi phục {count} tệp của lần nạp {load}.",
}
FAILED = "Chưa làm được"
