"""Where a command finds and leaves things unless it is told otherwise: paths below the folder it is started in."""

from pathlib import Path

DEFAULT_IN = Path("data", "raw")
DEFAULT_OUT = Path("data", "clean")
# Which rows of two editions are the same, as people have decided.
EDITIONS = Path("data", "editions.csv")
# What people have corrected, which every run applies.
CORRECTIONS = Path("data", "corrections.csv")
