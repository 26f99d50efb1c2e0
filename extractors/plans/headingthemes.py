"""Themes and outcomes that stand in the heading of the titles: `Priority 1: Healthy people | Lead | When | RAG`.

The column under such a heading holds what is done for it. Taken for a column of themes, nine records had no title.
"""

import re
from collections.abc import Sequence

from extractors.headings.codedheadings import coded_heading
from extractors.headings.headers import names_rows
from extractors.headings.headings import match_heading
from extractors.layout import Understanding
from extractors.table import TableCell

_KINDS = ("actions", "deliverables")
_NUMBERED = re.compile(r"\d{1,2}\s*[.):–-]\s+[^\W\d]")
# So many tables with another heading over their titles each name what these serve.
TABLES = 2


def themes_in_headings(published: Sequence[Understanding]) -> dict[int, TableCell]:
    """The headings over titles that name what the rows serve, by the `id` of each table.

    They begin with a number, or are known as no heading and differ from table to table.
    """
    over = {id(u): cell for u in published if u.known.kind in _KINDS and (cell := _over_titles(u))}
    plain = {key: cell for key, cell in over.items() if not _is_numbered(cell.text)}
    if len({cell.text for cell in plain.values()}) < max(TABLES, len(plain)):
        return {key: cell for key, cell in over.items() if key not in plain}
    return over


def _is_numbered(text: str) -> bool:
    coded = coded_heading(text)
    return bool((coded and coded.title) or _NUMBERED.match(text))


def _over_titles(u: Understanding) -> TableCell | None:
    """The heading of the titles where it is none that is known, or a number comes first."""
    column = next((c for c in u.known.columns if c.field == "title"), None)
    heads = [row.cells[column.index] for row in u.table.rows if column and row.header and column.index in row.cells]
    cell = heads[-1] if heads else None
    if cell is None or not cell.text or cell.column_span > 1 or not names_rows(cell.text):
        return None
    return cell if _is_numbered(cell.text) or not match_heading(cell.text) else None
