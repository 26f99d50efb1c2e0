"""The comparison as a person reads it: nothing runs, nothing is fetched, and everybody can read it."""

from pathlib import Path

import pytest
from browsers import Open, violations
from editions import HOSTILE, delivery_plan, run_of
from normalise_plans import deliverable, deliverables_table, plan
from playwright.sync_api import expect

from pipeline.compare.compare import compare
from pipeline.compare.confirmed import Confirmed
from pipeline.compare.page import compare_page

OLD = plan(
    deliverables_table(
        [
            deliverable("Parks: Plant trees", delivery="Q1 2025/26"),
            deliverable("Markets: Move the fish market under a roof"),
            deliverable("Youth work: Open one club in every ward of the borough by spring"),
            deliverable("Lamps: " + HOSTILE),
            deliverable("Kerbs: " + HOSTILE, delivery="Q1 2025/26"),
        ]
    )
)
NEW = plan(
    deliverables_table(
        [
            deliverable("Parks: Plant trees", delivery="Q4 2025/26"),
            deliverable("Markets: Move the fish market and the flower market under a roof"),
            deliverable("Work with the young: Open a club in every ward of the borough by spring"),
            deliverable("Kerbs: " + HOSTILE, delivery="Q2 2025/26"),
            deliverable("Averyveryverylongwordthatfitsnoscreenofthreehundredandtwentypixels" * 2),
        ]
    )
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    old = run_of(folder / "old", delivery_plan(OLD, "2025/26", url="javascript:alert(1)", title=HOSTILE))
    new = run_of(folder / "new", delivery_plan(NEW, "2026/27", url="https://plans.example.org/b.pdf", title=HOSTILE))
    page = folder / "compare.html"
    page.write_bytes(compare_page(compare(old, new, Confirmed())))
    return page


def test_changes_are_told_in_words_beside_the_pages(visit: Open, file: Path) -> None:
    page = visit(file).page
    page.get_by_role("link", name="Serious").click()
    slipped = page.locator(".change", has_text="Slipped (+3 quarters)")
    expect(slipped).to_contain_text("Q1 2025/26")
    expect(slipped.get_by_role("link")).to_have_attribute("href", "https://plans.example.org/b.pdf#page=2")
    reworded = page.locator(".change", has_text="Reworded")
    expect(reworded.locator("ins")).to_have_text("and the flower market")
    expect(page.locator(".change.undecided code")).to_have_count(2)
    assert page.locator("a[href^=javascript]").count() == 0
    for kind in ("Dropped", "Slipped (+1 quarter)"):
        expect(page.locator(".change", has_text=kind)).to_contain_text("<script>alert(1)</script>")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it_on_any_screen(visit: Open, file: Path, scheme: str) -> None:
    visited = visit(file, width=320, scheme=scheme)
    page = visited.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    assert visited.requests == [file.as_uri()]
