"""`planlift history`: the reports of successive quarters as one history."""

import argparse
import sys
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, existing_file, tell_stale
from pipeline.errors import ALL_PUBLISHED
from pipeline.folders import EDITIONS

_WHAT = """\
Merge the reports of successive quarters into one history: each action and quarter with its
status and the reports that give it. A quarter that two reports state differently keeps both
statements, flagged; `standing` says which is the newest."""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    history = commands.add_parser(
        "history", help="merge quarterly reports into one history", description=_WHAT, formatter_class=PLAIN
    )
    history.add_argument("clean", nargs="+", type=Path, metavar="CLEAN_DIR", help="outputs of runs, older ones first")
    history.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="write rag_history.parquet, .csv and its descriptor here"
    )
    history.add_argument(
        "--confirmed",
        type=existing_file,
        default=EDITIONS,
        metavar="FILE",
        help=f"which rows are the same, as `planlift compare` reads it (default: {EDITIONS})",
    )
    history.set_defaults(command=_history)


def _history(options: argparse.Namespace) -> int:
    from pipeline.compare.confirmed import load_confirmed
    from pipeline.history.history import history
    from pipeline.outputs.derived import write_dataset
    from pipeline.outputs.published import read_published

    found = history([read_published(folder) for folder in options.clean], load_confirmed(options.confirmed))
    files = write_dataset(options.to, "rag_history", found.rows)
    tell_stale(found.stale, options.confirmed)
    for note in found.notes:
        print(f"note: {note}", file=sys.stderr)
    actions = len({(row["series"], row["action_id"]) for row in found.rows})
    restated = len({(row["series"], row["action_id"], row["quarter"]) for row in found.rows if row["flag"]})
    print(f"{found.reports} reports, {actions:,} actions, {len(found.rows):,} rows, {restated:,} quarters to look at")
    print("\n".join(str(file) for file in files))
    return ALL_PUBLISHED
