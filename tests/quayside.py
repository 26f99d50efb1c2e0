"""Sheets of Quayside, an invented council: what its plan's rows hold, and what was read of them."""

from pathlib import Path

from extractors.table import PublishedDocument, PublishedRow
from tests.sheets import Sheet

SIZE = (760.0, 420.0)
EDGES = (40.0, 250.0, 360.0, 460.0, 540.0)
BOLD = "Helvetica-Bold"
HEADINGS = ("Action", "Lead officer", "Due date", "Status")
OFFICERS = ("Head of Ports", "Director of Place", "Fleet Manager")
STATUSES = (("On track", "#43b02a"), ("Delayed", "#ffb81c"), ("Complete", "#0072ce"))


def row(n: int) -> tuple[str, ...]:
    """Row `n` of the plan, a text for each heading."""
    return (
        f"Mend the sea wall at bay {n}",
        OFFICERS[n % 3],
        f"{n % 27 + 1:02d}/0{n % 8 + 1}/2026",
        STATUSES[(n + 1) % 3][0],
    )


def sheet_of(tmp_path: Path, *, size: tuple[float, float] = SIZE) -> Sheet:
    """A page of `size` points that begins with the plan's name."""
    sheet = Sheet(tmp_path / "plan.pdf", size)
    sheet.text(40, 30, "Quayside Council: delivery plan 2025/26", size=15)
    return sheet


def rows_of(document: PublishedDocument) -> list[PublishedRow]:
    """The records of all tables of all plans."""
    return [r for p in document.plans for t in p.tables for r in t.rows]


def titles(document: PublishedDocument) -> list[str]:
    """Their titles."""
    return [r.fields["title"].text for r in rows_of(document)]
