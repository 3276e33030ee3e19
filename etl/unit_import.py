"""The official conversion table of communes → units and events of a draft.

Rows say which old commune, of which district and province, went into which new commune. Districts end without a
successor; provinces must be known already. Whatever is unclear is asked with its row (domain G).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from etl import units, wording
from etl.exchange import Row
from etl.reference import ReportingUnit
from etl.unit_draft import BEGINNING, Draft, Event
from etl.unit_tables import WIDTHS, Body, body, event_for, relation_of

_ONE_DAY = timedelta(days=1)
_TIME = re.compile(r"~[^.]*")  # of a code: '~2025', or '~moi' of a provisional unit
_CLEAR = "“Nhập toàn bộ”, “Giữ nguyên”, “Nhập một phần”, “Đổi tên”, “Đổi loại hình”"


@dataclass(frozen=True)
class _Line:
    """A row of the table whose cells are all there."""

    row: int
    new_province: Body
    new: Body
    old_province: Body
    district: Body | None
    old: Body | None  # None: the district itself became the new unit
    relation: str
    event: str


def conversion(draft: Draft, rows: Sequence[Row], first_day: date, document: str) -> None:
    """Add what a conversion table says; what keeps it from being taken is left in `draft.questions`.

    Args:
        draft: what is known; changed.
        rows: of the table.
        first_day: of the new units.
        document: the legal document.
    """
    lines = [line for row in rows if (line := _line(row, draft)) is not None]
    lines.sort(key=lambda line: (line.new.code, line.old.code if line.old else "", line.row))
    _check_codes(lines, draft)
    _check_districts(lines, draft)
    if draft.questions:
        return
    finder = _Finder(draft, first_day, lines)
    told: list[tuple[_Line, str, str]] = []
    for line in lines:
        new_province = finder.province(line.new_province, first_day, line.row)
        old_province = finder.province(line.old_province, first_day - _ONE_DAY, line.row)
        if new_province and old_province:
            district = finder.district(line, old_province)
            old = finder.old(line.old, district or old_province, line.row) if line.old else district
            told.append((line, old or "", finder.new(line.new, new_province, line.row)))
    told = [one for one in told if one[1] and one[2]]
    for line, old, new in told:
        draft.end(old, first_day, line.row)
        draft.record(Event(line.event, old, new, line.relation, first_day, document), line.row)
    for district, row in finder.ended(told):
        draft.end(district, first_day, row)
        draft.record(Event("abolish", district, "", "none", first_day, document), row)
    parts = Counter(old for _, old, _ in told)
    alone = sorted(old for line, old, _ in told if line.relation == "part" and parts[old] == 1)
    if alone:
        names = "; ".join(draft.name(code) for code in alone[:5])
        draft.notes.append(f"{len(alone)} đơn vị cũ chỉ được ghi một phần đi đâu, ví dụ {names}.")


def _line(row: Row, draft: Draft) -> _Line | None:
    """The row, or None for a heading of the table and where something is asked."""
    filled = {name for name in row.cells if row[name]}
    if filled <= {"new_province"}:
        return None  # 'THÀNH PHỐ HÀ NỘI' above its rows
    missing = {"new_province", "new_commune", "new_code", "old_province", "relation"} - filled
    if missing or not filled & {"old_commune", "old_district"}:
        what = ", ".join(sorted(missing)) or "old_commune, old_district"
        draft.questions.append(
            f"Dòng {row.number}: thiếu {what}. Hãy ghi đủ, hoặc xóa dòng nếu dòng không phải đơn vị."
        )
        return None
    relation = relation_of(row["relation"])
    if relation not in ("whole", "unchanged", "part"):
        draft.questions.append(
            f"Dòng {row.number}: chưa rõ “{row['relation']}” ({row['old_commune'] or row['old_district']} → "
            f"{row['new_commune']}). Hãy ghi một trong: {_CLEAR}."
        )
        return None
    commune = WIDTHS["commune"]
    old = body(row["old_commune"], row["old_code"], commune) if row["old_commune"] else None
    new = body(row["new_commune"], row["new_code"], commune)
    if not new.kind or (old is not None and not (old.kind and old.code)):
        odd = new if not new.kind else old
        draft.questions.append(
            f"Dòng {row.number}: “{odd.name if odd else ''}” không phải tên xã, phường, thị trấn có mã số. "
            "Hãy sửa tên hoặc mã; nếu không phải một đơn vị, hãy xóa dòng."
        )
        return None
    return _Line(
        row.number,
        body(row["new_province"], width=WIDTHS["province"]),
        new,
        body(row["old_province"], width=WIDTHS["province"]),
        body(row["old_district"], width=WIDTHS["district"]) if row["old_district"] else None,
        old,
        relation,
        event_for(row["relation"], relation),
    )


def _check_codes(lines: Sequence[_Line], draft: Draft) -> None:
    """A code of one time means one unit: two names under one code are a slip of the table."""
    named: dict[tuple[str, str], tuple[Body, Body, int]] = {}
    for line in lines:
        for side, unit, above in (("mới", line.new, line.new_province), ("cũ", line.old, line.old_province)):
            if unit is None:
                continue
            first, province, row = named.setdefault((side, unit.code), (unit, above, line.row))
            if (first.kind, first.bare, province.bare) != (unit.kind, unit.bare, above.bare):
                draft.questions.append(
                    f"Dòng {line.row}: mã {side} {unit.code} là {unit.name}, {above.name}, nhưng dòng {row} cho là "
                    f"{first.name}, {province.name}. Hãy sửa một trong hai dòng."
                )


def _check_districts(lines: Sequence[_Line], draft: Draft) -> None:
    """A district's code stands in one province; its name may be spelt in several ways."""
    places: dict[str, tuple[Body, int]] = {}
    for line in lines:
        if line.district and line.district.code:
            province, row = places.setdefault(line.district.code, (line.old_province, line.row))
            if province.bare != line.old_province.bare:
                draft.questions.append(
                    f"Dòng {line.row}: {line.district.name} mã {line.district.code} thuộc {line.old_province.name}, "
                    f"nhưng dòng {row} cho là thuộc {province.name}. Hãy sửa một trong hai dòng."
                )


