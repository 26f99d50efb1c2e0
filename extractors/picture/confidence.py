"""How sure a read character is, from what both looks at it gave."""

from extractors.picture.lines import ReadChar

SUREST = 0.9999
SIGN, SIGNS, MENDED = 0.995, frozenset("-–—'‘’\"“”"), {"alike": 0.99, "near": 0.96}


def chance_right(char: ReadChar) -> float:
    """The chance that `char`, and the space or no space before it, is what is printed."""
    chance = min(max(char.probability, SIGN) if char.text in SIGNS else char.probability, SUREST)
    if char.mended:
        chance = MENDED[char.mended]
    if not char.agreed:
        chance = min(chance, 0.5)
    return chance
