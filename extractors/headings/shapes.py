"""What a column's values look like: codes, periods, statuses, numbers, prose. The words are in `shapes.toml`."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from importlib import resources

from extractors.grids.colours import are_of_several_hues, is_traffic_light
from extractors.page import WHITE

_WORDS = tomllib.loads((resources.files("extractors.headings") / "shapes.toml").read_text(encoding="utf-8"))


def _any_of(*lists: Iterable[str]) -> str:
    """A pattern for any of the words of the lists, or any sign of the strings."""
    return "|".join(re.escape(word) for words in lists for word in words)


# A reference: letters, digits, dots and dashes with at least one digit, no spaces (A1.2.3, P1.1, HP-03, K7, 1.6, 2B4).
CODE = re.compile(r"^(?:[A-Z]{1,4}[-/])?[A-Z]{0,4}[-. /]?\d{1,3}(?:[A-Z]\d{1,3})?(?:[.\-/]\d{1,3}){0,3}[a-z]?[.)]?$")
CODES = re.compile(
    r"^[A-Z]{0,4}[-.]?\d{1,3}(?:[.\-]\d{1,3}){0,3}(?:\s*[,;&/]\s*[A-Z]{0,4}[-.]?\d{1,3}(?:[.\-]\d{1,3}){0,3})*$"
)
# A number of things, which counts what is aimed at, and is no code: `1,000 new homes`, `A top 10 place to live`.
COUNT = re.compile(r"(?<![\w.])\d(?:[\d,]*\d)?\s(?=[a-z])(?!(?:and|or|to)\b)")
QUARTER = re.compile(r"^(?:q|qtr|quarter)\s*[1-4]$", re.I)
# `[a-z]*` behind three letters once made dates of `Marketing`, `Mayor` and `Decarbonise`, and of officers named Jane.
_CUT = {name[:n] for name in _WORDS["months"] for n in range(3, len(name) + 1)}
_MONTH = rf"(?:{_any_of(sorted(_CUT | set(_WORDS['welsh_months']), key=len, reverse=True))})\b\.?"
WELSH_MONTH = re.compile(rf"\b(?:{_any_of(_WORDS['welsh_months'])})\b", re.I)
_TH = r"(?:st|nd|rd|th)?"
_WHEN = (
    rf"(?:(?:\d{{1,2}}{_TH}[\s\-]+)?{_MONTH}(?:[\s\-'’/]*(?:20\d\d\s*[/–-]\s*(?:20)?\d\d|\d{{4}}|\d{{2}}))?|"
    rf"{_MONTH}\s+\d{{1,2}}{_TH},?\s+\d{{4}})"
)
_YEAR = r"20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?"
PERIOD = re.compile(
    rf"^(?:(?:{_any_of(_WORDS['before_dates'])})[- ]?)*(?:"
    r"q(?:uarter|tr)?\s*[1-4]\b.*|h[12]\s+20\d\d.*|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|(?:0[1-9]|1[0-2])/(?:20)?[2-4]\d|"
    rf"{_WHEN}(?:\s*(?:[-–—/&]|to\b|until\b|and\b)\s*{_WHEN})?|"
    rf"20\d\d-\d\d-\d\d|{_YEAR}(?:\s+q(?:uarter|tr)?\s*[1-4]|\s*(?:[-–—&]|to\b|and\b)\s*{_YEAR})?|fy\s*\d\d[/-]\d\d|"
    rf"(?:{_any_of(_WORDS['seasons'], _WORDS['year_ends'])})\s*(?:20\d\d(?:/\d\d)?)?|"
    rf"{_any_of(_WORDS['undated'], _WORDS['no_dates'])})$",
    re.I,
)
# What stands where a date should, and is none.
UNDATED = re.compile(rf"^(?:{_any_of(_WORDS['undated'], _WORDS['no_dates'])})$", re.I)
# A year, a quarter, a month or another word of time anywhere in a text: `Late 2026`, `a) Jun 2025 b) Dec 2025`.
TIME = re.compile(
    rf"\b(?:20\d\d|q[1-4]|years? \d|{_MONTH}|"
    rf"{_any_of(_WORDS['seasons'], _WORDS['undated'], _WORDS['recurring'])})\b",
    re.I,
)
# How often something is done, where a date may stand.
RECURS = re.compile(rf"^(?:{_any_of(_WORDS['often'])})$", re.I)
# A time of year in words of its own: `By Christmas 2025`, `before the May 2026 elections`.
BEGINS_TIME = re.compile(rf"^(?:{_any_of(_WORDS['time_beginnings'], _WORDS['seasons'])})\b.{{0,40}}\b20\d\d\b", re.I)
STATUS = re.compile(rf"^(?:{_any_of(_WORDS['statuses'], _WORDS['status_signs'])})(?:\s*\([ragb]\))?$", re.I)
# A count, a share or a sum, with what is counted: `12 groups`, `34%`, `£1.2m`; `6 weeks` is a time.
AMOUNT = re.compile(
    r"^£?\d[\d.,]*(?:%|[km]\b)?(?:\s+(?!weeks?\b|months?\b|years?\b|days?\b|quarters?\b)[a-z]+)?$", re.I
)
# What has been done, anywhere in a text.
PAST = re.compile(rf"\b(?:{_any_of(_WORDS['told'])})\b", re.I)
# How something stands, anywhere in a text.
STANDS = re.compile(rf"\b(?:{_any_of(_WORDS['told'], _WORDS['stands'])})\b", re.I)
# How pressing something is: what many plans call its priority.
LEVEL = re.compile(rf"^(?:(?:{_any_of(_WORDS['before_levels'])}) |[1-5]\W+)?(?:{_any_of(_WORDS['levels'])})$", re.I)
# The name of an aim or a theme: words and no number by which a list could know it; a short one is a word, no code.
NAME = re.compile(r"^(?:(?=.{9})\D+|[A-Z][a-z]{3,}\D*)$", re.S)
# What repeats the cell above.
DITTO = re.compile(rf"^(?:{_any_of(_WORDS['dittos'])}|(?:{_any_of(_WORDS['ditto_signs'])}){{1,2}})\.?$", re.I)
MEMBER = re.compile(rf"^(?:{_any_of(_WORDS['member_titles'])})\s", re.I)
# A person's name, or that of a service, in words that begin large: `J. Whitcombe`, `Parks and Countryside`.
PERSON = re.compile(r"^(?:(?:Mrs?|Ms|Miss|Dr)\.? )?[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|de|van|of|and|&|/)){0,4}$")
NUMBER = re.compile(
    rf"^(?:[<>≤≥~+\-−£$€]|(?:{_any_of(_WORDS['before_numbers'])}) )*\s*\d[\d,]*(?:\.\d+)?\s*"
    rf"(?:{_any_of(_WORDS['units'])})?(?:\s+\w+)?$",
    re.I,
)
ARROW = re.compile(rf"^(?:{_any_of(_WORDS['direction_signs'])})+$|^(?:{_any_of(_WORDS['directions'])})$", re.I)
UNIT = re.compile(rf"^(?:{_any_of(_WORDS['units'], _WORDS['measured_in'])})$", re.I)
# A council has at most so many words for statuses, each of a few words, and a column that uses them does so this many
# times each on average: of 40 plans' columns of updates none has fewer than 0.6 different texts a row.
MOST_RATINGS, RATING_WORDS, OFTEN = 6, 6, 2.5
# So many cells, and this part of all, with a colour each, are rated.
FEWEST_RATED, MOST_RATED = 3, 0.8
# Texts that tell a time are this many characters long on average.
TIMES = 40
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


def is_dated(text: str) -> bool:
    """Whether a text is a period with a figure in it, as words of time alone (`Ongoing`) are not."""
    return bool(PERIOD.match(text)) and any(ch.isdigit() for ch in text)


def is_dated_status(text: str) -> bool:
    """Whether a text is a status and, behind it, the date that it is of: `A 30/09/25`, `Complete (June 2025)`."""
    words = text.replace("(", " ").replace(")", " ").split()
    parts = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
    return any(STATUS.match(status) and PERIOD.match(date) for status, date in parts)


def tell_times(values: Sequence[str], part: float) -> bool:
    """Whether texts are short and this part of those that are not empty tells a time: `Late 2026`, `a) Jun b) Dec`."""
    filled = [v for v in values if v]
    return mean_length(filled) <= TIMES and sum(bool(TIME.search(v)) for v in filled) >= max(part * len(filled), 1)


def mean_length(values: Sequence[str]) -> float:
    """The mean number of characters of the non-empty values."""
    filled = [v for v in values if v]
    return sum(map(len, filled)) / len(filled) if filled else 0.0


def is_rated_in_words(values: Sequence[str]) -> bool:
    """Whether short texts come again and again, as a council's own words for its statuses do: `Needs attention`."""
    return may_be_ratings(values) and sum(map(bool, values)) >= OFTEN * len(set(filter(None, values)))


