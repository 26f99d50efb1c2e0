"""Codes of a document compared with each other: what a column of them shares tells how each is printed.

A recogniser that sees one short code has little to go by; `KPI 2` beside `KPI 3` tells that a space stands there, and
`so-1` beside `SO-3` that one of the two is misread.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractors.picture.chars import ReadChar
from extractors.picture.lines import ReadLine

# So many codes with the same letters share a habit; beside a figure 1, whose place is wider than its ink, a gap says
# little, so some of them must begin with another figure.
ENOUGH, PLAIN = 3, 2
_CODE = re.compile(r"([A-Za-z]{1,5})(\s?[-./]?\s?)\d{1,3}(?:[./-]\d{1,3})*")
_ALIKE = str.maketrans("i", "l")


def settle_codes(pages: Sequence[Sequence[ReadLine]]) -> list[tuple[ReadLine, ...]]:
    """The lines of a document's pages with the spaces of codes settled, and letters doubted that codes do not share."""
    codes = {id(line): m for lines in pages for line in lines if (m := _CODE.fullmatch(line.text))}
    by_letters: dict[str, list[re.Match[str]]] = {}
    by_shape: dict[str, set[str]] = {}
    for m in codes.values():
        by_letters.setdefault(m[1], []).append(m)
        by_shape.setdefault(_shape(m[1]), set()).add(m[1])

    def told(line: ReadLine) -> ReadLine:
        m = codes.get(id(line))
        if m is None:
            return line
        others = by_shape[_shape(m[1])] - {m[1]}
        if others:
            unlike = {n for other in others for n, (a, b) in enumerate(zip(m[1], other, strict=True)) if a != b}
            return _changed(line, unlike, lambda char: replace(char, agreed=False))
        first = len(m[1])
        if m[2] == " " and _share_space(by_letters[m[1]]):
            return _changed(line, [first], lambda char: replace(char, spacing_agreed=True, space_chance=1.0))
        return line

    return [tuple(told(line) for line in lines) for lines in pages]


def _shape(letters: str) -> str:
    """The letters, capitals and small ones, l and I made one."""
    return letters.lower().translate(_ALIKE)


def _share_space(codes: Sequence[re.Match[str]]) -> bool:
    """Whether all of several codes have one space between their letters and their figures."""
    texts = {m[0] for m in codes}
    plain = sum(not text.split()[-1].startswith("1") for text in texts)
    return len(texts) >= ENOUGH and plain >= PLAIN and all(m[2] == " " for m in codes)


def _changed(line: ReadLine, places: Iterable[int], change: Callable[[ReadChar], ReadChar]) -> ReadLine:
    """The line with its characters at `places`, counted without spaces, changed."""
    chars = list(line.chars)
    for n in places:
        chars[n] = change(chars[n])
    return replace(line, chars=tuple(chars))
