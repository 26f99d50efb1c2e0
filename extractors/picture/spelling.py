"""Letters of one shape told apart by the word they stand in, and words that only a misreading makes unknown.

A word is known when English has it or the document prints it surely elsewhere. An unknown word is mended only where
exactly one known word lies one or two listed confusions away; each mended letter says so, and is less sure for it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise, product

from rapidfuzz.distance import Levenshtein

from extractors.picture.chars import ReadChar
from extractors.picture.confusions import confusions
from extractors.picture.lines import ReadLine
from extractors.printed.words import frequency

# Letters read at least this surely, in a word seen this often, make the word one of the document's own.
SURELY, OFTEN = 0.98, 2
# Shorter words have too many neighbours to be mended by any but letters of one shape.
LONG_ENOUGH = 5
MOST_CHANGES = 2
_SIGNS = ".,;:!?()'\"‘’“”"
_LETTERS = re.compile(r"[A-Za-z|01]")
# A Roman numeral of strokes before a point and a figure.
_NUMERAL = re.compile(r"(?<!\S)(?=\d*[Il|])[Il|1]{2,3}(?=\.\d)")


def settle(pages: Sequence[Sequence[ReadLine]]) -> list[tuple[ReadLine, ...]]:
    """The lines of a document's pages with their confusable letters settled; the rest as it was."""
    own = own_words(line for lines in pages for line in lines)
    return [tuple(_settled(line, own) for line in lines) for lines in pages]


def is_word(text: str, own: frozenset[str]) -> bool:
    """Whether the language knows `text` in this case, or the document does (`own`)."""
    return _likely(text, own) == KNOWN


def own_words(lines: Iterable[ReadLine]) -> frozenset[str]:
    """The words (in small letters) that the lines print surely and more than once."""
    seen = Counter(
        _text(word).lower()
        for line in lines
        for word in _words(line.chars)
        if len(word) > 2 and all(c.agreed and c.probability >= SURELY for c in word)
    )
    return frozenset(word for word, count in seen.items() if count >= OFTEN)


def _words(chars: Sequence[ReadChar]) -> Iterator[Sequence[ReadChar]]:
    """Runs of letters, and of what is read for letters, without a space inside."""
    start = 0
    for n in range(len(chars) + 1):
        if n == len(chars) or chars[n].spaced or not _LETTERS.fullmatch(chars[n].text):
            if n > start:
                yield chars[start:n]
            start = n if n < len(chars) and _LETTERS.fullmatch(chars[n].text) else n + 1


def _text(word: Sequence[ReadChar]) -> str:
    return "".join(c.text for c in word)


def _settled(line: ReadLine, own: frozenset[str]) -> ReadLine:
    chars: list[ReadChar] = list(line.chars)
    at = {id(c): n for n, c in enumerate(chars)}
    others = re.findall(r"[A-Za-z|01]+", line.other)
    for word in list(_words(line.chars)):
        told = _text(word)
        better = _mended(told, own) or told
        # Two looks that differ leave no doubt where only one of them saw a word.
        sure = len(told) >= LONG_ENOUGH - 1 and _likely(better, own) == KNOWN and not _rivals(better, others, own)
        for char, letter in zip(word, better, strict=True):
            place = at[id(char)]
            if char.text != letter:
                kind = "alike" if letter in confusions().alike.get(char.text, "") else "near"
                chars[place] = replace(char, text=letter, mended=kind, agreed=char.agreed or sure)
            elif sure:
                chars[place] = replace(char, agreed=True, in_word=True)
    return replace(line, chars=tuple(_without_specks(_numerals(chars))))


