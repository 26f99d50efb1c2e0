"""Which of several dates of a record holds: `Original date | Revised date | Actual date`.

A plan prints when the work was to end at first, by when it is due now, and when it ended. The date that holds is the
latest one agreed; but a date that was put off in a few rows only is blank in all others.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.headings import WHOLE, HeadingMatch
from extractors.headings.values import Column
from extractors.headings.vocabulary import tells_current, tells_done, tells_first, tells_later

# What is put off: a date agreed at first stands beside the one that holds now.
PUT_OFF = ("start", "delivery")
# What `headings.csv` calls a date that is known and no field's.
OTHER_DATE = "other_date"

Matches = tuple[HeadingMatch, ...]


def standing(heading: str) -> int:
    """How late a heading says that its date was agreed: 0 at first, 1 where it says nothing, 2 revised, 3 current."""
    if tells_first(heading):
        return 0
    return 3 if tells_current(heading) else 2 if tells_later(heading) else 1


def with_dates_that_hold(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches, those for a start or a time made another date's where one that holds stands beside it.

    It holds if no date was agreed later and it fills every row that any of them fills; else the fullest one does.
    """
    found = list(matches)
    for field in PUT_OFF:
        ended = field == "delivery"
        dated = [i for i, ms in enumerate(found) if any(m.field == field and m.score <= WHOLE for m in ms)]
        open_ = [i for i in dated if not (ended and tells_done(columns[i].heading))]
        if not open_ or len(dated) < 2:
            continue
        best = that_holds(columns, open_)
        ranks = {i: standing(columns[i].heading) for i in open_}
        for i in (i for i in dated if ranks.get(i) != ranks[best]):
            found[i] = tuple(
                replace(m, field=OTHER_DATE) if m.field == field and m.score <= WHOLE else m for m in found[i]
            )
    return found


def that_holds(columns: Sequence[Column], dated: Sequence[int]) -> int:
    """Which of the columns `dated` holds the dates that stand."""
    filled = {i: {n for n, v in enumerate(columns[i].values) if v} for i in dated}
    every = set[int]().union(*filled.values())

    def sureness(i: int) -> tuple[bool, int, int, int]:
        whole = filled[i] == every
        return whole, standing(columns[i].heading) if whole else 0, len(filled[i]), -i

    return max(dated, key=sureness)
