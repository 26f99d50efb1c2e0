"""`planlift run`: read plans, check and publish them."""

import argparse
import signal
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, add_log, add_summary, at_least_one
from pipeline.errors import ALL_PUBLISHED, NEEDS_ATTENTION
from pipeline.folders import DEFAULT_IN, DEFAULT_OUT

_WHAT = """\
Read plans, check what was read and publish it. A file that cannot be read is named with
the reason; the others go through. Earlier outputs are replaced only once the new ones
are complete, and earlier datasets only if this run can publish at least one plan."""

_MORE = """\
what you get in the output folder: one .parquet and one .csv for each of plans, outcomes,
deliverables, actions, rag_status, kpis, officers and cells (where each value is printed,
how sure it is, what was repaired or flagged), and manifest.json with the fate of every file.

A file plan.toml beside plan.pdf may state council, title, url, licence, date_accessed,
sha256, financial_year, quarter and plan_type; what it does not state is inferred."""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    run = commands.add_parser(
        "run", help="read plans, check and publish them", description=_WHAT, epilog=_MORE, formatter_class=PLAIN
    )
    run.add_argument(
        "places",
        nargs="*",
        metavar="PDF|FOLDER|URL",
        help=f"PDFs, and folders whose PDFs are all read; s3:// and the like work too (default: {DEFAULT_IN})",
    )
    run.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help=f"outputs (default: {DEFAULT_OUT})")
    run.add_argument(
        "--jobs", type=at_least_one, metavar="N", help="documents read at the same time (default: one per processor)"
    )
    run.add_argument(
        "--scheduler", metavar="ADDRESS", help="read on the Dask cluster with this scheduler, such as tcp://host:8786"
    )
    run.add_argument("--limits", type=Path, metavar="FILE", help="TOML with other limits on what one document may cost")
    run.add_argument(
        "--cross-check",
        action="store_true",
        help="also read every page with pdfplumber and Camelot and flag what they read differently (slow)",
    )
    run.add_argument("--no-cache", action="store_true", help="read every document again, even one that did not change")
    add_log(run)
    add_summary(run)
    run.set_defaults(command=_run)


def _run(options: argparse.Namespace) -> int:
    from pipeline.run.batch import run
    from pipeline.run.brief import briefed, run_brief
    from pipeline.run.order import Order
    from pipeline.run.summary import print_summary
    from pipeline.telling.log import JsonLog, JsonTeller
    from pipeline.telling.progress import open_teller

    # A scheduler that stops a job does so with SIGTERM, which is to clear up as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    order = Order(
        places=tuple(options.places) or (str(DEFAULT_IN),),
        out=options.out,
        jobs=options.jobs,
        scheduler=options.scheduler,
        limits=options.limits,
        cross_check=options.cross_check,
        use_cache=not options.no_cache,
    )
    with briefed(options.summary, "run") as write:
        outcome = run(order, JsonTeller(JsonLog()) if options.log == "json" else open_teller())
        write(run_brief(outcome, order.out))
    print_summary(outcome, order.out)
    return ALL_PUBLISHED if outcome.all_published else NEEDS_ATTENTION
