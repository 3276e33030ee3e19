"""The command line: python -m etl load PATH… | export | return | loads | withdraw | problems | … | form | demo."""

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from etl import (
    RELEASE,
    console,
    corrections_command,
    database,
    deeds,
    deeds_command,
    disk,
    export,
    form_command,
    history_command,
    homes,
    journal,
    labels_command,
    moving_command,
    pipeline,
    return_command,
    roles_command,
    targets_command,
    units_command,
    upkeep_command,
)
from etl.model import PersonCanActError
from etl.periods import parse_code
from etl.problems import SEVERITIES
from etl.snapshots import Warehouse, default_address
from etl.withdrawal import NoSuchLoadError

EXIT_MISUSE = 2
EXIT_OUR_ERROR = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 something needs a person, 2 misuse, 70 our error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        warehouse = homes.at(options.warehouse)
    except PersonCanActError as error:
        print(error, file=sys.stderr)
        return 1
    journal.start(warehouse.folder)
    with contextlib.suppress(PersonCanActError, OSError):
        warehouse.sound()  # damage is known, and passed over, before any command meets it
    try:
        return int(options.run(options, warehouse))
    except PersonCanActError as error:
        print(error, *getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"Không thấy tệp hoặc thư mục: {error}", file=sys.stderr)
        return EXIT_MISUSE
    except BrokenPipeError:
        return 0
    except Exception as error:
        if disk.is_full(error):
            written = getattr(options, "output", None) or warehouse.folder
            print(disk.full(Path(written)), file=sys.stderr)
            return 1
        error_id = journal.note(error)
        print(
            f"Chương trình gặp lỗi (mã {error_id}); số liệu không thay đổi. "
            f"Hãy gửi mã này và tệp nhật ký trong {journal.folder(warehouse.folder)} cho người quản trị.",
            file=sys.stderr,
        )
        return EXIT_OUR_ERROR
    finally:
        console.tell_damage(warehouse)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Load appendices and export their figures.")
    parser.add_argument("--version", action="version", version=RELEASE)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--warehouse", default=default_address(), help="folder or shared lake (default: $WAREHOUSE)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    loading = commands.add_parser("load", parents=[common], help="load files or folders of appendices")
    loading.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    loading.add_argument("--dry-run", action="store_true", help="show what would load; write nothing")
    loading.add_argument("--strict", action="store_true", help="refuse a file of which any figure needs a decision")
    loading.add_argument("--json", action="store_true", help="print the report as JSON (keys: docs/command-line.md)")
    loading.set_defaults(run=_load)

    exporting = commands.add_parser("export", parents=[common], help="print the observations as CSV")
    exporting.add_argument("--indicator", action="append", default=[], metavar="CODE", help="may be repeated")
    exporting.add_argument("--reporting-unit", action="append", default=[], metavar="NAME", help="name or code")
    exporting.add_argument("--period", action="append", default=[], metavar="CODE", type=_period)
    exporting.add_argument("--with-computed", action="store_true", help="also ratios recomputed from their parts")
    exporting.add_argument("--known-on", type=history_command.moment, metavar="DATE|LOAD", help="as it was known then")
    exporting.add_argument("-o", "--output", type=Path, metavar="FILE")
    exporting.set_defaults(run=_export)

    listing = commands.add_parser("problems", parents=[common], help="open findings with file, sheet and cell")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(run=_problems)

    return_command.add(commands, common)
    labels_command.add(commands, common)
    units_command.add(commands, common)
    corrections_command.add(commands, common)
    targets_command.add(commands, common)
    roles_command.add(commands, common)
    deeds_command.add(commands, common)
    history_command.add(commands, common)
    form_command.add(commands, common)
    upkeep_command.add(commands, common)
    moving_command.add(commands, common)

    inventing = commands.add_parser("demo", help="write invented workbooks in many layouts, with an answer key")
    inventing.add_argument("out", type=Path, metavar="OUT", help="a new or empty folder")
    inventing.add_argument(
        "--units", type=_sizes, default=40, metavar="N", help="about how many reporting units (40), or sở,huyện,xã"
    )
    inventing.add_argument("--periods", type=int, default=8, metavar="P", help="periods back from the year 2024 (8)")
    inventing.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same files (1)")
    inventing.add_argument(
        "--reform", default="", metavar="PERIOD", help="from it on there are no districts, and merged communes"
    )
    inventing.add_argument(
        "--workbooks", type=int, metavar="N", help="only so many; without it all that the units send"
    )
    inventing.add_argument(
        "--defects", action=argparse.BooleanOptionalAction, default=True, help="put faults into some of them (yes)"
    )
    inventing.set_defaults(run=_demo, warehouse=default_address())
    return parser


