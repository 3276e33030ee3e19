"""Words of the catalogue page."""

TITLE = "Danh mục"
SECTION = "Mục"
SECTIONS = {
    "indicators": "Chỉ tiêu",
    "units": "Đơn vị",
    "aliases": "Cách ghi tên",
    "decisions": "Câu trả lời đã nhớ",
    "targets": "Mục tiêu",
    "corrections": "Đính chính",
    "roles": "Vai trò",
    "trail": "Nhật ký thay đổi",
}
INTRO = {
    "indicators": (
        "Mã chỉ tiêu là chỗ dựa của biểu mẫu, quy tắc và số liệu mọi năm, nên danh mục này đi kèm chương trình và chỉ "
        "thay đổi cùng phiên bản mới. Cách ghi chỉ tiêu của báo cáo thì dạy được: mục **Câu trả lời đã nhớ**."
    ),
    "units": (
        "Đơn vị báo cáo qua các thời kỳ: thời gian tồn tại, cấp trên, trước và sau sắp xếp. ◐ là chỉ một phần đơn vị."
    ),
    "aliases": "Cách ghi tên đơn vị gặp trong báo cáo, khác tên chính thức. Tệp đọc sau khi lưu được hiểu theo đó.",
    "decisions": "Câu trả lời đã cho ở trang **Nạp phụ lục**, được dùng lại khi gặp cùng cách ghi.",
    "targets": "Mục tiêu và ngưỡng theo văn bản giao, dùng để đánh giá số liệu.",
    "corrections": "Đính chính từng con số. Ô trong tệp gốc không bị sửa; nguồn đổi thì đính chính tự dừng.",
    "roles": (
        "Ai được làm gì, cho đơn vị nào. "
        "Một vai trò giao cho một đơn vị có hiệu lực với mọi đơn vị dưới nó. "
        "Khi chưa bật đăng nhập, bảng này chưa có tác dụng."
    ),
    "trail": "Mọi thay đổi trong danh mục: ai, lúc nào, trước và sau. Chỉ ghi thêm, không sửa, không xóa.",
}
SEARCH = "Tìm (không cần dấu)"
SEARCH_EXAMPLE = {
    "indicators": "ví dụ: dung han",
    "units": "ví dụ: dinh hoa",
    "aliases": "ví dụ: huyen lac",
    "decisions": "ví dụ: tiep nhan",
    "targets": "ví dụ: ba bich",
    "corrections": "ví dụ: huyen lak",
    "roles": "ví dụ: an@xa.gov.vn",
    "trail": "ví dụ: tên người, mã, giá trị",
}
FILTER = {"indicators": "Lĩnh vực", "units": "Tình trạng", "decisions": "Tình trạng", "trail": "Bảng"}
ALL = "Tất cả"
FOUND = "**{found}** trên {count} dòng"
FOUND_ALL = "**{count}** dòng"
SHOWN_ONLY = "hiện {shown} dòng đầu; hãy tìm để thu hẹp, hoặc tải về để có đủ"
NOTHING = "Mục này chưa có dòng nào."
NOTHING_FOUND = "Không có dòng nào khớp. Hãy bớt từ, hoặc chọn “Tất cả”."

