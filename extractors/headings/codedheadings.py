"""Headings that begin with the code of what they name: `Outcome 1.1: Children do well`, `P1.1 Homes`."""

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.headings.vocabulary import level_words

# A code of several numbers, one of a number and a letter, one of letters and a number, a number, a letter.
_SEVERAL = r"[A-Z]{0,4}-?\d{1,2}(?:[.\-/]\d{1,2})+|\d{1,2}\.?[a-z]|\d{1,2}\.[A-Z]"
# Quarters (`Q2`) are none.
_LETTERED = r"(?!Q[1-4]\b)[A-Z]{1,4}-?\d{1,2}"
_SINGLE = r"\d{1,2}|[A-H]"
_BEFORE = r"(?:(?-i:[A-Z])[\w'’&-]*\s+){0,2}?"
# What parts a code from its title; a bare code may be parted by white space alone.
_PARTED = r"(?:\s*[:)|–—]+\s*|\s+[-–—]\s+|\.\s+|\s+)"


class CodedHeading(NamedTuple):
    """The `code` with which a heading begins, its `word` in small letters ("" where none stands before it), its title.

    `form` is the code with `9` for every number and `A` for all letters: headings of one level have one form.
    """

    word: str
    code: str
    title: str

    @property
    def form(self) -> str:
        """`9.9` of `1.12`, `A9` of `HP2`, `9.A` of `1.a`."""
        return re.sub(r"[A-Za-z]+", "A", re.sub(r"\d+", "9", self.code))

    @property
    def of_several(self) -> bool:
        """Whether the code has parts: of several numbers, or letters and a number."""
        return len(self.form) > 1

    @property
    def initial(self) -> bool:
        """Whether its letters are but those of its word: `Theme T1`, `Strategic Objective SO1`."""
        letters = re.match(r"[A-Z]+", self.code)
        return bool(letters) and letters[0].lower() == "".join(w[0] for w in self.word.split())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    word = rf"(?P<word>{_BEFORE}(?:{level_words()}))s?\s+(?:no\.?\s*)?"
    told = rf"(?:(?i:{word})(?P<told>{_SEVERAL}|{_LETTERED}|{_SINGLE})|(?P<bare>{_SEVERAL}|{_LETTERED}))"
    return re.compile(rf"\W{{0,2}}(?i:our\s+)?{told}(?![\w])(?!\.\d)(?:{_PARTED}(?P<title>\S.*))?[\s.:]*", re.S)


def theme_part(code: str) -> str | None:
    """What codes of one theme begin with: `1` of `1.2`, `HP` of `HP2`; None where it has no parts."""
    found = re.fullmatch(r"(?:([A-Z]{0,4}-?\d{1,2})[.\-/].+|([A-Z]{1,4})-?\d{1,2})", code)
    return (found[1] or found[2]) if found else None


def is_part_of_theme(text: str) -> bool:
    """Whether a heading that looks like that of a theme has a code of several parts: `Priority 1.2`."""
    coded = coded_heading(text)
    return bool(coded and coded.of_several)


def coded_heading(text: str) -> CodedHeading | None:
    """The code, and what stands before and after it, of a heading that begins with one; None where it begins with none.

    A number alone, or a letter, is a code behind a word for what plans are made up of only.
    """
    found = _pattern().fullmatch(text)
    if found is None or (found["bare"] and not found["title"]):
        return None
    word = " ".join((found["word"] or "").lower().split())
    return CodedHeading(word, found["told"] or found["bare"], (found["title"] or "").strip())
