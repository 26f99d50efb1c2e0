"""A text layer bears witness to what was read in the picture under it, or against it."""

from collections.abc import Sequence

from extractors.picture.chars import ReadChar
from extractors.picture.ink import Ink
from extractors.picture.layer import LayerGlyph, compare
from extractors.picture.lines import ReadLine

KNOWN = {"harbour", "wall", "plan", "plane"}


def line(text: str, chance: float = 0.99, agreed: bool = True) -> ReadLine:
    chars: list[ReadChar] = []
    for n, letter in enumerate(text):
        if letter != " ":
            spaced = n > 0 and text[n - 1] == " "
            chars.append(ReadChar(letter, 10.0 * n, 10.0 * n + 8, spaced, chance, float(spaced), 0.3, agreed))
    return ReadLine((0, 0, 10 * len(text), 20), tuple(chars), Ink(2, 18, 2.0))


def layer(text: str, top: float = 0.0) -> Sequence[LayerGlyph]:
    return [LayerGlyph(letter, 10.0 * n + 4, top + 10, 12.0) for n, letter in enumerate(text) if letter != " "]


def known(word: str) -> bool:
    return word.lower() in KNOWN


def test_what_both_read_is_surer_and_no_longer_in_doubt() -> None:
    [told], rivals = compare([line("Harbour wall", 0.9, agreed=False)], layer("Harbour wall"), known)
    assert all(c.agreed and c.probability > 0.97 for c in told.chars)
    assert rivals == ()


def test_a_misread_word_of_the_layer_is_passed_over_where_ours_is_known_and_sure() -> None:
    [told], rivals = compare([line("Harbour wall")], layer("Harb0ur wa11"), known)
    assert told.text == "Harbour wall"
    assert rivals == ()


def test_a_known_word_of_the_layer_replaces_an_unsure_word_that_nobody_knows_and_says_so() -> None:
    [told], [rival] = compare([line("Harbeur wall", 0.8)], layer("Harbour wall"), known)
    assert told.text == "Harbour wall"
    assert (rival.ours, rival.theirs, rival.taken) == ("Harbeur", "Harbour", True)


def test_two_words_that_may_both_be_right_stay_open() -> None:
    [told], [rival] = compare([line("plan")], layer("plane"), known)
    assert told.text == "plan"
    assert (rival.ours, rival.theirs, rival.taken) == ("plan", "plane", False)


def test_figures_that_differ_stay_open_whoever_is_sure() -> None:
    _, [rival] = compare([line("1.1")], layer("1.4"), known)
    assert (rival.ours, rival.theirs, rival.taken) == ("1.1", "1.4", False)


def test_what_only_the_layer_has_is_taken_and_unsure() -> None:
    lines, _ = compare([line("Harbour")], [*layer("Harbour"), *layer("wall", top=100)], known)
    assert [ln.text for ln in lines] == ["Harbour", "wall"]
    assert max(c.probability for c in lines[1].chars) < 0.9