class _Finder:
    """Finds the version of a unit that a row means, or makes it."""

    def __init__(self, draft: Draft, first_day: date, lines: Sequence[_Line]) -> None:
        self._draft, self._first = draft, first_day
        self._codes = {unit.code for line in lines for unit in (line.old, line.new) if unit}
        self._found: dict[tuple[str, ...], str] = {}
        self._spelt: dict[tuple[str, str], Counter[str]] = {}
        self._districts: dict[str, int] = {}
        for line in lines:
            if line.district:
                where = (line.old_province.bare, line.district.code or line.district.bare)
                self._spelt.setdefault(where, Counter())[line.district.name] += 1

    def province(self, printed: Body, day: date, row: int) -> str:
        """A province that existed on a day; '' where it is not known, which is asked."""
        key = ("province", printed.name, printed.code, day.isoformat())
        if key not in self._found:
            fitting = [u for u in self._draft.named(printed) if u.level == "province" and u.valid_on(day)]
            if len(fitting) != 1 or (printed.code and fitting[0].code and printed.code != fitting[0].code):
                self._draft.questions.append(
                    f"Dòng {row}: không có tỉnh, thành phố “{printed.name}” mã {printed.code or '—'} vào ngày "
                    f"{day:%d/%m/%Y}. Hãy sửa tên, mã hoặc --date; tỉnh mới thì nhập bằng bảng thay đổi trước."
                )
            self._found[key] = fitting[0].reporting_unit if len(fitting) == 1 else ""
        return self._found[key]

    def district(self, line: _Line, province: str) -> str:
        """The district of a row, however it is spelt there; '' where the row has none."""
        if line.district is None:
            return ""
        spelt = self._spelt[line.old_province.bare, line.district.code or line.district.bare]
        name = min(spelt, key=lambda text: (-spelt[text], text))
        key = ("district", province, line.district.code or line.district.bare)
        if key not in self._found:
            others = [wording.fold(text) for text in spelt if wording.key(text) != wording.key(name)]
            if not all(units.resemble(wording.fold(name), text) for text in others):
                self._draft.questions.append(
                    f"Dòng {line.row}: mã {line.district.code} có nhiều tên huyện: {', '.join(sorted(spelt))}. Hãy sửa."
                )
            elif others:
                self._draft.notes.append(f"Huyện viết nhiều cách ({', '.join(sorted(spelt))}): lấy “{name}”.")
            self._found[key] = self._old(body(name, line.district.code), "district", province, line.row)
        if self._found[key]:
            self._districts.setdefault(self._found[key], line.row)
        return self._found[key]

    def old(self, printed: Body, parent: str, row: int) -> str:
        """The commune that existed until the day before."""
        key = ("old", parent, printed.kind, printed.bare, printed.code)
        if key not in self._found:
            self._found[key] = self._old(printed, "commune", parent, row)
        return self._found[key]

    def new(self, printed: Body, parent: str, row: int) -> str:
        """The commune that began on the first day."""
        key = ("new", parent, printed.kind, printed.bare, printed.code)
        if key not in self._found:
            fitting = [unit for unit in self._like(printed, parent) if unit.valid_from == self._first]
            self._found[key] = self._version(printed, "commune", parent, (self._first, None), fitting, row)
        return self._found[key]

    def ended(self, told: Sequence[tuple[_Line, str, str]]) -> list[tuple[str, int]]:
        """The districts of the table that became no new unit, each with a row that names it."""
        became = {old for _, old, _ in told}
        return [(code, row) for code, row in self._districts.items() if code not in became]

    def _old(self, printed: Body, level: str, parent: str, row: int) -> str:
        last = self._first - _ONE_DAY
        fitting = [unit for unit in self._like(printed, parent) if unit.valid_on(last)]
        return self._version(printed, level, parent, (BEGINNING, last), fitting, row)

    def _like(self, printed: Body, parent: str) -> list[ReportingUnit]:
        return [u for u in self._draft.named(printed) if u.parent == parent and u.status != "provisional"]

    def _version(
        self,
        printed: Body,
        level: str,
        parent: str,
        days: tuple[date, date | None],
        fitting: Sequence[ReportingUnit],
        row: int,
    ) -> str:
        """The known version that fits, else the provisional one that is it, else a new one."""
        same = [unit for unit in fitting if unit.code == printed.code or not (unit.code and printed.code)]
        if len(same) == 1:
            return same[0].reporting_unit
        other = next((unit for unit in fitting if unit.code not in self._codes), None)
        if len(same) > 1 or other is not None:
            clash = other or same[0]
            self._draft.questions.append(
                f"Dòng {row}: {printed.name} mã {printed.code or '—'} đã biết với mã {clash.code or '—'} "
                f"({clash.reporting_unit}). Hãy sửa mã trong bảng."
            )
            return ""
        above = self._draft.units[parent]
        made = ReportingUnit(
            key_of(above, printed, days[0]), printed.name, printed.kind, level, parent, above.province, printed.code,
            valid_from=days[0], valid_to=days[1], status="imported",
        )  # fmt: skip
        adopted = adopted_by(self._draft, made)
        if adopted is None:
            return self._draft.add(made, row)
        self._draft.adopted.add(adopted.reporting_unit)
        self._draft.change(replace(made, reporting_unit=adopted.reporting_unit, printed_name=adopted.printed_name))
        return adopted.reporting_unit


