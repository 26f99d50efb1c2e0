"""What can go wrong with fetching: the list of sources itself, and one source of it."""

from extractors.errors import PlanliftError
from pipeline.errors import NOTHING_TO_READ, WRONG_USAGE


class BadSources(PlanliftError):
    """The list of sources cannot be used as it is; nothing was fetched."""

    exit_code = WRONG_USAGE
    reason = "bad_sources"


class FetchError(PlanliftError):
    """One source could not be had; whatever was fetched of it before stays as it is."""


class Passing(FetchError):
    """Trying again may help; `wait` is how many seconds the server has asked for, if it has."""

    def __init__(self, what: str, *, where: str = "", fix: str = "", wait: float | None = None) -> None:
        super().__init__(what, where=where, fix=fix)
        self.wait = wait


class ServerBusy(Passing):
    """The server says that it cannot answer now (429, 5xx)."""

    reason = "server_busy"


class Unreachable(Passing):
    """No connection came about."""

    reason = "unreachable"


class CutShort(Passing):
    """The answer ended before its end."""

    reason = "cut_short"


class TooSlow(Passing):
    """The server was silent for too long."""

    reason = "too_slow"


class Overlong(FetchError):
    """The download as a whole took too long; another try would, too."""

    reason = "too_slow"


class Refused(FetchError):
    """The server answers that there is nothing to be had (404, 403 and the like)."""

    reason = "refused"


class TooLarge(FetchError):
    """More bytes than a plan may have."""

    reason = "too_large"


class RobotsForbid(FetchError):
    """The site asks programs to stay away from the address."""

    reason = "robots"


class BadRedirect(FetchError):
    """The server leads to an address that is not followed."""

    reason = "bad_redirect"


class PrivateAddress(FetchError):
    """The host has an address inside a private network."""

    reason = "private_address"


class NotTried(FetchError):
    """The host, or its robots.txt, could not be reached for an earlier request of the same run."""

    reason = "not_tried"


class NotAPlan(FetchError):
    """What came is no PDF that can be opened."""

    reason = "not_a_pdf"


class OwnFile(FetchError):
    """A file of that name is there and was not fetched from this source, so it is not replaced."""

    reason = "own_file"


class NoSources(PlanliftError):
    """The list of sources is empty."""

    exit_code = NOTHING_TO_READ
    reason = "no_sources"
