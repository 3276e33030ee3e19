"""Fixtures that several subjects share: a warehouse in a fresh folder, an invented province in memory."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from etl import reading
from etl.model import Place, Problem
from etl.problems import problem
from etl.readers import read_workbook
from etl.snapshots import Warehouse
from etl.workbook import UnreadableWorkbookError, Workbook
from tests import lakes
from tests.lakes import Cluster
from tests.world import World, opened

# What takes four fifths of the time of all tests: browsers, servers of a lake, loads one after another.
_LONG = (
    "test_browser", "test_lake", "test_base", "test_shared_log", "test_judging", "test_batches", "test_labels_command",
    "test_vintages", "test_same_numbers_of_units", "test_access_matrix", "test_hostile_names",
)  # fmt: skip
_THOROUGH = "--thorough"

# A busy machine is no fault of what is tested: speed is measured in bench/, and pytest-timeout ends what hangs.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --thorough` runs everything, as `.ci/run` does."""
    parser.addoption(_THOROUGH, action="store_true", help="also what takes long: browsers, lakes, many loads")


@pytest.hookimpl(tryfirst=True)  # before xdist hands the options to its processes
def pytest_configure(config: pytest.Config) -> None:
    """Whoever names a file or a test wants it to run, however long it takes."""
    if config.args != config.getini("testpaths"):
        config.option.thorough = True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what takes long, with the reason, unless all is asked for."""
    if config.getoption(_THOROUGH):
        return
    left_out = pytest.mark.skip(reason=f"takes long: pytest {_THOROUGH} runs it too")
    for item in items:
        if item.path.stem.startswith(_LONG):
            item.add_marker(left_out)


@pytest.fixture(scope="session", autouse=True)
def one_scan_of_packages() -> Iterator[None]:
    """Every AppTest reads the description of all installed packages for components; half a second, once is enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """A warehouse that holds nothing yet; its folder's name is one that an office would give it."""
    return Warehouse(tmp_path / "Kho số liệu")


@pytest.fixture
def quick_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read workbooks in this process: half a second saved wherever the child process is not the point."""

    def read_here(data: bytes, name: str = "") -> Workbook | Problem:
        try:
            return read_workbook(data, name)
        except UnreadableWorkbookError as error:
            return problem("file_damaged", Place(), found=str(error))

    monkeypatch.setattr(reading, "read_in_child", read_here)


@pytest.fixture(scope="module")
def module_world() -> Iterator[World]:
    """One warehouse in memory for all tests of a module; each clears it."""
    with opened() as made:
        yield made


@pytest.fixture(scope="module")
def running_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of a module's own; its tests are skipped with the reason where there is none."""
    if reason := lakes.reason_without():
        lakes.skip_or_fail(reason)
    with lakes.running() as cluster:
        yield cluster
