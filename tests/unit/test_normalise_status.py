import pytest

from extractors.table import LegendEntry
from normalise.registers import load_registers
from normalise.statuses.legend import Legend, read_legend
from normalise.statuses.rules import About
from normalise.statuses.status import (
    Status,
    holds_milestones,
    misread_status,
    read_status,
    with_own_colours,
    with_own_words,
)
from normalise.text import fold

RULES = load_registers().statuses
NO_LEGEND = Legend({}, ())


def legend(*entries: tuple[str, str | None]) -> Legend:
    return read_legend([LegendEntry(label, fill, 1) for label, fill in entries], RULES.phrases, RULES.hues)


def status_of(label: str, fill: str | None) -> str | None:
    """What a legend's entry means beside others whose letters and colours are ratings."""
    key = legend((label, fill), ("R: ", "#ff0101"), ("A: ", "#ffc101"), ("G: ", "#01b050"))
    return key.letters.get(fold(label))


def told(text: str, fill: str | None, key: Legend) -> Status:
    return read_status(text, fill, key, RULES)


LEGEND = read_legend(
    [
        LegendEntry("Off track, with major issues (R)", "#ff0000", 1),
        LegendEntry("Mainly on track (A)", "#ffc000", 1),
        LegendEntry("On track (G)", "#92d050", 1),
        LegendEntry("Scheduled - not yet started", "#d9d9d9", 1),
        LegendEntry("Completed (B)", "#00b0f0", 1),
    ],
    RULES.phrases,
    RULES.hues,
)


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Off track – with major issues (R)", "red"),
        ("Mainly on track – minor issues (A)", "amber"),
        ("On Track (G)", "green"),
        ("Scheduled - not yet started", "scheduled"),
        ("Completed (B)", "complete"),
        ("Red: more than a quarter late, or cannot finish", "red"),
        ("Amber: planned completion has moved", "amber"),
        ("Amber - at risk of not being completed", "amber"),
        ("In progress - slipping", "amber"),
        ("In progress - on target", "green"),
        ("Green – complete", "complete"),
        ("Green: milestones are being met", "green"),
        ("Blue", "complete"),
        ("Blue - not yet started", "scheduled"),
        ("Grey: not due", "scheduled"),
        ("Not started: planned to begin later in the year", "scheduled"),
        ("On hold", "paused"),
        ("No longer required", "cancelled"),
        ("Key", None),
    ],
)
def test_a_legends_words_name_a_status(label: str, status: str | None) -> None:
    assert status_of(label, None) == status


@pytest.mark.parametrize(
    ("text", "fill", "status", "evidence"),
    [
        ("G", "#92d050", "green", "both"),
        ("G", None, "green", "text"),
        ("Green", "#90d052", "green", "both"),
        ("Complete", None, "complete", "text"),
        ("Amber ↑", None, "amber", "text"),
        ("", "#00b0f0", "complete", "fill"),
        ("", "#d8dadb", "scheduled", "fill"),
        ("", None, "not_reported", None),
        ("", "#ffffff", "not_reported", None),
        ("", "#f2f2f2", "not_reported", None),
        ("-", None, "not_reported", "text"),
        ("G", "#f4f6f8", "green", "text"),
        ("🟢", None, "green", "text"),
        ("Not started", "#d9d9d9", "scheduled", "both"),
    ],
)
def test_a_plain_cell_is_understood_without_a_flag(
    text: str, fill: str | None, status: str, evidence: str | None
) -> None:
    found = read_status(text, fill, LEGEND, RULES)
    assert (found.status, found.evidence, found.reason) == (status, evidence, None)
    assert found.published == (text or None)


@pytest.mark.parametrize(
    ("text", "fill", "status", "reason"),
    [
        ("G", "#ff0000", "green", "status_conflict"),
        ("Red", "#92d050", "red", "status_conflict"),
        ("Zebra", None, "not_reported", "unknown_status"),
        ("✔ On its way", None, "not_reported", "unknown_status"),
        ("Green and red", None, "not_reported", "unknown_status"),
        ("Zebra", "#ff0000", "red", "unknown_status"),
        ("", "#7030a0", "not_reported", "ambiguous_colour"),
    ],
)
def test_what_is_in_doubt_is_flagged(text: str, fill: str | None, status: str, reason: str) -> None:
    found = read_status(text, fill, LEGEND, RULES)
    assert (found.status, found.reason) == (status, reason)
    assert found.certainty < 0.5
    assert found.detail


