"""Short values read from pictures, settled by the other values of their document."""

from dataclasses import replace

import pytest

from extractors.picture.ocrvocabulary import with_vocabulary
from extractors.table import PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell


def settled(field: str, doubtful: TableCell, *sure: str) -> TableCell:
    """The doubtful cell once the document's sure values of the same field are known."""
    cells = [*(seen(text, 0.999) for text in sure), doubtful]
    rows = tuple(PublishedRow({field: cell}) for cell in cells)
    plan = PublishedPlan(1, 1, (PublishedTable("deliverables", (), rows, (1,)),))
    return with_vocabulary(PublishedDocument(1, (plan,))).plans[0].tables[0].rows[-1].fields[field]


def seen(text: str, chance: float, flag: str | None = None) -> TableCell:
    return TableCell(0, text, reading="ocr", confidence=chance, flag=flag)


@pytest.mark.parametrize(
    ("field", "read", "sure", "printed"),
    [
        ("lead_officer", "Head of Housinq", ("Head of Housing", "Head of Parks"), "Head of Housing"),
        ("delivery", "QI 2O25/26", ("Q1 2025/26", "Q2 2025/26"), "Q1 2025/26"),
        ("rag_q1", "0n track", ("On track", "At risk"), "On track"),
        # No other value fits, or two do: a person has to look.
        ("lead_officer", "Head of Harbours", ("Head of Housing", "Head of Parks"), None),
        ("lead_officer", "Bl", ("BI", "B1"), None),
        # What a title says is no vocabulary.
        ("title", "Mend the harbonr", ("Mend the harbour",), None),
    ],
)
def test_a_misread_value_is_mended_where_it_is_a_misreading_of_exactly_one(
    field: str, read: str, sure: tuple[str, ...], printed: str | None
) -> None:
    doubtful = seen(read, 0.6, "ocr_doubt")
    cell = settled(field, doubtful, *sure)
    if printed is None:
        assert cell == doubtful
    else:
        assert (cell.text, cell.repairs, cell.flag) == (printed, ("vocabulary",), None)


def test_a_value_that_the_document_prints_surely_elsewhere_is_no_misreading_unless_another_is_near() -> None:
    doubtful = seen("Head of Housing", 0.9, "ocr_doubt")
    cell = settled("lead_officer", doubtful, "Head of Housing", "Director of Place")
    assert (cell.flag, cell.repairs, cell.confidence > 0.98) == (None, (), True)
    # One letter of Q1 makes Q2 of it, so that seeing Q1 elsewhere says nothing.
    quarter = seen("Q1 2025/26", 0.9, "ocr_doubt")
    assert settled("delivery", quarter, "Q1 2025/26", "Q2 2025/26") == quarter


@pytest.mark.parametrize(
    "doubtful",
    [
        replace(seen("Head of Housinq", 0.6), reading="ruled"),
        seen("Head of Housinq", 0.6, "merged_cells"),
        seen("Head of Housinq", 0.999),
    ],
)
def test_what_is_printed_as_text_or_is_doubted_for_another_reason_stays(doubtful: TableCell) -> None:
    assert settled("lead_officer", doubtful, "Head of Housing") == doubtful


@pytest.mark.parametrize(
    ("codes", "odd"),
    [
        (("KPI 1", "KPI 2", "KPI8"), ["KPI8"]),
        (("A1", "A2", "A 3", "A4.1"), ["A 3"]),
        (("KPI 1", "KPI2"), ["KPI 1", "KPI2"]),
        (("A1.1", "A1.2", "B 1"), []),
        (("O11", "O21", "011"), ["011"]),
        (("I.1", "II.1", "1.1", "2.1"), ["I.1", "II.1", "1.1", "2.1"]),
        (("1.1", "1.2", "2.1"), []),
    ],
)
def test_a_code_that_is_printed_unlike_its_column_is_flagged(codes: tuple[str, ...], odd: list[str]) -> None:
    rows = tuple(PublishedRow({"code": seen(code, 0.999)}) for code in codes)
    plan = PublishedPlan(1, 1, (PublishedTable("actions", (), rows, (1,)),))
    read = with_vocabulary(PublishedDocument(1, (plan,))).plans[0].tables[0].rows
    assert [r.fields["code"].text for r in read if r.fields["code"].flag == "ocr_doubt"] == odd
