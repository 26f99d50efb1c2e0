"""Short values read from pictures, weighed and mended by the same document's other values.

A plan names few officers, quarters and statuses, and names them often. A doubtful reading that is one of the values
which the document prints surely elsewhere is hardly a misreading where no other value is near; one that is none of them
is mended where it is a misreading of exactly one, and says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extractors.confidence.company import shape_of
from extractors.picture.confusions import is_misreading
from extractors.table import PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell

# Fields that draw on one vocabulary.
KINDS = {
    "lead_officer": "officer", "start": "date", "delivery": "date", "status": "status", "tier": "tier", "unit": "unit",
    "direction": "direction", **{f"rag_q{n}": "status" for n in range(1, 5)},
}  # fmt: skip
# A value counts where the recogniser gives all its letters together this chance.
SURELY = 0.98
# A misreading changes a letter or two of a value: one that is further from all others is told from them for certain.
FAR = 4
# Codes of one column are all printed with a space before their number, or none is; and all with a letter, or none.
CODES = ("code", "outcome_code", "outcome_codes")
# Letters and the figures for which they are read, or that are read for them.
FIGURES = str.maketrans("OoIl|SBZ", "00111582")
# What a value is worth that the document prints elsewhere, and one that was mended.
ELSEWHERE, MENDED = 0.992, 0.981
# What a code is worth that is printed unlike its column: as an open space is (`picture.confidence`).
ODD_CODE = 0.85
REPAIR = "vocabulary"

Values = Mapping[str, frozenset[str]]


def with_vocabulary(document: PublishedDocument) -> PublishedDocument:
    """`document` with its doubtful short values from pictures confirmed or mended, and codes that look odd flagged.

    `confidence` is what the recogniser says, before anything is fitted.
    """
    known = _values(document)
    return replace(document, plans=tuple(_plan(plan, known) for plan in document.plans))


def _values(document: PublishedDocument) -> Values:
    """By kind the values that the document prints surely; nothing where no cell is in doubt."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    doubtful = False
    for name, cell in _cells(document):
        if cell.text and cell.flag is None and cell.confidence >= SURELY:
            found[KINDS[name]].add(cell.text)
        doubtful |= _in_doubt(cell)
    return {kind: frozenset(values) for kind, values in found.items()} if doubtful else {}


def _in_doubt(cell: TableCell) -> bool:
    """Whether the letters of a cell are doubtful, and nothing else about it."""
    return bool(cell.text) and cell.reading == "ocr" and cell.confidence < SURELY and cell.flag in (None, "ocr_doubt")


def _cells(document: PublishedDocument) -> Iterator[tuple[str, TableCell]]:
    rows = (row for plan in document.plans for table in plan.tables for row in table.rows)
    return ((name, cell) for row in rows for name, cell in row.fields.items() if name in KINDS)


def _plan(plan: PublishedPlan, known: Values) -> PublishedPlan:
    return replace(plan, tables=tuple(_table(table, known) for table in plan.tables))


def _table(table: PublishedTable, known: Values) -> PublishedTable:
    rows = tuple(_row(row, known) for row in table.rows) if known else table.rows
    return replace(table, rows=_with_odd_codes(rows))


def _with_odd_codes(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows with a flag on each code read from a picture that is printed unlike as many or more of its kind.

    Codes are of one kind where they differ by nothing but spaces, and figures that letters are read for.
    """
    kinds: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for name in CODES:
            if (cell := row.fields.get(name)) and cell.text and cell.reading == "ocr":
                kinds[name, _kind(cell)][shape_of(cell.text)] += 1

    def checked(name: str, cell: TableCell) -> TableCell:
        if cell.flag or name not in CODES or cell.reading != "ocr" or not cell.text:
            return cell
        seen, own = kinds[name, _kind(cell)], shape_of(cell.text)
        other = max((count for shape, count in seen.items() if shape != own), default=0)
        if other < seen[own]:
            return cell
        detail = f"{other} codes of its column have a letter or a space that it has not, or the other way round"
        return replace(cell, flag="ocr_doubt", flag_detail=detail, confidence=min(cell.confidence, ODD_CODE))

    return tuple(replace(row, fields={n: checked(n, c) for n, c in row.fields.items()}) for row in rows)


def _kind(cell: TableCell) -> str:
    return shape_of("".join(cell.text.translate(FIGURES).split()))


def _row(row: PublishedRow, known: Values) -> PublishedRow:
    fields = {
        name: _settled(cell, known.get(KINDS[name], frozenset())) if name in KINDS else cell
        for name, cell in row.fields.items()
    }
    return replace(row, fields=fields)


def _settled(cell: TableCell, values: frozenset[str]) -> TableCell:
    if not _in_doubt(cell):
        return cell
    if cell.text in values:
        alone = all(Levenshtein.distance(cell.text, v, score_cutoff=FAR) >= FAR for v in values - {cell.text})
        return _unflagged(cell, ELSEWHERE) if alone else cell
    fits = [v for v in values if is_misreading(cell.text, v)]
    if len(fits) != 1:
        return cell
    mended = replace(cell, text=fits[0], lines=(fits[0],), repairs=(*cell.repairs, REPAIR))
    return _unflagged(mended, MENDED)


def _unflagged(cell: TableCell, chance: float) -> TableCell:
    return replace(cell, flag=None, flag_detail=None, confidence=max(cell.confidence, chance))
