"""A status cell to a status: its letter or word, its fill against the document's own legend, and whether both agree.

What the legend says of a letter, a word or a colour goes before the registers (`registers/status_words.csv`,
`registers/status.toml`), which speak only where the document does not.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from extractors.picture.confusions import is_misreading
from normalise.statuses.colour import hue_of
from normalise.statuses.legend import Legend
from normalise.statuses.painted import Painted, of_fill
from normalise.statuses.phrases import RATINGS
from normalise.statuses.rules import NOT_REPORTED, About, StatusRules
from normalise.statuses.said import Said, answer, key_of, of_text
from normalise.text import clean, fold

Evidence = Literal["text", "fill", "both"]
# How sure a status is where text and fill contradict each other, where the legend itself is in doubt, or where nothing
# could be understood.
IN_CONFLICT = 0.4
UNSURE_LEGEND = 0.4
UNKNOWN = 0.2
# How sure a status is whose word was misread in a picture, and is a misreading of no other.
MISREAD = 0.9
# A council's own word for a status stands so many times on its colour.
COMES_AGAIN = 2
# A column of milestones has so many different ones at least, and they are this part of its texts.
FEWEST_MILESTONES, MOSTLY = 3, 0.7


class Status(NamedTuple):
    """What a status cell means. `published` is its text, None for none; `evidence` is None for an empty cell."""

    status: str
    published: str | None
    fill: str | None
    evidence: Evidence | None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0


def read_status(text: str, fill: str | None, legend: Legend, rules: StatusRules, about: About | None = None) -> Status:
    """What a status cell says by its text and its fill (`#rrggbb` or None); `about` is what its column adds to that."""
    told = clean(text)
    published = told or None
    painted = of_fill(fill, legend, rules) if fill else Painted()
    if about and about.milestones:
        return _without_words("", fill, painted)._replace(published=published)
    said = (answer(told, about, rules) or of_text(told, legend, rules)) if told else None
    if said is None:
        return _without_words(told, fill, painted)
    if said.status == NOT_REPORTED and painted.status is None:
        return Status(NOT_REPORTED, published, fill, "text")
    agreed = painted.status == said.status
    if painted.status not in (None, NOT_REPORTED, said.status):
        if said.status not in RATINGS or painted.status not in said.yields:
            detail = f"{told!r} says {said.status}, the fill {fill} says {painted.status}"
            return Status(said.status, published, fill, "text", "status_conflict", detail, IN_CONFLICT)
        said, agreed = Said(str(painted.status), doubt=painted.doubt), True
    # Where letter and colour agree, each settles what was doubtful about the other in the legend.
    if said.doubt and not (agreed and painted.doubt is None):
        return Status(
            said.status, published, fill, "both" if agreed else "text", "legend_unsure", said.doubt, UNSURE_LEGEND
        )
    return Status(said.status, published, fill, "both" if agreed else "text")


def with_own_words(cells: Sequence[tuple[str, str | None]], legend: Legend, rules: StatusRules) -> Legend:
    """The legend with the council's own words for statuses, which neither it nor the register knows.

    `cells` are the text and the fill of every cell that rates. A word counts that comes again and always stands on
    colours of one rating, in a plan that has colours of several. Two words that a plan paints in colours of its own
    are not both what the hue of these says: `Some way to go` and `Nothing done` in two shades of orange.
    """
    painted: dict[str, list[str | None]] = {}
    for text, fill in cells:
        told = clean(text)
        filled = of_fill(fill, legend, rules) if fill else Painted()
        known = not told or of_text(told, legend, rules) is not None
        painted.setdefault("" if known else key_of(told), []).append(None if filled.doubt else filled.status)
    ratings = {status for statuses in painted.values() for status in statuses if status and status != NOT_REPORTED}
    words = {
        word: str(statuses[0])
        for word, statuses in painted.items()
        if word and len(statuses) >= COMES_AGAIN and len(set(statuses)) == 1 and statuses[0] in ratings
    }
    shades = {word: {fill for text, fill in cells if fill and key_of(clean(text)) == word} for word in words}
    words = {
        word: status
        for word, status in words.items()
        if not any(words[o] == status and shades[o].isdisjoint(shades[word]) for o in words if o != word)
    }
    return replace(legend, letters={**legend.letters, **words}) if len(ratings) > 1 and words else legend


def with_own_colours(cells: Sequence[tuple[str, str | None]], legend: Legend, rules: StatusRules) -> Legend:
    """The legend with the council's own colours for ratings, where it explains none: a red that looks like amber.

    `cells` are the text and the fill of every cell that rates. They count where words or letters name several ratings,
    each comes again, and each always stands on a colour of its own: 12 of 46 ratings in the pale colours of a
    spreadsheet were doubted.
    """
    if legend.colours:
        return legend
    seen: Counter[tuple[str, str]] = Counter()
    yielding: set[str] = set()
    for text, fill in cells:
        said = of_text(clean(text), legend, rules) if fill and clean(text) else None
        if fill and said and said.status in RATINGS and not said.doubt:
            seen[said.status, fill] += 1
            yielding |= {fill} if said.yields else set()
    # a word that a colour may say better decides only where two of them stand on colours of one hue
    hues = Counter(hue_of(fill, rules.hues) for _, fill in seen)
    told = {pair: n for pair, n in seen.items() if pair[1] not in yielding or hues[hue_of(pair[1], rules.hues)] > 1}
    statuses, fills = ({pair[n] for pair in told} for n in (0, 1))
    if not len(told) == len(statuses) == len(fills) > 1 or min(told.values()) < COMES_AGAIN:
        return legend
    return replace(legend, colours=tuple((fill, status) for status, fill in sorted(told)))


def misread_status(text: str, legend: Legend, rules: StatusRules) -> str | None:
    """The one word of the legend or the register that `text`, read from a picture, is a misreading of; else None.

    Letters of one shape or nearly so are listed with the recogniser. Words that name the same status count as one.
    """
    told = fold(clean(text))
    words = {w: legend.letters.get(w) or rules.phrases[w].status for w in (*legend.letters, *rules.phrases)}
    fits = {status: word for word, status in words.items() if len(word) > 1 and is_misreading(told, word)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _without_words(told: str, fill: str | None, painted: Painted) -> Status:
    """The status of a cell that prints nothing, or nothing that is understood."""
    # A sign or a score that nothing explains (`●`, `3`, `60%`) is rated by its colour.
    sign = bool(told) and not re.search(r"[^\W\d_]", told) and painted.status is not None
    if told and not sign:
        detail = f"{told!r} names no status that the legend or the register knows"
        evidence: Evidence = "fill" if painted.status else "text"
        return Status(painted.status or NOT_REPORTED, told, fill, evidence, "unknown_status", detail, UNKNOWN)
    if painted.unclear:
        return Status(NOT_REPORTED, None, fill, "fill", "ambiguous_colour", painted.unclear, UNKNOWN)
    if painted.status is None:
        return Status(NOT_REPORTED, None, fill, None)
    if painted.doubt:
        return Status(painted.status, told or None, fill, "fill", "legend_unsure", painted.doubt, UNSURE_LEGEND)
    return Status(painted.status, told or None, fill, "fill", None, None, painted.certainty)


def holds_milestones(texts: Sequence[str], fills: Collection[str | None], legend: Legend, rules: StatusRules) -> bool:
    """Whether a status column's texts say what is due (`Tender issued`), so that only its colours are statuses.

    `fills` are the colours of the table's status columns: where none of them is a status, the column may not be one,
    and each text is told.
    """
    if not any(f and of_fill(f, legend, rules).status not in (None, NOT_REPORTED) for f in fills):
        return False
    filled = [t for t in map(clean, texts) if t]
    telling = [t for t in filled if len(t.split()) > 1 and of_text(t, legend, rules) is None]
    return len(set(telling)) >= FEWEST_MILESTONES and len(telling) >= MOSTLY * len(filled)
