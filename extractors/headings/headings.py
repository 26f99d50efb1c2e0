"""Which field a heading names, by the synonyms in `headings.csv`.

A heading matches a phrase when, case and punctuation aside, it is the phrase, or the phrase with words around it
(`What we will do - Priority actions for 2024/25`). A quarter in the heading (`Q2 RAG`, `Status Q1`, `Quarter 3`)
makes a status or a value belong to that quarter.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extractors.headings.quarters import Named, named

_WORDS = re.compile(r"[^\w£%]+")
_SAYING_NOTHING = re.compile(r"\b(?:20\d\d|for|the)\b")
# A phrase inside a longer heading counts less than the whole heading; below this a match says nothing.
WHOLE, INSIDE, LEAST = 1.0, 0.55, 0.5
# From this on a heading names its field for sure: some 0.4 of its words are the phrase.
SURE = 0.7
# From this on it is the phrase and nothing else, letter for letter: a place takes off a thousandth at most.
WORDED = 0.99
# What each place further down the data file takes off a match: it decides between equals and nothing else.
LATER = 1e-6
# What a heading loses that is only of a phrase's shape: `Actionref`, `Actuai`, `Méasure`, as recognisers read them.
SHAPED = 0.05
_SHAPES = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", " ": ""})
# Where two words were run together: `ActualQ1`, `TargetDate`.
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\bQ[1-4])(?=[A-Za-z]{3})")
# The number of a note at the foot of the table, raised or, where the font raises it, in a plain figure: `Notes¹`.
_NOTE_MARK = re.compile(r"[¹²³⁰⁴-⁹]|(?<=[a-z]{4})\d$")
# Between the names of two things in one heading: `Lead officer and timescale`, `Due date / status`.
_JOINED = re.compile(r"\s+and\s+|\s*[&/,]\s*", re.I)
# Longer headings are sentences, not headings: the longest real one seen has 13 words.
MOST_WORDS = 18


@dataclass(frozen=True)
class HeadingMatch:
    """What a heading was taken for. `field` None: nothing known; `why` in words for `planlift inspect`."""

    field: str | None
    score: float
    why: str
    quarter: int | None = None
    year: str | None = None

    @property
    def sure(self) -> bool:
        """Whether the heading is no sentence that happens to hold the phrase: it names the field on its own."""
        return self.score >= SURE

    @property
    def worded(self) -> bool:
        """Whether the heading is a known phrase word for word."""
        return self.score >= WORDED


@lru_cache(maxsize=1)
def phrases() -> dict[str, list[tuple[str, float]]]:
    """Phrase -> the fields that it can name, in the order of the data file, each with what its place takes off a match.

    Of `Lead officer` and `Responsible director` side by side the earlier phrase is the officer's. A phrase that the
    file marks `=`, kept with the mark, counts where it is the whole heading.
    """
    known: dict[str, list[tuple[str, float]]] = {}
    with (resources.files("extractors.headings") / "headings.csv").open(encoding="utf-8") as handle:
        for place, row in enumerate(csv.DictReader(handle)):
            whole = "=" if row["phrase"].startswith("=") else ""
            known.setdefault(whole + _plain(row["phrase"]), []).append((row["field"], place * LATER))
    return known


def _plain(text: str) -> str:
    """A heading without what says nothing of its field: case, punctuation, `the`, `for`, years, a note's number."""
    if not text.isascii() or text.rstrip()[-1:].isdigit():
        text = _NOTE_MARK.sub("", text)
    words = _WORDS.sub(" ", _unaccented(text.lower()).replace("&", " and "))
    return " ".join(_SAYING_NOTHING.sub(" ", words).split())


def _unaccented(text: str) -> str:
    """`text` without accents: no English heading has one, and specks on paper look like them."""
    if text.isascii():
        return text
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    """Each phrase by its shape, without those of one shape that name different fields, as `time frame` does not."""
    found: dict[str, set[str]] = {}
    for phrase in phrases():
        found.setdefault(_shape(phrase), set()).add(phrase)
    named = {shape: {tuple(name for name, _ in phrases()[p]) for p in alike} for shape, alike in found.items()}
    return {shape: min(alike) for shape, alike in found.items() if len(named[shape]) == 1}


def _shape(text: str) -> str:
    """A plain heading without spaces, letters of one shape made one."""
    return text.translate(_SHAPES)


