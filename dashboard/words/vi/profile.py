"""The profile of one unit, which is also printed."""

TITLE = "Hồ sơ đơn vị"
# Header.
UNDER = "thuộc {parent}"
PROVISIONAL = "△ Đơn vị chờ xác nhận: mới chỉ thấy trong văn bản"
IMPORTED = "danh mục do cơ quan nhập"
SINCE = "từ {day}"
UNTIL = "đến {day}"
BECAME = {
    "merge": "Từ {day}: nhập vào {name} ({document})",
    "split": "Từ {day}: tách, một phần về {name} ({document})",
    "rename": "Từ {day}: đổi tên thành {name} ({document})",
    "re-parent": "Từ {day}: chuyển cấp trên, nay là {name} ({document})",
    "abolish": "Từ {day}: kết thúc hoạt động ({document})",
}
CAME = {
    "merge": "Từ {day}: nhập từ {name} ({document})",
    "split": "Từ {day}: tách từ {name} ({document})",
    "rename": "Từ {day}: tên trước là {name} ({document})",
    "re-parent": "Từ {day}: trước đó là {name} ({document})",
    "abolish": "Từ {day}: {name} kết thúc hoạt động ({document})",
}
RECORD = "Báo cáo các kỳ cùng loại"
RECORD_OF = "{period}: {state}"
RECORD_COUNT = "đã báo cáo {reported} trên {count} kỳ"
NOT_EXPECTED = "không phải báo cáo"
DOCUMENTS = "Văn bản của kỳ"
DOCUMENT_NUMBER = ", số {number}"
DOCUMENT_DATE = ", ngày {day}"
FIGURES = "{count} số liệu"
NO_DOCUMENT = "Số của đơn vị này trong kỳ được cộng từ nhiều đơn vị trước khi sắp xếp, không từ một tệp nào."
BACK = "Về Tổng quan"
PRINT = "In trang này"
NOTHING = "{name} chưa có số liệu trong {period}."
OTHER_PERIODS = "Các kỳ đơn vị có số liệu:"
FIGURES_IN = "{period} ({count} số liệu)"

# Sections.
LINES = "Chỉ tiêu chính"
JUDGED = "Mạnh, yếu"
KINDS = {"weak": "■ Cần chú ý", "strong": "▲ Điểm mạnh", "moved": "● Thay đổi"}
MOVED = "{title} {value}{change}"
NOTHING_TO_SAY = "Không có chỉ tiêu nào xa mục tiêu, xa trung vị cùng cấp hay thay đổi rõ so với cùng kỳ."
PEERS = "Vị trí trong các đơn vị cùng cấp"
PEERS_NOTE = "{level}, {period} · ○ mỗi đơn vị một chấm · nền xám: một nửa số đơn vị ở giữa · | trung vị · ◆ đơn vị này"
PEERS_RANK = "hạng {rank} trên {count} đơn vị"
PEERS_COUNT = "{count} đơn vị"
ALONE = "Chưa có đơn vị cùng cấp khác để so: {titles}."
PEER = "{name} {value}"
MEDIAN_MARK = "trung vị {value}"
DOTS_ALT = (
    "{title}: đơn vị này {value}; {count} đơn vị từ {low} đến {high}, trung vị {median}, một nửa ở giữa từ {first} đến "
    "{third}"
)
NO_PEERS = "Chưa có tỷ lệ nào để so với các đơn vị cùng cấp."
FLOW = "Hồ sơ TTHC trong kỳ"
FLOW_PARTS = {
    "carried_over": "Kỳ trước chuyển sang",
    "received": "+ Tiếp nhận mới",
    "to_process": "= Phải giải quyết",
    "resolved_early": "Giải quyết trước hạn",
    "resolved_exactly_on_time": "+ Giải quyết đúng hạn",
    "resolved_on_time": "Giải quyết trước và đúng hạn",
    "resolved_late": "+ Giải quyết trễ hạn",
    "resolved": "= Đã giải quyết",
    "pending_in_time": "Đang giải quyết, trong hạn",
    "pending_late": "+ Đang giải quyết, quá hạn",
    "pending": "= Đang giải quyết",
}
FLOW_WHAT = "Hồ sơ"
THIS_PERIOD = "Kỳ này"
YEAR_BEFORE = "Cùng kỳ năm trước"
CHANGE = "Thay đổi"
NOT_REPORTED = "không báo cáo"
FLOW_ABSENT = "Không báo cáo: {names}."
CLOSES = "Các số khớp nhau: phải giải quyết bằng đã giải quyết cộng đang giải quyết."
RESIDUE = {
    "to_process": "Phải giải quyết chênh {residue} hồ sơ so với kỳ trước chuyển sang cộng tiếp nhận mới.",
    "resolved": "Đã giải quyết chênh {residue} hồ sơ so với trước, đúng và trễ hạn cộng lại.",
    "pending": "Đang giải quyết chênh {residue} hồ sơ so với trong hạn và quá hạn cộng lại.",
    "balance": "Phải giải quyết chênh {residue} hồ sơ so với đã giải quyết cộng đang giải quyết.",
}
PLEASE_CHECK = "Đề nghị đơn vị kiểm tra lại."
PARTLY_CHECKED = "Chưa đủ số để đối chiếu toàn bộ; phần đối chiếu được thì khớp."
NOT_CHECKED = "Chưa đủ số để đối chiếu."
OF_SPLIT = "{split}: {said}"
NO_FLOW = "Đơn vị không báo cáo số hồ sơ trong kỳ này."
COUNTS = "Biên chế và đầu tư công"
COUNT_NAMES = {
    "staff_assigned": "Biên chế công chức được giao",
    "staff_present": "Công chức có mặt",
    "staff_contract": "Hợp đồng lao động",
    "psu_staff_assigned": "Viên chức được giao",
    "psu_staff_present": "Viên chức có mặt",
    "investment_plan": "Kế hoạch vốn đầu tư công",
    "investment_disbursed": "Đã giải ngân",
}
COUNT_WHAT = "Số liệu"
NO_COUNTS = "Đơn vị không báo cáo biên chế và đầu tư công trong kỳ này."
FINDINGS = "Phát hiện và giải trình"
FINDINGS_OF = "{count} phát hiện: {kinds}."
NO_FINDINGS = "Không có phát hiện nào về số liệu của đơn vị trong kỳ này."
MORE_FINDINGS = "và {count} phát hiện khác"
EXPLAINED = "Giải trình của {who}: {said}"
SOURCES = "Nguồn của từng số ({count})"
SOURCES_NOTE = "Mỗi số một dòng, với tệp, trang tính, ô và nguyên văn trong ô."
# Sharing.
SHARE = "Chia sẻ"
SHARE_LATEST = "Luôn theo số liệu mới nhất"
SHARE_LATEST_HELP = "Người nhận thấy số liệu có lúc họ mở liên kết."
SHARE_PINNED = "Đúng các số đang thấy ({load})"
SHARE_PINNED_HELP = "Người nhận thấy số liệu như đã biết đến lần nạp này, dù sau đó có nạp thêm."
