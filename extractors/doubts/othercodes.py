"""Codes in a column that fills no field, beside records with codes of their own: very likely what the records serve.

It has no heading, or shares one with columns that fill fields; what stands under a heading of its own is what that
says. A plan's rows in one such column now and then hold other text as well, where a line of the row was not told from
the next; then no rule takes the column for that of outcomes, and 49 actions had none without a flag.
"""

from collections.abc import Sequence

from extractors.headings.shapes import CODE
from extractors.table import PublishedTable

FLAG = "likely_field"
# So many codes of a plan in such columns are no chance.
CODES = 3
_FIELDS = {"actions": "outcome_code", "deliverables": "outcome_codes"}


def with_other_codes(tables: Sequence[PublishedTable]) -> tuple[PublishedTable, ...]:
    """The tables of a plan, the outcome of each record lacking and flagged where none has one and such codes stand."""
    rows = [row for t in tables if t.kind in _FIELDS for row in t.rows]
    headed = {"", *(c.heading for t in tables for c in t.columns if c.field)}
    if any(name in row.fields for row in rows for name in _FIELDS.values()):
        return tuple(tables)
    own = {row.fields["code"].text for row in rows if "code" in row.fields}
    others = [cell.text for row in rows for heading, cell in row.other if heading in headed]
    beside = [text for text in others if CODE.match(text) and text not in own]
    if not own or len(beside) < CODES or all(text.isdigit() for text in beside):
        return tuple(tables)
    why = f"codes such as {beside[0]} stand in a column of no field, and may be those of outcomes"
    return tuple(_lacking(t, _FIELDS[t.kind], why) if t.kind in _FIELDS else t for t in tables)


def _lacking(table: PublishedTable, name: str, why: str) -> PublishedTable:
    return table.mapped(lambda row: row.lacking([name], FLAG, why))
