"""What is raised where two loaders published at once, told apart by whoever can load again."""

from etl.database import WarehouseError


class OvertakenPublishError(WarehouseError):
    """Another loader published since this one began; nothing of it was stored."""

    def __init__(self) -> None:
        """The sentence is the same for all."""
        super().__init__(
            "Trong lúc nạp, một máy khác đã công bố số liệu mới vào kho chung; lần nạp này chưa được ghi. Hãy nạp lại."
        )
