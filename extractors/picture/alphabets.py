"""The letters of fonts that name none, told from what they look like.

A font without names for its letters still prints each of them alike wherever it stands. So some lines in it are read
as pictures, each letter of which says what one number of the font is; where they agree, every other glyph with that
number is known without being looked at, with its place, its size and the spaces around it as the text has them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractors.page import UNKNOWN, Glyphs, Ints, Page
from extractors.pdf.letters import ENOUGH, untold
from extractors.pdf.pdfium import open_document
from extractors.picture.chars import ALIKE
from extractors.picture.engine import Char, Image, read_line
from extractors.picture.image import POINTS_PER_INCH, SHARP, drawn
from extractors.picture.lines import NARROWER, WIDER

# A glyph of a font: the font's name and the number that the font has for it.
Key: TypeAlias = tuple[str, int]
# A space that PDFium made where letters stand apart: it has no width, and its number may be a letter's.
NO_GLYPH: Key = ("", 0)
# What was read of a glyph: how probable each reading was, added up.
Votes: TypeAlias = dict[str, float]

# Each glyph is looked at in so many lines, where there are. One line is looked at as it is, and where it is all that
# there is of a glyph, stretched otherwise too.
LOOKS = 5
STRETCHES = (1.0, WIDER, NARROWER)
# No more lines than this are looked at: what is still unseen after them stays unknown.
MOST = 600
# A line to be looked at is cut after so many letters, and where more than this many font sizes of white part it.
LONGEST, APART = 48, 1.2
# Glyphs of one line have baselines this near, in font sizes.
LEVEL = 0.2
# Around a line's letters, in font sizes, so much is looked at with them.
ABOVE, BELOW, BESIDE = 0.95, 0.32, 0.12
# How far (of 255) the darkest part of a glyph's place stands off the lightest where it prints anything, without its
# outermost parts, into which its neighbours reach.
INK, EDGE = 40, 0.2
# Fewer pixels than this, either way, hold no line.
SMALLEST = 4
# A letter is sure where so much of what was read of it agrees, in so many looks at least.
AGREED, ENOUGH_LOOKS = 0.8, 2.0
# What a reading is worth where a line has not as many letters as glyphs; one glyph is no more letters than this.
BY_PLACE, LONGEST_LIGATURE = 0.5, 3
# One letter that was read of two glyphs of a font is the one's that it was so many times as often read of.
SURER = 3.0
UNSURE = 0.5
# What ASCII numbers a space.
SPACE = 0x20
# In font sizes: a letter lies within this of its baseline, above and below, and takes so much room with a space.
RISE, FALL, NARROWEST = 0.86, 0.28, 0.4
# A page of which more than this part of the letters stays unknown or unsure is a picture after all.
LEFT = 0.03


class _Line(NamedTuple):
    """Glyphs beside each other: the place of their page in the document, and which they are, from left to right."""

    place: int
    glyphs: Ints


class _Look(NamedTuple):
    """What was read of a line: its glyphs that print anything, their middles (0 to 1 of its width), and the letters.

    `blank` are its glyphs that print nothing.
    """

    keys: list[Key]
    middles: NDArray[np.float64]
    chars: list[Char]
    blank: list[Key]


class _Letter(NamedTuple):
    """What a glyph is, and whether that is sure."""

    text: str
    sure: bool


UNTOLD = _Letter(UNKNOWN, False)


class _Texts:
    """The glyphs of some pages of a document, as their fonts call them, by the page's place in it."""

    def __init__(self, path: Path, pages: Sequence[Page]) -> None:
        self.path, self.pages = path, pages
        self.glyphs = {n: g for n, page in enumerate(pages) if (g := untold(page)) is not None}
        self.keys = {n: _keys(g) for n, g in self.glyphs.items()}
        level = {n: g for n, g in self.glyphs.items() if not pages[n].straightened}
        self.lines = [line for n, g in level.items() for line in _lines(n, g)]

    def of(self, line: _Line) -> tuple[Key, ...]:
        """The glyphs of a line, from left to right."""
        keys = self.keys[line.place]
        indices: list[int] = line.glyphs.tolist()
        return tuple(keys[n] for n in indices)

    def drawn(self, place: int, per_point: float) -> Image:
        """A page as pixels, so many to a point."""
        with open_document(self.path) as document:
            loaded: Any = document[self.pages[place].number - 1]
            with closing(loaded):
                return drawn(loaded, per_point)


