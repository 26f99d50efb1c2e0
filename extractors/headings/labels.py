"""Labels at the head of lines: `Lead: Head of Place`."""

import re

from extractors.headings.headings import sure_match

# A label has at most so many words before its colon.
LABEL_WORDS = 6
_LABEL = re.compile(r"^([A-Z][^:]{1,45}):(?=\s|$)")
_QUESTION = re.compile(r"^([A-Z][^:?]{1,45}\?)(?=\s|$)")
_NUMBER = re.compile(r"\s*(?:\bno\.?\s*)?\b\d+(?:\.\d+)*[a-z]?$", re.I)


def label_of(line: str) -> str | None:
    """The label at the head of a line, without its colon; None where it has none."""
    match = _LABEL.match(line)
    return match[1] if match and len(match[1].split()) <= LABEL_WORDS else None


def question_of(line: str) -> str | None:
    """The question at the head of a line that heads what follows, word for word: `How are we doing? On track`."""
    match = _QUESTION.match(line)
    known = sure_match(match[1]) if match and len(match[1].split()) <= LABEL_WORDS else None
    return match[1] if match and known and known.worded else None


def unnumbered(label: str) -> str:
    """A label of titles without the number that tells its record from the others: `Action` of `Action 12`."""
    bare = _NUMBER.sub("", label)
    return bare if bare != label and (match := sure_match(bare)) and match.field == "title" else label
