"""The Chromium that tests of pages run in, and what is watched while a page is open in it.

Run as a program, ends with 0 where there is a browser and with 1 otherwise.
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The rules of WCAG 2.2 at levels A and AA, which bind UK public bodies, and axe's own good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH = """
window.caught = [];
document.addEventListener("securitypolicyviolation", (event) => {
  caught.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Page
    errors: list[str] = field(default_factory=list[str])
    requests: list[str] = field(default_factory=list[str])

    def troubles(self) -> list[str]:
        """Script errors, messages of the console and breaches of the page's own policy."""
        return [*self.errors, *self.page.evaluate("window.caught")]


Open = Callable[..., Visit]


def find_chromium() -> str | None:
    """What PLANLIFT_CHROMIUM names, or Playwright's own browser, or one on the PATH; None where there is none."""
    if named := os.environ.get("PLANLIFT_CHROMIUM"):
        return named
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    return next(filter(None, map(shutil.which, NAMES)), None)


def violations(page: Page) -> list[str]:
    """What axe finds against the page, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


if __name__ == "__main__":
    sys.exit(0 if find_chromium() else 1)
