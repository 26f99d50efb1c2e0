"""Printed text made safe to compare and to store, without changing what it says."""

import hashlib
import re
import unicodedata
from functools import lru_cache

# Alphabetic presentation forms for Latin (Unicode block FB00-FB06): typesetting of plain letters, never meaning.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Word's bullets come from the Symbol font, which has no Unicode meaning of its own.
_SYMBOL_FONT = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓"}
_QUOTES_AND_DASHES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
)
# Raised figures behind a word or a figure: `June 2025²`. Behind two letters they are powers: `km²`.
_NOTE_MARK = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[\d.)%]))[⁰¹²³⁴-⁹]+(?!\w)")
_SOFT_HYPHEN = re.compile("\u00ad\\s*")
# Two texts of three were asked for before on their way through a document. So many are kept, those of two plans.
_TEXTS = 1 << 12
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=_TEXTS)
def clean(text: str) -> str:
    """`text` as a reader sees it: white space collapsed, ligatures spelt out, invisible characters gone.

    Soft hyphens, control, bidirectional and zero-width characters are removed, lone surrogates become U+FFFD, and
    combining accents are composed (NFC). Quotes, dashes, superscripts and fractions stay as printed, which is why
    this is not NFKC.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _SOFT_HYPHEN.sub("", text).translate(_SHOWN))
    return " ".join(text.split())


class _Shown(dict[int, str]):
    """What every character is shown as, for `str.translate`; found out once for each."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _LIGATURES.get(code) or _SYMBOL_FONT.get(code) or _visible(chr(code))
        return shown


_SHOWN = _Shown()


@lru_cache(maxsize=256)
def one_of(words: tuple[str, ...]) -> str:
    """A pattern for any of `words`, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\v\f\r\x85" or category in ("Zs", "Zl", "Zp"):
        return " "
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Cf") or (category == "Cn" and ord(character) & 0xFFFE == 0xFFFE):
        return ""
    return character


@lru_cache(maxsize=_TEXTS)
def fold(text: str) -> str:
    """`text` in the form in which two printings of it are equal: case, quotes, dashes and marks of notes set aside."""
    told = clean(text)
    if not told.isascii():
        told = _NOTE_MARK.sub("", told).translate(_QUOTES_AND_DASHES)
    return told.casefold()


def slug(text: str, limit: int = 60) -> str:
    """`text` as lower-case ASCII words joined by hyphens, at most `limit` characters, cut between words.

    Safe as a part of a path or a URL: only `a` to `z`, `0` to `9` and single hyphens inside. Text without any Latin
    letter or digit becomes `x-` and eight digits of its sha256, so that it never comes out empty.
    """
    plain = unicodedata.normalize("NFKD", fold(text).replace("&", " and ")).encode("ascii", "ignore").decode()
    joined = _NOT_SLUG.sub("-", plain.replace("'", "").lower()).strip("-")
    if not joined:
        return "x-" + digest(clean(text))
    if len(joined) <= limit:
        return joined
    head = joined[: limit + 1].rpartition("-")[0]
    return head or joined[:limit]


def digest(text: str) -> str:
    """Eight hex digits that stand for `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
