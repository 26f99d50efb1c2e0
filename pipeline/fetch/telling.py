"""What a fetch tells: a line for each source as it is done with, and a summary for an e-mail."""

from collections import Counter
from collections.abc import Callable, Sequence

from extractors.printable import printable
from pipeline.fetch.collect import Outcome
from pipeline.run.brief import Brief
from pipeline.telling.log import JsonLog, Level

_LEVELS: dict[str, Level] = {"failed": "error"}


def open_ear(form: str) -> Callable[[Outcome], None]:
    """Who is told of each outcome: standard output in words, or for the form `json` the log."""
    return _print if form != "json" else _Events(JsonLog()).hear


def brief(outcomes: Sequence[Outcome]) -> Brief:
    """What a fetch came to, failures first."""
    counts = Counter(outcome.kind for outcome in outcomes)
    told = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("failed", "changed", "new", "unchanged") if counts[kind])
    ordered = sorted((o for o in outcomes if o.kind != "unchanged"), key=lambda o: o.kind != "failed")
    lines = [line for outcome in ordered for line in (_line(outcome), *(f"  {note}" for note in outcome.notes))]
    return Brief(f"Planlift fetch: {told}", lines)


def _line(outcome: Outcome) -> str:
    failed = "not fetched: " if outcome.kind == "failed" else ""
    return f"{outcome.source.file}: {failed}{outcome.line}"


def _print(outcome: Outcome) -> None:
    print(("error: " if outcome.kind == "failed" else "") + printable(_line(outcome)), flush=True)
    for note in outcome.notes:
        print(f"  {printable(note)}", flush=True)


class _Events:
    def __init__(self, log: JsonLog) -> None:
        self._log = log

    def hear(self, outcome: Outcome) -> None:
        source = {"file": outcome.source.file, "url": outcome.source.url}
        reason = {"reason": outcome.reason} if outcome.reason else {}
        level = _LEVELS.get(outcome.kind, "info")
        self._log.say(level, "source", _line(outcome), outcome=outcome.kind, **source, **reason)
        for note in outcome.notes:
            self._log.say("warning", "warning", note, **source)
