"""The report of a run: one file with its plans, actions, ratings, deliverables and indicators.

The page's scripts count and draw; what is here gives them rows, each with the place where it is printed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from expectations.contract import dataset
from normalise.corrections import record_name
from normalise.periods.calendar import quarter_label, year_label, year_start
from normalise.records import Row
from pipeline.compare.pairs import age
from pipeline.outputs.published import Published
from pipeline.outputs.warned import doubts_about
from pipeline.pages.document import asset, render

HERE = Path(__file__).parent
VENDOR = ("vendor/d3.min.js", "vendor/plot.min.js")
SCRIPTS = ("facts.js", "rows.js", "ratings.js", "charts.js", "lists.js", "main.js")


def report_page(published: Published, as_of: str | None = None, review: str | None = None) -> bytes:
    """The page as UTF-8.

    `as_of` is the quarter (`2025/26 Q2`) that the page starts from instead of each plan's own; `review` the address of
    the review page of the same run, where rows are to lead to it.
    """
    plans = [_plan(row, published, as_of) for row in published.plans]
    data: dict[str, object] = {
        "review": review,
        "statuses": _statuses(),
        "plans": plans,
    }
    return render(
        "How the plans are going - Planlift",
        asset("report.html", HERE),
        styles=[asset("base.css"), asset("report.css", HERE)],
        scripts=[*(asset(name) for name in VENDOR), asset("base.js"), *(asset(name, HERE) for name in SCRIPTS)],
        data={"data": data},
    )


def _statuses() -> Mapping[str, str]:
    """Every status with its meaning, in the order of the contract."""
    field = next(f for f in dataset("rag_status").fields if f.name == "status")
    return dict(field.vocabulary or {})


def _plan(row: Row, published: Published, as_of: str | None) -> dict[str, object]:
    plan_id = str(row["plan_id"])

    def mine(name: str) -> list[Row]:
        return [r for r in published.rows[name] if r["plan_id"] == plan_id]

    outcomes = mine("outcomes")
    themes = {str(o["theme_code"]): str(o["theme"]) for o in outcomes if o["theme_code"] and o["theme"]}
    ratings: dict[str, dict[str, dict[str, object]]] = {}
    for rag in mine("rag_status"):
        if rag["quarter"]:
            told = {"status": rag["status"], "printed": rag["status_published"], "page": rag["page"]}
            ratings.setdefault(str(rag["action_id"]), {})[str(rag["quarter"])] = told
    quarters = sorted({quarter for told in ratings.values() for quarter in told})
    reported = sorted(
        {
            q
            for told in ratings.values()
            for q, one in told.items()
            if one["status"] not in ("not_reported", "scheduled")
        }
    )
    earlier = _earlier(row, published)
    return {
        "id": plan_id,
        "title": row["title"],
        "council": row["council_name"],
        "when": row["quarter"] or row["financial_year"],
        "url": row["source_url"],
        "file": row["source_file"],
        "licence": row["licence"],
        "cells": row["cells"],
        "flagged": row["cells_flagged"],
        "warned": [one.text for one in doubts_about(published.warned, row)],
        "themes": themes,
        "outcomes": {str(o["outcome_code"]): o["outcome"] for o in outcomes},
        "quarters": quarters,
        "asOf": as_of or row["quarter"] or (reported[-1] if reported else _known_by(row, published)),
        "rows": [
            *(_action(r, plan_id, ratings.get(str(r["action_id"]), {})) for r in mine("actions")),
            *(_deliverable(r, plan_id, earlier) for r in mine("deliverables")),
        ],
        "kpis": _kpis(mine("kpis"), plan_id),
    }


def _known_by(plan: Row, published: Published) -> str | None:
    """The quarter from which to look at a plan that reports on none itself.

    That of the newest report of its council in the run, or the one before its year, so that its first comes next.
    """
    council = str(plan["plan_id"]).split("/", 1)[0]
    reports = [
        str(o["quarter"]) for o in published.plans if o["quarter"] and str(o["plan_id"]).startswith(f"{council}/")
    ]
    year = plan["financial_year"]
    before = [quarter_label(year_label(year_start(str(year)) - 1), 4)] if year else []
    return max([*reports, *before], default=None)


def _common(row: Row, plan_id: str, kind: str, record_id: str) -> dict[str, object]:
    pages = cast("Sequence[int] | None", row.get("pages")) or [row.get("page")]
    return {
        "kind": kind,
        "record": record_name(plan_id, record_id),
        "title": row["title"],
        "officer": row["lead_officer"],
        "theme": row["theme_code"],
        "delivery": row["delivery_quarter"],
        "deliveryDate": row["delivery_date"],
        "printed": row["delivery_published"],
        "update": row["update"],
        "page": pages[0],
    }


def _action(row: Row, plan_id: str, ratings: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    return {
        **_common(row, plan_id, "action", str(row["action_id"])),
        "code": row["action_code"],
        "outcomes": [row["outcome_code"]] if row["outcome_code"] else [],
        "committees": row["committees"] or [],
        "ratings": ratings,
    }


def _deliverable(row: Row, plan_id: str, earlier: Mapping[str, str]) -> dict[str, object]:
    return {
        **_common(row, plan_id, "deliverable", str(row["deliverable_id"])),
        "name": row["name"],
        "outcomes": row["outcome_codes"] or [],
        "committees": [],
        "start": row["start_quarter"],
        "startDate": row["start_date"],
        "status": row["status"],
        "before": earlier.get(str(row["deliverable_id"])),
    }


def _earlier(plan: Row, published: Published) -> dict[str, str]:
    """The delivery quarter of each deliverable in the newest earlier plan of the run that has the same one."""
    ages = {str(other["plan_id"]): age(other) for other in published.plans}
    older = [r for r in published.rows["deliverables"] if ages[str(r["plan_id"])] < age(plan) and r["delivery_quarter"]]
    older.sort(key=lambda r: ages[str(r["plan_id"])])
    return {str(r["deliverable_id"]): str(r["delivery_quarter"]) for r in older}


def _kpis(rows: Sequence[Row], plan_id: str) -> list[dict[str, object]]:
    """One entry for each indicator, with its values by quarter."""
    found: dict[str, dict[str, object]] = {}
    values: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        key = str(row["kpi_id"])
        found[key] = {
            "record": record_name(plan_id, key),
            "code": row["kpi_code"],
            "title": row["title"],
            "unit": row["unit"],
            "target": row["target"],
            "targetPrinted": row["target_published"],
            "page": row["page"],
        }
        told = {name: row[name] for name in ("quarter", "value", "status", "direction", "update")}
        values.setdefault(key, []).append({**told, "printed": row["value_published"]})
    return [{**entry, "values": sorted(values[key], key=lambda v: str(v["quarter"]))} for key, entry in found.items()]
