"""What forms drawn by other offices taught: each is read rightly, or asked, and no figure is lost in silence."""

from etl.interpret import Reading
from tests.workbooks import read

BA_TO = "Kết quả giải quyết hồ sơ TTHC quý III năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"


def of_units(reading: Reading) -> dict[str, float]:
    """The values by the last part of the unit's code."""
    return {one.reporting_unit.rpartition(".")[2]: float(one.value) for one in reading.observations}


def asked(reading: Reading) -> dict[str, tuple[str, ...]]:
    """What waits for a person: the answers suggested, by what was printed."""
    return {one.found: tuple(s.answer for s in one.question.suggestions) for one in reading.problems if one.question}


def test_a_short_commune_is_no_tenth_group() -> None:
    rows = "1 | TT Ba Tơ | 5\n2 | X. Ba Cung | 6\n3 | X. Ba Bích | 7"
    assert of_units(read(rows, BA_TO, "STT | Đơn vị | Hồ sơ tiếp nhận mới")) == {
        "thi-tran-ba-to": 5, "xa-ba-cung": 6, "xa-ba-bich": 7,
    }  # fmt: skip


def test_the_tenth_group_is_no_commune() -> None:
    rows = "IX | UBND huyện | 1\n | X. Các xã | 13\n1 | Xã Ba Cung | 6\n2 | Xã Ba Bích | 7"
    assert "xa-ba-cung" in of_units(read(rows, BA_TO, "STT | Đơn vị | Hồ sơ tiếp nhận mới"))


def test_a_column_of_fractions_is_not_lost() -> None:
    header = "STT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ giải quyết đúng hạn/tổng số hồ sơ đã giải quyết (tỷ lệ %)"
    reading = read("1 | Xã Ba Cung | 99 | 90/95 (94,7%)\n2 | Xã Ba Bích | 97 | 90/95 (97,4%)", BA_TO, header)
    assert [(o.place.cell, float(o.value)) for o in reading.observations if o.indicator == "dossiers_on_time_rate"] == [
        ("D3", 94.7)
    ]
    assert [p.place.cell for p in reading.problems if p.severity == "refused"] == ["D4"]  # its parts say otherwise
