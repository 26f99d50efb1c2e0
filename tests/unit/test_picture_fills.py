"""Colours of cells and bands in drawn pictures."""

import cv2
import numpy as np
import pytest

from extractors.page import Box
from extractors.picture.fills import bands, cell_fills, is_grey

GREEN, AMBER = (80, 208, 146), (0, 192, 255)


def near(colour: str, wanted: str) -> bool:
    return all(abs(int(colour[i : i + 2], 16) - int(wanted[i : i + 2], 16)) <= 8 for i in (1, 3, 5))


def test_a_cell_has_the_colour_under_its_letter_and_a_white_cell_none() -> None:
    picture = np.full((200, 300, 3), 255, np.uint8)
    picture[:, :100] = GREEN
    cv2.putText(picture, "G", (35, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 4)
    cv2.putText(picture, "words", (130, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    fills, marks = cell_fills(picture, 2.0, [Box(0, 0, 50, 100), Box(50, 0, 150, 100)])
    assert [f.box for f in fills] == [Box(0, 0, 50, 100)]
    assert near(fills[0].colour, "#92d050")
    assert marks == []


def test_a_circle_in_a_white_cell_is_a_mark_in_its_colour() -> None:
    picture = np.full((200, 200, 3), 255, np.uint8)
    cv2.circle(picture, (100, 100), 24, AMBER, -1)
    fills, marks = cell_fills(picture, 2.0, [Box(0, 0, 100, 100)])
    assert fills == []
    assert len(marks) == 1
    assert near(marks[0].colour, "#ffc000")
    assert marks[0].box.contains(50, 50)


@pytest.mark.parametrize("noise", [0, 9])
def test_a_band_without_lines_is_found_with_its_edges(noise: int) -> None:
    picture = np.full((400, 600, 3), 255.0)
    picture[100:160, 50:550] = (121, 85, 20)
    picture += np.random.default_rng(0).normal(0, noise, (400, 600))[:, :, None] if noise else 0
    found = bands(np.clip(picture, 0, 255).astype(np.uint8), 2.0, [])
    assert len(found) == 1
    assert found[0].box == pytest.approx((25, 50, 275, 80), abs=2)
    assert bands(np.clip(picture, 0, 255).astype(np.uint8), 2.0, [Box(0, 0, 300, 200)]) == []


def test_a_picture_is_grey_only_without_any_colour() -> None:
    picture = np.full((400, 400, 3), 200, np.uint8)
    assert is_grey(picture)
    picture[:40, :40] = GREEN
    assert not is_grey(picture)


def test_letters_blurred_into_their_ground_are_no_mark_and_a_circle_on_it_is_one() -> None:
    """At 150 dpi a JPEG smears black letters on red to a dark red that is thick enough for a shape."""
    picture = np.full((100, 200, 3), (0, 0, 255), np.uint8)
    picture[40:56, 40:80] = (4, 6, 156)
    assert cell_fills(picture, 2.0, [Box(0, 0, 100, 50)])[1] == []
    cv2.circle(picture, (140, 50), 16, AMBER, -1)
    marks = cell_fills(picture, 2.0, [Box(50, 0, 100, 50)])[1]
    assert [near(mark.colour, "#ffc000") for mark in marks] == [True]
