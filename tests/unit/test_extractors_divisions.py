"""The signs by which a document of a pack is told from the next, one at a time."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.headings.overrides import Overrides
from extractors.headings.quarters import month_in, named
from extractors.layout import layout
from extractors.pdf.pdfium import read_pages
from extractors.plans.divisions import divisions

Page = dict[str, str]


def starts(file: Path, pages: Sequence[Page]) -> list[int]:
    """Where documents begin in a PDF of these pages: `h` is a large heading, `top` the header, `n` the page number."""
    canvas = Canvas(str(file), pagesize=(595, 842), invariant=1)
    for number, page in enumerate(pages, start=1):
        width = 842 if page.get("wide") else 595
        canvas.setPageSize((width, 1437 - width))
        face = page.get("font", "Helvetica")
        canvas.setFont(face, 10)
        canvas.drawString(60, 1437 - width - 40, page.get("top", ""))
        canvas.drawString(500, 30, page.get("n", ""))
        canvas.setFont(face, 24)
        canvas.drawString(60, 1437 - width - 110, page.get("h", ""))
        canvas.setFont(face, 10)
        for line in range(12):
            canvas.drawString(
                60, 380 - 14 * line, f"Text {'abcdefghijklmnop'[number]} of the page, line {'abcdefghijkl'[line]}"
            )
        canvas.showPage()
    canvas.save()
    seen = layout(read_pages(file), Overrides())
    return [d.first for d in divisions(seen)][1:]


CASES: dict[str, tuple[list[Page], list[int]]] = {
    "nothing": ([{"h": "Plan 2025/26"}, {}, {}, {}], []),
    "label": ([{}, {}, {"h": "Appendix 2"}, {}], [3]),
    "small label": ([{}, {}, {"top": "Annex B"}, {}], [3]),
    "label that goes on": ([{}, {"top": "Appendix 2"}, {"top": "Appendix 2"}, {}], [2]),
    "a list of labels": ([{}, {"h": "Appendix 1", "top": "Appendix 2"}, {}], []),
    "numbers begin again": ([{"n": "1"}, {"n": "2"}, {"n": "3"}, {"n": "1"}, {"n": "2"}], [4]),
    "numbers begin again behind a cover": ([{"n": "1"}, {"n": "2"}, {"n": "3"}, {}, {"n": "2"}, {"n": "3"}], [4]),
    "numbers that begin late": ([{}, {}, {"n": "1"}, {"n": "2"}, {"n": "3"}], []),
    "one stray number": ([{"n": "1"}, {"n": "2"}, {"n": "1"}, {"n": "4"}, {"n": "5"}], []),
    "a document with its year": ([{"h": "Minutes"}, {}, {"h": "Delivery Plan 2025/26"}, {}], [3]),
    "a chapter": ([{"h": "Delivery Plan 2025/26"}, {}, {"h": "Our homes"}, {}], []),
    "another year": ([{"h": "Plan 2025/26"}, {}, {"h": "Report 2024/25"}, {}], [3]),
    "running header and paper": (
        [{"top": "Cabinet"}, {"top": "Cabinet"}, {"top": "Towns", "wide": "1"}, {"top": "Towns", "wide": "1"}],
        [],
    ),
    "running header, paper and font": (
        [
            {"top": "Cabinet"},
            {"top": "Cabinet"},
            {"top": "Towns", "wide": "1", "font": "Courier"},
            {"top": "Towns", "wide": "1", "font": "Courier"},
        ],
        [3],
    ),
    "a document named inside a running document": (
        [{"top": "Town plan"}, {"top": "Town plan"}, {"top": "Town plan", "h": "Delivery Plan 2025/26"}, {}, {}, {}],
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_signs(name: str, tmp_path: Path) -> None:
    pages, expected = CASES[name]
    assert starts(tmp_path / "pack.pdf", pages) == expected


@pytest.mark.parametrize(
    ("text", "quarter", "year"),
    [
        ("Q3", 3, None),
        ("Qtr 2 RAG", 2, None),
        ("4th quarter 2025-26", 4, "2025/26"),
        ("Quarter three", 3, None),
        ("Oct – Dec 2025", 3, "2025/26"),
        ("January to March 2026", 4, "2025/26"),
        ("Q1 (Apr-Jun)", 1, None),
        ("2025-29", None, None),
        ("May-Jul", None, None),
        ("Target 2025/26", None, "2025/26"),
        ("Q1 (Jun 25)", 1, "2025/26"),
        ("Quarter 4 to 31 March 2026", 4, "2025/26"),
        ("Q1 (Jan 25)", 1, None),
    ],
)
def test_quarters_and_years_of_headings(text: str, quarter: int | None, year: str | None) -> None:
    assert named(text)[:2] == (quarter, year)


def test_what_is_left_of_a_heading_without_its_quarter() -> None:
    assert named("RAG Q1 2025/26").rest.split() == ["RAG"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sep-25", (2, "2025/26", "")),
        ("March 2026", (4, "2025/26", "")),
        ("Jun", (1, None, "")),
        ("RAG Sep 25", (2, "2025/26", "RAG")),
        ("Status at 31 December 2025", (3, "2025/26", "Status")),
        ("Marching", None),
        ("Apr-Jun", None),
        ("Q1 (Jun 25)", None),
    ],
)
def test_months_of_quarters(text: str, told: tuple[int, str | None, str] | None) -> None:
    assert month_in(text) == told
