"""Files that are sent to the server directly, past the page: refused or harmless, and bounded in memory."""

import contextlib
import hashlib
import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
import requests
import websockets.sync.client
from starlette.exceptions import HTTPException
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard import uploads
from tests.browsers import served
from tests.warehouses import publish

NAMES = (
    "../../../../tmp/ngoai.xlsx",
    "..\\..\\ngoai.xlsx",
    "C:\\ngoai.xlsx",
    "/etc/passwd",
    "CON",
    "a\0b.xlsx",
    "<img src=x onerror=1>",
    "=1+1.csv",
    "\u202exslx.exe",
    "a" * 400 + ".xlsx",
    "%2e%2e%2fa.xlsx",
    "..",
    "",
    " ",
)


class Server(NamedTuple):
    """A running app with a visitor on it."""

    address: str
    place: Path
    session: str
    http: requests.Session
    token: str

    def put(self, file_id: str = "a", data: bytes = b"x", name: str = "a.xlsx", **more: Any) -> requests.Response:
        """Send a file as the page would."""
        headers = {"X-Xsrftoken": self.token} | more.pop("headers", {})
        files = more.pop("files", {"file": (name, data)})
        return self.http.request(
            more.pop("method", "PUT"),
            self.url(file_id, more.pop("session", self.session)),
            headers=headers,
            files=files,
            timeout=60,
            **more,
        )

    def url(self, file_id: str = "a", session: str = "") -> str:
        """Where a file of a session goes."""
        return f"{self.address}/_stcore/upload_file/{session or self.session}/{file_id}"

    def content(self) -> dict[str, str]:
        """Every file of the warehouse with a checksum, but the log."""
        files = [file for file in self.place.rglob("*") if file.is_file() and file.suffix != ".log"]
        return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("kho")
    publish(place)
    with served(place) as address, requests.Session() as http:
        http.get(f"{address}/_stcore/host-config", timeout=20)
        http.get(f"{address}/_stcore/health", timeout=20)
        link = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        token = http.cookies.get("_streamlit_xsrf") or ""
        with websockets.sync.client.connect(
            link, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        ) as visit:
            asked = BackMsg()
            asked.rerun_script.query_string = ""
            visit.send(asked.SerializeToString())
            session = ""
            while True:
                told = ForwardMsg()
                told.ParseFromString(visit.recv(timeout=60, decode=False))
                if told.HasField("new_session"):
                    session = told.new_session.initialize.session_id
                if told.WhichOneof("type") == "script_finished":
                    break
            yield Server(address, place, session, http, token)


def test_a_page_may_send_a_file(server: Server) -> None:
    assert server.token
    assert server.put().status_code == 204


def test_without_a_session_or_the_token_nothing_is_taken(server: Server) -> None:
    assert server.put(session="khong-co").status_code == 400
    assert server.put(headers={"X-Xsrftoken": "sai"}).status_code == 403
    assert server.put(headers={"X-Xsrftoken": ""}).status_code == 403
    with requests.Session() as other:  # without the cookie
        sent = other.put(server.url(), headers={"X-Xsrftoken": server.token}, files={"file": b"x"}, timeout=20)
    assert sent.status_code == 403


@pytest.mark.parametrize("method", ["POST", "PATCH", "TRACE", "PROPFIND"])
def test_another_method_is_refused(server: Server, method: str) -> None:
    assert server.put(method=method).status_code in (403, 404, 405)


def test_asking_for_a_file_gives_the_page(server: Server) -> None:
    assert server.put(file_id="c", data=b"bi-mat").status_code == 204
    assert requests.get(server.url("c"), timeout=20).text.lstrip().startswith("<!--\n Copyright (c) Streamlit")


