"""The lead officers of one plan: every cell to its post, and how often each printed form was seen."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.table import TableCell
from normalise.identity import council_slug
from normalise.posts.officer import Alias, Form, Match, Officer, OfficerRules, Post, form_of, known_posts, match_officer
from normalise.posts.officer_cell import Named, is_member, people_of, read_cell
from normalise.records import Row
from normalise.text import clean, fold, slug

# How sure the lead is where a cell names several officers: the one named first leads.
SEVERAL = 0.9
# How sure it is that a person whose post the plan does not tell has none.
UNTITLED = 0.3


class Lead(NamedTuple):
    """The lead officer of a row, as the columns of the data contract have it, and how sure."""

    title: str | None = None
    officer_id: str | None = None
    match: Match | None = None
    score: float | None = None
    margin: float | None = None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0


class PlanOfficers:
    """Resolves the officer cells of one plan, all of which it is given at once.

    They are needed together because a plan explains itself: a name alone has the title printed beside it elsewhere,
    and a post that no register knows is called what the plan calls it most.
    """

    def __init__(
        self,
        cells: Sequence[TableCell],
        council: str | None,
        posts: Sequence[Post],
        aliases: Sequence[Alias],
        rules: OfficerRules,
    ) -> None:
        self._council = council_slug(council)
        self._posts, self._aliases, self._rules = known_posts(posts, rules), aliases, rules
        self._found: dict[tuple[str, bool], Officer] = {}
        self._cells = [(cell, read_cell(cell.text, rules)) for cell in cells]
        self._people = people_of([named for _, named in self._cells])
        self._first = {fold(named[0].name or ""): cell for cell, named in reversed(self._cells) if named}
        self._called = self._usual_titles()

    def _usual_titles(self) -> dict[Form, str]:
        """What the plan calls each new post most; the form that comes first where two are as frequent."""
        often: dict[Form, Counter[str]] = {}
        known = {p.form for p in self._posts}
        for _, named in self._cells:
            for title in (n.title for n in named if n.title):
                form = form_of(title, self._rules)
                if form not in known:
                    often.setdefault(form, Counter())[clean(title)] += 1
        return {form: titles.most_common(1)[0][0] for form, titles in often.items()}

    def lead(self, cell: TableCell) -> Lead:
        """The lead officer that a cell names: the first one, where it names several.

        None for a member of the council, who holds no post. A person whose post the plan does not tell is flagged where
        the plan names that person first: one decision settles all of the cells.
        """
        named = read_cell(cell.text, self._rules)
        if not named or is_member(named[0].name or ""):
            return Lead()
        officer = self._officer(named[0], cell)
        if officer is None:
            detail = "the cell names a person, and the plan prints no post beside that name"
            first = cell == self._first.get(fold(named[0].name or ""), cell)
            return Lead(None, None, "none", None, None, "unknown_officer" if first else None, detail, UNTITLED)
        detail = officer.detail
        certainty = officer.certainty
        if len(named) > 1:
            others = "; ".join(n.title for n in named[1:] if n.title)
            detail = "; ".join(d for d in (detail, f"named first of several, beside {others}") if d)
            certainty = min(certainty, SEVERAL)
        officer_id = self._id(officer.title) if officer.known else None
        return Lead(
            officer.title, officer_id, officer.match, officer.score, officer.margin, officer.reason, detail, certainty
        )

    def _officer(self, named: Named, cell: TableCell) -> Officer | None:
        """The post of one named officer; None for a person whose post the plan does not tell."""
        title = named.title or self._people.get(fold(named.name or ""), "")
        if not title:
            return None
        asked = (title, cell.reading == "ocr")
        if asked not in self._found:
            found = match_officer(title, self._posts, self._aliases, self._rules, from_picture=asked[1])
            if found.match == "exact":
                found = found._replace(title=self._called.get(form_of(title, self._rules), found.title))
            self._found[asked] = found
        found = self._found[asked]
        return found if named.title else found._replace(match="alias" if found.known else found.match)

    def _id(self, title: str) -> str:
        return f"{self._council}/{slug(title)}"

    def rows(self, plan_id: str) -> list[Row]:
        """The `officers` rows of the plan: one for every post and printed form of its title, most seen first.

        Names of persons are left out: a form is the title alone. Titles in doubt have no id.
        """
        seen: Counter[tuple[str | None, str, str]] = Counter()
        for cell, named in self._cells:
            for one in named:
                officer = self._officer(one, cell)
                if officer:
                    printed = clean(one.title) or officer.title
                    seen[(self._id(officer.title) if officer.known else None, officer.title, printed)] += 1
        portfolios = {fold(p.post.title): p.post.portfolio for p in self._posts}
        return [
            {
                "lead_officer_id": officer_id,
                "lead_officer": title,
                "grade": form_of(title, self._rules).grade,
                "portfolio": portfolios.get(fold(title)),
                "plan_id": plan_id,
                "published": printed,
                "seen": count,
            }
            for (officer_id, title, printed), count in sorted(
                seen.items(), key=lambda s: (s[0][0] or "~", -s[1], s[0][2])
            )
        ]
