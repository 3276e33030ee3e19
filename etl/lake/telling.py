"""Telling the other machines of a lake what was done at this one: deeds, and who signed out.

Nobody waits for it: what cannot be told now, because the lake is away, is told when it is back.
"""

from contextlib import closing
from pathlib import Path

import duckdb

from etl import journal
from etl.database import WarehouseError
from etl.deeds import DeedsError
from etl.lake import common_log, engine, shared_sign_outs
from etl.lake.common_log import DiffersError
from etl.lake.engine import LakeAwayError
from etl.lake.shared import Lake


def tell(lake: Lake, place: Path, *, with_sign_outs: bool = True) -> None:
    """Send what the lake does not have yet; a failure is remembered with the lake, and put into the program's log."""
    try:
        common_log.send(lake, place)
        if with_sign_outs:
            lake.head()
            with closing(lake.cursor()) as con, engine.told("Không báo được cho kho chung ai đã đăng xuất"):
                shared_sign_outs.send(con, lake.sign_outs)
            lake.is_behind = False
    except DiffersError as error:  # `audit --check` says where
        journal.note(error)
        lake.is_behind = False
    except (WarehouseError, DeedsError, duckdb.Error, OSError) as error:
        lake.is_behind = True
        if not isinstance(error, LakeAwayError):
            journal.note(error)
