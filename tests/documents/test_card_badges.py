"""Cards as magazines set them: a number in a badge beside the title, a coloured sign before the status."""

from pathlib import Path

from reportlab.lib.colors import HexColor

from extractors.document import read_document
from tests.quayside import BOLD, OFFICERS, rows_of, sheet_of
from tests.sheets import Sheet

TITLES = (
    ("Rebuild the adventure", "playground"),
    ("Inspect every tower",),
    ("Consult tenants on a new", "policy on rents"),
)
RATED = ("In trouble", "On course", "Slipping")
COLOURS = ("#b0183c", "#0a7d5a", "#d97d0d")


def circle(sheet: Sheet, x: float, y: float, radius: float, colour: str) -> None:
    sheet.canvas.setFillColor(HexColor(colour))
    sheet.canvas.circle(x, sheet.size[1] - y, radius, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))


def write_card(sheet: Sheet, x: float, y: float, n: int) -> float:
    """Card `n`, its badge a little lower than the title's first line; where the next one begins."""
    circle(sheet, x + 9, y - 3, 9, "#c2185b")
    sheet.text(x + (6 if n < 9 else 3), y + 1.5, str(n + 1), size=9.5, font=BOLD)
    for k, line in enumerate(TITLES[n % 3]):
        sheet.text(x + 24, y + 14 * k, line, size=12, font=BOLD)
    y += 14 * len(TITLES[n % 3]) + 2
    sheet.text(x, y, f"Lead officer: {OFFICERS[n % 3]}")
    sheet.text(x, y + 13, f"Milestone date: July 20{26 + n}")
    sheet.text(x, y + 26, "Status:")
    circle(sheet, x + 36, y + 23, 4, COLOURS[n % 3])
    sheet.text(x + 44, y + 26, "Behind schedule")
    sheet.text(x, y + 39, f"Progress so far: Part {n} is done.")
    return y + 62


def test_a_number_in_a_badge_is_no_part_of_the_title_and_ends_none(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 640.0))
    for x, first in ((40.0, 0), (330.0, 6)):
        y = 60.0
        for n in range(first, first + 6):
            y = write_card(sheet, x, y, n)
    found = sorted(rows_of(read_document(sheet.save())), key=lambda r: int(r.fields["code"].text))
    assert [r.fields["title"].text for r in found] == [" ".join(TITLES[n % 3]) for n in range(12)]
    assert [r.fields["code"].text for r in found] == [str(n + 1) for n in range(12)]
    assert [r.fields["update"].text for r in found] == [f"Part {n} is done." for n in range(12)]
    assert not any(c.flag for r in found for c in r.fields.values())


def test_the_sign_between_a_label_and_a_status_has_its_colour(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 640.0))
    y = 60.0
    for n in range(6):
        y = write_card(sheet, 40.0, y, n)
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["status"].fill for r in found] == [COLOURS[n % 3] for n in range(6)]


def write_crowned(sheet: Sheet, x: float, y: float, n: int) -> None:
    """A card with its code and its status in pills over the title, labels without colons, one over its text."""
    for at, words, colour in ((x, f"{n // 4 + 1}.{n % 4 + 1}", "#f0b23d"), (x + 150, RATED[n % 3], COLOURS[n % 3])):
        sheet.canvas.setFillColor(HexColor(colour))
        width = 10 + sheet.canvas.stringWidth(words, BOLD, 8.5)
        sheet.canvas.roundRect(at - 5, sheet.size[1] - y - 4, width, 12, 5, stroke=0, fill=1)
        sheet.canvas.setFillColor(HexColor("#000000"))
        sheet.text(at, y, words, size=8.5, font=BOLD)
    for k, line in enumerate(TITLES[n % 3]):
        sheet.text(x, y + 20 + 12 * k, line, size=11, font=BOLD)
    y += 22 + 12 * len(TITLES[n % 3])
    for k, (label, value) in enumerate((("Who leads", OFFICERS[n % 3]), ("Finish by", f"July 20{26 + n}"))):
        sheet.text(x, y + 13 * k, label, font=BOLD)
        sheet.text(x + 76, y + 13 * k, value)
    sheet.text(x, y + 32, "Where we are now", font=BOLD)
    sheet.lines(x, y + 43, f"Part {n} is done\nand the next has begun.")


def test_cards_with_a_code_and_a_status_over_the_title_and_labels_without_colons(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 640.0))
    for n in range(7):
        if n == 4:
            sheet.text(50, 311, "A greener district", size=15)
        write_crowned(sheet, 40.0 + 270 * (n % 2), 60.0 + 130 * (n // 2) + (40 if n > 3 else 0), n)
    found = sorted(rows_of(read_document(sheet.save())), key=lambda r: r.fields["code"].text)
    names = ("title", "status", "lead_officer", "delivery", "update")
    assert [tuple(r.fields[f].text for f in names) for r in found] == [
        (
            " ".join(TITLES[n % 3]),
            RATED[n % 3],
            OFFICERS[n % 3],
            f"July 20{26 + n}",
            f"Part {n} is done and the next has begun.",
        )
        for n in range(7)
    ]
    assert [r.fields["status"].fill for r in found] == [COLOURS[n % 3] for n in range(7)]
    assert not any(c.flag for r in found for c in r.fields.values())
