"""Whether a confidence of 0.9 means right nine times in ten: the reliability curve of cells read from pictures.

    python benchmarks/confidence.py PRINTED.pdf READ.pdf [PRINTED.pdf READ.pdf]... [--svg FILE]

Each pair is one document twice: with its text, which is taken for the truth, and as pictures (or in any other
rendering). The cells of rows with the same title are compared, white space and kinds of dashes and quotes aside. Prints
how many cells lie in each band of confidence, how many of them are right, and how many are flagged; `--svg` draws the
curve. Exit status 0 when at least 99.9% of the cells at 0.9 and above are right, 1 otherwise.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rapidfuzz import fuzz

from extractors.document import read_document
from extractors.table import PublishedRow

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)
SURE, PROMISED = 0.9, 0.999
SAME_ROW = 50.0
ALIKE = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})


class Judged(NamedTuple):
    """One cell: its confidence, whether it is right, whether it is flagged."""

    confidence: float
    right: bool
    flagged: bool


def told(text: str) -> str:
    """Text without what two printings of it may differ in."""
    return re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"\s+", " ", text.translate(ALIKE)).strip())


def rows_of(path: Path) -> list[tuple[str, PublishedRow]]:
    """The rows of every plan table, each with the kind of its table."""
    document = read_document(path)
    return [(table.kind, row) for plan in document.plans for table in plan.tables for row in table.rows]


def judged(printed: Path, read: Path) -> Iterator[Judged]:
    """Every cell of `read` whose row `printed` has too."""
    theirs, ours = rows_of(printed), rows_of(read)
    ranked = sorted(
        (
            (-fuzz.ratio(told(_title(a)), told(_title(b))), i, j)
            for i, (kind, a) in enumerate(theirs)
            for j, (other, b) in enumerate(ours)
            if kind == other
        )
    )
    taken: dict[int, int] = {}
    for score, i, j in ranked:
        if -score >= SAME_ROW and i not in taken and j not in taken.values():
            taken[i] = j
    for i, j in sorted(taken.items()):
        for field, cell in theirs[i][1].fields.items():
            if (mine := ours[j][1].fields.get(field)) is not None:
                yield Judged(mine.confidence, told(mine.text) == told(cell.text), mine.flag is not None)


def _title(row: PublishedRow) -> str:
    return row.fields["title"].text if "title" in row.fields else ""


def curve(cells: list[Judged]) -> list[tuple[float, float, list[Judged]]]:
    """The cells of each band of confidence that has any."""
    bands = [(low, high, [c for c in cells if low <= c.confidence < high]) for low, high in pairwise(EDGES)]
    return [band for band in bands if band[2]]


def draw(bands: list[tuple[float, float, list[Judged]]]) -> str:
    """The curve as SVG: mean confidence across, part right upwards, the area of a dot for how many cells it stands."""
    marks = [
        f'<circle cx="{20 + 360 * sum(c.confidence for c in mine) / len(mine):.1f}" '
        f'cy="{380 - 360 * sum(c.right for c in mine) / len(mine):.1f}" '
        f'r="{2 + len(mine) ** 0.5 / 3:.1f}" fill-opacity="0.5"/>'
        for _, _, mine in bands
    ]
    frame = '<path d="M20 20V380H380" fill="none" stroke="black"/><path d="M20 380L380 20" stroke="grey"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{frame}{"".join(marks)}</svg>\n'


def main() -> int:
    """Judge the pairs of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="PDF")
    parser.add_argument("--svg", type=Path, metavar="FILE")
    given = parser.parse_args()
    if len(given.files) % 2:
        parser.error("the PDFs come in pairs")
    cells = [c for pair in zip(given.files[::2], given.files[1::2], strict=True) for c in judged(*pair)]
    print(f"{'confidence':>14} {'cells':>6} {'right':>6} {'flagged':>8}")
    for low, high, mine in curve(cells):
        right, flagged = sum(c.right for c in mine), sum(c.flagged for c in mine)
        print(f"{low:6.2f} to {high:4.2f} {len(mine):6d} {right:6d} {flagged:8d}")
    sure = [c for c in cells if c.confidence >= SURE]
    right = sum(c.right for c in sure)
    silent = sum(not c.right and not c.flagged for c in cells)
    print(f"at {SURE} and above: {right} of {len(sure)} right; wrong without a flag: {silent} of {len(cells)}")
    if given.svg:
        given.svg.write_text(draw(curve(cells)), encoding="utf-8")
    return 0 if right >= PROMISED * len(sure) else 1


if __name__ == "__main__":
    sys.exit(main())
