"""The words of a workbook that is sent back to who sent it, and the sheet of it that is no data when it returns."""

from itertools import islice

from etl import wording
from etl.workbook import Sheet

SHEET = "Cần sửa"
TITLE = "DANH SÁCH CẦN SỬA (trang do chương trình thêm, không phải số liệu)"
COLUMNS = ("STT", "Trang", "Ô", "Mức độ", "Nội dung đang ghi", "Việc cần làm")
AUTHOR = "Kiểm tra số liệu CCHC"
SUFFIX = " – cần sửa"
ASIDE = "returned"  # the reason under which its rows are set aside

_TITLE, _COLUMNS = wording.key(TITLE), {wording.key(column) for column in COLUMNS}
_ROWS = 20  # in which both must stand: some may have been put in above


def is_summary(sheet: Sheet) -> bool:
    """Whether a sheet is the list of what is to be corrected, wherever it stands and whatever it is called.

    By its title and its columns, which nobody types by chance: a name alone could be that of a sheet of figures.
    """
    beginning = list(islice(sheet.rows.values(), _ROWS))
    if not any(wording.key(cells[0].text) == _TITLE for cells in beginning):
        return False
    return any({wording.key(cell.text) for cell in cells} >= _COLUMNS for cells in beginning)
