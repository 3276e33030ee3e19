"""The overview: lines of headline indicators, sentences that say what changed, units that need attention."""

TITLES = {
    "dossiers_on_time_rate": "Giải quyết đúng hạn",
    "dossiers_pending_late_share": "Hồ sơ đang giải quyết đã quá hạn",
    "online_dossier_rate": "Hồ sơ nộp trực tuyến",
    "igate_dossier_rate": "Hồ sơ cập nhật trên iGate",
    "staff_fill_rate": "Công chức có mặt / được giao",
    "psu_staff_fill_rate": "Viên chức có mặt / được giao",
    "investment_disbursement_rate": "Giải ngân so với kế hoạch",
}
# The same in the reasons, where the numbers follow.
SHORT = {
    "dossiers_on_time_rate": "Đúng hạn",
    "dossiers_pending_late_share": "Tồn đọng quá hạn",
    "online_dossier_rate": "Nộp trực tuyến",
    "igate_dossier_rate": "Cập nhật trên iGate",
    "staff_fill_rate": "Công chức có mặt",
    "psu_staff_fill_rate": "Viên chức có mặt",
    "investment_disbursement_rate": "Giải ngân",
}

# Head of the lines.
STATUS = "Trạng thái"
INDICATOR = "Chỉ tiêu"
NOW = "Kỳ này"
TARGET = "Mục tiêu"
AGAINST = "So với {period}"
POINTS = "điểm %"
SAME_WINDOW = "cùng kỳ năm trước"
LAST_PERIOD = "kỳ trước"
# A period beside others of the same year, in the head of a column.
SHORT_PERIODS = {"quarter": "quý {quarter}", "month": "tháng {month}", "half": "6 tháng", "nine_months": "9 tháng"}
WITH_YEAR = "{period} {year}"
MEDIAN = "Trung vị"
TREND = "Diễn biến"
COVERAGE = "Báo cáo"
RANK = "Hạng"
RANK_OF = "{rank}/{peers}"
REPORTED_OF = "{reported}/{expected}"
MEDIAN_HELP = "Giá trị đứng giữa của {count} đơn vị cùng cấp có chỉ tiêu này"
MEDIAN_FEW = "Chưa đủ 3 đơn vị cùng cấp để lấy trung vị"
PARTS_HELP = "{numerator} / {denominator}"
EARLIER_HELP = "{period}: {value}"
NOT_COMPARABLE = "Không có số liệu cùng kỳ để so, hoặc kỳ tính khác nhau"
NOT_BEFORE = "Không có số liệu của kỳ trước"
TARGET_HELP = "Theo {document}"
DUE = "đến nay {due}"
PACE_HELP = "Theo {document}; đến hết kỳ này cần {due}"
NO_TARGET_HELP = "Chưa có văn bản giao chỉ tiêu trong danh mục mục tiêu"
HISTORY_ALT = "Các kỳ cùng loại: {points}"
HISTORY_POINT = "{period} {value}"
HISTORY_GAP = "{period} không có"
ORDER_HELP = (
    "Mức cần chú ý = khoảng cách đến mốc (mục tiêu; chưa có thì cùng kỳ năm trước, với từng đơn vị là trung vị cùng "
    "cấp) chia cho độ lệch thường gặp giữa các đơn vị (ít nhất 5 điểm %), nhân hệ số xấu đi: giảm 10 điểm % so với "
    "cùng kỳ thì gấp đôi, tăng 10 điểm % thì còn một nửa; không có số để so thì hệ số là 1."
)

# Status: a shape and a word.
STATUSES = {
    "reached": "● Đạt",
    "near": "◐ Gần đạt",
    "behind": "■ Chưa đạt",
    "behind_pace": "■ Chậm tiến độ",
    "better": "▲ Tốt lên",
    "worse": "▼ Xấu đi",
    "same": "– Không đổi",
    "no_reference": "○ Chưa có mốc",
    "no_judgement": "○ Không đánh giá",
    "no_value": "○ Chưa có số",
}
STATUS_HELP = {
    "target": "So với mục tiêu",
    "year": "Chưa có mục tiêu: so với cùng kỳ năm trước",
    "none": "Chưa có mục tiêu, cũng không có số cùng kỳ để so",
}
BETTER, WORSE = "tốt lên", "xấu đi"

