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

# A busy machine is no fault of what is tested: speed is measured in bench/, and pytest-timeout ends what hangs.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


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
