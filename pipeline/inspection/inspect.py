"""`planlift inspect`: what was seen on one page, what it was taken for, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.doubts.pagewarnings import page_warnings
from extractors.errors import NoPlanFound
from extractors.grids.grid import Grid
from extractors.page import Page
from extractors.table import PublishedDocument, PublishedRow, PublishedTable, TableCell
from pipeline.document.reading import read_published
from pipeline.errors import UsageError
from pipeline.given.sources import read_sidecar


@dataclass(frozen=True)
class Seen:
    """One page as every reading saw it; `document` is None where the PDF holds no plan, and `note` then says so."""

    file: str
    pages: int
    page: Page
    grids: tuple[Grid, ...]
    document: PublishedDocument | None
    note: str = ""


@dataclass(frozen=True)
class PlacedCell:
    """A cell of a plan table that is printed, wholly or in part, on the page, with the field it was taken for."""

    field: str
    cell: TableCell
    table: PublishedTable


def look(pdf: Path, number: int) -> Seen:
    """What is seen on page `number` (from 1) of `pdf`. Raises DocumentError; UsageError where there is no such page.

    The whole document is read, because what a table is taken for depends on the pages around it.
    """
    from extractors.document import read_grids

    document: PublishedDocument | None = None
    note = ""
    try:
        document = read_published(pdf, read_sidecar(pdf), None)
    except NoPlanFound as error:
        note = error.what
    pages = document.page_count if document else _count_pages(pdf)
    if number > pages:
        raise UsageError(f"has no page {number}", where=pdf.name, fix=f"its pages are 1 to {pages}")
    page, grids = read_grids(pdf, number)
    return Seen(pdf.name, pages, page, tuple(grids), document, note)


def _count_pages(pdf: Path) -> int:
    """The pages of a PDF that was readable a moment ago."""
    from extractors.pdf.pdfium import open_document

    with open_document(pdf) as document:
        return len(document)


def cells_on_page(seen: Seen) -> list[PlacedCell]:
    """The cells of plan tables on the page, each once even where a value is carried down over several rows."""
    found: dict[tuple[object, ...], PlacedCell] = {}
    for table, row in _rows(seen):
        named = [*row.fields.items(), *((f"other: {heading}", cell) for heading, cell in row.other)]
        for field, cell in named:
            if any(piece.page == seen.page.number for piece in cell.pieces):
                found.setdefault((field, cell.pieces), PlacedCell(field, cell, table))
    return list(found.values())


def _rows(seen: Seen) -> Iterator[tuple[PublishedTable, PublishedRow]]:
    for plan in seen.document.plans if seen.document else ():
        for table in plan.tables:
            for row in table.rows:
                yield table, row


def describe(seen: Seen) -> list[str]:
    """Lines for a terminal: the page, the grids of each reading, the tables with their columns, repairs and flags."""
    page = seen.page
    turned = f", turned by {page.rotation}°" if page.rotation else ""
    lines = [
        f"{seen.file}, page {page.number} of {seen.pages}: {page.width:.0f} x {page.height:.0f} points{turned}",
        f"{len(page.glyphs):,} glyphs, {len(page.rulings)} rulings, {len(page.fills)} fills, "
        f"{len(page.images)} pictures, {len(page.links)} links, {'tagged' if page.tags else 'no tags'}",
    ]
    lines += _section("Warnings", list(page_warnings([page])))
    lines += _section("Grids", [_grid(grid) for grid in seen.grids] or ["none: nothing here looks like a table"])
    lines += _section("Plan tables", _tables(seen))
    cells = cells_on_page(seen)
    lines += _section("Repairs", [f"{', '.join(c.cell.repairs)}: {_named(c)}" for c in cells if c.cell.repairs])
    flags = [f"{c.cell.flag}: {_named(c)}" + _detail(c.cell) for c in cells if c.cell.flag]
    return lines + _section("Flags", flags)


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _grid(grid: Grid) -> str:
    heads = sum(1 for cell in grid.cells if cell.header)
    sides = [name for name, is_open in (("top", grid.open_top), ("bottom", grid.open_bottom)) if is_open]
    return (
        f"{grid.reading:6s} {grid.rows} rows x {grid.columns} columns, {len(grid.cells)} cells ({heads} headings), "
        f"from ({grid.box.x0:.0f}, {grid.box.top:.0f}) to ({grid.box.x1:.0f}, {grid.box.bottom:.0f})"
        + (f", open at the {' and '.join(sides)}" if sides else "")
    )


def _tables(seen: Seen) -> list[str]:
    if seen.document is None:
        return [f"none: the document {seen.note}"]
    number = seen.page.number
    lines: list[str] = []
    for plan in seen.document.plans:
        for table in plan.tables:
            if number not in table.pages:
                continue
            here = sum(1 for row in table.rows if number in row.pages)
            lines.append(f"{table.kind}: {here} of {len(table.rows)} rows on this page")
            width = min(36, max((len(column.heading) for column in table.columns), default=0))
            for column in table.columns:
                field = column.field or "kept under `other`"
                when = " ".join(t for t in (f"Q{column.quarter}" if column.quarter else "", column.year or "") if t)
                lines.append(
                    f"  {column.index + 1:2d}  {_cut(column.heading, width):{width}s}  -> {field}"
                    + (f" ({when})" if when else "")
                    + f": {column.why}"
                )
    lines += [
        f"left alone ({_cut(' | '.join(table.headings), 60)}): {table.reason}"
        for table in seen.document.left_alone
        if number in table.pages
    ]
    return lines or ["none on this page"]


def _named(placed: PlacedCell) -> str:
    return f'{placed.field} "{_cut(placed.cell.text, 60)}"'


def _detail(cell: TableCell) -> str:
    return f" ({cell.flag_detail})" if cell.flag_detail else ""


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"
