"""Every page and every action against every role and every scope: what is seen, what is offered, what is refused.

What should be is written here once more, by hand, and not asked of `etl.roles`.
"""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import account, allowed
from etl import (
    aliases,
    answers,
    catalogue,
    corrections,
    exchange,
    grants,
    load,
    pipeline,
    reference,
    targets,
    withdrawal,
)
from etl import deeds as log_of_deeds
from etl.catalogue import Handed
from etl.exchange import Row as Line
from etl.guard import NotAllowedError
from etl.model import Question
from etl.roles import ACTIONS, Action, Grant
from etl.snapshots import Warehouse
from tests.screens import ROOT
from tests.test_access import PAGES, screen
from tests.test_lake import report
from tests.warehouses import Row, publish

ROLES = ("reader", "analyst", "reviewer", "administrator")
# lak has binh-yen below it; thanh-tri is another's; xa-cu is no more and never had a figure.
SCOPES = ("*", "lak", "xa-cu")
PEOPLE = [("", ""), *((role, scope) for role in ROLES for scope in SCOPES)]
# Numbers that stand nowhere else, of each unit; rates as they are computed from them.
FIGURES = {
    "lak": {"dossiers_received": 23977, "dossiers_resolved": 22147, "dossiers_resolved_on_time": 19681,
            "staff_assigned": 17291, "staff_present": 15913, "investment_plan": 618437, "investment_disbursed": 317893,
            "online_dossier_base": 13913, "online_dossiers_received": 11287},
    "thanh-tri": {"dossiers_received": 41357, "dossiers_resolved": 38219, "dossiers_resolved_on_time": 31873,
                  "staff_assigned": 27919, "staff_present": 26701, "investment_plan": 918273,
                  "investment_disbursed": 515151, "online_dossier_base": 30011, "online_dossiers_received": 21911},
    "binh-yen": {"dossiers_received": 31393, "dossiers_resolved": 29567, "dossiers_resolved_on_time": 25763},
}  # fmt: skip
RATES = ("83,40", "95,64", "56,10", "73,01")  # of Thạnh Trị
ALL_OF = tuple(sum(of.get(name, 0) for of in FIGURES.values()) for name in FIGURES["lak"])


def shown(value: int) -> str:
    """A pattern of a number as people or charts write it."""
    return rf"(?<![\w.,]){value}(?![\w])|(?<![\w.,]){f'{value:,}'.replace(',', '[.]')}(?![\w.])"


OF_OTHERS = re.compile("|".join([*map(shown, (*FIGURES["thanh-tri"].values(), *ALL_OF)), *RATES, "Thạnh Trị"]))
OF_LAK = re.compile("|".join(map(shown, FIGURES["lak"].values())))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse for all screens, with somebody of each role and scope."""
    found = tmp_path_factory.mktemp("screens")
    rows = [
        Row(unit, "2022", indicator, value, str(value), "district" * indicator.startswith("dossiers"))
        for unit, figures in FIGURES.items()
        for indicator, value in figures.items()
    ]
    publish(found, tuple(rows))
    warehouse = Warehouse(found)
    kept = warehouse.keep_received(b"bytes", ".xlsx")
    with warehouse.loading() as work:
        con = work.connection
        con.execute("UPDATE reporting_units SET parent = 'lak' WHERE reporting_unit = 'binh-yen'")
        con.execute(
            "INSERT INTO reporting_units (reporting_unit, name, kind, level, parent_name, valid_from, valid_to, status)"
            " VALUES ('xa-cu', 'Xã Cũ', '', 'commune', '', '1900-01-01', '2020-01-01', 'reviewed')"
        )
        con.execute("DELETE FROM submissions WHERE submission NOT IN (SELECT submission FROM scopes)")
        con.execute("UPDATE submissions SET file_hash = ?, figures = (SELECT count(*) FROM observations)", [kept])
        load.publish(work)
    told = [{"person": name_of(role, scope), "role": role, "remit": scope} for role, scope in PEOPLE[1:]]
    lines = [Line(number, cells) for number, cells in enumerate(told, start=2)]
    made, _ = exchange.carry_out(warehouse, lambda con: grants.plan(con, lines, "test"), by="test")
    assert not made.questions
    return found


def name_of(role: str, scope: str) -> str:
    return f"{role or 'nobody'}-{scope.replace('*', 'all')}@x.vn"


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sign-in is set up, and somebody came."""
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    told: dict[str, Any] = {}
    monkeypatch.setattr(account, "providers", lambda: ["default"])
    monkeypatch.setattr(account, "claims", lambda: dict(told))

    def come(name: str) -> None:
        told.update({"email": name, "iat": time.time(), "sub": name, "is_logged_in": True})

    return come


