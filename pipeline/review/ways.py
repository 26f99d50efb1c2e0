"""The three ways to review a run: a page to keep, a page that is served, decisions that come back from a page."""

import csv
import getpass
import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from normalise.corrections import COLUMNS
from pipeline.files.saving import save_in
from pipeline.folders import CORRECTIONS, DEFAULT_IN, DEFAULT_OUT
from pipeline.outputs.published import read_reviewed
from pipeline.pages import REVIEW
from pipeline.pages.originals import find_originals
from pipeline.review.decisions import (
    ALIAS_COLUMNS,
    BadDecision,
    Checker,
    Files,
    Kept,
    decisions_in,
    keep_aliases,
    keep_corrections,
)
from pipeline.review.page import Task, review_page
from pipeline.review.server import Server


def task(clean: Path, places: Sequence[Path]) -> Task:
    """The review of the run, or the held-back plan, in `clean`, whose PDFs are looked for in `places`.

    Raises NoOutputs.
    """
    published = read_reviewed(clean)
    originals = find_originals(published.plans, places)
    given = [str(place) for place in places if place != DEFAULT_IN]
    out = [] if published.run == DEFAULT_OUT else ["--out", str(published.run)]
    again = shlex.join(["planlift", "run", *given, *out])
    return Task(published, originals, Files(CORRECTIONS), again)


def write(work: Task, folder: Path) -> None:
    """Write the page into `folder` and say so. Raises CannotSave."""
    file = folder / REVIEW
    _prepare(work)
    page = review_page(work)
    save_in(folder, {REVIEW: page})
    print(f"{file}: {len(page) / 1e6:.1f} MB; open it in a browser, it needs no network")


def serve(work: Task, port: int) -> None:
    """Serve the page until interrupted. Raises CannotServe where the port is taken."""
    _prepare(work)
    with Server(work, getpass.getuser(), port) as server:
        print(f"Review the run at {server.address}")
        print("Decisions are written to the project at once. Ctrl-C ends the review.", flush=True)
        try:
            server.run()
        except KeyboardInterrupt:
            print("The review has ended.")


def take(work: Task, files: Sequence[Path]) -> None:
    """Add the decisions of downloaded files to the project's own.

    Every decision of a file is checked before the first is added. Raises BadDecision, CannotSave or LockHeld.
    """
    check = Checker(work.published)
    for file in files:
        columns = _columns(file)
        rows = decisions_in(file, columns)
        if columns == COLUMNS:
            checked = [check.correction(row, row["who"], _day(row["when"], file)) for row in rows]
            target, kept = work.files.corrections, keep_corrections(work.files.corrections, checked)
        else:
            told = [check.alias({**row, "plan": check.plan_of(row["council"])}, row["decided_by"]) for row in rows]
            target, kept = work.files.aliases, keep_aliases(work.files.aliases, told)
        print(f"{file}: {_told(kept)} in {target}")
    print(f"To publish what they say, run: {work.again}")


def _told(kept: Kept) -> str:
    return f"{kept.added} added, {kept.known} already there,"


def _columns(file: Path) -> tuple[str, ...]:
    """Those of the kind of decisions that `file` holds."""
    if not file.is_file():
        raise BadDecision("no such file", where=str(file), fix="name a file downloaded from a review page")
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            heading = set(csv.DictReader(stream).fieldnames or ())
    except (OSError, csv.Error) as error:
        fix = "name a file downloaded from a review page"
        raise BadDecision(f"cannot be read: {error}", where=str(file), fix=fix) from error
    for columns in (COLUMNS, ALIAS_COLUMNS):
        if set(columns) <= heading:
            return columns
    raise BadDecision(
        "holds neither corrections nor aliases", where=str(file), fix="name a file downloaded from a review page"
    )


def _day(text: str, file: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDecision(f"{text!r} is no date", where=str(file), fix="write it as 2025-06-30") from error


def _prepare(work: Task) -> None:
    """Draw the pages, and say what cannot be drawn, before anybody waits for them in a browser."""
    for problem in dict.fromkeys(found.problem for found in work.originals.values() if found.problem):
        print(f"planlift: {problem}", file=sys.stderr)
    if any(found.path for found in work.originals.values()):
        print("drawing the pages", file=sys.stderr, flush=True)
    drawn = len(work.drawn.pictures)
    wanted = len({(item.plan_id, box.page) for item in work.queue.items for box in item.boxes})
    if 0 < drawn < wanted:
        print(f"planlift: {wanted - drawn} of {wanted} pages are not shown", file=sys.stderr)
