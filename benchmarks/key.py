"""How long a key press takes to be shown: from the key's byte entering a pseudo-terminal to the last byte of the frame.

    python -m benchmarks.key [KEYS]

Two programs run, each in a pseudo-terminal of 120×40, and are measured in alternation in the same run: the lesson
screen over a real recording of both lanes, where → changes every pane, and a bare Textual app that repaints one
full-screen canvas of lines. The terminal's part is played here: it says that it knows synchronized output, so each
frame tells its end; a key is over when its last frame has ended and nothing more comes for a while. The same again
while a lane, a process beside them, computes flat out. Medians, 99th percentiles and ratios are printed, in ms.
"""

import asyncio
import os
import pty
import select
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from termios import TIOCSWINSZ
from time import perf_counter_ns

COLUMNS, ROWS = 120, 40
KEYS = 400
BATCH = 20
QUIET = 0.06
"""Seconds without a byte after which a key is over."""
START = 30.0
"""Seconds that a program has for its first frame."""

QUESTION, ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_END = b"\x1b[?2026l"
NEXT, HOME = b"\x1b[C", b"\x1b[H"
MEDIAN_TARGET, P99_TARGET, BARE_TARGET, BUSY_TARGET = 16.0, 33.0, 2.0, 1.5


class Terminal:
    """A program in a pseudo-terminal, and the terminal's side of it."""

    def __init__(self, *arguments: str, module: str) -> None:
        self._fd, inner = pty.openpty()
        ioctl(inner, TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env=environment)
        os.close(inner)
        self._read_until_quiet(START, answer=True)

    def press(self, key: bytes) -> float:
        """Milliseconds from the key to the last byte of the last frame that it causes."""
        began = perf_counter_ns()
        os.write(self._fd, key)
        return (self._read_until_quiet(START) - began) / 1e6

    def _read_until_quiet(self, patience: float, *, answer: bool = False) -> int:
        """The clock at the last byte of the last frame, once nothing has come for a while."""
        ended = 0
        tail = b""
        while select.select([self._fd], [], [], QUIET * (10 if answer else 1) if ended else patience)[0]:
            data = os.read(self._fd, 1 << 20)
            now = perf_counter_ns()
            if answer and QUESTION in tail[-len(QUESTION) :] + data:
                os.write(self._fd, ANSWER)
            tail = tail[-len(FRAME_END) :] + data
            if FRAME_END in tail:
                ended = now
        if not ended:
            raise TimeoutError(f"no frame within {patience:.0f} s; the program wrote {tail!r}")
        return ended

    def end(self) -> None:
        """End the program."""
        self._process.terminate()
        self._process.wait()
        os.close(self._fd)


@contextmanager
def terminal(*arguments: str, module: str = "benchmarks.key") -> Iterator[Terminal]:
    """A program, a module of the benchmarks, that ends with the block."""
    program = Terminal(*arguments, module=module)
    try:
        yield program
    finally:
        program.end()


@contextmanager
def busy_lane() -> Iterator[None]:
    """A process that computes flat out."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def measure(lesson: Terminal, bare: Terminal, keys: int) -> tuple[list[float], list[float]]:
    """The times of so many keys in each, in alternating batches."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(0, keys, BATCH):
        if number % (3 * BATCH) == 0:
            lesson.press(HOME)
        for kept, program in zip(times, (lesson, bare), strict=True):
            kept += [program.press(NEXT) for _ in range(BATCH)]
    return times


def main() -> None:
    """Measure and print, or be one of the programs that are measured."""
    if sys.argv[1:2] == ["lesson"]:
        show_lesson(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["bare"]:
        show_bare()
    else:
        report(int(sys.argv[1]) if sys.argv[1:] else KEYS)


def report(keys: int) -> None:
    """Record, measure, print."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "trace.jsonl"
        record_to(path)
        with terminal("lesson", str(path)) as lesson, terminal("bare") as bare:
            quiet = measure(lesson, bare, keys)
            with busy_lane():
                busy = measure(lesson, bare, keys)
    print(f"{keys} keys each, in alternation, {COLUMNS}x{ROWS}, from the key to the last byte of the frame")
    show("lesson screen", quiet[0])
    show("bare app", quiet[1])
    show("lesson screen, a lane computing", busy[0])
    show("bare app, a lane computing", busy[1])
    ratio, slower = median(quiet[0]) / median(quiet[1]), median(busy[0]) / median(quiet[0])
    print(f"targets: median {MEDIAN_TARGET:.0f} ms, 99 % {P99_TARGET:.0f} ms")
    print(f"lesson screen / bare app        {ratio:6.2f}   (target {BARE_TARGET})")
    print(f"a lane computing / none         {slower:6.2f}   (target {BUSY_TARGET})")


def show(name: str, times: list[float]) -> None:
    """One line of the report."""
    print(f"{name:32} median {median(times):6.2f} ms   99 % {quantiles(times, n=100)[98]:6.2f} ms")


def record_to(path: Path) -> None:
    """Record the demo project's request in both lanes, three times over."""
    from visualizer import lab
    from visualizer.lab.scenario import DEMO_REQUEST

    asyncio.run(lab.record(lab.demo(*[DEMO_REQUEST] * 3), path))


def show_lesson(path: Path) -> None:
    """The lesson screen over a recording."""
    from visualizer import trace
    from visualizer.ui.app import VisualizerApp
    from visualizer.ui.subjects import of_recording

    VisualizerApp(lambda: of_recording(path, trace.load(path))).run()


def show_bare() -> None:
    """An app of one widget that draws a full screen of lines, other ones after each key."""
    from rich.segment import Segment
    from textual import events
    from textual.app import App, ComposeResult
    from textual.strip import Strip
    from textual.widget import Widget

    class Lines(Widget, can_focus=True):
        DEFAULT_CSS = "Lines { width: 100%; height: 100%; }"
        count = 0

        def render_line(self, y: int) -> Strip:
            text = f"{self.count:6} line {y:3} ".ljust(COLUMNS, "abcdefgh"[self.count % 8])
            return Strip([Segment(text, self.rich_style)], COLUMNS)

        def on_key(self, event: events.Key) -> None:
            self.count += 1
            self.refresh()

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

    Bare().run()


if __name__ == "__main__":
    main()
