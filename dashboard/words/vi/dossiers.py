"""Words about dossiers and the one-stop shop: leagues, the account of a period, quarters, shares."""

# Leagues: what a chart shows is explained, and nothing else.
LEAGUE_MARKS = {
    "bar": ":blue[■] kỳ này", "dot": ":blue[●] kỳ này", "before": "○ cùng kỳ năm trước",
    "target": ":orange[┃] mục tiêu", "median": "┊ trung vị của cấp", "few_bar": "▨ số ít, không xếp hạng",
    "few_dot": "⊙ số ít, không xếp hạng", "printed": ":red[◇] tỷ lệ in trong báo cáo", "moved": "▲▼ tăng, giảm bậc",
}  # fmt: skip
AXIS_STARTS = "Trục bắt đầu từ {start} %, không từ 0."
MEDIAN = "trung vị {value}"
RANKS_OF = "Xếp hạng {ranked} đơn vị của cả cấp có từ {small} hồ sơ trở lên{moves}."
RANKS_MOVED = "; đổi bậc tính trong {moved} đơn vị có số của cả hai năm"
LEFT_OUT = "Vẽ các đơn vị đứng đầu, đứng cuối và đơn vị đã ghim; {count} đơn vị khác có trong bảng."
FEW = "số ít"
RANK, MOVE, LAST_YEAR, CHANGE = "Hạng", "Thay đổi bậc", "Cùng kỳ năm trước", "Chênh lệch (điểm %)"
HANDLED_BY = "Cấp giải quyết"
TARGET = "Mục tiêu"

# The account of a period.
FLOW = "Hồ sơ đi đâu trong kỳ"
ACCOUNT_OF = "Tính cho"
WHOLE_LEVEL = "Cả cấp (cộng các đơn vị)"
FLOW_STEPS = {
    "carried": "Kỳ trước chuyển sang", "received": "Tiếp nhận mới", "residue_in": "Chênh lệch đầu vào",
    "to_process": "Phải giải quyết", "on_time": "Đúng hạn, trước hạn", "late": "Trễ hạn",
    "residue_out": "Chênh lệch đầu ra", "pending": "Đang giải quyết",
}  # fmt: skip
FLOW_MARKS = (
    ":blue[■] tổng\u2003▒ cộng vào\u2003▭ đã giải quyết đúng hạn\u2003:orange[■] trễ hạn, quá hạn\u2003"
    ":red[▨] không khớp"
)
FLOW_COVERAGE = "{coverage} có đủ các số thành phần"
FLOW_LACKING = "Thiếu ở các đơn vị còn lại: {names}."
FLOW_OVERDUE = "Trong số đang giải quyết có {overdue} quá hạn."
FLOW_CLOSES = "Các số khớp nhau."
FLOW_RESIDUE = "Không khớp ở {count} đơn vị ({names}): đầu vào lệch {inside}, đầu ra lệch {outside} hồ sơ."
NO_FLOW = "Không vẽ được: {name} không báo cáo {parts}."
NO_FLOW_NEAREST = (
    "Không vẽ được: không đơn vị nào báo cáo đủ các số thành phần; {name} gần đủ nhất, còn thiếu: {parts}."
)
NO_FLOW_WINDOWS = "Không vẽ được: các số thành phần của {name} không cùng khoảng thời gian."
OVERDUE = "Đang giải quyết, quá hạn"
STEP, DOSSIERS = "Bước", "Số hồ sơ"

# On time and late.
PARTS = "Đúng hạn và trễ hạn trong số đã giải quyết"
PART_NAMES = {
    "good": "trước hạn", "fair": "đúng hạn (không gồm trước hạn)", "plain": "đúng hạn, gồm trước hạn",
    "bad": "trễ hạn", "unknown": "chưa rõ",
}  # fmt: skip
PART_MARKS = ':blue[■] {good}\u2003:color[■]{{foreground="#a0c3e5"}} {fair}\u2003:orange[▩] {bad}\u2003▨ {unknown}'
PARTS_PLAIN = "Đơn vị không tách hồ sơ trước hạn có một mảng xanh vừa “{plain}”."
LATE_SHARE = "trễ {value}"
PARTS_OVER = "⚠ cộng quá {value}"

# Quarters.
QUARTERS = "Hồ sơ đã giải quyết trong từng quý"
QUARTER_MARKS = ":blue[■] năm {year}\u2003▭ năm {before}\u2003ô trống: không tính được, ghi rõ lý do"
QUARTER_MARKS_ALONE = ":blue[■] năm {year}\u2003ô trống: không tính được, ghi rõ lý do"
QUARTER_UNITS = "Cộng các đơn vị có số của cả hai năm: {units}."
QUARTER_ALONE = "Năm {before} không có số liệu để so; {units}."
QUARTER_OF = "{quarter} {units} trên {asked}"
SHORT_QUARTERS = ("Quý I", "Quý II", "Quý III", "Quý IV")
WHY = {
    "blocked": "thiếu báo cáo<br>lũy kế", "negative": "lũy kế giảm", "windows_differ": "khác kỳ tính",
    "no_base": "không đơn<br>vị nào có<br>cả hai năm", "": "chưa báo cáo",
}  # fmt: skip
QUARTER = "Quý"
UNITS_COUNTED = "Số đơn vị"
YEAR_COLUMN = "Năm {year}"
STATUS = "Ghi chú"

# Backlog and clearance.
CLEARANCE = "Tồn đọng: tỷ lệ giải tỏa và hồ sơ đang giải quyết"
CLEARANCE_SHORT = "Tỷ lệ giải tỏa"
CLEARANCE_NOTE = (
    "Tỷ lệ giải tỏa = đã giải quyết ÷ tiếp nhận mới trong cùng quý, do phần mềm này tính, không phải chỉ tiêu của văn "
    "bản nào. Trên 100 %: giải quyết nhiều hơn tiếp nhận; dưới 100 %: tồn đọng tăng."
)
CLEARANCE_MARKS = ":blue[●] tỷ lệ giải tỏa (%)\u2003┄ 100 %\u2003:gray[■] đang giải quyết cuối quý (hồ sơ)"
CLEARANCE_UNITS = "Tỷ lệ tính trên {least} đến {most} trong {asked} đơn vị tùy quý; hồ sơ đang giải quyết: xem bảng."
CLEARANCE_RATE, PENDING = "Tỷ lệ giải tỏa (%)", "Đang giải quyết"
RECEIVED, RESOLVED = "Tiếp nhận mới", "Đã giải quyết"
PENDING_UNITS = "Số đơn vị (đang giải quyết)"

# The one-stop shop and online filing.
WAYS = "Nộp trực tuyến, trực tiếp trong số tiếp nhận mới"
WAY_NAMES = {"good": "trực tuyến", "fair": "trực tiếp", "unknown": "cách khác hoặc chưa rõ"}
WAY_MARKS = ':blue[■] {good}\u2003:color[■]{{foreground="#a0c3e5"}} {fair}\u2003▨ {unknown}'
WAY_BASE = "Mẫu số: mọi hồ sơ tiếp nhận mới, không chỉ hồ sơ của thủ tục trong phạm vi trực tuyến."
ONLINE_SHARE = "trực tuyến {value}"
SPREAD = "{title}: từ kỳ đầu đến kỳ cuối"
SPREAD_NOTE = "○ {first}\u2003:blue[■] {last}"
SPREAD_COVERAGE = "{coverage} có số của cả hai kỳ"
