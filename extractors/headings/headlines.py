"""Lines of known headings that announce a table, whatever is drawn around them."""

from collections.abc import Sequence

import numpy as np

from extractors.headings.headings import match_heading, sure_match
from extractors.headings.shapes import CODES, QUARTER
from extractors.page import Box, Page
from extractors.printed.chunks import Chunk, ChunkLine, chunk_lines

# So many known headings of different fields, and this part of all texts on their lines, announce a table.
KNOWN, PART = 3, 0.6
# So many texts on a line may be headings where nothing is known of them.
FEWEST_TEXTS = 2
# In painted cells so many are enough.
KNOWN_PAINTED = 2
# Headings take at most so many lines, more where all are bold, closer to each other than this many font sizes.
MOST_LINES, MOST_BOLD_LINES, LEADING = 4, 8, 1.5
# Headings over a rule, of up to three lines, begin at most so many points above it.
OVER_RULE = 40.0
# Headings of single columns stand at most this many font sizes below the one over them all.
SUBHEADS = 2.6


def headings_on(page: Page) -> list[float]:
    """Where on the page, in points from its top, the headings of tables begin, drawn around or not."""
    known: list[float] | None = page.glyphs.memo.get("headings")
    if known is None:
        lines = _lines_of(page)
        known = page.glyphs.memo["headings"] = [lines[start].top for start, _ in heads_of(lines)]
    return known


def titled_headings_on(page: Page) -> list[float]:
    """Where on the page, in points from its top, headings that no rule need know begin under a title between tables.

    Several bold texts on a line, rows that are not bold below it and above the title: two tables one under the other
    that are ruled at head and foot alone are no more than rules of one width.
    """
    known: list[float] | None = page.glyphs.memo.get("titled headings")
    if known is None:
        lines = _lines_of(page)
        known = page.glyphs.memo["titled headings"] = [
            head.top
            for row, title, head, below in zip(lines, lines[1:], lines[2:], lines[3:], strict=False)
            if min(len(row.chunks), len(head.chunks), len(below.chunks)) >= FEWEST_TEXTS
            and len(title.chunks) == 1
            and bold(head)
            and not (bold(row) or bold(below))
        ]
    return known


def _lines_of(page: Page) -> list[ChunkLine]:
    """All lines of the page from top to bottom."""
    every = chunk_lines(page.glyphs, np.arange(len(page.glyphs), dtype=np.int64))
    return sorted(every, key=lambda ln: ln.baseline)


def right_above(begin: Sequence[float], y: float) -> bool:
    """Whether headings, each of which begins at a y of `begin`, stand right above the rule at `y`."""
    return any(0 < y - top < OVER_RULE for top in begin)


def heads_of(lines: Sequence[ChunkLine]) -> list[tuple[int, int]]:
    """The headings among the lines: the first line of each, and the one after its last."""
    heads: list[tuple[int, int]] = []
    i = 0
    while i < len(lines):
        most = _close(lines, i)
        if len(lines[i].chunks) == 1 or sum(len(ln.chunks) for ln in lines[i : i + most]) < KNOWN:
            i += 1
            continue
        known = _known(lines[i : i + most])
        depth = known.index(max(known)) + 1
        if known[depth - 1] >= KNOWN:
            while depth < _close(lines, i) and bold(lines[i]) and bold(lines[i + depth]):
                depth += 1
            depth += _below(lines, i + depth)
            start, least = i, heads[-1][1] if heads else 0
            while start > least and _begins_above(lines[start - 1], lines[start : i + depth]):
                start -= 1
            heads.append((start, i + depth))
            i += depth
        else:
            i += 1
    return heads


