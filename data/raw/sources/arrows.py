"""A font of three arrows, drawn here because the fonts that come with ReportLab have none.

Progress reports print the direction of travel as an arrow. A font of our own embeds like any other, so that a reader
gets the Unicode arrow back as it would from an office document.
"""

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

NAME = "SampleArrows"
ARROWS = {"up": "\u2191", "down": "\u2193", "level": "\u2192"}

_EM = 1000
_UP = ((420, 0), (580, 0), (580, 430), (760, 430), (500, 740), (240, 430), (420, 430))
_SHAPES = {
    "up": _UP,
    "down": tuple((x, 740 - y) for x, y in reversed(_UP)),
    "level": tuple((130 + y, 870 - x) for x, y in _UP),
}


def font_file() -> io.BytesIO:
    """The font as a TrueType file in memory; the same bytes every time."""
    names = [".notdef", *_SHAPES]
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(ARROWS[name]): name for name in _SHAPES})
    builder.setupGlyf({name: _glyph(_SHAPES.get(name, ())) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (_EM, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    file.seek(0)
    return file


def _glyph(outline: tuple[tuple[int, int], ...]) -> object:
    """One closed outline as a glyph; no points give an empty one."""
    pen = TTGlyphPen(None)
    if outline:
        pen.moveTo(outline[0])
        for point in outline[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()
