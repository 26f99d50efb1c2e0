"""The labels of cards: at the head of lines, or several on one line of facts, and which of them begins a card."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from extractors.headings.headings import sure_match
from extractors.headings.labels import label_of, question_of, unnumbered
from extractors.headings.shapes import CODE
from extractors.headings.vocabulary import theme_pattern
from extractors.page import Glyphs, Ints
from extractors.printed.chunks import Chunk, chunk_lines, make_chunk

# So many cards with the same labels make a pattern.
FEWEST = 2
# Lines of one text follow each other within so many font sizes; a title stands at most so many above its labels.
LEADING, ABOVE = 1.65, 3.6
# Labels of one column of cards begin within so many points of each other.
SAME_EDGE = 3.0
# Paragraphs of one text, of the same size to this many points, within so many font sizes.
SAME_SIZE, PARAGRAPH = 0.3, 2.6
# A title stands at most so many points left or right of its labels.
INDENT = 14.0
# A value stands level with its label to so many points, and at most so many font sizes behind it.
LEVEL, NEXT = 1.0, 14.0
# The number in a badge beside a title stands at most so many font sizes over or under a line of it, and left of it; its
# letters differ from the title's by so many points.
BADGE, BESIDE, OTHER_SIZE = 1.0, 2.5, 0.5

# The signs between the facts of one line: `Lead: Head of Place | By: March 2026 | Status: Green`.
_BETWEEN = re.compile(r"[|\u00a6\u2022\u00b7\u2016]")


@dataclass(frozen=True)
class Label:
    """A chunk of a line that begins with a label, its words, and where its line begins (x, in points).

    `abreast` says that it stands over a column of its own, further right on the line of other labels of its card.
    """

    chunk: Chunk
    words: str
    edge: float
    abreast: bool = False

    @property
    def told(self) -> str:
        """What stands after it on its line."""
        return self.chunk.text.partition(self.sign)[2].strip()

    @property
    def sign(self) -> str:
        """What ends it: a colon, or the question mark of its words."""
        return "?" if self.words.endswith("?") else ":"

    @property
    def leads(self) -> bool:
        """Whether it stands at the head of its line."""
        return self.chunk.x0 == self.edge


def labelled_chunks(glyphs: Glyphs, free: Ints) -> tuple[list[Chunk], list[Label]]:
    """The chunks among the glyphs `free` (indices), those of several facts parted, and the labels among them.

    Lines that announce a theme (`Priority 2: Cleaner water`), which look like a label that comes once, are left out.
    """
    chunks: list[Chunk] = []
    labels: list[Label] = []
    for line in chunk_lines(glyphs, free):
        for chunk in (part for whole in line.chunks for part in _badge_parted(glyphs, whole)):
            parts = _facts(glyphs, chunk)
            chunks += parts
            labels += [Label(c, words, chunk.x0) for c in parts if (words := label_of(c.text) or question_of(c.text))]
    counts = Counter(k.words for k in labels)
    themes = {id(k.chunk) for k in labels if counts[k.words] == 1 and theme_pattern().match(k.chunk.text)}
    labels = _without_values(_without_titles([k for k in labels if id(k.chunk) not in themes]))
    return [c for c in chunks if id(c) not in themes], _unnumbered(labels)


def _without_titles(labels: Sequence[Label]) -> list[Label]:
    """The labels without titles with a colon: those that come seldom, and are set otherwise than all that come often.

    Of `Libraries: Move the reading room` in bold letters over plain labels, thirteen titles lost their first lines.
    """
    counts = Counter(k.words for k in labels)
    often = max(counts.values(), default=0) / 2
    usual = [k.chunk for k in labels if counts[k.words] >= max(FEWEST, often)]
    return [k for k in labels if not usual or unnumbered(k.words) != k.words or any(_alike(k.chunk, c) for c in usual)]


def _alike(one: Chunk, other: Chunk) -> bool:
    """Whether two texts are as bold and as large as each other."""
    return one.bold == other.bold and abs(one.size - other.size) < OTHER_SIZE


def _without_values(labels: Sequence[Label]) -> list[Label]:
    """The labels without those right after one that stands alone, and comes twice as often: they begin its value.

    `Lead officer:   Strategic Lead: Climate` names the officer of the climate.
    """
    counts = Counter(k.words for k in labels)
    bare = [k for k in labels if not k.told]
    return [
        k
        for k in labels
        if not any(
            abs(o.chunk.baseline - k.chunk.baseline) < LEVEL
            and o.chunk.x1 < k.chunk.x0 < o.chunk.x1 + NEXT * k.chunk.size
            and counts[o.words] >= FEWEST * counts[k.words]
            for o in bare
        )
    ]


def _facts(glyphs: Glyphs, chunk: Chunk) -> list[Chunk]:
    """The parts of a line of facts, each after the first with a label; the first may be the rest of a fact before."""
    if not _BETWEEN.search(chunk.text):
        return [chunk]
    inked: list[int] = chunk.glyphs[glyphs.ink[chunk.glyphs]].tolist()
    stretches = groupby(inked, key=lambda n: bool(_BETWEEN.match(glyphs.text[n])))
    parts = [make_chunk(glyphs, np.array(list(own)), chunk.glyphs) for between, own in stretches if not between]
    return parts if len(parts) > 1 and all(label_of(p.text) for p in parts[1:]) else [chunk]


def with_abreast(edges: Sequence[list[Label]]) -> list[list[Label]]:
    """The labels by where they begin, from left to right, those of facts set abreast in a card put to its first ones.

    Such facts have other labels than what stands further left, and each is level with a label of that; cards abreast
    have the same labels.
    """
    found: list[list[Label]] = []
    for own in edges:
        home = next((more for more in reversed(found) if _level_with(own, more)), None)
        if home is None:
            found.append(own)
        else:
            home += [replace(k, edge=home[0].edge, abreast=True) for k in own]
    return found


def _level_with(labels: Sequence[Label], others: Sequence[Label]) -> bool:
    """Whether labels, none of which leads a line of the others, each stand on a line with others of those.

    Boxes that are as wide as their own texts set such facts at other places in every card.
    """
    if {k.words for k in labels} & {k.words for k in others if not k.abreast}:
        return False
    level = [[o for o in others if abs(o.chunk.baseline - k.chunk.baseline) < k.chunk.size / 2] for k in labels]
    return all(own and k.words not in {o.words for o in own} for k, own in zip(labels, level, strict=True))


def _unnumbered(labels: Sequence[Label]) -> list[Label]:
    """The labels, numbers left out of those that number the records (`Action 1`, `Action 2`) and come but once."""
    bare = [unnumbered(k.words) for k in labels]
    counts = Counter(k.words for k in labels)
    again = {b for k, b in zip(labels, bare, strict=True) if b != k.words and counts[k.words] > 1}
    return [replace(k, words=b) if b != k.words and b not in again else k for k, b in zip(labels, bare, strict=True)]


def head_of(labels: Sequence[Label], chunks: Sequence[Chunk]) -> str:
    """The words of the label that begins each card of a column.

    It names the title, or has one above it most often; a page may begin in the middle of a card. It comes again: a
    title such as `Quayside Council: delivery plan` looks like a label too.
    """
    counts = Counter(k.words for k in labels)
    again = [words for words, n in counts.items() if n >= FEWEST] or [labels[0].words]
    if own := next((words for words in again if is_title(words)), None):
        return own
    near = {k.edge: [c for c in chunks if abs(c.x0 - k.edge) <= INDENT] for k in labels if k.leads}
    titled = Counter(k.words for k in labels if k.leads and title_over(near[k.edge], k))
    return max(again, key=lambda words: titled[words])


def title_over(chunks: Sequence[Chunk], label: Label) -> list[Chunk]:
    """The lines of the title right above the first label of a card, top to bottom; none where the label names it."""
    level = label.chunk.baseline - label.chunk.size / 2
    above = sorted((c for c in chunks if c.baseline < level), key=lambda c: (c.baseline, c.x0))
    return [] if is_title(label.words) else title_above(above, label.chunk)


def is_title(words: str) -> bool:
    """Whether the words of a label surely name the title of a record."""
    return (match := sure_match(words)) is not None and match.field == "title"


def title_above(above: Sequence[Chunk], first: Chunk) -> list[Chunk]:
    """The lines right above a card's first label that look alike, top to bottom."""
    found: list[Chunk] = []
    for c in reversed([c for c in above if not _numbers(c, above)]):
        last = found[-1] if found else first
        near = last.baseline - c.baseline < (LEADING if found else ABOVE) * c.size
        labelled = bool(label_of(c.text) or question_of(c.text)) and _alike(c, first)
        if not near or labelled or (found and not _alike(c, last)):
            break
        found.append(c)
    return found[::-1]


