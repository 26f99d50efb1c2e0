"""Rows whose cells begin at two heights, because the headings over them end at two."""

import numpy as np
import pytest

from extractors.grids.blanktops import without_blank_tops
from extractors.grids.grid import Grid, GridCell
from extractors.page import Box
from tests.unit.test_extractors_text import glyphs_of, page_of

XS, YS = (0.0, 100.0, 200.0, 300.0, 400.0), (0.0, 20.0, 30.0, 60.0, 90.0)


def grid_with(strip: dict[int, str | None], texts: set[int]) -> tuple[Grid, list[tuple[float, float, str]]]:
    """Four rows, the second and third of which two texts span; `strip` are the fills of the cells beside them.

    `texts` are the columns that hold words: those that span begin in the strip's row, the others below it.
    """
    words = {c: ("A1", "Mend", "R", "Late")[c] for c in sorted(texts)}
    placed = [(XS[c] + 4, 50.0, word) for c, word in words.items()]
    ends = np.cumsum([len(w) for w in words.values()]).tolist()
    glyphs = {c: np.arange(end - len(words[c]), end) for c, end in zip(words, ends, strict=True)}
    cells: list[GridCell] = []
    for row in range(4):
        for c in range(4):
            spans = c not in strip and row in (1, 2)
            if spans and row == 2:
                continue
            last = row + (2 if spans else 1)
            box = Box(XS[c], YS[row], XS[c + 1], YS[last])
            cell = GridCell(row, c, last - row, 1, box, fill=strip.get(c) if row == 1 else None)
            if c in glyphs and row == (1 if spans else 2):
                cell.glyphs = glyphs[c]
            cells.append(cell)
    return Grid(1, "tagged", Box(0, 0, 400, 90), XS, YS, cells, row_keys=(None,) * 4), placed


def test_a_blank_strip_beside_texts_that_span_it_is_a_part_of_the_row_below() -> None:
    grid, placed = grid_with({2: None, 3: None}, {0, 1, 2, 3})
    found = without_blank_tops(page_of(glyphs_of(*placed)), grid)
    assert (found.rows, len(found.row_keys), found.ys) == (3, 3, (0.0, 20.0, 60.0, 90.0))
    assert [(c.row, c.column, c.row_span, len(c.glyphs)) for c in found.cells if c.row == 1] == [
        (1, 0, 1, 2),
        (1, 1, 1, 4),
        (1, 2, 1, 1),
        (1, 3, 1, 4),
    ]
    assert {(c.box.top, c.box.bottom) for c in found.cells if c.row == 1} == {(20.0, 60.0)}
    assert sum(c.row == 2 for c in found.cells) == 4


@pytest.mark.parametrize(
    ("strip", "texts"),
    [
        ({2: "#ff0000", 3: None}, {0, 1, 2, 3}),
        ({2: None, 3: None}, {0, 1, 2}),
        ({1: None, 2: None, 3: None}, {0, 1, 2, 3}),
    ],
    ids=["painted", "one text below", "one text spans"],
)
def test_nothing_else_is_a_strip(strip: dict[int, str | None], texts: set[int]) -> None:
    grid, placed = grid_with(strip, texts)
    assert without_blank_tops(page_of(glyphs_of(*placed)), grid) is grid
