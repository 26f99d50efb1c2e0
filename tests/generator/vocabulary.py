"""The words that invented plans are made of, read once from `vocabulary.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("vocabulary.toml")


@cache
def vocabulary() -> dict[str, Any]:
    """The whole vocabulary as the TOML file nests it; callers must not change it."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def words(name: str) -> list[str]:
    """The list `name` of the `[words]` table; KeyError for a list that the file does not hold."""
    return list(vocabulary()["words"][name])


def headings(field: str) -> list[str]:
    """The real-world wordings of a column heading; KeyError for a field without any."""
    return list(vocabulary()["headings"][field])
