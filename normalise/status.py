"""A status cell to a status: its letter or word, its fill against the document's legend, and whether both agree.

Words and letters are `registers/status_words.csv`, thresholds `registers/status.toml`. What the document's own legend
says of a letter or a colour goes before both.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractors.table import LegendEntry
from normalise.colour import chroma, difference, lightness
from normalise.text import clean, fold

Evidence = Literal["text", "fill", "both"]
NOT_REPORTED = "not_reported"
# How sure a status is where text and fill contradict each other, or nothing could be understood.
IN_CONFLICT = 0.4
UNKNOWN = 0.2


class ColourLimits(NamedTuple):
    """How near a fill must be to count, how much farther the next status (`margin`), and how sure that then is."""

    nearest: float
    margin: float
    certainty: float


class Phrase(NamedTuple):
    """A status that a phrase names, and its kind, as the register explains them."""

    status: str
    kind: str


@dataclass(frozen=True)
class StatusRules:
    """The status registers: phrases by their folded form, default colours, thresholds."""

    phrases: Mapping[str, Phrase]
    defaults: tuple[tuple[str, str], ...]
    legend_limits: ColourLimits
    default_limits: ColourLimits
    background_lightness: float
    background_chroma: float


@dataclass(frozen=True)
class Legend:
    """What one document's legend says: statuses by letter or word as printed there, and by colour."""

    letters: Mapping[str, str]
    colours: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...] = ()


class Status(NamedTuple):
    """What a status cell means. `published` is its text, None for none; `evidence` is None for an empty cell."""

    status: str
    published: str | None
    fill: str | None
    evidence: Evidence | None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0


def read_legend(entries: Sequence[LegendEntry], rules: StatusRules) -> Legend:
    """The document's legend as rules. Entries whose words name no status are listed in `unknown`."""
    letters: dict[str, str] = {}
    colours: list[tuple[str, str]] = []
    unknown: list[str] = []
    for entry in entries:
        label = clean(entry.label)
        status = status_of_label(label, rules)
        if status is None:
            unknown.append(label)
            continue
        if letter := re.search(r"[(\[]\s*(\w{1,2})\s*[)\]]", label):
            letters[fold(letter[1])] = status
        head = re.split(r"\s*[:–—=(\[]\s*|\s-\s", label)[0]
        letters.setdefault(fold(head), status)
        letters.setdefault(fold(label), status)
        if entry.fill:
            colours.append((entry.fill, status))
    return Legend(letters, tuple(dict.fromkeys(colours)), tuple(unknown))


def status_of_label(label: str, rules: StatusRules) -> str | None:
    """The status that a legend's label names, None where its words name none or contradict each other.

    A part that is a phrase as a whole counts first (`Green - complete` is complete), then red, amber and green, then
    phrases inside a part, and weak words last (`Blue - not yet started` is scheduled).
    """
    parts = [p for p in re.split(r"\s*[:–—=]\s*|\s-\s|[(\[\])]", clean(label)) if p.strip()]
    whole = [rules.phrases[fold(p).strip()] for p in parts if fold(p).strip() in rules.phrases]
    found = [found for part in parts if (found := _words(part, rules)) is not None]
    chosen = [p.status for p in whole if p.kind == "word"]
    chosen += [p.status for p in whole if p.kind == "colour"]
    chosen += [status for status, weak in found if not weak]
    chosen += [status for status, _ in found]
    return chosen[0] if chosen else None


