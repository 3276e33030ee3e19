"""The documents say what the program does: commands, options, keys, codes, tables, texts and places."""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from dashboard import desk_texts, export_texts, formatting, texts
from etl import __main__ as command_line
from etl import decision_table
from etl.memory import Decision
from etl.problems import KINDS
from etl.snapshots import Warehouse

ROOT = Path(__file__).parents[1]
DOCS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
RUN = "pip install -r requirements.txt && streamlit run app.py"
TEST = "pip install -r requirements-dev.txt && pytest"
LAK = ROOT / "data" / "appendices" / "000_bao-cao-486_huyen-lak_nam-2022.xlsx"
SQL_OF_VIEWS = ("etl/views.sql",)
AN_SQL_NAME = re.compile(r"^    (\w+) +(?:TEXT|BIGINT|INTEGER|DOUBLE|DATE|BOOLEAN|TIMESTAMP)\b", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_words(name: str) -> set[str]:
    """What stands between backticks in a document."""
    return set(re.findall(r"`([^`\n]+)`", read(name)))


def commands() -> dict[str, argparse.ArgumentParser]:
    choices = [action.choices for action in command_line._parser()._actions if action.choices]
    return dict(next(iter(choices)))


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from options(inner)


def test_every_action_of_labels_is_described() -> None:
    (actions,) = (a for a in commands()["labels"]._actions if isinstance(a, argparse._SubParsersAction))
    described = section("docs/command-line.md", "## labels")
    for name in actions.choices:
        assert f"`labels {name}" in described
    columns = {*decision_table.QUESTION_COLUMNS, *decision_table.DECISION_COLUMNS}
    keys_of_list = {field.name for field in fields(Decision)} | {"scope"}
    assert columns | keys_of_list <= set(re.findall(r"`([^`\n]+)`", described))


def keys(answer: Any) -> set[str]:
    """Every key of a JSON answer, at every depth."""
    if isinstance(answer, list):
        return set().union(*map(keys, answer))
    if isinstance(answer, dict):
        return set(answer) | set().union(*map(keys, answer.values()))
    return set()


def section(name: str, heading: str) -> str:
    """The text below a heading, up to the next heading of its rank."""
    rank = heading.split(" ")[0]
    return re.split(rf"^{rank} ", read(name).split(f"\n{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_readme_gives_the_two_commands_and_what_they_need() -> None:
    assert RUN in read("README.md")
    assert TEST in read("README.md")
    for name in ("requirements.txt", "requirements-dev.txt", "app.py"):
        assert (ROOT / name).is_file()


def test_every_place_in_the_readme_s_tree_exists() -> None:
    tree = re.search(r"## Where things are\n+```text\n(.*?)```", read("README.md"), re.DOTALL)
    assert tree
    places = [line.split()[0] for line in tree[1].splitlines()]
    assert len(places) > 10
    assert [place for place in places if not (ROOT / place).exists()] == []
    folders = {place.rstrip("/") for place in places if place.endswith("/") and place.count("/") == 1}
    assert {"etl", "dashboard", "pages", "tests"} <= folders


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", document.read_text("utf-8")):
        if not target.startswith("https://"):
            path, _, anchor = target.partition("#")
            linked = document.parent / path
            assert linked.exists(), target
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert not anchor or anchor in slugs, target


def test_every_command_and_option_is_described() -> None:
    document = "docs/command-line.md"
    general = read(document)
    for name, parser in commands().items():
        described = section(document, f"## {name}")
        for option in options(parser):
            where = general if option in ("-h", "--help", "--warehouse") else described
            assert re.search(rf"`[^`]*(?<![\w-]){re.escape(option)}(?![\w-])[^`]*`", where), f"{name} {option}"
    assert "--version" in general


def test_every_exit_code_is_described() -> None:
    table = section("docs/command-line.md", "## Exit codes")
    assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == ["0", "1", "2", "70"]
    assert (command_line.EXIT_MISUSE, command_line.EXIT_OUR_ERROR) == (2, 70)


def test_every_json_key_is_described(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    described = code_words("docs/command-line.md")
    place = ["--warehouse", str(warehouse.folder)]
    for arguments in (
        ["load", str(LAK.parent), "--json"],
        ["load", str(LAK), "--json"],
        ["problems", "--json"],
    ):
        command_line.main([*arguments, *place])
        answer = json.loads(capsys.readouterr().out)
        assert keys(answer) - described == set(), arguments


def test_every_problem_is_in_the_user_guide_with_its_severity() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", read("docs/huong-dan-su-dung.md"), re.MULTILINE)
    assert dict(rows) == {code: formatting.SEVERITIES[kind.severity] for code, kind in KINDS.items()}
    assert len(rows) == len(KINDS)


@pytest.mark.parametrize(
    "text",
    [
        texts.OVERVIEW, texts.DOSSIERS, texts.ONESTOP, texts.STAFFING, texts.INVESTMENT, texts.FIGURES, texts.UPLOAD,
        texts.PERIOD, texts.LEVEL, texts.REPORTING_UNITS, desk_texts.START, desk_texts.LATER, texts.BLANK_FORM,
        texts.CSV_EXCEL, texts.CSV_PLAIN, export_texts.WORKBOOK, texts.TABLE,
        texts.QUESTIONS, texts.SAVE_ANSWERS, desk_texts.WHO, texts.REVOKE, texts.REVOKE_SURE,
        texts.TRIAL_ENTER, texts.TRIAL_LEAVE, texts.BUNDLE,
    ],
)  # fmt: skip
def test_the_user_guide_calls_pages_and_buttons_by_their_names(text: str) -> None:
    assert f"**{text}**" in read("docs/huong-dan-su-dung.md")


def test_the_runbook_names_every_problem_of_a_new_form() -> None:
    named = code_words("docs/add-a-form.md")
    from_a_form = {code for code in KINDS if code.startswith(("unit_", "row_", "layout_", "measure_", "money_"))}
    assert from_a_form - named <= {"unit_alias", "unit_parent_assumed", "row_hidden", "row_shifted"}
    for table in re.findall(r"`(\w+\.csv)`", read("docs/add-a-form.md")):
        assert (ROOT / "data" / "reference" / table).is_file()


def test_the_runbook_s_test_passes() -> None:
    example = re.search(r"```python\n(.*?)```", read("docs/add-a-form.md"), re.DOTALL)
    assert example
    lines = [line.removeprefix("   ") for line in example[1].splitlines()]
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)  # noqa: S102 our own document
    tests = [name for name in names if name.startswith("test_")]
    assert tests
    for name in tests:
        names[name]()


def test_the_glossary_knows_every_table_and_column() -> None:
    schema = read("etl/schema.sql")
    known = {word for words in code_words("docs/glossary.md") for word in re.findall(r"\w+", words)}
    tables = set(re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", schema))
    views = set(re.findall(r"CREATE OR REPLACE (?:VIEW|MACRO) (\w+)", "".join(map(read, SQL_OF_VIEWS))))
    columns = set(AN_SQL_NAME.findall(schema))
    assert len(tables) > 10
    assert len(columns) > 50
    assert len(views) > 10
    assert tables | views | columns <= known


def test_the_glossary_knows_every_fixed_code() -> None:
    known = code_words("docs/glossary.md")
    for codes in (
        formatting.LEVELS,
        formatting.SOURCES,
        formatting.BASES,
        formatting.SEVERITIES,
        formatting.HANDLED_BY,
    ):
        assert set(codes) - {""} <= known


def test_decisions_are_numbered_and_say_why() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(note.name[:4]) for note in notes] == list(range(1, len(notes) + 1))
    for note in notes:
        text = note.read_text("utf-8")
        for part in ("**Context.**", "**Choice.**", "**Rejected.**", "**Consequence.**"):
            assert part in text, f"{note.name}: {part}"


def test_the_decision_on_dependencies_names_every_pin() -> None:
    table = read("docs/decisions/0007-dependencies.md")
    for line in read("requirements.txt").splitlines():
        if "==" in line:
            assert f"| {line.partition(';')[0].replace('==', ' ')} |" in table
