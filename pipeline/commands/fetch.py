"""`planlift fetch`: download the plans of a list that are new or have changed."""

import argparse
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, add_log, add_summary
from pipeline.errors import ALL_PUBLISHED, NEEDS_ATTENTION
from pipeline.folders import DEFAULT_IN

_SOURCES = Path("data", "sources.toml")

_WHAT = """\
Download every plan of the list that is new or has changed, and write beside it the TOML
that says where it comes from. A site is asked one thing at a time, and its robots.txt is
obeyed. What is no whole PDF never replaces one that is."""

_MORE = """\
exit codes:
  0 every plan is as its site has it     1 something could not be fetched, the rest is
  2 the list cannot be used              3 the list is empty     4 another fetch is writing there

docs/fetching-plans.md describes the list."""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    fetch = commands.add_parser(
        "fetch", help="download plans that are new or changed", description=_WHAT, epilog=_MORE, formatter_class=PLAIN
    )
    fetch.add_argument(
        "--sources", type=Path, default=_SOURCES, metavar="FILE", help=f"the list of plans (default: {_SOURCES})"
    )
    fetch.add_argument(
        "--out", type=Path, default=DEFAULT_IN, metavar="DIR", help=f"where the PDFs go (default: {DEFAULT_IN})"
    )
    fetch.add_argument(
        "--earlier", type=Path, metavar="DIR", help="where replaced PDFs are kept (default: `earlier` beside --out)"
    )
    add_log(fetch)
    add_summary(fetch)
    fetch.set_defaults(command=_fetch)


def _fetch(options: argparse.Namespace) -> int:
    from pipeline.fetch.collect import collect
    from pipeline.fetch.listing import read_listing
    from pipeline.fetch.telling import brief, open_ear
    from pipeline.run.brief import briefed

    with briefed(options.summary, "fetch") as write:
        listing = read_listing(options.sources)
        earlier = options.earlier or options.out.parent / "earlier"
        outcomes = collect(listing, options.out, earlier, open_ear(options.log))
        write(brief(outcomes))
    return NEEDS_ATTENTION if any(o.kind == "failed" for o in outcomes) else ALL_PUBLISHED
