"""Every sentence and label on the screen, grouped by where it stands; codes stay in the code."""

APP = "Số liệu cải cách hành chính"
MENU = "Các trang"

# Pages: title, and what the page answers.
OVERVIEW = "Tổng quan"
DOSSIERS = "Hồ sơ TTHC"
ONESTOP = "iGate và trực tuyến"
STAFFING = "Biên chế"
INVESTMENT = "Giải ngân đầu tư công"
FIGURES = "Số liệu"
QUALITY = "Chất lượng số liệu"
UPLOAD = "Nạp phụ lục"

THEMES = {"dossiers": DOSSIERS, "onestop": "Một cửa, trực tuyến", "staffing": STAFFING, "investment": "Giải ngân"}

LANGUAGE = "Ngôn ngữ"

# Filter bar.
PERIOD = "Kỳ báo cáo"
LEVEL = "Cấp"
ALL_LEVELS = "Tất cả"
LEVEL_OPTION = "{level} ({count})"
REPORTING_UNITS = "Đơn vị"
REPORTING_UNIT = "Đơn vị"
ALL_REPORTING_UNITS = "Tất cả đơn vị"
UNKNOWN_IN_LINK = "Đường liên kết có giá trị không còn trong kho số liệu nên được bỏ qua: {values}."

# Marks on charts.
MARK_COMPUTED = "Tính lại từ số gốc"
MARK_PRINTED = "In trong báo cáo"
MARK_MISSING = "Không báo cáo"
NOT_REPORTED = "không báo cáo"
PRINTED_ONLY = "chỉ có tỷ lệ in"
ZERO_DENOMINATOR_SHORT = "mẫu số bằng 0"
PRINTED_SHORT = "⚠ in {printed}"
RAW = "nguyên văn"
DISAGREES = "Tỷ lệ in không khớp với số gốc; biểu đồ dùng tỷ lệ tính lại."

# Short names of indicators on axes; the catalogue's full name stands in the table and the hover.
SHORT = {
    "dossiers_received": "Tiếp nhận mới",
    "dossiers_resolved": "Đã giải quyết",
    "dossiers_carried_over": "Kỳ trước chuyển sang",
    "dossiers_to_process": "Phải giải quyết",
    "dossiers_resolved_early": "– trước hạn",
    "dossiers_resolved_exactly_on_time": "– vừa đúng hạn",
    "dossiers_resolved_on_time": "– đúng hạn",
    "dossiers_resolved_late": "– trễ hạn",
    "dossiers_pending": "Đang giải quyết",
    "dossiers_on_time_rate": "Giải quyết đúng hạn",
    "igate_dossier_rate": "Hồ sơ cập nhật trên iGate",
    "igate_dossiers": "Hồ sơ trên iGate",
    "online_dossier_rate": "Hồ sơ nộp trực tuyến",
    "online_dossier_base": "Hồ sơ trong phạm vi",
    "online_dossiers_received": "– nộp trực tuyến",
    "onestop_connected_communes_rate": "Xã kết nối một cửa điện tử",
    "onestop_connected_communes": "Số xã đã kết nối",
    "communes_total": "Tổng số xã",
    "online_l3_provision_rate": "TTHC cung cấp mức độ 3",
    "online_l4_provision_rate": "TTHC cung cấp mức độ 4",
    "online_payment_rate": "TTHC thanh toán trực tuyến",
    "online_l3_provided": "TTHC mức độ 3",
    "online_l4_provided": "TTHC mức độ 4",
    "online_l34_national_portal": "Trên Cổng quốc gia",
    "fee_procedures_online_payment": "Thanh toán trực tuyến",
    "staff_fill_rate": "Biên chế có mặt so với được giao",
    "psu_staff_fill_rate": "Viên chức có mặt so với được giao",
    "staff_contract": "Hợp đồng lao động",
    "staff_cut_in_period": "Tinh giản công chức",
    "psu_staff_cut_in_period": "Tinh giản viên chức",
    "staff_cut_rate_vs_2015": "Công chức giảm so với 2015",
    "psu_staff_cut_rate_vs_2015": "Viên chức giảm so với 2015",
    "investment_disbursement_rate": "Giải ngân so với kế hoạch",
}

