"""The reliability curve: of the cells that are said to be right with some chance, how many are; as text and drawn."""

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from typing import Any, NamedTuple, cast

from scipy import stats

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)
# The drawing's scale counts nines: 0.9 is 1, 0.99 is 2, up to 0.9999; points of the drawing for each, and its margin.
NINES, STEP, MARGIN = 4, 80, 40


# SciPy's own types say too little.
_stats = cast("Any", stats)


class Weighed(NamedTuple):
    """One cell: the confidence it was given, whether it is right, whether it is flagged."""

    confidence: float
    right: bool
    flagged: bool


class Band(NamedTuple):
    """The cells of one band of confidence: how many, how many right and flagged, and the 95% Wilson interval."""

    low: float
    high: float
    mean: float
    cells: int
    right: int
    flagged: int
    least: float
    most: float


def curve(cells: Sequence[Weighed]) -> list[Band]:
    """The bands of confidence that hold any of the cells, from the least sure to the surest."""
    bands: list[Band] = []
    for low, high in pairwise(EDGES):
        mine = [c for c in cells if low <= c.confidence < high or (high == c.confidence == EDGES[-1])]
        if mine:
            right = sum(c.right for c in mine)
            sure = _stats.binomtest(right, len(mine)).proportion_ci(method="wilson")
            mean = sum(c.confidence for c in mine) / len(mine)
            flagged = sum(c.flagged for c in mine)
            bands.append(Band(low, high, mean, len(mine), right, flagged, sure.low, sure.high))
    return bands


def sure_and_right(cells: Sequence[Weighed], threshold: float) -> tuple[int, int]:
    """How many cells lie at the threshold or above, and how many of these are right."""
    sure = [c.right for c in cells if c.confidence >= threshold]
    return len(sure), sum(sure)


def table(bands: Sequence[Band]) -> str:
    """The bands as a Markdown table."""
    rows = [
        f"| {b.low:g} to {b.high:g} | {b.cells:,} | {b.right:,} | {b.right / b.cells:.2%} | "
        f"{b.least:.2%} to {b.most:.2%} | {b.flagged:,} |"
        for b in bands
    ]
    return "\n".join(("| confidence | cells | right | | 95% interval | flagged |", "|---|---|---|---|---|---|", *rows))


def draw(curves: Sequence[tuple[str, Sequence[Band]]]) -> str:
    """The curves side by side as SVG: a dot for each band, a line for its interval, both axes counting nines."""
    side = NINES * STEP
    panels = [_panel(title, bands, n * (side + 2 * MARGIN)) for n, (title, bands) in enumerate(curves)]
    width, height = len(curves) * (side + 2 * MARGIN), side + 2 * MARGIN
    style = "text{font:11px sans-serif;fill:#333}path,line{stroke:#333;fill:none}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><style>{style}</style>'
        f'<rect width="{width}" height="{height}" fill="white"/>{"".join(panels)}</svg>\n'
    )


def _panel(title: str, bands: Sequence[Band], left: int) -> str:
    x0, y0, side = left + MARGIN, MARGIN + NINES * STEP, NINES * STEP
    parts = [
        f'<text x="{x0 + side / 2}" y="{MARGIN - 18}" text-anchor="middle">{title}</text>',
        f'<path d="M{x0} {MARGIN}V{y0}H{x0 + side}"/>',
        f'<path d="M{x0} {y0}L{x0 + side} {MARGIN}" stroke-dasharray="4"/>',
    ]
    for nines in range(NINES + 1):
        told = f"{1 - 10**-nines:.{max(nines, 1)}f}"
        parts.append(f'<text x="{x0 + nines * STEP}" y="{y0 + 16}" text-anchor="middle">{told}</text>')
        parts.append(f'<text x="{x0 - 4}" y="{y0 - nines * STEP + 4}" text-anchor="end">{told}</text>')
    for band in bands:
        x, y, least, most = (x0 + _nines(band.mean), *(y0 - _nines(v) for v in (band.right / band.cells, *band[6:])))
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{least:.1f}" y2="{most:.1f}"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        parts.append(f'<text x="{x + 6:.1f}" y="{y + 14:.1f}">{band.cells:,}</text>')
    return "".join(parts)


def _nines(chance: float) -> float:
    return STEP * min(-log10(max(1 - chance, 10**-NINES)), NINES)
