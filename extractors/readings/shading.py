"""Shading of paragraphs: a word processor paints it over a cell's ground in the same colour, where nobody sees it.

It stands a little in from the cell's sides, line by line, and parts neither rows nor columns.
"""

from collections.abc import Sequence

from extractors.page import Box, Fill

# The shading ends this far, in points, inside its cell on either side: Word's margins are 5.4, wide ones twice that.
NEAREST, FURTHEST = 2.5, 12.0
# Fills reach over each other's upper and lower edges by up to this many points.
REACH = 1.0


def without_shading(fills: Sequence[Fill]) -> list[Fill]:
    """The fills without those that lie on a ground of their own colour, a little in from both of its sides."""
    grounds: dict[str, list[Fill]] = {}
    for f in fills:
        grounds.setdefault(f.colour, []).append(f)
    return [f for f in fills if not any(o.order <= f.order and _lies_on(f.box, o.box) for o in grounds[f.colour])]


def _lies_on(box: Box, ground: Box) -> bool:
    sides = (box.x0 - ground.x0, ground.x1 - box.x1)
    inside = box.top > ground.top - REACH and box.bottom < ground.bottom + REACH
    return inside and all(NEAREST < s < FURTHEST for s in sides)
