"""Two columns that may be one field, of which a heading that only holds a word for it chose one.

A report may print how its rows were rated before (`RAG last period`) beside how they are rated now, in any order. A
column that fills no field, though its heading is a known wording of it, may be what another column was taken for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.doubts.likely import Held, Look, are_names, are_whole, held_in
from extractors.grids.colours import UNPAINTED
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.meanings import NO_FIELD
from extractors.headings.putoff import PUT_OFF, standing
from extractors.headings.shapes import LEVEL, PERIOD, SHORT_STATUS, STATUS, UNDATED, share
from extractors.headings.subjects import lists_several, repeats
from extractors.headings.values import Column, is_post, titles_in
from extractors.headings.vocabulary import sponsors, tells_done, tells_first, tells_past, tells_whole
from extractors.table import PublishedTable, TableCell

# This part of a column's texts are statuses, in so many rows at least.
MOST, ENOUGH = 0.8, 3
FLAG = "out_of_place"
LEAD = "lead_officer"
# The fields that headings of titles name.
TITLES = ("title", "indicator")
_NEXT_SENTENCE = re.compile(r"[.!?] [A-Z]")


def with_rivals(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables with a flag on fields beside which another column may be the field, and a warning for each."""
    found: list[PublishedTable] = []
    told: list[str] = []
    for table in tables:
        rivals = _headed_better(table)
        for field in _ALIKE:
            if rival := _rival(table, field):
                rivals[field] = f"'{rival}' holds the like as well, and nothing says which of the two is the {field}"
        if begun := _supposed_start(table):
            rivals["start"] = f"no rule knows the heading '{begun}', and its dates may tell of something else"
        own, others = _in_charge(table)
        told += [
            table.warning(f"{heading!r} names officers as well, and {own!r} was taken for the lead")
            for heading in others
        ]
        if posts := _posts_beside_persons(table, others):
            rivals[LEAD] = f"it names persons, and {posts!r} the posts in charge"
        if phrases := _phrases_beside_sentences(table):
            rivals["title"] = f"it holds sentences, and {phrases!r} phrases such as titles are"
        for field, why in rivals.items():
            told.append(table.warning(why))
            table = replace(table, rows=tuple(row.flagged(FLAG, why, {field}) for row in table.rows))
        found.append(table)
    return found, tuple(told)


def _in_charge(table: PublishedTable) -> tuple[str | None, list[str]]:
    """The heading of the column taken for the lead, and those of columns that name officers beside it for sure."""
    own = next((c.heading for c in table.columns if c.field == LEAD), None)
    others = [c for c in table.columns if own and c.field is None and (m := sure_match(c.heading)) and m.field == LEAD]
    return own, [c.heading for c in others if any(x.text for x in _cells(table, c.heading))]


def _posts_beside_persons(table: PublishedTable, others: Sequence[str]) -> str | None:
    """The first of the headings `others` under which posts stand, where no post stands in the lead's own column.

    Of a manager by name and a sponsor by post either may be meant: the leads of all 15 prints of one plan were the
    other's.
    """
    own = [c.text for row in table.rows if (c := row.fields.get(LEAD)) and c.text]
    if not own or any(map(is_post, own)):
        return None
    return next((h for h in others if all(is_post(c.text) for c in _cells(table, h) if c.text)), None)


def _phrases_beside_sentences(table: PublishedTable) -> str | None:
    """The heading of a column of no field whose texts are as titles are, where the table's titles are sentences.

    No heading names them: of `You said | We did | What happens next` the second was taken for what is to be done.
    """
    own = next((c for c in table.columns if c.field == "title"), None)
    if own is None or any(m.field in TITLES for m in match_heading(own.heading)):
        return None
    texts = [c.text for row in table.rows if (c := row.fields.get("title")) and c.text]
    if not are_whole(texts) or not any(_NEXT_SENTENCE.search(t) for t in texts):
        return None
    for column in (c for c in table.columns if c.field is None and c.heading):
        held = held_in(table, column)
        phrases = held.filled and not any(t.endswith(".") for t in held.texts)
        if phrases and titles_in(Column(column.heading, tuple(held.texts))) and not are_names(held):
            return column.heading
    return None


