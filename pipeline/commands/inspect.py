"""`planlift inspect`: show what is read on one page, and why."""

import argparse
from pathlib import Path

from pipeline.commands.shared import Commands, at_least_one
from pipeline.errors import ALL_PUBLISHED


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    look = commands.add_parser(
        "inspect",
        help="show what is read on one page, and why",
        description="Show the grids, cells, headings, repairs and flags of one page, and draw them over it.",
    )
    look.add_argument("pdf", type=Path, metavar="PDF")
    look.add_argument("--page", type=at_least_one, required=True, metavar="N", help="the page, counted from 1")
    look.add_argument("--png", type=Path, metavar="FILE", help="draw what was seen over the page and save it here")
    look.set_defaults(command=_inspect)


def _inspect(options: argparse.Namespace) -> int:
    from pipeline.inspection.inspect import describe, look

    seen = look(options.pdf, options.page)
    print("\n".join(describe(seen)))
    if options.png is not None:
        from pipeline.inspection.drawing import save_drawing

        save_drawing(seen, options.pdf, options.png)
        print(f"\nDrawn over the page in {options.png}")
    return ALL_PUBLISHED