def test_a_colour_between_two_statuses_is_not_guessed() -> None:
    key = legend(("Red", "#d05a00"), ("Amber", "#d86400"))
    assert told("", "#d45f00", key).reason == "ambiguous_colour"


def test_the_documents_legend_goes_before_what_is_usual() -> None:
    key = legend(("Not started (B)", "#0070c0"), ("Done (G)", "#00b050"))
    assert told("B", None, key).status == "scheduled"
    assert told("", "#0070c0", key).status == "scheduled"
    assert told("G", "#00b050", key).status == "complete"


def test_without_a_legend_plain_hues_count_with_less_certainty() -> None:
    for fill, status in (("#fe0000", "red"), ("#ffc000", "amber"), ("#00b050", "green"), ("#0070c0", "complete")):
        found = read_status("", fill, NO_LEGEND, RULES)
        assert (found.status, found.reason) == (status, None)
        assert found.certainty < 1
    assert read_status("", "#7030a0", NO_LEGEND, RULES).reason == "ambiguous_colour"


def test_a_legend_says_which_entries_it_could_not_read() -> None:
    key = legend(("Key to colours", "#7030a0"), ("Red", "#ff0000"))
    assert key.unknown == ("Key to colours",)
    found = told("", "#7030a0", key)
    assert (found.status, found.reason) == ("not_reported", "ambiguous_colour")
    assert "Key to colours" in str(found.detail)


DELAYED = legend(
    ("R = Delayed", "#ff0000"),
    ("A = Minor delay", "#ffc000"),
    ("G = On target", "#92d050"),
    ("B = Achieved", "#00b0f0"),
    ("S = Not yet started", "#d0d7e5"),
)


@pytest.mark.parametrize(
    ("text", "fill", "status"),
    [
        ("R", "#ff0000", "red"),
        ("A", "#ffc000", "amber"),
        ("G", "#92d050", "green"),
        ("B", "#00b0f0", "complete"),
        ("S", "#d0d7e5", "scheduled"),
        ("", "#ff0000", "red"),
        ("", "#d0d7e5", "scheduled"),
        ("Delayed", None, "red"),
    ],
)
def test_a_legends_letter_and_colour_say_more_than_its_words(text: str, fill: str | None, status: str) -> None:
    found = told(text, fill, DELAYED)
    assert (found.status, found.reason) == (status, None)


@pytest.mark.parametrize(
    ("label", "fill", "status"),
    [
        ("At risk", "#c00000", "red"),
        ("Some slippage, under control", "#ed7d31", "amber"),
        ("R: Needs attention", None, "red"),
        ("Red - at risk", "#ff0000", "red"),
        ("Done (G)", "#00b050", "complete"),
        ("Not started", "#ff0000", "scheduled"),
        ("G - milestones delivered so far", "#00b050", "green"),
        ("In progress", "#ffc000", "amber"),
        ("S: Awaiting its turn", None, "scheduled"),
        ("On track", "#00b0f0", "green"),
        ("Late (R)", "#ffc000", "red"),
        ("Delayed (R)", "#ffc000", "amber"),
    ],
)
def test_a_label_is_weighed_with_its_letter_and_its_colour(label: str, fill: str | None, status: str) -> None:
    assert status_of(label, fill) == status


def test_labels_that_ran_into_one_another_are_taken_apart() -> None:
    key = legend(("A: Minor delay G: On target", "#ffc000"), ("B: Completed S: Not due", "#00b0f0"))
    assert [told(letter, None, key).status for letter in "AGBS"] == ["amber", "green", "complete", "scheduled"]
    assert told("", "#ffc000", key).status == "amber"


def test_an_initial_is_no_colour() -> None:
    key = legend(("A: Ahead of schedule", "#1f4e9e"), ("B: Behind schedule", "#8c8c8c"))
    assert (told("A", None, key).status, told("B", None, key).status) == ("green", "amber")


