"""How much of the server's memory the files that browsers send may take, of one session and of all together.

Streamlit bounds a single file, keeps it in memory until its session ends, and takes it from whoever has a session,
also where no page asks for files. The files of a draft are on disk: what is bounded here waits to become one.
"""

import threading

from starlette.exceptions import HTTPException
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

OF_SESSION = 512 * 2**20  # ten files of the largest size, or ten thousand appendices
OF_ALL = 2 * 2**30
FILES_OF_SESSION = 12_000
LONGEST_NAME = 500  # characters; no file system takes half of that
_lock = threading.Lock()


def bound() -> None:
    """Let the server refuse what is too much; once is enough, and outside a server it does nothing."""
    if not Runtime.exists():
        return
    manager = Runtime.instance().uploaded_file_mgr
    with _lock:
        if isinstance(manager, MemoryUploadedFileManager) and "add_file" not in vars(manager):
            vars(manager)["add_file"] = _Bounded(manager)


class _Bounded:
    """In place of the manager's own `add_file`."""

    def __init__(self, manager: MemoryUploadedFileManager) -> None:
        self._manager = manager
        self._add = manager.add_file
        self._one_at_a_time = threading.Lock()

    def __call__(self, session_id: str, file: UploadedFileRec) -> None:
        """Keep a file.

        Raises:
            HTTPException: there is too much already.
        """
        with self._one_at_a_time:
            sessions = {key: list(files.values()) for key, files in list(self._manager.file_storage.items())}
            mine = sessions.get(session_id, [])
            of_session = sum(len(kept.data) for kept in mine) + len(file.data)
            of_all = sum(len(kept.data) for files in sessions.values() for kept in files) + len(file.data)
            if of_session > OF_SESSION or of_all > OF_ALL or len(mine) >= FILES_OF_SESSION:
                raise HTTPException(413, "Too many files are waiting")
            if len(file.name) > LONGEST_NAME:
                raise HTTPException(400, "Name too long")
            self._add(session_id, file)
