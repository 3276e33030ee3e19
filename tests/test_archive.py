"""A .zip of appendices: each file of it is loaded, hostile ones are refused with a sentence, nothing is written."""

import contextlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import archive, database, pipeline
from etl.model import LoadReport, ReceivedFile
from etl.snapshots import Warehouse
from tests.appendices import SHIPPED
from tests.test_readers_others import as_ods, as_word
from tests.workbooks import form, workbook_bytes

ROW = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775"
CRAFTED = "của UBND huyện Lắk, tỉnh Đắk Lắk"


def appendix(quarter: str = "I") -> bytes:
    return workbook_bytes(S=form(ROW, f"Báo cáo quý {quarter} năm 2024 {CRAFTED}"))


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in entries:
            package.writestr(name, data, method)
    return out.getvalue()


def received(data: bytes, name: str = "báo cáo.zip") -> ReceivedFile:
    return ReceivedFile(name, data)


def names(data: bytes) -> list[str]:
    """The names of what comes out, without that of the archive."""
    return [file.name.removeprefix("báo cáo.zip/") for file in archive.unpack(received(data))]


def refusals(data: bytes) -> dict[str, str]:
    """Code and sentence of what is refused, by name."""
    files = archive.unpack(received(data))
    return {file.name: f"{file.refusal.code}: {file.refusal.sentence}" for file in files if file.refusal}


def raw_name(data: bytes, before: str, after: bytes, *, utf8: bool = False) -> bytes:
    """A name as other programs write it: any bytes, with or without the mark that they are UTF-8."""
    assert len(before) == len(after)
    data = data.replace(before.encode(), after)
    if utf8:
        for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.index(start) + offset
            data = data[:at] + struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 0x800) + data[at + 2 :]
    return data