def test_a_colour_that_the_legend_leaves_out_means_what_is_usual() -> None:
    key = legend(("Delayed", "#ff0000"), ("Achieved", "#00b0f0"), ("Not yet started", "#d0d7e5"))
    for fill, status in (("#92d050", "green"), ("#ffc000", "amber")):
        found = told("", fill, key)
        assert (found.status, found.reason) == (status, None)
        assert found.certainty < 1


@pytest.mark.parametrize(
    ("key", "fill"),
    [
        (legend(("Complete", "#00b050"), ("Red", "#ff0000")), "#ffc000"),  # its green is not the usual one
        (legend(("Red", "#ff0000"), ("On track", "#006400")), "#a9d08e"),  # there is another green
    ],
)
def test_a_colour_that_the_legend_leaves_out_is_not_guessed_against_the_legend(key: Legend, fill: str) -> None:
    assert told("", fill, key).reason == "ambiguous_colour"


def test_a_legend_that_only_its_colours_explain_is_doubtful() -> None:
    key = legend(("Red", "#ff0000"), ("Phase two", "#0070c0"))
    found = told("", "#0070c0", key)
    assert (found.status, found.reason) == ("complete", "legend_unsure")
    assert "Phase two" in str(found.detail)


@pytest.mark.parametrize(
    ("label", "fill", "status", "reason"),
    [
        ("Achieved or on its way", "#00b050", "green", "legend_unsure"),
        ("Achieved or on its way", "#2a9d8f", "complete", "legend_unsure"),  # a colour between green and blue
        ("Achieved or on its way", "#0070c0", "complete", None),
        ("Achieved late or early", "#00b050", "complete", None),
        ("Achieved or now completed", "#00b050", "complete", None),
    ],
)
def test_a_state_that_a_label_names_beside_another_thing_is_doubtful(
    label: str, fill: str, status: str, reason: str | None
) -> None:
    found = told("", fill, legend((label, fill), ("Will not be met", "#ff0000")))
    assert (found.status, found.reason) == (status, reason)


def test_letter_and_colour_that_the_legend_itself_sets_against_each_other_are_doubtful() -> None:
    key = legend(("R: Late", "#ffc000"), ("G: Fine", "#00b050"), ("Stop", "#ff0000"))
    assert (told("R", None, key).status, told("R", None, key).reason) == ("red", "legend_unsure")


@pytest.mark.parametrize(
    ("text", "fill", "status"),
    [("Delayed", "#ff0000", "red"), ("At risk", "#c00000", "red"), ("In progress", "#ffc000", "amber")],
)
def test_without_a_legend_a_loose_word_is_what_its_colour_says(text: str, fill: str, status: str) -> None:
    found = told(text, fill, NO_LEGEND)
    assert (found.status, found.evidence, found.reason) == (status, "both", None)


@pytest.mark.parametrize(("text", "fill"), [("On track", "#ff0000"), ("R", "#ffc000"), ("Delayed", "#0070c0")])
def test_without_a_legend_a_plain_contradiction_stays_one(text: str, fill: str) -> None:
    assert told(text, fill, NO_LEGEND).reason == "status_conflict"


@pytest.mark.parametrize(
    ("text", "status"), [("Behind", "amber"), ("Well behind", "red"), ("Slightly behind", "amber")]
)
def test_how_far_behind_something_is_makes_its_status(text: str, status: str) -> None:
    assert told(text, None, NO_LEGEND).status == status


def test_a_letter_is_enough_without_a_legend() -> None:
    assert (told("S", "#d0d7e5", NO_LEGEND).status, told("S", "#cccccc", NO_LEGEND).reason) == ("scheduled", None)


def test_a_legend_may_explain_signs() -> None:
    key = legend(("✘ Off track", None), ("▲ At risk", None), ("● On track", None), ("■ Not due", None))
    assert [told(sign, None, key).status for sign in "✘▲●■"] == ["red", "amber", "green", "scheduled"]
    bullets = legend(("• Red", "#ff0000"), ("• Green", "#00b050"))
    assert told("•", None, bullets).reason == "unknown_status"


