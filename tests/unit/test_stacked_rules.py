"""Rules of one width that part the rows of a table."""

import numpy as np
import pytest

from extractors.grids.grid import Lines
from extractors.printed.runs import Run
from extractors.readings.stack import stack

NONE = np.array([], dtype=np.int64)


def text(x: float, baseline: float, size: float) -> Run:
    """A text of 60 points, at `x` on `baseline`."""
    return Run(0, NONE, x, x + 60, baseline - size, baseline + 2, baseline, size)


def rules_with(pill: float) -> list[Lines]:
    """What is made of four rules, with a title of three lines and a word of `pill` points between each two."""
    rules = [Lines([(60.0 + 50 * n, (40.0, 560.0))], []) for n in range(4)]
    rows = [[text(44, 72 + 50 * n + 13 * k, 9.5) for k in range(3)] for n in range(3)]
    pills = [text(300, 72 + 50 * n, pill) for n in range(3)]
    return stack(rules, [*(t for row in rows for t in row), *pills], list)


def test_the_small_letters_of_a_pill_make_no_heading_of_a_title_beside_it() -> None:
    assert [len(table.horizontal) for table in rules_with(8.5)] == [4]
    assert [len(table.horizontal) for table in rules_with(9.5)] == [4]


def test_larger_letters_alone_over_a_rule_head_another_table() -> None:
    rules = [Lines([(60.0 + 50 * n, (40.0, 560.0))], []) for n in range(6)]
    rows = [text(44 + 100 * k, 72 + 50 * n, 9.0) for n in (0, 1, 3, 4) for k in range(3)]
    found = stack(rules, [*rows, text(44, 190, 13.0)], list)
    assert [len(table.horizontal) for table in found] == [3, 3]


def grouped(label_ends: float) -> list[Lines]:
    """What is made of two groups of two rows, each with a label at the left whose ink ends at `label_ends`."""
    ends = (40.0, 560.0)
    rules = [Lines([(60.0 + 25 * n, (140.0, 560.0) if n % 2 else ends)], []) for n in range(5)]
    rows = [text(144, 72 + 25 * n, 9.0) for n in range(4)]
    labels = [Run(0, NONE, 44, label_ends, 63 + 50 * n, 74 + 50 * n, 72 + 50 * n, 9.0) for n in range(2)]
    return stack(rules, [*rows, *labels], list)


def test_labels_of_groups_may_run_a_little_over_the_edge_of_their_column() -> None:
    assert [len(table.horizontal) for table in grouped(138)] == [5]
    assert [len(table.horizontal) for table in grouped(150)] == [5]
    assert [len(table.horizontal) for table in grouped(250)] != [5]


def going_on(last: float) -> list[Lines]:
    """What is made of a group whose label stands above its second rule, the last of its four rows at `last`."""
    rules = [Lines([(y, (40.0, 560.0))], []) for y in (60.0, 75.0, 100.0)]
    shorter = [Lines([(y, (140.0, 560.0))], []) for y in (125.0, 150.0)]
    rows = [text(x, y, 9.0) for x, y in ((44, 71), (144, 71), (44, 92), (144, 92), (144, 117), (last, 142))]
    return stack([*rules, *shorter], rows, list)


def test_rows_of_a_group_go_on_below_the_last_rule_of_full_width() -> None:
    assert [len(table.horizontal) for table in going_on(144)] == [5]
    assert [len(table.horizontal) for table in going_on(44)] == [4]


def headed(label: float | None, heading: float = 52.0) -> list[Lines]:
    """Rows under a heading whose rule alone has full width, their label at `label` (y), as on pages that it crosses."""
    rules = [Lines([(60.0, (40.0, 560.0))], []), *(Lines([(y, (140.0, 560.0))], []) for y in (85.0, 110.0, 135.0))]
    rows = [text(x, y, 9.0) for x in (144, 300) for y in (heading, 77, 102, 127)]
    beside = [] if label is None else [text(44, label, 9.0)]
    return stack(rules, [*rows, text(44, heading, 9.0), *beside], lambda: [heading - 9])


@pytest.mark.parametrize("label", [77.0, 102.0])
def test_a_label_stands_beside_the_rows_that_headings_alone_have_a_rule_over(label: float) -> None:
    assert [len(table.horizontal) for table in headed(label)] == [4]
    assert [len(table.horizontal) for table in headed(label, heading=15.0)] == [3]


def test_the_label_of_rows_between_rules_of_full_width_may_stand_on_the_page_before() -> None:
    wide, shorter = [Lines([(y, (40.0, 560.0))], []) for y in (60.0, 135.0)], Lines([(100.0, (140.0, 560.0))], [])
    rows = [text(x, y, 9.0) for x in (144, 300) for y in (52, 85, 120)]
    assert [len(table.horizontal) for table in stack([*wide, shorter], rows, lambda: [43.0])] == [3]
    assert [len(table.horizontal) for table in stack([*wide, shorter], rows, list)] != [3]


def test_shorter_rules_below_a_second_table_s_headings_are_its_own() -> None:
    wide = [Lines([(y, (40.0, 560.0))], []) for y in (60.0, 110.0, 160.0)]
    shorter = [Lines([(y, (140.0, 560.0))], []) for y in (85.0, 185.0, 210.0)]
    rows = [text(x, y, 9.0) for x in (44, 144, 300) for y in (52, 78, 103, 152, 178, 203)]
    found = stack([*wide, *shorter], [*rows, text(44, 130, 14.0)], lambda: [43.0, 143.0])
    assert [len(table.horizontal) for table in found] == [3, 3]
