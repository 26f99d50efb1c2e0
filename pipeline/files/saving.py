"""Files that are put in their place whole or not at all, so that a full disk or a kill leaves the earlier one."""

import os
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import CannotSave
from pipeline.files.swap import sync


def save(file: Path, content: bytes) -> None:
    """Make `content` that of `file`. Raises CannotSave."""
    try:
        replace(file, content)
    except OSError as error:
        raise CannotSave(file, error) from error


def save_in(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Save files by their names in `folder`, which is made where it is missing; returns them. Raises CannotSave."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotSave(folder, error) from error
    for name, content in files.items():
        save(folder / name, content)
    return [folder / name for name in files]


def replace(file: Path, content: bytes) -> None:
    """Exchange `file` for one with `content` and the same permissions in one step. Raises OSError.

    A link stays one, and what is no file (a pipe, `/dev/stdout`) is written to as it is.
    """
    target = Path(os.path.realpath(file))
    if is_special(target):
        target.write_bytes(content)
        return
    part = target.with_name(f".planlift-{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        sync(part)
        part.replace(target)
        sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def is_special(file: Path) -> bool:
    """Whether there is a pipe, a device or the like under this name, which another file cannot stand for."""
    return file.exists() and not file.is_file() and not file.is_dir()
