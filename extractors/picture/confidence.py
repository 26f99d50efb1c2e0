"""How sure a read character is, from what both looks at it gave."""

from extractors.picture.lines import SPACE, ReadChar, space_score

# No letter is surer than this.
SUREST = 0.9999
# Two looks that differ; a space that is neither plain nor plainly absent, and how near the threshold that is.
OTHERWISE, PERHAPS, UNPLAIN = 0.5, 0.85, 0.6
# Signs of which it does not matter which is printed, and what they are worth at least; letters mended by their word.
SIGN, SIGNS, MENDED = 0.995, frozenset("-–—'‘’\"“”"), {"alike": 0.99, "near": 0.96}


def chance_right(char: ReadChar) -> float:
    """The chance that `char`, and the space or no space before it, is what is printed."""
    chance = min(max(char.probability, SIGN) if char.text in SIGNS else char.probability, SUREST)
    if char.mended:
        chance = MENDED[char.mended]
    if not char.agreed:
        chance = min(chance, OTHERWISE)
    if char.gap > 0 and abs(space_score(char.space_chance, char.gap) - SPACE) < UNPLAIN:
        chance = min(chance, PERHAPS)
    return chance
