"""A plain table of events, and a list of units, → units and events of a draft.

A merger of 2027 is rows of this table: which unit became which, how, from when, by which document, and the name of the
unit that is new. Units are named by their code or as 'Xã Bình Yên, Tỉnh Thái Nguyên'.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from etl import wording
from etl.exchange import Row
from etl.mentions import LEVEL_OF_KIND
from etl.reference import ReportingUnit
from etl.unit_draft import Draft, Event
from etl.unit_import import adopted_by, key_of
from etl.unit_tables import WIDTHS, Body, body, event_of, level_of, relation_of

_ONE_DAY = timedelta(days=1)
_LEVELS = {*LEVEL_OF_KIND.values(), "other"}


def events(draft: Draft, rows: Sequence[Row], first_day: date | None, document: str) -> None:
    """Add what a table of events says; what keeps it from being taken is left in `draft.questions`.

    Args:
        draft: what is known; changed.
        rows: of the table.
        first_day: where a row does not say it.
        document: likewise.
    """
    told = [one for row in rows if (one := _told(row, draft, first_day, document)) is not None]
    # Units above others first: a commune may stand under a province that the same table makes.
    for row, event in sorted(told, key=lambda one: (_depth(one[0]), one[0].number)):
        new = _new_unit(row, event, draft) if event.relation != "none" else ""
        old = _known(row["old_unit"], event.valid_from - _ONE_DAY, draft, row.number)
        if old and (new or event.relation == "none"):
            draft.end(old, event.valid_from, row.number)
            draft.record(replace(event, old_unit=old, new_unit=new), row.number)
    _say_what_stays_below(draft)


def listed(draft: Draft, rows: Sequence[Row]) -> None:
    """Add the units of a list as `units export` writes it; a code that is known must say the same."""
    for row in rows:
        try:
            unit = _listed(row)
        except ValueError as error:
            draft.questions.append(f"Dòng {row.number}: {error}. Hãy sửa dòng này.")
            continue
        held = draft.units.get(unit.reporting_unit)
        if held is None:
            draft.add(unit, row.number)
        elif held.status == "provisional" and (held.kind, held.bare_name) == (unit.kind, unit.bare_name):
            draft.adopted.add(held.reporting_unit)
            draft.change(replace(unit, printed_name=held.printed_name))
        elif _plain(held) == _plain(unit):
            continue
        elif held.valid_to is None and _plain(replace(held, valid_to=unit.valid_to)) == _plain(unit):
            draft.change(unit)
        else:
            draft.questions.append(
                f"Dòng {row.number}: {unit.reporting_unit} đã biết là {draft.name(unit.reporting_unit)} với thông tin "
                "khác. Hãy sửa dòng này, hoặc đặt mã khác nếu là đơn vị khác."
            )
    for row in rows:
        if row["parent"] and row["parent"] not in draft.units:
            draft.questions.append(
                f"Dòng {row.number}: cấp trên “{row['parent']}” chưa có. Hãy thêm dòng cho đơn vị ấy."
            )


def _plain(unit: ReportingUnit) -> ReportingUnit:
    """What a list says of a unit."""
    return replace(unit, status="", printed_name="")


def _told(row: Row, draft: Draft, first_day: date | None, document: str) -> tuple[Row, Event] | None:
    """The event of a row, its units still as they are printed; None where something is asked."""
    event, relation = event_of(row["event"]), relation_of(row["relation"])
    wrong = []
    try:
        day = row.day("valid_from") or first_day
    except ValueError as error:
        day = None
        wrong.append(str(error))
    if not wrong and day is None:
        wrong.append("thiếu ngày hiệu lực; hãy ghi cột valid_from, ô Ngày hiệu lực của trang hoặc --date")
    if not event:
        wrong.append(f"chưa rõ thay đổi “{row['event']}”; hãy ghi merge, split, rename, re-parent hoặc abolish")
    if not relation:
        wrong.append(f"chưa rõ quan hệ “{row['relation']}”; hãy ghi whole, part, unchanged hoặc none")
    if not (row["document"] or document):
        wrong.append("thiếu văn bản; hãy ghi cột document, ô Văn bản của trang hoặc --document")
    if relation and (relation == "none") == bool(row["new_unit"] or row["new_name"]):
        wrong.append("đơn vị kết thúc mà không có đơn vị mới thì quan hệ là none, ngược lại phải ghi đơn vị mới")
    if wrong or day is None:
        draft.questions.append(f"Dòng {row.number}: {'; '.join(wrong)}.")
        return None
    return row, Event(event, "", "", relation, day, row["document"] or document)


def _depth(row: Row) -> int:
    """How far below a province a row's new unit stands, as far as its name tells."""
    printed = body(row["new_name"] or row["new_unit"].partition(",")[0])
    above = row["new_parent"] or row["new_unit"].partition(",")[2]
    return {"province": 0, "district": 1}.get(level_of(printed.kind, above), 2)


