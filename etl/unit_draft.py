"""The units and events of a warehouse with what an import adds to them, until it is stored or thrown away.

A unit is the same where kind, name, unit above and time are the same; names and codes alone are both reused
(domain G.2). What cannot be both true is a question; nothing is merged in silence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import duckdb

from etl import audit, load, rows, wording
from etl.reference import ReportingUnit
from etl.unit_tables import EVENT_COLUMNS, UNIT_COLUMNS, Body, body

BEGINNING = date(1900, 1, 1)  # of units of which only the end is known
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """What became of a unit, as the table `reporting_unit_events` has it."""

    event: str
    old_unit: str
    new_unit: str
    relation: str
    valid_from: date
    document: str

    @property
    def key(self) -> tuple[str, str, date]:
        """What an event is about; there is one of each."""
        return self.old_unit, self.new_unit, self.valid_from


@dataclass
class Draft:
    """What is known, and what is to be stored.

    Attributes:
        units: by code, as they would be after the import.
        events: by what they are about.
        used: first and last day of the figures that documents gave for provisional units.
        added, changed: codes of the units that are new, or known and now other.
        adopted: provisional units that the table confirms.
        fresh: the events that are new.
        questions, notes: sentences.
    """

    units: dict[str, ReportingUnit]
    events: dict[tuple[str, str, date], Event]
    used: Mapping[str, tuple[date, date]]
    added: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    adopted: set[str] = field(default_factory=set)
    fresh: list[Event] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _named: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _before: dict[str, ReportingUnit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the known units by their names."""
        for unit in self.units.values():
            self._index(unit)

    def named(self, printed: Body) -> list[ReportingUnit]:
        """The units of a name, of its kind where the name says one."""
        kinds = [printed.kind] if printed.kind else ["tỉnh", "thành phố"]
        codes = [code for kind in kinds for code in self._named.get((wording.key(kind), printed.bare), ())]
        return [self.units[code] for code in codes]

    def find(self, text: str) -> list[ReportingUnit]:
        """The versions that a text means: a code, or a name with those above it ('Xã Bình Yên, Tỉnh Thái Nguyên')."""
        if text in self.units:
            return [self.units[text]]
        first, *above = (body(part) for part in text.split(","))
        return [unit for unit in self.named(first) if {one.bare for one in above} <= self._above(unit)]

    def meant(self, text: str, day: date | None = None) -> tuple[str, str]:
        """The code of the one unit that a text means, of several the one of a day; else '' and why not."""
        found = self.find(text)
        if len(found) > 1 and day is not None:
            found = [unit for unit in found if unit.valid_on(day)]
        if len(found) == 1:
            return found[0].reporting_unit, ""
        names = ", ".join(unit.reporting_unit for unit in found[:4])
        if found:
            return "", f"có nhiều đơn vị “{text}” ({names}); hãy ghi mã."
        return "", f"không có đơn vị “{text}”; xem mã ở trang Danh mục, hoặc bằng: python -m etl units list."

    def add(self, unit: ReportingUnit, row: int) -> str:
        """A unit that is new, named in a row of the table; returns its code."""
        self.units[unit.reporting_unit] = unit
        self.added[unit.reporting_unit] = row
        self._index(unit)
        return unit.reporting_unit

    def change(self, unit: ReportingUnit) -> None:
        """A known unit of which more is known now."""
        self._before.setdefault(unit.reporting_unit, self.units[unit.reporting_unit])
        self.units[unit.reporting_unit] = replace(unit, status="imported")
        if unit.reporting_unit not in self.added:
            self.changed.add(unit.reporting_unit)

    def end(self, code: str, first_day_without: date, row: int) -> None:
        """A unit exists no longer from a day on."""
        unit, last = self.units[code], first_day_without - _ONE_DAY
        if unit.valid_to is None:
            self.change(replace(unit, valid_to=last))
        elif unit.valid_to != last:
            self.questions.append(
                f"Dòng {row}: {unit.name} ({code}) đã kết thúc ngày {unit.valid_to:%d/%m/%Y}, bảng cho là "
                f"{last:%d/%m/%Y}. Hãy kiểm tra ngày hiệu lực."
            )

    def record(self, event: Event, row: int) -> None:
        """An event, unless it is known; the same one told otherwise is a question."""
        known = self.events.get(event.key)
        if known is None:
            self.events[event.key] = event
            self.fresh.append(event)
        elif known.relation != event.relation:
            self.questions.append(
                f"Dòng {row}: {self.name(event.old_unit)} → {self.name(event.new_unit)} đã biết là “{known.relation}” "
                f"({known.document}), bảng cho là “{event.relation}”. Hãy sửa cột quan hệ."
            )

    def name(self, code: str) -> str:
        """A unit as it is said, with the one above it; '—' for none."""
        unit = self.units.get(code)
        if unit is None:
            return code or "—"
        above = self.units.get(unit.parent)
        return f"{unit.name}, {above.name}" if above else unit.name

    def check(self) -> None:
        """What must hold whatever the table: no two units of one name, kind, parent and time; whole is whole."""
        for code, row in self.added.items():
            unit = self.units[code]
            for other in self.named(Body(unit.name, unit.kind, unit.code)):
                apart = other.code != unit.code and other.reporting_unit in self.added
                if other.reporting_unit != code and other.parent == unit.parent and not apart and overlap(unit, other):
                    self.questions.append(
                        f"Dòng {row}: {self.name(code)} trùng tên, cấp trên và thời gian với "
                        f"{other.reporting_unit} (mã {other.code or '—'}). Nếu là một, hãy sửa tên hoặc mã cho khớp."
                    )
        whole = {(e.old_unit, e.valid_from): e for e in self.events.values() if e.relation in ("whole", "unchanged")}
        for event in self.events.values():
            other_event = whole.get((event.old_unit, event.valid_from))
            if other_event and event.new_unit not in ("", other_event.new_unit):
                self._divided(other_event, event)

    def write(self, con: duckdb.DuckDBPyConnection) -> None:
        """Store what is new and what changed."""
        codes = [*self.added, *self.changed]
        con.execute("DELETE FROM reporting_units WHERE list_contains(?, reporting_unit)", [codes])
        stored = rows.of_units([self.units[code] for code in codes], self.units.values())
        load.insert_rows(con, "reporting_units", stored)
        con.execute("""UPDATE reporting_units SET parent_name = above.name
                       FROM reporting_units AS above
                       WHERE above.reporting_unit = reporting_units.parent
                         AND reporting_units.parent_name IS DISTINCT FROM above.name""")
        events = [{name: getattr(event, name) for name in EVENT_COLUMNS} for event in self.fresh]
        load.insert_rows(con, "reporting_unit_events", [{**event, "origin": "imported"} for event in events])

    def changes(self) -> list[audit.Change]:
        """What is new and what changed, row by row, as the audit trail keeps it."""
        found = [
            audit.difference("reporting_units", code, None, _fields(self.units[code]), row)
            for code, row in self.added.items()
        ]
        found += [
            audit.difference("reporting_units", code, _fields(self._before[code]), _fields(self.units[code]))
            for code in sorted(self.changed)
        ]
        return found + [
            audit.difference(
                "reporting_unit_events",
                f"{event.old_unit} → {event.new_unit or '—'}",
                None,
                {name: getattr(event, name) for name in EVENT_COLUMNS},
            )
            for event in self.fresh
        ]

    def _above(self, unit: ReportingUnit) -> set[str]:
        names: set[str] = set()
        parent = self.units.get(unit.parent)
        while parent is not None and parent.bare_name not in names:
            names.add(parent.bare_name)
            parent = self.units.get(parent.parent)
        return names

    def _index(self, unit: ReportingUnit) -> None:
        codes = self._named.setdefault((wording.key(unit.kind), unit.bare_name), [])
        if unit.reporting_unit not in codes:
            codes.append(unit.reporting_unit)

    def _divided(self, whole: Event, other: Event) -> None:
        if whole in self.fresh or other in self.fresh:
            self.questions.append(
                f"{self.name(whole.old_unit)} ({whole.old_unit}): vừa nhập toàn bộ vào {self.name(whole.new_unit)}, "
                f"vừa nhập vào {self.name(other.new_unit)}. Hãy sửa cột quan hệ hoặc mã đơn vị cũ."
            )


