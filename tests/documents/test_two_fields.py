"""One column whose heading names two fields, and whose cells hold both, is two."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.quayside import rows_of, sheet_of

XS = (40.0, 80.0, 280.0, 420.0, 560.0)
DATES, LEADS = ("June 2025", "31 March 2026", "Q3 2025/26"), ("Head of Ports", "Director of Place", "Fleet Manager")
STATUSES = ("On track", "Delayed", "Complete")


def read(tmp_path: Path, heads: tuple[str, str], cells: list[tuple[str, str]]) -> list[PublishedRow]:
    """The records of a table whose last two columns have these headings and cells."""
    sheet = sheet_of(tmp_path)
    rows = [(f"D{n}", f"Mend the sea wall at bay {n}", *own) for n, own in enumerate(cells)]
    sheet.table(XS, [60 + 32 * k for k in range(len(rows) + 2)], [("Ref", "Deliverable", *heads), *rows])
    document = read_document(sheet.save())
    assert [p.ink.unplaced for p in document.plans] == [0]
    return rows_of(document)


def texts(rows: list[PublishedRow], field: str) -> list[str]:
    return [r.fields[field].text for r in rows]


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("Lead officer and timescale", "{lead}\n{date}"),
        ("Lead officer / timescale", "{lead} / {date}"),
        ("Lead officer and due date", "{lead} ({date})"),
        ("Timescale and lead", "{date} {lead}"),
        ("Lead and timescale", "{lead} {date}"),
    ],
)
def test_a_lead_and_a_date_in_one_cell_are_two(tmp_path: Path, heading: str, form: str) -> None:
    cells = [(form.format(lead=LEADS[n % 3], date=DATES[n % 3]), STATUSES[n % 3]) for n in range(5)]
    found = read(tmp_path, (heading, "Status"), cells)
    assert texts(found, "lead_officer") == [LEADS[n % 3] for n in range(5)]
    assert texts(found, "delivery") == [DATES[n % 3] for n in range(5)]
    assert not any(c.flag for r in found for c in r.cells)


@pytest.mark.parametrize("form", ["{date} - {status}", "{date}\n{status}", "{status}: {date}", "{status} {date}"])
def test_a_date_and_a_status_in_one_cell_are_two(tmp_path: Path, form: str) -> None:
    cells = [(LEADS[n % 3], form.format(date=DATES[n % 3], status=STATUSES[n % 3])) for n in range(5)]
    found = read(tmp_path, ("Lead officer", "Timescale and status"), cells)
    assert texts(found, "delivery") == [DATES[n % 3] for n in range(5)]
    assert texts(found, "status") == [STATUSES[n % 3] for n in range(5)]
    assert not any(c.flag for r in found for c in r.cells)


def test_a_cell_that_holds_one_of_two_fields_stays_whole_and_both_are_flagged(tmp_path: Path) -> None:
    cells = [(f"{LEADS[n % 3]} / {DATES[n % 3]}", STATUSES[n % 3]) for n in range(11)]
    cells[4] = ("Head of Ports", "Delayed")
    found = read(tmp_path, ("Lead officer / timescale", "Status"), cells[:10])
    assert [n for n, r in enumerate(found) if r.fields["lead_officer"].flag and r.fields["delivery"].flag] == [4]
    assert found[4].fields["lead_officer"].text == "Head of Ports"


def test_cells_that_nothing_parts_are_flagged_as_both(tmp_path: Path) -> None:
    cells = [(LEADS[n % 3], f"{STATUSES[n % 3]} as of {DATES[n % 3]}, we think") for n in range(5)]
    found = read(tmp_path, ("Lead officer", "Timescale and status"), cells)
    assert all(r.fields[f].flag for r in found for f in ("delivery", "status"))


@pytest.mark.parametrize(("labelled", "flagged"), [(6, 0), (4, 4), (1, 0)])
def test_leads_told_within_the_titles_of_some_rows_alone_put_these_in_doubt(
    tmp_path: Path, labelled: int, flagged: int
) -> None:
    sheet = sheet_of(tmp_path)
    told = ["\nLead: Head of Ports" if n < labelled else "" for n in range(6)]
    rows = [(f"D{n + 1}", f"Mend the sea wall at bay {n}{told[n]}", DATES[n % 3], STATUSES[n % 3]) for n in range(6)]
    sheet.table(XS, [60 + 32 * k for k in range(8)], [("Ref", "Deliverable", "Due date", "Status"), *rows])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["title"].flag for r in found] == ["likely_field"] * flagged + [None] * (6 - flagged)
    assert ("lead_officer" in found[0].fields) == (labelled == 6)