# Panels of the theme pages.
ON_TIME = "Tỷ lệ giải quyết đúng hạn"
VOLUMES = "Số hồ sơ"
PROCEDURES_ONLINE = "Số thủ tục cung cấp trực tuyến"
DOSSIERS_ONLINE = "Số hồ sơ trực tuyến"
COMMUNES_CONNECTED = "Xã kết nối một cửa điện tử"
COMMUNES, CONNECTED = "Tổng số xã", "Đã kết nối"
CIVIL_SERVANTS = "Biên chế công chức"
PUBLIC_EMPLOYEES = "Người làm việc trong đơn vị sự nghiệp công lập"
ASSIGNED, PRESENT = "Được giao", "Có mặt"
STAFF_CHANGES = "Hợp đồng và tinh giản biên chế"
STAFF_CUTS = "Tỷ lệ tinh giản so với năm 2015"
DISBURSEMENT_RATE = "Tỷ lệ giải ngân so với kế hoạch"
DISBURSEMENT = "Vốn đã giải ngân trên kế hoạch được giao"
PLAN, DISBURSED = "Kế hoạch", "Đã giải ngân"
HISTORY_TITLE = "Diễn biến qua các kỳ: {indicator}"
HISTORY_NOTE = (
    "Tỷ lệ tính lại (%), chỉ so các kỳ cùng loại; "
    "ô càng đậm thì tỷ lệ càng cao trong bảng này.\u2003▨ không báo cáo\u2003┃ đơn vị mới thành lập hoặc kết thúc"
)
INDICATOR = "Chỉ tiêu"
SPLIT_TITLE = "{title} – {handled_by}"
TOTAL = "{coverage} · tính chung **{value}**"
TOTAL_PARTS = " ({numerator} / {denominator})"
WITHHELD = "{coverage} ({share}, cần từ {minimum}) nên **chưa tính chung**"
OTHER_WINDOWS = " · {count} đơn vị có kỳ tính khác nên không cộng vào"
WINDOW_NOTE = "Kỳ tính khác mặc định: {window} ({names})."
TABLE = "Bảng số liệu và nguồn"
ALL_TABLES = "Mở sẵn mọi bảng số liệu"
ALL_TABLES_HELP = "Bảng dưới mỗi biểu đồ được mở sẵn, để đọc hoặc in; trang chậm hơn một chút."
NOBODY_REPORTED = "Chưa đơn vị nào ở đây báo cáo: {names}."
NOT_ADDED = "Hồ sơ do cấp huyện và cấp xã giải quyết được trình bày riêng, không cộng với nhau."
MARKS = ":blue[■] tính lại từ số gốc\u2003◇ in trong báo cáo\u2003⚠ hai tỷ lệ không khớp\u2003▨ không báo cáo"
PAIR_MARKS = "▭ {whole}\u2003:blue[■] {part}"

# Tables.
COLUMNS = {
    "display": "Đơn vị",
    "indicator_name": "Chỉ tiêu",
    "handled_by": "Cấp giải quyết",
    "shown": "Giá trị",
    "parts": "Tử số / mẫu số",
    "numerator_cell": "Ô tử số",
    "denominator_cell": "Ô mẫu số",
    "printed_cell": "Ô tỷ lệ in",
    "measure": "Đơn vị tính",
    "raw": "Nguyên văn",
    "window": "Kỳ tính",
    "basis": "Tính chất",
    "source": "Nguồn",
    "file": "Tệp",
    "sheet": "Trang tính",
    "cell": "Ô",
    "note": "Lưu ý",
}
SHARE = "Tỷ lệ"
CELL_OF = "ô"
COMPUTED_FROM = "{numerator} / {denominator}"

# Restated figures.
RESTATED_FROM = "cộng từ {count} đơn vị cũ"

