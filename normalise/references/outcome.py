"""Outcome codes as printed, resolved against the plan's own list.

A code is repaired only where exactly one code of the list fits; one that none fits is kept as printed and flagged.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from extractors.headings.shapes import COUNT
from normalise.nothing import names_every_outcome, names_nothing
from normalise.text import clean, fold

_SEPARATOR = re.compile(r"\s*(?:[;,/&+|\n•]|\band\b)\s*|\s+", re.IGNORECASE)
_RANGE = re.compile(r"([^\s,;/&]*\d)\s*(?:-|–|—|\bto\b)\s*([^\s,;/&]*\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Letters that optical character recognition reads for digits.
_MISREAD = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0", "S": "5", "B": "8"})
REPAIRED = 0.9
UNCHECKED = 0.9


class OutcomeCodes(NamedTuple):
    """The codes that a cell names, in its order; a reason where one is unknown; how sure, from 0 to 1."""

    codes: tuple[str, ...]
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0

    @property
    def repaired(self) -> bool:
        """Whether a code was put right because exactly one of the list fits; `detail` then says which."""
        return self.reason is None and self.detail is not None


def read_outcomes(text: str, known: Sequence[str]) -> OutcomeCodes:
    """The outcome codes that `text` names, each as the plan's list `known` writes it.

    Where the plan prints no list the codes stand as printed, with a little less certainty. Codes may be parted by
    commas, semicolons, slashes, ampersands, `and` or white space; words after a code are its title and are left out.
    """
    told = clean(text)
    if names_nothing(told):
        return OutcomeCodes(())
    if names_every_outcome(told) and known:
        return OutcomeCodes(tuple(known))
    parts = [p.strip("().:;") for p in _SEPARATOR.split(told)]
    parts = [p for p in parts if p]
    if not known:
        parts = _SEPARATOR.split(COUNT.sub("", told))
        codes = tuple(dict.fromkeys(p for part in parts if _code_like(p := part.strip("().:;"))))
        return OutcomeCodes(codes, None, None, UNCHECKED) if codes else _unknown((told,))
    listed = {fold(code): code for code in known}
    if all(fold(p) in listed for p in parts):
        return OutcomeCodes(tuple(dict.fromkeys(listed[fold(p)] for p in parts)))
    whole = _RANGE.sub(lambda range_: " ".join(_between(range_, listed)) or range_[0], told)
    if whole != told:
        found = read_outcomes(whole, known)
        return (
            found if found.reason else OutcomeCodes(found.codes, "ambiguous_outcome", f"{told!r} read as {whole}", 0.5)
        )
    return _resolve(told, parts, known)


def fit(code: str, known: Sequence[str]) -> str | None:
    """The one code of `known` that `code` can be a printing of, None where none or several fit.

    The looser readings are tried in turn: case, letters and figures of one shape, misread letters, zeros and
    separators, a decimal's trailing zero, missing letters in front.
    """
    readings: tuple[Callable[[str], object], ...] = (fold, _shapes, _parts, _decimal, _digits)
    for reading in readings:
        for printing in dict.fromkeys((code, _mend(code))):
            key = reading(printing)
            if reading is _digits and re.search("[A-Za-z]", printing):
                continue
            fits = [k for k in known if key and reading(k) == key]
            if len(fits) == 1:
                return fits[0]
            if fits:
                return None
    return None


def _resolve(told: str, parts: list[str], known: Sequence[str]) -> OutcomeCodes:
    """Each part to the code that it is or can be repaired to; neighbours joined where only together they are one."""
    # `D` beside a list of `A` to `C`; a word of small letters is none
    shapes = {_shape(code) for code in known if code.isupper()}
    codes: list[str] = []
    unknown: list[str] = []
    repaired: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        following = parts[at + 1] if at + 1 < len(parts) else ""
        joined = (
            fit(f"{part}.{following}", known) if re.fullmatch(r"[A-Za-z]{0,3}[\dlI|]", part) and following else None
        )
        if joined and not fit(part, known):
            codes.append(joined)
            repaired.append(f"{part} {following} read as {joined}")
            at += 2
            continue
        at += 1
        found = fit(part, known)
        if found:
            codes.append(found)
            if found != part:
                repaired.append(f"{part} read as {found}")
        elif _code_like(part) or _shape(part) in shapes:
            unknown.append(part)
            codes.append(part)
    if unknown:
        return OutcomeCodes(tuple(dict.fromkeys(codes)), *_unknown(unknown)[1:])
    if not codes:
        return _unknown((told,))
    return OutcomeCodes(tuple(dict.fromkeys(codes)), None, "; ".join(repaired) or None, REPAIRED if repaired else 1.0)


def _code_like(part: str) -> bool:
    """Whether a word can be a code: short, with a digit, and no more than a few letters (`1.1`, `P1.1`, `HP-01`).

    A share or a sum (`95%`, `£2m`) is what is aimed at, and a year when (`Net zero by 2030`).
    """
    return (
        not any(c in "%£" for c in part)
        and not _YEAR.fullmatch(part)
        and len(part) <= 10
        and any(c.isdigit() for c in part)
        and sum(c.isalpha() for c in part) <= 4
    )


def _between(found: re.Match[str], listed: Mapping[str, str]) -> Sequence[str]:
    """`1.1 - 1.3`: every code of the list from the one to the other, for a person to confirm; none where one is not."""
    first, last = fold(found[1]), fold(found[2])
    if first not in listed or last not in listed:
        return ()
    folded = list(listed)
    i, j = folded.index(first), folded.index(last)
    return [listed[code] for code in folded[i : j + 1] or (first, last)]


def _unknown(codes: Sequence[str]) -> OutcomeCodes:
    detail = f"{', '.join(codes)} is not among the outcomes that the plan lists"
    return OutcomeCodes(tuple(codes), "unknown_outcome", detail, 0.3)


def _mend(code: str) -> str:
    """Letters that are read for digits, put right from the first digit or separator on."""
    head = re.match(r"[A-Za-z]*?(?=[\d.\-,:;]|[lI|O](?:\W|$))", code)
    cut = head.end() if head else 0
    return code[:cut] + re.sub(r"[,:;\-\s]+", ".", code[cut:].translate(_MISREAD))


def _shapes(code: str) -> str:
    """A code with its letters made the figures that they are read for: `I.1` is read `1.1`, and `O11` is `011`."""
    return fold(code.translate(_MISREAD))


def _shape(code: str) -> str:
    """A code with a letter for every capital and a figure for every figure."""
    return re.sub(r"\d", "9", re.sub(r"[A-Z]", "A", code))


def _parts(code: str) -> tuple[str | int, ...]:
    """Runs of letters and of digits, so that `HP-01`, `hp1` and `HP 1` are one."""
    return tuple(int(run) if run.isdigit() else run for run in re.findall(r"[a-z]+|[0-9]+", fold(code)))


def _decimal(code: str) -> str | None:
    """A code that is a plain decimal without its trailing zeros: spreadsheets print 3.10 for 3.1 and 3.1 for 3.10."""
    return fold(code).rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", code) else None


def _digits(code: str) -> tuple[int, ...]:
    """The numbers of a code alone: `1.1` for `P1.1`."""
    return tuple(int(run) for run in re.findall(r"[0-9]+", code))
