"""Draws progress-report.toml: prose, aims and their priorities, the RAG table of the actions, and the indicators."""

from collections import Counter
from typing import Any

from sheet import BOLD, HEIGHT, WIDTH, Cell, Grid, Sheet, arrow, register_fonts

_PURPLE, _PALE = "#3b2a63", "#e9e4f3"


def draw(report: dict[str, Any]) -> bytes:
    """The report as a PDF. `report` is the parsed content file; the same content gives the same bytes."""
    register_fonts()
    first = _draw(report, 0)
    last = _draw(report, first.page)
    return last.finish()


def _draw(report: dict[str, Any], total: int) -> Sheet:
    sheet = Sheet(f"{report['title']}, {report['period']}", report["council"], total)
    _cover(sheet, report)
    _prose(sheet, report)
    _priorities(sheet, report)
    _actions(sheet, report)
    _kpis(sheet, report)
    return sheet


def _cover(sheet: Sheet, report: dict[str, Any]) -> None:
    sheet.new_page()
    sheet.box(0, 0, WIDTH, HEIGHT * 0.62, _PURPLE, None)
    sheet.box(0, HEIGHT * 0.62, WIDTH, 10, "#f2b134", None)
    sheet.words(report["council"], 60, 110, size=18, ink="#ffffff")
    sheet.words(report["title"], 60, 190, font=BOLD, size=28, ink="#ffffff")
    sheet.words(report["period"], 60, 235, size=20, ink="#ffffff")
    sheet.words(report["strapline"], 60, HEIGHT * 0.62 + 60, size=14)
    sheet.words(report["prepared"], 60, HEIGHT * 0.62 + 85, size=11)


def _prose(sheet: Sheet, report: dict[str, Any]) -> None:
    names = {status["key"]: status["name"] for status in report["status"]}
    rows = [row for group in report["group"] for row in group["actions"]]
    counts = Counter(names[row[5].rstrip("!")] for row in rows if row[5])
    numbers = {name: counts[name] for name in names.values()} | {"total": len(rows)}
    sheet.new_page()
    for section in report["section"]:
        sheet.heading(section["heading"])
        for words in section["paragraphs"]:
            sheet.paragraph(words.format(**numbers))


def _priorities(sheet: Sheet, report: dict[str, Any]) -> None:
    sheet.new_page()
    sheet.heading("Our aims and priorities")
    for aim in report["aim"]:
        sheet.heading(aim["name"], size=11.5)
        for code, words in aim["priorities"]:
            sheet.paragraph(f"{code} {words}")


def _heading(*texts: str) -> list[Cell]:
    return [Cell(text, fill=_PURPLE, ink="#ffffff", font=BOLD, size=7.5) for text in texts]


def _actions(sheet: Sheet, report: dict[str, Any]) -> None:
    fills = {status["key"]: status["fill"] for status in report["status"]}
    legend = [(status["label"], status["fill"]) for status in report["status"]]
    header = _heading(
        "Priority", "Ref", report["actions_heading"], "Lead officer", "Committee", "Q1 RAG", "Q2 RAG", "Progress update"
    )
    grid = Grid(sheet, (50, 46, 168, 108, 66, 36, 36, 252), header, legend, spanning=True)
    grid.begin_page()
    aims = {code: aim["name"] for aim in report["aim"] for code, _ in aim["priorities"]}
    shown = None
    for group in report["group"]:
        if aims[group["priority"]] != shown:
            shown = aims[group["priority"]]
            grid.band(Cell(shown, fill=_PALE, font=BOLD))
        for ref, action, officer, committees, *statuses, update in group["actions"]:
            rag = [
                Cell(status if not status.endswith("!") else "", fills.get(status[:1]), font=BOLD, centred=True)
                for status in statuses
            ]
            left = [Cell(group["priority"], font=BOLD), Cell(ref), Cell(action), Cell(officer)]
            grid.row([*left, Cell(committees, centred=True), *rag, Cell(update)])
        grid.end_span()


def _kpis(sheet: Sheet, report: dict[str, Any]) -> None:
    fills = {status["key"]: status["fill"] for status in report["status"]}
    legend = [(status["label"], status["fill"]) for status in report["status"] if status["key"] in "GAR"]
    header = _heading("Ref", "Indicator", "Tier", "Unit", "Target 2025/26", "Q1", "Q2", "Direction", "Status")
    grid = Grid(sheet, (42, 300, 40, 70, 78, 60, 60, 60, 52), header, legend)
    grid.begin_page()
    for ref, indicator, tier, unit, *numbers, direction, status in report["kpis"]["rows"]:
        values = [Cell(number, centred=True) for number in numbers]
        rag = Cell(status, fills[status], font=BOLD, centred=True)
        grid.row([Cell(ref), Cell(indicator), Cell(tier, centred=True), Cell(unit), *values, arrow(direction), rag])
