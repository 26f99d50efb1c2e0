"""Second opinions: pdfplumber and Camelot read the same pages, and where they contradict us the cell is flagged.

`ask` collects what they see; `weigh` compares it with our document and does nothing else. Both libraries are slow to
import and slow to read, so they are met only when asked for.
"""

import logging
import math
import tomllib
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from extractors.confidence.sureness import doubted
from extractors.page import UNKNOWN, Box
from extractors.table import Piece, PublishedDocument, PublishedPlan, TableCell

FLAG = "second_opinion"

# Neither library has type stubs.
PlumberPage: TypeAlias = Any
CamelotTable: TypeAlias = Any
CamelotCell: TypeAlias = Any


@dataclass(frozen=True)
class OutsideCell:
    """A cell as another reader sees it: whose it is, its page (from 1), its box in points (top left), its text."""

    reader: str
    page: int
    box: Box
    text: str


@lru_cache(maxsize=1)
def _limits() -> Mapping[str, float]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def cross_check(
    document: PublishedDocument, path: Path, *, progress: Callable[[int, int], None] | None = None
) -> PublishedDocument:
    """`document`, read from the PDF at `path`, with cells flagged where the outside readers contradict them.

    `progress` is called with (pages done, pages) for the pages that hold cells of a plan. A reader that fails on a
    page becomes a warning of the document, and its opinion on that page is missing.
    """
    seen, problems = ask(path, pages_with_cells(document), progress=progress)
    checked = weigh(document, seen)
    return replace(checked, warnings=(*checked.warnings, *problems))


def pages_with_cells(document: PublishedDocument) -> tuple[int, ...]:
    """The pages, counted from 1, that hold a cell of a plan's tables."""
    return tuple(sorted({p.page for cell in _cells(document) for p in cell.pieces}))


def ask(
    path: Path, pages: Sequence[int], *, progress: Callable[[int, int], None] | None = None
) -> tuple[list[OutsideCell], list[str]]:
    """What pdfplumber and Camelot see on `pages` of the PDF at `path`: their cells, and what went wrong."""
    cells: list[OutsideCell] = []
    problems: list[str] = []
    if not pages:
        return cells, problems
    with _quiet():
        import camelot
        import pdfplumber

        with pdfplumber.open(path) as pdf:
            for done, number in enumerate(pages, 1):
                page = pdf.pages[number - 1]
                try:
                    cells += _ask_pdfplumber(page, number)
                except Exception as error:  # noqa: BLE001 (an outside library's fault must not cost us the document)
                    problems.append(_problem("pdfplumber", number, error, path))
                # On turned and on cropped pages Camelot lays its lines and its words out differently.
                if not page.rotation and tuple(page.cropbox) == tuple(page.mediabox):
                    try:
                        tables = camelot.read_pdf(path, pages=str(number), flavor="lattice", suppress_stdout=True)
                        cells += _camelot_cells(tables, number, page.height)
                    except Exception as error:  # noqa: BLE001
                        problems.append(_problem("Camelot", number, error, path))
                page.close()
                if progress is not None:
                    progress(done, len(pages))
    return cells, problems


def _problem(reader: str, page: int, error: Exception, path: Path) -> str:
    # Where the file lies is no part of what a run says of it.
    message = " ".join(str(error).replace(str(path), path.name).split())
    return f"page {page}: {reader} gives no second opinion: {type(error).__name__}" + (
        f": {message}" if message else ""
    )


@contextmanager
def _quiet() -> Generator[None]:
    """Hold back the libraries' chatter ("no tables found", font notes); what they raise still comes through."""
    loggers = [logging.getLogger(name) for name in ("camelot", "pdfminer", "pdfplumber", "playa")]
    before = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            for logger, level in zip(loggers, before, strict=True):
                logger.setLevel(level)


def _ask_pdfplumber(page: PlumberPage, number: int) -> list[OutsideCell]:
    # What the page displays begins at the corner of its CropBox; pdfplumber counts from that of its MediaBox.
    left, top = page.cropbox[0], page.cropbox[1]
    near = _limits()["line"]
    found: list[OutsideCell] = []
    for table in page.find_tables({"snap_tolerance": near, "join_tolerance": near}):
        for row, texts in zip(table.rows, table.extract(), strict=True):
            for box, text in zip(row.cells, texts, strict=True):
                if box is not None:
                    x0, y0, x1, y1 = box
                    shown = Box(x0 - left, y0 - top, x1 - left, y1 - top)
                    found.append(OutsideCell("pdfplumber", number, shown, text or ""))
    return found


