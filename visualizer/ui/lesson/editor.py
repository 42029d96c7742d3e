"""The learner's own editor, over the whole terminal until it is left; one with a window of its own returns at once."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

FALLBACKS = ("nano", "vim", "vi")
"""What is looked for where neither VISUAL nor EDITOR says anything."""


class NoEditor(Exception):
    """No editor can be opened; the message says why, and what to do instead."""


def command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The words of the editor's command line. Raises NoEditor."""
    wanted = environment.get("VISUAL") or environment.get("EDITOR")
    if wanted:
        return shlex.split(wanted)
    for name in FALLBACKS:
        found = shutil.which(name)
        if found:
            return [found]
    raise NoEditor("EDITOR names no editor. Open your copy in any editor: it runs when you save it.")


def edit(app: App[Any], files: Sequence[Path], folder: Path) -> None:
    """Open the files, and come back when the editor is left. Raises NoEditor."""
    words = [*command(), *map(str, files)]
    try:
        with app.suspend():
            subprocess.run(words, cwd=folder, check=False)  # noqa: S603 -- the learner's own words
    except SuspendNotSupported:
        raise NoEditor("No editor can have this terminal. Open your copy in any: it runs when saved.") from None
    except OSError as error:
        raise NoEditor(f"{words[0]} cannot be opened: {error.strerror}. Open your copy in any editor.") from None
