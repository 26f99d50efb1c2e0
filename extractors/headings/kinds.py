"""Which kind of table its headings and values make it: actions, deliverables, indicators, outcomes, or no plan's."""

from collections.abc import Sequence

from extractors.headings.bystanders import likely_other_table
from extractors.headings.headings import HeadingMatch, surest
from extractors.headings.quarterly import FEWEST_MILESTONES, MILESTONE
from extractors.headings.shapes import ARROW, CODE, NUMBER, PERIOD, STATUS, share
from extractors.headings.subjects import dated_steps
from extractors.headings.ticks import TICKED
from extractors.headings.timelines import TIMELINE
from extractors.headings.values import (
    SHAPED,
    Column,
    has_titles,
    names_posts,
    of_their_own,
    own_statuses,
    rates,
    timed,
    titles_in,
)
from extractors.headings.vocabulary import other_tables
from extractors.table import TableKind

# Fields that make a table with titles a table of deliverables.
AROUND = ("start", "delivery", "lead_officer", "outcome_codes", "status", "update", "strategic_link")
# What columns in which a mark stands for a value tell of.
MARKED = {TIMELINE: "delivery", TICKED: "status"}
# So many of them tell it where no heading names the titles.
ENOUGH_AROUND = 3
NO_PLAN = "its headings name no deliverable, action or measure together with officers, dates or a status"
LIKELY_PLAN = f"{NO_PLAN}, though its values may be a plan's"
# What else a table tells of its indicators where no heading names them: `Short Name | Value | Target | Traffic Light`.
OF_MEASURES = frozenset({"code", "tier", "unit", "direction", "status", "update"})
# Fewer rows than this are no evidence of a shape.
ROWS = 3


def _may_be_timed(column: Column, matches: tuple[HeadingMatch, ...]) -> bool:
    """Whether texts tell a time under no known heading, or under one that holds a word for when a thing is done."""
    return (not matches and timed(column)) or any(m.field == "delivery" for m in matches)


def kind_of(matches: list[tuple[HeadingMatch, ...]], columns: list[Column]) -> tuple[TableKind | None, str]:
    """The kind that the fields of its headings, best first for each column, tell with the values; and why."""
    best = [ms[0].field if ms else None for ms in matches]
    every = {m.field for ms in matches for m in ms}
    sure = {m.field for ms in matches if (m := surest(ms))}
    quarterly = [c for c, f in zip(columns, best, strict=True) if f == "rag"]
    around = {MARKED.get(f or "", f) for f in best if f in AROUND or f in MARKED}
    if "indicator" in best and (every & {"target", "value", "direction"} or quarterly):
        measured = "value" in every or any(
            share(c.values, NUMBER) >= 0.5 and not share(c.values, STATUS) for c in quarterly
        )
        # who leads it is said of what is done, which may stand under a heading that no rule knows
        done = "title" in sure or ("lead_officer" in around and has_titles(columns, matches))
        if measured or not (done and (quarterly or len(around) >= 2)):
            return "kpis", "an indicator with targets or values"
    if (
        "target" in sure
        and "title" not in sure
        and quarterly
        and any(share(c.values, NUMBER) >= 0.5 for c in quarterly)
    ):
        return "kpis", "targets with a value for each quarter"
    if {"target", "value"} <= sure and sure & OF_MEASURES and "title" not in sure and has_titles(columns, matches):
        return "kpis", "targets and values beside texts that differ from row to row"
    if "title" in every and quarterly:
        return "actions", "actions with a status for each quarter"
    if "title" in every and "lead_officer" in around and best.count(MILESTONE) >= FEWEST_MILESTONES:
        return "deliverables", "titles with a lead and milestones for each quarter"
    if "title" in every and len(around) >= 2:
        return "deliverables", "titles with " + ", ".join(sorted(str(a) for a in around))
    if len(around) >= ENOUGH_AROUND and "title" not in every and has_titles(columns, matches):
        if any(ms and ms[0].field == "rag" and ms[0].quarter for ms in matches):
            # no deliverable has a rating for each quarter: as one it lost them all
            return "actions", "texts that differ from row to row with a status for each quarter"
        return "deliverables", "texts that differ from row to row with " + ", ".join(sorted(str(a) for a in around))
    worded = {ms[0].field for ms in matches if ms and ms[0].worded}
    if {"status", "update"} <= worded and "title" not in every and has_titles(columns, matches):
        return "deliverables", "texts that differ from row to row with a status and what is said of progress"
    led = {"title", "lead_officer"} <= sure
    if led and any(_may_be_timed(c, ms) or dated_steps(c) for c, ms in zip(columns, matches, strict=True)):
        return "deliverables", "titles with a lead, and texts that tell a time"
    if led and _posts_lead(columns, matches) and not likely_other_table(columns, matches):
        return "deliverables", "titles with posts that lead"
    if "title" in sure and (both := _by_both(columns, matches)):
        return both
    coded = any(is_coded(c) for c in columns) and not likely_other_table(columns, matches)
    if len(matches) in (2, 3) and coded and every & {"outcome", "outcome_codes"} and around <= {"outcome_codes"}:
        return "outcomes", "codes with outcome statements"
    # two headings of a plan's own weigh more than one of another table
    likely = "title" in sure and bool({"lead_officer", "update", "status"} & sure)
    other = None if likely else likely_other_table(columns, matches)
    measured = "value" in sure and len(sure & (OF_MEASURES | {"target"})) >= ENOUGH_AROUND
    likely = likely or measured or _may_be_plan(columns, matches)
    return _by_shape(columns, matches) or (None, other or (LIKELY_PLAN if likely else NO_PLAN))


