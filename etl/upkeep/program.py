"""The program itself: Python, the packages it is pinned to, the engine and its collation, and how the server is set."""

import os
import platform
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from etl import RELEASE, database
from etl.upkeep.line import Line

PROJECT = Path(__file__).resolve().parents[2]
_OLDEST = (3, 11)
_PIN = re.compile(r"""^([A-Za-z0-9_.-]+)==([\w.]+)(; sys_platform != "win32")?$""", re.MULTILINE)
_OWN = {"localhost", "127.0.0.1", "::1"}
_LARGEST_UPLOAD = 200  # MB: Streamlit's own default, held in memory for each upload


def examine(project: Path = PROJECT, home: Path | None = None) -> list[Line]:
    """All lines about the program; `home` is where a user's own settings of Streamlit lie."""
    return [_release(), _python(), _packages(project), _collation(), *_settings(settings(project, home or Path.home()))]


def _release() -> Line:
    told = {"release": RELEASE, "schema": database.SCHEMA_VERSION, "platform": platform.platform()}
    return Line("release", "ok", f"Phiên bản {RELEASE} (lược đồ {database.SCHEMA_VERSION}), {told['platform']}.", told)


def _python() -> Line:
    version = platform.python_version()
    if sys.version_info[:2] < _OLDEST:
        return Line("python", "trouble", f"Python {version} quá cũ. Hãy cài Python 3.11 trở lên.", {"version": version})
    return Line("python", "ok", f"Python {version}.", {"version": version})


def _packages(project: Path) -> Line:
    """The installed packages against requirements.txt."""
    install = "Hãy chạy: pip install -r requirements.txt"
    try:
        told = _PIN.findall((project / "requirements.txt").read_text(encoding="utf-8"))
    except OSError:
        return Line("packages", "warning", "Không thấy requirements.txt nên không đối chiếu được phiên bản thư viện.")
    pins = {name: version for name, version, elsewhere in told if not elsewhere or sys.platform != "win32"}
    found = {name: _installed(name) for name in pins}
    missing = [name for name, version in found.items() if not version]
    others = {name: version for name, version in found.items() if version not in ("", pins[name])}
    facts = {"packages": found, "pinned": pins}
    if missing:
        return Line("packages", "trouble", f"Thiếu thư viện {', '.join(missing)}. {install}", facts)
    if others:
        said = ", ".join(f"{name} {version} (cần {pins[name]})" for name, version in others.items())
        return Line("packages", "warning", f"Thư viện khác phiên bản đã kiểm thử: {said}. {install}", facts)
    return Line("packages", "ok", f"{len(pins)} thư viện đúng phiên bản; DuckDB {found.get('duckdb', '')}.", facts)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _collation() -> Line:
    if database.has_collation():
        return Line("collation", "ok", "Sắp xếp tiếng Việt (ICU) của DuckDB có sẵn.")
    return Line(
        "collation",
        "trouble",
        "Thiếu phần mở rộng ICU của DuckDB nên tên không xếp được theo tiếng Việt. Hãy chạy: "
        "pip install -r requirements.txt",
    )


def settings(project: Path, home: Path) -> dict[str, Any]:
    """Streamlit's options in force: the user's file, over it the project's, over it the environment.

    Options given on the command line of a running server cannot be seen from here.
    """
    found: dict[str, Any] = {}
    for place in (home / ".streamlit" / "config.toml", project / ".streamlit" / "config.toml"):
        try:
            sections = tomllib.loads(place.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        found |= {f"{name}.{key}": value for name, part in sections.items() if isinstance(part, dict)
                  for key, value in part.items()}  # fmt: skip
    for option in _JUDGED:
        told = os.environ.get(_variable(option))
        if told is not None:
            found[option] = {"true": True, "false": False}.get(told.lower(), told)
    return found


def _variable(option: str) -> str:
    """server.maxUploadSize is STREAMLIT_SERVER_MAX_UPLOAD_SIZE."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", option.replace(".", "_"))
    return f"STREAMLIT_{words.upper()}"


# What each option is when nobody sets it (Streamlit 1.67), what it is to be, how bad another value is, what to do.
_JUDGED: dict[str, tuple[Any, Any, str]] = {
    "server.enableXsrfProtection": (True, True, "trouble"),
    "server.enableCORS": (True, True, "trouble"),
    "client.showErrorDetails": ("full", "none", "warning"),
    "browser.gatherUsageStats": (True, False, "warning"),
    "client.disableDataExport": (False, True, "warning"),
    "server.enableStaticServing": (False, False, "warning"),
    "global.developmentMode": (False, False, "warning"),
    "server.address": (None, None, ""),
    "server.maxUploadSize": (200, None, ""),
}
_MEANS = {
    "server.enableXsrfProtection": "trang khác có thể gửi tệp thay người đang mở chương trình",
    "server.enableCORS": "trang khác có thể đọc số liệu qua trình duyệt của người đang mở chương trình",
    "client.showErrorDetails": "lỗi hiện cả chi tiết bên trong lên màn hình",
    "browser.gatherUsageStats": "trình duyệt gửi thống kê sử dụng ra ngoài",
    "client.disableDataExport": "bảng có nút tải riêng của Streamlit, tệp đó không chặn công thức Excel",
    "server.enableStaticServing": "tệp trong thư mục static bị đưa ra mạng",
    "global.developmentMode": "máy chủ chạy ở chế độ dành cho người phát triển Streamlit",
}


def _settings(found: dict[str, Any]) -> list[Line]:
    lines = []
    for option, means in _MEANS.items():
        default, wanted, standing = _JUDGED[option]
        value = found.get(option, default)
        if value != wanted:
            said = f"{option} đang là {_shown(value)}: {means}. Hãy đặt lại {_shown(wanted)}."
            lines.append(Line("settings", "trouble" if standing == "trouble" else "warning", said, {"option": option}))
    lines += [*_address(found.get("server.address")), *_upload(found.get("server.maxUploadSize", 200))]
    return lines or [
        Line("settings", "ok", "Thiết lập máy chủ an toàn: chỉ máy này truy cập được, lỗi không lộ chi tiết.")
    ]


def _address(address: Any) -> list[Line]:
    if address in _OWN:
        return []
    return [
        Line(
            "settings",
            "warning",
            "Máy chủ nhận kết nối từ máy khác mà chương trình không có tài khoản: ai vào được mạng này đều xem và nạp "
            'được. Hãy đặt server.address = "localhost" và đặt proxy có đăng nhập ở trước (docs/operations.md).',
            {"option": "server.address"},
        )
    ]


def _upload(most: Any) -> list[Line]:
    with_number = str(most).isdecimal()
    if with_number and int(most) <= _LARGEST_UPLOAD:
        return []
    said = f"server.maxUploadSize đang là {_shown(most)} MB; mỗi tệp tải lên nằm trong bộ nhớ. Hãy đặt lại 50."
    return [Line("settings", "warning", said, {"option": "server.maxUploadSize"})]


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if re.fullmatch(r"[\w.-]{1,30}", text) else "một giá trị khác"
