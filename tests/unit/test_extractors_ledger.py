"""The ink ledger: every printed glyph in exactly one place, and a loss or a double use shows as a number."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.headings.overrides import Overrides
from extractors.layout import Layout, layout
from extractors.pdf.pdfium import read_pages
from extractors.plans.ledger import count_ink, ink, placed
from extractors.plans.records import published_rows
from extractors.table import Piece, PublishedTable, TableCell
from tests.small_pdfs import plan_pdf, prose_pdf


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return layout(read_pages(plan_pdf(tmp_path_factory.mktemp("ledger") / "plan.pdf")), Overrides())


def published(seen: Layout) -> PublishedTable:
    (known,) = [u for u in seen.tables if u.known.kind]
    rows = published_rows(known.table, known.known, None)
    return PublishedTable("deliverables", known.known.columns, rows, (1,))


def unplaced(seen: Layout, table: PublishedTable) -> int:
    return count_ink(seen, [u for u in seen.tables if u.known.kind], [table]).unplaced


def with_title(table: PublishedTable, row: int, cell: TableCell) -> PublishedTable:
    rows = list(table.rows)
    rows[row] = replace(rows[row], fields={**rows[row].fields, "title": cell})
    return replace(table, rows=tuple(rows))


def test_a_plan_read_in_full_leaves_nothing_over(seen: Layout) -> None:
    table = published(seen)
    counts = count_ink(seen, [u for u in seen.tables if u.known.kind], [table])
    assert counts.unplaced == 0
    assert counts.cells == sum(len("".join(c.text.split())) for r in table.rows for c in r.fields.values())
    assert counts.headings == len("DeliverableOutcomeStartdateDeliverydateLeadofficer")
    assert counts.prose == len("SaltmereDistrictCouncilDeliveryPlan2025/26Part1")


def test_a_text_that_is_lost_is_missing_in_the_ledger(seen: Layout) -> None:
    table = published(seen)
    title = table.rows[1].fields["title"]
    lost = with_title(table, 1, replace(title, text="", lines=()))
    assert unplaced(seen, lost) == len("".join(title.text.split()))


def test_a_single_letter_that_is_lost_is_missing(seen: Layout) -> None:
    title = published(seen).rows[0].fields["title"]
    shorter = replace(title, text=title.text[:-1], lines=(title.text[:-1],))
    assert unplaced(seen, with_title(published(seen), 0, shorter)) == 1


def test_a_row_that_is_lost_is_missing(seen: Layout) -> None:
    table = published(seen)
    assert unplaced(seen, replace(table, rows=table.rows[:-1])) > 0


def test_a_text_used_twice_is_too_much(seen: Layout) -> None:
    table = published(seen)
    title, other = table.rows[0].fields["title"], table.rows[1].fields["title"]
    twice = with_title(table, 1, replace(other, text=title.text + other.text, lines=(*title.lines, *other.lines)))
    assert unplaced(seen, twice) == -len("".join(title.text.split()))


def test_one_printed_cell_that_stands_for_several_rows_counts_once(seen: Layout) -> None:
    table = published(seen)
    carried = replace(
        table, rows=tuple(replace(r, other=(("Outcome", table.rows[0].fields["title"]),)) for r in table.rows)
    )
    assert unplaced(seen, carried) == 0


def test_a_page_of_prose_is_prose(tmp_path: Path) -> None:
    seen = layout(read_pages(prose_pdf(tmp_path / "letter.pdf")), Overrides())
    counts = count_ink(seen, [], [])
    assert counts == (0, 0, 0, len("Thankyouforyourletterabouttheharbourwall."), 0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \u00a0\n", 0),
        ("a b", 2),
        ("o\ufb03ce", 6),
        ("caf\u00e9", 5),
        ("cafe\u0301", 5),
        ("co\u00adop", 4),
        ("-", 1),
    ],
)
def test_letters_count_alike_however_they_are_written(text: str, count: int) -> None:
    assert ink(text) == count


@pytest.mark.parametrize(
    ("text", "lines", "count"),
    [
        ("development", ("develop-", "ment"), 12),
        ("well-known", ("well-", "known"), 10),
        ("develo", ("develop-", "ment"), 6),
        ("developmentt", ("develop", "ment"), 12),
    ],
    ids=["a break's hyphen is the cell's", "a word's own hyphen", "lost letters are not", "nor added ones"],
)
def test_a_cell_answers_for_its_text_and_its_line_ends(text: str, lines: tuple[str, ...], count: int) -> None:
    assert placed(TableCell(0, text, (Piece(1, 0, 0, 9, 9),), lines=lines)) == count