def _without_specks(chars: Sequence[ReadChar]) -> Sequence[ReadChar]:
    """The characters without accents in small words that only without them are known: specks of dirt, as in `ráte`."""
    if all(c.text.isascii() for c in chars):
        return chars
    result = list(chars)
    starts = [0, *(n for n, c in enumerate(chars) if n and c.spaced), len(chars)]
    for start, end in pairwise(starts):
        word = _text(chars[start:end]).strip(_SIGNS)
        bare = _bare(word)
        if bare == word or not word.islower() or frequency(word) or not frequency(bare) or len(word) < LONG_ENOUGH - 1:
            continue
        for n in range(start, end):
            letter = _bare(chars[n].text)
            if letter != chars[n].text and letter.isalpha():
                result[n] = replace(chars[n], text=letter, mended="near")
    return result


def _bare(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


def _numerals(chars: Sequence[ReadChar]) -> Sequence[ReadChar]:
    """The characters with strokes before a point and a figure made one kind: `Ill.1` begins with no word, but is III.1.

    Nothing is changed where all strokes were read as figures: 11.1 is a code, too.
    """
    line = "".join((" " if c.spaced else "") + c.text[0] for c in chars)
    whose = [n for n, c in enumerate(chars) for _ in range(1 + c.spaced)]
    result = list(chars)
    for found in _NUMERAL.finditer(line):
        for n in {whose[place] for place in range(*found.span())}:
            if chars[n].text != "I":
                result[n] = replace(chars[n], text="I", mended="alike")
    return result


def _rivals(word: str, others: Sequence[str], own: frozenset[str]) -> bool:
    """Whether the other look saw another known word, of about the same length, that it did not see as this one."""
    if word in others:
        return False
    return any(abs(len(o) - len(word)) <= 1 and _likely(o, own) == KNOWN and _near(o, word) for o in others)


def _near(a: str, b: str) -> bool:
    """Whether two words differ in few letters."""
    return Levenshtein.distance(a, b, score_cutoff=MOST_CHANGES) <= MOST_CHANGES


@lru_cache(maxsize=4096)
def _mended(word: str, own: frozenset[str]) -> str | None:
    """The word that `word` is a misreading of, None where it is as good as any."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or sum(c.isdigit() for c in word) > len(letters):
        return None
    shapes = confusions().alike
    twins = {"".join(t) for t in product(*(c + shapes.get(c, "") for c in word))} if _few(word, shapes) else {word}
    likely = sorted(twins, key=lambda t: (-_likely(t, own), t != word, t))
    if _likely(likely[0], own) > _likely(word, own):
        return likely[0]
    if len(word) < LONG_ENOUGH or _likely(word, own) > 0:
        return None
    known = {t for t in _neighbours(word) if _likely(t, own) >= KNOWN}
    return known.pop() if len(known) == 1 else None


# How likely a spelling is: unknown, an acronym, a known word.
ACRONYM, KNOWN = 1, 2


def _likely(word: str, own: frozenset[str]) -> int:
    """Whether the word is known in this case, or at least can be an acronym."""
    if not word.isalpha():
        return 0
    if word in ("Al", "AI"):  # one shape: a first name that plans do not print, an acronym that most do
        return KNOWN if word == "AI" else 0
    regular = word.islower() or word.istitle() or word.isupper()
    if regular and (frequency(word.lower()) > 0 or word.lower() in own):
        return KNOWN
    # EIAs, KPIs, UKREIIF: capitals, with or without a plural's s.
    return ACRONYM if len(word) > 1 and (word.isupper() or (word[:-1].isupper() and word[-1] == "s")) else 0


def _few(word: str, shapes: dict[str, str]) -> bool:
    return 0 < sum(c in shapes for c in word) <= 5


def _neighbours(word: str) -> Iterator[str]:
    near = confusions().near
    places = [n for n, c in enumerate(word) if c in near]
    for count in range(1, MOST_CHANGES + 1):
        for chosen in combinations(places, count):
            for letters in product(*(near[word[n]] for n in chosen)):
                changed = list(word)
                for n, letter in zip(chosen, letters, strict=True):
                    changed[n] = letter
                yield "".join(changed)
