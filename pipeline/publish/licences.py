"""Under which licence each plan was published, and the words of attribution that go with what is made of it."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from normalise.text import fold

_REGISTER = Path(__file__).with_name("licences.csv")


class Licence(NamedTuple):
    """A licence: its identifier, title and address; the identifier on CKAN portals; the words of attribution.

    `url` is None for a licence that the register does not know, and for none at all.
    """

    id: str
    title: str
    url: str | None
    ckan: str
    attribution: str


NOT_STATED = Licence("", "Licence not stated", None, "notspecified", "")


def licence(said: str | None) -> Licence:
    """The licence that a plan's sidecar names, by any form or address of it that the register knows."""
    if not said:
        return NOT_STATED
    unknown = Licence(said, said, None, "other-closed", f"Licence: {said}.")
    return _register().get(_key(said), unknown)


@cache
def _register() -> dict[str, Licence]:
    lines = [line for line in _REGISTER.read_text("utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, Licence] = {}
    for row in csv.DictReader(lines, strict=True):
        each = Licence(row["id"], row["title"], row["url"], row["ckan"], row["attribution"])
        for form in (each.id, each.title, row["url"], *filter(None, row["aliases"].split(";"))):
            found[_key(form)] = each
    return found


def _key(form: str) -> str:
    return fold(form).replace("http://", "https://").rstrip("/ .")
