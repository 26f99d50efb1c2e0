"""The text layer that another recogniser left over the picture, compared with our own reading word by word.

Where both agree, a word is surer. Where they differ, the better one is taken by evidence: a word that the language or
the document knows before one that nobody knows, our own reading where it is sure. What evidence does not settle is
noted with both candidates. What only the layer has is taken from it where there is ink.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.page import Glyphs
from extractors.picture.chars import ALIKE, ReadChar
from extractors.picture.engine import Image
from extractors.picture.ink import Ink
from extractors.picture.lines import PixelBox, ReadLine
from extractors.picture.pixels import Matrix

# A letter that two recognisers read alike is wrong this much less often than each by itself.
BOTH_WRONG = 0.2
# Our own letters at least this probable, seen alike by both looks, stand against a layer that saw no known word.
SURE = 0.97
# A layer's word is put in the place of ours where both have nearly the same letters.
MOST_CHANGES = 2
# What only the layer saw is as sure as this, letter by letter.
UNSEEN = 0.6
# How far (of 255) the darkest part of a place must stand off the lightest for something to be written there.
INK = 60
# Letters of one word lie no further apart than this, in parts of their height.
TOGETHER = 1.3
_SIGNS = frozenset(".,;:'\"‘’“”-–—·•|")


class LayerGlyph(NamedTuple):
    """A letter of the layer: its middle and its size in pixels of the straightened picture."""

    text: str
    x: float
    y: float
    size: float


class Rival(NamedTuple):
    """A word that the two read otherwise: its place (pixels), our reading, the layer's, and whether that was taken."""

    box: tuple[float, float, float, float]
    ours: str
    theirs: str
    taken: bool


def layer_of(glyphs: Glyphs, upright: Matrix, pixels: Image) -> tuple[LayerGlyph, ...]:
    """The inked letters of `glyphs`; `upright` leads from points of the displayed page to pixels of the picture.

    Letters that lie where nothing is written are left out.
    """
    places = np.stack([glyphs.x_mid, glyphs.y_mid, np.ones(len(glyphs))], axis=1) @ upright.T
    scale = float(np.sqrt(abs(np.linalg.det(upright[:, :2]))))
    found: list[LayerGlyph] = []
    for n in np.flatnonzero(glyphs.ink).tolist():
        x, y, size = float(places[n, 0]), float(places[n, 1]), max(float(glyphs.size[n]) * scale, 4.0)
        patch = pixels[max(0, int(y - size / 2)) : int(y + size / 2) + 1, max(0, int(x - size)) : int(x + size) + 1]
        if patch.size and int(patch.max()) - int(patch.min()) > INK:
            found += [LayerGlyph(letter, x, y, size) for letter in glyphs.text[n]]
    return tuple(found)


def compare(
    lines: Sequence[ReadLine], layer: Sequence[LayerGlyph], known: Callable[[str], bool]
) -> tuple[tuple[ReadLine, ...], tuple[Rival, ...]]:
    """The lines of a page in the light of its layer, and the words that stay open. `known` knows the language."""
    homes: dict[int, list[LayerGlyph]] = {}
    strays: list[LayerGlyph] = []
    for glyph in layer:
        home = min(
            (n for n, line in enumerate(lines) if _holds(line.box, glyph)),
            key=lambda n: abs(lines[n].box[1] + lines[n].box[3] - 2 * glyph.y),
            default=None,
        )
        if home is None:
            strays.append(glyph)
        else:
            homes.setdefault(home, []).append(glyph)
    result: list[ReadLine] = []
    rivals: list[Rival] = []
    for n, line in enumerate(lines):
        theirs = "".join(g.text for g in sorted(homes.get(n, []), key=lambda g: g.x))
        # What runs up or down is sorted from left to right here: it would only seem to differ.
        line, open_words = _compared(line, theirs, known) if theirs and not line.turn else (line, [])
        result.append(line)
        rivals += open_words
    result += [_line(word) for word in _words_of(strays) if len(word) > 1]
    return tuple(sorted(result, key=lambda line: (line.box[1], line.box[0]))), tuple(rivals)


def _holds(box: PixelBox, glyph: LayerGlyph) -> bool:
    slack = 0.3 * (box[3] - box[1])
    return box[0] - slack <= glyph.x <= box[2] + slack and box[1] - slack <= glyph.y <= box[3] + slack


