"""Which council a document is by: the name that it prints, looked up in the register of councils."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from extractors.table import TextLine
from normalise.text import clean, fold

# What a name in large letters may have on its second line.
_REST = re.compile(r"(?:(?:county|city|borough|district|metropolitan)\s+){0,2}council", re.IGNORECASE)


class Council(NamedTuple):
    """A council: its name, its three-letter local-authority code and its ONS GSS code, None where not known."""

    name: str
    code: str | None = None
    gss_code: str | None = None


@dataclass(frozen=True)
class CouncilRegister:
    """Councils by every folded form of their names."""

    forms: Mapping[str, Council]

    def named(self, name: str) -> Council:
        """The council that `name` names; one without codes where the register does not know it."""
        key = _key(name)
        found = self.forms.get(key) or self.forms.get(f"{key} council") or self.forms.get(key.removeprefix("the "))
        return found or Council(clean(name))


def infer_council(
    lines: Sequence[TextLine], register: CouncilRegister, generic: frozenset[str], joining: frozenset[str]
) -> Council | None:
    """The council that the lines of a document name, None where they name none.

    A council of the register goes before a name that only has the form of one, and what is printed on the plan's first
    page before what is printed often: a plan names its neighbours, too. `generic` are the words that make no name
    (`the Council`), `joining` those that a name may hold in lower case. Large letters may set a name on two lines.
    """
    if not lines:
        return None
    first = min(line.page for line in lines)
    texts = [[clean(t.text) for t in some] for some in ([t for t in lines if t.page == first], lines)]
    largest = max(t.size for t in lines if t.page == first)
    large = ((a, b) for a, b in pairwise(lines) if a.page == b.page == first and a.size == b.size == largest)
    pairs = [f"{clean(a.text)} {clean(b.text)}" for a, b in large if _REST.fullmatch(clean(b.text))]
    for known, some in (*product((True, False), texts), (True, pairs), (False, pairs)):
        names = Counter(n for text in some for n in _names(text, register, generic, joining, known))
        if names:
            # The first of those named most: a Counter keeps the order of the page.
            return register.named(max(names, key=lambda n: names[n]))
    return None


def _names(
    text: str, register: CouncilRegister, generic: frozenset[str], joining: frozenset[str], known: bool
) -> list[str]:
    """The council names that a line holds: those of the register, or those that have the form of one."""
    found: list[str] = []
    for match in re.finditer(r"\b[Cc]ouncil\b|\bCOUNCIL\b|\b(?:Borough|City) of\b|\bComhairle\b|\bCorporation\b", text):
        if known:
            found += _registered(text, match.start(), match.end(), register)
        elif match[0].lower() == "council":
            found += _shaped(text[: match.start()], generic, joining)
    return found


def _registered(text: str, start: int, end: int, register: CouncilRegister) -> list[str]:
    """The longest name of the register that includes the words from `start` to `end` of `text`."""
    starts = [0, *(m.end() for m in re.finditer(r"\s+", text[:start]))]
    ends = [end, *(end + m.start() for m in re.finditer(r"(?=\s|$|[^\w\s])", text[end:]) if m.start())]
    for a in starts[-8:]:
        for b in reversed(ends[:7]):
            if _key(text[a:b]) in register.forms:
                return [register.forms[_key(text[a:b])].name]
    return []


def _shaped(before: str, generic: frozenset[str], joining: frozenset[str]) -> list[str]:
    """`Marlow Vale Council` from the words before `Council`: capitalised, with a few joining words among them."""
    kept: list[str] = []
    for word in reversed(re.findall(r"\S+", before)):
        if not re.fullmatch(r"[\w'’\-&.]+", word) or not (word[0].isupper() or word in joining or word == "&"):
            break
        kept.insert(0, word)
    while kept and (not kept[0][0].isupper() or fold(kept[0]) in generic):
        kept.pop(0)
    if not kept or all(fold(w) in generic | joining for w in kept):
        return []
    told = [w.title() if len(w) > 3 and w.isupper() else w for w in kept]
    return [" ".join([*told, "Council"])]


def _key(name: str) -> str:
    return " ".join(fold(name).replace("&", " and ").strip(" .,:;").split())
