"""How soon the program is there: its first frame, and a screen with all of its panes, against the barest Textual app.

    python -m benchmarks.start [--rounds N]

Each program runs in a pseudo-terminal of 120 × 40, in alternation with the others; a time is from the start of its
process to the moment when the last of the wanted words has come out of the terminal. Medians in milliseconds, and their
ratio to the bare app: an App of one Static that shows the same title.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("visualizer")

Bare().run()
"""

TARGET_FRAME, TARGET_LESSON = 1.15, 2.0


def bare(terminal: Terminal) -> None:
    """The barest app shows its one word."""
    seen(terminal, b"visualizer")


def home(terminal: Terminal) -> None:
    """The home screen shows its title and the lessons, down to what stands below them."""
    seen(terminal, b"visualizer", b"The same request, both lanes", b"Open a recording")


def home_key(terminal: Terminal) -> None:
    """The same with the preview filled, and the first key answered: another lesson is looked at."""
    seen(terminal, b"sends", b"Open a recording")
    terminal.press("down")
    seen(terminal, b"8 minutes")


def lesson_key(terminal: Terminal) -> None:
    """A recording on the lesson screen: why, lanes, data and time are filled, and the first key has been answered."""
    seen(terminal, b"Why", b"Data", b"asgi loop", b"wsgi MainThread", b"event 1/")
    terminal.press("right")
    seen(terminal, b"event 2/")


def seen(terminal: Terminal, *wanted: bytes) -> None:
    """Read until all of these have been written."""
    while not all(word in terminal.written for word in wanted):
        if not terminal.read():
            raise SystemExit(f"the program ended before it showed all of {wanted}:\n{terminal.text}")


def once(command: list[str], until: Callable[[Terminal], None], environment: dict[str, str]) -> float:
    """Milliseconds from the process's start."""
    begin = perf_counter()
    with Terminal([sys.executable, *command], environment=environment) as terminal:
        until(terminal)
        took = (perf_counter() - begin) * 1e3
        terminal.press("ctrl+q")
        terminal.wait()
    return took


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds: int = parser.parse_args().rounds
    with TemporaryDirectory() as folder:
        environment = {"XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder, "XDG_STATE_HOME": folder}
        file = str(Path(folder) / "hello.jsonl.gz")
        record(file)
        runs: dict[str, tuple[list[str], Callable[[Terminal], None]]] = {
            "bare app of one Static": (["-c", BARE], bare),
            "home: title and lessons": (["-m", "visualizer"], home),
            "home: filled, first key answered": (["-m", "visualizer"], home_key),
            "lesson screen: filled, first key answered": (["-m", "visualizer", "open", file], lesson_key),
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, (command, until) in runs.items():
                times[name].append(once(command, until, environment))
    reference = median(times["bare app of one Static"])
    for name, values in times.items():
        print(
            f"{name:<42}{median(values):8.0f} ms   {median(values) / reference:5.2f} ×   (lowest {min(values):.0f} ms)"
        )
    print(f"targets: home {TARGET_FRAME} ×, lesson {TARGET_LESSON} ×; {rounds} rounds in alternation")


def record(file: str) -> None:
    """A recording of the demo project for the lesson screen to show."""
    import subprocess

    command = [sys.executable, "-m", "visualizer", "record", "--request", "/hello/?name=Ada", "-o", file]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
