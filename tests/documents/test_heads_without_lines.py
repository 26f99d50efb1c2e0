"""Headings between two rules, in one line or two, that nothing but their places gives to columns."""

from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.quayside import BOLD
from tests.sheets import Sheet, tables_of

XS = (40.0, 80.0, 260.0, 330.0, 400.0, 470.0, 540.0)
MEASURES = ("Waste recycled", "Homes built", "Calls answered", "Roads mended", "Days lost", "Trees planted")


def measures_under(tmp_path: Path, upper: dict[float, str], lower: dict[float, str], go: str = "") -> list[list[str]]:
    """The headings that are read of a table of measures ruled at head and foot; `go` is text operators for more."""
    sheet = Sheet(tmp_path / "plan.pdf")
    head, foot = (60, 100, 220) if lower else (60, 84, 204), 0
    for y in head:
        sheet.line(XS[0], y, 580, y)
    for y, heads in ((74, upper), (93, lower)):
        for x, text in heads.items():
            sheet.text(x + 2, y + foot, text, font=BOLD)
    if go:
        sheet.canvas.setFont(BOLD, 9)
        sheet.canvas.addLiteral(f"BT 1 0 0 1 {XS[0] + 2} {sheet.size[1] - 74} Tm {go} TJ ET")
    for n, measure in enumerate(MEASURES):
        texts = (f"K{n + 1}", measure, *(f"{40 + 7 * n + k}%" for k in range(4)), "Green")
        for x, text in zip(XS, texts, strict=False):
            sheet.text(x + 2, head[1] + 16 + 17 * n, text)
    rows = [r for r in tables_of(sheet.save())[0].rows if r.header]
    return [[f"{c.text}:{c.column}:{c.column_span}" for c in r.cells if c.text] for r in rows]


def test_headings_of_quarters_that_come_again_stand_under_the_heading_over_each(tmp_path: Path) -> None:
    upper = dict(zip((*XS[:3], XS[4], XS[6]), ("Ref", "Indicator", "Target", "Performance", "RAG"), strict=True))
    lower = dict(zip(XS[2:6], ("Q1", "Q2", "Q1", "Q2"), strict=True))
    assert measures_under(tmp_path, upper, lower) == [
        ["Ref:0:1", "Indicator:1:1", "Target:2:2", "Performance:4:2", "RAG:6:1"],
        ["Q1:2:1", "Q2:3:1", "Q1:4:1", "Q2:5:1"],
    ]


def test_headings_written_in_one_go_over_two_columns_are_two(tmp_path: Path) -> None:
    upper = dict(zip(XS[2:], ("Target", "Q1", "Q2", "Q3", "RAG"), strict=True))
    gap = 1000 * (XS[1] - XS[0] - stringWidth("KPI num", BOLD, 9)) / 9  # no wider than a word space and a half
    heads = measures_under(tmp_path, upper, {}, f"[(KPI num) {-gap:.1f} (Measure)]")[0]
    assert heads[:2] == ["KPI num:0:1", "Measure:1:1"]
