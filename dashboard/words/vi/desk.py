"""The analyst's desk: from dropped files to loaded figures, one step at a time."""

# Steps, in their order.
STEPS = {
    "understood": "Đã hiểu",
    "questions": "Câu hỏi",
    "difference": "Khác biệt",
    "findings": "Phát hiện",
}
STEP = "{number}. {name}"
STEP_COUNTED = "{number}. {name} ({count})"
STEPS_LABEL = "Các bước"
BACK = "Quay lại"
NEXT = "Tiếp: {step}"
LOAD = "Nạp {figures} số liệu của {files} tệp"
LOAD_NOTHING = "Chưa có tệp nào nạp được"
LOAD_HELP = "Ghi vào kho số liệu; có thể thu hồi ở trang Lịch sử nạp."
LATER = "Để sau"
LATER_HELP = "Bản nháp được giữ nguyên; mở lại ở trang này lúc nào cũng được."
DISCARD = "Xóa bản nháp"
DISCARD_MEANS = "Các câu trả lời và giải trình trong bản nháp sẽ mất. Số liệu trong kho không thay đổi."
DISCARD_SURE = "Xác nhận xóa"
DISCARDED = "Đã xóa bản nháp."
WHO = "Tên của bạn"
WHO_HELP = "Ghi cùng lần nạp và các quyết định, để sau này biết hỏi ai."

# Before a draft.
START = "Đọc và xem trước"
START_HELP = "Chưa ghi gì vào số liệu: bạn xem chương trình hiểu thế nào trước khi nạp."
OPEN_DRAFTS = "Bản nháp đang dở"
DRAFT_LINE = "**{files}**  \n{count} tệp · lưu {when} · {who}"
DRAFT_MORE = " và {count} tệp khác"
OLDER_DRAFTS = "{count} bản nháp cũ hơn"
DRAFT_OPEN = "Mở tiếp"
READING = "Đang đọc {count} tệp…"
READ = "Đã đọc xong {count} tệp"
READING_FAILED = "Chưa đọc được bản nháp"
CHANGED_ELSEWHERE = "Kho số liệu vừa có lần nạp mới; phần xem trước đã được tính lại trên số mới nhất."

# What was understood.
UNDERSTOOD_LEAD = "**{figures} số liệu** đọc được từ {files} tệp{asked}{aside}."
UNDERSTOOD_ASKED = ", {count} câu hỏi cần bạn quyết định"
UNDERSTOOD_REFUSED = ", {count} ô hoặc tệp không nhận được"
ALL_CLEAR = (
    "Mọi thứ đã rõ: không có câu hỏi, không có số cũ nào bị đổi hay mất, không có phát hiện mới. Có thể nạp ngay."
)
FILES_COLUMNS = {
    "chosen": "Nạp",
    "file": "Tệp",
    "outcome": "Kết quả",
    "units": "Đơn vị",
    "periods": "Kỳ",
    "figures": "Số liệu",
    "new": "Mới",
    "changed": "Thay đổi",
    "vanished": "Không còn",
    "asked": "Cần quyết định",
    "refused": "Không nhận",
    "document": "Văn bản",
}
FILES_CHOSEN_HELP = "Bỏ dấu để không nạp tệp này; tệp vẫn ở trong bản nháp."
LOOK_INTO = "Xem kỹ một tệp"
SHEETS_COLUMNS = {
    "sheet": "Trang tính",
    "forms": "Biểu mẫu",
    "units": "Đơn vị",
    "periods": "Kỳ",
    "money": "Đơn vị tiền",
    "figures": "Số liệu chắc chắn",
    "asked": "Cần quyết định",
    "refused": "Không nhận",
    "aside": "Để riêng",
}
WHOLE_FILE = "(cả tệp)"
MANY = "{count} {what}"
UNITS, PERIODS = "đơn vị", "kỳ"
DOCUMENT = "Số {number}, ngày {day}"
DOCUMENT_NUMBER = "Số {number}"
DOCUMENT_DAY = "Ngày {day}"
DOWNLOAD_ORIGINAL = "Tải tệp gốc"
CORRECT = "Sửa đơn vị hoặc kỳ của tệp"
CORRECT_HELP = "Dùng khi tiêu đề của tệp ghi thiếu hoặc sai. Chỉ áp dụng cho tệp này."
CORRECT_UNIT = "Đơn vị báo cáo"
CORRECT_PERIOD = "Kỳ báo cáo"
CORRECT_KEEP = "(như đã hiểu)"
CORRECT_SHEET = "Áp dụng cho"
CORRECT_DO = "Áp dụng và đọc lại"

