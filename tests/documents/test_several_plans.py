"""Several plans in one file that is no agenda pack: one after the other, or two on one page."""

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak, Paragraph, Table, TableStyle

from extractors.document import read_document
from normalise.corrections import Corrections
from normalise.document import normalise_plan
from normalise.records import PlanRecords
from normalise.registers import load_registers
from normalise.source import Source
from tests.packs import BODY, COVER, H1, pdf, ruled

OFFICERS = ("Head of Ports", "Head of Parks", "Director of Place")
REGISTERS = load_registers()


def deliverables(about: str) -> list[Flowable]:
    rows = [(f"Mend {about} number {n}", OFFICERS[n % 3], f"Q{n % 4 + 1}", "B") for n in range(5)]
    return [ruled((("Action", "Lead officer", "Due date", "Status"), *rows), (200, 120, 90, 50))]


def rated(about: str) -> list[Flowable]:
    rows = [(f"Mend {about} number {n}", OFFICERS[n % 3], "G", "A") for n in range(5)]
    return [ruled((("Action", "Lead officer", "Q1", "Q2"), *rows), (200, 120, 50, 50))]


def lifted(file: Path) -> list[PlanRecords]:
    source = Source("plans.pdf", "ab" * 32, 2)
    return [normalise_plan(p, source, REGISTERS, Corrections()) for p in read_document(file).plans]


def test_plans_with_titles_alike_are_plans_of_their_own_and_share_council_and_legend(tmp_path: Path) -> None:
    key = Table([["B: at risk", "G: on track", "C: complete"]])
    fills = ("#ff0000", "#92d050", "#00b0f0")
    key.setStyle(TableStyle([("BACKGROUND", (c, 0), (c, 0), fill) for c, fill in enumerate(fills)]))
    story = [
        Paragraph("Saltmere District Council", COVER), Paragraph("Harbours service plan 2025/26", H1), key,
        *deliverables("the quay"), PageBreak(), Paragraph("Parks service plan 2025/26", H1), *deliverables("the gate"),
    ]  # fmt: skip
    plans = [r.datasets["plans"][0] for r in lifted(pdf(tmp_path / "plans.pdf", story))]
    assert [(p["title"], p["council_name"]) for p in plans] == [
        ("Harbours service plan 2025/26", "Saltmere District Council"),
        ("Parks service plan 2025/26", "Saltmere District Council"),
    ]
    document = read_document(tmp_path / "plans.pdf")
    assert document.plans[1].legend == document.plans[0].legend != ()


def test_chapters_of_one_plan_stay_together(tmp_path: Path) -> None:
    story = [
        Paragraph("Harbours service plan 2025/26", COVER), *deliverables("the quay"), PageBreak(),
        Paragraph("Small harbours plan 2025/26", H1), *deliverables("the gate"),
    ]  # fmt: skip
    assert len(read_document(pdf(tmp_path / "plans.pdf", story)).plans) == 1


def test_a_second_plan_on_the_page_is_told_and_its_quarters_are_those_of_its_own_year(tmp_path: Path) -> None:
    story = [
        Paragraph("Saltmere District Council", BODY),
        Paragraph("Delivery plan 2025/26", H1), *deliverables("the quay"),
        Paragraph("Progress report on the delivery plan 2024/25", H1), *rated("the gate"),
    ]  # fmt: skip
    file = pdf(tmp_path / "plans.pdf", story)
    (records,) = lifted(file)
    assert {r["quarter"] for r in records.datasets["rag_status"]} == {"2024/25 Q1", "2024/25 Q2"}
    assert {str(r["delivery_quarter"])[:7] for r in records.datasets["deliverables"]} == {"2025/26"}
    (told,) = (w for w in read_document(file).warnings if "a plan of its own" in w)
    assert "Progress report on the delivery plan 2024/25" in told
