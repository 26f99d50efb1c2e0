"""Fields that a table's records lack, though nearly all records under the same headings elsewhere have them."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.shapes import CODE
from extractors.table import PublishedRow, PublishedTable, TableCell

# A field that this part of a plan's records have is missed where tables of the same headings lack it.
MOST = 0.8
# A reason of `normalise/registers/flags.csv`, and what is said of a field that other records have.
FLAG = "lost_column"
LOST = "nearly all records of this plan have one, and this record's table has no such column"


def with_lost_fields(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """The tables with an empty, flagged cell for a field that nearly all records of the same headings have."""
    found: list[PublishedTable] = []
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