INDICATORS = {
    "name": "Chỉ tiêu", "indicator": "Mã", "area": "Lĩnh vực", "measure": "Đơn vị tính", "kind": "Loại",
    "aggregation": "Qua các đơn vị", "time": "Thời gian", "over_time": "Qua các quý", "polarity": "Chiều tốt",
    "parts": "Tính từ", "units": "Số đơn vị", "periods": "Số kỳ",
}  # fmt: skip
UNITS = {
    "name": "Đơn vị", "level": "Cấp", "parent_name": "Cấp trên", "province": "Tỉnh", "code": "Mã số",
    "valid": "Tồn tại", "before": "Trước đó là", "after": "Sau đó là", "aliases": "Cách ghi khác",
    "status": "Tình trạng", "reporting_unit": "Mã trong kho",
}  # fmt: skip
ALIASES = {
    "alias": "Cách ghi", "province": "Chỉ dùng ở", "name": "Đơn vị", "reporting_unit": "Mã trong kho",
    "reason": "Lý do", "origin": "Nguồn gốc",
}  # fmt: skip
DECISIONS = {
    "decision": "Số", "kind": "Loại", "printed": "Cách ghi trong báo cáo", "path": "Dưới mục", "answer_name": "Trả lời",
    "answer": "Mã trả lời", "reach": "Áp dụng cho", "decided_by": "Người quyết định", "decided_at": "Lúc",
    "state": "Tình trạng",
}  # fmt: skip
TARGETS = {
    "indicator_name": "Chỉ tiêu", "target": "Mã", "handled_by": "Cấp giải quyết", "whose": "Cho", "year": "Năm",
    "value": "Mục tiêu", "band_good": "Ngưỡng đạt", "band_watch": "Ngưỡng theo dõi", "decided_on": "Ngày quyết định",
    "document": "Văn bản", "note": "Ghi chú", "origin": "Nguồn gốc",
}  # fmt: skip
ROLES = {
    "person": "Tài khoản", "role": "Vai trò", "name": "Phạm vi", "remit": "Mã phạm vi", "granted_by": "Người giao",
    "granted_at": "Giao lúc",
}  # fmt: skip
TRAIL = {
    "change": "Số", "made_at": "Lúc", "made_by": "Ai", "changed_table": "Bảng", "action": "Việc", "changed_row": "Dòng",
    "fields": "Trường: trước → sau", "load": "Sau lượt nạp",
}  # fmt: skip
WIDE = ("Cấp trên", "Trước đó là", "Sau đó là", "Cách ghi trong báo cáo", "Trả lời", "Văn bản")  # columns
KINDS = {
    "count": "số lượng", "money": "số tiền", "ratio": "tỷ lệ", "flag": "có/không", "enum": "mức", "text": "bằng chữ",
}  # fmt: skip
AGGREGATIONS = {
    "sum": "cộng", "ratio": "tính lại từ số gốc", "share_of_units": "tỷ lệ đơn vị có", "none": "không gộp",
}  # fmt: skip
TIMES = {
    "flow": "phát sinh trong kỳ", "ytd": "lũy kế từ đầu năm", "stock": "tại thời điểm", "point": "tại thời điểm",
    "window_total": "cả giai đoạn",
}  # fmt: skip
OVER_TIME = {"sum": "lấy hiệu", "last": "lấy cuối", "ratio": "tính lại từ số gốc", "none": "không tính"}
POLARITIES = {"higher": "cao hơn", "lower": "thấp hơn"}
PARTS = "{numerator} ÷ {denominator}"
AREAS = {
    1: "1. Chỉ đạo, điều hành", 2: "2. Thể chế", 3: "3. Thủ tục hành chính", 4: "4. Tổ chức bộ máy",
    5: "5. Chế độ công vụ", 6: "6. Tài chính công", 7: "7. Chính quyền số",
}  # fmt: skip
STATUSES = {"reviewed": "của chương trình", "imported": "đã nhập", "provisional": "tạm, chờ xác nhận"}
ORIGINS = {"shipped": "của chương trình", "imported": "đã nhập"}
STANDING, REVOKED = "đang dùng", "đã thu hồi"
SINCE, UNTIL, BETWEEN, ALWAYS = "từ {first}", "đến {last}", "{first}–{last}", "chưa ghi ngày"
EVERY_UNIT, EVERY_YEAR = "mọi đơn vị", "mọi năm"
TABLES = {
    "reporting_units": "Đơn vị", "reporting_unit_events": "Thay đổi của đơn vị",
    "reporting_unit_aliases": "Cách ghi tên", "decisions": "Câu trả lời", "targets": "Mục tiêu",
    "corrections": "Đính chính",
    "roles": "Vai trò",
}  # fmt: skip
ACTIONS = {"added": "Thêm", "changed": "Sửa", "removed": "Xóa"}
FIELDS = {
    "person": "tài khoản", "role": "vai trò", "remit": "phạm vi",
    "action": "cách xử lý", "alias": "cách ghi", "answer": "trả lời", "band_good": "ngưỡng đạt",
    "band_watch": "ngưỡng theo dõi", "code": "mã số", "correction": "mã đính chính", "decided_on": "ngày quyết định",
    "document": "văn bản", "event": "thay đổi", "expected_raw": "nguyên văn", "form": "biểu mẫu",
    "handled_by": "cấp giải quyết", "indicator": "chỉ tiêu", "kind": "loại", "level": "cấp",
    "made_by": "người đính chính", "made_on": "ngày", "measure": "đơn vị tính", "name": "tên",
    "new_unit": "đơn vị mới", "note": "ghi chú",
    "old_unit": "đơn vị cũ", "parent": "cấp trên", "path": "dưới mục", "period": "kỳ", "province": "tỉnh",
    "reason": "lý do", "relation": "quan hệ", "reporting_unit": "đơn vị", "sender": "đơn vị gửi", "source": "nguồn",
    "status": "trạng thái", "target": "mã mục tiêu", "valid_from": "từ ngày", "valid_to": "đến ngày",
    "value": "giá trị", "year": "năm",
}  # fmt: skip
FIELD_CHANGED = "{field}: {old} → {new}"
FIELD = "{field}: {value}"
BLANK = "(trống)"

