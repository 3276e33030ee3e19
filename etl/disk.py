"""A disk that is full or may not be written, told in a sentence that says what to do."""

import contextlib
import errno
import re
from collections.abc import Iterator
from pathlib import Path

from etl.model import PersonCanActError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
# DuckDB has no error number, only the words of the system.
_SAID_FULL = re.compile(
    r"no space left|disk quota exceeded|file too large|not enough space on the disk|disk is full", re.I
)


class DiskFullError(PersonCanActError):
    """There is no room; what was being written was given up, what was there before is untouched."""


class NotWritableError(PersonCanActError):
    """The folder may not be written to."""


def full(folder: Path) -> DiskFullError:
    """What is said where there is no room for something in or below `folder`."""
    return DiskFullError(
        f"Đĩa chứa {folder} đã đầy nên việc này dừng lại; số liệu đã có không thay đổi. "
        "Hãy giải phóng dung lượng rồi làm lại đúng việc đó."
    )


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say what went wrong while something in or below `folder` was being written, where it is the disk's fault.

    Raises:
        DiskFullError: there is no room left.
        NotWritableError: the folder may not be written to.
    """
    try:
        yield
    except PersonCanActError:
        raise
    except Exception as error:
        if is_full(error):
            raise full(folder) from error
        if isinstance(error, OSError) and error.errno in _REFUSED:
            raise NotWritableError(
                f"Không ghi được vào {folder}; số liệu đã có không thay đổi. "
                "Hãy kiểm tra quyền ghi của thư mục rồi làm lại đúng việc đó."
            ) from error
        raise


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or what led to it, is that there is no room."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError):
            if error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS:
                return True
        elif type(error).__module__.endswith("duckdb") and _SAID_FULL.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False
