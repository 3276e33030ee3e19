"""Drafts: files that a person is about to load, with the answers and explanations given so far.

Nothing of a draft is in the figures. It is one JSON file in the warehouse's folder, beside the originals that it names,
so that a closed browser or a stopped server loses nothing. Two windows may have the same draft open: who saves an older
state than the one that is kept is told so.
"""

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from filelock import FileLock

from etl import archive, disk, files
from etl.memory import Decision, Memory, Wording
from etl.model import PersonCanActError, Place, ReceivedFile
from etl.problems import problem
from etl.snapshots import Warehouse

_NAME = re.compile(r"[0-9a-f]{12}")
_FORMAT = 1
_IDLE = 24 * 3600  # seconds: a preview is a copy of the warehouse, and is made again when it is wanted


class DraftGoneError(PersonCanActError):
    """There is no such draft (any more), or its file cannot be read."""


class DraftChangedError(PersonCanActError):
    """Another window saved the draft meanwhile; nothing was stored."""


@dataclass(frozen=True)
class DraftFile:
    """A file of a draft: its name as received and the hash that its original is kept under.

    What could not even be taken out of its archive has no original, but the sentence that says why (`refused`).
    """

    name: str
    file_hash: str
    is_left_out: bool = False
    refused: str = ""


@dataclass(frozen=True)
class Explanation:
    """What an analyst says to a finding; the first six say which (table explanations)."""

    line: str
    reporting_unit: str
    period: str
    indicator: str
    handled_by: str
    found: str
    explanation: str

    @property
    def subject(self) -> tuple[str, ...]:
        """The finding that is explained."""
        return self.line, self.reporting_unit, self.period, self.indicator, self.handled_by, self.found


