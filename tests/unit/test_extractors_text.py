"""From glyphs to words, lines, segments and paragraphs; and small arithmetic on positions."""

from dataclasses import replace

import numpy as np
import pytest

from extractors.grids.fills import fill_colours
from extractors.grids.grid import Grid, GridCell
from extractors.grids.justified import joined
from extractors.page import Box, Fill, Glyphs, Mark, Page
from extractors.pdf.pdfium import empty_glyphs
from extractors.printed.geometry import UnionFind, cluster, covered, merge_spans
from extractors.printed.prose import paragraphs_of, segments_of, segments_of_each
from extractors.printed.runs import make_run, run_slices, runs_of
from extractors.printed.text import clean, lines_of

WIDTH = 5.0
Placed = tuple[float, float, str]


def glyphs_of(*placed: Placed, size: float = 10.0, bold: bool = False) -> Glyphs:
    """Text objects (x, baseline, words) in a face whose letters are all WIDTH wide."""
    spots = [(x + WIDTH * n, y, c, o) for o, (x, y, words) in enumerate(placed) for n, c in enumerate(words)]
    count = len(spots)
    x, y = np.array([s[0] for s in spots]), np.array([s[1] for s in spots])
    none = np.zeros(count, dtype=np.int64)
    return Glyphs(
        [s[2] for s in spots],
        x,
        y - 0.8 * size,
        x + WIDTH,
        y + 0.2 * size,
        x,
        y,
        np.full(count, size),
        none,
        np.array([s[3] for s in spots], dtype=np.int64),
        none - 1,
        none,
        none,
        ("Face-Bold" if bold else "Face",),
    )


def lines(*placed: Placed) -> list[str]:
    glyphs = glyphs_of(*placed)
    return [line.text for line in lines_of(glyphs, np.arange(len(glyphs)))]


def page_of(glyphs: Glyphs, **more: object) -> Page:
    return replace(Page(1, 600, 400, 0, glyphs), **more)


def test_lines_come_from_top_to_bottom_whatever_the_order_of_writing() -> None:
    assert lines((10, 50, "second"), (10, 30, "first"), (10, 70, "third")) == ["first", "second", "third"]


def test_words_come_from_left_to_right_whatever_the_order_of_writing() -> None:
    assert lines((60, 30, "gate"), (10, 30, "Open"), (38, 30, "the")) == ["Open the gate"]


@pytest.mark.parametrize(("gap", "text"), [(0.0, "ab"), (1.4, "ab"), (1.8, "a b")])
def test_a_gap_is_a_space_where_no_spaces_are_printed(gap: float, text: str) -> None:
    assert lines((10, 30, "a"), (10 + WIDTH + gap, 30, "b")) == [text]


def test_a_gap_must_be_wider_where_spaces_are_printed() -> None:
    assert lines((10, 30, "c d"), (10 + 3 * WIDTH + 1.8, 30, "e")) == ["c de"]
    assert lines((10, 30, "c d"), (10 + 3 * WIDTH + 2.4, 30, "e")) == ["c d e"]


def test_raised_and_uneven_letters_stand_on_the_line_that_their_mean_allows() -> None:
    assert lines((10, 30, "m"), (15, 26.5, "2"), (20, 30.3, "of"), (10, 42, "land")) == ["m2of", "land"]
    # each is near the one above, but the fourth is far from the mean of those before it
    assert lines((10, 30, "a"), (15, 33, "b"), (20, 35, "c"), (25, 39, "d")) == ["abc", "d"]


def test_a_letter_within_the_reach_of_an_earlier_one_is_not_apart() -> None:
    glyphs = glyphs_of((10, 30, "f"), (12, 30, "l"), (21, 30, "y"))
    assert [ln.text for ln in lines_of(replace(glyphs, x1=np.array([20.0, 14.0, 26.0])), np.arange(3))] == ["fly"]
    assert [ln.text for ln in lines_of(glyphs, np.arange(3))] == ["fl y"]


def test_a_space_at_the_end_of_a_line_is_not_printed() -> None:
    glyphs = glyphs_of((10, 30, "over "), (10, 42, "there"))
    assert [ln.text for ln in lines_of(glyphs, np.arange(len(glyphs)))] == ["over", "there"]


def test_text_of_nothing_but_space_has_no_line() -> None:
    assert lines((10, 30, "   ")) == []


