"""Fields that a table's records lack, though nearly all records under the same headings elsewhere have them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.shapes import CODE
from extractors.table import PublishedRow, PublishedTable, TableCell

# A field that this part of a plan's records have is missed where tables of the same headings lack it.
MOST = 0.8
# So does one that this part of its own rows have, where a cell over several columns takes its place.
HALF = 0.5
SPANS, SPANNING = "merged_cells", "it stands over the columns of fields that other rows of its table have"
SPANNED = "other rows of this table have one, and a cell over several columns stands in its place"
# A reason of `normalise/registers/flags.csv`, and what is said of a field that other records have.
FLAG = "lost_column"
LOST = "nearly all records of this plan have one, and this record's table has no such column"


def with_lost_fields(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """The tables with an empty, flagged cell for a field that nearly all records of the same headings have."""
    found: list[PublishedTable] = []
    tables = [_under_spans(table) for table in tables]
    for table in tables:
        same = [t for t in tables if t.kind == table.kind and table.headings <= t.headings]
        fuller = [t for t in same if table.headings < t.headings]
        fuller += [t for t in tables if t.kind == table.kind and _run_together(table, t)]
        others = [r for t in same if t is not table for r in t.rows]
        alike = [r for t in fuller for r in t.rows] or (others if len(others) > len(table.rows) else [])
        names = dict.fromkeys(name for r in alike for name in r.fields)
        usual = [n for n in names if sum(n in r.fields for r in alike) >= MOST * len(alike)]
        rows = tuple(replace(r, fields=_after_a_code(r, usual)).lacking(usual, FLAG, LOST) for r in table.rows)
        found.append(replace(table, rows=rows))
    return found


def _under_spans(table: PublishedTable) -> PublishedTable:
    """The table with a flag where a cell over several columns takes the place of a field that most other rows have.

    A page that shows a column less than the one before put leads into titles: six records had none without a flag.
    """
    counts = Counter(name for row in table.rows for name in row.fields)
    usual = {name for name, n in counts.items() if n >= HALF * len(table.rows)}
    columns = {name: cell.column for row in table.rows for name, cell in row.fields.items() if name in usual}

    def checked(row: PublishedRow) -> PublishedRow:
        lost = [name for name in usual if name not in row.fields]
        if not lost:
            return row
        over = {n for n, c in row.fields.items() if any(_covers(c, columns[name]) for name in lost)}
        hidden = sorted(name for name in lost if any(_covers(c, columns[name]) for c in row.cells))
        return row.flagged(SPANS, SPANNING, over).lacking(hidden, FLAG, SPANNED)

    return table.mapped(checked)


def _covers(cell: TableCell, column: int) -> bool:
    return bool(cell.text) and cell.column < column < cell.column + cell.column_span


def _run_together(table: PublishedTable, fuller: PublishedTable) -> bool:
    """Whether the headings of `table` hold all those of `fuller` and more, over no more columns."""
    own = [set(h.split()) for h in table.headings]
    held = all(any(set(h.split()) <= o for o in own) for h in fuller.headings)
    return held and len(table.columns) <= len(fuller.columns) and table.headings != fuller.headings


def _after_a_code(row: PublishedRow, usual: Sequence[str]) -> dict[str, TableCell]:
    """The row's fields, its title flagged where it begins with a code and the column of codes is lost: `3e Trial`."""
    title = row.fields.get("title")
    first = title.text.split()[:1] if title else []
    if title is None or title.flag or "code" in row.fields or "code" not in usual:
        return row.fields
    if not first or not CODE.match(first[0]) or not any(ch.isdigit() for ch in first[0]):
        return row.fields
    detail = f"it begins with {first[0]!r}, which may be the code that other records have in a column of its own"
    return row.fields | {"title": title.flagged(FLAG, detail)}
