"""Conversations at cells (threaded comments of newer Excel): there Excel shows the conversation, not the comment.

So what is to be said is also said in the conversation, as an answer of ours; one of an earlier time goes.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from lxml import etree

from etl.returned import text
from etl.returned.package import Parts
from etl.returned.sheet import Spot, address
from etl.returned_words import AUTHOR

_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_US = str(uuid.uuid5(uuid.NAMESPACE_URL, AUTHOR)).upper()


def answer(parts: Parts, sheet: str, notes: Mapping[Spot, str]) -> None:
    """Add our answers to the conversations at the cells of notes."""
    path = next((path for kind, path in parts.related(sheet).values() if kind == "threadedComment"), "")
    if not path:
        return
    root = parts.tree(path)
    old = [one for one in root if one.get("personId") == f"{{{_US}}}"]
    for one in old:
        root.remove(one)
    begun = {spot: one for one in root if not one.get("parentId") and (spot := _spot_of(one))}
    for spot, words in notes.items():
        if spot in begun:
            _append(root, begun[spot], words)
    if old or notes.keys() & begun.keys():
        _introduce(parts)
        parts.put(path, root)


def _append(root: Any, first: Any, words: str) -> None:
    """An answer stands behind all that was said at the cell."""
    thread = [one for one in root if one is first or one.get("parentId") == first.get("id")]
    said = etree.Element(f"{{{_SPACE}}}threadedComment", ref=first.get("ref"), dT=thread[-1].get("dT") or "")
    if not said.get("dT"):
        del said.attrib["dT"]
    said.set("personId", f"{{{_US}}}")
    said.set("id", f"{{{_id_for(first)}}}")
    said.set("parentId", first.get("id") or "")
    etree.SubElement(said, f"{{{_SPACE}}}text").text = text.safe(words)
    thread[-1].addnext(said)


def _id_for(first: Any) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{AUTHOR} {first.get('id')}")).upper()


def _introduce(parts: Parts) -> None:
    """Who answers must be known to the workbook."""
    path = next((path for kind, path in parts.related(parts.main).values() if kind == "person"), "")
    if not path:
        return
    people = parts.tree(path)
    if not any(one.get("id") == f"{{{_US}}}" for one in people):
        known = etree.SubElement(people, f"{{{_SPACE}}}person", displayName=AUTHOR, id=f"{{{_US}}}")
        known.set("userId", AUTHOR)
        known.set("providerId", "None")
        parts.put(path, people)


def _spot_of(one: Any) -> Spot | None:
    try:
        return address(one.get("ref") or "")
    except ValueError:
        return None
