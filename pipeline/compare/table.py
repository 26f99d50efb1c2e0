"""What `planlift compare` tells on the terminal."""

import sys
from collections import Counter

from rich import box
from rich.table import Table
from rich.text import Text

from extractors.printable import printable
from pipeline.compare.changes import Change
from pipeline.compare.compare import Comparison
from pipeline.compare.rules import TIERS, kinds
from pipeline.telling.terminal import console

_LONGEST = 120
_COLOURS = {"undecided": "magenta", "serious": "red", "notable": "yellow", "minor": "dim"}


def print_changes(found: Comparison) -> None:
    """Print the plans compared, the changes gravest first, and their number by kind to standard output."""
    out = console(sys.stdout)
    for old, new in found.plans.pairs:
        out.print(printable(f"{old['plan_id']} -> {new['plan_id']}"))
    recognised = ", ".join(f"{count:,} {name}" for name, count in found.recognised.items() if count)
    out.print(f"in both: {recognised}" if recognised else "no plan is in both")
    out.print()
    if not found.changes:
        out.print("Nothing has changed.")
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
    out.print(table)
    out.print()
    counts = Counter(change.kind for change in found.changes)
    told = ", ".join(f"{kind.label.lower()} {counts[name]:,}" for name, kind in kinds().items() if counts[name])
    number = len(found.changes)
    out.print(f"{number:,} change{'' if number == 1 else 's'}: {told}", soft_wrap=True)


def amount(change: Change) -> str:
    """By how much, in brackets with a space before; "" where there is no amount."""
    if change.by is None:
        return ""
    unit = change.unit or ""
    if unit == "quarters" and abs(change.by) == 1:
        unit = "quarter"
    return f" ({change.by:+g}{unit if unit == '%' else f' {unit}'.rstrip()})"


def _short(text: str) -> Text:
    text = printable(text)
    return Text(text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…")
