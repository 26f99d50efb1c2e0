"""Hyperlinks as they may be published: only addresses that a reader can follow, without invisible characters."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from extractors.table import Link
from normalise.records import Row
from normalise.text import clean

# A link of any other scheme (javascript, file, a place in another program) is not passed on to readers of open data.
_WEB = ("http", "https")
_MAIL = "mailto"
_INVISIBLE = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")


def read_links(links: Iterable[Link]) -> list[Row]:
    """The links as rows of text and url, each once; url is None for an address that is not passed on.

    A link over a picture has no text; one with neither text nor address is left out.
    """
    found = dict.fromkeys((clean(link.text), clean_url(link.url)) for link in links)
    return [{"text": text, "url": url} for text, url in found if text or url]


def clean_url(url: str) -> str | None:
    """A web or mail address as a browser would take it; None for anything else.

    Control, bidirectional and other invisible characters are taken out, as the URL Standard of the WHATWG does with
    tabs and line breaks; white space inside becomes %20.
    """
    told = "".join(c for c in url if unicodedata.category(c) not in _INVISIBLE).strip()
    told = re.sub(r"\s", lambda space: quote(space[0]), told)
    try:
        parts = urlsplit(told)
        host = parts.hostname
    except ValueError:  # square brackets that hold no IPv6 address
        return None
    if parts.scheme in _WEB and host:
        return told
    return told if parts.scheme == _MAIL and "@" in parts.path else None
