"""Words of the page that compares any indicator of many units."""

TITLE = "So sánh"

# What is chosen.
INDICATOR = "Chỉ tiêu"
INDICATOR_OPTION = "{theme} · {name}"
OTHER_THEME = "Khác"
HANDLED_BY = "Cấp giải quyết"
NOT_SPLIT = "Không tách"
VIEW = "Cách so sánh"
VIEWS = {
    "xep-hang": "Xếp hạng", "bang-nhiet": "Bảng nhiệt", "do-thi-nho": "Đồ thị nhỏ", "hai-chi-tieu": "Hai chỉ tiêu",
    "pheu": "Phễu",
}  # fmt: skip
PINNED = "Ghim đơn vị"
NOBODY_PINNED = "Không ghim"
PEERS = "So với"
PEER_GROUPS = {"cung-cap": "Cùng cấp", "cung-quy-mo": "Cùng quy mô"}
SORT = "Thứ tự"
SORTS = {"moi-nhat": "Kỳ mới nhất", "xu-huong": "Xu hướng", "khoang-cach": "Khoảng cách đến mốc"}
BASIS = "Tính"
BASES = {"bao-cao": "Như báo cáo", "trong-quy": "Trong từng quý"}
PERIODS_SHOWN = "Số kỳ"
SECOND = "Chỉ tiêu thứ hai"
SHOWN = "Hiện"
HOW_MANY = {"rut-gon": "Rút gọn", "tat-ca": "Xem tất cả"}
NOT_HERE = "Liên kết hỏi chỉ tiêu **{name}**, kỳ và cấp này không có số liệu; đang hiện chỉ tiêu khác."

# Titles and what stands below them.
SPLIT = "{name} ({handled_by})"
RANKING = "Xếp hạng: {name}"
HEAT = "Qua các kỳ: {name}"
SMALL_CHARTS = "Diễn biến từng đơn vị: {name}"
TWO = "{first} và {second}"
FUNNEL = "Phễu: {name}"
COVERAGE = "{reported} trên {expected} đơn vị"
BEST_FIRST = "tốt nhất ở trên (cao hơn là tốt)"
LOWEST_FIRST = "tốt nhất ở trên (thấp hơn là tốt)"
LARGEST_FIRST = "lớn nhất ở trên; chỉ tiêu này không nói cao hay thấp là tốt"
MEDIAN_MARK = "┊ trung vị {value}"
TARGET_MARK = "┃ mục tiêu {value}"
TARGETS_DIFFER = "mục tiêu khác nhau theo đơn vị, xem trang chuyên đề"
BEFORE_MARK = "○ {period}"
PINNED_MARK = "◀ đơn vị đang ghim: hạng {rank} trên {count}"
PINNED_MISSING = "◀ {name} không có số liệu này"
PINNED_WORD = "◀"
SMALL = "ít hồ sơ"
SMALL_MARK = "“ít hồ sơ”: mẫu số dưới 30"
SKIPPED = "… {count} đơn vị"
RANK = "{rank}. {name}"
HEAT_MARKS = (
    "Ô đậm: số lớn hơn (từ {low} đến {high})\u2003▨ không báo cáo\u2003┃ đơn vị mới thành lập hoặc kết thúc do sắp xếp"
)
NOT_WRITTEN = "Nhiều ô nên không ghi số; xem khi di chuột hoặc trong bảng số liệu."
SORTED = {
    "moi-nhat": "Xếp theo kỳ mới nhất",
    "xu-huong": "Xếp theo mức thay đổi trung bình mỗi kỳ",
}
SORTED_BY_TARGET = "Mốc là mục tiêu của từng đơn vị tính đến kỳ này; {first}"
SORTED_BY_MEDIAN = "Mốc là trung vị của {period}, {median}, vì chưa có mục tiêu để so; {first}"
SORTED_BY_BOTH = (
    "Mốc là mục tiêu tính đến kỳ này ({aimed} trên {count} đơn vị có mục tiêu), với đơn vị còn lại là trung vị của "
    "{period}, {median}; {first}"
)
WORST_FIRST = "kém mốc nhiều nhất trên cùng"
FARTHEST_FIRST = "xa mốc nhất trên cùng"
QUARTERS_MARK = "Số trong từng quý là hiệu của hai số lũy kế; □ ▽ ≠ ÷0 là quý không tính được"
MULTIPLES_MARKS = (
    "Cùng một thang đo\u2003:blue[●] đơn vị\u2003─ màu xám: các đơn vị khác\u2003┃ sắp xếp đơn vị; thay đổi "
    "từ kỳ đầu đến kỳ cuối lớn nhất đứng trước"
)
SOME_SHOWN = "{shown} trên {count} đơn vị được vẽ"
SCATTER_MARKS = (
    "┊ trung vị của mỗi chỉ tiêu\u2003◆ cách xa trung vị từ {far} độ lệch (trung vị của độ lệch tuyệt đối × 1,48)"
)
SCATTER_OPENS = "Chọn một điểm để mở ô gốc của cả hai chỉ tiêu."
NO_CAUSE = "Hai chỉ tiêu đi cùng nhau không có nghĩa cái này gây ra cái kia."
FUNNEL_MARKS = "─ tỷ lệ chung {rate}\u2003╌ giới hạn 95 %\u2003┈ giới hạn 99,8 %\u2003◆ ngoài 95 %\u2003■ ngoài 99,8 %"
FUNNEL_METHOD = (
    "Giới hạn: tỷ lệ chung ± 1,96 và ± 3,09 độ lệch chuẩn nhị thức theo mẫu số (kiểm "
    "định Wilson). Trong giới hạn: khác "
    "biệt có thể chỉ do số ít hồ sơ. Ngoài giới hạn: cần tìm lý do, chưa phải là kết luận về chất lượng."
)
FUNNEL_COUNTS = "{alarm} đơn vị ngoài giới hạn 99,8 %, thêm {warning} đơn vị ngoài giới hạn 95 %"
LIMITS = {"inside": "trong giới hạn", "warning": "ngoài giới hạn 95 %", "alarm": "ngoài giới hạn 99,8 %"}
SIMILAR = "Cùng quy mô: {count} đơn vị có {size} gần nhất với {name} (một phần ba số đơn vị, theo tỷ số)"
SIZES = {
    "dossiers_received": "số hồ sơ tiếp nhận",
    "staff_assigned": "biên chế được giao",
    "investment_plan": "kế hoạch vốn",
}

