"""`planlift report`: a page that shows how the plans of a run are going."""

import argparse
import re
from pathlib import Path

from pipeline.commands.shared import Commands
from pipeline.errors import ALL_PUBLISHED
from pipeline.folders import DEFAULT_OUT


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    report = commands.add_parser(
        "report",
        help="show on a page how the plans are going",
        description="Write one page that needs no network: ratings by quarter and what moved, deliverables on a "
        "timeline, load by officer and committee, what is due and what has slipped, indicators. Every figure leads to "
        "its rows, every row to its page in the PDF and, where review.html of the same run is beside it, to its cell.",
    )
    report.add_argument(
        "clean",
        nargs="?",
        type=Path,
        default=DEFAULT_OUT,
        metavar="CLEAN_DIR",
        help=f"the outputs of a run (default: {DEFAULT_OUT})",
    )
    report.add_argument("--to", type=Path, required=True, metavar="DIR", help="write the page into this folder")
    report.add_argument(
        "--as-of",
        type=_quarter,
        metavar="QUARTER",
        help='the quarter that "due next" and "slipped" are reckoned from, such as "2025/26 Q2" (default: the plan\'s)',
    )
    report.set_defaults(command=_report)


def _report(options: argparse.Namespace) -> int:
    from pipeline.report.write import write

    write(options.clean, options.to, options.as_of)
    return ALL_PUBLISHED


def _quarter(text: str) -> str:
    found = re.fullmatch(r"(\d{4})/(\d{2}) Q[1-4]", text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is no quarter such as 2025/26 Q2")
    return text