def adopted_by(draft: Draft, made: ReportingUnit) -> ReportingUnit | None:
    """The provisional unit that a document named before the table did, if its figures are all of that version's time.

    One of another time, or of both times, is left as it is and said.
    """
    body = Body(made.name, made.kind, made.code)
    for unit in draft.named(body):
        if unit.status == "provisional" and unit.parent == made.parent:
            first, last = draft.used.get(unit.reporting_unit, (made.valid_from, made.valid_from))
            if made.valid_from <= first and last <= (made.valid_to or date.max):
                return unit
            if first <= (made.valid_to or date.max) and last >= made.valid_from:
                draft.notes.append(
                    f"{draft.name(unit.reporting_unit)} (tạm) có số liệu từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}, "
                    "trước và sau khi thay đổi; vẫn để tạm. Hãy kiểm tra kỳ báo cáo của các tệp ấy."
                )
    return None


def key_of(parent: ReportingUnit | None, printed: Body, first: date) -> str:
    """The code of a new unit: the same whichever file names it first, and whatever else was loaded before."""
    above = f"{_TIME.sub('', parent.reporting_unit)}." if parent else ""
    number = f"-{printed.code}" if printed.code else ""
    time = f"~{first.year}" if first > BEGINNING else ""
    return f"{above}{wording.slug(printed.name)}{number}{time}"
