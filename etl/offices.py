"""What the names of offices say of the posts in them: 'Phòng Nội vụ' has công chức, 'Trường Mầm non' has viên chức.

Of most names it is how they begin that tells; the words are data (`data/reference/offices.csv`).
"""

from collections.abc import Iterable, Mapping
from typing import Literal, cast, get_args

from etl import wording

Kind = Literal["administrative", "service", "party", "branch"]


class Offices:
    """The reviewed beginnings of names, the longest of which counts."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Take the rows of the table.

        Raises:
            ValueError: a beginning stands twice, or its kind is none.
        """
        self._kinds: dict[tuple[str, ...], Kind] = {}
        for row in rows:
            words = tuple(wording.key(row["begins"]).split())
            if words in self._kinds or row["kind"] not in get_args(Kind):
                raise ValueError(f"offices.csv: {row['begins']} stands twice, or has the unknown kind {row['kind']}")
            self._kinds[words] = cast(Kind, row["kind"])
        self._longest = max(map(len, self._kinds), default=0)

    def kind_of(self, name: str) -> Kind | None:
        """What a name without its number is, None where no table knows."""
        words = tuple(wording.key(name).split()[: self._longest])
        for length in range(len(words), 0, -1):
            if (kind := self._kinds.get(words[:length])) is not None:
                return kind
        return None
