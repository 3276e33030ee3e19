"""Files that are written whole, replaced in one step and made durable."""

import contextlib
import os
import secrets
import shutil
import time
from pathlib import Path

_RETRIES = 40  # of 50 ms: on Windows a file that a reader has open cannot be replaced at once


def own() -> str:
    """Part of a file's name that no other process or thread uses."""
    return f"{os.getpid()}-{secrets.token_hex(4)}"


def remove(path: Path) -> None:
    """Delete a file or a folder, if it can be deleted."""
    with contextlib.suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def replace(source: Path, target: Path) -> None:
    """os.replace, patient where Windows refuses because a reader has the target open."""
    for attempt in range(_RETRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _RETRIES - 1:
                raise
            time.sleep(0.05)
        else:
            return


def write_durably(text: str | bytes, target: Path) -> None:
    """Replace a small file in one step: a reader sees the old text or the new, also after a power failure."""
    partial = target.with_name(f"{target.name}.{own()}.part")
    try:
        with partial.open("wb") as out:
            out.write(text.encode() if isinstance(text, str) else text)
            out.flush()
            os.fsync(out.fileno())
        replace(partial, target)
    except BaseException:
        remove(partial)
        raise


def sync_file(path: Path) -> None:
    """Make what was written durable."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no handle on a folder to flush; NTFS journals the rename."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
