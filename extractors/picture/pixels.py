"""The picture of a page as pixels, with the way from these to the page."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.engine import Image

Matrix = NDArray[np.float64]


class Picture(NamedTuple):
    """Pixels (BGR), and the 2 x 3 matrix from a pixel's place to points on the displayed page."""

    pixels: Image
    to_page: Matrix

    @property
    def per_point(self) -> float:
        """How many pixels a point has."""
        return float(1 / np.sqrt(abs(np.linalg.det(self.to_page[:, :2]))))


def darkest(pixels: Image) -> Image:
    """The least of the three channels of each pixel: several times faster than over the last axis."""
    blue, green, red = cv2.split(pixels)
    return np.asarray(cv2.min(cv2.min(blue, green), red), dtype=np.uint8)


def lightest(pixels: Image) -> Image:
    """The greatest of the three channels of each pixel."""
    blue, green, red = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(blue, green), red), dtype=np.uint8)
