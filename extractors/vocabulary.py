"""The words by which plans name their parts, from `vocabulary.toml`."""

import re
import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    return tomllib.loads((resources.files("extractors") / "vocabulary.toml").read_text(encoding="utf-8"))


def _alternatives(key: str) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(_words()[key], key=len, reverse=True))


@lru_cache(maxsize=1)
def theme_pattern() -> re.Pattern[str]:
    """Matches `Commitment 2: Improving Health`: groups word, number, title (may be empty)."""
    return re.compile(rf"^\W*({_alternatives('theme_words')})\s+(\d{{1,2}}|[A-H])\b\s*[:.)\-–—]*\s*(.*)$", re.I)


@lru_cache(maxsize=1)
def legend_pattern() -> re.Pattern[str]:
    """Finds a word that an entry of a legend uses."""
    return re.compile(rf"\b(?:{_alternatives('legend_words')})\b", re.I)
