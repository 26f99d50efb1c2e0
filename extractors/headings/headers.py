"""Which rows of a page's table are headings, and which are bands (one text over all columns, naming what follows)."""

import re

from extractors.grids.pagetable import PageTable
from extractors.headings.headings import MOST_WORDS, match_heading, sure_match
from extractors.headings.labels import tells_fact
from extractors.headings.quarters import is_year, months_in_turn
from extractors.headings.shapes import CODE, NUMBER, QUARTER, STATUS, share
from extractors.headings.values import is_post
from extractors.headings.vocabulary import comments, theme_pattern
from extractors.table import TableCell

# More heading rows than this are a table of their own.
MOST_HEADER_ROWS = 4
# The part of a row's texts that must be known headings for the row to be one.
KNOWN = 0.5
# More values than this part of the texts, and the row is no heading.
VALUES = 0.24
# So many different fields, named beside quarters of a year, make these headings as well.
FEWEST_FIELDS = 3
# A bold text of more characters than this names rows; a shorter one is a value.
SHORTEST_NAME = 8
# So many rows that look alike, or whose columns are others', are no chance.
FEWEST_ALIKE = 2
# So many words that end with a full stop are a sentence.
SENTENCE = 6
QUARTER_OF_YEAR = re.compile(r"^(?:q|qtr|quarter)\s*[1-4],?\s+(?:20)?\d\d\s?[-–/]\s?\d\d$", re.I)
_VALUE = re.compile(r"^(?:q[1-4]\s+20\d\d.*|\d{1,2}/\d{1,2}/\d{2,4}|(?:[a-z]{3,9})[ \-]20\d\d)$", re.I)


def is_band(table: PageTable, row: int) -> bool:
    """Whether the row holds one text that stands for all columns.

    It is a cell over all of them, one bold or coloured text in an otherwise empty row, or one text over a row of
    headings.
    """
    cells = list(table.rows[row].values())
    inked = [c for c in cells if c.text]
    if table.columns < 3 or _is_numbered_band(table, row) or _is_band_with_facts(table, row):
        return table.columns >= 3
    if len(inked) != 1:
        return False
    only = inked[0]
    if any(c.row_span > 1 for c in cells):
        return False
    if only.column_span >= table.columns:
        return True
    style = table.styles[row]
    if style.bold and only.column == 0 and (theme := theme_pattern().match(only.text)) and theme[3]:
        return True
    over = "column_bleed" in only.repairs or only.column_span > 1
    if comments(only.text) and (only.column == 0 or over):
        return True
    if _is_sentence(only.text) and only.column == 0 and over:
        return True
    if _alone_in_white(table, row, only):
        return True
    if only.column != 0 or len(only.lines) > 2:
        return False
    if row == 0 and len(table.rows) > 1 and is_header(table, 1):
        return True
    named = len(only.text) > SHORTEST_NAME or (only.text.isalpha() and _painted_apart(table, row))
    return named and style.bold and style.fill is not None


def _painted_apart(table: PageTable, row: int) -> bool:
    """Whether no row of several texts is painted as this one: its lone word, however short, names those below it."""
    several = [s.fill for r, s in zip(table.rows, table.styles, strict=True) if filled(r) > 1]
    only = next(c.text for c in table.rows[row].values() if c.text)
    return len(several) > 1 and table.styles[row].fill not in several and len(only) > 1 and not STATUS.match(only)


def _is_numbered_band(table: PageTable, row: int) -> bool:
    """Whether the row holds a number and one text beside it, and the rows below go on from that number.

    `2.` stands over `2.1`; a text beside the number that reaches over all other columns needs no bold face.
    """
    inked = [c for _, c in sorted(table.rows[row].items()) if c.text]
    if len(inked) != 2 or (inked[0].column, inked[1].column) != (0, 1) or not CODE.match(inked[0].text):
        return False
    number = inked[0].text.rstrip(".)")
    spanning = inked[1].column + inked[1].column_span >= table.columns
    if row + 1 == len(table.rows):  # what goes on from it stands on the next page
        above = table.rows[row - 1].get(0) if row else None
        return spanning and above is not None and _parts(above.text) > _parts(number)
    below = table.rows[row + 1].get(0)
    goes_on = below is not None and re.match(rf"{re.escape(number)}[.\-/]?(?:\d|[a-z]\b)", below.text)
    return bool(goes_on) and (spanning or table.styles[row].bold)


def _is_band_with_facts(table: PageTable, row: int) -> bool:
    """Whether a name over several columns and a labelled fact fill the row: `Outcome 1.1: Fair`, `Lead: Mr Hay`."""
    cells = [c for _, c in sorted(table.rows[row].items())]
    if len(cells) != 2 or cells[0].column != 0 or cells[0].column_span < 2 or any(c.row_span > 1 for c in cells):
        return False
    name, fact = cells
    filled = fact.column + fact.column_span >= table.columns and bool(name.text)
    return filled and tells_fact(fact.text) and not tells_fact(name.text) and names_rows(name.text)


