"""What a cell's confidence is made of: its weakest evidence, each worth what judged cells support and no more."""

import tomllib
from dataclasses import replace
from typing import Any, get_args

import pytest

from benchmarks.evidence import Evidence
from benchmarks.fitting import bound, correlation, fit
from extractors.confidence.company import Company, companies
from extractors.confidence.fitted import FILE, Fitted, fitted
from extractors.confidence.sureness import confident, with_confidence
from extractors.table import PlanColumn, PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell

READINGS = ("tagged", "ruled", "flow", "ocr")
COMPANIES = get_args(Company)
DATA: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))


def evidence(document: str, *, right: bool = True, **more: Any) -> Evidence:
    plain: dict[str, Any] = {
        "corpus": "random", "document": document, "source": "text", "kind": "actions", "field": "title",
        "right": right, "reading": "ruled", "company": "fits", "repairs": (), "flag": None, "chance": 1.0,
        "printed": 20, "edits": 0,
    }  # fmt: skip
    return Evidence(**(plain | more))


def rows(*codes: str, dates: tuple[str, ...] = ()) -> list[PublishedRow]:
    return [
        PublishedRow({"code": TableCell(0, code), "title": TableCell(1, f"Title {n}"), "delivery": TableCell(2, date)})
        for n, (code, date) in enumerate(zip(codes, dates or ("Q1 2025/26",) * len(codes), strict=True))
    ]


CODES = tuple(f"A1.{n}" for n in range(1, 11))


def company_of(found: list[PublishedRow], heading: str = "Action") -> list[dict[str, str]]:
    table = PublishedTable("actions", (PlanColumn(1, heading, "title", ""),), tuple(found), (1,))
    return [dict(kept) for kept in companies(table, fitted().company)]


def test_in_a_table_without_oddities_every_cell_keeps_good_company() -> None:
    assert {kept for row in company_of(rows(*CODES)) for kept in row.values()} == {"fits"}


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        (rows(*CODES[:4], "A1.5 A1.6", *CODES[5:]), "code"),
        (rows(*CODES, dates=(*("Q1 2025/26",) * 4, "", *("Q1 2025/26",) * 5)), "delivery"),
    ],
)
def test_an_odd_cell_casts_doubt_on_its_row_and_a_little_on_its_table(odd: list[PublishedRow], field: str) -> None:
    found = company_of(odd)
    assert found[4][field] == "cell"
    assert found[4]["title"] == "row"
    assert found[0] == {"code": "table", "title": "table", "delivery": "table"}


def test_a_title_that_was_carried_down_is_odd() -> None:
    found = rows(*CODES)
    found[3].fields["title"] = replace(found[3].fields["title"], repairs=("merged_cell",))
    assert company_of(found)[3]["title"] == "cell"


@pytest.mark.parametrize(("carried", "kept"), [(6, "fits"), (2, "cell")])
def test_an_officer_whom_most_rows_have_from_their_group_is_none_of_one(carried: int, kept: str) -> None:
    found = rows(*CODES)
    for n, row in enumerate(found):
        row.fields["lead_officer"] = TableCell(3, "Mayor", repairs=("merged_cell",) if n < carried else ())
    assert company_of(found)[0]["lead_officer"] == kept


def test_a_table_without_a_heading_over_its_titles_is_read_by_what_stands_in_it() -> None:
    assert {kept for row in company_of(rows(*CODES), heading=" ") for kept in row.values()} == {"unheaded"}


def test_a_short_table_has_no_habits() -> None:
    assert {kept for row in company_of(rows("A1.1", "A1.2 A1.3")) for kept in row.values()} == {"fits"}


@pytest.mark.parametrize("reading", READINGS)
def test_confidence_never_rises_as_evidence_weakens(reading: str) -> None:
    known = fitted()
    for mended in ((), *((name,) for name in known.repairs)):
        for flag in (None, *known.flags):
            worth = [known.confidence(reading, kept, mended, flag, 1.0) for kept in COMPANIES]  # type: ignore[arg-type]
            assert worth == sorted(worth, reverse=True)
            assert max(worth) <= known.confidence(reading, "fits", (), None, 1.0)
    chances = [known.confidence("ocr", "fits", (), None, n / 100) for n in range(101)]
    assert chances == sorted(chances)


