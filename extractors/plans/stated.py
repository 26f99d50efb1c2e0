"""The outcomes that a plan states, from all places where it may: tables of outcomes, its own tables, lists, prose."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.vocabulary import outcome_words
from extractors.layout import Layout, Understanding
from extractors.plans.announcements import cell_blocks
from extractors.plans.records import published_rows
from extractors.plans.statements import code_patterns, outcome_statements
from extractors.plans.tabbed import listed_statements, tabbed_statements
from extractors.printed.prose import Paragraph
from extractors.table import OutcomeStatement, PublishedTable

_FIELDS = ("outcome_code", "outcome_codes")
OTHER = "the plan's column of codes is headed otherwise, and this may not be what its numbers stand for"


def stated_outcomes(
    seen: Layout,
    tables: Sequence[PublishedTable],
    others: list[Understanding],
    prose: list[Paragraph],
    plain: Sequence[OutcomeStatement],
) -> list[OutcomeStatement]:
    """What tables of outcomes state, what is `plain` from a plan's own, lists, then prose; each code by the first."""
    stated: list[OutcomeStatement] = []
    for u in others:
        if u.known.kind == "outcomes":
            stated.extend(
                OutcomeStatement(row.fields["code"].text, row.fields["title"], row.theme.text if row.theme else None)
                for row in published_rows(u.table, u.known, None)
                if all(f in row.fields and row.fields[f].text for f in ("code", "title"))
            )
    used = [row.fields[n].text for t in tables for row in t.rows for n in _FIELDS if n in row.fields]
    patterns = code_patterns(used)
    listed = [s for u in others if u.known.kind is None for s in listed_statements(u.table, patterns)]
    printed = (*prose, *tabbed_statements(prose, patterns), *cell_blocks(seen, others))
    blocks = sorted(printed, key=lambda b: (b.page, round(b.box.x0 / 40), b.box.top))
    for more in (plain, listed, _in_prose(blocks, used, tables, seen)):
        known = {s.code for s in stated}
        stated += [s for s in more if s.code not in known]
    return stated


def _in_prose(
    blocks: Sequence[Paragraph], used: Sequence[str], tables: Sequence[PublishedTable], seen: Layout
) -> list[OutcomeStatement]:
    """The statements that prose makes; those of numbers behind another word than the column's heading are flagged.

    `Priority 1` is not what `Outcome: 1` means where the plan has both.
    """
    heads = [c.heading for t in tables for c in t.columns if c.field in _FIELDS]
    singular = [heading.lower().replace("ies", "y") for heading in heads]
    named = {word for heading in singular for word in re.findall(rf"\b{outcome_words()}", heading)}
    found = outcome_statements(blocks, code_patterns(used, "|".join(sorted(named))), seen.hyphens)
    if not named or any(s.code.isdigit() for s in found):
        return found
    return [
        replace(s, cell=s.cell.flagged("likely_field", OTHER)) if s.code.isdigit() else s
        for s in outcome_statements(blocks, code_patterns(used), seen.hyphens)
    ]