def _parts(code: str) -> int:
    """How many numbers and letters a code is made of: 2 of `3.1` and `3a`."""
    return len(re.findall(r"\d+|[A-Za-z]+", code))


def _alone_in_white(table: PageTable, row: int, only: TableCell) -> bool:
    """Whether a lone bold text stands at the left of a table without lines between its columns, other rows being plain.

    It may run over the columns' edges, which nothing draws.
    """
    if not (table.grid.soft or table.grid.announced) or not table.styles[row].bold or len(only.text) <= SHORTEST_NAME:
        return False
    plain = [not s.bold for r, s in zip(table.rows, table.styles, strict=True) if filled(r) > 1]
    at_left = only.column == 0 or "column_bleed" in only.repairs
    return at_left and len(only.lines) <= 2 and sum(plain) > len(plain) / 2


def filled(row: dict[int, TableCell]) -> int:
    """How many texts a row holds."""
    return sum(bool(c.text) for c in row.values())


def names_rows(text: str) -> bool:
    """Whether a text over all columns names the rows below it; a note on the table, or a sentence, does not."""
    return not comments(text) and not _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!")) and len(text.split()) >= SENTENCE


def count_header_rows(table: PageTable) -> int:
    """How many leading rows are headings; bands above them are counted as well, bands below them are not.

    A card whose rows begin with their labels has none.
    """
    if table.grid.labelled:
        return 0
    first = 0
    while first < min(len(table.rows) - 1, MOST_HEADER_ROWS) and is_band(table, first) and not is_header(table, first):
        first += 1
    if first >= len(table.rows) or not is_header(table, first):
        return 0
    count = first + 1
    while count < min(len(table.rows), first + MOST_HEADER_ROWS) and _goes_on(table, first, count):
        count += 1
    return count


def _goes_on(table: PageTable, first: int, row: int) -> bool:
    """Whether the row is another heading row below the heading that begins at `first`.

    It is tagged as one, reached into by a heading from above, under a heading that spans columns, or looks like the
    first while the next row does not.
    """
    cells = [c for c in table.rows[row].values() if c.text]
    if not cells or (len(cells) == 1 and theme_pattern().match(cells[0].text) and is_band(table, row)):
        return False
    if (table.styles[row].tagged_header and _tags_tell(table)) or covered(table, row, _end_of_heading(table, first)):
        return True
    if holds_values(cells):
        return False
    style, above = table.styles[row], table.styles[first]
    below = table.styles[row + 1] if row + 1 < len(table.styles) else None
    alike = style.bold == above.bold and style.fill == above.fill and (style.bold or style.fill is not None)
    differs = below is not None and (below.bold != style.bold or below.fill != style.fill)
    if above.bold and above.fill is not None and not style.bold and style.fill is None and len(cells) > 1:
        return False  # plain cells under bold ones on a colour
    spanning = any(c.column_span > 1 and c.text for r in table.rows[first:row] for c in r.values())
    known = [c for c in cells if sure_match(c.text)]
    several = len(cells) > 1  # a lone text below may be the rest of a row: `151 officer.` names a column as well
    return (alike and differs) or (spanning and (alike or (several and len(known) >= KNOWN * len(cells))))


def _names_fields(cells: list[TableCell]) -> bool:
    """Whether beside quarters of a year, which may be dates or headings, most texts name fields, three at least.

    Beside a code they are dates: no heading is one.
    """
    others = [c for c in cells if not QUARTER_OF_YEAR.match(c.text)]
    if any(CODE.match(c.text) and not QUARTER.match(c.text) for c in others):
        return False
    fields = [m.field for c in others if (m := sure_match(c.text))]
    return len(set(fields)) >= FEWEST_FIELDS and len(fields) >= KNOWN * len(others)


def is_header(table: PageTable, row: int) -> bool:
    """Whether the row is a heading row, by tags, by its words, or by its looks beside the row below."""
    cells = [c for c in table.rows[row].values() if c.text]
    style = table.styles[row]
    if cells and style.tagged_header and table.grid.reading == "flow":
        return not _looks_as_below(table, row)
    if len(cells) < 2 or all(tells_fact(c.text) for c in cells):
        return False
    if style.tagged_header and _tags_tell(table) and not any(len(c.text.split()) > MOST_WORDS for c in cells):
        return True
    calendar = {*months_in_turn([c.text for c in cells]), *_over_figures(table, row), *_years_over_columns(cells)}
    cells = [c for c in cells if c.text not in calendar]
    # a band under the headings looks like them
    body = next((r for r in range(row + 1, len(table.rows)) if len(cells) == 2 or filled(table.rows[r]) > 2), row + 1)
    below = table.styles[body] if body < len(table.styles) else None
    distinct = style.fill is not None and below is not None and style.fill != below.fill
    whole = len(cells) + len(calendar) >= table.columns - 1
    bold = style.bold and below is not None and not below.bold
    if holds_values(cells, ratings=not (bold and distinct and whole)) or _dates(cells):
        return False
    known = [c for c in cells if sure_match(c.text)]
    some = [c for c in cells if match_heading(c.text)]
    if len(some) >= 2 and known and (len(known) >= KNOWN * len(cells) or len(some) == len(cells)):
        return True
    alone = row == 0 and distinct and whole and all(s.fill != style.fill for s in table.styles[1:])
    if alone and any(m.worded for c in cells for m in match_heading(c.text)):
        return True  # of plain texts on a ground of their own, one of which is a heading word for word
    return bold and (distinct or whole)


