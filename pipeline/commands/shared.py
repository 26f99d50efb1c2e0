"""What the commands share in reading their arguments."""

import argparse
from pathlib import Path
from typing import Any, Protocol

DEFAULT_IN = Path("data", "raw")
DEFAULT_OUT = Path("data", "clean")

# Paragraphs and lists of a description stay as they are written.
PLAIN = argparse.RawDescriptionHelpFormatter


class Commands(Protocol):
    """Where a command adds its own parser: what `argparse` gives for its subparsers."""

    def add_parser(self, name: str, /, **settings: Any) -> argparse.ArgumentParser:
        """The parser of the command `name`."""
        ...


def at_least_one(text: str) -> int:
    """The whole number that `text` states. Raises argparse.ArgumentTypeError where it is none, or below 1."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return number
