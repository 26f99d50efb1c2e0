"""`warnings.csv`: what a run noticed that no cell's flag tells, a line each: rows that may be lost, counts that differ.

Flags stand on cells; what is missing has none. The verdict on a document counts what reading and checking noticed.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from extractors.pagelists import pages_listed
from normalise.records import Row
from normalise.spreadsheet import made_safe, restored

NAME = "warnings.csv"
# The pages were read with a doubt that no cell stands for; a rule about the data is broken; something about the
# document had to be inferred, or could not be checked.
Origin = Literal["reading", "checking", "source"]
COLUMNS = ("file", "plan_id", "origin", "warning")


@dataclass(frozen=True)
class Warned:
    """One warning: of which file, of which of its plans ("" for the file as a whole), from which stage, in words."""

    file: str
    plan_id: str
    origin: Origin
    text: str

    @property
    def doubtful(self) -> bool:
        """Whether something may be wrong or lost."""
        return self.origin != "source"

    def is_about(self, plan: Row) -> bool:
        """Whether it is about this plan, a row of `plans`, or about its file as a whole."""
        return self.plan_id == plan["plan_id"] if self.plan_id else self.file == plan["source_file"]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that it names, none where it is about no page."""
        return pages_listed(self.text)


def doubts_about(warned: Iterable[Warned], plan: Row) -> list[Warned]:
    """Those that say that something of a plan, a row of `plans`, or of its file may be wrong or lost."""
    return [one for one in warned if one.doubtful and one.is_about(plan)]


def so_many_tell(number: int) -> str:
    """`1 warning tells`, `2 warnings tell`."""
    return "1 warning tells" if number == 1 else f"{number:,} warnings tell"


def write_warnings(folder: Path, warned: Iterable[Warned]) -> None:
    """Write the list into the folder of a run's outputs, in the order of files and plans. Raises OSError."""
    # A file name may hold bytes that are no text.
    with (folder / NAME).open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        # Sorting is stable: warnings of one plan stay in the order of its pages.
        for one in sorted(warned, key=lambda w: (w.file, w.plan_id, w.origin)):
            writer.writerow([made_safe(value) for value in (one.file, one.plan_id, one.origin, one.text)])


def read_warnings(folder: Path) -> tuple[Warned, ...]:
    """The list in the folder of a run's outputs; none where the run wrote none."""
    try:
        with (folder / NAME).open(encoding="utf-8", newline="") as stream:
            rows = [[restored(row[name] or "") for name in COLUMNS] for row in csv.DictReader(stream)]
    except FileNotFoundError:
        return ()
    return tuple(Warned(file, plan_id, cast("Origin", origin), text) for file, plan_id, origin, text in rows)
