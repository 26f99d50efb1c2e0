"""Columns headed by quarters and months: statuses, values or updates of each, or what is planned for it."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.headings import SURE, HeadingMatch, match_heading, with_quarter
from extractors.headings.quarters import is_year, month_in, named
from extractors.headings.shapes import NUMBER, PERIOD, STATUS, is_dated_status
from extractors.headings.values import Column

# What a person says counts more than any heading.
SAID = 2.0
# So many columns, each with so many texts at least, of which this part are statuses or figures and this part have more
# than one word, are milestones.
FEWEST_MILESTONES, FEWEST_TEXTS, FEW, SEVERAL = 2, 3, 0.2, 0.5
MILESTONE = "milestone"
# What a heading may say of the quarter whose month it names.
OF_QUARTER = ("status", "value", "update")

Matches = tuple[HeadingMatch, ...]


def without_milestones(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """Columns headed by quarters or years that hold words: what is planned for each, no status or value.

    They are no field of a record, unless the colours of quarters, more than other columns have, rate what is planned.
    """
    # what is said beside a rating of the quarter: `Quarter 1 Status | Quarter 1 Comments`
    rated_in = {m.quarter for ms in matches for m in ms[:1] if m.field in ("rag", "status") and m.quarter}
    planned = {
        i
        for i, (c, ms) in enumerate(zip(columns, matches, strict=True))
        if (named(c.heading).quarter or is_year(c.heading))
        and not any(m.score == SAID for m in ms)
        and worded(c.values)
        and not (ms and ms[0].field == "update" and ms[0].sure and ms[0].quarter in rated_in)
    }
    shades = [len({f for f in c.fills if f}) for c in columns]
    planned |= _alike(columns, planned)
    usual = max((n for i, n in enumerate(shades) if i not in planned), default=0)
    if len(planned) < FEWEST_MILESTONES:
        return list(matches)
    rated = {i for i in planned if named(columns[i].heading).quarter}
    if any(shades[i] > usual for i in rated):
        return [_rated(c, ms) if i in rated else ms for i, (c, ms) in enumerate(zip(columns, matches, strict=True))]
    milestone = (HeadingMatch(MILESTONE, 1.0, "it holds words, what is planned for its quarter or year"),)
    return [milestone if i in planned else m for i, m in enumerate(matches)]


def _alike(columns: Sequence[Column], planned: set[int]) -> set[int]:
    """Columns of further quarters, headed as most of their kind are that hold what is planned: `Complete` in each row.

    None where colours may rate what stands in them.
    """
    stems = [named(c.heading).rest.strip() if named(c.heading).quarter else None for c in columns]
    told = {stems[i] for i in planned}
    others = {i for i, s in enumerate(stems) if s is not None and s in told and not any(columns[i].fills)} - planned
    return others if len(planned) > max(len(others), FEWEST_MILESTONES - 1) and len(told) == 1 else set()


def _rated(column: Column, matches: Matches) -> Matches:
    """What a quarter's coloured column is, whatever else its heading names: that quarter's ratings."""
    if own := tuple(m for m in matches if m.field == "rag"):
        return own
    told = named(column.heading)
    why = f"the heading '{column.heading}' names a quarter, and colours rate what is planned for it"
    return (HeadingMatch("rag", 1.0, why, told.quarter, told.year),)


def worded(values: Sequence[str]) -> bool:
    """Whether the values are texts of several words that are neither statuses, dated or not, nor figures nor dates.

    Statuses with the dates they are of, under four quarters, were once read as what is planned for each.
    """
    filled = [v for v in values if any(ch.isalnum() for ch in v)]
    told = sum(any(s.match(v) for s in (STATUS, NUMBER, PERIOD)) or is_dated_status(v) for v in filled)
    several = sum(len(v.split()) > 1 for v in filled)
    return len(filled) >= FEWEST_TEXTS and told <= FEW * len(filled) and several >= SEVERAL * len(filled)


def by_months(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """Columns headed by months, each in another quarter (`Jun-25`, `RAG Sep-25`): the quarters' columns.

    Months that follow each other are months, and stay so.
    """
    found: dict[str, dict[int, HeadingMatch]] = {}
    for i, c in enumerate(columns):
        told = month_in(c.heading)
        about = (match_heading(told.rest) or (None,))[0] if told and told.rest else None
        if not told or (told.rest and (about is None or about.field not in OF_QUARTER or not about.sure)):
            continue
        why = f"the heading '{c.heading}' names the month of a quarter"
        own = with_quarter(about or HeadingMatch("status", SURE, why, None, told.year), told.quarter)
        found.setdefault(own.field or "", {})[i] = replace(own, why=why, year=told.year)
    kept: dict[int, HeadingMatch] = {}
    for months in found.values():
        if len(months) > 1 and len({m.quarter for m in months.values()}) == len(months):
            kept |= months
    return [(kept[i],) if i in kept else m for i, m in enumerate(matches)]
