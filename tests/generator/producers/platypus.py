"""ReportLab's own page layout (Platypus): paragraphs in table cells, rows that it splits or moves as it likes."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.generator.metrics import column_widths, face
from tests.generator.plan import Cell, Plan, Section
from tests.generator.producers import Printed, broken_by_producer, grouped_headings
from tests.generator.spec import Spec

_MARGIN = 42.0
_VALIGN = {"top": "TOP", "middle": "MIDDLE", "bottom": "BOTTOM"}


def render(plan: Plan, spec: Spec, path: Path) -> Printed:
    """Write the plan to `path`. Raises reportlab's LayoutError for a row that it cannot place."""
    size = landscape(A4) if spec.landscape else A4
    doc = SimpleDocTemplate(str(path), pagesize=size, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=60,
                            bottomMargin=56, title=plan.title, invariant=1)  # fmt: skip

    def furniture(canvas: Any, _: Any) -> None:
        if spec.furniture:
            canvas.setFont(face(spec.font), 7.5)
            canvas.drawString(_MARGIN, size[1] - 40, plan.council)
            canvas.drawCentredString(size[0] / 2, 30, f"{plan.title} | Page {canvas.getPageNumber()}")

    doc.build(_story(plan, spec, size[0] - 2 * _MARGIN - 12), onFirstPage=furniture, onLaterPages=furniture)
    return broken_by_producer(plan, spec)


def _style(spec: Spec, size: float, *, bold: bool = False, centre: bool = False, colour: str = "#000000") -> Any:
    return ParagraphStyle("x", fontName=face(spec.font, bold=bold), fontSize=size, leading=size * 1.2,
                          alignment=1 if centre else 0, textColor=HexColor(colour))  # fmt: skip


def _story(plan: Plan, spec: Spec, room: float) -> list[Flowable]:
    story: list[Flowable] = [Paragraph(escape(plan.council), _style(spec, 20, bold=True)), Spacer(1, 10)]
    story += [Paragraph(escape(plan.title), _style(spec, 14, bold=True)), Spacer(1, 14)]
    for text in plan.prose:
        story += [Paragraph(escape(text), _style(spec, 10)), Spacer(1, 6)]
    story += [Paragraph(escape(f"{c} {t}"), _style(spec, 10)) for c, t in plan.outcomes]
    story += [Spacer(1, 12), *(f for d in plan.decoys[::2] for f in _decoy(d, spec, room)), PageBreak()]
    if plan.legend:
        row = [
            Paragraph(_markup(f"{i.mark} = {i.label}" if len(i.mark) == 1 else i.label), _style(spec, 8))
            for i in plan.legend
        ]
        fills = [("BACKGROUND", (k, 0), (k, 0), HexColor(i.colour)) for k, i in enumerate(plan.legend) if i.colour]
        story += [Table([row], style=fills), Spacer(1, 10)]
    if spec.bands == "heading":
        for section in plan.sections:
            story.append(Paragraph(escape(section.theme or ""), _style(spec, 11, bold=True)))
            story += [Spacer(1, 4), _table(plan, spec, (section,), room), Spacer(1, 14)]
    else:
        story += [_table(plan, spec, plan.sections, room), Spacer(1, 14)]
    return story + [f for d in plan.decoys[1::2] for f in _decoy(d, spec, room)]


def _markup(text: str) -> str:
    """Text with its symbols set in the font that has them."""
    out = ""
    for ch in text:
        font = face("sans", text=ch)
        out += f'<font name="{font}">{ch}</font>' if font in ("Symbol", "ZapfDingbats") else escape(ch)
    return out


def _decoy(decoy: Any, spec: Spec, room: float) -> list[Flowable]:
    rows = [[Paragraph(escape(t), _style(spec, 8, bold=not i)) for t in row]
            for i, row in enumerate((decoy.headings, *decoy.rows))]  # fmt: skip
    each = [room / len(decoy.headings)] * len(decoy.headings)
    table = Table(rows, colWidths=each, style=[("GRID", (0, 0), (-1, -1), 0.5, HexColor("#000000"))])
    return [Paragraph(escape(decoy.caption), _style(spec, 12, bold=True)), Spacer(1, 4), table, Spacer(1, 14)]


