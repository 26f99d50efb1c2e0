"""Tables of tagged PDFs: the structure tree says which cell a glyph is in, which row goes on, what is no content."""

from pathlib import Path

import typst

from extractors.document import read_document
from extractors.pdf.pdfium import read_pages
from extractors.readings.sight import see
from extractors.readings.tags.tagged import tagged_tables
from tests.sheets import only_table, texts
from tests.small_pdfs import plan_pdf

HEADINGS = ("Deliverable", "Outcome", "Start date", "Delivery date", "Lead officer")
BODY = [
    ("Mend the harbour wall", "1.1", "Q1 2025/26", "Q3 2025/26", "Head of Ports"),
    ("Plant four hundred oaks", "1.2", "Q2 2025/26", "Q4 2025/26", "Head of Parks"),
    ("Open a library", "2.1", "Q1 2025/26", "Q2 2026/27", "Head of Books"),
]
LONG = " ".join(f"Stage {n}: survey the quay and report what was found." for n in range(1, 45))


def typst_pdf(file: Path, table: str, *, page: str = "width: 600pt, height: 300pt", before: str = "") -> Path:
    """A tagged PDF with one Typst table; `table` holds its arguments."""
    source = f"""
#set page({page}, margin: 40pt, header: [Saltmere Council], footer: context [Page #counter(page).display()])
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: false)
#set document(title: "Plan", date: none)
{before}
#table({table})
"""
    typst.compile(source.encode(), output=str(file), ignore_system_fonts=True, timestamp=0)
    return file


def cells(rows: list[tuple[str, ...]]) -> str:
    return ", ".join(f"[{text}]" for row in rows for text in row)


def header(repeat: bool = True) -> str:
    return f"table.header(repeat: {str(repeat).lower()}, " + ", ".join(f"[*{h}*]" for h in HEADINGS) + ")"


COLUMNS = "columns: (1fr, 50pt, 70pt, 80pt, 90pt)"


def test_tags_and_rulings_that_agree_make_one_grid(tmp_path: Path) -> None:
    page = read_pages(typst_pdf(tmp_path / "ruled.pdf", f"{COLUMNS}, {header()}, {cells(BODY)}"))[0]
    sight = see(page)
    assert [(g.reading, g.rows, g.columns) for g in sight.grids] == [("tagged", 4, 5)]
    grid = sight.grids[0]
    assert {c.flag for c in grid.cells} == {None}
    assert [c.header for c in grid.cells] == [True] * 5 + [False] * 15
    assert len(set(grid.row_keys)) == 4


def test_a_table_without_any_line_is_read_by_its_tags(tmp_path: Path) -> None:
    table = only_table(typst_pdf(tmp_path / "bare.pdf", f"{COLUMNS}, stroke: none, {header()}, {cells(BODY)}"))
    assert texts(table) == [list(HEADINGS), *(list(r) for r in BODY)]
    assert [r.header for r in table.rows] == [True, False, False, False]
    assert {c.reading for r in table.rows for c in r.cells} == {"tagged"}


def test_a_cell_without_text_is_there_all_the_same(tmp_path: Path) -> None:
    body = [BODY[0], ("Plant four hundred oaks", "", "Q2 2025/26", "", "Head of Parks"), BODY[2]]
    table = only_table(typst_pdf(tmp_path / "holes.pdf", f"{COLUMNS}, stroke: none, {header()}, {cells(body)}"))
    assert texts(table)[2] == list(body[1])


def test_a_heading_that_spans_columns_keeps_its_span(tmp_path: Path) -> None:
    heads = "table.header(table.cell(rowspan: 2)[Action], table.cell(colspan: 2)[Status], [Q1], [Q2])"
    body = [("Mend the wall", "G", "A"), ("Plant oaks", "R", "G")]
    table = only_table(typst_pdf(tmp_path / "spans.pdf", f"columns: (200pt, 80pt, 80pt), {heads}, {cells(body)}"))
    assert [(c.text, c.column, c.column_span) for c in table.rows[0].cells] == [("Action", 0, 1), ("Status", 1, 2)]
    assert table.header_rows == 2
    assert texts(table)[2:] == [list(r) for r in body]


def split_plan(file: Path, *, repeat: bool = True) -> Path:
    body = [BODY[0], (LONG, *BODY[1][1:]), BODY[2]]
    return typst_pdf(file, f"{COLUMNS}, {header(repeat)}, {cells(body)}")


def test_a_row_over_three_pages_is_one_by_its_place_in_the_tree(tmp_path: Path) -> None:
    file = split_plan(tmp_path / "split.pdf")
    pages = read_pages(file)
    assert len(pages) >= 3
    keys = [t.rows[-1 if p.number == 1 else 0].key for p in pages[:3] for t in tagged_tables(p)]
    assert len(set(keys)) == 1
    table = only_table(file)
    assert texts(table) == [list(HEADINGS), list(BODY[0]), [LONG, *BODY[1][1:]], list(BODY[2])]
    row = table.rows[2]
    assert len(row.pages) >= 3
    assert "split_row" in row.cells[0].repairs
    assert [p.page for p in row.cells[0].pieces] == list(row.pages)
    assert row.cells[0].flag is None


