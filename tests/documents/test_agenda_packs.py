"""Plans among the papers of an agenda pack: each found with its own pages, the papers left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.platypus import Flowable, PageBreak, Paragraph

from extractors.document import read_document
from extractors.table import PublishedDocument, PublishedPlan
from tests.packs import H1, H2, Footer, back, bound, delivery_plan, front, pdf, progress_report, prose, ruled

PAPERS = Footer("Saltmere cabinet papers")
Maker = Callable[[Path], Path]


def one_rendering(folder: Path) -> Path:
    """Everything from one program, numbered through, with labelled appendices."""
    middle = [*prose(3), PageBreak()]
    story = [*front(), *delivery_plan("Appendix A"), *middle, *progress_report("Appendix B"), *back()]
    return pdf(folder / "pack.pdf", story, PAPERS)


def without_labels(folder: Path) -> Path:
    """Everything from one program; only their headings tell the plans from the papers."""
    return pdf(folder / "pack.pdf", [*front(), *delivery_plan(cover=False), *progress_report(), *back()], PAPERS)


def bound_together(folder: Path) -> Path:
    """Papers of several programs put one after the other, each with its own page numbers or none."""
    parts = [
        pdf(folder / "front.pdf", front(), PAPERS),
        pdf(folder / "plan.pdf", delivery_plan(rows=8), Footer("Saltmere Delivery Plan 2025/26")),
        pdf(folder / "prose.pdf", prose(9)),
        pdf(folder / "report.pdf", progress_report(), Footer("Progress"), wide=True),
        pdf(folder / "back.pdf", back(), PAPERS),
    ]
    return bound(folder / "pack.pdf", parts)


def texts(plan: PublishedPlan) -> str:
    return " ".join(line.text for line in plan.lines)


def read(maker: Maker, folder: Path) -> PublishedDocument:
    return read_document(maker(folder))


@pytest.mark.parametrize("maker", [one_rendering, without_labels, bound_together])
def test_each_plan_of_a_pack_is_a_plan_of_its_own(maker: Maker, tmp_path: Path) -> None:
    document = read(maker, tmp_path)
    assert [[t.kind for t in p.tables] for p in document.plans] == [["deliverables"], ["actions"]]
    plan, report = document.plans
    assert plan.last_page < report.first_page
    assert all(p.first_page <= n <= p.last_page for p in document.plans for t in p.tables for n in t.pages)
    assert [o.code for o in plan.outcomes] == ["1.1", "1.2", "2.1", "2.2"]
    assert [t.text.split(":")[0] for t in plan.themes] == ["Commitment 1", "Commitment 2"]
    assert not report.outcomes
    assert [e.fill for e in report.legend] == ["#92d050", "#ffc000", "#ff0000", "#00b0f0"]
    assert not plan.legend


@pytest.mark.parametrize("maker", [one_rendering, without_labels, bound_together])
def test_the_papers_around_a_plan_are_not_the_plans(maker: Maker, tmp_path: Path) -> None:
    document = read(maker, tmp_path)
    for plan in document.plans:
        told = texts(plan)
        assert "Minutes" not in told
        assert "report of the Chief Executive" not in told
        assert "Forward plan" not in told
    assert "2025/26" in texts(document.plans[0])
    assert "Quarter 3" in texts(document.plans[1])


@pytest.mark.parametrize("maker", [one_rendering, without_labels, bound_together])
def test_every_glyph_of_a_plans_pages_is_placed(maker: Maker, tmp_path: Path) -> None:
    for plan in read(maker, tmp_path).plans:
        assert plan.ink.unplaced == 0
        assert plan.ink.cells > 0


def test_a_plan_ends_where_its_page_numbers_end(tmp_path: Path) -> None:
    plan, report = read(bound_together, tmp_path).plans
    assert (plan.first_page, plan.last_page) == (7, 9)
    assert (report.first_page, report.last_page) == (12, 12)


@pytest.mark.parametrize("maker", [one_rendering, without_labels, bound_together])
def test_tables_of_the_papers_are_left_alone_and_named(maker: Maker, tmp_path: Path) -> None:
    left = {table.headings[0]: table.reason for table in read(maker, tmp_path).left_alone}
    assert left.keys() == {"Item", "Councillor", "Minute", "Service", "Ref", "Meeting date"}
    assert left["Item"].startswith("a contents page")
    assert left["Councillor"].startswith("an attendance list")
    assert left["Minute"].startswith("a log of the actions of a meeting")
    assert left["Service"].startswith("a finance table")
    assert left["Ref"].startswith("a risk register")
    assert left["Meeting date"].startswith("a forward plan of decisions")


def test_two_plans_bound_without_papers(tmp_path: Path) -> None:
    parts = [pdf(tmp_path / "a.pdf", delivery_plan(rows=8)), pdf(tmp_path / "b.pdf", progress_report())]
    document = read_document(bound(tmp_path / "both.pdf", parts))
    assert [(p.first_page, p.last_page) for p in document.plans] == [(1, 3), (4, 4)]


def test_two_plans_whose_headings_differ_by_the_year_alone(tmp_path: Path) -> None:
    first, second = (delivery_plan(title=f"Delivery Plan {year}", cover=False) for year in ("2024/25", "2025/26"))
    document = read_document(pdf(tmp_path / "both.pdf", [*first, *second]))
    assert [(p.first_page, p.last_page) for p in document.plans] == [(1, 1), (2, 2)]
    assert ["2024/25" in texts(p) for p in document.plans] == [True, False]


def test_a_part_with_page_numbers_of_its_own_under_the_same_title_is_no_plan_of_its_own(tmp_path: Path) -> None:
    footer = Footer("Saltmere")
    parts = [
        pdf(tmp_path / "a.pdf", delivery_plan(rows=8), footer),
        pdf(tmp_path / "b.pdf", [*progress_report(title="Delivery Plan 2025/26: progress"), *prose(9)], footer),
    ]
    document = read_document(bound(tmp_path / "both.pdf", parts))
    assert [[t.kind for t in p.tables] for p in document.plans] == [["deliverables", "actions"]]


def test_headings_without_rows_are_warned_of(tmp_path: Path) -> None:
    heads = ("Action", "Lead officer", "Start date", "Due date")
    rows = (heads, ("", "", "", ""))
    story = [Paragraph("Delivery Plan 2025/26", H1), ruled(rows, (150, 100, 80, 80)), *prose(1)]
    document = read_document(pdf(tmp_path / "plan.pdf", story))
    assert [w for w in document.warnings if "no rows" in w and "Lead officer" in w]


def test_a_plan_with_its_own_report_and_appendix_stays_one(tmp_path: Path) -> None:
    """A progress section and an appendix under the one title of the document do not make it two plans."""
    story = [*delivery_plan(rows=4), *progress_report("Appendix 1", title="Progress so far")]
    document = read_document(pdf(tmp_path / "plan.pdf", story, Footer("Saltmere Delivery Plan")))
    assert [[t.kind for t in p.tables] for p in document.plans] == [["deliverables", "actions"]]
    assert (document.plans[0].first_page, document.plans[0].last_page) == (1, document.page_count)


def test_papers_without_a_plan_hold_none(tmp_path: Path) -> None:
    document = read_document(pdf(tmp_path / "papers.pdf", [*front(), *back()], PAPERS))
    assert document.plans == ()
    assert len(document.left_alone) == 6


def test_the_heading_above_a_table_tells_a_log_of_actions(tmp_path: Path) -> None:
    def log(heading: str) -> list[Flowable]:
        rows = (
            ("Action", "Owner", "Due date"),
            ("Circulate the slides on dredging", "Head of Harbours", "30/09/2025"),
            ("Write to the rail company", "Director of Place", "31/10/2025"),
        )
        return [Paragraph("Cabinet", H1), Paragraph(heading, H2), ruled(rows, (200, 120, 80))]

    logged = read_document(pdf(tmp_path / "log.pdf", log("Actions arising")))
    assert logged.plans == ()
    assert "Actions arising" in logged.left_alone[0].reason
    kept = read_document(pdf(tmp_path / "plan.pdf", log("Actions this year")))
    assert len(kept.plans) == 1


def test_a_long_pack_of_prose_without_headings(tmp_path: Path) -> None:
    """Pages of prose that nothing ties to the plan before them are not the plan's."""

    def filler() -> list[Flowable]:
        return [item for _ in range(5) for item in (*prose(18), PageBreak())]

    story = [*front(), *filler(), *delivery_plan("Appendix 1", rows=3), *filler()]
    story += [*progress_report("Appendix 2"), *back()]
    document = read_document(pdf(tmp_path / "pack.pdf", story, PAPERS))
    assert document.page_count > 40
    assert [[len(t.rows) for t in p.tables] for p in document.plans] == [[12], [4]]
    assert all(p.ink.unplaced == 0 for p in document.plans)
    assert all(p.last_page == p.tables[-1].pages[-1] for p in document.plans)
