"""Requests to web servers, one at a time: guarded, bounded in time and size, redirects followed by hand.

Built on urllib3, which checks certificates and the announced length of every answer.
"""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.retry import Retry

from pipeline.fetch.errors import (
    BadRedirect,
    CutShort,
    FetchError,
    Overlong,
    PrivateAddress,
    Refused,
    ServerBusy,
    TooLarge,
    TooSlow,
    Unreachable,
)
from pipeline.fetch.listing import Manners
from pipeline.files.swap import output_error

_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Answer:
    """What a server answered: status, header fields, and whether it said beforehand where the body would end.

    `url` is where the answer came from in the end, `size` how many bytes of it were written.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    end_announced: bool
    size: int


class Web:
    """One client for a run of `planlift fetch`; `agent` is what it calls itself."""

    def __init__(self, manners: Manners, agent: str) -> None:
        self._manners = manners
        self._agent = agent
        self._sockets: list[socket.socket] = []
        self._ready: dict[str, float] = {}
        self._pools = urllib3.PoolManager(
            num_pools=4,
            retries=False,
            timeout=urllib3.Timeout(connect=manners.silence_seconds, read=manners.silence_seconds),
        )
        self._pools.pool_classes_by_scheme = _guarded_pools(manners.private_hosts, self._sockets)

    def get(
        self, url: str, into: BinaryIO, headers: Mapping[str, str], most: int | None = None, pause: float = 0
    ) -> Answer:
        """The answer to one GET of `url`, a redirect included; a body of status 200 replaces what is in `into`.

        `most` is the number of bytes that it may have, `pause` how many seconds there are at least between requests to
        the host. Raises a FetchError; a Passing one where another try may help.
        """
        most = round(self._manners.max_mb * _MEGABYTE) if most is None else most
        self._wait_for(url, max(pause, self._manners.pause_seconds))
        try:
            with self._deadline() as over:
                try:
                    answer = self._exchange(url, into, headers, most)
                except (urllib3.exceptions.HTTPError, OSError) as error:
                    if not over.is_set():
                        raise _told(error) from error
                else:
                    # A header that breaks off is read as one that has ended, so that a cut may look like an answer.
                    if not over.is_set():
                        return answer
            limit = f"`download_seconds` is {self._manners.download_seconds:g}"
            raise Overlong(f"it took longer than a download may ({limit})")
        finally:
            self._ready[_host(url)] = time.monotonic()

    def redirect(self, answer: Answer) -> str | None:
        """Where an answer leads, None where it is no redirect. Raises BadRedirect where that may not be followed."""
        if answer.status not in _REDIRECTS:
            return None
        target = urljoin(answer.url, answer.headers.get("location", ""))
        before, after = urlsplit(answer.url), urlsplit(target)
        if after.scheme not in ("http", "https") or not after.hostname or target == answer.url:
            raise BadRedirect(f"the server leads to {target!r}, which is no other web address")
        if before.scheme == "https" and after.scheme == "http":
            raise BadRedirect(f"the server leads from https to {target}, which nobody protects")
        return target

    def _exchange(self, url: str, into: BinaryIO, headers: Mapping[str, str], most: int) -> Answer:
        asked = {"User-Agent": self._agent, "Accept-Encoding": "identity", **headers}
        response = self._pools.request("GET", url, headers=asked, redirect=False, preload_content=False)
        try:
            if response.status in (429, *range(500, 600)):
                wait = _asked_to_wait(response)
                raise ServerBusy(f"the server answered {response.status} {response.reason or ''}".rstrip(), wait=wait)
            if response.status >= 400 or response.status in (206, 300):
                fix = "look on the site for its new address" if response.status in (404, 410) else "try it in a browser"
                raise Refused(f"the server answered {response.status} {response.reason or ''}".rstrip(), fix=fix)
            size = _copy(response, into, most) if response.status == 200 else 0
        finally:
            response.close()
        announced = response.headers.get("Content-Length") is not None or response.chunked
        told = {name.lower(): value for name, value in response.headers.items()}
        return Answer(url, response.status, told, announced, size)

    def _wait_for(self, url: str, pause: float) -> None:
        """Until the last request to the host of `url` is `pause` seconds ago."""
        last = self._ready.get(_host(url))
        if last is not None:
            time.sleep(max(0.0, last + pause - time.monotonic()))

    @contextlib.contextmanager
    def _deadline(self) -> Generator[threading.Event]:
        """Cuts the connections of the block when a download has taken as long as it may; the event says so.

        A server that sends a byte now and then is never silent for long, in its header as in its body, so that no
        timeout of a single read would end it.
        """
        over = threading.Event()

        def cut() -> None:
            over.set()
            for link in list(self._sockets):
                with contextlib.suppress(OSError):  # it has just been closed
                    socket.socket.shutdown(link, socket.SHUT_RDWR)

        timer = threading.Timer(self._manners.download_seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield over
        finally:
            timer.cancel()
            self._pools.clear()
            self._sockets.clear()


def _copy(response: urllib3.BaseHTTPResponse, into: BinaryIO, most: int) -> int:
    """Write the body of `response` to `into`; gives back how many bytes it has. Raises TooLarge."""
    announced = response.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and int(announced) > most:
        raise _too_large(most)
    size = 0
    into.seek(0)
    into.truncate()
    for chunk in response.stream(_CHUNK, decode_content=True):
        size += len(chunk)
        if size > most:
            raise _too_large(most)
        try:
            into.write(chunk)
        except OSError as problem:  # ours, not the connection's
            raise output_error(problem, Path(into.name)) from problem
    return size


def _too_large(most: int) -> FetchError:
    fix = "if it is the plan all the same, raise `max_mb` under [fetch] in the list of sources"
    return TooLarge(f"it has more than {most / _MEGABYTE:g} MB", fix=fix)


def _asked_to_wait(response: urllib3.BaseHTTPResponse) -> float | None:
    """The seconds of a Retry-After header, None without one that can be read."""
    try:
        return Retry().get_retry_after(response)
    except urllib3.exceptions.InvalidHeader:
        return None


def _told(error: Exception) -> FetchError:
    """What urllib3 reports, in our words."""
    detail = " ".join(str(error).split())
    if isinstance(error, urllib3.exceptions.SSLError):
        return Refused(f"its certificate cannot be trusted: {detail}", fix="tell the publisher; it is not overridden")
    if isinstance(error, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError):
        return Unreachable(f"no connection: {detail}")
    if isinstance(error, urllib3.exceptions.ReadTimeoutError):
        return TooSlow("the server fell silent")
    if isinstance(error, urllib3.exceptions.LocationValueError):
        return Refused(f"it is no address: {detail}")
    return CutShort(f"the connection ended before the file did: {detail}")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _guarded_pools(private_hosts: frozenset[str], sockets: list[socket.socket]) -> dict[str, Any]:
    """Pools whose connections are kept in `sockets` and refuse private addresses, except those of `private_hosts`.

    The address is that of the other end of an open connection, before anything is asked: a name that is looked up
    twice can answer differently (DNS rebinding, OWASP's cheat sheet on server-side request forgery).
    """

    def guard(connection: HTTPConnection) -> None:
        link = connection.sock
        sockets.append(link)
        host = connection.host.strip("[]").lower()
        peer = ipaddress.ip_address(link.getpeername()[0].split("%")[0])
        if isinstance(peer, ipaddress.IPv6Address) and peer.ipv4_mapped:
            peer = peer.ipv4_mapped
        if (not peer.is_global or peer.is_multicast) and host not in private_hosts:
            connection.close()
            fix = "if that is meant, add the host to `private_hosts` under [fetch] in the list of sources"
            raise PrivateAddress(f"{host} has the private address {peer}", fix=fix)

    class Guarded(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            guard(self)

    class GuardedTls(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            guard(self)

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = cast("Any", Guarded)

    class TlsPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = cast("Any", GuardedTls)

    return {"http": Pool, "https": TlsPool}
