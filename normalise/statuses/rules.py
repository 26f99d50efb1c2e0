"""The status registers as rules, and what a column adds to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from normalise.statuses.colour import Hues
from normalise.statuses.phrases import Around, Phrase

NOT_REPORTED = "not_reported"


class ColourLimits(NamedTuple):
    """How near a fill must be to a legend's colour (CIEDE2000), how much farther the next status, how sure that is."""

    nearest: float
    margin: float
    certainty: float


class Question(NamedTuple):
    """A heading that asks something (`On track?`), and the status that each answer to it names."""

    asks: re.Pattern[str]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class StatusRules:
    """The status registers: phrases by their folded form, thresholds for colours, headings that ask something.

    `around` is what may stand around a phrase, None where anything may.
    """

    phrases: Mapping[str, Phrase]
    limits: ColourLimits
    hues: Hues
    grey_chroma: float
    background_lightness: float
    background_chroma: float
    questions: tuple[Question, ...] = ()
    around: Around | None = None


class About(NamedTuple):
    """What a status column says of its cells: its heading, and whether they hold milestones, which name no status."""

    heading: str = ""
    milestones: bool = False
