"""What is sent when something failed: enough to help, and no figure, file or name, however they got near it."""

import getpass
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dashboard import queries, texts
from etl import __main__ as cli
from etl import database, journal, pipeline, withdrawal
from etl.drafts import Drafts
from etl.snapshots import Warehouse
from etl.upkeep.bundle import bundle
from tests.asking import report
from tests.screens import open_page

pytestmark = pytest.mark.usefixtures("quick_reading")
FIGURE = 76543219


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        logging.getLogger("cchc").removeHandler(handler)


@pytest.fixture
def failed(warehouse: Warehouse) -> Warehouse:
    """A warehouse with figures, names and a log in which everything of them was tried to be written."""
    journal.start(warehouse.folder)
    file = report(FIGURE, label="Số TTHC công bố mới", name="báo cáo của chị Hoa 88776655.xlsx")
    done = pipeline.ingest([file, report(quarter="II")], warehouse, received_by="Nguyễn Thị Hoa")
    withdrawal.withdraw(warehouse, done.load, "Nguyễn Thị Hoa", reason="nhầm của ông Bình", files=["quý II-1.xlsx"])
    Drafts(warehouse).begin([report(FIGURE + 1, quarter="III")], "Trần Văn Bình")
    try:
        raise ValueError(f"{FIGURE} của Huyện Lắk")
    except ValueError as error:
        journal.note(error)
    journal.note_described(f"ValueError at {FIGURE} Huyện Lắk.xlsx:1 f")
    journal.event("load", files=1, outcome="Huyện Lắk", snapshot=str(FIGURE), codes={"Huyện Lắk": FIGURE})
    with (journal.folder(warehouse.folder) / journal.NAME).open("a", encoding="utf-8") as log:
        log.write(f"2026-01-01 ERROR {FIGURE} Huyện Lắk Nguyễn Thị Hoa\n")
        log.write(json.dumps({"event": "load", "value": FIGURE, "who": "Hoa", "where": f"{FIGURE} Huyện Lắk"}) + "\n")
        log.write(json.dumps({"time": f"Hoa {FIGURE}", "error": "xã Ea Mẫu", "process": str(FIGURE)}) + "\n")
    (warehouse.folder / "loader.holder").write_text('{"who": "Hoa", "process": 1, "since": 1}', encoding="utf-8")
    return warehouse


def told(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def everything(warehouse: Warehouse) -> tuple[set[str], set[str]]:
    """Every figure of at least four digits, and every name of a unit, file, sheet or person, that is stored."""
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        figures = {f"{value:.0f}" for (value,) in con.execute("SELECT value FROM observations").fetchall()}
        names = {
            str(name)
            for query in (
                "SELECT file FROM submissions", "SELECT received_by FROM submissions", "SELECT sheet FROM observations",
                "SELECT name FROM reporting_units", "SELECT reason FROM loads", "SELECT raw FROM observations",
                "SELECT file_hash FROM submissions", "SELECT printed_name FROM reporting_units",
            )
            for (name,) in con.execute(query).fetchall()
            if name and len(str(name)) > 3
        }  # fmt: skip
    return {figure for figure in figures if len(figure) > 3}, names


def test_no_figure_and_no_name_is_in_it(failed: Warehouse) -> None:
    figures, names = everything(failed)
    assert str(FIGURE) in figures
    assert len(names) > 100
    with failed.loading():  # while somebody holds the warehouse
        (failed.folder / "loader.holder").write_text('{"who": "Hoa", "process": 1, "since": 1}', encoding="utf-8")
        files = told(bundle(failed))
    text = "\n".join(files.values())
    assert [figure for figure in figures if figure in text] == []
    assert [name for name in names if name in text] == []
    secrets = ("76543", "88776655", "Hoa", "Bình", "Lắk", "Ea Mẫu", "nhầm", "báo cáo", "xlsx:", str(failed.folder))
    assert [secret for secret in secrets if secret in text] == []
    assert str(Path.home()) not in text or str(Path.home()) == "/"
    account = getpass.getuser()
    assert account == "root" or account not in text


def test_what_helps_is_in_it(failed: Warehouse) -> None:
    files = told(bundle(failed))
    assert set(files) == {"README.txt", "doctor.json", "log.jsonl", "schema.json"}
    log = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    errors = [line for line in log if line.get("event") == "error"]
    assert [line["error"] for line in errors] == ["ValueError", "ValueError"]
    assert errors[0]["where"].startswith("test_bundle.py:")
    assert all(line["id"] for line in errors)
    assert {"event": "load", "files": 2, "outcome": "published"}.items() <= log[0].items()
    checks = {line["check"] for line in json.loads(files["doctor.json"])["lines"]}
    assert {"release", "python", "packages", "disk", "snapshot", "drafts", "log"} <= checks
    schema = json.loads(files["schema.json"])
    assert schema["meta"]["schema_version"] == str(database.SCHEMA_VERSION)
    assert "value" in schema["tables"]["observations"]


@pytest.mark.parametrize("state", ["none", "damaged", "empty"])
def test_it_is_there_when_nothing_else_is(warehouse: Warehouse, state: str) -> None:
    if state == "damaged":
        pipeline.ingest([report()], warehouse)
        for file in warehouse.snapshots.iterdir():
            file.write_bytes(b"damaged")
    elif state == "empty":
        warehouse.folder.mkdir(parents=True)
    files = told(bundle(warehouse))
    assert json.loads(files["doctor.json"])["standing"] in ("warning", "trouble")


def test_the_command_writes_a_new_file_only(
    failed: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--warehouse", str(failed.folder)]
    assert cli.main(["bundle", str(tmp_path / "b.zip"), *place]) == 0
    before = (tmp_path / "b.zip").read_bytes()
    assert set(told(before)) == {"README.txt", "doctor.json", "log.jsonl", "schema.json"}
    assert cli.main(["bundle", str(tmp_path / "b.zip"), *place]) == 1
    assert "đã có" in capsys.readouterr().err
    assert (tmp_path / "b.zip").read_bytes() == before
    assert cli.main(["bundle", str(tmp_path / "no" / "b.zip"), *place]) == 2
    assert [path.name for path in tmp_path.glob("*.part")] == []


def buttons(page: str) -> list[str]:
    return [str(button.proto.label) for button in open_page(page).get("download_button")]


def test_the_button_stands_below_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    pipeline.ingest([report()], Warehouse(tmp_path))
    assert texts.BUNDLE in buttons("history")
    assert texts.BUNDLE not in buttons("quality")


def test_the_button_stands_where_an_error_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_values: object) -> None:
        raise RuntimeError("bí mật")

    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    pipeline.ingest([report()], Warehouse(tmp_path))
    monkeypatch.setattr(queries, "loads", broken)
    app = open_page("overview")
    assert "lỗi ngoài dự kiến" in app.error[0].value
    assert [str(button.proto.label) for button in app.get("download_button")] == [texts.BUNDLE]
    (line,) = (entry for entry in journal.entries(tmp_path) if entry["event"] == "error")
    assert line["id"] in app.error[0].value
    assert (line["program"], line["error"]) == ("server", "RuntimeError")
