"""Lists that people keep as CSV, with lines of comment between the records."""

import re
from collections.abc import Iterable, Iterator

# A quote opens a value only where the value begins (RFC 4180); within one, two quotes stand for a quote.
_OPENS = re.compile(r'(?:^|,)"')
_CLOSES = re.compile(r'(?:[^"]|"")*"(?!")')


def without_comments(lines: Iterable[str]) -> Iterator[str]:
    """`lines` of a CSV without those that begin with `# `; one within quotes is part of a value, and stays."""
    within = False
    for line in lines:
        if within or not line.startswith("# "):
            yield line
            within = _ends_within(line, within)


def _ends_within(line: str, within: bool) -> bool:
    """Whether a value in quotes goes on behind `line`, which begins within one or not."""
    at = 0
    while found := _CLOSES.match(line, at) if within else _OPENS.search(line, at):
        at, within = found.end(), not within
    return within
