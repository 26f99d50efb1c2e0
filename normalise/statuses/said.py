"""What the text of a status cell says: by the legend, then by the register."""

import re
from typing import NamedTuple

from normalise.statuses.legend import Legend
from normalise.statuses.phrases import RATINGS, YIELDING, Phrase, phrase_of
from normalise.statuses.rules import About, StatusRules
from normalise.text import fold

# Ratings of what does not go as planned.
TROUBLE = RATINGS - {"green"}
# The letter of a rating with words of the council's own behind it.
_LED = re.compile(r"([rag])\s*(?:[:–—=]|-\s)\s*\w")


class Said(NamedTuple):
    """What a cell's text says; `yields` to which ratings a colour says better; `doubt` about the legend's word."""

    status: str
    yields: frozenset[str] = frozenset()
    doubt: str | None = None


def answer(told: str, about: About | None, rules: StatusRules) -> Said | None:
    """What an answer says to what its heading asks; None where it is no answer or the heading no question."""
    key = fold(told).strip(" .!")
    heading = fold(about.heading) if about else ""
    for question in rules.questions:
        if question.asks.search(heading) and key in question.answers:
            return Said(question.answers[key], RATINGS)
    return None


def of_text(told: str, legend: Legend, rules: StatusRules) -> Said | None:
    """What a cell's text says by the legend, then by the register; None where it names no status or several."""
    key = key_of(told)
    if key in legend.letters:
        return Said(legend.letters[key], doubt=legend.doubts.get(key))
    if phrase := rules.phrases.get(key):
        return Said(phrase.status, _yielding(phrase))
    if bracketed := re.fullmatch(r"(.+?)\s*[(\[](\w{1,2})[)\]]", key):
        registered = rules.phrases.get(bracketed[2])
        if letter := legend.letters.get(bracketed[2]) or (registered.status if registered else None):
            return Said(letter, doubt=legend.doubts.get(bracketed[2]))
    words = phrase_of(told, rules.phrases, rules.around)
    if led := _LED.match(key):  # `A – Some delay`
        letter = legend.letters.get(led[1]) or rules.phrases[led[1]].status
        if words is None or words.status == letter or (words.is_rating and letter in _yielding(words)):
            return Said(letter, doubt=legend.doubts.get(led[1]))
        if words.is_rating:
            return None
    return Said(words.status, _yielding(words)) if words else None


def key_of(told: str) -> str:
    """A text as the legend and the register know it: folded, without signs around it."""
    return re.sub(r"^[^\w/\-]+|[^\w/\-]+$", "", fold(told)) or fold(told)


def _yielding(phrase: Phrase) -> frozenset[str]:
    """The ratings that a colour or letter beside the phrase says better: what is late somewhere is green nowhere."""
    return RATINGS if phrase.kind == "weak" else TROUBLE if phrase.kind in YIELDING else frozenset()
