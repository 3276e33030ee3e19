"""Lines of a document that say who sends it, and those that name somebody else: who it goes to, what prescribed it."""

import re

ATTACHED = re.compile(
    r"\bkèm theo (?:báo c[aá]o|báo có|bc)\b|^\W*đơn vị (?:báo cáo|gửi)\b(?! (?:đến|tới|cho|về)\b)", re.IGNORECASE
)
SENT_WITH = re.compile(r"(?<!ban hành )\bkèm theo (?:công văn|tờ trình|thông báo|quyết định)\b", re.IGNORECASE)
# Lines that name the body that prescribed the form, or the one it is sent to: not the one that reports.
OTHER_BODY = re.compile(
    r"^\W*(?:kính gửi|nơi nhận|(?:đơn vị|cơ quan) (?:nhận|(?:gửi|báo cáo) (?:đến|tới|cho|về)))\b"
    r"|^\s*[-+•](?!\s*đơn vị (?:báo cáo|gửi)\b)"
    r"|^\W*(?:phục vụ báo cáo|báo cáo gửi|báo cáo với|gửi)\s+(?:về\s+)?"
    r"(?:sở|ubnd|ủy ban|bộ|văn phòng|phòng)\b"
    r"|\b(?:công văn|quyết định|thông tư|nghị định|nghị quyết|hướng dẫn|chỉ thị)\b"
    r"|\b(?<!sở )(?<!- )(?<!với )kế hoạch\b(?! vốn)",
    re.IGNORECASE,
)