def _sizes(text: str) -> int | tuple[int, int, int]:
    numbers = [int(part) for part in text.split(",")]
    if len(numbers) == 1:
        return numbers[0]
    if len(numbers) != 3:
        raise ValueError(text)
    return numbers[0], numbers[1], numbers[2]


def _period(text: str) -> str:
    if parse_code(text) is None:
        raise argparse.ArgumentTypeError(f"{text}: expected 2024-Q1, 2024-H1, 2024-9M, 2024, 2024-M05 or an interval")
    return text


def _load(options: argparse.Namespace, warehouse: Warehouse) -> int:
    report = pipeline.ingest(
        pipeline.received_from(options.paths),
        warehouse,
        dry_run=options.dry_run,
        strict=options.strict,
        received_by=console.account(),
        progress=console.progress(),
    )
    console.end_progress()
    if options.json:
        print(json.dumps(asdict(report) | {"exit_code": report.exit_code}, ensure_ascii=False, indent=2))
    else:
        console.print_report(report)
    return report.exit_code


def _export(options: argparse.Namespace, warehouse: Warehouse) -> int:
    try:
        opened = history_command.opened(console.current(warehouse), options.known_on)
    except NoSuchLoadError as error:
        print(error, file=sys.stderr)
        return EXIT_MISUSE
    with closing(opened) as con:
        unknown = export.unknown(con, options.indicator, options.reporting_unit)
        if unknown:
            print(f"Không có chỉ tiêu hoặc đơn vị: {', '.join(unknown)}", file=sys.stderr)
            return EXIT_MISUSE
        rows = export.observations(
            con,
            indicators=options.indicator,
            reporting_units=options.reporting_unit,
            periods=options.period,
            with_computed=options.with_computed,
        )
    asked = {"indicators": options.indicator, "rows": len(rows)}
    deeds.write(
        warehouse.folder, console.account(), "export", units=options.reporting_unit, periods=options.period, **asked
    )
    if options.output is None:
        export.write_csv(rows, sys.stdout)
        return 0
    with options.output.open("w", encoding="utf-8", newline="") as out:
        export.write_csv(rows, out)
    print(f"{len(rows)} dòng → {options.output}", file=sys.stderr)
    return 0


def _problems(options: argparse.Namespace, warehouse: Warehouse) -> int:
    columns = ("severity", "code", "file", "sheet", "cell", "indicator", "handled_by", "found", "expected", "sentence")
    with closing(database.open_reading(console.current(warehouse))) as con:
        found = con.execute(
            """SELECT severity, code, file, sheet, cell, indicator, handled_by, found, expected, sentence
               FROM open_issues
               ORDER BY file, list_position($severities, severity), sheet, cell, code""",
            {"severities": list(SEVERITIES)},
        ).fetchall()
    if options.json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in found], ensure_ascii=False, indent=2))
        return 0
    for severity, code, file, sheet, cell, *_, sentence in found:
        where = f"{file} · {sheet}!{cell}" if file else "(không còn ô nguồn)"
        print(f"{SEVERITIES[severity]:<16} {where} · {sentence} [{code}]")
    print(f"{len(found)} vấn đề")
    return 0


def _demo(options: argparse.Namespace, _warehouse: Warehouse) -> int:
    from etl import demo  # only this command needs openpyxl

    try:
        summary = demo.write(
            options.out,
            units=options.units,
            periods=options.periods,
            seed=options.seed,
            reform_from=options.reform,
            workbooks=options.workbooks,
            with_defects=options.defects,
        )
    except (FileExistsError, NotADirectoryError):
        print(f"{options.out} không phải là thư mục trống. Hãy chọn một thư mục mới.", file=sys.stderr)
        return EXIT_MISUSE
    except ValueError as error:
        print(f"Không tạo được tỉnh minh họa: {error}.", file=sys.stderr)
        return EXIT_MISUSE
    counts = summary.expected
    print(
        f"Đã viết {summary.workbooks} tệp minh họa vào {options.out}: {counts.get('load', 0)} số liệu để nạp, "
        f"{counts.get('ask', 0)} phải hỏi, {counts.get('aside', 0)} để sang bên; đáp án ở {demo.ANSWERS}."
    )
    faults = ", ".join(f"{name} {number}" for name, number in summary.defects.items())
    if options.reform:
        print(f"Sắp xếp từ kỳ {options.reform}: nạp {demo.UNITS}, rồi {demo.CONVERSION} bằng units import.")
    print(f"{sum(summary.defects.values())} lỗi cố ý{f' ({faults})' if faults else ''}.")
    return 0


if __name__ == "__main__":
    if sys.getfilesystemencoding() != "utf-8":  # a locale that cannot spell the Vietnamese names of files
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "etl", *sys.argv[1:]])  # noqa: S606 ourselves
    sys.exit(main())
