"""The hostile files of `bench.endurance.hostile`, but the slow ones: one sentence each, nothing stored, nobody called.

The whole corpus, with thousands of odd and damaged files, is `python -m bench.endurance.odd_files`.
"""

import socket
import threading
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from bench.endurance import building, hostile
from bench.endurance.hostile import Hostile
from etl import pipeline, reference
from etl.context import Context
from etl.model import Place, ReceivedFile
from etl.problems import KINDS, problem
from etl.readers import read_workbook
from etl.reading import Readers
from etl.returned import NotReturnableError, returned_workbook
from etl.snapshots import Warehouse
from tests.workbooks import figures, form, read, workbook_bytes

# What takes seconds because the limit of cells, characters or time ends it.
_SLOW = (
    "bomb",
    "600,000",
    "2,000 times",
    "50,000 times",
    "90,000",
    "60,000",
    "640,000",
    "as wide",
    "million",
    "60 MB",
    "500,000",
    "30 MB",
    "without end",
    "9,000",
    "huyện",
    "UBND",
    "3,000 tables",
    "5,000 rules",
    "a line of 5 MB",
    "51 MB",
    "100,000 merges",
)


def fast(listener: str) -> Iterator[Hostile]:
    warnings.simplefilter("ignore")  # a name twice in a zip
    for family in (
        hostile._packages,
        hostile._sheets,
        hostile._open_documents,
        hostile._word,
        hostile._old,
        hostile._forged,
    ):
        yield from family()
    damaged = frozenset({"file_unsafe", "file_damaged"})
    yield Hostile("parts that overlap", "a.xlsx", hostile._overlapping(3), damaged)
    yield Hostile("parts that quote each other", "a.xlsx", hostile._quoted(30), damaged)
    good = building.excel(building.form())
    other = [*good.items(), ("xl/worksheets/sheet1.xml", "<worksheet/>")]
    yield Hostile("a sheet twice", "a.xlsx", building.package(other), frozenset({"file_unsafe"}))
    yield from hostile.reaching_out(listener)


def test_each_gets_its_sentence_and_nobody_is_called(tmp_path: Path) -> None:
    calls: list[str] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server, Readers(2) as readers:
        server.settimeout(0.1)

        def accept() -> None:
            while not over.is_set():
                try:
                    connection, peer = server.accept()
                except OSError:
                    continue
                calls.append(str(peer))
                connection.close()

        listening = threading.Thread(target=accept)
        listening.start()
        context = Context(reference.load())
        refused: list[ReceivedFile] = []
        wrong = []
        for file in fast(f"http://127.0.0.1:{server.getsockname()[1]}/"):
            if any(mark in file.what for mark in _SLOW):
                continue
            found = readers.interpret(file.data, file.name, context).reading
            stops = {one.code for one in found.problems if one.severity == "stop"}
            if not (stops or {hostile.READ}) & file.allowed or not stops <= KINDS.keys():
                wrong.append(f"{file.what}: {stops}")
            if "passwd" in file.what and any("root:" in one.sentence for one in found.problems):
                wrong.append(f"{file.what}: told")
            if stops:
                refused.append(ReceivedFile(file.name, file.data))
        over.set()
        listening.join()
    assert wrong == []
    assert calls == []
    assert len(refused) > 150
    warehouse = Warehouse(tmp_path / "kho")
    report = pipeline.ingest(refused, warehouse)
    assert {one.outcome for one in report.files} == {"refused"}
    assert warehouse.current() is None or report.snapshot == ""


def test_a_hostile_file_is_sent_back_or_not_but_never_takes_the_program_down() -> None:
    """Marking the cells of a file happens in the dashboard's own process."""
    found = [problem("not_a_number", Place("Biểu 1", "D3"), found="x", expected="số")]
    for file in (*hostile._sheets(), *hostile._packages()):
        if hostile.READ not in file.allowed or any(mark in file.what for mark in _SLOW):
            continue
        try:
            sent = returned_workbook(file.data, file.name, found)
        except NotReturnableError:
            continue
        assert sent is None or zipfile.is_zipfile(BytesIO(sent.data))


def test_a_number_beyond_all_bounds_is_refused_in_its_cell() -> None:
    for digits in (18, 400, 4000):
        rows = f"1 | Số hồ sơ tiếp nhận | Hồ sơ | '{'9' * digits}\n2 | Số TTHC công bố mới | Thủ tục | 5"
        assert set(figures(read(rows)).values()) == ({5.0} if digits > 18 else {5.0, float("9" * 18)})


def test_what_looks_like_a_row_in_an_extension_is_none() -> None:
    fake = '<extLst><ext uri="x"><row r="3"><c r="D3"><v>77</v></c></row></ext></extLst>'
    rows = building.form(("1", "Số hồ sơ tiếp nhận", "Hồ sơ")) + '<row r="4"><c r="D4"><v>12</v></c>{}</row>'
    large = f"<!--{'x' * 5_000_000}-->"  # is read in another way
    for inside, after in (("", fake), ("", fake + large), (fake, ""), (fake, large)):
        parts = building.excel(rows.format(inside), after=after)
        cells = read_workbook(building.package(parts)).sheets[0].cells
        assert (3, 4) not in cells
        assert cells[4, 4].text == "12"
        assert "77" not in {cell.text for cell in cells.values()}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_are_packed_as_office_programs_do(method: int) -> None:
    data = building.package(building.excel(building.form()), method)
    with Readers(1) as readers:
        (found,) = readers.interpret(data, "a.xlsx", Context(reference.load())).reading.problems
    assert (found.code, found.found) == ("file_damaged", "có phần được nén theo cách lạ")


@pytest.mark.parametrize(
    "name", ["b\udcffo\udce1.xlsx", "phu-luc\u202excod.exe", "a\x00b.xlsx", "a\ud800.xlsx", "\u200ba.xlsx", "x" * 3000]
)
def test_a_file_of_any_name_loads_under_one_that_can_be_shown(name: str, tmp_path: Path) -> None:
    data = workbook_bytes(S=form("1 | Số TTHC công bố mới | Thủ tục | 5"))
    warehouse = Warehouse(tmp_path)
    (report,) = pipeline.ingest([ReceivedFile(name, data)], warehouse).files
    assert report.outcome == "loaded"
    assert report.file.encode()
    assert not {"\x00", "\u202e", "\u200b"} & set(report.file)


def test_marks_that_nobody_sees_are_not_read() -> None:
    title = "Báo cáo kết quả công tác CCHC quý I năm 2024 của UBND huyện \u202eLắk\u202c, tỉnh Đắk\u200b Lắk"
    found = read("1 | Số TTHC\u00ad công\u2060 bố mới | Thủ tục | 5", title=title)
    assert list(figures(found).values()) == [5.0]
    assert {one.reporting_unit for one in found.observations} == {"dak-lak.huyen-lak"}