def _compared(line: ReadLine, theirs: str, known: Callable[[str], bool]) -> tuple[ReadLine, list[Rival]]:
    mine = "".join(c.text for c in line.chars)
    # What the layer has for each of our letters: the letters that stand for it and those that it adds after it.
    has = ["" for _ in mine]
    for op in Levenshtein.opcodes(mine.translate(ALIKE), theirs.translate(ALIKE)):
        part = theirs[op.dest_start : op.dest_end]
        if op.tag == "insert" and mine:
            has[max(op.src_start - 1, 0)] += part
        elif op.tag in ("equal", "replace"):
            for i, letter in zip(range(op.src_start, op.src_end), part, strict=True):
                has[i] += letter
    chars: list[ReadChar] = []
    rivals: list[Rival] = []
    for start, end in _words(line.chars):
        word, seen = line.chars[start:end], "".join(has[start:end])
        ours = "".join(c.text for c in word)
        if ours.translate(ALIKE) == seen.translate(ALIKE):
            chars += [replace(c, probability=1 - (1 - c.probability) * BOTH_WRONG, agreed=True) for c in word]
            continue
        choice = _better(word, ours, seen, known)
        box = (word[0].x0, float(line.box[1]), word[-1].x1, float(line.box[3]))
        if choice == "theirs":
            chars += _respelt(word, seen)
        else:
            chars += word
        if choice != "ours":
            rivals.append(Rival(box, ours, seen, choice == "theirs"))
    return replace(line, chars=tuple(chars)), rivals


def _words(chars: Sequence[ReadChar]) -> Iterator[tuple[int, int]]:
    start = 0
    for n in range(1, len(chars) + 1):
        if n == len(chars) or chars[n].spaced:
            yield start, n
            start = n


def _better(word: Sequence[ReadChar], ours: str, theirs: str, known: Callable[[str], bool]) -> str:
    """Whose reading of a word is better: `ours`, `theirs`, or `open` where evidence does not say."""
    sure = all(c.agreed and c.probability >= SURE for c in word)
    if not theirs or not any(c.isalnum() for c in ours):
        return "ours" if sure else "open"
    if ours.strip("".join(_SIGNS)) == theirs.strip("".join(_SIGNS)) and sure:
        return "ours"
    we_know, they_know = (known(text.strip("".join(_SIGNS) + "()")) for text in (ours, theirs))
    if we_know and not they_know and (sure or not any(c.isdigit() for c in theirs)):
        return "ours"
    # 1.1 is a code and 4-4, eI or 2: are what a poor recogniser makes of it; 1.7 would be another code.
    if sure and not they_know and _pattern(ours) != _pattern(theirs):
        return "ours"
    if they_know and not we_know and Levenshtein.distance(ours, theirs) <= MOST_CHANGES and not sure:
        return "theirs"
    return "open"


def _pattern(text: str) -> str:
    """The kind of each character: figure, letter, or the sign itself."""
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)


def _respelt(word: Sequence[ReadChar], text: str) -> list[ReadChar]:
    """The word's place with the letters of `text` evenly along it."""
    x0, wide = word[0].x0, (word[-1].x1 - word[0].x0) / len(text)
    return [
        replace(
            word[min(n, len(word) - 1)],
            text=letter,
            x0=x0 + n * wide,
            x1=x0 + (n + 1) * wide,
            spaced=word[0].spaced if n == 0 else False,
            gap=word[0].gap if n == 0 else 0.0,
            mended="",
        )
        for n, letter in enumerate(text)
    ]


def _words_of(strays: Sequence[LayerGlyph]) -> Iterator[list[LayerGlyph]]:
    """Letters that lie in none of our lines, word by word."""
    count = 0
    numbered: list[tuple[int, LayerGlyph]] = []
    for n, glyph in enumerate(strays):
        before = strays[n - 1] if n else glyph
        if abs(glyph.x - before.x) > TOGETHER * glyph.size or abs(glyph.y - before.y) > 0.5 * glyph.size:
            count += 1
        numbered.append((count, glyph))
    for _, group in groupby(numbered, key=lambda item: item[0]):
        yield [glyph for _, glyph in group]


def _line(word: list[LayerGlyph]) -> ReadLine:
    size, y = word[0].size, word[0].y
    top, bottom = round(y - size / 2), round(y + size / 2)
    chars = tuple(ReadChar(g.text, g.x - size / 4, g.x + size / 4, False, UNSEEN, 0.0, 0.0, True) for g in word)
    box = (round(chars[0].x0), top, round(chars[-1].x1), bottom)
    return ReadLine(box, chars, Ink(0, bottom - top, size / 10), "")
