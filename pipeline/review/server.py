"""The review page on this machine alone, and the one thing it may ask for: to keep decisions.

Nobody else can use it. It listens on the loopback address; its address holds a secret made for this review, which the
page sends along with every request; a request under another host name is refused (a name that an attacker has pointed
at this machine), and so is one that another page sends. Only JSON is taken, by POST, and no more of it than decisions
can be.
"""

import json
import secrets
import threading
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, cast

from extractors.errors import PlanliftError
from pipeline.errors import WRONG_USAGE
from pipeline.review.decisions import BadDecision, Checker, keep_aliases, keep_corrections
from pipeline.review.page import Task, Writing, review_page

HOST = "127.0.0.1"
MOST_BYTES = 4_000_000


class CannotServe(PlanliftError):
    """The port cannot be had."""

    exit_code = WRONG_USAGE
    reason = "cannot_serve"


class Server:
    """Serves one run until it is stopped; a context manager that frees the port."""

    def __init__(self, task: Task, who: str, port: int = 0) -> None:
        """`who` is the user whose name is offered; `port` 0 takes one that is free. Raises CannotServe."""
        self._task, self._who = task, who
        self._check = Checker(task.published)
        self._writing = threading.Lock()
        self.token = secrets.token_urlsafe(24)
        try:
            self._http = ThreadingHTTPServer((HOST, port), _handler(self))
        except OSError as error:
            raise CannotServe(
                f"cannot be served: {error.strerror}", where=f"port {port}", fix="give another --port, or none"
            ) from error
        self._http.daemon_threads = True

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._http.server_address[1]

    def run(self) -> None:
        """Serve until `stop` is called or the user interrupts."""
        self._http.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._http.shutdown()

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.server_close()

    def page(self) -> bytes:
        """The page as the files of decisions now are."""
        return review_page(self._task, Writing(self.token, self._who))

    def keep(self, told: object) -> dict[str, object]:
        """Check and write decisions, all of them or none; returns which files hold them. Raises PlanliftError."""
        if not isinstance(told, dict):
            raise BadDecision("no decisions", fix="use the page that `planlift review` makes")
        content = cast("dict[str, object]", told)
        who = str(content.get("who") or "")
        corrections = [self._check.correction(one, who, date.today()) for one in _dicts(content, "corrections")]  # noqa: DTZ011 (the day on which the person decided, where they are)
        aliases = [self._check.alias(one, who) for one in _dicts(content, "aliases")]
        files: list[str] = []
        with self._writing:
            # The aliases first: they can still be refused, and then nothing has been written.
            if aliases:
                keep_aliases(self._task.files.aliases, aliases)
                files.append(str(self._task.files.aliases))
            if corrections:
                keep_corrections(self._task.files.corrections, corrections)
                files.append(str(self._task.files.corrections))
        return {"files": files}


def _dicts(content: dict[str, object], name: str) -> list[dict[str, object]]:
    listed = content.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in cast("list[object]", listed)):
        raise BadDecision(f"{name} is no list of decisions", fix="use the page that `planlift review` makes")
    return cast("list[dict[str, object]]", listed)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        review = server

    return Handler


class _Handler(BaseHTTPRequestHandler):
    review: ClassVar[Any]
    server_version = "planlift"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """The page, and nothing else."""
        if not self._host_is_ours() or not self._path_is("/"):
            self._answer(HTTPStatus.NOT_FOUND, b"Not found\n", "text/plain; charset=utf-8")
            return
        try:
            self._answer(HTTPStatus.OK, self.review.page(), "text/html; charset=utf-8")
        except PlanliftError as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n".encode(), "text/plain; charset=utf-8")

    def do_POST(self) -> None:
        """Decisions to be kept."""
        refused = self._refusal()
        if refused:
            # What was sent is not read, so that the connection cannot go on.
            self.close_connection = True
            self._tell(refused[0], refused[1])
            return
        try:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = self.review.keep(told)
        except ValueError:
            self._tell(HTTPStatus.BAD_REQUEST, "what was sent is no JSON")
        except PlanliftError as error:
            self._tell(HTTPStatus.CONFLICT, str(error))
        else:
            self._answer(HTTPStatus.OK, json.dumps(answer).encode(), "application/json")

    def _refusal(self) -> tuple[HTTPStatus, str] | None:
        own = f"http://{self.headers.get('Host', '')}"
        length = self.headers.get("Content-Length", "")
        if not self._host_is_ours() or not self._path_is("/decisions"):
            return HTTPStatus.NOT_FOUND, "not found"
        if self.headers.get("Origin") != own or self.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return HTTPStatus.FORBIDDEN, "only the page itself may send decisions"
        if not secrets.compare_digest(self.headers.get("X-Planlift-Token", "").encode(), self.review.token.encode()):
            return (
                HTTPStatus.FORBIDDEN,
                "the secret of this review is missing: open the address that the command printed",
            )
        if self.headers.get_content_type() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "only JSON is taken"
        if not length.isdigit() or int(length) > MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MOST_BYTES} bytes are taken"
        return None

    def _host_is_ours(self) -> bool:
        return self.headers.get("Host") in (f"{HOST}:{self.review.port}", f"localhost:{self.review.port}")

    def _path_is(self, path: str) -> bool:
        return secrets.compare_digest(self.path.encode(), f"/{self.review.token}{path}".encode())

    def _tell(self, status: HTTPStatus, error: str) -> None:
        self._answer(status, json.dumps({"error": error}).encode(), "application/json")

    def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the secret is part of every address, and a terminal is no place for it."""
