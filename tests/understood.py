"""Columns as headings and values, and what is made of them."""

from extractors.headings.columns import Understood, understand

TITLES = (
    "Mend the harbour wall before the winter storms",
    "Open a second library in the old exchange",
    "Plant four hundred street trees",
    "Bring the town hall's records online",
)
POSTS = ("Head of Harbours", "Head of Libraries", "Parks Manager", "Director of Resources")
STARTS = ("Q1 2025/26", "Q2 2025/26", "Q1 2025/26", "Q3 2025/26")
ENDS = ("Q3 2025/26", "Q4 2025/26", "March 2027", "31/03/2026")
RATINGS = ("G", "A", "A", "R")
FILLS = ("#92d050", "#ffc000", "#ffc000", "#ff0000")
BLANK = ("", "", "", "")


def read(*columns: tuple[str | tuple[str, ...], tuple[str, ...]], **more: object) -> Understood:
    """The table with these headings (one text, or one for each heading row) and values."""
    headings = [[h] if isinstance(h, str) else list(h) for h, _ in columns]
    return understand(headings, [list(v) for _, v in columns], **more)  # type: ignore[arg-type]


def fields(known: Understood) -> list[str | None]:
    """The field of each column, with its quarter: `rag_q1`."""
    return [f"{c.field}_q{c.quarter}" if c.quarter else c.field for c in known.columns]
