"""A PostgreSQL and an S3-compatible storage of the tests' own; skipped with a reason where there is none.

Both listen on loopback only and end with the tests. PostgreSQL refuses to run as root, so root starts it as `postgres`
or `nobody`.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from etl.lake import engine, shared

_STARTED_WITHIN = 40  # seconds
_USER = "cchc"


class Cluster:
    """A PostgreSQL of our own in a folder; databases are made as they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Make the cluster; it is not started yet."""
        self.folder, self.port = folder, free_port()
        self._programs = programs()
        self._made = 0
        if os.getuid() == 0:
            shutil.chown(folder, _account())
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", _USER, "--no-sync")

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-o", settings, "-l", log, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it; `immediate` is what a failing machine does."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", how, "stop")

    def variables(self) -> dict[str, str]:
        """What PostgreSQL's clients go by."""
        return {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": _USER}

    def new_database(self) -> str:
        """The name of an empty database."""
        self._made += 1
        name = f"lake{self._made}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", _USER, name)
        return name

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", _account(), "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def programs() -> Path:
    """Where PostgreSQL's own programs are; a folder that does not exist where it is not installed."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return known[-1] if known else Path(found).resolve().parent if found else Path("no PostgreSQL")


def reason_without() -> str:
    """Why there is no lake on this machine; '' where there can be one."""
    if os.name == "nt":
        return "the private PostgreSQL of the tests is started on Linux only"
    if not (programs() / "initdb").exists():
        return "no PostgreSQL found: install the system's package postgresql"
    if missing := engine.missing():
        return f"DuckDB's extensions are missing ({', '.join(missing)}): pip install -r requirements-lake.txt"
    return ""


def skip_or_fail(reason: str) -> None:
    """Skip, or fail where these tests are required."""
    if os.environ.get("REQUIRE_LAKE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    """A started cluster, thrown away with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="lake-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "pg").mkdir()
        cluster = Cluster(folder / "pg")
        cluster.start()
        try:
            yield cluster
        finally:
            with contextlib.suppress(RuntimeError):  # a test may have stopped it
                cluster.stop("immediate")


@contextlib.contextmanager
def bucket() -> Iterator[tuple[str, dict[str, str]]]:
    """An S3-compatible server with one bucket: its address, and the variables that lead there."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = {
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    try:
        _make_bucket(told["AWS_ENDPOINT_URL"])
        yield "s3://cchc/kho", told
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()


def has_storage() -> bool:
    """Whether an S3-compatible server for tests is installed."""
    return all(importlib.util.find_spec(name) for name in ("moto", "flask"))


def address(cluster: Cluster, data: str | Path, local: Path) -> str:
    """The address of a new, empty lake."""
    return f"ducklake:postgres:dbname={cluster.new_database()};data={data};local={local}"


def on_machine(told: str, local: Path) -> str:
    """The same lake as another machine has it."""
    return f"{told.rpartition(';local=')[0]};local={local}"


def set_variables(monkeypatch: pytest.MonkeyPatch, told: Mapping[str, str]) -> None:
    """For one test."""
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    with shared._known_lock:
        shared._known.clear()


def _account() -> str:
    import pwd

    return next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})


def _make_bucket(endpoint: str) -> None:
    signed = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=test"
    until = time.monotonic() + _STARTED_WITHIN
    while True:
        try:
            wanted = urllib.request.Request(f"{endpoint}/cchc", method="PUT", headers={"Authorization": signed})  # noqa: S310
            with urllib.request.urlopen(wanted, timeout=5):  # noqa: S310
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
