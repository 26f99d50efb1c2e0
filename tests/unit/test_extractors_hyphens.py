"""Whether a line's end breaks a word: the document's own words judge first, then English, and doubts are named."""

import pytest

from extractors.printed.hyphens import Hyphens

PLAIN = Hyphens([])


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("the develop-", "ment of the town"), "the development of the town"),
        (("follow-", "ing the survey"), "following the survey"),
        (("the well-", "known harbour"), "the well-known harbour"),
        (("the 2025-", "26 plan"), "the 2025-26 plan"),
        (("Q1-", "Q3"), "Q1-Q3"),
        (("one line", "and another"), "one line and another"),
        (("31/12/202", "5"), "31/12/2025"),
        (("31/12/", "2025"), "31/12/2025"),
        (("by 01.07.20", "25"), "by 01.07.2025"),
        (("due 01/07/20", "25 homes"), "due 01/07/20 25 homes"),
        (("£1,214,0", "00 spent"), "£1,214,000 spent"),
        (("in 2025", "12 homes"), "in 2025 12 homes"),
        (("9/6", "2025"), "9/6 2025"),
        (("Ports -", "the harbour"), "Ports - the harbour"),
        (("a re\u00ad", "generation scheme"), "a regeneration scheme"),
        (("", "words", "", "apart"), "words apart"),
        ((), ""),
    ],
)
def test_lines_join_with_the_hyphen_that_is_a_words_own(lines: tuple[str, ...], joined: str) -> None:
    assert PLAIN.join(lines) == joined


def test_the_documents_own_compound_outweighs_english() -> None:
    lines = ("the commit-", "tee meets")
    assert PLAIN.join(lines) == "the committee meets"
    assert Hyphens(["ask the commit-tee today"]).join(lines) == "the commit-tee meets"


def test_the_documents_own_word_outweighs_english() -> None:
    lines = ("the quay-", "master reports")
    assert Hyphens(["our quaymaster is here"]).join(lines) == "the quaymaster reports"
    assert Hyphens(["our quay-master is here"]).join(lines) == "the quay-master reports"


def test_the_ends_of_a_stretch_prove_nothing() -> None:
    """They may be halves of words themselves."""
    halves = Hyphens(["quaymaster"])
    assert halves.join(("the quay-", "master reports")) == PLAIN.join(("the quay-", "master reports"))


def test_an_open_break_is_named_both_ways() -> None:
    assert PLAIN.doubt(("tackle anti-", "social acts")) == "'anti-social' or 'antisocial'"


@pytest.mark.parametrize(
    "lines", [("the develop-", "ment"), ("the well-", "known"), ("no hyphen", "at all"), ("the 2025-", "26 plan")]
)
def test_a_plain_break_is_no_doubt(lines: tuple[str, ...]) -> None:
    assert PLAIN.doubt(lines) is None


def test_words_broken_without_a_hyphen_are_made_whole_in_a_narrow_column_only() -> None:
    lines = ("Regener", "ation")
    assert PLAIN.join(lines, narrow=True) == "Regeneration"
    assert PLAIN.join(lines) == "Regener ation"


@pytest.mark.parametrize("lines", [("Head of", "Ports"), ("Head", "of Parks"), ("Open", "a gate"), ("In", "hand")])
def test_two_words_stay_two_in_a_narrow_column(lines: tuple[str, ...]) -> None:
    assert PLAIN.join(lines, narrow=True) == " ".join(lines)
    assert PLAIN.doubt(lines, narrow=True) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("budget was", "reprofiled."),  # a rare word behind a common one
        ("Quaymere", "standard now"),  # a common word behind a rare one
        ("days to relet", "a home on the quay"),  # a word that would have fitted on a line
    ],
)
def test_a_rare_word_in_a_narrow_column_is_no_half(lines: tuple[str, ...]) -> None:
    assert PLAIN.join(lines, narrow=True) == " ".join(lines)
    assert PLAIN.doubt(lines, narrow=True) is None