class Offer(NamedTuple):
    """A way to do something: where it is on the screen, how it is seen, from which role on, for whom."""

    page: str
    section: str
    is_there: Callable[[AppTest], bool]
    lowest: str
    is_for_all: bool = False  # only who may do it for all units
    needs_figures: bool = False  # nothing to do it with where nothing is seen


def keys(app: AppTest) -> set[str]:
    return {str(element.key) for kind in (app.button, app.toggle) for element in kind}


def labels(app: AppTest) -> str:
    return "\n".join(button.proto.label for button in app.get("download_button"))


def takes_file(app: AppTest) -> bool:
    return bool(app.get("file_uploader"))


OFFERS = {
    "load": Offer("upload", "", takes_file, "analyst"),
    "export": Offer("figures", "", lambda app: "Excel" in labels(app), "reader", needs_figures=True),
    "original": Offer("history", "", lambda app: "Tải tệp gốc" in labels(app), "reader", is_for_all=True),
    "withdraw": Offer(
        "history", "", lambda app: "history-withdraw-sure-1" in keys(app), "analyst", needs_figures=True
    ),
    "bundle": Offer("history", "", lambda app: "chẩn đoán" in labels(app), "administrator"),
    "deeds": Offer("history", "", lambda app: "deeds-see" in keys(app), "administrator", is_for_all=True),
    "decisions": Offer("catalogue", "decisions", takes_file, "analyst"),
    "targets": Offer("catalogue", "targets", takes_file, "reviewer"),
    "corrections": Offer("catalogue", "corrections", takes_file, "reviewer"),
    "units": Offer("catalogue", "units", takes_file, "administrator"),
    "aliases": Offer("catalogue", "aliases", takes_file, "administrator"),
    "roles": Offer("catalogue", "roles", takes_file, "administrator"),
    "roles seen": Offer("catalogue", "roles", lambda app: "reader-all@x.vn" in told_by(app), "administrator", True),
    "trail of roles": Offer(
        "catalogue", "trail", lambda app: "administrator-all" in told_by(app), "administrator", True
    ),
}  # fmt: skip


def is_offered(offer: Offer, role: str, scope: str) -> bool:
    is_high = role in ROLES and ROLES.index(role) >= ROLES.index(offer.lowest)
    is_wide = scope == "*" or not (offer.is_for_all or (offer.needs_figures and scope == "xa-cu"))
    return is_high and is_wide


def told_by(app: AppTest) -> str:
    """All that the browser is sent; tables are bytes there, so once more as text."""
    return screen(app) + "\n".join(table.value.to_csv() for table in app.dataframe)


