"""How sure a read character is, from what both looks at it gave."""

from extractors.picture.lines import ReadChar

SUREST = 0.9999


def chance_right(char: ReadChar) -> float:
    """The chance that `char`, and the space or no space before it, is what is printed."""
    chance = min(char.probability, SUREST)
    if not char.agreed:
        chance = min(chance, 0.5)
    return chance
