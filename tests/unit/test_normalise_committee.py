import pytest

from normalise.references.committee import CommitteeRegister, form, read_committees
from normalise.registers import load_registers

REGISTER = CommitteeRegister(
    {
        "ABC": {
            form(k): v
            for k, v in {"A+H": "A+H", "C+F": "C+F", "A&G": "A&G", "Adults and Health Committee": "A+H"}.items()
        }
    }
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A+H", ("A+H",)),
        ("A + H / C+F", ("A+H", "C+F")),
        ("A+H, C+F", ("A+H", "C+F")),
        ("A&H", ("A+H",)),
        ("A&G", ("A&G",)),
        ("a+h; A+H", ("A+H",)),
        ("Adults and Health Committee", ("A+H",)),
        ("", ()),
        ("n/a", ()),
        ("To be confirmed", ()),
    ],
)
def test_codes_are_told_apart_but_not_torn(text: str, codes: tuple[str, ...]) -> None:
    found = read_committees(text, "ABC", REGISTER)
    assert (found.codes, found.reason) == (codes, None)


def test_a_committee_that_the_councils_register_lacks_is_kept_and_flagged() -> None:
    found = read_committees("A+H / Planning", "ABC", REGISTER)
    assert (found.codes, found.reason) == (("A+H", "Planning"), "unknown_committee")
    assert "Planning" in (found.detail or "")


@pytest.mark.parametrize("council", [None, "XYZ"])
def test_a_council_without_a_register_has_its_codes_as_printed(council: str | None) -> None:
    found = read_committees("ENV/FIN", council, REGISTER)
    assert (found.codes, found.reason) == (("ENV", "FIN"), None)


def test_every_registered_form_means_its_own_committee() -> None:
    for council, forms in load_registers().committees.forms.items():
        for code in set(forms.values()):
            assert read_committees(code, council, load_registers().committees).codes == (code,)
