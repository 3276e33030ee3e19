"""On whose plan a disbursement rate rests, and at which stage of it, as far as the wording of the plan figure says.

Two official denominators exist (what Thủ tướng Chính phủ gave, and what HĐND or a higher unit did), and a plan changes
within the year. Nothing is guessed: a wording that names neither has no basis. Pure.
"""

import re
from typing import NamedTuple

from etl import wording

# Without accents. A giver counts where it is named at all: 'theo Quyết định của Thủ tướng', 'HĐND tỉnh giao'.
# What one takes is not there for the next: 'HĐND huyện giao' is not what the district's UBND gave.
_GIVERS = {
    "prime_minister": r"thu tuong(?: chinh phu)?|ttcp|ttg\b|chinh phu giao",
    "central": r"(?:trung uong|tw|bo tai chinh|bo ke hoach(?: va dau tu)?) giao",
    "province_council": r"(?:hdnd|hoi dong nhan dan) (?:cap )?(?:tinh|thanh pho)(?: giao)?",
    "district_council": r"(?:hdnd|hoi dong nhan dan) (?:cap )?(?:huyen|quan|thi xa)(?: giao)?",
    "commune_council": r"(?:hdnd|hoi dong nhan dan) (?:cap )?(?:xa|phuong|thi tran)(?: giao)?",
    "council": r"hdnd|hoi dong nhan dan",
    "province": r"(?:ubnd|uy ban nhan dan) (?:cap )?tinh|\btinh giao",
    "district": r"(?:ubnd|uy ban nhan dan) (?:cap )?(?:huyen|quan|thi xa)|\bhuyen giao",
    "above": r"cap tren giao|dia phuong giao",
}
_STAGES = {
    "adjusted": r"dieu chinh|bo sung|sau dieu hoa",
    "first": r"dau nam|ban dau",
    "carried": r"keo dai|nam truoc chuyen sang|chuyen nguon",
}


class Basis(NamedTuple):
    """Codes of those who gave the plan and of its stages, in a fixed order; both empty where the wording says none."""

    givers: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


NOT_SAID = Basis()


def of(label: str) -> Basis:
    """What the wording of a plan figure says of its basis."""
    words, givers = wording.fold(label), []
    for code, said in _GIVERS.items():
        words, found = re.subn(said, ";", words)
        givers += [code] if found else []
    return Basis(tuple(givers), tuple(code for code, said in _STAGES.items() if re.search(said, words)))
