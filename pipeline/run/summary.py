"""What a run tells at its end, on stdout: the plans in a table, where the outputs are, and what to look at first."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from extractors.printable import printable
from pipeline.outputs.warned import NAME
from pipeline.outputs.worklist import decisions
from pipeline.run.judged import Judged, JudgedPlan
from pipeline.run.order import Outcome
from pipeline.telling import terminal

# Each dataset whose rows are counted: its column's heading, and what one of its rows is.
COUNTED = (
    ("outcomes", "Outcomes", "outcome"),
    ("deliverables", "Deliverables", "deliverable"),
    ("actions", "Actions", "action"),
    ("rag_status", "RAG", "RAG rating"),
    ("kpis", "KPIs", "KPI value"),
)
_PLANS_SHOWN = 3
# A batch has thousands of plans, and a terminal not so many lines.
_ROWS_SHOWN = 50
_REASONS_PER_PLAN = 3
_DECISIONS_SHOWN = 5


def print_summary(outcome: Outcome, out: Path, given: TextIO | None = None) -> None:
    """Print the summary of a run whose outputs are in `out` to the stream given (stdout unless one is)."""
    console = terminal.console(given or sys.stdout)
    plans = [(document, plan) for document in outcome.documents for plan in document.plans]
    if plans:
        console.print(_table(plans))
        if (more := len(plans) - _ROWS_SHOWN) > 0:
            console.print(f"and {more:,} more, in plans.csv and manifest.json")
        console.print()
    for title, lines in (
        ("Held back", _held_back(plans)),
        ("Left out", [d.trouble.line for d in outcome.documents if d.trouble and not d.same_as]),
        ("Look first at", [*_look_first(plans), *_warnings(outcome.documents, out)]),
        ("To decide", [] if outcome.datasets_kept else decisions(out, _DECISIONS_SHOWN)),
        ("Outputs", _outputs(plans, out, kept=outcome.datasets_kept)),
    ):
        if lines:
            console.print(Text(title, style="bold"))
            for line in lines[:_ROWS_SHOWN]:
                console.print(f"  {printable(line)}", soft_wrap=True)
            if (more := len(lines) - _ROWS_SHOWN) > 0:
                console.print(f"  and {more:,} more, in manifest.json")
            console.print()


def _table(plans: list[tuple[Judged, JudgedPlan]]) -> Table:
    """One row per plan; a dataset that no plan of the run has gets no column."""
    counted = [(name, title) for name, title, _ in COUNTED if any(_rows(plan, name) for _, plan in plans)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    table.add_column("Plan", overflow="fold", ratio=None, min_width=24)
    for _, title in counted:
        table.add_column(title, justify="right", no_wrap=True)
    for title in ("Values", "Flagged"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Verdict", overflow="fold", min_width=9)
    table.add_column("Seconds", justify="right", no_wrap=True)
    for document, plan in plans[:_ROWS_SHOWN]:
        first = document.plans[0] is plan
        seconds = "" if not first else f"{document.seconds:.1f}" + (" *" if document.kept else "")
        table.add_row(
            Text(plan.verdict.plan_id) + Text(f"\n{printable(document.name)}", style="dim"),
            *(_number(_rows(plan, name)) for name, _ in counted),
            _number(plan.brief.cells),
            Text(_number(plan.brief.flagged), style="yellow" if plan.brief.flagged else ""),
            _verdict(document, plan),
            seconds,
        )
    if any(document.kept for document, _ in plans):
        table.caption = "* unchanged since an earlier run, which took so long to read it"
        table.caption_justify = "left"
    return table


def _rows(plan: JudgedPlan, name: str) -> int:
    return plan.brief.rows.get(name, 0)


def _number(number: int) -> str:
    return f"{number:,}" if number else "-"


def _verdict(document: Judged, plan: JudgedPlan) -> Text:
    if not plan.verdict.passed:
        return Text("held back", style="red")
    if plan.verdict.same_as:
        return Text(f"same as {plan.verdict.same_as}", style="dim")
    if plan.brief.flagged:
        return Text("flagged", style="yellow")
    return Text("warnings", style="yellow") if document.doubts else Text("published", style="green")


def _held_back(plans: list[tuple[Judged, JudgedPlan]]) -> list[str]:
    lines: list[str] = []
    for _, plan in plans:
        reasons = plan.verdict.reasons
        lines += [f"{plan.verdict.plan_id}: {reason.message}" for reason in reasons[:_REASONS_PER_PLAN]]
        if (more := len(reasons) - _REASONS_PER_PLAN) > 0:
            lines.append(f"{plan.verdict.plan_id}: and {more} more, listed in held_back/")
    return lines


def _look_first(plans: list[tuple[Judged, JudgedPlan]]) -> list[str]:
    """The plans with most flags."""
    flagged = sorted(
        (p for p in plans if p[1].brief.flagged), key=lambda p: (-p[1].brief.flagged, p[1].verdict.plan_id)
    )
    return [
        f"{plan.verdict.plan_id}: {plan.brief.flagged:,} of {plan.brief.cells:,} values flagged ({document.name})"
        for document, plan in flagged[:_PLANS_SHOWN]
    ]


def _warnings(documents: Sequence[Judged], out: Path) -> list[str]:
    """The documents with most warnings of something that no flag can stand on."""
    warned = sorted((d for d in documents if d.doubts), key=lambda d: (-len(d.doubts), d.name))
    lines = [f"{document.name}: {_counted(document.doubts)}" for document in warned[:_PLANS_SHOWN]]
    return [*lines, f"all warnings: {out / NAME}"] if warned else []


def _counted(doubts: Sequence[str]) -> str:
    """The first of a document's warnings, and how many more there are."""
    more = len(doubts) - 1
    return doubts[0] + (f" (and {more:,} more warning{'' if more == 1 else 's'})" if more else "")


def _outputs(plans: list[tuple[Judged, JudgedPlan]], out: Path, *, kept: bool) -> list[str]:
    published = [plan for _, plan in plans if plan.verdict.published]
    counts = [(sum(_rows(plan, name) for plan in published), one) for name, _, one in COUNTED]
    held = ""
    if any(not plan.verdict.passed for _, plan in plans):
        held = "; what was held back is in held_back/, and `planlift review` shows it"
    what = ", ".join(f"{count:,} {one}" + ("" if count == 1 else "s") for count, one in counts if count)
    datasets = f"{what}, each dataset as .parquet and .csv" if what else "no plan was published: every dataset is empty"
    if kept:
        datasets = "nothing of this run could be published, so the datasets of the last good run are as they were"
    return [
        f"{out}: {datasets}",
        f"{out / 'manifest.json'}: the fate of every file{held}",
    ]
