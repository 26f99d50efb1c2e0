"""The words by which plans name their parts, from `vocabulary.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple


class OtherTable(NamedTuple):
    """A table of committee papers: what it is in words, and how many of its headings tell it."""

    what: str
    enough: int


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    return tomllib.loads((resources.files("extractors.headings") / "vocabulary.toml").read_text(encoding="utf-8"))


def _alternatives(key: str) -> str:
    return _any_of(_content()[key])


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def other_tables() -> dict[str, OtherTable]:
    """The tables that are no plan's, by the name that `headings.csv` gives to their headings."""
    return {name: OtherTable(entry["is"], entry["enough"]) for name, entry in _content()["other_tables"].items()}


@lru_cache(maxsize=1)
def other_headings() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for headings under which no plan's table stands, and what each is in words."""
    told = _content()["other_headings"]
    return re.compile(rf"\b({_any_of(told)})\b", re.I), {k.lower(): v for k, v in told.items()}


@lru_cache(maxsize=1)
def plan_tracker() -> re.Pattern[str]:
    """Finds a plan's name with the word for a log of its own actions behind it."""
    content = _content()
    return re.compile(rf"\b(?:{_any_of(content['plan_words'])})\b.*\b(?:{_any_of(content['trackers'])})\b", re.I)


@lru_cache(maxsize=1)
def officer_pattern() -> re.Pattern[str]:
    """Matches a text that holds a word of a post's title."""
    return re.compile(rf"^.*\b(?:{_alternatives('officer_words')})\b", re.I | re.S)


@lru_cache(maxsize=1)
def theme_pattern() -> re.Pattern[str]:
    """Matches `Commitment 2: Improving Health`: groups word, number, title (may be empty).

    One or two capitalised words may stand before the word: `Improvement Objective 1`.
    """
    number = rf"(\d{{1,2}}|[A-H]|(?:{_alternatives('number_words')}))"
    before = r"(?:(?-i:[A-Z])[\w'’-]*\s+){0,2}?"
    return re.compile(
        rf"^\W*(?:our\s+)?{before}({_alternatives('theme_words')})\s+{number}\b\s*[:.)\-–—]*\s*(.*)$", re.I
    )


@lru_cache(maxsize=1)
def _theme_name() -> re.Pattern[str]:
    return re.compile(rf"(?:[\w'’-]+\s+){{0,2}}(?:{_alternatives('theme_words')})s?", re.I)


def names_theme(heading: str) -> bool:
    """Whether a heading is a word for themes, with one or two words before it at most: `Strategic objective`."""
    return bool(_theme_name().fullmatch(heading.strip()))


@lru_cache(maxsize=1)
def _past() -> re.Pattern[str]:
    return re.compile(rf"(?<!since )(?<!since the )\b(?:{_alternatives('past_words')})\b", re.I)


def tells_past(heading: str) -> bool:
    """Whether a heading speaks of the report before this one: `RAG last period`, not `Progress since last report`."""
    return bool(_past().search(" ".join(heading.split())))


@lru_cache(maxsize=16)
def _holding(key: str) -> re.Pattern[str]:
    """Finds any of a list of words."""
    return re.compile(rf"\b(?:{_alternatives(key)})\b", re.I)


def tells_whole(heading: str) -> bool:
    """Whether a heading speaks of the whole of a thing, where others may speak of its parts: `Overall RAG`."""
    return bool(_holding("whole_words").search(heading))


def tells_first(heading: str) -> bool:
    """Whether a heading speaks of what was agreed at first and may stand no more: `Original implementation date`."""
    return bool(_holding("first_words").search(heading))


def tells_later(heading: str) -> bool:
    """Whether a heading speaks of what was agreed later than at first: `Revised due date`."""
    return bool(_holding("later_words").search(heading))


def tells_current(heading: str) -> bool:
    """Whether a heading speaks of what stands now, whatever was agreed before: `Current due date`."""
    return bool(_holding("current_words").search(heading))


def tells_done(heading: str) -> bool:
    """Whether a heading speaks of what has happened, not of what is planned: `Actual completion`."""
    return bool(_holding("done_words").search(heading))


