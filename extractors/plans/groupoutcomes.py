"""Outcomes and priorities that a plan prints once over groups of its rows: `Outcome 1.1: Children do well`.

They stand in bands, or as headings above tables, and look like themes. What tells them is a code of several parts
(`1.1`, `P1.1`, `HP2`), the word outcome before a number, or a heading of another word over theirs (`Aim 2`, and
`Objective 3` within it). Taken for themes, they left 66 actions without their priority and their plan without its 20
priorities; of 40 ways to head four outcomes so, 36 lost them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.codedheadings import CodedHeading, coded_heading
from extractors.layout import Layout, Published
from extractors.plans.announcements import Announcement
from extractors.plans.outline import Over, outlines
from extractors.table import OutcomeStatement, PublishedRow, TableCell

_FIELDS = {"actions": "outcome_code", "deliverables": "outcome_codes"}
# One group alone may be a section of the document.
GROUPS = 2
OUTCOME = "outcome"
BARE = "the number of this heading may be that of a section, and no outcome's"
SINCE = "another heading of this size stands between this outcome and the row"
TWICE = "headings of several outcomes have this code"
NONE = "other records of this plan stand under an outcome, and none was found above this one"


class _Group(NamedTuple):
    """The outcome that a row stands under, its cell, why it may be none ("" where sure), and the theme over it."""

    coded: CodedHeading
    cell: TableCell
    doubt: str
    theme: TableCell | None


def with_group_outcomes(
    tables: Sequence[Published],
    announcements: Sequence[Announcement],
    within: Mapping[int, TableCell],
    seen: Layout,
) -> tuple[list[Published], list[OutcomeStatement]]:
    """The tables of a plan with the codes that stand over their rows as outcomes, and what each code stands for.

    `within` are what headings of columns name, by the `id` of what is understood of each table.
    Rows that stand under none get an empty cell with a flag where others have one.
    """
    rated = [p for p in tables if p.table.kind in _FIELDS]
    rows = [row for p in rated for row in p.table.rows]
    if any(name in row.fields for row in rows for name in _FIELDS.values()):
        return list(tables), []
    over = outlines(rated, announcements, within, seen)
    groups = {id(row): group for row in rows if (group := _group(over.get(id(row), ())))}
    if len({(group.coded.code, group.coded.title) for group in groups.values()}) < GROUPS:
        return list(tables), []
    follow = [_goes_on(row, groups.get(id(row))) for row in rows]
    if any(follows is False for follows in follow):
        return list(tables), []
    sure = all(follow) or _counted_from_one(groups.values())
    groups = _with_themes({key: _doubted(group, groups, sure=sure) for key, group in groups.items()})
    stated: dict[str, OutcomeStatement] = {}
    for group in groups.values():
        cell = replace(group.cell, text=group.coded.title, lines=())
        if group.coded.title:
            theme = group.theme.text if group.theme else None
            stated.setdefault(group.coded.code, OutcomeStatement(group.coded.code, cell, theme))
    return [_with_codes(p, groups) if p in rated else p for p in tables], list(stated.values())


def _group(over: Sequence[Over]) -> _Group | None:
    """The innermost heading over a row that is an outcome's, with what stands over it."""
    for n in range(len(over) - 1, -1, -1):
        head, outer = over[n], over[:n]
        coded = head.coded
        if coded and _is_outcome(coded, [h.coded for h in outer if h.coded]):
            sure = coded.word or head.table is not None or any(_is_number_of(h.coded, coded) for h in outer)
            doubt = SINCE if head.since else "" if sure else BARE
            return _Group(coded, head.cell, doubt, outer[-1].cell if outer else None)
    return None


def _is_outcome(coded: CodedHeading, outer: Sequence[CodedHeading]) -> bool:
    """Whether a code is an outcome's and no theme's."""
    if coded.word.endswith(OUTCOME) or (coded.of_several and not coded.initial):
        return True
    return any(h.word and h.word != coded.word and (h.initial or not h.of_several) for h in outer)


def _is_number_of(outer: CodedHeading | None, coded: CodedHeading) -> bool:
    """Whether a heading over another has the number with which that one's code begins: `Priority 2`, `2.1`."""
    return bool(outer and outer.word and re.match(rf"[A-Z]*{re.escape(outer.code)}\D", coded.code))


def _goes_on(row: PublishedRow, group: _Group | None) -> bool | None:
    """Whether the row's own code goes on from the one over it; None where that tells nothing."""
    code = row.fields.get("code")
    if group is None or code is None:
        return None
    figures = re.sub(r"^[A-Z]+", "", group.coded.code) if "." in group.coded.code else group.coded.code
    if re.match(rf"[A-Z]*{re.escape(figures)}[.\-/]\d", code.text):
        return True
    return False if not group.coded.word and re.search(r"\d\.\d", code.text) else None


def _counted_from_one(groups: Iterable[_Group]) -> bool:
    """Whether the codes begin with `1.1` and what stands over them has no number, as chapters would have."""
    first = next(iter(groups))
    numbered = any(group.theme and re.match(r"\W*\d", group.theme.text) for group in groups)
    return not numbered and set(re.findall(r"\d+", first.coded.code)) == {"1"}


def _doubted(group: _Group, groups: Mapping[int, _Group], *, sure: bool) -> _Group:
    """The group with a doubt where headings of several titles have its code: numbers that begin anew in each theme.

    `sure` says that bare numbers over the rows are codes.
    """
    titles = {g.coded.title.lower() for g in groups.values() if g.coded.code == group.coded.code}
    if len(titles) > 1:
        return group._replace(doubt=TWICE)
    return group._replace(doubt="") if sure and group.doubt == BARE else group


def _with_themes(groups: Mapping[int, _Group]) -> dict[int, _Group]:
    """The groups without what stands over all of them and has no number: the title of the plan, or of a chapter."""
    texts = {g.theme.text for g in groups.values() if g.theme}
    plain = {text for text in texts if not coded_heading(text)}
    if len(plain) >= GROUPS:
        return dict(groups)
    return {k: g._replace(theme=None) if g.theme and g.theme.text in plain else g for k, g in groups.items()}


def _with_codes(one: Published, groups: Mapping[int, _Group]) -> Published:
    """The table with the code over each row as its outcome, instead of a theme where that is the same heading."""
    rows: list[PublishedRow] = []
    field = _FIELDS[one.table.kind]
    for row in one.table.rows:
        group = groups.get(id(row))
        if group is None:
            rows.append(row.lacking([field], "lost_column", NONE))
            continue
        cell = replace(group.cell.carried(), text=group.coded.code, lines=())
        cell = cell.flagged("likely_field", group.doubt) if group.doubt else cell
        own = coded_heading(row.theme.text) if row.theme else None
        same = own is not None and (own.word, own.code) == (group.coded.word, group.coded.code)
        theme = group.theme if same or row.theme is None else row.theme
        rows.append(replace(row, fields=row.fields | {field: cell}, theme=theme))
    return one._replace(table=replace(one.table, rows=tuple(rows)))
