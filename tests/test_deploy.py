"""What an installation rests on: safe settings in force on a real server, valid files for systemd and nginx."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browsers import served

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
SAFE = {
    "server.address": "localhost",
    "server.maxUploadSize": 50,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.enableStaticServing": False,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.trustedUserHeaders": {},
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "browser.gatherUsageStats": False,
    "global.developmentMode": False,
}


def test_streamlit_takes_the_settings_as_they_are_meant() -> None:
    code = (
        "import json, sys; from streamlit import config; o = config.get_config_options(True); "
        "print(json.dumps({name: o[name].value for name in json.loads(sys.argv[1])}))"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    command = [sys.executable, "-c", code, json.dumps(list(SAFE))]
    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == SAFE


def answered(url: str, method: str = "GET", data: bytes | None = None, **headers: str) -> int:
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 -- our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 -- as above
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def handshake(url: str, origin: str) -> str:
    """What the server answers to a browser that opens the page's websocket from a page of this origin."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    lines = [
        "GET /_stcore/stream HTTP/1.1", f"Host: {host}:{port}", f"Origin: {origin}", "Connection: Upgrade",
        "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "",
    ]  # fmt: skip
    with socket.create_connection((str(host), int(port or 0)), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        return connection.recv(100).decode("ascii", "replace").split(" ")[1]


def own_address() -> str:
    """An address of this machine that others could reach; '' where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
    return "" if address.startswith("127.") else address


def test_a_server_as_it_is_shipped_answers_its_own_machine_and_pages_only(tmp_path: Path) -> None:
    with served(tmp_path) as url:
        assert answered(f"{url}/_stcore/health") == 200
        assert answered(f"{url}/_stcore/upload_file/a/b", "PUT", b"x", **{"Content-Type": "text/plain"}) == 403
        assert handshake(url, "https://evil.example") == "403"
        assert handshake(url, url) == "101"
        if other := own_address():
            with pytest.raises(OSError, match=r"refused|timed out"):
                socket.create_connection((other, int(urlsplit(url).port or 0)), timeout=2)


# ---- deploy/ -------------------------------------------------------------------------------------------------------


def unit(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if not tool:
        pytest.skip("no systemd-analyze on this machine")
    for file in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        text = file.read_text("utf-8").replace("/opt/cchc/.venv/bin/python", sys.executable)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    command = [tool, "verify", *(str(file) for file in sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_units_run_what_there_is_in_the_place_that_they_may_write() -> None:
    server, saving = unit("cchc-dashboard.service"), unit("cchc-backup.service")
    for one in (server, saving):
        place = next(value for value in one["Environment"] if value.startswith("WAREHOUSE="))
        assert place.startswith(f"WAREHOUSE=/var/lib/{one['StateDirectory'][0]}/")
        assert (one["User"], one["ProtectSystem"], one["NoNewPrivileges"]) == (["cchc"], ["strict"], ["true"])
    assert server["ExecStart"] == ["/opt/cchc/.venv/bin/python -m streamlit run app.py --server.port=8501"]
    assert "--server.address" not in server["ExecStart"][0], "localhost, as shipped"
    assert saving["ExecStart"][0].endswith(f"-m etl backup {saving['ReadWritePaths'][0]}")


def nginx() -> str:
    """Where nginx is, or ''."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or ""


def test_nginx_takes_the_site(tmp_path: Path) -> None:
    found, openssl = nginx(), shutil.which("openssl")
    if not (found and openssl):
        pytest.skip("no nginx or openssl on this machine")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    making = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=cchc.localhost", "-days", "2"]
    subprocess.run([openssl, *making, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text("utf-8").replace("<cchc.example.vn>", "cchc.localhost")
    site = site.replace("/etc/ssl/certs/<cchc>.pem", str(certificate)).replace("/etc/ssl/private/<cchc>.key", str(key))
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    parts = "".join(
        f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    http = f"http {{ access_log off; {parts} include site.conf; }}"
    main = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} {http}"
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    command = [
        found,
        "-t",
        "-p",
        str(tmp_path),
        "-c",
        str(tmp_path / "nginx.conf"),
        "-g",
        f"lock_file {tmp_path}/lock;",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_site_fits_the_server() -> None:
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert set(re.findall(r"<[^>]+>", site.split("server {", 1)[1])) == {"<cchc.example.vn>", "<cchc>"}
    assert set(re.findall(r"proxy_pass +(\S+);", site)) == {"http://127.0.0.1:8501"}
    (body,) = re.findall(r"client_max_body_size (\d+)m;", site)
    assert int(body) > int(str(SAFE["server.maxUploadSize"]))
    for needed in (
        "Upgrade           $http_upgrade",
        "Host              $http_host",
        "auth_basic ",
        "gzip            on",
    ):
        assert needed in site
