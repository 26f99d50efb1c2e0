"""What the user is told at the end of `planlift publish`."""

import sys

from pipeline.publish.release import Result


def print_result(result: Result, to: str) -> None:
    """The release and what has changed on standard output, the notes on standard error."""
    for note in result.notes:
        print(f"note: {note}", file=sys.stderr)
    edition = result.edition
    if not result.new:
        print(f"Nothing has changed since {edition.version}, which stays the newest release in {to}")
        return
    print(f"Released {edition.version} in {to}" + (f", after {edition.previous}" if edition.previous else ""))
    for change in edition.changes:
        where = f"{change.dataset}: " if change.dataset else ""
        print(f"  {change.level.name.lower()}: {where}{change.what}")
