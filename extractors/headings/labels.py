"""Labels at the head of lines: `Lead: Head of Place`."""

import re

# A label has at most so many words before its colon.
LABEL_WORDS = 6
_LABEL = re.compile(r"^([A-Z][^:]{1,45}):(?=\s|$)")


def label_of(line: str) -> str | None:
    """The label at the head of a line, without its colon; None where it has none."""
    match = _LABEL.match(line)
    return match[1] if match and len(match[1].split()) <= LABEL_WORDS else None