def _new_unit(row: Row, event: Event, draft: Draft) -> str:
    """The unit that began with an event: a known one, or the one that the row describes; '' where it is asked."""
    day, code = event.valid_from, row["new_unit"]
    if code in draft.units:
        return _same_as_described(row, draft.units[code], draft)
    is_code = (
        bool(code)
        and "," not in code
        and wording.slug(code.replace(".", " ").replace("~", " ")) == (code.replace(".", "-").replace("~", "-"))
    )
    name = row["new_name"] or ("" if is_code else code.partition(",")[0])
    above = row["new_parent"] or ("" if is_code else code.partition(",")[2].strip())
    printed = body(name, row["new_code"])
    parent = _known(above, day, draft, row.number) if above else ""
    if above and not parent:
        return ""
    level = level_of(printed.kind, draft.units[parent].level if parent else "")
    if not printed.kind or bool(parent) == (level == "province"):
        draft.questions.append(
            f"Dòng {row.number}: chưa rõ đơn vị mới “{name or code}”. Hãy ghi tên đầy đủ như “Xã Bình Yên” ở new_name "
            "và cấp trên ở new_parent (đơn vị cấp tỉnh thì để trống cấp trên)."
        )
        return ""
    printed = Body(printed.name, printed.kind, body("x", printed.code, WIDTHS.get(level, 0)).code)
    begun = [unit for unit in draft.named(printed) if unit.valid_from == day and unit.status != "provisional"]
    known = [unit for unit in begun if unit.parent == parent]
    if known:
        return _same_as_described(row, known[0], draft)
    top = draft.units.get(parent)
    made = ReportingUnit(
        code if is_code else key_of(top, printed, day), printed.name, printed.kind, level, parent,
        top.province if top else printed.name, printed.code, valid_from=day, valid_to=None, status="imported",
    )  # fmt: skip
    adopted = adopted_by(draft, made)
    if adopted is None:
        return draft.add(made, row.number)
    draft.adopted.add(adopted.reporting_unit)
    draft.change(replace(made, reporting_unit=adopted.reporting_unit, printed_name=adopted.printed_name))
    return adopted.reporting_unit


def _same_as_described(row: Row, unit: ReportingUnit, draft: Draft) -> str:
    """A known unit, unless the row describes another one."""
    printed = body(row["new_name"], row["new_code"], WIDTHS.get(unit.level, 0))
    other_name = row["new_name"] and (wording.key(printed.kind), printed.bare) != (
        wording.key(unit.kind),
        unit.bare_name,
    )
    if other_name or (printed.code and unit.code and printed.code != unit.code):
        draft.questions.append(
            f"Dòng {row.number}: {unit.reporting_unit} đã biết là {unit.name} mã {unit.code or '—'}, bảng cho là "
            f"{row['new_name'] or unit.name} mã {printed.code or '—'}. Hãy sửa dòng này."
        )
        return ""
    return unit.reporting_unit


def _known(text: str, day: date, draft: Draft, row: int) -> str:
    """The code of a unit that existed on a day, by its code or by its name and those above it."""
    fitting = [unit for unit in draft.find(text) if unit.valid_on(day)]
    if len(fitting) == 1:
        return fitting[0].reporting_unit
    found = "; ".join(f"{draft.name(unit.reporting_unit)} ({unit.reporting_unit})" for unit in fitting[:4])
    draft.questions.append(
        f"Dòng {row}: có nhiều đơn vị “{text}”: {found}. Hãy ghi mã của đơn vị." if found else
        f"Dòng {row}: không có đơn vị “{text}” vào ngày {day:%d/%m/%Y}. Xem mã bằng: python -m etl units list."
    )  # fmt: skip
    return ""


def _listed(row: Row) -> ReportingUnit:
    """The unit of a row.

    Raises:
        ValueError: says in Vietnamese why it is none.
    """
    code, kind, name, level = row["reporting_unit"], row["kind"], row["name"], row["level"]
    if not code or not name or kind not in LEVEL_OF_KIND or level not in _LEVELS:
        raise ValueError("thiếu hoặc không hiểu reporting_unit, name, kind hay level")
    first, last = row.day("valid_from"), row.day("valid_to")
    if first is None or (last is not None and last < first):
        raise ValueError("valid_from phải có và không sau valid_to")
    number = row["code"].zfill(WIDTHS.get(level, 0)) if row["code"] else ""
    return ReportingUnit(
        code, name, kind, level, row["parent"], row["province"], number, valid_from=first, valid_to=last,
        status="imported",
    )  # fmt: skip


def _say_what_stays_below(draft: Draft) -> None:
    """Units under one that ended go on under its name until the table says otherwise."""
    ended = {event.old_unit for event in draft.fresh}
    for code in sorted(ended):
        last = draft.units[code].valid_to
        below = [unit for unit in draft.units.values() if unit.parent == code and unit.valid_to is None]
        if last and below:
            draft.notes.append(
                f"{draft.name(code)} kết thúc ngày {last:%d/%m/%Y}, nhưng {len(below)} đơn vị trực thuộc chưa có "
                f"thay đổi nào (ví dụ {below[0].name}). Nếu các đơn vị ấy đổi cấp trên, hãy thêm dòng re-parent."
            )
