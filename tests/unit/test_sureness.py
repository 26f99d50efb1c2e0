"""How sure a cell of a picture is, and why it is flagged."""

from dataclasses import replace

import numpy as np
import pytest

from extractors.grids.grid import Grid, GridCell
from extractors.grids.legible import colour_of, is_mere_accent, sureness_of
from extractors.page import Box, Glyphs, Page

FRAME = Box(0, 0, 200, 100)


def page(chances: list[float], **more: object) -> Page:
    count = len(chances)
    x = np.arange(count, dtype=np.float64) * 5 + 2
    whole, flat = np.zeros(count, dtype=np.int64), np.full(count, 10.0)
    glyphs = Glyphs(["a"] * count, x, flat, x + 4, flat + 8, x, flat + 6, flat, whole, whole, whole, whole,
                    whole, ("scan",), np.array(chances))  # fmt: skip
    return replace(Page(1, 200, 100, 0, glyphs, scanned=(FRAME,)), **more)  # type: ignore[arg-type]


def cell_of(count: int, **more: object) -> GridCell:
    whole = GridCell(1, 0, 1, 1, Box(0, 0, 100, 50), np.arange(count))
    return replace(whole, **more)  # type: ignore[arg-type]


def grid(cell: GridCell) -> Grid:
    return Grid(1, "ruled", FRAME, (0, 50, 100, 200), (0, 20, 50, 100), [cell])


def test_a_cell_is_as_sure_as_all_its_letters_together() -> None:
    cell = cell_of(2)
    sure = sureness_of(page([0.9999, 0.999]), grid(cell), cell)
    assert sure is not None
    assert sure.chance == pytest.approx(0.9989001)
    assert sure.flag is None


@pytest.mark.parametrize(
    ("chances", "of_page", "of_cell", "flag"),
    [
        ([0.99, 0.8], {}, {}, "ocr_doubt"),
        ([], {"unread": (Box(10, 10, 20, 20),)}, {}, "unread_ink"),
        ([], {"unread": (Box(120, 10, 130, 20),)}, {}, None),
        ([], {"colourless": True}, {"fill": "#aaaaaa"}, "grey_scan"),
        ([0.99], {"colourless": True}, {"fill": "#aaaaaa"}, None),
        ([], {}, {"fill": "#aaaaaa"}, None),
        ([0.99], {}, {"column_span": 2}, "merged_cells"),
    ],
)
def test_what_is_doubtful_is_flagged(
    chances: list[float], of_page: dict[str, object], of_cell: dict[str, object], flag: str | None
) -> None:
    cell = cell_of(len(chances), **of_cell)
    sure = sureness_of(page(chances, **of_page), grid(cell), cell)
    assert sure is not None
    assert sure.flag == flag


def test_a_cell_of_text_has_no_sureness_of_its_own_unless_its_letters_were_told_by_their_shapes() -> None:
    cell = cell_of(1)
    assert sureness_of(page([1.0], scanned=()), grid(cell), cell) is None
    doubt = sureness_of(page([0.5], scanned=()), grid(cell), cell)
    assert doubt is not None
    assert doubt.flag == "ocr_doubt"


def test_a_shade_of_grey_does_not_contradict_a_letter() -> None:
    cell = cell_of(1, fill="#aaaaaa")
    assert colour_of(page([0.99], colourless=True), cell, "G") is None
    assert colour_of(page([0.99], colourless=True), cell, "On track, as planned (G)") == "#aaaaaa"
    assert colour_of(page([0.99]), cell, "G") == "#aaaaaa"


@pytest.mark.parametrize(
    ("text", "mere"), [("´", True), ("¨ ´", False), ("³", True), ("m³", False), ("↔", False), ("^", False), ("", False)]
)
def test_accents_alone_are_no_text(text: str, mere: bool) -> None:
    assert is_mere_accent(text) is mere


@pytest.mark.parametrize(("gap", "flag"), [(5.0, None), (40.0, "merged_cells")])
def test_two_texts_side_by_side_in_a_cell_may_be_two_columns(gap: float, flag: str | None) -> None:
    seen = page([1.0] * 12)
    x = seen.glyphs.x0 + np.where(np.arange(12) < 6, 0, gap)
    seen = replace(seen, glyphs=replace(seen.glyphs, x0=x, x1=x + 4))
    cell = cell_of(12)
    sure = sureness_of(seen, grid(cell), cell)
    assert sure is not None
    assert sure.flag == flag


def test_a_lists_number_that_stands_apart_is_no_column() -> None:
    seen = page([1.0] * 12)
    x = seen.glyphs.x0 + np.where(np.arange(12) < 2, 0, 40.0)
    seen = replace(seen, glyphs=replace(seen.glyphs, x0=x, x1=x + 4))
    cell = cell_of(12)
    sure = sureness_of(seen, grid(cell), cell)
    assert sure is not None
    assert sure.flag is None
