"""The JSON form of `planlift tables` and its lines for a terminal."""

import json
from pathlib import Path

import pytest

from extractors.table import Piece, Table, TableCell, TableRow
from pipeline.errors import CannotSave
from pipeline.inspection.tables import TablesOf, describe, save


def found() -> TablesOf:
    head = TableRow((TableCell(0, "Task", (Piece(1, 1, 2, 3, 4),), column_span=2),), header=True)
    row = TableRow(
        (
            TableCell(0, "A", (Piece(1, 1.234, 2, 3, 4.567), Piece(2, 1, 2, 3, 4)), repairs=("split_row",)),
            TableCell(1, "B", (Piece(2, 5, 6, 7, 8),), fill="#00ff00", confidence=0.66666, flag="overlap", row_span=2),
        )
    )
    return TablesOf("a.pdf", "00", 2, (Table(2, (head, row), None, "no heading is known"),))


def test_the_json_form_is_the_designs(tmp_path: Path) -> None:
    save(found(), tmp_path / "t.json")
    told = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert {k: told[k] for k in ("file", "sha256", "pages")} == {"file": "a.pdf", "sha256": "00", "pages": 2}
    (table,) = told["tables"]
    assert (table["kind"], table["kind_reason"]) == (None, "no heading is known")
    assert (table["columns"], table["header_rows"]) == (2, 1)
    head, row = table["rows"]
    assert (head["header"], head["pages"]) == (True, [1])
    assert (row["header"], row["pages"]) == (False, [1, 2])
    assert row["cells"][0] == {
        "column": 0,
        "column_span": 1,
        "row_span": 1,
        "text": "A",
        "pieces": [
            {"page": 1, "x0": 1.23, "top": 2, "x1": 3, "bottom": 4.57},
            {"page": 2, "x0": 1, "top": 2, "x1": 3, "bottom": 4},
        ],
        "fill": None,
        "repairs": ["split_row"],
        "confidence": 1.0,
        "flag": None,
    }
    other = row["cells"][1]
    assert (other["fill"], other["confidence"], other["flag"], other["row_span"]) == ("#00ff00", 0.667, "overlap", 2)
    assert head["cells"][0]["column_span"] == 2


def test_text_that_has_no_utf8_form_is_escaped(tmp_path: Path) -> None:
    odd = TablesOf("a.pdf", "00", 1, (Table(1, (TableRow((TableCell(0, "x\udc80é"),)),)),))
    save(odd, tmp_path / "t.json")
    told = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert told["tables"][0]["rows"][0]["cells"][0]["text"] == "x\udc80é"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="choose another place"):
        save(found(), tmp_path / "no" / "t.json")


def test_lines_tell_size_place_and_kind() -> None:
    lines = describe(found())
    assert lines[0] == "a.pdf: 2 pages, 1 table"
    assert lines[2] == "Table 1, pages 1 to 2, 2 rows by 2 columns, 1 heading row (no heading is known)"
    assert lines[3:] == ["  # Task", "    A | B"]


def test_no_table_says_what_to_do() -> None:
    assert "planlift inspect" in describe(TablesOf("a.pdf", "00", 1, ()))[1]
