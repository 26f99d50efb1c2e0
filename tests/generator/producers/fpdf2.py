"""fpdf2's own tables: rows are never split, headings repeat or not, text is written cell by cell."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode, TableHeadingsDisplay
from fpdf.fonts import FontFace

from tests.generator.metrics import VERA
from tests.generator.plan import Cell, Decoy, Plan, Section
from tests.generator.producers import Printed, broken_by_producer, grouped_headings, roomy_widths
from tests.generator.spec import Spec

_BORDERS = {
    "grid": TableBordersLayout.ALL,
    "white": TableBordersLayout.ALL,
    "horizontal": TableBordersLayout.HORIZONTAL_LINES,
    "outer": TableBordersLayout.NO_HORIZONTAL_LINES,
    "zebra": TableBordersLayout.NONE,
    "none": TableBordersLayout.NONE,
}


class _Document(FPDF):
    """A document with the council's name on top of each page and the page number at its foot."""

    plan: Plan
    spec: Spec

    def header(self) -> None:
        if self.spec.furniture:
            self.set_font("vera", size=7.5)
            self.cell(0, 16, self.plan.council, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        if self.spec.furniture:
            self.set_y(-34)
            self.set_font("vera", size=7.5)
            self.cell(0, 12, f"{self.page_no()}", align="C")


def render(plan: Plan, spec: Spec, path: Path) -> Printed:
    """Write the plan to `path`."""
    pdf = _Document(orientation="L" if spec.landscape else "P", unit="pt", format="A4")
    pdf.plan, pdf.spec = plan, spec
    pdf.set_creation_date(datetime(2025, 4, 1, tzinfo=UTC))
    pdf.set_title(plan.title)
    for style, file in (("", "Vera"), ("B", "VeraBd")):
        pdf.add_font("vera", style, str(VERA / f"{file}.ttf"))
    pdf.set_margin(42)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, 50)
    pdf.add_page()
    _line(pdf, plan.council, 20, "B")
    _line(pdf, plan.title, 14, "B")
    for text in (*plan.prose, *(f"{c} {t}" for c, t in plan.outcomes)):
        _line(pdf, text, 10)
    for decoy in plan.decoys[::2]:
        _decoy(pdf, decoy)
    pdf.add_page()
    if plan.legend:
        _legend(pdf, plan)
    sections = plan.sections if spec.bands == "none" else ()
    if spec.bands == "none":
        _table(pdf, plan, spec, sections)
    for section in plan.sections if spec.bands != "none" else ():
        _line(pdf, section.theme or "", 11, "B")
        _table(pdf, plan, spec, (section,))
        pdf.ln(14)
    pdf.ln(14)
    for decoy in plan.decoys[1::2]:
        _decoy(pdf, decoy)
    pdf.output(str(path))
    return broken_by_producer(plan, spec)


def _line(pdf: FPDF, text: str, size: float, style: Any = "") -> None:
    pdf.set_font("vera", style, size)
    pdf.multi_cell(0, size * 1.4, text, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)


def _legend(pdf: FPDF, plan: Plan) -> None:
    pdf.set_font("vera", "", 8)
    for item in plan.legend:
        if item.colour:
            pdf.set_fill_color(item.colour)
        text = f"{item.mark}: {item.label}" if len(item.mark) == 1 else item.label
        pdf.cell(110, 14, text, fill=bool(item.colour), border=1)
    pdf.ln(24)


def _decoy(pdf: FPDF, decoy: Decoy) -> None:
    _line(pdf, decoy.caption, 12, "B")
    pdf.set_font("vera", "", 8)
    with pdf.table([list(decoy.headings), *(list(r) for r in decoy.rows)], line_height=11, padding=2):
        pass
    pdf.ln(10)


def _table(pdf: FPDF, plan: Plan, spec: Spec, sections: tuple[Section, ...]) -> None:
    widths, size = roomy_widths(plan, spec, pdf.epw - 1)
    pdf.set_font("vera", "", size)
    pdf.set_draw_color("#ffffff" if spec.rules == "white" else "#404040")
    pdf.set_line_width(1.2 if spec.rules == "white" else 0.5)
    dark = spec.rules in ("white", "zebra")
    heading = FontFace(emphasis="BOLD", color="#ffffff" if dark else "#000000", fill_color="#24405e" if dark else None)
    headings = grouped_headings(plan)
    repeat = TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE if spec.headings == "repeated" else TableHeadingsDisplay.NONE
    striped = {"white": TableCellFillMode.ALL, "zebra": TableCellFillMode.ROWS}
    with pdf.table(
        col_widths=tuple(widths), borders_layout=_BORDERS[spec.rules], line_height=size * 1.2, padding=spec.padding,
        headings_style=heading, num_heading_rows=len(headings), repeat_headings=repeat, text_align="LEFT",
        v_align=spec.valign.upper(), width=sum(widths),
        cell_fill_color="#e9eff5", cell_fill_mode=striped.get(spec.rules, TableCellFillMode.NONE),
    ) as table:  # fmt: skip
        for line in headings:
            row = table.row()
            for text, across, down in line:
                row.cell(text, colspan=across, rowspan=down)
        for record in (r for s in sections for r in s.rows):
            row = table.row()
            for column, cell in zip(plan.columns, record.cells, strict=True):
                align = "CENTER" if column.align == "centre" else "LEFT"
                row.cell(cell.text, style=_face(cell), align=align)
    pdf.set_draw_color("#000000")


def _face(cell: Cell) -> FontFace | None:
    return FontFace(fill_color=cell.fill) if cell.fill else None