# Overview.
THEME_COUNT = "● {count}"
THEME_ABSENT = "○ không báo cáo"
COVERAGE_NOTE = "●: số lượng số liệu trong kỳ. ○: không có số liệu nào."
LEVEL_COUNT = "{count} {level}"
MORE_UNITS = " và {count} đơn vị khác"

# Figures page.
SEARCH_INDICATORS = "Chỉ tiêu"
ALL_INDICATORS = "Tất cả chỉ tiêu"
ROWS = "{count} số liệu"
CSV_EXCEL = "CSV cho Excel tiếng Việt"
CSV_EXCEL_HELP = "UTF-8 có BOM, phân cách bằng dấu chấm phẩy, dấu phẩy thập phân; mở thẳng bằng Excel tiếng Việt."
CSV_PLAIN = "CSV cho máy"
CSV_PLAIN_HELP = "UTF-8, phân cách bằng dấu phẩy, dấu chấm thập phân; cùng cột với lệnh xuất số liệu."

# Empty states.
NO_WAREHOUSE = "Chưa có số liệu nào. Hãy mở trang Nạp phụ lục để nạp các phụ lục báo cáo."
NO_FIGURES_HERE = "{what} chưa có số liệu cho lựa chọn này."
PERIODS_WITH_FIGURES = "Chọn một kỳ có số liệu:"
GO_UPLOAD = "Nạp thêm phụ lục"
PERIOD_OPTION = "{period} ({count} đơn vị)"

# Footer, first run, errors.
FOOTER = (
    "Bản số liệu số {number}, lập {made_at} · {submissions} tệp đã nạp · {reporting_units} đơn vị · {figures} số liệu"
)
FOOTER_EMPTY = "Kho số liệu trống"
DAMAGED = (
    "**Bản số liệu số {lost} bị hỏng hoặc bị mất.** Trang đang dùng bản số {number}, lập {made_at}; số liệu nạp sau đó "
    "chưa có ở đây. Các tệp của bản hỏng tự được nạp lại từ tệp gốc còn giữ khi có phiên làm việc mới hoặc lượt nạp "
    "mới; câu trả lời, đính chính và lượt thu hồi làm trong bản đó phải làm lại."
)
AWAY = (
    "**Kho chung chưa trả lời.** Trang đang dùng bản số {number}, lập {made_at}, là bản gần nhất máy này có; xem được "
    "bình thường, tạm thời chưa nạp được. Trang tự hỏi lại sau vài giây. {reason}"
)
FIRST_RUN = {
    "running": "Lần chạy đầu: đang nạp các phụ lục có sẵn…",
    "done": "Đã nạp xong các phụ lục có sẵn",
    "failed": "Chưa nạp được phụ lục có sẵn",
}
UNEXPECTED = (
    "Trang này gặp lỗi ngoài dự kiến (mã {code}). Số liệu không bị thay đổi. "
    "Hãy tải lại trang; nếu vẫn lỗi, gửi mã này cho người quản trị."
)
BUNDLE = "Tải gói chẩn đoán"
BUNDLE_HELP = "Nhật ký, phiên bản và tình trạng máy để gửi người hỗ trợ; không có số liệu, tệp gốc hay tên người."
TOO_SLOW = (
    "Câu hỏi của trang này cần quá nhiều thời gian hoặc bộ nhớ nên đã dừng (mã {code}). Số liệu không bị thay đổi. "
    "Hãy chọn ít đơn vị hơn, một cấp hoặc một kỳ; nếu vẫn vậy, gửi mã này cho người quản trị."
)

