"""The characters of a line that was looked at more than once: their spaces, who saw them alike, how sure they are."""

import numpy as np
import pytest

from extractors.picture.chars import ReadChar, placed, text_of
from extractors.picture.confidence import chances_right
from extractors.picture.engine import Char
from extractors.picture.ink import Ink

HEIGHT, PITCH = 20, 10


def look(text: str, chance: float = 0.99, space: float = 1e-6) -> list[Char]:
    """One look at a line; a space in `text` is one that the network saw, and `space` its chance everywhere else."""
    letters = text.replace(" ", "")
    spaced = {len(text[:n].replace(" ", "")) for n, c in enumerate(text) if c == " "}
    return [
        Char(letter, chance, (n + 0.5) / len(letters), 1.0 if n in spaced else space)
        for n, letter in enumerate(letters)
    ]


def read(text: str, *others: str, gaps: dict[int, int] | None = None, chance: float = 0.99) -> list[ReadChar]:
    """The characters of a line whose letters touch, but for `gaps` (pixels) before some of them."""
    letters = text.replace(" ", "")
    inked = np.ones((HEIGHT, PITCH * len(letters)), dtype=np.uint8)
    for n, wide in (gaps or {}).items():
        inked[:, n * PITCH - wide // 2 : n * PITCH + wide // 2] = 0
    return placed(look(text, chance), others, 0, Ink(0, HEIGHT, 2.0), inked)


def shown(chars: list[ReadChar]) -> str:
    return "".join((" " if c.spaced else "") + c.text for c in chars)


def test_letters_that_another_look_saw_otherwise_are_in_doubt_and_no_others() -> None:
    chars = read("harbour", "harhour", "harbour")
    assert [c.text for c in chars if not c.agreed] == ["b"]
    assert {c.looks for c in chars} == {2}
    assert text_of(look("the wall")) == "the wall"


def test_spaces_that_another_look_saw_otherwise_are_in_doubt() -> None:
    lost = read("thewall", "the wall")
    assert [c.text for c in lost if not c.spacing_agreed] == ["w"]
    assert all(c.agreed for c in lost)
    made = read("R ed", "Red", gaps={1: 8})
    assert shown(made) == "R ed"
    assert [c.text for c in made if not c.spacing_agreed] == ["e"]
    assert chances_right(made)[1] < 0.9 < chances_right(read("Red", "Red"))[1]


@pytest.mark.parametrize(
    ("seen", "printed"), [("52. 1", "52.1"), ("1 .1", "1.1"), ("No. 1", "No. 1"), ("1.1, 2.1", "1.1, 2.1")]
)
def test_no_space_stands_in_a_number(seen: str, printed: str) -> None:
    letters = seen.replace(" ", "")
    gaps = {len(seen[:n].replace(" ", "")): 8 for n, c in enumerate(seen) if c == " "}
    chars = read(seen, printed, gaps=gaps)
    assert shown(chars) == printed
    assert len(chars) == len(letters)


def test_a_letter_that_every_look_saw_is_surer_unless_its_shape_is_shared() -> None:
    alone, agreed = (chances_right(read("KEY", *others, chance=0.9)) for others in ((), ("KEY", "KEY")))
    assert all(a > b for a, b in zip(agreed, alone, strict=True))
    # I, l and 1 look the same each time.
    assert chances_right(read("l.1", "l.1", "l.1", chance=0.9))[0] == pytest.approx(0.9)


def test_after_a_comma_a_plain_gap_is_enough_and_elsewhere_the_looks_must_agree() -> None:
    listed, apart = (read(text, text.replace(" ", ""), gaps={at: 8}) for text, at in (("EC, CYP", 3), ("KPI 4", 3)))
    assert [c.spacing_agreed for c in (listed[3], apart[3])] == [False, False]
    assert chances_right(listed)[3] > 0.9 > chances_right(apart)[3]