# Where a view does not work.
NOTHING = "Chưa đơn vị nào ở cấp này có số để so sánh chỉ tiêu này trong kỳ đã chọn."
ONE_PERIOD = "Mới có một kỳ cùng loại nên chưa xem được qua các kỳ."
NO_QUARTERS = "Chỉ tiêu này không tính được theo từng quý: số tại thời điểm, hoặc chưa đủ báo cáo lũy kế."
NO_PARTS = "Phễu chỉ dùng cho tỷ lệ có tử số và mẫu số là số hồ sơ, vụ việc đếm được."
TOO_FEW = "Cần ít nhất 3 đơn vị có đủ số liệu để vẽ."
NO_SECOND = "Kỳ và cấp này chỉ có một chỉ tiêu, chưa so hai chỉ tiêu được."
NO_PIN = "Hãy ghim một đơn vị để so với các đơn vị cùng quy mô; đang hiện cả cấp."
NO_SIZE = "{name} không có {size} trong kỳ này nên không chọn được đơn vị cùng quy mô; đang hiện cả cấp."
SEE = "Xem {view}"

# Columns of tables and files.
COLUMNS = {
    "rank": "Hạng", "display": "Đơn vị", "period": "Kỳ", "value": "Giá trị", "numerator": "Tử số",
    "denominator": "Mẫu số", "before": "Kỳ trước", "note": "Ghi chú", "first": "Chỉ tiêu thứ nhất",
    "second": "Chỉ tiêu thứ hai", "distance": "Khoảng cách", "state": "So với giới hạn", "change": "Thay đổi",
    "file": "Tệp", "sheet": "Trang tính", "cell": "Ô",
}  # fmt: skip
