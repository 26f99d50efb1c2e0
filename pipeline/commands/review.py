"""`planlift review`: look at flagged cells beside their pages, and decide them."""

import argparse
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands
from pipeline.errors import ALL_PUBLISHED
from pipeline.folders import DEFAULT_IN, DEFAULT_OUT

_WHAT = """\
Show every cell of a run beside the page that it was read from, flagged cells first, and
take a person's decisions on them: accepted values, corrections, titles that mean a post."""

_MORE = """\
three ways to use it:
  planlift review --to review                one page, review/review.html, that needs no
                                             network; decisions are downloaded from it
  planlift review --take corrections.csv     add downloaded decisions to the project
  planlift review --serve                    the same page on this machine alone; every
                                             decision is written to the project at once

Corrections go to data/corrections.csv, titles to the register of aliases; the next
`planlift run` applies them."""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    review = commands.add_parser(
        "review",
        help="look at flagged cells beside their pages, and decide them",
        description=_WHAT,
        epilog=_MORE,
        formatter_class=PLAIN,
    )
    review.add_argument(
        "clean",
        nargs="?",
        type=Path,
        default=DEFAULT_OUT,
        metavar="CLEAN_DIR",
        help=f"the outputs of a run, or a plan in its held_back/ (default: {DEFAULT_OUT})",
    )
    way = review.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", type=Path, metavar="DIR", help="write the page into this folder")
    way.add_argument("--serve", action="store_true", help="serve the page on this machine, for this user")
    way.add_argument(
        "--take", type=Path, action="append", metavar="FILE", help="add a downloaded file of decisions to the project"
    )
    review.add_argument("--port", type=_port, default=0, metavar="N", help="with --serve (default: one that is free)")
    review.add_argument(
        "--pdfs",
        type=Path,
        action="append",
        metavar="PDF|FOLDER",
        help=f"where the PDFs of the run are (default: {DEFAULT_IN})",
    )
    review.set_defaults(command=_review)


def _review(options: argparse.Namespace) -> int:
    from pipeline.review import ways

    task = ways.task(options.clean, tuple(options.pdfs or (DEFAULT_IN,)))
    if options.serve:
        ways.serve(task, options.port)
    elif options.take:
        ways.take(task, options.take)
    else:
        ways.write(task, options.to)
    return ALL_PUBLISHED


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return number
