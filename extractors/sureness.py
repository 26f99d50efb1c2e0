"""How sure a cell is whose text was read from a picture, and the doubt where it is not sure enough."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractors.grid import Grid, GridCell
from extractors.page import Ints, Page
from extractors.table import TableCell

# A cell less sure than this is flagged; chosen from the curve in docs/confidence.md.
DOUBTFUL = 0.9
# Something unread must lie in a cell by this part to be the cell's.
WITHIN = 0.5
EMPTY_CERTAINTY = 0.999
# A text of so many characters is a status letter or a word for one, not an entry of the legend.
LETTERS = 10


class Sureness(NamedTuple):
    """The chance that a cell is right (0 to 1), and a flag with its detail where that is not enough."""

    confidence: float
    flag: str | None = None
    detail: str | None = None


def sureness_of(page: Page, grid: Grid, cell: GridCell) -> Sureness | None:
    """How sure the cell is; None where it was not read from a picture."""
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    if not any(part.contains(x, y) for part in page.scanned):
        return None
    g = page.glyphs
    inked = cell.glyphs[g.ink[cell.glyphs]]
    if page.colourless and cell.fill and not len(inked):
        return Sureness(0.5, "grey_scan", "it is filled, and a grey picture does not tell with which colour")
    if len(inked) and 1 < cell.column_span < grid.columns and cell.row:
        return Sureness(0.5, "merged_cells", f"no line is seen between the {cell.column_span} columns that it covers")
    if cell.row_span > 1 and len(np.unique(np.searchsorted(grid.ys, g.y_mid[inked]))) > 1:
        return Sureness(0.5, "merged_cells", f"no line is seen between the {cell.row_span} rows that it covers")
    unread = [b for b in page.unread if b.overlap(cell.box) >= WITHIN * b.width * b.height]
    chances = np.ones(1) if g.confidence is None else g.confidence[cell.glyphs]
    confidence = float(np.prod(chances)) if len(chances) else EMPTY_CERTAINTY
    if unread:
        return Sureness(
            min(confidence, 0.3), "unread_ink", f"{len(unread)} of its places are written on but not legible"
        )
    if confidence < DOUBTFUL:
        weakest: Ints = cell.glyphs[np.argsort(chances, kind="stable")[:3]]
        worst = "".join(g.text[int(i)] for i in weakest)
        return Sureness(confidence, "ocr_doubt", f"{confidence:.0%} sure; least of {worst!r}")
    return Sureness(confidence)


def of_picture(cell: TableCell, confidences: Sequence[float]) -> TableCell:
    """A cell made of prose, with the chances that its parts are right; as it was where no picture was read."""
    if not confidences:
        return cell
    confidence = float(np.prod(confidences))
    flag = "ocr_doubt" if confidence < DOUBTFUL else None
    detail = f"{confidence:.0%} sure" if flag else None
    return replace(cell, reading="ocr", confidence=confidence, flag=flag, flag_detail=detail)


def colour_of(page: Page, cell: GridCell, text: str) -> str | None:
    """The cell's fill as far as it can tell anything.

    In a picture without colour the shade behind a status letter would only contradict it.
    """
    if page.colourless and 0 < len(text) <= LETTERS:
        return None
    return cell.fill