def test_repeated_headings_and_running_lines_are_artifacts_and_counted_once(tmp_path: Path) -> None:
    file = split_plan(tmp_path / "artifacts.pdf")
    second = read_pages(file)[1]
    tagged = tagged_tables(second)
    inside = "".join(second.glyphs.text[i] for t in tagged for i in t.glyphs)
    everything = "".join(second.glyphs.text)
    for artifact in ("Deliverable", "Saltmere Council", "Page 2"):
        assert artifact.replace(" ", "") in everything.replace(" ", "")
        assert artifact.replace(" ", "") not in inside.replace(" ", "")
    document = read_document(file)
    assert [len(t.rows) for p in document.plans for t in p.tables] == [3]
    ink = document.plans[0].ink
    assert ink.unplaced == 0
    assert ink.furniture > 0


def test_two_tagged_tables_on_a_page_stay_two(tmp_path: Path) -> None:
    risk = "#table(columns: (200pt, 100pt), [*Risk*], [*Owner*], [Flood], [Director])\nProse between the tables.\n"
    file = typst_pdf(tmp_path / "two.pdf", f"{COLUMNS}, {header()}, {cells(BODY)}", before=risk)
    page = read_pages(file)[0]
    assert len(tagged_tables(page)) == 2
    assert [(g.rows, g.columns) for g in see(page).grids] == [(2, 2), (4, 5)]


def test_untagged_pages_have_no_tagged_tables(tmp_path: Path) -> None:
    page = read_pages(plan_pdf(tmp_path / "plain.pdf"))[0]
    assert (page.tags, tagged_tables(page)) == ((), [])


def test_the_end_of_a_repeated_heading_that_runs_into_the_row_below_is_none_of_that_row(tmp_path: Path) -> None:
    first, *others = HEADINGS
    tall = f"[#box(height: 10pt)[*{first} \\ in this plan*]], " + ", ".join(f"[*{h}*]" for h in others)
    rows = [*BODY, *BODY, *BODY, *BODY]
    table = f"{COLUMNS}, inset: 2pt, table.header({tall}), {cells(rows)}"
    file = typst_pdf(tmp_path / "tall.pdf", table, page="width: 600pt, height: 200pt")
    assert len(read_pages(file)) > 1
    assert texts(only_table(file)) == [[f"{first} in this plan", *others], *(list(r) for r in rows)]


def test_a_text_over_rows_that_paint_alone_parts_stands_for_all_that_its_tags_name(tmp_path: Path) -> None:
    """Paint of every other row leaves out the outcomes, whose texts stand in the last of their rows."""
    paint = "fill: (x, y) => if y == 0 { gray } else if x > 0 and calc.odd(y) { silver }"
    spans = {0: "table.cell(rowspan: 3, align: bottom)[1.1 Safe and busy quays]", 3: "[1.2 Warm homes]"}
    body = ", ".join(
        ", ".join((*([spans[n]] if n in spans else []), f"[Mend quay {n} and all of its many steps]", "[Q1]"))
        for n in range(4)
    )
    head = "table.header([*Outcome*], [*Action*], [*Due*])"
    file = typst_pdf(tmp_path / "paint.pdf", f"columns: (60pt, 110pt, 60pt), stroke: none, {paint}, {head}, {body}")
    grid = see(read_pages(file)[0]).grids[0]
    first = {(c.row, c.row_span) for c in grid.cells if c.column == 0}
    assert (grid.reading, first) == ("tagged", {(0, 1), (1, 3), (4, 1)})
    assert {c.flag for c in grid.cells} == {None}


def test_texts_that_no_line_parts_stand_for_the_rows_that_their_tags_name(tmp_path: Path) -> None:
    """Rules part the rows, and leave out the column of outcomes, whose texts stand in the middle of theirs."""
    spans = {0: "table.cell(rowspan: 6)[Safe quays]", 6: "table.cell(rowspan: 5)[Homes]", 11: "[Fun]"}
    row = ("[Mend quay]", "[Head of Ports]", "[Q1]")
    body = ", ".join(", ".join((*([spans[n]] if n in spans else []), *row)) for n in range(12))
    stroke = "inset: 3pt, align: left + horizon, stroke: (x, y) => if x > 0 or y in (0, 11) { (bottom: 1pt) }"
    head = "table.header([*Outcome*], [*Action*], [*Lead officer*], [*Due*])"
    file = typst_pdf(tmp_path / "open.pdf", f"columns: (60pt, 110pt, 110pt, 60pt), {stroke}, {head}, {body}")
    grid = see(read_pages(file)[0]).grids[0]
    first = [(c.row, c.row_span) for c in grid.cells if c.column == 0]
    assert (grid.reading, first) == ("tagged", [(0, 1), (1, 6), (7, 5), (12, 1)])
    assert {c.flag for c in grid.cells} == {None}


def test_a_note_at_the_foot_of_the_page_is_no_part_of_the_cell_that_it_is_tagged_in(tmp_path: Path) -> None:
    noted = [(f"{BODY[0][0]}#footnote[Subject to grant.]", *BODY[0][1:]), *BODY[1:]]
    table, raised = f"{COLUMNS}, {header()}, {cells(noted)}", "#set super(typographic: false)"
    document = read_document(typst_pdf(tmp_path / "noted.pdf", table, before=raised))
    titles = [r.fields["title"].text for p in document.plans for t in p.tables for r in t.rows]
    assert titles == [f"{BODY[0][0]}¹", *(r[0] for r in BODY[1:])]
    assert [p.ink.unplaced for p in document.plans] == [0]
