"""Words of the pictures of charts: the button, and what stands in the picture around the chart."""

BUTTON = "Tải ảnh PNG"
BUTTON_OF = "Tải ảnh PNG: {title}"
FAILED = "Không tạo được ảnh. Hãy tải lại trang rồi thử lại; nếu vẫn lỗi, hãy dùng trình duyệt mới hơn."
MEASURE = "Đơn vị tính: {measure}"
SOURCE = "Nguồn: các báo cáo đã nạp · bản số liệu số {number}, lập lúc {made_at}"