def test_a_sign_that_nothing_explains_is_what_its_colour_says() -> None:
    found = told("●", "#00b050", NO_LEGEND)
    assert (found.status, found.published, found.evidence, found.reason) == ("green", "●", "fill", None)
    assert told("●", None, NO_LEGEND).reason == "unknown_status"
    assert told("Zebra", "#00b050", NO_LEGEND).reason == "unknown_status"


@pytest.mark.parametrize(
    ("heading", "answer", "status"),
    [
        ("On track?", "Yes", "green"),
        ("On track?", "Partly", "amber"),
        ("Is it on target?", "No", "red"),
        ("On track?", "✓", "green"),
        ("Complete?", "✓", "complete"),
        ("Delivered?", "Yes", "complete"),
    ],
)
def test_an_answer_means_what_its_heading_asks(heading: str, answer: str, status: str) -> None:
    found = read_status(answer, None, NO_LEGEND, RULES, About(heading))
    assert (found.status, found.reason) == (status, None)


@pytest.mark.parametrize(("heading", "answer"), [("Complete?", "No"), ("Funded?", "Yes"), ("", "Yes")])
def test_an_answer_that_settles_nothing_is_for_a_person(heading: str, answer: str) -> None:
    assert read_status(answer, None, NO_LEGEND, RULES, About(heading)).reason == "unknown_status"


MILESTONES = ("Tender issued", "Works start on site", "Scheme opens", "Phase 1 complete")


def test_what_is_due_in_a_quarter_is_no_status_but_its_colour_is() -> None:
    assert holds_milestones(MILESTONES, ("#92d050", None), NO_LEGEND, RULES)
    assert not holds_milestones(MILESTONES, ("#ffffff", None), NO_LEGEND, RULES), "nothing else rates the column's rows"
    about = About("Q1", milestones=True)
    painted = read_status("Phase 1 complete", "#92d050", NO_LEGEND, RULES, about)
    assert (painted.status, painted.published, painted.evidence, painted.reason) == (
        "green",
        "Phase 1 complete",
        "fill",
        None,
    )
    plain = read_status("Phase 1 complete", None, NO_LEGEND, RULES, about)
    assert (plain.status, plain.published, plain.reason) == ("not_reported", "Phase 1 complete", None)


@pytest.mark.parametrize(
    "texts", [("On track", "At risk", "Complete", "Slipping badly"), ("X", "Y", "Z", "Q"), ("Tender issued",) * 6]
)
def test_statuses_letters_and_one_odd_text_are_no_milestones(texts: tuple[str, ...]) -> None:
    assert not holds_milestones(texts, ("#92d050",), NO_LEGEND, RULES)


@pytest.mark.parametrize(
    ("read", "word"),
    [
        ("0n track", "on track"),
        ("Ambcr", "amber"),
        # Nothing fits, or it is a letter, for which every other letter is as likely.
        ("Harbour", None),
        ("l", None),
    ],
)
def test_a_misread_word_is_the_one_word_for_a_status_that_it_can_be(read: str, word: str | None) -> None:
    assert misread_status(read, NO_LEGEND, RULES) == word


@pytest.mark.parametrize(
    "text",
    ["Not quite done", "To be completed", "No longer on track", "Largely on track", "90% complete", "Not yet complete",
     "Complete except for the signs", "R - On track", "G: behind schedule"],
)  # fmt: skip
def test_words_that_turn_a_phrase_or_a_letter_against_it_are_for_a_person(text: str) -> None:
    assert read_status(text, None, NO_LEGEND, RULES).reason == "unknown_status"


@pytest.mark.parametrize(
    ("text", "status"),
    [("Now on track", "green"), ("100% complete", "complete"), ("Complete (late)", "complete"),
     ("A – Some delay", "amber"), ("R - Overdue", "red"), ("On track for Q4", "green"),
     ("Ambr / Amber", "amber"), ("Not due to start", "scheduled")],
)  # fmt: skip
def test_words_around_a_phrase_that_leave_it_as_it_is(text: str, status: str) -> None:
    assert read_status(text, None, NO_LEGEND, RULES)[0::4] == (status, None)


