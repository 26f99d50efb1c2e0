"""Rows of a joined plan table become records: a cell for every field, spanning values carried down."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.doubts.doubts import with_doubts
from extractors.headings.columns import Understood
from extractors.headings.headers import names_rows
from extractors.headings.headings import match_heading
from extractors.headings.labels import tells_fact
from extractors.headings.ticks import TICKED, status_of
from extractors.headings.timelines import TIMELINE, time_of
from extractors.headings.totals import sums_up
from extractors.joining.joined import JoinedRow, JoinedTable
from extractors.plans.commentary import commentary, label_of, text_of
from extractors.plans.factlines import with_facts
from extractors.plans.labelsbelow import labels_below
from extractors.table import PlanColumn, PublishedRow, TableCell

# Fields whose value, printed once, stands for the rows below until the next one.
CARRIED = {"outcome_code", "outcome_codes", "theme"}

# Fields that a group of rows may have as one, and so many groups at least that do.
LED, GROUPS = {"lead_officer", "portfolio_holder"}, 3

# Four deliverables under a column that named the outcome of the first of them had none without a word.
ALONE = "only the first row of its table names one, which may stand for the others"

# Names of groups have more letters than this: a mark or a letter may be of its row alone.
SHORT = 3
# A name over a sentence is shorter than this part of the sentence's longest line.
NAME = 0.75


def field_name(column: PlanColumn) -> str | None:
    """The record's field that a column fills: `rag_q2` for the status of quarter 2."""
    if column.field in ("rag", "value", "target", "update") and column.quarter:
        return f"{column.field}_q{column.quarter}" if column.field != "target" else "target"
    return column.field


def published_rows(table: JoinedTable, known: Understood, theme: TableCell | None) -> tuple[PublishedRow, ...]:
    """The records of `table` in order, none where it is no plan's.

    `theme` is what is announced above the table; bands within overrule it.
    """
    if known.kind is None:
        return ()
    spans: dict[int, tuple[TableCell, int]] = {}
    ahead = _labels_ahead(table)
    parted = _parted_spans(table, ahead)
    carried = [c.index for c in known.columns if field_name(c) in CARRIED]
    below = labels_below(table, carried)
    alone = {c for c in carried if _heads_all(table, c)}
    standing = [c for c in carried if c in alone or _spanning(table, c)]
    standing += [c.index for c in known.columns if c.field is None and _names_groups(table, c.index)]
    standing += [c.index for c in known.columns if c.field in LED and _begins_with(table, c.index, standing)]
    above: dict[int, TableCell] = {}
    records: list[PublishedRow] = []
    told_below = commentary(table)
    for row in table.rows:
        if row.header:
            continue
        if id(row) in told_below and records:
            records[-1] = _with_commentary(records[-1], row, sure=told_below[id(row)])
            _with_spans(row, spans, table.columns)
            continue
        if row.band:
            theme = _named(row, theme, known.columns)
            continue
        more = ahead.get(id(row), {}) | below.get(id(row), {})
        row = _with_parted(replace(row, cells=row.cells | more), parted, spans)
        cells = _with_spans(row, spans, table.columns)
        if not any(c.text for c in cells.values()) or is_total(row, known):
            continue
        above |= {c: cells[c] for c in standing if c in cells and cells[c].text}
        down = {c: above[c].carried() for c in standing if c in above and not (c in cells and cells[c].text)}
        down = {c: cell.flagged("several_rows", ALONE) if c in alone else cell for c, cell in down.items()}
        records.append(_record(row, cells, down, known.columns, theme))
    return with_doubts(known.kind, records)


def is_total(row: JoinedRow, known: Understood) -> bool:
    """Whether a row sums up those above it and is no record; one that has figures of a measure is a measure's."""
    if not sums_up(c.text for c in row.cells.values()):
        return False
    measured = [c.index for c in known.columns if c.field in ("value", "target")]
    return not any(k in row.cells and row.cells[k].text for k in measured)


def _with_commentary(record: PublishedRow, row: JoinedRow, *, sure: bool) -> PublishedRow:
    """The record with the text of the row below it as its update, or beside the one it has; flagged unless `sure`.

    A label before the text that names anything but an update keeps it beside, under that name.
    """
    cell, label = text_of(row), label_of(row)
    cell = cell if sure else cell.flagged("likely_field", "it stands below the record, and may be of those that follow")
    pages = tuple(sorted({*record.pages, *(p.page for p in cell.pieces)}))
    name = label.text if label else ""
    elsewhere = bool(label) and not any(m.field == "update" for m in match_heading(name)[:1])
    if elsewhere or (record.fields.get("update", cell).text and "update" in record.fields):
        return replace(record, other=(*record.other, (name, cell)), pages=pages)
    return replace(record, fields=record.fields | {"update": cell}, pages=pages)