def _camelot_cells(tables: Iterable[CamelotTable], number: int, height: float) -> list[OutsideCell]:
    """Camelot's cells, those without a line between them taken together, since it gives a merged cell in parts.

    Its origin is at the bottom left of the page, whose `height` is in points.
    """
    found: list[OutsideCell] = []
    for table in tables:
        group: dict[tuple[int, int], tuple[int, int]] = {}
        for r, row in enumerate(table.cells):
            for c, cell in enumerate(row):
                group[r, c] = (r, c)
                if c and not cell.left and not row[c - 1].right:
                    group[r, c] = group[r, c - 1]
                if r and not cell.top and not table.cells[r - 1][c].bottom:
                    above, here = group[r - 1, c], group[r, c]
                    for place, owner in group.items():
                        if owner == here:
                            group[place] = above
        members: defaultdict[tuple[int, int], list[CamelotCell]] = defaultdict(list)
        for (r, c), owner in sorted(group.items()):
            members[owner].append(table.cells[r][c])
        for parts in members.values():
            box = Box(
                min(p.x1 for p in parts),
                height - max(p.y2 for p in parts),
                max(p.x2 for p in parts),
                height - min(p.y1 for p in parts),
            )
            found.append(
                OutsideCell("Camelot", number, box, "\n".join(p.text.strip() for p in parts if p.text.strip()))
            )
    return found


def weigh(document: PublishedDocument, seen: Iterable[OutsideCell]) -> PublishedDocument:
    """`document` with the flag `second_opinion` on every cell whose text the other readers contradict.

    A reader has an opinion on a cell where it sees every piece of it as a cell of its own (see `second.toml`) and can
    decode its text. The cell is flagged where some reader differs and none agrees; white space and hyphens at the end
    of a line do not count. A cell that carries a flag keeps it, since the first doubt is the nearer one.
    """
    by_page: defaultdict[tuple[str, int], list[OutsideCell]] = defaultdict(list)
    for other in seen:
        by_page[other.reader, other.page].append(other)
    readers = sorted({reader for reader, _ in by_page})

    def judge(cell: TableCell) -> TableCell:
        opinions = {reader: _opinion(cell.pieces, reader, by_page) for reader in readers}
        held = {reader: text for reader, text in opinions.items() if text is not None}
        if cell.flag or not held or any(_agree(cell.text, text) for text in held.values()):
            return cell
        detail = "; ".join(f"{reader} reads: {' '.join(text.split()) or '(nothing)'}" for reader, text in held.items())
        return doubted(cell, FLAG, detail)

    def judge_plan(plan: PublishedPlan) -> PublishedPlan:
        return replace(plan, tables=tuple(t.mapped(lambda row: row.mapped(judge)) for t in plan.tables))

    return replace(document, plans=tuple(judge_plan(plan) for plan in document.plans))


def _cells(document: PublishedDocument) -> Iterable[TableCell]:
    for plan in document.plans:
        for table in plan.tables:
            for row in table.rows:
                yield from row.fields.values()
                yield from (cell for _, cell in row.other)


def _opinion(
    pieces: Sequence[Piece], reader: str, by_page: Mapping[tuple[str, int], Sequence[OutsideCell]]
) -> str | None:
    """What `reader` reads in the cell with these pieces, None where it does not see one of them or cannot decode it."""
    texts: list[str] = []
    for piece in pieces:
        box = Box(*piece[1:])
        same = [c for c in by_page.get((reader, piece.page), ()) if _shared(box, c.box) >= _limits()["same_cell"]]
        if not same:
            return None
        texts.append(max(same, key=lambda c: (_shared(box, c.box), c.box)).text)
    whole = "\n".join(texts)
    # Both are signs of a font that the reader could not map to Unicode.
    return None if not texts or "(cid:" in whole or UNKNOWN in whole else whole


def _shared(a: Box, b: Box) -> float:
    """Intersection over union of two boxes."""
    common = a.overlap(b)
    union = a.width * a.height + b.width * b.height - common
    return common / union if union > 0 and math.isfinite(union) else 0.0


def _agree(ours: str, theirs: str) -> bool:
    folded = _fold(ours)
    lines = [line.rstrip() for line in theirs.splitlines()]
    joined = "".join(
        line[:-1] if line.endswith(("-", "\u2010")) and n + 1 < len(lines) else line for n, line in enumerate(lines)
    )
    return folded in (_fold(theirs), _fold(joined))


def _fold(text: str) -> str:
    """Text by its visible characters: ligatures taken apart, white space, soft hyphens and controls left out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
