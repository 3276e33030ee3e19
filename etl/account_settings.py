"""What the installation says about accounts: part `[accounts]` of settings.toml in the warehouse, or the environment.

A part that is not understood is no reason to be generous: whoever asks is told, and lets nobody in.
"""

import os
import tomllib
from pathlib import Path
from typing import NamedTuple

from etl import retention
from etl.model import PersonCanActError

PART = "accounts"
LONGEST_SESSION = 30 * 24  # hours: Streamlit's own cookie lives no longer
_NAMES = {
    "first_administrator": "CCHC_FIRST_ADMINISTRATOR",
    "claim": "CCHC_ACCOUNT_CLAIM",
    "hours": "CCHC_SESSION_HOURS",
    "proxy_header": "CCHC_PROXY_HEADER",
    "proxy_address": "CCHC_PROXY_ADDRESS",
}


class AccountSettingsError(PersonCanActError):
    """The settings are not understood; nobody is let in until they are."""


class AccountSettings(NamedTuple):
    """Who begins, and how people are known.

    Attributes:
        first_administrator: who may do everything until an administrator of all units is stored.
        claim: of the identity token: what people are called by in the table of roles.
        hours: after which a person signs in anew.
        proxy_header: in which a proxy says who is there; '' where no proxy does.
        proxy_address: from where it connects, when the program listens on more than its own machine.
    """

    first_administrator: str = ""
    claim: str = "email"
    hours: int = 12
    proxy_header: str = ""
    proxy_address: str = ""


def read(folder: Path) -> AccountSettings:
    """What a warehouse's settings and the environment say; the environment wins.

    Raises:
        AccountSettingsError: something is there that means nothing.
    """
    try:
        told = tomllib.loads((folder / retention.NAME).read_text(encoding="utf-8")).get(PART, {})
    except FileNotFoundError:
        told = {}
    except (OSError, ValueError) as error:
        raise _not_understood(retention.NAME) from error
    if not isinstance(told, dict) or (unknown := set(told) - set(AccountSettings._fields)):
        raise _not_understood(f"[{PART}] {', '.join(sorted(unknown)) if isinstance(told, dict) else ''}")
    found: dict[str, object] = dict(told)
    found |= {name: os.environ[variable] for name, variable in _NAMES.items() if os.environ.get(variable)}
    if isinstance(found.get("hours"), str) and str(found["hours"]).isdecimal():
        found["hours"] = int(str(found["hours"]))
    for name, value in found.items():
        good = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LONGEST_SESSION
        if not (good if name == "hours" else isinstance(value, str)):
            raise _not_understood(f"{PART}.{name}")
    return AccountSettings(**found)._replace(  # type: ignore[arg-type]
        first_administrator=account_name(str(found.get("first_administrator", "")))
    )


def account_name(text: str) -> str:
    """The one spelling of an account: addresses are the same in capitals; '' where it is no name."""
    name = text.strip().casefold()
    return name if len(name) <= 200 and name.isprintable() else ""


def _not_understood(what: str) -> AccountSettingsError:
    return AccountSettingsError(
        f"Không hiểu thiết lập tài khoản ({what.strip()}) trong {retention.NAME} của kho hoặc trong biến môi trường, "
        "nên chưa ai được vào. Hãy sửa rồi tải lại trang."
    )
