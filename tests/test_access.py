"""Every page and action against every role and scope: direct addresses, forged state, stale sessions, files."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import account, allowed, desk, store
from etl import (
    account_settings,
    catalogue,
    database,
    decisions,
    deeds,
    exchange,
    grants,
    guard,
    pipeline,
    preview,
    sight,
    sign_outs,
)
from etl.drafts import Drafts
from etl.exchange import Row
from etl.guard import NotAllowedError
from etl.model import ReceivedFile
from etl.roles import Grant
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.warehouses import ROWS, publish_whole

PAGES = (
    "overview", "dossiers", "onestop", "staffing", "investment", "compare", "profile", "figures", "quality",
    "catalogue", "forms", "history", "upload",
)  # fmt: skip
OTHERS = ("22.979", "118.588", "4.304", "99,93", "53,66", "Thạnh Trị")  # stand only in figures of others than Bình Yên
# A report that does not say whose it is.
UNKNOWN = "Biểu mẫu 3\nQuý I năm 2024\nSTT;Nội dung;Đơn vị tính;Số liệu\n1;Số hồ sơ đã giải quyết;hồ sơ;12\n".encode()
Enter = Callable[..., None]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    publish_whole(tmp_path)


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Sign-in is set up, and somebody came: with these claims."""
    told: dict[str, Any] = {}
    monkeypatch.setattr(account, "providers", lambda: ["default"])
    monkeypatch.setattr(account, "claims", lambda: dict(told))

    def come(name: str = "", **more: Any) -> None:
        told.clear()
        if name:
            told.update({"email": name, "iat": time.time(), "sub": name, "is_logged_in": True} | more)

    return come


def grant(place: Path, *lines: tuple[str, str, str]) -> None:
    for person, role, remit in lines:
        change(place, person, role, remit)


def change(place: Path, person: str, role: str, remit: str, *, revoke: bool = False) -> None:
    made, _ = exchange.carry_out(
        Warehouse(place), lambda con: grants.granting(con, person, role, [remit], "test", revoke=revoke), by="test"
    )
    assert not made.questions


def section(name: str) -> AppTest:
    """The catalogue, opened by a link to one of its sections."""
    app = open_page("catalogue")
    app.query_params["muc"] = name
    return app.run()


def screen(app: AppTest) -> str:
    """All that the browser is sent, not only what is text."""
    return "\n".join(str(element.proto) for block in (app.main, app.sidebar) for element in flat(block))


def flat(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from flat(child)
        elif hasattr(child, "proto"):
            yield child


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["", "stranger@x.vn", "late@x.vn"])
def test_nobody_without_a_role_sees_anything_on_any_page(tmp_path: Path, enter: Enter, page: str, who: str) -> None:
    grant(tmp_path, ("late@x.vn", "administrator", "*"))
    enter(who, **({"iat": time.time() - 13 * 3600} if who.startswith("late") else {}))
    app = open_page(page, ky="2022", nhap="0" * 12)
    assert not app.exception
    assert [title.value for title in app.title] == ["Đăng nhập"]
    seen = screen(app) + words(app)
    assert not [figure for figure in (*OTHERS, "Bình Yên", "Huyện Lắk") if figure in seen]
    assert not app.get("download_button")
    assert not app.get("file_uploader")


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_of_one_unit_sees_no_figure_of_another_on_any_page(tmp_path: Path, enter: Enter, page: str) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "binh-yen"))
    enter("an@xa.vn")
    app = open_page(page, ky="2022", dv="lak", o="lak~2022~dossiers_resolved~commune", cap="district")
    assert not app.exception
    seen = screen(app) + words(app, with_html=True)
    leaked = [figure for figure in OTHERS[:5] if figure in seen]
    assert not leaked
    assert "Bạn đang xem trong phạm vi **Xã Bình Yên**" in words(app)
    if page == "figures":
        assert "Xã Bình Yên" in screen(open_page(page, ky="2024-Q1"))


