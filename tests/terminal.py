"""A real terminal for tests: a program on a pseudo-terminal, whose screen is kept by a terminal emulator (pyte).

Nothing here sleeps: `wait_for` reads what the program writes until the screen is as it is wanted, or the time is over.
It is a terminal with synchronized output, as most are: a frame is on the screen as a whole, or not yet.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

import pyte

SECONDS = 30.0
"""How long to wait for anything before the test fails."""

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "f2": "\x1bOQ",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "ctrl+a": "\x01",
    "ctrl+c": "\x03",
    "ctrl+f": "\x06",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+z": "\x1a",
}
"""What a terminal sends for a key that is no character."""


SYNCHRONIZED = 2026
"""The private mode that a program sets while it writes a frame."""
IS_IT_KNOWN = b"\x1b[?%d$p" % SYNCHRONIZED
IT_IS_KNOWN = b"\x1b[?%d;2$y" % SYNCHRONIZED
"""DECRQM, and its answer: known, and not set now."""


class Unrecognized(AssertionError):
    """The program wrote something that the emulator does not know, or that no screen of ours should write."""


class Screen(pyte.Screen):
    """A screen that notes what reached the terminal beside text: titles, bells, and sequences that nobody knows."""

    def __init__(self, columns: int, lines: int) -> None:
        self.strays: list[str] = []
        self.in_frame = False
        """Whether the program has begun a frame and not ended it."""
        super().__init__(columns, lines)

    def bell(self, *arguments: Any) -> None:
        """A BEL."""
        self.strays.append("bell")

    def set_title(self, param: str) -> None:
        """An OSC 0 or 2."""
        self.strays.append(f"title {param!r}")

    def set_icon_name(self, param: str) -> None:
        """An OSC 1."""
        self.strays.append(f"icon {param!r}")

    def set_mode(self, *modes: int, **options: Any) -> None:
        """Modes that pyte does not know are let pass: Textual asks for some."""
        self.in_frame = self.in_frame or SYNCHRONIZED in modes
        super().set_mode(*modes, **{key: value for key, value in options.items() if key == "private"})

    def reset_mode(self, *modes: int, **options: Any) -> None:
        """The opposite."""
        self.in_frame = self.in_frame and SYNCHRONIZED not in modes
        super().reset_mode(*modes, **{key: value for key, value in options.items() if key == "private"})

    def report_device_status(self, mode: int, **options: Any) -> None:
        """A question that a real terminal would answer."""

    def debug(self, *arguments: Any, **options: Any) -> None:
        """A sequence that pyte does not know."""
        self.strays.append(f"unknown {arguments!r}")


class Terminal:
    """A program in a terminal of its own, from the beginning of `with` to its end."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.screen = Screen(columns, rows)
        self.written = bytearray()
        """Every byte that the program wrote."""
        self._stream = pyte.ByteStream(self.screen)
        self._command = list(command)
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._environment = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
        self.folder = folder

    def __enter__(self) -> Self:
        self._master, slave = pty.openpty()
        self._resize(slave, self.screen.columns, self.screen.lines)
        self.process = subprocess.Popen(
            self._command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=self._environment,
            cwd=self.folder,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def press(self, *keys: str) -> None:
        """Type keys: names of KEYS, or text."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told."""
        self.screen.resize(rows, columns)
        self._resize(self._master, columns, rows)
        os.killpg(self.process.pid, signal.SIGWINCH)

    def hang_up(self) -> None:
        """Close the terminal, as one does with a window: the program gets SIGHUP."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)

    @property
    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = SECONDS) -> str:
        """Read until the screen shows `wanted`, or is as it wants; the screen's text."""
        found = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        deadline = monotonic() + seconds
        while self.screen.in_frame or not found(self.text):
            if not self.read(deadline - monotonic()):
                raise AssertionError(f"the screen never showed {wanted!r}:\n{self.text}")
        return self.text

    def settle(self, seconds: float = 0.2) -> None:
        """Read until nothing more comes for so long."""
        deadline = monotonic() + SECONDS
        while self.read(seconds):
            if monotonic() > deadline:
                raise AssertionError(f"the screen never came to rest:\n{self.text}")

    def wait(self, seconds: float = SECONDS) -> int:
        """Read until the program has ended; its exit status."""
        deadline = monotonic() + seconds
        while self.read(deadline - monotonic()):
            pass
        return self.process.wait(max(deadline - monotonic(), 0.1))

    def read(self, seconds: float = SECONDS) -> bool:
        """Read what the program writes next; False when it has ended, or wrote nothing in this time."""
        ready, _, _ = select.select([self._master], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux: EIO when the last process has closed the terminal
            return False
        if self._is_asked(data):
            os.write(self._master, IT_IS_KNOWN)
        self.written += data
        self._stream.feed(data)
        return bool(data)

    @staticmethod
    def _resize(descriptor: int, columns: int, rows: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _is_asked(self, data: bytes) -> bool:
        """Whether the program asks, with these bytes, if it can write frames as a whole."""
        return IS_IT_KNOWN in self.written[-len(IS_IT_KNOWN) + 1 :] + data