# Questions that a person settles once.
QUESTIONS = "Câu hỏi cần quyết định"
QUESTIONS_INTRO = (
    "Mỗi câu chỉ cần trả lời một lần: chương trình đọc lại các tệp đang chờ và tự áp dụng cho lần sau. "
    "Câu nhiều ô đang chờ nhất đứng trước."
)
NO_QUESTIONS = "Không có câu hỏi nào đang chờ."
QUESTION_KINDS = {
    "indicator": "Hàng hoặc cột",
    "unit": "Đơn vị",
    "measure": "Đơn vị tính của",
    "mark": "Dấu thập phân của",
    "title": "Tiêu đề",
    "file_unit": "Đơn vị báo cáo của",
    "file_period": "Kỳ báo cáo của",
}
QUESTION_TITLE = "{kind} **“{printed}”**"
QUESTION_UNDER = "dưới “{path}”"
QUESTION_MEASURE = "đơn vị tính “{measure}”"
CELLS_WAITING = "{count} ô đang chờ"
FILE_WAITING = "Cả tệp chưa nạp"
SHEET_WAITING = "Cả trang chưa nạp"
TABLE_WAITING = "Cả bảng chưa nạp"
AMONG_THEM = "ví dụ {place}"
ANSWER_TO = "Trả lời cho “{printed}”"
LATER = "(để sau)"
NO_INDICATOR = "Không phải chỉ tiêu cần nạp"
SUGGESTION = "{name} – {score}/100, {why}"
BEST_SUGGESTION = "Gợi ý: {suggestion}"
TITLE_ANSWERS = {"whole": "Toàn bộ: chữ này không thu hẹp số liệu", "part": "Chỉ một phần: không nạp các số này"}
MARK_NAMES = {",": "Dấu phẩy (1.234,5)", ".": "Dấu chấm (1,234.5)"}
PROVISIONAL_UNIT = " (tạm)"
VALID_UNTIL = " (đến {day})"
VALID_FROM = " (từ {day})"
MORE_QUESTIONS = "Còn {count} câu hỏi khác; chúng hiện ra khi các câu trên đã được trả lời."
SAVE_ANSWERS = "Lưu quyết định và đọc lại các tệp"
FILL_ANSWERS = "Điền gợi ý đứng đầu ({count} câu)"
FILL_ANSWERS_HELP = (
    "Chỉ điền câu mà mọi từ đã biết đều nói về một chỉ tiêu. Chưa lưu gì: hãy xem từng câu, nhất là các từ “chưa rõ”."
)
FILLED = "Đã điền gợi ý đứng đầu vào {count} câu, chưa lưu. Hãy xem từng câu rồi mới lưu."
NO_ANSWER_CHOSEN = "Chưa chọn câu trả lời nào."
ANSWERING = "Đang lưu quyết định và đọc lại các tệp…"
ANSWERED = "Đã lưu {count} quyết định, đọc lại {files} tệp."
DECIDED = "Đã quyết định ({count})"
NOTHING_DECIDED = "Chưa có quyết định nào."
DECISION = "{kind} **“{printed}”** → **{answer}**"
DECISION_MADE = "{who}, {when} · áp dụng cho {scope}"
SCOPES = {"form": "biểu mẫu này", "sender": "đơn vị gửi {sender}", "everyone": "mọi nơi", "file": "tệp này"}
OLDER_DECISIONS = "Còn {count} quyết định cũ hơn; xem bằng lệnh python -m etl labels list."
REVOKE = "Thu hồi"
REVOKE_MEANS = (
    "Quyết định này thôi áp dụng, các tệp dựa vào nó được đọc lại và câu hỏi mở lại. Số liệu nạp theo nó sẽ không còn "
    "trên các trang."
)
REVOKE_SURE = "Xác nhận thu hồi"
REVOKING = "Đang thu hồi và đọc lại các tệp…"
REVOKED = "Đã thu hồi {count} quyết định, đọc lại {files} tệp."

