"""A document's own legend: which status each of its letters, words and colours stands for.

A label is weighed as a whole: the letter it explains, the colour it is printed on, its words. A rating is a colour, so
that the letter and the colour of the legend decide among red, amber and green, and what the council calls the rating
(`Delayed`, `At risk`) only where neither is there; words for a state of the work (`Complete`, `Not started`) decide
whatever their colour.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.table import LegendEntry
from normalise.statuses.colour import Hues, hue_of
from normalise.statuses.phrases import RATINGS, Phrase, phrase_of
from normalise.text import clean, fold

_PARTS = re.compile(r"\s*[:–—=]\s*|\s-\s|[(\[\])]")
_BRACKETED = re.compile(r"[(\[]\s*(\w{1,2})\s*[)\]]")
_LEADING = re.compile(r"(\w{1,2})\s*(?:[:=–—]|-\s)")
# A sign in the place of a letter: `▲ At risk`. A bullet, which all labels share, explains none of them.
_SYMBOL = re.compile(r"([^\w\s(\[])\s+(?=\w)")
# What two things under one colour stand between: `Achieved or on its way`. One word more (`or early`) says how.
_OR = re.compile(r"\s+or\s+(?=\S+\s)", re.I)
# Where one label runs into the next: `B: Completed S: Not due`.
_NEXT = re.compile(r"(?<=\S)\s+(?=[A-Z]{1,2}\s*[:=]\s)")


class Meaning(NamedTuple):
    """What a label stands for (None: unknown), and in words what is doubtful about that."""

    status: str | None
    doubt: str | None = None


@dataclass(frozen=True)
class Legend:
    """What one document's legend says: statuses by letter or word as printed there, and by colour.

    `doubts` tells for letters, words and colours of the two what is doubtful about them. `nameless` are the colours of
    labels that name no status, `unknown` those labels. `usual` says that every colour means what its hue usually means.
    """

    letters: Mapping[str, str]
    colours: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...] = ()
    nameless: Mapping[str, str] = field(default_factory=dict[str, str])
    doubts: Mapping[str, str] = field(default_factory=dict[str, str])
    usual: bool = True


@dataclass(frozen=True)
class _Entry:
    """One label taken apart: the letter that it explains, its parts without it, its colour.

    `doubt` says why the label itself may be misread; letters mean what they usually do all the same, colours may not.
    """

    label: str
    letter: str | None
    parts: tuple[str, ...]
    fill: str | None
    hue: str | None
    doubt: str | None = None


def read_legend(entries: Sequence[LegendEntry], phrases: Mapping[str, Phrase], hues: Hues) -> Legend:
    """The document's legend as rules. Labels whose letter, words and colour name no status are listed in `unknown`."""
    parted = [one for entry in entries for one in _entries(entry, hues)]
    # A single letter is an initial (`A: Achieved`); two of R, A and G are colours.
    rated = {e.letter for e in parted} & {"r", "a", "g"}
    # One hue for all is the document's own colour, not a rating.
    painted = {e.hue for e in parted} - {None}
    words: dict[str, set[str]] = defaultdict(set)
    colours: list[tuple[str, str]] = []
    unknown: list[str] = []
    nameless: dict[str, str] = {}
    doubts: dict[str, str] = {}
    for entry in parted:
        meaning = _meaning(entry, phrases, letters_are_colours=len(rated) > 1, hues_differ=len(painted) > 1)
        if meaning.status is None:
            unknown.append(entry.label)
            if entry.fill:
                nameless[entry.fill] = entry.label
            continue
        names = {fold(entry.label), *map(fold, entry.parts), *([entry.letter] if entry.letter else [])}
        for name in sorted(names):
            words[name].add(meaning.status)
            if meaning.doubt:
                doubts[name] = meaning.doubt
        if entry.fill:
            colours.append((entry.fill, meaning.status))
            if doubt := meaning.doubt or entry.doubt:
                doubts[entry.fill] = doubt
    usual = all(hue_of(fill, hues) in (None, status) for fill, status in colours)
    letters = {name: next(iter(found)) for name, found in words.items() if len(found) == 1}
    return Legend(letters, tuple(dict.fromkeys(colours)), tuple(unknown), nameless, doubts, usual)


def _entries(entry: LegendEntry, hues: Hues) -> list[_Entry]:
    """The labels of an entry; those that ran into the first one are not printed on its colour."""
    first, *others = _NEXT.split(clean(entry.label)) if _LEADING.match(clean(entry.label)) else [clean(entry.label)]
    doubt = f"the legend's entry {entry.label!r}: {entry.flag_detail}" if entry.flag else None
    found = [_entry(first, entry.fill, hues), *(_entry(label, None, hues) for label in others)]
    return [replace(e, doubt=doubt) for e in found]


def _entry(label: str, fill: str | None, hues: Hues) -> _Entry:
    found = _BRACKETED.search(label) or _LEADING.match(label) or _SYMBOL.match(label)
    letter = fold(found[1]) if found else None
    words = label.removeprefix(found[1]) if found and found.re is _SYMBOL else label
    parts = tuple(p.strip() for p in _PARTS.split(words) if p.strip() and fold(p.strip()) != letter)
    return _Entry(label, letter, parts, fill, hue_of(fill, hues) if fill else None)


def _meaning(entry: _Entry, phrases: Mapping[str, Phrase], *, letters_are_colours: bool, hues_differ: bool) -> Meaning:
    whole = [phrases[fold(p)] for p in entry.parts if fold(p) in phrases]
    if state := next((p for p in whole if p.kind == "word" and not p.is_rating), None):
        return Meaning(state.status)
    if colour := next((p for p in whole if p.kind == "colour"), None):
        return Meaning(colour.status)
    found = [p for p in (phrase_of(part, phrases) for part in entry.parts) if p is not None]
    words = next((p for p in (*whole, *found) if p.kind != "weak"), next(iter(found), None))
    registered = phrases.get(entry.letter or "")
    letter = registered.status if registered else None
    by_letter = letter if letter in RATINGS and letters_are_colours else None
    by_hue = entry.hue if entry.hue in RATINGS and hues_differ else None
    if words and not words.is_rating and words.kind != "weak" and not (by_letter and by_letter == by_hue):
        return _state(entry, words.status, by_letter or by_hue, phrases)
    if by_letter or by_hue:
        return _rating(entry, by_letter, by_hue, words.status if words else None)
    if words:
        return Meaning(words.status)
    if letter:
        return Meaning(letter)
    if entry.hue:
        return Meaning(entry.hue, f"only its colour tells what the legend's entry {entry.label!r} means")
    return Meaning(None)


def _state(entry: _Entry, state: str, rating: str | None, phrases: Mapping[str, Phrase]) -> Meaning:
    """The state of the work that a label names; where it names something else too, the rating, and a doubt.

    There is none where the label's colour is the state's.
    """
    named = [phrase_of(text, phrases) for part in entry.parts for text in _OR.split(part)]
    if entry.hue == state or len(named) == len(entry.parts) or all(p and p.status == state for p in named):
        return Meaning(state)
    return Meaning(rating or state, f"the legend's entry {entry.label!r} names more than one status")


def _rating(entry: _Entry, by_letter: str | None, by_hue: str | None, by_words: str | None) -> Meaning:
    """The rating that two of the three agree on, or that of the letter, or of the colour."""
    if by_letter and by_hue and by_letter != by_hue:
        if by_words == by_hue:
            return Meaning(by_hue)
        doubt = None if by_words == by_letter else f"letter and colour of the legend's entry {entry.label!r} differ"
        return Meaning(by_letter, doubt)
    return Meaning(by_letter or by_hue)
