"""The comparison as one self-contained page without scripts; every text of a plan is escaped by the template."""

from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz.distance import Indel

from normalise.records import Row
from pipeline.compare.changes import Change
from pipeline.compare.compare import Comparison
from pipeline.compare.rules import TIERS, kinds
from pipeline.compare.table import amount
from pipeline.pages.document import asset, render
from pipeline.pages.templates import template

_FOLDER = Path(__file__).parent
_NOUNS = {
    "plans": "plan",
    "themes": "theme",
    "outcomes": "outcome",
    "deliverables": "deliverable",
    "actions": "action",
    "kpis": "indicator",
}
_HOW = {
    "confirmed": "confirmed by a person",
    "id": "recognised by its identifier",
    "code": "recognised by code and wording",
    "wording": "recognised by wording",
}
# Kinds whose two texts are shown with what is gone and what is new marked.
_MARKED = ("reworded", "unsure")


def compare_page(found: Comparison) -> bytes:
    """The page as UTF-8."""
    urls = {str(row["plan_id"]): _address(row) for pair in found.plans.pairs for row in pair}
    tiers: list[dict[str, Any]] = []
    for tier, title in TIERS.items():
        mine = [change for change in found.changes if change.tier == tier]
        counts = Counter(change.kind for change in mine)
        listed = [(kind, counts[name]) for name, kind in kinds().items() if counts[name]]
        tiers.append({"id": tier, "title": title, "kinds": listed, "changes": [_shown(c, urls) for c in mine]})
    title = "What has changed"
    body = template(_FOLDER, "compare.html").render(
        title=title,
        pairs=[(_plan(old), _plan(new)) for old, new in found.plans.pairs],
        recognised=[(_NOUNS[name], count) for name, count in found.recognised.items() if count],
        tiers=[tier for tier in tiers if tier["changes"]],
        total=len(found.changes),
    )
    styles = [asset("base.css"), asset("compare.css", _FOLDER)]
    return render(f"{title} - Planlift", body, styles=styles, scripts=[], data={})


def _shown(change: Change, urls: dict[str, str | None]) -> dict[str, Any]:
    kind = kinds()[change.kind]
    old, new = ([("same", text)] if text else [] for text in (change.old, change.new))
    if change.kind in _MARKED and change.old and change.new:
        old, new = marked(change.old, change.new)
    return {
        "kind": kind,
        "amount": amount(change),
        "noun": _NOUNS[change.dataset],
        "code": change.code,
        "title": change.title,
        "field": change.field.replace("_", " ") if change.field else None,
        "old": old,
        "new": new,
        "quarter": change.quarter,
        "how": _HOW[change.matched] if change.matched else None,
        "score": change.score,
        "flag": change.flag.replace("_", " ") if change.flag else None,
        "names": [
            f"{plan}#{record}"
            for plan, record in ((change.old_plan, change.old_record), (change.new_plan, change.new_record))
            if plan and record and change.kind == "unsure"
        ],
        "places": [
            {"which": which, "page": page, "url": f"{url}#page={page}" if (url := urls.get(plan or "")) else None}
            for which, plan, page in (
                ("Before", change.old_plan, change.old_page),
                ("After", change.new_plan, change.new_page),
            )
            if page
        ],
    }


def marked(old: str, new: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Both texts in pieces, each `same` as in the other text, or `gone` (of the old one), or `come` (of the new one).

    Words are compared, not letters: half-changed words are hard to read.
    """
    one, other = old.split(), new.split()
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for step in Indel.opcodes(one, other):
        gone, come = " ".join(one[step.src_start : step.src_end]), " ".join(other[step.dest_start : step.dest_end])
        if step.tag == "equal":
            left.append(("same", gone))
            right.append(("same", come))
        elif gone:
            left.append(("gone", gone))
        elif come:
            right.append(("come", come))
    return left, right


def _plan(row: Row) -> dict[str, Any]:
    when = row["quarter"] or row["financial_year"]
    return {"id": row["plan_id"], "title": row["title"], "council": row["council_name"], "when": when}


def _address(plan: Row) -> str | None:
    """Where the PDF is published, without a fragment; None unless it is on the web."""
    url = str(plan["source_url"] or "").split("#")[0]
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
