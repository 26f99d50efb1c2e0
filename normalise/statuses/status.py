"""A status cell to a status: its letter or word, its fill against the document's own legend, and whether both agree.

What the legend says of a letter, a word or a colour goes before the registers (`registers/status_words.csv`,
`registers/status.toml`), which speak only where the document does not.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from extractors.picture.confusions import is_misreading
from normalise.statuses.colour import Hues, chroma, difference, hue_of, lightness
from normalise.statuses.legend import Legend
from normalise.statuses.phrases import RATINGS, YIELDING, Around, Phrase, phrase_of
from normalise.text import clean, fold

Evidence = Literal["text", "fill", "both"]
NOT_REPORTED = "not_reported"
# How sure a status is where text and fill contradict each other, where the legend itself is in doubt, or where nothing
# could be understood.
IN_CONFLICT = 0.4
UNSURE_LEGEND = 0.4
UNKNOWN = 0.2
# How sure a status is whose word was misread in a picture, and is a misreading of no other.
MISREAD = 0.9
# Ratings of what does not go as planned.
TROUBLE = RATINGS - {"green"}
# Colours this near (CIEDE2000) are one.
SAME = 2
# A grey has less chroma than this, a tint more than the other: the grey of every second row (#c0c0c0) is 9.3 from the
# pale blue (#d0d8e8, chroma 8.8) that a legend calls scheduled.
GREY, TINT = 2.0, 6.0
# A council's own word for a status stands so many times on its colour.
COMES_AGAIN = 2
# A column of milestones has so many different ones at least, and they are this part of its texts.
FEWEST_MILESTONES, MOSTLY = 3, 0.7


# The letter of a rating with words of the council's own behind it.
_LED = re.compile(r"([rag])\s*(?:[:–—=]|-\s)\s*\w")


class ColourLimits(NamedTuple):
    """How near a fill must be to a legend's colour (CIEDE2000), how much farther the next status, how sure that is."""

    nearest: float
    margin: float
    certainty: float


class Question(NamedTuple):
    """A heading that asks something (`On track?`), and the status that each answer to it names."""

    asks: re.Pattern[str]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class StatusRules:
    """The status registers: phrases by their folded form, thresholds for colours, headings that ask something.

    `around` is what may stand around a phrase, None where anything may.
    """

    phrases: Mapping[str, Phrase]
    limits: ColourLimits
    hues: Hues
    grey_chroma: float
    background_lightness: float
    background_chroma: float
    questions: tuple[Question, ...] = ()
    around: Around | None = None


class About(NamedTuple):
    """What a status column says of its cells: its heading, and whether they hold milestones, which name no status."""

    heading: str = ""
    milestones: bool = False


class Status(NamedTuple):
    """What a status cell means. `published` is its text, None for none; `evidence` is None for an empty cell."""

    status: str
    published: str | None
    fill: str | None
    evidence: Evidence | None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0


class _Said(NamedTuple):
    """What a cell's text says; `yields` to which ratings a colour says better; `doubt` about the legend's word."""

    status: str
    yields: frozenset[str] = frozenset()
    doubt: str | None = None


class _Painted(NamedTuple):
    """What a cell's fill says, how sure, what is doubtful about the legend's colour, and why nothing is understood."""

    status: str | None = None
    certainty: float = 1.0
    doubt: str | None = None
    unclear: str | None = None


def read_status(text: str, fill: str | None, legend: Legend, rules: StatusRules, about: About | None = None) -> Status:
    """What a status cell says by its text and its fill (`#rrggbb` or None); `about` is what its column adds to that."""
    told = clean(text)
    published = told or None
    painted = _of_fill(fill, legend, rules) if fill else _Painted()
    if about and about.milestones:
        return _without_words("", fill, painted)._replace(published=published)
    said = (_answer(told, about, rules) or _of_text(told, legend, rules)) if told else None
    if said is None:
        return _without_words(told, fill, painted)
    if said.status == NOT_REPORTED and painted.status is None:
        return Status(NOT_REPORTED, published, fill, "text")
    agreed = painted.status == said.status
    if painted.status not in (None, NOT_REPORTED, said.status):
        if said.status not in RATINGS or painted.status not in said.yields:
            detail = f"{told!r} says {said.status}, the fill {fill} says {painted.status}"
            return Status(said.status, published, fill, "text", "status_conflict", detail, IN_CONFLICT)
        said, agreed = _Said(str(painted.status), doubt=painted.doubt), True
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
        of_fill = _of_fill(fill, legend, rules) if fill else _Painted()
        known = not told or _of_text(told, legend, rules) is not None
        painted.setdefault("" if known else _key(told), []).append(None if of_fill.doubt else of_fill.status)
    ratings = {status for statuses in painted.values() for status in statuses if status and status != NOT_REPORTED}
    words = {
        word: str(statuses[0])
        for word, statuses in painted.items()
        if word and len(statuses) >= COMES_AGAIN and len(set(statuses)) == 1 and statuses[0] in ratings
    }
    shades = {word: {fill for text, fill in cells if fill and _key(clean(text)) == word} for word in words}
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
        said = _of_text(clean(text), legend, rules) if fill and clean(text) else None
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


