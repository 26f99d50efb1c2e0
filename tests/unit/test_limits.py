"""The limits that come with Planlift, and a user's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.limits import load_limits


def own(tmp_path: Path, text: str) -> Path:
    (tmp_path / "limits.toml").write_text(text)
    return tmp_path / "limits.toml"


def test_a_users_limits_stand_in_place_of_the_usual_ones(tmp_path: Path) -> None:
    usual = load_limits()
    assert load_limits(own(tmp_path, "seconds = 2.5\npages = 7\n")) == replace(usual, seconds=2.5, pages=7)
    assert load_limits(own(tmp_path, "")) == usual


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("page = 7", "no limit called page"),
        ("pages = 0", "no whole number above 0"),
        ("pages = 1.5", "no whole number above 0"),
        ("pages = true", "no whole number above 0"),
        ("seconds = inf", "no number above 0"),
        ("seconds = nan", "no number above 0"),
        ('memory_mb = "much"', "no whole number"),
        ("pages = ", "is no TOML"),
        (f"pages = {'9' * 5000}", "is no TOML"),
        (f"pages = {'[' * 5000}", "is no TOML"),
    ],
)
def test_what_is_no_limit_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        load_limits(own(tmp_path, text))
    assert caught.value.exit_code == 2


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_limits(tmp_path / "none.toml")
