"""`planlift tables`: every logical table of a PDF, whatever it is about, for people and as JSON."""

import json
from dataclasses import dataclass
from pathlib import Path

from extractors.table import Table, TableCell, TableRow
from pipeline.files.saving import save as save_file
from pipeline.given.sources import sha256_of

# A terminal is rarely wider; a table that needs more room is cut cell by cell.
_PREVIEW_ROWS = 4


@dataclass(frozen=True)
class TablesOf:
    """The tables of one PDF."""

    file: str
    sha256: str
    pages: int
    tables: tuple[Table, ...]

    def as_json(self) -> dict[str, object]:
        """The form that the design gives for `planlift tables --json`."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "pages": self.pages,
            "tables": [_table(table) for table in self.tables],
        }


def read(pdf: Path) -> TablesOf:
    """The logical tables of `pdf`. Raises DocumentError where it cannot be read."""
    from extractors.document import read_tables

    sha256 = sha256_of(pdf)
    pages, tables = read_tables(pdf)
    return TablesOf(pdf.name, sha256, pages, tuple(tables))


def save(found: TablesOf, file: Path) -> None:
    """Write the JSON form to `file`. Raises CannotSave."""
    text = json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n"
    # A lone surrogate, which a broken font can give, has no UTF-8 form; its escape is what JSON says instead.
    save_file(file, text.encode("utf-8", "backslashreplace"))


def describe(found: TablesOf) -> list[str]:
    """Lines for a terminal: each table's size, place and kind, and its first rows."""
    count = len(found.tables)
    lines = [f"{found.file}: {_many(found.pages, 'page')}, {_many(count, 'table')}"]
    if not count:
        lines.append("Nothing on its pages looks like a table; `planlift inspect` shows what was seen on each.")
    for number, table in enumerate(found.tables, 1):
        kind = f"{table.kind}: {table.kind_reason}" if table.kind else table.kind_reason or "no plan table"
        lines += [
            "",
            f"Table {number}, {_pages(table.pages)}, {_many(len(table.rows), 'row')} by "
            f"{_many(table.columns, 'column')}, {_many(table.header_rows, 'heading row')} ({kind})",
        ]
        lines += [f"  {_preview(row, table.columns)}" for row in table.rows[:_PREVIEW_ROWS]]
        if len(table.rows) > _PREVIEW_ROWS:
            lines.append(f"  … and {_many(len(table.rows) - _PREVIEW_ROWS, 'more row')}")
    return lines


def _table(table: Table) -> dict[str, object]:
    return {
        "kind": table.kind,
        "kind_reason": table.kind_reason,
        "columns": table.columns,
        "header_rows": table.header_rows,
        "rows": [
            {"header": row.header, "pages": list(row.pages), "cells": [_cell(cell) for cell in row.cells]}
            for row in table.rows
        ],
    }


def _cell(cell: TableCell) -> dict[str, object]:
    return {
        "column": cell.column,
        "column_span": cell.column_span,
        "row_span": cell.row_span,
        "text": cell.text,
        "pieces": [
            {"page": p.page, "x0": _at(p.x0), "top": _at(p.top), "x1": _at(p.x1), "bottom": _at(p.bottom)}
            for p in cell.pieces
        ],
        "fill": cell.fill,
        "repairs": list(cell.repairs),
        "confidence": round(cell.confidence, 3),
        "flag": cell.flag,
    }


def _at(points: float) -> float:
    """A hundredth of a point is finer than any ruling; more digits would only make files longer."""
    return round(points, 2)


def _preview(row: TableRow, columns: int) -> str:
    width = max(8, 100 // max(columns, 1))
    texts = [cell.text if len(cell.text) <= width else cell.text[: width - 1] + "…" for cell in row.cells]
    return ("# " if row.header else "  ") + " | ".join(texts)


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _pages(pages: tuple[int, ...]) -> str:
    if not pages:
        return "no page"
    return f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]} to {pages[-1]}"
