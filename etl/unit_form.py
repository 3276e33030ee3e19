"""What the form for one unit and kỳ asks for: the indicators that are expected of it, with the figures of its last kỳ.

Only the choice; `unit_form_writing` draws it, and it is read back as every form of the product's own (`blank_form`).
"""

import io
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from etl import wording
from etl.form_history import History, Key
from etl.form_words import THEMES
from etl.periods import Period
from etl.reference import Indicator, Reference, ReportingUnit

OTHER = "other"  # the choice of indicators that belong to no theme
CHOICES = (*THEMES, OTHER)
Why = Literal["reported", "usual", "catalogue"]
# Whose dossiers and documents a unit counts, where nothing tells what it reports.
_HANDLED_BY: Mapping[str, tuple[str, ...]] = {
    "province": ("province", "department", "district", "commune"),
    "department": ("department",),
    "district": ("district", "commune"),
    "division": ("district",),
    "commune": ("commune",),
}


class FormRow(NamedTuple):
    """A row of the form; `before` is the figure of the last kỳ, None where it has none."""

    indicator: Indicator
    handled_by: str
    why: Why
    before: float | None

    @property
    def key(self) -> Key:
        """What its figure is of."""
        return self.indicator.indicator, self.handled_by


@dataclass(frozen=True)
class UnitForm:
    """The form of a unit for a period; `before` is the period of the figures beside, `above` the bodies above it."""

    unit: ReportingUnit
    above: tuple[str, ...]
    period: Period
    before: Period | None
    rows: tuple[FormRow, ...]

    @property
    def counts(self) -> Counter[Why]:
        """How many rows stand on the form for which reason."""
        return Counter(row.why for row in self.rows)

    @property
    def file_name(self) -> str:
        """A name that says whose form it is and for when."""
        unit = wording.slug(" ".join([self.unit.name, *self.above[:1]]))
        return f"bieu-nhap_{unit}_{wording.slug(self.period.code)}.xlsx"

    def sections(self) -> Iterator[tuple[str, list[FormRow]]]:
        """The rows by theme ('' for those of none), in the order of the themes."""
        for theme in (*THEMES, ""):
            rows = [row for row in self.rows if _theme(row.indicator) == theme]
            if rows:
                yield theme, rows


def plan(unit: ReportingUnit, period: Period, themes: Collection[str], history: History, tables: Reference) -> UnitForm:
    """Choose what a form asks for.

    In each theme it is what the unit reported before and what its level usually reports; where nothing of that is
    known, all that the catalogue has of the theme.

    Args:
        unit: whose form it is.
        period: for when.
        themes: of `CHOICES`; none chosen means all, the indicators of no theme then only as far as they are expected.
        history: what was reported.
        tables: the catalogue and the units.
    """
    before = _last(period, history)
    values = {(e.indicator, e.handled_by): e.value for e in history.figures if before and e.period == before.code}
    rows: list[FormRow] = []
    for theme in themes or CHOICES:
        of_theme = [one for one in tables.indicators.values() if (_theme(one) or OTHER) == theme and one.kind != "text"]
        rows += _expected(of_theme, history, values) or (
            _of_catalogue(of_theme, unit.level, values) if themes or theme != OTHER else []
        )
    position = {code: number for number, code in enumerate(tables.indicators)}
    rows.sort(key=lambda row: position[row.indicator.indicator])
    return UnitForm(unit, above_of(unit, tables), period, before, tuple(rows))


def units_of(period: Period, tables: Reference) -> list[ReportingUnit]:
    """The units that exist at the end of a period, or did at its beginning."""
    return [unit for unit in tables.units if any(unit.valid_on(day) for day in period.window)]


def named_once(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Files with their names; one that comes again is numbered."""
    seen = Counter[str]()
    for name, data in files:
        seen[name] += 1
        stem, dot, ending = name.rpartition(".")
        yield (name if seen[name] == 1 else f"{stem}_{seen[name]}{dot}{ending}"), data


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Forms in one file; the same forms give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in named_once(files):
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _last(period: Period, history: History) -> Period | None:
    """The last kỳ before, of the same kind where there is one: a quarter is looked at beside a quarter."""
    earlier = [Period(code) for code in sorted({figure.period for figure in history.figures})]
    earlier = [one for one in earlier if one.window[1] < period.window[1]]
    alike = [one for one in earlier if one.kind == period.kind]
    return max(alike or earlier, key=lambda one: one.window[1], default=None)


def _expected(of_theme: Iterable[Indicator], history: History, values: Mapping[Key, float]) -> list[FormRow]:
    reported = history.reported
    rows = []
    for indicator in of_theme:
        for level in ("", *indicator.levels):
            key = indicator.indicator, level
            if key in reported or key in history.usual:
                rows.append(FormRow(indicator, level, "reported" if key in reported else "usual", values.get(key)))
    return rows


def _of_catalogue(of_theme: Iterable[Indicator], level: str, values: Mapping[Key, float]) -> list[FormRow]:
    rows = []
    for indicator in of_theme:
        mine = [one for one in indicator.levels if one in _HANDLED_BY.get(level, ())]
        for split in mine or (["all"] if "all" in indicator.levels else list(indicator.levels)) or [""]:
            rows.append(FormRow(indicator, split, "catalogue", values.get((indicator.indicator, split))))
    return rows


def _theme(indicator: Indicator) -> str:
    return indicator.theme if indicator.theme in THEMES else ""


def above_of(unit: ReportingUnit, tables: Reference) -> tuple[str, ...]:
    """The names of the bodies above a unit, the nearest first."""
    found: dict[str, str] = {}
    parent = tables.unit_of.get(unit.parent)
    while parent is not None and parent.reporting_unit not in found:
        found[parent.reporting_unit] = parent.name
        parent = tables.unit_of.get(parent.parent)
    names = list(found.values())
    return tuple(names + ([unit.province] if unit.province not in ("", unit.name, *names) else []))
