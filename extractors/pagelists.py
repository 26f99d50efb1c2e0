"""Numbers of pages in words, and back."""

import re
from collections.abc import Sequence
from itertools import groupby

_LISTED = re.compile(r"pages? (\d+(?:(?:, | to | and )\d+)*)")


def page_list(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 3, 5 to 9`: pages in ascending order, as a person lists them."""
    ranges = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda at: at[1] - at[0])]
    told = [", ".join(map(str, run)) if len(run) < 3 else f"{run[0]} to {run[-1]}" for run in ranges]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(told)}"


def pages_listed(text: str) -> tuple[int, ...]:
    """The pages that `text` names at its start, as `page_list` lists them, in ascending order."""
    if not (listed := _LISTED.match(text)):
        return ()
    ends = [[int(n) for n in run.split(" to ")] for run in re.split(r", | and ", listed[1])]
    return tuple(n for run in ends for n in range(run[0], run[-1] + 1))
