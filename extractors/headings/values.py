"""A column of a table, and what its values look like: posts, titles, ratings, times."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.headings.headings import HeadingMatch
from extractors.headings.shapes import (
    CODE,
    DITTO,
    LEVEL,
    STATUS,
    distinct,
    filled_share,
    is_rated_in_colours,
    is_rated_in_words,
    may_be_ratings,
    mean_length,
    rated_share,
    share,
    tell_times,
)
from extractors.headings.vocabulary import judges, officer_pattern, other_tables

SHAPED = 0.8  # the part of a column's values that must look alike for their shape to name the field
OFFICERS = 0.7  # posts are named in more ways than codes and dates are written
POST = 60  # the title of one post has at most so many characters
# Texts that name posts have fewer on average: in 160 plans 18 to 43, where each names one.
POSTS = 90
AMOUNTS = 0.5  # the part of a column's values that are plain numbers where they measure something
# Titles are this long on average, in characters, and hardly any occurs twice.
TITLE, DIFFERENT = 18, 0.8
# Codes that count rows: fewer may be those of the groups that the rows are in.
FEWEST_COUNTED = 3
# Titles fill this part of the rows; what fills fewer stands over several.
NEARLY_ALL = 0.75


class Column(NamedTuple):
    """A column of a table: its headings as one text, and the texts and colours of its body cells."""

    heading: str
    values: tuple[str, ...]
    fills: tuple[str | None, ...] = ()


def is_post(text: str) -> bool:
    """Whether a text looks like the title of a post: those are short, and prose may name one."""
    return len(text) <= POST and bool(officer_pattern().match(text))


def names_posts(column: Column) -> bool:
    """Whether its texts are titles of posts."""
    told = [v for v in column.values if not DITTO.match(v)]
    return share(told, officer_pattern()) >= OFFICERS and mean_length(told) < POSTS


def rates(column: Column) -> bool:
    """Whether its texts, or the colours behind them, are ratings."""
    return rated_share(column.values, column.fills) >= SHAPED


def is_rated(column: Column) -> bool:
    """Whether its texts are statuses in a council's own words, by how often they come again or by their colours."""
    return is_rated_in_words(column.values) or is_rated_in_colours(column.values, column.fills)


def timed(column: Column) -> bool:
    """Whether its texts are short and nearly all tell a time."""
    return tell_times(column.values, SHAPED)


def titles_in(column: Column) -> bool:
    """Whether its texts are as titles are: long, different, and in nearly every row."""
    told = mean_length(column.values) >= TITLE and filled_share(column.values) >= NEARLY_ALL
    return told and distinct(column.values) >= DIFFERENT and not names_posts(column)


def foreign_titles(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> int | None:
    """The first column of texts as titles are under a heading that other tables have too: `Agreed action`."""
    known = enumerate(zip(columns, matches, strict=True))
    return next((i for i, (c, ms) in known if ms and ms[0].field in other_tables() and titles_in(c)), None)


def has_titles(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> bool:
    """Whether a column under a heading that no rule knows holds texts as titles are."""
    return any(not ms and titles_in(c) for c, ms in zip(columns, matches, strict=True))


def own_statuses(column: Column, found: tuple[HeadingMatch, ...]) -> bool:
    """Whether a column under a heading that no rule knows holds a council's own statuses.

    Common ones are among them, or the heading says that they judge: `Assessment` over `Substantial`, `Limited`.
    """
    if found:
        return False
    if judges(column.heading) and may_be_ratings(column.values) and share(column.values, LEVEL) < AMOUNTS:
        return True
    return is_rated_in_words(column.values) and share(column.values, STATUS) > 0


def of_their_own(values: Sequence[str]) -> bool:
    """Whether the codes are single ones and mostly used once, or count the rows of each group: `M1`, `M2`, `M1`."""
    return share(values, CODE) >= SHAPED and (distinct(values) >= AMOUNTS or counts_rows(values))


def counts_rows(values: Sequence[str]) -> bool:
    """Whether each code is the one after that of the row above, or the first again."""
    if len(set(values)) < FEWEST_COUNTED:
        return False
    return all(b in (after(a), values[0]) for a, b in pairwise(values))


def after(code: str) -> str:
    """The code one further: `M2` of `M1`; that of a code without a number at its end is the same."""
    return re.sub(r"\d+$", lambda m: str(int(m[0]) + 1).zfill(len(m[0])), code)
