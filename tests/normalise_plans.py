"""Published plans made by hand, for the tests of normalising."""

from collections.abc import Sequence

from extractors.table import (
    InkCounts,
    LegendEntry,
    Link,
    OutcomeStatement,
    Piece,
    PlanColumn,
    PublishedPlan,
    PublishedRow,
    PublishedTable,
    TableCell,
    TableKind,
    TextLine,
    ThemeStatement,
)

LEGEND = (
    LegendEntry("Red - off track", "#ff0000", 1),
    LegendEntry("Amber - at risk", "#ffc000", 1),
    LegendEntry("Green - on track", "#92d050", 1),
    LegendEntry("Blue - complete", "#00b0f0", 1),
    LegendEntry("Not started", "#d9d9d9", 1),
)


def cell(text: str, column: int = 0, page: int = 2, **more: object) -> TableCell:
    """A cell of one piece with sensible defaults."""
    place = (Piece(page, 10.0 * column, 20.0, 10.0 * column + 9, 30.0),)
    return TableCell(**{"column": column, "text": text, "pieces": place, **more})  # type: ignore[arg-type]


def row(theme: str | None = None, other: Sequence[tuple[str, str]] = (), **fields: str | TableCell) -> PublishedRow:
    """A row of the given fields; texts become plain cells."""
    cells = {n: v if isinstance(v, TableCell) else cell(v, i) for i, (n, v) in enumerate(fields.items())}
    pages = tuple(sorted({p.page for c in cells.values() for p in c.pieces}))
    beside = tuple((heading, cell(text, 20 + i)) for i, (heading, text) in enumerate(other))
    return PublishedRow(cells, beside, cell(theme) if theme else None, pages)


def table(kind: TableKind, rows: Sequence[PublishedRow], columns: Sequence[PlanColumn] = ()) -> PublishedTable:
    """A table of the rows; quarterly columns are made from the fields."""
    names = list(dict.fromkeys(name for r in rows for name in r.fields))
    made = [
        PlanColumn(i, n.replace("_", " "), n, "test", quarter=int(n[-1]) if n[-2:-1] == "q" else None)
        for i, n in enumerate(names)
    ]
    return PublishedTable(kind, tuple(columns) or tuple(made), tuple(rows), (2,))


def deliverable(title: str = "Parks: Plant trees", **fields: str | TableCell) -> PublishedRow:
    """A deliverable with every column."""
    usual: dict[str, str | TableCell] = {
        "title": title,
        "outcome_codes": "1.1",
        "start": "Q1 2025/26",
        "delivery": "Q4 2025/26",
        "lead_officer": "Head of Parks",
        "strategic_link": "Green Programme: Planting (North)",
    }
    return row("Commitment 1: A green place", **(usual | fields))


def action(code: str = "A1.1.1", **fields: str | TableCell) -> PublishedRow:
    """An action with three quarters."""
    usual: dict[str, str | TableCell] = {
        "code": code,
        "outcome_code": "1.1",
        "title": "Plant the first trees",
        "lead_officer": "Head of Parks",
        "committees": "E+C / C+F",
        "rag_q1": cell("G", 5, fill="#92d050"),
        "rag_q2": cell("", 6, fill="#d9d9d9"),
        "rag_q3": "",
        "update": cell("See the map of trees.", 8, links=(Link("map of trees", "https://example.org/map"),)),
    }
    return row(None, **(usual | fields))


def kpi(code: str = "K1", **fields: str | TableCell) -> PublishedRow:
    """An indicator with two reported quarters of four."""
    usual: dict[str, str | TableCell] = {
        "code": code,
        "title": "Trees planted",
        "tier": "Tier 1",
        "target": "Below 85%",
        "value_q1": "81%",
        "value_q2": "91.5%",
        "value_q3": "",
        "value_q4": "",
        "direction": "↑",
        "status": cell("", 9, fill="#92d050"),
    }
    return row(None, **(usual | fields))


def deliverables_table(rows: Sequence[PublishedRow]) -> PublishedTable:
    """A table of deliverables."""
    return table("deliverables", rows)


def actions_table(rows: Sequence[PublishedRow]) -> PublishedTable:
    """A table of actions."""
    return table("actions", rows)


def kpis_table(rows: Sequence[PublishedRow]) -> PublishedTable:
    """A table of indicators."""
    return table("kpis", rows)


def plan(*tables: PublishedTable, lines: Sequence[TextLine] = ()) -> PublishedPlan:
    """A plan of the tables with two outcomes, one theme and a legend."""
    outcomes = (
        OutcomeStatement("1.1", cell("Trees grow"), "Commitment 1: A green place"),
        OutcomeStatement("1.2", cell("Rivers are clean")),
    )
    themes = (ThemeStatement("Commitment 1: A green place", cell("Commitment 1: A green place")),)
    return PublishedPlan(1, 3, tables, outcomes, themes, LEGEND, tuple(lines), InkCounts(5, 4, 3, 2, 0))
