"""What whole documents add to a plan: blank rows, notes under themes, totals, dates under statuses, a second table."""

import dataclasses
from random import Random

from tests.generator.plan import Column, Section
from tests.generator.spec import Spec, sensible
from tests.generator.vocabulary import words

# Where a table of one kind is followed by one of another, what comes after what.
_THEN = {"deliverables": "kpis", "actions": "kpis", "kpis": "actions"}
_MOST_ROWS = 9
_DATES = {"red": "31/03/26", "amber": "30/09/25", "green": "30/06/25", "complete": "04/04/25", "scheduled": "TBC"}


def wider_sections(spec: Spec, sections: tuple[Section, ...], rng: Random) -> tuple[Section, ...]:
    """The sections with an empty row above some rows and a paragraph under each theme, where the spec has them."""
    if spec.blank_rows:
        sections = tuple(
            dataclasses.replace(
                s, rows=tuple(dataclasses.replace(r, blank=i > 0 and rng.random() < 0.2) for i, r in enumerate(s.rows))
            )
            for s in sections
        )
    if spec.section_notes:
        sections = tuple(dataclasses.replace(s, note=rng.choice(words("prose"))) for s in sections)
    return sections


def totals(columns: tuple[Column, ...], sections: tuple[Section, ...]) -> tuple[str, ...]:
    """A last row: a word in the column of titles, how many rows have one under each status, nothing elsewhere."""
    rows = [r for s in sections for r in s.rows]
    return tuple(
        "Total" if c.field == "title" else str(sum(bool(r.cells[i].meaning) for r in rows)) if _rates(c) else ""
        for i, c in enumerate(columns)
    )


def _rates(column: Column) -> bool:
    return column.field == "status" or column.field.startswith("rag_q")


def dated(meaning: str, text: str) -> str:
    """The date that stands under a status, none under a mark of one sign that a font of signs prints."""
    return "" if text and not text[0].isalnum() else _DATES[meaning]


def second(spec: Spec) -> Spec:
    """The spec of the table that follows: of another kind, with at most nine rows, otherwise alike."""
    kind = _THEN[spec.kind]
    rows = min(spec.rows, _MOST_ROWS)
    return sensible(dataclasses.replace(spec, kind=kind, rows=rows, second=False, decoys=(), outcomes=False))
