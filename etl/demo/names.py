"""Invented names of places: no two alike, and none like a real unit, so that nobody takes the trial for a report."""

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from rapidfuzz.distance import Levenshtein

from etl import wording

ALIKE = 2  # letters, without accents: names this near could be one another's misprint

# Words that end or begin another meaning in a title (năm, quý, kỳ, hội, ban …) are left out on purpose.
_FIRST_WORDS = (
    "Suối Đồi Thung Khe Rừng Cồn Bích Ngọc Thạch Vân Trúc Tùng Cẩm Lạc Yên Hạ Đan Quế Sa Long Phong Hương Mộc Lam Kim "
    "Châu Giang Hồng Nhạn Hạc Phượng Tú Xuân Diệp Thủy Bằng Trầm Chiêu Khánh Đông Tây Vọng Nghĩa Ân Bảo"
)
_SECOND_WORDS = (
    "Trúc Thông Mai Cọ Sậy Trắc Lim Vầu Giáng Đàn Sim Khôi Lộc Thượng Trung Điền Sơn Khê Nguyên Lĩnh Cốc Viên Phố Đình "
    "Kiều Trạch Dương Phước Quang Hưng Liễu Nhuận Vũ Tiên Mây Nắng Biếc Gấm Thanh Triều Đảo Chuông Gương Nguyệt"
)
_THIRD_WORDS = "Sơn Hạ Thượng Đoài Trung Khê Điền Phong Lộc Giang Đông Vân"


def invented(rng: Random, taken: Iterable[str]) -> Iterator[str]:
    """Names without their kind, one after the other, each unlike those before it and unlike `taken`.

    Args:
        rng: decides their order.
        taken: real names and names given before.
    """
    known = [wording.fold(name) for name in taken]
    first, second, third = _FIRST_WORDS.split(), _SECOND_WORDS.split(), _THIRD_WORDS.split()
    two = [" ".join(words) for words in product(first, second) if words[0] != words[1]]
    three = [" ".join(words) for words in product(first, second, third) if len(set(words)) == 3]
    for names in (two, three):
        rng.shuffle(names)
        for name in names:
            if unlike(name, known):
                known.append(wording.fold(name))
                yield name


def unlike(name: str, folded: Iterable[str]) -> bool:
    """Whether a name could not be a misprint of any other, which are given without accents."""
    mine = wording.fold(name)
    return all(
        abs(len(mine) - len(other)) > ALIKE or Levenshtein.distance(mine, other, score_cutoff=ALIKE) > ALIKE
        for other in folded
    )


def misprint(name: str, rng: Random) -> str:
    """A look-alike of a name: a doubled, lost or swapped letter, as a tired hand types it."""
    letters = [place for place in range(1, len(name) - 1) if name[place - 1 : place + 2].isalpha()]
    place = rng.choice(letters)
    changes = (
        name[:place] + name[place] + name[place:],
        name[:place] + name[place + 1 :],
        name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    )
    fitting = [change for change in changes if wording.key(change) != wording.key(name)]
    return rng.choice(fitting)
