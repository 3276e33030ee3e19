"""python -m etl labels …: the questions that wait, their answers, and what is remembered of them."""

import argparse
import json
import sys
from argparse import ArgumentParser
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from etl import answers, console, database, decision_table, decisions
from etl.answers import Settled
from etl.decisions import NoSuchDecisionError, StoredFile
from etl.memory import KINDS, OF_FILE, Decision
from etl.snapshots import Warehouse

_MISUSE = 2
_REACHES = {"form": "biểu mẫu", "sender": "đơn vị gửi", "everyone": "mọi nơi"}


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `labels` and what it can do to the program's commands."""
    labels = commands.add_parser("labels", help="questions, answers, and what is remembered of them")
    actions = labels.add_subparsers(required=True, metavar="ACTION")

    asking = actions.add_parser("questions", parents=[common], help="the open questions as CSV, to be answered")
    asking.add_argument("--taken", action="store_true", help="also what was taken by likeness and marked")
    asking.add_argument("-o", "--output", type=Path, metavar="FILE")
    asking.set_defaults(run=_questions)

    taking = actions.add_parser("import", parents=[common], help="take in answers, and read again what waited for them")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--no-reload", action="store_true", help="only remember; read no file again")
    taking.set_defaults(run=_import)

    listing = actions.add_parser("list", parents=[common], help="all decisions, also those revoked")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(run=_list)

    exporting = actions.add_parser("export", parents=[common], help="the decisions that stand, as CSV")
    exporting.add_argument("-o", "--output", type=Path, metavar="FILE")
    exporting.set_defaults(run=_export)

    revoking = actions.add_parser("revoke", parents=[common], help="take decisions back")
    revoking.add_argument("ids", nargs="+", type=int, metavar="ID")
    revoking.add_argument("--reload", action="store_true", help="also read the files again that rest on them")
    revoking.set_defaults(run=_revoke)


def _questions(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        waiting = decisions.open_questions(con, also_taken=options.taken)
    console.write(decision_table.of_questions(waiting), options.output)
    cells = sum(question.cells for question in waiting)
    print(f"{len(waiting)} câu hỏi, {cells} ô đang chờ.", file=sys.stderr)
    return 0


def _import(options: argparse.Namespace, warehouse: Warehouse) -> int:
    if not options.file.is_file():
        raise FileNotFoundError(options.file)
    data = options.file.read_bytes()
    if warehouse.current() is not None:
        console.current(warehouse)
    by, reread = console.account(), not options.no_reload
    taken = decision_table.read(data, answers.known_tables(warehouse), by, options.file.name)
    if taken.revoked:
        revoked = answers.revoke(warehouse, taken.revoked, by, reread=reread and not taken.decisions)
        print(f"Đã thu hồi {len(revoked.decisions)} quyết định.")
    made = taken.decisions
    settled = answers.answer(warehouse, made, by, reread=reread, progress=console.progress())
    console.end_progress()
    new = len(settled.decisions)
    print(f"Đã ghi nhớ {new} quyết định; {len(made) - new} quyết định đã có từ trước.")
    return _tell(settled, reread=reread)


def _list(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        known = decisions.read(con).decisions
    if options.json:
        print(json.dumps([_as_json(made) for made in known], ensure_ascii=False, indent=2))
        return 0
    for made in known:
        print(_line(made))
    standing = sum(made.revoked_at is None for made in known)
    print(f"{len(known)} quyết định, {standing} đang dùng")
    return 0


def _export(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        known = decisions.read(con).decisions
    console.write(decision_table.of_decisions(known), options.output)
    return 0


def _revoke(options: argparse.Namespace, warehouse: Warehouse) -> int:
    console.current(warehouse)
    try:
        settled = answers.revoke(
            warehouse, options.ids, console.account(), reread=options.reload, progress=console.progress()
        )
    except NoSuchDecisionError as error:
        print(error, file=sys.stderr)
        return _MISUSE
    console.end_progress()
    for made in settled.decisions:
        print(f"Đã thu hồi: {_line(made)}")
    if not settled.decisions:
        print("Các quyết định này đã được thu hồi từ trước.")
    return _tell(settled, reread=options.reload)


def _tell(settled: Settled, *, reread: bool) -> int:
    """What became of the files, or which are still to be read again."""
    if reread:
        if settled.files:
            console.print_report(settled.report)
        return settled.report.exit_code
    if settled.files:
        print(f"{len(settled.files)} tệp sẽ đọc khác đi khi đọc lại; số liệu đã nạp giữ nguyên đến lúc đó:")
        for name in _names(settled.files):
            print(f"  {name}")
    return 0


def _names(files: tuple[StoredFile, ...]) -> list[str]:
    return [f"{file.name} ({file.file_hash[:8]})" for file in files]


def _line(made: Decision) -> str:
    words = " > ".join(filter(None, (made.path, made.printed or made.subject)))
    measure = f" ({made.measure})" if made.measure else ""
    reach = f"tệp {made.subject[:8]}" if made.kind in OF_FILE else _REACHES[made.scope]
    whose = f" {made.sender}" if made.sender else ""
    taken_back = f" · thu hồi {made.revoked_at:%d/%m/%Y} ({made.revoked_by})" if made.revoked_at else ""
    return (
        f"{made.decision:>4}  {KINDS[made.kind]} · {reach}{whose} · {words}{measure} → {made.answer} · "
        f"{made.decided_by}, {made.decided_at:%d/%m/%Y}{taken_back}"
    )


def _as_json(made: Decision) -> dict[str, Any]:
    revoked = made.revoked_at.isoformat() if made.revoked_at else None
    times = {"decided_at": made.decided_at.isoformat(), "revoked_at": revoked}
    return asdict(made) | {"scope": made.scope} | times