def test_what_is_late_is_green_nowhere() -> None:
    assert read_status("Overdue", "#92d050", NO_LEGEND, RULES).reason == "status_conflict"
    assert read_status("Overdue", "#ffc000", NO_LEGEND, RULES).status == "amber"


def test_a_score_is_rated_by_its_colour() -> None:
    assert told("3", "#ffc000", NO_LEGEND)[:2] == ("amber", "3")
    assert told("3", "#ffc000", NO_LEGEND).reason is None
    assert told("3", None, NO_LEGEND).reason == "unknown_status"


def test_a_councils_own_words_mean_what_the_colours_behind_them_always_say() -> None:
    cells = [("Needs funding", "#ffc000"), ("Needs funding", "#ffc000"), ("Stuck", "#ff0000"), ("On track", "#92d050")]
    own = with_own_words(cells, NO_LEGEND, RULES)
    assert told("Needs funding", "#ffc000", own)[:2] == ("amber", "Needs funding")
    assert told("Needs funding", "#ffc000", own).reason is None
    assert told("Stuck", "#ff0000", own).reason == "unknown_status"  # once is no usage
    assert with_own_words([*cells, ("Needs funding", "#ff0000")], NO_LEGEND, RULES) == NO_LEGEND
    assert with_own_words(cells[:2], NO_LEGEND, RULES) == NO_LEGEND  # one colour rates nothing


def test_two_words_in_two_shades_of_one_hue_are_not_both_what_the_hue_says() -> None:
    cells = [(w, f) for w, f in (("Some way to go", "#ffd966"), ("Nothing done", "#f4b183"), ("Good", "#a9d18e"))] * 2
    own = with_own_words(cells, NO_LEGEND, RULES)
    assert told("Nothing done", "#f4b183", own).reason == "unknown_status"
    assert told("Some way to go", "#ffd966", own).reason == "unknown_status"
    cells = [(w, f) for w, f in (("Limited progress", "#ffd966"), ("No progress", "#f4b183"))] * 2
    assert told("No progress", "#f4b183", with_own_colours(cells, NO_LEGEND, RULES))[:1] == ("red",)
    late = [("Slight slippage", "#ff0000"), ("Good", "#a9d18e")] * 2
    assert told("Slight slippage", "#ff0000", with_own_colours(late, NO_LEGEND, RULES)).status == "red"


def test_a_councils_own_colours_mean_what_the_words_on_them_always_say() -> None:
    cells = [
        (word, fill) for word, fill in (("R", "#f4b084"), ("A", "#ffe699"), ("Green", "#a9d08e")) for _ in range(2)
    ]
    assert told("R", "#f4b084", NO_LEGEND).reason == "status_conflict"
    own = with_own_colours(cells, NO_LEGEND, RULES)
    assert told("R", "#f4b084", own)[:2] == ("red", "R")
    assert told("R", "#f4b084", own).reason is None
    assert told("R", "#ffe699", own).reason == "status_conflict"
    assert with_own_colours([*cells, ("A", "#f4b084")], NO_LEGEND, RULES) == NO_LEGEND
    assert with_own_colours([*cells, ("A", "#ff0000")], NO_LEGEND, RULES) == NO_LEGEND
    assert with_own_colours(cells[:3], NO_LEGEND, RULES) == NO_LEGEND  # once is no usage


def test_a_grey_is_no_tint_of_the_legend() -> None:
    """The band of a row is as grey; a paler band is no colour of a status at all."""
    key = legend(("On track (G)", "#92d050"), ("Scheduled - not yet started", "#d0d8e8"))
    assert (told("", "#d0d8e8", key).status, told("", "#d0d8e8", key).reason) == ("scheduled", None)
    assert (told("", "#c0c0c0", key).status, told("", "#c0c0c0", key).reason) == ("not_reported", "ambiguous_colour")
    assert told("", "#f2f2f2", key).reason is None
    plain = legend(("On track (G)", "#92d050"), ("Scheduled - not yet started", "#d9d9d9"))
    assert (told("", "#c8c8c8", plain).status, told("", "#c8c8c8", plain).reason) == ("scheduled", None)
