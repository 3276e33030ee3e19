"""The reviewed names by kind, for finding bodies in running text; read from their tables once."""

from collections.abc import Mapping
from functools import cache

from etl import reference, reporting_unit, rulebook, wording


@cache
def department_names(kind: str) -> tuple[str, ...]:
    """The official names of sở or phòng, the longest first: 'Văn hóa, Thể thao và Du lịch' before 'Văn hóa'."""
    names = [row["name"] for row in rulebook.rows(reference.FOLDER, "department_names") if row["kind"] == kind]
    return tuple(sorted(names, key=len, reverse=True))


@cache
def department_abbreviations(kind: str) -> Mapping[str, str]:
    """The official name of each reviewed abbreviation of a sở or phòng: 'TN&MT' is Tài nguyên và Môi trường."""
    return {
        wording.key(short): row["name"]
        for row in rulebook.rows(reference.FOLDER, "department_names")
        if row["kind"] == kind
        for short in filter(None, row["short"].split(";"))
    }


@cache
def territory_names(kind: str) -> tuple[str, ...]:
    """The comparable names, without their kind, of the reviewed tỉnh, huyện, xã and so on."""
    names = {
        unit.bare_name
        for unit in map(reporting_unit.unit_of_row, rulebook.rows(reference.FOLDER, "reporting_units"))
        if unit.kind == kind
    }
    return tuple(sorted(names))
