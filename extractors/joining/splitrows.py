"""Whether the first row of a page goes on with the last of the page before, and what is doubtful about it.

Told by tags where there are any, else by the columns that every row of the table fills with one short line: a code, a
date, a status. Two rows that both fill one are two rows; a row that lacks them is half of one.
"""

from typing import NamedTuple

from extractors.grids.colours import UNPAINTED, are_two
from extractors.grids.pagetable import PageTable
from extractors.headings.shapes import PERIOD
from extractors.headings.totals import sums_up
from extractors.joining.joined import JoinedRow
from extractors.printed.words import stops_short

# A column is an anchor when this part of its rows is filled, and this part of the filled ones is one line.
ANCHOR_FILLED = 0.9
ANCHOR_ONE_LINE = 0.8
# A row at a page's edge with fewer filled cells than this part of the fullest row may be a piece of one.
WHOLE = 0.6
# So many rows away from page breaks say whether rows of a table always have a first cell.
FEWEST_NAMED = 3
# A piece that fills an anchor all the same (a name broken over two lines) lacks at least so many times as many.
LACKING = 3
# A piece lacks so many of the columns that every row fills, all of them but one.
FEWEST_LACKING = 2
# Rows of which each fills so many of the columns that tell rows apart are two, whatever either lacks.
FEWEST_TWICE = 2
# So many texts that begin afresh are a row's.
FEWEST_AFRESH = 3
# A piece with at most this part of the cells of the row above holds little.
LITTLE = 0.4
AFRESH = "the text below the page break begins afresh, so that it may be a row of its own without the usual keys"
EACH_LACKS = "the row above the page break and the one below it each lack a text that every other row has"
RUNS_ON = "a sentence seems to run on into it from the row above"
SENTENCE_ENDS = (".", "!", "?", ":", ";")


class Filled(NamedTuple):
    """The columns of a table that tell its rows apart, those that every row fills, and whether the first is one."""

    anchors: list[int]
    usual: list[int]
    named: bool


def filled_in(rows: list[JoinedRow], columns: int) -> Filled:
    """Which of so many `columns` the rows of a table always fill."""
    whole = [r for r in rows if not (r.header or r.band or r.first_on_page or r.last_on_page)]
    return Filled(_anchors(rows, columns), _usual(whole), _first_always_filled(whole))


def _anchors(rows: list[JoinedRow], columns: int) -> list[int]:
    """The columns that (nearly) every row fills with one line."""
    body = [r for r in rows if not (r.header or r.band)]
    fullest = max((_filled(r) for r in body), default=0)
    # a piece of a row at a page's edge says nothing of what rows look like
    judged = [r for r in body if not (r.first_on_page or r.last_on_page) or _filled(r) >= WHOLE * fullest]
    anchors: list[int] = []
    for c in range(columns):
        cells = [r.cells.get(c) for r in judged]
        filled = [x for x in cells if x is not None and x.text]
        short = [x for x in filled if len(x.lines) == 1]
        if judged and len(filled) >= ANCHOR_FILLED * len(judged) and len(short) >= ANCHOR_ONE_LINE * len(filled):
            anchors.append(c)
    return anchors


def _usual(rows: list[JoinedRow]) -> list[int]:
    """The columns that (nearly) every row away from page breaks fills, however many lines it takes."""
    if len(rows) < FEWEST_NAMED:
        return []
    filled = [{c for c, x in r.cells.items() if x.text} for r in rows]
    return [
        c for c in sorted({c for f in filled for c in f}) if sum(c in f for f in filled) >= ANCHOR_FILLED * len(filled)
    ]


def _first_always_filled(rows: list[JoinedRow]) -> bool:
    """Whether every row away from page breaks has a text in the first column."""
    return len(rows) >= FEWEST_NAMED and all(0 in r.cells and r.cells[0].text for r in rows)


def _filled(row: JoinedRow) -> int:
    return sum(bool(c.text) for c in row.cells.values())


def continues_row(
    last: JoinedRow, first: JoinedRow, filled: Filled, above: PageTable, below: PageTable
) -> tuple[bool, str | None]:
    """Whether `first`, of the table `below`, goes on with `last`, of the one `above`, and what is doubtful about it.

    Nothing is doubtful where that is None.
    """
    if first.band or last.band or any(sums_up(c.text for c in r.cells.values()) for r in (last, first)):
        return False, None
    if last.key and first.key and last.key.table == first.key.table:
        return last.key == first.key, None
    texts_a = {c: x.text for c, x in last.cells.items() if x.text}
    texts_b = {c: x.text for c, x in first.cells.items() if x.text}
    if not texts_b:
        return True, None
    runs_on = RUNS_ON if _flows(texts_a, texts_b) else None
    if _otherwise_painted(last, first):
        return False, runs_on
    if _otherwise_parted(last, first) or _otherwise_parted(first, last):
        return False, runs_on
    _, usual, named = filled
    missing = {c for c in usual if c not in texts_a}, {c for c in usual if c not in texts_b}
    told_twice = sum(c in texts_a and c in texts_b for c in filled.anchors) >= FEWEST_TWICE
    if all(missing) and not told_twice and missing[0] <= texts_b.keys() and missing[1] <= texts_a.keys():
        # the lines too high for the rest of the page went on, cell by cell: each piece has what the other lacks
        return True, None if above.grid.open_bottom or below.grid.open_top else EACH_LACKS
    # a column in which a cell of an earlier row reaches down to the last one says nothing of that row
    anchors = [c for c in filled.anchors if c in last.cells]
    if named and 0 not in texts_a and 0 in texts_b and not texts_a.keys() & texts_b.keys():
        return True, None  # a line too high for the rest of the page: the pieces fill each other's blanks
    if anchors:
        both = [c for c in anchors if c in texts_a and c in texts_b]
        lacking = [c for c in anchors if c not in texts_b]
        if both and len(lacking) < LACKING * len(both):
            return _runs_on(texts_a, texts_b, lacking)
        if both or len(lacking) == len(anchors):
            return True, AFRESH if _afresh(texts_a, texts_b) else None
        if not any(c in texts_a for c in anchors):
            return True, None if _flows(texts_a, texts_b) else "the row begins without the columns that tell rows apart"
        return True, "the columns that tell rows apart are filled on both sides of the page break"
    if named and 0 in texts_a and 0 not in texts_b:
        return True, None
    joins, doubt = _by_text(texts_a, texts_b, above, below)
    lacking = [c for c in usual if c not in texts_b]
    if not joins and len(lacking) >= FEWEST_LACKING and len(usual) - len(lacking) <= 1 and texts_a.keys() >= set(usual):
        return True, AFRESH if _afresh(texts_a, texts_b) else None
    return joins, doubt


