"""Writing a comparison into a folder: a CSV for machines and spreadsheets, a page for people."""

import csv
import io
from dataclasses import astuple
from pathlib import Path

from normalise.spreadsheet import made_safe
from pipeline.compare.changes import COLUMNS
from pipeline.compare.compare import Comparison
from pipeline.compare.page import compare_page
from pipeline.files.saving import save_in

PAGE, TABLE = "compare.html", "changes.csv"


def write(found: Comparison, folder: Path) -> None:
    """Write the page and the CSV into `folder` and say so. Raises CannotSave.

    The CSV is as those of a run: UTF-8, RFC 4180, nothing for null, no text that a spreadsheet takes for a formula.
    """
    page, table = folder / PAGE, folder / TABLE
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_value(value) for value in astuple(change)] for change in found.changes)
    save_in(folder, {PAGE: compare_page(found), TABLE: text.getvalue().encode()})
    print(f"{page}: open it in a browser, it needs no network")
    print(f"{table}: the same, one line for each change")


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return made_safe(value) if isinstance(value, str) else "" if value is None else str(value)