def _headed_better(table: PublishedTable) -> dict[str, str]:
    """Why another column may be a field: its heading is a known wording of it, and that of the field's own is none."""
    own = {c.field: c.heading for c in table.columns if c.field and c.heading and not c.quarter}
    found: dict[str, str] = {}
    for column in table.columns:
        known = match_heading(column.heading) if column.field is None and column.heading else ()
        field = known[0].field if known and known[0].worded else None
        texts = [c.text for c in _cells(table, column.heading) if c.text]
        # steps towards what the title names (`Milestones`), or what many rows share (`Workstream`)
        listed = field == "title" and (lists_several(texts) or repeats(texts))
        first = field in own and field in PUT_OFF and _is_put_off(column.heading, own[field])
        levels = field == "status" and share(texts, LEVEL) >= MOST  # how sure it is, beside ratings: `Confidence`
        known_so = field in own and _is_known(own[field], field)
        if field in own and not known_so and texts and not (listed or first or levels):
            found[field] = f"{column.heading!r} is a better heading for it than {own[field]!r}, which it stands under"
    return found


def _is_known(heading: str, field: str) -> bool:
    """Whether a heading is a known wording for the field."""
    known = match_heading(heading)
    return bool(known) and known[0].field == field and known[0].worded


def _names(heading: str, field: str) -> bool:
    """Whether a heading is a known wording for the field, or one that names officers for sure: `Lead Officer/EM`.

    Initials and posts stand in columns of partners and origins as well: 95 right leads of two plans were doubted so.
    """
    match = sure_match(heading) if field == LEAD else None
    return _is_known(heading, field) or (match is not None and match.field == LEAD)


def _cells(table: PublishedTable, heading: str) -> list[TableCell]:
    """The cells under a heading that no field is taken from."""
    return [c for row in table.rows for h, c in row.other if h == heading]


def _rival(table: PublishedTable, field: str) -> str | None:
    """The heading of a column that fills no field and holds what the field does, where its own is headed no better."""
    own = next((c for c in table.columns if c.field == field and not c.quarter), None)
    if own is None:
        return None
    known_own = _names(own.heading, field) and not (field == LEAD and sponsors(own.heading))
    for column in (c for c in table.columns if c.field is None and c.heading):
        if known_own and not (field == "delivery" and _says_which(column.heading, own.heading)):
            continue
        known = match_heading(column.heading)
        if field == "status" and tells_whole(own.heading) and not tells_whole(column.heading):
            continue
        if tells_past(column.heading) or (known and known[0].field in NO_FIELD):
            continue
        if field == "delivery" and _is_put_off(column.heading, own.heading):
            continue
        held = held_in(table, column)
        if len(held.texts) >= ENOUGH and _ALIKE[field](held):
            return column.heading
    return None


def _is_put_off(heading: str, own: str) -> bool:
    """Whether dates under a heading are of what was done, or were agreed before or after those under `own`.

    `putoff.py` looks at those row by row.
    """
    return standing(heading) != standing(own) or tells_done(heading) or tells_first(heading)


def _says_which(heading: str, own: str) -> bool:
    """Whether a heading is the one word of the other and says which: `Exec date` beside `Date`, which may be any."""
    words = heading.lower().split()
    return len(words) > 1 and own.lower() in words


def _supposed_start(table: PublishedTable) -> str | None:
    """The heading of a column taken for the start because it stands before another of dates that a heading names."""
    own = {c.field: c.heading for c in table.columns if c.field in ("start", "delivery")}
    supposed = own.get("start") and not any(m.field == "start" for m in match_heading(own["start"]))
    return own["start"] if supposed and match_heading(own.get("delivery", "")) else None


def _are_statuses(held: Held) -> bool:
    """Whether they are words for statuses, or short texts on the colours of a traffic light."""
    if share(held.texts, STATUS) >= MOST:
        return True
    brief = all(len(t) <= SHORT_STATUS for t in held.texts)
    painted = sum(c not in UNPAINTED for c in held.fills)
    return brief and held.coloured and painted >= MOST * len(held.texts)


def _are_dates(held: Held) -> bool:
    """Whether they are dates: `tbc` stands for an amount as well."""
    return share(held.texts, PERIOD) >= MOST and not all(UNDATED.match(t) for t in held.texts if PERIOD.match(t))


# The fields of which two columns of one table may tell, and what the texts of each look like.
_ALIKE: dict[str, Look] = {
    "status": _are_statuses,
    "delivery": _are_dates,
    LEAD: are_names,
}
