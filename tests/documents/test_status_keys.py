"""A council's own statuses: words, codes and scores, what a key says of them, colours behind them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedDocument
from tests.quayside import rows_of
from tests.trackers import draw, sheet_of, texts

DONE = ("Bids asked for", "Moved to next year", "Board to decide", "Terms agreed", "Weekly review")


def test_a_council_s_own_words_that_come_again_are_statuses_and_its_key_explains_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    words = ["Needs attention", "In recovery", "Needs attention", "In recovery", "Needs attention"] * 2
    heads = ("Ref", "Action", "Lead officer", "Position", "What is being done")
    body = [
        (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", word, DONE[n % 5]) for n, word in enumerate(words)
    ]
    draw(sheet, [heads, *body])
    key = [("Position", "Meaning"), ("Needs attention", "Amber: it may be late"), ("In recovery", "Red: it will be")]
    draw(sheet, key, top=340, edges=(40.0, 160.0, 400.0))
    document = read_document(sheet.save())
    assert texts(document, "status") == words
    assert [e.label for e in document.plans[0].legend] == [": ".join(row) for row in key[1:]]


@pytest.mark.parametrize("headed", [(), ("BRAG", "Meaning"), ("Key", "")])
def test_a_key_of_colours_keeps_its_first_line_and_is_no_table_that_may_be_lost(
    tmp_path: Path, headed: tuple[str, ...]
) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "Green") for n in range(6)]
    draw(sheet, [heads, *body])
    key = [("Red", "Late by a quarter or more"), ("Amber", "Slipping by some weeks"), ("Green", "On course")]
    top = 316 if headed else 340
    if headed:
        sheet.fill(40, top, 400, 340, "#666666")
    for n, colour in enumerate(("#e06666", "#f6b26b", "#93c47d")):
        sheet.fill(40, 340 + 24 * n, 120, 364 + 24 * n, colour)
    draw(sheet, [headed, *key] if headed else key, top=top, edges=(40.0, 120.0, 400.0))
    document = read_document(sheet.save())
    assert [e.label for e in document.plans[0].legend] == [": ".join(row) for row in key]
    assert document.warnings == ()


def test_a_box_of_the_outcomes_that_the_plan_has_is_no_table_that_may_be_lost(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Outcome", "Action", "Lead officer", "Due", "Status")
    body = [
        (f"1.{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "On track") for n in (1, 2, 3, 4)
    ]
    draw(sheet, [heads, *body])
    box = ("1.1 Harbours stay open", "1.2 Beaches are clean", "1.3 Boats are safe", "1.4 Ports earn their keep")
    draw(sheet, [box], top=340, edges=(40.0, 170.0, 300.0, 430.0, 580.0))
    document = read_document(sheet.save())
    assert [o.code for o in document.plans[0].outcomes] == ["1.1", "1.2", "1.3", "1.4"]
    assert document.warnings == ()


def test_a_small_council_s_plan_is_told_by_dates_posts_and_its_own_statuses(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Item", "Project", "By", "When", "How far are we?")
    words = ("Not begun", "In train", "Done", "In train", "Not begun", "Done", "In train", "Not begun")
    posts = ("Town Clerk", "As above", "Events Officer", "As above")
    body = [(f"{n}a", f"Mend the sea wall at bay {n}", posts[n % 4], "May 2026", words[n]) for n in range(8)]
    draw(sheet, [heads, *body])
    document = read_document(sheet.save())
    assert texts(document, "lead_officer") == [row[2] for row in body]
    assert texts(document, "status") == list(words)


def test_milestones_on_colours_are_rated_by_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 200.0, 300.0, 390.0, 480.0, 570.0)
    heads = ("Deliverable", "Lead", "Milestones Apr–Jun", "Milestones Jul–Sep", "Milestones Oct–Dec")
    steps = ("Tender issued", "Works begin", "Survey done", "Staff recruited", "Scheme opens")
    body = [
        (f"Mend the sea wall at bay {n}", "Head of Ports", steps[n % 5], steps[(n + 1) % 5], steps[(n + 2) % 5])
        for n in range(5)
    ]
    for n in range(5):
        for c in (2, 3):
            sheet.fill(
                edges[c], 84 + 24 * n, edges[c + 1], 108 + 24 * n, ("#92d050", "#ff0000", "#ffc000")[(n + c) % 3]
            )
    draw(sheet, [heads, *body], edges=edges)
    document = read_document(sheet.save())
    assert [t.kind for t in document.plans[0].tables] == ["actions"]
    assert [r.fields["rag_q1"].fill for r in rows_of(document)][:3] == ["#ffc000", "#92d050", "#ff0000"]


def test_colours_that_rate_what_no_field_holds_are_flagged(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Action", "Lead officer", "Status", "Due", "Money")
    edges = (40.0, 200.0, 320.0, 400.0, 480.0, 580.0)
    body = [(f"Mend the sea wall at bay {n}", "Head of Ports", "On track", "May 2026", f"£{n}0k") for n in range(5)]
    for n in range(5):
        sheet.fill(edges[4], 84 + 24 * n, edges[5], 108 + 24 * n, ("#92d050", "#ff0000")[n % 2])
    draw(sheet, [heads, *body], edges=edges)
    document = read_document(sheet.save())
    assert [c.flag for r in rows_of(document) for h, c in r.other if h == "Money"] == ["likely_field"] * 5


def test_a_key_under_painted_headings_gives_the_colours_of_its_words(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    key = [
        ("Status", "Meaning"),
        ("Late by a month", "It slips"),
        ("Late by a year", "It fails"),
        ("Met", "It is done"),
    ]
    for n, colour in enumerate(("#203864", "#ffc000", "#ff0000", "#92d050")):
        sheet.fill(40, 60 + 24 * n, 160 if n else 400, 84 + 24 * n, colour)
    draw(sheet, key, edges=(40.0, 160.0, 400.0))
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    words = ("Late by a year", "Met", "Late by a month", "Met")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "May 2026", w) for n, w in enumerate(words)]
    draw(sheet, [heads, *body], top=200)
    entries = read_document(sheet.save()).plans[0].legend
    assert [e.fill for e in entries] == ["#ffc000", "#ff0000", "#92d050"]


def scored(tmp_path: Path, key: Sequence[Sequence[str]]) -> PublishedDocument:
    """A plan with scores under a heading that no rule knows, and a key below it."""
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Due", "Grade")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "May 2026", "3123"[n % 4]) for n in range(6)]
    draw(sheet, [heads, *body])
    draw(sheet, key, top=280, edges=(40.0, 160.0, 400.0))
    return read_document(sheet.save())


def test_a_column_is_of_statuses_where_a_key_explains_all_of_its_texts(tmp_path: Path) -> None:
    key = [("Grade", "Meaning"), ("1", "Not started"), ("2", "Delayed"), ("3", "Completed")]
    document = scored(tmp_path, key)
    assert texts(document, "status") == ["3", "1", "2", "3", "3", "1"]
    assert [e.label for e in document.plans[0].legend] == ["1: Not started", "2: Delayed", "3: Completed"]


def test_scores_that_nothing_explains_leave_flagged_statuses(tmp_path: Path) -> None:
    document = scored(tmp_path, [("Grade", "Members"), ("1", "Quay"), ("2", "Old Town"), ("3", "Both")])
    assert [(r.fields["status"].text, r.fields["status"].flag) for r in rows_of(document)] == [("", "likely_field")] * 6


def test_a_line_of_prose_explains_the_codes_that_statuses_print(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.text(40, 50, "Key: OT = on track; AR = at risk; C = complete.", size=9)
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    body = [
        (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "May 2026", ("OT", "AR", "C")[n % 3])
        for n in range(6)
    ]
    draw(sheet, [heads, *body], top=80)
    entries = read_document(sheet.save()).plans[0].legend
    assert [e.label for e in entries] == ["OT: on track", "AR: at risk", "C: complete"]


def test_a_legend_that_is_written_in_one_go_gives_each_colour_its_own_words(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    legend, letter = "R Delayed G On track S Not started", 4.8
    for sign, colour in (("R", "#ff0000"), ("G", "#92d050"), ("S", "#d9d9d9")):
        x = 40 + letter * legend.index(f"{sign} ")
        sheet.fill(x, 42, x + letter, 52, colour)
    sheet.text(40, 50, legend, font="Courier", size=8)
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    draw(sheet, [heads, *((f"A{n}", "Mend the sea wall", "Head of Ports", "May 2026", "") for n in range(4))], top=80)
    entries = read_document(sheet.save()).plans[0].legend
    assert {e.fill: e.label for e in entries} == {
        "#ff0000": "R Delayed",
        "#92d050": "G On track",
        "#d9d9d9": "S Not started",
    }


def test_a_line_of_prose_explains_the_signs_that_statuses_print(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.text(40, 50, "Key: # complete   + on track   > some slippage   - not due to start")
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    signs = ("#", "+", ">", "-", "+", ">")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", s) for n, s in enumerate(signs)]
    draw(sheet, [heads, *body], top=80)
    document = read_document(sheet.save())
    said = ["# complete", "+ on track", "> some slippage", "- not due to start"]
    assert [e.label for e in document.plans[0].legend] == said


def test_a_line_of_prose_makes_the_scores_that_it_explains_statuses(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.text(40, 50, "Progress is scored: 1 = complete, 2 = on track, 3 = at risk, 4 = off track.")
    heads = ("No.", "Action", "Lead officer", "Due", "Score")
    scores = ("2", "1", "3", "4", "2")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "May 2026", s) for n, s in enumerate(scores)]
    draw(sheet, [heads, *body], top=80)
    document = read_document(sheet.save())
    assert texts(document, "status") == list(scores)
    said = ["1: complete", "2: on track", "3: at risk", "4: off track"]
    assert [e.label for e in document.plans[0].legend] == said
