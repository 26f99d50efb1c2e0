"""A scan put straight: quarter turns and skew found from its text and its rulings, taken out in one step.

The paper's colour becomes white at the same time, so that colours can be compared with those of other pages.
"""

from typing import NamedTuple

import cv2
import numpy as np

from extractors.picture.dots import without_dots
from extractors.picture.engine import Image, find_lines, read_line
from extractors.picture.pixels import Matrix, Picture

# Scanners and feeders skew by a few degrees at most; more is a page laid on the glass at an angle.
MOST_SKEW = 7.0
# What is looked at while turning: letters need not be legible, lines must be visible.
GLANCE = 1100
# So many points of ink tell the skew as well as all of them.
MOST_INK = 60_000
# How many lines are read to tell up from down, how much of each (in parts of its height, some two words), and how sure
# upright text is at least.
SAMPLE, ENOUGH, READS_WELL = 8, 8.0, 0.85


class Straight(NamedTuple):
    """The straightened picture (its matrix leads from its pixels to points of the upright page).

    With it the upright page's size in points, by how many degrees clockwise the displayed page was turned to be
    upright, by how many it leaned, and the matrix from points of the upright page to those of the displayed one.
    """

    picture: Picture
    width: float
    height: float
    turned: int
    skew: float
    to_page: Matrix


def straighten(picture: Picture, width: float, height: float, known: tuple[int, float] | None = None) -> Straight:
    """`picture`, which shows a page of `width` by `height` points, upright, straight and on white paper.

    `known` is how it is turned and leans, where an earlier look has found that.
    """
    scale = picture.per_point
    picture = picture._replace(pixels=without_dots(picture.pixels, scale))
    turned, skew = known or _leaning(picture, width, height)
    w, h = (height, width) if turned in (90, 270) else (width, height)
    placing = _placing(width, height, turned, skew)
    pixels = _moved(picture, placing * scale, w, h)
    to_points = np.array([[1 / scale, 0, 0], [0, 1 / scale, 0]])
    back = np.linalg.inv(np.vstack([placing, [0, 0, 1]]))[:2]
    return Straight(Picture(_on_white(pixels), to_points), w, h, turned, skew, back)


def _leaning(picture: Picture, width: float, height: float) -> tuple[int, float]:
    """By how many degrees clockwise the picture must be turned to be upright, and by how many it leans then."""
    upright = np.hstack([np.eye(2) * picture.per_point, np.zeros((2, 1))])
    glance = _shrunk(_moved(picture, upright, width, height))
    turned = _quarter_turns(glance)
    return turned, _skew(np.rot90(glance, -turned // 90 % 4).copy())


def _placing(width: float, height: float, turned: int, skew: float) -> Matrix:
    """From points of the displayed page to points of the upright one: a turn about the middle."""
    w, h = (height, width) if turned in (90, 270) else (width, height)
    angle = np.radians(turned - skew)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shift = np.array([w / 2, h / 2]) - turn @ np.array([width / 2, height / 2])
    return np.hstack([turn, shift[:, None]])


def _moved(picture: Picture, to_pixels: Matrix, width: float, height: float) -> Image:
    """The picture on a canvas of `width` by `height` points, `to_pixels` leading from points to its pixels."""
    scale = picture.per_point
    whole = np.vstack([to_pixels, [0, 0, 1]]) @ np.vstack([picture.to_page, [0, 0, 1]])
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    moved = cv2.warpAffine(
        picture.pixels,
        whole[:2],
        size,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return moved.astype(np.uint8)


def _shrunk(pixels: Image) -> Image:
    scale = min(1.0, GLANCE / max(pixels.shape[:2]))
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _quarter_turns(glance: Image) -> int:
    """By how many degrees clockwise the picture must be turned to be upright: 0, 90, 180 or 270."""
    boxes = find_lines(glance, GLANCE)
    long = [b for b in boxes if max(b[2] - b[0], b[3] - b[1]) > 2.5 * min(b[2] - b[0], b[3] - b[1])]
    if len(long) < 3:
        return 0
    lying = sum(b[2] - b[0] > b[3] - b[1] for b in long)
    candidates = (0, 180) if lying * 2 >= len(long) else (90, 270)

    def read_at(turn: int) -> float:
        shown = np.rot90(glance, -turn // 90 % 4).copy()
        return _legible(shown, find_lines(shown, GLANCE) if turn else boxes)

    sure = read_at(candidates[0])
    return candidates[0] if sure >= READS_WELL or sure >= read_at(candidates[1]) else candidates[1]


def _legible(glance: Image, boxes: list[tuple[float, float, float, float]]) -> float:
    """How sure the recogniser is of where the longest of the lines in `boxes` begin."""
    longest = sorted(boxes, key=lambda b: b[0] - b[2])[:SAMPLE]
    ends = [min(x1, x0 + ENOUGH * (b - t)) for x0, t, x1, b in longest]
    reads = [
        read_line(glance[int(t) : int(b) + 1, int(x0) : int(end) + 1])
        for (x0, t, _, b), end in zip(longest, ends, strict=True)
    ]
    sure = [c.probability for chars in reads for c in chars]
    return float(np.mean(sure)) if sure else 0.0


def _skew(glance: Image) -> float:
    """By how many degrees the upright picture leans clockwise: the angle at which its rows of ink are sharpest."""
    grey = cv2.cvtColor(glance, cv2.COLOR_BGR2GRAY)
    edges = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    ink = (edges > max(24, int(np.percentile(edges, 90)))).astype(np.uint8)
    ys, xs = np.nonzero(ink)
    if len(xs) < 200:
        return 0.0
    chance = np.random.default_rng(0)
    kept = chance.permutation(len(xs))[:MOST_INK]
    # Without the scatter, whole-numbered rows would make level look sharpest whatever the page.
    xs, ys = xs[kept], ys[kept] + chance.random(len(kept))
    best = 0.0
    for step, reach in ((0.5, MOST_SKEW), (0.1, 0.5), (0.02, 0.1)):
        tried = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(tried, key=lambda a: (_sharpness(xs, ys, float(a)), -abs(a))))
    return best


def _sharpness(xs: np.ndarray, ys: np.ndarray, degrees: float) -> float:
    """How unevenly ink lies over the rows of the picture, leaning by so much: straight lines fill few rows densely."""
    rows = ys - np.tan(np.radians(degrees)) * xs
    counts = np.bincount(np.floor(rows - rows.min()).astype(np.int64))
    return float((counts.astype(np.float64) ** 2).sum())


def _on_white(pixels: Image) -> Image:
    """The picture with its paper white: each channel stretched so that its common bright value is 255."""
    small = _shrunk(pixels)
    paper = [float(_bright(small[:, :, c])) for c in range(3)]
    if min(paper) < 120:
        return pixels
    table = np.stack([np.clip(np.arange(256) * 255.0 / p, 0, 255) for p in paper], axis=1).astype(np.uint8)
    return cv2.LUT(pixels, table[:, None, :].reshape(1, 256, 3)).astype(np.uint8)


def _bright(channel: np.ndarray) -> float:
    """The most common value among the brighter half of the range."""
    counts = np.bincount(channel.ravel(), minlength=256).astype(np.float64)
    smooth = np.convolve(counts, np.ones(5), "same")
    return float(128 + smooth[128:].argmax())
