"""Two servers over one lake in a real browser: who signed out at one of them is out at both, also with an old cookie.

Skipped with a reason where there is no Chromium, no identity provider or no PostgreSQL.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from etl import __main__ as command
from etl import exchange, grants, homes
from etl.snapshots import Warehouse
from tests import lakes
from tests.browsers import browser, served, settle  # noqa: F401 -- fixtures
from tests.test_browser_sign_in import SECRETS, provider_package, sign_in
from tests.warehouses import publish_whole

WHO = "lan@tinh.vn"


class Front:
    """What stands before the servers: one address, as of nginx, that leads to the one that is chosen."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self._listening = socket.create_server(("localhost", 0))
        self.port = int(self._listening.getsockname()[1])
        self.address = f"http://localhost:{self.port}"
        self.leads_to = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take nobody any more."""
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                outside, _ = self._listening.accept()
                inside = socket.create_connection(("localhost", self.leads_to))
                for one, other in ((outside, inside), (inside, outside)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    made = Front()
    yield made
    made.close()


@pytest.fixture(scope="module")
def machines(
    tmp_path_factory: pytest.TempPathFactory,
    front: Front,
    browser: Browser,  # noqa: ARG001 -- no lake without it
) -> Iterator[list[tuple[Path, str]]]:
    """Two machines of a lake with figures, and what each needs to be served: its own folder and the lake's address."""
    if reason := lakes.reason_without():
        lakes.skip_or_fail(reason)
    place = tmp_path_factory.mktemp("kho")
    publish_whole(place)
    exchange.carry_out(
        Warehouse(place), lambda con: grants.granting(con, WHO, "administrator", ["*"], "test"), by="test"
    )
    with lakes.running() as cluster, pytest.MonkeyPatch.context() as patched:
        lakes.set_variables(patched, cluster.variables())
        local = [tmp_path_factory.mktemp(name) for name in ("may-1", "may-2")]
        first = lakes.address(cluster, tmp_path_factory.mktemp("chung"), local[0])
        assert command.main(["move", str(place), first]) == 0
        mock = provider_package()
        users = [mock.User(sub=WHO, claims={"email": WHO, "email_verified": True})]
        with mock.run_server_in_thread(user_claims=users) as provider:
            for folder in local:
                told = SECRETS.format(port=provider.server_port).format(port=front.port)
                (folder / "secrets.toml").write_text(told, encoding="utf-8")
            yield [(local[0], first), (local[1], lakes.on_machine(first, local[1]))]


def test_an_old_cookie_is_refused_at_both_and_after_a_restart(
    machines: list[tuple[Path, str]], front: Front, browser: Browser
) -> None:
    def running(number: int) -> AbstractContextManager[str]:
        folder, told = machines[number]
        return served(folder, "--secrets.files", str(folder / "secrets.toml"), warehouse=told)

    mine, stolen = browser.new_context(locale="vi-VN"), browser.new_context(locale="vi-VN")

    def opened_at(server: str) -> Page:
        """With the cookie that somebody took."""
        front.leads_to = int(server.rpartition(":")[2])
        page = stolen.new_page()
        page.goto(front.address)
        settle(page)
        return page

    with running(1) as other:
        with running(0) as one:
            front.leads_to = int(one.rpartition(":")[2])
            page = mine.new_page()
            sign_in(page, front.address, WHO)
            expect(page.get_by_text("53,66 %", exact=True).first).to_be_visible()
            stolen.add_cookies([{**one_of} for one_of in mine.cookies()])  # type: ignore[typeddict-item]
            elsewhere = opened_at(other)
            expect(elsewhere.get_by_text("53,66 %", exact=True).first).to_be_visible()
            front.leads_to = int(one.rpartition(":")[2])
            page.get_by_role("button", name="Đăng xuất").click()
            page.wait_for_url("**/end_session**")
            page.wait_for_timeout(1000)
            elsewhere.get_by_test_id("stSidebar").get_by_role("link", name="Số liệu", exact=True).click()
            expect(elsewhere.get_by_text("hết hạn hoặc đã đăng xuất")).to_be_visible()
            for server in (one, other):
                again = opened_at(server)
                expect(again.get_by_text("hết hạn hoặc đã đăng xuất")).to_be_visible()
                assert "53,66" not in again.content()
        with running(0) as restarted:
            expect(opened_at(restarted).get_by_text("hết hạn hoặc đã đăng xuất")).to_be_visible()
    mine.close()
    stolen.close()
    log = homes.at(machines[1][1]).log()
    told = [deed for deed in log.deeds if deed.person == WHO and deed.outcome == "done"]
    assert [deed.deed for deed in told if deed.deed.startswith("sign")] == ["sign_in", "sign_in", "sign_out"]
    assert len({deed.machine for deed in told}) == 2
    assert not [*log.broken, *log.differing]
