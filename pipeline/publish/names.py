"""What of an officer's text may be published: the job title, never the person's name.

The Open Government Licence does not cover personal data, and a name that has gone out cannot be called back. So a text
goes out as it is only where every word of it can be told for a word of a post or a service, or stands where a name
does not: after `of` or `for`. Words in doubt are withheld and counted, not guessed at.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from normalise.posts.officer import OfficerRules, form_of
from normalise.posts.officer_cell import read_cell
from normalise.registers import Registers
from normalise.text import clean, fold

WITHHELD = "[withheld]"
_VOCABULARY = Path(__file__).with_name("names.toml")
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_PART = re.compile(r"[,;:/|()\[\]\n]|\s[–—-]\s")


class Publishable(NamedTuple):
    """`text` may go out (None: nothing of it). `names` are the words left out; `sure` if they are plainly names."""

    text: str | None
    names: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class TitleWords:
    """The rules by which officers' texts are read, and the folded words that are known from posts and services."""

    rules: OfficerRules
    known: frozenset[str]
    in_charge_of: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]
    longest_abbreviation: int

    @classmethod
    def load(cls, registers: Registers) -> "TitleWords":
        """The vocabulary of `names.toml`, and the words of the officers' rules and of all posts in `registers`."""
        rules, said = registers.officers, tomllib.loads(_VOCABULARY.read_text("utf-8"))
        vocabulary = (*rules.service, *rules.units, *rules.empty, *rules.grades, *rules.abbreviations)
        texts = (*vocabulary, *rules.abbreviations.values(), *(each.post.title for each in registers.posts))
        return cls(
            rules,
            frozenset(_plain(word) for text in texts for word in _WORD.findall(text)),
            frozenset(said["in_charge_of"]),
            frozenset(said["particles"]),
            frozenset(said["honorifics"]),
            said["longest_abbreviation"],
        )


def publishable(text: str, words: TitleWords) -> Publishable:
    """What may be published of `text`, the cell of an officer as printed or a title made of it."""
    named = read_cell(text, words.rules)
    if not named:
        return Publishable(text)
    names = [one.name for one in named if one.name]
    titles: list[str] = []
    sure = True
    for title in (one.title for one in named if one.title):
        kept, doubtful = _without_doubtful(title, words)
        names += doubtful
        sure = sure and not doubtful
        titles.append(kept)
    if not names:
        return Publishable(text)
    told = "; ".join(dict.fromkeys(titles))
    anything_left = any(_plain(word) not in words.rules.empty for word in _WORD.findall(told.replace(WITHHELD, "")))
    return Publishable(told if anything_left else None, tuple(names), sure)


def _without_doubtful(title: str, words: TitleWords) -> tuple[str, list[str]]:
    """`title` with words that may be a name replaced, and those words."""
    printed = clean(title)
    spans = [span for part in _parts(printed) for span in _doubtful(printed, *part, words)]
    kept = printed
    for start, end in reversed(spans):
        kept = kept[:start] + WITHHELD + kept[end:]
    return kept, [printed[start:end] for start, end in spans]


def _parts(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between commas, dashes, brackets and the like."""
    edges = [0, *(edge for match in _PART.finditer(text) for edge in match.span()), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if text[start:end].strip()]


def _doubtful(text: str, start: int, end: int, words: TitleWords) -> list[tuple[int, int]]:
    """Where words that may be a name stand in `text` from `start` to `end`.

    Two unknown capitalised words side by side may be one wherever they follow no `of`. A single one may be one where
    the text names neither post nor team, and where it is all that the part holds, if the part comes first
    (`Smith, Director`) or the rest is a whole title already.
    """
    tokens = list(_WORD.finditer(text, start, end))
    rest = (text[:start] + " " + text[end:]).strip()
    nobody = form_of(text, words.rules).grade is None and not any(_plain(t[0]) in words.rules.units for t in tokens)
    may_stand_alone = nobody or (len(tokens) == 1 and rest and (start == 0 or _is_whole(rest, words)))
    found: list[tuple[int, int]] = []
    for before, run in _unknown_runs(text, tokens, words):
        titled = _plain(run[0][0]) in words.honorifics
        if titled or (before not in words.in_charge_of and (len(run) > 1 or may_stand_alone)):
            found.append((run[0].start(), run[-1].end()))
    return found


def _unknown_runs(
    text: str, tokens: Sequence[re.Match[str]], words: TitleWords
) -> list[tuple[str, list[re.Match[str]]]]:
    """The longest runs of unknown words with nothing but space between them, each with the word before it, folded."""
    runs: list[tuple[str, list[re.Match[str]]]] = []
    before: re.Match[str] | None = None
    for token in tokens:
        inside = bool(runs) and runs[-1][1][-1] is before
        follows = before is not None and text[before.end() : token.start()].isspace()
        if inside and follows and (_plain(token[0]) in words.particles or not _is_known(token[0], text, words)):
            runs[-1][1].append(token)
        elif not _is_known(token[0], text, words):
            runs.append((fold(before[0]) if before else "", [token]))
        before = token
    return runs


def _is_known(word: str, text: str, words: TitleWords) -> bool:
    """Whether `word` of `text` is of a post or a service, or no name because it has no capital where others have."""
    plain = _plain(word)
    if plain in words.known or plain.endswith(words.rules.service_endings):
        return True
    if word[0].islower() and not text.islower():
        return True
    return word.isupper() and 1 < len(word) <= words.longest_abbreviation and not text.isupper()


def _is_whole(rest: str, words: TitleWords) -> bool:
    """Whether `rest` says by itself which post is meant."""
    form = form_of(rest, words.rules)
    return form.grade is not None and bool(set(form.words) - words.rules.units)


def _plain(word: str) -> str:
    return fold(word).strip(".'’-").removesuffix("'s").removesuffix("’s")
