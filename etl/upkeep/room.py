"""Room on a disk for what is about to be written."""

import shutil
from pathlib import Path

from etl.model import PersonCanActError

MEGABYTE = 2**20


class NoRoomError(PersonCanActError):
    """There is less room than what is to be written needs; nothing was written."""


def free(folder: Path) -> int:
    """Bytes that are free where a folder is, or would be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def check(folder: Path, needed: int) -> None:
    """Refuse to begin what would not fit.

    Raises:
        NoRoomError: there is less room than that.
    """
    there = free(folder)
    if there < needed:
        raise NoRoomError(
            f"Đĩa chứa {folder} chỉ còn {there // MEGABYTE} MB, việc này cần {needed // MEGABYTE + 1} MB; chưa có gì "
            "thay đổi. Hãy giải phóng dung lượng rồi chạy lại."
        )
