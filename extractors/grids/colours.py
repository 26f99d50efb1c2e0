"""Colours of a traffic light, told by their hue."""

import colorsys
from collections.abc import Iterable

# Hues in degrees: red and amber below 70 or above 335, green between 70 and 175.
WARM, COLD, GREEN = 70.0, 335.0, 175.0
GREYISH = 0.15


def is_traffic_light(colours: Iterable[str]) -> bool:
    """Whether a red or amber and a green are among the colours (`#rrggbb`)."""
    hues: list[float] = []
    for colour in colours:
        r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        hue, _, saturation = colorsys.rgb_to_hls(r, g, b)
        if saturation > GREYISH:
            hues.append(hue * 360)
    return any(h < WARM or h > COLD for h in hues) and any(WARM <= h <= GREEN for h in hues)
