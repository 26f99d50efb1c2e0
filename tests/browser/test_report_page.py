"""The report as a person reads it: from a figure to its rows, from a row to its page."""

from dataclasses import replace
from pathlib import Path

import pytest
from browsers import Open, violations
from made_runs import made_run, records
from normalise_plans import action, actions_table, cell, deliverable, deliverables_table, kpi, kpis_table, plan
from playwright.sync_api import expect

from pipeline.outputs.published import read_published
from pipeline.outputs.warned import Warned, write_warnings
from pipeline.report.page import report_page

HOSTILE = (
    "<script>caught.push('ran')</script><img src=x onerror=\"caught.push('ran')\"> \"quotes\" & =cmd|' /C calc'!A0"
)
GREEN, RED, AMBER, BLUE = (
    {"text": letter, "column": 5, "fill": fill}
    for letter, fill in (("G", "#92d050"), ("R", "#ff0000"), ("A", "#ffc000"), ("B", "#00b0f0"))
)


def rated(code: str, first: dict[str, object], second: dict[str, object], **fields: str) -> object:
    return action(code, rag_q1=cell(**first), rag_q2=cell(**second), rag_q3="", **fields)  # type: ignore[arg-type]


REPORT = plan(
    actions_table(
        [
            rated("A1.1.1", GREEN, AMBER),
            rated("A1.1.2", RED, GREEN, lead_officer="Head of Ponds"),
            rated("A1.1.3", AMBER, BLUE, title=HOSTILE, committees="E+C"),
            rated("A1.1.4", GREEN, GREEN, update="Nothing new"),
        ]
    ),
    deliverables_table(
        [
            deliverable("Parks: Plant trees", delivery="Q3 2025/26"),
            deliverable("Ponds: Dig them", delivery="Q4 2025/26"),
            deliverable("Paths: Lay them", delivery="Q2 2026/27"),
        ]
    ),
    kpis_table([kpi()]),
)
# The edition before: one of its deliverables was to be there sooner.
BEFORE = plan(deliverables_table([deliverable("Ponds: Dig them", start="Q1 2024/25", delivery="Q3 2025/26")]))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    plans = [
        records(REPORT, url="https://plans.example.org/q2.pdf", quarter="2025/26 Q2", title="Report"),
        records(BEFORE, financial_year="2024/25", title="Earlier plan", quarter=None),
    ]
    published = read_published(made_run(folder / "clean", plans))
    page = folder / "report.html"
    page.write_bytes(report_page(published, review="review.html"))
    return page


def test_a_figure_leads_to_its_rows_and_a_row_to_its_page(visit: Open, file: Path) -> None:
    page = visit(file).page
    page.locator(".tile a", has_text="Amber").click()
    rows = page.locator("#list .item")
    expect(page.locator("#rows-what")).to_have_text("Amber: 1 row. Show all rows")
    expect(page.locator("#rows")).to_be_focused()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("A1.1.1")
    expect(rows).to_contain_text("▼ Worsened")
    expect(rows.get_by_role("link", name="Page 2")).to_have_attribute("href", "https://plans.example.org/q2.pdf#page=2")
    cell_link = rows.get_by_role("link", name="See the cell").get_attribute("href")
    assert (
        cell_link == "review.html#cell=cheshire-east%2Freport%2F2025-26-q2%23cheshire-east%2F2025-26%2Fa1.1.1%7Ctitle"
    )
    page.get_by_role("link", name="Show all rows").click()
    expect(rows).to_have_count(7)
    page.fill("#search", "ponds")
    expect(rows).to_have_count(2)


def test_what_no_cell_shows_is_told_of_the_plan_that_it_is_about(visit: Open, tmp_path: Path) -> None:
    folder = made_run(tmp_path / "clean", [records(REPORT, title="Report", quarter="2025/26 Q2")])
    lost = Warned("absent.pdf", "", "reading", "page 2: look for lost rows")
    write_warnings(folder, [lost, Warned("absent.pdf", "", "source", "inferred"), replace(lost, file="other.pdf")])
    (tmp_path / "report.html").write_bytes(report_page(read_published(folder)))
    page = visit(tmp_path / "report.html").page
    expect(page.get_by_role("heading", name="What no cell shows")).to_be_visible()
    expect(page.locator("#warned li")).to_have_text(["page 2: look for lost rows"])
    assert violations(page) == []


