"""Records that may be pieces of one, or hold one and a piece of another: keys, company, dates and page breaks tell."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.headings.shapes import STATUS, is_dated
from extractors.table import RATINGS, PublishedRow

# Keys that this part of the rows have tell rows apart: a row without any is likely a piece of the one beside it. Texts
# of three and four lines, each line of which was taken for a row, leave a key in one row of three or four.
KEYED = 0.25
# What this part of the rows with a key have, a piece of one may have lost to the rest of it.
USUAL = 0.5
# In a table without keys, this part of the rows have so many texts at least.
IN_COMPANY, COMPANY = 0.8, 3
KEYS = ("code", "start", "delivery", *RATINGS, "target")
# A value of one of these is never the rest of another's, unless a list goes on.
OF_ITS_OWN = ("outcome_code", "committees", "tier", "unit", "direction")
LIST_GOES_ON = (",", "/", "&", ";")
LISTS = ("outcome_codes", "outcome_code", "committees")
# Where the ends of so many rows at page breaks are in doubt, so are those of the rows above them.
UNSURE = 3


def with_pieces(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows of a table with a flag on what may be a piece of another row, or may have lost one to it."""
    return _over_breaks(_lists(_pieces(_alike(_dates_for_ratings(rows)))))


def is_keyed(row: PublishedRow) -> bool:
    """Whether the row holds a value that tells rows apart."""
    return any(n in row.fields and row.fields[n].text for n in KEYS)


def doubted(row: PublishedRow, names: set[str]) -> PublishedRow:
    """The row with a flag on the fields `names`, since a row without any key stands there or beside it."""
    return row.flagged(
        "several_rows", "a row without any key stands here, which may be a piece of the row before or after it", names
    )


def all_flagged(row: PublishedRow, detail: str) -> PublishedRow:
    """A row that is several: nobody can tell from any of its cells what belongs to which."""
    return row.flagged("several_rows", detail)


def _dates_for_ratings(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows, those flagged where a date stands alone under ratings, and those above them, whose status it may be of.

    A status and its date below it are two lines of one row.
    """
    rated = {n: [r.fields[n].text for r in rows if n in r.fields] for n in RATINGS}
    mixed = {n for n, texts in rated.items() if any(map(STATUS.match, texts)) and any(map(_is_bare_date, texts))}
    torn = {i for i, r in enumerate(rows) if any(n in r.fields and _is_bare_date(r.fields[n].text) for n in mixed)}
    detail = "a date stands alone under ratings: it may be that of the status in the row above, and the row a piece"
    return tuple(all_flagged(r, detail) if i in torn or i + 1 in torn else r for i, r in enumerate(rows))


def _is_bare_date(text: str) -> bool:
    return is_dated(text) and not STATUS.match(text)


def _alike(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows, those flagged whose texts are all carried from one row to the next, a rating apart.

    No plan rates one thing twice: the rows are told by the colours of one column, and the other columns hold several.
    """
    cells = [[*((n, c) for n, c in r.fields.items() if n not in RATINGS), *r.other] for r in rows]
    told = [{c.pieces for _, c in own if c.text and c.pieces} for own in cells]
    same = {i for i, (a, b) in enumerate(pairwise(told)) if a and a == b}
    detail = "nothing but a rating tells this record from the one beside it, which holds the same texts"
    return tuple(all_flagged(r, detail) if i in same or i - 1 in same else r for i, r in enumerate(rows))


def _pieces(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows with a flag on what those without any key hold or lack, and on the same columns of the rows beside them.

    In a table without keys a row is known by its company: one that has a single text, where nearly all have several,
    is likely a piece as well.
    """
    keyed = [is_keyed(r) for r in rows]
    if sum(keyed) < KEYED * len(rows):
        texts = [_texts(r) for r in rows]
        if sum(n >= COMPANY for n in texts) < IN_COMPANY * len(rows):
            return rows
        keyed = [n > 1 for n in texts]
    keyed = [k or _of_its_own(rows[max(i - 1, 0) : i + 2], r) for i, (k, r) in enumerate(zip(keyed, rows, strict=True))]
    if all(keyed):
        return rows
    whole = [r for r, k in zip(rows, keyed, strict=True) if k]
    usual = {n for r in whole for n in r.fields if sum(_has(o, n) for o in whole) >= USUAL * len(whole)}
    found: list[PublishedRow] = []
    for i, row in enumerate(rows):
        near = [rows[k] for k in (i - 1, i, i + 1) if 0 <= k < len(rows) and not keyed[k]]
        names = {n for r in near for n, c in r.fields.items() if c.text}
        found.append(doubted(row, names if keyed[i] else names | usual))
    return tuple(found)


def _lists(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows with a flag on lists of codes that end as if they went on, and on those below: `HC5 HC1, HC3,` on `HC5`.

    Prose may end with a comma, and so may the list of a row that nothing follows.
    """
    found = list(rows)
    detail = "a list ends as if it went on, and its end may stand in the row below"
    for i, below in enumerate(rows[1:], 1):
        above = found[i - 1]
        names = {n for n in LISTS if n in above.fields and above.fields[n].text.endswith(LIST_GOES_ON)}
        for at, row in ((i - 1, above), (i, below)) if names else ():
            found[at] = row.flagged("several_rows", detail, {n for n in names if _has(row, n)})
    return tuple(found)


def _over_breaks(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows, those flagged that end at a page break above a text whose own end at the next break is in doubt.

    Its keys stand in its middle, so that no more tells where it begins; the rest of the row above may stand on top.
    """
    unsure = [{n for n, c in r.fields.items() if c.flag == "split_unsure"} for r in rows]
    if sum(map(bool, unsure)) < UNSURE:
        return rows
    found = list(rows)
    detail = "the row below begins on the next page, and where its text ends is in doubt: it may hold the rest of this"
    for i, (above, below) in enumerate(pairwise(rows)):
        if above.pages and below.pages and above.pages[-1] < below.pages[0] < below.pages[-1]:
            names = {n for n in unsure[i + 1] if len(below.fields[n].pieces) > 1 and _has(above, n)}
            found[i] = above.flagged("split_unsure", detail, names)
    return tuple(found)


def _has(row: PublishedRow, name: str) -> bool:
    return name in row.fields and bool(row.fields[name].text)


def _texts(row: PublishedRow) -> int:
    """How many cells of the row hold something."""
    return sum(bool(c.text or c.fill) for c in row.cells)


def _of_its_own(near: Sequence[PublishedRow], row: PublishedRow) -> bool:
    """Whether a row without any key is whole all the same: it has a title, as those beside it, and a value of its own.

    `near` are the row and those before and after it.
    """
    titles = [r.fields["title"].text[:1] if "title" in r.fields else "" for r in near]
    lists = [c.text for r in near for n in OF_ITS_OWN if (c := r.fields.get(n))]
    goes_on = any(text.endswith(LIST_GOES_ON) for text in lists)
    own = any(n in row.fields and row.fields[n].text for n in OF_ITS_OWN)
    return own and not goes_on and all(t.isupper() for t in titles)