def test_a_flagged_cell_is_never_as_sure_as_one_without_a_flag_has_to_be() -> None:
    known = fitted()
    for flag in (*known.flags, "never_seen"):
        assert known.confidence("ruled", "fits", (), flag, 1.0) < known.threshold


def test_no_confidence_is_above_what_its_own_sample_or_the_stronger_evidence_shows() -> None:
    for name in ("place", "repair", "letters"):
        for row in DATA[name]:
            assert 0 <= row["confidence"] < 1
    for reading in READINGS:
        mine = [row for row in DATA["place"] if row["reading"] == reading]
        assert [row["company"] for row in mine] == list(COMPANIES)
        cells, wrong = sum(row["cells"] for row in mine), sum(row["wrong"] for row in mine[:1])
        assert mine[0]["confidence"] <= 1 - wrong / max(cells, 1)


def test_a_cell_below_the_threshold_is_flagged_with_what_its_place_rests_on() -> None:
    known = replace(fitted(), places={**fitted().places, ("flow", "row"): 0.2})
    doubtful = TableCell(0, "Open the hall", reading="flow")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extractors.confidence.sureness.fitted", lambda: known)
        cell = confident(doubtful, "row")
    assert (cell.confidence, cell.flag) == (0.2, "weak_evidence")
    assert "white space alone" in (cell.flag_detail or "")


def test_a_flag_of_its_own_stays_and_lowers_the_confidence() -> None:
    plain, flagged = confident(TableCell(0, "x")), confident(TableCell(0, "x", flag="several_rows", flag_detail="two"))
    assert (flagged.flag, flagged.flag_detail) == ("several_rows", "two")
    assert flagged.confidence < fitted().threshold <= plain.confidence


def test_every_cell_of_a_document_is_weighed() -> None:
    theme = TableCell(0, "Theme 1")
    row = replace(rows("A1")[0], other=(("Ward", TableCell(3, "North")),), theme=theme)
    plan = PublishedPlan(1, 1, (PublishedTable("actions", (), (row,), (1,)),))
    [told] = with_confidence(PublishedDocument(1, (plan,))).plans[0].tables[0].rows
    assert told.theme is not None
    cells = [*told.fields.values(), *(cell for _, cell in told.other), told.theme]
    assert all(cell.confidence < 1 for cell in cells)


def test_few_cells_support_less_than_many_and_a_heap_of_errors_less_than_scattered_ones() -> None:
    few, many = ([evidence(f"d{n % 40}") for n in range(count)] for count in (200, 4000))
    assert bound(few, 0.1) < bound(many, 0.1) < 1
    assert bound(many, 0.1) < bound(many, 0.0)
    heap = [evidence(f"d{n % 40}", right=n % 40 > 0) for n in range(4000)]
    scattered = [evidence(f"d{n % 40}", right=n >= 100) for n in range(4000)]
    assert correlation(scattered) < 0.01 < 0.5 < correlation(heap)
    assert bound(heap, correlation(heap)) < bound(scattered, correlation(scattered))


def test_a_level_is_told_apart_where_it_is_plainly_worse_only() -> None:
    good = [evidence(f"d{n % 60}") for n in range(3000)]
    rare = [evidence("d1", company="row"), evidence("d2", company="row")]
    bad = [evidence(f"d{n}", company="cell", right=n % 2 == 0) for n in range(30)]
    found = Fitted.of({"threshold": 0.9, "company": DATA["company"], **fit([*good, *rare, *bad])}).places
    assert found["ruled", "row"] == found["ruled", "fits"] > 0.95
    assert found["ruled", "cell"] < 0.6


def test_letters_are_worth_what_they_turned_out_to_be() -> None:
    cells = [
        evidence(f"s{n % 50}", source="scan", reading="ocr", chance=chance, right=n % every > 0)
        for chance, every in ((0.4, 2), (0.85, 10), (0.97, 10_000), (0.999, 10_000))
        for n in range(1, 1500)
    ]
    known = Fitted.of({"threshold": 0.9, "company": DATA["company"], **fit(cells)})
    assert known.letter(0.1) <= known.letter(0.4) < 0.55 < known.letter(0.85) < 0.9 < known.letter(0.97)
    assert known.letter(0.97) == known.letter(0.999)
