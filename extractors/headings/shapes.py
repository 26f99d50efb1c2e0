"""What a column's values look like: codes, periods, statuses, numbers, prose."""

import re
from collections.abc import Sequence

from extractors.grids.colours import are_of_several_hues, is_traffic_light

# A reference: letters, digits, dots and dashes with at least one digit, no spaces (A1.2.3, P1.1, HP-03, K7, 1.6, 2B4).
CODE = re.compile(r"^[A-Z]{0,4}[-. /]?\d{1,3}(?:[A-Z]\d{1,3})?(?:[.\-/]\d{1,3}){0,3}[a-z]?[.)]?$")
CODES = re.compile(
    r"^[A-Z]{0,4}[-.]?\d{1,3}(?:[.\-]\d{1,3}){0,3}(?:\s*[,;&/]\s*[A-Z]{0,4}[-.]?\d{1,3}(?:[.\-]\d{1,3}){0,3})*$"
)
QUARTER = re.compile(r"^(?:q|qtr|quarter)\s*[1-4]$", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
PERIOD = re.compile(
    r"^(?:by |end (?:of )?|from |early |late |mid[- ]?|approx\.? )*(?:"
    r"q(?:uarter)?\s*[1-4]\b.*|h[12]\s+20\d\d.*|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}[\s\-'’/]*(?:\d{{4}}|\d{{2}})|"
    rf"{_MONTH}\s*(?:-|–|to)\s*{_MONTH}(?:\s+\d{{4}})?|{_MONTH}|"
    r"20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?(?:\s+q(?:uarter)?\s*[1-4])?|"
    r"(?:spring|summer|autumn|winter|year end)\s*(?:20\d\d(?:/\d\d)?)?|"
    r"ongoing|on-going|tbc|tbd|n/a|complete[d]?|continuous)$",
    re.I,
)
STATUS = re.compile(
    r"^(?:r|a|g|b|c|red|amber|green|blue|grey|complete[d]?|on track|off track|on target|off target|at risk|delayed|"
    r"doing|to do|in hand|started|not started|not yet started|not due|scheduled|paused|on hold|"
    r"cancelled|closed|achieved|in progress|behind|ahead|"
    r"overdue|deferred|stopped|slipped|withdrawn|superseded|under ?way|progressing|suspended|postponed|delivered|done|"
    r"missed|(?:target )?(?:not )?met|not (?:achieved|complete[d]?|delivered)|"
    r"part(?:ly|ially) (?:met|achieved|complete[d]?)|"
    r"(?:slightly|significantly|just) off (?:track|target)|"
    r"(?:minor|major|some|slight) (?:delay|issues|concerns?|slippage)|not on (?:track|target)|"
    r"(?:on|ahead of|behind) schedule|stalled|going to plan|needs attention|finished|"
    r"(?:good|some|limited|little|no) progress|"
    r"[●⬤○◯◉✓✔✗✘▲▼■◆🔴🟠🟡🟢🔵⚪])(?:\s*\([ragb]\))?$",
    re.I,
)
# How pressing something is: what many plans call its priority.
LEVEL = re.compile(r"^(?:very |top |[1-5]\W+)?(?:high|medium|low|critical|urgent|essential|desirable|[hml])$", re.I)
# The name of an aim or a theme: words and no number by which a list could know it; a short one is a word, no code.
NAME = re.compile(r"^(?:(?=.{9})\D+|[A-Z][a-z]{3,}\D*)$", re.S)
# What repeats the cell above.
DITTO = re.compile(r"^(?:as above|ditto|same as above|same|[\"“”″'‘’〃]{1,2})\.?$", re.I)
# A person's name, or that of a service, in words that begin large: `J. Whitcombe`, `Parks and Countryside`.
PERSON = re.compile(r"^(?:(?:Mrs?|Ms|Miss|Dr)\.? )?[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|de|van|of|and|&|/)){0,4}$")
NUMBER = re.compile(
    r"^(?:[<>≤≥~+\-−£$€]|below |above |under |over )*\s*\d[\d,]*(?:\.\d+)?\s*"
    r"(?:%|k|m|bn|days?|weeks?|hours?|pp)?(?:\s+\w+)?$",
    re.I,
)
ARROW = re.compile(
    r"^[↑↓→←↗↘⇧⇩⇒⬆⬇➡▲▼►▶=\-–—]+$|^(?:up|down|level|same|improving|worsening|stable|steady|no change)$", re.I
)
# A council has at most so many words for statuses, each of a few words, and a column that uses them does so this many
# times each on average: of 40 plans' columns of updates none has fewer than 0.6 different texts a row.
MOST_RATINGS, RATING_WORDS, OFTEN = 6, 6, 2.5
# So many cells, and this part of all, with a colour each, are rated.
FEWEST_RATED, MOST_RATED = 3, 0.8
# A status is at most this many characters long.
SHORT_STATUS = 20


def share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    """The part, 0 to 1, of the non-empty `values` that match `pattern`; 0 where all are empty."""
    filled = [v for v in values if v]
    return sum(bool(pattern.match(v)) for v in filled) / len(filled) if filled else 0.0


def distinct(values: Sequence[str]) -> float:
    """The part of the non-empty values that occur once."""
    filled = [v for v in values if v]
    return sum(filled.count(v) == 1 for v in filled) / len(filled) if filled else 0.0


def filled_share(values: Sequence[str]) -> float:
    """The part of the values that are not empty."""
    return sum(bool(v) for v in values) / len(values) if values else 0.0


def mean_length(values: Sequence[str]) -> float:
    """The mean number of characters of the non-empty values."""
    filled = [v for v in values if v]
    return sum(map(len, filled)) / len(filled) if filled else 0.0


def is_rated_in_words(values: Sequence[str]) -> bool:
    """Whether short texts come again and again, as a council's own words for its statuses do: `Needs attention`."""
    filled = [v for v in values if v]
    kinds = set(filled)
    short = all(len(v.split()) <= RATING_WORDS and any(ch.isalpha() for ch in v) for v in kinds)
    return short and 1 < len(kinds) <= MOST_RATINGS and len(filled) >= OFTEN * len(kinds)


def is_rated_in_colours(values: Sequence[str], fills: Sequence[str | None]) -> bool:
    """Whether nearly every cell has a short text on a colour, of which there are several: statuses, not reports."""
    painted = [f for v, f in zip(values, fills, strict=False) if v and f and f != "#ffffff"]
    short = all(len(v) <= SHORT_STATUS for v in values)
    return short and len(painted) >= max(FEWEST_RATED, MOST_RATED * len(values)) and are_of_several_hues(set(painted))


def rated_share(values: Sequence[str], fills: Sequence[str | None]) -> float:
    """The part, 0 to 1, of the cells that have a colour and at most one short word.

    0 where no two colours of a traffic light are among them.
    """
    rated = [f for v, f in zip(values, fills, strict=False) if f and f != "#ffffff" and len(v) <= SHORT_STATUS]
    colours = sorted(set(rated))
    return len(rated) / len(values) if is_traffic_light(colours) else 0.0
