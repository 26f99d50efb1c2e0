"""What the commands share in reading their arguments."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

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


def existing_file(text: str) -> Path:
    """The path of a file that is there. Raises argparse.ArgumentTypeError: what a mistyped name holds would be lost."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"{text}: no such file")
    return Path(text)


def add_log(parser: argparse.ArgumentParser) -> None:
    """Give a command the option `--log`; its `options.log` is `text` or `json`."""
    parser.add_argument(
        "--log",
        choices=("text", "json"),
        default="text",
        help="json: tell on stderr what happens as one JSON object a line (docs/scheduled-job.md)",
    )


def add_summary(parser: argparse.ArgumentParser) -> None:
    """Give a command the option `--summary`; its `options.summary` is a path or None."""
    parser.add_argument(
        "--summary", type=Path, metavar="FILE", help="write here what it came to, short enough for an e-mail"
    )


def iso_day(text: str) -> str:
    """A date in ISO form. Raises argparse.ArgumentTypeError where `text` is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-01-15") from error


def tell_stale(links: Iterable[tuple[str, str]], file: Path) -> None:
    """Name on standard error the decisions in `file` on records that are not there any more."""
    for one, other in links:
        print(f"note: {file}: one of {one} and {other} is not there any more", file=sys.stderr)
