"""Titles that the register does not know, and the decision that one means a post."""

import shutil
from pathlib import Path

import pytest
from editions import delivery_plan, run_of
from normalise_plans import deliverable, deliverables_table, plan

from normalise.posts.officer import known_posts, match_officer
from normalise.registers import load_registers
from normalise.registers.loading import FOLDER
from pipeline.cli import main
from pipeline.officers.survey import survey
from pipeline.review import decisions

# Near enough to a post of the register to ask, too far to be taken for it.
PRINTED = "Head of Integer Commissioning"
USUAL = ["Head of Newt Counting", "Head of Finance"]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    titles = ["Head of Newt Counting", PRINTED, "Head of Integrated Commissioning", "Head of Newt Counting"]
    rows = [deliverable(f"Row {i}: Do it", lead_officer=title) for i, title in enumerate(titles)]
    return run_of(tmp_path / "clean", delivery_plan(plan(deliverables_table(rows)), "2025/26")).folder


@pytest.fixture
def registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "registers"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(decisions, "ALIASES", folder / "officer_aliases.csv")
    return folder


def test_the_list_tells_new_titles_near_posts_and_unused_aliases(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["officers", "list", str(clean)]) == 0
    told = capsys.readouterr().out
    near, new = (next(line for line in told.splitlines() if title in line) for title in (PRINTED, USUAL[0]))
    assert "undecided" in near
    assert "Head of Integrated Commissioning (" in near
    assert "a new post" in new
    assert f"accept '{PRINTED}' 'Head of Integrated Commissioning' --council CHE" in told
    assert "Unused alias of CHE: 'Head of Service: Cared for Children and Care Leavers'" in told


def test_a_title_that_is_known_is_not_listed(tmp_path: Path) -> None:
    rows = [deliverable("Row 1: Do it", lead_officer="Head of Finance")]
    published = run_of(tmp_path / "clean", delivery_plan(plan(deliverables_table(rows)), "2025/26"))
    assert survey(published, load_registers()).unknown == ()


def test_an_accepted_alias_is_a_row_that_the_next_run_uses(
    clean: Path, registers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "officers",
        "accept",
        "head of newt counting",
        "Head of finance",
        "--council",
        "CHE",
        "--clean",
        str(clean),
    ]
    words += ["--reason", "the post was renamed", "--by", "A. Person", "--from", "2025-04-01"]
    assert main(words) == 0
    assert main(words) == 0
    assert "stands there already" in capsys.readouterr().out
    written = (registers / "officer_aliases.csv").read_text("utf-8").splitlines()
    row = "CHE,head of newt counting,Head of Finance,2025-04-01,,A. Person,the post was renamed"
    assert [line for line in written if "newt" in line] == [row]
    after = load_registers(registers)
    assert after.fingerprint != load_registers().fingerprint
    aliases = after.aliases_of("CHE", None, None)
    posts = known_posts(after.posts_of("CHE", None, None), after.officers)
    assert match_officer("Head of Newt Counting", posts, aliases, after.officers)[:3] == (
        "Head of Finance",
        True,
        "alias",
    )


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        (["Head of Nothing", "Head of Finance"], "no plan of the run prints this title"),
        (["Head of Newt Counting", "Head of Finanse"], "did you mean 'Head of Finance'"),
        (
            ["Head of Newt Counting", "Head of Finance", "--from", "2025-04-01", "--until", "2024-04-01"],
            "before it begins",
        ),
        ([*USUAL, "--reason", " "], "who took it and why"),
    ],
)
def test_what_cannot_be_accepted_is_refused_with_a_reason(
    clean: Path, registers: Path, capsys: pytest.CaptureFixture[str], words: list[str], trouble: str
) -> None:
    before = (registers / "officer_aliases.csv").read_bytes()
    usual = ["--council", "CHE", "--clean", str(clean), "--reason", "why not"]
    assert main(["officers", "accept", *words[:2], *usual, *words[2:]]) == 2
    assert trouble in capsys.readouterr().err
    assert (registers / "officer_aliases.csv").read_bytes() == before