def _table(plan: Plan, spec: Spec, sections: tuple[Section, ...], room: float) -> Flowable:
    widths, size = column_widths(plan, spec, room)
    dark = spec.rules in ("white", "zebra")
    headings = grouped_headings(plan)
    rows: list[list[Any]] = []
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), _VALIGN[spec.valign])]
    style += [(f"{side}PADDING", (0, 0), (-1, -1), spec.padding) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    heads: list[list[Any]] = [[""] * len(widths) for _ in headings]
    ink = "#ffffff" if dark else "#000000"
    for c, column in enumerate(plan.columns):
        grouped = column.group is not None
        text = escape(column.heading).replace("\n", "<br/>")
        heads[-1 if grouped else 0][c] = Paragraph(text, _style(spec, size, bold=True, colour=ink))
        if len(headings) > 1 and not grouped:
            style.append(("SPAN", (c, 0), (c, 1)))
    at = 0
    for text, across, _ in headings[0] if len(headings) > 1 else []:
        if plan.columns[at].group is not None:
            heads[0][at] = Paragraph(escape(text), _style(spec, size, bold=True, colour=ink))
            style.append(("SPAN", (at, 0), (at + across - 1, 0)))
        at += across
    rows += heads
    if spec.rules != "none":
        style.append(("BACKGROUND", (0, 0), (-1, len(heads) - 1), HexColor("#24405e" if dark else "#d5dde6")))
    for section in sections:
        if section.theme and spec.bands == "band":
            style += [("SPAN", (0, len(rows)), (-1, len(rows)))]
            style += [("BACKGROUND", (0, len(rows)), (-1, len(rows)), HexColor("#d9e2ec"))]
            rows.append([Paragraph(escape(section.theme), _style(spec, size, bold=True)), *[""] * (len(widths) - 1)])
        for row in section.rows:
            y = len(rows)
            if spec.rules == "white" or (spec.rules == "zebra" and y % 2):
                style.append(("BACKGROUND", (0, y), (-1, y), HexColor("#e9eff5")))
            cells = [_cell(c, spec, size, plan.columns[i].align) for i, c in enumerate(row.cells)]
            style += [("BACKGROUND", (i, y), (i, y), HexColor(c.fill)) for i, c in enumerate(row.cells) if c.fill]
            if spec.span_codes:
                if row.span > 1:
                    style.append(("SPAN", (0, y), (0, y + row.span - 1)))
                elif row.span == 0:
                    cells[0] = ""
            rows.append(cells)
    style += _rules(spec)
    return LongTable(rows, colWidths=widths, repeatRows=len(heads) if spec.headings == "repeated" else 0,
                     splitInRow=1 if spec.split_rows or spec.text == "long" else 0, style=style)  # fmt: skip


def _cell(cell: Cell, spec: Spec, size: float, align: str) -> Any:
    text = _markup(cell.text)
    if cell.link:
        words = escape(cell.link[0])
        text = text.replace(words, f'<a href="{cell.link[1]}" color="blue">{words}</a>', 1)
    return Paragraph(text, _style(spec, size, centre=align == "centre")) if text else ""


def _rules(spec: Spec) -> list[tuple[Any, ...]]:
    everywhere, black, white = ((0, 0), (-1, -1)), HexColor("#404040"), HexColor("#ffffff")
    match spec.rules:
        case "grid":
            return [("GRID", *everywhere, 0.5, black)]
        case "white":
            return [("GRID", *everywhere, 1.5, white)]
        case "horizontal":
            return [("LINEBELOW", *everywhere, 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, black)]
        case "outer":
            return [("BOX", *everywhere, 0.8, black), ("LINEBELOW", (0, 0), (-1, 0), 0.8, black)]
        case _:
            return []
