"""Words of the forms page."""

PAGE = "Biểu mẫu"
INTRO = (
    "Tải biểu trống để đơn vị điền và gửi lại. Biểu đã ghi sẵn đơn vị và kỳ báo cáo; điền xong, "
    "nạp ở trang Nạp phụ lục là vào kho, không phải quyết định gì thêm."
)
KINDS = {"own": "Biểu nhập của đơn vị", "official": "Mẫu phụ lục chính thức"}
KIND = "Loại biểu"
# Choosing.
YEAR = "Năm"
PERIOD = "Kỳ báo cáo"
PROVINCE = "Tỉnh, thành phố"
LEVEL = "Cấp"
ALL_LEVELS = "Tất cả"
UNITS = "Đơn vị"
UNITS_HINT = "Chọn một hoặc nhiều đơn vị"
THEMES = "Nội dung"
THEMES_HINT = "Mọi nội dung"
THEMES_HELP = (
    "Không chọn: mọi nội dung mà đơn vị thường báo cáo. Nội dung chưa ai báo cáo thì lấy mọi chỉ tiêu trong danh mục."
)
THEME_NAMES = {
    "dossiers": "Hồ sơ TTHC",
    "procedures": "Thủ tục hành chính",
    "onestop": "Một cửa, trực tuyến",
    "staffing": "Biên chế",
    "investment": "Giải ngân",
    "other": "Chỉ tiêu khác",
}
LAYOUT = "Mẫu phụ lục"
LAYOUT_OPTION = "{name} · {level}"
ANY_LEVEL = "mọi cấp"
LAYOUT_NOTES = {
    "taken": "Giữ nguyên bố cục, nhãn và định dạng của phụ lục thật, đã xóa số liệu và ghi chú. Ô bị khóa là ô chương "
    "trình không nạp (đề mục, câu hỏi không rõ).",
    "drawn": "Vẽ theo danh sách cột của mẫu; mỗi đơn vị trực thuộc một hàng, không có thì một hàng cho chính đơn vị.",
}
OTHER_LEVEL = "Mẫu này làm cho {level}. Đơn vị cấp khác dùng được, nhưng có thể có hàng không thuộc việc của mình."
NOT_RECOGNISED = (
    "Tên đơn vị này không đủ rõ để nhận ra từ tiêu đề phụ lục: {names}. Hãy dùng biểu nhập của đơn vị, "
    "hoặc bỏ chọn đơn vị này."
)
# What will be in the form.
CHOOSE_UNITS = "Chọn đơn vị để xem biểu sẽ có những chỉ tiêu nào."
SUMMARY = {
    "unit": "Đơn vị",
    "rows": "Số chỉ tiêu",
    "reported": "Đã báo cáo",
    "usual": "Cùng cấp báo cáo",
    "catalogue": "Theo danh mục",
    "before": "Số kỳ trước",
}
SUMMARY_OF_ONE = (
    "Biểu có **{rows} chỉ tiêu**: {reported} đơn vị đã từng báo cáo, {usual} các đơn vị cùng cấp thường báo cáo, "
    "{catalogue} lấy theo danh mục. Số kỳ trước để đối chiếu: **{before}**."
)
ALL_UNITS = "Chọn tất cả ({count})"
NO_BEFORE = "chưa có"
NOTHING_EXPECTED = "Không có chỉ tiêu nào cho lựa chọn này. Hãy chọn nội dung khác."
PREVIEW = "Xem các chỉ tiêu trong biểu"
PREVIEW_OF = "Biểu của"
ROWS = {
    "theme": "Nội dung",
    "indicator": "Chỉ tiêu",
    "handled_by": "Cấp giải quyết",
    "measure": "Đơn vị tính",
    "before": "Kỳ trước",
    "why": "Vì sao có trong biểu",
}
WHY = {"reported": "đã từng báo cáo", "usual": "đơn vị cùng cấp báo cáo", "catalogue": "theo danh mục"}
IN_THE_FORM = (
    "Trong biểu có danh sách chọn, cột tự động kiểm tra và số kỳ trước để đối chiếu; chỉ ô cần điền là mở khóa, "
    "không có mật khẩu."
)
DOWNLOAD_ONE = "Tải biểu (.xlsx)"
DOWNLOAD_MANY = "Tải {count} biểu (.zip)"
MANY = "Làm {count} biểu mất khoảng {seconds} giây sau khi bấm nút."