# Trial with an invented province.
TRIAL_APP = f"MINH HỌA – {APP}"
TRIAL_ENTER = "Xem thử với tỉnh minh họa (số liệu bịa)"
TRIAL_ENTER_HELP = (
    "Một tỉnh không có thật, với số liệu bịa, trong một kho riêng. Số liệu thật không bị thay đổi. "
    "Lần đầu cần khoảng nửa phút để chuẩn bị."
)
TRIAL_BANNER = "**MINH HỌA** – tỉnh hư cấu, không phải số liệu thật"
TRIAL_LEAVE = "Về số liệu thật"
TRIAL_UPLOAD = (
    "Đang xem tỉnh minh họa: tệp nạp và quyết định ở trang này chỉ vào kho minh họa, không ảnh hưởng số liệu thật."
)
TRIAL_RUN = {
    "running": "Đang chuẩn bị tỉnh minh họa (lần đầu cần khoảng nửa phút)…",
    "done": "Đã chuẩn bị xong tỉnh minh họa",
    "failed": "Chưa chuẩn bị được tỉnh minh họa",
}
TRIAL_DRAWING = "Đang soạn các phụ lục minh họa"

# Upload page.
UPLOAD_INTRO = (
    "Chọn một hay nhiều phụ lục: Excel, ODS, CSV hoặc bảng Word. Chương trình đọc từng ô, nạp những số chắc chắn "
    "và nêu rõ những ô cần quyết định."
)
BLANK_FORM = "Tải mẫu nhập số liệu trống"
BLANK_FORM_HELP = "Mẫu của chương trình: điền tên đơn vị, kỳ và số liệu là nạp được ngay."
BLANK_FORM_INTRO = "Chưa có phụ lục, hoặc số liệu chỉ nằm trong lời văn báo cáo?"
RESULT = "Kết quả"
OUTCOMES = {
    "loaded": "Đã nạp",
    "partly": "Nạp một phần",
    "unchanged": "Không có gì mới",
    "refused": "Không nạp",
}
DRY_OUTCOMES = {
    "loaded": "Nạp được",
    "partly": "Nạp được một phần",
    "unchanged": "Không có gì mới",
    "refused": "Không nạp được",
}
CHANGES = {"new": "mới", "same": "không đổi", "changed": "thay đổi", "vanished": "không còn"}
ROW_FATES = {
    "loaded": "đã nạp",
    "problem": "cần xem lại",
    "blank": "để trống",
    "heading": "dòng đề mục",
    "header": "dòng tiêu đề bảng",
    "title": "dòng tên biểu",
    "continuation": "dòng nối tiếp",
    "unknown_blank": "để trống, chưa rõ chỉ tiêu",
    "prose": "lời văn",
    "unread": "chưa đọc",
    "returned": "danh sách cần sửa đã gửi kèm",
}
REPORT_LINES = {"units": "Đơn vị", "periods": "Kỳ", "forms": "Biểu mẫu", "figures": "Số liệu", "rows": "Dòng trong tệp"}
NEXT_LOADED = "Số liệu đã có trên các trang. Hãy mở Tổng quan để xem."
NEXT_PERSON = (
    "Hãy trả lời các câu hỏi bên dưới, hoặc sửa các ô nêu ở đây trong tệp gốc rồi nạp lại; những số chắc chắn không bị "
    "ảnh hưởng."
)
NEXT_UNCHANGED = "Tệp này đã được nạp trước đây; không cần làm gì thêm."
OPEN_PROBLEMS_TITLE = "Vấn đề đang mở"
FIGURES_MORE = (
    "Bảng hiện {shown} dòng đầu trong {count} dòng. Chọn đơn vị hoặc chỉ tiêu để xem dòng khác; tệp tải về có đủ."
)
PROBLEMS_SCROLL = "{count} vấn đề. Cuộn trong bảng để xem hết."
NO_OPEN_PROBLEMS = "Không có vấn đề nào đang mở."
PROBLEM_COLUMNS = {"severity": "Mức độ", "place": "Vị trí", "sentence": "Cần làm gì"}
UPLOAD_DROP = "Chọn tệp hoặc kéo thả vào đây"
UPLOAD_FILES = "Phụ lục Excel, ODS, CSV, Word (.docx) hoặc tệp nén .zip, tối đa 50 MB mỗi tệp"
UPLOAD_TYPES = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv", "docx", "zip")
