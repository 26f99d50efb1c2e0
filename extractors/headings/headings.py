"""Which field a heading names, by the synonyms in `headings.csv`.

A heading matches a phrase when, case and punctuation aside, it is the phrase, or the phrase with words around it
(`What we will do - Priority actions for 2024/25`). A quarter in the heading (`Q2 RAG`, `Status Q1`, `Quarter 3`)
makes a status or a value belong to that quarter.
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from extractors.headings.quarters import named

_WORDS = re.compile(r"[^\w£%]+")
_SAYING_NOTHING = re.compile(r"\b(?:20\d\d|for|the)\b")
# A phrase inside a longer heading counts less than the whole heading; below this a match says nothing.
WHOLE, INSIDE, LEAST = 1.0, 0.55, 0.5
# What each place further down the data file takes off a match: it decides between equals and nothing else.
LATER = 1e-6
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


@lru_cache(maxsize=1)
def phrases() -> dict[str, list[tuple[str, float]]]:
    """Phrase -> the fields that it can name, in the order of the data file, each with what its place takes off a match.

    Of `Lead officer` and `Responsible director` side by side the earlier phrase is the officer's.
    """
    known: dict[str, list[tuple[str, float]]] = {}
    with (resources.files("extractors.headings") / "headings.csv").open(encoding="utf-8") as handle:
        for place, row in enumerate(csv.DictReader(handle)):
            known.setdefault(_plain(row["phrase"]), []).append((row["field"], place * LATER))
    return known


def _plain(text: str) -> str:
    """A heading without what says nothing of its field: case, punctuation, `the`, `for`, years."""
    words = _WORDS.sub(" ", text.lower().replace("&", " and "))
    return " ".join(_SAYING_NOTHING.sub(" ", words).split())


@lru_cache(maxsize=4096)
def match_heading(text: str) -> tuple[HeadingMatch, ...]:
    """Every field that `text` may name, best first; empty where no phrase fits."""
    quarter, year, rest = named(text)
    bare = _plain(rest)
    if not bare:
        if quarter:
            return (HeadingMatch("rag", 0.8, f"the heading '{text}' is a quarter", quarter, year),)
        return ()
    words = bare.split()
    if len(words) > MOST_WORDS:
        return ()
    found: dict[str, HeadingMatch] = {}
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            phrase = " ".join(words[start:end])
            for name, later in phrases().get(phrase, ()):
                part = (end - start) / len(words)
                score = (WHOLE if part == 1 else INSIDE + 0.4 * part - 0.01 * start) - later
                why = f"the heading '{text}' " + ("is" if part == 1 else "holds") + f" '{phrase}'"
                known = found.get(name)
                if known is None or score > known.score:
                    found[name] = HeadingMatch(name, score, why, None, year)
    matches = sorted(found.values(), key=lambda m: -m.score)
    return tuple(with_quarter(m, quarter) for m in matches if m.score >= LEAST)


def with_quarter(match: HeadingMatch, quarter: int | None) -> HeadingMatch:
    """A status or value heading that names a quarter is that quarter's."""
    names = {"status": "rag", "value": "value", "update": "update", "target": "target"}
    if quarter is None or match.field not in names:
        return match
    return HeadingMatch(names[match.field], match.score, match.why, quarter, match.year)
