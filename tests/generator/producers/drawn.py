"""Our own layout, painted with ReportLab's canvas: rotated pages, crop boxes and the order of painting included."""

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.generator.ink import Box, Page, Rule
from tests.generator.layout import lay_out
from tests.generator.plan import Plan
from tests.generator.producers import Printed
from tests.generator.spec import Spec

#: How far the visible page lies inside the sheet, in points, where the spec asks for a crop box.
CROP = (31.0, 47.0)


def render(plan: Plan, spec: Spec, path: Path) -> Printed:
    """Write the plan to `path`; what is returned says which rows were split and which cells no rule can be sure of."""
    sheets = lay_out(plan, spec)
    dx, dy = CROP if spec.crop else (0.0, 0.0)
    w, h = sheets.width, sheets.height
    visible = (h, w) if spec.rotate else (w, h)
    size = (visible[0] + 2 * dx, visible[1] + 2 * dy)
    if spec.rotate:
        size = size[::-1]  # ReportLab takes the size of the page as displayed, and turns it for the file
    crop = (dx, dy, dx + visible[0], dy + visible[1]) if spec.crop else None
    canvas = Canvas(str(path), pagesize=size, invariant=1, cropBox=crop)
    canvas.setTitle(plan.title)
    for page in sheets.pages:
        canvas.setPageSize(size)
        if crop:
            canvas.setCropBox(crop)
        canvas.translate(dx, dy)
        if spec.rotate:  # turned so that it stands upright once the viewer has turned the page
            canvas.setPageRotation(90)
            canvas.translate(h, 0)
            canvas.rotate(90)
        _paint(canvas, page, h)
        canvas.showPage()
    canvas.save()
    return Printed(sheets.ambiguous, sheets.split)


def _paint(canvas: Canvas, page: Page, height: float) -> None:
    for shape in page.shapes:
        if isinstance(shape, Box):
            _box(canvas, shape, height)
        else:
            _rule(canvas, shape, height)
    for text in page.texts:
        canvas.setFillColor(HexColor(text.colour))
        canvas.setFont(text.font, text.size)
        if text.turned:
            canvas.saveState()
            canvas.translate(text.x, height - text.y)
            canvas.rotate(90)
            canvas.drawString(0, 0, text.text)
            canvas.restoreState()
        else:
            canvas.drawString(text.x, height - text.y, text.text, wordSpace=text.word_space or None)
    for link in page.links:
        y = height - link.y
        canvas.linkURL(link.url, (link.x, y - link.height, link.x + link.width, y), relative=1)


def _box(canvas: Canvas, box: Box, height: float) -> None:
    canvas.setFillColor(HexColor(box.fill))
    y = height - box.y - box.height
    if box.radius:
        canvas.roundRect(box.x, y, box.width, box.height, box.radius, stroke=0, fill=1)
    else:
        canvas.rect(box.x, y, box.width, box.height, stroke=0, fill=1)


def _rule(canvas: Canvas, rule: Rule, height: float) -> None:
    canvas.setStrokeColor(HexColor(rule.colour))
    canvas.setLineWidth(rule.width)
    canvas.setDash(list(rule.dash))
    canvas.line(rule.x0, height - rule.y0, rule.x1, height - rule.y1)
