"""What a plan prints with labels over groups of its rows: who leads them, when they are due."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.quayside import BOLD, rows_of, sheet_of

XS = (40.0, 320.0, 420.0, 500.0)
HEADINGS = ("Milestone", "Due by", "RAG")
GROUPS = {"Project 1: Dry harbours": "Head of Ports (East)", "Project 2: Clean beaches": "Director of Place"}


def rows(tmp_path: Path, named: str) -> list[PublishedRow]:
    """The records under two bands, each with its name and officer as `named` puts them."""
    sheet, y = sheet_of(tmp_path), 60.0
    sheet.table(XS, [y, y + 20], [HEADINGS])
    for n, (name, officer) in enumerate(GROUPS.items()):
        y += 20
        sheet.text(44, y + 14, named.format(name, officer), font=BOLD)
        sheet.grid((XS[0], XS[-1]), [y, y + 20])
        milestones = [(f"Mend the sea wall at bay {n}{k}", "March 2026", "G") for k in range(3)]
        sheet.table(XS, [y + 20 * k for k in range(1, 5)], milestones)
        y += 60
    return rows_of(read_document(sheet.save()))


@pytest.mark.parametrize("named", ["{} (Lead officer: {})", "{} | Lead: {}", "{}, Lead Officer: {}, Members: all"])
def test_an_officer_behind_a_label_in_the_band_over_rows_leads_them(tmp_path: Path, named: str) -> None:
    found = rows(tmp_path, named)
    assert [r.fields["lead_officer"].text for r in found] == [o for o in GROUPS.values() for _ in range(3)]
    assert [r.theme.text if r.theme else None for r in found] == [g for g in GROUPS for _ in range(3)]


def test_words_behind_a_colon_that_name_no_field_are_the_band_s_name(tmp_path: Path) -> None:
    found = rows(tmp_path, "{} (Area: {})")
    assert not any("lead_officer" in r.fields for r in found)
    assert [r.theme.text if r.theme else None for r in found][::3] == [f"{g} (Area: {o})" for g, o in GROUPS.items()]


def test_an_officer_in_the_heading_over_each_table_leads_its_rows_without_a_doubt(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    for n, officer in enumerate(GROUPS.values()):
        y = 60.0 + 180 * n
        sheet.text(40, y, f"Lead officer: {officer}", font=BOLD, size=11)
        body = [(f"Mend the sea wall at bay {n}{k}", "March 2026", "G") for k in range(5)]
        sheet.table(XS, [y + 10 + 20 * k for k in range(7)], [HEADINGS, *body])
    found = rows_of(read_document(sheet.save()))
    assert [(c.text, c.flag) for r in found for c in [r.fields["lead_officer"]]] == [
        (o, None) for o in GROUPS.values() for _ in range(5)
    ]


@pytest.mark.parametrize("weight", [BOLD, "Helvetica"])
def test_a_line_of_facts_below_the_heading_over_a_table_is_not_its_name(tmp_path: Path, weight: str) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    for n, (name, officer) in enumerate(GROUPS.items()):
        y = 60.0 + 180 * n
        sheet.text(40, y - 20, name, font=BOLD, size=12)
        sheet.text(40, y, f"Sponsor: {officer} Budget: £90,000", font=weight)
        body = [(f"Mend the sea wall at bay {n}{k}", "March 2026", "G") for k in range(5)]
        sheet.table(XS, [y + 10 + 20 * k for k in range(7)], [HEADINGS, *body])
    found = rows_of(read_document(sheet.save()))
    assert [r.theme.text if r.theme else None for r in found] == [g for g in GROUPS for _ in range(5)]
    assert [r.fields["lead_officer"].text for r in found] == [o for o in GROUPS.values() for _ in range(5)]


def test_a_band_of_facts_below_the_band_with_the_name_is_not_the_name(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    for n, (name, officer) in enumerate(GROUPS.items()):
        y = 60.0 + 180 * n
        for k, (text, font) in enumerate(((name, BOLD), (f"Sponsor: {officer} Budget: £90,000", "Helvetica"))):
            sheet.text(44, y + 14 + 20 * k, text, font=font)
            sheet.grid((XS[0], XS[-1]), [y + 20 * k, y + 20 + 20 * k])
        body = [(f"Mend the sea wall at bay {n}{k}", "March 2026", "G") for k in range(4)]
        sheet.table(XS, [y + 40 + 20 * k for k in range(6)], [HEADINGS, *body])
    found = rows_of(read_document(sheet.save()))
    assert [r.theme.text if r.theme else None for r in found] == [g for g in GROUPS for _ in range(4)]
    assert [r.fields["lead_officer"].text for r in found] == [o for o in GROUPS.values() for _ in range(4)]


@pytest.mark.parametrize(("label", "records"), [("Service objective", False), ("Objective", False), ("Project", True)])
def test_forms_over_tables_tell_whose_their_rows_are_unless_they_name_a_project(
    tmp_path: Path, label: str, *, records: bool
) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    for n, (name, officer) in enumerate(GROUPS.items()):
        y = 40.0 + 200 * n
        form = [(label, name.partition(": ")[2]), ("Lead officer", officer), ("Links to strategy", f"Coast plan {n}")]
        sheet.table((40.0, 160.0, 500.0), [y + 20 * k for k in range(4)], form)
        body = [(f"Mend the sea wall at bay {n}{k}", "March 2026", "G") for k in range(4)]
        sheet.table(XS, [y + 76 + 20 * k for k in range(6)], [HEADINGS, *body])
    found = rows_of(read_document(sheet.save()))
    assert len(found) == 8 + 2 * records
    if not records:
        names = [g.partition(": ")[2] for g in GROUPS]
        assert [r.theme.text if r.theme else None for r in found] == [g for g in names for _ in range(4)]
        assert [r.fields["lead_officer"].text for r in found] == [o for o in GROUPS.values() for _ in range(4)]
        assert [dict(r.other)["Links to strategy"].text for r in found[::4]] == ["Coast plan 0", "Coast plan 1"]


def test_a_name_and_a_labelled_officer_that_fill_a_row_name_the_rows_below(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    rows: list[tuple[str, ...]] = [HEADINGS]
    for n, (name, officer) in enumerate(GROUPS.items()):
        rows += [(name, "", ""), *((f"Mend the sea wall at bay {n}{k}", "March 2026", "G") for k in range(4))]
        sheet.text(424, 60 + 20 * (5 * n + 1) + 14, f"Outcome lead: {officer}")
    ys = [60.0 + 20 * k for k in range(len(rows) + 1)]
    for n, row in enumerate(rows):
        xs = (XS[0], XS[2], XS[3]) if row[0] in GROUPS else XS
        sheet.table(xs, ys[n : n + 2], [row[: len(xs) - 1]])
    found = rows_of(read_document(sheet.save()))
    assert [r.theme.text if r.theme else None for r in found] == [g for g in GROUPS for _ in range(4)]
    assert [r.fields["lead_officer"].text for r in found] == [o for o in GROUPS.values() for _ in range(4)]


@pytest.mark.parametrize(
    ("quarters", "flag"), [((1, 2, 3), None), ((3, 2, 1), "likely_field")], ids=["in turn", "the other way"]
)
def test_a_quarter_over_each_table_is_when_its_milestones_are_due(
    tmp_path: Path, quarters: tuple[int, ...], flag: str | None
) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    for n, quarter in enumerate(quarters):
        y = 70.0 + 120 * n
        sheet.text(40, y, f"Quarter {quarter} 2025/26", font=BOLD, size=12)
        body = [(f"Mend the sea wall at bay {n}{k}", "Dry harbours", "G") for k in range(3)]
        sheet.table(XS, [y + 10 + 20 * k for k in range(5)], [("Milestone", "Strategic objective", "RAG"), *body])
    found = [r.fields["delivery"] for r in rows_of(read_document(sheet.save()))]
    assert [(c.text, c.flag) for c in found] == [(f"Quarter {q} 2025/26", flag) for q in quarters for _ in range(3)]


def test_a_heading_over_those_that_name_themes_is_kept_beside_the_fields(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 520.0))
    upper = {"Growing our economy": ("People find better jobs", "Visitors stay"), "Cleaner shores": ("Sand is clean",)}
    y, expected = 60.0, list[tuple[str, list[tuple[str, str]]]]()
    for name, lower in upper.items():
        sheet.text(40, y, name, font=BOLD, size=14)
        for theme in lower:
            sheet.text(40, y + 20, theme, font=BOLD, size=11)
            body = [(f"{theme} at bay {k}", "March 2026", "G") for k in range(3)]
            sheet.table(XS, [y + 28 + 20 * k for k in range(5)], [HEADINGS, *body])
            expected += [(theme, [("heading above", name)])] * 3
            y += 115
        y += 20
    found = rows_of(read_document(sheet.save()))
    assert [(r.theme.text if r.theme else "", [(h, c.text) for h, c in r.other]) for r in found] == expected


def test_a_heading_over_a_table_with_a_column_of_themes_is_kept_beside_the_fields(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 460.0))
    names = ("Children and Education", "Growth and Housing")
    for n, name in enumerate(names):
        y = 70.0 + 180 * n
        sheet.text(40, y, name, font=BOLD, size=12)
        body = [(f"Mend the sea wall at bay {n}{k}", ("Fairer", "Greener")[k % 2], "June 2026", "G") for k in range(5)]
        heads = ("Deliverable", "Priority", "Due by", "RAG")
        sheet.table((*XS[:1], 220.0, *XS[1:]), [y + 10 + 20 * k for k in range(7)], [heads, *body])
    found = rows_of(read_document(sheet.save()))
    told = [(r.theme.text if r.theme else "", [c.text for _, c in r.other][-1:]) for r in found]
    assert told == [(("Fairer", "Greener")[k % 2], [name]) for name in names for k in range(5)]
