"""The words and names of a title, in a form in which two titles can be compared."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import snowballstemmer

from normalise.text import clean, fold

_WORD = re.compile(r"\w+(?:'\w+)?")
_ACRONYM = re.compile(r"\(([A-Z]{2,8})\)")
_ENGLISH: Any = snowballstemmer.stemmer("english")
# A pair of words is a term, too: `adult care` says more than both words apart.
Term = tuple[str, ...]


class Words(NamedTuple):
    """Stems that carry no subject; words that may stand inside a name in lower case; words before a place's name."""

    ignored: frozenset[str]
    joining: frozenset[str]
    placing: frozenset[str]

    @classmethod
    def of(cls, ignored: Iterable[str], joining: Iterable[str], placing: Iterable[str]) -> "Words":
        """The words as they are written."""
        return cls(frozenset(map(_stem, ignored)), frozenset(joining), frozenset(placing))


class Terms(NamedTuple):
    """A title's terms (single stems and pairs of neighbours) with the words as printed, and its names as stems."""

    terms: dict[Term, str]
    names: tuple[frozenset[str], ...]


def terms_of(title: str, name: str | None, words: Words) -> Terms:
    """The terms of `title`; `name` is the part of it that it is called by, None where no part is."""
    found: dict[Term, str] = {}
    last: tuple[str, str] | None = None
    for printed in _WORD.findall(clean(title).replace("’", "'")):
        stem = _stem(printed)
        if stem in words.ignored:
            continue
        found.setdefault((stem,), printed)
        if last:
            found.setdefault((last[0], stem), f"{last[1]} {printed}")
        last = stem, printed
    names = (frozenset(map(_stem, run)) - words.ignored for run in _names(title, name, words))
    return Terms(found, tuple(dict.fromkeys(stems for stems in names if len(stems) > 1)))


def _stem(word: str) -> str:
    told = fold(word)
    return _ENGLISH.stemWord(told.removesuffix("'s"))


def _names(title: str, name: str | None, words: Words) -> Iterator[Sequence[str]]:
    """The names in a title, each as its words."""
    text = clean(title).replace("’", "'")
    if name and fold(name) != fold(title):
        yield _WORD.findall(name)
    # A name does not go on over punctuation; the hyphen inside `Carbon-Neutrality` is none.
    for part in re.split(r"[^\w\s'&-]|\s[-–—]\s", text):
        run: list[str] = []
        place = False
        before = ""
        for word in [*_WORD.findall(part), ""]:
            if word[:1].isupper() or (run and word in words.joining):
                place = place if run else before in words.placing
                run.append(word)
            elif run:
                if not place:
                    yield run
                run = []
            before = before if word == "the" else word
    for found in _ACRONYM.finditer(text):
        before = _WORD.findall(text[: found.start()])[-len(found[1]) :]
        if "".join(word[0] for word in before).upper() == found[1]:
            yield before
