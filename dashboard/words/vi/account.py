"""Words of sign-in, roles and the log of deeds."""

SIGN_IN = "Đăng nhập"
SIGN_IN_WITH = "Đăng nhập bằng {provider}"
SIGN_IN_AGAIN = "Đăng nhập lại"
SIGN_OUT = "Đăng xuất"
SIGN_OUT_HELP = "Kết thúc phiên ở mọi cửa sổ. Bản nháp đang mở được giữ lại cho tài khoản của bạn."
WHY = {
    "not_local": (
        "Chương trình chưa bật đăng nhập nên chỉ phục vụ chính máy đang chạy nó, qua địa chỉ localhost. Muốn dùng từ "
        "máy khác, người quản trị cần cấu hình đăng nhập (docs/accounts.md)."
    ),
    "settings": "{said}",
    "two_ways": (
        "Cả đăng nhập (secrets.toml) và tiêu đề của máy chủ trung gian (proxy_header) đều được cấu hình, nên không rõ "
        "tin bên nào. Người quản trị cần bỏ một bên."
    ),
    "wrong_peer": (
        "Yêu cầu không đến từ máy chủ trung gian đã cấu hình (proxy_address) nên không được tin. Hãy mở trang qua địa "
        "chỉ của cơ quan."
    ),
    "no_name": "Không xác định được tài khoản của bạn. Hãy báo người quản trị hệ thống đăng nhập của cơ quan.",
    "signed_out": "Hãy đăng nhập bằng tài khoản của cơ quan để xem số liệu.",
    "expired": "Phiên đăng nhập đã hết hạn hoặc đã đăng xuất. Bản nháp đang mở vẫn được giữ lại.",
    "no_role": (
        "Tài khoản **{name}** chưa được giao vai trò nào nên chưa xem được số liệu. Hãy đề nghị người quản trị giao "
        "vai trò."
    ),
}
TITLE = "Đăng nhập"
AS_WHOM = "Ghi tên: {name}"
ROLES = {"reader": "người xem", "analyst": "chuyên viên", "reviewer": "người duyệt", "administrator": "quản trị"}
ALL_UNITS = "tất cả đơn vị"
GRANT = "{role} · {unit}"
LOCAL = "Chỉ chạy trên máy này, chưa bật đăng nhập: ai dùng máy này đều có mọi quyền."
WITHIN = "Bạn đang xem trong phạm vi **{units}**. Thứ hạng, trung vị và tổng chỉ tính trong phạm vi này."
MORE_UNITS = "{units} và {count} đơn vị khác"

# The log of deeds.
DEEDS = "Nhật ký hoạt động"
DEEDS_LEAD = "Ai đã làm gì, lúc nào, với số liệu nào. Chỉ ghi thêm; còn nguyên khi thu hồi hay khôi phục."
DEEDS_BROKEN = "Nhật ký đã bị sửa, bớt hoặc chèn ở: {places}. Hãy báo người quản trị máy chủ."
DEEDS_PARTIAL = (
    "Kho chung không trả lời nên đây chỉ là nhật ký của máy này. Việc làm qua máy khác hiện lại khi có kết nối."
)
DEEDS_SEE = "Xem nhật ký hoạt động"
DEEDS_NOTHING = "Không có việc nào khớp."
DEEDS_SHOWN = "Hiện {shown} việc mới nhất trong {count}; tải về để có đủ."
DEED_PERSON, DEED_KIND, DEED_DAYS, DEED_ALL = "Tài khoản", "Việc", "Từ ngày – đến ngày", "Tất cả"
DEED_COLUMNS = {
    "number": "Số", "at": "Lúc", "machine": "Máy", "person": "Tài khoản", "deed": "Việc", "outcome": "Kết quả",
    "units": "Đơn vị", "periods": "Kỳ", "facts": "Chi tiết",
}  # fmt: skip
DEED_KINDS = {
    "look": "xem", "export": "tải số liệu", "take_original": "mở tệp gốc", "load": "nạp",
    "withdraw": "thu hồi, khôi phục", "answer": "trả lời câu hỏi", "correct": "đính chính",
    "set_targets": "giao mục tiêu", "edit_units": "sửa danh mục đơn vị", "grant": "giao, thu vai trò",
    "read_deeds": "xem nhật ký", "take_bundle": "lấy gói chẩn đoán", "sign_in": "đăng nhập", "sign_out": "đăng xuất",
    "back_up": "sao lưu", "bring_back": "khôi phục bản sao lưu",
}  # fmt: skip
DEED_OUTCOMES = {"done": "xong", "nothing": "không có gì mới", "refused": "bị từ chối", "failed": "lỗi"}
DEEDS_CSV = "Tải nhật ký (CSV)"
