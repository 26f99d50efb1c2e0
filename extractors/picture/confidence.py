"""How sure a read character is, from what every look at it gave."""

from collections.abc import Sequence

from extractors.picture.chars import SPACE, ReadChar, space_score

# No letter is surer than this.
SUREST = 0.99999
# Two looks that differ; a space that is not plain, and how near the threshold that is. Beside a figure 1, which stands
# in a place as wide as an 8's, letters and words are told apart less plainly.
OTHERWISE, PERHAPS, UNPLAIN, BESIDE_ONE = 0.5, 0.85, 0.6, 2.5
# After a comma in a list the network hardly ever makes up its mind, and a gap this plain is enough.
AFTER_COMMA = 2.0
# A letter that every other look saw alike is wrong so much less often than the network says, and so is one in a known
# word: in 11 random scans 4 of 31 such tokens with a letter below 0.97 were wrong, all of them made of strokes (`II.1`)
# or ending in a raised figure.
ALIKE_WRONG, WORD_WRONG = 0.2, 0.2
# Letters of one shape: only what stands beside them, or how wide they are, tells that a look is right. A nought and a 1
# with its flag are as wide as this for their height.
ONE_SHAPE, FIGURES = frozenset("Il|1O0o"), {"0": (0.4, 0.78), "1": (0.3, 0.7)}
# Signs of which it does not matter which is printed, and what they are worth at least; letters mended by their word.
SIGN, SIGNS, MENDED = 0.995, frozenset("-–—'‘’\"“”"), {"alike": 0.99, "near": 0.96}


def chances_right(chars: Sequence[ReadChar]) -> list[float]:
    """For each character of a line the chance that it, and the space or no space before it, is what is printed."""
    beside = [None, *chars, None]
    return [_chance(char, beside[n], beside[n + 2]) for n, char in enumerate(chars)]


def _chance(char: ReadChar, before: ReadChar | None, after: ReadChar | None) -> float:
    doubt = 1 - (max(char.probability, SIGN) if char.text in SIGNS else char.probability)
    if char.in_word:
        doubt *= WORD_WRONG
    if char.looks and _tells(char, before, after):
        doubt *= ALIKE_WRONG
    chance = MENDED[char.mended] if char.mended else min(1 - doubt, SUREST)
    if not char.agreed:
        chance = min(chance, OTHERWISE)
    return min(chance, PERHAPS) if _spacing_open(char, before) else chance


def _tells(char: ReadChar, before: ReadChar | None, after: ReadChar | None) -> bool:
    """Whether it says anything that all looks saw the same: a shape that two letters share is the same each time.

    A figure by itself, without any other to measure it by, is misread alike as well: three looks took a clean 7 for a
    1, one of them at 0.99, the others at 0.9.
    """
    if char.text.isdigit() and before is None and after is None:
        return False
    if char.text in FIGURES:
        least, most = FIGURES[char.text]
        return least <= char.shape <= most
    if char.text not in ONE_SHAPE:
        return True
    return any(c is not None and c.text.isalpha() and c.text not in ONE_SHAPE for c in (before, after))


def _spacing_open(char: ReadChar, before: ReadChar | None) -> bool:
    """Whether a space before the character, or its absence, is neither plain nor seen alike by several looks."""
    if before is None:
        return False
    plain = abs(space_score(char.space_chance, char.gap) - SPACE)
    if not char.spacing_agreed:
        return plain < AFTER_COMMA or before.text not in ",;"
    if char.spaced and "1" in (char.text, before.text) and plain < BESIDE_ONE:
        return True
    return char.gap > 0 and plain < UNPLAIN and not char.looks
