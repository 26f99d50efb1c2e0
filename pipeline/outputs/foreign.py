"""Folders that hold what Planlift did not write, and so must not be replaced by the outputs of a run."""

from pathlib import Path

from pipeline.files.swap import OutputError, output_error
from pipeline.outputs import manifest

# Files that keep an otherwise empty folder under version control say nothing about whose folder it is.
_PLACEHOLDERS = {".gitkeep", ".gitignore", ".gitattributes"}


def refuse_foreign(out: Path) -> None:
    """Raises OutputError where `out` is a file, or a folder with other contents than a run's."""
    try:
        if not out.exists() or manifest.written_by_planlift(out):
            return
        if not out.is_dir():
            raise OutputError("is a file", where=str(out), fix="give a folder as --out")
        foreign = sorted({path.name for path in out.iterdir()} - _PLACEHOLDERS)
    except OSError as problem:
        raise output_error(problem, out) from problem
    if foreign:
        what = f"holds files that Planlift did not write, such as {foreign[0]}"
        raise OutputError(what, where=str(out), fix="give an empty or a new folder as --out")
