"""`planlift compare`: what has changed between two runs, quarters or editions."""

import argparse
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, existing_file, tell_stale
from pipeline.errors import ALL_PUBLISHED
from pipeline.folders import EDITIONS

_WHAT = """\
Compare the plans of two output folders of `planlift run`: two quarters of a report, two
editions of a plan, or two runs over the same files. Rows are recognised by identifier,
code or wording; what is not sure is listed for a person to decide."""

_MORE = f"""\
rows added, dropped, reworded, given other dates (by how many quarters) or another officer;
statuses that worsened, improved, were completed, started, paused, cancelled or not reported;
outcomes, themes, targets and values that changed.

A line of {EDITIONS} says that two rows are the same (yes) or are not (no):
  from,to,decision,decided_by,decided_on,reason"""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    compare = commands.add_parser(
        "compare",
        help="show what has changed between two runs, quarters or editions",
        description=_WHAT,
        epilog=_MORE,
        formatter_class=PLAIN,
    )
    compare.add_argument("old", type=Path, metavar="OLD", help="the outputs of the earlier run")
    compare.add_argument("new", type=Path, metavar="NEW", help="the outputs of the later run")
    compare.add_argument("--to", type=Path, metavar="DIR", help="also write compare.html and changes.csv into DIR")
    compare.add_argument(
        "--confirmed", type=existing_file, default=EDITIONS, metavar="FILE", help=f"decisions (default: {EDITIONS})"
    )
    compare.set_defaults(command=_compare)


def _compare(options: argparse.Namespace) -> int:
    from pipeline.compare.compare import compare
    from pipeline.compare.confirmed import load_confirmed
    from pipeline.compare.table import print_changes
    from pipeline.compare.write import write
    from pipeline.outputs.published import read_published

    found = compare(read_published(options.old), read_published(options.new), load_confirmed(options.confirmed))
    print_changes(found)
    tell_stale(found.stale, options.confirmed)
    if options.to:
        write(found, options.to)
    return ALL_PUBLISHED
