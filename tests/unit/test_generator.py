"""The generator prints what its truth says, and its scorer sees each kind of mistake."""

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest

from extractors.table import (
    LegendEntry,
    Link,
    Piece,
    PublishedDocument,
    PublishedPlan,
    PublishedRow,
    PublishedTable,
    TableCell,
)
from tests.generator.content import build
from tests.generator.layout import lay_out
from tests.generator.metrics import width, wrap
from tests.generator.render import render
from tests.generator.score import Tally, fold, score
from tests.generator.shrink import shrink
from tests.generator.spec import WIDE, Producer, Spec, random_spec, sensible, widened
from tests.generator.truth import TrueCell, TrueRow, Truth

PRODUCERS: tuple[Producer, ...] = ("drawn", "platypus", "fpdf2", "typst")


def printed_text(path: Path) -> str:
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path)]
    return bare("".join(pages))


def bare(text: str) -> str:
    return re.sub(r"[\s\-\x02\ufffe]", "", fold(text))


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("kind", ["deliverables", "actions", "kpis"])
def test_every_word_of_the_truth_is_in_the_pdf(producer: Producer, kind: str, tmp_path: Path) -> None:
    spec = Spec(seed=3, kind=kind, producer=producer, text="medium", quarters=3)  # type: ignore[arg-type]
    truth = render(spec, tmp_path / "plan.pdf")
    text = printed_text(tmp_path / "plan.pdf")
    cells = [c for row in truth.rows for c in row.fields.values()]
    lost = [w for c in cells for w in c.text.split() if bare(w) not in text]
    assert len(cells) > 30
    assert lost == []


@pytest.mark.parametrize("seed", range(40, 52))
def test_the_same_spec_gives_the_same_bytes_and_truth(seed: int, tmp_path: Path) -> None:
    spec = random_spec(Random(seed))  # noqa: S311
    truths = [render(spec, tmp_path / name) for name in ("a.pdf", "b.pdf")]
    assert truths[0] == truths[1]
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_long_rows_are_split_over_pages_and_the_truth_says_which(tmp_path: Path) -> None:
    truth = render(Spec(seed=4, kind="actions", text="long", split_rows=True, rows=10), tmp_path / "plan.pdf")
    assert any(row.split for row in truth.rows)
    assert len(pdfium.PdfDocument(tmp_path / "plan.pdf")) > 2


def test_a_rotated_and_cropped_page_shows_the_same_size_as_an_upright_one(tmp_path: Path) -> None:
    upright, turned = tmp_path / "upright.pdf", tmp_path / "turned.pdf"
    render(Spec(seed=1), upright)
    render(Spec(seed=1, rotate=True, crop=True), turned)
    assert pdfium.PdfDocument(turned)[0].get_size() == pdfium.PdfDocument(upright)[0].get_size()
    assert pdfium.PdfDocument(turned)[0].get_rotation() == 90


def test_a_word_that_is_too_wide_is_broken_and_said_to_be() -> None:
    assert wrap("aaaa bbbbbbbbbbbb", "Courier", 10, 36) == [("aaaa", False), ("bbbbbb", True), ("bbbbbb", False)]
    assert wrap("long-term plan", "Courier", 10, 42)[0] == ("long-", False)


def test_what_no_reader_could_tell_is_not_asked_for() -> None:
    spec = sensible(Spec(kind="actions", rules="none", split_rows=True, interleave=True, valign="middle"))
    assert not spec.split_rows
    assert not spec.interleave
    assert spec.valign == "top"


def test_shrinking_keeps_only_what_the_failure_needs() -> None:
    spec = Spec(kind="actions", rules="zebra", font="serif", crop=True, empty=0.4, rows=20)
    least = shrink(spec, lambda s: s.rules == "zebra" and s.crop)
    assert least.features() == ("rules=zebra", "crop=True")
    assert least.rows == 3


TRUTH = Truth(
    "actions",
    (
        TrueRow({"code": TrueCell("code", "A1"), "title": TrueCell("title", "Open the hall")}, theme="Aim 1"),
        TrueRow({"code": TrueCell("code", "A2"), "title": TrueCell("title", "Mend the roof")}, theme="Aim 1"),
    ),
)


def document(*rows: PublishedRow, kind: str = "actions") -> PublishedDocument:
    table = PublishedTable(kind, (), rows, (1,))  # type: ignore[arg-type]
    return PublishedDocument(1, (PublishedPlan(1, 1, (table,)),))


def row(code: str, title: str, flag: str | None = None) -> PublishedRow:
    cells = {"code": TableCell(0, code), "title": TableCell(1, title, (Piece(1, 0, 0, 9, 9),), flag=flag)}
    return PublishedRow(cells, theme=TableCell(0, "Aim 1"))


def counts(tally: Tally) -> tuple[int, int, int, int, int, int]:
    return tally.right, tally.flagged, tally.silent, tally.missing, tally.extra_rows, tally.false_flags


def test_a_faithful_reading_scores_exact() -> None:
    tally = score(TRUTH, document(row("A1", "Open  the hall"), row("A2", "Mend the roof")))
    assert counts(tally) == (6, 0, 0, 0, 0, 0)
    assert tally.exact