@pytest.mark.parametrize(
    ("role", "remit", "pages"),
    [("reader", "*", False), ("reader", "lak", False), ("analyst", "lak", True), ("administrator", "*", True)],
)
def test_the_upload_page_is_for_who_may_load(
    tmp_path: Path, enter: Enter, role: str, remit: str, *, pages: bool
) -> None:
    grant(tmp_path, ("an@xa.vn", role, remit))
    enter("an@xa.vn")
    app = open_page("upload")
    assert not app.exception
    assert bool(app.get("file_uploader")) is pages
    assert ("chưa có vai trò để nạp phụ lục" in words(app)) is not pages
    if not pages:
        assert (deeds.read(tmp_path)[-1].deed, deeds.read(tmp_path)[-1].outcome) == ("load", "refused")


def test_who_may_look_only_is_not_offered_to_withdraw_edit_or_take_the_bundle(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn")
    labels = {button.label for button in open_page("history").button}
    assert "Thu hồi" not in labels
    history = open_page("history")
    assert not [button for button in history.get("download_button") if "chẩn đoán" in button.proto.label]
    for name in ("units", "targets", "corrections", "decisions", "roles"):
        assert not section(name).get("file_uploader"), name


def test_a_forged_withdrawal_is_refused_where_it_is_done(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn")
    app = open_page("history")
    before = Warehouse(tmp_path).current()
    app.session_state["history-doing"] = (1, "withdraw", "", "because")
    app.run()
    assert "chưa có vai trò để thu hồi" in words(app)
    assert Warehouse(tmp_path).current() == before
    assert (deeds.read(tmp_path)[-1].deed, deeds.read(tmp_path)[-1].outcome) == ("withdraw", "refused")


def test_an_analyst_withdraws_only_what_speaks_of_own_units(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "analyst", "binh-yen"))
    enter("an@xa.vn")
    before = Warehouse(tmp_path).current()
    app = open_page("history")
    app.session_state["history-doing"] = (1, "withdraw", "", "because")
    app.run()
    assert "Ngoài phạm vi vai trò của bạn" in words(app)
    assert Warehouse(tmp_path).current() == before


def test_a_draft_is_its_owner_s_alone(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "analyst", "lak"), ("be@xa.vn", "analyst", "lak"), ("lan@x.vn", "administrator", "*"))
    warehouse = Warehouse(tmp_path)
    draft = Drafts(warehouse, ("an@xa.vn",)).begin([ReceivedFile("a.csv", b"x")], "an@xa.vn")
    assert draft.owner == "an@xa.vn"
    old = Drafts(warehouse).begin([ReceivedFile("before.csv", b"y")], "?")
    shown = {}
    for who in ("an@xa.vn", "be@xa.vn", "lan@x.vn"):
        enter(who)
        shown[who] = screen(open_page("upload"))
    assert [who for who in shown if f"open-{draft.draft}" in shown[who]] == ["an@xa.vn"]
    assert [who for who in shown if f"open-{old.draft}" in shown[who]] == ["lan@x.vn"]
    enter("be@xa.vn")
    app = open_page("upload", nhap=draft.draft)
    assert "a.csv" not in screen(app)
    assert "Bản nháp này không còn" in words(app)
    Drafts(warehouse, ("be@xa.vn",)).discard(draft)
    assert Drafts(warehouse).open(draft.draft) == draft


