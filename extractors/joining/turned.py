"""Tables whose headings stand at the left: cards with one record each, sheets with a record in each column.

A card prints a label and its value side by side, once or twice in a row; its first row may be the record's title over
all columns. Cards that a page break joins, or that touch, are parted where the first label comes again.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.headings import SURE, WORDED, match_heading, sure_match
from extractors.headings.labels import label_of, unnumbered
from extractors.headings.shapes import CODE, STATUS, is_dated
from extractors.joining.joined import JoinedRow, JoinedTable
from extractors.table import TableCell

# So many different fields named by the first column, a title among them, this part of its texts, make it the headings.
FIELDS, PART = 3, 0.6
# Tables of so many columns may hold a label and its value once or twice in every row.
PAIRED = (2, 4)
# The label of a title that stands over all columns of its card.
TITLE = ""
# The labels of a number and of a status at the title, and of a text of so many words below the values, which have none
# either: their cell takes no room.
NUMBER, RATING, TEXT, WORDS = "#", "*", "¶", 4


class _Entry(NamedTuple):
    """A label of a card with its cell and the cell of its value; a title has no label."""

    label: str
    head: TableCell | None
    value: TableCell


def upright(table: JoinedTable) -> JoinedTable:
    """The table with its headings on top: turned where they stand at the left, else as it is."""
    rows = [r for r in table.rows if any(c.text for c in r.cells.values())]
    apart = all(p.grid.labelled for p in table.parts)
    cards = _cards(_without_blank_columns(rows, table.columns), apart=apart) if rows else None
    if cards:
        return _of_cards(table, rows[0], cards)
    if not _headed_at_the_left(rows, table.columns):
        return table
    style = rows[0].style
    turned = [
        JoinedRow({i: replace(r.cells[c], column=i) for i, r in enumerate(rows) if c in r.cells}, style, header=c == 0)
        for c in range(table.columns)
    ]
    return JoinedTable(len(rows), [r for r in turned if any(c.text for c in r.cells.values())], table.parts)


def _without_blank_columns(rows: Sequence[JoinedRow], columns: int) -> list[JoinedRow]:
    """The rows of a table that may be cards, without the columns in which none has text; none of other tables.

    Lines close together may draw a column more.
    """
    filled = {n for r in rows for n, c in r.cells.items() if c.text}
    if columns in PAIRED or any(len(own) >= min(PAIRED) for r in rows if (own := _told_within(r))):
        return list(rows)
    if len(filled) not in PAIRED:
        return []
    return [replace(r, cells={n: c for n, c in r.cells.items() if n in filled}) for r in rows]


def _cards(rows: Sequence[JoinedRow], *, apart: bool) -> list[list[_Entry]] | None:
    """The labels and values of each card; None where the table is none.

    Where labels have cells `apart`, no other cell begins with one: `Customer programme: a review` is a title.
    """
    parted = _labelled_above([_entries(row, apart=apart) for row in rows])
    entries = [e for own in parted if own for e in own]
    if None in parted or not entries or any(own and _are_headings(own) for own in parted):
        return None
    start = unnumbered(entries[0].label)
    entries = [e._replace(label=start) if unnumbered(e.label) == start else e for e in entries]
    first = [i for i, e in enumerate(entries) if e.label == start]
    cards = [entries[a:z] for a, z in zip(first, [*first[1:], len(entries)], strict=True)]
    labels = [[e.label for e in card] for card in cards]
    alone = [own[0] for own in parted if own and len(own) == 1]  # `Tourism Officer | 2028` may be a row's second pair
    dated = {e.label for e in alone if len(alone) == len(entries) and not _named([e.label]) and is_dated(e.value.text)}
    if any(len(set(own)) < len(own) or not _names_fields(own, dated) for own in labels):
        return None
    second = [e.label for own in parted if own for e in own[1:]]
    values = _named([e.value.text for e in cards[0]], WORDED)  # a value may hold a heading's word: `On target`
    return cards if len(values) < FIELDS and len(_named(second)) >= PART * len(second) else None


def _labelled_above(parted: Sequence[list[_Entry] | None]) -> list[list[_Entry] | None]:
    """The rows with a label over all columns and the text in the row below it, over all columns too, as one entry."""
    found: list[list[_Entry] | None] = []
    for own in parted:
        over = found[-1][0] if found and found[-1] and len(found[-1]) == 1 else None
        named = over is not None and over.head is None and sure_match(over.value.text)
        if own and own[0].head is None and over and named and named.field != "title":
            found[-1] = [_Entry(over.value.text.rstrip(": "), over.value, own[0].value)]
        else:
            found.append(own)
    return found


def _entries(row: JoinedRow, *, apart: bool) -> list[_Entry] | None:
    """What a row of a card holds: a title, or labels each with a value; None where it is no such row."""
    cells = [c for _, c in sorted(row.cells.items())]
    if any(c.row_span > 1 for c in cells):
        return None
    if not apart and (told := _told_within(row)):
        return told
    cells = _without_blanks(cells)
    if len(cells) == 1:
        return [_Entry(TITLE, None, cells[0])]
    if len(cells) % 2:
        return None
    pairs = [(cells[i], cells[i + 1]) for i in range(0, len(cells), 2)]
    if len(pairs) == 1 and _takes_no_room(pairs[0][0]):
        return [_Entry(_kind_of(pairs[0][1].text), None, pairs[0][1])]
    return [_Entry(head.text.rstrip(": "), head, value) for head, value in pairs if head.text or value.text]


def _kind_of(text: str) -> str:
    """What stands for the label of a text without one."""
    if CODE.match(text):
        return NUMBER
    return TEXT if text.count(" ") + 1 >= WORDS and not STATUS.match(text) else RATING


def _told_within(row: JoinedRow) -> list[_Entry]:
    """The labels with which all texts of a row begin (`Lead: Head of Place`), each with its value; none without.

    A label alone in its cell has its value in the next, which may begin like one: `Lead officer: | Strategic Lead: X`.
    """
    cells = [c for _, c in sorted(row.cells.items()) if c.text]
    labels = [label_of(c.text) for c in cells]
    if (
        None in labels
        or any(c.text.endswith(":") for c in cells)
        or not any(sure_match(label) for label in labels if label)
    ):
        return []
    return [_after(cell, label) for cell, label in zip(cells, labels, strict=True) if label]


def _after(cell: TableCell, label: str) -> _Entry:
    """The label with which a cell begins, and what follows it as the value."""
    first = f"{label}:"
    text = cell.text.removeprefix(first).strip()
    whole = bool(cell.lines) and cell.lines[0].startswith(first)
    lines = (cell.lines[0].removeprefix(first).strip(), *cell.lines[1:]) if whole else (text,)
    value = replace(cell, text=text, lines=tuple(ln for ln in lines if ln))
    return _Entry(label, replace(cell, text=label, lines=(first,), fill=None), value)


def _without_blanks(cells: list[TableCell]) -> list[TableCell]:
    """The cells of a row, blank ones left out behind a title, or behind one label with its value, in a wider table.

    Where no line bounds it, a text does not fill the columns that it may go over.
    """
    texts = [c for c in cells if c.text]
    if len(cells) < max(PAIRED) - 1 or texts != cells[: len(texts)]:
        return cells
    alone = len(texts) == 1 and (texts[0].column_span > 1 or not sure_match(texts[0].text))
    return texts if alone or len(texts) == PAIRED[0] else cells


def _takes_no_room(label: TableCell) -> bool:
    return not label.text and all(p.x0 == p.x1 for p in label.pieces)


def _are_headings(row: Sequence[_Entry]) -> bool:
    """Whether a row of several entries holds a heading in every cell: it is the head of a table, or that once more.

    A value that looks like its own label's field (`Accountable officer | Corporate Director`) is none.
    """
    pairs = [(_named([e.label]), _named([e.value.text])) for e in row]
    return len(row) > 1 and all(label and value and label != value for label, value in pairs)


def _names_fields(labels: Sequence[str], dated: set[str]) -> bool:
    """Whether most of a card's labels name fields, several different ones, a title among them or above them.

    Labels that name none over dates (`dated`) name one together.
    """
    named: list[str | None] = [*_named(labels), *(None for t in labels if t in dated)]
    titled = "title" in named or labels[0] == TITLE
    return (
        titled
        and len(set(named)) >= FIELDS
        and len(named) >= PART * len([t for t in labels if t not in (TITLE, NUMBER, RATING, TEXT)])
    )


def _named(labels: Sequence[str], least: float = SURE) -> list[str | None]:
    """The fields that the labels name, each label that is surely one."""
    return [m[0].field for text in labels if (m := match_heading(text)) and m[0].score >= least]


def _of_cards(table: JoinedTable, first: JoinedRow, cards: Sequence[Sequence[_Entry]]) -> JoinedTable:
    """The cards as the rows of one table, their labels as its headings."""
    places = {label: i for i, label in enumerate(dict.fromkeys(e.label for card in cards for e in card))}
    headings: dict[int, TableCell] = {}
    again: list[dict[int, TableCell]] = []
    rows: list[JoinedRow] = []
    for card in cards:
        repeated: dict[int, TableCell] = {}
        values: dict[int, TableCell] = {}
        for e in card:
            i = places[e.label]
            values[i] = replace(e.value, column=i, column_span=1)
            if e.head is not None:
                (repeated if i in headings else headings)[i] = replace(e.head, column=i, text=e.label, column_span=1)
        again.append(repeated)
        rows.append(JoinedRow(values, first.style))
    head = JoinedRow(headings, first.style, header=True)
    return JoinedTable(len(places), [head, *rows], table.parts, [*table.repeated, *again])


def _headed_at_the_left(rows: Sequence[JoinedRow], columns: int) -> bool:
    if columns < 2 or any(c.column_span > 1 or c.row_span > 1 for r in rows for c in r.cells.values()):
        return False
    labels = [r.cells[0].text if 0 in r.cells else "" for r in rows]
    named = _named(labels)
    beside = [[r.cells[c].text for r in rows if c in r.cells] for c in range(1, columns)]
    known = len(set(named)) >= FIELDS and "title" in named and len(set(labels)) == len(labels)
    return (
        known and len(named) >= PART * len(rows) and all(sum(map(bool, map(match_heading, b))) < FIELDS for b in beside)
    )
