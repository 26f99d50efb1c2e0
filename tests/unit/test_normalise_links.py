import pytest

from extractors.table import Link
from normalise.links import clean_url, read_links


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:jo@example.org", "mailto:jo@example.org"),
        (" https://example.org/\r\na\tb\x00\u202e\u200b ", "https://example.org/ab"),
        ("https://example.org/annual report.pdf", "https://example.org/annual%20report.pdf"),
        ("https://example.org/caf\u00e9", "https://example.org/caf\u00e9"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("file:///C:/Users/jo/plan.docx", None),
        ("data:text/html,x", None),
        ("www.example.org", None),
        ("https:///nowhere", None),
        ("https://[broken", None),
        ("mailto:", None),
        ("#bookmark", None),
        ("", None),
        ("\udcff", None),
    ],
)
def test_only_web_and_mail_addresses_are_passed_on(url: str, expected: str | None) -> None:
    assert clean_url(url) == expected


def test_words_stay_where_their_address_does_not() -> None:
    links = [Link("the\nmap", "file:///map"), Link("", "javascript:x"), Link("", "https://example.org/\x0b1")]
    assert read_links(links) == [{"text": "the map", "url": None}, {"text": "", "url": "https://example.org/1"}]


def test_a_link_that_is_printed_twice_is_one() -> None:
    links = [Link("map", "https://example.org/m"), Link("map ", "https://example.org/m\n")]
    assert read_links(links) == [{"text": "map", "url": "https://example.org/m"}]
