"""One PDF, from its pages to what it publishes: reads as a contents page of the stage."""

from collections.abc import Callable
from pathlib import Path

from extractors.grid import Grid
from extractors.layout import layout
from extractors.logical import logical_table
from extractors.overrides import Overrides, read_overrides
from extractors.page import Page
from extractors.pdfium import read_pages
from extractors.pictures import read_pictures
from extractors.plans import assemble
from extractors.sight import see
from extractors.table import PublishedDocument, Table

Progress = Callable[[int, int], None]


def read_document(path: Path, *, overrides: Path | None = None, progress: Progress | None = None) -> PublishedDocument:
    """Everything that `path` publishes.

    `overrides` names a TOML that says which heading is which field; `progress` is told pages done and pages in all.
    Raises a `DocumentError` where the file cannot be read.
    """
    pages = read_pictures(path, read_pages(path, progress=progress), progress)
    return assemble(layout(pages, read_overrides(overrides)))


def read_tables(path: Path, *, progress: Progress | None = None) -> tuple[int, list[Table]]:
    """The number of pages, and every logical table of `path` after joining and repair."""
    seen = layout(read_pictures(path, read_pages(path, progress=progress), progress), Overrides())
    return len(seen.pages), [logical_table(u.table, u.known) for u in seen.tables]


def read_grids(path: Path, number: int) -> tuple[Page, list[Grid]]:
    """Page `number` (from 1) of `path` and the grids seen on it."""
    page = read_pictures(path, read_pages(path, numbers=(number,)))[0]
    return page, see(page).grids
