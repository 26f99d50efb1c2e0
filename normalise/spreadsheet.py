"""Text that a spreadsheet would take for a formula, made safe and restored.

It gets a leading apostrophe (source: OWASP, "CSV Injection"). So does text that already begins with apostrophes before
such a character: then taking one apostrophe away always restores what was there.
"""

import re

# A tab or line break at the start counts too, and so do the full-width forms, which spreadsheets fold to ASCII.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def made_safe(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet could take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """What `made_safe` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
