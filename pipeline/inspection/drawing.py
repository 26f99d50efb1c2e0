"""The picture that `planlift inspect --png` saves: grids, cells, repairs and flags drawn over the rendered page."""

import io
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, cast

from PIL import Image, ImageDraw, ImageFont

from extractors.page import Box, Page, Straightened
from extractors.pdf.pdfium import open_document
from pipeline.files.saving import save
from pipeline.inspection.inspect import PlacedCell, Seen, cells_on_page

# Colours that stay apart in the common kinds of colour blindness (after Okabe and Ito's palette).
READINGS = {"tagged": "#0072b2", "ruled": "#007a5e", "flow": "#b35900", "ocr": "#5e4fa2"}
REPAIR = "#a6006b"
FLAG = "#c00000"
# Pixels per point; 2 makes 9-point print legible.
SCALE = 2.0
# A poster-sized page is drawn smaller, so that the picture stays below some 30 million pixels.
MOST_PIXELS = 30e6
_FONT_SIZE = 14
_STRIP = 34

Xy = tuple[float, float, float, float]
PdfiumPage: TypeAlias = Any
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def save_drawing(seen: Seen, pdf: Path, file: Path) -> None:
    """Draw what was seen on a page of `pdf` and save it as a PNG. Raises CannotSave."""
    drawn = io.BytesIO()
    draw(seen, pdf).save(drawn, format="PNG")
    save(file, drawn.getvalue())


def draw(seen: Seen, pdf: Path) -> Image.Image:
    """The page as displayed, with a strip below that explains the colours.

    Every grid is outlined in the colour of its reading and named; cells that become records are tinted and the topmost
    of each field bears the field's name; repairs are outlined and flags hatched, both with their reasons.
    """
    scale = min(SCALE, math.sqrt(MOST_PIXELS / max(seen.page.width * seen.page.height, 1.0)))
    page = _render(pdf, seen.page.number, scale)
    layer = Image.new("RGBA", page.size)
    pen = ImageDraw.Draw(layer)
    font = ImageFont.load_default(_FONT_SIZE)
    placed = cells_on_page(seen)
    number = seen.page.number
    # Tints first: a cell that leans is tinted to the upright box around it, which would wipe out its neighbours' lines.
    for box, item in _boxes(placed, number):
        pen.rectangle(_scaled(box, scale), fill=(*_rgb(READINGS[item.cell.reading]), 18))
    for grid in seen.grids:
        colour = READINGS[grid.reading]
        for cell in grid.cells:
            pen.polygon(_outline(seen.page, cell.box, scale), outline=colour, width=2 if cell.header else 1)
        pen.polygon(_outline(seen.page, grid.box, scale), outline=colour, width=3)
    labels: list[_Label] = []
    for box, item in _boxes(placed, number):
        if item.cell.flag:
            _hatch(pen, _scaled(box, scale))
            labels.append(_Label(_scaled(box, scale), item.cell.flag, FLAG))
        elif item.cell.repairs:
            pen.rectangle(_scaled(box, scale), outline=REPAIR, width=3)
            labels.append(_Label(_scaled(box, scale), ", ".join(item.cell.repairs), REPAIR))
    for box, item in _topmost(placed, number):
        labels.append(_Label(_scaled(box, scale), item.field, READINGS[item.cell.reading], at_top=True))
    for grid in seen.grids:
        title = f"{grid.reading} {grid.rows} x {grid.columns}"
        box = _scaled(_part_with(seen.page, grid.box).displayed(grid.box), scale)
        labels.append(_Label(box, title, READINGS[grid.reading], at_top=True))
    _write(pen, labels, font, page.size)
    drawn = Image.alpha_composite(page, layer)
    return _with_strip(drawn, seen, placed, font)


def _render(pdf: Path, number: int, scale: float) -> Image.Image:
    with open_document(pdf) as document:
        # The types that pypdfium2 lets one infer of `render` are narrower than what it takes.
        page = cast("PdfiumPage", document[number - 1])
        picture: Image.Image = page.render(scale=scale).to_pil()
        return picture.convert("RGBA")


def _boxes(placed: Iterable[PlacedCell], number: int) -> list[tuple[Box, PlacedCell]]:
    return [(Box(*piece[1:]), item) for item in placed for piece in item.cell.pieces if piece.page == number]


