"""The forms that can be downloaded: what may be chosen, what a form will hold, and the file itself."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from dashboard import choices, comparison, formatting, store, translation
from dashboard import form_texts as texts
from etl import form_history, official_forms, unit_form, wording
from etl.form_history import History
from etl.official_forms import Layout
from etl.periods import Period
from etl.reference import Reference, ReportingUnit
from etl.unit_form import UnitForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
THEMES = unit_form.CHOICES
LAYOUTS = official_forms.LAYOUTS
LONG = 3  # seconds from which it is said how long the forms take
SECONDS = {"own": 0.1, "official": 0.5}  # for one form
_KINDS = ("-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-9M", "", *(f"-M{month:02d}" for month in range(1, 13)))
_QUARTERS = _KINDS[:4]


def period_kinds() -> dict[str, str]:
    """The endings of the codes of a year's periods, named without the year."""
    return {
        kind: translation.said(Period(f"2024{kind}").label).replace("/2024", "").replace(" 2024", "") for kind in _KINDS
    }


def years(today: date) -> list[int]:
    """The years that a form may be for, the next one first."""
    return list(range(today.year + 1, 2020, -1))


def due(today: date) -> tuple[int, str]:
    """Year and kind of the quarter whose last day is nearest: the report that is written now."""
    quarters = [(year, kind) for year in (today.year - 1, today.year, today.year + 1) for kind in _QUARTERS]
    return min(quarters, key=lambda one: abs((Period(f"{one[0]}{one[1]}").window[1] - today).days))


def by_province(units: Sequence[ReportingUnit], tables: Reference) -> dict[str, list[ReportingUnit]]:
    """Units by their province, in alphabetical order: the highest body above, where no province is listed."""
    found: dict[str, list[ReportingUnit]] = {}
    for unit in units:
        found.setdefault(_province(unit, tables), []).append(unit)
    return dict(sorted(found.items(), key=lambda pair: wording.fold(pair[0])))


def usual_province(tables: Reference) -> str:
    """The province of most units that reported, '' where nobody has."""
    told = store.fetch("reporting_units")
    codes = list(told["reporting_unit"]) if not told.empty else []
    counted = Counter(_province(tables.unit_of[code], tables) for code in codes if code in tables.unit_of)
    return counted.most_common(1)[0][0] if counted else ""


def _province(unit: ReportingUnit, tables: Reference) -> str:
    return unit.province or [unit.name, *unit_form.above_of(unit, tables)][-1]


def levels(units: Sequence[ReportingUnit]) -> list[str]:
    """The levels of some units, the highest first."""
    return comparison.ordered(pd.Series([unit.level for unit in units], dtype=str), formatting.LEVELS)


def names(units: Sequence[ReportingUnit], tables: Reference) -> dict[str, str]:
    """Codes and full names in alphabetical order."""
    return choices.unit_names(units, tables)


def planned(units: Sequence[ReportingUnit], period: Period, themes: Sequence[str], tables: Reference) -> list[UnitForm]:
    """What the form of each unit will ask for."""
    asked = tuple(form_history.whose(unit) for unit in units)
    histories: dict[str, History] = store.read(form_history.read, {}, asked)
    return [
        unit_form.plan(unit, period, themes, histories.get(unit.reporting_unit, History()), tables) for unit in units
    ]


def summary(plans: Sequence[UnitForm], names_of_units: dict[str, str]) -> pd.DataFrame:
    """One row per form: how many indicators for which reason, and from when the last figures are."""
    return pd.DataFrame(
        [
            {
                texts.SUMMARY["unit"]: names_of_units[made.unit.reporting_unit],
                texts.SUMMARY["rows"]: len(made.rows),
                **{texts.SUMMARY[why]: made.counts[why] for why in ("reported", "usual", "catalogue")},
                texts.SUMMARY["before"]: translation.said(made.before.label) if made.before else texts.NO_BEFORE,
            }
            for made in plans
        ]
    )


def rows(made: UnitForm) -> pd.DataFrame:
    """The indicators of a form."""
    columns = texts.ROWS
    return pd.DataFrame(
        [
            {
                columns["theme"]: texts.THEME_NAMES[theme or unit_form.OTHER],
                columns["indicator"]: translation.indicator(row.indicator.indicator, row.indicator.name),
                columns["handled_by"]: formatting.HANDLED_BY[row.handled_by],
                columns["measure"]: translation.measure(row.indicator.measure),
                columns["before"]: "" if row.before is None else formatting.number(row.before),
                columns["why"]: texts.WHY[row.why],
            }
            for theme, of_theme in made.sections()
            for row in of_theme
        ]
    )


def unrecognised(units: Sequence[ReportingUnit], period: Period, tables: Reference) -> list[str]:
    """The units that the loader would not know by the title of an official layout."""
    return [unit.name for unit in units if not official_forms.is_recognised(unit, period, tables)]


def own_forms(plans: Sequence[UnitForm], tables: Reference) -> tuple[str, Callable[[], bytes]]:
    """The name of the file to download and what makes it: a workbook, or an archive of several."""

    def draw(made: UnitForm) -> bytes:
        from etl import unit_form_writing  # when it is wanted: openpyxl takes longer to start than all of ours

        return unit_form_writing.write(made, tables)

    return _file([(made.file_name, lambda made=made: draw(made)) for made in plans], plans)  # type: ignore[misc]


def official_layouts(layout: Layout, plans: Sequence[UnitForm], tables: Reference) -> tuple[str, Callable[[], bytes]]:
    """The same for an official layout without figures."""

    def draw(made: UnitForm) -> bytes:
        from etl import official_writing

        return official_writing.write(layout, made.unit, made.period, tables).data

    named = [(official_forms.file_name(layout, made.file_name), made) for made in plans]
    return _file([(name, lambda made=made: draw(made)) for name, made in named], plans)  # type: ignore[misc]


def layout_name(layout: Layout) -> str:
    """A layout with the level that it was made for."""
    level = formatting.LEVELS.get(layout.level, "").lower() or texts.ANY_LEVEL
    return texts.LAYOUT_OPTION.format(name=translation.said(layout.name), level=level)


def _file(
    made: Sequence[tuple[str, Callable[[], bytes]]], plans: Sequence[UnitForm]
) -> tuple[str, Callable[[], bytes]]:
    if len(made) == 1:
        return made[0]
    name = f"bieu-mau_{len(made)}-don-vi_{plans[0].period.code.lower()}.zip"
    return name, lambda: unit_form.zipped((one, draw()) for one, draw in made)
