"""What `planlift officers` tells on the terminal."""

import shlex
import sys

from rich import box
from rich.table import Table
from rich.text import Text

from extractors.printable import printable
from pipeline.officers.survey import Survey
from pipeline.telling.terminal import console


def print_survey(found: Survey) -> None:
    """Print new titles with what they are near, and the aliases that nobody uses, to standard output."""
    out = console(sys.stdout)
    if found.unknown:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
        for title in ("Council", "Title as printed", "Seen", "Taken for", "Near (likeness of 100)"):
            table.add_column(title, overflow="fold", justify="right" if title == "Seen" else "left")
        for one in found.unknown:
            near = "\n".join(f"{printable(post.title)} ({post.score:g})" for post in one.near)
            told = "a new post" if one.accepted else "undecided"
            council = one.council or one.council_name or "unknown"
            cells = (printable(text) for text in (council, one.published, str(one.seen), told))
            table.add_row(*map(Text, cells), Text(near))
        out.print(table)
        out.print()
        first = next((one for one in found.unknown if one.council and one.near), None)
        if first:
            words = ["planlift", "officers", "accept", first.published, first.near[0].title]
            told = shlex.join([*words, "--council", str(first.council), "--reason", "..."])
            out.print(f"To accept one: {told}", soft_wrap=True)
    else:
        out.print("The register knows every title of the run.")
    for council, alias in found.unused:
        out.print(f"Unused alias of {council}: {alias.published!r} for {alias.title!r}", soft_wrap=True)
