"""Whose figures a file meets: told to whoever loads it, so that of several who load the same nobody is in the dark.

Told and not stored: who handed in what is in the ledger, and no finding about a figure.
"""

from collections.abc import Sequence

import duckdb

from etl import ledger
from etl.ledger import Arrived
from etl.model import Place, Problem
from etl.problems import problem
from etl.standing import Change


def tell(con: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> None:
    """Add to what files do to a warehouse who loaded what stood where they came, the latest of each."""
    scopes = [scope for made in changes for scope in made.beside]
    known = ledger.arrived(con, scopes) if scopes else {}
    for made in changes:
        if made.beside:
            last = max((known[scope] for scope in made.beside), key=lambda one: one.at)
            made.problems.append(_said("beside_another", last))


def loaded_already(con: duckdb.DuckDBPyConnection, hashes: Sequence[str]) -> dict[str, Problem]:
    """Of files that bring nothing, by hash: who loaded them."""
    return {file_hash: _said("loaded_already", one) for file_hash, one in ledger.last_arrived(con, hashes).items()}


def _said(code: str, one: Arrived) -> Problem:
    """By the clocks of Vietnam."""
    when = f"{ledger.in_vietnam(one.at):%H:%M:%S %d/%m/%Y}"
    return problem(code, Place(), found=f"{one.by or '–'} ({one.file})", expected=when)
