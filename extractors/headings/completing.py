"""What headings leave open, told by what the values look like: columns without a known heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grids.colours import is_traffic_light
from extractors.headings.headings import HeadingMatch
from extractors.headings.putoff import that_holds
from extractors.headings.quarters import year_alone
from extractors.headings.shapes import (
    ARROW,
    CODE,
    CODES,
    NUMBER,
    PERIOD,
    STATUS,
    distinct,
    filled_share,
    mean_length,
    share,
)
from extractors.headings.values import (
    AMOUNTS,
    SHAPED,
    Column,
    counts_rows,
    foreign_titles,
    is_rated,
    names_posts,
    of_their_own,
    own_statuses,
    rates,
    titles_in,
)
from extractors.headings.vocabulary import judges, tells_done, tells_end, tells_past
from extractors.table import PlanColumn, TableKind

# What is measured by indicators alone: in a table of actions such a heading (`Target`) says nothing against dates.
MEASURED = frozenset({"target", "value", "value_before"})


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
        posts = [i for i in table.free if not matches[i] and names_posts(columns[i])]
        table.give_first(posts, "lead_officer", "its values are titles of posts")
    if kind in ("deliverables", "kpis") and table.lacks("status"):
        rated = [i for i in table.free if rates(columns[i]) or _status_in_colours(table, i)]
        # colours of the report before stand left of those of this one: `Last quarter | This quarter`
        rated.sort(key=lambda i: tells_past(table.heading(i)))
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
    bare = [i for i in table.free if not matches[i] and titles_in(columns[i])]
    if bare and not any(titles_in(columns[i]) for i in open_titles):
        open_titles = bare  # a heading over several columns does not reach the last of them, or none is known
    first = next((i for i in open_titles if not matches[i] and titles_in(columns[i])), None)
    longest = max(open_titles, key=lambda i: (mean_length(table.values(i)), -i), default=None)
    found = longest if first is None else first
    told = (i for i, c in enumerate(table.chosen[:found]) if c and (c.field, c.quarter) == ("update", None))
    if (ahead := next((i for i in told if titles_in(columns[i])), None)) is not None:
        table.taken.discard(("update", None))
        table.give(ahead, "title", "it stands before the other texts, and no heading names a title: `What we did`")
    elif first is not None:
        table.give(first, "title", "it is the first column of texts that differ from row to row")
    elif (foreign := foreign_titles(columns, matches)) is not None and not (
        longest is not None and titles_in(columns[longest])
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
        elif table.kind == "actions" and table.lacks("outcome_code") and not counts_rows(table.values(i)):
            table.give(i, "outcome_code", "its values are codes that stand over several rows")


def _give_outcomes(table: _Table) -> None:
    headed = [i for i in table.free if table.heading(i)]
    # plain numbers under a heading that no rule knows are amounts, not codes
    plain = {i for i in headed if not table.matches[i] and share(table.values(i), NUMBER) >= AMOUNTS}
    # single codes that hardly come again, under a heading that names no outcome, tell rows apart
    foreign = [i for i in headed if not any(m.field == "outcome_codes" for m in table.matches[i])]
    own = {i for i in foreign if of_their_own(table.values(i))}
    listed = [i for i in table.free if i not in plain | own and share(table.values(i), CODES) >= SHAPED]
    listed = [i for i in listed if not _quarters(table.values(i))]
    table.give_first(
        [i for i in listed if _unknown(table.matches[i])], "outcome_codes", "its values are lists of codes"
    )


def _give_dates(table: _Table) -> None:
    matches = table.matches
    measured = {i for i in table.free if matches[i] and matches[i][0].field in MEASURED}
    maybe = [i for i in table.free if _unknown(matches[i]) or i in measured]
    dated = [i for i in maybe if share(table.values(i), PERIOD) >= SHAPED and not tells_done(table.heading(i))]
    ends = [i for i in dated if tells_end(table.heading(i))]
    if ends and table.lacks("delivery"):
        last = that_holds(table.columns, ends)
        table.give(last, "delivery", "its values are dates or quarters, and its heading tells of what is aimed at")
        dated = [i for i in dated if i < last]
    dated = [i for i in dated if i not in ends]
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
    others: set[str] = {"start", "delivery"} | (
        MEASURED if table.kind == "deliverables" else frozenset[str]()
    )  # `This quarter`
    open_ = [i for i in table.free if _unknown(matches[i]) or matches[i][0].field in others]
    known = [i for i in open_ if share(table.values(i), STATUS) >= SHAPED]
    known.sort(key=lambda i: tells_past(table.heading(i)))
    if known:
        table.give(known[0], "status", "its values are statuses")
        return
    told = {i for i in table.free if matches[i] and _may_be_status(matches[i][0])}
    in_words = [i for i in table.free if (is_rated(columns[i]) if i in told else own_statuses(columns[i], matches[i]))]
    if in_words:
        # of several that a heading says to judge goes first
        best = min(in_words, key=lambda i: (not judges(table.heading(i)), len(set(table.values(i))), i))
        table.give(best, "status", "its values are a few short texts that come again and again")


def _measured(column: Column) -> bool:
    return share(column.values, NUMBER) >= AMOUNTS


def _may_be_status(match: HeadingMatch) -> bool:
    return match.field == "status" or (match.field == "update" and match.sure)


def _quarters(values: Sequence[str]) -> bool:
    """Whether all are quarters (`Q3`), which look like codes."""
    return share(values, PERIOD) == 1


def _status_in_colours(table: _Table, i: int) -> bool:
    """Whether a heading holds a word for status over colours of a traffic light, whatever is printed on them."""
    named = table.matches[i][:1]
    return any(m.field == "status" for m in named) and is_traffic_light({f for f in table.columns[i].fills if f})


def _unknown(found: tuple[HeadingMatch, ...]) -> bool:
    """Whether a heading leaves room for the shape to speak: none, or one that only names the row's subject."""
    return not found or found[0].field in ("title", "code", "indicator", "outcome_codes", "update")