def with_told_letters(path: Path, pages: Sequence[Page]) -> list[Page]:
    """`pages` of the PDF at `path`, with the letters that their fonts do not name as far as their shapes tell them.

    A page whose letters are told is no longer `letterless`; letters that are not sure have a low `confidence`.
    """
    texts = _Texts(path, pages)
    read = [pair for n, g in texts.glyphs.items() for pair in zip(texts.keys[n], g.text, strict=True)]
    fonts = {font for (font, _), text in read if text == UNKNOWN}
    every = {key for keys in texts.keys.values() for key in keys} - {NO_GLYPH}
    nameless = {key for key in every if key[0] in fonts}
    # nor is what the other fonts of such pages say believed unread
    nameless |= _untrue(_votes(_looks(texts, every - nameless, 1)), texts)
    looks = _looks(texts, nameless, LOOKS)
    # what lies between known letters is a ligature's
    alphabet = _alphabet(_votes(looks, _alphabet(_votes(looks))))
    told = list(pages)
    for n, g in texts.glyphs.items():
        letters = [alphabet.get(key, UNTOLD) if key in nameless else None for key in texts.keys[n]]
        unsure = np.array([letter is not None and not letter.sure for letter in letters], dtype=np.bool_)
        if int(unsure.sum()) < max(ENOUGH, LEFT * len(g)) and not _lacks_letters(texts, n, alphabet):
            text = [given if letter is None else letter.text for given, letter in zip(g.text, letters, strict=True)]
            known = replace(g, text=text, confidence=np.where(unsure, UNSURE, 1.0))
            told[n] = replace(pages[n], glyphs=known, letterless=False, untold=None)
    return told


def _keys(g: Glyphs) -> list[Key]:
    codes: list[int] = [] if g.code is None else g.code.tolist()
    wide: list[bool] = (g.x1 > g.x0).tolist()
    each = zip(g.font.tolist(), codes, wide, strict=True)
    return [(g.fonts[font], code) if is_wide else NO_GLYPH for font, code, is_wide in each]


def _lines(place: int, g: Glyphs) -> Iterator[_Line]:
    """The glyphs of a page line by line, in the order of the text; those on their side are left out."""
    upright = np.flatnonzero((g.turn == 0) & (g.x1 > g.x0))
    size = np.maximum(g.size[upright[1:]], 1.0)
    gap = (g.x0[upright[1:]] - g.x1[upright[:-1]]) / size
    parted = (np.abs(np.diff(g.baseline[upright])) > LEVEL * size) | (np.abs(gap) > APART)
    for run in np.split(upright, np.flatnonzero(parted) + 1):
        for start in range(0, len(run), LONGEST):
            yield _Line(place, run[start : start + LONGEST])


def _looks(texts: _Texts, wanted: Collection[Key], looks: int) -> list[_Look]:
    """So many looks at each of the glyphs that are `wanted`, where it stands in so many lines."""
    found: list[_Look] = []
    chosen, seen = _chosen(texts, wanted, looks)
    per_point = SHARP / POINTS_PER_INCH
    for place, lines in groupby(chosen, key=lambda line: line.place):
        pixels = texts.drawn(place, per_point)
        for line in lines:
            rare = any(key in wanted and seen[key] < looks for key in texts.of(line))
            found += _looked_at(pixels, per_point, texts, line, STRETCHES if rare else STRETCHES[:1])
    return found


