"""Names and texts of strangers, as they may be shown in one line of a terminal or a log."""

import unicodedata

# Those that cannot be seen and change how what stands beside them is shown: line ends and escapes (Cc), the
# bidirectional overrides and other format characters (Cf), bytes of a name that are no text (Cs), and Unicode's own
# line ends. Unicode Standard Annex 9 and Technical Report 36 tell what the overrides are good for.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    """`text` with everything escaped that would break the line, drive the terminal, or cannot be printed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
