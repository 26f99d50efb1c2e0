"""Whether a hyphen at a line's end belongs to the word, and whether a word was broken without one.

PDFium does not tell a printed hyphen from a soft one at a line's end, and many producers print a plain hyphen where
they broke a word, so the character alone decides nothing. The document's own words decide first: `develop-` / `ment`
is a broken word when `development` stands elsewhere and `ment` does not. Where they say nothing, word frequencies do.
What stays open is left as printed and named, so that the cell can be flagged.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise

from extractors.printed.text import HYPHENS, SOFT_HYPHEN
from extractors.printed.words import ends_compounds, frequency, is_hyphened, is_prefix, is_suffix, means_both

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_LAST = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)[-\u2010\u2011\u00ad]$")
_FIRST = re.compile(r"^[^\W_]+")
_LAST_PLAIN = re.compile(r"[^\W\d_]+$")
# A mark that nobody sets apart from the word before it: a column that breaks words may break it off.
_CLOSING = re.compile(r"[,;.!?](?:\s|$)")
# A date or a sum that a column too narrow for it breaks: `31/12/202` / `5`, `12,50` / `0`.
_DATE = re.compile(r"^\(?(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d[).,;]?$")
_SUM = re.compile(r"^[£(]*\d{1,3}(?:,\d{3})+[).,;%]?$")
# A code that a column too narrow for it breaks: `RR5` / `0`.
_CODE_BEGUN, _CODE_ENDED = re.compile(r"^[A-Z]{1,4}-?\d+$"), re.compile(r"^\d{1,2}$")
_FIRST_PLAIN = re.compile(r"^[^\W\d_]+")
# A document breaks words on its own (automatic hyphenation) when at least so many line ends prove it.
PROOFS = 2
# A whole word this many times as common as the rarer of its halves was broken: `committee` is 6 times as common as
# `tee`, `following` 440 times as common as `lowing`; `antisocial` is as common as `anti`, `landowner` 80 times rarer
# than `owner`.
COMMONER = 4.0
# Below this count in the list's corpus a string of letters is no word on its own.
WORD = 100
# A word shorter than this part of the widest line of its cell, in characters, fits on a line of its own, and nobody
# breaks it without a hyphen; the rest is for letters of unlike widths.
FITS = 0.8
# A common word of so many letters at the break is no half of another by chance.
WHOLE = 6
# A word made of two, and written as one without being in the list, has at most so many letters, and each of them
# at least so many: `masterplan`.
COMPOUND, HALF = 11, 4
# So many different hyphens at line ends, all between words that are known apart and not together, belong to their
# words: `well-` / `attended`, `self-` / `service`.
COMPOUNDS = 2
# A document that breaks words by itself broke any whole word; one that may be a compound as well (`re-` / `sources`,
# `start-` / `up`) where it is this common.
USUAL = 10_000
# The letters that are words.
ALONE = "aio"


class Break(Enum):
    """What a line end does to a word."""

    COMPOUND = "the hyphen belongs to the word"
    BROKEN = "the word was broken"
    OPEN = "either may be"


class Hyphens:
    """Joins lines with the document's own vocabulary, then English at large, as the judge."""

    def __init__(self, runs: Iterable[str]) -> None:
        """`runs`: the document's text, stretch by stretch in reading order."""
        runs = [r.strip() for r in runs if r.strip()]
        self._words: set[str] = set()
        for run in runs:
            words = [w.lower().replace("\u2010", "-").replace("\u2011", "-") for w in _WORD.findall(run)]
            # the words at both ends of a stretch may be halves
            self._words.update(words[1:-1] if len(words) > 2 else ())
        self._pairs = {p for a, b in pairwise(runs) if (p := _pair(a, b))}

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether the document breaks words by itself, proven by words that are common without a hyphen."""
        return sum(self._proven(*p) or _common_whole(*p) for p in self._pairs) >= PROOFS

    @cached_property
    def _keeps_words(self) -> bool:
        """Whether the document breaks no words: all its hyphens at line ends stand between words of their own."""
        apart = [
            frequency(a.rpartition("-")[2] + b) < WORD <= min(frequency(a.rpartition("-")[2]), frequency(b))
            for a, b in self._pairs
        ]
        return len(apart) >= COMPOUNDS and all(apart)

    def join(self, lines: Iterable[str], *, narrow: bool = False) -> str:
        """The lines as one text, single spaces between them; a word broken at a line's end is made whole.

        `narrow` says that the column may be too narrow for its words, so that they are broken without a hyphen as well.
        """
        printed = [line for line in lines if line]
        widest = max(map(len, printed), default=0)
        out = above = ""
        for line in printed:
            bare = narrow and bool(out) and self._bare(above, line, widest) is Break.BROKEN
            out = self._append(out, line, bare) if out else line
            above = line
        return out.replace(SOFT_HYPHEN, "")

    def doubt(
        self, lines: Sequence[str], *, narrow: bool = False, full: Callable[[], Iterable[int]] = tuple
    ) -> str | None:
        """A line end at which a word may or may not be broken, both ways shown; None where all is plain.

        `full` gives the numbers of the lines with no room for the first letter of the next: where the cell breaks words
        without a hyphen, a word alone on such a line may be the first half of one (`master` / `plan`).
        """
        printed = [line for line in lines if line]
        widest = max(map(len, printed), default=0)
        breaks = narrow and any(self._bare(a, b, widest) for a, b in pairwise(printed))
        for n in full() if breaks else ():
            a, b = lines[n], lines[n + 1].partition(" ")[0]
            if (
                b[:1].islower()
                and len(a + b) <= COMPOUND
                and all(len(w) >= HALF and frequency(w.lower()) >= WORD for w in (a, b))
            ):
                return f"'{a} {b}' or '{a}{b}'"
        for a, b in pairwise(printed):
            pair = _pair(a, b)
            if pair and a[-1] != SOFT_HYPHEN and self._judge(*pair, narrow=narrow) is Break.OPEN:
                return f"'{pair[0]}-{pair[1]}' or '{pair[0]}{pair[1]}'"
            if narrow and _CODE_BEGUN.match(a) and _CODE_ENDED.match(b):
                return f"'{a} {b}' or '{a}{b}'"
            if (
                narrow
                and not pair
                and (self._bare(a, b, widest) is Break.OPEN or (breaks and self._rest(a, b, widest)))
            ):
                return f"'{a.split()[-1]} {b.split()[0]}' or '{a.split()[-1]}{b.split()[0]}'"
        return None

    def _rest(self, above: str, below: str, widest: int) -> bool:
        """Whether a line begins in small letters with no word, in a cell that breaks words: `mast` / `erplan`."""
        last, first = _LAST_PLAIN.search(above), _FIRST_PLAIN.match(below)
        if not last or not first or not first[0].islower() or frequency(first[0]) >= WORD or first[0] in self._words:
            return False
        fits = len(above.split()[-1]) + len(below.split()[0]) < FITS * widest
        return not fits and self._bare(above, below, widest) is not Break.BROKEN

    def _append(self, out: str, line: str, bare: bool) -> str:
        pair = _pair(out, line)
        if pair is not None:
            verdict = self._judge(*pair)
            broken = verdict is Break.BROKEN or (verdict is Break.OPEN and self._breaks_words)
            return (out[:-1] if out[-1] == SOFT_HYPHEN or broken else out) + line
        if out[-1] in HYPHENS and len(out) > 1 and out[-2].isalnum():
            return out + line
        return f"{out}{line}" if bare or _CLOSING.match(line) or _breaks_figures(out, line) else f"{out} {line}"

    def _proven(self, before: str, after: str) -> bool:
        """Whether the document itself proves that the word has no hyphen.

        It does where the word stands whole elsewhere and its second half never alone.
        """
        return before + after in self._words and f"{before}-{after}" not in self._words and after not in self._words

    def _judge(self, before: str, after: str, *, narrow: bool = False) -> Break:
        if f"{before}-{after}" in self._words or before[-1:].isdigit() or after[:1].isdigit():
            return Break.COMPOUND
        if self._proven(before, after):
            return Break.BROKEN if self._breaks_words or not _two_words(before, after) else Break.OPEN
        before = before.rpartition("-")[2]
        if len(before) == 1:  # `e-` / `newsletter`: nobody breaks a word behind its first letter
            return Break.COMPOUND
        if is_prefix(before) and is_hyphened(before + after):
            return Break.OPEN if self._breaks_words else Break.COMPOUND
        whole, halves = frequency(before + after), min(frequency(before), frequency(after))
        if before + after in self._words:
            whole = max(whole, WORD)
        if whole < WORD:
            unsure = self._breaks_words or (narrow and not self._keeps_words)
            return Break.OPEN if halves < WORD or unsure else Break.COMPOUND
        if whole >= COMMONER * halves and (not is_prefix(before) or frequency(after) < WORD):
            return Break.BROKEN
        compound = is_prefix(before) or ends_compounds(after)
        if self._breaks_words and not means_both(before + after) and (whole >= USUAL or not compound):
            return Break.BROKEN
        return Break.OPEN

    def _bare(self, above: str, below: str, widest: int) -> Break | None:
        """What becomes of the last letters of `above` and the first of `below` in a column too narrow for its words.

        Broken when they are a word together and hardly two apart, open when one of them is no word; None: two words.
        `widest` is the length of the widest line of the cell, in characters.
        """
        last, first = _LAST_PLAIN.search(above), _FIRST_PLAIN.match(below)
        if not last or not first or not first[0][0].islower():
            return None
        a, b = last[0].lower(), first[0]
        if len(b) == 1 and b not in ALONE and frequency(a + b) >= WORD:
            return Break.BROKEN
        if len(above.split()[-1]) + len(below.split()[0]) < FITS * widest:
            return None
        commonness = [max(frequency(w), WORD if w in self._words else 0) for w in (a, b)]
        whole = max(frequency(a + b), COMMONER * WORD if a + b in self._words else 0)
        if whole >= WORD and (is_suffix(b) or whole >= COMMONER * min(commonness)):
            return Break.BROKEN
        if whole >= WORD and len(above.split()) == 1:  # `Program` / `me`, alone on its line
            return Break.OPEN
        if (
            whole < WORD
            and ((commonness[0] >= WORD and last[0].islower()) or commonness[1] >= WORD)
            and len(b) >= WHOLE
        ):
            return None
        return Break.OPEN if min(commonness) < WORD else None


def _breaks_figures(above: str, below: str) -> bool:
    """Whether a date or a sum that is none by itself ends `above` and goes on in `below`."""
    if not (below[0].isdigit() and (above[-1].isdigit() or above[-1] in "/.-,")):
        return False
    begun, rest = above.split()[-1], below.split()[0]
    if _DATE.match(begun + rest):
        return len(rest) != 2 or begun[-3:-2] not in "/.-" or len(below.split()) == 1
    return bool(_SUM.match(begun + rest)) and not _SUM.match(begun) and "," in begun


def _two_words(before: str, after: str) -> bool:
    """Whether both halves are words by far commoner than the whole, which a plan may write either way.

    `front` and `line` are 270 times as common as `frontline`; of a plan's `frontline staff` and `front-` / `line
    services` the one proves nothing of the other where no other word is broken.
    """
    whole = frequency(before + after)
    return min(frequency(before), frequency(after)) >= COMMONER * max(whole, WORD)


def _common_whole(before: str, after: str) -> bool:
    """Whether the halves make a common word and the first is not one that forms compounds."""
    before = before.rpartition("-")[2]
    return not is_prefix(before) and frequency(before + after) >= WORD


def _pair(above: str, below: str) -> tuple[str, str] | None:
    """The halves on both sides of a hyphen at the line's end, in lower case; None where there is no such hyphen.

    Nobody breaks a word before a capital: the hyphen of `Pryce-` / `Jones` is its own.
    """
    if above[-1:] not in HYPHENS:  # as nearly all lines: asked for every line of a document
        return None
    last, first = _LAST.search(above), _FIRST.match(below)
    if not last or not first or (last[1][-1].islower() and first[0][0].isupper()):
        return None
    return last[1].lower(), first[0].lower()
