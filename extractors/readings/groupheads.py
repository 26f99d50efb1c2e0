"""A heading over several columns whose own headings stand below it in the same band: two rows of headings in one."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.page import Glyphs
from extractors.printed.runs import Run, goes_across, make_run

# The columns' own headings stand at least this many font sizes below.
BELOW = 0.8


def group_edge(glyphs: Glyphs, xs: Sequence[float], runs: Sequence[Run]) -> float | None:
    """The y, in points, that parts a band of headings into two rows; None where no text of it heads several columns.

    `xs` are the column edges, `runs` the band's texts.
    """
    runs = [part for r in runs for part in _parts(glyphs, r, xs)]
    for (left, x), (_, right) in pairwise(pairwise(xs)):
        for over in (r for r in runs if goes_across(glyphs, r, x)):
            below = [
                r for r in runs if r.baseline - over.baseline > BELOW * over.size and not goes_across(glyphs, r, x)
            ]
            mine = [r for r in below if left - 1 <= r.x_mid <= x]
            others = [r for r in below if x <= r.x_mid <= right + 1]
            if mine and others:
                return (over.bottom + min(r.top for r in (*mine, *others))) / 2
    return None


def _parts(glyphs: Glyphs, run: Run, xs: Sequence[float]) -> list[Run]:
    """The run in pieces, parted at the edges that no text of it goes over: a line may be written in one go."""
    edges = [x for x in xs if run.crosses(x) and not goes_across(glyphs, run, x)]
    if not edges:
        return [run]
    of = np.searchsorted(edges, glyphs.x_mid[run.glyphs])
    pieces = [own for n in range(len(edges) + 1) if glyphs.ink[own := run.glyphs[of == n]].any()]
    return [make_run(glyphs, run.place, own, own[glyphs.ink[own]]) for own in pieces]
