"""Values that do not look like the others of their field: part of a neighbour's text, or of another row's.

A field whose values nearly all have one shape (a code, a date, a status) has it for a reason; where one of them has
another, the text was likely printed in the cell beside it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.headings.shapes import BEGINS_TIME, CODE, CODES, DITTO, PERIOD, RATING_WORDS, RECURS, STATUS, is_dated
from extractors.printed.text import letters_alone
from extractors.printed.words import stops_short
from extractors.table import RATINGS, PublishedRow, PublishedTable, TableCell

# This part of a field's values must have the shape, of so many at least.
NEARLY_ALL, ENOUGH = 0.8, 5
# This part of the texts of a field begin with a capital, a figure or a sign where a small letter tells of a lost start.
CAPITALS = 0.95
# At most so many officers, or one, end with a small word where it may be another cell's: `Chief Executive to`.
ODD = 0.05
# At the head of a page, where the rest of a row may stand, so many are enough.
CAPITALS_AT_HEAD = 0.6

# A date, or how often something is done.
_WHEN = re.compile(rf"{PERIOD.pattern}|{RECURS.pattern}", re.I)
# A sum of money, which no date holds: `£25k Short (0–2 yrs)` is two columns' text.
_MONEY = re.compile(r"[£€$]\s?\d")
_QUARTER = re.compile(r"^q(?:uarter|tr)?\s*[1-4]\b", re.I)
# Codes of whatever form have a figure and no word in small letters.
_CODED = re.compile(r"^(?!.*\b(?!and\b)[a-z]{2,}\b).*\d", re.S)
_ONE_WORD = re.compile(r"^\S+$")
_SHAPES: dict[str, tuple[re.Pattern[str], ...]] = {
    "code": (CODE, _CODED),
    "outcome_code": (CODES, _CODED),
    "outcome_codes": (CODES, _CODED),
    "start": (_WHEN,),
    "delivery": (_WHEN,),
    "tier": (_ONE_WORD,),
    "direction": (_ONE_WORD,),
}
_WRITTEN = ("title", "update")
_WORDED = ("title", "lead_officer", "update")
_DATED = ("start", "delivery")
# Fields whose texts come again from row to row.
_SPELT = ("lead_officer", "strategic_link", "status", "unit")
# A post's title ends with a large word, closes a bracket or ends a list: `SEND and inclusion`; or it is said above.
_ENDS_LARGE = re.compile(
    rf"(?i:{DITTO.pattern})|" r"^(?:(?:.*[\s(/&.,;'’–-])?(?![a-z])[^\W_][^\s/]*|.*\)|.*\s(?:and|&)\s\w+)$", re.S
)
_BRIEF = re.compile(rf"^\S+(?:\s+\S+){{0,{RATING_WORDS - 1}}}$")


def with_misfits(tables: Sequence[PublishedTable]) -> tuple[PublishedTable, ...]:
    """The tables of one plan with the flag `out_of_place` on every value that cannot be its field's.

    Where it is such a value and more, so is the cell beside it, which may have lost the rest. A text of several lines
    whose letters stand elsewhere in other words is flagged `word_break`.
    """
    strict = _shaped(tables)
    begins = {name for name in _WRITTEN if _begin_large(tables, name, CAPITALS)}
    at_head = {name for name in _WRITTEN if _begin_large(tables, name, CAPITALS_AT_HEAD)}
    spellings = {name: _spellings(_texts(tables, name)) for name in _SPELT}
    cut = _cut_at_foot(tables)
    found: list[PublishedTable] = []
    page = 0
    for table in tables:
        rows: list[PublishedRow] = []
        for row in (_stopping_short(r) if id(r) in cut else r for r in table.rows):
            first = bool(row.pages) and row.pages[0] > page
            page = max(row.pages, default=page)
            rows.append(_checked(_as_spelt(row, spellings), strict, at_head if first else begins))
        found.append(replace(table, rows=tuple(rows)))
    return tuple(found)


def _cut_at_foot(tables: Sequence[PublishedTable]) -> set[int]:
    """The records (by `id`) that end a page with a text that stops short: the rest may stand on the next page."""
    cut: set[int] = set()
    for row, below in pairwise(r for t in tables for r in t.rows if r.pages):
        texts = [c.text for n, c in row.fields.items() if n in _WORDED and c.text]
        short = any(text.endswith(",") or stops_short(text) for text in texts)
        if short and below.pages[0] > row.pages[-1]:
            cut.add(id(row))
    return cut


def _stopping_short(row: PublishedRow) -> PublishedRow:
    """The record with a flag on its texts in words."""
    detail = "a text of the record stops short at the foot of its page, and its rest may stand on the next one"
    return row.flagged("split_unsure", detail, {n for n, c in row.fields.items() if n in _WORDED and c.text})


def _spellings(texts: Iterable[str]) -> dict[str, str]:
    """The texts by their letters alone, each as it is printed most often, the longest word by word first."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        found.setdefault(letters_alone(text), Counter())[text] += 1
    return {letters: max(c, key=lambda t: (c[t], -len(t))) for letters, c in found.items() if len(c) > 1}


