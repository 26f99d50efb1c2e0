"""`planlift tables`: list every table of any PDF."""

import argparse
from pathlib import Path

from pipeline.commands.shared import Commands
from pipeline.errors import ALL_PUBLISHED


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    tables = commands.add_parser(
        "tables",
        help="list every table of any PDF",
        description="Every table of a PDF, joined over its pages and with split rows mended, whatever it is about.",
    )
    tables.add_argument("pdf", type=Path, metavar="PDF")
    tables.add_argument("--json", type=Path, metavar="FILE", help="write all cells with their places as JSON")
    tables.set_defaults(command=_tables)


def _tables(options: argparse.Namespace) -> int:
    from pipeline.inspection.tables import describe, read, save

    found = read(options.pdf)
    print("\n".join(describe(found)))
    if options.json is not None:
        save(found, options.json)
        print(f"\nWritten as JSON to {options.json}")
    return ALL_PUBLISHED