@lru_cache(maxsize=1)
def _longest() -> dict[str, int]:
    """How many words the longest phrase has that begins with each word."""
    longest: dict[str, int] = {}
    for phrase in phrases():
        first, *others = phrase.removeprefix("=").split()
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


@lru_cache(maxsize=4096)
def match_heading(text: str) -> tuple[HeadingMatch, ...]:
    """Every field that `text` may name, best first; empty where no phrase fits, nor has its shape.

    Most texts that are asked about name none, and each is met once: they are told by their words' not beginning any
    phrase, which takes 19 us a text, where looking up every stretch of its words took 40.
    """
    told = _told(text)
    if found := _matches(text, told):
        return found
    parted = _RUN_TOGETHER.sub(" ", text)
    if parted != text:
        told = _told(parted)
        if found := _matches(parted, told):
            return tuple(replace(m, score=m.score - SHAPED) for m in found)
    phrase = _shapes().get(_shape(told.rest))
    if phrase is None:
        return ()
    why = f"the heading '{text}' looks like '{phrase}'"
    matches = (HeadingMatch(name, WHOLE - SHAPED - later, why, None, told.year) for name, later in phrases()[phrase])
    return tuple(with_quarter(m, told.quarter) for m in matches)


def sure_match(text: str) -> HeadingMatch | None:
    """The field that `text` surely names as a heading, None where it names none for sure."""
    return surest(match_heading(text))


def surest(matches: Sequence[HeadingMatch]) -> HeadingMatch | None:
    """The first of a heading's matches, best first, if it is sure."""
    return matches[0] if matches and matches[0].sure else None


def halves_of(text: str) -> list[tuple[str, HeadingMatch | None]]:
    """The parts of a heading that names things with a word or a sign between them, each with its sure field."""
    return [(half, sure_match(half)) for half in _JOINED.split(text.strip())]


def two_in(text: str) -> Iterator[tuple[HeadingMatch, HeadingMatch]]:
    """What the two parts of a heading name, word for word, in each way in which it may be those of two columns.

    A quarter belongs to what stands before it, so the longest first part comes first: `Actual Q1` and `Commentary`.
    """
    words = text.split()
    for n in range(len(words) - 1, 0, -1):
        one, other = (sure_match(" ".join(half)) for half in (words[:n], words[n:]))
        if one and other and one.worded and other.worded and one.field != other.field:
            yield one, other


def _told(text: str) -> Named:
    """The quarter and year that a heading names, and the rest of it plain."""
    quarter, year, rest = named(text)
    return Named(quarter, year, _plain(rest))


def _matches(text: str, told: Named) -> tuple[HeadingMatch, ...]:
    """The fields whose phrases are in what `text` says beside quarter and year, best first."""
    quarter, year, bare = told
    if not bare:
        if quarter:
            return (HeadingMatch("rag", 0.8, f"the heading '{text}' is a quarter", quarter, year),)
        return ()
    words = bare.split()
    if len(words) > MOST_WORDS:
        return ()
    found: dict[str, HeadingMatch] = {}
    known, longest = phrases(), _longest()
    for start, word in enumerate(words):
        for end in range(min(len(words), start + longest.get(word, 0)), start, -1):
            phrase = " ".join(words[start:end])
            part = (end - start) / len(words)
            for name, later in (*known.get(phrase, ()), *(known.get(f"={phrase}", ()) if part == 1 else ())):
                score = (WHOLE if part == 1 else INSIDE + 0.4 * part - 0.01 * start) - later
                why = f"the heading '{text}' " + ("is" if part == 1 else "holds") + f" '{phrase}'"
                before = found.get(name)
                if before is None or score > before.score:
                    found[name] = HeadingMatch(name, score, why, None, year)
    matches = sorted(found.values(), key=lambda m: -m.score)
    return tuple(with_quarter(m, quarter) for m in matches if m.score >= LEAST)


def with_quarter(match: HeadingMatch, quarter: int | None) -> HeadingMatch:
    """A status or value heading that names a quarter is that quarter's."""
    names = {"status": "rag", "value": "value", "update": "update", "target": "target"}
    if quarter is None or match.field not in names:
        return match
    return HeadingMatch(names[match.field], match.score, match.why, quarter, match.year)
