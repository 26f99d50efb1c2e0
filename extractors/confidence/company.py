"""The company that a cell keeps: whether it, its row and its table look as their columns lead one to expect.

A cell in itself may look right while its row is two rows run together. What gives such a row away is a neighbour: two
codes where the others of its column have one, no date where all others have one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from extractors.table import PublishedRow, PublishedTable, TableCell

# Where the nearest oddity is: nowhere near, in another row of the table, in the cell's own row, in the cell itself; or
# the table names no column of titles, and hardly any other: its fields were told by what stands in them.
Company = Literal["fits", "table", "row", "cell", "unheaded"]

# So many fields with headings tell what a column without one holds: the titles over the labels of cards.
HEADED = 3
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


class CompanyLimits(NamedTuple):
    """When a column has a habit.

    `usual` is the part (0 to 1) of its cells that must share a shape or be filled, `enough` how many cells it must
    have, `own` the fields that each row has for itself, `needed` those that are missed where a cell is empty, `shared`
    those of `own` that most rows of a table may have from a group.
    """

    usual: float
    enough: int
    own: Sequence[str]
    needed: Sequence[str]
    shared: Sequence[str] = ()


def companies(table: PublishedTable, limits: CompanyLimits) -> list[Mapping[str, Company]]:
    """For each row of `table` the company of each of its fields."""
    headed = sum(bool(column.field and column.heading.strip()) for column in table.columns)
    if headed < HEADED and any(c.field == "title" and not c.heading.strip() for c in table.columns):
        return [dict.fromkeys(row.fields, "unheaded") for row in table.rows]
    odd = _odd_fields(table.rows, limits)
    elsewhere: Company = "table" if any(odd) else "fits"
    return [
        {name: "cell" if name in strange else "row" if strange else elsewhere for name in row.fields}
        for row, strange in zip(table.rows, odd, strict=True)
    ]


def _odd_fields(rows: Sequence[PublishedRow], limits: CompanyLimits) -> list[set[str]]:
    """The fields of each row that break the habit of their column, or were printed for several rows at once."""
    merged = [{n for n, c in row.fields.items() if n in limits.own and "merged_cell" in c.repairs} for row in rows]
    habit = {n for n in limits.shared if 2 * sum(n in m for m in merged) > len(rows)}
    odd = [names - habit for names in merged]
    for name in dict.fromkeys(name for row in rows for name in row.fields):
        column = [(i, row.fields[name]) for i, row in enumerate(rows) if name in row.fields]
        for i in _outliers(column, limits, needed=name in limits.needed):
            odd[i].add(name)
    return odd


def _outliers(column: Sequence[tuple[int, TableCell]], limits: CompanyLimits, *, needed: bool) -> Iterable[int]:
    filled = [(i, cell) for i, cell in column if cell.text]
    if len(filled) < limits.enough:
        return
    if needed and len(filled) >= limits.usual * len(column):
        yield from (i for i, cell in column if not cell.text)
    shape, count = Counter(shape_of(cell.text) for _, cell in filled).most_common(1)[0]
    # Words come in any number: only a column of codes, dates or figures has a shape that its cells must share.
    if "9" in shape and count >= limits.usual * len(filled):
        yield from (i for i, cell in filled if shape_of(cell.text) != shape)


def shape_of(text: str) -> str:
    """`text` with every word as `a` and every number as `9`: `Q1 2025/26` is `a9 9/9`."""
    return _DIGITS.sub("9", _LETTERS.sub("a", text))
