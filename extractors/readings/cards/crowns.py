"""What stands over the title of a card without a label: its code at one end of a line, its status at the other."""

from collections.abc import Sequence

from extractors.headings.shapes import CODE, STATUS
from extractors.page import Page
from extractors.printed.chunks import Chunk

# The line stands so many font sizes over the title's first, and its texts this far off one level.
ABOVE, LEVEL = 2.6, 0.3
# The ground of a pill is at most so many font sizes high, and so many wider than its words.
HIGH, WIDER = 2.4, 3.0


def crown_over(page: Page, chunks: Sequence[Chunk], title: Sequence[Chunk]) -> list[Chunk]:
    """The code and the status in the line right above a title, one of each at most; none where anything else is there.

    `chunks` are the card's, `title` its lines from top to bottom.
    """
    if not title:
        return []
    first = title[0]
    above = [c for c in chunks if 0 < first.baseline - c.baseline < ABOVE * first.size and c not in title]
    nearest = max((c.baseline for c in above), default=0.0)
    line = [c for c in above if nearest - c.baseline < LEVEL * first.size]
    over = [c.baseline for c in chunks if c.baseline < nearest - LEVEL * first.size]
    if over and nearest - max(over) < first.baseline - nearest:
        return []  # it is the end of the card before
    codes = [c for c in line if CODE.match(c.text)]
    rated = [c for c in line if c not in codes and (STATUS.match(c.text) or _in_a_pill(page, c))]
    return [*codes, *rated] if len(codes) + len(rated) == len(line) and max(len(codes), len(rated)) <= 1 else []


def _in_a_pill(page: Page, chunk: Chunk) -> bool:
    """Whether a ground of its own hugs the words."""
    x, y = chunk.x_mid, (chunk.top + chunk.bottom) / 2
    return any(
        f.box.contains(x, y)
        and f.box.height < HIGH * chunk.size
        and 0 < f.box.width - (chunk.x1 - chunk.x0) < WIDER * chunk.size
        for f in (*page.fills, *page.marks)
    )
