"""After a snapshot was damaged: the files that it had brought are loaded again, from their kept originals.

What people did without a file in that snapshot (answers, corrections, withdrawals) is lost with it; the log says so.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from etl import journal, seals
from etl.model import ReceivedFile
from etl.seals import Brought
from etl.snapshots import Warehouse

# Loads some files as those of a sender.
Load = Callable[[Sequence[ReceivedFile], str], object]


def recover(warehouse: Warehouse, load: Load) -> list[str]:
    """Load again what damaged or missing snapshots brought; the names of the files, in the order of their arrival.

    Raises:
        WarehouseError: the warehouse cannot be read or written, or no snapshot is left to build on.
    """
    again: list[str] = []
    for snapshot in warehouse.lost():
        gone: list[str] = []
        for sender, told in groupby(seals.brought(snapshot), key=lambda one: one.received_by):
            files = [_file(warehouse, one) for one in told]
            gone += [file.name for file in files if file.path is None]
            there = [file for file in files if file.path is not None]
            if there:
                load(there, sender)
            again += [file.name for file in there]
        journal.event("recovered", snapshot=snapshot.name, loaded=len(again), refused=len(gone))
        warehouse.set_aside(snapshot)
    return again


def _file(warehouse: Warehouse, one: Brought) -> ReceivedFile:
    return ReceivedFile(one.file, path=warehouse.original(one.file_hash))
