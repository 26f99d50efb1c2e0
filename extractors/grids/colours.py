"""Colours of a traffic light, told by their hue, and colours that are two."""

import colorsys
from collections.abc import Iterable

from extractors.page import WHITE

# Ground that is no paint.
UNPAINTED = (None, WHITE)
# Hues in degrees: red and amber below 70 or above 335, green between 70 and 175.
WARM, COLD, GREEN = 70.0, 335.0, 175.0
GREYISH = 0.15
# Hues further apart than this, in degrees, are those of two colours: the tints of bands are within ten.
OTHER_HUE = 20.0
# Colours are two when a channel differs by more than this, of 255: scanners and printers vary by less.
APART = 40


def is_traffic_light(colours: Iterable[str]) -> bool:
    """Whether a red or amber and a green are among the colours (`#rrggbb`)."""
    hues = _hues(colours)
    return any(h < WARM or h > COLD for h in hues) and any(WARM <= h <= GREEN for h in hues)


def are_of_several_hues(colours: Iterable[str]) -> bool:
    """Whether two of the colours (`#rrggbb`) are no tints of one: greys have no hue."""
    hues = _hues(colours)
    return any(OTHER_HUE < abs(a - b) < 360 - OTHER_HUE for a in hues for b in hues)


def has_hue(colour: str) -> bool:
    """Whether the colour (`#rrggbb`) is no grey."""
    return bool(_hues([colour]))


def _hues(colours: Iterable[str]) -> list[float]:
    """The hues, in degrees, of those of the colours that are no greys."""
    hues: list[float] = []
    for colour in colours:
        r, g, b = (channel / 255 for channel in channels(colour))
        hue, _, saturation = colorsys.rgb_to_hls(r, g, b)
        if saturation > GREYISH:
            hues.append(hue * 360)
    return hues


def are_two(a: str, b: str) -> bool:
    """Whether the colours (`#rrggbb`) are plainly not the same."""
    return any(abs(x - y) > APART for x, y in zip(channels(a), channels(b), strict=True))


def channels(colour: str) -> bytes:
    """Red, green and blue of `#rrggbb`, 0 to 255 each."""
    return bytes.fromhex(colour[1:])
