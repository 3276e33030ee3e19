"""Imports go one way: pages → dashboard → the warehouse, and nothing below knows what stands above it."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))

# What the dashboard may use of the loader: the shapes of its reports everywhere, the warehouse in `store`,
# a load in `first_run`. Everything else of etl is out of its sight.
SHAPES = {"etl.model", "etl.roles", "etl.guard"}  # and of what people may do
DASHBOARD_USES = {
    "dashboard.asking": {"etl.database", "etl.sight"},
    "dashboard.store": {
        "etl.database",
        "etl.homes",
        "etl.snapshots",
        "etl.answers",
        "etl.reference",
    },
    "dashboard.account": {
        "etl.account_settings",
        "etl.database",
        "etl.grants",
        "etl.homes",
        "etl.sign_outs",
        "etl.snapshots",
    },
    "dashboard.allowed": {"etl.deeds", "etl.snapshots"},
    "dashboard.deeds_panel": {"etl.deeds", "etl.deed_list", "etl.homes", "etl.snapshots"},
    "dashboard.english": {"etl.rulebook"},
    "dashboard.translation": {"etl.wording"},
    "dashboard.plan_basis": {"etl.wording"},
    "dashboard.first_run": {"etl.pipeline", "etl.snapshots", "etl.demo", "etl.demo.world"},
    "dashboard.choices": {"etl.memory", "etl.reference", "etl.wording"},
    "dashboard.form_choices": {"etl.official_forms", "etl.periods", "etl.reference", "etl.unit_form"},
    "dashboard.forms": {
        "etl.form_history",
        "etl.official_forms",
        "etl.official_writing",
        "etl.periods",
        "etl.reference",
        "etl.unit_form",
        "etl.unit_form_writing",
        "etl.wording",
    },
    "dashboard.deciding": {"etl.answers", "etl.decisions", "etl.memory"},
    "dashboard.desk": {"etl.decisions", "etl.drafts", "etl.preview"},
    "dashboard.desk_start": {"etl.blank_form", "etl.drafts"},
    "dashboard.desk_correcting": {"etl.answers", "etl.memory", "etl.returned", "etl.whose"},
    "dashboard.desk_steps": {"etl.drafts", "etl.preview"},
    "dashboard.desk_questions": {"etl.answers", "etl.decisions", "etl.drafts", "etl.memory"},
    "dashboard.desk_difference": {"etl.preview"},
    "dashboard.desk_findings": {"etl.drafts"},
    "dashboard.excerpts": {"etl.excerpt", "etl.reading", "etl.workbook"},
    "dashboard.history": {"etl.returned", "etl.returned.stored", "etl.withdrawal"},
    "dashboard.shell": {"etl.journal", "etl.snapshots", "etl.upkeep.bundle"},
    "dashboard.catalogue": {"etl.audit", "etl.wording"},
    "dashboard.catalogue_panels": {"etl.catalogue"},
    "dashboard.catalogue_editing": {"etl.catalogue", "etl.exchange"},
    "dashboard.comparison": {"etl.rates"},
    "dashboard.queries.ask": {"etl.aggregation"},
    "dashboard.queries.totals": {"etl.aggregation"},
    "dashboard.queries.difference": {"etl.aggregation"},
}
WITHOUT_STREAMLIT = ("queries", "patience", "charts", "formatting", "export", "spreadsheet")
# Libraries that only these modules may import.
ONLY = {
    "openpyxl": {
        "etl.form_writing", "etl.unit_form_writing", "etl.official_writing", "etl.demo.drawing",
        "etl.returned.rewriting", "etl.table_workbook",
    },
    "plotly": {"dashboard.charts.frame"},
    "rapidfuzz": {"etl.units", "etl.matching", "etl.demo.names"},
    "filelock": {
        "etl.snapshots", "etl.deeds", "etl.drafts", "etl.journal", "etl.upkeep.restoring", "etl.upkeep.place",
        "etl.lake.warehouse", "etl.sign_outs", "etl.deed_chains",
    },
    "pyarrow": {"etl.load"},
    "babel": {"dashboard.formatting"},
    "duckdb": {
        "etl.database", "etl.next_snapshot", "etl.load", "etl.ledger", "etl.decisions", "etl.answers", "etl.export",
        "etl.sink", "etl.others", "etl.standing", "etl.derive", "etl.withdrawal", "etl.exchange", "etl.unit_draft",
        "etl.unit_plan", "etl.history_command", "etl.corrections", "etl.targets", "etl.aliases", "etl.audit",
        "etl.preview", "etl.grants", "etl.guard", "etl.sight", "etl.catalogue_guard",
        "etl.decision_plan", "etl.catalogue", "etl.form_history", "etl.upkeep.health",
        "etl.upkeep.restoring", "etl.base", "etl.compaction", "etl.verification",
        "etl.lake.engine", "etl.lake.contents", "etl.lake.copying", "etl.lake.publishing",
        "etl.lake.shared", "etl.lake.turn", "etl.lake.warehouse", "etl.moving", "etl.lake.tables",
        "etl.lake.common_log", "etl.lake.shared_sign_outs", "etl.lake.telling",
        "dashboard.asking", "dashboard.store", "dashboard.patience", "dashboard.queries.ask",
        "dashboard.queries.figures",
        "dashboard.queries.quality",
        "dashboard.queries.series", "dashboard.queries.totals", "dashboard.queries.targets",
        "dashboard.queries.catalogue", "dashboard.queries.difference", "dashboard.queries.exports",
        "dashboard.queries.side_by_side", "dashboard.queries.over_years", "dashboard.queries.traced",
        "dashboard.queries.compare",
        "dashboard.queries.profile",
    },
}  # fmt: skip


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def modules() -> dict[str, ast.Module]:
    parts = [file for folder in ("etl", "dashboard", "pages") for file in (ROOT / folder).rglob("*.py")]
    return {module_name(file): ast.parse(file.read_text("utf-8")) for file in (ROOT / "app.py", *parts)}


MODULES = modules()


def imports(tree: ast.Module) -> Iterator[str]:
    """Everything that a module names in its imports: 'from etl import load' gives etl.load."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES or node.module in ("etl", "dashboard", "pages") else str(node.module)