# Editing.
EDIT = "Sửa bằng Excel"
STEP_DOWNLOAD = "**1. Tải bảng về**, sửa trong Excel. Trang “Giải thích” trong tệp nói rõ từng cột."
STEP_UPLOAD = "**2. Tải bảng đã sửa lên** để xem khác biệt. Chưa ghi gì cho đến khi xác nhận."
DOWNLOAD_FOUND = "Bảng gồm {count} dòng đang tìm thấy."
DOWNLOAD_NOT_PROVISIONAL = "Đơn vị tạm chỉ có trong bảng khi lọc “{status}”: tải lên lại là xác nhận chúng."
DOWNLOAD_XLSX, DOWNLOAD_CSV = "Tải XLSX", "Tải CSV"
DOWNLOAD_LIST_LINES = ("Bảng này để xem. Chỉ tiêu và nhật ký không sửa bằng cách tải lên.",)
UPLOAD = "Bảng đã sửa (XLSX, CSV)"
UNIT_SHAPES = (
    "Mục này nhận ba loại bảng: danh sách đơn vị như bảng tải về, bảng thay đổi (sáp nhập, tách, đổi tên), và bảng "
    "chuyển đổi chính thức xã cũ → xã mới."
)
DOCUMENT, DOCUMENT_HELP = "Văn bản", "Số, ký hiệu văn bản, khi bảng không có cột văn bản: Nghị quyết 1656/NQ-UBTVQH15."
FIRST_DAY, FIRST_DAY_HELP = "Ngày hiệu lực", "Khi bảng không có cột ngày. Bảng chuyển đổi mặc định 01/07/2025."
READING = "Đang đọc bảng và so với danh mục…"
PREVIEW = "Khác biệt so với danh mục"
NO_DIFFERENCE = "Không có gì khác với danh mục hiện nay."
REFUSED = "Chưa ghi được: {count} điểm cần sửa trong bảng. Hãy sửa rồi tải lên lại."
MORE_REFUSED = "… và {count} điểm khác."
NOTES = "{count} lưu ý"
CHANGES = {
    "action": "Việc",
    "row": "Dòng trong tệp",
    "key": "Dòng danh mục",
    "field": "Trường",
    "old": "Trước",
    "new": "Sau",
}
CHANGES_SHOWN = "Hiện {shown} trong {count} thay đổi; ghi là ghi tất cả."
COUNTS = {"added": "{count} thêm", "changed": "{count} sửa", "removed": "{count} xóa"}
CONFIRM = "Ghi {count} thay đổi"
STORING = "Đang ghi…"
STORED = "Đã ghi {count} thay đổi vào danh mục."
STORED_AND_READ = "Đã ghi {count} thay đổi vào danh mục và đọc lại {files} tệp."
CHANGED_MEANWHILE = (
    "Trong lúc xem, người khác đã thay đổi danh mục, nên chưa ghi gì. Dưới đây là khác biệt mới; hãy xem lại rồi xác "
    "nhận."
)
