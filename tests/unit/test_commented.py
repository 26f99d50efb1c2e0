"""Lists kept as CSV: which lines are comments."""

import csv

from normalise.commented import without_comments


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(without_comments(text.splitlines(keepends=True))))


def test_lines_of_comment_go_and_lines_of_a_value_stay() -> None:
    text = '# why\na,b\n1,"one\n# two ""\n# three"\n# gone, "quoted\n"""\n# four",2\n'
    assert rows(text) == [["a", "b"], ["1", 'one\n# two "\n# three'], ['"\n# four', "2"]]


def test_a_quote_within_a_value_opens_nothing() -> None:
    assert rows('a,5" pipe\n# gone\n"b, c",6\n#1,kept\n') == [["a", '5" pipe'], ["b, c", "6"], ["#1", "kept"]]
