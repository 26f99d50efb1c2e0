"""A printed period to a quarter and its first and last day.

The vocabulary is `registers/periods.toml`. Every form has one meaning, or none and a reason from `flags.csv`.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from normalise.periods.calendar import quarter_of, year_label, year_of, year_start
from normalise.periods.periodforms import FORMS, PeriodRules, Span
from normalise.text import fold

Edge = Literal["start", "end"]

# How sure a period is that was read after misread letters were put right, and one that may mean another.
OCR_CERTAINTY = 0.8
AMBIGUOUS_CERTAINTY = 0.5
_REMARK = re.compile(r"\s*\(([^)]*)\)$")
# A remark with a year of its own belongs to what it stands behind: `Q3 (2026/27)`.
_HAS_YEAR = re.compile(r"\b20\d\d\b|\b\d\d\s*[/\-]\s*\d\d\b")
# A calendar year at the end, which both ends of a range are counted from: `March to June 2026`.
_YEAR_LAST = re.compile(r"[a-z]\.?\s+20\d\d$")


class Period(NamedTuple):
    """What a printed period means: its quarter, first and last day, or a reason why there is none or it is unsafe.

    `reason` is None where the text is plainly understood (an empty cell, too). `certainty` is from 0 to 1.
    """

    quarter: str | None
    first: date | None
    last: date | None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0

    @property
    def repaired(self) -> bool:
        """Whether misread letters were put right because a period came out; `detail` then says which."""
        return self.reason is None and self.detail is not None


@lru_cache(maxsize=4096)
def read_period(text: str, edge: Edge, year: str | None, rules: PeriodRules) -> Period:
    """The period that `text` names.

    `edge` says which end of it counts for the quarter: a start in `Q1-Q3 2025/26` is Q1, an end is Q3. `year` is the
    plan's financial year (`2025/26`), used where the text names none; None where the plan's year is not known.
    """
    told = _tidy(text)
    if not told or told in rules.words["nothing"]:
        return Period(None, None, None)
    if told in rules.words["open_ended"]:
        return Period(None, None, None, "no_date", f"{text!r} names no date")
    if told in rules.words["undecided"]:
        return Period(None, None, None, "date_not_set", f"{text!r}: the plan sets no date yet")
    if edge == "end":
        told = _until(told, rules)
    for form, certainty in _printings(told, rules):
        span = _span(form, year, rules)
        if span:
            day = span.first if edge == "start" else span.last
            begins = edge == "end" and any(told.startswith(f"{w} ") for w in rules.words["begins"])
            doubt = span.doubt or (f"{text!r} says when it begins" if begins and _single(form, year, rules) else None)
            if not doubt and _disputed(told, form, span, rules):
                doubt = f"{text!r} names another time in brackets"
            reason = "ambiguous_period" if doubt else None
            sure = min(certainty, AMBIGUOUS_CERTAINTY) if doubt else certainty
            detail = doubt or (f"{text!r} read as {form!r}" if certainty == OCR_CERTAINTY else None)
            return Period(quarter_of(day), span.first, span.last, reason, detail, sure)
    return Period(None, None, None, "unknown_period", f"{text!r} is no period that the register knows", 0.0)


def _tidy(text: str) -> str:
    """Lower case, one dash, no commas, no full stop at the end; `'26` is 2026, `FY25/26` a year like others."""
    told = re.sub(r"(?<!\d)'(?=\d\d\b)", " 20", fold(text))
    told = re.sub(r"\bfy\s*(?=\d\d)", "", told)
    return re.sub(r"\s+", " ", told.replace(",", " ")).strip(" .;:")


def _until(told: str, rules: PeriodRules) -> str:
    """The end of what goes on until then: `Ongoing to March 2026`."""
    going = "|".join(map(re.escape, rules.words["open_ended"]))
    return re.sub(rf"^(?:{going}) (?:to|until|till) ", "", told)


def _printings(told: str, rules: PeriodRules) -> list[tuple[str, float]]:
    """The text itself, without a remark in brackets, and with misread letters put right; with how far each is safe."""
    plain = _REMARK.sub("", told)
    inner = " ".join(re.sub(r"[()]", " ", told).split())
    mended = re.sub(
        r"\S+",
        lambda m: _mend(m[0], rules) if re.search(r"\d|^q.$", m[0]) else m[0],
        plain,
    )
    remark = _REMARK.search(told)
    two = (inner, plain) if remark and _HAS_YEAR.search(remark[1]) else (plain, inner)
    forms = dict.fromkeys((told, *two), 1.0)
    forms.setdefault(mended, OCR_CERTAINTY)
    return list(forms.items())


def _disputed(told: str, form: str, span: Span, rules: PeriodRules) -> bool:
    """Whether a remark in brackets that the printing `form` leaves out names days of which `span` has none."""
    remark = _REMARK.search(told)
    if remark is None or remark[1].strip() in form:
        return False
    named = _single(remark[1].strip(), year_of(span.last), rules)
    return named is not None and (named.last < span.first or span.last < named.first)


def _mend(word: str, rules: PeriodRules) -> str:
    """Letters that are read for digits replaced, in a word that has the shape of a quarter or a year."""
    head, tail = (word[0], word[1:]) if word[0] == "q" else ("", word)
    told = "".join(rules.confusables.get(c, c) for c in tail)
    return head + told if re.fullmatch(r"[\d/\-.]+", told) else word


def _span(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """The days that `told` names, whole or as a range; None where it names none."""
    for form in (told, _bare(told, rules)):
        for read in FORMS:
            span = read(form, year, rules)
            if span:
                return span
    return _range(told, year, rules)


def _bare(told: str, rules: PeriodRules) -> str:
    """`told` without the words around a period that do not change it."""
    words = sorted(rules.words["ignored"], key=len, reverse=True)
    around = "|".join(re.escape(w) for w in words)
    while True:
        less = re.sub(rf"^(?:{around}):?\s+|\s+(?:{around})$", "", told)
        if less == told:
            return told
        told = less


def _range(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """Two periods with a word or a dash between them; the first takes its year from the second.

    A financial year may begin between them: in `March to June 2026` both are of 2026.
    With white space alone between them, one period printed in two languages: `Mawrth 2026 March 2026`.
    """
    for joint in rules.words["range"]:
        around = r"\s+" if joint.isalpha() else r"\s*"
        for match in re.finditer(around + re.escape(joint) + around, told):
            right = _single(told[match.end() :], year, rules)
            for within in _years_of(right, told) if right else ():
                left = _single(told[: match.start()], within, rules)
                if left and right and left.first <= right.last:
                    return Span(left.first, right.last, left.doubt or right.doubt)
    for match in re.finditer(r"\s+", told):
        right = _single(told[match.end() :], year, rules)
        if right and _single(told[: match.start()], year, rules) == right:
            return right
    return None


def _years_of(ends: Span, told: str) -> tuple[str, ...]:
    """The financial years that the beginning of a range may be of: that of its end, and behind a year the one before.

    Without a year `March to June` may be of this one and the next.
    """
    year = year_of(ends.last)
    return (year, year_label(year_start(year) - 1)) if _YEAR_LAST.search(told) else (year,)


def _single(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    form = _bare(told, rules)
    return next((span for read in FORMS if (span := read(form, year, rules))), None)
