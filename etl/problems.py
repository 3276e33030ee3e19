"""Every sentence shown to an analyst, by code: what is wrong, and what to do. Nothing else words a problem."""

from etl import wording
from etl.file_problems import OF_FILES
from etl.file_problems import Kind as Kind
from etl.model import Place, Problem, Question, Severity

KINDS: dict[str, Kind] = {
    **OF_FILES,
    # Who and when
    "unit_missing": Kind(
        "stop",
        "Không thấy tên đơn vị báo cáo trong tiêu đề. Hãy chọn đơn vị ở mục câu hỏi, hoặc ghi rõ, ví dụ "
        "“của UBND huyện Lắk, tỉnh Đắk Lắk”, rồi nạp lại.",
    ),
    "unit_several": Kind(
        "stop",
        "Tiêu đề nêu nhiều đơn vị ({found}) nên không rõ số liệu của ai. "
        "Hãy chọn đơn vị ở mục câu hỏi, hoặc ghi rõ một đơn vị báo cáo rồi nạp lại.",
    ),
    "unit_unclear": Kind(
        "stop",
        "Không hiểu hết tên đơn vị “{found}”. Hãy ghi rõ loại, tên và cấp trên, ví dụ “Sở Tài chính, tỉnh Hà Tĩnh”.",
    ),
    "unit_lookalike": Kind(
        "stop",
        "Đơn vị “{found}” không có trong danh mục nhưng gần giống {expected}. Hãy sửa tên trong tệp, "
        "hoặc ghi tên gọi này vào bảng tên khác của đơn vị, rồi nạp lại.",
    ),
    "unit_ambiguous": Kind(
        "stop", "Có nhiều đơn vị cùng tên “{found}” ({expected}). Hãy ghi thêm huyện, tỉnh vào tiêu đề rồi nạp lại."
    ),
    "unit_not_valid": Kind(
        "stop",
        "{found} không còn hoặc chưa có trong kỳ báo cáo ({expected}). Hãy sửa kỳ báo cáo hoặc tên đơn vị trong tệp.",
    ),
    "unit_not_then": Kind(
        "refused",
        "{found} không có trong kỳ {expected}, nên không rõ số liệu của đơn vị nào; ô này chưa nạp. Hãy sửa tên đơn vị "
        "hoặc kỳ.",
    ),
    "unit_new": Kind(
        "warning",
        "Đơn vị “{found}” chưa có trong danh mục; số liệu được nạp dưới tên này và đánh dấu chờ xác nhận.",
    ),
    "unit_alias": Kind("info", "Tên đơn vị in là “{found}”, hiểu là {expected} theo bảng tên khác đã duyệt."),
    "unit_parent_assumed": Kind(
        "info", "Văn bản không ghi cấp trên của {found}; lấy theo danh mục đơn vị: {expected}."
    ),
    "period_missing": Kind(
        "stop",
        "Không thấy kỳ báo cáo trong tiêu đề. Hãy chọn kỳ ở mục câu hỏi, hoặc ghi rõ, ví dụ “Quý I năm 2024” "
        "hay “6 tháng đầu năm 2024”, rồi nạp lại.",
    ),
    "period_several": Kind(
        "stop",
        "Tiêu đề nêu nhiều kỳ báo cáo ({found}) nên không rõ số liệu thuộc kỳ nào. "
        "Hãy chọn kỳ ở mục câu hỏi, hoặc ghi một kỳ rồi nạp lại.",
    ),
    "period_wrong": Kind("stop", "Không hiểu kỳ báo cáo “{found}”. Hãy ghi theo dạng {expected}."),
    "period_from_file_name": Kind(
        "warning", "Tiêu đề không ghi kỳ báo cáo; lấy {expected} từ tên tệp “{found}”. Hãy kiểm tra lại."
    ),
    "period_from_sheet_name": Kind(
        "warning", "Tiêu đề không ghi kỳ báo cáo; lấy {expected} từ tên trang “{found}”. Hãy kiểm tra lại."
    ),
    "period_from_day": Kind(
        "warning", "Tiêu đề không ghi kỳ báo cáo; số liệu đến {found} được hiểu là của {expected}. Hãy kiểm tra lại."
    ),
    "dates_wrong": Kind(
        "stop", "Khoảng thời gian “{found}” không hợp lý với kỳ báo cáo ({expected}). Hãy sửa ngày hoặc kỳ rồi nạp lại."
    ),
    "source_wrong": Kind("stop", "Không có nguồn số liệu “{found}”. Hãy chọn một trong: {expected}."),
    "date_wrong": Kind("refused", "Không hiểu ngày “{found}”. Hãy ghi theo dạng {expected}."),
    # The sheet
    "layout_unknown": Kind(
        "question",
        "Trang này có số nhưng chương trình không nhận ra hàng tiêu đề ({found}). Hãy đặt tiêu đề cột "
        "“STT – Chỉ tiêu – Đơn vị tính – Số liệu – Ghi chú” trên bảng, hoặc dùng mẫu nhập của chương trình.",
    ),
    "column_unknown": Kind(
        "question",
        "Chưa biết cột “{found}” là chỉ tiêu nào nên các số của cột chưa nạp. Gợi ý: {expected}. "
        "Hãy chọn chỉ tiêu một lần; lần sau chương trình tự nhớ.",
    ),
    "column_period_unclear": Kind(
        "question",
        "Không rõ “{found}” là kỳ nào, hoặc kỳ đó chưa kết thúc khi lập báo cáo; các số liên quan chưa nạp. "
        "Hãy ghi rõ, ví dụ “Quý I/2024” hoặc “6 tháng đầu năm 2024”.",
    ),
    "column_hidden": Kind("warning", "Cột “{found}” đang ẩn nhưng vẫn được đọc. Nếu là bản nháp, hãy xóa rồi nạp lại."),
    "axes_conflict": Kind(
        "question",
        "Hàng nêu {found} còn cột nêu {expected} nên không rõ số liệu của ai; ô này chưa nạp. Hãy sửa tiêu đề cột.",
    ),
    "unit_row_unclear": Kind(
        "question",
        "Hàng hoặc cột “{found}” chưa rõ là đơn vị nào nên các số chưa nạp. Gợi ý: {expected}. "
        "Hãy ghi đủ loại và tên, ví dụ “Xã Ea Mẫu”, hoặc chọn đơn vị một lần để chương trình nhớ.",
    ),
    "details_without_total": Kind(
        "question",
        "Bảng liệt kê lĩnh vực hoặc dự án nhưng không có hàng “Tổng cộng”, nên chưa có số liệu của đơn vị. "
        "Hãy thêm hàng tổng.",
    ),
    "posts_unclear": Kind(
        "question",
        "Số người ở “{found}” chưa rõ là của công chức hay của người làm việc trong đơn vị sự nghiệp nên chưa nạp. "
        "Hãy ghi rõ trong tiêu đề cột, ví dụ “Biên chế công chức được giao”.",
    ),
    "several_totals": Kind(
        "question",
        "Bảng có nhiều hàng tổng ({found}) nên không rõ hàng nào là số liệu của đơn vị. Hãy để một hàng “Tổng cộng”.",
    ),
    "wording_understood": Kind(
        "info", "“{found}” được hiểu là “{expected}”. Nếu không đúng, hãy sửa nhãn rồi nạp lại."
    ),
    "wording_remembered": Kind("info", "“{found}” được đọc theo quyết định đã nhớ. {expected}."),
    "sheet_hidden": Kind("warning", "Trang này đang ẩn nhưng vẫn được đọc. Nếu là bản nháp, hãy xóa rồi nạp lại."),
    "row_hidden": Kind("warning", "Hàng đang ẩn nhưng có số liệu và vẫn được đọc. Hãy bỏ ẩn hoặc xóa hàng này."),
    "row_unknown": Kind(
        "question",
        "Chưa biết “{found}” là chỉ tiêu nào nên số liệu của hàng này chưa nạp. Gợi ý: {expected}. "
        "Hãy chọn chỉ tiêu một lần; lần sau chương trình tự nhớ.",
    ),
    "row_ambiguous": Kind(
        "question",
        "“{found}” có thể là nhiều chỉ tiêu ({expected}) và các hàng phía trên không đủ để phân biệt. "
        "Hãy ghi rõ hàng đề mục phía trên.",
    ),
    "code_unknown": Kind("question", "Không có chỉ tiêu mang mã “{found}”. Hãy chọn mã trong mẫu nhập mới nhất."),
    "level_wrong": Kind("question", "Cấp giải quyết “{found}” không hợp lệ. Hãy chọn một trong: {expected}."),
    "heading_value": Kind(
        "refused",
        "Hàng đề mục này có giá trị “{found}” nhưng không có đơn vị tính, không rõ là số liệu gì. "
        "Hãy chuyển số xuống hàng chỉ tiêu tương ứng.",
    ),
    "value_without_label": Kind(
        "refused", "Có giá trị “{found}” nhưng hàng không có tên chỉ tiêu. Hãy ghi tên chỉ tiêu hoặc xóa giá trị."
    ),
    "value_misplaced": Kind(
        "question", "Số “{found}” nằm ngoài cột số liệu nên chưa nạp. Hãy chuyển số vào cột số liệu của hàng."
    ),
    "row_shifted": Kind("warning", "Các ô của hàng này bị lệch sang trái một cột; đã đọc theo đúng thứ tự."),
    # The value
    "not_a_number": Kind("refused", "Ô cần {expected} nhưng có chữ. Hãy chỉ ghi số, ví dụ 22.979."),
    "text_not_loaded": Kind("info", "Câu trả lời bằng chữ không đưa vào kho số liệu; xem trong tệp gốc."),
    "number_ambiguous": Kind(
        "question",
        "“{found}” có thể hiểu là {expected}. Hãy ghi rõ, ví dụ 118.588 (phân cách hàng nghìn) hoặc 118,59.",
    ),
    "not_whole": Kind(
        "refused", "“{found}” không phải số nguyên, trong khi chỉ tiêu này đếm {expected}. Hãy kiểm tra dấu phân cách."
    ),
    "negative": Kind("refused", "“{found}” là số âm, trong khi {expected} không thể âm. Hãy kiểm tra lại."),
    "rate_out_of_bounds": Kind(
        "refused", "Tỷ lệ “{found}” nằm ngoài khoảng {expected}. Hãy kiểm tra lại giá trị hoặc định dạng phần trăm."
    ),
    "rate_scale": Kind(
        "question", "“{found}” có thể hiểu là {expected}. Hãy ghi rõ dấu % hoặc định dạng ô là phần trăm."
    ),
    "rate_in_count": Kind(
        "warning",
        "Ô này cần số lượng {expected} nhưng “{found}” là tỷ lệ %; đã nạp làm tỷ lệ. Kỳ sau hãy ghi số lượng.",
    ),
    "rate_in_count_suspected": Kind(
        "question",
        "“{found}” có vẻ là tỷ lệ % ghi vào ô số lượng (tổng là {expected}), nên chưa nạp. Hãy ghi số lượng.",
    ),
    "target_attainment": Kind(
        "refused",
        "Ô ghi mức đạt so với chỉ tiêu, kế hoạch, không phải giá trị của chính chỉ tiêu này. Hãy ghi giá trị thực "
        "hiện; mức đạt được tính từ giá trị và chỉ tiêu đã giao.",
    ),
    "count_in_rate": Kind(
        "question",
        "Chỉ tiêu là tỷ lệ % nhưng đơn vị tính in là “{expected}”; không rõ “{found}” là gì nên chưa nạp. Hãy sửa.",
    ),
    "count_in_flag": Kind(
        "question",
        "Chỉ tiêu là câu trả lời có hoặc không, nhưng đơn vị tính in là “{expected}”; “{found}” chưa nạp. "
        "Hãy ghi đơn vị tính “Có = 1; Không = 0”.",
    ),
    "measure_scaled": Kind(
        "question",
        "Đơn vị tính in là “{expected}”; “{found}” chưa nạp. Hãy ghi số đếm đầy đủ, không theo nghìn, triệu.",
    ),
    "rate_high": Kind(
        "warning",
        "Tỷ lệ {found} % vượt 120 %. Nếu đúng (vốn kéo dài, căn cứ kế hoạch khác), hãy giải thích trong báo cáo.",
    ),
    "level_unusual": Kind(
        "warning", "Đơn vị cấp xã báo cáo {found} hồ sơ ở hàng của {expected}. Hãy kiểm tra có ghi nhầm hàng không."
    ),
    "value_merged": Kind(
        "question", "Ô số liệu “{found}” gộp nhiều hàng nên không rõ của hàng nào. Hãy bỏ gộp ô và ghi từng hàng."
    ),
    "sheet_other": Kind(
        "question",
        "Tên trang là “{found}” nhưng tiêu đề nêu {expected}; trang này chưa được đọc. "
        "Hãy chọn ở mục câu hỏi, hoặc sửa tên trang hay tiêu đề.",
    ),
    "section_other": Kind(
        "question",
        "Hàng này đứng dưới đề mục “{found}”, có thể là số liệu của một phần, của đơn vị hoặc kỳ khác; chưa nạp. "
        "Hãy tách thành bảng riêng có tiêu đề.",
    ),
    "duplicate_same": Kind("info", "Ô này lặp lại số liệu đã có ở {expected}; chỉ tính một lần."),
    "copied_counts": Kind(
        "refused", "“{found}” trùng với số đơn vị ở {expected}, có vẻ chép nhầm nên chưa nạp. Hãy ghi lại số đúng."
    ),
    "formula_no_value": Kind(
        "refused", "Ô có công thức nhưng tệp không lưu kết quả. Hãy mở bằng Excel, lưu lại rồi nạp lại."
    ),
    "formula_error": Kind("refused", "Ô có lỗi công thức {found}. Hãy sửa công thức hoặc ghi giá trị."),
    "date_in_number": Kind(
        "refused", "Excel đã đổi nội dung ô này thành ngày ({found}). Hãy định dạng ô là Văn bản và ghi lại số."
    ),
    "measure_differs": Kind(
        "warning",
        "Đơn vị tính in là “{found}”, chỉ tiêu này tính bằng {expected}. Hãy kiểm tra số có đúng chỉ tiêu không.",
    ),
    "money_out_of_scale": Kind(
        "question",
        "“{found}” {expected} lớn hơn mọi kế hoạch vốn của cấp này; có thể đơn vị tính in sai nên chưa nạp. "
        "Hãy sửa đơn vị tính hoặc số.",
    ),
    "title_unclear": Kind(
        "question",
        "Tiêu đề hoặc ghi chú của bảng có chữ “{found}” chưa rõ nghĩa: số liệu có thể chỉ là một phần, nên chưa nạp. "
        "Hãy cho biết số liệu là của toàn bộ hay chỉ một phần.",
    ),
    "column_splits_rows": Kind(
        "question",
        "Cột “{found}” chưa rõ nội dung và có thể chia nhỏ số liệu của từng hàng, nên các số của bảng chưa nạp. "
        "Nếu cột chỉ để giải thích, hãy đặt tiêu đề là “Ghi chú” và để bên phải các cột số.",
    ),
    "money_unit_missing": Kind(
        "question", "Không rõ “{found}” tính bằng đồng, triệu đồng hay tỷ đồng. Hãy ghi đơn vị tính."
    ),
    "options_unclear": Kind(
        "refused",
        "Các lựa chọn in “{expected}” không phân biệt được nên không hiểu câu trả lời “{found}”. "
        "Hãy sửa cột đơn vị tính, ví dụ “Có = 1; Không = 0”.",
    ),
    "option_unknown": Kind("refused", "“{found}” không phải một trong các lựa chọn: {expected}. Hãy ghi lại."),
    "duplicate": Kind(
        "question",
        "Chỉ tiêu này có hai giá trị khác nhau trong cùng tệp ({found}); chưa nạp giá trị nào. Hãy giữ một giá trị.",
    ),
    # Against what stood before
    "older_document": Kind(
        "warning",
        "Văn bản này ({found}) cũ hơn bản đang dùng ({expected}); số liệu được lưu làm bản trước, "
        "không thay bản đang dùng.",
    ),
    "undated_order": Kind(
        "warning",
        "Văn bản này hoặc bản đang dùng không ghi ngày, nên bản nạp sau được dùng; {found} số liệu thay đổi. "
        "Hãy kiểm tra đây có phải bản mới hơn không.",
    ),
    "beside_another": Kind(
        "info", "Trước tệp này, biểu của cùng đơn vị, cùng kỳ đã có số liệu của {found}, nạp lúc {expected}."
    ),
    "loaded_already": Kind("info", "Tệp này đã được nạp lúc {expected}, bởi {found}."),
    "figure_vanished": Kind(
        "warning",
        "Lần nộp trước có số liệu này ({found}, ô {expected}), lần này không còn. Hãy kiểm tra có bỏ sót không.",
    ),
    # Figures against each other
    "rate_mismatch": Kind(
        "warning", "Tỷ lệ in là {found} % nhưng tính lại từ các số thành phần là {expected} %. Hãy kiểm tra lại."
    ),
    "rate_of_zero": Kind(
        "warning", "Tỷ lệ in là {found} % nhưng mẫu số bằng 0 ({expected}) nên không có tỷ lệ. Hãy kiểm tra lại."
    ),
    "total_mismatch": Kind(
        "warning", "Tổng in là {found} nhưng cộng các hàng được {expected}. Hãy kiểm tra hàng tổng và các hàng."
    ),
    "part_of_zero": Kind("warning", "Số thành phần là {found} nhưng tổng ({expected}) bằng 0. Hãy kiểm tra lại."),
    "part_over_whole": Kind("warning", "Số thành phần {found} lớn hơn tổng {expected}. Hãy kiểm tra lại."),
}


def problem(
    code: str,
    place: Place,
    *,
    found: str = "",
    expected: str = "",
    indicator: str = "",
    handled_by: str = "",
    question: Question | None = None,
) -> Problem:
    """A problem of a known kind, worded; `question` where a person's answer would settle it."""
    kind = KINDS[code]
    if question is not None and not may_be_asked(question):
        question = None  # the wording stands in the original
    sentence = kind.sentence.format(found=found, expected=expected)
    return Problem(code, kind.severity, place, found, expected, sentence, indicator, handled_by, question)


def may_be_asked(question: Question) -> bool:
    """Whether a question may be kept: names of people are not remembered."""
    texts = question.printed, question.subject, question.path
    return all(wording.without_person(text) == text for text in texts)


# What a person is told a severity means.
SEVERITIES: dict[Severity, str] = {
    "stop": "Không nạp tệp",
    "question": "Cần quyết định",
    "refused": "Không nhận ô này",
    "warning": "Cảnh báo",
    "info": "Thông tin",
}
