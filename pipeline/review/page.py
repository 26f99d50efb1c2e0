"""The review page of a run: one file with the pages, the cells and what can be said about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from normalise.corrections import COLUMNS, record_name
from normalise.flags import UNEXPLAINED
from normalise.records import Row
from normalise.registers import load_registers
from normalise.text import fold
from pipeline.pages.document import asset, render
from pipeline.pages.originals import Original
from pipeline.pages.pictures import draw_pages
from pipeline.published import Published
from pipeline.review.candidates import Candidates
from pipeline.review.decisions import ALIAS_COLUMNS, Files, decisions_in
from pipeline.review.forms import form_of
from pipeline.review.items import Item, Queue, queue, records

HERE = Path(__file__).parent
SCRIPTS = ("model.js", "viewer.js", "detail.js", "rows.js", "decide.js", "main.js")
# Pictures of a whole run together, in bytes: some 250 pages. Pages beyond are told of and not shown.
MOST_BYTES = 30_000_000


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
    def drawn(self) -> "Drawn":
        """The pages, drawn when they are first asked for: a second or so for each. Raises DocumentError."""
        return _pages(self, self.queue.items)


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
            "columns": {"corrections": COLUMNS, "aliases": ALIAS_COLUMNS},
        },
        "plans": [_plan(row, task.originals[str(row["plan_id"])]) for row in task.published.plans],
        "pages": task.drawn.pages,
        **_cells(task),
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
        "council": row["council_name"],
        "code": row["council_code"],
        "year": row["quarter"] or row["financial_year"],
        "file": row["source_file"],
        "url": row["source_url"],
        "pages": row["page_count"],
        "problem": original.problem,
    }


def _pages(task: Task, items: Sequence[Item]) -> Drawn:
    """Every page that has a cell.

    Pages with flagged cells are drawn first, as the items have them, so that a run with very many pages shows those.
    """
    plans = task.plan_ids
    wanted: dict[tuple[str, int], bool] = {}
    for item in items:
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
        for page in draw_pages(path, [(number, scanned)]):
            name = f"{index}-{page.number}"
            pictures[name] = page.webp
            pages[index][str(page.number)] = {"width": page.width, "height": page.height, "picture": name}
            spent += len(page.webp)
    return Drawn(pictures, pages)


def _cells(task: Task) -> dict[str, object]:
    """Groups, items, the forms of their fields and what each reason means, as the page's scripts read them."""
    ordered, plans = task.queue, task.plan_ids
    registers = load_registers()
    candidates = Candidates(task.published, registers)
    named = records(task.published)
    group_of = [n for n, (_, count) in enumerate(ordered.heads) for _ in range(count)]
    decided = {(row["record"], row["field"], row["expected"]) for row in decisions_in(task.files.corrections, COLUMNS)}
    doubtful = {
        (str(row["plan_id"]), fold(str(row["published"] or "")))
        for row in task.published.rows["officers"]
        if row["lead_officer_id"] is None
    }
    forms: dict[str, object] = {}
    items: list[dict[str, object]] = []
    for n, item in enumerate(ordered.items):
        record = record_name(item.plan_id, item.record_id)
        title, officer = named.get((item.plan_id, item.dataset, item.record_id), (item.record_id, ""))
        open_fields = [f.name for f in item.fields if f.flag]
        for field in item.fields:
            key = f"{item.dataset}.{field.name}"
            if key not in forms:
                forms[key] = form_of(item.dataset, field.name)._asdict()
        items.append(
            {
                "plan": plans.index(item.plan_id),
                "dataset": item.dataset,
                "record": record,
                "title": title,
                "officer": officer,
                "printed": item.published,
                "boxes": item.boxes,
                "reading": item.reading,
                "repairs": item.repairs,
                "group": group_of[n] if n < len(group_of) else -1,
                "decided": bool(open_fields)
                and all((record, name, item.published or "") in decided for name in open_fields),
                "alias": (item.plan_id, fold(item.published or "")) in doubtful and item.reading != "ocr",
                "fields": [
                    {
                        "name": f.name,
                        "value": f.value,
                        "sure": f.confidence,
                        "flag": f.flag,
                        "detail": f.detail,
                        "candidates": candidates.of(item, f) if f.flag else [],
                    }
                    for f in item.fields
                ],
            }
        )
    groups = [
        {
            "flag": group.flag,
            "cause": group.cause,
            "explanation": group.explanation,
            "todo": group.what_to_do,
            "cells": count,
        }
        for group, count in ordered.heads
    ]
    used = {f.flag for item in ordered.items for f in item.fields if f.flag}
    reasons = {code: registers.flags.get(code, UNEXPLAINED) for code in sorted(used)}
    return {
        "items": items,
        "groups": groups,
        "forms": forms,
        "reasons": {code: {"explanation": r.explanation, "todo": r.what_to_do} for code, r in reasons.items()},
    }
