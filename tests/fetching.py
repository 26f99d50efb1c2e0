"""A place that `planlift fetch` works in, for its tests."""

import tomllib
from pathlib import Path

from pipeline.fetch.collect import Outcome, collect
from pipeline.fetch.listing import read_listing
from tests.web_site import Reply

PDF = {"Content-Type": "application/pdf"}
# Quick, but for the settings under test.
MANNERS = 'private_hosts = ["127.0.0.1"]\npause_seconds = 0\nfirst_wait = 0\nattempts = 2\nsilence_seconds = 5\n'
LISTED = 'council = "Harrowmere Borough Council"\nlicence = "OGL-UK-3.0"\n'


class Place:
    """A folder with a list of sources and what is fetched by it."""

    def __init__(self, folder: Path) -> None:
        self.listing, self.raw, self.earlier = folder / "sources.toml", folder / "raw", folder / "earlier"

    def describe(self, *sources: str, manners: str = "") -> None:
        fetch = "[fetch]\n" + MANNERS + manners
        self.listing.write_text(fetch + "".join(f"[[source]]\n{LISTED}{source}\n" for source in sources))

    def fetch(self) -> list[Outcome]:
        return collect(read_listing(self.listing), self.raw, self.earlier, lambda outcome: None)

    def one(self) -> Outcome:
        (outcome,) = self.fetch()
        return outcome

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.raw.iterdir())}

    def facts(self) -> dict[str, object]:
        return tomllib.loads((self.raw / "plan.toml").read_text("utf-8"))


def sent_to(where: str) -> Reply:
    return Reply(status=302, headers={"Location": where})
