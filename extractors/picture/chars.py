"""The characters of a line that was looked at: where each is, whether a space comes before it, who saw it alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractors.picture.engine import Char
from extractors.picture.ink import Ink, gap, shape_at
from extractors.picture.parts import parts_of

# A space is read where the network's chance of one (as a power of ten) and the gap in the ink (font sizes beyond the
# usual edge between letters' gaps and words') together reach the threshold. On the visible scans words score -2.1 and
# more, letters -3.3 and less (7,019 and 42,984 pairs).
USUAL_EDGE, GAP_WEIGHT, SPACE = 0.25, 20.0, -2.7
LIKELY = 0.5
# Letters and figures of which some are taken for others, and which their shape may tell apart.
SHAPED = frozenset("01")
ALIKE = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})


@dataclass(frozen=True)
class ReadChar:
    """A character with its evidence.

    `x0`, `x1` in pixels; whether a space comes before it; how probable the network found it, and a space before it; the
    gap in the ink before it in font sizes; whether every other look saw the same; how it was shown to be misread; how
    wide its ink is for its height (0: not known); how many other looks there were; whether they too saw a space before
    it, or none; whether it stands in a word that the language or the document knows.
    """

    text: str
    x0: float
    x1: float
    spaced: bool
    probability: float
    space_chance: float
    gap: float
    agreed: bool
    mended: Literal["", "alike", "near"] = ""
    shape: float = 0.0
    looks: int = 0
    spacing_agreed: bool = True
    in_word: bool = False


def text_of(chars: Sequence[Char]) -> str:
    """What one look read, with spaces where the network saw them."""
    return "".join((" " if c.space > LIKELY and i else "") + c.text for i, c in enumerate(chars))


def placed(chars: Sequence[Char], others: Sequence[str], x0: int, ink: Ink, inked: NDArray[np.uint8]) -> list[ReadChar]:
    """The characters of a look where they are in the picture.

    `others` are what other looks read; `x0` is the line's left edge in pixels, `inked` the pixels of its `ink`.
    """
    width = inked.shape[1]
    columns = np.asarray(inked.any(axis=0), dtype=np.bool_)
    parts = parts_of(inked)[1] if any(c.text in SHAPED for c in chars) else []
    middles = [c.at * width for c in chars]
    step = float(np.median(np.diff(middles))) if len(middles) > 1 else ink.height * 0.5
    em = ink.em("".join(c.text for c in chars))
    gaps = [gap(columns, middles[n - 1], middles[n]) if n else 0.0 for n in range(len(chars))]
    spaced = _spaces(chars, [wide / em for wide in gaps])
    letters, spacing = _doubted(chars, spaced, others)
    result: list[ReadChar] = []
    for n, (char, wide) in enumerate(zip(chars, gaps, strict=True)):
        left = (middles[n - 1] + middles[n]) / 2 if n else max(0.0, middles[n] - step / 2)
        right = (middles[n] + middles[n + 1]) / 2 if n + 1 < len(chars) else min(float(width), middles[n] + step / 2)
        if spaced[n]:
            left = min(left + wide / 2, middles[n])
            last = result[-1]
            result[-1] = replace(last, x1=max(last.x0, last.x1 - wide / 2))
        result.append(
            ReadChar(
                char.text,
                x0 + left,
                x0 + right,
                spaced[n],
                char.probability,
                char.space if n else 0.0,
                wide / em,
                n not in letters,
                shape=shape_at(inked, parts, middles[n]) if char.text in SHAPED else 0.0,
                looks=len(others),
                spacing_agreed=n not in spacing,
            )
        )
    return result


def space_score(chance: float, gap: float) -> float:
    """How plainly a space stands between two letters, from the network's chance of one and the gap in font sizes."""
    return float(np.log10(max(chance, 1e-7))) + GAP_WEIGHT * (min(gap, 2 * USUAL_EDGE) - USUAL_EDGE)


def _spaces(chars: Sequence[Char], gaps: Sequence[float]) -> list[bool]:
    """Before which of the characters a space stands. `gaps` are in font sizes."""
    spaces = [n > 0 and space_score(c.space, gap) > SPACE for n, (c, gap) in enumerate(zip(chars, gaps, strict=True))]
    figures = all(c.text.isdigit() or c.text == "." for c in chars)
    for n in range(1, len(chars) - 1):
        # 1 .2 is a narrow figure before a point, not two words; nor is 52. 1 where the line has nothing else.
        if chars[n].text == "." and chars[n - 1].text.isdigit() and chars[n + 1].text.isdigit():
            if figures:
                spaces[n + 1] = False
            spaces[n] = spaces[n] and spaces[n + 1]
    return spaces


def _doubted(chars: Sequence[Char], spaced: Sequence[bool], others: Sequence[str]) -> tuple[set[int], set[int]]:
    """The characters that another look read otherwise, and those before which another saw a space, or saw none."""
    text, whose = "", list[int]()
    for n, char in enumerate(chars):
        text += (" " if spaced[n] else "") + char.text
        whose += [n] * (len(text) - len(whose))
    letters: set[int] = set()
    spacing: set[int] = set()
    for other in others:
        for op in Levenshtein.editops(text.translate(ALIKE), other.translate(ALIKE)):
            here = [whose[op.src_pos]] if op.src_pos < len(whose) else []
            seen, read = other[op.dest_pos : op.dest_pos + 1], text[op.src_pos : op.src_pos + 1]
            if (op.tag == "insert" and seen == " ") or (op.tag == "delete" and read == " "):
                spacing.update(here)
            elif op.tag == "insert" and op.src_pos:
                letters.update((*here, whose[op.src_pos - 1]))
            else:
                letters.update(here)
    return letters, spacing
