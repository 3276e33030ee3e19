"""Words of the pages on staffing and disbursement: posts that are vacant, money that is behind its pace."""

from dashboard.words.counting import Counted

# Very many units.
ENDS_SWITCH = "{each} đầu, {each} cuối"
ENDS_ALL = "Xem tất cả {count} đơn vị"
ENDS_NOTE = "Hiện {shown} trên {count} đơn vị: {each} đầu và {each} cuối; bảng số liệu có đủ."
ENDS_MISSING = " {count} đơn vị không báo cáo không vẽ."
SORTED_BY_LAST = "Xếp theo {period}, số lớn đứng trước."

# The parts of a theme page.
PARTS = "Mục của trang"
ALL_PARTS = "Tất cả các mục"
NOTHING_IN_PART = "Chưa có số liệu cho mục “{part}” trong kỳ và các đơn vị đang xem."
DOSSIER_PARTS = {"dung-han": "Đúng hạn", "dong-ho-so": "Dòng hồ sơ, tồn đọng", "cac-ky": "Khối lượng, các kỳ"}
ONESTOP_PARTS = {
    "ty-le": "Trực tuyến và iGate",
    "thay-doi": "Thay đổi qua các kỳ",
    "kenh-nop": "Kênh nộp",
    "dich-vu": "Dịch vụ công, kết nối",
}
STAFF_PARTS = {"bien-che": "Giao và có mặt", "tinh-gian": "Tinh giản, thay đổi", "cac-ky": "Qua các kỳ"}
MONEY_PARTS = {"tien-do": "Tiến độ", "von": "Kế hoạch, các kỳ"}

# Staffing.
WHOSE_POSTS = "Loại biên chế"
POSTS = {"cong-chuc": "Công chức", "vien-chuc": "Viên chức"}
DUMBBELL_NOTE = (
    "○ được giao\u2003:blue[●] có mặt\u2003━ còn khuyết\u2003:orange[┅] vượt số được giao. "
    "Số tại thời điểm cuối kỳ; xếp từ tỷ lệ khuyết cao nhất."
)
VACANT = "khuyết {share}"
VACANT_NONE = "đủ"
VACANT_OVER = "vượt {count} ({share})"
VACANT_COLUMN = "Khuyết"
VACANT_SHARE_COLUMN = "Tỷ lệ khuyết"
VACANCY_TITLE = "Tỷ lệ khuyết so với cùng kỳ năm trước"
VACANCY_MARK = ":blue[■] {period}"
VACANCY_MARK_BEFORE = "◇ {before}, chỉ khi cùng kỳ tính"
VACANCY_MARK_MEDIAN = ":orange[┊] trung vị của cấp"
VACANCY_NO_BASE = "Không có số liệu cùng kỳ ({before}) để so."
VACANCY_MEASURE = "% biên chế được giao"
VACANCY_BEFORE = "{year}: {share}"
VACANCY_NEGATIVE = "Số âm là có mặt vượt số được giao."
VACANCY_NOW_COLUMN = "Tỷ lệ khuyết {period}"
VACANCY_CHANGE_COLUMN = "Thay đổi (điểm %)"
MEDIAN = "trung vị {value}"
NOT_COMPARED = "không so được"

