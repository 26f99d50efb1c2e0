"""A web site on this machine that answers as a test tells it to, misbehaviour included."""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Reply:
    """What is answered. `length` is announced instead of the true one ("" for none); after `cut` bytes of the body the
    connection ends, with `reset` as by a crash; every byte of the body, or of the header, takes `drip` seconds."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: str | None = None
    cut: int | None = None
    reset: bool = False
    drip: float = 0
    slow_header: bool = False


@dataclass(frozen=True)
class Asked:
    """A request as it came, and when (seconds of the monotonic clock)."""

    path: str
    headers: Mapping[str, str]
    begun: float


class Site:
    """Replies by path; where there are several, each request takes the next and the last stays.

    `dripped` has the paths of the slow replies that were taken to their end.
    """

    def __init__(self) -> None:
        self.pages: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self.address = ""
        self.port = 0
        self.dripped: list[str] = []
        self.over = threading.Event()

    def put(self, path: str, *replies: Reply) -> str:
        """The address of `path`, where these replies are given."""
        self.pages[path] = list(replies)
        return self.address + path

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]


@contextlib.contextmanager
def serve(certificate: Path | None = None) -> Generator[Site]:
    """A site on 127.0.0.1 for the length of the block; `certificate` (PEM, with its key) makes it https."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            begun = time.monotonic()
            replies = site.pages.get(self.path, [Reply(b"nothing here", 404)])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            # Noted before it is answered, so that a client that has its answer finds it noted.
            site.asked.append(Asked(self.path, dict(self.headers.items()), begun))
            self._answer(reply)

        def _answer(self, reply: Reply) -> None:
            unchanged = [
                ours and ours == self.headers.get(theirs)
                for ours, theirs in (
                    (reply.headers.get("ETag"), "If-None-Match"),
                    (reply.headers.get("Last-Modified"), "If-Modified-Since"),
                )
            ]
            status, body = (304, b"") if reply.status == 200 and any(unchanged) else (reply.status, reply.body)
            if reply.slow_header:
                self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000, reply.drip)
                return
            self.send_response(status)
            length = str(len(body)) if reply.length is None else reply.length
            for name, value in {"Content-Length": length, **reply.headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            if reply.drip:
                self._drip(body, reply.drip)
            else:
                self.wfile.write(body[: reply.cut])
            if reply.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()

        def _drip(self, content: bytes, seconds: float) -> None:
            for byte in content:
                if site.over.wait(seconds):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            site.dripped.append(self.path)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that has had enough is part of some tests

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    site.address = f"{'https' if certificate else 'http'}://127.0.0.1:{site.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