def test_each_kind_of_mistake_is_counted_as_what_it_is() -> None:
    silent = score(TRUTH, document(row("A1", "Open the"), row("A2", "Mend the roof")))
    flagged = score(TRUTH, document(row("A1", "Open the", flag="bleed"), row("A2", "Mend the roof")))
    false = score(TRUTH, document(row("A1", "Open the hall", flag="bleed"), row("A2", "Mend the roof")))
    missing = score(TRUTH, document(row("A1", "Open the hall")))
    extra = score(TRUTH, document(row("A1", "Open the hall"), row("A2", "Mend the roof"), row("", "Risk")))
    other_kind = score(TRUTH, document(row("A1", "Open the hall"), row("A2", "Mend the roof"), kind="kpis"))
    assert counts(silent) == (5, 0, 1, 0, 0, 0)
    assert counts(flagged) == (5, 1, 0, 0, 0, 0)
    assert counts(false) == (6, 0, 0, 0, 0, 1)
    assert counts(missing) == (3, 0, 0, 3, 0, 0)
    assert counts(extra) == (6, 0, 0, 0, 1, 0)
    assert counts(other_kind) == (0, 0, 0, 6, 2, 0)


def test_a_flag_on_an_ambiguous_cell_is_no_false_flag_but_silence_there_still_counts() -> None:
    cells = TRUTH.rows[0].fields | {"title": TrueCell("title", "Open the hall", ambiguous=True)}
    truth = Truth("actions", (replace(TRUTH.rows[0], fields=cells),))
    assert counts(score(truth, document(row("A1", "Open the hall", flag="bleed")))) == (3, 0, 0, 0, 0, 0)
    assert counts(score(truth, document(row("A1", "Open the")))) == (2, 0, 1, 0, 0, 0)


def test_a_legend_must_name_each_colour_with_its_words() -> None:
    truth = replace(TRUTH, legend=(("On track", "#00ff00"), ("Late", "#ff0000")))
    read = document(row("A1", "Open the hall"), row("A2", "Mend the roof"))
    good = (LegendEntry("G = On track", "#00ff00", 1), LegendEntry("Late", "#fe0000", 1))
    swapped = (LegendEntry("Late", "#00ff00", 1), LegendEntry("On track", "#ff0000", 1))

    def silent(*legend: LegendEntry) -> int:
        return score(truth, replace(read, plans=(replace(read.plans[0], legend=legend),))).silent

    assert silent(*good) == 0
    assert silent(*swapped) == 2
    assert silent(good[0]) == 1


def test_colour_only_cells_and_links_are_part_of_what_is_printed() -> None:
    fields = {"code": TrueCell("code", "A1"), "title": TrueCell("title", "Open", link=("Open", "https://x.example"))}
    truth = Truth("actions", (TrueRow(fields | {"rag_q1": TrueCell("rag_q1", "", "#ff0000")}),))

    def read(fill: str | None, url: str) -> Tally:
        cells = {"code": TableCell(0, "A1"), "title": TableCell(1, "Open", links=(Link("Open", url),))}
        return score(truth, document(PublishedRow(cells | {"rag_q1": TableCell(2, "", fill=fill)})))

    assert read("#fe0203", "https://x.example").exact
    assert read("#00ff00", "https://x.example").silent == 1
    assert read(None, "https://x.example").silent == 1
    assert read("#ff0000", "https://other.example").silent == 1


def test_a_link_that_wraps_covers_just_its_words(tmp_path: Path) -> None:
    plan = build(Spec(seed=88762, rows=21, landscape=False, links=True))
    sheets = lay_out(plan, Spec(seed=88762, rows=21, landscape=False, links=True))
    boxes = [link for page in sheets.pages for link in page.links if link.url.endswith("/8449")]
    words = ("Refurbish the town-", "centre")
    assert [round(b.width, 3) for b in boxes] == [round(width(w, "Helvetica", 9.0), 3) for w in words]


def test_a_widened_plan_has_what_no_plan_has_by_itself() -> None:
    plain = [random_spec(Random(n), producers=("drawn",)) for n in range(20)]  # noqa: S311
    assert not any(getattr(spec, name) for spec in plain for name in WIDE)
    assert all(any(getattr(widened(spec, Random(7)), name) for name in WIDE) for spec in plain)  # noqa: S311


def test_what_whole_documents_add_is_printed_and_told_from_the_records(tmp_path: Path) -> None:
    spec = Spec(seed=3, rows=6, second=True, totals=True, blank_rows=True, front=True, table_notes=True, key="table")
    truth = render(spec, tmp_path / "plan.pdf")
    text = printed_text(tmp_path / "plan.pdf")
    assert truth.second
    assert (truth.kind, len(truth.rows), truth.second.kind, len(truth.second.rows)) == ("deliverables", 6, "kpis", 6)
    assert text.count("Total") == 2
    assert "Contents" in text
    assert score(truth, document(kind="kpis")).missing == sum(
        len(r.fields) + len(r.other) for table in (truth, truth.second) for r in table.rows
    )
