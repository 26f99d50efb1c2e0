"""The review page as a person uses it: look, choose, filter, decide, take the decisions away."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from browsers import Open, violations
from made_runs import made_run, records
from normalise_plans import action, actions_table, cell, deliverable, deliverables_table, plan
from plan_rows import Plan
from playwright.sync_api import expect
from published_runs import publish
from small_pdfs import ROWS, plan_pdf

from extractors.table import Piece
from normalise.corrections import load_corrections
from pipeline.outputs.warned import Warned, write_warnings
from pipeline.review import ways
from pipeline.review.decisions import Files
from pipeline.review.page import Task, review_page

HOSTILE = (
    "<script>caught.push('ran')</script><img src=x onerror=\"caught.push('ran')\"> \"quotes\" & =cmd|' /C calc'!A0"
)
RIGHT_TO_LEFT = "Head of \u05d2\u05e0\u05d9\u05dd (green)"


def placed(text: str, top: float, **more: object) -> object:
    return cell(text, pieces=(Piece(1, 60.0, top, 300.0, top + 20),), **more)


TABLES = (
    deliverables_table(
        [
            deliverable(
                delivery=placed("soon", 120),
                title=placed("Parks: Plant trees", 120, repairs=("split_row",)),
                outcome_codes=placed("1.1", 150),
            ),
            deliverable("Ponds: Dig them", delivery="soon", lead_officer=RIGHT_TO_LEFT, outcome_codes="1.2"),
            deliverable("Place: Mend it", lead_officer=placed("Executive Director of Pace", 180)),
            deliverable(HOSTILE),
        ]
    ),
    actions_table([action(), action("A1.1.2", rag_q1=cell("Q", 5), lead_officer="Head of Ponds", update=HOSTILE)]),
)


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Task:
    folder = tmp_path_factory.mktemp("review")
    pdf = plan_pdf(folder / "plan.pdf", pages=2)
    clean = made_run(folder / "clean", [records(plan(*TABLES), pdf, url="https://plans.example.org/plan.pdf")])
    return ways.task(clean, (folder,))


@pytest.fixture(scope="module")
def file(task: Task, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("page") / "review.html"
    page.write_bytes(review_page(task))
    return page


def test_flagged_cells_come_first_by_cause_and_choosing_one_shows_its_page(visit: Open, file: Path) -> None:
    page = visit(file).page
    expect(page.locator("#progress")).to_contain_text("0 of 4 flagged cells decided")
    # One decision settles both rows that print `soon`: they stand under one heading.
    expect(page.locator(".cause", has_text="soon")).to_have_count(1)
    expect(page.locator(".cause", has_text="soon")).to_contain_text("2 cells")
    opened = page.locator(".item.chosen")
    expect(opened).to_have_count(1)
    page.locator(".row", has_text="Parks").click()
    expect(opened).to_contain_text("The text is no period that the register of periods knows.")
    expect(page.locator("#page-title")).to_have_text("Page 1 of 3")
    assert page.locator("rect.chosen").get_attribute("y") == "120"
    expect(page.locator("#page-note a")).to_have_attribute("href", "https://plans.example.org/plan.pdf#page=1")
    # The other way round: a cell on the page opens its row.
    page.locator("rect.cell[y='150']").click()
    expect(opened).to_contain_text("Outcome codes")


def test_the_filters_and_the_search_choose_rows(visit: Open, file: Path) -> None:
    page = visit(file).page
    page.locator("#more-filters summary").click()
    shown = page.locator("#shown")

    def after(name: str, value: str) -> str:
        page.select_option("#filter-flag", "")
        page.select_option(f"#filter-{name}", value)
        told = shown.inner_text()
        page.select_option(f"#filter-{name}", "")
        return told

    page.select_option("#filter-flag", "")
    everything = shown.inner_text()
    assert after("flag", "unknown_period").startswith("2 cells")
    assert after("repair", "split_row") == "1 cell"
    assert after("officer", "Head of Ponds") != everything
    assert after("outcome", "1.2").startswith("7 cells")
    assert after("dataset", "rag_status").startswith("6 cells")
    page.fill("#search", "map of TREES")
    expect(shown).to_have_text("1 cell")
    page.fill("#search", "nothing prints this")
    expect(shown).to_have_text("No cell passes these filters.")


def test_a_plan_is_decided_with_the_keyboard_and_the_decisions_are_taken_away(
    visit: Open, file: Path, task: Task, tmp_path: Path
) -> None:
    page = visit(file).page
    page.fill("#who", "A. Reviewer")
    page.locator(".row", has_text="soon").first.click()
    page.keyboard.press("c")
    page.locator(":focus").fill("soon")
    page.get_by_label("Delivery quarter").fill("2026/27 Q1")
    expect(page.get_by_label("Delivery date")).to_have_value("2026-06-30")
    page.get_by_role("button", name="Save correction").click()
    # Two cells print `soon`, and both are settled.
    expect(page.locator("#progress")).to_contain_text("2 of 4 flagged cells decided")
    page.locator(".row", has_text="Pace").click()
    page.keyboard.press("1")
    expect(page.locator("#progress")).to_contain_text("3 of 4")
    page.locator(".row", has_text="Quarter 1").first.click()
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_contain_text("4 of 4")
    with page.expect_download() as told:
        page.get_by_role("button", name="Download corrections").click()
    taken = tmp_path / "corrections.csv"
    told.value.save_as(taken)
    rows = {(c.record.split("#")[1], c.field): (c.expected, c.corrected, c.who) for c in load_corrections(taken).rows}
    assert rows["cheshire-east/parks", "delivery_quarter"] == ("soon", "2026/27 Q1", "A. Reviewer")
    assert rows["cheshire-east/ponds", "delivery_date"] == ("soon", "2026-06-30", "A. Reviewer")
    with page.expect_download() as told:
        page.get_by_role("button", name="Download aliases").click()
    aliases = tmp_path / "aliases.csv"
    told.value.save_as(aliases)
    assert list(csv.DictReader(aliases.open(encoding="utf-8"))) == [
        {
            "council": "CHE",
            "published": "Executive Director of Pace",
            "title": "Executive Director of Place",
            "valid_from": "",
            "valid_to": "",
            "decided_by": "A. Reviewer",
            "reason": "compared with the page",
        }
    ]
    # Back in the project, both files are taken once.
    register = tmp_path / "officer_aliases.csv"
    shutil.copy(task.files.aliases, register)
    home = Task(task.published, task.originals, Files(tmp_path / "data.csv", register), task.again)
    ways.take(home, [taken, aliases, taken])
    assert load_corrections(tmp_path / "data.csv").rows == load_corrections(taken).rows
    assert register.read_text(encoding="utf-8").count("Executive Director of Pace") == 1
    # A page that is opened again knows what was decided in it.
    page.reload()
    expect(page.locator("#progress")).to_contain_text("4 of 4")


def test_a_title_that_is_accepted_is_a_post_of_its_own_and_a_mended_text_is_no_alias(visit: Open, file: Path) -> None:
    page = visit(file).page
    page.fill("#who", "A. Reviewer")
    page.locator(".row", has_text="Pace").click()
    page.get_by_label("Lead officer as printed").fill("Executive Director of Peace")
    page.get_by_role("button", name="Save correction").click()
    expect(page.locator("#progress")).to_contain_text("1 of 4")
    assert page.get_by_role("button", name="Download aliases").count() == 0
    page.locator(".row", has_text="Pace").click()
    page.get_by_role("button", name="Accept as understood").click()
    expect(page.get_by_role("button", name="Download aliases (1)")).to_be_visible()
    assert page.evaluate("kept.aliases[0].title") == "Executive Director of Pace"


def test_nothing_is_kept_without_a_name(visit: Open, file: Path) -> None:
    page = visit(file).page
    page.keyboard.press("a")
    expect(page.locator("#message")).to_contain_text("fill in your name first")
    expect(page.locator("#who")).to_be_focused()
    expect(page.locator("#progress")).to_contain_text("0 of 4")


def test_single_keys_can_be_switched_off(visit: Open, file: Path) -> None:
    page = visit(file).page
    page.locator(".keys summary").click()
    page.get_by_label("Single keys work").uncheck()
    before = page.locator(".item.chosen .row").get_attribute("data-row")
    page.locator(".item.chosen .row").focus()
    page.keyboard.press("n")
    assert page.locator(".item.chosen .row").get_attribute("data-row") == before
    page.get_by_label("Single keys work").check()
    page.locator(".item.chosen .row").focus()
    page.keyboard.press("n")
    assert page.locator(".item.chosen .row").get_attribute("data-row") != before


def test_hostile_text_is_shown_as_it_is_printed_and_runs_nowhere(visit: Open, file: Path) -> None:
    visited = visit(file)
    page = visited.page
    page.select_option("#filter-flag", "")
    page.fill("#search", "onerror")
    page.locator(".row", has_text="Update").first.click()
    expect(page.locator(".item.chosen .facts")).to_contain_text(HOSTILE)
    assert page.locator("main img, main script").count() == 0
    # What the page does not allow is also what a page that was tricked could not do.
    tricked = (
        "const s = document.createElement('script'); s.textContent = 'caught.push(\"ran\")'; document.body.append(s)"
    )
    page.evaluate(tricked)
    assert "ran" not in page.evaluate("caught")
    assert any("script-src" in one for one in page.evaluate("caught"))
    page.evaluate("caught.length = 0")
    visited.errors.clear()
    assert [url for url in visited.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_against_the_page(visit: Open, file: Path, width: int, scheme: str) -> None:
    page = visit(file, width=width, scheme=scheme).page
    page.locator("#more-filters summary").click()
    page.locator(".row", has_text="soon").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_pdf_that_is_gone_or_changed_is_told_of_and_the_rows_stay(visit: Open, task: Task, tmp_path: Path) -> None:
    page_file = tmp_path / "review.html"
    page_file.write_bytes(review_page(ways.task(task.published.folder, (tmp_path,))))
    page = visit(page_file).page
    expect(page.locator("#message")).to_have_text(re.compile(r"^plan\.pdf was not found in .* with --pdfs\.$"))
    expect(page.locator(".no-picture")).to_be_visible()
    expect(page.locator(".item")).to_have_count(4)
    plan_pdf(tmp_path / "plan.pdf")
    page_file.write_bytes(review_page(ways.task(task.published.folder, (tmp_path,))))
    page.reload()
    expect(page.locator("#message")).to_contain_text("plan.pdf has changed since")


def test_what_no_cell_shows_is_told(visit: Open, tmp_path: Path) -> None:
    pdf = plan_pdf(tmp_path / "plan.pdf", ROWS * 8, pages=2)
    folder = made_run(tmp_path / "clean", [records(plan(*TABLES), pdf)])
    reading = Warned("plan.pdf", "", "reading", "page 2: look for lost rows: <b>Ref</b>")
    write_warnings(folder, [reading, Warned("plan.pdf", "", "source", "council inferred")])
    (tmp_path / "review.html").write_bytes(review_page(ways.task(folder, (tmp_path,))))
    page = visit(tmp_path / "review.html").page
    expect(page.locator("#warned summary")).to_have_text("1 warning of what no cell shows")
    expect(page.locator("#warned li")).to_be_visible()
    expect(page.locator("#warned li bdi")).to_have_text(["plan.pdf: page 2: look for lost rows: <b>Ref</b>"])
    page.get_by_role("button", name="Show page 2").click()
    expect(page.locator("#page-title")).to_have_text("Page 2 of 3")
    expect(page.locator("#sheet image")).to_have_count(1)
    assert violations(page) == []


def test_a_held_back_plan_is_shown_with_its_reasons(visit: Open, tmp_path: Path) -> None:
    pdf = plan_pdf(tmp_path / "plan.pdf", pages=2)
    lost = records(plan(*TABLES), pdf)
    lost.datasets["plans"][0]["glyphs_unplaced"] = 2
    publish(tmp_path / "clean", [Plan(lost.plan_id, lost.datasets)])
    told = [
        Warned("plan.pdf", "", "reading", "page 2: a row may be lost"),
        Warned("b.pdf", "", "reading", "of another"),
    ]
    write_warnings(tmp_path / "clean", told)
    (kept,) = (tmp_path / "clean" / "held_back").iterdir()
    held = ways.task(kept, (tmp_path,))
    assert held.again.endswith(f"--out {tmp_path / 'clean'}")
    assert [one for one, _ in held.warned] == told[:1]
    (tmp_path / "review.html").write_bytes(review_page(held))
    page = visit(tmp_path / "review.html").page
    expect(page.locator("#held li")).to_have_text(["ink is missing"])
    expect(page.locator("#progress")).to_contain_text("0 of 4 flagged cells decided")
    assert violations(page) == []
