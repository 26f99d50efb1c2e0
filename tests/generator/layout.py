"""Lays a plan out on pages with our own hands, so that every overshoot, split and gap is there on purpose."""

from random import Random

from tests.generator.flow import Flow
from tests.generator.ink import Box, Rule, Sheets, Text
from tests.generator.metrics import face, width
from tests.generator.plan import Decoy, Plan
from tests.generator.spec import Spec
from tests.generator.table_layout import TableLayout
from tests.generator.wider import second


def lay_out(plan: Plan, spec: Spec) -> Sheets:
    """All pages of the plan, ready to be painted, with the record of splits and of cells that no rule can decide."""
    flow = Flow(plan, spec)
    if spec.front:
        _front(flow)
    flow.paragraph(plan.council, 20, bold=True)
    flow.paragraph(plan.title, 14, bold=True, after=16)
    for text in plan.prose:
        flow.paragraph(text, 10)
    if plan.outcomes:
        flow.paragraph("Our outcomes", 12, bold=True)
        for code, text in plan.outcomes:
            flow.paragraph(f"{code}  {text}", 10, after=3)
    before, after = plan.decoys[::2], plan.decoys[1::2]
    for decoy in before:
        _decoy(flow, decoy)
    if spec.start == "new_page":
        flow.new_page()
    elif spec.start == "half_way":
        flow.y = max(flow.y, flow.sheets.height * 0.5)
    _announced_table(flow)
    if plan.second:
        flow.plan, flow.spec = plan.second, second(spec)
        _announced_table(flow, len(plan.rows))
        flow.plan, flow.spec = plan, spec
    for decoy in after:
        _decoy(flow, decoy)
    return flow.sheets


_CAPTIONS = {"deliverables": "What we will deliver", "actions": "Progress against our actions", "kpis": "Measures"}


def _announced_table(flow: Flow, first: int = 0) -> None:
    """The table of the flow's plan with its caption, its key and its notes; its rows count from `first`."""
    plan, spec = flow.plan, flow.spec
    key = _key_table if spec.key.startswith("table") else _legend
    below = spec.key.endswith("below")
    if not below:
        key(flow)
    flow.need(60)
    flow.paragraph(_CAPTIONS[plan.kind], 12, bold=True)
    TableLayout(flow, Random(spec.seed + 1)).run(first)  # noqa: S311
    flow.y += 4 if plan.notes else 0
    for note in plan.notes:
        flow.paragraph(note, 7.0, after=1)
    flow.y += 20
    if below:
        key(flow)


def _front(flow: Flow) -> None:
    """A cover, and a page that says what is where."""
    flow.y = flow.sheets.height * 0.35
    flow.page.shapes.append(Box(0, 0, flow.sheets.width, flow.sheets.height * 0.25, "#24405e"))
    flow.paragraph(flow.plan.title, 26, bold=True)
    flow.paragraph(f"{flow.plan.council} | July 2025", 12)
    flow.new_page()
    flow.paragraph("Contents", 16, bold=True)
    themes = [s.theme for s in flow.plan.sections if s.theme]
    font = face(flow.spec.font)
    for i, name in enumerate(("Introduction", _CAPTIONS[flow.plan.kind], *themes)):
        flow.page.texts.append(Text(flow.left, flow.y + 10, name, font, 10))
        flow.page.texts.append(Text(flow.right - 12, flow.y + 10, str(3 + i), font, 10))
        flow.y += 18
    flow.new_page()


def _key_table(flow: Flow) -> None:
    """A small ruled table of colours and what they mean."""
    items = flow.plan.legend
    if not items:
        return
    bold, wide = face(flow.spec.font, bold=True), (60.0, 200.0)
    flow.need(16.0 * (len(items) + 1) + 20)
    rows = (("Rating", "Meaning"), *((i.mark, i.label) for i in items))
    for i, row in enumerate(rows):
        if colour := items[i - 1].colour if i else None:
            flow.page.shapes.append(Box(flow.left, flow.y, wide[0], 16, colour))
        x = flow.left
        for w, text in zip(wide, row, strict=True):
            if text:
                flow.page.texts.append(
                    Text(x + 4, flow.y + 11, text, face(flow.spec.font, text=text) if i else bold, 8)
                )
            flow.page.shapes += [Rule(x, flow.y, x + w, flow.y), Rule(x, flow.y, x, flow.y + 16)]
            x += w
        flow.page.shapes.append(Rule(x, flow.y, x, flow.y + 16))
        flow.y += 16
    flow.page.shapes.append(Rule(flow.left, flow.y, flow.left + sum(wide), flow.y))
    flow.y += 16


def _legend(flow: Flow) -> None:
    """A row of coloured boxes with their words, or one line of words where nothing is coloured."""
    items = flow.plan.legend
    if not items:
        return
    font = face(flow.spec.font)
    flow.need(30)
    x = flow.left
    flow.page.texts.append(Text(x, flow.y + 10, "Key:", font, 8))
    x += 26
    for item in items:
        if item.colour:
            flow.page.shapes.append(Box(x, flow.y + 1, 14, 12, item.colour))
        if item.mark and len(item.mark) == 1:
            flow.page.texts.append(Text(x + 3, flow.y + 10, item.mark, face(flow.spec.font, text=item.mark), 8))
        flow.page.texts.append(Text(x + 19, flow.y + 10, item.label, font, 8))
        x += 19 + width(item.label, font, 8) + 18
    flow.y += 24


def _decoy(flow: Flow, decoy: Decoy) -> None:
    """A plain ruled table of its own columns, or leader dots for a table of contents."""
    bold, font = face(flow.spec.font, bold=True), face(flow.spec.font)
    flow.need(40 + 16 * len(decoy.rows))
    flow.paragraph(decoy.caption, 12, bold=True, after=4)
    if decoy.caption == "Contents":
        for name, number in decoy.rows:
            flow.paragraph(f"{name} {'.' * (60 - len(name))} {number}", 10, after=2)
        flow.y += 10
        return
    each = (flow.right - flow.left) / len(decoy.headings)
    size = 8.0
    while max(width(t, bold, size) for row in (decoy.headings, *decoy.rows) for t in row) > each - 8:
        size -= 0.5
    for i, row in enumerate((decoy.headings, *decoy.rows)):
        for j, text in enumerate(row):
            x = flow.left + j * each
            flow.page.texts.append(Text(x + 4, flow.y + 11, text, font if i else bold, size))
            flow.page.shapes += [Rule(x, flow.y, x + each, flow.y), Rule(x, flow.y, x, flow.y + 16)]
        flow.page.shapes.append(Rule(flow.right, flow.y, flow.right, flow.y + 16))
        flow.y += 16
    flow.page.shapes.append(Rule(flow.left, flow.y, flow.right, flow.y))
    flow.y += 16
