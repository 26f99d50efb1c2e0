"""Doubts on the themes of a plan's records: bands that were not seen leave records under the theme before, or none."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.codedheadings import is_part_of_theme
from extractors.headings.vocabulary import theme_pattern
from extractors.table import PublishedRow, PublishedTable, TableCell


def with_doubtful_themes(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """The tables with a flag on every theme that a band nobody took for one puts in doubt.

    `lost_column` on a theme without words, above records that have none though later ones have theirs;
    `several_rows` from a record on, a line of a doubtful cell of which begins with another theme, or below a heading
    that does, until a new one is announced.
    """
    return _below_swallowed(_before_the_first(tables))


def _before_the_first(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    themed = [r.theme is not None for t in tables for r in t.rows]
    if not any(themed) or all(themed):
        return list(tables)
    detail = "other records of this plan stand under a theme, and none was found above this one"
    none = TableCell(0, "", flag="lost_column", flag_detail=detail)
    return [t.mapped(lambda r: replace(r, theme=r.theme or none)) for t in tables]


def _below_swallowed(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    found: list[PublishedTable] = []
    stale, swallowed = "", ""
    for table in tables:
        rows: list[PublishedRow] = []
        heading = _in_headings(table)
        for row in table.rows:
            theme = row.theme
            if theme is not None and theme.text != stale:
                stale, swallowed = theme.text, ""
            swallowed = _swallowed(row) or heading or swallowed
            if theme is not None and swallowed and not theme.flag:
                detail = f"a text since this theme was announced begins with another one: {swallowed!r}"
                row = replace(row, theme=replace(theme, flag="several_rows", flag_detail=detail))
            rows.append(row)
        found.append(replace(table, rows=tuple(rows)))
    return found


def _in_headings(table: PublishedTable) -> str:
    """The heading of a column that begins with a theme of which the records' own theme says nothing; '' if none."""
    own = table.rows[0].theme if table.rows else None
    return next((c.heading for c in table.columns if own and c.field and _is_another(c.heading, own.text)), "")


def _swallowed(row: PublishedRow) -> str:
    """The theme, with a title of its own, that a line of a doubtful cell begins with; '' if none does."""
    own = row.theme.text if row.theme else ""
    lines = (line for c in row.fields.values() if c.flag for line in c.lines or (c.text,))
    return next((line for line in lines if _is_another(line, own)), "")


def _is_another(text: str, theme: str) -> bool:
    """Whether the text begins with a theme and its title, and that theme is not `theme`."""
    said = theme_pattern().match(text)
    return bool(said and said[3] and not is_part_of_theme(text) and text[: said.start(3)].strip() not in theme)