def declared(data: bytes, size: int) -> bytes:
    """The directory says that the first entry inflates to another size."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def test_each_file_comes_out_as_it_went_in() -> None:
    entries: list[tuple[str | zipfile.ZipInfo, bytes]] = [("a.xlsx", appendix()), ("huyện/b.csv", b"x;y")]
    files = archive.unpack(received(zipped(*entries)))
    assert [(file.name, file.read(), file.size) for file in files] == [
        (f"báo cáo.zip/{name}", data, len(data)) for name, data in entries
    ]
    assert all(file.refusal is None for file in files)


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (zipped(("a.xlsx", appendix())), True),
        (zipped(("thư mục/", b""), ("thư mục/a.csv", b"x")), True),
        (zipped(), True),
        (appendix(), False),
        (sorted(SHIPPED.glob("*.xlsx"))[0].read_bytes(), False),
        (as_ods(), False),
        (as_word(), False),
        (zipped(("docProps/app.xml", b""), ("xl/workbook.xml", b""), ("[Content_Types].xml", b"")), False),
        (zipped(("zz.bin", b""), ("[Content_Types].xml", b"")), False),
        (b"PK\x03\x04 but nothing more", False),
        (b"", False),
        (b"Rar!\x1a\x07", False),
    ],
)
@pytest.mark.parametrize("name", ["a.zip", "a.xlsx", "a"])
def test_content_says_what_an_archive_is(data: bytes, is_one: bool, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    for file in (ReceivedFile(name, data), ReceivedFile(name, path=tmp_path / name)):
        assert archive.is_archive(file) == is_one


def test_a_file_that_is_gone_is_no_archive(tmp_path: Path) -> None:
    assert not archive.is_archive(ReceivedFile("a.zip", path=tmp_path / "a.zip"))


def test_what_systems_leave_behind_is_left_out() -> None:
    litter = ("__MACOSX/._a.xlsx", "x/__MACOSX/a.xlsx", ".DS_Store", "x/.hidden", "~$a.xlsx", "Thumbs.db", "x/")
    assert names(zipped(("a.xlsx", b"1"), *((name, b"") for name in litter))) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("/etc/passwd.xlsx", "passwd.xlsx"),
        ("../../evil.xlsx", "evil.xlsx"),
        ("x/../../evil.xlsx", "evil.xlsx"),
        ("..\\..\\evil.xlsx", "evil.xlsx"),
        ("C:\\Users\\a.xlsx", "a.xlsx"),
        ("C:a.xlsx", "a.xlsx"),
        ("\\\\máy chủ\\a.xlsx", "a.xlsx"),
        ("./x/./a.xlsx", "x/a.xlsx"),
        ("huyện Lắk\\a.xlsx", "huyện Lắk/a.xlsx"),
        ("ba\u0301o ca\u0301o.xlsx", "báo cáo.xlsx"),
        ("a\u202excod.xlsx", "axcod.xlsx"),
        ("a\nb.xlsx", "ab.xlsx"),
    ],
)
def test_no_name_leads_anywhere(name: str, taken: str) -> None:
    assert names(zipped((name, b"1"))) == [taken]


@pytest.mark.parametrize(
    ("raw", "utf8", "taken"),
    [
        ("phụ lục.xlsx".encode(), True, "phụ lục.xlsx"),
        ("phụ lục.xlsx".encode(), False, "phụ lục.xlsx"),
        ("bản.xlsx".encode(), False, "bản.xlsx"),
        ("résumé.xlsx".encode("cp437"), False, "résumé.xlsx"),
    ],
)
def test_names_are_read_as_they_were_meant(raw: bytes, utf8: bool, taken: str) -> None:
    before = "q" * (len(raw))
    assert names(raw_name(zipped((before, b"1")), before, raw, utf8=utf8)) == [taken]


def test_a_name_in_utf_8_may_stand_beside_the_other() -> None:
    info = zipfile.ZipInfo("ph_ l_c.xlsx")
    told = "phụ lục.xlsx".encode()
    content = b"\x01" + struct.pack("<I", zlib.crc32(b"ph_ l_c.xlsx")) + told
    info.extra = struct.pack("<HH", 0x7075, len(content)) + content
    assert names(zipped((info, b"1"))) == ["phụ lục.xlsx"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_are_kept_apart() -> None:
    data = zipped(("a.xlsx", b"1"), ("a.xlsx", b"2"), ("../A.xlsx", b"3"), ("x/a.xlsx", b"4"))
    assert names(data) == ["a.xlsx", "a (2).xlsx", "A (3).xlsx", "x/a.xlsx"]
    assert [file.read() for file in archive.unpack(received(data))] == [b"1", b"2", b"3", b"4"]


def test_an_entry_under_a_password_is_refused_and_the_others_are_not() -> None:
    data = zipped(("mật.xlsx", b"1"), ("a.xlsx", b"2"))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(start) + offset
        data = data[:at] + struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 1) + data[at + 2 :]
    assert archive.is_archive(received(data))
    (said,) = refusals(data).items()
    assert said[0] == "báo cáo.zip/mật.xlsx"
    assert said[1].startswith("archive_entry: ")
    assert "mật khẩu" in said[1]
    assert names(data) == ["mật.xlsx", "a.xlsx"]


def test_an_entry_packed_in_another_way_is_refused() -> None:
    assert "cách lạ" in refusals(zipped(("a.csv", b"x" * 500), method=zipfile.ZIP_LZMA))["báo cáo.zip/a.csv"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_entries_are_read_from_a_file_that_other_bytes_stand_before(method: int, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 noise" + zipped(("a.csv", b"x;y"), ("b.csv", b""), method=method))
    assert [file.read() for file in archive.unpack(ReceivedFile("a.zip", path=path))] == [b"x;y", b""]


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    data = zipped(("bom.csv", bytes(30 * 1024 * 1024)), ("a.csv", b"x"))
    assert list(refusals(data)) == ["báo cáo.zip/bom.csv"]
    assert "200 lần" in refusals(data)["báo cáo.zip/bom.csv"]


def test_an_entry_larger_than_a_file_may_be_is_refused() -> None:
    assert "50 MB" in refusals(declared(zipped(("a.csv", b"x")), 60 * 1024 * 1024))["báo cáo.zip/a.csv"]


def test_what_all_entries_inflate_to_is_bounded() -> None:
    data = zipped(*((f"{number}.csv", b"x") for number in range(30)))
    parts = data.split(b"PK\x01\x02")
    large = [part[:20] + struct.pack("<I", 49 * 1024 * 1024) + part[24:] for part in parts[1:]]
    (said,) = refusals(b"PK\x01\x02".join([parts[0], *large])).values()
    assert said.startswith("archive_refused: ")
    assert "1024 MB" in said


@pytest.mark.parametrize("size", [0, 1, 99, 101, 1_000_000])
def test_a_size_that_lies_is_found_out(size: int) -> None:
    files = archive.unpack(received(declared(zipped(("a.csv", bytes(range(100)))), size)))
    (file,) = files
    if file.refusal is None:
        with pytest.raises(archive.DamagedEntryError):
            file.read()


def test_thousands_of_entries_are_refused() -> None:
    (said,) = refusals(zipped(*((f"{number}.csv", b"") for number in range(3_000)))).values()
    assert "3000 tệp" in said
    (said,) = refusals(zipped(*((f"{number}.csv", b"") for number in range(21_000)))).values()
    assert "quá nhiều tệp" in said


@pytest.mark.parametrize(
    "data",
    [zipped(), zipped(("x/", b"")), zipped((".DS_Store", b"1"))],
    ids=["empty", "folders", "litter"],
)
def test_an_archive_of_nothing_is_said(data: bytes) -> None:
    assert "không có tệp nào" in refusals(data)["báo cáo.zip"]


def test_a_damaged_archive_is_said() -> None:
    assert "hỏng" in refusals(zipped(("a.xlsx", b"1"))[:-5])["báo cáo.zip"]


def test_a_damaged_entry_is_said_where_it_is_read(warehouse: Warehouse) -> None:
    data = bytearray(zipped(("a.xlsx", appendix()), ("b.xlsx", appendix("II"))))
    data[200:260] = bytes(60)
    report = load(warehouse, received(bytes(data)))
    assert [(file.outcome, [one.code for one in file.problems]) for file in report.files] == [
        ("refused", ["archive_entry"]),
        ("loaded", []),
    ]


@given(st.binary(max_size=300), st.integers(0, 400), st.binary(max_size=8))
def test_no_bytes_break_it(noise: bytes, at: int, patch: bytes) -> None:
    whole = zipped(("a.csv", b"x;y"), ("b/c.csv", b"1;2"))
    for data in (noise, b"PK\x03\x04" + noise, whole[:at] + patch + whole[at + len(patch) :]):
        file = received(data)
        for one in archive.expanded([file]):
            assert one.name.startswith("báo cáo.zip")
            if one.refusal is None and one is not file:
                with contextlib.suppress(OSError):
                    assert len(one.read()) == one.size


# Through loads.


def load(warehouse: Warehouse, *files: ReceivedFile) -> LoadReport:
    return pipeline.ingest(files, warehouse, received_by="test")


def test_a_load_reports_each_file_of_an_archive(warehouse: Warehouse) -> None:
    inner = zipped(("c.xlsx", appendix("III")))
    data = zipped(("a.xlsx", appendix()), ("x/b.xlsx", appendix("II")), ("c.zip", inner), ("d.pdf", b"%PDF-1.4"))
    report = load(warehouse, ReceivedFile("trước.xlsx", appendix("IV")), received(data))
    assert [(file.file, file.outcome) for file in report.files] == [
        ("trước.xlsx", "loaded"),
        ("báo cáo.zip/a.xlsx", "loaded"),
        ("báo cáo.zip/x/b.xlsx", "loaded"),
        ("báo cáo.zip/c.zip", "refused"),
        ("báo cáo.zip/d.pdf", "refused"),
    ]
    assert [one.code for file in report.files for one in file.problems if one.severity == "stop"] == [
        "file_archive",
        "file_scan",
    ]
    current = warehouse.current()
    assert current is not None
    with contextlib.closing(database.open_reading(current)) as con:
        stored = con.execute("SELECT period FROM shown_observations ORDER BY period").fetchall()
    assert stored == [("2024-Q1",), ("2024-Q2",), ("2024-Q4",)]
    again = load(warehouse, received(zipped(("khác.xlsx", appendix()))))
    assert [file.outcome for file in again.files] == ["unchanged"]


def test_folders_with_archives_are_loaded(warehouse: Warehouse, tmp_path: Path) -> None:
    folder = tmp_path / "đến"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped(("x.xlsx", appendix())))
    (folder / "b.xlsx").write_bytes(appendix("II"))
    before = sorted(tmp_path.rglob("*"))
    files = pipeline.received_from([folder])
    report = pipeline.ingest(files, warehouse, dry_run=True)
    assert [(file.file, file.outcome) for file in report.files] == [("a.zip/x.xlsx", "loaded"), ("b.xlsx", "loaded")]
    assert sorted(tmp_path.rglob("*")) == before
