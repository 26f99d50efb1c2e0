"""Keeps what a new edition replaces: councils put a new report at the address of the last, which is then gone."""

import shutil
from pathlib import Path

from pipeline.files.swap import sync
from pipeline.given.sources import sidecar_path


def keep_edition(pdf: Path, sha256: str, folder: Path) -> Path:
    """Copy `pdf`, whose bytes have this SHA-256, and its sidecar into `folder`; gives back the copy's path.

    The name of the copy has the first digits of the SHA-256 in it, so that editions do not take each other's place.
    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{pdf.stem}.{sha256[:8]}.pdf"
    shutil.copy2(pdf, copy)
    if (beside := sidecar_path(pdf)) is not None:
        shutil.copy2(beside, copy.with_suffix(".toml"))
    sync(copy)
    return copy
