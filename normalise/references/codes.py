"""What the codes of a plan say about each other: an action `A1.2.3` serves the outcome `P1.2`.

Where nearly all rows of a plan follow that pattern, a row that does not is a misprint, a misreading, or a value that
was carried down one row too far; which of them, the page shows.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_FEWEST_NUMBERS = 2  # `A1` under `P1` follows from any numbering


class CodeRules(NamedTuple):
    """The threshold of `registers/codes.toml`."""

    share: float


def breaks_of_pattern(rows: Sequence[tuple[str, str]], rules: CodeRules) -> list[str | None]:
    """For each row of action code and outcome codes as printed, how it breaks the plan's pattern; None where not.

    A row breaks it where none of its outcomes is the one that its own code begins with. Without a pattern, or without
    either code, nothing is broken.
    """
    judged = [_follows(*row) for row in rows]
    both = [follows for follows in judged if follows is not None]
    if sum(both) < rules.share * len(both):
        return [None] * len(rows)
    pairs = zip(rows, judged, strict=True)
    return [_told(*row, sum(both), len(both)) if follows is False else None for row, follows in pairs]


def _follows(code: str, outcomes: str) -> bool | None:
    """Whether the action's code is one of the outcomes' with one more number; None where that cannot be asked."""
    implied = _numbers(code)[:-1]
    named = [_numbers(one) for one in re.split(r"[;,/&\s]+", outcomes.strip()) if _numbers(one)]
    if len(implied) < _FEWEST_NUMBERS or not named:
        return None
    return implied in named


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(run) for run in re.findall(r"[0-9]+", code))


def _told(code: str, outcomes: str, follow: int, of: int) -> str:
    return f"{code} stands under {outcomes}, while {follow} of {of} codes begin with the number of their outcome"
