"""Notes at the foot of a page, which tags put where they are referred to: inside the cell of a table."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.grids.tagtable import TaggedRow
from extractors.page import Glyphs, TagNode

# What structure trees call a note (PDF 32000-1, table 338; PDF 2.0 has the second).
_NOTES = {"Note", "FENote"}


def notes_in(node: TagNode) -> set[int]:
    """The marked-content ids of the notes below a node."""
    if node.type in _NOTES:
        return _all_in(node)
    return {m for child in node.children for m in notes_in(child)}


def without_notes(glyphs: Glyphs, rows: Sequence[TaggedRow], table: TagNode) -> tuple[TaggedRow, ...]:
    """The rows of `table` without its notes, where these stand below all else in it.

    Text set with Typst and Word has them there: `Subject to grant.` was part of three titles of one plan.
    """
    notes = sorted(notes_in(table))
    every = [c.glyphs for row in rows for c in row.cells if len(c.glyphs)]
    if not notes or not every:
        return tuple(rows)
    noted, own = np.isin(glyphs.mcid, notes), np.concatenate(every)
    own = own[~noted[own] & glyphs.ink[own]]
    below = noted & (glyphs.y_mid > glyphs.bottom[own].max(initial=0.0))
    return tuple(
        row._replace(cells=tuple(replace(c, glyphs=c.glyphs[~below[c.glyphs]]) for c in row.cells)) for row in rows
    )


def _all_in(node: TagNode) -> set[int]:
    return {*node.mcids, *(m for child in node.children for m in _all_in(child))}
