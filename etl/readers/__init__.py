"""Bytes of a file in any of the formats → one grid. The format is what the content says, not the name."""

import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from etl import formats
from etl.message import RawSheet, workbook_of
from etl.workbook import UnreadableWorkbookError, Workbook


def read_workbook(data: bytes, name: str = "") -> Workbook:
    """Read .xlsx, .xlsm, .xls, .ods, .docx, .csv or .tsv.

    Args:
        data: the file.
        name: as received; only a text table is called by it, having no sheet names of its own.

    Raises:
        UnreadableWorkbookError: not a workbook, damaged, or larger than any appendix.
    """
    return workbook_of(read_sheets(data, name))


def read_sheets(data: bytes, name: str = "", inflated: Mapping[str, bytes] = MappingProxyType({})) -> list[RawSheet]:
    """The same as plain tuples, which the reading process only passes on; `inflated` as `gate.judge` keeps them."""
    try:
        return _read(data, name, inflated)
    except UnreadableWorkbookError:
        raise
    except MemoryError:
        raise UnreadableWorkbookError("cần quá nhiều bộ nhớ", "file_too_many_cells") from None
    except Exception as error:  # whatever an XML, zip or .xls layer does with a damaged file
        raise UnreadableWorkbookError("cấu trúc bên trong hỏng") from error


def _read(data: bytes, name: str, inflated: Mapping[str, bytes]) -> list[RawSheet]:
    """A reader is imported when a file first needs it: most files are .xlsx, and the start should be quick."""
    kind = formats.recognise(data).kind
    if kind == "xls":
        from etl.readers import xls

        return xls.read(data)
    if kind == "text":
        from etl.readers import text

        return text.read(data, name)
    from etl.readers.package import Package

    package = Package(data, inflated)
    if kind == "xlsx":
        from etl.readers import xlsx

        return xlsx.read(package)
    if kind == "ods":
        from etl.readers import ods

        return ods.read(package)
    if kind == "docx":
        from etl.readers import word

        return word.read(package)
    raise zipfile.BadZipFile
