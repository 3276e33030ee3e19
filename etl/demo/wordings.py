"""How the same thing is said on paper, as data. Every list holds wordings that mean the same; the seed chooses.

A short wording stands under a head that says the rest ('Tổng số' under 'Số lượng hồ sơ đã giải quyết'), a long one
stands alone.
"""

from collections.abc import Sequence
from random import Random

SHORT: dict[str, tuple[str, ...]] = {
    "dossiers_to_process": ("Tổng số", "Tổng cộng", "Tổng"),
    "online_dossiers_received": ("Trực tuyến", "Nộp trực tuyến", "Tiếp nhận trực tuyến"),
    "dossiers_received_direct": (
        "Trực tiếp, dịch vụ bưu chính",
        "Trực tiếp, bưu chính",
        "Trực tiếp/BCCI",
        "Trực tiếp và qua BCCI",
    ),
    "dossiers_carried_over": ("Từ kỳ trước", "Kỳ trước chuyển sang", "Tồn kỳ trước", "Từ kỳ trước chuyển qua"),
    "dossiers_resolved": ("Tổng số", "Tổng cộng", "Tổng"),
    "dossiers_resolved_early": ("Trước hạn", "Giải quyết trước hạn", "Sớm hạn"),
    "dossiers_resolved_exactly_on_time": (
        "Đúng hạn",
        "Giải quyết đúng hạn",
        "Đúng hạn (bao gồm cả hồ sơ trả lại/xin rút)",
    ),
    "dossiers_resolved_on_time": ("Đúng hạn", "Trước hạn và đúng hạn", "Đúng và trước hạn"),
    "dossiers_resolved_late": ("Quá hạn", "Trễ hạn", "Chậm hạn"),
    "dossiers_pending": ("Tổng số", "Tổng cộng", "Tổng"),
    "dossiers_pending_in_time": ("Trong hạn", "Chưa đến hạn", "Còn trong hạn"),
    "dossiers_pending_late": ("Quá hạn", "Trễ hạn", "Đã quá hạn"),
    "staff_assigned": ("Công chức",),
    "psu_staff_assigned": ("Viên chức",),
    "contract_assigned": ("Hợp đồng", "Hợp đồng lao động", "HĐLĐ"),
    "staff_present": ("Công chức",),
    "psu_staff_present": ("Viên chức",),
    "staff_contract": ("Hợp đồng", "Hợp đồng lao động", "HĐLĐ"),
    "staff_total": ("Tổng số", "Cộng", "Tổng"),
}

