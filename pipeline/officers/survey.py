"""The titles of a run beside the register of posts and aliases."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from normalise.periods.calendar import year_bounds
from normalise.posts.officer import Alias, OfficerRules, form_of, likeness
from normalise.records import Row
from normalise.registers import Registers
from normalise.text import fold
from pipeline.outputs.published import Published

# Below this likeness (0 to 100) a post has little in common with a title; the review page starts there, too.
NEAR = 55.0
_MOST = 3


class Near(NamedTuple):
    """A post of the register and its likeness to a title, 0 to 100."""

    title: str
    score: float


class Unknown(NamedTuple):
    """A printed title that means no post of the register.

    `accepted` is False where the run could not tell it from a known post and left the officer's id empty; `council` is
    the council's code, None where it has none, so that no alias can be given.
    """

    council: str | None
    council_name: str | None
    published: str
    seen: int
    plans: tuple[str, ...]
    accepted: bool
    near: tuple[Near, ...]


@dataclass(frozen=True)
class Survey:
    """Titles, those that wait for a decision first, then the most frequent; aliases that no plan of the run prints."""

    unknown: tuple[Unknown, ...]
    unused: tuple[tuple[str, Alias], ...]


def survey(published: Published, registers: Registers) -> Survey:
    """What the titles of the run are to the register, for each council and the years of its plans."""
    plans = {str(row["plan_id"]): row for row in published.plans}
    seen: dict[tuple[str | None, str | None, str], list[Row]] = {}
    used: dict[tuple[str | None, str | None], list[str]] = {}
    for row in published.rows["officers"]:
        council = _council(plans[str(row["plan_id"])])
        seen.setdefault((*council, fold(str(row["published"]))), []).append(row)
        if row["lead_officer_id"]:
            used.setdefault(council, []).append(str(row["lead_officer"]))
    rules = registers.officers
    found: list[Unknown] = []
    for (code, name, _), rows in seen.items():
        posts = [post for row in rows for post in _posts(registers, plans[str(row["plan_id"])])]
        forms = {form_of(title, rules) for title in posts}
        if any(form_of(str(row["lead_officer"]), rules) not in forms for row in rows):
            told = str(rows[0]["published"])
            others = [title for title in used.get((code, name), []) if form_of(title, rules) != form_of(told, rules)]
            found.append(
                Unknown(
                    code,
                    name,
                    told,
                    sum(cast("int", row["seen"]) for row in rows),
                    tuple(dict.fromkeys(str(row["plan_id"]) for row in rows)),
                    all(row["lead_officer_id"] for row in rows),
                    tuple(near_posts(told, [*posts, *others], rules)),
                )
            )
    found.sort(key=lambda one: (one.accepted, -one.seen, one.council_name or "", one.published))
    printed = {(code, title) for code, _, title in seen}
    return Survey(tuple(found), tuple(_unused(plans, printed, registers)))


def near_posts(published: str, posts: Iterable[str], rules: OfficerRules) -> Iterator[Near]:
    """The posts that a title is nearest to, the nearest first; only those of its own grade come into question."""
    form = form_of(published, rules)
    ranked = sorted((-likeness(form, form_of(title, rules)), title) for title in dict.fromkeys(posts))
    yield from (Near(title, -score) for score, title in ranked[:_MOST] if -score >= NEAR)


def titles_of(published: Published, registers: Registers, council: str) -> list[str]:
    """The titles that an alias of `council` may lead to: its posts in the register, and those that its plans use."""
    mine = {str(row["plan_id"]) for row in published.plans if row["council_code"] == council}
    used = [
        str(row["lead_officer"])
        for row in published.rows["officers"]
        if row["lead_officer_id"] and str(row["plan_id"]) in mine
    ]
    return list(dict.fromkeys([*(p.post.title for p in registers.posts if p.council == council), *used]))


def _council(plan: Row) -> tuple[str | None, str | None]:
    """Code and name."""
    return cast("str | None", plan["council_code"]), cast("str | None", plan["council_name"])


def _posts(registers: Registers, plan: Row) -> list[str]:
    council = cast("str | None", plan["council_code"])
    return [post.title for post in registers.posts_of(council, *_years(plan))]


def _years(plan: Row) -> tuple[date | None, date | None]:
    return year_bounds(str(plan["financial_year"])) if plan["financial_year"] else (None, None)


def _unused(
    plans: Mapping[str, Row], printed: Collection[tuple[str | None, str]], registers: Registers
) -> Iterator[tuple[str, Alias]]:
    """Aliases that hold for the year of a plan of the run, of which no plan prints the title."""
    holding: dict[tuple[str, Alias], None] = {}
    for plan in plans.values():
        council = cast("str | None", plan["council_code"])
        if council:
            holding.update(((council, alias), None) for alias in registers.aliases_of(council, *_years(plan)))
    for council, alias in holding:
        if (council, fold(alias.published)) not in printed:
            yield council, alias
