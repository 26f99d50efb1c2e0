import pytest

from extractors.table import LegendEntry, TextLine
from normalise.about.announced import announced_counts, as_read
from normalise.about.metadata import About
from normalise.registers import load_registers
from normalise.statuses.legend import read_legend

REGISTERS = load_registers()
PHRASES, HUES = REGISTERS.statuses.phrases, REGISTERS.statuses.hues
NO_LEGEND = read_legend([], PHRASES, HUES)


def about(quarter: str | None) -> About:
    return About(None, "Plan", "progress_report", "2025/26", quarter, ())


def announced(*texts: str | tuple[str, float], quarter: str | None = "2025/26 Q2") -> dict[str, int]:
    lines = [TextLine(1, t[1], False, t[0]) if isinstance(t, tuple) else TextLine(1, 10.0, False, t) for t in texts]
    return announced_counts(lines, about(quarter), NO_LEGEND, PHRASES, REGISTERS.announced)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("114 actions: 64 complete, 30 green, 15 amber and 5 red",
         {"actions": 114, "actions:complete": 64, "actions:green": 30, "actions:amber": 15, "actions:red": 5}),
        ("The report covers 33 actions.", {"actions": 33}),
        ("This Delivery Plan sets out a total of 58 priority deliverables for the year.", {"deliverables": 58}),
        ("There are thirty-six priority deliverables in all.", {"deliverables": 36}),
        ("In total, 12 key performance indicators tell how we do.", {"kpis": 12}),
        ("Of the 66 actions, 40 are on track and 26 are at risk.",
         {"actions": 66, "actions:green": 40, "actions:amber": 26}),
        ("All 25 actions have a lead officer.", {"actions": 25}),
        ("Of the 20 actions, 12 (60%) are complete, 5 rated amber and three are red.",
         {"actions": 20, "actions:complete": 12, "actions:amber": 5, "actions:red": 3}),
        ("The plan contains 1,204 actions.", {"actions": 1204}),
    ],
)  # fmt: skip
def test_a_total_of_the_whole_plan_is_found(text: str, counts: dict[str, int]) -> None:
    assert announced(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "There are 12 actions in all under Theme 1.",
        "The report covers 33 actions carried over from last year.",
        "In total, 7 new actions were added.",
        "The plan has 14 actions that began in 2024/25.",
        "The council owns 4,100 homes and 52 parks.",
        "We took 12 actions to put this right.",
        "Of the 12 housing actions, 4 are complete.",
        "Officers agreed three actions with partners.",
        "A total of £12 million was spent on 3 projects.",
        "About 40 actions are planned.",
        "Section 12 actions",
        "",
    ],
)
def test_a_number_of_something_else_is_left_alone(text: str) -> None:
    assert announced(text) == {}


def test_sentences_run_on_over_lines_and_their_parts_into_the_next() -> None:
    found = announced(
        "Introduction. The report covers", "33 actions. At the end of Quarter 2, 6 actions are complete, 13 are",
        "green and 3 are red. One action was not rated.",
    )  # fmt: skip
    assert found == {"actions": 33, "actions:complete": 6, "actions:green": 13, "actions:red": 3}


@pytest.mark.parametrize("when", ["At the end of Quarter 1", "In the first quarter", "At the end of Q1 2025/26"])
def test_the_counts_of_another_quarter_are_left_alone(when: str) -> None:
    assert announced("The report covers 33 actions.", f"{when}, 6 actions were complete and 13 green.") == {
        "actions": 33
    }


def test_a_line_that_is_a_count_is_a_headline() -> None:
    assert announced(("58 priority deliverables", 24.0), ("and what comes of them", 12.0)) == {"deliverables": 58}


def test_totals_that_contradict_each_other_say_nothing() -> None:
    assert announced("The report covers 33 actions.", "All 31 actions have a lead officer.") == {}


def test_one_status_alone_is_a_remark() -> None:
    assert announced("The report covers 33 actions, and 3 are red.") == {"actions": 33}


def test_parts_beyond_the_total_are_not_its_parts() -> None:
    assert announced("The report covers 3 actions.", "Of these, 30 are green and 4 are red.") == {"actions": 3}


def test_a_status_is_what_the_documents_legend_calls_it() -> None:
    entries = [LegendEntry("R = Delayed", "#ff0000", 1), LegendEntry("G = Fine", "#00b050", 1)]
    legend = read_legend(entries, PHRASES, HUES)
    lines = [TextLine(1, 10.0, False, "Of the 10 actions, 4 are delayed and 6 are fine.")]
    found = announced_counts(lines, about(None), legend, PHRASES, REGISTERS.announced)
    assert found == {"actions": 10, "actions:red": 4, "actions:green": 6}


@pytest.mark.parametrize(
    ("said", "rows", "meant"),
    [
        ({"actions": 9, "actions:red": 1}, {"deliverables": 9}, {"deliverables": 9, "deliverables:red": 1}),
        ({"deliverables": 9}, {"actions": 8, "kpis": 3}, {"actions": 9}),
        ({"actions": 9}, {"actions": 8, "deliverables": 9}, {"actions": 9}),
        ({"actions": 9, "deliverables": 2}, {"actions": 8}, {"actions": 9, "deliverables": 2}),
        ({"kpis": 9}, {"actions": 8}, {"kpis": 9}),
        ({"actions": 9}, {"kpis": 8}, {"actions": 9}),
    ],
)
def test_a_plan_that_calls_its_deliverables_actions_means_the_rows_it_has(
    said: dict[str, int], rows: dict[str, int], meant: dict[str, int]
) -> None:
    assert as_read(said, rows) == meant
