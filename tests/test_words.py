"""Each topic of the screen's words has an English twin: the same names, shapes and blanks, and no Vietnamese left."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

import dashboard.words.en
import dashboard.words.vi
from dashboard import language
from dashboard.words.counting import Counted
from tests.spoken import blanks, vietnamese


def topics(package: ModuleType) -> set[str]:
    return {found.name for found in pkgutil.iter_modules(package.__path__)}


TOPICS = sorted(topics(dashboard.words.vi))
every_topic = pytest.mark.parametrize("topic", TOPICS)


def names(module: ModuleType) -> dict[str, Any]:
    return {name: value for name, value in vars(module).items() if name.isupper()}


def twins(topic: str) -> tuple[dict[str, Any], dict[str, Any]]:
    vi, en = (names(importlib.import_module(f"dashboard.words.{code}.{topic}")) for code in ("vi", "en"))
    return vi, en


def texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text in a value with where it stands."""
    if isinstance(value, str):
        yield path, str(value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, f"{path}[{key!r}]")
    elif isinstance(value, tuple | list):
        for number, part in enumerate(value):
            yield from texts(part, f"{path}[{number}]")


def test_every_topic_is_there_in_both_languages() -> None:
    assert {"general", "quality", "time", "domain"} <= set(TOPICS)
    assert topics(dashboard.words.en) == set(TOPICS)
    assert language.LANGUAGES == ("vi", "en")


@every_topic
def test_twins_have_the_same_names_shapes_and_blanks(topic: str) -> None:
    vi, en = twins(topic)
    assert set(vi) == set(en)
    for name in vi:
        assert isinstance(en[name], type(vi[name])), name
        ours, theirs = dict(texts(vi[name], name)), dict(texts(en[name], name))
        assert ours.keys() == theirs.keys(), name
        for path in ours:
            assert blanks(ours[path]) == blanks(theirs[path]), path


@every_topic
def test_no_vietnamese_is_left_in_english(topic: str) -> None:
    _, en = twins(topic)
    left = {path: found for name in en for path, text in texts(en[name], name) if (found := vietnamese(text))}
    assert left == {}


@every_topic
def test_english_says_nothing_empty(topic: str) -> None:
    vi, en = twins(topic)
    ours = {path: text for name in vi for path, text in texts(vi[name], name)}
    theirs = {path: text for name in en for path, text in texts(en[name], name)}
    assert {path for path in ours if ours[path] and not theirs[path]} == set()


def test_one_is_told_from_many() -> None:
    text = Counted("{count} [count|dossier|dossiers] of {name}")
    assert [text.format(count=count, name="a[1]") for count in (1, "1", 0, "1,200")] == [
        "1 dossier of a[1]", "1 dossier of a[1]", "0 dossiers of a[1]", "1,200 dossiers of a[1]",
    ]  # fmt: skip


@every_topic
def test_what_is_counted_is_a_blank_of_the_text(topic: str) -> None:
    _, en = twins(topic)
    for name in en:
        for path, text in texts(en[name], name):
            Counted(text).format(**dict.fromkeys(blanks(text), 2))
            assert "[" not in re.sub(r":[a-z]+\[", "", Counted(text).format(**dict.fromkeys(blanks(text), 2))), path
