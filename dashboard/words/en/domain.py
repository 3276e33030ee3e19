"""Words for the codes of the domain, and how a period, a place and a share are said; the glossary lists the codes."""

LEVELS = {
    "province": "Provinces",
    "department": "Departments",
    "district": "Districts",
    "division": "Divisions",
    "commune": "Communes",
    "other": "Other units",
}
HANDLED_BY = {
    "": "Not split by handling level",
    "all": "All handling levels",
    "province": "Handled at provincial level",
    "department": "Handled by departments",
    "district": "Handled at district level",
    "commune": "Handled at commune level",
}
SOURCES = {
    "own_appendix": "The unit's own appendix",
    "higher_table": "A higher unit's table",
    "narrative": "Narrative text",
}
BASES = {"in_period": "In the period", "cumulative": "Cumulative", "at_date": "At a date"}
SEVERITIES = {
    "stop": "File not loaded",
    "question": "Needs a decision",
    "refused": "Cell refused",
    "warning": "Warning",
    "info": "Information",
}
# By the words of the catalogue.
MEASURES = {
    "%": "%",
    "0/1": "0/1",
    "enum 0/1/2": "option 0/1/2",
    "text": "text",
    "PAKN": "feedback items",
    "chuyên mục": "web sections",
    "chỉ tiêu": "targets",
    "cuộc": "inspections",
    "cuộc thi": "contests",
    "cơ quan, đơn vị": "bodies",
    "cặp file": "file binders",
    "hình thức": "forms of outreach",
    "hồ sơ": "dossiers",
    "hội nghị": "conferences",
    "lần": "times",
    "người": "persons",
    "nhiệm vụ": "tasks",
    "phiếu": "survey forms",
    "phần mềm": "applications",
    "quy trình": "processes",
    "quyết định": "decisions",
    "thủ tục": "procedures",
    "tin, bài": "news items",
    "triệu đồng": "million VND",
    "tổ chức": "organisations",
    "văn bản": "documents",
    "vấn đề": "issues",
    "đơn vị": "units",
}
YES_NO = {0.0: "No (0)", 1.0: "Yes (1)"}
# Kinds of period.
PERIODS = {
    "quarter": "Q{quarter} {year}",
    "month": "{month} {year}",
    "half": "First half {year}",
    "nine_months": "Nine months {year}",
    "year": "Year {year}",
}
QUARTERS = ("1", "2", "3", "4")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
PERIOD_BREAK = " "  # where the name of a period goes on in a second line
DAY = "d MMM yyyy"
MOMENT = "d MMM yyyy, HH:mm"
DECIMAL, THOUSANDS = ".", ","
PERCENT = "{value}%"
CELL = "cell {cell}"
COVERAGE = "{reported} of {expected} units reported"
