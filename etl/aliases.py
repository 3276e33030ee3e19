"""Other spellings of units' names that an office takes in; documents read from then on are understood by them.

An alias never hides a unit: it is looked at only where no unit of the printed name is known, and what is read by it is
said of each file.
"""

from collections.abc import Mapping, Sequence

import duckdb

from etl import audit, load, reference, unit_draft, wording
from etl.exchange import Plan, Row, called, in_order
from etl.unit_draft import Draft
from etl.unit_tables import ALIAS_COLUMNS, SHAPES, body

_TABLE = "reporting_unit_aliases"
_COLUMNS = SHAPES["aliases"]
Key = tuple[str, str]
Record = dict[str, object]


def plan(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> Plan:
    """What taking aliases in would do; see `etl.exchange.carry_out`."""
    units = unit_draft.known(con)
    held = {key_of(record): record for record in all_of(con)}
    own = {(wording.key(alias), wording.key(province)) for alias, province, *_ in load.added_aliases(con)}
    made, fresh, removed = Plan(moves_figures=False), dict[Key, Record](), dict[Key, Record]()
    for row in rows:
        record, wrong = _record(row, units)
        key = key_of(record)
        if key in fresh or key in removed:
            wrong = [f"cách ghi “{row['alias']}” có ở hai dòng; hãy bỏ một dòng."]
        elif row.asks_removal:
            wrong = _removal(row, key, held, own)
            removed[key] = record
        elif held.get(key) == record:
            continue
        else:
            wrong = wrong or _clash(record, {**held, **fresh})
            fresh[key] = record
        made.questions += [f"Dòng {row.number}: {what}" for what in wrong]
        if not wrong:
            new = _shipped().get(key) if row.asks_removal else record
            made.changes.append(audit.difference(_TABLE, _name(record), held.get(key), new, row.number))
    made.questions = in_order(made.questions)
    words = ((fresh.keys() - held.keys(), "mới"), (fresh.keys() & held.keys(), "được sửa"), (removed, "được xóa"))
    made.said = [f"{len(found)} cách ghi {what}" for found, what in words if found]
    made.write = lambda con: store(con, list(fresh.values()), list(removed.values()))
    return made


def store(con: duckdb.DuckDBPyConnection, records: Sequence[Record], removed: Sequence[Record] = ()) -> None:
    """Keep aliases, each in the place of what stood there; where one is removed, the shipped one is back."""
    gone = {key_of(record) for record in (*records, *removed)}
    for record in all_of(con):
        if key_of(record) in gone:
            con.execute(
                "DELETE FROM reporting_unit_aliases WHERE alias = ? AND coalesce(province, '') = ?",
                [record["alias"], record["province"]],
            )
    load.insert_rows(con, "reporting_unit_aliases", [{**record, "origin": "imported"} for record in records])
    back = [_shipped()[key] for key in sorted(map(key_of, removed)) if key in _shipped()]
    load.insert_rows(con, "reporting_unit_aliases", [{**record, "origin": "shipped"} for record in back])


def all_of(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """The aliases, shipped and imported."""
    query = """SELECT alias, coalesce(province, ''), reporting_unit, reason FROM reporting_unit_aliases
               ORDER BY alias, province"""
    return [dict(zip(ALIAS_COLUMNS, row, strict=True)) for row in con.execute(query).fetchall()]


def key_of(record: Mapping[str, object]) -> Key:
    """What tells an alias apart: the spelling, and where it may be applied."""
    return wording.key(str(record["alias"])), wording.key(str(record["province"]))


def _shipped() -> dict[Key, Record]:
    found = [dict(zip(ALIAS_COLUMNS, alias, strict=True)) for alias in reference.load().aliases]
    return {key_of(record): dict(record) for record in found}


def _name(record: Record) -> str:
    return ", ".join(filter(None, (str(record["alias"]), str(record["province"]))))


def _record(row: Row, units: Draft) -> tuple[Record, list[str]]:
    """A row as the warehouse keeps it, and what is wrong with it."""
    record: Record = {name: row[name] for name in ALIAS_COLUMNS}
    wrong = [
        f"thiếu {called(_COLUMNS, name)}; hãy ghi vào."
        for name in ("alias", "reporting_unit", "reason")
        if not record[name]
    ]
    if wrong:
        return record, wrong
    record["reporting_unit"], why = units.meant(row["reporting_unit"])
    if why:
        return record, [why]
    unit = units.units[str(record["reporting_unit"])]
    if row["province"] and unit.province and wording.key(row["province"]) != wording.key(unit.province):
        where = called(_COLUMNS, "province")
        wrong.append(f"{where} ghi “{row['province']}” nhưng đơn vị thuộc {unit.province}; hãy sửa một trong hai ô.")
    printed = body(row["alias"])
    if not printed.kind:
        wrong.append(f"“{row['alias']}” chưa có loại đơn vị; hãy ghi đủ như “huyện Lắc”, “xã Ba Bic”.")
    elif same := [one for one in units.named(printed) if one.province == unit.province]:
        wrong.append(f"“{row['alias']}” là tên của {units.name(same[0].reporting_unit)}, không phải cách ghi khác.")
    return record, wrong


def _removal(row: Row, key: Key, held: Mapping[Key, Record], own: set[Key]) -> list[str]:
    """Why an alias cannot be taken out."""
    if wrong := row.why_no_removal():
        return wrong
    if key not in held:
        return [f"không có cách ghi “{row['alias']}” để xóa; hãy ghi đúng như trong danh mục."]
    return [] if key in own else [f"cách ghi “{row['alias']}” đi kèm chương trình nên không xóa được; có thể sửa nó."]


def _clash(record: Record, others: Mapping[Key, Record]) -> list[str]:
    """Why an alias cannot stand beside those there are: in one place a spelling means one unit."""
    alias, province = key_of(record)
    for (other, elsewhere), known in others.items():
        one_place = province != elsewhere and not (province and elsewhere)
        if (
            other == alias
            and province != elsewhere
            and one_place
            and known["reporting_unit"] != record["reporting_unit"]
        ):
            return [f"“{record['alias']}” đã là cách ghi của {known['reporting_unit']}; hãy ghi rõ tỉnh ở cả hai dòng."]
    return []