SEND_BACK = "Soạn tệp trả đơn vị sửa"
SEND_BACK_HELP = "Chính tệp này, ô có vấn đề được tô màu kèm ghi chú, thêm trang Cần sửa; phần còn lại giữ nguyên."
SEND_BACK_TAKE = "Tải tệp trả lại ({count} ô có ghi chú)"
SEND_BACK_NOTHING = "Tệp này không có ô nào đơn vị phải sửa."

# Questions.
QUESTIONS_LEAD = "Mỗi câu trả lời một lần, áp dụng cho mọi ô cùng cách ghi; câu nhiều ô chờ nhất đứng trước."
QUESTIONS_NONE = "Không có câu hỏi nào. Chương trình hiểu mọi ô cần nạp."
QUESTIONS_DONE = "Đã trả lời {count} câu trong bản nháp này"
QUESTIONS_MORE = "Còn {count} câu khác, hiện ra sau khi trả lời các câu này."
QUESTIONS_APPLY = "Áp dụng câu trả lời"
ANSWER_TAKE_BACK = "Bỏ"
ANSWER_LINE = "{kind} **“{printed}”** → **{answer}**"
EXCERPT = "Trích trang {sheet}, ô {cell} được khoanh"
EXCERPT_MISSING = "Không mở lại được trang tính của ô này."

# Difference.
DIFFERENCE = "Khác biệt"
DIFFERENCE_LEAD = "So với số đang có trong kho, cho các đơn vị và kỳ mà tệp nói tới."
STATES = {"changed": "Thay đổi", "vanished": "Không còn", "new": "Mới", "same": "Giữ nguyên"}
STATE = "{name} ({count})"
STATES_LABEL = "Loại khác biệt"
DIFFERENCE_NONE = "Không có số liệu nào ở mục này."
DIFFERENCE_SHOWN = "Hiện {shown} dòng đầu trong {count} dòng, dòng biến động lớn nhất đứng trước."
DIFFERENCE_COLUMNS = {
    "name": "Đơn vị",
    "period": "Kỳ",
    "indicator_name": "Chỉ tiêu",
    "handled_by": "Cấp giải quyết",
    "old_value": "Số cũ",
    "new_value": "Số mới",
    "change": "Chênh lệch",
    "measure": "Đơn vị tính",
    "old_place": "Ô cũ",
    "new_place": "Ô mới",
}
EFFECT_TITLE = "Ảnh hưởng tới số chung"
EFFECT_NONE = "Không có số chung nào trên Tổng quan thay đổi."
EFFECT_COLUMNS = {
    "what": "Chỉ tiêu",
    "where": "Cấp và kỳ",
    "old": "Đang là",
    "new": "Sẽ là",
}
EFFECT_VALUE = "{value} · {reported}/{expected} đơn vị"
EFFECT_NOTHING = "chưa có"

# Findings.
FINDINGS_LEAD = (
    "Quy tắc kiểm tra thấy những điểm này ở các đơn vị và kỳ của lần nạp. Số vẫn được nạp; nếu có lý do, hãy ghi "
    "giải trình."
)
FINDINGS_NONE = "Không có phát hiện nào ở các đơn vị và kỳ của lần nạp này."
FINDINGS_MORE = "Hiện {shown} trong {count} phát hiện; tất cả có ở trang Chất lượng số liệu sau khi nạp."
FINDING_NEW = "mới"
EXPLANATION = "Giải trình cho: {sentence}"
EXPLANATION_PLACEHOLDER = "Giải trình (không bắt buộc)"
EXPLANATION_SAVED = "Đã lưu giải trình vào bản nháp."

# Loaded.
LOADING = "Đang nạp {count} tệp…"
LOADED = "Đã nạp xong {count} tệp"
LOADING_FAILED = "Chưa nạp"
RESULT_LINE = "Đã nạp **{figures} số liệu** của {files} tệp: {changes}."
DRAFT_KEPT = "Bản nháp vẫn được giữ."
