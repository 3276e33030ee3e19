"""Words about time: how to look at units and loads, and how a quarter was derived."""

# How to look.
LOOKING = "Cách xem"
UNITS_SEEN = "Đơn vị"
UNITS_AS_REPORTED = "Như báo cáo"
UNITS_AS_REPORTED_HELP = "Mỗi đơn vị giữ số của mình; nơi sắp xếp lại, chuỗi số dừng và đơn vị mới bắt đầu."
UNITS_OF_TODAY = "Đơn vị hiện nay"
UNITS_OF_TODAY_HELP = "Số cũ được cộng theo đơn vị đã nhập, chỉ khi đủ mọi đơn vị thành phần."
KNOWN_ON = "Số liệu biết đến"
KNOWN_ON_HELP = "Xem lại số liệu như sau một lần nạp trước đây, kể cả những số về sau đã sửa hoặc thu hồi."
KNOWN_NOW = "Mới nhất"
LOAD_KINDS = {"load": "Nạp", "withdrawal": "Thu hồi", "restoration": "Khôi phục"}
LOAD_NAME = "{kind} lần {number} · {when}"
UNITS_OF_TODAY_BANNER = (
    "**Đang xem theo đơn vị hiện nay**: số trước khi sắp xếp là tổng của các đơn vị hợp thành, chỉ cộng khi tất cả "
    "đã báo cáo; tỷ lệ tính lại từ số đã cộng. Nơi không cộng được, đơn vị cũ giữ số của mình."
)
KNOWN_ON_BANNER = "**Đang xem số liệu như đã biết sau: {load}**, không phải số mới nhất."
KNOWN_ON_GONE = (
    "Liên kết này giữ số liệu như sau lần nạp {load}, nhưng kho số liệu không có (hoặc không còn) lần nạp đó. "
    "Đang hiện số liệu mới nhất."
)
LENS_LEAVE = "Về cách xem thường"

# Quarters.
QUARTERS_TITLE = "Phát sinh trong từng quý: {indicator}"
QUARTERS_NOTE = (
    "Quý là hiệu của hai số lũy kế cùng ngày bắt đầu. Không có số thì ghi lý do: □ thiếu báo cáo lũy kế\u2003"
    "▽ lũy kế giảm\u2003≠ khác kỳ tính\u2003÷0 mẫu số bằng 0\u2003┃ đơn vị mới thành lập hoặc kết thúc."
)
QUARTER = "Quý"
QUARTER_STATUS = "Cách tính"
QUARTER_SHORT = {"blocked": "□", "negative": "▽", "windows_differ": "≠", "zero_denominator": "÷0"}
QUARTER_REASONS = {
    "exact": "{period} trừ {before}",
    "first_period": "lấy từ {period}, kỳ tính bắt đầu trong quý này",
    "reported": "lấy từ báo cáo riêng của quý",
    "blocked": "thiếu {missing} nên không tính được",
    "negative": "{period} nhỏ hơn {before} ({difference}); cần xem lại hai báo cáo",
    "windows_differ": "hai kỳ tính không cùng ngày bắt đầu hoặc cách chốt số",
    "zero_denominator": "mẫu số bằng 0",
}

NO_QUARTERS = "Không vẽ được số của từng quý, là hiệu hai số lũy kế: {reasons}."
NO_QUARTER_REASONS = {
    "blocked": "thiếu báo cáo {missing} ({count} đơn vị)", "negative": "số lũy kế giảm ({count} đơn vị)",
    "windows_differ": "hai kỳ tính không cùng ngày bắt đầu hoặc cách chốt số ({count} đơn vị)",
    "zero_denominator": "mẫu số bằng 0 ({count} đơn vị)",
}  # fmt: skip
NO_QUARTERS_BASE = "Không vẽ được: trong các quý của năm {year}, không đơn vị nào có số của cả năm {before}."
NO_QUARTERS_BOTH = "Không vẽ được: không quý nào có đơn vị vừa có số tiếp nhận vừa có số giải quyết."

# Units that ended.
ENDED = "{count} đơn vị đã kết thúc trước kỳ này nên không vẽ."
ENDED_LOOK = "Muốn xem số cũ gộp vào đơn vị mới: Cách xem → Đơn vị hiện nay."
NOT_THERE = "đơn vị chưa có hoặc đã kết thúc"

# Targets.
TARGET = "Mục tiêu {target} ({document}): {states}"
TARGET_STATES = {
    "reached": "đạt", "near": "gần đạt", "behind": "chưa đạt", "no_judgement": "không đánh giá",
    "no_figure": "không có số liệu",
}  # fmt: skip