def _without_words(told: str, fill: str | None, painted: _Painted) -> Status:
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
    if not any(f and _of_fill(f, legend, rules).status not in (None, NOT_REPORTED) for f in fills):
        return False
    filled = [t for t in map(clean, texts) if t]
    telling = [t for t in filled if len(t.split()) > 1 and _of_text(t, legend, rules) is None]
    return len(set(telling)) >= FEWEST_MILESTONES and len(telling) >= MOSTLY * len(filled)


def _answer(told: str, about: About | None, rules: StatusRules) -> _Said | None:
    """What an answer says to what its heading asks; None where it is no answer or the heading no question."""
    key = fold(told).strip(" .!")
    heading = fold(about.heading) if about else ""
    for question in rules.questions:
        if question.asks.search(heading) and key in question.answers:
            return _Said(question.answers[key], RATINGS)
    return None


def _of_text(told: str, legend: Legend, rules: StatusRules) -> _Said | None:
    """What a cell's text says by the legend, then by the register; None where it names no status or several."""
    key = _key(told)
    if key in legend.letters:
        return _Said(legend.letters[key], doubt=legend.doubts.get(key))
    if phrase := rules.phrases.get(key):
        return _Said(phrase.status, _yielding(phrase))
    if bracketed := re.fullmatch(r"(.+?)\s*[(\[](\w{1,2})[)\]]", key):
        registered = rules.phrases.get(bracketed[2])
        if letter := legend.letters.get(bracketed[2]) or (registered.status if registered else None):
            return _Said(letter, doubt=legend.doubts.get(bracketed[2]))
    words = phrase_of(told, rules.phrases, rules.around)
    if led := _LED.match(key):  # `A – Some delay`
        letter = legend.letters.get(led[1]) or rules.phrases[led[1]].status
        if words is None or words.status == letter or (words.is_rating and letter in _yielding(words)):
            return _Said(letter, doubt=legend.doubts.get(led[1]))
        if words.is_rating:
            return None
    return _Said(words.status, _yielding(words)) if words else None


def _key(told: str) -> str:
    """A text as the legend and the register know it: folded, without signs around it."""
    return re.sub(r"^[^\w/\-]+|[^\w/\-]+$", "", fold(told)) or fold(told)


def _yielding(phrase: Phrase) -> frozenset[str]:
    """The ratings that a colour or letter beside the phrase says better: what is late somewhere is green nowhere."""
    return RATINGS if phrase.kind == "weak" else TROUBLE if phrase.kind in YIELDING else frozenset()


def _of_fill(fill: str, legend: Legend, rules: StatusRules) -> _Painted:
    """What a fill says: by the legend's colours, or else by its hue where the legend has no say in that."""
    pale = lightness(fill) >= rules.background_lightness and chroma(fill) <= rules.background_chroma
    nearest: dict[str | None, tuple[float, str]] = {}
    for colour, status in (*legend.colours, *((colour, None) for colour in legend.nameless)):
        near = difference(fill, colour), colour
        nearest[status] = min(near, nearest.get(status, near))
    ranked = sorted(((near, status) for status, near in nearest.items()), key=lambda r: (r[0], r[1] or ""))
    if ranked:
        (distance, colour), status = ranked[0]
        apart = (ranked[1][0][0] if len(ranked) > 1 else 1e9) - distance
        if not pale and SAME < distance <= rules.limits.nearest and chroma(fill) < GREY and chroma(colour) > TINT:
            return _Painted(unclear=f"the fill {fill} is grey, the legend's {colour} near it is not")
        if distance <= rules.limits.nearest and apart >= rules.limits.margin and not (pale and distance > SAME):
            if status is None:
                label = legend.nameless[colour]
                return _Painted(unclear=f"the legend calls {fill} {label!r}, which names no status that is known")
            return _Painted(status, rules.limits.certainty, legend.doubts.get(colour))
    if pale:
        return _Painted()
    return _by_hue(fill, legend, rules, ranked[0] if ranked else None)


def _by_hue(
    fill: str, legend: Legend, rules: StatusRules, near: tuple[tuple[float, str], str | None] | None
) -> _Painted:
    """What a fill that the legend does not explain says: its hue's usual meaning.

    Only where what the legend does say is usual, the fill is plainly none of its colours, and that meaning has no other
    colour there. Grey means nothing reported where there is no legend at all.
    """
    hue = hue_of(fill, rules.hues)
    if near is None:
        if hue or chroma(fill) <= rules.grey_chroma:
            return _Painted(hue or NOT_REPORTED, rules.hues.certainty)
        return _Painted(unclear=f"the fill {fill} is not clearly one of the usual colours of a status")
    explained = {status for _, status in legend.colours}
    if hue and hue not in explained and legend.usual and near[0][0] > rules.limits.nearest:
        return _Painted(hue, rules.hues.certainty)
    (distance, colour), status = near
    whose = status or legend.nameless[colour]
    return _Painted(unclear=f"the fill {fill} is not clearly one of the legend's: {whose} is nearest ({distance:.1f})")
