"""What one document may cost: the settings of `limits.toml`, and a user's own."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import cast

from extractors.errors import NO_TOML
from extractors.pdf.limits import PageLimits
from pipeline.errors import UsageError

DEFAULTS = Path(__file__).with_name("limits.toml")


@dataclass(frozen=True)
class Limits:
    """The settings as `limits.toml` explains them."""

    seconds: float
    seconds_per_page: float
    memory_mb: int
    pages: int
    glyphs: int
    objects: int
    pixels: int
    pictures_at_once: int

    @property
    def page_limits(self) -> PageLimits:
        """Those that are held against a document before it is read."""
        return PageLimits(self.pages, self.glyphs, self.objects, self.pixels)


def load_limits(own: Path | None = None) -> Limits:
    """The limits that come with Planlift, those of the TOML file `own` in their place.

    Raises UsageError where the file cannot be read, names an unknown limit, or sets one to no number above 0.
    """
    settings = tomllib.loads(DEFAULTS.read_text("utf-8"))
    if own is not None:
        settings |= _read(own, known=tuple(settings))
    return Limits(**{f.name: settings[f.name] for f in fields(Limits)})


def _read(file: Path, known: tuple[str, ...]) -> dict[str, int | float]:
    def wrong(what: str) -> UsageError:
        return UsageError(what, where=str(file), fix=f"give numbers above 0 for any of {', '.join(known)}")

    try:
        settings = cast("dict[str, object]", tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise wrong(f"cannot be read: {error.strerror}") from error
    except NO_TOML as error:
        raise wrong(f"is no TOML: {error}") from error
    numbers: dict[str, int | float] = {}
    for name, value in settings.items():
        if name not in known:
            raise wrong(f"there is no limit called {name}")
        whole = not name.startswith("seconds")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not 0 < value < 1e12:
            raise wrong(f"{name} is no {'whole ' if whole else ''}number above 0")
        numbers[name] = value
    return numbers