def named_by(band: JoinedRow) -> TableCell | None:
    """The text of a band that names the rows below it, with the number that stands before it in a cell of its own."""
    inked = [c for _, c in sorted(band.cells.items()) if c.text]
    if len(inked) == 2 and not tells_fact(inked[1].text):
        number, name = inked
        return replace(name, text=f"{number.text} {name.text}", pieces=(*number.pieces, *name.pieces))
    return next((c for cell in inked if names_rows((c := _without_sentences(cell)).text)), None)


def _named(band: JoinedRow, theme: TableCell | None, columns: Sequence[PlanColumn]) -> TableCell | None:
    """What names the rows below a band, with the facts that it tells beside its name, or of the `theme` over it."""
    named = named_by(band)
    if named is not None and theme is not None and tells_fact(named.text):
        return with_facts(theme, named, columns)
    facts = [c for _, c in sorted(band.cells.items()) if c.text and tells_fact(c.text)]
    return with_facts(named, facts[0], columns) if named and facts else named or theme


def _without_sentences(cell: TableCell) -> TableCell:
    """The first line of a text that goes on with a sentence of its own: what is said of the rows below their name."""
    name, *rest = cell.lines or ("",)
    if not rest or names_rows(" ".join(rest)) or len(name) > NAME * max(map(len, rest)):
        return cell
    return replace(cell, text=name, lines=(name,))


def _labels_ahead(table: JoinedTable) -> dict[int, dict[int, TableCell]]:
    """By the `id` of a row, the cells that stand for its own blank ones, which the page ends, below the page break.

    A text in the middle of a cell that spans rows stands on the page where that middle is. Where the lines of its cell
    begin on the page before, two rows had the outcome above them.
    """
    found: dict[int, dict[int, TableCell]] = {}
    for n, row in enumerate(table.body):
        for c, own in row.cells.items():
            last = n + own.row_span - 1
            if own.text or row.first_on_page or last + 1 >= len(table.body) or not table.body[last].last_on_page:
                continue
            label = table.body[last + 1].cells.get(c)
            if label is not None and label.text and _groups(table, c):
                found.setdefault(id(row), {})[c] = replace(label.carried(), row_span=own.row_span)
    return found


def _groups(table: JoinedTable, column: int) -> bool:
    """Whether the texts of a column stand for groups of rows: most span some, and blank ones touch a page's edge."""
    cells = [(r, r.cells[column]) for r in table.body if column in r.cells]
    texts = [x for _, x in cells if x.text]
    edges = [r.first_on_page or r.last_on_page or x.row_span > 1 for r, x in cells if not x.text]
    return all(edges) and 2 * sum(x.row_span > 1 for x in texts) > len(texts) > 1


def _parted_spans(table: JoinedTable, ahead: Mapping[int, Mapping[int, TableCell]]) -> dict[int, TableCell | None]:
    """The columns of cells that span rows, where a blank one only ever begins a page: the span goes on in it.

    Those that end a page stand for what is `ahead`.
    """
    found: dict[int, TableCell | None] = {}
    for c in range(table.columns):
        own = [(r, r.cells[c]) for r in table.body if c in r.cells]
        spanning = any(x.row_span > 1 and x.text for _, x in own)
        if spanning and all(x.text or r.first_on_page or c in ahead.get(id(r), {}) for r, x in own):
            found[c] = None
    return found


def _with_parted(
    row: JoinedRow, parted: dict[int, TableCell | None], spans: dict[int, tuple[TableCell, int]]
) -> JoinedRow:
    """The row with the text of a span that a page break parts in the blank piece of it that begins the page.

    `parted` holds the last text of each such column and is kept up here.
    """
    carried: dict[int, TableCell] = {}
    for c, last in parted.items():
        own = row.cells.get(c)
        if own is None:
            continue
        if own.text:
            parted[c] = own
        elif last is not None and row.first_on_page and c not in spans:
            carried[c] = replace(last.carried(), row_span=own.row_span)
    return replace(row, cells=row.cells | carried) if carried else row


