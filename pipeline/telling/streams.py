"""The streams that a command was given, made fit to be written to whatever they lead to."""

import io
import os
import sys


def make_ready() -> None:
    """Let every stream lead somewhere, and let none refuse a character.

    A descriptor that is closed would be that of the next file to be opened, and what a library tells on standard error
    would stand in a dataset. Letters that the encoding of a stream lacks are written as escapes.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (open to the end)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def discard_output() -> None:
    """Send to nowhere what is yet to be written to standard output, which would be told of as the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
