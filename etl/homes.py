"""The warehouse of an address: a folder of snapshots, or a lake that several machines share."""

from etl.lake.address import is_lake, parse
from etl.snapshots import Warehouse


def at(told: str) -> Warehouse:
    """The warehouse that an address names; nothing is read or written yet.

    Raises:
        WarehouseError: it names a lake that cannot be shared.
    """
    if not is_lake(told):
        return Warehouse(told)
    from etl.lake.warehouse import LakeWarehouse  # who has a folder needs none of it

    return LakeWarehouse(parse(told))
