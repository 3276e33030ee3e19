"""The sentences about a file as a whole: why it is not read, and what a person decided about it. See `problems`."""

from dataclasses import dataclass

from etl.model import Severity


@dataclass(frozen=True)
class Kind:
    """A kind of problem; `sentence` is filled with found and expected."""

    severity: Severity
    sentence: str


OF_FILES: dict[str, Kind] = {
    "file_empty": Kind("stop", "Tệp rỗng, không có dữ liệu. Hãy gửi lại tệp Excel (.xlsx) có phụ lục."),
    "file_too_large": Kind(
        "stop", "Tệp lớn hơn giới hạn ({found}; tối đa {expected}). Hãy bỏ ảnh, trang không cần hoặc tách tệp."
    ),
    "file_type": Kind(
        "stop", "Chương trình chưa đọc loại tệp này ({found}). Hãy mở bằng Excel, lưu thành {expected} rồi nạp lại."
    ),
    "file_scan": Kind(
        "stop",
        "Chương trình không đọc số liệu từ {found}. Hãy xin đơn vị gửi tệp gốc: Excel (.xlsx) hoặc Word (.docx) "
        "có bảng phụ lục.",
    ),
    "file_old_word": Kind(
        "stop", "Chương trình chưa đọc loại tệp này ({found}). Hãy mở bằng Word, lưu thành {expected} rồi nạp lại."
    ),
    "file_archive": Kind(
        "stop",
        "Đây là tệp nén mà chương trình không mở ({found}). Hãy giải nén rồi nạp từng tệp bên trong, hoặc nén lại "
        "thành một tệp .zip.",
    ),
    "archive_refused": Kind(
        "stop",
        "Không mở tệp nén này vì {found}. Hãy giải nén rồi nạp từng tệp bên trong, hoặc chia thành các tệp .zip "
        "nhỏ hơn.",
    ),
    "archive_entry": Kind("stop", "Không lấy tệp này ra khỏi tệp nén vì {found}. Hãy giải nén rồi nạp riêng tệp này."),
    "file_password": Kind(
        "stop", "Tệp đặt mật khẩu nên không đọc được. Hãy mở bằng mật khẩu, bỏ mật khẩu, lưu rồi nạp lại."
    ),
    "file_damaged": Kind(
        "stop", "Không đọc được tệp ({found}). Hãy mở lại bằng Excel, lưu thành tệp .xlsx mới rồi nạp lại."
    ),
    "file_unsafe": Kind(
        "stop",
        "Tệp có nội dung không an toàn ({found}) nên không được đọc. Hãy chép bảng số liệu sang một tệp Excel mới.",
    ),
    "file_too_many_cells": Kind(
        "stop",
        "Tệp chứa nhiều hơn một phụ lục có thể có ({found}). Hãy xóa các trang, hàng, cột, vùng gộp thừa rồi lưu "
        "và nạp lại.",
    ),
    "file_too_slow": Kind(
        "stop", "Đọc tệp quá {expected} nên đã dừng. Hãy xóa các trang, hàng, cột thừa rồi lưu và nạp lại."
    ),
    "file_no_table": Kind(
        "stop",
        "Không tìm thấy bảng số liệu nào trong tệp. Bảng cần có hàng tiêu đề với cột chỉ tiêu và cột số liệu; "
        "hoặc dùng mẫu nhập của chương trình.",
    ),
    "internal_error": Kind(
        "stop",
        "Chương trình gặp lỗi khi đọc tệp này (mã lỗi {found}); số liệu cũ không thay đổi. "
        "Hãy gửi mã lỗi và tệp cho người quản trị.",
    ),
    "strict_refused": Kind(
        "stop", "Tệp còn {found} điểm cần người quyết định nên không nạp gì (chế độ chặt). Hãy sửa các ô đã nêu."
    ),
    "file_withdrawn": Kind(
        "stop",
        "Tệp này đã nạp rồi bị thu hồi ({found}) nên không nạp lại. Muốn dùng lại, hãy chạy `{expected}`.",
    ),
    "original_missing": Kind(
        "stop", "Kho số liệu không còn bản gốc của tệp này nên chưa đọc lại được. Hãy nạp lại tệp do đơn vị gửi."
    ),
    "form_several": Kind(
        "stop", "Tệp có nhiều trang mẫu nhập đã điền. Hãy gửi mỗi đơn vị, mỗi kỳ, mỗi nguồn trong một tệp riêng."
    ),
    # What a person decided about it
    "file_unit_decided": Kind(
        "info",
        "Đơn vị báo cáo là {found} theo quyết định đã nhớ ({expected}), dù tiêu đề ghi thế nào. "
        "Nếu không đúng, hãy thu hồi quyết định.",
    ),
    "file_period_decided": Kind(
        "info",
        "Kỳ báo cáo là {found} theo quyết định đã nhớ ({expected}), dù tiêu đề ghi thế nào. "
        "Nếu không đúng, hãy thu hồi quyết định.",
    ),
    "dates_dropped": Kind(
        "info",
        "Khoảng thời gian in “{found}” không hợp với kỳ đã quyết định ({expected}) nên không dùng; "
        "số liệu tính theo ngày đầu, ngày cuối thường lệ của kỳ.",
    ),
}
