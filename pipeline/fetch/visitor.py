"""A polite visit: robots.txt is asked first and obeyed, redirects are followed, what may pass is tried again later."""

import io
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, TypeVar
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.errors import (
    BadRedirect,
    FetchError,
    NotTried,
    Passing,
    PrivateAddress,
    Refused,
    RobotsForbid,
    TooSlow,
    Unreachable,
)
from pipeline.fetch.listing import Manners
from pipeline.fetch.web import Answer, Web

# The name that a site's robots.txt may use for us.
NAME = "planlift"
# RFC 9309 (section 2.5) asks for at least 500 KiB.
_ROBOTS_BYTES = 500 * 1024
T = TypeVar("T")


class Visitor:
    """Who visits the sites of one run of `planlift fetch`."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        contact = f" ({manners.contact})" if manners.contact else ""
        self._web = Web(manners, f"{NAME}/{version('planlift')}{contact}")
        self._robots: dict[str, Protego | FetchError] = {}
        self._silent: dict[str, FetchError] = {}

    def visit(self, url: str, part: Path, headers: Mapping[str, str]) -> Answer:
        """The answer to a request for `url` with these `headers`, redirects followed; a body is written to `part`.

        Raises a FetchError that says why there is none.
        """
        with part.open("wb") as into:
            return self._tried(lambda: self._follow(url, into, headers))

    def _tried(self, once: Callable[[], T]) -> T:
        """What `once` gives, tried again after ever longer waits where its failure may pass."""
        attempt = 1
        while True:
            try:
                return once()
            except Passing as error:
                wait = self._manners.first_wait * 2 ** (attempt - 1) if error.wait is None else error.wait
                if attempt < self._manners.attempts and wait <= self._manners.longest_wait:
                    time.sleep(wait)
                    attempt += 1
                    continue
                if isinstance(error, Unreachable | TooSlow):
                    self._silent[error.where] = error
                times = f", {attempt} times" if attempt > 1 else ""
                asked = f", and asked for a rest of {error.wait:.0f} s" if error.wait else ""
                raise type(error)(error.what + times + asked, where=error.where, fix="try again later") from error

    def _get(self, url: str, into: BinaryIO, headers: Mapping[str, str], most: int | None, pause: float) -> Answer:
        """One request. A host that was given up in this run, be it for another plan, is not asked: NotTried."""
        host = urlsplit(url).netloc
        if host in self._silent:
            raise NotTried(f"it is not tried again in this run: {self._silent[host].what}", where=host)
        try:
            return self._web.get(url, into, headers, most, pause)
        except (Unreachable, TooSlow) as error:
            raise type(error)(error.what, where=host) from error

    def _follow(self, url: str, into: BinaryIO, headers: Mapping[str, str]) -> Answer:
        """The answer at the end of a chain of redirects, each of which robots.txt must allow."""
        for _ in range(self._manners.redirects + 1):
            answer = self._get(url, into, headers, None, self._pause(url))
            target = self._web.redirect(answer)
            if target is None:
                return answer
            url = target
        raise BadRedirect(f"the server leads on and on (`redirects` is {self._manners.redirects})")

    def _pause(self, url: str) -> float:
        """The seconds between two requests that the site of `url` asks for. Raises RobotsForbid or NotTried."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(f"{origin}/robots.txt")
        rules = self._robots[origin]
        if isinstance(rules, PrivateAddress):
            raise rules
        if isinstance(rules, FetchError):
            # Where the rules cannot be had, RFC 9309 (section 2.3.1.4) has us take everything for forbidden.
            raise NotTried(f"{origin}/robots.txt cannot be read, and without it nothing is fetched there: {rules.what}")
        if not rules.can_fetch(url, NAME):
            fix = "ask the publisher, or download it by hand"
            raise RobotsForbid(f"{origin}/robots.txt asks programs to leave {url} alone", fix=fix)
        return min(float(rules.crawl_delay(NAME) or 0), self._manners.longest_wait)

    def _rules(self, url: str) -> Protego | FetchError:
        """What the robots.txt at `url` asks for; nothing where there is none (RFC 9309, section 2.3.1.3)."""
        body = io.BytesIO()

        def once() -> None:
            target: str | None = url
            for _ in range(self._manners.redirects + 1):
                answer = self._get(target, body, {}, _ROBOTS_BYTES, 0)
                target = self._web.redirect(answer)
                if target is None:
                    return
            raise BadRedirect("the server leads on and on")

        try:
            self._tried(once)
        except (Refused, BadRedirect):
            return Protego.parse("")
        except FetchError as error:
            return error
        return Protego.parse(body.getvalue().decode("utf-8", "replace"))
