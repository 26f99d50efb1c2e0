"""One HTML file with its styles, scripts and data inside, and a policy under which nothing else may load or run.

The Content-Security-Policy names every script and style by the SHA-256 of its text, so that text from a plan could not
run even if it became markup. It never does: data travels as JSON in blocks that no browser executes, with every
character that ends a block or begins a tag escaped, and the page's own scripts write it as text
(source: OWASP, "Cross Site Scripting Prevention"; W3C, "Content Security Policy Level 3").
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

_HERE = Path(__file__).parent
# What would end the block, begin a tag or a comment, or break a line where JavaScript allows none.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def asset(name: str, folder: Path = _HERE) -> str:
    """The text of a style, script or fragment that comes with Planlift."""
    return (folder / name).read_text("utf-8")


def as_json(value: object) -> str:
    """`value` as JSON that may stand inside a script element: no `<`, `>` or `&`, and no half of a surrogate pair."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    return text.encode("utf-8", "replace").decode("utf-8").translate(_ESCAPES)


def render(
    title: str,
    body: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    data: Mapping[str, object],
    pictures: Mapping[str, bytes] | None = None,
    sends: bool = False,
) -> bytes:
    """The page as UTF-8.

    `body` is trusted markup of ours; `data` become JSON blocks under their names, `pictures` (WebP) blocks in base64
    under `picture-NAME`. `sends` lets the page's scripts ask the server that it came from.
    """
    for text in scripts:
        if "</script" in text.lower() or "<!--" in text:
            raise ValueError("a script that ends its own element cannot be embedded")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_hash(s) for s in scripts)}",
            f"style-src {' '.join(_hash(s) for s in styles)}",
            "img-src data:",
            "connect-src 'self'" if sends else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    blocks = [f'<script type="application/json" id="{name}">{as_json(value)}</script>' for name, value in data.items()]
    blocks += [
        f'<script type="text/plain" id="picture-{name}">{base64.b64encode(content).decode("ascii")}</script>'
        for name, content in (pictures or {}).items()
    ]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{html.escape(title)}</title>",
        *(f"<style>{text}</style>" for text in styles),
        "</head>",
        "<body>",
        body,
        *blocks,
        *(f"<script>{text}</script>" for text in scripts),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
