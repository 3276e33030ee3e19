"""The draft that this session works on, and what it would change: previewed once, whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import allowed, load_results, person, queries, shell, store, translation
from dashboard import desk_texts as words
from etl import decisions, preview
from etl.decisions import OpenQuestion
from etl.drafts import Draft, DraftChangedError, DraftGoneError, Drafts
from etl.guard import NotAllowedError
from etl.model import PersonCanActError, ReceivedFile
from etl.preview import Preview

_DRAFT, _SAID, _STEP = "nhap", "desk-said", "desk-step"


@dataclass(frozen=True)
class Desk:
    """A draft with its preview, and what follows from it; frames as `queries` describes them."""

    draft: Draft
    seen: Preview
    questions: list[OpenQuestion]
    difference: pd.DataFrame
    findings: pd.DataFrame

    def count(self, state: str) -> int:
        """How many figures are changed, new, vanished or the same."""
        return int((self.difference["state"] == state).sum()) if len(self.difference) else 0

    @property
    def figures(self) -> int:
        """How many figures would be loaded."""
        return sum(file.figures for file in self.seen.report.files if file.outcome in ("loaded", "partly"))

    @property
    def files(self) -> int:
        """How many files would be loaded."""
        return sum(file.outcome in ("loaded", "partly") for file in self.seen.report.files)

    @property
    def is_clear(self) -> bool:
        """Whether nothing is left to look at before loading."""
        is_moved = self.count("changed") + self.count("vanished") > 0
        is_lacking = any(file.needs_person for file in self.seen.report.files)
        return bool(self.files) and not (self.questions or is_moved or is_lacking or self.findings["is_new"].any())


def drafts() -> Drafts:
    """The drafts of this session's warehouse: where people sign in, their own, whoever else knows their names.

    Those that were begun before sign-in was set up belong to who may load for all units.
    """
    if allowed.held() is None:
        return Drafts(store.warehouse())
    return Drafts(store.warehouse(), (person.name(), *([""] if allowed.may_everywhere("load") else [])))


def follow_address() -> None:
    """Before anything else of a script run: a link to a draft opens it."""
    if _DRAFT in st.query_params:
        st.session_state[_DRAFT] = st.query_params[_DRAFT]


def address() -> dict[str, str]:
    """What the address carries so that a reloaded page finds the draft."""
    name: str = st.session_state.get(_DRAFT, "")
    return {_DRAFT: name} if name else {}


def current() -> Draft | None:
    """The draft that this session works on; one that is gone is said so, once."""
    name: str = st.session_state.get(_DRAFT, "")
    if not name:
        return None
    try:
        return drafts().open(name)
    except DraftGoneError as error:
        leave()
        say(translation.said(str(error)))
        return None


def owns(on: Desk, file_hash: str) -> bool:
    """Whether a file is one of a draft's own: its answers may concern others."""
    return any(file.file_hash == file_hash for file in on.draft.files)


def begin(received: Sequence[ReceivedFile]) -> None:
    """Keep the files as a draft and go to it.

    Raises:
        NotAllowedError: the person may not load.
    """
    allowed.require("load")
    go_to(drafts().begin(received, person.name()))


def go_to(draft: Draft) -> None:
    """Work on a draft from now on; the address keeps it, so that a reloaded page finds it."""
    st.session_state[_DRAFT] = draft.draft
    st.session_state.pop(_STEP, None)


def leave() -> None:
    """Put the draft aside; it stays where it is."""
    st.session_state.pop(_DRAFT, None)
    if _DRAFT in st.query_params:
        del st.query_params[_DRAFT]


def discard(draft: Draft) -> None:
    """Throw a draft away."""
    allowed.require("load")
    drafts().discard(draft)
    leave()
    say(words.DISCARDED)


def save(draft: Draft) -> bool:
    """Keep a changed draft; where another window was faster, its state is opened and said."""
    try:
        allowed.require("load")
        drafts().save(draft, person.name())
    except (DraftChangedError, DraftGoneError, NotAllowedError) as error:
        say(translation.said(str(error)))
        return False
    return True


def look(draft: Draft) -> Desk | None:
    """The draft with its preview, made with progress where nobody made it yet; None where it cannot be made."""
    warehouse = store.warehouse()
    key = (str(warehouse.folder), draft.draft, draft.reading, str(warehouse.current()))
    known = _previews()
    if key not in known:
        if any(other[:2] == key[:2] and other[3] != key[3] for other in known):
            st.toast(words.CHANGED_ELSEWHERE, icon=":material/sync:")
        with st.status(words.READING.format(count=len(draft.chosen)), expanded=True) as status:
            try:
                known[key] = preview.preview(warehouse, draft, person.name(), shell.progress_bar())
            except PersonCanActError as error:
                status.update(label=words.READING_FAILED, state="error")
                st.error(translation.said(str(error)))
                return None
            status.update(label=words.READ.format(count=len(draft.chosen)), state="complete", expanded=False)
        _forget_old(known)
    seen = known[key]
    questions, difference, findings = _consequences(*key, allowed.remits(), seen)
    return Desk(
        draft, seen, questions, translation.answer("difference", difference), translation.answer("findings", findings)
    )


def load(draft: Draft, seen: Preview) -> bool:
    """Load the draft with progress, as it was previewed; True when it is loaded."""
    with st.status(words.LOADING.format(count=len(draft.chosen)), expanded=True) as status:
        try:
            allowed.require("load")
            drafts().open(draft.draft)
            report = preview.load_draft(
                store.warehouse(), draft, seen, person.name(), shell.progress_bar(), allowed.held()
            )
        except PersonCanActError as error:
            status.update(label=words.LOADING_FAILED, state="error")
            say(f"{translation.said(str(error))} {words.DRAFT_KEPT}")
            return False
        status.update(label=words.LOADED.format(count=len(report.files)), state="complete", expanded=False)
    load_results.keep(report)
    leave()
    return True


def say(sentence: str) -> None:
    """A sentence for the next run of the page."""
    st.session_state[_SAID] = sentence


def tell() -> None:
    """What was to be said, once."""
    said: str = st.session_state.pop(_SAID, "")
    if said:
        st.warning(said, icon=":material/info:")


@st.cache_resource(max_entries=1, show_spinner=False)
def _previews() -> dict[tuple[str, str, str, str], Preview]:
    """Previews of this process by warehouse, draft, what it reads and the snapshot that it was compared with."""
    return {}


def _forget_old(known: dict[tuple[str, str, str, str], Preview]) -> None:
    """A preview whose copy is gone can be shown to nobody any more."""
    for key, seen in list(known.items()):
        if seen.snapshot is not None and not seen.snapshot.exists():
            del known[key]


@st.cache_resource(max_entries=20, show_spinner=False)
def _consequences(
    folder: str,  # noqa: ARG001 -- part of the key, as all before the last
    draft: str,  # noqa: ARG001
    read: str,  # noqa: ARG001
    base: str,  # noqa: ARG001
    remits: tuple[str, ...],  # noqa: ARG001
    _seen: Preview,
) -> tuple[list[OpenQuestion], pd.DataFrame, pd.DataFrame]:
    """What waits for a person, what would change, and what the rules find in it."""
    hashes = {file.file_hash for file in _seen.report.files}
    after, before = store.cursor(_seen.snapshot, hashes), store.cursor(_seen.base)
    if after is None or not _seen.load:
        return [], pd.DataFrame({"state": []}), pd.DataFrame({"is_new": []})
    return (
        decisions.open_questions(after, of_files=hashes),
        queries.difference(before, after, _seen.load),
        queries.findings_of_load(before, after, _seen.load),
    )
