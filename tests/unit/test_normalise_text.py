import pytest

from normalise.text import clean, fold, slug


@pytest.mark.parametrize(
    ("printed", "safe"),
    [
        ("  e\ufb03cient \n o\ufb03ces ", "efficient offices"),
        ("com\u00admunity", "community"),
        ("com\u00ad\nmunity", "community"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("pay\u202eroll\u202c\u200b\ufeff", "payroll"),
        ("nul\x00l and \x07bell", "null and bell"),
        ("broken \ud800 half", "broken \ufffd half"),
        ("cafe\u0301", "café"),
        ("\uf0b7 bullet", "• bullet"),
    ],
)
def test_clean_removes_what_no_reader_sees(printed: str, safe: str) -> None:
    assert clean(printed) == safe


@pytest.mark.parametrize("kept", ["‘curly’ “quotes”", "2025–2029", "CO₂ and m²", "½ price™", "£1.2m…", "Dŵr Cymru"])
def test_clean_keeps_what_is_printed(kept: str) -> None:
    assert clean(kept) == kept


def test_fold_makes_two_printings_equal() -> None:
    assert fold("Children’s  Services – “A”") == fold('children\'s services - "a"')


def test_slug_is_plain_and_cut_between_words() -> None:
    assert slug("Children’s Services & Père Noël") == "childrens-services-and-pere-noel"
    assert slug("one two three four", 12) == "one-two"
    assert slug("Supercalifragilistic", 5) == "super"


@pytest.mark.parametrize("odd", ["../../etc/passwd", "C:\\plans\\..", "a\x00b", "  ...  ", "/", "计划", "\u202e"])
def test_slug_makes_no_path_and_is_never_empty(odd: str) -> None:
    assert slug(odd)
    assert set(slug(odd)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_texts_without_latin_letters_keep_apart() -> None:
    assert slug("计划") != slug("方案")
