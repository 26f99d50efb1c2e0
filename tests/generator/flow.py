"""The place on the pages where the next thing is printed, and the furniture of each page."""

from tests.generator.ink import Page, Sheets, Text
from tests.generator.metrics import face, width, wrap
from tests.generator.plan import Plan
from tests.generator.spec import Spec

A4 = (595.0, 842.0)
MARGIN = 42.0


class Flow:
    """The place where the next thing goes: a page and how far down it (`y`), between `top` and `bottom`."""

    def __init__(self, plan: Plan, spec: Spec) -> None:
        short, long = A4
        self.sheets = Sheets(*((long, short) if spec.landscape else (short, long)))
        self.plan, self.spec = plan, spec
        self.left, self.right = MARGIN, self.sheets.width - MARGIN
        self.top, self.bottom = MARGIN + 14, self.sheets.height - MARGIN - 16
        self.y = self.top
        self.page = self._fresh()

    def _fresh(self) -> Page:
        page = Page()
        self.sheets.pages.append(page)
        if self.spec.furniture:
            small = face(self.spec.font)
            number = f"Page {len(self.sheets.pages)}"
            page.texts.append(Text(self.left, MARGIN, self.plan.council, small, 7.5, "#555555"))
            foot = self.sheets.height - MARGIN + 8
            page.texts.append(Text(self.left, foot, self.plan.title, small, 7.5, "#555555"))
            page.texts.append(Text(self.right - width(number, small, 7.5), foot, number, small, 7.5, "#555555"))
        if self.spec.margins:
            small, left, low = face(self.spec.font), self.left - 20, self.sheets.height / 2
            page.texts.append(Text(left, low, self.plan.title, small, 7.5, "#555555", turned=True))
            page.texts.append(Text(left, self.bottom - 30, str(len(self.sheets.pages)), small, 8))
        return page

    def new_page(self) -> None:
        """Turn to a new page."""
        self.page = self._fresh()
        self.y = self.top

    def need(self, height: float) -> None:
        """Turn the page unless `height` points are left."""
        if self.y + height > self.bottom:
            self.new_page()

    def paragraph(self, text: str, size: float, *, bold: bool = False, after: float = 8.0) -> None:
        """Print `text` over the whole width."""
        font = face(self.spec.font, bold=bold)
        for line, _ in wrap(text, font, size, self.right - self.left):
            self.need(size * 1.3)
            self.page.texts.append(Text(self.left, self.y + size, line, font, size))
            self.y += size * 1.3
        self.y += after