# Values that there are not.
WITHHELD = "chưa tính chung"
WITHHELD_NOTE = "{coverage} ({share}, cần từ {minimum})"
NO_RATE = "chưa có tỷ lệ"
SEVERAL = "{count} tỷ lệ in"
ONE_UNIT = "riêng {name}"
MISPRINTED = "⚠ {count} đơn vị in lệch"
MISPRINTED_OWN = "⚠ tỷ lệ in lệch"
MISPRINTED_OWN_HELP = "Tỷ lệ in trong báo cáo lệch với số gốc"
LACKING = "Chưa có để so: {names}."
NO_TARGET = "mục tiêu"
NO_PERIOD = "số của {period}"
NO_MEDIAN = "trung vị (cần 3 đơn vị)"
NO_TREND = "diễn biến (cần 2 kỳ)"
ABSENT = "Chưa đơn vị nào báo cáo: {names}."
LEVEL_COVERAGE = "{reported} trên {expected} đơn vị đã báo cáo · {order}"
MOST_NEED_FIRST = "xếp theo mức cần chú ý"

# Sentences.
SUMMARY = "Điều thay đổi nhiều nhất"
WORSE_MOST = "So với cùng kỳ, xấu đi nhiều nhất là {title} ở {level}: {value} ({change} điểm %){units}."
BETTER_MOST = "So với cùng kỳ, tốt lên nhiều nhất là {title} ở {level}: {value} ({change} điểm %){units}."
MOVED_MOST = ", rõ nhất ở {name} ({value}, {change} điểm %)"
FAR_FROM_TARGET = "Xa mục tiêu nhất là {title} ở {level}: {value}, cách mức cần đạt đến nay ({due}) {gap} điểm %."
UNCOVERED = "Thiếu số liệu nhất là {title} ở {level}: mới có {reported} trên {expected} đơn vị."
WIDEST = "Chênh lệch lớn nhất giữa các đơn vị ở {level} là {title}: từ {low} ({lowest}) đến {high} ({highest})."
NOTHING_TO_SAY = "Kỳ này chưa có số để so với cùng kỳ, mục tiêu hay giữa các đơn vị."

# Units that need attention.
ATTENTION = "Đơn vị cần chú ý"
ATTENTION_COUNT = "{count} đơn vị xa mốc hơn mức thường gặp hoặc chưa đạt mục tiêu"
ATTENTION_LATE = "{count} đơn vị có hồ sơ trễ hạn chưa so được"
REASON = "{title} {value}, {gap}{change}{late}"
BELOW = {
    "peers": "thấp hơn trung vị {gap} điểm %",
    "target": "thấp hơn mục tiêu ({due}) {gap} điểm %",
    "pace": "chậm hơn tiến độ ({due}) {gap} điểm %",
}
ABOVE = {
    "peers": "cao hơn trung vị {gap} điểm %",
    "target": "cao hơn mục tiêu ({due}) {gap} điểm %",
    "pace": "cao hơn tiến độ ({due}) {gap} điểm %",
}
FELL = ", giảm {change} điểm % so với cùng kỳ"
ROSE = ", tăng {change} điểm % so với cùng kỳ"
LATE_COUNT = "; {count} hồ sơ trễ hạn"
OVERDUE_COUNT = "; {count} hồ sơ quá hạn"
FEW = "số ít: {numerator}/{denominator}"
LATE_RATE = "{title} {value}; {count} hồ sơ trễ hạn"
LATE_ONLY = "{count} hồ sơ trễ hạn, chưa có tỷ lệ đúng hạn{handled_by}"
PRINTED_WRONG = "{title}: in {printed}, tính lại {value}"
MORE_REASONS = "+ {count} lý do khác"
MORE_UNITS = "Xem {count} đơn vị tiếp theo"
STILL_MORE = "và {count} đơn vị khác, ít cần chú ý hơn."
PRINTED_UNITS = "{count} đơn vị in tỷ lệ lệch với số gốc."
TO_QUALITY = "Chất lượng số liệu"
NOTHING_TO_WATCH = (
    "Không có đơn vị nào xa mốc hơn mức thường gặp, có hồ sơ trễ hạn chưa so được, hay in tỷ lệ lệch với số gốc."
)

# May it be trusted.
TRUST = "Số liệu có tin được không"
OPEN_FINDINGS = "{count} phát hiện cần xem – {kinds}."
NO_FINDINGS = "Không có phát hiện nào cần xem trong kỳ này."
WHO_REPORTED = "Đơn vị nào báo cáo nội dung gì"
PERIODS = "Các kỳ có số liệu ({count})"
