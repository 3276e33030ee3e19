"""What the sheet of explanations in a table of the catalogue says: how it is edited, and what its codes mean."""

from collections.abc import Mapping

from etl.memory import KINDS
from etl.reference import Reference

NAMES = {
    "units": "Đơn vị",
    "aliases": "Cách ghi tên",
    "decisions": "Câu trả lời đã nhớ",
    "targets": "Mục tiêu",
    "corrections": "Đính chính",
    "roles": "Vai trò",
}
ROLES = {
    "reader": "người xem",
    "analyst": "chuyên viên",
    "reviewer": "người duyệt",
    "administrator": "quản trị",
}
_HANDLED_BY = {
    "all": "tất cả các cấp giải quyết",
    "province": "cấp tỉnh giải quyết",
    "department": "sở, ngành giải quyết",
    "district": "cấp huyện giải quyết",
    "commune": "cấp xã giải quyết",
}
_LEVELS = {
    "province": "cấp tỉnh",
    "department": "sở, ngành",
    "district": "cấp huyện",
    "division": "phòng chuyên môn của cấp huyện",
    "commune": "cấp xã",
    "other": "đơn vị khác",
}
_SOURCES = {
    "own_appendix": "phụ lục của đơn vị",
    "higher_table": "bảng của cấp trên",
    "narrative": "thuyết minh",
}
_REMOVE = {"x": "xóa dòng này khỏi danh mục"}
_SCOPES = {"form": "chỉ biểu mẫu này", "sender": "mọi biểu mẫu của đơn vị gửi này", "everyone": "mọi nơi"}
_COMMON = (
    "Sửa ở trang đầu, lưu tệp (xlsx hoặc CSV), rồi tải lên trang Danh mục, mục “{name}”. Chương trình cho xem khác "
    "biệt trước khi ghi.",
    "Cột có dấu * phải có. Không đổi tên cột; thứ tự cột và cột thừa không ảnh hưởng.",
)
_REMOVING = "Dòng không có trong tệp vẫn giữ nguyên trong danh mục. Muốn xóa một dòng, ghi x ở cột Xóa."
_LINES: Mapping[str, tuple[str, ...]] = {
    "units": (
        "Thêm dòng để thêm đơn vị; ghi Đến ngày để cho biết đơn vị đã kết thúc. Tên, loại, cấp của đơn vị đã có không "
        "sửa ở đây: đó là đơn vị khác, hoặc là thay đổi cần văn bản (bảng thay đổi, bảng chuyển đổi).",
        "Dòng không có trong tệp vẫn giữ nguyên trong danh mục. Đơn vị không bị xóa, chỉ kết thúc.",
        "Ngày ghi như 01/07/2025. Mã số giữ đủ số 0 ở đầu.",
    ),
    "aliases": (
        "Mỗi dòng là một cách ghi tên đơn vị gặp trong báo cáo, khác tên chính thức. Tệp đọc sau khi lưu sẽ hiểu theo "
        "đó.",
        _REMOVING + " Cách ghi đi kèm chương trình không xóa được, chỉ sửa.",
    ),
    "decisions": (
        "Chỉ sửa cột Câu trả lời. Các cột sau Thời điểm quyết định cho biết câu hỏi; sửa chúng thì dòng không nhận "
        "được.",
        "Dòng không có trong tệp vẫn giữ nguyên. Muốn thu hồi một quyết định, ghi x ở cột Xóa.",
    ),
    "targets": (
        "Mỗi dòng là một mục tiêu với văn bản giao. Để trống Mã mục tiêu thì chương trình đặt mã.",
        "Để trống Đơn vị, Cấp hoặc Năm nghĩa là mọi đơn vị, mọi cấp, mọi năm. Đơn vị ghi mã, hoặc tên kèm cấp trên: "
        "“Xã Ba Bích, Tỉnh Quảng Ngãi”.",
        _REMOVING + " Mục tiêu đi kèm chương trình không xóa được, chỉ sửa.",
    ),
    "corrections": (
        "Mỗi dòng là một đính chính: nguyên văn ô đang ghi, giá trị đúng và lý do. Ô trong tệp gốc không bị sửa.",
        "Đính chính không bị xóa. Muốn thôi dùng, chọn withdrawn ở cột Trạng thái và ghi thêm lý do.",
        "Kỳ ghi bằng mã: 2024-Q1, 2024-H1, 2024-9M, 2024, 2024-M05.",
    ),
    "roles": (
        "Mỗi dòng giao cho một tài khoản một vai trò trong một phạm vi: một đơn vị cùng mọi đơn vị dưới nó, hoặc * cho "
        "tất cả. Một người có thể có nhiều dòng.",
        "Tài khoản ghi đúng như khi đăng nhập (thường là địa chỉ thư điện tử). Người giao và giao lúc do chương trình "
        "ghi.",
        "Dòng không có trong tệp vẫn giữ nguyên. Muốn thu một vai trò, ghi x ở cột Xóa.",
    ),
}


def lines(section: str) -> tuple[str, ...]:
    """How the table of a section is edited."""
    return (_COMMON[0].format(name=NAMES[section]), *_COMMON[1:], *_LINES[section])


def choices(section: str, tables: Reference) -> Mapping[str, Mapping[str, str]]:
    """The codes that each column of a section's table may have, with their meaning."""
    indicators = {code: f"{one.name} ({one.measure})" for code, one in tables.indicators.items()}
    every: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "units": {"level": _LEVELS},
        "aliases": {"remove": _REMOVE},
        "decisions": {"scope": _SCOPES, "kind": {str(kind): words for kind, words in KINDS.items()}, "remove": _REMOVE},
        "targets": {"indicator": indicators, "handled_by": _HANDLED_BY, "level": _LEVELS, "remove": _REMOVE},
        "corrections": {
            "indicator": indicators,
            "handled_by": _HANDLED_BY,
            "source": _SOURCES,
            "action": {"replace": "thay bằng giá trị đúng", "drop": "không dùng số liệu này"},
            "status": {"active": "đang dùng", "withdrawn": "đã thu hồi"},
        },
        "roles": {"role": ROLES, "remit": {"*": "tất cả đơn vị"}, "remove": {"x": "thu vai trò của dòng này"}},
    }
    return every[section]
