"""What fields the texts of a column that fills none may be, told by their shape where its heading tells nothing.

A field is asked for only where its table lacks it. Shapes are wide on purpose: what looks like a field is not taken for
it, and a person is asked.
"""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from extractors.grids.colours import UNPAINTED, is_traffic_light
from extractors.headings.quarters import named, year_alone
from extractors.headings.shapes import (
    ARROW,
    LEVEL,
    MEMBER,
    NUMBER,
    PERSON,
    SHORT_STATUS,
    STANDS,
    STATUS,
    UNIT,
    distinct,
    mean_length,
    share,
    tell_times,
)
from extractors.headings.ticks import TICKED
from extractors.headings.timelines import TIMELINE
from extractors.headings.values import is_post
from extractors.headings.vocabulary import tells_step
from extractors.table import PlanColumn, PublishedTable, TableKind

# This part of the records have a text in the column, of so many at least.
FILLED, ENOUGH = 0.5, 3
# This part of a column's texts are sentences, or names, where it holds such; sentences are this long on average, and
# there are this many different ones for their number: what is said of progress may be said of two rows.
MOST, LONG, DIFFERENT = 0.6, 30, 0.5
# The initials of a person or a post: `HoP`, `EHM`.
INITIALS = re.compile(r"^(?:[A-Z][a-z]?){2,4}$")
# Short texts of which so few are different, for their number, are ratings; a council's own have at most so many words.
FEW_KINDS, BRIEF = 0.75, 3
# Codes of a council's own making, a figure in each, which tell rows apart: `GS-SIP-2401`, `1.a.iv`, `RP02(1)`.
OWN_CODE = re.compile(r"^(?=.*\d)[\w./()-]{1,16}$")
# What follows a name in its cell: a post, a team, another name.
_REST = re.compile(r"[(\[,;/]| [–—-] ")
# The end of a sentence, where a rating may stand behind it: `Site works have begun. (Amber)`.
_ENDED = re.compile(r"[.!](?:\s*[(\[][a-z]+[)\]])?$", re.I)
# A sentence without a full stop has so many words.
WORDS = 8


class Held(NamedTuple):
    """What a column holds: its heading, the texts and colours of its cells that have a text, and how many records."""

    heading: str
    texts: Sequence[str]
    fills: Sequence[str | None]
    records: int

    @property
    def filled(self) -> bool:
        """Whether enough of the records have a text in it to tell what they are."""
        return len(self.texts) >= max(ENOUGH, FILLED * self.records)

    @property
    def coloured(self) -> bool:
        """Whether colours of a traffic light stand under its texts."""
        painted = [c for c in self.fills if c not in UNPAINTED]
        return len(painted) >= ENOUGH and is_traffic_light({str(c) for c in painted})


Look = Callable[[Held], bool]


def held_in(table: PublishedTable, column: PlanColumn) -> Held:
    """What the records of a table hold in a column that fills no field."""
    cells = [c for row in table.rows for _, c in row.other if c.column == column.index and c.text]
    return Held(column.heading, [c.text for c in cells], [c.fill for c in cells], len(table.rows))


def lacked(kind: TableKind, have: Set[str | None]) -> Mapping[str, Look]:
    """The fields that a table of a kind lacks beside those it has, each with how its texts are told."""
    found: dict[str, Look] = {}
    rated = bool(have & {"status", "rag", TICKED})
    if kind == "kpis":
        found = {"value": _figures, "target": _aims, "direction": _directions, "unit": _units}
        found |= {"update": _sentences} if "status" in have else {}
    if kind in ("deliverables", "actions"):
        found = {"update": _sentences if rated else _whole_sentences, "lead_officer": are_names}
        if not have & {"start", "rag", TIMELINE}:
            found["delivery"] = lambda held: tell_times(held.texts, FILLED) and not tells_step(held.heading)
    if kind != "outcomes":
        found["code"] = _codes
    if kind in ("deliverables", "kpis") and not rated:
        found["status"] = _ratings
    return {name: look for name, look in found.items() if name not in have}


def _sentences(held: Held) -> bool:
    texts = held.texts
    said = sum(_ENDED.search(t) is not None or len(t.split()) >= WORDS for t in texts)
    return said >= MOST * len(texts) and mean_length(texts) >= LONG and len(set(texts)) >= DIFFERENT * len(texts)


def _whole_sentences(held: Held) -> bool:
    """The same where nothing rates the rows, and what is meant to be done may be told at length as well."""
    return _sentences(held) and are_whole(held.texts)


def are_whole(texts: Sequence[str]) -> bool:
    """Whether most of the texts end as sentences do."""
    return sum(_ENDED.search(t) is not None for t in texts) >= MOST * len(texts)


def _ratings(held: Held) -> bool:
    """A few short texts that come again: scores (`3`, `1`, `3`), or words (`Yes`, `Partly`), or any under colours."""
    texts, kinds = held.texts, set(held.texts)
    if held.coloured:
        return True
    if not 1 < len(kinds) <= FEW_KINDS * len(texts):
        return False
    if all(t.isdigit() and len(t) == 1 for t in kinds):
        return True
    again = len(kinds) <= DIFFERENT * len(texts)
    if again and any(len(t) > 1 and STATUS.match(t) for t in kinds):
        return True  # common words for statuses among a council's own
    return all((_brief(t) or (again and _judges(t))) and not LEVEL.match(t) for t in kinds)


def _judges(text: str) -> bool:
    """Whether a text is a short sentence on how something stands: `This is going well`."""
    return len(text.split()) <= WORDS and STANDS.search(text) is not None and not any(map(str.isdigit, text))


def _brief(text: str) -> bool:
    """Whether a text is a few words without a figure or an amount."""
    words = text.split()
    return len(text) <= SHORT_STATUS and len(words) <= BRIEF and "".join(words).isalpha()


def _codes(held: Held) -> bool:
    """Codes that tell rows apart."""
    return share(held.texts, OWN_CODE) == 1 and distinct(held.texts) == 1


def _figures(held: Held) -> bool:
    return share(held.texts, NUMBER) >= MOST


def _aims(held: Held) -> bool:
    """Figures that are none of a year or a quarter."""
    return _figures(held) and year_alone(held.heading) is None and named(held.heading).quarter is None


def _directions(held: Held) -> bool:
    signs = not any(ch.isalnum() for text in held.texts for ch in text)
    return signs or share(held.texts, ARROW) >= FILLED


def _units(held: Held) -> bool:
    return share(held.texts, UNIT) >= MOST


def are_names(held: Held) -> bool:
    """Whether they are names of several words (one alone is a category as well), posts, or initials that come again.

    Members of a council are no officers.
    """
    parts = [_REST.split(t) for t in held.texts]
    first, last = [[p[end].strip() for p in parts] for end in (0, -1)]
    if share(first, MEMBER) >= MOST:
        return False
    if share(first, INITIALS) >= MOST and distinct(first) < DIFFERENT:
        return True
    if sum(is_post(t) for t in held.texts) >= MOST * len(parts):
        return True
    return any(share(t, PERSON) >= MOST and sum(" " in n for n in t) >= MOST * len(t) for t in (first, last))
