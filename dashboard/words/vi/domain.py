"""Words for the codes of the domain, and how a period, a place and a share are said; the glossary lists the codes."""

LEVELS = {
    "province": "Cấp tỉnh",
    "department": "Sở, ngành",
    "district": "Cấp huyện",
    "division": "Phòng chuyên môn",
    "commune": "Cấp xã",
    "other": "Đơn vị khác",
}
HANDLED_BY = {
    "": "Không tách cấp giải quyết",
    "all": "Tất cả các cấp giải quyết",
    "province": "Cấp tỉnh giải quyết",
    "department": "Sở, ngành giải quyết",
    "district": "Cấp huyện giải quyết",
    "commune": "Cấp xã giải quyết",
}
SOURCES = {
    "own_appendix": "Phụ lục của đơn vị",
    "higher_table": "Bảng của cấp trên",
    "narrative": "Thuyết minh",
}
BASES = {"in_period": "Trong kỳ", "cumulative": "Lũy kế", "at_date": "Tại thời điểm"}
SEVERITIES = {
    "stop": "Không nạp tệp",
    "question": "Cần quyết định",
    "refused": "Không nhận ô này",
    "warning": "Cảnh báo",
    "info": "Thông tin",
}
# By the words of the catalogue.
MEASURES = {
    "%": "%",
    "0/1": "0/1",
    "enum 0/1/2": "lựa chọn 0/1/2",
    "text": "chữ",
    "PAKN": "PAKN",
    "chuyên mục": "chuyên mục",
    "chỉ tiêu": "chỉ tiêu",
    "cuộc": "cuộc",
    "cuộc thi": "cuộc thi",
    "cơ quan, đơn vị": "cơ quan, đơn vị",
    "cặp file": "cặp file",
    "hình thức": "hình thức",
    "hồ sơ": "hồ sơ",
    "hội nghị": "hội nghị",
    "lần": "lần",
    "người": "người",
    "nhiệm vụ": "nhiệm vụ",
    "phiếu": "phiếu",
    "phần mềm": "phần mềm",
    "quy trình": "quy trình",
    "quyết định": "quyết định",
    "thủ tục": "thủ tục",
    "tin, bài": "tin, bài",
    "triệu đồng": "triệu đồng",
    "tổ chức": "tổ chức",
    "văn bản": "văn bản",
    "vấn đề": "vấn đề",
    "đơn vị": "đơn vị",
}
YES_NO = {0.0: "Không (0)", 1.0: "Có (1)"}
# Kinds of period: {quarter} is roman, {month} a number or a name.
PERIODS = {
    "quarter": "Quý {quarter}/{year}",
    "month": "Tháng {month}/{year}",
    "half": "6 tháng đầu năm {year}",
    "nine_months": "9 tháng năm {year}",
    "year": "Năm {year}",
}
QUARTERS = ("I", "II", "III", "IV")
MONTHS = tuple(str(number) for number in range(1, 13))
PERIOD_BREAK = "/"  # where the name of a period goes on in a second line
DAY = "dd/MM/yyyy"
MOMENT = "dd/MM/yyyy HH:mm"
DECIMAL, THOUSANDS = ",", "."
PERCENT = "{value} %"
CELL = "ô {cell}"
COVERAGE = "{reported} trên {expected} đơn vị báo cáo"
