"""Whether the letters that a page's fonts give are those that are printed.

A font says by a table of its own (`ToUnicode`) which letters its glyphs are. Where it has none, or one that lost or
garbled some, what is read is not what anybody sees: some of that can be mended, the rest is unknown.
"""

import csv
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

from extractors.page import UNKNOWN, Glyphs, Ints, Page
from extractors.printed.text import turned
from extractors.printed.words import frequency

# Glyphs of one word stand on one baseline and follow each other within this many font sizes.
LEVEL, CLOSE = 0.35, 0.16
# English, Welsh and most names keep to the letters up to here.
USUAL = 0x17F
# Romanian and pinyin letters among those beyond.
ALSO_USUAL = frozenset("ȘșȚțǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜ")
# Where private codes begin that are the numbers of glyphs with this added, and how many of them a font of signs shows
# on one page at most: more are letters.
PLANE_16, SIGNS = 0x100000, 12
# A font that leaves this part of its letters unknown says nothing about the others either: what looks like letters are
# the numbers of its glyphs.
UNTRUE_FONT = 0.3
# A page of which this part of the letters is unknown (and at least so many) is read as a picture. Single signs without
# a letter, as bullets and ticks are, do not count.
UNTRUE_PAGE, ENOUGH = 0.01, 4
# A letter stands for a ligature where that makes words of at least this part of those that it is in, of what a list of
# English knows: nearly all where it does, next to none where another letter has been given for it.
WORDS_MEANT = 0.5
_AROUND = ".,;:!?()[]'\"‘’“”/-–"
# A page of so many words in small letters is in no language when fewer than this part of them are among the commonest
# of any, and fewer of its letters than this are vowels: 37 to 47% in Western Europe, 26% in English with each letter
# taken for the next.
WORDS, COMMON, VOWELS = 100, 0.01, 0.31
COMMONEST = frozenset(["the", "and", "of", "to", "in", "for", "a", "on", "with", "y", "yn", "ar", "ac", "o", "i", "de"])


def with_true_letters(glyphs: Glyphs) -> Glyphs:
    """The glyphs with what stands for a ligature mended, and what no word can hold unknown (U+FFFD)."""
    strange = {text for text in set(glyphs.text) if not text.isascii() and _is_odd(text[0])}
    if not strange:
        return glyphs
    odd = [n for n, text in enumerate(glyphs.text) if text in strange]
    word = _words(glyphs)
    starts: list[int] = np.searchsorted(word, word[odd], side="left").tolist()
    ends: list[int] = np.searchsorted(word, word[odd], side="right").tolist()
    letters = _fonts_of_letters(glyphs, odd)
    belied = _belied(strange, {"".join(glyphs.text[start:end]) for start, end in zip(starts, ends, strict=True)})
    text = list(glyphs.text)
    for n, start, end in zip(odd, starts, ends, strict=True):
        before, after = "".join(glyphs.text[start:n]), "".join(glyphs.text[n + 1 : end])
        true = _true(text[n], before, after, int(glyphs.font[n]) in letters)
        text[n] = UNKNOWN if text[n] in belied and true != text[n] else true
    known = replace(glyphs, text=text)
    untrue = _untrue_fonts(known, word)
    return replace(known, text=[UNKNOWN if u else t for t, u in zip(text, untrue.tolist(), strict=True)])


def is_letterless(glyphs: Glyphs) -> bool:
    """Whether so few of the letters are known, or are those of any language, that the page is but a picture."""
    if UNKNOWN in glyphs.text:
        lost = int((_unknown(glyphs) & _in_long_words(_words(glyphs))).sum())
        if lost >= ENOUGH and lost >= UNTRUE_PAGE * int(glyphs.ink.sum()):
            return True
    return _is_no_language(glyphs)


def untold(page: Page) -> Glyphs | None:
    """The text of a page that has words with letters that no font names; None where there are none."""
    g = page.untold or page.glyphs
    # what has no width is not to be told from its shape
    in_words = page.letterless or (
        UNKNOWN in g.text and bool((_unknown(g) & (g.x1 > g.x0) & _in_long_words(_words(g))).any())
    )
    return g if in_words and g.code is not None else None


def _is_odd(letter: str) -> bool:
    if ord(letter) <= USUAL:
        return letter in _ligatures()
    kind = unicodedata.category(letter)
    return letter == UNKNOWN or kind == "Co" or (kind[0] == "L" and kind != "Lm" and letter not in ALSO_USUAL)