def _fields(unit: ReportingUnit) -> dict[str, object]:
    return {name: getattr(unit, name) for name in (*UNIT_COLUMNS, "status")}


def overlap(one: ReportingUnit, other: ReportingUnit) -> bool:
    """Whether two units existed on a common day."""
    last = min(unit.valid_to or date.max for unit in (one, other))
    return max(one.valid_from, other.valid_from) <= last


def known(con: duckdb.DuckDBPyConnection) -> Draft:
    """What a warehouse holds now, nothing added."""
    events = con.execute(
        "SELECT event, old_unit, new_unit, relation, valid_from, document FROM reporting_unit_events"
    ).fetchall()
    used = con.execute(
        """SELECT reporting_unit, min(period_end), max(period_end)
           FROM scopes JOIN periods USING (period) JOIN reporting_units u USING (reporting_unit)
           WHERE u.status = 'provisional' GROUP BY reporting_unit"""
    ).fetchall()
    return Draft(
        units={unit.reporting_unit: unit for unit in load.units_of(con)},
        events={event.key: event for event in (Event(*row) for row in events)},
        used={code: (first, last) for code, first, last in used},
    )


def said(draft: Draft) -> list[str]:
    """What an import would do, in words; nothing where it is all known."""
    added = [draft.units[code] for code in draft.added]
    parts = [
        (len(added), "đơn vị mới", _levels(added)),
        (len(draft.adopted), "đơn vị tạm được xác nhận", ""),
        (len(draft.changed - draft.adopted), "đơn vị đã biết được ghi ngày kết thúc", ""),
        (len(draft.fresh), "thay đổi mới", ""),
    ]
    return [f"{number} {words}{detail}" for number, words, detail in parts if number]


def _levels(units: Iterable[ReportingUnit]) -> str:
    names = {"province": "cấp tỉnh", "department": "sở, ngành", "district": "cấp huyện", "commune": "cấp xã"}
    counts: dict[str, int] = {}
    for unit in units:
        name = names.get(unit.level, "khác")
        counts[name] = counts.get(name, 0) + 1
    return f" ({', '.join(f'{count} {name}' for name, count in sorted(counts.items()))})" if counts else ""
