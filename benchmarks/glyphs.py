"""Measure the two readers of glyphs that Planlift could be built on, PDFium and pdf_oxide, on the same PDFs in one run.

    python benchmarks/glyphs.py PDF... [--repeats N]

prints, for every PDF and for all together, the CPU seconds of a reading and how many times those of PDFium's glyphs
read call by call (the floor) they are:

- `loaded`: PDFium opens every page and gives its letters in one call. Whoever checks another reader's letters against
  PDFium's, or takes what only PDFium tells (heights of glyphs, clips, hidden layers, modes of text), pays this too.
- `pages`: all that Planlift asks of PDFium, ready as arrays.
- `oxide`: pdf_oxide's glyphs as it keeps them; `told`: with what each says of itself; `paths`: what the pages draw.

And on how many glyphs the two differ: letters that only one of them has, and letters of PDFium's that pdf_oxide has
nowhere within a point. `pip install pdf_oxide` installs the second reader; without it PDFium is measured alone.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable
from ctypes import byref, c_double, c_ushort
from importlib import import_module
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from benchmarks.readers import glyphs, least_seconds
from extractors.errors import DocumentError
from extractors.pdf.pdfium import read_pages

OTHER = "pdf_oxide"
# Two readers put a glyph in the same place where both coordinates of its origin lie within this of each other, points.
SAME_PLACE = 1.0

Printed = tuple[str, float, float]


class Differences(NamedTuple):
    """How many glyphs two readings have in all, and on how many they do not agree."""

    glyphs: int = 0
    letters: int = 0
    places: int = 0


def main() -> int:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description="Measure PDFium and pdf_oxide as readers of glyphs.")
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF", help="PDFs to read")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="readings of which the fastest counts")
    args = parser.parse_args()
    readings: dict[str, Callable[[Path], object]] = {"floor": glyphs, "loaded": loaded, "pages": read_pages}
    if find_spec(OTHER):
        readings |= {"oxide": oxide_glyphs, "told": oxide_told, "paths": oxide_paths}
    else:
        print(f"{OTHER} is left out: pip install {OTHER}")
    names = "".join(f"{name:>9}" for name in readings if name != "floor")
    print(f"{'':40}floor s{names}  glyphs letters places")
    seconds, differ = dict.fromkeys(readings, 0.0), Counter[str]()
    for pdf in args.pdfs:
        try:
            spent = {name: least_seconds(read, pdf, args.repeats) for name, read in readings.items()}
            found = differences(pdf) if find_spec(OTHER) else Differences()
        except (DocumentError, pdfium.PdfiumError, RuntimeError, OSError, ValueError) as error:
            print(f"{pdf.name:40}{error}", flush=True)
            differ["failed"] += 1
            continue
        _show(pdf.name, spent, found)
        seconds = {name: seconds[name] + least for name, least in spent.items()}
        differ.update(found._asdict())
        differ["apart"] += found.letters + found.places > 0
    if seconds["floor"]:
        _show("all", seconds, Differences(differ["glyphs"], differ["letters"], differ["places"]))
    if find_spec(OTHER):
        print(f"{differ['apart']} of {len(args.pdfs)} PDFs differ, {differ['failed']} cannot be compared")
    return 0


def loaded(path: Path) -> int:
    """Open every page with PDFium, and take its letters in one call; the number of letters."""
    count = 0
    document: Any = pdfium.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        here = text.count_chars()
        raw.FPDFText_GetText(text, 0, here, (c_ushort * (here + 1))())
        count += here
    document.close()
    return count


def oxide_glyphs(path: Path) -> list[list[Any]]:
    """pdf_oxide's glyphs, page by page."""
    document: Any = import_module(OTHER).PdfDocument(str(path))
    return [document.extract_chars(n) for n in range(document.page_count())]


def oxide_told(path: Path) -> list[list[tuple[Any, ...]]]:
    """What pdf_oxide's glyphs say of themselves, as far as Planlift has a use for it."""
    told = attrgetter(
        "char", "bbox", "origin_x", "origin_y", "font_name", "font_size", "color", "mcid", "rotation_degrees"
    )
    return [list(map(told, page)) for page in oxide_glyphs(path)]


def oxide_paths(path: Path) -> list[Any]:
    """What the pages draw, as pdf_oxide tells it."""
    document: Any = import_module(OTHER).PdfDocument(str(path))
    return [document.extract_paths(n) for n in range(document.page_count())]


def differences(path: Path) -> Differences:
    """On how many printed letters of a document, white space left out, the two readers do not agree."""
    glyphs = letters = places = 0
    for ours, theirs in zip(_pdfium_printed(path), oxide_glyphs(path), strict=True):
        others = [(c.char, c.origin_x, c.origin_y) for c in theirs if c.char.strip()]
        one, two = Counter(letter for letter, _, _ in ours), Counter(letter for letter, _, _ in others)
        cells = {(letter, math.floor(x / SAME_PLACE), math.floor(y / SAME_PLACE)) for letter, x, y in others}
        glyphs += len(ours)
        letters += ((one - two) + (two - one)).total()
        places += sum(not _near(cells, printed) for printed in ours)
    return Differences(glyphs, letters, places)


def _near(cells: set[tuple[str, int, int]], printed: Printed) -> bool:
    letter, x, y = printed[0], math.floor(printed[1] / SAME_PLACE), math.floor(printed[2] / SAME_PLACE)
    return any((letter, x + i, y + j) in cells for i in (0, -1, 1) for j in (0, -1, 1))


def _pdfium_printed(path: Path) -> list[list[Printed]]:
    """Letters and origins in the page's own space as PDFium tells them, page by page; what it made up is left out."""
    x, y = c_double(), c_double()
    document: Any = pdfium.PdfDocument(path)
    pages: list[list[Printed]] = []
    for page in document:
        text = page.get_textpage()
        found: list[Printed] = []
        for i in range(text.count_chars()):
            letter = chr(cast("int", raw.FPDFText_GetUnicode(text, i)))
            if raw.FPDFText_IsGenerated(text, i) == 1 or not letter.strip():
                continue
            raw.FPDFText_GetCharOrigin(text, i, byref(x), byref(y))
            found.append((letter, x.value, y.value))
        pages.append(found)
    document.close()
    return pages


def _show(name: str, seconds: dict[str, float], found: Differences) -> None:
    floor = seconds["floor"]
    ratios = "".join(f"{spent / floor:9.2f}" for reading, spent in seconds.items() if reading != "floor")
    print(f"{name[:39]:40}{floor:7.3f}{ratios}{found.glyphs:8}{found.letters:8}{found.places:7}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
