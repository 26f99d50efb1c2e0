"""What a page may hold before it is read at all, so that a file made to exhaust its reader is refused at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from extractors.errors import LimitExceeded

# Pixels a point: the finest at which a page is drawn to look at its colours (scanned pages have a bound of their own).
DRAWN_AT = 2.0


@dataclass(frozen=True)
class PageLimits:
    """At most so many pages of a document; characters, drawn objects and pixels of a page."""

    pages: int
    glyphs: int
    objects: int
    pixels: int

    def check_document(self, path: Path, pages: int) -> None:
        """Raise LimitExceeded where `path` has too many pages."""
        self._check(path, "pages", pages, f"it has {pages:,} pages")

    def check_page(self, path: Path, number: int, page: Any, width: float, height: float) -> None:
        """Raise LimitExceeded where a loaded page has too many objects, or too many pixels for its size in points."""
        import pypdfium2.raw as raw  # the limits themselves are asked for where no page is read

        objects = cast("int", raw.FPDFPage_CountObjects(page))
        self._check(path, "objects", objects, f"page {number} has {objects:,} drawn objects")
        pixels = int(width * height * DRAWN_AT**2)
        self._check(path, "pixels", pixels, f"page {number} is {width:,.0f} by {height:,.0f} points")

    def check_text(self, path: Path, number: int, textpage: Any) -> None:
        """Raise LimitExceeded where a page has too many characters."""
        import pypdfium2.raw as raw

        glyphs = cast("int", raw.FPDFText_CountChars(textpage))
        self._check(path, "glyphs", glyphs, f"page {number} has {glyphs:,} characters")

    def _check(self, path: Path, name: str, found: int, told: str) -> None:
        most = int(getattr(self, name))
        if found > most:
            raise LimitExceeded(path, f"{told} (`{name}` is {most:,})")