IMPORTS = {name: set(imports(tree)) for name, tree in MODULES.items()}


def own(name: str, package: str) -> set[str]:
    """What a module imports of one of our packages, as module names."""
    found = {imported for imported in IMPORTS[name] if imported.split(".")[0] == package}
    return {imported for imported in found if imported in MODULES}


def loaded(*wanted: str) -> list[str]:
    """The top-level modules in a fresh interpreter after importing ours."""
    code = f"import json, sys, {', '.join(wanted)}; print(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def test_the_loader_starts_without_anything_of_the_screen() -> None:
    every = [name for name in MODULES if name.startswith("etl.") and name not in ("etl.__main__", "etl.__init__")]
    assert not {"streamlit", "plotly", "dashboard"} & set(loaded("etl.__main__", *every))


def test_questions_charts_and_exports_work_without_streamlit() -> None:
    assert "streamlit" not in loaded(*(f"dashboard.{name}" for name in WITHOUT_STREAMLIT))
    assert "etl" not in loaded(*(f"dashboard.{name}" for name in WITHOUT_STREAMLIT if name != "queries"))


def test_nothing_imports_in_a_circle() -> None:
    graph = {name: {imported for imported in found if imported in MODULES} - {name} for name, found in IMPORTS.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_arrows_point_down(name: str) -> None:
    package = name.split(".")[0]
    assert "app" not in IMPORTS[name], "nothing imports the router"
    assert not own(name, "pages"), "pages are opened by the router, by path"
    if package == "etl":
        assert not own(name, "dashboard")
    elif package == "dashboard":
        assert own(name, "etl") <= SHAPES | DASHBOARD_USES.get(name, set())
    elif package == "pages":
        assert not own(name, "etl")
    else:
        assert own(name, "etl") <= SHAPES


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_used_in_its_own_place_only(library: str) -> None:
    users = {name for name, found in IMPORTS.items() if library in {imported.split(".")[0] for imported in found}}
    assert users <= ONLY[library]


def test_steps_do_not_know_the_pipeline() -> None:
    callers = {name for name in MODULES if name.startswith("etl.") and "etl.pipeline" in IMPORTS[name]}
    assert callers == {"etl.__main__", "etl.console", "etl.answers", "etl.preview", "etl.return_command", "etl.moving"}


@pytest.mark.parametrize("name", ["values", "periods", "wording", "figures", "checks", "labels", "layout", "interpret"])
def test_reading_knows_neither_tables_nor_files(name: str) -> None:
    used = {imported.split(".")[0] for imported in IMPORTS[f"etl.{name}"]}
    assert not used & {"duckdb", "pandas", "openpyxl", "os", "subprocess"}
    assert not own(f"etl.{name}", "etl") & {"etl.database", "etl.load", "etl.snapshots", "etl.pipeline"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_arranges_and_does_nothing_else(page: Path) -> None:
    used = {imported.split(".")[0] for imported in IMPORTS[module_name(page)]}
    assert not used & {"duckdb", "plotly", "openpyxl"}
    assert "SELECT" not in page.read_text("utf-8")
