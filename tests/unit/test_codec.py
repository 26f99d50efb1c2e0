"""Published documents survive the cache's JSON, and JSON that is none of theirs is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.table import (
    InkCounts,
    LeftAlone,
    LegendEntry,
    Link,
    OutcomeStatement,
    Piece,
    PlanColumn,
    PublishedDocument,
    PublishedPlan,
    PublishedRow,
    PublishedTable,
    TableCell,
    TextLine,
    ThemeStatement,
)
from pipeline.keeping.codec import WrongShape, decode, encode


def a_document(text: str = "Ärger – “quoted” \x00 \udc80") -> PublishedDocument:
    cell = TableCell(
        1,
        text,
        (Piece(1, 1.5, 2, 3, 4.25),),
        2,
        3,
        "#00ff00",
        ("a", "b"),
        (Link("w", "https://example.org"),),
        "tagged",
        ("split_row",),
        0.5,
        "overlap",
        "why",
    )
    empty = TableCell(0, "")
    row = PublishedRow({"title": cell, "status": empty}, (("Notes", cell),), cell, (1, 2))
    table = PublishedTable("actions", (PlanColumn(0, "Title", "title", "synonym", 3, "2025/26"),), (row,), (1,))
    plan = PublishedPlan(
        1,
        4,
        (table,),
        (OutcomeStatement("1.1", cell, "Theme"),),
        (ThemeStatement("Theme", cell),),
        (LegendEntry("Green", None, 1),),
        (TextLine(1, 9.5, True, "Title"),),
        InkCounts(5, 4, 3, 2, 1),
    )
    return PublishedDocument(4, (plan,), (LeftAlone((3,), ("A", "B"), "no plan"),), ("careful",))


@given(st.text())
def test_a_document_comes_back_as_it_went(text: str) -> None:
    document = a_document(text)
    assert decode(PublishedDocument, encode(document)) == document


def test_types_come_back_too() -> None:
    plan = decode(PublishedDocument, encode(a_document())).plans[0]
    cell = plan.tables[0].rows[0].fields["title"]
    assert isinstance(cell.pieces[0], Piece)
    assert isinstance(plan.ink, InkCounts)
    assert isinstance(cell.pieces[0].top, float)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda raw: raw[:-1],
        lambda raw: [*raw, 1],
        lambda raw: ["four", *raw[1:]],
        lambda raw: [True, *raw[1:]],
        lambda raw: [raw[0], {}, *raw[2:]],
        lambda raw: {"pages": 4},
    ],
    ids=["too short", "too long", "text for a number", "truth for a number", "object for a list", "object for all"],
)
def test_another_shape_is_refused(break_it: object) -> None:
    raw = json.loads(encode(a_document()))
    with pytest.raises(WrongShape):
        decode(PublishedDocument, json.dumps(break_it(raw)).encode())  # type: ignore[operator]


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    data = encode(a_document()).replace(b'"tagged"', b'"guessed"')
    with pytest.raises(WrongShape):
        decode(PublishedDocument, data)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(WrongShape):
        decode(PublishedDocument, data)
