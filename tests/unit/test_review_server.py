"""The review server takes decisions from its own page and from nobody else."""

import http.client
import json
import re
import shutil
import threading
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from made_runs import made_run, records
from normalise_plans import deliverable, deliverables_table, plan

from normalise.corrections import Corrections, apply_corrections, load_corrections
from pipeline.review import ways
from pipeline.review.decisions import ALIASES, Files
from pipeline.review.page import Task
from pipeline.review.server import MOST_BYTES, CannotServe, Server

RECORD = "cheshire-east/test-plan/2025-26#cheshire-east/parks"
RECORDS = records(
    plan(deliverables_table([deliverable(delivery="soon", lead_officer="Executive Director of Pace")])), quarter=None
)
DATE = {
    "record": RECORD,
    "field": "delivery_quarter",
    "expected": "soon",
    "corrected": "2026/27 Q1",
    "reason": "page 2",
}
ALIAS = {
    "plan": RECORDS.plan_id,
    "published": "Executive Director of Pace",
    "title": "Executive Director of Place",
    "reason": "a slip",
}


@dataclass
class Served:
    server: Server
    files: Files

    def ask(
        self, method: str, path: str, content: object = None, *, leave_out: str = "", **headers: str
    ) -> tuple[int, str]:
        """Status and body; the headers are those that the page's own requests have, changed by `headers`."""
        own = f"http://127.0.0.1:{self.server.port}"
        body = content if isinstance(content, str) else json.dumps(content)
        usual = {"Origin": own, "Content-Type": "application/json", "X-Planlift-Token": self.server.token}
        sent = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        sent.pop(leave_out, None)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            connection.request(method, path, body if method == "POST" else None, sent)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            connection.close()

    def post(self, content: object, **more: str) -> tuple[int, str]:
        return self.ask("POST", f"/{self.server.token}/decisions", content, **more)


@pytest.fixture
def served(tmp_path: Path) -> Generator[Served]:
    clean = made_run(tmp_path / "clean", [RECORDS])
    files = Files(tmp_path / "corrections.csv", tmp_path / "officer_aliases.csv")
    shutil.copy(ALIASES, files.aliases)
    found = ways.task(clean, (tmp_path,))
    with Server(Task(found.published, found.originals, files, found.again), "A. Reviewer") as server:
        thread = threading.Thread(target=server.run)
        thread.start()
        yield Served(server, files)
        server.stop()
        thread.join()


def test_a_correction_is_written_once_and_applies_to_the_plan(served: Served) -> None:
    before = served.files.aliases.read_text(encoding="utf-8")
    for _ in range(2):
        status, told = served.post({"who": "A. Reviewer", "corrections": [DATE], "aliases": [ALIAS]})
        assert (status, json.loads(told)["files"]) == (200, [str(served.files.aliases), str(served.files.corrections)])
    corrections = load_corrections(served.files.corrections)
    assert [(c.record, c.field, c.corrected, c.who) for c in corrections.rows] == [
        (RECORD, "delivery_quarter", "2026/27 Q1", "A. Reviewer")
    ]
    assert apply_corrections(RECORDS, corrections).datasets["deliverables"][0]["delivery_quarter"] == "2026/27 Q1"
    after = served.files.aliases.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before).splitlines() == [
        "CHE,Executive Director of Pace,Executive Director of Place,,,A. Reviewer,a slip"
    ]


def test_the_page_knows_what_was_decided_before(served: Served) -> None:
    def decided() -> list[bool]:
        _, page = served.ask("GET", f"/{served.server.token}/")
        found = re.search(r'id="data">(.*?)</script>', page)
        assert found is not None
        return [item["decided"] for item in json.loads(found[1])["items"] if any(f["flag"] for f in item["fields"])]

    assert decided() == [False, False]
    served.post({"who": "A", "aliases": [ALIAS]})
    assert sorted(decided()) == [False, True]
    day = DATE | {"field": "delivery_date", "corrected": "2026-06-30"}
    served.post({"who": "A", "corrections": [DATE, day]})
    assert decided() == [True, True]


def test_a_changed_mind_is_added_and_has_the_last_word(served: Served) -> None:
    for value in ("2026/27 Q1", "2026/27 Q2", "2026/27 Q1"):
        assert served.post({"who": "A", "corrections": [DATE | {"corrected": value}]})[0] == 200
    corrections = load_corrections(served.files.corrections)
    assert [c.corrected for c in corrections.rows] == ["2026/27 Q1", "2026/27 Q2", "2026/27 Q1"]
    assert apply_corrections(RECORDS, Corrections(corrections.rows[:2])).datasets["deliverables"][0][
        "delivery_quarter"
    ] == ("2026/27 Q2")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:80"}, 404),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"leave_out": "Origin"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"X_Planlift_Token": "guessed"}, 403),
        ({"leave_out": "X-Planlift-Token"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
    ],
)
def test_requests_that_the_page_did_not_send_change_nothing(
    served: Served, headers: dict[str, str], status: int
) -> None:
    assert served.post({"who": "A", "corrections": [DATE]}, **headers)[0] == status
    assert not served.files.corrections.exists()


@pytest.mark.parametrize("path", ["/", "/decisions", "/wrong/", "/../etc/passwd"])
def test_the_page_is_at_its_secret_address_alone(served: Served, path: str) -> None:
    assert served.ask("GET", path)[0] == 404
    assert served.ask("POST", path, {"who": "A", "corrections": [DATE]})[0] == 404
    status, page = served.ask("GET", f"/{served.server.token}/")
    assert status == 200
    assert "connect-src &#x27;self&#x27;" in page
    assert served.ask("GET", f"/{served.server.token}/", Host="evil.example")[0] == 404
    assert served.ask("PUT", f"/{served.server.token}/decisions")[0] == 501


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no json", "is no JSON"),
        ([], "no decisions"),
        ({"who": "A", "corrections": [DATE | {"record": "x#y"}]}, "no such cell"),
        ({"who": "A", "corrections": [DATE | {"expected": "later"}]}, "prints something else"),
        ({"who": "A", "corrections": [DATE | {"corrected": "spring"}]}, "not a quarter such as"),
        ({"who": "A", "corrections": [DATE | {"corrected": 7}]}, "is no text"),
        ({"who": " ", "corrections": [DATE]}, "does not say who"),
        ({"who": "A", "corrections": [DATE | {"reason": ""}]}, "does not say why"),
        ({"who": "A", "corrections": [DATE], "aliases": [ALIAS | {"title": "=1+1"}]}, "is no title"),
        ({"who": "A", "corrections": [DATE], "aliases": [ALIAS | {"plan": "unknown"}]}, "has no code"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_with_its_reason_and_none_is_written(
    served: Served, content: object, says: str
) -> None:
    before = served.files.aliases.read_bytes()
    status, told = served.post(content)
    assert status in (400, 409)
    assert says in json.loads(told)["error"]
    assert not served.files.corrections.exists()
    assert served.files.aliases.read_bytes() == before


def test_a_port_that_is_taken_is_told_of(served: Served, tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="give another --port"):
        Server(served.server._task, "A", served.server.port)
