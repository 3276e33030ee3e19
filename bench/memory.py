"""Memory of a long load: what this process and its reading processes hold while thousands of workbooks go through.

    python -m bench.memory [--workbooks 2000] [--every 200] [--source bench.workbooks:stamped]

Resident memory as the system counts it (/proc: Linux only), with the progress line as a person sees it.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from bench import workbooks
from bench.loading import processor_seconds, source
from etl import pipeline
from etl.snapshots import Warehouse


def resident() -> tuple[float, float]:
    """Megabytes of this process and of all its children together."""
    own = os.getpid()
    children = [int(child) for task in Path(f"/proc/{own}/task").iterdir() for child in _children(task)]
    return _megabytes(own), sum(map(_megabytes, children))


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:  # a thread that has just ended
        return []


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main() -> None:
    """Write the files, load them, say what was held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=2000)
    parser.add_argument("--every", type=int, default=200)
    parser.add_argument("--source", type=source, default="bench.workbooks:stamped", metavar="MODULE:FUNCTION")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = workbooks.write(wanted.source, wanted.workbooks, Path(folder) / "received")
        begun, before = time.perf_counter(), processor_seconds()

        def told(done: int, total: int, what: str) -> None:
            if done % wanted.every == 0 or done == total:
                own, children = resident()
                row = f"| {time.perf_counter() - begun:6.0f} | {own:7.0f} | {children:8.0f} |"
                print(f"{row} [{done}/{total}] {what} |", flush=True)

        print("| second | own, MB | children | progress |\n|-------:|--------:|---------:|----------|")
        report = pipeline.ingest(pipeline.received_from(files), Warehouse(Path(folder) / "warehouse"), progress=told)
        wall, spent = time.perf_counter() - begun, processor_seconds() - before
        own, _ = resident()
        outcomes = {file.outcome for file in report.files}
    figures = sum(file.figures for file in report.files)
    print(
        f"\n{len(files)} workbooks, {figures} figures, {', '.join(sorted(outcomes))}; {wall:.0f} s, {own:.0f} MB after"
    )
    print(f"{wall / len(files) * 1000:.1f} ms of wall time, {spent / len(files) * 1000:.1f} ms of CPU per workbook")


if __name__ == "__main__":
    main()
