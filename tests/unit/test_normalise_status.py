import pytest

from extractors.table import LegendEntry
from normalise.colour import ciede2000, difference, to_lab
from normalise.registers import load_registers
from normalise.status import Legend, read_legend, read_status, status_of_label

RULES = load_registers().statuses
NO_LEGEND = Legend({}, ())
LEGEND = read_legend(
    [
        LegendEntry("Off track, with major issues (R)", "#ff0000", 1),
        LegendEntry("Mainly on track (A)", "#ffc000", 1),
        LegendEntry("On track (G)", "#92d050", 1),
        LegendEntry("Scheduled - not yet started", "#d9d9d9", 1),
        LegendEntry("Completed (B)", "#00b0f0", 1),
    ],
    RULES,
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
    assert status_of_label(label, RULES) == status


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
    legend = read_legend([LegendEntry("Red", "#d05a00", 1), LegendEntry("Amber", "#d86400", 1)], RULES)
    assert read_status("", "#d45f00", legend, RULES).reason == "ambiguous_colour"


def test_the_documents_legend_goes_before_what_is_usual() -> None:
    legend = read_legend([LegendEntry("Not started (B)", "#0070c0", 1), LegendEntry("Done (G)", "#00b050", 1)], RULES)
    assert read_status("B", None, legend, RULES).status == "scheduled"
    assert read_status("", "#0070c0", legend, RULES).status == "scheduled"
    assert read_status("G", "#00b050", legend, RULES).status == "complete"


def test_without_a_legend_plain_hues_count_with_less_certainty() -> None:
    for fill, status in (("#fe0000", "red"), ("#ffc000", "amber"), ("#00b050", "green"), ("#0070c0", "complete")):
        found = read_status("", fill, NO_LEGEND, RULES)
        assert (found.status, found.reason) == (status, None)
        assert found.certainty < 1
    assert read_status("", "#7030a0", NO_LEGEND, RULES).reason == "ambiguous_colour"


def test_a_legend_says_which_entries_it_could_not_read() -> None:
    assert read_legend([LegendEntry("Key to colours", "#123456", 1)], RULES).unknown == ("Key to colours",)


# Pairs and differences from the test data of Sharma, Wu and Dalal (2005), chosen for the branches of the formula.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colour_differences_are_those_of_the_standard(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(expected, abs=5e-5)


def test_white_and_black_are_where_they_belong() -> None:
    assert to_lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.02)
    assert to_lab("#000000") == pytest.approx((0, 0, 0), abs=0.02)
    assert difference("#808080", "808080") == 0
    with pytest.raises(ValueError, match="not a colour"):
        to_lab("red")