def test_too_much_is_refused_however_it_is_announced(server: Server) -> None:
    large = bytes(51 * 2**20)
    assert server.put(data=large).status_code == 413

    def chunks() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
        for _ in range(60):
            yield bytes(2**20)
        yield b"\r\n--b--\r\n"

    headers = {"X-Xsrftoken": server.token, "Content-Type": "multipart/form-data; boundary=b"}
    with contextlib.suppress(requests.ConnectionError):  # the server may hang up before all was sent
        assert server.http.put(server.url(), data=chunks(), headers=headers, timeout=60).status_code == 413
    for length in ("-1", "x", "999999999999999"):
        link = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=20)
        cookie = f"_streamlit_xsrf={server.token}"
        link.putrequest("PUT", urlsplit(server.url()).path)
        for name, value in {**headers, "Cookie": cookie, "Content-Length": length}.items():
            link.putheader(name, value)
        link.endheaders()
        assert link.getresponse().status in (400, 413)
        link.close()


def test_thousands_of_parts_and_bodies_that_are_none_are_refused(server: Server) -> None:
    many = [("file", (f"{number}.xlsx", b"x")) for number in range(3000)]
    assert server.put(files=many).status_code == 400
    fields = [(f"f{number}", (None, "x")) for number in range(3000)]
    assert server.put(files=fields).status_code == 400
    for body, kind in (
        (b"x" * 1000, "multipart/form-data; boundary=b"),
        (b"", "multipart/form-data"),
        (b"{}", "application/json"),
    ):
        sent = server.http.put(
            server.url(), data=body, headers={"X-Xsrftoken": server.token, "Content-Type": kind}, timeout=20
        )
        assert sent.status_code in (400, 500), kind
        assert "Traceback" not in sent.text
        assert str(server.place) not in sent.text
    assert requests.get(f"{server.address}/_stcore/health", timeout=20).ok


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_names_lead_nowhere(server: Server, name: str) -> None:
    before = server.content()
    assert server.put(name=name or "x", file_id="ten").status_code in (204, 400)
    for path in ("../../../x", "..%2f..%2fx", "a/b/c", "%00", "a" * 5000):
        url = f"{server.address}/_stcore/upload_file/{server.session}/{path}"
        sent = server.http.put(url, headers={"X-Xsrftoken": server.token}, files={"file": ("x", b"x")}, timeout=20)
        assert sent.status_code in (204, 400, 403, 404, 405, 414)
    assert server.content() == before


def test_what_was_sent_is_given_to_nobody_and_reaches_no_figure(server: Server) -> None:
    before = server.content()
    assert server.put(file_id="b", data=b"bi-mat-cua-toi").status_code == 204
    for path in (
        urlsplit(server.url("b")).path,
        "/media/b",
        "/_stcore/upload_file",
        f"/_stcore/upload_file/{server.session}",
    ):
        assert "bi-mat-cua-toi" not in requests.get(server.address + path, timeout=20).text
    assert server.content() == before
    assert not list(server.place.glob("drafts/*"))


def test_a_session_may_keep_only_so_much(server: Server) -> None:
    answers = [server.put(file_id=f"nhieu-{number}", data=bytes(45 * 2**20)).status_code for number in range(13)]
    assert answers[:10] == [204] * 10
    assert answers[-1] == 413
    for number in range(13):
        server.http.delete(server.url(f"nhieu-{number}"), headers={"X-Xsrftoken": server.token}, timeout=20)
    assert server.put(data=bytes(45 * 2**20)).status_code == 204


def test_all_sessions_together_may_keep_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "OF_SESSION", 100)
    monkeypatch.setattr(uploads, "OF_ALL", 250)
    monkeypatch.setattr(uploads, "FILES_OF_SESSION", 4)
    manager = MemoryUploadedFileManager("/x")
    add = uploads._Bounded(manager)

    def sent(session: str, file: str, size: int, name: str = "a") -> int:
        try:
            add(session, UploadedFileRec(file, name, "", bytes(size)))
        except HTTPException as error:
            return error.status_code
        return 204

    assert [sent("a", "1", 90), sent("a", "2", 20), sent("b", "1", 100), sent("c", "1", 50), sent("c", "2", 50)] == [
        204,
        413,
        204,
        204,
        413,
    ]
    assert [sent("d", str(number), 0) for number in range(5)] == [204] * 4 + [413]
    assert sent("e", "1", 1, "x" * 501) == 400
    manager.remove_session_files("b")
    assert sent("c", "2", 50) == 204
