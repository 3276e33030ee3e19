"""Reading in processes of their own: whatever a file does, ours goes on and says one sentence."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import child, gate, limits, message, reading
from etl.model import Problem
from etl.problems import KINDS
from etl.readers import read_workbook
from etl.reading import Readers, read_in_child
from etl.workbook import UnreadableWorkbookError, Workbook
from tests.appendices import SHIPPED
from tests.test_readers_others import as_csv, as_ods, as_word, as_xls, docx, ods, ods_cell, word_row
from tests.test_readers_xlsx import drawn

FILES = [file.read_bytes() for file in sorted(SHIPPED.glob("*.xlsx"))]
EVERY = [*FILES, as_csv(), as_ods(), as_word(), as_xls()]
posix = pytest.mark.skipif(os.name == "nt", reason="limits of a process exist on POSIX only")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1, seconds=10) as readers:
        yield readers


def outcome(data: bytes, readers: Readers) -> Workbook | Problem:
    """As a load does it: the gate, then a process."""
    return gate.judge(data) or readers.read(data)


def refused(data: bytes, readers: Readers) -> str:
    """The code of the refusal; it must come in time."""
    begun = time.monotonic()
    found = outcome(data, readers)
    assert isinstance(found, Problem)
    assert time.monotonic() - begun < 12
    return found.code


def test_a_process_gives_the_same_workbook(readers: Readers) -> None:
    for data in EVERY:
        assert readers.read(data, "tên tệp.csv") == read_workbook(data, "tên tệp.csv")


def test_one_file_needs_no_pool() -> None:
    assert read_in_child(FILES[0]) == read_workbook(FILES[0])


def test_many_threads_share_a_few_processes() -> None:
    with Readers(2) as shared, ThreadPoolExecutor(6) as threads:
        found = list(threads.map(shared.read, FILES * 4))
    assert found == [read_workbook(data) for data in FILES * 4]


def test_no_process_is_started_for_nothing_and_none_is_left() -> None:
    with Readers(2) as two:
        assert all(process._process is None for process in two._all)
        two.read(FILES[0])
        started = [process._process for process in two._all if process._process]
    assert len(started) == 1
    assert started[0].poll() is not None


@posix
def test_a_crash_costs_one_file_and_the_next_gets_a_fresh_process(readers: Readers) -> None:
    readers.read(FILES[0])
    running = readers._all[0]._process
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    assert isinstance(readers.read(FILES[1]), Workbook), "the crash before was not its fault"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = [sys.executable, "-c", "import time; time.sleep(60)"]
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _command, **more: popen(slow, **more))
    begun = time.monotonic()
    found = read_in_child(FILES[0], seconds=1)
    assert isinstance(found, Problem)
    assert found.code == "file_too_slow"
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "answer", ["", "x", "{}", '{"sheets": [[1]]}', '{"sheets": 5}', '{"unreadable": "?", "code": "none of ours"}']
)
def test_an_answer_that_is_none_is_a_damaged_file(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"import struct, sys; a = {answer!r}.encode(); sys.stdout.buffer.write(struct.pack('<Q', len(a)) + a)"
    popen = subprocess.Popen
    fake = [sys.executable, "-c", code]
    monkeypatch.setattr(subprocess, "Popen", lambda _command, **more: popen(fake, **more))
    found = read_in_child(FILES[0])
    assert isinstance(found, Problem)
    assert found.code == "file_damaged"


def test_an_answer_that_announces_too_much_is_not_waited_for() -> None:
    assert child.receive(BytesIO(child.LENGTH.pack(1 << 60) + b"x"), most=1000) is None


def test_a_process_is_replaced_before_it_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_FILES_PER_PROCESS", 2)
    with Readers(1) as one:
        ids = []
        for _ in range(3):
            one.read(FILES[0])
            running = one._all[0]._process
            assert running is not None
            ids.append(running.pid)
    assert ids[0] == ids[1] != ids[2]


def test_a_process_sees_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_OURS", "x")
    seen: dict[str, str] = {}
    popen = subprocess.Popen

    def note(command: list[str], **more: Any) -> Any:
        seen.update(more["env"])
        return popen(command, **more)

    monkeypatch.setattr(subprocess, "Popen", note)
    read_in_child(FILES[0])
    assert "PATH" in seen
    assert "SECRET_OF_OURS" not in seen


def test_messages_keep_every_kind_of_cell() -> None:
    cells = [(1, n + 1, kind, f"chữ {n}", n == 1) for n, kind in enumerate(message._KINDS)]
    raw = message.RawSheet("Biểu", cells, [(1, 1, 2, 2)], True, [3], [4])
    assert message.decode(message.encode([raw])) == message.workbook_of([raw])
    json.loads(message.encode([raw]))


def test_a_refusal_travels_with_its_code() -> None:
    with pytest.raises(UnreadableWorkbookError, match="lý do") as told:
        message.decode(message.encode_refusal(UnreadableWorkbookError("lý do", "file_unsafe")))
    assert told.value.code == "file_unsafe"


def test_reading_goes_on_where_the_platform_has_no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    held = {name: resource.getrlimit(getattr(resource, name)) for name in ("RLIMIT_FSIZE", "RLIMIT_AS", "RLIMIT_CPU")}
    monkeypatch.setitem(sys.modules, "resource", None)
    limits.limit_self()
    limits.allow_processor(1)
    assert {name: resource.getrlimit(getattr(resource, name)) for name in held} == held


# Damaged files


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(EVERY)))
    chance = random.Random(draw(st.integers(0, 2**32)))
    if draw(st.booleans()) and data.startswith(b"PK"):
        return _inside(bytes(data), chance)
    _harm(data, chance)
    return bytes(data)


def _harm(data: bytearray, chance: random.Random) -> None:
    if not data:
        return
    way = chance.randrange(4)
    if way == 0:
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif way == 1:
        del data[chance.randrange(len(data)) :]
    else:
        start = chance.randrange(len(data))
        length = chance.randint(1, 200)
        data[start : start + length] = chance.randbytes(length) if way == 2 else b""


def _inside(data: bytes, chance: random.Random) -> bytes:
    """Damage a part and zip it again, so that the damage reaches the reader."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == hit:
                _harm(part, chance)
            new.writestr(name, bytes(part))
    return out.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations())