def _otherwise_painted(last: JoinedRow, first: JoinedRow) -> bool:
    """Whether a text of either row stands on another colour than that of the same column in the other row.

    A page break parts a cell; it does not paint its halves in two colours.
    """
    shared = [(x, first.cells[c]) for c, x in last.cells.items() if c in first.cells]
    return any(
        are_two(a.fill, b.fill)
        for a, b in shared
        if a.text and b.text and a.fill not in UNPAINTED and b.fill not in UNPAINTED
    )


def _otherwise_parted(wide: JoinedRow, narrow: JoinedRow) -> bool:
    """Whether a text of `wide` stands over columns in several of which `narrow` has texts of their own.

    A page break cuts a row across; its columns go on.
    """
    texts = [c for c, x in narrow.cells.items() if x.text]
    spans = [range(x.column, x.column + x.column_span) for x in wide.cells.values() if x.text and x.column_span > 1]
    return any(sum(c in span for c in texts) > 1 for span in spans)


def _runs_on(a: dict[int, str], b: dict[int, str], lacking: list[int]) -> tuple[bool, str | None]:
    """Whether a first row that fills an anchor, as a new one does, goes on with the row above all the same.

    It does when it lacks other anchors and a sentence runs on into it, and may when it holds little and the text above
    stops short.
    """
    if not lacking:
        return False, RUNS_ON if _flows(a, b) else None
    if _flows(a, b):
        return True, None
    little = len(b) <= LITTLE * len(a)
    short = any(c in a and stops_short(a[c]) for c in b)
    return (True, "a name or date seems to be broken by the page break") if little and short else (False, None)


def _afresh(a: dict[int, str], b: dict[int, str]) -> bool:
    """Whether in every column that both fill the text below begins afresh: with a capital, after no joining word."""
    shared = [c for c in b if c in a]
    return bool(shared) and all(b[c][:1].isupper() and not stops_short(a[c]) for c in shared)


def _by_text(a: dict[int, str], b: dict[int, str], above: PageTable, below: PageTable) -> tuple[bool, str | None]:
    """Without anchors: text that stops mid-sentence and goes on in lower case, or a row that lacks its first cell.

    Where first cells span rows, a row that fills all others afresh is one of its own.
    """
    if _flows(a, b):
        return True, None
    if 0 not in b and len(b) < len(a):
        afresh = _afresh(a, b)
        if afresh and len(b) >= FEWEST_AFRESH and b.keys() >= a.keys() - {0}:
            return False, None
        if above.grid.open_bottom or below.grid.open_top:
            return True, AFRESH if afresh else None
        return any(c in a and not a[c].endswith(SENTENCE_ENDS) for c in b), AFRESH if afresh else None
    return False, None


def _flows(a: dict[int, str], b: dict[int, str]) -> bool:
    """Whether in some column the text of `a` stops mid-sentence and that of `b` goes on in lower case."""
    return any(_stops_short(a[c], b[c]) for c in b if c in a)


def running_on(above: JoinedRow, below: JoinedRow) -> frozenset[int]:
    """The columns in which the text of `above` stops mid-sentence and that of `below` goes on in lower case."""
    shared = [c for c in below.cells if c in above.cells]
    return frozenset(c for c in shared if _stops_short(above.cells[c].text, below.cells[c].text))


def _stops_short(text: str, following: str) -> bool:
    """Whether a sentence seems to run on; a time in small letters (`end Q2`) is a cell of its own.

    So is what begins with the same word as the cell above: `by the end of March` under `by the end of June`.
    """
    stops = bool(text) and not text.endswith(SENTENCE_ENDS)
    alike = text.split(maxsplit=1)[:1] == following.split(maxsplit=1)[:1]
    return stops and following[:1].islower() and not alike and not (PERIOD.match(following) and PERIOD.match(text))


def or_begins_next(
    last: JoinedRow,
    piece: JoinedRow,
    following: JoinedRow | None,
    anchors: list[int],
    verdict: tuple[bool, str | None],
) -> tuple[bool, str | None]:
    """What becomes of a page with nothing but a piece of a row.

    Where cells are centred, its keys may stand on the page before or on the one after. Told by the sentence that runs
    on; doubtful where none does.
    """
    a, b, c = (
        {n: x.text for n, x in r.cells.items() if x.text} for r in (last, piece, following or JoinedRow({}, last.style))
    )
    keyed = any(n in c for n in anchors) and not any(n in b for n in anchors) and any(n in a for n in anchors)
    if not keyed or not any(n in b for n in c) or _flows(a, b):
        return verdict
    return (False, None) if _flows(b, c) else verdict
