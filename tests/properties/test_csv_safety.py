import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from plan_rows import row

from expectations.contract import Field, dataset
from expectations.schema import to_arrow
from normalise.spreadsheet import made_safe, restored
from pipeline.files.csvtext import csv_value, write_csv

DANGEROUS = "=+-@\t\r\n＝＋－＠"
PRINTABLE = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f"])
TEXT = st.text(PRINTABLE | st.just("\n"))
TRICKY = st.text(st.sampled_from("'=+-@\t\r\n＝\",; ab1"), max_size=6) | st.text()


@given(TRICKY)
def test_no_text_begins_as_a_formula_and_each_can_be_restored(text: str) -> None:
    safe = made_safe(text)
    assert not safe.startswith(tuple(DANGEROUS))
    assert restored(safe) == text


@given(TRICKY)
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    if not text.lstrip("'").startswith(tuple(DANGEROUS)):
        assert made_safe(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63), 2**63 - 1))
def test_numbers_keep_their_sign_and_every_digit(number: float) -> None:
    written = csv_value(Field("value", "number", "a number"), number)
    assert not written.startswith("'")
    assert type(number)(written) == number


@given(st.lists(TRICKY.filter(bool), min_size=1))
def test_a_list_is_as_safe_as_text(items: list[str]) -> None:
    written = csv_value(Field("codes", "list<string>", "codes"), items)
    assert not written.startswith(tuple(DANGEROUS))
    assert restored(written) == "; ".join(items)


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT.filter(bool) | st.none(), st.integers(0, 2**62)), max_size=5))
def test_a_dataset_comes_back_from_csv(values: list[tuple[str, str | None, int]]) -> None:
    rows = [row("officers", plan_id=a, published=b, seen=n) for a, b, n in values]
    stream = io.StringIO(newline="")
    write_csv("officers", to_arrow("officers", rows), stream)
    stream.seek(0)
    found = list(csv.DictReader(stream, strict=True))
    assert [(restored(r["plan_id"]), restored(r["published"]) or None, int(r["seen"])) for r in found] == values
    assert stream.getvalue().startswith(",".join(dataset("officers").columns) + "\r\n")