def _chosen(texts: _Texts, wanted: Collection[Key], looks: int) -> tuple[list[_Line], Counter[Key]]:
    """The lines to be looked at, until each glyph was seen so often, none that repeats another; and how often it is."""
    seen: Counter[Key] = Counter()
    known: set[tuple[Key, ...]] = set()
    chosen: list[_Line] = []
    for line in texts.lines:
        own = texts.of(line)
        if len(own) > 1 and own not in known and any(key in wanted and seen[key] < looks for key in own):
            known.add(own)
            seen.update(own)
            chosen.append(line)
            if len(chosen) == MOST:
                break
    return chosen, seen


def _looked_at(
    pixels: Image, per_point: float, texts: _Texts, line: _Line, stretches: Sequence[float]
) -> Iterator[_Look]:
    """What is seen of a line of the page that `pixels` show."""
    g, index = texts.glyphs[line.place], line.glyphs
    size = float(np.median(g.size[index]))
    top, bottom = float(g.baseline[index].min()) - ABOVE * size, float(g.baseline[index].max()) + BELOW * size
    left, right = float(g.x0[index].min()) - BESIDE * size, float(g.x1[index].max()) + BESIDE * size
    x0, y0, x1, y1 = (max(0, round(v * per_point)) for v in (left, top, right, bottom))
    crop = np.ascontiguousarray(pixels[y0:y1, x0:x1])
    if min(crop.shape[:2]) < SMALLEST:
        return
    inked: list[int] = []
    blank: list[int] = []
    for n in index.tolist():
        start, end = float(g.x0[n]) * per_point - x0, float(g.x1[n]) * per_point - x0
        edge = EDGE * (end - start)
        part = crop[:, max(0, int(start + edge)) : int(end - edge) + 1]
        # black on amber differs in red and green alone
        (inked if part.size and int(np.ptp(part, axis=(0, 1)).max()) > INK else blank).append(n)
    keys = texts.keys[line.place]
    middles = (g.x_mid[inked] * per_point - x0) / crop.shape[1]
    for stretch in stretches:
        chars = read_line(crop, stretch) if inked else []
        yield _Look([keys[n] for n in inked], middles, chars, [keys[n] for n in blank])


def _votes(looks: Sequence[_Look], alphabet: Mapping[Key, _Letter] | None = None) -> Mapping[Key, Votes]:
    """What was read of each glyph; what prints nothing is a space.

    Each letter is the glyph's that it is nearest, unless the line has as many letters as glyphs. Where an `alphabet` is
    known already, those between the letters that it knows are the glyph's that is between them.
    """
    votes: defaultdict[Key, Votes] = defaultdict(lambda: defaultdict(float))
    for look in looks:
        for key in look.blank:
            votes[key][" "] += 1
        for n, text, chance in _between(look, alphabet) if alphabet else _by_place(look):
            votes[look.keys[n]][text] += chance
    return votes


def _by_place(look: _Look) -> Iterator[tuple[int, str, float]]:
    if len(look.keys) == len(look.chars):
        yield from ((n, char.text, char.probability) for n, char in enumerate(look.chars))
        return
    nearest = [int(np.abs(look.middles - char.at).argmin()) for char in look.chars]
    for glyph, own in groupby(zip(nearest, look.chars, strict=True), key=lambda pair: pair[0]):
        mine = [char for _, char in own]
        yield glyph, "".join(c.text for c in mine), BY_PLACE * min(c.probability for c in mine)


def _between(look: _Look, alphabet: Mapping[Key, _Letter]) -> Iterator[tuple[int, str, float]]:
    letters = [alphabet.get(key, UNTOLD) for key in look.keys]
    known = "".join(x.text if x.sure and len(x.text) == 1 else UNKNOWN for x in letters)
    ops = Levenshtein.opcodes(known, "".join(char.text for char in look.chars))
    for _, part in groupby(ops, key=lambda op: op.tag == "equal"):
        run = list(part)
        glyphs = range(run[0].src_start, run[-1].src_end)
        chars = look.chars[run[0].dest_start : run[-1].dest_end]
        if len(glyphs) == len(chars):
            yield from ((n, char.text, char.probability) for n, char in zip(glyphs, chars, strict=True))
        elif len(glyphs) == 1 and chars:
            yield glyphs[0], "".join(c.text for c in chars), min(c.probability for c in chars)


