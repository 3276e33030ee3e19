"""Servers for the benches: started on a free port, measured by what the system counts of them, and ended."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench import national
from etl import demo, pipeline
from etl.demo import world
from etl.model import ReceivedFile
from etl.snapshots import Warehouse

ROOT = Path(__file__).resolve().parents[1]
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_STARTED_WITHIN = 60  # seconds
_PROVINCE = (40, 12, 1)  # units, periods, seed: 30 communes, 3 districts and their offices


@dataclass(frozen=True)
class Server:
    """A server that answers; `process` is the one that was started, its children do its work too."""

    process: int
    address: str

    def processor_seconds(self) -> float:
        """Of the server and its living and ended children, kernel included."""
        return sum(_processor_seconds(process) for process in _family(self.process))

    def megabytes(self) -> float:
        """Proportional resident memory: what is shared between its processes counts once."""
        return sum(map(_proportional, _family(self.process)))


@contextmanager
def streamlit(script: str, warehouse: Path, *options: str) -> Iterator[Server]:
    """Streamlit with a script of this project, as `streamlit run` starts it."""
    command = [sys.executable, "-m", "streamlit", "run", script, *options, "--server.port", "{port}"]
    with served(command, {"WAREHOUSE": str(warehouse)}, "/_stcore/health") as server:
        yield server


@contextmanager
def gunicorn(application: str, warehouse: Path) -> Iterator[Server]:
    """One worker process with threads, as one Streamlit process has them."""
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "8", "--bind", "localhost:{port}"]
    with served([*command, application], {"WAREHOUSE": str(warehouse)}, "/") as server:
        yield server


@contextmanager
def served(command: Sequence[str], environment: Mapping[str, str], ready: str) -> Iterator[Server]:
    """Any server: `{port}` in its command is filled, and it is there when `ready` answers."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        started = subprocess.Popen(
            [part.format(port=port) for part in command], cwd=ROOT, env=os.environ | environment, stdout=log,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            server = Server(started.pid, f"localhost:{port}")
            if not _answers(f"http://{server.address}{ready}", started):
                log.seek(0)
                raise SystemExit(f"the server did not start:\n{log.read().decode(errors='replace')[-2000:]}")
            yield server
        finally:
            started.terminate()
            with suppress(subprocess.TimeoutExpired):
                started.wait(timeout=20)
            started.kill()


def _answers(url: str, started: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < until and started.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 -- our own server
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _family(process: int) -> list[int]:
    with suppress(OSError):
        children = {
            int(child)
            for task in Path(f"/proc/{process}/task").iterdir()
            for child in (task / "children").read_text().split()
        }
        return [process, *(one for child in children for one in _family(child))]
    return [process]


def _processor_seconds(process: int) -> float:
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, told[11:15])) / _TICK  # utime, stime, cutime, cstime


def _proportional(process: int) -> float:
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    return 0.0


def province(folder: Path) -> Path:
    """A warehouse of an invented province, loaded from its workbooks; one that is there is used."""
    warehouse = Warehouse(folder)
    if warehouse.current() is None:
        drawn = demo.draw(world.build(*_PROVINCE), with_defects=False)
        pipeline.ingest([ReceivedFile(workbook.name, workbook.data) for workbook in drawn], warehouse)
    pipeline.refresh(warehouse)
    return folder


def nation(folder: Path, observations: int) -> Path:
    """A warehouse of national size (bench.national) as the app opens it; one that is there is used."""
    place = folder / f"national-{observations}"
    national.make(place, observations)
    pipeline.refresh(Warehouse(place))
    return place


def machine() -> str:
    """What the figures were measured on, in a line: no names, no places."""
    told = f"{os.cpu_count()} cores, Python {sys.version.split()[0]}"
    if not Path("/proc/cpuinfo").exists():
        return told
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "unknown processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {sys.version.split()[0]}"