def test_a_damaged_file_gives_a_workbook_or_a_sentence(readers: Readers, data: bytes) -> None:
    found = outcome(data, readers)
    assert isinstance(found, Workbook) or (found.code in KINDS and found.severity == "stop")


# Hostile files


def test_far_apart_and_merged_all_over(readers: Readers) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    after = '<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells>'
    found = outcome(drawn(rows, after=after), readers)
    assert isinstance(found, Workbook | Problem)
    whole = outcome(drawn('<row r="1"><c r="A1"><v>1</v></c></row>', after=after), readers)
    assert isinstance(whole, Workbook)
    assert whole.sheets[0].merged_at(1, 1) == (1, 1, 1048575, 16384)


def test_more_cells_than_any_appendix(readers: Readers) -> None:
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 16000}</row>" for _ in range(33))
    assert refused(drawn(rows), readers) == "file_too_many_cells"


def test_one_long_text_named_by_many_cells(readers: Readers) -> None:
    rows = "<row>" + '<c t="s"><v>0</v></c>' * 10000 + "</row>"
    assert refused(drawn(rows, strings=f"<si><t>{'x' * 30000}</t></si>"), readers) == "file_too_many_cells"


def test_repeats_of_a_million_rows(readers: Readers) -> None:
    row = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("string", "x")}</table:table-row>'
    assert refused(ods(f"<table:table>{row}</table:table>"), readers) == "file_too_many_cells"
    cell = ods_cell("string", "x", table__number_columns_repeated="1000000000")
    code = refused(ods(f"<table:table><table:table-row>{cell}</table:table-row></table:table>"), readers)
    assert code in ("file_too_many_cells", "file_damaged")


def test_a_span_of_a_hundred_thousand_columns(readers: Readers) -> None:
    table = word_row('<w:gridSpan w:val="100000"/>|x')
    assert refused(docx(f"<w:tbl>{table}</w:tbl>"), readers) == "file_too_many_cells"


def test_a_giant_line_of_text(readers: Readers) -> None:
    assert refused(b"a,b\n" + b"x" * 5_000_000, readers) == "file_too_many_cells"
    assert refused(b"1," * 20_000, readers) == "file_damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_are_never_unfolded_and_files_never_fetched(encoding: str, readers: Readers, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY", "utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for doctype in (
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>',
        f'<!DOCTYPE x [<!ENTITY l9 SYSTEM "{canary.as_uri()}">]>',
    ):
        book = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<x>&l9;</x>'
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(FILES[0])) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, book.encode(encoding) if name == "xl/workbook.xml" else old.read(name))
        found = outcome(out.getvalue(), readers)
        assert isinstance(found, Problem)
        assert "CANARY" not in found.sentence
        with pytest.raises(UnreadableWorkbookError):  # the reader alone, should the gate be passed
            read_workbook(out.getvalue())


def test_old_workbooks_cut_anywhere(readers: Readers) -> None:
    whole = as_xls()
    for length in range(0, len(whole), len(whole) // 40):
        found = outcome(whole[:length], readers)
        assert isinstance(found, Workbook) or found.code in KINDS


@posix
def test_a_zip_bomb_ends_at_the_gate_and_memory_stays_flat(readers: Readers) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("xl/workbook.xml", "w") as part:
        for _ in range(420):
            part.write(b" " * 1024 * 1024)
    assert refused(out.getvalue(), readers) == "file_unsafe"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * 1024 * (1024 if sys.platform == "darwin" else 1)
