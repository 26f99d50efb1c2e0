"""`planlift lineage`: which deliverables of a plan carry on the actions of an earlier one."""

import argparse
from itertools import groupby
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, existing_file, tell_stale
from pipeline.errors import ALL_PUBLISHED

_CONFIRMED = Path("data", "lineage.csv")

_WHAT = """\
Suggest which deliverables of a council's plan carry on the actions of another plan of the same
or an earlier year. Each link has a score, the terms that both texts share and a tier: sure, or
possible (for a person to look at)."""

_MORE = f"""\
A line of {_CONFIRMED} confirms a link (yes) or rejects it (no); the dataset says who did:
  from,to,decision,decided_by,decided_on,reason
with both records named as plan_id#record_id."""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    lineage = commands.add_parser(
        "lineage",
        help="suggest which deliverables carry on which actions",
        description=_WHAT,
        epilog=_MORE,
        formatter_class=PLAIN,
    )
    lineage.add_argument("clean", nargs="+", type=Path, metavar="CLEAN_DIR", help="outputs of runs")
    lineage.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="write lineage.parquet, .csv and its descriptor here"
    )
    lineage.add_argument(
        "--confirmed", type=existing_file, default=_CONFIRMED, metavar="FILE", help=f"decisions (default: {_CONFIRMED})"
    )
    lineage.set_defaults(command=_lineage)


def _lineage(options: argparse.Namespace) -> int:
    from pipeline.compare.confirmed import load_confirmed
    from pipeline.compare.edition import editions, record_names
    from pipeline.lineage.links import lineage
    from pipeline.outputs.derived import write_dataset
    from pipeline.outputs.published import read_published

    runs = [read_published(folder) for folder in options.clean]
    confirmed = load_confirmed(options.confirmed)
    rows = lineage(runs, confirmed)
    files = write_dataset(options.to, "lineage", rows)
    known = record_names(edition for run in runs for edition in editions(run).values())
    tell_stale(confirmed.stale(known), options.confirmed)
    shown = [row for row in rows if row["tier"] == "sure" and row["decision"] != "no"]
    for plans, group in groupby(shown, lambda row: f"{row['from_plan']} -> {row['to_plan']}"):
        print(plans)
        for row in group:
            print(f"{row['score']:5.1f}  {row['from_code'] or row['from_record']} -> {row['to_record']}")
    decided = sum(row["decision"] is not None for row in rows)
    sure = sum(row["tier"] == "sure" for row in rows)
    links = "1 link" if len(rows) == 1 else f"{len(rows)} links"
    print(f"{links}: {sure} sure, {len(rows) - sure} possible; {decided} decided by a person")
    print("\n".join(str(file) for file in files))
    return ALL_PUBLISHED
