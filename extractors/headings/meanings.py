"""Which field a heading means in a table of its kind: what its column holds may speak against it."""

import re
from collections.abc import Sequence

from extractors.grids.colours import is_traffic_light
from extractors.headings.codedheadings import coded_heading
from extractors.headings.headings import HeadingMatch
from extractors.headings.quarterly import FEW, MILESTONE, worded
from extractors.headings.shapes import (
    AMOUNT,
    CODE,
    CODES,
    COUNT,
    LEVEL,
    NAME,
    NUMBER,
    PERIOD,
    PERSON,
    STATUS,
    distinct,
    filled_share,
    mean_length,
    share,
)
from extractors.headings.values import SHAPED, Column, is_rated
from extractors.headings.vocabulary import officer_pattern, other_tables, theme_pattern
from extractors.table import TableKind

# A quarter's column with texts this short, in characters, holds statuses, whatever prose its heading promises.
SHORT = 12
# Texts longer than this on average, in characters, are no council's words for a status.
SENTENCES = 40
# So many rows that each have their own text show that it is no theme.
MANY = 5
# A text of so many words is no list of codes.
AIM_WORDS = 5
# When an aim is to be reached: `Net zero by 2030`.
_YEAR = re.compile(r"(?<=[^\W\d]) (?:19|20)\d\d\b")
# A heading that is a quarter and nothing else scores this.
BARE = 0.8
# Headings that are known and yet name no field of a record.
NO_FIELD = {"portfolio_holder", "percent_complete", "polarity", "forecast", "other_date", MILESTONE}
# Fields that only indicators have, or that no field of the record is made of.
NOT_OF_ACTIONS = ("outcome", *NO_FIELD, "indicator", "tier", "unit", "target", "value", "value_before", "direction")


def said_field(kind: TableKind, m: HeadingMatch) -> str | None:
    """The field that a person gave to a heading, under the name that it has in a table of this kind."""
    if kind == "kpis" and m.field == "indicator":
        return "title"
    if kind == "actions" and m.field == "outcome_codes":
        return "outcome_code"
    if m.field == "rag" and m.quarter is None:
        return "status"
    return m.field


def field_in(kind: TableKind, m: HeadingMatch, column: Column) -> str | None:
    """The field that a match means in a table of this kind, None where it cannot be."""
    field, values = m.field, column.values
    if field is None or field in other_tables():
        return None
    if field == "outcome_codes" and kind != "outcomes" and share(values, LEVEL) >= SHAPED:
        return None
    if field in ("title", "indicator") and kind != "outcomes" and _coded(values):
        return None  # it stands over the codes as well, or names what rows serve: `Objective` over `WO2, WO3`
    if field == "outcome_codes" and kind != "outcomes" and share(values, STATUS) >= SHAPED:
        return None  # what came of it: `Outcome at year end`
    if field == "outcome_codes" and kind != "outcomes" and _name_aims(values):
        # what a row alone is to bring about, unlike what it serves with others, differs from row to row
        own = len(values) >= MANY and filled_share(values) == 1.0 and distinct(values) >= SHAPED
        return None if own else "theme"
    if field == "lead_officer" and not m.sure and not _led(values):
        return None  # others under a heading that only holds the word: `Who will benefit`
    if field == "update" and kind == "actions" and m.quarter and 0 < mean_length(values) < SHORT:
        return "rag"
    if field == "update" and (share(values, STATUS) >= SHAPED or share(values, NUMBER) >= SHAPED or is_rated(column)):
        return None
    if field == "status" and not m.worded and _measures(column):
        return None  # how much is done, or how sure that is, under a heading that only holds the word
    told = mean_length(values) > SENTENCES
    if field == "status" and (not m.sure or (not m.worded and told)) and worded(values):
        return None  # other texts under a heading that only holds the word: `What is being done`
    # ratings of it stand under the very word too: `Delivery | Spend | Risk`
    worded_so = m.worded and share(values, STATUS) < SHAPED
    if field in ("start", "delivery") and not worded_so and any(values) and not _tells_time(values):
        return None
    if kind == "kpis":
        if field == "outcome_codes" and share(values, NUMBER) >= SHAPED > share(values, CODES):
            return None  # what is aimed at, in figures: `Ambition March 2026`
        figures = any(ch.isdigit() for v in values for ch in v)
        if field == "value" and not m.quarter and not figures and is_rated(column):
            return "status"
        if field == "value_before" and share(values, STATUS) >= 0.5:
            return None
        if field == "rag" and (share(values, NUMBER) >= 0.5 or (m.score <= BARE and not _rates(column))):
            return "value"  # a quarter that is still to come is blank, and some figures are not known yet
        names = {"indicator": "title", "title": None, "outcome": None, "rag": "status", **dict.fromkeys(NO_FIELD)}
        return names.get(field, field)
    if kind == "outcomes":
        return {"code": "code", "outcome": "title", "outcome_codes": "title"}.get(field)
    if kind == "actions" and field == "outcome_codes":
        return "outcome_code"
    if field in NOT_OF_ACTIONS:
        return None
    if field in ("start", "delivery") and values and share(values, PERIOD) < 0.3 and mean_length(values) > 40:
        return None
    return field


def _coded(values: Sequence[str]) -> bool:
    """Whether nearly all texts are codes, one or several in each."""
    return max(share(values, CODE), share(values, CODES)) >= SHAPED


def _name_aims(values: Sequence[str]) -> bool:
    """Whether texts name aims in words: without any number but a year or a count, or in a sentence that begins so."""
    told = [COUNT.sub("", _YEAR.sub("", v)) for v in values if v]
    named = [v for v in told if NAME.match(v) or (len(v.split()) >= AIM_WORDS and not _begins_coded(v))]
    return len(named) >= max(SHAPED * len(told), 1)


def _begins_coded(text: str) -> bool:
    return bool(theme_pattern().match(text) or coded_heading(text)) or any(ch.isdigit() for ch in text.split()[0])


def _tells_time(values: Sequence[str]) -> bool:
    """Whether any value may be a date or a period: it has a figure, and is no count or share."""
    return share(values, PERIOD) > 0 or any(any(map(str.isdigit, v)) and not AMOUNT.match(v) for v in values)


def _measures(column: Column) -> bool:
    """Whether a column says with figures, or with high, medium and low, what no colour rates."""
    told = max(share(column.values, NUMBER), share(column.values, LEVEL)) >= SHAPED
    return told and not is_traffic_light({f for f in column.fills if f})


def _rates(column: Column) -> bool:
    """Whether a column's texts or colours are ratings."""
    return share(column.values, STATUS) >= 0.5 or is_traffic_light({f for f in column.fills if f})


def _led(values: Sequence[str]) -> bool:
    """Whether some of the values name posts, services or persons; nothing speaks against a column without any."""
    return not any(values) or max(share(values, officer_pattern()), share(values, PERSON)) >= FEW
