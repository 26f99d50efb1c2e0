"""What `planlift inspect --png` draws over a scan lies where the page shows it, though it was read upright."""

from pathlib import Path

import numpy as np

from pipeline.inspection.drawing import READINGS, SCALE, draw
from pipeline.inspection.inspect import look
from tests.scanner import Binder, Scan, render
from tests.small_pdfs import plan_pdf


def test_the_grid_of_a_page_that_lies_on_its_side_and_leans_is_drawn_over_its_lines(tmp_path: Path) -> None:
    text = plan_pdf(tmp_path / "text.pdf")
    scan = Binder().scan(text, 1, Scan(dpi=150, laid=90, skew=2.0)).save(tmp_path / "scan.pdf")
    page = render(scan, 1, 72 * SCALE)
    drawn = np.asarray(draw(look(scan, 1), scan))[: len(page)].astype(int)
    outlines = np.any([np.abs(drawn - _rgb(colour)).max(axis=2) < 8 for colour in READINGS.values()], axis=0)
    # A pixel of a line of the table, dark in the page, lies at most some pixels from what is drawn.
    lines = _long_runs(page.max(axis=2) < 110)
    reach = np.zeros_like(outlines)
    for dy in range(-5, 6):
        for dx in range(-5, 6):
            reach |= np.roll(outlines, (dy, dx), axis=(0, 1))
    assert lines.sum() > 2000
    assert (lines & reach).sum() > 0.9 * lines.sum()


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _long_runs(dark: np.ndarray) -> np.ndarray:
    """The dark pixels in stretches too long to be letters, along either side of the page."""
    kept = np.zeros_like(dark)
    for data, into in ((dark, kept), (dark.T, kept.T)):
        for n, row in enumerate(data):
            edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(int)))
            for start, end in edges.reshape(-1, 2):
                if end - start > 24:
                    into[n, start:end] = True
    return kept
