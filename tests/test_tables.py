"""What a table tells Streamlit of its numbers is what pandas' own styling would tell it, for less."""

import numpy as np
import pandas as pd
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from dashboard import formatting, tables

MIXED = pd.DataFrame(
    {
        "Đơn vị": ["Xã A", "Xã <b>B</b>", "Phường C"],
        "Số": [1234.5, np.nan, 0.0],
        "Ghi chú": ["", "⚠", "x"],
        "Hàng": [1, 20_000, 3],
    }
)


def told(styler: object) -> ArrowData:
    proto = ArrowData()
    marshall_styler(proto, styler, "id")  # type: ignore[arg-type]
    return proto


def test_numbers_are_told_as_pandas_would() -> None:
    usual = MIXED.style.format(dict.fromkeys(("Số", "Hàng"), formatting.number))
    ours, theirs = told(tables.with_numbers_written(MIXED)), told(usual)
    assert ours.styler.display_values == theirs.styler.display_values
    assert b"1.234,5" in ours.styler.display_values
    assert ours.styler.styles == theirs.styler.styles


def test_a_table_of_texts_stays_as_it_is() -> None:
    texts = MIXED[["Đơn vị", "Ghi chú"]]
    assert tables.with_numbers_written(texts) is texts
