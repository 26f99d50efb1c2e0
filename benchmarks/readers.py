"""The readers of tables that `extraction.py` measures, each as a function from a PDF to the texts of its cells.

    python benchmarks/readers.py READER REPEATS PDF

reads the PDF with one of them and prints, as JSON, the least CPU seconds of the repeats (imports and the first reading
left out), the same for reading every glyph and its box with PDFium in the same process, the process's peak memory in
MiB, and the cells' texts. A process of its own for each reader keeps their memory, and their copies of PDFium, apart.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from ctypes import byref
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

Reader = Callable[[Path], list[str]]


def glyphs(path: Path) -> list[str]:
    """Every glyph and its box, read with PDFium one by one: what any reader built on PDFium has to do at least."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    rect = raw.FS_RECTF()
    place = byref(rect)
    document: Any = pdfium.PdfDocument(path)
    boxes: list[tuple[int, float, float, float, float]] = []
    for page in document:
        text = page.get_textpage()
        for i in range(text.count_chars()):
            raw.FPDFText_GetLooseCharBox(text, i, place)
            boxes.append((raw.FPDFText_GetUnicode(text, i), rect.left, rect.bottom, rect.right, rect.top))
    document.close()
    return []


def planlift(path: Path) -> list[str]:
    """From the PDF to normalised rows; the texts are those published."""
    from extractors.document import read_document
    from normalise.corrections import Corrections
    from pipeline.document.lift import normalise
    from pipeline.given.sources import read_sidecar

    document = read_document(path)
    normalise(path, "0" * 64, read_sidecar(path), document, Corrections())
    rows = [row for plan in document.plans for table in plan.tables for row in table.rows]
    return [cell.text for row in rows for cell in (*row.fields.values(), *(c for _, c in row.other))]


def pdfplumber(path: Path) -> list[str]:
    """`extract_tables` on every page."""
    peer: Any = import_module("pdfplumber")

    with peer.open(path) as document:
        return _texts(row for page in document.pages for table in page.extract_tables() for row in table)


def camelot(path: Path, flavor: str) -> list[str]:
    """Every page with one of Camelot's flavours."""
    peer: Any = import_module("camelot")

    tables: Any = peer.read_pdf(str(path), pages="all", flavor=flavor)
    return _texts(row for table in tables for row in table.df.to_numpy().tolist())


def pymupdf(path: Path) -> list[str]:
    """`find_tables` on every page."""
    peer: Any = import_module("pymupdf")

    document: Any = peer.open(path)
    return _texts(row for page in document for table in page.find_tables().tables for row in table.extract())


def tablers(path: Path) -> list[str]:
    """`find_tables` on every page, with the texts of the cells."""
    peer: Any = import_module("tablers")

    document: Any = peer.Document(path)
    found = [cell.text for page in document.pages() for table in peer.find_tables(page, True) for cell in table.cells]
    document.close()
    return _texts([found])


def img2table(path: Path) -> list[str]:
    """Tables seen in the rendered pages, with the texts of the PDF."""
    peer: Any = import_module("img2table.document")

    tables: Any = peer.PDF(path).extract_tables()
    found = [table for page in tables.values() for table in page]
    return _texts([c.value for c in row] for table in found for row in table.content.values())


READERS: dict[str, Reader] = {
    "glyphs": glyphs,
    "planlift": planlift,
    "tablers": tablers,
    "pdfplumber": pdfplumber,
    "camelot-lattice": lambda path: camelot(path, "lattice"),
    "camelot-auto": lambda path: camelot(path, "auto"),
    "camelot-network": lambda path: camelot(path, "network"),
    "pymupdf": pymupdf,
    "img2table": img2table,
}
# The package of each peer, where it is not of the reader's name.
PACKAGES = {name: name.partition("-")[0] for name in READERS if name not in ("glyphs", "planlift")}


def _texts(rows: Iterable[Iterable[object]]) -> list[str]:
    return [str(cell) for row in rows for cell in row if cell]


def least_seconds(reader: Callable[[Path], object], path: Path, repeats: int) -> float:
    """The CPU seconds of the fastest of so many readings."""
    times: list[float] = []
    for _ in range(repeats):
        began = time.process_time()
        reader(path)
        times.append(time.process_time() - began)
    return min(times)


def main() -> int:
    """Measure one reader on one PDF."""
    name, repeats, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    cells = READERS[name](path)
    if name == "planlift":
        from pipeline.executors import collecting

        # as in the processes of a run
        collecting.seldom()
        collecting.leave_imported()
    seconds = least_seconds(READERS[name], path, repeats)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    glyphs(path)
    floor = least_seconds(glyphs, path, repeats)
    print(json.dumps({"seconds": seconds, "floor": floor, "peak": peak, "cells": cells}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
