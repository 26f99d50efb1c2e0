"""The command `planlift`: what can be asked, in words, and which module does it.

Everything heavy (pandas, Great Expectations, the PDF library) is imported by the command that needs it, so that
`planlift --help` answers at once.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from extractors.errors import PlanliftError
from pipeline.errors import ALL_PUBLISHED, INTERRUPTED, NEEDS_ATTENTION

DEFAULT_IN = Path("data", "raw")
DEFAULT_OUT = Path("data", "clean")

_OVERVIEW = """\
Planlift lifts the tables of deliverables, actions and quarterly RAG ratings out
of council plan PDFs into validated Parquet and CSV."""

_START = """\
start here:
  planlift run                           read every PDF in data/raw, write to data/clean
  planlift run plan.pdf --out results    read one plan
  planlift inspect plan.pdf --page 4     see what is read on a page, and why
  planlift tables any.pdf                list the tables of any PDF

exit codes:
  0 all published     1 something was held back or left out, the rest is published
  2 wrong usage       3 nothing to read     4 another run is writing there     130 interrupted

`planlift COMMAND --help` tells more about each."""

_RUN = """\
Read plans, check what was read and publish it. A file that cannot be read is named with
the reason; the others go through. Earlier outputs are replaced only once the new ones
are complete, and earlier datasets only if this run can publish at least one plan."""

_RUN_MORE = """\
what you get in the output folder: one .parquet and one .csv for each of plans, outcomes,
deliverables, actions, rag_status, kpis, officers and cells (where each value is printed,
how sure it is, what was repaired or flagged), and manifest.json with the fate of every file.

A file plan.toml beside plan.pdf may state council, title, url, licence, date_accessed,
sha256, financial_year, quarter and plan_type; what it does not state is inferred."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (those of the process unless given); returns the exit code."""
    options = _parser().parse_args(arguments)
    command = cast("Callable[[argparse.Namespace], int]", options.command)
    try:
        code = command(options)
        sys.stdout.flush()
    except PlanliftError as error:
        print(f"planlift: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("planlift: interrupted; earlier outputs are as they were", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (`head`, a pager) has seen enough; without this Python complains while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NEEDS_ATTENTION
    return code


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("planlift", description=_OVERVIEW, epilog=_START, formatter_class=plain)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    run = commands.add_parser(
        "run", help="read plans, check and publish them", description=_RUN, epilog=_RUN_MORE, formatter_class=plain
    )
    run.add_argument(
        "places",
        nargs="*",
        type=Path,
        metavar="PDF|FOLDER",
        help=f"PDFs, and folders whose PDFs are all read (default: {DEFAULT_IN})",
    )
    run.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help=f"outputs (default: {DEFAULT_OUT})")
    run.add_argument(
        "--jobs", type=_at_least_one, metavar="N", help="documents read at the same time (default: one per processor)"
    )
    run.add_argument(
        "--cross-check",
        action="store_true",
        help="also read every page with pdfplumber and Camelot and flag what they read differently (slow)",
    )
    run.add_argument("--no-cache", action="store_true", help="read every document again, even one that did not change")
    run.set_defaults(command=_run)

    look = commands.add_parser(
        "inspect",
        help="show what is read on one page, and why",
        description="Show the grids, cells, headings, repairs and flags of one page, and draw them over it.",
    )
    look.add_argument("pdf", type=Path, metavar="PDF")
    look.add_argument("--page", type=_at_least_one, required=True, metavar="N", help="the page, counted from 1")
    look.add_argument("--png", type=Path, metavar="FILE", help="draw what was seen over the page and save it here")
    look.set_defaults(command=_inspect)

    tables = commands.add_parser(
        "tables",
        help="list every table of any PDF",
        description="Every table of a PDF, joined over its pages and with split rows mended, whatever it is about.",
    )
    tables.add_argument("pdf", type=Path, metavar="PDF")
    tables.add_argument("--json", type=Path, metavar="FILE", help="write all cells with their places as JSON")
    tables.set_defaults(command=_tables)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        print(f"planlift {metadata.version('planlift')}")
        parser.exit()


def _at_least_one(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return number


def _run(options: argparse.Namespace) -> int:
    from pipeline.batch import Order, run
    from pipeline.progress import open_teller
    from pipeline.summary import print_summary

    order = Order(
        places=tuple(options.places) or (DEFAULT_IN,),
        out=options.out,
        jobs=options.jobs,
        cross_check=options.cross_check,
        use_cache=not options.no_cache,
    )
    outcome = run(order, open_teller())
    print_summary(outcome, order.out)
    return ALL_PUBLISHED if outcome.all_published else NEEDS_ATTENTION


def _inspect(options: argparse.Namespace) -> int:
    from pipeline.inspect import describe, look

    seen = look(options.pdf, options.page)
    print("\n".join(describe(seen)))
    if options.png is not None:
        from pipeline.drawing import save_drawing

        save_drawing(seen, options.pdf, options.png)
        print(f"\nDrawn over the page in {options.png}")
    return ALL_PUBLISHED


def _tables(options: argparse.Namespace) -> int:
    from pipeline.tables import describe, read, save

    found = read(options.pdf)
    print("\n".join(describe(found)))
    if options.json is not None:
        save(found, options.json)
        print(f"\nWritten as JSON to {options.json}")
    return ALL_PUBLISHED


if __name__ == "__main__":
    sys.exit(main())
