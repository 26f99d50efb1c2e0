"""Which pages of a PDF are numbered as parts of a document of their own, from the page numbers printed on them."""

import re
from collections import defaultdict

from extractors.page import Page
from extractors.printed.prose import Segment

# Page numbers stand in this part of the page's height from its top or bottom edge.
MARGIN = 0.12
# At most this many pages of a document stand unnumbered before its first number (cover, contents).
UNNUMBERED = 2
# A document whose numbers say so has at least this many numbered pages, or says `of N`.
FEWEST = 2
_NUMBER = re.compile(
    r"(?:^|[|•·–-]\s*|\bpage\s+)(\d{1,3})(?:\s*(?:of|/)\s*(\d{1,3}))?\s*[-–|]?(?:$|(?=\s*[|•·]))", re.I
)


def numbered_from(pages: list[Page], loose: dict[int, list[Segment]]) -> dict[int, int]:
    """For every page numbered within a document of its own, the page of the PDF (from 1) on which that document begins.

    `loose` maps a page number to the lines outside tables. Numbers that run through the whole PDF are left out.
    """
    offsets: dict[int, set[int]] = defaultdict(set)
    stated: set[tuple[int, int]] = set()
    for page in pages:
        for s in loose.get(page.number, []):
            if not (s.box.bottom < MARGIN * page.height or s.box.top > (1 - MARGIN) * page.height):
                continue
            for match in _NUMBER.finditer(s.text):
                offset = page.number - int(match[1])
                offsets[page.number].add(offset)
                if match[2] and offset + int(match[2]) <= len(pages):
                    stated.add((page.number, offset))
    found: dict[int, int] = {}
    for first, last, offset in _runs(offsets, len(pages)):
        begins = offset + 1
        long_enough = last - first + 1 >= FEWEST or (first, offset) in stated
        if (
            begins >= 1
            and first - begins <= UNNUMBERED
            and long_enough
            and not (begins == 1 and last >= len(pages) - 1)
        ):
            for number in range(begins, last + 1):
                # the later start is the inner document's: the outer numbers are the pack's
                found[number] = max(found.get(number, 0), begins)
    numbered_before = {b for b in set(found.values()) if b > 1 and any(offsets.get(n) for n in range(1, b))}
    return {n: b for n, b in found.items() if b == 1 or b in numbered_before}


def _runs(offsets: dict[int, set[int]], pages: int) -> list[tuple[int, int, int]]:
    """Stretches (first page, last page, offset) on which pages minus printed numbers stay the same.

    One page without a number may stand between two with.
    """
    runs: list[tuple[int, int, int]] = []
    for offset in sorted({o for os in offsets.values() for o in os}):
        on = [n for n in range(1, pages + 1) if offset in offsets.get(n, set())]
        first = last = on[0]
        for n in on[1:]:
            if n - last > 2:
                runs.append((first, last, offset))
                first = n
            last = n
        runs.append((first, last, offset))
    return runs
