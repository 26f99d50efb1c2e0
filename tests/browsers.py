"""The Chromium that tests of pages run in. Run as a program, ends with 0 where there is one and with 1 otherwise."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """What PLANLIFT_CHROMIUM names, or Playwright's own browser, or one on the PATH; None where there is none."""
    from playwright.sync_api import sync_playwright

    if named := os.environ.get("PLANLIFT_CHROMIUM"):
        return named
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    return next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__":
    sys.exit(0 if find_chromium() else 1)
