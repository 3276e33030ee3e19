"""Words of the pictures of charts: the button, what stands around the chart, and what a chart says in words."""

BUTTON = "Tải ảnh PNG"
BUTTON_OF = "Tải ảnh PNG: {title}"
FAILED = "Không tạo được ảnh. Hãy tải lại trang rồi thử lại; nếu vẫn lỗi, hãy dùng trình duyệt mới hơn."
MEASURE = "Đơn vị tính: {measure}"
SOURCE = "Nguồn: các báo cáo đã nạp · bản số liệu số {number}, lập lúc {made_at}"

# What a chart says to who does not see it.
ALT_ABOUT = "{title}. Đơn vị tính: {measure}. {period}. Biểu đồ có {count} mục."
ALT_NOTHING = "Không mục nào có số liệu."
ALT_ONE = "Chỉ {name} có số liệu: {value}."
ALT_EQUAL = "Các mục có số liệu đều bằng {value}."
ALT_ENDS = "Cao nhất: {highest}. Thấp nhất: {lowest}."
ALT_TIED = " (và {count} mục khác)"
ALT_MISSING = "{count} mục không có số liệu."
ALT_VALUES = "Lần lượt: {values}."
ALT_REST = "Các mục đầu: {values}; còn lại xem trong bảng số liệu."
