"""A real browser for the tests of pages, and what every page of Planlift must keep to while a test uses it."""

from collections.abc import Generator
from pathlib import Path

import pytest
from browsers import WATCH, Open, Visit, find_chromium
from playwright.sync_api import Browser, ConsoleMessage, sync_playwright


# Closed after each file: while Playwright is at work, tests elsewhere could start no event loop.
@pytest.fixture(scope="module")
def chromium() -> Generator[Browser]:
    """One headless browser for the tests of a file."""
    path = find_chromium()
    if path is None:
        pytest.skip("needs Chromium: `python3 dev.py test` fetches one where it can, or PLANLIFT_CHROMIUM names one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Generator[Open]:
    """Opens an address or a file; the test fails at its end if the page had an error or broke its own policy."""
    visits: list[Visit] = []

    def open_page(where: Path | str, *, width: int = 1280, scheme: str = "light") -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(10_000)
        visit = Visit(page)

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error" and "409" not in message.text:
                visit.errors.append(message.text)

        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("console", heard)
        page.on("request", lambda request: visit.requests.append(request.url))
        page.goto(where if isinstance(where, str) else where.as_uri())
        visits.append(visit)
        return visit

    yield open_page
    for one in visits:
        assert one.troubles() == []
        one.page.context.close()
