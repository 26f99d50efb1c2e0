"""Tags that contradict the page: what the places of the texts tell is mended or flagged, never taken in silence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name

from tests.sheets import only_table, texts

# headings that announce no table, so that tags alone tell its cells
HEADINGS = ("Thing", "Mark", "Person", "Moment")
BODY = [(f"Mend wall {n}", f"1.{n}", f"Head of Port {n}", f"Q{n % 4 + 1} 2025/26") for n in range(1, 7)]
READ = [list(row) for row in (HEADINGS, *BODY)]

# Changes a table, given its rows, with what makes new objects of its file.
Wrong = Callable[[Any, list[Any], Callable[[Any], Any]], None]


def tagged(file: Path, wrong: Wrong, stroke: str = "none", heading: str = "[{}]") -> Path:
    """A tagged table without lines whose structure tree `wrong` has changed: see `Wrong`."""
    head = "table.header(" + ", ".join(heading.format(h) for h in HEADINGS) + ")"
    body = ", ".join(f"[{text}]" for row in BODY for text in row)
    table = f"#table(columns: (1fr, 60pt, 120pt, 90pt), stroke: {stroke}, {head}, {body})"
    source = f"#set page(width: 600pt, height: 300pt)\n#set document(date: none)\n{table}"
    typst.compile(source.encode(), output=str(file), ignore_system_fonts=True, timestamp=0)
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        found = below(document.Root.StructTreeRoot, "/Table")[0]
        wrong(found, below(found, "/TR"), document.make_indirect)
        document.save()
    return file


def kids(node: Any) -> list[Any]:
    own = node.get("/K", [])
    return list(own) if isinstance(own, Array) else [own]


def below(node: Any, kind: str) -> list[Any]:
    found: list[Any] = []
    for child in kids(node):
        if isinstance(child, Dictionary) and "/S" in child:
            found += [child] if str(child.S) == kind else below(child, kind)
    return found


def headings_alone(_: Any, rows: list[Any], __: object) -> None:
    for row in rows:
        for cell in kids(row):
            cell.S = Name.TH


def reversed_rows(_: Any, rows: list[Any], __: object) -> None:
    for row in rows[2::2]:
        row.K = Array(kids(row)[::-1])


def a_table_in_each_cell(_: Any, rows: list[Any], make: Callable[[Any], Any]) -> None:
    for row in rows[1:]:
        around: list[Any] = []
        for cell in kids(row):
            outer = make(Dictionary(S=Name.TD, P=row))
            table = make(Dictionary(S=Name.Table, P=outer))
            inner = make(Dictionary(S=Name.TR, P=table, K=Array([cell])))
            outer.K, table.K, cell.P = Array([table]), Array([inner]), inner
            around.append(outer)
        row.K = Array(around)


def a_table_for_each_row(table: Any, rows: list[Any], make: Callable[[Any], Any]) -> None:
    above = table.P
    made: list[Any] = [make(Dictionary(S=Name.Table, P=above, K=Array([row]))) for row in rows]
    for row, own in zip(rows, made, strict=True):
        row.P = own
    at = [k.objgen for k in kids(above)].index(table.objgen)
    above.K = Array([*kids(above)[:at], *made, *kids(above)[at + 1 :]])


def spans_that_are_none(_: Any, rows: list[Any], __: object) -> None:
    for row in rows[2::2]:
        kids(row)[1].A = Dictionary(O=Name.Table, ColSpan=2)


MENDED = (headings_alone, reversed_rows, a_table_in_each_cell, a_table_for_each_row, spans_that_are_none)


@pytest.mark.parametrize("stroke", ["none", "0.5pt"])
@pytest.mark.parametrize("wrong", MENDED)
def test_what_the_page_shows_outdoes_wrong_tags(tmp_path: Path, wrong: Wrong, stroke: str) -> None:
    table = only_table(tagged(tmp_path / "plan.pdf", wrong, stroke))
    assert texts(table) == READ
    assert not any(row.header for row in table.rows[1:])
    assert {c.reading for row in table.rows for c in row.cells} == {"tagged"}


def two_cells_in_one(_: Any, rows: list[Any], __: object) -> None:
    cells = kids(rows[3])
    cells[1].K = Array([*kids(cells[1]), *kids(cells[2])])
    rows[3].K = Array([*cells[:2], cells[3]])


def no_tag(_: Any, rows: list[Any], __: object) -> None:
    kids(rows[3])[2].K = Array([])


@pytest.mark.parametrize("wrong", [two_cells_in_one, no_tag])
def test_texts_stand_in_the_cells_they_are_printed_in_and_are_flagged(tmp_path: Path, wrong: Wrong) -> None:
    table = only_table(tagged(tmp_path / "plan.pdf", wrong))
    assert texts(table) == READ
    assert table.rows[3].cells[2].flag == "readings_disagree"
    assert {c.flag for row in (*table.rows[:3], *table.rows[4:]) for c in row.cells} == {None}


def test_a_text_tagged_in_another_row_than_its_own_is_flagged(tmp_path: Path) -> None:
    def exchanged(_: Any, rows: list[Any], __: object) -> None:
        one, other = kids(rows[3])[2], kids(rows[4])[2]
        one.K, other.K = other.K, one.K

    table = only_table(tagged(tmp_path / "plan.pdf", exchanged))
    assert [c.flag for row in table.rows for c in row.cells if c.column == 2] == [
        *[None] * 3, "readings_disagree", "readings_disagree", None, None
    ]  # fmt: skip


def test_turned_headings_that_are_all_tagged_as_the_first_stand_where_they_are_printed(tmp_path: Path) -> None:
    def heaped(_: Any, rows: list[Any], __: object) -> None:
        first, *others = kids(rows[0])
        first.K = Array([mark for cell in (first, *others) for mark in kids(cell)])
        for cell in others:
            cell.K = Array([])

    file = tagged(tmp_path / "plan.pdf", heaped, "0.5pt", "[#rotate(-90deg, reflow: true)[{}]]")
    assert texts(only_table(file)) == READ
