"""The TOML beside a PDF: what it may say of headings and tables, and what is said of a wrong one."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.headings.overrides import BadOverrides, Overrides, TableDirection, read_overrides
from tests.small_pdfs import HEADINGS, ROWS, plan_pdf


def given(folder: Path, text: str) -> Overrides:
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    return read_overrides(file)


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert read_overrides(None) == Overrides()
    assert read_overrides(tmp_path / "none.toml") == Overrides()


def test_headings_are_compared_without_case_and_punctuation(tmp_path: Path) -> None:
    said = given(tmp_path, '[headings]\n"Who\'s  on it?" = "lead_officer"\n"Mood" = "rag_q3"\n')
    assert said.field_of("WHO'S ON IT") == ("lead_officer", None)
    assert said.field_of("mood") == ("rag", 3)
    assert said.field_of("Owner") is None


def test_tables_are_meant_by_page_and_heading(tmp_path: Path) -> None:
    said = given(
        tmp_path,
        '[[tables]]\npages = [3, 4]\nkind = "none"\n[[tables]]\nheading = "Vow"\nkind = "deliverables"\n',
    )
    assert said.table([4], [["Action"]]) == TableDirection(None, frozenset({3, 4}))
    assert said.table([9], [["Our", "Vow"]]) == TableDirection("deliverables", heading="Vow")
    assert said.table([9], [["Action"]]) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[headings", "not valid TOML"),
        (f"pages = {'9' * 5000}", "not valid TOML"),
        ('[headings]\n"Who" = "boss"\n', "'Who' is given to 'boss'"),
        ('[headings]\n"Who" = "title_q1"\n', "'title_q1'"),
        ('headings = "x"\n', "`headings` is no table"),
        ('tables = "x"\n', "`tables` is no list"),
        ("tables = [1]\n", "table 1"),
        ('[[tables]]\npages = [1]\nkind = "plan"\n', "'plan'"),
        ('[[tables]]\npages = ["1"]\nkind = "none"\n', "page numbers"),
        ('[[tables]]\npages = [0]\nkind = "none"\n', "page numbers"),
        ('[[tables]]\nheading = 1\nkind = "none"\n', "`heading` is no text"),
        ('[[tables]]\npage = 1\nkind = "none"\n', "`page` is not a known key"),
        ('[[tables]]\nkind = "none"\n', "names no table"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadOverrides, match=r"plan\.toml") as error:
        given(tmp_path, text)
    assert told in str(error.value)


def test_a_document_is_read_as_its_file_says(tmp_path: Path) -> None:
    pdf = plan_pdf(tmp_path / "plan.pdf")
    file = tmp_path / "plan.toml"
    file.write_text('[headings]\n"Outcome" = "other"\n', encoding="utf-8")
    [plan] = read_document(pdf, overrides=file).plans
    assert [c.field for c in plan.tables[0].columns] == ["title", None, "start", "delivery", "lead_officer"]
    assert [row.other[0][0] for row in plan.tables[0].rows] == ["Outcome"] * len(ROWS)

    file.write_text('[[tables]]\npages = [1]\nkind = "none"\n', encoding="utf-8")
    document = read_document(pdf, overrides=file)
    assert document.plans == ()
    assert document.left_alone[0].headings == HEADINGS
    assert "beside the PDF" in document.left_alone[0].reason
