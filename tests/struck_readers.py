"""Readers to which something happens when they open one file: they die, get no memory, find that it changes."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOOK = """\
import os, sys
def look(event, arguments):
    if event == 'open' and {file!r} in str(arguments[0]) and 'executors.child' in str(sys.orig_argv):
        {happens}
sys.addaudithook(look)
"""


def struck(folder: Path, file: str, happens: str) -> str:
    """The PYTHONPATH of a command whose readers run the statement `happens` when they are about to open `file`.

    What does so is put in `folder`, and every process of the command loads it before anything else.
    """
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(HOOK.format(file=file, happens=happens))
    return f"{folder / 'site'}{os.pathsep}{ROOT}"
