"""What every test can ask for: the repository, the sample plans, and the shared plans where they are at hand."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a change fails by what it does; `--hypothesis-profile=explore` looks for more.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def raw(root: Path) -> Path:
    """The folder of the sample plans."""
    return root / "data" / "raw"


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of plans and public tables that stands beside the repository; skips the test where it is absent."""
    folder = root.parent / "shared"
    if not (folder / "plans").is_dir():
        pytest.skip("needs the shared plans, which stand beside the repository and are not part of it")
    return folder
