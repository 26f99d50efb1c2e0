"""Looking at a file before it is opened."""

import stat
from pathlib import Path

from extractors.errors import MissingFile, NotAFile, UnreadableFile


def size_of(file: Path) -> int:
    """The size of a file in bytes. Raises MissingFile, or UnreadableFile where it is no file of bytes.

    Opening a pipe would wait until somebody writes to it, and a device may never end.
    """
    try:
        status = file.stat()
    except FileNotFoundError as error:
        raise MissingFile(file) from error
    except OSError as error:
        raise UnreadableFile(file, error.strerror or "") from error
    if stat.S_ISDIR(status.st_mode):
        raise NotAFile(file, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(file, "it is a pipe, a device or the like, not a file of bytes")
    return status.st_size


def is_folder(path: Path) -> bool:
    """Whether `path` can be seen to be a folder; trying to read what cannot be seen tells the user why."""
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a folder above it that may not be entered
        return False


def is_there(path: Path) -> bool:
    """Whether `path` can be seen to be anything."""
    try:
        return path.exists()
    except OSError:
        return False
