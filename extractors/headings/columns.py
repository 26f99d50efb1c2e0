"""Which kind of table this is and which field each column holds: a person's word first, then headings, then shapes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from extractors.headings.bystanders import other_table
from extractors.headings.codedheadings import coded_heading
from extractors.headings.completing import by_shape
from extractors.headings.headings import HeadingMatch, match_heading, with_quarter
from extractors.headings.initials import with_months
from extractors.headings.kinds import MARKED, is_coded, kind_of
from extractors.headings.levels import without_levels
from extractors.headings.meanings import NO_FIELD, field_in, said_field
from extractors.headings.overrides import Overrides
from extractors.headings.putoff import with_dates_that_hold
from extractors.headings.quarterly import SAID, by_months, without_milestones
from extractors.headings.quarters import named
from extractors.headings.shapes import mean_length
from extractors.headings.subjects import with_mixed_owners, with_starts, with_subjects, with_target_dates, without_past
from extractors.headings.ticks import TICKED, with_ticks
from extractors.headings.timelines import TIMELINE, with_timeline
from extractors.headings.values import Column
from extractors.headings.vocabulary import other_tables
from extractors.table import PlanColumn, TableKind

# Fields of which an indicator has one, whatever quarter it is of.
OF_THE_LAST = ("target", "status")
# Fields that a heading over several quarters names for all of them.
QUARTERLY = ("target", "value", "rag", "status", "forecast")


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
    headings = with_months(headings)
    columns = [
        Column(" ".join(dict.fromkeys(t for t in h if t)), tuple(v), tuple(fills[c]) if c < len(fills) else ())
        for c, (h, v) in enumerate(zip(headings, values, strict=True))
    ]
    own = [_matches(h, said, over_several=_over_several(headings, c)) for c, h in enumerate(headings)]
    timed = with_starts(with_target_dates(columns, own))
    named_fields = without_past(columns, with_subjects(columns, with_mixed_owners(columns, timed)))
    named_fields = without_levels(columns, with_dates_that_hold(columns, named_fields))
    matches = with_timeline(columns, without_milestones(columns, by_months(columns, named_fields)))
    matches = with_ticks(columns, [next((t for t in reversed(h) if t), "") for h in headings], matches)
    direction = said.table(pages, headings)
    if direction is not None:
        kind, reason = direction.kind, "the file beside the PDF says so"
    elif refused := other_table(columns, matches):
        kind, reason = None, refused
    else:
        kind, reason = kind_of(matches, columns)
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
    if filled and (coded := coded_heading(filled[-1])) and coded.word and coded.title:
        return match_heading(coded.title)  # `Priority 1: Healthy people` names what the column's titles serve
    if len(filled) > 1:
        # under a heading that spans columns each column has its own; the quarter may stand in either
        about = match_heading(whole)
        quarter, year, _ = named(whole)
        found = [m for m in about if m.worded]  # the lines of `Outcome ref` are no two headings
        alone = match_heading(filled[-1]) if over_several or not about else ()
        if any(m.field in QUARTERLY for m in found) and not named(filled[-1]).rest.strip():
            alone = ()  # the quarter of a target is neither its value nor its status
        own = [with_quarter(m, quarter) for m in alone if m.sure]
        found += [replace(m, year=m.year or year) for m in own]
    if whole:
        found.extend(m for m in match_heading(whole) if m not in found)
    if not found:
        for text in reversed(texts):
            found.extend(match_heading(text))
    return tuple(found)


def _outcome_columns(columns: list[Column]) -> tuple[PlanColumn, ...]:
    """The code is the column of codes, the statement the longest text beside it, whatever either is headed."""
    code = next((i for i, c in enumerate(columns) if is_coded(c)), None)
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
    last = _last_reported(columns, matches) if kind == "kpis" else None
    order = sorted(
        range(len(columns)), key=lambda i: (-(matches[i][0].score if matches[i] else 0), _time(matches[i]) != last)
    )
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
            field = said_field(kind, m) if said else field_in(kind, m, columns[i])
            if field == "other":
                chosen[i] = PlanColumn(i, columns[i].heading, None, m.why)
            quarter = None if field in OF_THE_LAST else m.quarter
            if field in (None, "other") or (field, quarter) in taken:
                continue
            taken.add((field, quarter))
            chosen[i] = PlanColumn(i, columns[i].heading, field, m.why, m.quarter, m.year)
            break
    if any(c and c.field == TIMELINE for c in chosen):
        taken |= {("start", None), ("delivery", None)}
    if any(c and c.field == TICKED for c in chosen):
        taken.add(("status", None))
    by_shape(kind, columns, chosen, taken, matches)
    _one_update(columns, chosen)
    return tuple(
        c or PlanColumn(i, columns[i].heading, None, "no rule knows this heading") for i, c in enumerate(chosen)
    )


def _one_update(columns: list[Column], chosen: list[PlanColumn | None]) -> None:
    """Leave one column of updates, the record's, whatever quarter its heading names: that of the last one told of.

    Several without ratings beside them stay as they are. Comments of each quarter beside its ratings were what is
    planned for it: 16 actions had no update.
    """
    told = [(c.year or "", c.quarter or 0, any(columns[i].values), i, c) for i, c in enumerate(chosen) if _updates(c)]
    if len(told) > 1 and not any(c and c.field == "rag" for c in chosen):
        return
    last = max(told, key=lambda t: (t[2], *t[:2]), default=None)
    for _, _, _, i, c in told:
        earlier = "it tells of a quarter before the last"
        chosen[i] = replace(c, quarter=None) if last and i == last[3] else PlanColumn(i, c.heading, None, earlier)


def _updates(column: PlanColumn | None) -> TypeGuard[PlanColumn]:
    return column is not None and column.field == "update"


def _time(matches: Sequence[HeadingMatch]) -> tuple[str, int] | None:
    """The year ("" where none is named) and the quarter of a column, None where it is no quarter's."""
    return (matches[0].year or "", matches[0].quarter) if matches and matches[0].quarter else None


def _last_reported(columns: list[Column], matches: list[tuple[HeadingMatch, ...]]) -> tuple[str, int] | None:
    """The last quarter with a value, which a record's one target and status are of: `Value | Target | Status` of each.

    None where no columns of values name their quarters.
    """
    told = [
        _time(ms)
        for c, ms in zip(columns, matches, strict=True)
        if ms and any(c.values) and field_in("kpis", ms[0], c) == "value"
    ]
    return max((t for t in told if t), default=None)


def _spanned(texts: list[str]) -> list[bool]:
    """Columns that share one heading with a neighbour: which is which, only their values can tell."""
    return [
        bool(t) and ((i > 0 and texts[i - 1] == t) or (i + 1 < len(texts) and texts[i + 1] == t))
        for i, t in enumerate(texts)
    ]