def test_a_role_that_is_taken_back_is_gone_with_the_next_click(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("lan@x.vn", "administrator", "*"), ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn")
    app = open_page()
    assert "53,66" in words(app)
    change(tmp_path, "an@xa.vn", "reader", "*", revoke=True)
    app.run()
    assert "53,66" not in screen(app)
    assert "chưa được giao vai trò" in words(app)


def test_signing_out_ends_every_window(tmp_path: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn")
    one, other = open_page(), open_page("figures")
    monkeypatch.setattr("streamlit.logout", lambda: None)
    one.button(key="sign-out").click().run()
    assert [title.value for title in one.title] == ["Đăng nhập"]
    other.run()
    assert "hết hạn hoặc đã đăng xuất" in words(other)
    assert "22.979" not in screen(other)
    sign_outs._of.clear()  # the server was started anew
    other.run()
    assert "hết hạn hoặc đã đăng xuất" in words(other)
    enter("an@xa.vn", iat=time.time() + 1)
    assert "53,66" in words(open_page())
    kinds = [(one.deed, one.outcome) for one in deeds.read(tmp_path) if one.person == "an@xa.vn"]
    assert ("sign_in", "done") in kinds
    assert ("sign_out", "done") in kinds
    assert ("sign_in", "refused") in kinds


def test_a_file_is_made_only_while_the_right_to_it_lasts(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("lan@x.vn", "administrator", "*"), ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn")
    take = allowed.taking("export", lambda: b"figures", rows=3, periods=["2022"])
    assert take() == b"figures"
    assert (deeds.read(tmp_path)[-1].person, deeds.read(tmp_path)[-1].periods) == ("an@xa.vn", ("2022",))
    change(tmp_path, "an@xa.vn", "reader", "*", revoke=True)
    with pytest.raises(NotAllowedError):
        take()
    assert deeds.read(tmp_path)[-1].outcome == "refused"


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email": ""}, {"email": None}, {"iat": None}])
def test_a_token_that_proves_nothing_lets_nobody_in(tmp_path: Path, enter: Enter, claims: dict[str, Any]) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn", **claims)
    assert account.visit().why in ("no_name", "expired")
    assert allowed.grants() == ()


def test_the_first_administrator_begins(tmp_path: Path, enter: Enter) -> None:
    (tmp_path / "settings.toml").write_text('[accounts]\nfirst_administrator = "Lan@x.vn"\n')
    enter("lan@X.vn")
    assert allowed.held() == (Grant("administrator"),)
    grant(tmp_path, ("an@xa.vn", "administrator", "*"))
    assert allowed.held() == ()
    (tmp_path / "settings.toml").write_text("[accounts]\nnonsense = 1\n")
    assert account.visit().why == "settings"
    assert "Không hiểu thiết lập" in words(open_page())


@pytest.mark.parametrize(
    ("address", "host", "peer", "named", "why"),
    [
        ("localhost", "localhost", "", ["an@xa.vn"], ""),
        ("127.0.0.1", "office.vn", "10.0.0.9", ["an@xa.vn"], ""),  # uvicorn puts the browser's address there
        ("localhost", "localhost", "", [], "no_name"),
        ("localhost", "localhost", "", ["an@xa.vn", "lan@x.vn"], "no_name"),
        ("", "office.vn", "10.0.0.5", ["an@xa.vn"], ""),
        ("10.0.0.1", "office.vn", "10.0.0.9", ["an@xa.vn"], "wrong_peer"),
        ("", "office.vn", "", ["an@xa.vn"], "wrong_peer"),
    ],
)
def test_a_header_is_believed_only_from_the_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, host: str, peer: str, named: list[str], why: str
) -> None:
    (tmp_path / "settings.toml").write_text('[accounts]\nproxy_header = "X-Forwarded-User"\nproxy_address="10.0.0.5"\n')
    grant(tmp_path, ("an@xa.vn", "reader", "*"))
    monkeypatch.setattr(account, "address", lambda: address)
    monkeypatch.setattr(account, "host", lambda: host)
    monkeypatch.setattr(account, "peer", lambda: peer)
    monkeypatch.setattr(account, "headers", lambda name: named if name == "X-Forwarded-User" else [])
    assert account.visit().why == why
    assert bool(allowed.grants()) is not bool(why)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert account.visit().why == (why if account.is_loopback(address) else "wrong_peer")


@pytest.mark.parametrize(
    ("address", "host", "let_in"),
    [
        ("localhost", "localhost", True), ("127.0.0.1", "127.0.0.1", True), ("::1", "::1", True),
        ("", "localhost", False), ("::", "localhost", False), ("10.0.0.1", "localhost", False),
        ("localhost", "office.vn", False), ("localhost", "rebound.example", False),
    ],
)  # fmt: skip
def test_without_sign_in_only_this_machine_is_served(
    monkeypatch: pytest.MonkeyPatch, address: str, host: str, *, let_in: bool
) -> None:
    monkeypatch.setattr(account, "address", lambda: address)
    monkeypatch.setattr(account, "host", lambda: host)
    app = open_page()
    assert ("53,66" in words(app)) is let_in
    assert ("chỉ phục vụ chính máy" in words(app)) is not let_in
    assert allowed.held() is None if let_in else allowed.held() == ()


def test_every_table_has_a_rule_of_what_is_seen(tmp_path: Path) -> None:
    path = Warehouse(tmp_path).current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert tables == {*sight.SEEN, *sight.MADE_ANEW}


def test_what_is_seen_of_a_warehouse_is_of_the_remit_only(tmp_path: Path) -> None:
    path = Warehouse(tmp_path).current()
    assert path is not None
    with closing(sight.open_within(path, ["binh-yen"])) as con, closing(database.open_reading(path)) as whole:
        columns = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND database_name = 'memory' "
            "AND column_name = 'reporting_unit' AND table_name NOT IN "
            "('reporting_units', 'reporting_unit_aliases', 'lineage', 'pasts', 'targets', 'above_remit')"
        ).fetchall()
        assert len(columns) > 10
        for table, column in columns:
            units = con.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()  # noqa: S608
            assert {unit for (unit,) in units} <= {"binh-yen"}, table
        for table in ("problems", "set_aside", "roles", "audit"):
            assert con.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
        mine = whole.execute("SELECT * FROM figures WHERE reporting_unit = 'binh-yen' ORDER BY ALL").fetchall()
        assert con.execute("SELECT * FROM figures ORDER BY ALL").fetchall() == mine
        assert len(mine) == sum(row.unit == "binh-yen" for row in ROWS)
    with closing(sight.open_within(path, ["binh-yen"], load=1)) as known:
        assert known.execute("SELECT * FROM figures ORDER BY ALL").fetchall() == mine


def test_a_remit_that_is_no_unit_shows_nothing(tmp_path: Path) -> None:
    path = Warehouse(tmp_path).current()
    assert path is not None
    for remits in (["nowhere"], [""]):
        with closing(sight.open_within(path, remits)) as con:
            assert con.execute("SELECT count(*) FROM figures").fetchone() == (0,)
            assert con.execute("SELECT count(*) FROM submissions").fetchone() == (0,)


def test_originals_are_for_who_may_see_all_units_of_them(tmp_path: Path, enter: Enter) -> None:
    warehouse = Warehouse(tmp_path)
    kept = warehouse.keep_received(b"bytes", ".xlsx")
    with warehouse.loading() as work:
        work.connection.execute("UPDATE submissions SET file_hash = ? WHERE submission = 1", [kept])
        work.publish(lambda _con: None)
    grant(tmp_path, ("an@xa.vn", "reader", "binh-yen"), ("lan@x.vn", "reader", "*"))
    for person, found in (("an@xa.vn", False), ("lan@x.vn", True), ("stranger@x.vn", False)):
        enter(person)
        assert bool(store.original(kept)) is found


def test_answers_kept_for_one_are_not_given_to_another(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "binh-yen"), ("lan@x.vn", "reader", "*"))
    enter("lan@x.vn")
    assert "22.979" in screen(open_page("figures", ky="2022"))
    enter("an@xa.vn")
    assert "22.979" not in screen(open_page("figures", ky="2022"))
    enter("lan@x.vn")
    assert "22.979" in screen(open_page("figures", ky="2022"))


