"""What a plan is: council, title, year, quarter; from its sidecar, or inferred from its pages and said so."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractors.headings.quarters import named as quarter_named
from extractors.headings.vocabulary import theme_pattern
from extractors.table import PublishedPlan, TextLine
from normalise.about.council import Council, CouncilRegister, infer_council
from normalise.periods.calendar import quarter_label, quarter_of, year_label, year_start
from normalise.periods.period import read_period
from normalise.periods.periodforms import PeriodRules
from normalise.source import Source
from normalise.statuses.twoquarters import compares_quarters
from normalise.text import clean, fold

PLAN_TYPES = ("delivery_plan", "progress_report")
_YEAR = re.compile(r"(?<![\d/–-])(20\d\d)(?:\s?[/–-]\s?|\s+to\s+(?=20))(20\d\d|\d\d)(?![\d/])")
# Longer lines are no headings.
_HEADING = 80
# What ends with a day names a quarter where it says that a report was drawn up then; prose goes on.
_DAY_LAST = re.compile(r"\b20\d\d\W*$")
# The heading of a numbered part.
_PART = re.compile(r"(?:(?:section|part|chapter)\s+)?\d{1,2}\s*[.:)–-]\s*[^\W\d]", re.IGNORECASE)
# A line of so many words is one of prose: headings of the same size below it are those of parts.
_PROSE = 8
_QUARTER = re.compile(r"\b(?:q|quarter\s|qtr\s?)\s*([1-4])\b", re.IGNORECASE)


@dataclass(frozen=True)
class MetadataRules:
    """The vocabulary of `registers/metadata.toml`."""

    generic: frozenset[str]
    joining: frozenset[str]
    as_at: tuple[str, ...]
    reports: Mapping[str, int]
    first_pages: int
    same_size: float
    longest_title: int


class About(NamedTuple):
    """What a plan is. `year` reads `2025/26`, `quarter` `2025/26 Q3` (None for a plan of a whole year)."""

    council: Council | None
    title: str
    plan_type: str
    year: str | None
    quarter: str | None
    warnings: tuple[str, ...]


def about_plan(
    plan: PublishedPlan, source: Source, councils: CouncilRegister, periods: PeriodRules, rules: MetadataRules
) -> About:
    """What `plan` is, by `source` first; everything inferred or left unknown has a warning of one line."""
    warnings: list[str] = []

    def say(what: str, value: str | None) -> None:
        warnings.append(f"{what} inferred as {value}" if value else f"{what} is not stated and could not be inferred")

    if stated := clean(source.council_name or ""):
        council = councils.named(stated)
    else:
        named = (infer_council(t, councils, rules.generic, rules.joining) for t in (plan.lines, plan.front))
        council = next((c for c in named if c), None)
        say("council", council.name if council else None)
    if council and not council.code:
        warnings.append(f"{council.name} is not in the register of councils, so it has no code")
    title = clean(source.title or "")
    if not title:
        title = infer_title(plan.lines, councils, council, periods, rules) or re.sub(
            r"\.pdf$", "", clean(source.file), flags=re.IGNORECASE
        )
        say("title", title)
    plan_type = "delivery_plan" if any(t.kind == "deliverables" for t in plan.tables) else "progress_report"
    if source.plan_type in PLAN_TYPES:
        plan_type = str(source.plan_type)
    elif source.plan_type:
        warnings.append(f"plan type {source.plan_type!r} is neither of {', '.join(PLAN_TYPES)}; taken as {plan_type}")
    year = _stated_year(source.financial_year, warnings) or _year_of_quarter(source.quarter)
    if not year:
        year = infer_year(plan, title, periods, rules)
        say("financial year", year)
    quarter = _stated_quarter(source.quarter, year, warnings)
    if not quarter and (quarter := infer_quarter(plan, title, year, periods, rules)):
        say("quarter", quarter)
    return About(council, title, plan_type, year, quarter, tuple(warnings))


def infer_title(
    lines: Sequence[TextLine],
    councils: CouncilRegister,
    council: Council | None,
    periods: PeriodRules,
    rules: MetadataRules,
) -> str | None:
    """The heading in the largest type on the first page, its lines in order, as far as no prose stands between.

    The council's own name, in any form that the register knows, is left out, and so are a period that stands alone and
    headings of parts (`Priority 1: ...`, `Section 2: ...`), unless there are no others.
    """
    if not lines:
        return None
    first = min(line.page for line in lines)
    here = [t for t in lines if t.page == first and clean(t.text)]
    telling = [
        t
        for t in here
        if councils.named(t.text) != council
        and re.search(r"[^\W\d_]{3}", t.text)
        and read_period(t.text, "end", None, periods).first is None
    ]
    telling = [t for t in telling if not (theme_pattern().match(t.text) or _PART.match(t.text))] or telling
    if not telling:
        return None
    largest = max(t.size for t in telling)
    large = [largest - t.size < rules.same_size for t in telling]
    begun = telling[large.index(True) :]
    prose = (n for n, t in enumerate(begun) if largest - t.size >= rules.same_size and len(t.text.split()) >= _PROSE)
    own = begun[: next(prose, len(begun))]
    title = clean(" ".join(t.text for t in own if largest - t.size < rules.same_size))
    return title if len(title) <= rules.longest_title else None


def years_in(text: str) -> list[str]:
    """The financial years that a text names (`2025/26`, `2025-26`, `2025–2026`, `2025 to 2026`), in its order."""
    found: list[str] = []
    for first, second in _YEAR.findall(text):
        if (int(first) + 1) % 100 == int(second) % 100 and (len(second) == 2 or int(second) == int(first) + 1):
            found.append(year_label(int(first)))
    return found


def infer_year(plan: PublishedPlan, title: str, periods: PeriodRules, rules: MetadataRules) -> str | None:
    """The plan's financial year: from its title, its first pages, its columns, or else the one it names most.

    The months of a quarter (`October to December 2025`) in a heading name one too, and so does the day at which a
    report was drawn up (`position at 31 December 2025`).
    """
    if named := years_in(title):
        return named[0]
    early = _early(plan, rules)
    if named := [y for text in early for y in years_in(text)]:
        return max(dict.fromkeys(named), key=named.count)
    quarters = (quarter_named(text) for text in (title, *early) if len(text) < _HEADING)
    if year := next((told.year for told in quarters if told.quarter and told.year), None):
        return year
    if columns := [c.year for t in plan.tables for c in t.columns if c.year]:
        return max(columns)
    headings = (t for t in (title, *early) if len(t) < rules.longest_title and t[:1].isupper() and _DAY_LAST.search(t))
    if drawn_up := next(filter(None, (_printed(text, None, periods, rules) for text in headings)), None):
        return drawn_up.split()[0]
    named = [y for t in plan.lines for y in years_in(clean(t.text))]
    return max(dict.fromkeys(named), key=named.count) if named else None


def _early(plan: PublishedPlan, rules: MetadataRules) -> list[str]:
    """The lines of the first pages."""
    first = min((line.page for line in plan.lines), default=0)
    return [clean(t.text) for t in plan.lines if t.page < first + rules.first_pages]


def _stated_year(stated: str | None, warnings: list[str]) -> str | None:
    if not stated:
        return None
    if named := years_in(stated):
        return named[0]
    warnings.append(f"financial year {stated!r} does not read like 2025/26 and was not used")
    return None


def _year_of_quarter(stated: str | None) -> str | None:
    named = years_in(stated or "")
    return named[0] if named else None


def _stated_quarter(stated: str | None, year: str | None, warnings: list[str]) -> str | None:
    if not stated:
        return None
    named = _QUARTER.search(stated)
    if named and year:
        return quarter_label(year, int(named[1]))
    warnings.append(f"quarter {stated!r} does not read like 2025/26 Q3 and was not used")
    return None


def infer_quarter(
    plan: PublishedPlan, title: str, year: str | None, periods: PeriodRules, rules: MetadataRules
) -> str | None:
    """The quarter that a report is about: as its headings say, or the last one that its columns report.

    None for a plan without quarterly columns, values of indicators and ratings beside earlier ones, or where it cannot
    be told.
    """
    reported = _reported(plan, year)
    undated = any(c.field == "value" and not c.quarter for t in plan.tables if t.kind == "kpis" for c in t.columns)
    if not reported and not undated and not compares_quarters(plan):
        return None
    early = _early(plan, rules)
    quarter = _printed(title, year, periods, rules)
    quarter = quarter or next(
        (q for text in early if len(text) < _HEADING and (q := _printed(text, year, periods, rules))), None
    )
    return quarter or max(reported, default=None)


def _printed(text: str, year: str | None, periods: PeriodRules, rules: MetadataRules) -> str | None:
    """The quarter that a heading names: `Q3`, `Quarter 3 2025/26`, `As at 30 September 2025`, `Half-Year Report`.

    So do its months: `July to September 2025`.
    """
    told = fold(text)
    words = "|".join(sorted(map(re.escape, rules.as_at), key=len, reverse=True))
    if match := re.search(
        rf"\b(?:{words})\s+(?:the\s+)?(?:end of\s+)?(\d{{1,2}}(?:st|nd|rd|th)?\s+\w+\s+20\d\d)", told
    ):
        day: date | None = read_period(match[1], "end", None, periods).last
        if day:
            return quarter_of(day)
    if year and (match := _QUARTER.search(told)):
        return quarter_label(next(iter(years_in(told)), year), int(match[1]))
    months = quarter_named(text)
    if months.quarter and months.year:
        return quarter_label(months.year, months.quarter)
    if year:
        return next((quarter_label(year, n) for words, n in rules.reports.items() if words in told), None)
    return None


def _reported(plan: PublishedPlan, year: str | None) -> list[str]:
    """The quarters for which any row of the plan prints a status or a value, by column."""
    quarters: Counter[str] = Counter()
    for table in plan.tables:
        if table.kind not in ("actions", "kpis"):
            continue
        for column in table.columns:
            label = column.year or year
            if column.quarter is None or label is None:
                continue
            names = [column.field or "", f"rag_q{column.quarter}", f"value_q{column.quarter}"]
            cells = [row.fields[n] for row in table.rows for n in dict.fromkeys(names) if n in row.fields]
            if any(clean(c.text) or (c.fill or "#ffffff") != "#ffffff" for c in cells):
                quarters[quarter_label(label, column.quarter)] += 1
    return sorted(quarters, key=lambda q: (year_start(q.split()[0]), q))