def walk(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every page in one session, opened by links to what is somebody else's, and every section of the catalogue."""
    ways = [(page, "tat-ca" if page in ("dossiers", "onestop", "staffing", "investment") else "") for page in PAGES]
    sections = sorted({offer.section for offer in OFFERS.values() if offer.section})
    for page, section in [*ways, *(("catalogue", section) for section in sections)]:
        if page != "overview":
            app.switch_page(f"pages/{page}.py")
        app.query_params.clear()
        forged = {"ky": "2022", "o": "thanh-tri~2022~dossiers_resolved~district", "bang": "1", "nhap": "0" * 12}
        of_one = {"dv": "thanh-tri"} if page in ("profile", "dossiers", "onestop", "history") else {}
        for name, value in (forged | of_one | {"muc": section, "cap": "district"}).items():
            app.query_params[name] = value
        app.run()
        yield page, section


@pytest.mark.parametrize(("role", "scope"), PEOPLE)
def test_every_page_shows_and_offers_what_the_role_reaches(
    place: Path, enter: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, role: str, scope: str
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(place))
    enter(name_of(role, scope))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    others, lak, offered = set(), set(), set()
    for page, section in walk(app):
        assert not app.exception, (page, section)
        told = told_by(app)
        others |= {(page, found) for found in OF_OTHERS.findall(told)}
        lak |= set(OF_LAK.findall(told))
        offered |= {
            name
            for name, offer in OFFERS.items()
            if (offer.page, offer.section) == (page, section) and offer.is_there(app)
        }
    if scope == "*":
        assert len({page for page, _ in others}) >= 8, "the test sees what is there"
    else:
        allowed_names = {("catalogue", "Thạnh Trị"), ("forms", "Thạnh Trị")}  # names of the catalogue are everybody's
        assert others - (allowed_names if role else set()) == set()
    assert bool(lak) is (bool(role) and scope != "xa-cu")
    assert offered == {name for name, offer in OFFERS.items() if is_offered(offer, role, scope)}


UNIT, ABOVE, OTHER, GONE = "dak-lak.huyen-lak", "dak-lak", "thai-nguyen", "xa-khong-con"
REMITS = ("*", ABOVE, UNIT, OTHER, GONE)
HOLDERS = [(), *((Grant(role, remit),) for role in ROLES for remit in REMITS)]  # type: ignore[arg-type]
Allowed = tuple[Grant, ...] | None


class Deed(NamedTuple):
    """Something that changes a warehouse: from which role on, whether for all units only, and how it is done."""

    lowest: str
    is_for_all: bool
    do: Callable[[Warehouse, Allowed], object]
    remits: tuple[str, ...] = (ABOVE, UNIT)


def edit(plan: Callable[..., Any], *more: Any, **cells: str) -> Callable[[Warehouse, Allowed], object]:
    """A table of one row that is handed in, as it was seen by somebody who may."""
    seen: dict[str, str] = {}

    def do(warehouse: Warehouse, held: Allowed) -> object:
        handed = Handed(lambda con: plan(con, [Line(2, cells)], *more), "an")
        if not seen:
            made = catalogue.compare(warehouse, handed)
            assert made.changes
            assert not made.questions
            seen["it"] = catalogue.fingerprint(made.changes)
        return catalogue.store(warehouse, handed, seen["it"], held)

    return do


def answer(scope: str, kind: str = "indicator") -> Callable[[Warehouse, Allowed], object]:
    def do(warehouse: Warehouse, held: Allowed) -> object:
        told = "0" * 64 if kind == "file_unit" else "lời lạ"
        asked = Question(kind, told, "", "", form="mẫu của nhiều nơi", sender=UNIT)  # type: ignore[arg-type]
        given = answers.answered(asked, UNIT if kind == "file_unit" else "-", "an", scope)  # type: ignore[arg-type]
        return answers.answer(warehouse, [given], "an", allowed=held)

    return do


TABLES = reference.load()
DEEDS = {
    "load": Deed("analyst", False, lambda there, held: pipeline.ingest(
        [report(6, 2)], there, received_by="an", allowed=held,
    )),
    "withdraw": Deed("analyst", False, lambda there, held: withdrawal.withdraw(
        there, 1, "an", reason="x", allowed=held,
    )),
    "restore": Deed("analyst", False, lambda there, held: withdrawal.restore(
        there, 2, "an", reason="x", allowed=held,
    )),
    "answer for a unit": Deed("analyst", False, answer("sender")),
    "answer for all": Deed("analyst", True, answer("form")),
    "answer for a file": Deed("analyst", False, answer("everyone", "file_unit"), REMITS),
    "take an answer back": Deed("analyst", True, lambda there, held: answers.revoke(there, [1], "an", allowed=held)),
    "correct": Deed("reviewer", False, edit(
        lambda con, rows: corrections.plan(con, rows, TABLES, "an", date.today()), reporting_unit=UNIT,
        period="2024-Q1", indicator="procedures_new", expected_raw="5", action="replace", value="6", reason="sai",
        source="own_appendix",
    )),
    "set a target": Deed("reviewer", False, edit(
        targets.plan, TABLES, indicator="dossiers_on_time_rate", reporting_unit=UNIT, year="2024", value="95",
        document="QĐ 1", decided_on="2024-01-02",
    )),
    "set a target for all": Deed("reviewer", True, edit(
        targets.plan, TABLES, indicator="dossiers_on_time_rate", level="district", year="2024", value="95",
        document="QĐ 1", decided_on="2024-01-02",
    )),
    "name a spelling": Deed("administrator", True, edit(
        aliases.plan, alias="Huyện Lắc", reporting_unit=UNIT, reason="gõ sai",
    )),
    "give a role": Deed("administrator", False, edit(
        grants.plan, "an", person="be@xa.vn", role="reader", remit=UNIT,
    )),
    "give a role for all": Deed("administrator", True, edit(
        grants.plan, "an", person="be@xa.vn", role="reader", remit="*",
    )),
}  # fmt: skip


def is_allowed(deed: Deed, held: tuple[Grant, ...]) -> bool:
    return any(
        ROLES.index(one.role) >= ROLES.index(deed.lowest)
        and (one.remit == "*" or (not deed.is_for_all and one.remit in deed.remits))
        for one in held
    )


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with a report of huyện Lắk, one that was withdrawn, and an answer for all."""
    warehouse = Warehouse(tmp_path_factory.mktemp("real"))
    for file in (report(5), report(7, 3, "III")):
        pipeline.ingest([file], warehouse, received_by="lan")
    withdrawal.withdraw(warehouse, 2, "lan", reason="nhầm")
    given = answers.answered(Question("indicator", "lời khác", "", "", form="mẫu", sender=UNIT), "-", "lan", "form")
    answers.answer(warehouse, [given], "lan")
    return warehouse.folder


def state(folder: Path) -> dict[str, int]:
    """Everything of a warehouse but its logs and locks; who may load leaves originals, as with drafts."""
    left_out = ("deeds", "logs")
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in left_out and ".lock" not in path.name
        and not path.name.startswith("loader.")
    }  # fmt: skip


@pytest.mark.usefixtures("quick_reading")
@pytest.mark.parametrize("name", DEEDS)
def test_what_no_role_allows_is_refused_where_it_is_done_and_changes_nothing(
    real: Path, tmp_path: Path, name: str
) -> None:
    deed, warehouse = DEEDS[name], Warehouse(real)
    before = state(real)
    low = ROLES[: ROLES.index(deed.lowest)]  # for whatever unit; the widest remit is asked
    refused = [
        held
        for held in HOLDERS
        if not is_allowed(deed, held) and not (held and held[0].role in low and held[0].remit != "*")
    ]
    for held in refused:
        with pytest.raises(NotAllowedError):
            deed.do(warehouse, held)
        after = state(real)
        if name == "load" and held and held[0].role != "reader":
            after = {path: at for path, at in after.items() if path in before or not path.startswith("originals/")}
        assert after == before, held
    told = log_of_deeds.read(real)[-len(refused) :]
    assert {one.outcome for one in told} == {"refused"}
    lowest = [held for held in HOLDERS if is_allowed(deed, held) and held[0].role == deed.lowest]
    shutil.copytree(real, tmp_path / "copy")
    deed.do(Warehouse(tmp_path / "copy"), lowest[-1])
    current = Warehouse(tmp_path / "copy").current()
    assert current is not None
    assert f"snapshots/{current.name}" not in before, "who may does it"


LOWEST: dict[str, str] = {
    "look": "reader", "export": "reader", "take_original": "reader", "load": "analyst", "withdraw": "analyst",
    "answer": "analyst", "correct": "reviewer", "set_targets": "reviewer", "edit_units": "administrator",
    "grant": "administrator", "read_deeds": "administrator", "take_bundle": "administrator",
}  # fmt: skip


def reach(held: tuple[Grant, ...], action: str) -> set[str]:
    return {one.remit for one in held if ROLES.index(one.role) >= ROLES.index(LOWEST[action])}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_file_is_given_to_who_may_have_it_then_and_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: Action
) -> None:
    """A page that is still open offers what its reader may not have any more: less of a role, or of its remit."""
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "none"))
    for then in HOLDERS:
        known = account.Visit("proxy", name="an@xa.vn", grants=then)
        for now in HOLDERS:
            monkeypatch.setattr(account, "visit", lambda known=known: known)
            monkeypatch.setattr(account, "later", lambda now=now: lambda: now)
            take = allowed.taking(action, lambda: b"figures")
            before, after = reach(then, action), reach(now, action)
            if after and ("*" in after or before <= after):
                assert take() == b"figures"
            else:
                with pytest.raises(NotAllowedError):
                    take()


def test_the_log_of_the_real_warehouse_is_not_for_who_enters_the_trial(
    place: Path, enter: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the trial a role is for all units of it; the log and the bundle are those of the real warehouse."""
    monkeypatch.setenv("WAREHOUSE", str(place))
    monkeypatch.setattr(allowed, "in_trial", lambda: True)
    for name, is_everywhere in (("administrator-lak@x.vn", False), ("administrator-all@x.vn", True)):
        enter(name)
        assert allowed.may_everywhere("read_deeds") is is_everywhere
        assert allowed.may_everywhere("load")