def tells_end(heading: str) -> bool:
    """Whether a heading speaks of what is aimed at, which is no start where it says no more: `Target | Expected`."""
    return bool(_holding("end_words").search(heading))


def tells_step(heading: str) -> bool:
    """Whether a heading speaks of one step of the work, not of all of it: `Next milestone date`."""
    return bool(_holding("step_words").search(heading))


def tells_report(heading: str) -> bool:
    """Whether a heading is one of those under which each row names the quarter that it reports on: `Quarter`."""
    return " ".join(heading.lower().split()).strip(" .:") in _content()["report_words"]


def tells_sort(heading: str) -> bool:
    """Whether a heading is one of what many rows share and no rating is: `Directorate`, `Ward`."""
    return " ".join(heading.lower().split()).strip(" .:") in _content()["sorting_words"]


def tells_steps(heading: str) -> bool:
    """Whether a heading speaks of several steps, which may be those towards what another column names: `Milestones`."""
    return bool(_holding("several_steps_words").search(heading))


def judges(heading: str) -> bool:
    """Whether a heading says that its texts are judgements: `Assessment of progress`."""
    return bool(_holding("judging_words").search(heading))


@lru_cache(maxsize=1)
def _second() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('second_leads')})\b", re.I)


def sponsors(heading: str) -> bool:
    """Whether a heading names who stands over those that lead: `Project sponsor`."""
    return bool(_second().search(heading))


@lru_cache(maxsize=1)
def outcome_words() -> str:
    """A pattern for the words that may stand before an outcome's code: `Outcome 1.3`."""
    return rf"(?:{_alternatives('outcome_words')})"


@lru_cache(maxsize=1)
def level_words() -> str:
    """A pattern for the words for what plans are made up of, from their themes down to outcomes."""
    content = _content()
    return _any_of({*content["theme_words"], *content["outcome_words"]})


@lru_cache(maxsize=1)
def legend_pattern() -> re.Pattern[str]:
    """Finds a word that an entry of a legend uses."""
    return re.compile(rf"\b(?:{_alternatives('legend_words')})\b", re.I)


@lru_cache(maxsize=1)
def document_pattern() -> re.Pattern[str]:
    """Finds a word that makes a heading the title of a document."""
    return re.compile(rf"\b(?:{_alternatives('document_words')})s?\b", re.I)


@lru_cache(maxsize=1)
def enclosure_pattern() -> re.Pattern[str]:
    """Matches `Appendix 2 - Delivery Plan`: groups word, number, title (may be empty)."""
    number = r"([A-Z]|\d{1,2}[a-z]?|[ivx]{1,4})"
    return re.compile(rf"^\W*({_alternatives('enclosure_words')})\s+{number}\b\s*[:.)\-–—]*\s*(.*)$", re.I)


@lru_cache(maxsize=1)
def committee_pattern() -> re.Pattern[str]:
    """Finds a phrase of committee papers."""
    return re.compile(rf"\b(?:{_alternatives('committee_phrases')})\b", re.I)


@lru_cache(maxsize=1)
def plan_pattern() -> re.Pattern[str]:
    """Finds a word that makes a heading the title of a plan or of a report on one."""
    return re.compile(rf"\b(?:{_alternatives('plan_words')})s?\b", re.I)


@lru_cache(maxsize=1)
def _note() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_alternatives('note_words')})\W*:", re.I)


def comments(text: str) -> bool:
    """Whether a text says of itself that it is a note on the table or its key: `Note: figures are provisional`."""
    return bool(_note().match(text))


@lru_cache(maxsize=1)
def _total() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('total_words')})\s*:?", re.I)


def names_total(text: str) -> bool:
    """Whether a text says that the figures beside it are a sum: `Total`, not `Total waste collected`."""
    return bool(_total().fullmatch(text))


@lru_cache(maxsize=1)
def _continued() -> re.Pattern[str]:
    return re.compile(rf"[(\[–—-]\s*(?:{_alternatives('continued_words')})\b\.?\s*[)\]]?\s*\.?$", re.I)


def says_continued(text: str) -> bool:
    """Whether a line says of itself that it goes on with what the page before began: `Table 1 (continued)`."""
    return bool(_continued().search(text))
