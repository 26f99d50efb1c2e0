"""How far apart two colours look: CIEDE2000 over sRGB.

The formula is that of ISO/CIE 11664-6:2014; white point D65, sRGB transfer curve of IEC 61966-2-1. A difference of
1 is just visible side by side, 5 is plain, 20 and more is another colour name.
"""

import math
import re
from functools import lru_cache
from typing import NamedTuple

Lab = tuple[float, float, float]

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_WHITE = (0.95047, 1.0, 1.08883)
_FAR = 25.0**7


class Hue(NamedTuple):
    """A status and the hue angles that usually paint it: from `first` up to `last` degrees, through 360 if need be."""

    status: str
    first: float
    last: float


class Hues(NamedTuple):
    """The hues of `registers/status.toml`: a fill below `chroma` has none; `certainty` is how sure one is."""

    chroma: float
    certainty: float
    angles: tuple[Hue, ...]


def hue_of(colour: str, hues: Hues) -> str | None:
    """The status that the hue of `#rrggbb` usually paints, None for a grey and between two hues."""
    _, a, b = to_lab(colour)
    if math.hypot(a, b) < hues.chroma:
        return None
    angle = _hue(a, b)
    return next((h.status for h in hues.angles if (angle - h.first) % 360 <= (h.last - h.first) % 360), None)


@lru_cache(maxsize=4096)
def to_lab(colour: str) -> Lab:
    """CIE L*a*b* of a colour written `#rrggbb`. Raises ValueError where it is not."""
    match = _HEX.fullmatch(colour)
    if not match:
        raise ValueError(f"not a colour: {colour!r}")
    r, g, b = (_linear(int(match[1][i : i + 2], 16) / 255) for i in (0, 2, 4))
    x = 0.4124564 * r + 0.3575761 * g + 0.1804375 * b
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = 0.0193339 * r + 0.1191920 * g + 0.9503041 * b
    fx, fy, fz = (_cube(v / w) for v, w in zip((x, y, z), _WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _cube(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116


def chroma(colour: str) -> float:
    """How far `#rrggbb` is from grey, from 0 to about 130."""
    _, a, b = to_lab(colour)
    return math.hypot(a, b)


def lightness(colour: str) -> float:
    """L* of `#rrggbb`, 0 (black) to 100 (white)."""
    return to_lab(colour)[0]


@lru_cache(maxsize=4096)
def difference(one: str, other: str) -> float:
    """CIEDE2000 between two colours written `#rrggbb`."""
    return ciede2000(to_lab(one), to_lab(other))


def ciede2000(one: Lab, other: Lab) -> float:
    """The colour difference of two L*a*b* colours, with all weights 1."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + _FAR)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = _hue(a1, b1), _hue(a2, b2)
    turn, mean_h = _turn(c1, c2, h1, h2)
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * _cos(mean_h - 30)
        + 0.24 * _cos(2 * mean_h)
        + 0.32 * _cos(3 * mean_h + 6)
        - 0.20 * _cos(4 * mean_h - 63)
    )
    sl = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    sc = 1 + 0.045 * mean_c
    sh = 1 + 0.015 * mean_c * t
    blue = 30 * math.exp(-(((mean_h - 275) / 25) ** 2))
    rt = -2 * math.sqrt(mean_c**7 / (mean_c**7 + _FAR)) * math.sin(math.radians(2 * blue))
    return math.sqrt(max(0.0, (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)))


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def _turn(c1: float, c2: float, h1: float, h2: float) -> tuple[float, float]:
    """The hue angle from one colour to the other the short way round, and the hue half way; in degrees."""
    if not c1 * c2:
        return 0.0, h1 + h2
    turn, mean = h2 - h1, (h1 + h2) / 2
    if abs(turn) <= 180:
        return turn, mean
    return turn - math.copysign(360, turn), mean + 180 if h1 + h2 < 360 else mean - 180


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))
