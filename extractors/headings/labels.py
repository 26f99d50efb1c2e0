"""Labels at the head of lines: `Lead: Head of Place`."""

import re

from extractors.headings.headings import match_heading, sure_match

# A label has at most so many words before its colon.
LABEL_WORDS = 6
# Labels of these fields stand before names: `Priority: Warm homes`, `Project: Northern Gateway`.
NAMING = {"title", "outcome", "outcome_codes", "code", "strategic_link", "indicator"}
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


def fact_of(label: str) -> str | None:
    """The field that the label of a fact names; None where it names none for sure, or stands before a name.

    Who leads something is a fact, whatever is led: `Outcome lead`.
    """
    known = match_heading(label)
    if len(known) > 1 and any(m.field == "lead_officer" for m in known) and known[0].field in NAMING:
        return "lead_officer"
    return next((m.field for m in known[:1] if m.sure and m.worded and m.field not in NAMING), None)


def tells_fact(text: str) -> bool:
    """Whether a line begins with the label of a fact, and says the fact behind it."""
    label, colon, value = text.partition(":")
    return bool(colon and value.strip()) and len(label.split()) <= LABEL_WORDS and fact_of(label) is not None


def unnumbered(label: str) -> str:
    """A label of titles without the number that tells its record from the others: `Action` of `Action 12`."""
    bare = _NUMBER.sub("", label)
    return bare if bare != label and (match := sure_match(bare)) and match.field == "title" else label
