"""The version of a release: three numbers, told from what has changed since the last one.

MAJOR where those who read the data have to change something: a column or dataset renamed, retyped or gone, a plan gone.
MINOR where there is more: rows, columns, datasets. PATCH for corrections. Source: Semantic Versioning 2.0.0, which
speaks of programs; what each part means for data is the design's.
"""

import re
from enum import IntEnum
from typing import NamedTuple


class Level(IntEnum):
    """How much a change asks of those who use the data."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Version(NamedTuple):
    """A release's version, such as 1.4.2."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @classmethod
    def parse(cls, text: str) -> "Version | None":
        """The version that `text` writes, None where it writes none."""
        match = re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", text)
        return cls(*(int(part) for part in match.groups())) if match else None

    def after(self, level: Level) -> "Version":
        """The next version for a change of `level`."""
        if level is Level.MAJOR:
            return Version(self.major + 1, 0, 0)
        if level is Level.MINOR:
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + 1)


FIRST = Version(1, 0, 0)
