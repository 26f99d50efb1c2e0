"""A line that looks like a row of the plan and stands in no table of it is told, beside the record before it."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_document
from extractors.table import PublishedDocument
from tests import quayside
from tests.small_pdfs import HEADINGS, ROWS

LEFT, WIDTHS, HEIGHT = 40, (260, 70, 90, 90, 200), 24


def plan_with(file: Path, below: Sequence[str], rows: Sequence[Sequence[str]] = (HEADINGS, *ROWS)) -> PublishedDocument:
    """A ruled plan with one line of texts far below it, a text under each column, read back."""
    canvas = Canvas(str(file), pagesize=landscape(A4), invariant=1)
    xs = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    canvas.drawString(LEFT, 540, "Saltmere District Council Delivery Plan 2025/26")
    canvas.grid(xs, [500 - HEIGHT * r for r in range(len(rows) + 1)])
    for r, row in enumerate(rows):
        canvas.setFont("Helvetica" if r else "Helvetica-Bold", 10)
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 4, 500 - HEIGHT * r - 16, text)
    for x, text in zip(xs, below, strict=False):
        canvas.drawString(x + 4, 250, text)
    canvas.save()
    return read_document(file)


def flags_of(document: PublishedDocument) -> list[str | None]:
    return [r.fields["title"].flag for p in document.plans for t in p.tables for r in t.rows]


def test_a_row_far_from_its_table_is_told_beside_the_last_record(tmp_path: Path) -> None:
    lost = ("Dredge the inner basin", "2.2", "Q1 2025/26", "Q3 2026/27", "Head of Harbours")
    document = plan_with(tmp_path / "plan.pdf", lost)
    assert flags_of(document) == [None, None, "stray_row"]
    assert any("page 1" in w and "Dredge the inner basin" in w for w in document.warnings)


def test_a_row_without_a_code_is_told_by_its_officer_and_date(tmp_path: Path) -> None:
    document = plan_with(tmp_path / "plan.pdf", ("Dredge the inner basin", "", "", "Q3 2026/27", "Head of Parks"))
    assert flags_of(document)[-1] == "stray_row"


def test_a_measure_without_a_date_is_told_by_its_code_and_its_figures(tmp_path: Path) -> None:
    heads = ("Indicator", "Ref", "Target", "Q1 actual", "Update")
    rows = [(f"Berths let in basin {n}", f"M{n}", f"{70 + n}%", str(60 + n), "It stands") for n in range(1, 4)]
    lost = ("Berths let in the new dock", "M4", "74%", "64", "It stands")
    assert flags_of(plan_with(tmp_path / "plan.pdf", lost, (heads, *rows))) == [None, None, "stray_row"]


def test_prose_that_names_an_officer_is_no_row(tmp_path: Path) -> None:
    document = plan_with(tmp_path / "plan.pdf", ("Questions go to the", "", "", "", "Head of Parks"))
    assert flags_of(document) == [None, None, None]
    assert not document.warnings


def test_a_figure_that_runs_out_of_the_last_row_flags_its_cell_though_it_looks_like_the_number_of_a_page(
    tmp_path: Path,
) -> None:
    sheet = quayside.sheet_of(tmp_path, size=(620.0, 300.0))
    ys = [60.0 + 20 * n for n in range(11)]
    rows = [*map(quayside.row, range(8)), ("Mend the sea wall at bay", *quayside.row(9)[1:])]
    sheet.table(quayside.EDGES, ys, [quayside.HEADINGS, *rows])
    sheet.text(quayside.EDGES[0] + 4, ys[-1] + 5, "9")
    assert flags_of(read_document(sheet.save())) == [None] * 8 + ["stray_row"]


def test_columns_close_together_hold_values_at_the_ends_of_what_is_read_as_one_text(tmp_path: Path) -> None:
    rows = [(r[0], f"BP{n:02}", *r[2:]) for n, r in enumerate(ROWS, 1)]
    heads = (HEADINGS[0], "Ref", *HEADINGS[2:])
    document = plan_with(tmp_path / "plan.pdf", ("BP07 Dredge the inner basin Head of Harbours",), (heads, *rows))
    assert flags_of(document) == [None, None, "stray_row"]
