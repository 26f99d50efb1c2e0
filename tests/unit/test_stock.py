"""Results of a run lie in the cache, or beside the outputs where the cache is none or fails."""

from pathlib import Path

import pytest

from pipeline.files.swap import OutputError
from pipeline.keeping import stock as stock_module
from pipeline.keeping.stock import Stock, key_of


def test_what_was_put_is_found_by_the_next_run(tmp_path: Path) -> None:
    with Stock(tmp_path / "cache", tmp_path / "spool") as stock:
        stock.put("a" * 64, b"one")
        assert stock.get("a" * 64) == b"one"
    assert not (tmp_path / "spool").exists()
    with Stock(tmp_path / "cache", tmp_path / "spool") as stock:
        assert stock.get("a" * 64) == b"one"


@pytest.mark.parametrize("broken", [True, False])
def test_without_a_cache_nothing_is_left_behind(tmp_path: Path, broken: bool) -> None:
    (tmp_path / "file").touch()
    cache = tmp_path / "file" / "cache" if broken else None
    with Stock(cache, tmp_path / "spool") as stock:
        stock.put("a" * 64, b"one")
        assert stock.get("a" * 64) == b"one"
        stock.prune()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_killed_run_leaves_a_spool_that_the_next_one_clears(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / ("b" * 64)).write_bytes(b"old")
    with Stock(None, tmp_path / "spool"):
        assert not (tmp_path / "spool").exists()


def test_no_disk_at_all_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Stock(None, tmp_path / "file" / "spool") as stock, pytest.raises(OutputError, match="cannot be written"):
        stock.put("a" * 64, b"one")


def test_a_run_never_drops_what_it_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_module, "_ROOM", 0)
    with Stock(tmp_path / "cache", tmp_path / "spool") as stock:
        for number in range(10):
            stock.put(f"{number:064}", b"one")
    with Stock(tmp_path / "cache", tmp_path / "spool") as stock:
        assert all(stock.get(f"{number:064}") for number in range(3, 6))
        stock.prune()
        assert all(stock.get(f"{number:064}") for number in range(3, 6))
    assert len(list((tmp_path / "cache" / "parcels").iterdir())) == 6


def test_a_small_run_leaves_what_a_large_one_put_there(tmp_path: Path) -> None:
    with Stock(tmp_path / "cache", tmp_path / "spool") as stock:
        for number in range(1200):
            stock.put(f"{number:064}", b"one")
    with Stock(tmp_path / "cache", tmp_path / "spool") as stock:
        stock.put("a" * 64, b"two")
        stock.prune()
        assert all(stock.get(f"{number:064}") for number in range(1200))


def test_keys_tell_where_one_part_ends() -> None:
    assert key_of(["ab", "c"]) != key_of(["a", "bc"]) != key_of(["abc"])
