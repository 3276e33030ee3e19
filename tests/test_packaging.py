"""What a newcomer's two commands need: pinned packages, a closed configuration, a check that leaves nothing out."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Packages that no import names: DuckDB's Vietnamese collation is loaded by its path, openpyxl uses defusedxml for its
# XML when it is there, streamlit signs people in with the next two, and serves in the loop of the last.
NOT_IMPORTED = {"duckdb-extension-icu", "defusedxml", "authlib", "httpx", "uvloop"}
NOT_WINDOWS = '; sys_platform != "win32"'
# Built from pieces, so that this file is not found by its own search.
FOLDERS = "|".join(("work", "tmp", "home", "root", "Users"))
MACHINE_PATHS = re.compile(rf"(?<![\w.<$}}/])/(?:{FOLDERS})/|\bC:\\Users")
PRIVATE_FOLDER = "shared" + "/"


def pins(name: str) -> dict[str, str]:
    """Package and version of each line of a requirements file that is not a comment or a reference."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
    wanted = [line.removesuffix(NOT_WINDOWS) for line in wanted]
    assert all(re.fullmatch(r"[\w-]+==[\w.]+", line) for line in wanted), "exact versions, one per line"
    return dict(line.split("==") for line in wanted)


def third_party() -> set[str]:
    """Top-level modules that the program imports and that are neither Python's nor ours."""
    found: set[str] = set()
    parts = [file for folder in ("etl", "dashboard", "pages") for file in (ROOT / folder).rglob("*.py")]
    for file in [ROOT / "app.py", *parts]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module).split(".")[0])
    return found - sys.stdlib_module_names - {"etl", "dashboard", "pages"}


def committed() -> list[Path]:
    """The files of the project, also those about to be added; without git, those of its own folders."""
    if shutil.which("git"):
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode == 0:
            return [file for name in done.stdout.split("\0") if name and (file := ROOT / name).is_file()]
    folders = ("etl", "dashboard", "pages", "tests", "docs", "deploy", "data/reference", ".ci", ".streamlit")
    below = [file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix != ".pyc"]
    return [file for file in (*ROOT.iterdir(), *below) if file.is_file()]


def test_every_import_is_required_and_every_requirement_used() -> None:
    required = {package.lower() for package in pins("requirements.txt")}
    assert {name.lower() for name in third_party()} == required - NOT_IMPORTED


def test_the_tools_come_on_top_of_what_runs() -> None:
    assert "-r requirements.txt" in (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()
    assert not set(pins("requirements-dev.txt")) & set(pins("requirements.txt"))
    assert {"pytest", "ruff", "mypy", "playwright"} <= set(pins("requirements-dev.txt"))


def test_the_collation_belongs_to_the_engine() -> None:
    pinned = pins("requirements.txt")
    assert pinned["duckdb"] == pinned["duckdb-extension-icu"]


def test_the_extensions_of_a_lake_belong_to_the_engine() -> None:
    engine = pins("requirements.txt")["duckdb"]
    assert set(pins("requirements-lake.txt").values()) == {engine}
    assert "-r requirements-lake.txt" in (ROOT / "requirements-lake-dev.txt").read_text("utf-8").splitlines()
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "REQUIRE_LAKE=1" in script
    assert "pip install -r requirements-lake-dev.txt" in script


def test_python_that_is_asked_for_is_the_one_that_is_checked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["mypy"]["python_version"] == "3.11"


def test_the_check_runs_the_readme_s_test_command_with_a_browser() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    command = "pip install -r requirements-dev.txt && pytest"
    assert command in script
    assert command in (ROOT / "README.md").read_text("utf-8")
    assert "REQUIRE_BROWSER=1" in script
    assert "--thorough" in script
    assert "set -euo pipefail" in script
    for tool in ("ruff check", "ruff format --check", "mypy"):
        assert tool in script


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no executable bit")
def test_the_check_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_commits_are_checked_without_a_network() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    assert set(re.findall(r"language: (.+)", hooks)) == {"system"}


def test_no_file_names_a_machine() -> None:
    for file in committed():
        if file.suffix not in (".xlsx", ".png"):
            text = file.read_text("utf-8")
            assert not MACHINE_PATHS.search(text), file
            assert PRIVATE_FOLDER not in text, file


def test_the_server_tells_nobody_anything() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["enableXsrfProtection"] is True
    assert config["server"]["address"] == "localhost"
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["disableDataExport"] is True, "exports go through our own buttons"


def test_a_clone_has_a_licence_and_a_changelog() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
