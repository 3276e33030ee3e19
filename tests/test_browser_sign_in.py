"""Sign-in with a real identity provider in a real browser: nobody, a stranger, a reader of one unit, signing out.

The provider is oidc-provider-mock, which speaks OpenID Connect with discovery, keys and an end of the session.
Skipped with a reason where no Chromium is found; with REQUIRE_BROWSER=1 that is a failure instead.
"""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from etl import deeds, exchange, grants
from etl.snapshots import Warehouse
from tests.browsers import browser, served, settle  # noqa: F401 -- fixtures
from tests.warehouses import publish_whole

PEOPLE = ("lan@tinh.vn", "an@xa.vn", "stranger@x.vn")
SECRETS = """[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "a secret of the test, long enough to sign with"
client_id = "cchc"
client_secret = "another one"
server_metadata_url = "http://localhost:{port}/.well-known/openid-configuration"
"""


def provider_package() -> Any:
    """The identity provider, of requirements-dev.txt."""
    try:
        return importlib.import_module("oidc_provider_mock")
    except ModuleNotFoundError:
        reason = "no oidc-provider-mock found: pip install -r requirements-dev.txt"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    publish_whole(folder)
    for person, role, remit in (("lan@tinh.vn", "administrator", "*"), ("an@xa.vn", "reader", "binh-yen")):
        told = person, role, [remit], "test"
        exchange.carry_out(Warehouse(folder), lambda con, told=told: grants.granting(con, *told), by="test")  # type: ignore[misc]
    return folder


@pytest.fixture(scope="module")
def address(place: Path, browser: Browser) -> Iterator[str]:  # noqa: ARG001 -- no server where there is no browser
    mock = provider_package()
    users = [mock.User(sub=name, claims={"email": name, "email_verified": True}) for name in PEOPLE]
    with mock.run_server_in_thread(user_claims=users) as provider:
        secrets = place / "secrets.toml"
        secrets.write_text(SECRETS.format(port=provider.server_port), encoding="utf-8")
        with served(place, "--secrets.files", str(secrets)) as found:
            yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own; what the provider's pages ask of other hosts is not answered, the app asks none."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN", accept_downloads=True)
    asked_outside: list[str] = []

    def judge(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("localhost", None):
            route.continue_()
            return
        asked_outside.append(urlsplit(route.request.frame.url).path)
        route.abort()

    context.route("**/*", judge)
    yield context.new_page()
    assert not [path for path in asked_outside if not path.startswith("/oauth2/")]
    context.close()


def sign_in(page: Page, address: str, name: str, path: str = "") -> None:
    page.goto(f"{address}/{path}")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{address}/**")
    settle(page)


def test_nobody_sees_a_figure_before_signing_in(page: Page, address: str) -> None:
    for path in ("", "so-lieu?ky=2022", "giai-ngan?ky=2022", "lich-su", "nap-phu-luc", "danh-muc?muc=roles"):
        page.goto(f"{address}/{path}")
        settle(page)
        expect(page.get_by_text("Hãy đăng nhập bằng tài khoản của cơ quan")).to_be_visible()
        assert not [figure for figure in ("53,66", "22.979", "Lắk") if figure in page.content()]


def test_who_signs_in_without_a_role_sees_nothing_and_is_told(page: Page, address: str) -> None:
    sign_in(page, address, "stranger@x.vn")
    expect(page.get_by_text("chưa được giao vai trò nào")).to_be_visible()
    page.goto(f"{address}/so-lieu?ky=2022")
    settle(page)
    expect(page.get_by_text("chưa được giao vai trò nào")).to_be_visible()
    assert "22.979" not in page.content()


def test_a_reader_of_one_unit_sees_that_one(page: Page, address: str, place: Path) -> None:
    sign_in(page, address, "an@xa.vn")
    expect(page.get_by_text("Bạn đang xem trong phạm vi")).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text("an@xa.vn")).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_role("link", name="Nạp phụ lục")).to_have_count(0)
    page.goto(f"{address}/giai-ngan?ky=2022")
    settle(page)
    assert "53,66" not in page.content()
    assert "118.588" not in page.content()
    page.goto(f"{address}/so-lieu?ky=2024-Q1")
    settle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV cho máy").click()
    told = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert "Xã Bình Yên" in told
    assert "Lắk" not in told
    last = deeds.read(place)[-1]
    assert (last.person, last.deed, last.outcome) == ("an@xa.vn", "export", "done")


def test_signing_out_shuts_every_window(page: Page, address: str, place: Path) -> None:
    sign_in(page, address, "lan@tinh.vn")
    expect(page.get_by_text("53,66 %", exact=True).first).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{address}/so-lieu?ky=2022")
    settle(other)
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/end_session**")
    other.get_by_test_id("stSidebar").get_by_role("link", name="Tổng quan").click()
    expect(other.get_by_text("hết hạn hoặc đã đăng xuất")).to_be_visible()
    other.goto(address)
    settle(other)
    expect(other.get_by_text("Hãy đăng nhập bằng tài khoản của cơ quan")).to_be_visible()
    assert "53,66" not in other.content()
    told = [(one.deed, one.outcome) for one in deeds.read(place) if one.person == "lan@tinh.vn"]
    assert [one for one in told if one[0].startswith("sign")][:2] == [("sign_in", "done"), ("sign_out", "done")]
