"""What a doubtful value could be instead: the posts, outcomes and committees that come nearest to the printed text."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import cast

from rapidfuzz import fuzz, process, utils

from normalise.periods.calendar import year_bounds
from normalise.posts.officer import Form, OfficerRules, form_of, likeness
from normalise.records import Row
from normalise.registers import Registers
from pipeline.outputs.published import Published
from pipeline.review.items import FieldValue, Item

MOST = 4
# Below this likeness (0 to 100) a post or a code has little in common with the printed text.
NEAR = 55.0


class Candidates:
    """Finds candidates for the fields of one run."""

    def __init__(self, published: Published, registers: Registers) -> None:
        """`registers` are those that the next run will use."""
        self._published, self._registers = published, registers

    def of(self, item: Item, field: FieldValue) -> list[str]:
        """Values that `field` could have, likeliest first and the present one left out; none where any text could be.

        Statuses and other closed lists need none: the page shows the whole list.
        """
        printed = item.published or ""
        if field.name == "lead_officer":
            found = self._posts_near(item.plan_id, printed)
        elif field.name in ("outcome_code", "outcome_codes"):
            found = _nearest(printed, self._outcomes.get(item.plan_id, []))
        elif field.name == "committees":
            council = self._plans[item.plan_id]["council_code"]
            known = self._registers.committees.forms.get(str(council or ""), {})
            found = _nearest(printed, sorted(set(known.values())))
        else:
            found = []
        return [value for value in found if value != field.value][:MOST]

    @cached_property
    def _plans(self) -> Mapping[str, Row]:
        return {str(row["plan_id"]): row for row in self._published.plans}

    @cached_property
    def _outcomes(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self._published.rows["outcomes"]:
            found.setdefault(str(row["plan_id"]), []).append(str(row["outcome_code"]))
        return found

    @cached_property
    def _posts(self) -> Mapping[str, Mapping[str, Form]]:
        """The titles that each plan's lead officers may have, with their forms: the plan's own and the register's."""
        found: dict[str, dict[str, Form]] = {plan: {} for plan in self._plans}
        rules = self._rules
        for row in self._published.rows["officers"]:
            if row["lead_officer_id"]:
                title = str(row["lead_officer"])
                found[str(row["plan_id"])][title] = form_of(title, rules)
        for plan, row in self._plans.items():
            first, last = year_bounds(str(row["financial_year"])) if row["financial_year"] else (None, None)
            for post in self._registers.posts_of(cast("str | None", row["council_code"]), first, last):
                found[plan].setdefault(post.title, form_of(post.title, rules))
        return found

    @property
    def _rules(self) -> OfficerRules:
        return self._registers.officers

    def _posts_near(self, plan_id: str, printed: str) -> list[str]:
        form = form_of(printed, self._rules)
        ranked = sorted((-likeness(form, other), title) for title, other in self._posts[plan_id].items())
        return [title for score, title in ranked if -score >= NEAR]


def _nearest(printed: str, known: Sequence[str]) -> list[str]:
    found = process.extract(
        printed, known, scorer=fuzz.ratio, processor=utils.default_process, limit=MOST + 1, score_cutoff=NEAR
    )
    return [value for value, _, _ in found]
