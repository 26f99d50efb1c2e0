"""What is known of English words: how common they are (pyspellchecker's list), what forms them and where none ends.

All but the first is in `words.toml`. A document's own words are asked before the list.
"""

import gzip
import json
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    return tomllib.loads((resources.files("extractors.printed") / "words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    # Loading takes 80 ms, so only documents with an undecided word break pay for it; to have the library load its list
    # takes 160, since it counts letters too.
    return json.loads(gzip.decompress((resources.files("spellchecker") / "resources" / "en.json.gz").read_bytes()))


def frequency(word: str) -> int:
    """How often `word` (lower case), or what it is the plural of, stands in the list's corpus; 0 where it does not."""
    known = _frequencies()
    spellings = [word, *(word.replace(ours, theirs) for ours, theirs in _known()["british"] if ours in word)]
    spellings += [s[:-1] for s in spellings if s.endswith("s") and not s.endswith("ss")]
    return max(known.get(s, 0) for s in spellings)


def is_prefix(word: str) -> bool:
    """Whether `word` forms compounds with a hyphen (`anti`, `multi`, `well`)."""
    return word in _known()["prefixes"]


def ends_compounds(word: str) -> bool:
    """Whether `word` is written behind a hyphen as often as behind none (`start-up`, `night-time`)."""
    return word in _known()["compounding"]


def means_both(word: str) -> bool:
    """Whether `word` has another meaning with a hyphen behind its prefix (`reform`, `re-form`)."""
    return word in _known()["both"]


def is_hyphened(word: str) -> bool:
    """Whether `word` is as usual with a hyphen behind its prefix, and means the same (`coordinator`)."""
    return word.startswith(tuple(_known()["hyphened"]))


def is_suffix(letters: str) -> bool:
    """Whether `letters` end words but are none: `ness`, `tion`, a single letter other than `a` and `i`."""
    return letters in _known()["suffixes"] or (len(letters) == 1 and letters not in "ai")


def stops_short(text: str) -> bool:
    """Whether a text ends with a word or a sign after which none is at its end: `Head of`."""
    return text.split()[-1].lower() in _known()["joining"]
