"""A cell over several columns takes the place of a field that the other rows of its table have."""

from dataclasses import replace

from extractors.doubts.lostfields import with_lost_fields
from extractors.table import PlanColumn, PublishedRow, PublishedTable, TableCell

COLUMNS = tuple(PlanColumn(n, f, f, "") for n, f in enumerate(("code", "title", "lead_officer", "status")))


def row(n: int) -> PublishedRow:
    texts = (f"A{n}", f"Mend wall {n}", "Head of Ports", "On track")
    return PublishedRow({c.heading: TableCell(c.index, text) for c, text in zip(COLUMNS, texts, strict=True)})


def spanned(own: PublishedRow) -> PublishedRow:
    """The record with its lead in its title's cell, which goes over both columns."""
    fields = {n: c for n, c in own.fields.items() if n != "lead_officer"}
    title = replace(fields["title"], text=f"{fields['title'].text} Head of Ports", column_span=2)
    return replace(own, fields=fields | {"title": title})


def flags(rows: list[PublishedRow]) -> list[dict[str, str | None]]:
    (table,) = with_lost_fields([PublishedTable("deliverables", COLUMNS, tuple(rows), (1,))])
    return [{n: c.flag for n, c in r.fields.items() if c.flag} for r in table.rows]


def test_the_cell_and_the_field_in_whose_place_it_stands_are_flagged() -> None:
    told = {"title": "merged_cells", "lead_officer": "lost_column"}
    assert flags([row(1), row(2), spanned(row(3)), row(4)]) == [{}, {}, told, {}]


def test_a_field_that_few_rows_have_is_lost_by_none() -> None:
    assert flags([row(1), *(spanned(row(n)) for n in range(2, 6))]) == [{}] * 5
