"""Plans whose words are the attack: whole files, to be read, and harmless in everything that comes out."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tests.small_pdfs import ROWS, plan_pdf

_SAYINGS = {
    "formula": '=HYPERLINK("http://127.0.0.1/","Open")',
    "formula-command": "=cmd|' /C calc'!A0",
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "markup-template": "{{ 7*7 }} ${7*7} {% include '/etc/passwd' %}",
    "statement": "'; DROP TABLE plans; --",
    "path": "../../../../etc/passwd",
    "quotes": '""","\n,;\t"',
    "rich-markup": "[red]all is well[/red] [link=http://127.0.0.1]here[/link]",
    "long-word": "a" * 1200,
    "long-text": "Mend the wall and the other wall. " * 50,
}


def sayings(folder: Path) -> Iterator[tuple[str, bytes]]:
    """A plan for each, with the words in the title, the officer and the code of a row; `folder` is for the making."""
    for name, words in _SAYINGS.items():
        row = (escape(words), "1.1", "Q1 2025/26", "Q3 2025/26", escape(words[:300]))
        code = (f"Count the {len(name)} boats", escape(words[:40]), "Q1 2025/26", "Q3 2025/26", "Head of Harbours")
        yield f"saying-{name}", plan_pdf(folder / "saying.pdf", (row, *ROWS[:2], code)).read_bytes()
