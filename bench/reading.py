"""Processor time per workbook of our readers beside pandas with openpyxl and python-calamine, in one run.

    python -m bench.reading [--workbooks 100] [--rounds 5]

All cases read the same workbooks, round by round in turn, so that whatever else the machine does
falls on all of them. Processor time of this process and its children; wall time would measure the neighbours.
"""

import argparse
import io
import os
import random
import statistics
from collections.abc import Callable, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from python_calamine import CalamineWorkbook

from etl import gate
from etl.model import Problem
from etl.readers import read_workbook
from etl.reading import Readers

_HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
_WORDS = ("số", "hồ sơ", "tiếp nhận", "giải quyết", "trước hạn", "quá hạn", "trực tuyến", "thủ tục", "cấp xã")
_BASELINE = "pandas, openpyxl"


def draw(seed: int, sheets: int = 7) -> bytes:
    """A workbook like the appendices: titles merged across, a header, its repeat at the page break, ruled cells."""
    chance = random.Random(seed)
    book = Workbook()
    book.remove(book.worksheets[0])
    side = Side(style="thin")
    border, bold = Border(left=side, right=side, top=side, bottom=side), Font(bold=True)
    for number in range(1, sheets + 1):
        sheet = book.create_sheet(f"Biểu mẫu {number}")
        sheet.append([f"Biểu mẫu {number}"])
        sheet.append(["Báo cáo quý I năm 2024 của UBND xã Ví Dụ"])
        for row in (1, 2):
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
            sheet.cell(row, 1).font = bold
        body = chance.randint(15, 60)
        for line in range(1, body + 1):
            if line in (1, body // 2):
                sheet.append(_HEADER)
            label = " ".join(chance.choices(_WORDS, k=7)).capitalize()
            sheet.append([line, label, "Hồ sơ", chance.choice([chance.randint(0, 30_000), "22.979", None]), None])
        for cells in sheet.iter_rows(min_row=3, max_col=5):
            for cell in cells:
                cell.border = border
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pandas(workbooks: Sequence[bytes]) -> None:
    for data in workbooks:
        pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="openpyxl")


def _calamine(workbooks: Sequence[bytes]) -> None:
    for data in workbooks:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def _in_process(workbooks: Sequence[bytes]) -> None:
    for data in workbooks:
        read_workbook(data)


def _in_child(workbooks: Sequence[bytes]) -> None:
    """As a load does it; the start of the process is counted too."""
    with Readers(1) as readers:
        for data in workbooks:
            if gate.judge(data) or isinstance(readers.read(data), Problem):
                raise ValueError("a drawn workbook was refused")


CASES: dict[str, Callable[[Sequence[bytes]], None]] = {
    _BASELINE: _pandas,
    "python-calamine, values": _calamine,
    "ours, in process": _in_process,
    "ours, gate and warm process": _in_child,
}


def measure(workbooks: Sequence[bytes], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of processor time per workbook, one figure for each round."""
    found: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for name, read in CASES.items():
            before = _processor_seconds()
            read(workbooks)
            if number:  # the first round warms all of them
                found.setdefault(name, []).append((_processor_seconds() - before) / len(workbooks) * 1000)
    return found


def _processor_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main() -> None:
    """Draw, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    workbooks = [draw(seed) for seed in range(wanted.workbooks)]
    found = measure(workbooks, wanted.rounds)
    baseline = statistics.median(found[_BASELINE])
    size = statistics.mean(map(len, workbooks)) / 1000
    print(
        f"{wanted.workbooks} workbooks of 7 sheets, {size:.0f} kB each, {wanted.rounds} rounds; CPU ms per workbook\n"
    )
    print(f"| {'reader':<28} | min | median | ratio |\n|{'-' * 30}|----:|-------:|------:|")
    for name, spent in found.items():
        median = statistics.median(spent)
        print(f"| {name:<28} | {min(spent):.2f} | {median:.2f} | {median / baseline:.2f} |")


if __name__ == "__main__":
    main()
