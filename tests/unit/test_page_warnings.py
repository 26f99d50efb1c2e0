"""What a person is told of many pages takes one line."""

from dataclasses import replace

import numpy as np
import pytest

from extractors.doubts.pagewarnings import page_warnings
from extractors.page import UNKNOWN, Glyphs, Page
from extractors.pagelists import page_list
from extractors.pdf.pdfium_text import empty_glyphs


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([3], "page 3"), ([3, 4], "pages 3, 4"), ([1, 5, 6, 7, 9, 10], "pages 1, 5 to 7, 9, 10")],
)
def test_pages_are_listed_as_a_person_would(numbers: list[int], told: str) -> None:
    assert page_list(numbers) == told


def printed(text: str) -> Glyphs:
    none, whole = np.zeros(len(text)), np.zeros(len(text), dtype=np.int64)
    places = (none, none, none, none, none, none, none)
    return Glyphs(list(text), *places, whole, whole, whole, whole, whole, ("Plain",))


def test_letters_that_no_font_names_are_told_of_once_for_all_pages() -> None:
    pages = [Page(n, 100, 100, 0, printed("ab" + UNKNOWN * n)) for n in range(1, 4)]
    damaged = Page(4, 0, 0, 0, empty_glyphs(), warnings=("page 4 cannot be read: gone",))
    (broken, unknown) = page_warnings([*pages, Page(5, 100, 100, 0, printed("ab")), damaged])
    assert broken == "page 4 cannot be read: gone"
    assert unknown.startswith("pages 1 to 3: the font of 6 characters")


def test_text_off_the_page_is_told_of() -> None:
    text = printed("cut off")
    aside = [Page(2, 100, 100, 0, replace(text, x0=text.x0 + 101, x1=text.x1 + 105))]
    assert page_warnings([Page(1, 100, 100, 0, text)]) == ()
    assert page_warnings(aside) == ("page 2: 6 characters lie off the page, look for what is cut off",)