def _begins_above(line: ChunkLine, heads: Sequence[ChunkLine]) -> bool:
    """Whether one heading of several lines begins on the line above the others: `Links`, over `to strategy`.

    What stands over the first column, or begins left of its heading, may be a title.
    """
    first, *more = line.chunks
    close = heads[0].baseline - line.baseline <= LEADING * line.size
    under = [c for ln in heads for c in ln.chunks if min(c.x1, first.x1) > max(c.x0, first.x0)]
    inside = min([first.x0, *(c.x0 for c in under)]) > min(ln.x0 for ln in heads)
    return close and not more and bool(under) and first.bold == bold(heads[0]) and inside


def with_painted(
    lines: Sequence[ChunkLine], heads: list[tuple[int, int]], painted: Sequence[Box]
) -> list[tuple[int, int]]:
    """The headings with those in the rows of `painted` cells, of which fewer need be known."""
    found = list(heads)
    for box in painted:
        own = [n for n, ln in enumerate(lines) if box.contains((ln.x0 + ln.x1) / 2, (ln.top + ln.bottom) / 2)]
        if not own or any(start <= n < after for start, after in heads for n in own):
            continue
        known = sum(bool(match_heading(c.text)) for n in own for c in lines[n].chunks)
        if known >= KNOWN_PAINTED:
            found.append((own[0], own[-1] + 1))
    return sorted(found)


def _below(lines: Sequence[ChunkLine], after: int) -> int:
    """How many lines from `after` on head single columns under a heading over several: quarters, or bold as it is.

    They stand a row apart from it, not as the lines of one text do.
    """
    count = 0
    while after + count + 1 < len(lines) and count < MOST_LINES - 1:
        above, line, below = lines[after + count - 1 : after + count + 2]
        near = line.baseline - above.baseline <= SUBHEADS * line.size
        heads = bold(above) and bold(line) and not bold(below)
        if not near or not (heads or all(_names_quarter(c.text) for c in line.chunks)) or len(line.chunks) < 2:
            break
        count += 1
    return count


def _names_quarter(text: str) -> bool:
    """Whether the text heads the column of one quarter: `Q1`, `Q1 RAG`."""
    match = sure_match(text)
    return bool(QUARTER.match(text)) or bool(match and match.quarter)


def bold(line: ChunkLine) -> bool:
    """Whether all texts of the line are bold."""
    return all(c.bold for c in line.chunks)


def _close(lines: Sequence[ChunkLine], first: int) -> int:
    """How many lines from `first` on follow each other as the lines of one text do; beyond MOST_LINES, bold ones."""
    count = 1
    while count < MOST_BOLD_LINES and first + count < len(lines):
        above, below = lines[first + count - 1], lines[first + count]
        if below.baseline - above.baseline > LEADING * below.size:
            break
        if count >= MOST_LINES and not (bold(above) and bold(below)):
            break
        count += 1
    return count


def _known(lines: Sequence[ChunkLine]) -> list[int]:
    """How many fields the texts on the first of the lines name, read column by column, on the first two, and so on.

    0 where they are fewer than announce a table.
    """
    columns: list[list[Chunk]] = []
    found: list[int] = []
    for line in lines:
        for chunk in line.chunks:
            home = next((k for k in columns if any(min(c.x1, chunk.x1) > max(c.x0, chunk.x0) for c in k)), None)
            if home is None:
                columns.append([chunk])
            else:
                home.append(chunk)
        found.append(_fields_named([" ".join(c.text for c in k) for k in columns]))
    return found


def _fields_named(texts: Sequence[str]) -> int:
    """How many different fields the texts name as headings; 0 where too few of them do, or one is a row's code.

    Nearly all texts are a row's, and the first of them tell.
    """
    if any(CODES.match(t.rstrip(" ,;/&")) and not QUARTER.match(t) for t in texts):
        return 0  # a row: its lead and its dates read like headings, its code or list of codes does not
    most_others = len(texts) - max(KNOWN, PART * len(texts))
    others = 0
    fields: set[tuple[str | None, int | None]] = set()
    for text in texts:
        if match := sure_match(text):
            fields.add((match.field, match.quarter))
            continue
        others += 1
        if others > most_others:
            return 0
    return len(fields)
