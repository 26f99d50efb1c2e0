"""Quarters of two years in one table."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import row, rows_of, sheet_of


def test_ratings_of_a_quarter_of_another_year_are_flagged_and_their_headings_are_none_of_the_rows(
    tmp_path: Path,
) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Action", "Lead officer", "Q3 2024/25", "Q4 2024/25", "Q3 2025/26", "Q4 2025/26")
    rows = [(*row(n)[:2], "GAR"[n % 3], "AGG"[n % 3], "GGA"[n % 3], "RGA"[n % 3]) for n in range(6)]
    edges = (40.0, 250.0, 370.0, 460.0, 550.0, 640.0, 730.0)
    sheet.table(edges, [60.0 + 24 * n for n in range(8)], [heads, *rows])
    found = rows_of(read_document(sheet.save()))
    assert [tuple(r.fields[f].text for f in ("title", "rag_q3", "rag_q4")) for r in found] == [
        (r[0], r[4], r[5]) for r in rows
    ]
    assert [[(c.text, c.flag) for _, c in r.other] for r in found] == [
        [(r[2], "likely_field"), (r[3], "likely_field")] for r in rows
    ]
