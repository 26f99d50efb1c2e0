"""Documents that several tasks read together: each looks at some of the pictures, and one makes rows of all.

Only pictures are worth it. Such a page takes 7.5 s of a processor; what is seen in it is 60 kB at most. Of the 35 ms
that a page of text takes, 7 are its own and the others join it to its neighbours; to pass it on would take 3.
"""

import threading
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from functools import partial
from typing import NamedTuple, cast

from pipeline import executors
from pipeline.document.contents import Contents, Trouble
from pipeline.document.lift import Division, Settings, lift, look_at_some
from pipeline.document.looks import Looked
from pipeline.document.parcel import pack
from pipeline.given.sources import Original
from pipeline.keeping.stock import Stock, key_of
from pipeline.run.crews import bounds_of


class Part(NamedTuple):
    """Some pages of a document: which of the run's it is, and their numbers."""

    place: int
    original: Original
    numbers: tuple[int, ...]

    @property
    def name(self) -> str:
        """What its pages are reported as, like no other part's."""
        return f"{self.place} {self.original.sha256} {self.numbers[0]}"

    @property
    def key(self) -> str:
        """Where what was seen in it lies meanwhile."""
        return key_of(("looks", self.original.sha256, *map(str, self.numbers)))


class Whole(NamedTuple):
    """A document whose pictures were all looked at: what was seen, and the seconds on the clock that it took."""

    original: Original
    looks: tuple[bytes, ...]
    seconds: float


class PageCount:
    """Tells a listener of the pages of documents where the tasks tell of those of parts."""

    def __init__(self, listener: executors.PageListener) -> None:
        """`listener` may be called from threads, as this may."""
        self._listener = listener
        self._documents: dict[str, tuple[str, int]] = {}
        self._left: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._lock = threading.Lock()

    def expect(self, part: Part, pages: int) -> None:
        """A part of a document with so many pages will be told of; all of its own are pictures."""
        self._documents[part.name] = (part.original.name, pages)
        self._left[part.original.name][part.name] = len(part.numbers)

    def __call__(self, item: str, page: int, pages: int, pictures: int = 0, /) -> None:
        """What a task tells of its item."""
        document, of_all = self._documents.get(item, (item, pages))
        if item in self._documents:
            with self._lock:
                self._left[document][item] = pictures
                pictures = sum(self._left[document].values())
            page = of_all - pictures
        self._listener(document, page, of_all, pictures)


def read_divided(
    divided: Mapping[int, tuple[Original, Division]],
    settings: Settings,
    stock: Stock,
    crew: executors.Crew,
    count: PageCount,
) -> Iterator[tuple[int, bytes | executors.Stopped]]:
    """The parcel of each document, or why it has none, under its key in `divided`.

    A document is charged for the time of all its parts; the first that fails decides. Raises OtherVersion, ClusterLost
    or OutputError.
    """
    seconds, effort = dict.fromkeys(divided, 0.0), dict.fromkeys(divided, 0.0)
    given_up: set[int] = set()
    parts = {place: list(_parts(place, *one, settings)) for place, one in divided.items()}
    begun: list[Part] = []

    def to_look_at() -> Generator[Part]:
        for place, (_, division) in divided.items():
            for part in parts[place]:
                count.expect(part, division.pages)
            for part in parts[place]:
                if place not in given_up:
                    begun.append(part)
                    yield part

    for number, found in executors.each(to_look_at(), partial(_look, settings), crew):
        part = begun[number]
        answer: Looked | Trouble | executors.Stopped = found
        if isinstance(answer, Looked):
            seconds[part.place] += answer.seconds
            effort[part.place] += answer.effort
            allowed = bounds_of(settings.limits).seconds_for(divided[part.place][1].pages)
            if effort[part.place] <= allowed:
                stock.set_aside(part.key, answer.packed)
                continue
            answer = executors.OutOfTime(allowed)
        if part.place not in given_up:
            given_up.add(part.place)
            yield part.place, pack(Contents(trouble=answer)) if isinstance(answer, Trouble) else answer

    whole = [place for place in divided if place not in given_up]
    documents = (
        Whole(divided[place][0], tuple(stock.taken(part.key) for part in parts[place]), seconds[place])
        for place in whole
    )
    for number, parcel in executors.each(documents, partial(_lift, settings), crew):
        yield whole[number], parcel


def _parts(place: int, original: Original, division: Division, settings: Settings) -> Iterator[Part]:
    size = settings.limits.pictures_at_once
    for first in range(0, len(division.numbers), size):
        yield Part(place, original, division.numbers[first : first + size])


def _look(settings: Settings, part: Part) -> Looked | Trouble:
    return look_at_some(part.original, part.numbers, settings, partial(executors.tell_page, part.name))


def _lift(settings: Settings, document: Whole) -> bytes:
    tell = partial(executors.tell_page, document.original.name)
    # All pictures have been looked at, so there is nothing left to divide.
    return cast("bytes", lift(document.original, settings, tell, document.looks, document.seconds))