def _posts_lead(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> bool:
    """Whether rows enough have posts under the heading for the lead: `Action | What difference it makes | Lead`."""
    led = (c for c, ms in zip(columns, matches, strict=True) if ms and ms[0].field == "lead_officer")
    return len(columns[0].values) >= ROWS and any(map(names_posts, led))


def is_coded(column: Column) -> bool:
    """Whether a column holds codes."""
    return share(column.values, CODE) >= SHAPED and sum(map(bool, column.values)) >= 2


def _by_shape(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> tuple[TableKind, str] | None:
    """The kind of a table whose headings do not tell it.

    Texts that differ from row to row, beside posts and beside periods or statuses, are deliverables; beside posts and
    columns for quarters they are actions. Beside periods and statuses, without any post, they are where codes tell the
    rows apart: `Scheme ID | Scheme | Start on site | Works complete | RAG`. None where the values do not show them.
    """
    if not columns or len(columns[0].values) < ROWS:
        return None
    known = {ms[0].field for ms in matches if ms}
    foreign = [bool(ms) and ms[0].field in other_tables() for ms in matches]
    texts = [c for c, other in zip(columns, foreign, strict=True) if titles_in(c) and not other]
    shapes = {
        "posts": "lead_officer" in known or any(names_posts(c) for c in columns),
        "periods": bool(known & {"start", "delivery"}) or any(share(c.values, PERIOD) >= SHAPED for c in columns),
        "statuses": "status" in known or any(share(c.values, STATUS) >= SHAPED or rates(c) for c in columns),
        "codes": any(share(c.values, CODE) >= SHAPED and of_their_own(c.values) for c in columns),
    }
    if texts and shapes["posts"] and any(ms and ms[0].field == "rag" and ms[0].quarter for ms in matches):
        return "actions", "its values are texts with posts and a status for each quarter, whatever its headings"
    timed_and_rated = shapes["periods"] and shapes["statuses"] and shapes["codes"]
    if texts and (timed_and_rated or (shapes["posts"] and (shapes["periods"] or shapes["statuses"]))):
        seen = ", ".join(name for name, there in shapes.items() if there)
        return "deliverables", f"its values are texts with {seen}, whatever its headings"
    return None


def _may_be_plan(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> bool:
    """Whether a table whose kind nothing tells holds texts as titles are, beside posts, statuses or directions."""
    if not columns or len(columns[0].values) < ROWS or not has_titles(columns, matches):
        return False
    shapes = (STATUS, ARROW)
    return any(names_posts(c) or rates(c) or any(share(c.values, s) >= SHAPED for s in shapes) for c in columns)


def _by_both(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> tuple[TableKind, str] | None:
    """Deliverables where values beside the titles are a council's own statuses, and posts, dates or what was done.

    A heading has to name the titles and what was done, and the dates too unless all of them are such.
    """
    known = list(zip(columns, matches, strict=True))
    posts = any(not ms and names_posts(c) for c, ms in known)
    headed = any(ms and ms[0].field == "delivery" for ms in matches)
    dated = any(not ms and share(c.values, PERIOD) == 1 and sum(map(bool, c.values)) >= ROWS for c, ms in known)
    told = any(ms and ms[0].field == "update" and ms[0].worded for ms in matches)
    if any(own_statuses(c, ms) for c, ms in known) and (dated or told or (posts and headed)):
        return "deliverables", "titles, and values that are statuses with dates, posts or what was done"
    return None
