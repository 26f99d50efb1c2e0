"""Cells that name nothing, or everything, in words: `n/a`, `Vacant`, `All outcomes`; `nothing.toml` holds them."""

import tomllib
from functools import lru_cache
from importlib import resources

from normalise.text import fold


def names_nothing(told: str) -> bool:
    """Whether a text says that there is nobody and nothing to name; an empty one does."""
    return not told or fold(told) in _words("nothing")


def names_no_officer(told: str) -> bool:
    """The same of an officer's cell, where a post may be vacant."""
    return names_nothing(told) or fold(told) in _words("no_officer")


def names_every_outcome(told: str) -> bool:
    """Whether a text stands for all outcomes of its plan."""
    return fold(told) in _words("every_outcome")


@lru_cache(maxsize=3)
def _words(key: str) -> frozenset[str]:
    content = tomllib.loads((resources.files("normalise") / "nothing.toml").read_text(encoding="utf-8"))
    return frozenset(content[key])
