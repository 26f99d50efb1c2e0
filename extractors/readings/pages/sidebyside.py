"""The last net under tables that stand side by side: where two may have been read as one.

No table has two columns of what its rows are about. Where the same heading stands over two, or several filled columns
have no heading although the others have, a second table may have been taken for more columns of the first.
"""

from itertools import groupby

from extractors.headings.headings import sure_match
from extractors.readings.pages.blocks import FIELDS, SUBJECTS
from extractors.readings.pages.columns import OF_ACTIONS, OF_INDICATORS, OWN
from extractors.table import PublishedRow, PublishedTable

# So many columns without a heading, each filled in this part of the rows, may be those of another table.
FEWEST_COLUMNS, FILLED = 2, 0.5


def two_in_one(table: PublishedTable) -> str | None:
    """Why the table may be two that stand side by side, None where nothing says so."""
    return _headed_twice(table) or _without_headings(table) or _two_kinds(table)


def _headed_twice(table: PublishedTable) -> str | None:
    """A heading over several columns that are no neighbours: one that spans columns stands over each of them."""
    apart = [heading for heading, _ in groupby(c.heading for c in table.columns)]
    for heading in dict.fromkeys(h for h in apart if apart.count(h) > 1):
        match = sure_match(heading)
        if match and match.field in SUBJECTS:
            return f"the heading '{heading}' stands over two columns, look for a second table beside the first"
    return None


def _without_headings(table: PublishedTable) -> str | None:
    if sum(bool(c.heading) for c in table.columns) < FIELDS:
        return None
    bare = [c.index for c in table.columns if not c.heading and c.field is None]
    # a text over several rows, as one that runs up the page, is none of another table's in each of them
    own = not any(c.field and not c.heading for c in table.columns)
    texts = [{c.column for _, c in r.other if c.text and not (own and "merged_cell" in c.repairs)} for r in table.rows]
    filled = [i for i in bare if sum(i in columns for columns in texts) >= FILLED * len(table.rows)]
    if len(filled) < FEWEST_COLUMNS:
        return None
    return f"{len(filled)} columns have no heading, look for a second table beside the first"


def _two_kinds(table: PublishedTable) -> str | None:
    """The columns of a table of actions and those of one of indicators, each in one stretch, with no line between them.

    In a ruled table an action's own measures may stand in its row.
    """
    fields = [m.field if (m := sure_match(c.heading)) else None for c in table.columns]
    if not set(fields) >= SUBJECTS or any(_drawn(r) for r in table.rows):
        return None
    first, second = sorted(fields.index(name) for name in SUBJECTS)
    for sides in (fields[:second], fields[second:]), (fields[: second - 1], fields[second - 1 :]):
        actions, indicators = sides if fields[first] == "title" else sides[::-1]
        if len(OF_ACTIONS.intersection(actions)) >= OWN and len(OF_INDICATORS.intersection(indicators)) >= OWN:
            names = f"'{table.columns[first].heading}' and '{table.columns[second].heading}'"
            return f"it has the columns of two kinds of tables, {names}: look for a second table beside the first"
    return None


def _drawn(row: PublishedRow) -> bool:
    """Whether lines or tags tell the row's cells."""
    return any(c.reading in ("ruled", "tagged") for c in row.fields.values())
