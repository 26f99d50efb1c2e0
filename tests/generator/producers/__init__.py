"""The ways in which a plan becomes a PDF; each module has `render(plan, spec, path) -> Printed`."""

from dataclasses import dataclass, field, replace

from tests.generator.metrics import column_widths
from tests.generator.plan import Plan
from tests.generator.spec import Spec


@dataclass(frozen=True)
class Printed:
    """What only the producer knows: cells (row, column) that no rule can be sure of, and the rows it split."""

    ambiguous: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    split: set[int] = field(default_factory=set[int])


def broken_by_producer(plan: Plan, spec: Spec) -> Printed:
    """For producers that wrap text themselves: in narrow columns they break words at places of their own."""
    if not spec.narrow:
        return Printed()
    everywhere = spec.producer == "typst"  # it hyphenates whatever does not fit a line, in any column
    narrow = [i for i, c in enumerate(plan.columns) if everywhere or c.field in ("title", "lead_officer")]
    return Printed({(r, c) for r in range(len(plan.rows)) for c in narrow})


def roomy_widths(plan: Plan, spec: Spec, room: float) -> tuple[list[float], float]:
    """Column widths and font size for fonts that are as wide as Vera, so that no word has to break."""
    return column_widths(plan, replace(spec, font="mono" if spec.font == "mono" else "vera"), room)


def grouped_headings(plan: Plan) -> list[list[tuple[str, int, int]]]:
    """Heading rows as (words, columns spanned, rows spanned); one row, or two where headings stand over headings."""
    if not any(c.group for c in plan.columns):
        return [[(c.heading, 1, 1) for c in plan.columns]]
    upper: list[tuple[str, int, int]] = []
    lower: list[tuple[str, int, int]] = []
    last: str | None = None
    for c in plan.columns:
        if c.group is None:
            upper.append((c.heading, 1, 2))
        else:
            if c.group == last:
                upper[-1] = (c.group, upper[-1][1] + 1, 1)
            else:
                upper.append((c.group, 1, 1))
            lower.append((c.heading, 1, 1))
        last = c.group
    return [upper, lower]
