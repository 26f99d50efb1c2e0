"""What headings leave open, told by what the values look like: columns without a known heading, tables without any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.grids.colours import is_traffic_light
from extractors.headings.headings import HeadingMatch
from extractors.headings.quarters import year_alone
from extractors.headings.shapes import (
    ARROW,
    CODE,
    CODES,
    DITTO,
    LEVEL,
    NUMBER,
    PERIOD,
    STATUS,
    distinct,
    filled_share,
    is_rated_in_colours,
    is_rated_in_words,
    may_be_ratings,
    mean_length,
    rated_share,
    share,
    tell_times,
)
from extractors.headings.vocabulary import judges, officer_pattern, other_tables
from extractors.table import PlanColumn, TableKind

SHAPED = 0.8  # the part of a column's values that must look alike for their shape to name the field
OFFICERS = 0.7  # posts are named in more ways than codes and dates are written
POST = 60  # the title of one post has at most so many characters
AMOUNTS = 0.5  # the part of a column's values that are plain numbers where they measure something
# Titles are this long on average, in characters, and hardly any occurs twice.
TITLE, DIFFERENT = 18, 0.8
# Titles fill this part of the rows; what fills fewer stands over several.
NEARLY_ALL = 0.75
# What is measured by indicators alone: in a table of actions such a heading (`Target`) says nothing against dates.
MEASURED = frozenset({"target", "value", "value_before"})
# Fewer rows than this are no evidence of a shape.
ROWS = 3


class Column(NamedTuple):
    """A column of a table: its headings as one text, and the texts and colours of its body cells."""

    heading: str
    values: tuple[str, ...]
    fills: tuple[str | None, ...] = ()


def kind_by_shape(
    columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]
) -> tuple[TableKind, str] | None:
    """The kind of a table whose headings do not tell it.

    Texts that differ from row to row, beside posts and beside periods or statuses, are deliverables; beside posts and
    columns for quarters they are actions. Beside periods and statuses, without any post, they are where codes tell the
    rows apart: `Scheme ID | Scheme | Start on site | Works complete | RAG`. None where the values do not show them.
    """
    if not columns or len(columns[0].values) < ROWS:
        return None
    known = {ms[0].field for ms in matches if ms}
    foreign = [bool(ms) and ms[0].field in other_tables() for ms in matches]
    texts = [c for c, other in zip(columns, foreign, strict=True) if _titles(c) and not other]
    shapes = {
        "posts": "lead_officer" in known or any(_posts(c) for c in columns),
        "periods": bool(known & {"start", "delivery"}) or any(share(c.values, PERIOD) >= SHAPED for c in columns),
        "statuses": "status" in known or any(share(c.values, STATUS) >= SHAPED or _rated(c) for c in columns),
        "codes": any(share(c.values, CODE) >= SHAPED and _of_their_own(c.values) for c in columns),
    }
    if texts and shapes["posts"] and any(ms and ms[0].field == "rag" and ms[0].quarter for ms in matches):
        return "actions", "its values are texts with posts and a status for each quarter, whatever its headings"
    timed_and_rated = shapes["periods"] and shapes["statuses"] and shapes["codes"]
    if texts and (timed_and_rated or (shapes["posts"] and (shapes["periods"] or shapes["statuses"]))):
        seen = ", ".join(name for name, there in shapes.items() if there)
        return "deliverables", f"its values are texts with {seen}, whatever its headings"
    return None


def may_be_plan(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> bool:
    """Whether a table whose kind nothing tells holds texts as titles are, beside posts, statuses or directions."""
    if not columns or len(columns[0].values) < ROWS or not has_titles(columns, matches):
        return False
    shapes = (STATUS, ARROW)
    return any(_posts(c) or _rated(c) or any(share(c.values, s) >= SHAPED for s in shapes) for c in columns)


def _titles(column: Column) -> bool:
    told = mean_length(column.values) >= TITLE and filled_share(column.values) >= NEARLY_ALL
    return told and distinct(column.values) >= DIFFERENT and not _posts(column)


def _foreign_titles(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> int | None:
    """The first column of texts as titles are under a heading that other tables have too: `Agreed action`."""
    known = enumerate(zip(columns, matches, strict=True))
    return next((i for i, (c, ms) in known if ms and ms[0].field in other_tables() and _titles(c)), None)


def _posts(column: Column) -> bool:
    told = [v for v in column.values if not DITTO.match(v)]
    return share(told, officer_pattern()) >= OFFICERS and mean_length(told) < 90


def is_post(text: str) -> bool:
    """Whether a text looks like the title of a post: those are short, and prose may name one."""
    return len(text) <= POST and bool(officer_pattern().match(text))


def _rated(column: Column) -> bool:
    return rated_share(column.values, column.fills) >= SHAPED


def by_shape(
    kind: TableKind,
    columns: Sequence[Column],
    chosen: list[PlanColumn | None],
    taken: set[tuple[str, int | None]],
    matches: Sequence[tuple[HeadingMatch, ...]],
) -> None:
    """Complete the columns that headings left open (None in `chosen`), each with the reason."""
    table = _Table(kind, columns, chosen, taken, matches)
    if table.lacks("title"):
        _give_title(table)
    _give_codes(table)
    if kind == "outcomes":
        return
    if kind == "deliverables" and table.lacks("outcome_codes"):
        _give_outcomes(table)
    if kind == "kpis":
        _give_direction(table)
        _give_value(table)
    else:
        _give_dates(table)
    if kind in ("deliverables", "kpis") and table.lacks("status"):
        _give_status(table)
    if kind != "kpis" and table.lacks("lead_officer"):
        posts = [i for i in table.free if not matches[i] and _posts(columns[i])]
        table.give_first(posts, "lead_officer", "its values are titles of posts")
    if kind in ("deliverables", "kpis") and table.lacks("status"):
        rated = [i for i in table.free if _rated(columns[i]) or _status_in_colours(table, i)]
        table.give_first(rated, "status", "its cells are coloured red, amber or green")


@dataclass(frozen=True)
class _Table:
    """The columns of a table, what headings made of them and what is `taken` by one; both grow as columns are given."""

    kind: TableKind
    columns: Sequence[Column]
    chosen: list[PlanColumn | None]
    taken: set[tuple[str, int | None]]
    matches: Sequence[tuple[HeadingMatch, ...]]

    @property
    def free(self) -> list[int]:
        """The columns that nothing was made of yet."""
        return [i for i, c in enumerate(self.chosen) if c is None]

    def lacks(self, field: str) -> bool:
        return (field, None) not in self.taken

    def values(self, i: int) -> Sequence[str]:
        return self.columns[i].values

    def heading(self, i: int) -> str:
        return self.columns[i].heading

    def give(self, i: int, field: str, why: str, year: str | None = None) -> None:
        self.taken.add((field, None))
        self.chosen[i] = PlanColumn(i, self.heading(i), field, why, year=year)

    def give_first(self, among: Sequence[int], field: str, why: str) -> None:
        if among:
            self.give(among[0], field, why)


def _give_title(table: _Table) -> None:
    columns, matches = table.columns, table.matches
    open_titles = [i for i in table.free if any(m.field in ("title", "indicator") for m in matches[i])] or table.free
    bare = [i for i in table.free if not matches[i] and _titles(columns[i])]
    if bare and not any(_titles(columns[i]) for i in open_titles):
        open_titles = bare  # a heading over several columns does not reach the last of them, or none is known
    first = next((i for i in open_titles if not matches[i] and _titles(columns[i])), None)
    longest = max(open_titles, key=lambda i: (mean_length(table.values(i)), -i), default=None)
    found = longest if first is None else first
    told = (i for i, c in enumerate(table.chosen[:found]) if c and (c.field, c.quarter) == ("update", None))
    if (ahead := next((i for i in told if _titles(columns[i])), None)) is not None:
        table.taken.discard(("update", None))
        table.give(ahead, "title", "it stands before the other texts, and no heading names a title: `What we did`")
    elif first is not None:
        table.give(first, "title", "it is the first column of texts that differ from row to row")
    elif (foreign := _foreign_titles(columns, matches)) is not None and not (
        longest is not None and _titles(columns[longest])
    ):
        why = "its texts alone differ from row to row, though its heading is one of other tables as well"
        table.give(foreign, "title", why)
    elif longest is not None:
        under = f"under '{table.heading(longest)}'" if table.heading(longest) else "without a heading"
        table.give(longest, "title", f"of the columns {under} it has the longest texts")


def _give_codes(table: _Table) -> None:
    coded = [i for i in table.free if share(table.values(i), CODE) >= SHAPED and _unknown(table.matches[i])]
    coded = [i for i in coded if not _quarters(table.values(i))]
    # of two as distinct, the codes that group records stand further left of the titles than the records' own
    title = next((i for i, c in enumerate(table.chosen) if c and c.field == "title"), 0)
    # plain numbers right of the titles, under a heading, are amounts
    coded = [i for i in coded if i < title or not table.heading(i) or share(table.values(i), NUMBER) < AMOUNTS]
    coded.sort(key=lambda i: (-distinct(table.values(i)) * filled_share(table.values(i)), abs(title - i), i))
    for i in coded:
        if table.lacks("code") and distinct(table.values(i)) >= SHAPED:
            table.give(i, "code", "its values are codes, each used once")
        elif table.kind == "actions" and table.lacks("outcome_code"):
            table.give(i, "outcome_code", "its values are codes that stand over several rows")


def _give_outcomes(table: _Table) -> None:
    headed = [i for i in table.free if table.heading(i)]
    # plain numbers under a heading that no rule knows are amounts, not codes
    plain = {i for i in headed if not table.matches[i] and share(table.values(i), NUMBER) >= AMOUNTS}
    # single codes that hardly come again, under a heading that names no outcome, tell rows apart
    foreign = [i for i in headed if not any(m.field == "outcome_codes" for m in table.matches[i])]
    own = {i for i in foreign if _of_their_own(table.values(i))}
    listed = [i for i in table.free if i not in plain | own and share(table.values(i), CODES) >= SHAPED]
    listed = [i for i in listed if not _quarters(table.values(i))]
    table.give_first(
        [i for i in listed if _unknown(table.matches[i])], "outcome_codes", "its values are lists of codes"
    )


def _give_dates(table: _Table) -> None:
    matches = table.matches
    measured = {i for i in table.free if matches[i] and matches[i][0].field in MEASURED}
    maybe = [i for i in table.free if _unknown(matches[i]) or i in measured]
    dated = [i for i in maybe if share(table.values(i), PERIOD) >= SHAPED]
    lacking = [f for f in ("start", "delivery") if table.lacks(f)]
    if lacking == ["start"]:  # what began stands before what ends: `Due date | Actual date`
        ends = next((i for i, c in enumerate(table.chosen) if c and c.field == "delivery"), 0)
        dated = [i for i in dated if i < ends]
    if dated and lacking:
        for i, field in zip(dated, lacking[-len(dated) :], strict=False):
            table.give(i, field, "its values are dates or quarters")


def _give_direction(table: _Table) -> None:
    if table.lacks("direction"):
        arrows = [i for i in table.free if share(table.values(i), ARROW) >= SHAPED]
        table.give_first(arrows, "direction", "its values are arrows")


def _give_value(table: _Table) -> None:
    """Beside a target, what stands under years or months of them was reached in them."""
    fields = {field for field, _ in table.taken}
    if "target" not in fields or "value" in fields:
        return
    years = {i: year for i in table.free if (year := year_alone(table.heading(i))) and _measured(table.columns[i])}
    if years:
        last = max(years, key=lambda i: years[i])
        table.give(last, "value", "its values are figures of the last year that a heading names", years[last])


def _give_status(table: _Table) -> None:
    columns, matches = table.columns, table.matches
    open_ = [i for i in table.free if _unknown(matches[i]) or matches[i][0].field in ("start", "delivery")]
    known = [i for i in open_ if share(table.values(i), STATUS) >= SHAPED]
    if known:
        table.give(known[0], "status", "its values are statuses")
        return
    told = {i for i in table.free if matches[i] and _may_be_status(matches[i][0])}
    in_words = [i for i in table.free if (is_rated(columns[i]) if i in told else _own_statuses(columns[i], matches[i]))]
    if in_words:
        # of several that a heading says to judge goes first
        best = min(in_words, key=lambda i: (not judges(table.heading(i)), len(set(table.values(i))), i))
        table.give(best, "status", "its values are a few short texts that come again and again")


def timed(column: Column) -> bool:
    """Whether its texts are short and nearly all tell a time."""
    return tell_times(column.values, SHAPED)


def _measured(column: Column) -> bool:
    return share(column.values, NUMBER) >= AMOUNTS


def _own_statuses(column: Column, found: tuple[HeadingMatch, ...]) -> bool:
    """Whether a column under a heading that no rule knows holds a council's own statuses.

    Common ones are among them, or the heading says that they judge: `Assessment` over `Substantial`, `Limited`.
    """
    if found:
        return False
    if judges(column.heading) and may_be_ratings(column.values) and share(column.values, LEVEL) < AMOUNTS:
        return True
    return is_rated_in_words(column.values) and share(column.values, STATUS) > 0


def has_titles(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> bool:
    """Whether a column under a heading that no rule knows holds texts as titles are."""
    return any(not ms and _titles(c) for c, ms in zip(columns, matches, strict=True))


def kind_by_both(
    columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]
) -> tuple[TableKind, str] | None:
    """Deliverables where values beside the titles are a council's own statuses, and posts, dates or what was done.

    A heading has to name the titles and what was done, and the dates too unless all of them are such.
    """
    known = list(zip(columns, matches, strict=True))
    posts = any(not ms and _posts(c) for c, ms in known)
    headed = any(ms and ms[0].field == "delivery" for ms in matches)
    dated = any(not ms and share(c.values, PERIOD) == 1 and sum(map(bool, c.values)) >= ROWS for c, ms in known)
    told = any(ms and ms[0].field == "update" and ms[0].worded for ms in matches)
    if any(_own_statuses(c, ms) for c, ms in known) and (dated or told or (posts and headed)):
        return "deliverables", "titles, and values that are statuses with dates, posts or what was done"
    return None


def _may_be_status(match: HeadingMatch) -> bool:
    return match.field == "status" or (match.field == "update" and match.sure)


def _quarters(values: Sequence[str]) -> bool:
    """Whether all are quarters (`Q3`), which look like codes."""
    return share(values, PERIOD) == 1


def _of_their_own(values: Sequence[str]) -> bool:
    """Whether the codes are single ones and mostly used once."""
    return distinct(values) >= AMOUNTS and share(values, CODE) >= SHAPED


def _status_in_colours(table: _Table, i: int) -> bool:
    """Whether a heading holds a word for status over colours of a traffic light, whatever is printed on them."""
    named = table.matches[i][:1]
    return any(m.field == "status" for m in named) and is_traffic_light({f for f in table.columns[i].fills if f})


def is_rated(column: Column) -> bool:
    """Whether its texts are statuses in a council's own words, by how often they come again or by their colours."""
    return is_rated_in_words(column.values) or is_rated_in_colours(column.values, column.fills)


def _unknown(found: tuple[HeadingMatch, ...]) -> bool:
    """Whether a heading leaves room for the shape to speak: none, or one that only names the row's subject."""
    return not found or found[0].field in ("title", "code", "indicator", "outcome_codes", "update")