def _belied(strange: set[str], words: set[str]) -> set[str]:
    """Those letters of `strange` that stand for no ligature after all: with it, most `words` they are in are none."""
    belied: set[str] = set()
    for letter in strange:
        meant = ["".join(map(_meant, word)).strip(_AROUND) for word in words if letter in word]
        asked = [word for word in meant if word.isascii() and word.isalpha() and word.islower()]
        if _meant(letter) != letter and sum(frequency(word) > 0 for word in asked) < WORDS_MEANT * len(asked):
            belied.add(letter)
    return belied


def _meant(letter: str) -> str:
    private = ord(letter) > PLANE_16
    return _ligatures().get(chr(ord(letter) - PLANE_16) if private else letter, letter)


@lru_cache(maxsize=1)
def _ligatures() -> dict[str, str]:
    lines = (resources.files("extractors.pdf") / "ligatures.csv").read_text(encoding="utf-8").splitlines()
    return {row["printed"]: row["meant"] for row in csv.DictReader(lines)}


def _true(letter: str, before: str, after: str, of_letters: bool) -> str:
    """What a letter between the others of its word is; `of_letters` says that its font has no signs but letters."""
    code = ord(letter)
    latin = any(c.isascii() and c.isalpha() for c in before + after)
    meant = _meant(letter)
    if code <= USUAL:
        return meant if before[-1:].islower() else letter
    if meant != letter and latin:
        return meant
    if unicodedata.category(letter) == "Co":
        return UNKNOWN if of_letters or (before[-1:].isalpha() and after[:1].isalpha()) else letter
    name = unicodedata.name(letter, "")
    of_word = name.startswith("LATIN") and "LIGATURE" in name
    return UNKNOWN if latin and not of_word and (before or not name.startswith("GREEK")) else letter


def _fonts_of_letters(glyphs: Glyphs, odd: list[int]) -> set[int]:
    """The fonts that have more signs with private codes than a font of signs shows."""
    private = {(int(glyphs.font[n]), glyphs.text[n]) for n in odd if unicodedata.category(glyphs.text[n][0]) == "Co"}
    counts = Counter(font for font, _ in private)
    return {font for font, count in counts.items() if count > SIGNS}


def _untrue_fonts(glyphs: Glyphs, word: Ints) -> NDArray[np.bool_]:
    """For each glyph whether it is a letter of a font that says of too few of its letters what they are."""
    unknown = _unknown(glyphs)
    wordlike = np.array([t == UNKNOWN or t[0].isalnum() for t in glyphs.text], dtype=np.bool_)
    untrue = np.zeros(len(glyphs), dtype=np.bool_)
    for font in np.unique(glyphs.font[unknown & _in_long_words(word)]).tolist():
        own = glyphs.font == font
        if unknown[own & wordlike].mean() >= UNTRUE_FONT:
            untrue |= own & glyphs.ink
    return untrue


def _unknown(glyphs: Glyphs) -> NDArray[np.bool_]:
    return np.array([t == UNKNOWN for t in glyphs.text], dtype=np.bool_)


def _words(glyphs: Glyphs) -> Ints:
    """The number of the word that each glyph is in; white space and gaps part them."""
    if not len(glyphs):
        return np.zeros(0, dtype=np.int64)
    start, end, base = turned(glyphs, np.arange(len(glyphs)))
    size = np.maximum(glyphs.size, 1.0)
    level = np.abs(np.diff(base)) < LEVEL * size[1:]
    close = np.abs(start[1:] - end[:-1]) < CLOSE * size[1:]
    # the letters of a ligature share its box
    close |= start[1:] == start[:-1]
    joined = level & close & glyphs.ink[1:] & glyphs.ink[:-1]
    return np.cumsum(np.append(True, ~joined))


def _in_long_words(word: Ints) -> NDArray[np.bool_]:
    """Whether each glyph has another one beside it."""
    return np.bincount(word)[word] > 1 if len(word) else np.zeros(0, dtype=np.bool_)


def _is_no_language(glyphs: Glyphs) -> bool:
    text = "".join(glyphs.text)
    vowels = sum(map(text.count, "aeiouy"))
    # told of all small letters at once first, which the pages of any plan pass
    if vowels >= VOWELS * sum(map(text.count, ascii_lowercase)):
        return False
    word = _words(glyphs)
    starts = np.flatnonzero(np.diff(word, prepend=0)).tolist()
    texts = ["".join(glyphs.text[a:z]) for a, z in zip(starts, [*starts[1:], len(word)], strict=True)]
    words = [t for t in texts if t.isalpha() and t.islower()]
    if len(words) < WORDS or sum(w in COMMONEST for w in words) >= COMMON * len(words):
        return False
    letters = "".join(words)
    vowels = sum(c in "aeiouy" for c in unicodedata.normalize("NFD", letters))
    return letters.isascii() and vowels < VOWELS * len(letters)
