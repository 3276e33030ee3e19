"""Words of the data-quality page."""

SECTIONS = {
    "reports": "Ai đã báo cáo",
    "findings": "Phát hiện theo quy tắc",
    "rates": "Tỷ lệ in và tính lại",
    "corrections": "Đính chính",
}
SECTION = "Nội dung"
# Who reported.
STATES = {
    "on_time": "đúng hạn",
    "late": "muộn",
    "no_deadline": "không có hạn",
    "higher_only": "chỉ trong bảng cấp trên",
    "missing": "chưa báo cáo",
}
MARKS = {"on_time": "●", "late": "◐", "no_deadline": "●", "higher_only": "△", "missing": "○"}
NOT_EXPECTED = "–"
STATE_CELL = "{mark} {figures}"
MATRIX_MARKS = (
    "● số lượng số liệu, gửi đúng hạn (hoặc kỳ không có hạn)\u2003◐ gửi muộn\u2003"
    "△ chỉ có trong bảng của cấp trên\u2003○ chưa báo cáo\u2003– không phải báo cáo"
)
MATRIX_NOTE = (
    "Tính theo nội dung có trong kho. Phải báo cáo là đơn vị còn tồn tại khi kỳ kết thúc, đã từng báo cáo (hoặc đơn vị "
    "trước khi sắp xếp đã báo cáo), khi có đơn vị cùng cấp, cùng tỉnh báo cáo kỳ đó. Hạn gửi: {days} ngày làm việc "
    "sau ngày chốt số; ngày gửi là ngày ghi trên văn bản, nếu không ghi thì ngày nạp tệp."
)
COVERED = "Đã báo cáo"
COVERED_CELL = "{reported} trên {expected}"
CHASE = "Danh sách đôn đốc: {period}"
CHASE_NOBODY = "Không có đơn vị nào thiếu hoặc muộn."
CHASE_MISSING = "Chưa báo cáo ({count}):"
CHASE_LATE = "Gửi muộn ({count}):"
CHASE_LATE_LINE = "- {name} (gửi {told}, hạn {deadline})"
CHASE_LINE = "- {name}"
NOBODY_EXPECTED = "Chưa có đơn vị nào báo cáo nên chưa biết ai phải báo cáo."
MORE_PERIODS = "Kỳ mới nhất đứng trước. Hiện {shown} kỳ gần nhất trong {count} kỳ; tệp xuất có đủ."
# Findings.
FINDINGS = "{count} phát hiện ở {units} đơn vị"
NO_FINDINGS = "Không có phát hiện nào cho lựa chọn này."
RULE = "Quy tắc"
ALL_RULES = "Mọi quy tắc"
RULE_OPTION = "{rule} · {name} ({count})"
BY_RULE = {"rule": "Mã", "name": "Quy tắc", "severity": "Mức độ", "findings": "Phát hiện", "units": "Đơn vị"}
SEVERITY_MARKS = {"info": "ℹ ", "warning": "⚠ ", "question": "? ", "refused": "✕ ", "stop": "✕ "}
FINDING = "{severity}{where}: {sentence}"
EXPLAINED = "**Giải trình**: {text}  \n{who}, {when}"
CELLS = {"what": "Chỉ tiêu", "source": "Nguồn", "value": "Giá trị", "place": "Tệp, trang, ô"}
FINDINGS_SHOWN = "Hiện {shown} trong {count} phát hiện; chọn quy tắc hoặc đơn vị để thu hẹp; tệp tải về có đủ."
ORIGINAL = "Tải tệp gốc: {file}"
WHOLE_FILE = "Cả tệp"
# Printed against recomputed.
RATES_NOTE = "{wrong} trong {both} tỷ lệ in lệch với số gốc; biểu đồ luôn dùng tỷ lệ tính lại."
NO_RATES = "Kỳ này không có tỷ lệ in nào kèm đủ số gốc."
GAP = "Lệch (điểm %)"
AGREES = "Khớp"
AGREES_WORDS = {True: "⚠ lệch", False: "khớp"}
# Corrections.
NO_CORRECTIONS = (
    "Chưa có đính chính nào. Đính chính là tệp đã duyệt, nạp bằng lệnh python -m etl corrections import TỆP."
)
CORRECTION_STATES = {
    "applied": "đang áp dụng",
    "stopped": "⚠ dừng: nguồn không còn như khi duyệt",
    "withdrawn": "đã rút",
}
CORRECTIONS = {
    "correction": "Mã", "state": "Trạng thái", "unit": "Đơn vị", "period": "Kỳ", "indicator_name": "Chỉ tiêu",
    "expected_raw": "Nguồn khi duyệt", "raw": "Nguồn hiện nay", "action": "Xử lý", "value": "Giá trị thay",
    "reason": "Lý do", "made_by": "Người duyệt", "made_on": "Ngày", "place": "Tệp, trang, ô",
}  # fmt: skip
ACTIONS = {"replace": "thay giá trị", "drop": "không dùng"}