def test_a_preview_compares_within_the_remit(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "analyst", "binh-yen"))
    enter("an@xa.vn")
    path = Warehouse(tmp_path).current()
    con = store.cursor(path)
    assert con is not None
    assert con.execute("SELECT DISTINCT reporting_unit FROM figures").fetchall() == [("binh-yen",)]
    assert guard.of_load(con, 1) == [guard.Spoken("own_appendix.xlsx", "binh-yen")]


def test_desk_refuses_to_save_discard_and_begin_without_the_role(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "*"))
    enter("an@xa.vn")
    draft = replace(Drafts(Warehouse(tmp_path)).begin([ReceivedFile("a.csv", b"x")], "?"), owner="an@xa.vn")
    assert not desk.save(draft)
    with pytest.raises(NotAllowedError):
        desk.begin([])
    with pytest.raises(NotAllowedError):
        desk.discard(draft)
    assert len(Drafts(Warehouse(tmp_path)).all()) == 1


def test_roles_are_seen_and_edited_by_who_gives_them(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("lan@x.vn", "administrator", "*"), ("an@xa.vn", "reviewer", "*"))
    for person, is_listed in (("lan@x.vn", True), ("an@xa.vn", False)):
        enter(person)
        app = section("roles")
        assert not app.exception
        assert ("Vai trò" in app.segmented_control(key="muc").options) is is_listed
        assert ("lan@x.vn" in "".join(table.value.to_csv() for table in app.dataframe)) is is_listed
        assert bool(app.get("file_uploader")) is is_listed


