"""Headers, footers, page numbers and legends that a document repeats from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

from extractors.grids.pagetable import PageTable
from extractors.headings.headings import sure_match
from extractors.headings.vocabulary import theme_pattern
from extractors.page import Page
from extractors.printed.prose import Segment

# Repeated text counts as furniture within this part of the page's height from its top or bottom edge.
MARGIN = 0.2
# Page numbers stand in this part.
NUMBER_MARGIN = 0.12
# A repeated line may move by this many points from page to page.
SAME_PLACE = 6.0
# Text this much larger than the page's usual text is a heading unless the pages next to it repeat it to the letter:
# `Delivery Plan 2025/26` and `Delivery Plan 2024/25` head two plans of one pack.
LARGE = 1.2
NEXT = 2
TWICE = 2
# Headings of one kind differ by less than this many points in size.
SAME_SIZE = 0.1
# So many sure headings of different fields make a table one of a plan's.
HEADINGS = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.I)


def furniture_segments(pages: list[Page], loose: dict[int, list[Segment]]) -> set[int]:
    """The ids (`id(segment)`) of the segments outside tables that are furniture.

    `loose` maps a page number to the segments that stand in no grid.
    """
    sizes = {p.number: p for p in pages}
    seen: dict[str, list[Segment]] = defaultdict(list)
    found: set[int] = set()
    for number, segments in loose.items():
        for s in segments:
            if _PAGE_NUMBER.match(s.text) and _in_margin(s, sizes[number], NUMBER_MARGIN):
                found.add(id(s))
            seen[_DIGITS.sub("#", s.text)].append(s)
    usual = _usual_size(seen)
    named = _themes_taken_up(loose) | _headings_taken_up(loose, sizes) | _themes_of_pages(loose, sizes)
    for text, segments in seen.items():
        if not text:
            continue
        for s in segments:
            if id(s) in named:
                continue
            others = [o for o in segments if o.page != s.page and _same_place(s, o, sizes)]
            if s.size > LARGE * usual:
                others = [o for o in others if o.text == s.text and abs(o.page - s.page) <= NEXT]
            if others and _in_margin(s, sizes[s.page], MARGIN):
                found.add(id(s))
    return found


def _themes_taken_up(loose: Mapping[int, list[Segment]]) -> set[int]:
    """The ids of bold numbered themes with others on both sides: two tables may have the same, once atop each page.

    The theme of a running head stands on page after page with no other between.
    """
    themes = [s for number in sorted(loose) for s in sorted(loose[number], key=lambda s: s.baseline)]
    themes = [s for s in themes if s.bold and theme_pattern().match(s.text)]
    texts = ["", *(s.text for s in themes), ""]
    return {id(s) for n, s in enumerate(themes) if s.text not in (texts[n], texts[n + 2])}


def _themes_of_pages(loose: Mapping[int, list[Segment]], pages: dict[int, Page]) -> set[int]:
    """The ids of the lines of numbered themes atop pages, each where it comes first, if others have its place.

    Slides repeat the title of a priority that takes two of them (`Priority 1: Cleaner streets`): taken for a running
    head, it left 18 projects without their priority.
    """
    atop: list[list[Segment]] = []
    for number in sorted(loose):
        lines = sorted(
            (s for s in loose[number] if s.box.bottom < MARGIN * pages[number].height), key=lambda s: s.baseline
        )
        first = next((n for n, s in enumerate(lines) if theme_pattern().match(s.text)), None)
        if first is not None:
            own = [lines[first]]
            for s in lines[first + 1 :]:
                if not _one_size(s, own[0]) or s.bold != own[0].bold or s.box.top - own[-1].box.bottom > s.size:
                    break
                own.append(s)
            atop.append(own)
    found: set[int] = set()
    for before, own in pairwise([[], *atop]):
        like = [o[0] for o in atop if _one_size(o[0], own[0]) and _same_place(o[0], own[0], pages)]
        if len({s.text for s in like}) > 1 and [s.text for s in before] != [s.text for s in own]:
            found |= {id(s) for s in own}
    return found


def _headings_taken_up(loose: Mapping[int, list[Segment]], pages: dict[int, Page]) -> set[int]:
    """The ids of bold headings without a number that stand alike atop two pages, each time over a part of its own.

    Between the two stands another heading of their size, in the middle of a page, and no third one has their place, as
    running heads would. Seven records of a plan went under the theme before theirs.
    """
    bold = [s for number in sorted(loose) for s in sorted(loose[number], key=lambda s: s.baseline) if s.bold]
    places: dict[str, list[int]] = defaultdict(list)
    for n, s in enumerate(bold):
        places[s.text].append(n)
    found: set[int] = set()
    for start, end in (p for p in places.values() if len(p) == TWICE):
        first, again = bold[start], bold[end]
        if again.page < first.page + NEXT or not _same_place(first, again, pages) or not _one_size(first, again):
            continue
        others = [s for s in bold if _one_size(s, first) and s not in (first, again)]
        between = [s for s in bold[start + 1 : end] if _one_size(s, first) and not _in_margin(s, pages[s.page], MARGIN)]
        if between and not any(_same_place(s, first, pages) for s in others):
            found |= {id(first), id(again)}
    return found


def _one_size(a: Segment, b: Segment) -> bool:
    return abs(a.size - b.size) < SAME_SIZE


def furniture_tables(tables: list[PageTable]) -> set[int]:
    """The ids of page tables that are printed alike on several pages (a legend that every page repeats).

    A table under headings of a plan is none, however often a pack encloses the plan.
    """
    seen: dict[str, list[PageTable]] = defaultdict(list)
    for t in tables:
        seen["|".join(c.text for r in t.rows for c in r.values())].append(t)
    return {
        id(t)
        for text, same in seen.items()
        if len({t.page for t in same}) > 1 and text.strip("|") and not _headed(same[0])
        for t in same
    }


def _headed(table: PageTable) -> bool:
    texts = [c.text for row in table.rows[:1] for c in row.values()]
    return len({m.field for t in texts if (m := sure_match(t))}) >= HEADINGS


def _in_margin(s: Segment, page: Page, part: float) -> bool:
    return s.box.bottom < part * page.height or s.box.top > (1 - part) * page.height


def _same_place(a: Segment, b: Segment, pages: dict[int, Page]) -> bool:
    """The same distance from the top or the bottom edge; the side may alternate."""
    from_top = abs(a.baseline - b.baseline)
    from_bottom = abs((pages[a.page].height - a.baseline) - (pages[b.page].height - b.baseline))
    return min(from_top, from_bottom) < SAME_PLACE


def _usual_size(seen: Mapping[str, list[Segment]]) -> float:
    """The size in points of most of the text outside tables."""
    sizes: Counter[float] = Counter()
    for segments in seen.values():
        for s in segments:
            sizes[round(s.size, 1)] += len(s.text)
    return max(sizes, key=lambda z: (sizes[z], -z), default=10.0)