def test_two_words_that_are_one_as_well_are_in_doubt_where_it_would_not_fit_on_a_line() -> None:
    assert PLAIN.doubt(("Quay", "Program", "me", "Manager"), narrow=True) == "'Program me' or 'Programme'"
    assert PLAIN.doubt(("Quay Program", "me Manager of Parks"), narrow=True) is None


def test_no_word_is_broken_before_a_capital() -> None:
    assert PLAIN.join(("Gwen Pryce-", "Jones")) == "Gwen Pryce-Jones"
    assert PLAIN.doubt(("Gwen Pryce-", "Jones"), narrow=True) is None


def test_hyphens_between_words_of_their_own_tell_that_a_document_breaks_none() -> None:
    keeping = Hyphens(["a well-", "attended fair", "with self-", "service and sign-", "off by the town-", "centre"])
    assert keeping.doubt(("thanks to well-", "attended fairs"), narrow=True) is None
    assert PLAIN.doubt(("thanks to well-", "attended fairs"), narrow=True) == "'well-attended' or 'wellattended'"


def test_words_that_are_usual_both_ways_keep_a_printed_hyphen_where_the_document_breaks_none() -> None:
    assert PLAIN.join(["Events Co-", "ordinator"]) == "Events Co-ordinator"
    assert PLAIN.doubt(["Events Co-", "ordinator"]) is None
    breaking = Hyphens(["a new commit-", "tee for the neighbour-", "hood and develop-", "ment of the quay"])
    assert breaking.doubt(["Events Co-", "ordinator"]) is not None
    assert Hyphens(["The Coordinator met."]).join(["Events Co-", "ordinator"]) == "Events Coordinator"


def test_fragments_that_make_no_word_are_named() -> None:
    assert PLAIN.doubt(("Saltmerian", "qwv"), narrow=True) == "'Saltmerian qwv' or 'Saltmerianqwv'"


def test_common_words_are_made_whole_behind_a_prefix_where_the_document_breaks_words() -> None:
    breaking = Hyphens(["a new commit-", "tee for the neighbour-", "hood and develop-", "ment of the quay"])
    assert breaking.doubt(["its re-", "sources"]) is None
    assert breaking.join(["its re-", "sources"]) == "its resources"
    assert breaking.doubt(["the re-", "form of boards"]) is not None
    assert PLAIN.doubt(["its re-", "sources"]) is not None


@pytest.mark.parametrize(("halves", "open_end"), [(("a frame-", "work"), False), (("one start-", "up"), True)])
def test_a_whole_word_was_broken_where_the_document_breaks_words_unless_compounds_end_so(
    halves: tuple[str, str], open_end: bool
) -> None:
    breaking = Hyphens(["a new commit-", "tee for the neighbour-", "hood and develop-", "ment of the quay"])
    assert (breaking.doubt(halves) is not None) is open_end
    assert PLAIN.doubt(halves) is not None


def test_two_words_on_full_lines_may_be_one_where_the_cell_breaks_words() -> None:
    lines = ("town-ce", "ntre", "master", "plan so")
    assert PLAIN.doubt(lines, narrow=True, full=lambda: [0, 2]) == "'master plan' or 'masterplan'"
    assert PLAIN.doubt(lines, narrow=True, full=lambda: [0]) is None
    assert PLAIN.doubt(("town", "centre", "master", "plan so"), narrow=True, full=lambda: [2]) is None


def test_a_code_may_be_broken_in_a_narrow_column() -> None:
    assert PLAIN.doubt(("RR5", "0"), narrow=True) == "'RR5 0' or 'RR50'"
    assert PLAIN.doubt(("Q4", "2025"), narrow=True) is None


def test_a_word_written_both_ways_keeps_its_hyphen_and_is_named_where_nothing_else_is_broken() -> None:
    lines = ("less demand on front-", "line services")
    both = Hyphens(["for frontline staff in all teams", *lines])
    assert both.join(lines) == "less demand on front-line services"
    assert both.doubt(lines) == "'front-line' or 'frontline'"
    broken = Hyphens(["for frontline staff in all teams", *lines, "the commit-", "tee on finan-", "cial matters"])
    assert broken.join(lines) == "less demand on frontline services"