def number_of(chunks: Sequence[Chunk], title: Sequence[Chunk]) -> Chunk | None:
    """The number or code in the badge beside a card's title, which may be set lower than its first line."""
    return next((c for c in chunks if _numbers(c, title)), None)


def _numbers(chunk: Chunk, beside: Sequence[Chunk]) -> bool:
    """Whether a chunk is a code and stands close to the left of one of the others, near its line."""
    return bool(CODE.match(chunk.text)) and any(
        abs(c.baseline - chunk.baseline) < BADGE * c.size and 0 < c.x0 - chunk.x1 < BESIDE * c.size
        for c in beside
        if c is not chunk and not c.value
    )


def _badge_parted(glyphs: Glyphs, chunk: Chunk) -> list[Chunk]:
    """A chunk that begins with a code in letters of another size, as a badge has them, as two."""
    inked = chunk.glyphs[glyphs.ink[chunk.glyphs]]
    size = glyphs.size[inked]
    at = int(np.argmax(np.abs(size - size[0]) > OTHER_SIZE))
    first = glyphs.string(inked[:at])
    if not (at and CODE.match(first) and np.ptp(size[at:]) < OTHER_SIZE):
        return [chunk]
    return [make_chunk(glyphs, part, chunk.glyphs) for part in (inked[:at], inked[at:])]
