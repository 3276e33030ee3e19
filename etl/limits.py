"""How much memory and processor time a reading process may take.

On Linux and macOS the process limits itself. Windows has no such limits for a process, but a job
that a process is put into has: memory there, and its end together with ours. Where neither can be
had, the time limit of the parent remains.
"""

import sys
from subprocess import Popen

MEMORY = 1024**3


def limit_self() -> None:
    """Memory, no files, no core dumps; a parser that runs away then dies alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the address space is no measure of memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def allow_processor(seconds: int) -> None:
    """Processor time for one more file, counted from now."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def limit_child(child: Popen[bytes]) -> object:
    """Put a process into a job on Windows; the job lives as long as what is returned.

    It has not been run on Windows yet. A system that refuses it leaves the child with the time limit alone.
    """
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Limits(ctypes.Structure):  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD * 2),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peaks", ctypes.c_size_t * 2),
        )

    process_memory, kill_on_close, extended_limits = 0x100, 0x2000, 9
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    limits = Limits(flags=process_memory | kill_on_close, process_memory=MEMORY)
    kernel.SetInformationJobObject(job, extended_limits, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(int(child._handle)))
    return _Job(kernel, job)


class _Job:
    """Closes the job, and with it ends the process, when nobody needs it any more."""

    def __init__(self, kernel: object, job: object) -> None:
        self._kernel = kernel
        self._job = job

    def __del__(self) -> None:
        self._kernel.CloseHandle(self._job)  # type: ignore[attr-defined]