def _topmost(placed: Iterable[PlacedCell], number: int) -> list[tuple[Box, PlacedCell]]:
    """The highest cell of each field of each table on the page."""
    best: dict[tuple[int, str], tuple[Box, PlacedCell]] = {}
    for box, item in _boxes(placed, number):
        key = (id(item.table), item.field)
        if key not in best or (box.top, box.x0) < (best[key][0].top, best[key][0].x0):
            best[key] = (box, item)
    return list(best.values())


def _outline(page: Page, box: Box, scale: float) -> list[tuple[float, float]]:
    return [(x * scale, y * scale) for x, y in _part_with(page, box).corners(box)]


def _part_with(page: Page, box: Box) -> Straightened:
    """The part of the page that was put straight to be read and holds the box; where none does, the box as it is."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    as_it_is = Straightened(box, (1, 0, 0, 0, 1, 0))
    return next((part for part in page.straightened if part.box.contains(x, y)), as_it_is)


def _scaled(box: Box, scale: float) -> Xy:
    return box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hatch(pen: ImageDraw.ImageDraw, box: Xy) -> None:
    """Red outline and slanted lines: they show in print and to people who do not see the red."""
    x0, top, x1, bottom = box
    pen.rectangle(box, outline=FLAG, width=3, fill=(*_rgb(FLAG), 28))
    reach = bottom - top
    for start in range(int(x0 - reach), int(x1), 14):
        low, high = max(float(start), x0), min(start + reach, x1)
        if low < high:
            pen.line((low, bottom - (low - start), high, bottom - (high - start)), fill=(*_rgb(FLAG), 110), width=1)


class _Label(NamedTuple):
    """White words on a colour: above the left of a box (pixels), or at its bottom right."""

    box: Xy
    text: str
    colour: str
    at_top: bool = False


def _write(pen: ImageDraw.ImageDraw, labels: Iterable[_Label], font: Font, size: tuple[int, int]) -> None:
    """Write the labels on a picture of this size, each moved up until it covers no other."""
    taken: list[Xy] = []
    for box, text, colour, at_top in labels:
        width, height = pen.textlength(text, font=font) + 8, _FONT_SIZE + 4
        x = box[0] if at_top else box[2] - width
        y = box[1] - height if at_top else box[3] - height
        x = min(max(x, 0.0), max(size[0] - width, 0.0))
        y = min(max(y, 0.0), float(size[1] - height))
        while any(x < t[2] and t[0] < x + width and y < t[3] and t[1] < y + height for t in taken):
            y -= height + 1
            if y < 0:
                break
        taken.append((x, y, x + width, y + height))
        pen.rectangle((x, y, x + width, y + height), fill=(*_rgb(colour), 225))
        pen.text((x + 4, y + 1), text, fill="white", font=font)


def _with_strip(page: Image.Image, seen: Seen, placed: list[PlacedCell], font: Font) -> Image.Image:
    """The picture with a strip below: the file, the page, and what each colour on it stands for."""
    flagged = sum(1 for item in placed if item.cell.flag)
    repaired = sum(1 for item in placed if item.cell.repairs)
    entries = [(READINGS[reading], f"{reading} grid") for reading in sorted({grid.reading for grid in seen.grids})]
    entries += [(REPAIR, f"repaired: {repaired}")] if repaired else []
    entries += [(FLAG, f"flagged: {flagged}")] if flagged else []
    title = f"{seen.file}, page {seen.page.number} of {seen.pages}: {len(placed)} cells of plan tables"
    whole = Image.new("RGB", (page.width, page.height + _STRIP), "white")
    whole.paste(page.convert("RGB"), (0, 0))
    pen = ImageDraw.Draw(whole)
    pen.line((0, page.height, page.width, page.height), fill="#808080", width=1)
    x, y = 12.0, page.height + 8
    for colour, text in entries:
        pen.rectangle((x, y + 2, x + 15, y + 17), fill=colour)
        pen.text((x + 22, y), text, fill="black", font=font)
        x += 22 + pen.textlength(text, font=font) + 26
    pen.text((x, y), title, fill="#404040", font=font)
    return whole
