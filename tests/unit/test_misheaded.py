"""Columns that stand under the wrong heading, or that may be what another one was taken for."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.doubts.misheaded import with_misheaded
from extractors.doubts.rivals import with_rivals
from extractors.doubts.unknown import with_unknown
from extractors.readings.pages.sidebyside import two_in_one
from extractors.table import PlanColumn, PublishedRow, PublishedTable, TableCell
from tests.doubted import HEADINGS, row
from tests.sheets import Sheet


def test_dates_under_officers_put_the_whole_table_in_doubt(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "shifted.pdf", (600, 400))
    rows = [row(n) for n in range(1, 6)]
    shifted = [(a, b, e, d, c) for a, b, c, d, e in rows]
    sheet.table((50, 110, 300, 420, 480, 590), [50, *(70 + 35 * n for n in range(6))], [HEADINGS, *shifted])
    document = read_document(sheet.save())
    records = [r for p in document.plans for t in p.tables for r in t.rows]
    assert len(records) == 5
    assert all(c.flag for r in records for c in r.fields.values())
    assert [w for w in document.warnings if "most texts read as lead_officer are dates" in w]


def test_statuses_in_no_field_put_those_under_the_same_heading_in_doubt() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "Q1 Q2", "status", ""),
        PlanColumn(2, "Q1 Q2", None, "no rule knows this heading"),
    )
    rows = tuple(
        PublishedRow(
            {"title": TableCell(0, f"Mend wall {n}"), "status": TableCell(1, "G")},
            (("Q1 Q2", TableCell(2, "A")),),
            pages=(1,),
        )
        for n in range(4)
    )
    tables, warnings = with_misheaded([PublishedTable("deliverables", columns, rows, (1,))])
    assert [{n for n, c in r.fields.items() if c.flag} for r in tables[0].rows] == [{"status"}] * 4
    assert len(warnings) == 1


@pytest.mark.parametrize(("sign", "flag"), [("✓", "out_of_place"), ("Green", None)])
def test_ticks_under_several_statuses_are_none_of_them_for_sure(sign: str, flag: str | None) -> None:
    columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, "Status Red Amber Green", "status", ""))
    rows = tuple(
        PublishedRow({"title": TableCell(0, f"Mend wall {n}"), "status": TableCell(1, sign)}, (), pages=(1,))
        for n in range(4)
    )
    (table,), warnings = with_misheaded([PublishedTable("deliverables", columns, rows, (1,))])
    assert {r.fields["status"].flag for r in table.rows} == {flag}
    assert len(warnings) == bool(flag)


def test_a_column_of_texts_without_a_heading_is_told_of() -> None:
    columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, "", None, "no rule knows this heading"))
    rows = tuple(
        PublishedRow({"title": TableCell(0, f"Mend wall {n}")}, (("", TableCell(1, "It stands")),), pages=(1,))
        for n in range(4)
    )
    tables, warnings = with_misheaded([PublishedTable("actions", columns, rows, (1,))])
    assert warnings == ("page 1: 'It stands' and the like stand under no heading, in no field",)
    assert all(c.flag for r in tables[0].rows for _, c in r.other)


def test_codes_of_two_kinds_that_no_heading_tells_apart_are_in_doubt() -> None:
    columns = (PlanColumn(0, "Action", "outcome_code", ""), PlanColumn(1, "Action", "code", ""))
    rows = tuple(
        PublishedRow({"outcome_code": TableCell(0, f"I.{n}"), "code": TableCell(1, f"1A{n}")}, pages=(1,))
        for n in range(3)
    )
    tables, warnings = with_misheaded([PublishedTable("actions", columns, rows, (1,))])
    assert all(c.flag == "out_of_place" for r in tables[0].rows for c in r.fields.values())
    assert warnings == ("page 1: nothing tells codes like '1A0' from outcome codes like 'I.0'",)


def test_codes_that_come_again_beside_outcome_codes_that_do_not_are_in_doubt() -> None:
    columns = (PlanColumn(0, "Ref", "code", ""), PlanColumn(1, "Outcome", "outcome_code", ""))
    rows = tuple(
        PublishedRow({"code": TableCell(0, "P1"), "outcome_code": TableCell(1, f"A1.{n}")}, pages=(1,))
        for n in range(3)
    )
    tables, warnings = with_misheaded([PublishedTable("actions", columns, rows, (1,))])
    assert all(c.flag == "out_of_place" for r in tables[0].rows for c in r.fields.values())
    assert warnings == (
        "page 1: 'P1' is read as the code of several records, each of which has an outcome code of its own",
    )


def test_columns_of_one_heading_that_fill_no_field_are_its_field_in_doubt() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "Lead officer", None, "no rule knows this heading"),
        PlanColumn(2, "Lead officer", None, "no rule knows this heading"),
    )
    parts = (("Lead officer", TableCell(1, "Head of")), ("Lead officer", TableCell(2, "Housing")))
    rows = (
        PublishedRow({"title": TableCell(0, "Mend the wall")}, parts, pages=(1,)),
        PublishedRow({"title": TableCell(0, "Paint the wall")}, pages=(1,)),
    )
    tables, warnings = with_misheaded([PublishedTable("deliverables", columns, rows, (1,))])
    officers = [r.fields["lead_officer"] for r in tables[0].rows]
    assert [(c.text, c.flag) for c in officers] == [("Head of Housing", "out_of_place"), ("", "out_of_place")]
    assert [r.other for r in tables[0].rows] == [(), ()]
    assert warnings == ("page 1: 'Lead officer' stands over 2 columns, which may be one",)


def test_a_column_that_fills_no_field_under_a_better_heading_for_it_puts_the_field_in_doubt() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "Risk ref", "code", ""),
        PlanColumn(2, "Action ref", None, "no rule knows this heading"),
    )
    cells = {"title": TableCell(0, "Mend the wall"), "code": TableCell(1, "RR7")}

    def told(text: str) -> tuple[str | None, int]:
        rows = (PublishedRow(cells, (("Action ref", TableCell(2, text)),), pages=(1,)),)
        tables, warnings = with_rivals([PublishedTable("actions", columns, rows, (1,))])
        return tables[0].rows[0].fields["code"].flag, len(warnings)

    assert told("A1.1") == ("out_of_place", 1)
    assert told("") == (None, 0)


def test_levels_are_no_better_ratings_than_letters() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "This quarter", "status", ""),
        PlanColumn(2, "Confidence", None, ""),
    )
    cells = {"title": TableCell(0, "Mend the wall"), "status": TableCell(1, "G")}

    def told(text: str) -> str | None:
        rows = (PublishedRow(cells, (("Confidence", TableCell(2, text)),), pages=(1,)),)
        return with_rivals([PublishedTable("deliverables", columns, rows, (1,))])[0][0].rows[0].fields["status"].flag

    assert [told(text) for text in ("H", "Green")] == [None, "out_of_place"]


def test_dates_that_may_be_another_columns_are_flagged() -> None:
    def told(start: str, delivery: str, other: str, text: str = "June 2026") -> dict[str, str | None]:
        columns = (
            PlanColumn(0, "Action", "title", ""),
            PlanColumn(1, start, "start", ""),
            PlanColumn(2, delivery, "delivery", ""),
            PlanColumn(3, other, None, ""),
        )
        cells = {n: TableCell(c, "May 2026") for c, n in ((1, "start"), (2, "delivery"))}
        rows = (PublishedRow(cells, ((other, TableCell(3, text)),), pages=(1,)),) * 3
        tables, _ = with_rivals([PublishedTable("deliverables", columns, rows, (1,))])
        return {n: c.flag for n, c in tables[0].rows[0].fields.items()}

    assert told("Start", "Agreed implementation date", "Renewed") == {"start": None, "delivery": "out_of_place"}
    assert told("Start", "Agreed implementation date", "Money", "tbc") == {"start": None, "delivery": None}
    assert told("Start", "Agreed implementation date", "Original date") == {"start": None, "delivery": None}
    assert told("Start", "Due date", "Renewed") == {"start": None, "delivery": None}
    assert told("Minuted", "Due date", "Renewed") == {"start": "out_of_place", "delivery": None}


@pytest.mark.parametrize(
    ("manager", "sponsor", "flag"),
    [
        ("R Feldman", "Head of Parks", "out_of_place"),
        ("Head of Parks", "Head of Ports", None),
        ("R Feldman", "D Patel", None),
    ],
)
def test_posts_beside_persons_may_be_the_leads(manager: str, sponsor: str, flag: str | None) -> None:
    columns = (PlanColumn(0, "Project Manager", "lead_officer", ""), PlanColumn(1, "Project Sponsor", None, ""))
    other = (("Project Sponsor", TableCell(1, sponsor)),)
    rows = (PublishedRow({"lead_officer": TableCell(0, manager)}, other, pages=(1,)),)
    [table], told = with_rivals([PublishedTable("actions", columns, rows, (1,))])
    assert table.rows[0].fields["lead_officer"].flag == flag
    assert told


@pytest.mark.parametrize(
    ("own", "flag"), [("Lead Officer/EM", None), ("Sponsor", "out_of_place"), ("Origin", "out_of_place")]
)
def test_a_heading_that_names_the_lead_for_sure_outweighs_initials_elsewhere(own: str, flag: str | None) -> None:
    columns = (PlanColumn(0, own, "lead_officer", ""), PlanColumn(1, "Reported by", None, ""))
    other = (("Reported by", TableCell(1, "Kay Lowe")),)
    rows = (PublishedRow({"lead_officer": TableCell(0, "KL/SS")}, other, pages=(1,)),) * 3
    [table], _ = with_rivals([PublishedTable("actions", columns, rows, (1,))])
    assert table.rows[0].fields["lead_officer"].flag == flag


@pytest.mark.parametrize(
    ("own", "titles", "phrases", "flag"),
    [
        ("We did", "The wall {} stands. It was mended.", "Paint the long wall {}", "out_of_place"),
        ("Action", "The wall {} stands. It was mended.", "Paint the long wall {}", None),
        ("We did", "The wall {} was mended in May.", "Paint the long wall {}", None),
        ("We did", "The wall {} stands. It was mended.", "Fewer walls fall.", None),
    ],
)
def test_phrases_beside_several_sentences_may_be_the_titles(
    own: str, titles: str, phrases: str, flag: str | None
) -> None:
    columns = (PlanColumn(0, own, "title", ""), PlanColumn(1, "What happens next", None, ""))
    rows = tuple(
        PublishedRow(
            {"title": TableCell(0, titles.format(n))},
            (("What happens next", TableCell(1, phrases.format(n))),),
            pages=(1,),
        )
        for n in range(3)
    )
    [table], told = with_rivals([PublishedTable("deliverables", columns, rows, (1,))])
    assert {r.fields["title"].flag for r in table.rows} == {flag}
    assert bool(told) is (flag is not None)


def test_headings_run_together_promise_fields_that_the_record_lacks() -> None:
    def told(heading: str) -> tuple[dict[str, str | None], tuple[str, ...]]:
        columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, heading, None, "no rule knows this heading"))
        rows = (
            PublishedRow({"title": TableCell(0, "Mend the wall")}, ((heading, TableCell(1, "It stands")),), pages=(1,)),
        )
        tables, warnings = with_unknown([PublishedTable("actions", columns, rows, (1,))])
        return {n: c.flag for n, c in tables[0].rows[0].fields.items() if c.flag}, warnings

    assert told("Quarter 1Progress")[0] == dict.fromkeys(("rag_q1", "update"), "likely_field")
    assert told("HarbourBoard") == ({}, ())


@pytest.mark.parametrize(
    ("titles", "flag"),
    [
        (("PI01", "PI02", "PI03"), "out_of_place"),
        (("", "Bins", ""), "out_of_place"),
        (("PI01", "Bins", "PI03"), None),
        (("Lamps", "Bins", ""), None),
    ],
)
def test_a_table_with_codes_or_nothing_for_titles_has_its_columns_in_doubt(
    titles: tuple[str, ...], flag: str | None
) -> None:
    rows = tuple(PublishedRow({"title": TableCell(0, t), "delivery": TableCell(1, "Q1 2025/26")}) for t in titles)
    [read], _ = with_misheaded([PublishedTable("kpis", (PlanColumn(0, "Ref", "title", ""),), rows, (1,))])
    assert {c.flag for r in read.rows for c in r.fields.values()} == {flag}


def test_where_two_cells_hold_what_two_columns_should_the_others_of_their_column_are_in_doubt() -> None:
    def flags(merged: int) -> list[str | None]:
        rows = tuple(
            PublishedRow({
                "title": TableCell(0, "Mend it"),
                "lead_officer": TableCell(1, "Head", flag="merged_cells" if n < merged else None),
            })
            for n in range(6)
        )  # fmt: skip
        [read], _ = with_misheaded([PublishedTable("actions", (), rows, (1,))])
        assert {r.fields["title"].flag for r in read.rows} == {None}
        # what the table lacks may stand in such a column
        lost = {r.fields["delivery"].flag if "delivery" in r.fields else None for r in read.rows}
        assert lost == {"merged_cells" if merged > 1 else None}
        return [r.fields["lead_officer"].flag for r in read.rows]

    assert flags(2) == ["merged_cells"] * 6
    assert flags(1) == ["merged_cells"] + [None] * 5


@pytest.mark.parametrize(
    ("repairs", "heading", "told"), [((), "RAG", True), (("merged_cell",), "RAG", False), (("merged_cell",), "", True)]
)
def test_texts_over_several_rows_are_no_columns_of_a_second_table(
    repairs: tuple[str, ...], heading: str, told: bool
) -> None:
    headed = (("Action", "title"), ("Lead", "lead_officer"), ("Due", "delivery"), (heading, "status"))
    columns = [PlanColumn(n + 2, text, field, "") for n, (text, field) in enumerate(headed)]
    bare = tuple(("", TableCell(n, "h a", repairs=repairs)) for n in range(2))
    rows = (PublishedRow({"title": TableCell(2, "Mend it")}, bare),) * 4
    table = PublishedTable("actions", (PlanColumn(0, "", None, ""), PlanColumn(1, "", None, ""), *columns), rows, (1,))
    assert bool(two_in_one(table)) is told
