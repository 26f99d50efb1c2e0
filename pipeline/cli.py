"""The command `planlift`: which commands there are, and what becomes of their errors.

Everything heavy (pandas, Great Expectations, the PDF library) is imported by the command that needs it, so that
`planlift --help` answers at once.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import cast

from extractors.errors import PlanliftError
from pipeline.commands import compare, fetch, history, inspect, lineage, officers, publish, report, review, run, tables
from pipeline.commands.shared import PLAIN
from pipeline.errors import INTERRUPTED, NEEDS_ATTENTION
from pipeline.telling.streams import discard_output, make_ready

# In the order in which `--help` lists them.
COMMANDS = (fetch, run, inspect, tables, review, report, compare, history, lineage, officers, publish)

_OVERVIEW = """\
Planlift lifts the tables of deliverables, actions and quarterly RAG ratings out
of council plan PDFs into validated Parquet and CSV."""

_START = """\
start here:
  planlift run                           read every PDF in data/raw, write to data/clean
  planlift run plan.pdf --out results    read one plan
  planlift inspect plan.pdf --page 4     see what is read on a page, and why
  planlift tables any.pdf                list the tables of any PDF
  planlift review --serve                look at what is flagged, and decide it

exit codes:
  0 all published     1 something was held back or left out, the rest is published
  2 wrong usage       3 nothing to read     4 another run is writing there     130 interrupted

`planlift COMMAND --help` tells more about each."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (those of the process unless given); returns the exit code."""
    make_ready()
    options = _parser().parse_args(arguments)
    command = cast("Callable[[argparse.Namespace], int]", options.command)
    try:
        code = command(options)
        sys.stdout.flush()
    except PlanliftError as error:
        return _end(options, error.exit_code, str(error), error.reason)
    except KeyboardInterrupt:
        return _end(options, INTERRUPTED, "interrupted; earlier outputs are as they were", "interrupted")
    except BrokenPipeError:
        # Whoever read our output (`head`, a pager) has seen enough.
        discard_output()
        return NEEDS_ATTENTION
    except OSError as error:
        discard_output()
        told = f"{error.filename or 'standard output'}: {error.strerror or error}"
        return _end(options, NEEDS_ATTENTION, f"{told} (free some space there, or choose another place)", "output")
    return _end(options, code)


def _end(options: argparse.Namespace, code: int, trouble: str = "", reason: str = "") -> int:
    """Tell what ended the command, in words or as the log's last event; gives back the exit code."""
    if getattr(options, "log", "") == "json":
        from pipeline.telling.log import JsonLog

        why = {"reason": reason} if reason else {}
        JsonLog().say("error" if trouble else "info", "ended", trouble or f"exit code {code}", exit_code=code, **why)
    elif trouble:
        print(f"planlift: {trouble}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("planlift", description=_OVERVIEW, epilog=_START, formatter_class=PLAIN)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from pipeline.keeping.version import release

        print(f"planlift {release()}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
