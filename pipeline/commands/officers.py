"""`planlift officers`: titles that the register does not know, and the decision that one means a post."""

import argparse
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, iso_day
from pipeline.errors import ALL_PUBLISHED
from pipeline.folders import DEFAULT_OUT

_WHAT = """\
List the officers' titles of a run that no register knows, the posts that they are near, and
aliases that no plan of the run uses; or accept that a title means a post."""

_MORE = """\
  planlift officers                                        list, for the outputs in data/clean
  planlift officers list CLEAN_DIR                         list, for other outputs
  planlift officers accept 'Hd of Parks' 'Head of Parks' --council CHE --reason 'abbreviated'

An accepted alias is a row of the register of officer aliases; the next `planlift run` uses it
and reads no page again for it."""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    officers = commands.add_parser(
        "officers",
        help="list titles that no register knows, and accept what they mean",
        description=_WHAT,
        epilog=_MORE,
        formatter_class=PLAIN,
    )
    officers.set_defaults(command=_list, clean=DEFAULT_OUT)
    what = officers.add_subparsers(title="what to do", metavar="WHAT")
    listing = what.add_parser("list", help="list new titles, near matches and unused aliases")
    listing.add_argument("clean", nargs="?", type=Path, default=DEFAULT_OUT, metavar="CLEAN_DIR")
    listing.set_defaults(command=_list)
    accepting = what.add_parser("accept", help="accept that a printed title means a post")
    accepting.add_argument("published", metavar="PRINTED", help="the title as the plan prints it")
    accepting.add_argument("title", metavar="TITLE", help="the post's title as the register or another plan has it")
    accepting.add_argument("--council", required=True, metavar="CODE", help="the council's code, such as CHE")
    accepting.add_argument("--reason", required=True, metavar="TEXT", help="why they are one post")
    accepting.add_argument("--by", metavar="NAME", help="who decided it (default: the user's name on this machine)")
    accepting.add_argument("--from", type=iso_day, dest="first", metavar="DATE", help="plans from this day on")
    accepting.add_argument("--until", type=iso_day, dest="last", metavar="DATE", help="plans until this day")
    accepting.add_argument("--clean", type=Path, default=DEFAULT_OUT, metavar="CLEAN_DIR", help="outputs of the run")
    accepting.set_defaults(command=_accept)


def _list(options: argparse.Namespace) -> int:
    from normalise.registers import load_registers
    from pipeline.officers.survey import survey
    from pipeline.officers.table import print_survey
    from pipeline.outputs.published import read_published

    print_survey(survey(read_published(options.clean), load_registers()))
    return ALL_PUBLISHED


def _accept(options: argparse.Namespace) -> int:
    import getpass

    from normalise.registers import load_registers
    from pipeline.officers.accept import accept
    from pipeline.outputs.published import read_published
    from pipeline.review.decisions import ALIASES, Alias

    who = options.by or getpass.getuser()
    told = (options.published, options.title, options.first or "", options.last or "", who, options.reason)
    kept = accept(ALIASES, Alias(options.council, *told), read_published(options.clean), load_registers())
    print(f"{ALIASES}: {'added' if kept.added else 'stands there already'}")
    return ALL_PUBLISHED