LONG: dict[str, tuple[str, ...]] = {
    "dossiers_received": (
        "Tiếp nhận mới trong kỳ",
        "Số hồ sơ tiếp nhận mới",
        "Số hồ sơ TTHC tiếp nhận trong kỳ",
        "Hồ sơ mới tiếp nhận trong kỳ báo cáo",
        "Số hồ sơ tiếp nhận (mới trong kỳ)",
    ),
    "dossiers_to_process": (
        "Tổng số hồ sơ phải giải quyết",
        "Tổng số hồ sơ tiếp nhận (bao gồm kỳ trước chuyển sang)",
        "Tổng số hồ sơ phải giải quyết trong kỳ",
        "Tổng hồ sơ cần giải quyết (mới và kỳ trước chuyển qua)",
    ),
    "online_dossiers_received": (
        "Số hồ sơ tiếp nhận trực tuyến",
        "Hồ sơ nộp trực tuyến trong kỳ",
        "Tiếp nhận trực tuyến trong kỳ",
    ),
    "dossiers_received_direct": (
        "Số hồ sơ tiếp nhận trực tiếp, qua bưu chính",
        "Hồ sơ nộp trực tiếp và qua bưu chính công ích trong kỳ",
        "Tiếp nhận trực tiếp, BCCI trong kỳ",
    ),
    "dossiers_carried_over": ("Số hồ sơ kỳ trước chuyển sang", "Hồ sơ tồn từ kỳ trước", "Hồ sơ từ kỳ trước chuyển qua"),
    "dossiers_resolved": (
        "Tổng số hồ sơ đã giải quyết",
        "Số hồ sơ đã giải quyết xong",
        "Hồ sơ đã giải quyết và trả kết quả",
    ),
    "dossiers_resolved_early": ("Hồ sơ giải quyết trước hạn", "Số hồ sơ đã giải quyết trước hạn", "Giải quyết sớm hạn"),
    "dossiers_resolved_exactly_on_time": ("Hồ sơ giải quyết đúng hạn", "Số hồ sơ đã giải quyết đúng hạn"),
    "dossiers_resolved_on_time": (
        "Số hồ sơ giải quyết đúng hạn",
        "Hồ sơ giải quyết trước và đúng hạn",
        "Số hồ sơ giải quyết đúng hạn, trước hạn",
    ),
    "dossiers_resolved_late": (
        "Hồ sơ giải quyết quá hạn",
        "Số hồ sơ giải quyết trễ hạn",
        "Đã giải quyết nhưng quá hạn",
    ),
    "dossiers_pending": ("Số hồ sơ đang giải quyết", "Hồ sơ chuyển kỳ sau", "Tổng số hồ sơ đang giải quyết"),
    "dossiers_pending_in_time": ("Hồ sơ đang giải quyết trong hạn", "Đang giải quyết, chưa đến hạn"),
    "dossiers_pending_late": ("Hồ sơ đang giải quyết đã quá hạn", "Đang giải quyết, quá hạn"),
    "dossiers_on_time_rate": ("Tỷ lệ giải quyết đúng hạn", "Tỷ lệ hồ sơ giải quyết đúng hạn", "Tỷ lệ đúng hạn (%)"),
    "igate_dossiers": (
        "Số hồ sơ cập nhật trên iGate",
        "Số hồ sơ thực hiện trên Hệ thống một cửa điện tử",
        "Hồ sơ tiếp nhận qua phần mềm iGate",
        "Số hồ sơ được cập nhật trên hệ thống iGate",
    ),
    "igate_dossier_rate": ("Tỷ lệ cập nhật trên iGate (%)", "Tỷ lệ hồ sơ trên iGate", "Tỷ lệ sử dụng iGate (%)"),
    "investment_plan": ("Kế hoạch vốn", "KHV giao", "Kế hoạch vốn được giao", "Kế hoạch vốn giao năm", "Vốn kế hoạch"),
    "investment_disbursed": (
        "Đã giải ngân",
        "Lũy kế giải ngân",
        "Giá trị giải ngân",
        "Lũy kế giải ngân từ đầu năm",
        "Số vốn đã giải ngân",
    ),
    "investment_disbursement_rate": (
        "Tỷ lệ giải ngân",
        "Tỷ lệ giải ngân (%)",
        "Tỷ lệ giải ngân/kế hoạch",
        "Tỷ lệ % giải ngân so với KHV",
    ),
    "staff_assigned": ("Biên chế được giao", "Chỉ tiêu biên chế", "Biên chế giao", "Số biên chế công chức được giao"),
    "staff_present": ("Hiện có", "Có mặt", "Biên chế có mặt", "Biên chế hiện có", "Số biên chế công chức có mặt"),
    "staff_contract": ("Hợp đồng lao động hiện có", "Số hợp đồng lao động"),
    "psu_staff_assigned": (
        "Số người làm việc được giao (ĐVSN công lập)",
        "Chỉ tiêu số lượng người làm việc trong ĐVSN",
    ),
    "psu_staff_present": ("Số người làm việc có mặt (ĐVSN công lập)", "Số người làm việc hiện có trong ĐVSN"),
}

RECEIVED = (
    "Số lượng hồ sơ tiếp nhận",
    "Số hồ sơ nhận giải quyết",
    "Hồ sơ tiếp nhận",
    "Số lượng hồ sơ tiếp nhận, giải quyết",
)
IN_PERIOD = ("Trong kỳ", "Tiếp nhận trong kỳ", "Mới tiếp nhận trong kỳ")
RESOLVED = ("Số lượng hồ sơ đã giải quyết", "Số hồ sơ đã giải quyết", "Hồ sơ đã giải quyết", "Kết quả giải quyết")
PENDING = (
    "Số lượng hồ sơ đang giải quyết",
    "Số hồ sơ đang giải quyết",
    "Hồ sơ đang giải quyết",
    "Hồ sơ chưa giải quyết",
)
ASSIGNED = ("Biên chế được giao", "Chỉ tiêu biên chế", "Biên chế, số người làm việc được giao", "Được giao")
PRESENT = ("Hiện có", "Có mặt", "Biên chế hiện có", "Số có mặt đến thời điểm báo cáo")