def _with_spans(row: JoinedRow, spans: dict[int, tuple[TableCell, int]], columns: int) -> dict[int, TableCell]:
    """The row's cells by column; a cell that spans rows stands in each of them, marked `merged_cell` where carried."""
    cells: dict[int, TableCell] = {}
    for c in range(columns):
        own = row.cells.get(c)
        if own is not None:
            cells[c] = own
            if own.row_span > 1:
                spans[c] = (own, own.row_span - 1)
            else:
                spans.pop(c, None)
        elif c in spans:
            cell, left = spans[c]
            cells[c] = cell.carried()
            if left > 1:
                spans[c] = (cell, left - 1)
            else:
                del spans[c]
    return cells


def _record(
    row: JoinedRow,
    cells: dict[int, TableCell],
    down: dict[int, TableCell],
    columns: Sequence[PlanColumn],
    theme: TableCell | None,
) -> PublishedRow:
    """The record of a row with the given `cells`; `down` are those that rows above carry down to it."""
    fields: dict[str, TableCell] = {}
    other: list[tuple[str, TableCell]] = []
    for column in columns:
        cell = down.get(column.index) or cells.get(column.index)
        if column.field in (TIMELINE, TICKED):
            other += [(column.heading, cell)] if cell is not None and cell.text else []
            continue
        name = field_name(column)
        if cell is None:
            if name and not any(c < column.index < c + x.column_span for c, x in cells.items()):
                fields.setdefault(name, TableCell(column.index, ""))
            continue
        concerned = row.doubtful is None or column.index in row.doubtful
        if row.doubt and concerned and not cell.flag and cell.text:
            cell = replace(cell, flag="split_unsure", flag_detail=row.doubt)
        if name == "theme" and cell.text:
            theme = cell
        if name in (None, "theme") or name in fields:
            if cell.text:
                other.append((column.heading, cell))
        else:
            fields[name] = cell
    for name, cell in {**time_of(cells, columns), **status_of(cells, columns)}.items():
        fields.setdefault(name, cell)
    pages = tuple(sorted({p.page for c in row.cells.values() for p in c.pieces}))
    return PublishedRow(fields, tuple(other), theme, pages)


def _heads_all(table: JoinedTable, column: int) -> bool:
    """Whether a column holds a text in the first row alone, and no cell that spans rows."""
    cells = [r.cells.get(column) for r in table.body]
    filled = [n for n, c in enumerate(cells) if c is not None and c.text]
    return filled == [0] and len(cells) > 1 and all(c is None or c.row_span == 1 for c in cells)


def _names_groups(table: JoinedTable, column: int) -> bool:
    """Whether the first column holds names of groups of rows, each once, over rows that have none.

    Under a heading that no rule knows (`Workstream`), 14 of 18 rows had no trace of the name that stood over them.
    """
    texts = [r.cells[column].text if column in r.cells else "" for r in table.body]
    filled = [t for t in texts if t]
    if column or not texts or not texts[0] or not len(set(filled)) == len(filled) < len(texts) or len(filled) < 2:
        return False
    return all(names_rows(t) and len(t) > SHORT and not any(map(str.isdigit, t)) for t in filled)


def _begins_with(table: JoinedTable, column: int, names: Sequence[int]) -> bool:
    """Whether a column is filled in just those rows that a column of group names is: the whole group is led by one.

    A cell that spans the rows of a group, of which each page prints one or two, spans none there: nine of 16 actions
    had no officer.
    """
    filled = {n for n, r in enumerate(table.body) if column in r.cells and r.cells[column].text}
    alike = [{n for n, r in enumerate(table.body) if c in r.cells and r.cells[c].text} == filled for c in names]
    return any(alike) and GROUPS <= len(filled) < len(table.body)


def _spanning(table: JoinedTable, column: int) -> bool:
    """Whether the column holds values that stand for several rows.

    They are cells that span rows, or values that are never repeated from one row to the next although rows without any
    lie between.
    """
    cells = [r.cells.get(column) for r in table.body]
    if any(c is not None and c.row_span > 1 for c in cells):
        return True
    texts = [c.text if c is not None else "" for c in cells]
    filled = [t for t in texts if t]
    if not texts or not texts[0] or len(filled) == len(texts) or len(filled) < 2:
        return False
    return all(a != b for a, b in pairwise(filled))