def _as_spelt(row: PublishedRow, spellings: dict[str, dict[str, str]]) -> PublishedRow:
    """The row with a flag on a text that stands elsewhere in the plan with the same letters in other words."""
    fields = dict(row.fields)
    for name, known in spellings.items():
        cell = fields.get(name)
        if cell is None or cell.flag or len(cell.lines) < 2:
            continue
        usual = known.get(letters_alone(cell.text), cell.text)
        if usual.casefold().split() != cell.text.casefold().split():
            detail = f"elsewhere in the plan it reads {usual[:60]!r}"
            fields[name] = replace(cell, flag="word_break", flag_detail=detail)
    return replace(row, fields=fields)


def _texts(tables: Sequence[PublishedTable], name: str) -> list[str]:
    return [r.fields[name].text for t in tables for r in t.rows if name in r.fields and r.fields[name].text]


def _shaped(tables: Sequence[PublishedTable]) -> dict[str, re.Pattern[str]]:
    """The fields of which nearly all values have one shape, with the first such shape."""
    found: dict[str, re.Pattern[str]] = {}
    for name, shapes in _SHAPES.items():
        texts = _texts(tables, name)
        usual = [s for s in shapes if sum(bool(s.match(t)) for t in texts) >= NEARLY_ALL * len(texts)]
        if len(texts) >= ENOUGH and usual:
            found[name] = usual[0]
    officers = _texts(tables, "lead_officer")
    if len(officers) >= ENOUGH and sum(not _ENDS_LARGE.match(t) for t in officers) <= max(1, ODD * len(officers)):
        found["lead_officer"] = _ENDS_LARGE
    rated = [t for name in RATINGS for t in _texts(tables, name)]
    if len(rated) >= ENOUGH and sum(bool(_BRIEF.match(t)) for t in rated) >= NEARLY_ALL * len(rated):
        found |= dict.fromkeys(RATINGS, _BRIEF)
    return found


def _begin_large(tables: Sequence[PublishedTable], name: str, part: float) -> bool:
    texts = _texts(tables, name)
    return len(texts) >= ENOUGH and sum(not t[0].islower() for t in texts) >= part * len(texts)


def _unheaded(row: PublishedRow) -> dict[str, TableCell]:
    """The cells beside a text that stands under no heading, each flagged: a part of theirs may be there.

    A text below the values of a card is beside none of them.
    """
    # what spans rows names them all
    bare = [c for heading, c in row.other if not heading and c.text and c.row_span == 1]
    return {
        name: cell.flagged("out_of_place", f"a text under no heading stands beside it: {c.text[:60]}")
        for c in bare
        for name, cell in row.fields.items()
        if not cell.flag and c.column in (cell.column + cell.column_span, cell.column - c.column_span)
        if not _below(c, cell)
    }


def _below(cell: TableCell, other: TableCell) -> bool:
    """Whether all of a cell stands lower on its page than all of another."""
    pairs = [(p, o) for p in cell.pieces for o in other.pieces]
    return bool(pairs) and all(p.page == o.page and p.top > o.bottom for p, o in pairs)


def _checked(row: PublishedRow, strict: dict[str, re.Pattern[str]], begins: set[str]) -> PublishedRow:
    fields = row.fields | _unheaded(row)
    for name, cell in row.fields.items():
        if cell.text and cell.flag != "word_break" and (why := _misfit(name, cell.text, strict, begins)):
            more = name not in _WRITTEN and _holds_more(cell.text, strict.get(name))
            for other, beside in [(name, cell), *(_beside(row, name) if more else ())]:
                if not fields[other].flag:
                    detail = why if other == name else f"{name} beside it may hold part of its text: {cell.text[:60]}"
                    fields[other] = replace(beside, flag="out_of_place", flag_detail=detail)
    return replace(row, fields=fields)


def _misfit(name: str, text: str, strict: dict[str, re.Pattern[str]], begins: set[str]) -> str | None:
    """What is wrong with the text as a value of the field, in words; None where nothing is."""
    words = text.split()
    if len(words) > 2 and words == 2 * words[: len(words) // 2]:
        return "the same text stands in it twice"
    if name in RATINGS:
        if _QUARTER.match(text) or (len(words) > 1 and is_dated(text)):
            return "a period stands where the plan prints statuses"
        if len(words) > RATING_WORDS and (STATUS.match(words[0]) or len(words[0]) == 1):
            return "a text follows the status"
        return (
            "a text stands where the plan prints statuses" if name in strict and not strict[name].match(text) else None
        )
    if name in _DATED and _MONEY.search(text):
        return "a sum of money stands in it"
    if name == "outcome_code" and len(words) > 1 and all(CODE.match(w) for w in words):
        return "several codes stand in it, with white alone between them"
    if name in strict and not strict[name].match(text) and not (name in _DATED and BEGINS_TIME.match(text)):
        return f"nearly all other values of {name} look otherwise"
    if name in begins and text[0].islower():
        return f"nearly all other texts of {name} begin with a capital"
    return None


def _holds_more(text: str, shape: re.Pattern[str] | None) -> bool:
    """Whether a text is a value of that shape and more, which a cell beside it may have lost: `In place` is no date."""
    words = text.split()
    parts = (" ".join(part) for n in range(1, len(words)) for part in (words[:n], words[n:]))
    return shape is None or any(map(shape.match, parts))


def _beside(row: PublishedRow, name: str) -> list[tuple[str, TableCell]]:
    """The fields whose cells stand on both sides of the cell `name`."""
    own = row.fields[name]
    return [
        (n, c)
        for n, c in row.fields.items()
        if c.column + c.column_span == own.column or own.column + own.column_span == c.column
    ]
