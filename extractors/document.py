"""One PDF, from its pages to what it publishes: reads as a contents page of the stage."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.confidence.sureness import with_confidence
from extractors.grids.grid import Grid
from extractors.headings.overrides import Overrides, read_overrides
from extractors.joining.logical import logical_table
from extractors.joining.placing import as_displayed, as_printed
from extractors.joining.sideways import put_together
from extractors.joining.stranded import with_stranded_headings
from extractors.layout import layout
from extractors.page import Page
from extractors.pdf.limits import PageLimits
from extractors.pdf.pdfium import read_pages
from extractors.pdf.soundness import damage
from extractors.picture.ocrvocabulary import with_vocabulary
from extractors.picture.pictures import read_pictures
from extractors.plans.plans import assemble
from extractors.progress import Progress
from extractors.readings.sight import see_all
from extractors.table import PublishedDocument, Table

if TYPE_CHECKING:
    from extractors.picture.look import Shelf
    from extractors.picture.pictures import Looks


def read_document(
    path: Path,
    *,
    overrides: Path | None = None,
    progress: Progress | None = None,
    shelf: "Shelf | None" = None,
    limits: PageLimits | None = None,
    most_pictures: int | None = None,
    looks: "Looks | None" = None,
) -> PublishedDocument:
    """Everything that `path` publishes.

    `overrides` names a TOML that says which heading is which field; `progress` is told how far it is; `shelf` keeps
    what is seen in pictures; `most_pictures` and `looks` share the looking at them with others (`read_pictures`).
    Raises a `DocumentError` where the file cannot be read, or goes beyond `limits`.
    """
    pages = read_pages(path, progress=progress, limits=limits)
    pages = read_pictures(path, pages, progress, shelf, most=most_pictures, looks=looks)
    return with_confidence(_published(path, pages, overrides))


def published(
    path: Path, *, overrides: Path | None = None, progress: Progress | None = None, shelf: "Shelf | None" = None
) -> PublishedDocument:
    """The same before anything is weighed: `confidence` is what the recogniser of pictures says, 1 for text."""
    pages = read_pictures(path, read_pages(path, progress=progress), progress, shelf)
    return _published(path, pages, overrides)


def _published(path: Path, pages: list[Page], overrides: Path | None) -> PublishedDocument:
    read, sheets, warnings = put_together(pages)
    read = with_stranded_headings(read)
    assembled = with_vocabulary(assemble(layout(read, read_overrides(overrides))))
    document = as_printed(as_displayed(assembled, read), sheets)
    warnings = (*warnings, *document.warnings)
    return replace(document, page_count=len(pages), warnings=warnings, damage=damage(path, pages))


def read_tables(
    path: Path, *, progress: Progress | None = None, shelf: "Shelf | None" = None
) -> tuple[int, list[Table]]:
    """The number of pages, and every logical table of `path` after joining and repair."""
    pages = read_pictures(path, read_pages(path, progress=progress), progress, shelf)
    seen, sheets, _ = put_together(pages)
    seen = with_stranded_headings(seen)
    tables = [logical_table(u.table, u.known) for u in layout(seen, Overrides()).tables]
    return len(pages), as_printed(as_displayed(tables, seen), sheets)


def read_grids(path: Path, number: int) -> tuple[Page, list[Grid]]:
    """Page `number` (from 1) of `path` and the grids seen on it."""
    page = read_pictures(path, read_pages(path, numbers=(number,)))[0]
    return page, see_all([page])[0].grids
