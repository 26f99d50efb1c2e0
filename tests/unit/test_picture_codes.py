"""Codes of a scan are told by each other."""

from dataclasses import replace

from extractors.picture.chars import ReadChar
from extractors.picture.codes import settle_codes
from extractors.picture.confidence import chances_right
from extractors.picture.ink import Ink
from extractors.picture.lines import ReadLine


def code(text: str) -> ReadLine:
    """A short line of which the other looks saw no space."""
    chars: list[ReadChar] = []
    for word in text.split():
        for n, letter in enumerate(word):
            spaced = n == 0 and bool(chars)
            place = len(chars)
            chars.append(
                ReadChar(letter, place, place + 1, spaced, 0.999, 0.4, 0.25 * spaced, True, looks=2,
                         spacing_agreed=not spaced, shape=0.4)
            )  # fmt: skip
    return ReadLine((0, 0, 100, 20), tuple(chars), Ink(0, 20, 2.0), text.replace(" ", ""))


def least(texts: list[str]) -> list[float]:
    """The least chance of each of the codes, one to a line of one page."""
    return [min(chances_right(line.chars)) for line in settle_codes([[code(text) for text in texts]])[0]]


def test_a_space_that_all_codes_have_is_one() -> None:
    assert min(least(["KP 2", "KP 3", "KP 4"])) > 0.98
    assert max(least(["KP 2", "KP3", "KP 4"])[::2]) < 0.9
    assert max(least(["KP 1", "KP 11", "KP 12"])) < 0.9  # beside a 1 a gap says little


def test_letters_that_codes_do_not_share_are_in_doubt() -> None:
    assert min(least(["SO-2", "SO-3", "SO-4"])) > 0.9
    assert max(least(["so-2", "SO-3", "SO-4"])) <= 0.5
    assert max(least(["KPL 2", "KPI 3", "KPI 4"])) <= 0.5


def test_other_lines_stay_as_they_are() -> None:
    line = replace(code("Mend the wall 2"), other="Mend the wall 2")
    assert settle_codes([[line]]) == [(line,)]
