"""Action trackers of Quayside, an invented council, as officers make them in Word and Excel."""

from collections.abc import Sequence
from pathlib import Path

from extractors.table import PublishedDocument
from tests import quayside
from tests.quayside import BOLD, rows_of
from tests.sheets import Sheet

EDGES = (40.0, 80.0, 230.0, 340.0, 430.0, 580.0)


def sheet_of(tmp_path: Path) -> Sheet:
    """A page of 620 by 420 points that begins with the plan's name."""
    return quayside.sheet_of(tmp_path, size=(620.0, 420.0))


def draw(
    sheet: Sheet, rows: Sequence[Sequence[str]], *, top: float = 60, edges: Sequence[float] = EDGES, merged: int = -1
) -> None:
    """Rows of 24 points with rules around every cell; row `merged` has one cell right of its first."""
    ys = [top + 24 * n for n in range(len(rows) + 1)]
    for y in ys:
        sheet.line(edges[0], y, edges[-1], y)
    for n, row in enumerate(rows):
        for x in edges if n != merged else (*edges[:2], edges[-1]):
            sheet.line(x, ys[n], x, ys[n + 1])
        for x, text in zip(edges, row, strict=False):
            for k, line in enumerate(text.split("\n")):
                sheet.text(x + 4, ys[n] + 10 + 10 * k, line, font=BOLD if n == 0 else "Helvetica", size=8)


def texts(document: PublishedDocument, field: str) -> list[str]:
    """What every record has for a field; `[none]` where it lacks it."""
    return [r.fields[field].text if field in r.fields else "[none]" for r in rows_of(document)]