def _untrue(votes: Mapping[Key, Votes], texts: _Texts) -> set[Key]:
    """The glyphs whose letters, as their fonts give them, are not those that were read of them."""
    given = {k: text for n, g in texts.glyphs.items() for k, text in zip(texts.keys[n], g.text, strict=True)}
    return {key for key, read in votes.items() if read.get(given[key], 0.0) < AGREED * sum(read.values())}


def _alphabet(votes: Mapping[Key, Votes]) -> dict[Key, _Letter]:
    """What each glyph is by the `votes` for it; of two of a font that look like one letter, only one is sure to be it.

    PDFium parts some ligatures: their letters have codes of their own, which are the letters'.
    """
    best = {key: max(read.items(), key=lambda item: item[1]) for key, read in votes.items()}
    own = {key for key, (text, _) in best.items() if len(text) == 1 and ord(text) == key[1]}
    alike: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for key in best.keys() - own:
        alike[key[0], best[key][0]].append((best[key][1], key[1]))
    alphabet: dict[Key, _Letter] = {}
    for key, (text, count) in best.items():
        # the same number is the same glyph, whether PDFium has a letter for it or not
        others = (n for n, code in alike[key[0], text] if code not in (key[1], ~key[1]))
        rivals = key not in own and text.isalnum() and any(SURER * n > count for n in others)
        # straight quotes and curly ones, hyphens and dashes count as one
        like = sum(n for read, n in votes[key].items() if read.translate(ALIKE) == text.translate(ALIKE))
        plain = like >= ENOUGH_LOOKS and len(text) <= LONGEST_LIGATURE and not rivals
        alphabet[key] = _Letter(text, like >= AGREED * sum(votes[key].values()) and (plain or not text.strip()))
    return alphabet


def _lacks_letters(texts: _Texts, place: int, alphabet: Mapping[Key, _Letter]) -> bool:
    """Whether the picture of a page shows letters where its text has none.

    PDFium leaves out what it takes for a second space: any glyph whose number is the space's, where it begins a word.
    """
    taken = [key for key in set(texts.keys[place]) if key[1] in (SPACE, ~SPACE)]
    if not any(alphabet[key].text.strip() for key in taken if key in alphabet):
        return False
    g, page, per_point = texts.glyphs[place], texts.pages[place], SHARP / POINTS_PER_INCH
    drawings = np.array([*page.images, *(mark.box for mark in page.marks)]).reshape(-1, 4)
    pixels = texts.drawn(place, per_point).astype(np.int64)
    wide = g.x1 > g.x0
    for n in np.flatnonzero((g.turn == 0) & wide).tolist():
        size, base, end = float(g.size[n]), float(g.baseline[n]), float(g.x0[n])
        # what stands before it, up to the letter before, or a sign; the ends of a pill that it is in are round as well
        before = wide & (np.abs(g.baseline - base) < size) & (g.x0 < end)
        beside = (drawings[:, 0] < end) & (drawings[:, 1] < base) & (drawings[:, 3] > base - size)
        start = max(end - size, float(g.x1[before].max(initial=0.0)), float(drawings[beside, 2].max(initial=0.0)))
        if end - start < NARROWEST * size:
            continue
        inner = end - EDGE * (end - start)
        edges = (base - RISE * size, base + FALL * size, start, inner)
        top, bottom, left, right = (max(0, round(v * per_point)) for v in edges)
        part = pixels[top : bottom + 1, left + 1 : right]
        if not part.size:
            continue
        # lines and edges of paint run on above and below where a letter ends
        ends = np.abs(part[0] - part[-1]).max(axis=1) < INK
        if (ends & (np.abs(part - part[0]).max(axis=(0, 2)) > INK)).any():
            return True
    return False
