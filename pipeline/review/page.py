"""The review page of a run: one file with the pages, the cells and what can be said about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from normalise.corrections import COLUMNS
from normalise.records import Row
from normalise.registers import load_registers
from pipeline.outputs.published import Published
from pipeline.outputs.warned import Warned
from pipeline.pages.document import asset, render
from pipeline.pages.originals import Original
from pipeline.pages.pictures import draw_page
from pipeline.review.content import Content, Settled
from pipeline.review.decisions import ALIAS_COLUMNS, Files
from pipeline.review.items import Queue, queue

HERE = Path(__file__).parent
SCRIPTS = ("model.js", "viewer.js", "detail.js", "rows.js", "decide.js", "main.js")
# Pictures of a whole run together, in bytes: some 250 pages. Pages beyond are told of and not shown.
MOST_BYTES = 30_000_000
# Of the pages that one warning names, as many are shown: that a whole scan has no colours is seen on the first of them.
_PAGES_OF_WARNING = 3


@dataclass(frozen=True)
class Writing:
    """What a page needs to send decisions to the server that it comes from: a secret, and who is at the keyboard."""

    token: str
    who: str


@dataclass(frozen=True)
class Task:
    """What is reviewed: a run, its PDFs by plan, the files of decisions, and the command that lifts the plans again."""

    published: Published
    originals: Mapping[str, Original]
    files: Files
    again: str

    @cached_property
    def plan_ids(self) -> list[str]:
        """The plans of the run, in its order."""
        return [str(row["plan_id"]) for row in self.published.plans]

    @cached_property
    def queue(self) -> Queue:
        """The cells in the order in which to look at them."""
        return queue(self.published)

    @cached_property
    def warned(self) -> list[tuple[Warned, int | None]]:
        """What no cell shows, each with the place in the run of the first plan that it may be about."""
        plans = list(enumerate(self.published.plans))
        return [
            (one, next((n for n, row in plans if one.is_about(row)), None))
            for one in self.published.warned
            if one.doubtful
        ]

    @cached_property
    def drawn(self) -> "Drawn":
        """The pages, drawn when they are first asked for: a second or so for each. Raises DocumentError."""
        return _draw(self)


class Drawn(NamedTuple):
    """Pictures by name, and for each plan its pages by number: size in points and name of the picture."""

    pictures: dict[str, bytes]
    pages: list[dict[str, dict[str, object]]]


def review_page(task: Task, writing: Writing | None = None) -> bytes:
    """The page as UTF-8; with `writing` it sends decisions to its server, otherwise it offers them for download.

    Raises DocumentError where a PDF cannot be drawn, BadDecision where a file of decisions cannot be read.
    """
    data: dict[str, object] = {
        "run": {
            "fingerprint": task.published.fingerprint,
            "token": writing.token if writing else None,
            "who": writing.who if writing else "",
            "again": task.again,
            "corrections": str(task.files.corrections),
            "aliases": task.files.aliases.name,
            "held": task.published.held_back,
            "warned": [
                {"text": f"{one.file}: {one.text}", "plan": plan, "pages": one.pages} for one, plan in task.warned
            ],
            "columns": {"corrections": COLUMNS, "aliases": ALIAS_COLUMNS},
        },
        "plans": [_plan(row, task.originals[str(row["plan_id"])]) for row in task.published.plans],
        "pages": task.drawn.pages,
        **Content(task.published, task.queue, load_registers(), Settled.of(task.files)).values(),
    }
    return render(
        "Review of lifted plans - Planlift",
        asset("review.html", HERE),
        styles=[asset("base.css"), asset("review.css", HERE)],
        scripts=[asset("base.js"), *(asset(name, HERE) for name in SCRIPTS)],
        data={"data": data},
        pictures=task.drawn.pictures,
        sends=writing is not None,
    )


def _plan(row: Row, original: Original) -> dict[str, object]:
    return {
        "id": row["plan_id"],
        "title": row["title"],
        "code": row["council_code"],
        "when": row["quarter"] or row["financial_year"],
        "file": row["source_file"],
        "url": row["source_url"],
        "pages": row["page_count"],
        "problem": original.problem,
    }


def _draw(task: Task) -> Drawn:
    """Every page that has a cell, and those that warnings name.

    Pages with flagged cells are drawn first, as the items have them, so that a run with very many pages shows those.
    """
    plans = task.plan_ids
    wanted: dict[tuple[str, int], bool] = {}
    for one, plan in task.warned:
        wanted |= {(plans[plan], number): False for number in one.pages[:_PAGES_OF_WARNING] if plan is not None}
    for item in task.queue.items:
        for box in item.boxes:
            place = item.plan_id, box.page
            wanted[place] = wanted.get(place, False) or item.reading == "ocr"
    pictures: dict[str, bytes] = {}
    pages: list[dict[str, dict[str, object]]] = [{} for _ in plans]
    spent = 0
    for (plan_id, number), scanned in wanted.items():
        path = task.originals[plan_id].path
        if path is None or spent > MOST_BYTES:
            continue
        index = plans.index(plan_id)
        page = draw_page(path, number, scanned=scanned)
        if page is not None:
            name = f"{index}-{number}"
            pictures[name] = page.webp
            pages[index][str(number)] = {"width": page.width, "height": page.height, "picture": name}
            spent += len(page.webp)
    return Drawn(pictures, pages)
