"""Opens the screen, if there is a terminal to open it in."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from visualizer.cli.problem import Problem
from visualizer.vocabulary.link import HOLD_SECONDS

if TYPE_CHECKING:
    from visualizer.ui.subject import Subject


def show(first: Callable[[], Subject] | None = None, hold_seconds: float = HOLD_SECONDS) -> int:
    """Run the program on the screen until it is left; the exit status. `first` makes what is opened at once.

    A live request is held for so many seconds at the most.
    """
    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output")):
        if not stream.isatty():
            raise Problem(
                f"the screen needs a terminal, and standard {name} is none: "
                "use `visualizer record` and `visualizer print` without one"
            )
    gc.disable()  # Nothing that a start makes is garbage; looking for it delays the first frame. The app enables it.
    from visualizer.ui.app import VisualizerApp

    app = VisualizerApp(first, hold_seconds)
    app.run()
    if app.unwritten:
        print(f"visualizer: {app.unwritten}", file=sys.stderr)
    return app.return_code or 0
