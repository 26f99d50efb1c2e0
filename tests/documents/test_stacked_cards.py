"""Cards of small labels over their values, some of which no rule knows."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import BOLD, EDGES, HEADINGS, row, rows_of, sheet_of


def test_a_label_that_no_rule_knows_ends_the_value_above_it(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 700.0))
    for n in range(6):
        y = 70.0 + 100 * n
        title, *facts = row(n)
        sheet.text(48, y, title, font=BOLD, size=12)
        for x, label, value in zip((48, 260, 420), ("LEAD OFFICER", "DUE DATE", "STATUS"), facts, strict=True):
            sheet.text(x, y + 18, label, size=6.5)
            sheet.text(x, y + 29, value)
        for k, (label, text) in enumerate((("LATEST UPDATE", f"Bay {n} is dry."), ("THINGS TO COME", f"Bay {n + 1}."))):
            sheet.text(48, y + 44 + 23 * k, label, size=6.5)
            sheet.text(48, y + 55 + 23 * k, text)
    found = rows_of(read_document(sheet.save()))
    names = ("title", "lead_officer", "delivery", "status", "update")
    assert [tuple(r.fields[f].text for f in names) for r in found] == [(*row(n), f"Bay {n} is dry.") for n in range(6)]
    assert [[(h, c.text) for h, c in r.other] for r in found] == [
        [("THINGS TO COME", f"Bay {n + 1}.")] for n in range(6)
    ]


def test_tiles_of_measures_that_stand_in_no_table_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(760.0, 640.0))
    sheet.table(EDGES, [60 + 20 * n for n in range(5)], [HEADINGS, *(row(n) for n in range(4))])
    for n in range(6):
        x, y = 40.0 + 180 * (n % 3), 260.0 + 90 * (n // 3)
        sheet.grid((x, x + 160), (y, y + 70))
        sheet.text(x + 6, y + 16, f"M{n} Potholes mended in ward {n}", font=BOLD)
        sheet.text(x + 6, y + 44, f"{60 + n}%", size=18)
        sheet.text(x + 6, y + 62, f"Target: {70 + n}%")
    document = read_document(sheet.save())
    assert any("6 lines such as 'Target: 70%' look like those of measures" in w for w in document.warnings)


def test_a_status_under_its_label_is_none_of_the_title_below_it(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 640.0))
    for n in range(6):
        y = 70.0 + 85 * n
        title, *facts = row(n)
        sheet.text(48, y, title, font=BOLD, size=12)
        for k, (label, value) in enumerate(zip(("LEAD OFFICER", "DUE DATE", "STATUS"), facts, strict=True)):
            sheet.text(48, y + 15 + 20 * k, label, size=6.5)
            sheet.text(48, y + 24 + 20 * k, value)
    found = rows_of(read_document(sheet.save()))
    names = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in names) for r in found] == [row(n) for n in range(6)]