def test_what_tells_plans_apart_comes_first_where_one_is_chosen(visit: Open, file: Path) -> None:
    texts = visit(file).page.locator("#plan option").all_inner_texts()
    assert [text.partition(", Cheshire")[0] for text in texts] == ["2025/26 Q2, Report", "2024/25, Earlier plan"]


def test_what_moved_is_counted_and_marked_without_colour(visit: Open, file: Path) -> None:
    page = visit(file).page
    moves = page.locator(".moves")
    expect(moves).to_contain_text("From 2025/26 Q1 to 2025/26 Q2")
    for told in ("▼ 1 worsened", "▲ 1 improved", "✓ 1 completed", "= 1 unchanged"):
        expect(moves).to_contain_text(told)
    first = page.locator(".heat tbody tr", has_text="A1.1.1")
    assert [mark.strip() for mark in first.locator("td .status [aria-hidden]").all_inner_texts()] == ["G", "A"]
    moves.get_by_role("link", name="completed").click()
    # the list follows the address a moment after the click
    expect(page.locator("#list .item")).to_have_count(1)
    expect(page.locator("#list .item")).to_contain_text("A1.1.3")


def test_what_is_due_and_what_slipped_follow_the_quarter_that_is_chosen(visit: Open, file: Path) -> None:
    page = visit(file).page
    due = page.locator("section", has=page.get_by_role("heading", name="Due next quarter"))
    slipped = page.locator("section", has=page.get_by_role("heading", name="Slipped"))
    expect(page.locator("#as-of")).to_have_value("2025/26 Q2")
    expect(due).to_contain_text("1 row due in 2025/26 Q3")
    expect(due).to_contain_text("Parks")
    expect(slipped).to_contain_text("put off by 1 quarter, from 2025/26 Q3 to 2025/26 Q4")
    page.select_option("#as-of", "2025/26 Q3")
    expect(due).to_contain_text("1 row due in 2025/26 Q4")
    expect(due).to_contain_text("Ponds")


def test_charts_lead_to_rows_by_officer_committee_and_deliverable(visit: Open, file: Path) -> None:
    page = visit(file).page
    officers = page.get_by_role("group", name="By lead officer")
    officers.locator("a:has([aria-label='Head of Ponds, green: 1 row'])").click()
    expect(page.locator("#list .item")).to_have_count(1)
    expect(page.locator("#list .item")).to_contain_text("A1.1.2")
    page.get_by_role("group", name="By committee").locator("a").first.click()
    expect(page.locator("#rows-what")).to_contain_text("E+C")
    page.get_by_role("group", name="Timeline").locator("a", has=page.locator("[aria-label^='Paths']")).click()
    expect(page.locator("#list .item")).to_have_count(1)
    expect(page.locator("#list .item")).to_contain_text("Lay them")
    expect(page.locator(".kpis tbody tr")).to_contain_text("91.5%")


def test_hostile_text_is_shown_and_nothing_is_asked_of_the_network(visit: Open, file: Path) -> None:
    visited = visit(file)
    expect(visited.page.locator(".heat")).to_contain_text(HOSTILE)
    assert visited.page.locator("main img, main script").count() == 0
    assert [url for url in visited.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_axe_finds_nothing_against_the_page(visit: Open, file: Path, width: int, scheme: str) -> None:
    page = visit(file, width=width, scheme=scheme).page
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    expect(page.locator("#choose")).to_be_hidden()
    expect(page.locator("#as-of-print")).to_have_text("As at the end of 2025/26 Q2.")
    expect(page.locator(".heat")).to_be_visible()


def test_another_quarter_can_be_asked_for(tmp_path: Path) -> None:
    published = read_published(made_run(tmp_path / "clean", [replace(records(REPORT))]))
    assert b'"asOf":"2026/27 Q1"' in report_page(published, "2026/27 Q1")
