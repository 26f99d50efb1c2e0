"""Values unlike all others of their field, and texts that are cut off."""

from dataclasses import replace

import pytest

from extractors.doubts.cutoff import with_cut_off
from extractors.grids.offpage import FLAG, RUNS_OFF
from tests.doubted import actions, flags, published


def test_nothing_is_out_of_place_where_every_value_has_its_shape() -> None:
    table = published(actions())
    assert [flags(table, n) for n in range(8)] == [{}] * 8


def test_a_word_before_a_code_is_the_end_of_the_text_beside_it() -> None:
    rows = actions()
    rows[3]["outcome_code"] = "so 1.4"
    assert flags(published(rows), 3) == dict.fromkeys(("title", "outcome_code", "lead_officer"), "out_of_place")


def test_a_text_after_a_status_is_the_update_s() -> None:
    rows = actions()
    rows[2]["rag_q1"] = "G The wall has been mended and the gate is next"
    assert flags(published(rows), 2) == dict.fromkeys(("lead_officer", "rag_q1", "update"), "out_of_place")


def test_codes_with_white_alone_between_them_are_two_rows_codes() -> None:
    rows = actions()
    rows[6]["outcome_code"] = "1.6 1.7"
    assert "outcome_code" in flags(published(rows), 6)


def test_a_time_of_year_in_words_is_a_date() -> None:
    rows = [r | {"delivery": f"Q{n % 4 + 1} 2025/26"} for n, r in enumerate(actions(12))]
    rows[2]["delivery"], rows[5]["delivery"] = "By Christmas 2025", "wall Q1 2025/26"
    table = published(rows)
    assert flags(table, 2) == {}
    assert "delivery" in flags(table, 5)


def test_a_sum_of_money_is_no_date() -> None:
    rows = [r | {"delivery": "Short term"} for r in actions()]
    rows[2]["delivery"] = "£25k Short term"
    table = published(rows)
    assert ("delivery" in flags(table, 2), "delivery" in flags(table, 3)) == (True, False)


def test_a_date_is_no_status() -> None:
    rows = [r | {"rag_q1": "Q2 2025/26"} for r in actions()]
    assert all("rag_q1" in flags(published(rows), n) for n in range(8))


def test_a_text_that_stands_twice_in_its_cell_is_two_rows_text() -> None:
    rows = actions()
    rows[5]["lead_officer"] = "Head of Ports Head of Ports"
    assert "lead_officer" in flags(published(rows), 5)


def test_a_text_that_begins_small_has_lost_its_beginning() -> None:
    rows = actions(20)
    rows[4]["update"] = "and it stands"
    assert flags(published(rows), 4) == {"update": "out_of_place"}


def test_letters_that_make_other_words_elsewhere_are_in_doubt() -> None:
    rows = actions()
    rows[6]["lead_officer"] = "Head of Po\nrts"
    assert flags(published(rows), 6) == {"lead_officer": "word_break"}


def cut_off(rows: list[dict[str, str]]) -> list[int]:
    """The rows whose update is flagged as cut off."""
    (table,) = with_cut_off([published(rows)])
    return [n for n, r in enumerate(table.rows) if r.fields["update"].flag == "cut_off"]


def test_a_text_that_ends_with_an_ellipsis_may_be_cut_off() -> None:
    texts = (
        "The work is running to programme and will",
        "The work is run…",
        "Costs are 12%...",
        "...",
        "And so on … in May",
    )
    rows = [{"title": f"Mend wall {n}", "update": text} for n, text in enumerate(texts)]
    assert cut_off(rows) == [1, 2]


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("It opens in May", []),  # writers leave full stops out: one of fewer lines ends so as well
        ("It opens in May.", [4]),
        ("Tenders are in for the\nharbour wall. It opens", []),  # nothing shows how many lines a row has room for
    ],
)
def test_a_text_that_stops_on_the_last_line_of_its_row_may_be_cut_off(last: str, found: list[int]) -> None:
    whole = "Tenders for bay {n} were\nopened in May and read.\nThe work has begun."
    updates = [whole.format(n=n) for n in range(4)]
    updates += ["The board of the port\nmet in June. It asked\nthat the wall be built", last]
    longer = "Tenders are in for the\n" in last
    updates = updates[1:] if longer else updates
    rows = [{"title": f"Mend wall {n}", "update": text} for n, text in enumerate(updates)]
    assert cut_off(rows) == found


def test_the_number_of_an_outcome_makes_no_sentence_of_it() -> None:
    texts = ["1. Residents shape the\nservices that they use"] * 5
    assert cut_off([{"title": f"Mend wall {n}", "update": text} for n, text in enumerate(texts)]) == []


def test_a_sentence_under_a_rating_is_out_of_place() -> None:
    rows = actions()
    rows[3]["rag_q1"] = "The wall stands and will be painted in the spring"
    assert flags(published(rows), 3)["rag_q1"] == "out_of_place"


def test_a_post_that_stops_short_at_the_foot_of_a_page_has_lost_its_rest() -> None:
    rows = actions()
    for cut in (rows[3], rows[5]):
        cut["lead_officer"] = "Assistant Director,"
    table = published(rows)
    paged = tuple(replace(r, pages=(1 if n < 4 else 2,)) for n, r in enumerate(table.rows))
    told = flags(replace(table, rows=paged), 3)
    assert told == dict.fromkeys(("title", "lead_officer", "update"), "split_unsure")
    assert flags(replace(table, rows=paged), 5) == {}


def test_a_small_word_behind_a_post_is_the_end_of_the_title_beside_it() -> None:
    rows = actions()
    rows[4]["lead_officer"] = "Head of Ports to"
    assert flags(published(rows), 4) == {
        "outcome_code": "out_of_place",
        "lead_officer": "out_of_place",
        "rag_q1": "out_of_place",
    }
    for whole in ("Lead for SEND and inclusion", "Consultant (children)", "As above"):
        rows[4]["lead_officer"] = whole
        assert flags(published(rows), 4) == {}
    rows[4]["lead_officer"] = "Head of Ports to"
    for other in rows[5:]:
        other["lead_officer"] = "Director of adult care"
    assert flags(published(rows), 4) == {}


def test_a_text_that_is_no_value_of_its_column_says_nothing_of_those_beside_it() -> None:
    rows = [r | {"delivery": f"Q{n % 4 + 1} 2025/26"} for n, r in enumerate(actions(12))]
    rows[2]["delivery"] = "As funds allow"
    assert flags(published(rows), 2) == {"delivery": "out_of_place"}


def test_a_table_that_runs_off_its_page_is_told_of_once() -> None:
    table = published(actions())
    off = [
        replace(r, fields=r.fields | {"update": replace(r.fields["update"], flag=FLAG, flag_detail=f"{RUNS_OFF}, so")})
        for r in table.rows
    ]
    (told,) = with_cut_off([replace(table, rows=tuple(off))])
    assert [r.fields["update"].flag for r in told.rows] == [FLAG, *[None] * (len(off) - 1)]
