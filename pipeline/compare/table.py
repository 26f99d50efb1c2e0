"""What `planlift compare` tells on the terminal."""

import sys
from collections import Counter

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.compare.changes import Change
from pipeline.compare.compare import Comparison
from pipeline.compare.rules import TIERS, kinds

# Without a terminal the width is ours to choose.
_FILE_WIDTH = 160
_LONGEST = 120
_COLOURS = {"undecided": "magenta", "serious": "red", "notable": "yellow", "minor": "dim"}


def print_changes(found: Comparison) -> None:
    """Print the plans compared, the changes gravest first, and their number by kind to standard output."""
    stream = sys.stdout
    console = Console(file=stream, width=None if stream.isatty() else _FILE_WIDTH, highlight=False, markup=False)
    for old, new in found.plans.pairs:
        console.print(f"{old['plan_id']} -> {new['plan_id']}")
    recognised = ", ".join(f"{count:,} {name}" for name, count in found.recognised.items() if count)
    console.print(f"in both: {recognised}" if recognised else "no plan is in both")
    console.print()
    if not found.changes:
        console.print("Nothing has changed.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for title, width in (("Severity", 9), ("Change", 12), ("Row", 30), ("Before", 20), ("After", 20)):
        table.add_column(title, overflow="fold", min_width=width)
    for change in found.changes:
        kind = kinds()[change.kind]
        table.add_row(
            Text(TIERS[change.tier], style=_COLOURS[change.tier]),
            Text(f"{kind.sign} {kind.label}{amount(change)}"),
            _short(" ".join(filter(None, [change.code, change.title])) or change.dataset),
            _short(change.old or ""),
            _short(change.new or ""),
        )
    console.print(table)
    console.print()
    counts = Counter(change.kind for change in found.changes)
    told = ", ".join(f"{kind.label.lower()} {counts[name]:,}" for name, kind in kinds().items() if counts[name])
    console.print(f"{len(found.changes):,} changes: {told}", soft_wrap=True)


def amount(change: Change) -> str:
    """By how much, in brackets with a space before; "" where there is no amount."""
    if change.by is None:
        return ""
    unit = change.unit or ""
    if unit == "quarters" and abs(change.by) == 1:
        unit = "quarter"
    return f" ({change.by:+g}{unit if unit == '%' else f' {unit}'.rstrip()})"


def _short(text: str) -> Text:
    return Text(text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…")