@dataclass(frozen=True)
class Draft:
    """A draft as it was read; `version` counts how often it was saved. Times are in UTC.

    `chosen_answers` are those that were picked and not applied yet: nothing is read with them. `owner` is the account
    that began it, '' where nobody signs in.
    """

    draft: str
    version: int
    made_at: datetime
    saved_at: datetime
    saved_by: str
    files: tuple[DraftFile, ...]
    decisions: tuple[Decision, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    chosen_answers: tuple[Decision, ...] = ()
    owner: str = ""

    @property
    def chosen(self) -> tuple[DraftFile, ...]:
        """The files that are to be loaded."""
        return tuple(file for file in self.files if not (file.is_left_out or file.refused))

    @property
    def reading(self) -> str:
        """Changes with what the figures depend on: the chosen files and the answers."""
        told = [[file.file_hash for file in self.chosen], [(*made.wording, made.answer) for made in self.decisions]]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    def with_files(self, files: Sequence[DraftFile]) -> "Draft":
        """With more files; the same bytes are there once."""
        known = {file.file_hash or file.name: file for file in files}
        known |= {file.file_hash or file.name: file for file in self.files}
        own = [file.file_hash or file.name for file in self.files]
        return replace(self, files=tuple(known[key] for key in dict.fromkeys((*own, *known))))

    def without(self, hashes: Sequence[str]) -> "Draft":
        """With these files, and no others, left out."""
        return replace(self, files=tuple(replace(file, is_left_out=file.file_hash in hashes) for file in self.files))

    def answered(self, made: Sequence[Decision]) -> "Draft":
        """With answers; a new one about the same thing, meant to reach as far, takes the place of the old."""
        kept = {(*old.wording, old.form, old.sender): old for old in self.decisions}
        kept |= {(*new.wording, new.form, new.sender): new for new in made}
        wordings = {new.wording for new in made}
        left = tuple(one for one in self.chosen_answers if one.wording not in wordings)
        return replace(self, decisions=tuple(kept.values()), chosen_answers=left)

    def choosing(self, wording: Wording, made: Decision | None) -> "Draft":
        """With an answer picked about a wording, or none any more."""
        left = tuple(one for one in self.chosen_answers if one.wording != wording)
        return replace(self, chosen_answers=left if made is None else (*left, made))

    def unanswered(self, wording: Wording) -> "Draft":
        """Without the answers about a wording."""
        left = tuple(made for made in self.decisions if made.wording != wording)
        return replace(self, decisions=left)

    def explained(self, said: Sequence[Explanation]) -> "Draft":
        """With explanations; an empty one takes an earlier one back, also one that was loaded before."""
        kept = {old.subject: old for old in self.explanations} | {new.subject: new for new in said}
        return replace(self, explanations=tuple(kept.values()))


class Drafts:
    """The drafts of a warehouse: all of them, or those of some owners."""

    def __init__(self, warehouse: Warehouse, owners: Collection[str] | None = None) -> None:
        """Nothing is read or written yet. A draft of another than the `owners` is as good as gone; the first begins."""
        self._warehouse = warehouse
        self._owners = owners
        self._folder = warehouse.folder / "drafts"

    def begin(self, received: Sequence[ReceivedFile], by: str) -> Draft:
        """Keep the files and make a draft of them."""
        now = _now()
        draft = Draft(secrets.token_hex(6), 0, now, now, by, (), owner=next(iter(self._owners or ("",))))
        return self.add(draft, received, by)

    def add(self, draft: Draft, received: Sequence[ReceivedFile], by: str) -> Draft:
        """Keep more files with a draft, those of an archive one by one.

        Raises:
            DraftChangedError: another window saved it meanwhile.
        """
        return self.save(draft.with_files([self._kept(file) for file in archive.expanded(received)]), by)

    def save(self, draft: Draft, by: str) -> Draft:
        """Keep a changed draft, and return it as it is kept.

        Raises:
            DraftChangedError: another window saved it meanwhile.
            DraftGoneError: it was loaded or thrown away meanwhile.
            DiskFullError: there is no room.
        """
        with disk.told(self._folder):
            return self._save(draft, by)

    def _save(self, draft: Draft, by: str) -> Draft:
        place = self._place(draft.draft)
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / "drafts.lock"):
            if draft.version:
                kept = self.open(draft.draft)
                if kept.version != draft.version:
                    raise DraftChangedError(
                        f"Bản nháp vừa được lưu ở một cửa sổ khác ({_who_and_when(kept)}). "
                        "Thay đổi ở đây chưa được lưu; trang đã mở lại bản mới nhất, hãy làm lại trên đó."
                    )
            saved = replace(draft, version=draft.version + 1, saved_at=_now(), saved_by=by)
            files.write_durably(json.dumps(_to_data(saved), ensure_ascii=False, indent=1), place / "draft.json")
        return saved

    def open(self, name: str) -> Draft:
        """A draft by its name.

        Raises:
            DraftGoneError: there is none of that name, or it cannot be read.
        """
        if not _NAME.fullmatch(name):
            raise DraftGoneError(_GONE)
        try:
            found = _from_data(json.loads((self._place(name) / "draft.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DraftGoneError(_GONE) from error
        if self._owners is not None and found.owner not in self._owners:
            raise DraftGoneError(_GONE)
        return found

    def all(self) -> list[Draft]:
        """Every draft that can be read, the last saved first."""
        found = []
        for place in self._folder.glob("*/draft.json"):
            with suppress(DraftGoneError):
                found.append(self.open(place.parent.name))
        return sorted(found, key=lambda draft: draft.saved_at, reverse=True)

    def discard(self, draft: Draft) -> None:
        """Throw a draft away; its originals stay, others may name them. One of another owner stays."""
        if self._owners is not None and draft.owner not in self._owners:
            return
        shutil.rmtree(self._place(draft.draft), ignore_errors=True)

    def scratch(self, draft: Draft) -> Path:
        """A folder for what a draft would change, thrown away with it."""
        return self._place(draft.draft) / "scratch"

    def clear_scratch(self, draft: Draft) -> None:
        """Throw away what was tried with a draft before, and with drafts that nobody looked at for a day.

        A file that a reader still has open on Windows goes the next time.
        """
        idle = time.time() - _IDLE
        for folder in self._folder.glob("*/scratch"):
            with suppress(OSError):
                if folder.parent.name == draft.draft or folder.stat().st_mtime < idle:
                    shutil.rmtree(folder)

    def received(self, draft: Draft) -> list[ReceivedFile]:
        """The files of a draft that are to be loaded, from their kept originals.

        Raises:
            DraftGoneError: an original is gone.
        """
        found = []
        for file in draft.chosen:
            place = self._warehouse.original(file.file_hash)
            if place is None:
                raise DraftGoneError(f"Không còn tệp gốc {file.name} của bản nháp. Hãy bỏ tệp này rồi thả lại vào đây.")
            found.append(ReceivedFile(file.name, path=place))
        return found

    def _kept(self, file: ReceivedFile) -> DraftFile:
        if file.refusal is not None:
            return DraftFile(file.name, "", refused=file.refusal.sentence)
        if archive.is_archive(file):  # inside another one: it would be opened when the draft is read
            return DraftFile(file.name, "", refused=problem("file_archive", Place(), found="zip").sentence)
        try:
            data = file.read()
        except OSError as error:
            return DraftFile(file.name, "", refused=problem("archive_entry", Place(), found=str(error)).sentence)
        file_hash = self._warehouse.keep_received(data, PurePath(file.name).suffix.lower()[:8])
        return DraftFile(file.name, file_hash)

    def _place(self, name: str) -> Path:
        return self._folder / name


_GONE = "Bản nháp này không còn: đã được nạp hoặc đã bị xóa. Hãy thả tệp để bắt đầu bản nháp mới."


def _to_data(draft: Draft) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "draft": draft.draft,
        "version": draft.version,
        "made_at": draft.made_at.isoformat(),
        "saved_at": draft.saved_at.isoformat(),
        "saved_by": draft.saved_by,
        "owner": draft.owner,
        "files": [asdict(file) for file in draft.files],
        "decisions": Memory(draft.decisions).to_data(),
        "chosen_answers": Memory(draft.chosen_answers).to_data(),
        "explanations": [asdict(said) for said in draft.explanations],
    }


def _from_data(data: dict[str, object]) -> Draft:
    if data["format"] != _FORMAT:
        raise ValueError("a draft of another release")
    return Draft(
        draft=str(data["draft"]),
        version=int(str(data["version"])),
        made_at=datetime.fromisoformat(str(data["made_at"])),
        saved_at=datetime.fromisoformat(str(data["saved_at"])),
        saved_by=str(data["saved_by"]),
        owner=str(data.get("owner", "")),
        files=tuple(DraftFile(**file) for file in data["files"]),  # type: ignore[attr-defined]
        decisions=Memory.from_data(data["decisions"]).decisions,  # type: ignore[arg-type]
        explanations=tuple(Explanation(**said) for said in data["explanations"]),  # type: ignore[attr-defined]
        chosen_answers=Memory.from_data(data["chosen_answers"]).decisions,  # type: ignore[arg-type]
    )


def _who_and_when(draft: Draft) -> str:
    from etl.ledger import in_vietnam

    return f"{draft.saved_by}, {in_vietnam(draft.saved_at):%H:%M:%S %d/%m/%Y}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