NUMBER = ("TT", "STT", "Số TT")
NOTE = ("Ghi chú",)
ANY_UNIT = ("Đơn vị", "Tên đơn vị", "Cơ quan, đơn vị", "Đơn vị báo cáo")
OWNER = ("Chủ đầu tư", "Đơn vị", "Tên chủ đầu tư", "Đơn vị/Chủ đầu tư")
COMMUNES = ("Xã, phường, thị trấn", "Tên xã, phường, thị trấn", "Xã/phường/thị trấn")
INDICATOR = ("Chỉ tiêu", "Nội dung", "Tên chỉ tiêu", "Chỉ tiêu thống kê")
MEASURE = ("Đơn vị tính", "ĐVT")
FIGURE = ("Số liệu", "Kết quả", "Kết quả thống kê", "Số lượng")
FIELD = ("Lĩnh vực", "Lĩnh vực công việc giải quyết", "Tên lĩnh vực")
PROJECT = ("Tên dự án", "Danh mục dự án", "Dự án, công trình", "Tên công trình, dự án")

TOTALS = {
    "province": ("Tổng cộng", "Toàn tỉnh", "Cộng", "TỔNG CỘNG"),
    "district": ("Tổng cộng", "Toàn huyện", "Cộng", "TỔNG SỐ"),
    "other": ("Tổng cộng", "Cộng", "TỔNG CỘNG"),
}
GROUPS = {
    "department": ("Các sở, ban, ngành", "Sở, ban, ngành", "CÁC SỞ, BAN, NGÀNH CẤP TỈNH"),
    "district": ("UBND các huyện, thị xã", "Cấp huyện", "CÁC HUYỆN, THỊ XÃ"),
    "commune": ("UBND các xã, phường, thị trấn", "Cấp xã", "CÁC XÃ, PHƯỜNG, THỊ TRẤN"),
}

SUBJECTS = {
    "dossiers": (
        "Tình hình, kết quả giải quyết thủ tục hành chính",
        "Kết quả tiếp nhận và giải quyết hồ sơ thủ tục hành chính",
        "Tổng hợp kết quả giải quyết hồ sơ TTHC",
    ),
    "igate": (
        "Kết quả sử dụng Hệ thống một cửa điện tử (iGate)",
        "Tổng hợp hồ sơ cập nhật trên phần mềm iGate",
        "Tình hình thực hiện một cửa điện tử iGate",
    ),
    "investment": (
        "Tình hình giải ngân vốn đầu tư công",
        "Kết quả giải ngân kế hoạch vốn đầu tư công",
        "Tổng hợp tiến độ giải ngân vốn đầu tư công",
    ),
    "staffing": (
        "Tổng hợp biên chế được giao và hiện có",
        "Tình hình quản lý, sử dụng biên chế",
        "Thống kê biên chế, số người làm việc",
    ),
    "all": ("Biểu mẫu thống kê số liệu báo cáo cải cách hành chính", "Số liệu thống kê công tác cải cách hành chính"),
}
THEME_SHEETS = {
    "dossiers": ("TTHC", "Hồ sơ TTHC", "II.06a"),
    "igate": ("iGate", "Một cửa điện tử", "MCĐT"),
    "investment": ("Giải ngân", "ĐTC", "Đầu tư công"),
    "staffing": ("Biên chế", "BC-NLV", "Tổ chức"),
    "all": ("Phụ lục", "Sheet1", "PL2"),
}
PERIODS_IN_TITLES = {
    "-Q1": ("quý I năm {year}", "quý I/{year}", "quý 1 năm {year}"),
    "-H1": ("6 tháng đầu năm {year}", "6 tháng năm {year}"),
    "-9M": ("9 tháng năm {year}", "9 tháng đầu năm {year}"),
    "": ("năm {year}",),
}
PERIODS_IN_HEADS = (
    {"-Q1": "Quý I", "-H1": "6 tháng", "-9M": "9 tháng", "": "Cả năm"},
    {"-Q1": "Quý I/{year}", "-H1": "6 tháng/{year}", "-9M": "9 tháng/{year}", "": "Năm {year}"},
    {"-Q1": "Quý I năm {year}", "-H1": "6 tháng đầu năm {year}", "-9M": "9 tháng năm {year}", "": "Năm {year}"},
)
MARKED = (
    "MINH HỌA – số liệu minh họa, không phải số liệu thật",
    "(MINH HỌA: đơn vị và số liệu trong biểu này không có thật)",
    "Số liệu minh họa, không phải số liệu thật",
)
NOTES = (
    "Ghi chú: Số liệu trích xuất từ Hệ thống thông tin giải quyết thủ tục hành chính.",
    "Ghi chú: Các đơn vị chịu trách nhiệm về số liệu đã gửi.",
    "* Số liệu làm tròn theo quy định.",
)
MAKERS = ("NGƯỜI LẬP BIỂU", "Người lập biểu")
UNKNOWN = (
    "Số cuộc kiểm tra",
    "Số buổi trực ngày nghỉ",
    "Số ghế chờ tại bộ phận một cửa",
    "Số lượt khách tham quan trụ sở",
)
TEXT_ANSWERS = ("Đang tổng hợp", "Theo kế hoạch", "Chưa có số liệu", "Đảm bảo")
FIELDS = (
    "Đất đai",
    "Hộ tịch",
    "Chứng thực",
    "Bảo trợ xã hội",
    "Người có công",
    "Đăng ký kinh doanh hộ cá thể",
    "Giáo dục mầm non",
    "Quy hoạch, xây dựng",
    "Môi trường",
    "Thi đua, khen thưởng",
)
WORKS = (
    "Nâng cấp đường liên xã",
    "Kiên cố hóa kênh mương",
    "Xây dựng trường học",
    "Sửa chữa trụ sở",
    "Hệ thống thoát nước",
    "Cầu dân sinh",
)

