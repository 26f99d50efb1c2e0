"""Letters of one shape, and misread words, settled by the words of the language and of the document."""

from collections.abc import Sequence

import pytest

from extractors.picture.chars import ReadChar
from extractors.picture.ink import Ink
from extractors.picture.lines import ReadLine
from extractors.picture.spelling import settle


def line(text: str, other: str = "", doubted: Sequence[int] = ()) -> ReadLine:
    chars: list[ReadChar] = []
    for word in text.split():
        for n, letter in enumerate(word):
            place = len(chars)
            spaced = n == 0 and place > 0
            space, gap = (1.0, 0.4) if spaced else (0.0, 0.1)
            chars.append(ReadChar(letter, place, place + 1, spaced, 0.99, space, gap, place not in doubted))
    return ReadLine((0, 0, 100, 20), tuple(chars), Ink(0, 20, 2.0), other or text)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("the KPls and ElAs", "the KPIs and EIAs"),
        ("UKRElIF", "UKREIIF"),
        ("Al Chatbot", "AI Chatbot"),
        ("All of us will", "All of us will"),
        ("In lllness", "In Illness"),
        ("the Parentina plan", "the Parenting plan"),
        ("Biodiversitv Net Gain", "Biodiversity Net Gain"),
        ("Wexcombe Quay", "Wexcombe Quay"),
        ("A1.4.1 and Q1 2025/26", "A1.4.1 and Q1 2025/26"),
        ("S151 HS2 NHS", "S151 HS2 NHS"),
    ],
)
def test_words_are_mended_only_where_one_known_word_fits(read: str, printed: str) -> None:
    assert settle([[line(read)]])[0][0].text == printed


def test_a_mended_letter_says_so() -> None:
    chars = settle([[line("Youna People")]])[0][0].chars
    assert [(c.text, c.mended) for c in chars if c.mended] == [("g", "near")]


def test_a_word_that_the_document_prints_surely_elsewhere_is_known() -> None:
    assert settle([[line("Stanngck")]])[0][0].text == "Stanngck"
    assert settle([[line("Stanngck")], [line("Stannack"), line("Stannack")]])[0][0].text == "Stannack"
    both = [line("Stannack"), line("Stannack Road"), line("Stanngck"), line("Stanngck")]
    assert settle([both])[0][2].text == "Stanngck"


def test_two_looks_leave_no_doubt_where_only_one_saw_a_word() -> None:
    settled = settle([[line("the strategy", other="the stratcay", doubted=[6])]])[0][0]
    assert all(c.agreed for c in settled.chars)


def test_two_looks_that_saw_two_words_stay_in_doubt() -> None:
    settled = settle([[line("grains", other="trains", doubted=[0])]])[0][0]
    assert not settled.chars[0].agreed
