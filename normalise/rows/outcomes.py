"""The outcomes that a plan states, with the theme above each."""

import re
from collections.abc import Sequence

from extractors.table import OutcomeStatement, PublishedPlan, PublishedTable, ThemeStatement
from normalise.cells import CellLog
from normalise.records import Row
from normalise.references.theme import Theme, ThemeRules, numbered_theme, read_theme, theme_of_code
from normalise.text import clean


def outcome_rows(plan_id: str, plan: PublishedPlan, rules: ThemeRules, log: CellLog) -> list[Row]:
    """The `outcomes` rows of a plan in its order, each code once.

    A code that is stated again with other words keeps its first statement and is flagged `duplicate_code`.
    """
    bands = theme_bands(plan.tables, rules)
    titles = _band_titles(plan.tables, rules) | {t.code: t.title for t in bands.values() if t.code}
    titles |= _titles(plan.themes, rules)
    stated: dict[str, list[OutcomeStatement]] = {}
    for outcome in plan.outcomes:
        stated.setdefault(clean(outcome.code).rstrip(".):"), []).append(outcome)
    rows: list[Row] = []
    for code, statements in stated.items():
        first, words = statements[0], clean(statements[0].cell.text)
        printed = (
            read_theme(first.theme, rules) if first.theme else bands.get(theme_of_code(code) or "", Theme(None, ""))
        )
        theme_code = theme_of_code(code) if "." in code else printed.code or theme_of_code(code)
        title = printed.title if printed.code in (theme_code, None) else ""
        pages = [piece.page for piece in first.cell.pieces]
        rows.append(
            {
                "plan_id": plan_id,
                "outcome_code": code,
                "outcome": words or None,
                "theme_code": theme_code,
                "theme": title or titles.get(theme_code or ""),
                "page": pages[0] if pages else None,
            }
        )
        others = sorted({clean(s.cell.text) for s in statements[1:]} - {words})
        log.add(
            "outcomes",
            code,
            "outcome",
            first.cell,
            words,
            flag="duplicate_code" if others else None,
            detail=f"also stated as: {'; '.join(others)}"[:300] if others else None,
        )
    return rows


def theme_bands(tables: Sequence[PublishedTable], rules: ThemeRules) -> dict[str, Theme]:
    """Letters of outcome codes to the theme above the rows that name them first: `HP` stands for Homes and Places.

    Only where every such row of the plan stands under the same theme, and only for codes that are letters and a
    number, since the others carry their theme's number themselves.
    """
    above: dict[str, set[Theme]] = {}
    for row in (row for table in tables for row in table.rows if row.theme and row.theme.text):
        cell = row.fields.get("outcome_codes") or row.fields.get("outcome_code")
        lettered = re.match(r"([A-Za-z]+)[ -]?\d+\b(?!\.)", clean(cell.text)) if cell else None
        if lettered and row.theme:
            above.setdefault(lettered[1].upper(), set()).add(read_theme(row.theme.text, rules))
    return {letters: next(iter(themes)) for letters, themes in above.items() if len(themes) == 1}


def _band_titles(tables: Sequence[PublishedTable], rules: ThemeRules) -> dict[str, str]:
    """Theme codes to the title without a number that stands above all rows whose first outcome is of that theme."""
    above: dict[str, set[str]] = {}
    for row in (row for table in tables for row in table.rows if row.theme and row.theme.text):
        cell = row.fields.get("outcome_codes") or row.fields.get("outcome_code")
        code = numbered_theme(clean(cell.text)) if cell else None
        theme = read_theme(row.theme.text, rules) if row.theme else None
        if code and theme:
            above.setdefault(code, set()).add("" if theme.code else theme.title)
    return {code: next(iter(titles)) for code, titles in above.items() if len(titles) == 1 and "" not in titles}


def _titles(themes: Sequence[ThemeStatement], rules: ThemeRules) -> dict[str, str]:
    """Theme codes to their titles; the first statement of a theme counts."""
    titles: dict[str, str] = {}
    for theme in themes:
        read = read_theme(theme.text, rules)
        if read.code and read.title:
            titles.setdefault(read.code, read.title)
    return titles