def test_the_log_is_read_by_administrators_and_that_is_a_deed(tmp_path: Path, enter: Enter) -> None:
    grant(tmp_path, ("lan@x.vn", "administrator", "*"), ("an@xa.vn", "administrator", "lak"))
    enter("an@xa.vn")
    assert "deeds-see" not in [toggle.key for toggle in open_page("history").toggle]
    enter("lan@x.vn")
    app = open_page("history")
    app.toggle(key="deeds-see").set_value(True).run()
    assert not app.exception
    assert "giao, thu vai trò" in "".join(table.value.to_csv() for table in app.dataframe)
    assert deeds.read(tmp_path)[-1].deed == "read_deeds"
    app.selectbox(key="deeds-kind").select("grant").run()
    assert len(app.dataframe[-1].value) == 2


def test_an_administrator_of_some_units_gives_roles_there_only(tmp_path: Path) -> None:
    mine = [Grant("administrator", "lak")]
    for remit, is_allowed in (("lak", True), ("binh-yen", False), ("*", False)):
        rows = [Row(2, {"person": "be@xa.vn", "role": "analyst", "remit": remit})]
        handed = catalogue.Handed(lambda con, rows=rows: grants.plan(con, rows, "an"), "an")  # type: ignore[misc]
        seen = catalogue.fingerprint(catalogue.compare(Warehouse(tmp_path), handed).changes)
        if is_allowed:
            assert catalogue.store(Warehouse(tmp_path), handed, seen, mine)[1]
        else:
            with pytest.raises(NotAllowedError, match="Ngoài phạm vi"):
                catalogue.store(Warehouse(tmp_path), handed, seen, mine)


def test_a_file_of_another_unit_is_told_before_it_is_loaded_and_its_questions_are_seen(
    tmp_path: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = Warehouse(tmp_path / "real")
    monkeypatch.setenv("WAREHOUSE", str(warehouse.folder))
    lak, other = (next((ROOT / "data" / "appendices").glob(f"{number}*")) for number in ("000", "001"))
    pipeline.ingest([ReceivedFile(lak.name, path=lak)], warehouse, received_by="lan")
    grant(warehouse.folder, ("an@xa.vn", "analyst", "dak-lak.huyen-lak"))
    enter("an@xa.vn")
    mine = Drafts(warehouse, ("an@xa.vn",))
    draft = mine.begin([ReceivedFile(other.name, path=other), ReceivedFile("b.csv", UNKNOWN)], "an@xa.vn")
    app = open_page("upload", nhap=draft.draft)
    assert not app.exception
    desk_state = app.session_state["desk-step"]
    assert desk_state == "understood"
    seen = preview.preview(warehouse, draft, "an@xa.vn")
    assert other.name in store.why_not_load(seen.snapshot, seen.load)
    own = [file.file_hash for file in draft.files]
    with_own, without = store.cursor(seen.snapshot, own), store.cursor(seen.snapshot)
    assert with_own is not None
    assert without is not None
    asked = {one.file for one in decisions.open_questions(with_own, of_files=set(own))}
    assert "b.csv" in asked
    assert not decisions.open_questions(without, of_files=set(own))
    with pytest.raises(NotAllowedError, match=other.name):
        preview.load_draft(warehouse, draft, seen, "an@xa.vn", allowed=allowed.held())
    assert mine.open(draft.draft)


def test_a_run_asks_once_who_is_there(tmp_path: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    grant(tmp_path, ("an@xa.vn", "reader", "binh-yen"))
    enter("an@xa.vn")
    asked: list[Path] = []
    read = account_settings.read

    def noted(folder: Path) -> account_settings.AccountSettings:
        asked.append(folder)
        return read(folder)

    monkeypatch.setattr(account_settings, "read", noted)
    app = open_page("dossiers", ky="2022")
    assert not app.exception
    assert len(asked) == 2  # the page at which the test comes in, and this one
    enter()
    assert [title.value for title in app.run().title] == ["Đăng nhập"]
