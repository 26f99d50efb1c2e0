"""Small plans of an invented council, complete in every dataset, for the tests of the gate and the store."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from expectations.contract import DATASETS, dataset
from normalise.records import Fault

SHA = "ab" * 32


@dataclass
class Plan:
    """Stands in for a normalised plan."""

    plan_id: str
    datasets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def row(dataset_name: str, /, **values: Any) -> dict[str, Any]:
    """A row of dataset `dataset_name` with null wherever nothing is given."""
    return {**dict.fromkeys(dataset(dataset_name).columns), **values}


def plan(plan_id: str = "harrowmere/plan/2025-26", file: str = "plan.pdf", sha: str = SHA) -> Plan:
    """A plan that passes the gate without a warning: two deliverables, two actions, an indicator, provenance."""
    inks = {f"glyphs_in_{k}": n for k, n in {"cells": 900, "headings": 60, "furniture": 30, "prose": 400}.items()}
    post = {"lead_officer_published": "Director of Quays", "lead_officer": "Director of Quays", "lead_officer_id": "dq"}
    quarters = [
        ("2025/26 Q1", date(2025, 4, 1), date(2025, 6, 30), "green", "G"),
        ("2025/26 Q2", date(2025, 7, 1), date(2025, 9, 30), "not_reported", None),
    ]
    p = {"plan_id": plan_id}
    rows: dict[str, list[dict[str, Any]]] = {n: [] for n in DATASETS}
    rows["plans"] = [
        row("plans", **p, **inks, council_name="Harrowmere Council", title="Harrowmere Plan", plan_type="delivery_plan",
            financial_year="2025/26", source_file=file, source_sha256=sha, page_count=4, glyphs_unplaced=0, cells=12,
            cells_flagged=0, licence="OGL-UK-3.0"),
    ]  # fmt: skip
    rows["outcomes"] = [
        row("outcomes", **p, outcome_code=c, outcome=f"Outcome {c}", theme_code="1", theme="Water", page=2)
        for c in ("1.1", "1.2")
    ]
    rows["deliverables"] = [
        row("deliverables", **p, **post, deliverable_id=f"harrowmere/d{i}", sequence=i, title=f"Quay {i}: mend it",
            name=f"Quay {i}", description="mend it", outcome_codes=["1.1", "1.2"][:i], start_date=date(2025, 4, 1),
            start_quarter="2025/26 Q1", delivery_date=date(2026, 3, 31), delivery_quarter="2025/26 Q4",
            officer_match="exact", officer_score=100.0, pages=[3, 4],
            other=[{"heading": "Budget", "text": "=SUM(A1)"}])
        for i in (1, 2)
    ]  # fmt: skip
    rows["actions"] = [
        row("actions", **p, **post, action_id=f"harrowmere/a{i}", sequence=i, outcome_code="1.1", action_code=f"A{i}",
            title="-3 berths \"closed\", two open\nsee the map", committees=["H+T", "A&G"],
            links=[{"text": "map", "url": "https://example.org/m"}], pages=[4])
        for i in (1, 2)
    ]  # fmt: skip
    rows["rag_status"] = [
        row("rag_status", **p, action_id=f"harrowmere/a{i}", quarter=q, period_start=s, period_end=e, status=status,
            status_published=letter, fill="#00ff00" if letter else None, evidence="both" if letter else None, page=4)
        for i in (1, 2) for q, s, e, status, letter in quarters
    ]  # fmt: skip
    rows["kpis"] = [
        row("kpis", **p, kpi_id="harrowmere/k1", kpi_code="K1", title="Berths in use", unit="%", target_published="90",
            target=90.0, quarter="2025/26 Q1", value_published="-3.5", value=-3.5, status="red", direction="down",
            page=4),
    ]  # fmt: skip
    rows["officers"] = [
        row("officers", **p, lead_officer_id="dq", lead_officer="Director of Quays", grade="Director",
            portfolio="Quays", published="Director of Quays", seen=4),
    ]  # fmt: skip
    rows["cells"] = [
        row("cells", **p, dataset="deliverables", record_id="harrowmere/d1", field="title", published="Quay 1: mend it",
            value="Quay 1: mend it", page=page, x0=10.0, top=20.5, x1=90.0, bottom=40.0, reading="ruled",
            repairs=["split_row"], confidence=0.97)
        for page in (3, 4)
    ] + [
        row("cells", **p, dataset="rag_status", record_id="harrowmere/a1", field="rag_q1", published="G", value="green",
            page=4, x0=1.0, top=2.0, x1=3.0, bottom=4.0, reading="tagged", repairs=[], confidence=1.0),
    ]  # fmt: skip
    return Plan(plan_id, rows)
