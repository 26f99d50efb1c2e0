"""Which kind of table this is and which field each column holds: a person's word first, then headings, then shapes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.grids.colours import is_traffic_light
from extractors.headings.bystanders import likely_other_table, other_table
from extractors.headings.completing import (
    Column,
    by_shape,
    has_titles,
    is_rated,
    kind_by_both,
    kind_by_shape,
    may_be_plan,
    timed,
)
from extractors.headings.headings import HeadingMatch, match_heading, surest, with_quarter
from extractors.headings.overrides import Overrides
from extractors.headings.quarterly import (
    FEW,
    FEWEST_MILESTONES,
    MILESTONE,
    SAID,
    by_months,
    without_milestones,
    worded,
)
from extractors.headings.shapes import (
    CODE,
    CODES,
    LEVEL,
    NAME,
    NUMBER,
    PERIOD,
    PERSON,
    STATUS,
    distinct,
    filled_share,
    mean_length,
    share,
)
from extractors.headings.subjects import dated_steps, with_mixed_owners, with_subjects, without_past
from extractors.headings.ticks import TICKED, with_ticks
from extractors.headings.timelines import TIMELINE, with_timeline
from extractors.headings.vocabulary import officer_pattern, other_tables, theme_pattern
from extractors.table import PlanColumn, TableKind

SHAPED = 0.8  # the part of a column's values that must look alike for their shape to name the field
# A quarter's column with texts this short, in characters, holds statuses, whatever prose its heading promises.
SHORT = 12
# Texts longer than this on average, in characters, are no council's words for a status.
SENTENCES = 40
# So many rows that each have their own text show that it is no theme.
MANY = 5
# A text of so many words is no list of codes.
AIM_WORDS = 5
# A heading that is a quarter and nothing else scores this.
BARE = 0.8
# Fields that make a table with titles a table of deliverables.
AROUND = ("start", "delivery", "lead_officer", "outcome_codes", "status", "update", "strategic_link")
# What columns in which a mark stands for a value tell of.
MARKED = {TIMELINE: "delivery", TICKED: "status"}
# So many of them tell it where no heading names the titles.
ENOUGH_AROUND = 3
NO_PLAN = "its headings name no deliverable, action or measure together with officers, dates or a status"
LIKELY_PLAN = f"{NO_PLAN}, though its values may be a plan's"
# Headings that are known and yet name no field of a record.
NO_FIELD = {"portfolio_holder", "percent_complete", "polarity", "forecast", "other_date", MILESTONE}
# What else a table tells of its indicators where no heading names them: `Short Name | Value | Target | Traffic Light`.
OF_MEASURES = frozenset({"code", "tier", "unit", "direction", "status", "update"})
# Fields that only indicators have, or that no field of the record is made of.
NOT_OF_ACTIONS = ("outcome", *NO_FIELD, "indicator", "tier", "unit", "target", "value", "value_before", "direction")


@dataclass(frozen=True)
class Understood:
    """The kind of a table (None: not a plan's), why, and its columns; `said` where a person decided the kind."""

    kind: TableKind | None
    reason: str
    columns: tuple[PlanColumn, ...]
    said: bool = False


def understand(
    headings: Sequence[Sequence[str]],
    values: Sequence[Sequence[str]],
    overrides: Overrides | None = None,
    *,
    fills: Sequence[Sequence[str | None]] = (),
    pages: Sequence[int] = (),
) -> Understood:
    """Read a table's columns.

    `headings[c]` are the heading texts over column c (top row first; a heading that spans columns is given to each),
    `values[c]` the column's body texts, `fills[c]` the colours of the same cells, `pages` where the table is printed.
    `overrides` is what a person says of headings and tables.
    """
    said = overrides or Overrides()
    columns = [
        Column(" ".join(dict.fromkeys(t for t in h if t)), tuple(v), tuple(fills[c]) if c < len(fills) else ())
        for c, (h, v) in enumerate(zip(headings, values, strict=True))
    ]
    own = [_matches(h, said, over_several=_over_several(headings, c)) for c, h in enumerate(headings)]
    named_fields = without_past(columns, with_subjects(columns, with_mixed_owners(columns, own)))
    matches = with_timeline(columns, without_milestones(columns, by_months(columns, named_fields)))
    matches = with_ticks(columns, [next((t for t in reversed(h) if t), "") for h in headings], matches)
    direction = said.table(pages, headings)
    if direction is not None:
        kind, reason = direction.kind, "the file beside the PDF says so"
    elif refused := other_table(columns, matches):
        kind, reason = None, refused
    else:
        kind, reason = _kind(matches, columns)
    if kind is None:
        return Understood(
            None, reason, tuple(PlanColumn(i, c.heading, None, "not a plan table") for i, c in enumerate(columns))
        )
    return Understood(kind, reason, _columns(columns, matches, kind))


def _over_several(headings: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a heading over the last of a column stands over a column beside it as well; else they are its lines."""
    beside = [h for c in (column - 1, column + 1) if 0 <= c < len(headings) for h in headings[c][:-1]]
    return any(t and t in beside for t in headings[column][:-1])


def _matches(texts: Sequence[str], said: Overrides, *, over_several: bool) -> tuple[HeadingMatch, ...]:
    """The fields a column's headings may name: all of them read together, then each alone.

    `over_several` says that those above the last stand over other columns too.
    """
    whole = " ".join(dict.fromkeys(t for t in texts if t))
    for text in (whole, *texts):
        given = said.field_of(text) if text else None
        if given:
            about = match_heading(text)
            quarter = given[1] or next((m.quarter for m in about if m.quarter), None)
            year = next((m.year for m in about if m.year), None)
            return (HeadingMatch(given[0], SAID, f"the file beside the PDF says so of '{text}'", quarter, year),)
    filled = [t for t in texts if t]
    found: list[HeadingMatch] = []
    if len(filled) > 1:
        # under a heading that spans columns each column has its own; the quarter may stand in either
        about = match_heading(whole)
        quarter = next((m.quarter for m in about if m.quarter), None)
        found = [m for m in about if m.worded]  # the lines of `Outcome ref` are no two headings
        found += [with_quarter(m, quarter) for m in match_heading(filled[-1]) if m.sure and (over_several or not about)]
    if whole:
        found.extend(m for m in match_heading(whole) if m not in found)
    if not found:
        for text in reversed(texts):
            found.extend(match_heading(text))
    return tuple(found)


def _kind(matches: list[tuple[HeadingMatch, ...]], columns: list[Column]) -> tuple[TableKind | None, str]:
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
        return "deliverables", "texts that differ from row to row with " + ", ".join(sorted(str(a) for a in around))
    worded = {ms[0].field for ms in matches if ms and ms[0].worded}
    if {"status", "update"} <= worded and "title" not in every and has_titles(columns, matches):
        return "deliverables", "texts that differ from row to row with a status and what is said of progress"
    led = {"title", "lead_officer"} <= sure
    if led and any((not ms and timed(c)) or dated_steps(c) for c, ms in zip(columns, matches, strict=True)):
        return "deliverables", "titles with a lead, and texts that tell a time"
    if "title" in sure and (both := kind_by_both(columns, matches)):
        return both
    coded = any(_coded(c) for c in columns) and not likely_other_table(columns, matches)
    if len(matches) in (2, 3) and coded and every & {"outcome", "outcome_codes"} and around <= {"outcome_codes"}:
        return "outcomes", "codes with outcome statements"
    # two headings of a plan's own weigh more than one of another table
    likely = "title" in sure and bool({"lead_officer", "update", "status"} & sure)
    other = None if likely else likely_other_table(columns, matches)
    measured = "value" in sure and len(sure & (OF_MEASURES | {"target"})) >= ENOUGH_AROUND
    likely = likely or measured or may_be_plan(columns, matches)
    return kind_by_shape(columns, matches) or (None, other or (LIKELY_PLAN if likely else NO_PLAN))


def _name_aims(values: Sequence[str]) -> bool:
    """Whether texts name aims in words: without any number, or in a sentence that does not begin with one."""
    told = [v for v in values if v]
    named = [v for v in told if NAME.match(v) or (len(v.split()) >= AIM_WORDS and not _begins_coded(v))]
    return len(named) >= max(SHAPED * len(told), 1)


def _begins_coded(text: str) -> bool:
    return bool(theme_pattern().match(text)) or any(ch.isdigit() for ch in text.split()[0])


def _tells_time(values: Sequence[str]) -> bool:
    """Whether any value may be a date or a period."""
    return share(values, PERIOD) > 0 or any(ch.isdigit() for v in values for ch in v)


def _coded(column: Column) -> bool:
    return share(column.values, CODE) >= SHAPED and sum(map(bool, column.values)) >= 2


def _outcome_columns(columns: list[Column]) -> tuple[PlanColumn, ...]:
    """The code is the column of codes, the statement the longest text beside it, whatever either is headed."""
    code = next((i for i, c in enumerate(columns) if _coded(c)), None)
    rest = [i for i in range(len(columns)) if i != code]
    title = max(rest, key=lambda i: (mean_length(columns[i].values), -i), default=None)
    why = {code: ("code", "its values are codes"), title: ("title", "it has the longest texts beside the codes")}
    return tuple(
        PlanColumn(i, c.heading, *why.get(i, (None, "neither code nor statement"))) for i, c in enumerate(columns)
    )


def _columns(columns: list[Column], matches: list[tuple[HeadingMatch, ...]], kind: TableKind) -> tuple[PlanColumn, ...]:
    if kind == "outcomes" and not any(ms and ms[0].score == SAID for ms in matches):
        return _outcome_columns(columns)
    chosen: list[PlanColumn | None] = [None] * len(columns)
    taken: set[tuple[str, int | None]] = set()
    spanned = _spanned([c.heading for c in columns])
    order = sorted(range(len(columns)), key=lambda i: -(matches[i][0].score if matches[i] else 0))
    for i in order:
        said = bool(matches[i]) and matches[i][0].score == SAID
        if spanned[i] and not said:
            continue
        first = matches[i][0] if matches[i] else None
        if first and first.field in NO_FIELD | other_tables().keys() and first.sure:
            chosen[i] = PlanColumn(i, columns[i].heading, None, first.why)
            continue
        if first and first.field in MARKED:
            chosen[i] = PlanColumn(i, columns[i].heading, first.field, first.why)
            continue
        for m in matches[i]:
            field = _said(kind, m) if said else _field_in(kind, m, columns[i])
            if field == "other":
                chosen[i] = PlanColumn(i, columns[i].heading, None, m.why)
            if field in (None, "other") or (field, m.quarter) in taken:
                continue
            taken.add((field, m.quarter))
            chosen[i] = PlanColumn(i, columns[i].heading, field, m.why, m.quarter, m.year)
            break
    if any(c and c.field == TIMELINE for c in chosen):
        taken |= {("start", None), ("delivery", None)}
    if any(c and c.field == TICKED for c in chosen):
        taken.add(("status", None))
    by_shape(kind, columns, chosen, taken, matches)
    told = [i for i, c in enumerate(chosen) if c and c.field == "update"]
    if len(told) == 1 and (only := chosen[told[0]]):
        # the one column of updates is the record's, whatever quarter its heading names: `Q4 narrative`
        chosen[told[0]] = replace(only, quarter=None)
    return tuple(
        c or PlanColumn(i, columns[i].heading, None, "no rule knows this heading") for i, c in enumerate(chosen)
    )


def _measures(column: Column) -> bool:
    """Whether a column says with figures, or with high, medium and low, what no colour rates."""
    told = max(share(column.values, NUMBER), share(column.values, LEVEL)) >= SHAPED
    return told and not is_traffic_light({f for f in column.fills if f})


def _rates(column: Column) -> bool:
    """Whether a column's texts or colours are ratings."""
    return share(column.values, STATUS) >= 0.5 or is_traffic_light({f for f in column.fills if f})


def _led(values: Sequence[str]) -> bool:
    """Whether some of the values name posts, services or persons; nothing speaks against a column without any."""
    return not any(values) or max(share(values, officer_pattern()), share(values, PERSON)) >= FEW


def _spanned(texts: list[str]) -> list[bool]:
    """Columns that share one heading with a neighbour: which is which, only their values can tell."""
    return [
        bool(t) and ((i > 0 and texts[i - 1] == t) or (i + 1 < len(texts) and texts[i + 1] == t))
        for i, t in enumerate(texts)
    ]


def _said(kind: TableKind, m: HeadingMatch) -> str | None:
    """The field that a person gave to a heading, under the name that it has in a table of this kind."""
    if kind == "kpis" and m.field == "indicator":
        return "title"
    if kind == "actions" and m.field == "outcome_codes":
        return "outcome_code"
    if m.field == "rag" and m.quarter is None:
        return "status"
    return m.field


def _field_in(kind: TableKind, m: HeadingMatch, column: Column) -> str | None:
    """The field that a match means in a table of this kind, None where it cannot be."""
    field, values = m.field, column.values
    if field is None or field in other_tables():
        return None
    if field == "outcome_codes" and kind != "outcomes" and share(values, LEVEL) >= SHAPED:
        return None
    if field in ("title", "indicator") and kind != "outcomes" and share(values, CODE) >= SHAPED:
        return None  # it stands over the codes as well, and the column beside them has no heading
    if field == "outcome_codes" and kind != "outcomes" and share(values, STATUS) >= SHAPED:
        return None  # what came of it: `Outcome at year end`
    if field == "outcome_codes" and kind != "outcomes" and _name_aims(values):
        # what a row alone is to bring about, unlike what it serves with others, differs from row to row
        own = len(values) >= MANY and filled_share(values) == 1.0 and distinct(values) >= SHAPED
        return None if own else "theme"
    if field == "lead_officer" and not m.sure and not _led(values):
        return None  # others under a heading that only holds the word: `Who will benefit`
    if field == "update" and kind == "actions" and m.quarter and 0 < mean_length(values) < SHORT:
        return "rag"
    if field == "update" and (share(values, STATUS) >= SHAPED or share(values, NUMBER) >= SHAPED or is_rated(column)):
        return None
    if field == "status" and not m.worded and _measures(column):
        return None  # how much is done, or how sure that is, under a heading that only holds the word
    told = mean_length(values) > SENTENCES
    if field == "status" and (not m.sure or (not m.worded and told)) and worded(values):
        return None  # other texts under a heading that only holds the word: `What is being done`
    # ratings of it stand under the very word too: `Delivery | Spend | Risk`
    worded_so = m.worded and share(values, STATUS) < SHAPED
    if field in ("start", "delivery") and not worded_so and any(values) and not _tells_time(values):
        return None
    if kind == "kpis":
        if field == "outcome_codes" and share(values, NUMBER) >= SHAPED > share(values, CODES):
            return None  # what is aimed at, in figures: `Ambition March 2026`
        figures = any(ch.isdigit() for v in values for ch in v)
        if field == "value" and not m.quarter and not figures and is_rated(column):
            return "status"
        if field == "value_before" and share(values, STATUS) >= 0.5:
            return None
        if field == "rag" and (share(values, NUMBER) >= 0.5 or (m.score <= BARE and not _rates(column))):
            return "value"  # a quarter that is still to come is blank, and some figures are not known yet
        names = {"indicator": "title", "title": None, "outcome": None, "rag": "status", **dict.fromkeys(NO_FIELD)}
        return names.get(field, field)
    if kind == "outcomes":
        return {"code": "code", "outcome": "title", "outcome_codes": "title"}.get(field)
    if kind == "actions" and field == "outcome_codes":
        return "outcome_code"
    if field in NOT_OF_ACTIONS:
        return None
    if field in ("start", "delivery") and values and share(values, PERIOD) < 0.3 and mean_length(values) > 40:
        return None
    return field