# Disbursement.
BULLET_TITLE = "Giải ngân trên kế hoạch vốn, so với tiến độ"
BULLET_NOTE = (
    ":blue[■] đã giải ngân, % kế hoạch\u2003┃ mục tiêu năm\u2003"
    ":orange[◆] tiến độ cần đạt đến hết kỳ\u2003◇ chỉ có tỷ lệ in"
)
BULLET_NOTE_AVERAGE = (
    ":blue[■] đã giải ngân, % kế hoạch\u2003:orange[◆] tiến độ bình quân đến hết kỳ\u2003◇ chỉ có tỷ lệ in"
)
BULLET_MEASURE = "% kế hoạch"
BULLET_ORDER = (
    "Xếp từ chậm nhất; "
    "cột phải: tỷ lệ, chênh so với tiến độ (điểm %), rồi đã giải ngân / kế hoạch ({measure}) hoặc tỷ lệ in bị lệch."
)
MONEY_LARGE, MONEY_SMALL = "tỷ đồng", "triệu đồng"
NO_PACE = "chưa có mốc"
NOBODY_PACED = "Chưa đơn vị nào có mốc tiến độ."
PACE_METHODS = {
    "average": "bình quân (100 % kế hoạch chia đều theo ngày, chưa có mục tiêu được giao)",
    "linear": "chia đều mục tiêu theo ngày",
    "seasonal_own": "theo nhịp các năm trước của chính đơn vị",
    "seasonal_peers": "theo nhịp các đơn vị cùng cấp",
    "not_running": "không có, vì kỳ tính không bắt đầu từ đầu năm",
    "direct": "so thẳng với mục tiêu",
}
PACES = "Tiến độ: {methods}."
PACE_COUNT = "{method} – {count} đơn vị"
AVERAGE_DUE = "Tiến độ bình quân đến hết {day} là {share} kế hoạch."
BEHIND = "**{count} trên {total} đơn vị chậm hơn tiến độ** (điểm %): {names}."
BEHIND_ONE = "{name} {gap}"
BEHIND_MORE = " và {count} đơn vị khác"
BEHIND_NONE = "Không đơn vị nào chậm hơn tiến độ, trong {total} đơn vị so được."
PLAN_BASIS_UNKNOWN = (
    "Mẫu số là kế hoạch vốn in trong biểu; cơ sở kế hoạch (Thủ tướng, HĐND hay cấp nào giao; đầu năm hay điều chỉnh): "
    "biểu chưa nêu."
)
PLAN_BASIS = "Mẫu số là kế hoạch vốn in trong biểu, cơ sở theo lời của biểu: {bases}."
PLAN_BASIS_COUNT = "{basis} – {count} đơn vị"
PLAN_BASIS_SILENT = "chưa nêu cơ sở – {count} đơn vị"
PLAN_BASES_DIFFER = "Cơ sở khác nhau nên tỷ lệ không cùng mẫu số."
PLAN_GIVERS = {
    "prime_minister": "Thủ tướng Chính phủ giao", "central": "trung ương giao", "province_council": "HĐND tỉnh giao",
    "district_council": "HĐND huyện giao", "commune_council": "HĐND xã giao", "council": "HĐND giao",
    "province": "tỉnh giao", "district": "huyện giao", "above": "cấp trên giao",
}  # fmt: skip
PLAN_STAGES = {"adjusted": "điều chỉnh, bổ sung", "first": "giao đầu năm", "carried": "vốn kéo dài"}
TARGET_COLUMN, DUE_COLUMN, GAP_COLUMN, METHOD_COLUMN = (
    "Mục tiêu năm",
    "Tiến độ đến hết kỳ",
    "Chênh (điểm %)",
    "Cách tính tiến độ",
)
HOVER_TARGET = "Mục tiêu năm: {target} ({document})"
HOVER_DUE = "Tiến độ: {due}, {method}"
MONEY = "{disbursed} / {plan} {measure}"

# Through the year.
NO_RUNNING = "Không vẽ được: năm {year} chưa có hai mốc lũy kế (quý I, 6 tháng, 9 tháng, năm) của cùng những đơn vị."
RUNNING_TITLE = "Giải ngân lũy kế trong năm"
RUNNING_BEFORE = "○ năm {before}\u2003"
RUNNING_NOTE = (
    ":blue[●] năm {year}\u2003{before}"
    ":orange[┅] bình quân theo ngày đến {target} vào cuối năm. Mỗi năm bắt đầu lại từ 0."
)
RUNNING_UNITS = Counted("Cùng {count} trên {total} đơn vị ở mọi điểm của hai năm; chỗ trống là chưa có số liệu.")
RUNNING_UNITS_ONE_YEAR = Counted(
    "Cùng {count} trên {total} đơn vị ở mọi điểm; năm {before} không có số của cùng các đơn vị để so."
)
RUNNING_OTHER = " {count} đơn vị có kỳ tính khác không tính vào."
RUNNING_POSITIONS = ("Quý I", "6 tháng", "9 tháng", "Cả năm")
RUNNING_END = "Năm {year}: {value}"
RUNNING_PACE = "Bình quân"
RUNNING_HOVER = "{position} {year}: {value} = {numerator} / {denominator} triệu đồng, {count} đơn vị"
RUNNING_COLUMNS = {
    "year": "Năm", "position": "Lũy kế đến", "value": "Tỷ lệ giải ngân", "numerator": "Đã giải ngân (triệu đồng)",
    "denominator": "Kế hoạch (triệu đồng)", "units": "Số đơn vị", "reported": "Đơn vị có số liệu",
}  # fmt: skip
