"""What a new session makes sure of: that its warehouse holds something, and that this release can read it."""

from pathlib import Path

import streamlit as st

from dashboard import allowed, shell, store, texts, translation
from etl import demo, pipeline
from etl.demo import world
from etl.model import LoadReport, PersonCanActError, Progress, ReceivedFile
from etl.snapshots import Warehouse

_PREPARED = "prepared"
_STALE = (
    60  # places on the screen where the figures of the other warehouse would still stand, faded, while this one fills
)
# The trial: an invented province small enough that nobody waits long, and the same one for everybody. Own forms come
# before the tables of higher units, so that names without their kind are known there.
TRIAL_UNITS, TRIAL_PERIODS, TRIAL_SEED = 24, 8, 1
_TRIAL_SENDER = "tỉnh minh họa"  # kept with the figures, so in one language
_TRIAL_LAYOUTS = ("own_form", "units_down")


def prepare() -> None:
    """Once per session and warehouse: fill an empty one, or bring an older one up to date.

    The real one starts with the shipped appendices, the trial with the workbooks of the invented province. A
    second session meanwhile waits on the loader's own lock.
    """
    prepared: set[Path] = st.session_state.setdefault(_PREPARED, set())
    warehouse = store.warehouse()
    if warehouse.folder in prepared:
        return
    prepared.add(warehouse.folder)
    if warehouse.current() is not None:
        _bring_up_to_date(warehouse)
    elif _fill(warehouse):
        st.rerun()


def _bring_up_to_date(warehouse: Warehouse) -> None:
    """Figures that can be read are shown even where they cannot be upgraded, in a folder without write access, say."""
    try:
        pipeline.refresh(warehouse)
    except Exception as error:
        shell.note(error)


def _fill(warehouse: Warehouse) -> bool:
    load, words = (_load_trial, texts.TRIAL_RUN) if allowed.in_trial() else (_load_shipped, texts.FIRST_RUN)
    status = st.status(words["running"], expanded=True)
    for _ in range(_STALE):
        st.empty()
    with status:
        try:
            load(warehouse, shell.progress_bar())
        except PersonCanActError as error:
            status.update(label=words["failed"], state="error")
            st.error(translation.said(str(error)))
            return False
        status.update(label=words["done"], state="complete", expanded=False)
    return warehouse.current() is not None


def _load_shipped(warehouse: Warehouse, progress: Progress) -> LoadReport:
    return pipeline.first_load(warehouse, progress)


def _load_trial(warehouse: Warehouse, progress: Progress) -> LoadReport:
    progress(0, 1, texts.TRIAL_DRAWING)
    province = world.build(TRIAL_UNITS, TRIAL_PERIODS, TRIAL_SEED)
    drawn = sorted(
        demo.draw(province, with_defects=False, layouts=_TRIAL_LAYOUTS),
        key=lambda workbook: _TRIAL_LAYOUTS.index(workbook.layout),
    )
    files = [ReceivedFile(workbook.name, workbook.data) for workbook in drawn]
    return pipeline.ingest(files, warehouse, received_by=_TRIAL_SENDER, progress=progress)
