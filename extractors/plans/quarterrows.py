"""Actions with a row for each quarter (`Ref | Action | Quarter | RAG | Update`) become one record with all of them.

Such rows were once deliverables, three times each, whose quarter was taken for the time when they are due.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.quarters import Named, named
from extractors.headings.vocabulary import tells_report
from extractors.layout import Published
from extractors.table import PlanColumn, PublishedRow, PublishedTable, TableCell

# This part of the rows are of records with several.
REPEATED = 0.5
FLAG = "likely_field"

Key = tuple[str, str]


class _Quarterly(NamedTuple):
    """A table's column of quarters, and for each row the record that it is of and the quarter that it tells of."""

    column: PlanColumn
    of: tuple[Key, ...]
    quarters: tuple[Named, ...]

    @property
    def numbers(self) -> list[int]:
        """The quarters, 1 to 4, that any row tells of."""
        return sorted({q.quarter for q in self.quarters if q.quarter})


def with_quarter_rows(found: Sequence[Published]) -> tuple[list[Published], tuple[TableCell, ...]]:
    """The tables of a plan, those with a row for each quarter put together, and the cells that this leaves out.

    They are left out since they say what another one does, or name the quarter. Where one record has two rows of one
    quarter nothing is put together, and its time is flagged.
    """
    tables: list[Published] = []
    left: list[TableCell] = []
    for p in found:
        told = _quarterly(p.table)
        if told is None:
            tables.append(p)
        elif any(n > 1 for n in Counter(zip(told.of, told.quarters, strict=True)).values()):
            why = f"{told.column.heading!r} may name the quarter that its row reports on"
            tables.append(p._replace(table=p.table.mapped(lambda r, w=why: r.flagged(FLAG, w, {"delivery", "start"}))))
        else:
            table, cells = _put_together(p.table, told)
            tables.append(p._replace(table=table))
            left += cells
    return tables, tuple(left)


def _quarterly(table: PublishedTable) -> _Quarterly | None:
    """What tells that the rows of a table are of one quarter each; None where they are not."""
    if table.kind != "deliverables" or not any(c.field == "status" for c in table.columns):
        return None
    column = next((c for c in table.columns if tells_report(c.heading)), None)
    if column is None:
        return None
    quarters = tuple(named(_in_column(row, column.index)) for row in table.rows)
    keys = tuple((_text(row, "code"), _text(row, "title")) for row in table.rows)
    if not all(q.quarter and not any(ch.isalpha() for ch in q.rest) for q in quarters):
        return None
    if not all(map(any, keys)):
        return None
    counts = Counter(keys)
    repeated = sum(counts[k] > 1 for k in keys)
    years = {(q.quarter, q.year) for q in quarters}
    if repeated < REPEATED * len(keys) or len(years) > len({n for n, _ in years}) or len(years) < 2:
        return None
    return _Quarterly(column, keys, quarters)


def _text(row: PublishedRow, field: str) -> str:
    return row.fields[field].text if field in row.fields else ""


def _in_column(row: PublishedRow, column: int) -> str:
    return next((c.text for c in row.cells if c.column == column and c.text), "")


def _put_together(table: PublishedTable, told: _Quarterly) -> tuple[PublishedTable, list[TableCell]]:
    """The table of actions, and the cells of its rows that no action holds."""
    rows: list[PublishedRow] = []
    for key in dict.fromkeys(told.of):
        own = [(q.quarter or 0, row) for k, q, row in zip(told.of, told.quarters, table.rows, strict=True) if k == key]
        rows.append(_action(sorted(own, key=lambda pair: pair[0]), told, table.columns))
    kept = {id(c) for row in rows for c in row.cells}
    left = [c for row in table.rows for c in row.cells if id(c) not in kept]
    return replace(table, kind="actions", columns=_columns(table.columns, told), rows=tuple(rows)), left


def _action(own: Sequence[tuple[int, PublishedRow]], told: _Quarterly, columns: Sequence[PlanColumn]) -> PublishedRow:
    """The record whose rows are `own`, each with its quarter, in their order.

    A text that the rows of earlier quarters have otherwise is kept beside the last one.
    """
    last = own[-1][1]
    headings = {c.index: c.heading for c in columns}
    fields = {_renamed(n): c for n, c in last.fields.items() if n != "status" and c.column != told.column.index}
    other = [(h, c) for h, c in last.other if c.column != told.column.index]
    for quarter, row in own[:-1]:
        for name, cell in (*row.fields.items(), *row.other):
            if name == "status" or cell.column == told.column.index:
                continue
            kept = fields.get(_renamed(name)) or next((c for h, c in other if h == name), None)
            if cell.text and (kept is None or kept.text != cell.text):
                other.append((f"{headings.get(cell.column) or name} Q{quarter}", cell))
    rated = {quarter: row.fields["status"] for quarter, row in own if "status" in row.fields}
    column = next(c.index for c in columns if c.field == "status")
    fields |= {f"rag_q{n}": rated.get(n) or TableCell(column, "") for n in told.numbers}
    pages = tuple(sorted({page for _, row in own for page in row.pages}))
    return PublishedRow(fields, tuple(other), last.theme or own[0][1].theme, pages)


def _renamed(field: str) -> str:
    """What an action calls a field of a deliverable."""
    return "outcome_code" if field == "outcome_codes" else field


def _columns(columns: Sequence[PlanColumn], told: _Quarterly) -> tuple[PlanColumn, ...]:
    """The columns of the actions: that of the ratings once for each quarter."""
    years = {q.quarter: q.year for q in told.quarters}
    found: list[PlanColumn] = []
    for c in columns:
        if c.index == told.column.index:
            found.append(replace(c, field=None, why="it holds the quarter that each row tells of"))
        elif c.field == "status":
            why = f"{c.why}, and its rows tell of a quarter each"
            found += [replace(c, field="rag", why=why, quarter=n, year=years.get(n)) for n in told.numbers]
        else:
            found.append(replace(c, field=_renamed(c.field) if c.field else None))
    return tuple(found)
