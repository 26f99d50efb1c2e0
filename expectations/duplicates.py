"""Plans of one run that carry the same identifier.

`normalise.records.distinct_ids` gives plans of different documents identifiers of their own. What still shares one is
either the same plan given twice, which goes out once, or plans that contradict each other: nothing says which of
those is right, so none of them goes out.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Fault(Protocol):
    """Why a plan as a whole must not go out, known before any rule is asked."""

    @property
    def rule(self) -> str:
        """The rule's name."""
        ...

    @property
    def dataset(self) -> str:
        """The dataset to look at."""
        ...

    @property
    def field(self) -> str:
        """The column to look at."""
        ...

    @property
    def message(self) -> str:
        """What is wrong and what to do, in words."""
        ...


class PlanRows(Protocol):
    """A normalised plan: its identifier and its rows by dataset."""

    @property
    def plan_id(self) -> str:
        """The identifier that its rows carry."""
        ...

    @property
    def datasets(self) -> dict[str, list[dict[str, object]]]:
        """Rows by dataset, their values as the contract types them."""
        ...

    @property
    def faults(self) -> Sequence[Fault]:
        """What holds the plan back whatever its rows say."""
        ...


class Claim(NamedTuple):
    """What a plan goes by: its identifier, its document's name, and what it says, asked only where others claim it.

    `content` is equal for plans that say the same, whatever their file is called and wherever it was downloaded from.
    """

    plan_id: str
    source_file: str
    content: Callable[[], str]


@dataclass(frozen=True)
class Standing:
    """How a plan stands to others with its identifier.

    `same_as` names the file of the equal plan that goes out in its place; `fault` says why none may go out.
    """

    same_as: str | None = None
    fault: str | None = None


def claim(plan: PlanRows) -> Claim:
    """What `plan` goes by."""
    return Claim(plan.plan_id, source_file(plan), lambda: _content(plan))


def standings(claims: Sequence[Claim]) -> list[Standing]:
    """How each of the plans stands to the others, in their order.

    Which of several equal plans goes out does not depend on the order: it is the one whose file's name sorts first.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for i, plan in enumerate(claims):
        groups[plan.plan_id].append(i)
    found = [Standing() for _ in claims]
    for plan_id, members in groups.items():
        if len(members) == 1:
            continue
        by_content: dict[str, list[int]] = defaultdict(list)
        for i in sorted(members, key=lambda i: claims[i].source_file):
            by_content[claims[i].content()].append(i)
        for first, *others in by_content.values():
            for i in others:
                found[i] = Standing(same_as=claims[first].source_file)
        if len(by_content) > 1:
            files = ", ".join(sorted({claims[i].source_file for i in members}))
            fault = f"{len(by_content)} plans that differ carry the identifier {plan_id} (from {files}); keep one"
            for i in members:
                found[i] = Standing(fault=fault)
    return found


def source_file(plan: PlanRows) -> str:
    """The name of the plan's document as its own row gives it, "" where there is no such row."""
    rows = plan.datasets.get("plans", [])
    return str(rows[0].get("source_file") or "") if rows else ""


def _content(plan: PlanRows) -> str:
    """Equal for plans that say the same, whatever their file is called and wherever it was downloaded from."""
    told = {**plan.datasets}
    told["plans"] = [{**row, "source_file": None, "source_url": None} for row in plan.datasets.get("plans", [])]
    written = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
