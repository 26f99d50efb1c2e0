"""The words that name a status: one register for status cells and for the labels of legends.

A rating is a colour (red, amber, green); the other statuses are states of the work (complete, scheduled, paused ...).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from normalise.text import fold

RATINGS = frozenset({"red", "amber", "green"})
# A phrase is whole where one of these follows it.
_PARTED = re.compile(r"\s*(?:[:–—(\[,;.]|-\s)")
_WORD = re.compile(r"[^\W\d_]{2}")
# Kinds of phrase that give way to a colour: what they are called differs from council to council.
YIELDING = frozenset({"loose", "weak"})


class Around(NamedTuple):
    """What may stand around a phrase in a status cell (`registers/status.toml`).

    `before` matches words that leave its meaning as it is (`now on track`), `after` finds those that do not (`complete
    except for signs`).
    """

    before: re.Pattern[str]
    after: re.Pattern[str]


class Phrase(NamedTuple):
    """A status that a phrase names, and its kind, as `registers/status_words.csv` explains them."""

    status: str
    kind: str

    @property
    def is_rating(self) -> bool:
        """Whether the status is red, amber or green."""
        return self.status in RATINGS


def phrase_of(text: str, phrases: Mapping[str, Phrase], around: Around | None = None) -> Phrase | None:
    """The one status that the words of `text` name; None where they name none or several.

    With `around`, as in status cells, also where other words before a phrase may turn it (`not quite done`, `90%
    complete`, `no longer on track`), or words after it take some of it back.

    A text that begins with a phrase and goes on after a colon, a dash or a bracket is what it begins with, unless that
    is a weak one: weak phrases count where no other is there (`In progress - slipping`). Letters count only where they
    are the whole text.
    """
    told = fold(text).strip(" .:*")
    if whole := phrases.get(told):
        return whole
    found: list[tuple[int, int, Phrase]] = []
    for phrase, meaning in phrases.items():
        if meaning.kind == "letter" or phrase not in told:
            continue
        before, after = ("", "") if meaning.kind == "symbol" else (r"(?<!\w)", r"(?!\w)")
        places = re.finditer(before + re.escape(phrase) + after, told)
        found += [(match.start(), match.end(), meaning) for match in places]
    # The longest phrase that fits a place counts: `not on track` is not `on track`.
    found.sort(key=lambda f: (f[0] - f[1], f[0]))
    kept: list[tuple[int, int, Phrase]] = []
    for start, end, meaning in found:
        if all(end <= s or start >= e for s, e, _ in kept):
            kept.append((start, end, meaning))
    if around and not _settled(told, sorted(kept, key=lambda f: f[0]), around):
        return None
    if around and _WORD.search(told) and kept and all(m.kind == "symbol" for _, _, m in kept):
        return None  # the words beside the sign say more than it does, and nobody knows them: `✔ On course`
    leading = next((f for f in kept if f[0] == 0), None)
    if leading and leading[2].kind != "weak" and re.match(r"\s*(?:[:–—(\[,;]|-\s)", told[leading[1] :]):
        return leading[2]
    firm = [m for _, _, m in kept if m.kind != "weak"]
    chosen = firm or [m for _, _, m in kept]
    if len({m.status for m in chosen}) != 1:
        return None
    return next((m for m in chosen if m.kind not in YIELDING), chosen[0])


def _settled(told: str, kept: list[tuple[int, int, Phrase]], around: Around) -> bool:
    """Whether the words around the phrases leave each as it is; what follows a colon, dash or bracket is commentary."""
    at = 0
    for n, (start, end, _) in enumerate(kept):
        before = told[at:start].strip(" :–—-,;/&+()[].*")
        translated = n == 0 and told[at:start].rstrip().endswith("/")  # `Gwyrdd / Green`
        if before and not translated and not around.before.fullmatch(before) and not (n and _PARTED.match(told[at:])):
            return False
        at = end
    return not kept or not around.after.match(told[at:])
