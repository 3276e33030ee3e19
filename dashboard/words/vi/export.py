"""Words of the files that leave a page: the buttons, and the sheet that says what the rows are."""

TITLE = "Tải số liệu đang xem"
ROWS = "{count} dòng"
WORKBOOK = "Excel (XLSX)"
WORKBOOK_HELP = "Số là số, ngày là ngày; trang tính “Thông tin” ghi bộ lọc, thời điểm, độ phủ và nguồn."
TOO_MANY_ROWS = (
    "Một trang tính của Excel chứa không quá {most} dòng: tệp XLSX được chia thành {sheets} trang tính, còn tệp CSV "
    "cần mở bằng chương trình khác. Tạo tệp cần vài phút."
)
UNITS_IN_NAME = "{count} đơn vị"
UNITS_OF_TODAY_IN_NAME = "đơn vị hiện nay"
KNOWN_ON_IN_NAME = "biết đến lần {number}"
SNAPSHOT_IN_NAME = "bản {number}"

# The workbook.
SHEET_OF_ROWS = "Số liệu"
SHEET_OF_NOTES = "Thông tin"
LABELS = {
    "page": "Trang",
    "trial": "MINH HỌA",
    "looked_at": "Cách xem đơn vị",
    "known_on": "Số liệu biết đến",
    "snapshot": "Bản số liệu",
    "link": "Mở lại cách xem này",
    "rows": "Số dòng",
    "coverage": "Độ phủ",
    "measures": "Chỉ tiêu và đơn vị tính",
    "columns": "Các cột",
    "notes": "Lưu ý trên trang",
    "sources": "Nguồn",
}
TRIAL = "Tỉnh hư cấu, không phải số liệu thật."
SNAPSHOT = "số {number}, lập {made_at}"
ROWS_IN_SHEETS = "{count} dòng, chia thành {sheets} trang tính"
COVERAGE = "{level}: {told} đơn vị có số liệu trong tệp"
COVERAGE_OF_EXPECTED = (
    "{level}: {told} đơn vị có số liệu trong tệp; {reported} trên {expected} đơn vị phải báo cáo kỳ này đã báo cáo"
)
MEASURE = "{name} ({code}): {measure}"
COLUMN = "{column}: {meaning}"
SOURCE = "{file} · {sheet}: {count} dòng"
NO_SOURCE = "Không từ một tệp nào (số cộng từ nhiều đơn vị, hoặc phát hiện về nhiều tệp): {count} dòng"
CUT = "{count} ô dài hơn {most} ký tự được cắt trong tệp này; tệp CSV có đủ."
COLUMNS = {
    "reporting_unit": "tên đơn vị",
    "level": "cấp của đơn vị",
    "parent": "đơn vị cấp trên",
    "period": "mã kỳ báo cáo",
    "period_start": "ngày đầu của kỳ tính",
    "period_end": "ngày cuối của kỳ tính",
    "indicator": "mã chỉ tiêu",
    "handled_by": "cấp giải quyết; trống là không tách",
    "value": "giá trị",
    "measure": "đơn vị tính",
    "basis": "tính chất: in_period trong kỳ, cumulative lũy kế, at_date tại thời điểm",
    "origin": "reported đọc từ ô, computed tính lại từ các số thành phần",
    "file": "tệp nguồn",
    "sheet": "trang tính trong tệp nguồn",
    "cell": "ô trong trang tính",
    "raw": "nguyên văn trong ô",
}

# What each page says of its rows.
DRAWN = (
    "Các dòng là đúng những số mà biểu đồ của trang này vẽ, trong kỳ, cấp và đơn vị đang chọn; tỷ lệ tính lại có "
    "origin là computed."
)
OVERVIEW = (
    "Các dòng là tỷ lệ của các chỉ tiêu trên trang và các số gốc của chúng, của từng đơn vị, trong kỳ, cấp và đơn vị "
    "đang chọn; tỷ lệ tính lại có origin là computed."
)
PRINTED = "Các dòng là mọi số đọc được, tách theo cấp giải quyết như từng biểu mẫu in."
HEADLINE = "{level} – {title}: {value} ({basis})"
CHART_OF_LEVEL = "{chart} ({level})"
CHART_NOTE = "{chart}: {note}"

SECTION = "Chất lượng số liệu: {section}"
COVERED = "{period}: {covered} đơn vị phải báo cáo đã báo cáo"
AGREES = {True: "lệch", False: "khớp"}
TOLD_BY = {"document": "ngày ghi trên văn bản", "arrival": "ngày nạp tệp"}

# Tables of the data-quality page and of charts, with their columns.
REPORTS = {
    "name": "Đơn vị", "level": "Cấp", "parent_name": "Đơn vị cấp trên", "province": "Tỉnh", "period": "Kỳ",
    "state": "Tình trạng", "figures": "Số lượng số liệu", "themes": "Nội dung", "told_on": "Ngày gửi",
    "told_by": "Căn cứ ngày gửi", "deadline": "Hạn gửi",
}  # fmt: skip
FINDINGS = {
    "rule": "Mã quy tắc", "name": "Quy tắc", "severity": "Mức độ", "unit_name": "Đơn vị", "period": "Kỳ",
    "indicator_name": "Chỉ tiêu", "handled_by": "Cấp giải quyết", "found": "Đang là", "expected": "Đối chiếu",
    "sentence": "Nội dung và việc cần làm", "file": "Tệp", "sheet": "Trang tính", "cell": "Ô",
    "explanation": "Giải trình", "explained_by": "Người giải trình",
}  # fmt: skip
RATES = {
    "display": "Đơn vị", "indicator_name": "Chỉ tiêu", "handled_by": "Cấp giải quyết", "printed": "Tỷ lệ in (%)",
    "computed": "Tính lại (%)", "gap": "Lệch (điểm %)", "agrees": "Khớp", "numerator": "Tử số",
    "denominator": "Mẫu số", "raw": "Nguyên văn tỷ lệ in", "period_start": "Kỳ tính từ", "period_end": "Kỳ tính đến",
    "basis": "Tính chất", "source": "Nguồn", "file": "Tệp", "sheet": "Trang tính", "cell": "Ô tỷ lệ in",
    "numerator_place": "Ô tử số", "denominator_place": "Ô mẫu số", "warning": "Lưu ý",
}  # fmt: skip
HISTORY = {
    "display": "Đơn vị", "period": "Kỳ", "value": "Tỷ lệ tính lại (%)", "numerator": "Tử số", "denominator": "Mẫu số",
    "period_start": "Kỳ tính từ", "period_end": "Kỳ tính đến",
}  # fmt: skip
QUARTERS = {
    "display": "Đơn vị", "period": "Quý", "value": "Giá trị", "measure": "Đơn vị tính", "reason": "Cách tính",
    "window_start": "Kỳ tính từ", "window_end": "Kỳ tính đến",
}  # fmt: skip
