"""What the results of a run depend on besides its inputs: the code, the registers, the libraries."""

import platform
import tomllib
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from pipeline.errors import OtherVersion
from pipeline.keeping.fingerprint import READERS, source_files, version_of

# Libraries whose release can change rows, verdicts or bytes, besides those that read.
_MAKERS = ("great-expectations", "pandas", "pyarrow", "rapidfuzz")
_STAGES = ("extractors", "normalise", "expectations", "pipeline")
_ROOT = Path(__file__).parents[2]


def release() -> str:
    """The version that users know: of the package as installed, or of the checkout where it is run from one."""
    try:
        return metadata.version("planlift")
    except metadata.PackageNotFoundError:
        project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        return str(project["version"])


@lru_cache(maxsize=1)
def run_version() -> str:
    """A hash over everything that is installed and on which the outputs of a run depend."""
    return version_of((file for stage in _STAGES for file in source_files(_ROOT / stage)), (*READERS, *_MAKERS))


def require_version(wanted: str) -> None:
    """Raise OtherVersion where this machine has other code than a command elsewhere, whose version is `wanted`.

    What it made would be kept under the name of the other code.
    """
    if wanted != run_version():
        raise OtherVersion(platform.node())