@pytest.mark.parametrize(
    ("raw", "text"), [("o\ufb03ce", "office"), ("  a \u00a0b\n", "a b"), ("cafe\u0301", "caf\u00e9")]
)
def test_clean_opens_ligatures_and_composes(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_a_run_is_what_was_written_in_one_go_on_one_line() -> None:
    glyphs = glyphs_of((10, 30, "Open"), (31, 30, "it"), (200, 30, "far"), (10, 42, "below"))
    runs = runs_of(glyphs)
    assert ["".join(glyphs.text[i] for i in r.glyphs) for r in runs] == ["Openit", "far", "below"]
    assert [(r.x0, r.x1) for r in runs] == [(10, 41), (200, 215), (10, 35)]
    assert [r.place for r in runs] == [0, 1, 2]


def test_a_run_says_what_its_glyphs_say_alone_joined_and_in_pieces() -> None:
    glyphs = glyphs_of((10, 30, "Open the "), (200, 30, " "), (300, 30, "gate"), (10, 50, "now"))
    first, second, third = runs_of(glyphs)
    assert [r.text for r in (first, second, third)] == ["Open the ", "gate", "now"]
    whole = joined(first, second)
    assert whole.text == glyphs.string(whole.glyphs) == "Open the gate"
    assert make_run(glyphs, 0, first.glyphs[:4], first.glyphs[:4]).text == "Open"


def test_a_step_back_begins_a_run() -> None:
    glyphs = glyphs_of((100, 30, "right"), (10, 30, "left"))
    assert len(runs_of(glyphs)) == 2


def test_every_glyph_is_in_one_run_slice() -> None:
    glyphs = glyphs_of((10, 30, "one two"), (200, 30, " "), (10, 42, "three"))
    slices = run_slices(glyphs)
    assert np.concatenate(slices).tolist() == list(range(len(glyphs)))
    assert run_slices(empty_glyphs()) == []


def segments(*placed: Placed, **style: object) -> list[str]:
    glyphs = glyphs_of(*placed, **style)  # type: ignore[arg-type]
    return [s.text for s in segments_of(page_of(glyphs), np.arange(len(glyphs)))]


def test_a_wide_gap_parts_a_line_into_segments() -> None:
    assert segments((10, 30, "Contents"), (300, 30, "12")) == ["Contents", "12"]
    assert segments((10, 30, "two"), (35, 30, "words")) == ["two words"]


def test_segments_of_several_groups_have_their_own_words_each() -> None:
    glyphs = glyphs_of((10, 30, "North"), (200, 30, "South "), (10, 50, "East"), (10, 70, "West"), (200, 70, "End"))
    groups = [np.arange(11), np.arange(11, 15), np.arange(15, 22)]
    found = segments_of_each(page_of(glyphs), groups)
    assert [[s.text for s in segments] for segments in found] == [["North", "South"], ["East"], ["West", "End"]]


def test_a_segment_knows_its_size_and_weight() -> None:
    glyphs = glyphs_of((10, 30, "Title"), size=14, bold=True)
    (segment,) = segments_of(page_of(glyphs), np.arange(5))
    assert (segment.size, segment.bold, segment.box) == (14, True, pytest.approx((10, 18.8, 35, 32.8)))


def paragraphs(*placed: Placed, in_cell: bool = False) -> list[str]:
    glyphs = glyphs_of(*placed)
    found = paragraphs_of(segments_of(page_of(glyphs), np.arange(len(glyphs))), in_cell=in_cell)
    return [" ".join(s.text for s in p.segments) for p in found]


def test_lines_at_ordinary_leading_are_a_paragraph() -> None:
    assert paragraphs((10, 30, "one line"), (10, 42, "and another"), (10, 80, "far below")) == [
        "one line and another",
        "far below",
    ]


def test_columns_of_prose_are_paragraphs_of_their_own() -> None:
    left, right = [(10, 30, "left"), (10, 42, "goes on")], [(200, 30, "right"), (200, 42, "goes on too")]
    assert paragraphs(*left, *right) == ["left goes on", "right goes on too"]


def test_centred_lines_are_a_paragraph_in_a_cell_alone() -> None:
    placed = ((10, 30, "a line of many words"), (50, 42, "and few"))
    assert paragraphs(*placed) == ["a line of many words", "and few"]
    assert paragraphs(*placed, in_cell=True) == ["a line of many words and few"]


def coloured(fills: tuple[Fill, ...] = (), marks: tuple[Mark, ...] = ()) -> str | None:
    cell = GridCell(0, 0, 1, 1, Box(100, 100, 150, 130))
    grid = Grid(1, "ruled", cell.box, (100, 150), (100, 130), [cell])
    fill_colours(page_of(empty_glyphs(), fills=fills, marks=marks), grid)
    return cell.fill


WHOLE = Box(100.5, 100.5, 149.5, 129.5)


@pytest.mark.parametrize(
    ("fills", "colour"),
    [
        ((), None),
        ((Fill(WHOLE, "#ffc000", 1),), "#ffc000"),
        ((Fill(WHOLE, "#ffffff", 1),), None),
        ((Fill(WHOLE, "#ffc000", 1), Fill(WHOLE, "#00b050", 2)), "#00b050"),
        ((Fill(WHOLE, "#ffc000", 2), Fill(WHOLE, "#00b050", 1)), "#ffc000"),
        ((Fill(Box(0, 0, 600, 400), "#eeeeee", 1), Fill(WHOLE, "#ffffff", 2)), None),
        ((Fill(Box(60, 100, 115, 130), "#ffc000", 1),), None),
        ((Fill(WHOLE, "#dddddd", 1), Fill(Box(110, 105, 140, 125), "#ff0000", 2)), "#ff0000"),
    ],
    ids=["bare", "filled", "white", "the last", "order, not place", "white on grey", "beside it", "a pill on grey"],
)
def test_a_cell_has_the_colour_that_is_seen(fills: tuple[Fill, ...], colour: str | None) -> None:
    assert coloured(fills) == colour


def test_a_circle_is_a_colour_and_a_bullet_is_none() -> None:
    assert coloured(marks=(Mark(Box(118, 108, 132, 122), "#ff0000", 1),)) == "#ff0000"
    assert coloured(marks=(Mark(Box(104, 110, 107, 113), "#000000", 1),)) is None


def test_positions_closer_than_the_tolerance_are_one() -> None:
    assert cluster([10.0, 11.0, 20.0], [1.0, 3.0, 1.0], 2.0) == [10.75, 10.75, 20.0]
    assert cluster([], [], 2.0) == []


def test_a_cluster_reaches_from_its_first_value_and_does_not_creep() -> None:
    assert len(set(cluster([0.0, 1.5, 3.0, 4.5], [1.0] * 4, 2.0))) == 2


def test_spans_within_reach_are_one() -> None:
    assert merge_spans([(30, 40), (0, 10), (12, 20)], 3) == [(0, 20), (30, 40)]


def test_covered_is_a_share_of_the_stretch() -> None:
    assert covered([(0, 20), (30, 40)], 10, 50) == pytest.approx(0.5)
    assert covered([(0, 20)], 5, 5) == 0


def test_sets_that_share_a_member_are_one() -> None:
    union = UnionFind(5)
    for pair in ((3, 4), (0, 4)):
        union.join(*pair)
    assert union.groups() == [[0, 3, 4], [1], [2]]


def test_boxes_measure_what_they_share() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlap(Box(5, 5, 20, 20)) == 25
    assert box.overlap(Box(10, 0, 20, 10)) == 0
    assert box.union(Box(5, -5, 20, 5)) == Box(0, -5, 20, 10)
    assert box.contains(10.5, 5, slack=1)
    assert not box.contains(10.5, 5)


def test_a_cropped_grid_cuts_the_spans_that_reach_beyond() -> None:
    tall = GridCell(0, 0, 3, 1, Box(0, 0, 10, 30))
    small = [GridCell(r, 1, 1, 1, Box(10, 10 * r, 20, 10 * r + 10)) for r in range(3)]
    grid = Grid(1, "ruled", Box(0, 0, 20, 30), (0, 10, 20), (0, 10, 20, 30), [tall, *small], open_bottom=True)
    below = grid.crop(1, 3)
    assert [(c.row, c.column, c.row_span) for c in below.cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]
    assert (below.ys, below.box, below.cells[0].box.top) == ((10, 20, 30), Box(0, 10, 20, 30), 10)
    assert (below.open_bottom, grid.crop(0, 2).open_bottom) == (True, False)


@pytest.mark.parametrize("origin", [10.01, 10.5])
def test_a_blank_without_width_parts_no_letter_from_its_word(origin: float) -> None:
    glyphs = glyphs_of((origin, 30, " "), (10, 30, "Three"))
    narrow = replace(glyphs, x1=np.where(glyphs.ink, glyphs.x1, glyphs.x0))
    assert [line.text for line in lines_of(narrow, np.arange(len(narrow)))] == ["Three"]
