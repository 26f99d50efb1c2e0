"""The counts that a plan's covering prose announces: `114 actions: 64 complete, 30 green`, `58 priority deliverables`.

A free check of what was read: the gate compares these counts with the rows. Only totals that plainly speak of the whole
plan count; where two sentences give different totals, neither does. Patterns and words are `registers/announced.toml`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from extractors.table import TextLine
from normalise.about.metadata import About, years_in
from normalise.statuses.legend import Legend
from normalise.statuses.phrases import Phrase
from normalise.text import clean, fold, one_of

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(“\"])|\s*[•▪➢]\s*")
_QUARTER = re.compile(r"\b(?:q|quarter )([1-4])\b|\b(first|second|third|fourth) quarter\b")
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_ALIKE = ("deliverables", "actions")
# One status alone is a remark; two and more divide the total.
_FEWEST_PARTS = 2


@dataclass(frozen=True)
class AnnouncedRules:
    """The vocabulary of `registers/announced.toml`; `nouns` are by dataset."""

    nouns: Mapping[str, tuple[str, ...]]
    whole: tuple[str, ...]
    part: tuple[str, ...]
    totals: tuple[str, ...]
    headlines: tuple[str, ...]
    part_pattern: str
    numbers: Mapping[str, int]


def announced_counts(
    lines: Sequence[TextLine],
    about: About,
    legend: Legend,
    phrases: Mapping[str, Phrase],
    rules: AnnouncedRules,
) -> dict[str, int]:
    """Counts by dataset (`actions`) and by dataset and status (`actions:green`), as `lines` announce them.

    `about` has the plan's own year and quarter: a sentence that names others is about something else.
    """
    statuses = {name: p.status for name, p in phrases.items() if p.kind not in ("letter", "symbol")}
    statuses |= {name: status for name, status in legend.letters.items() if len(name) > 2}
    found: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        for dataset in rules.nouns:
            if (headline := _total(fold(line.text).rstrip("."), rules.headlines, dataset, rules)) is not None:
                found[dataset].add(headline)
    sentences = _sentences(lines)
    for here, following in zip(sentences, (*sentences[1:], ""), strict=False):
        if not _of_all(here, about.year, rules):
            continue
        for dataset in rules.nouns:
            total = _total(here, rules.totals, dataset, rules)
            if total is None:
                continue
            found[dataset].add(total)
            for sentence in (s for s in (here, following) if _of_plan(s, about, rules)):
                parts = _parts(sentence, dataset, statuses, rules)
                if len(parts) >= _FEWEST_PARTS and sum(parts.values()) <= total:
                    for status, count in parts.items():
                        found[f"{dataset}:{status}"].add(count)
                    break
    return {key: next(iter(counts)) for key, counts in sorted(found.items()) if len(counts) == 1}


def as_read(announced: Mapping[str, int], rows: Mapping[str, int]) -> dict[str, int]:
    """The announced counts under the datasets in which the plan's rows are; `rows` is how many each dataset has.

    Councils call deliverables actions and actions deliverables. A plan with rows of one of the two alone, which
    announces the other alone, means the rows that it has.
    """
    told = {key.partition(":")[0] for key in announced} & set(_ALIKE)
    there = {name for name in _ALIKE if rows.get(name)}
    if len(told) != 1 or len(there) != 1:
        return dict(announced)
    (said,), (meant,) = told, there
    return {re.sub(rf"^{said}(?=:|$)", meant, key): count for key, count in announced.items()}


def _sentences(lines: Sequence[TextLine]) -> list[str]:
    """The sentences of the prose, folded; lines of one size that follow each other on a page run on."""
    blocks = groupby(lines, key=lambda line: (line.page, line.size, line.bold))
    told = (" ".join(clean(line.text) for line in block) for _, block in blocks)
    return [fold(sentence).rstrip(".!") for text in told for sentence in _SENTENCE.split(text) if sentence]


def _total(sentence: str, patterns: Sequence[str], dataset: str, rules: AnnouncedRules) -> int | None:
    """The total of a dataset's rows that one of the patterns finds in a sentence."""
    if not any(noun in sentence for noun in rules.nouns[dataset]):
        patterns = [pattern for pattern in patterns if "THINGS" not in pattern]
    for pattern in patterns:
        if match := re.search(_pattern(pattern, dataset, rules), sentence):
            return _number(match["n"], rules)
    return None


def _parts(sentence: str, dataset: str, statuses: Mapping[str, str], rules: AnnouncedRules) -> dict[str, int]:
    """Statuses to their counts in a sentence, none where one is counted twice."""
    words = one_of(tuple(statuses))
    pattern = _pattern(rules.part_pattern, dataset, rules).replace("STATUS", f"(?P<status>{words})")
    found = [(statuses[m["status"]], _number(m["n"], rules)) for m in re.finditer(pattern, sentence)]
    counts = dict(found)
    return counts if len(counts) == len(found) else {}


def _pattern(pattern: str, dataset: str, rules: AnnouncedRules) -> str:
    """A pattern of the register with its capitals filled in: `N` the number, `THINGS` the dataset's rows."""
    return _filled(pattern, rules.nouns[dataset], rules.whole, tuple(rules.numbers))


# asked for every sentence of a plan with the same few patterns
@lru_cache(maxsize=256)
def _filled(pattern: str, nouns: tuple[str, ...], whole: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    units = one_of(numbers)
    number = rf"(?P<n>\d{{1,3}}(?:,\d{{3}})*|(?:{units})(?:[ -](?:{units}))?)"
    things = rf"(?:(?:{one_of(whole)}) ){{0,3}}(?:{one_of(nouns)})(?!\w)"
    return re.sub("(?<![A-Z])N(?![A-Z])", lambda _: number, pattern.replace("THINGS", things))


def _number(text: str, rules: AnnouncedRules) -> int:
    """`66`, `1,204`, `six`, `twenty-five`."""
    told = text.replace(",", "")
    return int(told) if told.isdigit() else sum(rules.numbers[word] for word in re.split(r"[ -]", told))


def _of_plan(sentence: str, about: About, rules: AnnouncedRules) -> bool:
    """Whether a sentence speaks of the whole of this plan, and of no quarter but its own."""
    return _of_all(sentence, about.year, rules) and _of_quarter(sentence, about.quarter)


def _of_all(sentence: str, year: str | None, rules: AnnouncedRules) -> bool:
    """Whether a sentence speaks of the whole of this plan: of no part of it and of no other year."""
    return not re.search(rf"\b(?:{one_of(rules.part)})\b", sentence) and all(y == year for y in years_in(sentence))


def _of_quarter(sentence: str, quarter: str | None) -> bool:
    """Whether a sentence names no quarter but that of the report."""
    named = [n or _ORDINALS[word] for n, word in _QUARTER.findall(sentence)]
    return all(quarter is not None and quarter.endswith(n) for n in named)
