"""Ruled lines found in drawn pictures: black, white, pale in noise, worn; letters are none."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.picture.rulings import find_rulings

PER_POINT = 200 / 72


def paper(width: int = 300, height: int = 200) -> NDArray[np.uint8]:
    return np.full((round(height * PER_POINT), round(width * PER_POINT), 3), 255, np.uint8)


def draw(
    picture: NDArray[np.uint8], x0: float, y0: float, x1: float, y1: float, shade: int = 0, thick: int = 2
) -> None:
    ends = [(round(x * PER_POINT), round(y * PER_POINT)) for x, y in ((x0, y0), (x1, y1))]
    cv2.line(picture, ends[0], ends[1], (shade,) * 3, thick)


def table(shade: int = 0) -> NDArray[np.uint8]:
    picture = paper()
    for y in (20, 60, 100, 140):
        draw(picture, 20, y, 280, y, shade)
    for x in (20, 120, 280):
        draw(picture, x, 20, x, 140, shade)
    return picture


def places(picture: NDArray[np.uint8], horizontal: bool) -> list[int]:
    return sorted({round(r.at) for r in find_rulings(picture, PER_POINT).rulings if r.horizontal == horizontal})


def test_every_line_of_a_table_is_found_where_it_is() -> None:
    assert places(table(), True) == [20, 60, 100, 140]
    assert places(table(), False) == [20, 120, 280]


def test_white_lines_part_filled_cells() -> None:
    picture = np.full_like(paper(), 90)
    draw(picture, 20, 60, 280, 60, shade=255, thick=3)
    assert places(picture, True) == [60]


def test_writing_is_no_ruling() -> None:
    picture = paper()
    for row in range(6):
        place = (60, 100 + 40 * row)
        cv2.putText(
            picture, "measures and means of seamless transition", place, cv2.FONT_HERSHEY_SIMPLEX, 0.7, (0,) * 3, 2
        )
    assert find_rulings(picture, PER_POINT).rulings == ()


@pytest.mark.parametrize("noise", [4, 9])
def test_a_hairline_is_found_under_noise_from_end_to_end(noise: int) -> None:
    picture = table(shade=205)
    grain = np.random.default_rng(1).normal(0, noise, picture.shape[:2])[:, :, None]
    noisy = np.clip(picture + grain, 0, 255).astype(np.uint8)
    found = [r for r in find_rulings(noisy, PER_POINT).rulings if r.horizontal and abs(r.at - 60) < 1]
    assert min(r.start for r in found) < 25
    assert max(r.end for r in found) > 275


def test_a_worn_line_is_carried_on_where_a_trace_of_it_shows_and_not_where_none_does() -> None:
    def covered(shade: int) -> bool:
        picture = paper()
        for y in (20, 140):
            draw(picture, 20, y, 280, y)
        for x in (20, 280):
            draw(picture, x, 20, x, 140)
        draw(picture, 120, 90, 120, 139, shade)
        draw(picture, 120, 20, 120, 90)
        upright = [r for r in find_rulings(picture, PER_POINT).rulings if not r.horizontal and abs(r.at - 120) < 1]
        return any(r.start < 120 < r.end for r in upright)

    assert covered(shade=247)
    assert not covered(shade=255)


def test_white_lines_between_pale_cells_under_a_dark_heading_are_found_under_noise() -> None:
    picture = paper()
    for top, bottom, colour in ((20, 140, (244, 238, 232)), (20, 50, (95, 63, 36))):
        picture[round(top * PER_POINT) : round(bottom * PER_POINT), 56:778] = colour
    for y in (50, 80, 110):
        draw(picture, 20, y, 280, y, shade=255, thick=2)
    draw(picture, 150, 20, 150, 140, shade=255, thick=2)
    grain = np.random.default_rng(1).normal(0, 4, picture.shape[:2])[:, :, None]
    noisy = np.clip(picture + grain, 0, 255).astype(np.uint8)
    upright = [r for r in find_rulings(noisy, PER_POINT).rulings if not r.horizontal and abs(r.at - 150) < 1.5]
    assert min(r.start for r in upright) < 55
    assert max(r.end for r in upright) > 130


def test_two_tables_over_each_other_stay_two() -> None:
    picture = table()
    draw(picture, 20, 145, 280, 145)
    draw(picture, 20, 170, 280, 170)
    for x in (20, 280):
        draw(picture, x, 145, x, 170)
    between = [r for r in find_rulings(picture, PER_POINT).rulings if not r.horizontal and r.start < 142 < r.end]
    assert between == []


def test_a_hairline_that_breaks_without_a_trace_is_one_line_where_its_parts_are_long_and_in_line() -> None:
    page = np.full((400, 600, 3), 255, dtype=np.uint8)
    for y in (40, 360):
        cv2.line(page, (40, y), (560, y), (0, 0, 0), 2)
    for x in (40, 560):
        cv2.line(page, (x, 40), (x, 360), (0, 0, 0), 2)
    cv2.line(page, (40, 200), (280, 200), (0, 0, 0), 2)
    cv2.line(page, (300, 200), (560, 200), (0, 0, 0), 2)  # a break of 20 pixels, 10 points
    middle = [r for r in find_rulings(page, 2.0).rulings if r.horizontal and abs(r.at - 100) < 1]
    covered = {x for r in middle for x in range(round(r.start), round(r.end) + 1)}
    assert set(range(22, 278)) <= covered


def test_dots_that_stand_for_a_shade_hold_no_lines() -> None:
    page = np.full((400, 600, 3), 255, dtype=np.uint8)
    dots = np.random.default_rng(1).random((240, 120)) < 0.6
    page[80:320, 240:360][dots] = 0
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.6), dtype=np.uint8)  # as putting a page straight blurs it
    inside = [r for r in find_rulings(page, 2.0).rulings if (46 < r.at < 154 if r.horizontal else 126 < r.at < 174)]
    assert inside == []
