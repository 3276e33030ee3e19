"""The sections of the data-quality page."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import allowed, comparison, filters, formatting, page_exports, panels, quality, store, tables
from dashboard import export_texts as words
from dashboard import quality_texts as texts

_MOST_SHOWN = 20  # findings with their cells on one screen


def who_reported() -> None:
    """Unit by period: who reported how much, late or not at all; and whom to chase."""
    choice = filters.current()
    reports = store.fetch("reports", level=choice.level, reporting_units=choice.reporting_units)
    if reports.empty:
        st.info(texts.NOBODY_EXPECTED, icon=":material/info:")
        return
    reports = quality.named(reports)
    periods = quality.latest_periods(reports)
    limits = store.fetch("limits").set_index("name")["value"]
    st.caption(texts.MATRIX_MARKS)
    panels.show_table(quality.matrix(reports, periods), height=min(38 * (reports["display"].nunique() + 3), 620))
    count = reports["period"].nunique()
    if count > len(periods):
        st.caption(texts.MORE_PERIODS.format(shown=len(periods), count=count))
    note = texts.MATRIX_NOTE.format(days=formatting.number(limits["report_working_days"]))
    st.caption(note)
    covered = quality.matrix(reports, periods).iloc[0]
    page_exports.offer_table(
        _title("reports"), quality.reports_for_export(reports), words.REPORTS, asked=("level", "reporting_units"),
        coverage=[
            words.COVERED.format(period=formatting.period_label(code), covered=covered[formatting.period_label(code)])
            for code in periods
        ],
        notes=[note],
    )  # fmt: skip
    st.header(texts.CHASE.format(period=formatting.period_label(choice.period)), anchor=False)
    listed = quality.chase_list(reports, choice.period)
    if listed:
        st.code(listed, language=None, wrap_lines=True)
    else:
        st.caption(texts.CHASE_NOBODY)


def findings() -> None:
    """What the rules found, by rule; each finding with the cells that it rests on."""
    choice = filters.current()
    found = store.fetch(
        "findings", period=choice.period, level=choice.level, reporting_units=choice.reporting_units
    )  # fmt: skip
    if found.empty:
        st.success(texts.NO_FINDINGS, icon=":material/check:")
        return
    counts = found.groupby("line")["sentence"].size()
    names = found.drop_duplicates("line").set_index("line")
    st.markdown(
        "**" + texts.FINDINGS.format(
            count=formatting.number(len(found)), units=formatting.number(found["reporting_unit"].nunique())
        ) + "**"
    )  # fmt: skip
    panels.show_table(quality.by_rule(found))
    rules = {"": texts.ALL_RULES} | {
        str(code): texts.RULE_OPTION.format(rule=names.at[code, "rule"], name=names.at[code, "name"], count=count)
        for code, count in counts.items()
    }
    line = st.selectbox(texts.RULE, list(rules), key="rule-line", filter_mode=None, format_func=rules.__getitem__)
    chosen = found[found["line"] == line] if line else found
    rule = " · ".join(str(names.at[line, name]) for name in ("rule", "name")) if line else texts.ALL_RULES
    told = quality.findings_for_export(chosen, store.fetch("indicator_names"))
    page_exports.offer_table(
        _title("findings"), told, words.FINDINGS, more=[(texts.RULE, rule)],
        coverage=_coverage(chosen),
    )  # fmt: skip
    if len(chosen) > _MOST_SHOWN:
        st.caption(texts.FINDINGS_SHOWN.format(shown=_MOST_SHOWN, count=formatting.number(len(chosen))))
    for number, row in enumerate(chosen.head(_MOST_SHOWN).to_dict("records")):
        _finding(number, row)


def printed_rates() -> None:
    """Printed rates beside those that their own parts give, the widest gap first."""
    choice = filters.current()
    asked = {"period": choice.period, "level": choice.level, "reporting_units": choice.reporting_units}
    rates = quality.rates_in_words(comparison.mark_rates(store.fetch("rates", **asked)))
    if rates.empty:
        st.info(texts.NO_RATES, icon=":material/info:")
        return
    note = texts.RATES_NOTE.format(wrong=int(rates["disagrees"].sum()), both=len(rates))
    st.markdown(note)
    table = quality.with_gaps(tables.rate_table(rates.assign(display=quality.named(rates)["display"])), rates)
    panels.show_table(table, height=560 if len(table) > 14 else "auto")
    page_exports.offer_table(
        _title("rates"), quality.rates_for_export(rates), words.RATES, notes=[note], coverage=_coverage(rates),
    )  # fmt: skip


def corrections() -> None:
    """The ledger of corrections, with what the sources say now."""
    rows = store.fetch("corrections")
    if rows.empty:
        st.info(texts.NO_CORRECTIONS, icon=":material/info:")
        return
    panels.show_table(quality.corrections_in_words(rows))
    page_exports.offer_table(_title("corrections"), quality.corrections_for_export(rows), texts.CORRECTIONS, asked=())


SECTIONS = {
    "reports": who_reported,
    "findings": findings,
    "rates": printed_rates,
    "corrections": corrections,
}


def _finding(number: int, row: Mapping[Any, Any]) -> None:
    where = [row["rule"], _or(row["unit_name"], texts.WHOLE_FILE)]
    where += [] if pd.isna(row["period"]) else [formatting.period_label(row["period"])]
    title = texts.FINDING.format(
        severity=texts.SEVERITY_MARKS.get(row["severity"], ""), where=" · ".join(where), sentence=row["sentence"]
    )
    with st.expander(formatting.for_markdown(title)):
        cells = [] if row["cells"] is None else list(row["cells"])
        submissions = [cell["submission"] for cell in cells] or [row["submission"]]
        files = store.fetch("files", submissions=tuple(sorted({int(one) for one in submissions if not pd.isna(one)})))
        if cells:
            names = store.fetch("indicator_names")
            table = quality.cells_table(
                cells,
                dict(zip(names["indicator"], names["name"], strict=True)),
                dict(zip(files["submission"], files["file"], strict=True)),
            )
            st.table(table.map(formatting.for_markdown), border="horizontal", hide_index=True)
        else:
            st.caption(formatting.for_markdown(formatting.cell_place(row["file"], row["sheet"], row["cell"])))
        if not pd.isna(row["explanation"]):
            when = formatting.moment(f"{row['explained_at'].isoformat()}+00:00")
            said, who = (formatting.for_markdown(row[name]) for name in ("explanation", "explained_by"))
            st.markdown(texts.EXPLAINED.format(text=said, who=who, when=when))
        for file in files.drop_duplicates("file_hash").to_dict("records"):
            _original(f"{number}-{file['submission']}", file["file"], file["file_hash"])


def _original(key: str, name: str, file_hash: str) -> None:
    """The file as it was received, if it is still kept."""
    path = store.original(file_hash)
    if path is not None:
        st.download_button(
            texts.ORIGINAL.format(file=name), allowed.taking("take_original", path.read_bytes, file=name),
            file_name=name,
            key=f"original-{key}", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip


def _coverage(rows: pd.DataFrame) -> list[str]:
    """How many of the units that reported in the period the rows are about."""
    choice = filters.current()
    reporters = comparison.reporters(
        store.fetch("reporting"), choice.period, choice.level, choice.reporting_units
    )  # fmt: skip
    about = reporters["reporting_unit"].isin(rows["reporting_unit"])
    return [formatting.coverage(int(about.sum()), len(reporters))]


def _title(section: str) -> str:
    return words.SECTION.format(section=texts.SECTIONS[section])


def _or(value: Any, otherwise: str) -> str:
    return otherwise if pd.isna(value) else str(value)
