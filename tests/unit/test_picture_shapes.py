"""An O is told from a nought and an I from a 1 by their width, where the page's own figures bear that out."""

import pytest

from extractors.picture.chars import ReadChar
from extractors.picture.ink import Ink
from extractors.picture.lines import ReadLine
from extractors.picture.shapes import told_by_shape

NOUGHT, ONE, ROUND, STROKE = 0.62, 0.4, 0.92, 0.12


def line(text: str, widths: list[float]) -> ReadLine:
    chars = tuple(
        ReadChar(c, 10.0 * n, 10.0 * n + 8, False, 0.99, 0.0, 0.0, True, shape=w)
        for n, (c, w) in enumerate(zip(text, widths, strict=True))
    )
    return ReadLine((0, 0, 10 * len(text), 20), chars, Ink(2, 18, 2.0))


FIGURES = line("20000", [0, *[NOUGHT] * 4]), line("21111", [0, *[ONE] * 4])


def test_a_round_nought_among_narrow_ones_is_an_o() -> None:
    told = told_by_shape([*FIGURES, line("011", [ROUND, ONE, ONE])])[-1]
    assert told.text == "O11"
    assert told.chars[0].mended == "alike"


def test_a_stroke_among_flagged_ones_is_an_i_in_doubt() -> None:
    told = told_by_shape([*FIGURES, line("11", [STROKE, ONE])])[-1]
    assert told.text == "I1"
    assert [c.agreed for c in told.chars] == [False, True]


def test_a_1_that_is_hardly_more_than_a_stroke_stays_in_doubt() -> None:
    told = told_by_shape([*FIGURES, line("11", [0.22, ONE])])[-1]
    assert told.text == "11"
    assert [c.agreed for c in told.chars] == [False, True]


@pytest.mark.parametrize(("text", "width"), [("0", ROUND), ("1", STROKE)])
def test_a_typeface_that_draws_all_its_figures_so_is_believed(text: str, width: float) -> None:
    assert told_by_shape([line(text * 9, [width] * 9)])[0].text == text * 9


@pytest.mark.parametrize(("text", "width"), [("0", NOUGHT), ("1", ONE), ("0", 0.0), ("1", 0.0)])
def test_figures_of_the_usual_width_and_those_that_touch_others_stay(text: str, width: float) -> None:
    assert told_by_shape([*FIGURES, line(text, [width])])[-1].text == text


def test_what_begins_a_code_says_nothing_of_how_wide_a_typefaces_noughts_are() -> None:
    codes = [line("011", [ROUND, ONE, ONE]) for _ in range(9)]
    assert told_by_shape([*FIGURES, *codes])[-1].text == "O11"


def test_a_nought_that_is_rounder_than_the_round_ones_of_numbers_is_in_doubt() -> None:
    numbers = line("20000", [0, *[0.79] * 4])
    told = told_by_shape([numbers, line("011", [ROUND, ONE, ONE]), line("011", [0.79, ONE, ONE])])
    assert [(one.text, one.chars[0].agreed) for one in told[1:]] == [("011", False), ("011", True)]