def may_be_ratings(values: Sequence[str]) -> bool:
    """Whether the texts are short and few enough to be a council's words for statuses, however often they come."""
    kinds = {v for v in values if v}
    short = all(len(v.split()) <= RATING_WORDS and any(ch.isalpha() for ch in v) for v in kinds)
    return short and 1 < len(kinds) <= MOST_RATINGS


def is_rated_in_colours(values: Sequence[str], fills: Sequence[str | None]) -> bool:
    """Whether nearly every cell has a short text on a colour, of which there are several: statuses, not reports."""
    painted = [f for v, f in zip(values, fills, strict=False) if v and f and f != WHITE]
    short = all(len(v) <= SHORT_STATUS for v in values)
    return short and len(painted) >= max(FEWEST_RATED, MOST_RATED * len(values)) and are_of_several_hues(set(painted))


def rated_share(values: Sequence[str], fills: Sequence[str | None]) -> float:
    """The part, 0 to 1, of the cells that have a colour and at most one short word.

    0 where no two colours of a traffic light are among them.
    """
    rated = [f for v, f in zip(values, fills, strict=False) if f and f != WHITE and len(v) <= SHORT_STATUS]
    colours = sorted(set(rated))
    return len(rated) / len(values) if is_traffic_light(colours) else 0.0
