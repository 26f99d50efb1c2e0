"""Tables and lines for a person at a terminal, or for the file that the output goes to."""

from typing import TextIO

from rich.console import Console

# Without a terminal the width is ours to choose: wide enough that no plan's name is folded.
_FILE_WIDTH = 160


def console(stream: TextIO) -> Console:
    """A console that writes to `stream` what it is given and takes no text for markup."""
    return Console(file=stream, width=None if stream.isatty() else _FILE_WIDTH, highlight=False, markup=False)
