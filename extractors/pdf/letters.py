"""Whether the letters that a page's fonts give are those that are printed.

A font says by a table of its own (`ToUnicode`) which letters its glyphs are. Where it has none, or one that lost or
garbled some, what is read is not what anybody sees: some of that can be mended, the rest is unknown.
"""

import csv
import unicodedata
from dataclasses import replace
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from extractors.page import Glyphs, Ints

UNKNOWN = chr(0xFFFD)
# Glyphs of one word stand on one baseline and follow each other within this many font sizes.
LEVEL, CLOSE = 0.35, 0.16
# Letters beyond this, and not of the Latin blocks, are no part of an English or Welsh word.
LATIN_1, LAST_LATIN = 0xFF, 0x24F
# A font that leaves this part of its letters unknown says nothing about the others either: what looks like letters are
# the numbers of its glyphs.
UNTRUE_FONT = 0.3
# A page of which this part of the letters is unknown (and at least so many) is read as a picture. Single signs without
# a letter, as bullets and ticks are, do not count.
UNTRUE_PAGE, ENOUGH = 0.01, 4
# A page of at least so many words is in a language when this part of them are among the language's commonest, or when
# vowels are this part of its letters: 2 to 12% and 37 to 47% in the languages of Western Europe, 0% and 26% in English
# whose letters are each taken for the next.
WORDS, COMMON, VOWELS = 100, 0.01, 0.31
_COMMONEST = frozenset(
    "the and of to in for a is on with be by y yn ar ac o i de la le les et en des der die und das den el los del que di"
    " e il che per"
    .split()
)


def swapped(units: Ints) -> Ints:
    """UTF-16 units with those put right whose two bytes changed places.

    Ghostscript 10.0 writes ligatures so: `ti` becomes U+7400 U+6900, two ideographs.
    """
    turned = (units & 0xFF == 0) & (units >= 0x4100) & (units <= 0x7A00) & _is_ascii_letter(units >> 8)
    ideographs = (units >= 0x3400) & (units < 0xA000) & ~turned
    return np.where(turned, units >> 8, units) if turned.any() and not ideographs.any() else units


def _is_ascii_letter(codes: Ints) -> NDArray[np.bool_]:
    return ((codes >= 0x41) & (codes <= 0x5A)) | ((codes >= 0x61) & (codes <= 0x7A))


def with_true_letters(glyphs: Glyphs) -> Glyphs:
    """The glyphs with letters that stand for ligatures mended, and those that no word can hold unknown (U+FFFD)."""
    odd = [n for n, text in enumerate(glyphs.text) if ord(text[0]) > LATIN_1 and _may_be_wrong(text)]
    if not odd:
        return glyphs
    text = list(glyphs.text)
    for n in odd:
        before, after = _neighbours(glyphs, n)
        text[n] = _true(text[n], before, after)
    inked = glyphs.ink
    wordlike = np.array([t == UNKNOWN or t.isalnum() for t in text]) & inked
    unknown = np.array([t == UNKNOWN for t in text])
    for font in np.unique(glyphs.font[unknown]).tolist():
        own = wordlike & (glyphs.font == font)
        if unknown[own].mean() >= UNTRUE_FONT and (unknown & own & _in_words(glyphs)).any():
            for n in np.flatnonzero(own).tolist():
                text[n] = UNKNOWN
    return replace(glyphs, text=text)


def is_letterless(glyphs: Glyphs) -> bool:
    """Whether so few of the letters are known, or so few of the words are words, that the page is but a picture."""
    unknown = np.array([t == UNKNOWN for t in glyphs.text], dtype=np.bool_)
    if unknown.any():
        lost = int((unknown & _in_words(glyphs)).sum())
        if lost >= ENOUGH and lost >= UNTRUE_PAGE * int(glyphs.ink.sum()):
            return True
    return _is_no_language(glyphs.text)