# The rows of an own form as the real reports print them: level → rows of (indicator, words).
LEVELS = {"district": "UBND cấp huyện", "commune": "UBND cấp xã"}
RATE_FIRST = (
    ("dossiers_on_time_rate", "Tỷ lệ hồ sơ TTHC do {who} tiếp nhận được giải quyết đúng hạn"),
    ("dossiers_resolved", "Tổng số hồ sơ TTHC đã giải quyết xong"),
    ("dossiers_resolved_on_time", "Số hồ sơ TTHC giải quyết đúng hạn"),
)
COUNT_FIRST = (
    ("dossiers_received", "Số hồ sơ TTHC do {who} tiếp nhận"),
    ("dossiers_resolved", "Số hồ sơ TTHC do {who} giải quyết và trả kết quả"),
    ("dossiers_resolved_on_time", "Số hồ sơ TTHC do {who} tiếp nhận được giải quyết đúng hạn"),
    ("dossiers_on_time_rate", "Tỷ lệ hồ sơ TTHC do {who} tiếp nhận được giải quyết đúng hạn"),
)
OF_DEPARTMENTS = (
    ("dossiers_on_time_rate", "Tỷ lệ hồ sơ TTHC do các sở, ngành tiếp nhận được giải quyết đúng hẹn, đúng quy trình"),
    *RATE_FIRST[1:],
)
INVESTMENT_ROWS = (
    ("investment_disbursement_rate", "Tỷ lệ thực hiện Kế hoạch giải ngân vốn đầu tư công"),
    ("investment_plan", "Kế hoạch được giao"),
    ("investment_disbursed", "Đã thực hiện"),
)
STAFF_ROWS = (
    ("", "Số liệu về biên chế công chức"),
    ("staff_assigned", "Tổng số biên chế được giao trong năm"),
    ("staff_present", "Tổng số biên chế có mặt tại thời điểm báo cáo"),
    ("staff_contract", "Số hợp đồng lao động làm việc tại cơ quan hành chính nhà nước"),
)
WORKER_ROWS = (
    ("", "Số người làm việc hưởng lương từ NSNN tại các đơn vị sự nghiệp công lập"),
    ("psu_staff_assigned", "Tổng số người làm việc được giao"),
    ("psu_staff_present", "Tổng số người làm việc có mặt tại thời điểm báo cáo"),
)


def one_of(rng: Random, words: Sequence[str]) -> str:
    """One of the wordings that mean the same."""
    return rng.choice(words)
