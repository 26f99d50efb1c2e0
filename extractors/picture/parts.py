"""The connected parts of a mask."""

from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray


def parts_of(mask: NDArray[np.uint8], *, diagonal: bool = True) -> tuple[NDArray[np.int32], list[tuple[int, ...]]]:
    """A label for each pixel (0: none) and, by label, each part's (x, y, width, height, pixels); part 0 is the ground.

    `diagonal` says whether pixels that touch at a corner are connected.
    """
    found: Any = cv2.connectedComponentsWithStats(mask, connectivity=8 if diagonal else 4)
    labels, stats = cast("tuple[NDArray[np.int32], NDArray[np.int32]]", (found[1], found[2]))
    return labels, [tuple(int(v) for v in row) for row in stats]