def _years_over_columns(cells: list[TableCell]) -> list[str]:
    """The years that each stand over several columns: headings of the quarters or months below, no dates."""
    return [c.text for c in cells if c.column_span > 1 and is_year(c.text)]


def _over_figures(table: PageTable, row: int) -> list[str]:
    """The quarters of a year in the row under which figures, or ratings, stand alone: headings, and no dates."""
    quarters = [(c, x.text) for c, x in table.rows[row].items() if QUARTER_OF_YEAR.match(x.text)]
    below = table.rows[row + 1 :] if len(quarters) > 1 else []
    under = {text: [r[c].text for r in below if c in r and r[c].text] for c, text in quarters}
    alone = {text for text, own in under.items() if 1 in (share(own, NUMBER), share(own, STATUS))}
    return [text for text, own in under.items() if len(own) >= FEWEST_ALIKE and text in alone]


def _looks_as_below(table: PageTable, row: int) -> bool:
    """Whether a row without a heading's own words holds a sign or a post, as all the cells below in its column do.

    Where the headings are in a painted box of their own, the first row under it stands where headings do.
    """
    cells = {c: x.text for c, x in table.rows[row].items() if x.text}
    below = table.rows[row + 1 :]
    if len(below) < FEWEST_ALIKE or any(m.worded for text in cells.values() for m in match_heading(text)):
        return False
    return any(
        looks(text) and all(looks(r[c].text) for r in below if c in r and r[c].text)
        for c, text in cells.items()
        for looks in (is_post, _is_sign)
    )


def _is_sign(text: str) -> bool:
    return bool(STATUS.match(text)) and not any(ch.isalnum() for ch in text)


def holds_values(cells: list[TableCell], *, ratings: bool = True) -> bool:
    """Whether the texts are values rather than headings: codes, dates, quarters of a year, statuses if `ratings`.

    A row that looks like nothing but headings may have one that is a status elsewhere: `Completed`, over dates.
    """
    texts = [c.text for c in cells if not QUARTER.match(c.text)]
    if any(map(QUARTER_OF_YEAR.match, texts)) and _names_fields(cells):
        texts = [t for t in texts if not QUARTER_OF_YEAR.match(t)]
    ratings = ratings and not _is_scale(texts)
    told = [t for t in texts if _VALUE.match(t) or CODE.match(t) or (ratings and STATUS.match(t))]
    return len(told) > VALUES * len(cells)


def _is_scale(texts: list[str]) -> bool:
    """Whether several statuses, each another, stand beside headings that name fields: ticks are put under one."""
    rated = [t for t in texts if STATUS.match(t)]
    if not len(set(rated)) == len(rated) >= FEWEST_FIELDS:
        return False
    return len({m.field for t in texts if t not in rated and (m := sure_match(t))}) > 1


def _dates(cells: list[TableCell]) -> bool:
    """Whether quarters of a year are dates here, beginning and end, and no headings: little beside them is one."""
    rest = [c for c in cells if not QUARTER_OF_YEAR.match(c.text)]
    known = [c for c in rest if sure_match(c.text)]
    return len(cells) - len(rest) > VALUES * len(cells) and len(known) < KNOWN * len(rest)


def _tags_tell(table: PageTable) -> bool:
    """Whether heading tags tell rows apart: some producers tag every cell of a table as a heading."""
    return any(
        not s.tagged_header and any(c.text for c in r.values()) for r, s in zip(table.rows, table.styles, strict=True)
    )


def _end_of_heading(table: PageTable, first: int) -> int:
    """The row after the last into which a text of the heading row `first` reaches, some rows on at most.

    What begins below it and reaches further down is a note beside the table's rows.
    """
    reach = max((c.row_span for c in table.rows[first].values() if c.text), default=1)
    return first + min(reach, MOST_HEADER_ROWS)


def covered(table: PageTable, row: int, end: int = 0) -> bool:
    """Whether a cell from the row above reaches into the row; a heading, with a text and no further than `end`, if any.

    In a table without lines a blank one tells nothing.
    """
    return any(
        above + c.row_span > row and (not end or (c.text and above + c.row_span <= end))
        for above in range(max(0, row - MOST_HEADER_ROWS), row)
        for c in table.rows[above].values()
    )