def read_status(text: str, fill: str | None, legend: Legend, rules: StatusRules) -> Status:
    """What a status cell says by its text and its fill (`#rrggbb` or None)."""
    told = clean(text)
    published = told or None
    by_text = _of_text(told, legend, rules) if told else None
    by_fill, certainty, doubt = _of_fill(fill, legend, rules)
    if by_text and by_text == NOT_REPORTED and by_fill is None:
        return Status(NOT_REPORTED, published, fill, "text")
    if by_text and by_fill and by_text != by_fill and by_fill != NOT_REPORTED:
        detail = f"{told!r} says {by_text}, the fill {fill} says {by_fill}"
        return Status(by_text, published, fill, "text", "status_conflict", detail, IN_CONFLICT)
    if by_text:
        return Status(by_text, published, fill, "both" if by_fill == by_text else "text")
    if told:
        detail = f"{told!r} names no status that the legend or the register knows"
        evidence: Evidence = "fill" if by_fill else "text"
        return Status(by_fill or NOT_REPORTED, published, fill, evidence, "unknown_status", detail, UNKNOWN)
    if by_fill:
        return Status(by_fill, None, fill, "fill", None, None, certainty)
    if doubt:
        return Status(NOT_REPORTED, None, fill, "fill", "ambiguous_colour", doubt, UNKNOWN)
    return Status(NOT_REPORTED, None, fill, None)


def _of_text(told: str, legend: Legend, rules: StatusRules) -> str | None:
    """The status of a cell's text by the legend, then by the register; None where it names none or several."""
    key = re.sub(r"^[^\w/\-]+|[^\w/\-]+$", "", fold(told)) or fold(told)
    if key in legend.letters:
        return legend.letters[key]
    if phrase := rules.phrases.get(key):
        return phrase.status
    if bracketed := re.fullmatch(r"(.+?)\s*[(\[](\w{1,2})[)\]]", key):
        letter, registered = legend.letters.get(bracketed[2]), rules.phrases.get(bracketed[2])
        if letter or registered:
            return letter or (registered.status if registered else None)
    words = _words(told, rules)
    return words[0] if words else None


def _words(text: str, rules: StatusRules) -> tuple[str, bool] | None:
    """The one status that the words of `text` name and whether only weakly; None where they name none or several.

    A text that begins with a phrase and goes on after a colon, a dash or a bracket is what it begins with.
    """
    told = fold(text).strip(" .:*")
    if whole := rules.phrases.get(told):
        return whole.status, whole.kind == "weak"
    found: list[tuple[int, int, Phrase]] = []
    for phrase, meaning in rules.phrases.items():
        if meaning.kind == "letter":
            continue
        edge = r"(?<!\w)" if meaning.kind != "symbol" else ""
        places = re.finditer(edge + re.escape(phrase) + edge.replace("<!", "!"), told)
        found += [(match.start(), match.end(), meaning) for match in places]
    found.sort(key=lambda f: (f[0] - f[1], f[0]))
    kept: list[tuple[int, int, Phrase]] = []
    for start, end, meaning in found:
        if all(end <= s or start >= e for s, e, _ in kept):
            kept.append((start, end, meaning))
    leading = next((f for f in kept if f[0] == 0), None)
    if leading and re.match(r"\s*(?:[:–—(\[,;]|-\s)", told[leading[1] :]):
        return leading[2].status, leading[2].kind == "weak"
    firm = {m.status for _, _, m in kept if m.kind != "weak"}
    chosen = firm or {m.status for _, _, m in kept}
    return (chosen.pop(), not firm) if len(chosen) == 1 else None


def _of_fill(fill: str | None, legend: Legend, rules: StatusRules) -> tuple[str | None, float, str | None]:
    """The status of a fill, how sure, and what is doubtful where a colour is plainly there but means nothing known."""
    if fill is None:
        return None, 1.0, None
    colours, limits = (
        (legend.colours, rules.legend_limits) if legend.colours else (rules.defaults, rules.default_limits)
    )
    nearest: dict[str, float] = {}
    for colour, status in colours:
        nearest[status] = min(difference(fill, colour), nearest.get(status, 1e9))
    ranked = sorted((d, s) for s, d in nearest.items())
    (distance, status), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 1e9
    pale = lightness(fill) >= rules.background_lightness and chroma(fill) <= rules.background_chroma
    if distance <= limits.nearest and second - distance >= limits.margin and not (pale and distance > 2):
        return status, limits.certainty, None
    if pale:
        return None, 1.0, None
    known = "the document's legend" if legend.colours else "the plainly named hues"
    return None, UNKNOWN, f"the fill {fill} is not clearly one of {known}: {status} is nearest ({distance:.1f})"
