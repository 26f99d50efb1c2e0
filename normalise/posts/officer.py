"""One job title as printed, to the post that it means.

In order: a dated alias, equality after domain normalising, likeness within one grade. A title that no register knows
is a new officer; only one that is near a known post, without being plainly it, waits for a person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from normalise.text import clean, fold

Match = Literal["alias", "exact", "fuzzy", "none"]
# Three titles of four were looked at before in the same plan; so many are kept.
_TITLES = 4096
FUZZY = 0.9
AMBIGUOUS = 0.3


class Post(NamedTuple):
    """A known post: its canonical title and what it is in charge of (None where no register says)."""

    title: str
    portfolio: str | None = None


class Alias(NamedTuple):
    """A decision that a printed form of a title means a post, for plans of the years between two dates."""

    published: str
    title: str
    valid_from: date | None = None
    valid_to: date | None = None


class OfficerLimits(NamedTuple):
    """Scores from 0 to 100: see `registers/officers.toml`."""

    accept: float
    margin: float
    near: float
    near_ocr: float


@dataclass(frozen=True, eq=False)
class OfficerRules:
    """The vocabulary of `registers/officers.toml`; `grades` maps each form to its grade, longest form first.

    It is loaded once, and equal to itself alone, so that what it makes of a title can be remembered.
    A council has one post of the grades `alone`, so that they need no words beside them.
    `service` words and words with `service_endings` are never a person's; `units` beside a grade are no whole title.
    """

    limits: OfficerLimits
    empty: frozenset[str]
    between: tuple[str, ...]
    service: frozenset[str]
    service_endings: tuple[str, ...]
    units: frozenset[str]
    abbreviations: Mapping[str, str]
    grades: Mapping[str, str]
    alone: frozenset[str]


class Officer(NamedTuple):
    """What a printed title means. `title` is the post's, or the printed text where that stays in doubt.

    `known` is False only there. `score` and `margin` are from 0 to 100, None where nothing was compared;
    `certainty` from 0 to 1.
    """

    title: str
    known: bool
    match: Match
    score: float | None
    margin: float | None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0


class Form(NamedTuple):
    """A title after domain normalising: its grade and the words that tell it from others of that grade."""

    grade: str | None
    words: tuple[str, ...]


class KnownPost(NamedTuple):
    """A known post and the form of its title."""

    post: Post
    form: Form


@lru_cache(maxsize=_TITLES)
def form_of(title: str, rules: OfficerRules) -> Form:
    """`title` as grade and words: `Executive Director – Place` and `Exec. Director of Place` come out the same."""
    told = " ".join(re.sub(r"\s*[–—]\s*", " - ", clean(title)).split())
    told = re.sub(r"'s\b", "s", fold(told)).replace("&", " and ")
    told = " ".join(rules.abbreviations.get(w.rstrip("."), w) for w in told.split())
    grade = None
    for name, found in rules.grades.items():
        if name not in told:
            continue
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told)
        if match:
            grade = found
            told = told[: match.start()] + " " + told[match.end() :]
            break
    words = re.findall(r"\w+", told)
    return Form(grade, tuple(rules.abbreviations.get(w, w) for w in words if w not in rules.empty))


def known_posts(posts: Sequence[Post], rules: OfficerRules) -> tuple[KnownPost, ...]:
    """The posts with their forms, made once for all the titles that are compared with them."""
    return tuple(KnownPost(post, form_of(post.title, rules)) for post in posts)


def match_officer(
    title: str, posts: Sequence[KnownPost], aliases: Sequence[Alias], rules: OfficerRules, *, from_picture: bool = False
) -> Officer:
    """The post that `title` means among `posts`, by `aliases` first (both already limited to council and year).

    A new title comes back as itself, matched `exact` to the post that it names. One at or above `near` that is not
    accepted comes back as printed, `known` False, with the reason `ambiguous_officer`. `from_picture` says that
    letters may be misread, so that more counts as near.
    """
    told = clean(title)
    if alias := next((a for a in aliases if fold(a.published) == fold(told)), None):
        return Officer(alias.title, known=True, match="alias", score=100.0, margin=None)
    form = form_of(told, rules)
    scored = ((likeness(form, p.form), p.post.title) for p in posts if p.form != form)
    ranked = sorted(scored, key=lambda r: (-r[0], r[1]))
    best = ranked[0][0] if ranked else 0.0
    if same := [p.post.title for p in posts if p.form == form]:
        chosen = next((t for t in same if fold(t) == fold(told)), same[0])
        return Officer(chosen, known=True, match="exact", score=100.0, margin=round(100.0 - best, 1))
    margin = round(best - (ranked[1][0] if len(ranked) > 1 else 0.0), 1)
    if best >= rules.limits.accept and margin >= rules.limits.margin:
        detail = f"{told!r} read as {ranked[0][1]!r}"
        return Officer(ranked[0][1], True, "fuzzy", best, margin, None, detail, FUZZY)
    if best >= (rules.limits.near_ocr if from_picture else rules.limits.near):
        candidates = ", ".join(f"{t!r} ({s:.0f})" for s, t in ranked[:3] if s >= rules.limits.near_ocr)
        return Officer(told, False, "none", best, margin, "ambiguous_officer", f"near {candidates}", AMBIGUOUS)
    return Officer(told, known=True, match="exact", score=100.0, margin=round(100.0 - best, 1))


def likeness(one: Form, other: Form) -> float:
    """How alike two titles of one grade are, 0 to 100; 0 for two grades.

    Letters in order (an edit ratio), over the words as printed and in alphabetical order. Scores that reward a subset
    of words are left out on purpose: they make `Finance` and `Finance and Procurement` one post.
    """
    if one.grade != other.grade or not one.words or not other.words:
        return 0.0
    return round(
        max(
            fuzz.ratio(" ".join(one.words), " ".join(other.words)),
            fuzz.ratio(" ".join(sorted(one.words)), " ".join(sorted(other.words))),
        ),
        1,
    )
