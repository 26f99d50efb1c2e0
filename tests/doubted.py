"""Records as they are published, for the tests of what is doubted in them."""

from extractors.doubts.misfits import with_misfits
from extractors.table import PublishedRow, PublishedTable, TableCell

HEADINGS = ("Ref", "Action", "Lead officer", "Q1", "Due date")


def row(n: int) -> tuple[str, ...]:
    return (
        f"A{n}",
        f"Mend wall number {n}\nbefore the storms",
        "Head of Ports",
        "GARB"[n % 4],
        f"Q{n % 4 + 1} 2026/27",
    )


def published(rows: list[dict[str, str]]) -> PublishedTable:
    """A table of actions whose fields stand in columns in the order of their names in each row."""
    found = tuple(
        PublishedRow({f: TableCell(c, t, lines=tuple(t.split("\n"))) for c, (f, t) in enumerate(r.items())}, pages=(1,))
        for r in rows
    )
    return PublishedTable("actions", (), found, (1,))


def flags(table: PublishedTable, at: int) -> dict[str, str]:
    """The flags of one row of the table once its misfits are told."""
    fields = with_misfits([table])[0].rows[at].fields
    return {name: cell.flag for name, cell in fields.items() if cell.flag}


def actions(count: int = 8) -> list[dict[str, str]]:
    names = ("title", "outcome_code", "lead_officer", "rag_q1", "update")
    texts = ("Mend wall {}", "1.{}", "Head of Ports", "G", "It stands")
    return [dict(zip(names, (t.format(n) for t in texts), strict=True)) for n in range(1, count + 1)]
