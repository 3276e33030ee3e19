"""Columns of words that make of one name several rows."""

from etl import axes, wording
from etl.layout import Table
from etl.model import Place, Problem
from etl.problems import problem
from etl.row_groups import projects_in
from etl.table_context import TableContext
from etl.workbook import column_letters

# A second column of what rows are about: bodies below bodies, 'Nguồn vốn' or 'Lĩnh vực' beside bodies or indicators.
_SECOND = frozenset({("units", "units"), ("details", "units"), ("details", "label"), ("details", "periods")})


def column(table: Table, axis: str, context: TableContext) -> Problem | None:
    """A column of words among those that name rows, of unknown heading: 'Xã A | Trực tuyến | 5' is not all of Xã A.

    What stands beside projects ('Quyết định phê duyệt') says nothing of their total, which alone is read.
    """
    first = min(table.values, default=0)
    grammar = context.reference.grammar
    heads = {cell.text for column in table.values for cell in table.heads.get(column, ())}
    of_money = any("invest" in grammar.read(text).facets or "disbursed" in grammar.read(text).facets for text in heads)
    for at, kind in table.columns.items():
        second = at != table.axis and (kind, axis) in _SECOND
        if (kind != "text" and not second) or at > first:
            continue
        told = [(row, cell) for row in table.rows if row.figures and (cell := table.sheet.cells.get((row.row, at)))]
        if axis == "details" and not any(axes.is_total(row.label) for row, _ in told):
            continue
        texts = [cell.text for _, cell in told]
        if 2 * len(texts) < sum(bool(row.figures) for row in table.rows):
            continue
        heading = " ".join(cell.text for cell in table.heads.get(at, ()))
        own = {facet for cell in table.heads.get(at, ()) for facet in grammar.read(cell.text).facets}
        of_plan = any("plan" in grammar.read(cell.text).facets for cell in table.heads.get(at, ())[:-1])
        projects = projects_in(table.rows)
        beside = any(
            axes.is_total(row.label) or (axes.whole_body(row.label) and not of_plan and row.row not in projects)
            for row, _ in told
        )
        if "aboutproject" in own and of_money and not beside:
            continue  # of projects below their owners, or 'Kế hoạch năm 2026 – Số quyết định'
        if "rank" in grammar.read(heading).facets or all(axes.is_group(text) for text in texts):
            continue
        place = Place(table.sheet.name, f"{column_letters(at)}{table.rows[0].row}")
        return problem("column_splits_rows", place, found=wording.without_person(wording.clean(heading))[:80])
    return None
